"""The project's own names: checked, and unknown organisations proposed once."""

from __future__ import annotations

import pytest
import yaml
from keep_world import CONFIG, World, changed, told_once

from dateline.core.problems import Problems
from dateline.keep.names import check_names
from dateline.keep.plan import Plan
from dateline.keep.reconcile import reconcile


def extract(world: World, *unknown: tuple[str, str, str], known: tuple[str, ...] = ("nato",)) -> Plan:
    event = changed(told_once(), unknown=unknown)
    plan = reconcile(
        [event], dict(world.files), config=CONFIG, articles=world.articles, gazetteer=known, problems=world.problems
    )
    world.files.update({path: data for path, data in plan.writes.items() if data is not None})
    return plan


NEW = ("ministers-of-nato", "ministers of NATO", "en")


def test_an_unknown_organisation_is_proposed_with_its_words(world: World) -> None:
    """It gets a record under `proposed`, and above it the sentence that names it, ready to be accepted."""
    plan = extract(world, NEW)
    text = world.files["gazetteer.yaml"].decode()

    assert {"names": {"en": "ministers of NATO"}, "kind": "organisation"} == yaml.safe_load(text)["proposed"][NEW[0]]
    assert "  # a1: On Thursday ministers of NATO met in Oslo.\n  ministers-of-nato:\n" in text
    assert "an organisation no list knows" in plan.text()
    assert {} == dict(extract(world, NEW).writes)


def test_a_known_organisation_is_not_proposed(world: World) -> None:
    """What the built-in lists or the project's own hold is no news."""
    extract(world, NEW, known=("nato", NEW[0]))
    assert "gazetteer.yaml" not in world.files

    world.files["gazetteer.yaml"] = b"ministers-of-nato:\n  names: {en: The Ministers}\n"
    assert "gazetteer.yaml" not in extract(world, NEW).writes


def test_a_proposal_a_person_removed_is_not_made_again(world: World) -> None:
    """Removing its lines is a decision, and so is moving them out of `proposed`."""
    extract(world, NEW)
    world.files["gazetteer.yaml"] = b"# empty now\n"

    assert {} == dict(extract(world, NEW).writes)


def test_the_file_a_person_wrote_stays_as_it_is(world: World) -> None:
    """A proposal is added below; comments, order and line ends of the rest stay."""
    mine = "# mine\r\nred-cross:\r\n  names: {sv: Röda Korset}  # yes\r\n"
    world.files["gazetteer.yaml"] = mine.encode()
    extract(world, NEW)
    extract(world, NEW, ("another-body", "another body", "en"))
    text = world.files["gazetteer.yaml"].decode()

    assert text.startswith(mine)
    assert "\n" not in text.replace("\r\n", "")
    assert [NEW[0], "another-body"] == list(yaml.safe_load(text)["proposed"]) or text.index("another-body") > 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("red-cross:\n  nams: {en: X}\n", "content/gazetteer.yaml:2:3: error: 'nams' is not a key"),
        ("Red Cross:\n  names: {en: X}\n", "content/gazetteer.yaml:1:1: error"),
        (
            "red-cross:\n  names: {en: X}\nred-cross:\n  names: {en: Y}\n",
            "3:1: error: 'red-cross' stands here",
        ),
        ("proposed:\n  a:\n    country: Sweden\n", "3:14: error: 'country' is 'Sweden'"),
        ("- a\n", "content/gazetteer.yaml:1:1: error: names stand here by id"),
        ("a: [\n", "content/gazetteer.yaml:2:1: error"),
    ],
)
def test_a_mistake_in_the_names_is_told(text: str, expected: str) -> None:
    """gazetteer.yaml is checked like entries: every mistake with line, column and remedy."""
    problems = Problems()

    assert not check_names({"gazetteer.yaml": text.encode()}, problems)
    assert expected in str(problems)


def test_sound_names_pass() -> None:
    """Names, aliases and lists of what never to match are all a project needs."""
    text = (
        "NO:\n  names: {en: Norway}\n"
        "nordlinjer:\n  names: {sv: Nordlinjer AB, en: Nordlinjer}\n  aliases: [NL]\n  never: [Nordlinjen]\n"
        "  not_same_as: [nordlinjer-cargo]\n  country: SE\n  wikidata: Q7184\n"
        "RU/mfa:\n  names: {en: The Foreign Ministry}\n"
        "proposed:\n  x-y:\n    names: {en: X}\n"
    )
    problems = Problems()

    assert check_names({"gazetteer.yaml": text.encode()}, problems), str(problems)


def test_broken_names_are_left(world: World) -> None:
    """Nothing is added to a file that cannot be read."""
    world.files["gazetteer.yaml"] = b"a: [\n"
    extract(world, NEW)

    assert b"a: [\n" == world.files["gazetteer.yaml"]
