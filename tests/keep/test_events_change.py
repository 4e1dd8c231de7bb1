"""Events that part, join and vanish under their entries, and articles that change."""

from __future__ import annotations

import pytest
import yaml
from keep_world import FIRST, OTHER, SECOND, TEXT, World, changed, event, evidence, told_once, told_twice

from dateline.core.model import EventFigure, EventType, FigureVersion, Review
from dateline.core.problems import Problems
from dateline.keep.decisions import read_links
from dateline.keep.plan import Kind, Plan


def values(world: World, path: str | None = None) -> dict[str, object]:
    return yaml.load(world.text(path), Loader=yaml.CBaseLoader)


def kinds(plan: Plan) -> list[tuple[str, str]]:
    return [(change.kind.value, change.field) for change in plan.changes]


# ----------------------------------------------------------------------------------- events that part, join, vanish


def test_on_a_split_the_id_stays_with_the_larger_part(world: World) -> None:
    """An event that falls apart: the entry stays with most of its passages, the rest becomes a new entry."""
    third = "A second meeting is planned for May."
    world.extract(event(evidence("a1", FIRST, TEXT), evidence("a1", third, TEXT), evidence("a2", SECOND, OTHER)))
    ident = values(world)["id"]
    world.extract(
        event(evidence("a1", FIRST, TEXT), evidence("a1", third, TEXT)),
        event(evidence("a2", SECOND, OTHER), key="other", title={"en": "Other"}, when="2024-03-08"),
    )
    by_id = {values(world, path)["id"]: values(world, path) for path in world.paths}

    assert 2 == len(by_id)
    assert [FIRST, third] == [item["quote"] for item in by_id[ident]["sources"]]
    other = next(known for known in by_id if known != ident)
    assert [SECOND] == [item["quote"] for item in by_id[other]["sources"]]


def test_on_a_union_the_older_id_stays_and_the_other_leads_there(world: World) -> None:
    """Two events that turn out to be one: the older entry stays, the younger says where it went."""
    world.extract(told_once(), event(evidence("a2", SECOND, OTHER), key="z", title={"en": "Other"}))
    older, younger = (next(p for p in world.paths if name in p) for name in ("ministers", "other"))
    plan = world.extract(told_twice())

    assert ("merged", values(world, older)["id"]) == (
        values(world, younger)["status"],
        values(world, younger)["merged_into"],
    )
    assert [values(world, younger)["id"]] == values(world, older)["merged_from"]
    assert ["a1", "a2"] == [item["article"] for item in values(world, older)["sources"]]
    assert 1 == plan.count(Kind.MERGED)
    assert {} == dict(world.extract().writes)


def test_a_union_with_hand_edits_is_asked(world: World) -> None:
    """Where a person has worked on both, they are not joined without being asked."""
    world.extract(told_once(), event(evidence("a2", SECOND, OTHER), key="z", title={"en": "Other"}))
    younger = next(path for path in world.paths if "other" in path)
    world.edit("title: Other", "title: Mine", younger)
    plan = world.extract(told_twice())

    assert "proposed" == values(world, younger)["status"]
    assert Kind.ASKED in {change.kind for change in plan.changes}


def test_a_merged_entry_returns_when_its_event_does(world: World) -> None:
    """A union the program takes back gives the younger entry its id and page again."""
    two = (told_once(), event(evidence("a2", SECOND, OTHER), key="z", title={"en": "Other"}))
    world.extract(*two)
    younger = next(path for path in world.paths if "other" in path)
    ident = values(world, younger)["id"]
    world.extract(told_twice())
    world.extract(*two)

    assert 2 == len(world.paths)
    assert (ident, "proposed", None) == tuple(
        values(world, younger).get(name) for name in ("id", "status", "merged_into")
    )


def test_an_entry_without_evidence_becomes_an_orphan_and_returns(world: World) -> None:
    """No article tells it any more: `status: orphaned`, nothing blanked; told again, it is proposed again."""
    text = world.text()
    article = world.articles.pop("a1")
    world.events = ()
    plan = world.extract()
    assert text.replace("proposed", "orphaned") == world.text()
    assert [Kind.ORPHANED] == [change.kind for change in plan.changes]

    world.articles["a1"] = article
    world.extract(told_once())
    assert text == world.text()


def test_an_orphan_a_person_checked_is_left(world: World) -> None:
    """A checked entry whose articles are gone stays as it is; that it is so is said."""
    world.edit("status: proposed", "status: checked")
    before = world.text()
    world.articles.clear()
    world.events = ()
    world.extract()

    assert before == world.text()


def test_references_between_events_become_ids(world: World) -> None:
    """`part_of`, `follows` and `maybe_same_as` name entries, in the run that makes them."""
    summit = event(evidence("a2", SECOND, OTHER), key="summit", title={"en": "Summit"}, when="2024-03")
    world.extract(
        changed(
            told_once(), part_of=("summit",), maybe_same_as=(("summit", "same day"),), review=(Review.MAYBE_DUPLICATE,)
        ),
        summit,
    )
    other = next(path for path in world.paths if "summit" in path)

    assert [values(world, other)["id"]] == values(world)["part_of"]
    assert [values(world, other)["id"]] == values(world)["maybe_same_as"]


def test_two_events_of_one_sentence_keep_their_entries(world: World) -> None:
    """One quote may tell two events: each finds its own entry again, by its type and telling."""
    one = told_once()
    two = changed(one, key="z", mentions=("a1#30",), type=EventType.AGREEMENT, title={"en": "Ministers agree"})
    world.extract(one, two)
    plan = world.extract(two, one)

    assert 2 == len(world.paths)
    assert {} == dict(plan.writes)


def test_the_order_of_events_does_not_matter() -> None:
    """Same events in another order: same files, byte for byte."""
    two = (told_once(), event(evidence("a2", SECOND, OTHER), key="z", title={"en": "Other"}, when="2024-02-01"))
    results = []
    for events in (two, two[::-1]):
        world = World()
        world.tell("a1", TEXT)
        world.tell("a2", OTHER)
        world.extract(*events)
        results.append(world.files)

    assert results[0] == results[1]


# ------------------------------------------------------------------------------------------- articles that change


def renamed(world: World) -> None:
    world.articles["b1"] = world.articles.pop("a1")


def test_a_renamed_article_is_followed(world: World) -> None:
    """The same words under another name, and under one alone: the sources follow, and no entry is made twice."""
    world.edit("title: Ministers", "title: My ministers")
    world.extract()
    renamed(world)
    plan = world.extract(
        event(evidence("b1", FIRST, TEXT, supports=("date", "type", "organisations/nato"), when="On Thursday"))
    )

    assert 1 == len(world.paths)
    assert ["b1"] == [item["article"] for item in values(world)["sources"]]
    assert "My ministers" in world.text()
    assert "an article has another name" in plan.text()
    assert {} == dict(world.extract().writes)


def test_a_renamed_article_of_a_checked_entry_makes_no_double(world: World) -> None:
    """A checked entry is not written to, and still stands for its event under the article's new name."""
    world.edit("status: proposed", "status: checked")
    before = world.text()
    renamed(world)
    for _ in range(2):
        world.extract(event(evidence("b1", FIRST, TEXT)))

    assert [before] == [world.text(path) for path in world.paths]


def test_a_copy_takes_no_articles_place(world: World) -> None:
    """Where another entry quotes the copy already, an article that went is gone."""
    world.tell("a3", TEXT)
    world.extract(told_once(), event(evidence("a3", FIRST, TEXT), key="z", title={"en": "Copy"}, when="2024-05"))
    del world.articles["a1"]
    world.extract(event(evidence("a3", FIRST, TEXT), key="z", title={"en": "Copy"}, when="2024-05"))

    assert {"orphaned", "proposed"} == {values(world, path)["status"] for path in world.paths}


def test_an_entry_keeps_its_event_when_the_sentence_is_edited(world: World) -> None:
    """New words in its article: the entry stays the event's, the new words join, the old quote stays to be asked."""
    new = FIRST.replace("met in", "met again in")
    world.tell("a1", TEXT.replace(FIRST, new))
    world.extract(event(evidence("a1", new, TEXT.replace(FIRST, new))))

    assert 1 == len(world.paths)
    assert [FIRST, new] == [item["quote"] for item in values(world)["sources"]]


ODD = [
    "Two\nlines of it.",
    "Two  spaces,\ta tab.",
    " - dashes: and “quotes” # no comment",
    "Trailing space \nbefore the line end.",
    "\u00a0Hard\u00a0spaces and soft\u00adhyphens\u00a0",
    "'single' \"double\" \\ backslash",
    "No. 1: [brackets], {braces}, & * ! | > % @ `",
    "\u2028separators\u2029 and \u0085",
    "😀 " * 60,
    "word " * 50 + "end.",
    "12:30",
    "auto",
    "---",
    "e\u0301 decomposed",
]


@pytest.mark.parametrize("words", ODD)
def test_whatever_an_article_says_is_written_once(words: str) -> None:
    """Quotes, titles and summaries of any form go into the file and come back: a second build writes nothing."""
    world = World()
    world.tell("a1", f"Before. {words} After.")
    odd = event(
        evidence("a1", words, world.articles["a1"].text), title={"en": words}, summary=words, summary_language="sv"
    )
    world.extract(odd)

    assert not world.problems.has_errors, str(world.problems)
    assert 1 == len(world.paths)
    assert {} == dict(world.extract().writes), world.extract().text()
    assert {} == dict(world.extract(changed(odd, confidence=0.8)).writes)


def test_a_quote_in_which_a_person_changed_a_word_is_the_same_source(world: World) -> None:
    """One word of a quote mended by hand: the same source, still with its key, none added, none dropped, no veto."""
    deaths = EventFigure("deaths", (FigureVersion(2, (0, 1)),))
    both = changed(told_twice(), figures=(deaths,))
    world.extract(both)
    before = values(world)["sources"]
    world.edit("ministers of NATO met in Oslo", "ministers of the NATO met in Oslo")
    world.extract()

    links = read_links(world.files, Problems())
    assert ((), ()) == (links.same, links.not_same)
    after = values(world)["sources"]
    assert 1 == len(world.paths)
    assert [item["article"] for item in before] == [item["article"] for item in after]
    assert [item["key"] for item in before] == [item["key"] for item in after]
    assert {} == world.extract().writes
    world.extract(changed(both, when="2024-03-08"))
    assert "of the NATO" in world.text()
    assert '"2024-03-08"' in world.text()
