"""Reject, split, merge: what a person orders holds through every later build."""

from __future__ import annotations

import pytest
import yaml
from keep_world import FIRST, OTHER, SECOND, TEXT, World, changed, event, evidence, told_once, told_twice

from dateline.core.model import Event, EventFigure, FigureVersion, Passage
from dateline.core.problems import Problems
from dateline.keep.commands import Done, merge, reject, split
from dateline.keep.decisions import read_decisions, read_links, separate
from dateline.keep.plan import Kind

THIRD = "A second meeting is planned for May."


def ident(world: World, path: str | None = None) -> str:
    return str(values(world, path)["id"])


def values(world: World, path: str | None = None) -> dict[str, object]:
    return yaml.load(world.text(path), Loader=yaml.CBaseLoader)


def do(world: World, done: Done) -> Done:
    assert done.writes, done
    world.files.update(done.writes)
    return done


def other() -> Event:
    return event(evidence("a2", SECOND, OTHER, supports=("date",)), key="z", title={"en": "Other"}, when="2024-03-09")


# ---------------------------------------------------------------------------------------------------------- reject


def test_reject_writes_the_entry_and_the_decision(world: World) -> None:
    """`reject` sets the status, says why, and keeps the passages in decisions.yaml."""
    do(world, reject(world.files, ident(world), "an anniversary", Problems()))
    decisions = read_decisions(world.files, Problems())

    assert ("rejected", "an anniversary") == (values(world)["status"], values(world)["why"])
    assert decisions is not None
    assert (Passage("a1", FIRST),) == decisions.rejected[0].evidence
    assert ["ledger.jsonl"] == list(world.extract().writes)
    assert {} == dict(world.extract().writes)


def test_a_rejected_event_stays_away_without_ledger_and_file(world: World) -> None:
    """The decision alone is enough: entry file and ledger may go."""
    do(world, reject(world.files, ident(world), None, Problems()))
    world.lose(world.paths[0])
    world.lose("ledger.jsonl")
    plan = world.extract(changed(told_once(), when="2024-04-01", title={"en": "Else"}))

    assert [] == world.paths
    assert 0 == plan.count(Kind.NEW)


def test_reject_again_adds_to_the_decisions_and_keeps_their_comments(world: World) -> None:
    """decisions.yaml is edited in place: what a person wrote into it stays."""
    world.extract(told_once(), other())
    first, second = (ident(world, path) for path in world.paths)
    do(world, reject(world.files, first, None, Problems()))
    world.files["decisions.yaml"] += b"# mine\n"
    do(world, reject(world.files, second, "twice", Problems()))
    text = world.files["decisions.yaml"].decode()

    assert 2 == text.count("- event: ")
    assert "# mine" in text


def test_an_unknown_id_is_told_with_the_nearest(world: World) -> None:
    """A mistyped id changes nothing and says which was meant."""
    problems = Problems()
    done = reject(world.files, ident(world)[:-1] + "0", None, problems)

    assert Done() == done
    assert f"did you mean '{ident(world)}'?" in str(problems)


# ----------------------------------------------------------------------------------------------------------- split


@pytest.mark.parametrize("name", ["a2", "2"])
def test_split_moves_sources_into_an_entry_of_their_own(world: World, name: str) -> None:
    """The named sources leave with what only they carried; each entry says it is not the other."""
    both = changed(told_twice(), countries=("NO", "SE", "FI"))
    moved = evidence("a2", SECOND, OTHER, supports=("date", "countries/FI"))
    world.extract(changed(both, evidence=(told_once().evidence[0], moved)))
    old = ident(world)
    do(world, split(world.files, old, [name], Problems()))
    by_id = {ident(world, path): values(world, path) for path in world.paths}
    new = next(known for known in by_id if known != old)

    assert ["a1"] == [item["article"] for item in by_id[old]["sources"]]
    assert ["a2"] == [item["article"] for item in by_id[new]["sources"]]
    assert (["NO", "SE"], ["FI"]) == (by_id[old]["countries"], by_id[new]["countries"])
    assert ([new], [old]) == (by_id[old]["not_same_as"], by_id[new]["not_same_as"])


def test_what_was_split_is_never_joined_again(world: World) -> None:
    """Even where the program goes on telling one event, two entries stay two."""
    world.extract(told_twice())
    do(world, split(world.files, ident(world), ["a2"], Problems()))
    before = {path: [item["article"] for item in values(world, path)["sources"]] for path in world.paths}
    world.extract(told_twice())
    world.extract(told_once(), other())
    world.extract(told_twice())

    assert before == {path: [item["article"] for item in values(world, path)["sources"]] for path in world.paths}
    assert {} == dict(world.extract().writes)


def test_a_split_tells_the_gathering(world: World) -> None:
    """The passages of the two entries are linked as not the same."""
    world.extract(told_twice())
    do(world, split(world.files, ident(world), ["a2"], Problems()))

    assert (Passage("a1", FIRST), Passage("a2", SECOND)) in read_links(world.files, Problems()).not_same


def test_the_new_entry_is_the_programs(world: World) -> None:
    """After a split both entries follow their own articles."""
    world.extract(told_twice())
    do(world, split(world.files, ident(world), ["a2"], Problems()))
    world.extract(told_once(), changed(other(), title={"en": "Quite another thing"}))
    titles = sorted(str(values(world, path)["title"]) for path in world.paths)

    assert ["Ministers meet in Oslo", "Quite another thing"] == titles


def test_what_is_split_off_says_what_its_sources_say(world: World) -> None:
    """Its title are the words that left, and a day that they do not carry stays behind."""
    undated = evidence("a2", SECOND, OTHER, supports=("type", "countries/NO"))
    world.extract(changed(told_twice(), evidence=(told_once().evidence[0], undated)))
    do(world, split(world.files, ident(world), ["a2"], Problems()))
    world.extract(told_once())
    old, new = sorted((values(world, path) for path in world.paths), key=lambda one: "date" not in one)

    assert ("Ministers meet in Oslo", "2024-03-07") == (old["title"], old["date"])
    assert SECOND.rstrip(".") == new["title"]
    assert "date" not in new
    assert "proposed" == new["status"]
    assert {} == dict(world.extract().writes)


def test_a_split_off_title_is_no_longer_than_a_title(world: World) -> None:
    """Of long quotes the title holds whole words, and shows that there are more."""
    long = "At the end of the talks " + "the envoys agreed on very little indeed " * 6
    world.tell("a2", long)
    world.extract(event(*told_once().evidence, evidence("a2", long.strip(), long, supports=("date",))))
    do(world, split(world.files, ident(world), ["a2"], Problems()))
    title = next(str(values(world, path)["title"]) for path in world.paths if "talks" in world.text(path)[:400])

    assert len(title) <= 92
    assert title.endswith("agreed on very …")


def test_values_of_a_person_stay_with_the_original(world: World) -> None:
    """A split takes nothing from the original that a person wrote."""
    world.extract(told_twice())
    world.edit("title: Ministers meet in Oslo", "title: Mine  # and this")
    world.extract()
    do(world, split(world.files, ident(world), ["a2"], Problems()))
    text = next(world.text(path) for path in world.paths if "Mine" in world.text(path))

    assert "title: Mine  # and this" in text


@pytest.mark.parametrize(("names", "message"), [(["a1", "a2"], "would move"), (["a3"], "has no source 'a3'")])
def test_a_split_that_cannot_be_is_told(world: World, names: list[str], message: str) -> None:
    """All sources, or one that is not there: nothing changes, and it is said why."""
    world.extract(told_twice())
    problems = Problems()

    assert Done() == split(world.files, ident(world), names, problems)
    assert message in str(problems)


# ----------------------------------------------------------------------------------------------------------- merge


def test_merge_joins_sources_and_leaves_a_redirect(world: World) -> None:
    """The second entry says where it went; the first has its sources; the gathering is told."""
    world.extract(told_once(), other())
    one, two = world.paths
    first, second = ident(world, one), ident(world, two)
    do(world, merge(world.files, first, second, Problems()))

    assert ("merged", first) == (values(world, two)["status"], values(world, two)["merged_into"])
    assert ["a1", "a2"] == [item["article"] for item in values(world, one)["sources"]]
    assert [second] == values(world, one)["merged_from"]
    assert (Passage("a1", FIRST), Passage("a2", SECOND)) in read_links(world.files, Problems()).same


def test_what_was_merged_stays_merged(world: World) -> None:
    """Neither the program's telling two events nor its telling one undoes a merge."""
    world.extract(told_once(), other())
    one, two = world.paths
    do(world, merge(world.files, ident(world, one), ident(world, two), Problems()))
    world.extract(told_once(), other())
    world.extract(told_twice())
    world.extract(told_once(), other())

    assert [one, two] == world.paths
    assert "merged" == values(world, two)["status"]
    assert ["a1", "a2"] == [item["article"] for item in values(world, one)["sources"]]


def test_hand_made_values_win_and_two_of_them_are_a_question(world: World) -> None:
    """A person's title of the second entry replaces the program's of the first; two persons' values are asked about."""
    world.extract(told_once(), other())
    one, two = world.paths
    world.edit("title: Other", "title: Mine", two)
    world.edit('date: "2024-03-07"', "date: 2024-03-01", one)
    world.edit('date: "2024-03-09"', "date: 2024-03-02", two)
    done = do(world, merge(world.files, ident(world, one), ident(world, two), Problems()))

    assert ("Mine", "2024-03-01") == (values(world, one)["title"], values(world, one)["date"])
    assert 1 == len(done.questions)
    assert "2024-03-02" in done.questions[0]


# ------------------------------------------------------------------------------------------------------- by hand


def test_a_source_moved_by_hand_to_another_file_is_a_split(world: World) -> None:
    """Cutting a source out and pasting it into a new file tells the gathering that it is another event."""
    world.extract(told_twice())
    text = world.text()
    start, end = text.index("  - article: a2"), text.index("confidence")
    world.files["events/own.yaml"] = b"title: Another\nsources:\n" + text[start:end].encode()
    world.files[world.paths[0]] = (text[:start] + text[end:]).encode()
    links = read_links(world.files, Problems())
    world.extract()

    assert ((Passage("a1", FIRST), Passage("a2", SECOND)),) == links.not_same
    assert [["a1"], ["a2"]] == [[item["article"] for item in values(world, path)["sources"]] for path in world.paths]
    assert {} == dict(world.extract().writes)


def test_a_source_put_in_by_hand_is_a_merge(world: World) -> None:
    """Pasting a passage into an entry tells the gathering that it belongs there."""
    world.edit("confidence", f"  - article: a2\n    quote: {SECOND}\nconfidence")

    assert ((Passage("a1", FIRST), Passage("a2", SECOND)),) == read_links(world.files, Problems()).same


def test_a_shortened_quote_is_no_decision(world: World) -> None:
    """Quoting fewer words of a passage neither splits nor joins anything."""
    world.edit(f"quote: {FIRST}", "quote: ministers of NATO met in Oslo")
    links = read_links(world.files, Problems())

    assert ((), ()) == (links.same, links.not_same)


def test_decisions_are_written_by_hand_too() -> None:
    """The file is plain YAML: a pair of passages is all it takes."""
    text = f"not_same:\n- a: [{{article: a1, quote: '{FIRST}'}}]\n  b: [{{article: a1, quote: '{THIRD}'}}]\n"
    links = read_links({"decisions.yaml": text.encode()}, Problems())

    assert TEXT.index(FIRST) < TEXT.index(THIRD)
    assert ((Passage("a1", FIRST), Passage("a1", THIRD)),) == links.not_same


# -------------------------------------------------------------------------------------- one decision after another


def two(world: World) -> tuple[str, str]:
    """Two entries, of one source each; their ids."""
    world.extract(told_once(), other())
    first, second = sorted(world.paths, key=lambda path: world.text(path).index("article: a1") if "a1" in path else 1)
    by_article = {values(world, path)["sources"][0]["article"]: ident(world, path) for path in (first, second)}
    return by_article["a1"], by_article["a2"]


def test_split_after_merge_gives_back_what_was_there(world: World) -> None:
    """The merged entry returns under its own id; nothing says any more that they are the same; no third one is made."""
    one, gone = two(world)
    do(world, merge(world.files, one, gone, Problems()))
    world.extract(told_twice())
    do(world, split(world.files, one, ["a2"], Problems()))
    links = read_links(world.files, Problems())
    assert () == links.same
    assert (Passage("a1", FIRST), Passage("a2", SECOND)) in links.not_same
    world.extract(told_once(), other())

    assert 2 == len(world.paths)
    state = {values(world, path)["id"]: values(world, path) for path in world.paths}
    assert {"proposed"} == {str(item["status"]) for item in state.values()}
    assert [["a1"], ["a2"]] == [[source["article"] for source in state[key]["sources"]] for key in (one, gone)]
    assert "merged_into" not in state[gone]
    assert not state[one].get("merged_from")
    assert {} == world.extract().writes


def test_what_was_checked_before_a_merge_is_checked_after_a_split(world: World) -> None:
    """A person's check is given back with the entry, and holds in the next build."""
    one, gone = two(world)
    path = next(path for path in world.paths if ident(world, path) == gone)
    world.edit("status: proposed", 'status: checked\nchecked: {by: E. L., on: "2031-04-02"}', path)
    do(world, merge(world.files, one, gone, Problems()))
    do(world, split(world.files, one, ["a2"], Problems()))
    world.extract(told_once(), other())

    assert ["checked"] == [values(world, path)["status"] for path in world.paths if ident(world, path) == gone]


def test_merge_after_split_joins_again(world: World) -> None:
    """The last decision holds: nothing says any more that they are two, in no file."""
    world.extract(told_twice())
    one = ident(world)
    do(world, split(world.files, one, ["a2"], Problems()))
    part = next(values(world, path)["id"] for path in world.paths if values(world, path)["id"] != one)
    world.extract(told_once(), other())
    do(world, merge(world.files, one, str(part), Problems()))
    links = read_links(world.files, Problems())
    assert () == links.not_same
    assert links.same
    assert not [path for path in world.paths if values(world, path).get("not_same_as")]
    world.extract(told_twice())
    assert {} == world.extract().writes


def test_a_decision_keeps_what_the_later_one_does_not_touch(world: World) -> None:
    """Three passages said to be one, the third split off: the first two stay one."""
    world.files["decisions.yaml"] = (
        b"# mine\nsame:\n  - a:\n      - {article: a1, quote: X}\n    b:\n      - {article: a2, quote: Y}\n"
        b"      - {article: a3, quote: Z}\n    why: one story  # sure\n"
    )
    apart = separate(world.files["decisions.yaml"], [Passage("a1", "X"), Passage("a2", "Y")], [Passage("a3", "Z")])
    assert apart is not None
    assert apart.startswith(b"# mine\n")
    decisions = read_decisions({"decisions.yaml": apart}, Problems())
    assert decisions is not None
    assert (((Passage("a1", "X"),), (Passage("a2", "Y"),)),) == decisions.same


def test_merging_what_is_merged_is_told(world: World) -> None:
    """An entry that is part of another cannot be merged once more: the message names the one that stands."""
    one, gone = two(world)
    do(world, merge(world.files, one, gone, Problems()))
    problems = Problems()
    assert {} == merge(world.files, gone, one, problems).writes
    assert ["already-merged"] == [problem.code for problem in problems]


# ------------------------------------------------------------------------------------------- figures name sources


def counted(*versions: FigureVersion) -> Event:
    return changed(told_twice(), figures=(EventFigure("deaths", versions),), date_versions=(("2024-03-07", (0, 1)),))


def test_splitting_a_source_that_a_figure_cites_takes_its_numbers_along(world: World) -> None:
    """What only the moved source counts goes with it; what both count stays with the key that is left."""
    world.extract(counted(FigureVersion(2, (0,)), FigureVersion(3, (1,)), FigureVersion(4, (0, 1))))
    one = ident(world)
    do(world, split(world.files, one, ["a2"], Problems()))
    state = {values(world, path)["id"]: values(world, path) for path in world.paths}
    (part,) = (item for key, item in state.items() if key != one)

    assert [("2", ["s1"]), ("4", ["s1"])] == [
        (version["value"], version["sources"]) for version in state[one]["figures"][0]["versions"]
    ]
    assert [("3", ["s2"]), ("4", ["s2"])] == [
        (version["value"], version["sources"]) for version in part["figures"][0]["versions"]
    ]
    assert "s2" == part["sources"][0]["key"]
    assert [["s1"]] == [version["sources"] for version in state[one]["date_versions"]]
    world.extract(
        changed(
            counted(FigureVersion(2, (0,)), FigureVersion(4, (0,))), evidence=told_once().evidence, date_versions=()
        ),
        changed(other(), figures=(EventFigure("deaths", (FigureVersion(3, (0,)),)),)),
    )
    assert not world.problems.has_errors
    assert {} == world.extract().writes


def test_a_figure_that_only_the_moved_source_tells_goes_whole(world: World) -> None:
    """No empty figure stays behind."""
    world.extract(changed(told_twice(), figures=(EventFigure("deaths", (FigureVersion(3, (1,)),)),)))
    one = ident(world)
    do(world, split(world.files, one, ["a2"], Problems()))
    state = {values(world, path)["id"]: values(world, path) for path in world.paths}

    assert "figures" not in state[one]
    assert [{"what": "deaths", "versions": [{"value": "3", "sources": ["s1"]}]}] == [
        item["figures"][0] for key, item in state.items() if key != one
    ]


def test_a_figure_a_person_wrote_stays_without_the_key_that_is_gone(world: World) -> None:
    """A number of one's own is not moved by an order that only names sources."""
    world.extract(counted(FigureVersion(2, (0,)), FigureVersion(3, (1,))))
    world.edit("what: deaths\n", "what: deaths\n    use: 3\n    because: the later one\n")
    world.extract()
    one = ident(world)
    do(world, split(world.files, one, ["a2"], Problems()))
    state = {values(world, path)["id"]: values(world, path) for path in world.paths}

    assert "3" == state[one]["figures"][0]["use"]
    assert [["s1"], []] == [version.get("sources", []) for version in state[one]["figures"][0]["versions"]]
