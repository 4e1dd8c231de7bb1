"""Merges written in the files by hand: one line is enough, nothing comes back, and what cannot be is told."""

from __future__ import annotations

import pytest
import yaml
from keep_world import FIRST, OTHER, SECOND, TEXT, World, changed, event, evidence, told_once, told_twice

from dateline.core.model import Event, EventFigure, FigureVersion, Passage
from dateline.core.problems import Problems
from dateline.keep.commands import merge
from dateline.keep.decisions import read_links
from dateline.keep.entries import read_entries
from dateline.keep.plan import Kind


def other() -> Event:
    return event(evidence("a2", SECOND, OTHER, supports=("date",)), key="z", title={"en": "Other"}, when="2024-03-08")


@pytest.fixture
def world() -> World:
    world = World()
    world.tell("a1", TEXT)
    world.tell("a2", OTHER)
    world.extract(told_once(), other())
    return world


def values(world: World, path: str) -> dict[str, object]:
    return yaml.load(world.text(path), Loader=yaml.CBaseLoader)


def ids(world: World) -> list[str]:
    return [str(values(world, path)["id"]) for path in world.paths]


@pytest.mark.parametrize("lines", ["merged_into: {0}\n", "merged_into: {0}\nstatus: merged\n"])
def test_one_line_merges(world: World, lines: str) -> None:
    """`merged_into` is enough: the program sees to the status, tells the gathering, and makes no second entry of it."""
    first, second = world.paths
    one, _ = ids(world)
    if "status" in lines:
        world.edit("status: proposed\n", "", second)
    world.files[second] += lines.format(one).encode()
    plan = world.extract()

    assert ("merged", one) == (values(world, second)["status"], values(world, second)["merged_into"])
    assert [first, second] == world.paths
    assert (Passage("a1", FIRST), Passage("a2", SECOND)) in read_links(world.files, Problems()).same
    assert ("status" not in lines) is (Kind.MERGED in {change.kind for change in plan.changes})
    assert {} == dict(world.extract().writes)
    world.extract(told_twice())
    assert ["a1", "a2"] == [item["article"] for item in values(world, first)["sources"]]
    assert {} == dict(world.extract().writes)


def test_what_the_program_cannot_join_makes_no_second_entry(world: World) -> None:
    """While two events are told, that of the merged entry stays where the person put it."""
    first, second = world.paths
    world.files[second] += f"merged_into: {ids(world)[0]}\n".encode()
    for told in ((told_once(), other()), (other(),), (told_once(), changed(other(), key="a2#0"))):
        world.extract(*told)
        assert [first, second] == world.paths
    assert {} == dict(world.extract().writes)


def test_proposed_parts_them_again(world: World) -> None:
    """Who sets the status back has parted the two, whether or not the other line is left."""
    second = world.paths[1]
    world.files[second] += f"merged_into: {ids(world)[0]}\n".encode()
    world.extract()
    world.extract(told_twice())
    world.edit("status: merged", "status: proposed", second)
    world.extract(told_once(), other())

    assert () == read_links(world.files, Problems()).same
    assert [["a1"], ["a2"]] == [[item["article"] for item in values(world, path)["sources"]] for path in world.paths]
    assert "proposed" == values(world, second)["status"]
    assert "" == str(world.problems)
    assert {} == dict(world.extract().writes)


def test_a_circle_is_told_and_nothing_is_touched(world: World) -> None:
    """Two entries merged into each other, or one into itself: which is to stay is for a person to say."""
    one, two = ids(world)
    for path, target in zip(world.paths, (two, one), strict=True):
        world.edit("status: proposed", f"status: merged\nmerged_into: {target}", path)
    before = dict(world.files)
    world.extract()
    assert before == world.files
    assert ["merge-circle"] * 2 == [problem.code for problem in world.problems]
    assert [4, 4] == [problem.place.line for problem in world.problems]
    assert () == read_links(world.files, Problems()).same

    problems = Problems()
    read_entries(world.files, problems)
    assert list(world.problems) == list(problems)
    world.edit(f"merged_into: {one}", f"merged_into: {two}", world.paths[1])
    world.extract()
    assert [f"{two} is merged into itself"] == [problem.message for problem in world.problems]


def test_an_unknown_target_is_told(world: World) -> None:
    """A slip in the id is a warning with the nearest one; an entry that was there once is none."""
    first, second = world.paths
    one, _ = ids(world)
    world.files[second] += f"merged_into: {one[:-1]}0\n".encode()
    world.extract()
    assert [("unknown-id", f"did you mean {one!r}?")] == [(problem.code, problem.hint) for problem in world.problems]

    world.edit(f"merged_into: {one[:-1]}0", f"merged_into: {one}", second)
    world.extract()
    world.lose(first)
    world.extract()
    assert [] == list(world.problems)
    assert [second] == world.paths


@pytest.mark.parametrize("name", ["part_of", "follows", "not_same_as"])
def test_a_tie_to_no_entry_is_told(world: World, name: str) -> None:
    """A slip in an id that ties two entries is a warning at its line, with the nearest id; a right one is none."""
    second = world.paths[1]
    one, _ = ids(world)
    for ident, told in ((one, []), (f"{one[:-1]}0", [("unknown-id", f"did you mean {one!r}?")])):
        world.files[second] = world.files[second].split(name.encode())[0].rstrip() + f"\n{name}: [{ident}]\n".encode()
        problems = Problems()
        read_entries(world.files, problems)
        assert told == [(problem.code, problem.hint) for problem in problems]
    last = world.text(second).splitlines()
    assert [last.index(f"{name}: [{one[:-1]}0]") + 1] == [problem.place.line for problem in problems]


def test_days_that_differed_go_with_the_source_that_differed(world: World) -> None:
    """Where the program parts what it had joined, the entry that stays can be written, and names no source that left."""
    both = changed(told_twice(), date_versions=(("2024-03-07", (0,)), ("2024-03-08", (1,))))
    world = World(articles=world.articles)
    world.extract(both)
    assert "date_versions" in world.text()
    world.extract(told_once(), other())

    assert "" == str(world.problems)
    assert "date_versions" not in world.text(world.paths[0])
    assert [["a1"], ["a2"]] == [[item["article"] for item in values(world, path)["sources"]] for path in world.paths]
    assert {} == dict(world.extract().writes)


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_number_goes_with_its_source_unless_a_person_vouches_for_it(world: World, by_hand: bool) -> None:
    """What only the source that left had counted goes; a number that a person chose keeps its source in the entry."""
    figure = EventFigure("deaths", (FigureVersion(12, (1,)),))
    world = World(articles=world.articles)
    world.extract(changed(told_twice(), figures=(figure,)))
    if by_hand:
        world.edit("  - what: deaths\n", "  - what: deaths\n    use: 12\n")
        world.extract()
    world.extract(told_once(), other())
    path = next(path for path in world.paths if "Ministers" in world.text(path))

    assert "" == str(world.problems)
    assert by_hand is ("deaths" in world.text(path))
    assert by_hand is ("article: a2" in world.text(path))
    assert {} == dict(world.extract().writes)


def test_days_that_differ_can_be_written_into_a_merged_entry(world: World) -> None:
    """After the order to merge the program names its sources by key, also those that came along."""
    one, two = ids(world)
    world.files.update(merge(world.files, one, two, Problems()).writes)
    both = changed(told_twice(), date_versions=(("2024-03-07", (0,)), ("2024-03-08", (1,))))
    world.extract(both)

    assert "" == str(world.problems)
    versions = values(world, world.paths[0])["date_versions"]
    assert [("2024-03-07", ["s2"]), ("2024-03-08", ["s1"])] == [(item["date"], item["sources"]) for item in versions]
    assert {} == dict(world.extract().writes)


def test_days_that_differ_name_no_source_without_a_key(world: World) -> None:
    """A source that a person pasted in is left as it is, and what it says stands without its name."""
    world = World(articles=world.articles)
    world.extract(told_once())
    world.edit("confidence", f"  - article: a2\n    quote: {SECOND}\nconfidence")
    world.extract(changed(told_twice(), date_versions=(("2024-03-07", (0,)), ("2024-03-08", (1,)))))

    assert "" == str(world.problems)
    assert f"  - article: a2\n    quote: {SECOND}\nconfidence" in world.text()
    assert '- {date: "2024-03-08"}' in world.text()
    assert {} == dict(world.extract().writes)
