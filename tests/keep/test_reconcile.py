"""What happens at a build: each row of the table in docs/correcting.md, and what surrounds it."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from keep_world import CONFIG, FIRST, OTHER, SECOND, TEXT, World, changed, event, evidence, told_once, told_twice

from dateline.core.model import Event, EventFigure, EventType, FigureVersion, Review
from dateline.core.problems import Problems
from dateline.core.steps import Memory
from dateline.keep.decisions import read_links
from dateline.keep.entries import read_entries
from dateline.keep.plan import Kind, Plan
from dateline.keep.reconcile import reconcile


def values(world: World, path: str | None = None) -> dict[str, object]:
    return yaml.load(world.text(path), Loader=yaml.CBaseLoader)


def kinds(plan: Plan) -> list[tuple[str, str]]:
    return [(change.kind.value, change.field) for change in plan.changes]


# ------------------------------------------------------------------------------------------------------ one value


def test_base_file_and_new_agree(world: World) -> None:
    """A A A: nothing happens, and a second build writes nothing."""
    plan = world.extract()

    assert {} == dict(plan.writes)
    assert () == plan.changes


def test_the_programs_own_value_follows_the_articles(world: World) -> None:
    """A A B: the field is the program's, so B is written and listed as changed."""
    plan = world.extract(changed(told_once(), when="2024-03-08"))

    assert 'date: "2024-03-08"' in world.text()
    assert [("changed", "date")] == kinds(plan)


def test_a_persons_value_stays(world: World) -> None:
    """A X A: a value a person changed is theirs, without a switch."""
    world.edit('"2024-03-07"', '"2024-03-06"')
    plan = world.extract()

    assert 'date: "2024-03-06"' in world.text()
    assert [] == kinds(plan)


def test_a_persons_value_stays_against_a_new_one(world: World) -> None:
    """A X B: X is kept, and that the articles say B is listed once."""
    world.edit('"2024-03-07"', '"2024-03-06"')
    plan = world.extract(changed(told_once(), when="2024-03-08"))

    assert 'date: "2024-03-06"' in world.text()
    assert [("kept", "date")] == kinds(plan)
    assert ("2024-03-06", "2024-03-08") == (plan.changes[0].was, plan.changes[0].now)
    assert [] == kinds(world.extract())


def test_another_value_is_listed_anew(world: World) -> None:
    """A X B, then C: silence holds for B alone."""
    world.edit('"2024-03-07"', '"2024-03-06"')
    world.extract(changed(told_once(), when="2024-03-08"))
    plan = world.extract(changed(told_once(), when="2024-03-09"))

    assert [("kept", "date")] == kinds(plan)


def test_agreeing_does_not_hand_a_value_back(world: World) -> None:
    """A B B: both agree, and it stays the person's: a later C is proposed, not written."""
    world.edit('"2024-03-07"', '"2024-03-08"')
    agreed = world.extract(changed(told_once(), when="2024-03-08"))
    later = world.extract(changed(told_once(), when="2024-03-09"))

    assert [] == kinds(agreed)
    assert 'date: "2024-03-08"' in world.text()
    assert [("kept", "date")] == kinds(later)


def test_a_value_once_changed_stays_a_persons_when_it_looks_the_same_again(world: World) -> None:
    """A X A, then A again by hand: once noted as the person's, it stays so."""
    world.edit('"2024-03-07"', '"2024-03-06"')
    world.extract()
    world.edit('"2024-03-06"', '"2024-03-07"')
    world.extract()
    world.extract(changed(told_once(), when="2024-03-09"))

    assert 'date: "2024-03-07"' in world.text()


@pytest.mark.parametrize("before", ["nothing", "a person's value"])
def test_auto_hands_a_field_back(world: World, before: str) -> None:
    """any auto B: B is written, and from then on the program owns the field again."""
    if before == "a person's value":
        world.edit('"2024-03-07"', '"2024-03-06"')
        world.extract()
        world.edit('"2024-03-06"', "auto")
    else:
        world.edit('"2024-03-07"', "auto")
    world.extract(changed(told_once(), when="2024-03-08"))
    assert 'date: "2024-03-08"' in world.text()

    world.extract(changed(told_once(), when="2024-03-09"))
    assert 'date: "2024-03-09"' in world.text()


def test_a_removed_field_stays_removed(world: World) -> None:
    """A (removed) A or B: removal is a decision."""
    world.edit('date: "2024-03-07"\n', "")
    same = world.extract()
    other = world.extract(changed(told_once(), when="2024-03-08"))

    assert "date" not in values(world)
    assert [] == kinds(same)
    assert [("kept", "date")] == kinds(other)


def test_what_a_person_wrote_first_stays(world: World) -> None:
    """– X B: a field the program had nothing to say of is the person's, and B is proposed."""
    world.edit("factuality", "time: 09:30\nfactuality")
    world.extract()
    plan = world.extract(changed(told_once(), time="10:00"))

    assert "time: 09:30" in world.text()
    assert [("kept", "time")] == kinds(plan)


def test_a_value_is_never_blanked(world: World) -> None:
    """A A (nothing): the evidence is gone, the value stays, and it is flagged once."""
    plan = world.extract(changed(told_once(), when=None))

    assert 'date: "2024-03-07"' in world.text()
    assert [("gone", "date")] == kinds(plan)
    assert [] == kinds(world.extract())


def test_what_the_program_finds_out_later_is_added(world: World) -> None:
    """– – B: a field that nobody has written is written, where it belongs."""
    world.extract(changed(told_once(), time="10:00", summary="They met.", summary_language="en"))

    assert ["id", "status", "title", "summary", "date", "time"] == list(values(world))[:6]


@pytest.mark.parametrize("loss", ["no file", "no line", "half a line", "nonsense"])
def test_without_the_ledger_everything_is_a_persons(world: World, loss: str) -> None:
    """(ledger lost) X any: nothing is written to the entry any more, neither values nor items nor new fields."""
    data = world.files["ledger.jsonl"]
    world.files["ledger.jsonl"] = {"no line": b"", "half a line": data[: len(data) // 2], "nonsense": b"{}\nx\n"}.get(
        loss, b""
    )
    if loss == "no file":
        world.lose("ledger.jsonl")
    before = world.text()
    new = changed(told_twice(), when="2024-03-08", countries=("FR",), title={"en": "Else"}, time="10:00")
    plan = world.extract(new)

    assert before == world.text()
    assert {"kept"} == {kind for kind, _ in kinds(plan)}
    assert 1 == len(world.paths)


def test_after_a_lost_ledger_fields_can_be_handed_back_one_by_one(world: World) -> None:
    """`auto` works on an entry that counts as a person's altogether, for that field and no other."""
    world.lose("ledger.jsonl")
    world.extract()
    world.edit('"2024-03-07"', "auto")
    world.extract(changed(told_once(), when="2024-03-08", title={"en": "Else"}))
    world.extract(changed(told_once(), when="2024-03-09", title={"en": "Else"}))

    assert 'date: "2024-03-09"' in world.text()
    assert "title: Ministers meet in Oslo" in world.text()


# ---------------------------------------------------------------------------------------------------- item by item


def test_an_item_a_person_added_stays_and_others_follow(world: World) -> None:
    """Sets are merged item by item: hers stays, the program's come and go."""
    world.edit('["NO", "SE"]', '["NO", "SE", "DK"]')
    world.extract(changed(told_once(), countries=("NO", "FI")))

    assert ["NO", "DK", "FI"] == values(world)["countries"]


def test_an_item_a_person_removed_stays_removed(world: World) -> None:
    """A country taken out does not come back, whatever else the articles add."""
    world.edit('["NO", "SE"]', '["NO"]')
    world.extract()
    world.extract(changed(told_once(), countries=("NO", "SE", "FI")))

    assert ["NO", "FI"] == values(world)["countries"]


def test_an_emptied_list_stays_empty(world: World) -> None:
    """A list a person emptied is a decision about the whole list."""
    world.edit('["NO", "SE"]', "[]")
    plan = world.extract(changed(told_once(), countries=("NO", "SE", "FI")))

    assert [] == values(world)["countries"]
    assert [("kept", "countries")] == kinds(plan)


def test_the_programs_items_stay_when_it_names_none(world: World) -> None:
    """A set is never blanked: when no country is left, what stood there stays, flagged."""
    plan = world.extract(changed(told_once(), countries=()))

    assert ["NO", "SE"] == values(world)["countries"]
    assert [("gone", "countries/NO"), ("gone", "countries/SE")] == kinds(plan)


def test_an_item_whose_words_are_gone_stays(world: World) -> None:
    """An item resting on words that no article holds any more is kept and flagged, not taken back."""
    world.tell("a1", TEXT)
    world.extract(event(evidence("a1", FIRST, TEXT), evidence("a2", SECOND, OTHER, supports=("countries/SE",))))
    del world.articles["a2"]
    world.extract(event(evidence("a1", FIRST, TEXT), countries=("NO", "FI")))

    assert ["NO", "SE", "FI"] == values(world)["countries"]


def test_roles_are_merged_key_by_key(world: World) -> None:
    """A role a person corrected stays; the others follow."""
    one = changed(told_once(), organisations=("eu", "nato"), roles={"nato": "host", "eu": "actor"})
    world.extract(one)
    world.edit("nato: host", "nato: target")
    world.extract(changed(one, roles={"nato": "actor", "eu": "host"}))

    assert {"nato": "target", "eu": "host"} == values(world)["roles"]


def test_a_new_article_adds_a_source(world: World) -> None:
    """A new telling of a known event is one source more in its entry."""
    plan = world.extract(told_twice())

    assert ["a1", "a2"] == [item["article"] for item in values(world)["sources"]]
    assert 1 == plan.count(Kind.CHANGED)


def test_fields_of_a_source_are_merged_each_on_its_own(world: World) -> None:
    """What a person changed or added in a source stays; its other fields follow."""
    world.edit("when: On Thursday", "when: Thursday\n    publisher: NTB")
    one = told_once().evidence[0]
    more = evidence("a1", FIRST, TEXT, supports=("date", "type", "countries/NO"), when="On Thursday last")
    world.extract(changed(told_once(), evidence=(more,)))
    source = values(world)["sources"][0]

    assert one.quote == source["quote"]
    assert ("Thursday", "NTB") == (source["when"], source["publisher"])
    assert ["date", "type", "countries/NO"] == source["supports"]


def test_a_source_a_person_removed_stays_removed(world: World) -> None:
    """A source taken out does not come back with the next build."""
    world.extract(told_twice())
    text = world.text()
    start = text.index("  - article: a2")
    world.files[world.paths[0]] = (text[:start] + text[text.index("confidence") :]).encode()
    world.extract()
    world.extract(changed(told_twice(), title={"en": "Else"}))

    assert ["a1"] == [item["article"] for item in values(world)["sources"]]
    assert 1 == len(world.paths)


def test_a_quote_a_person_shortened_is_the_same_source(world: World) -> None:
    """Fewer words of the same passage are no new source, and the old one does not come back."""
    world.edit(f"quote: {FIRST}", "quote: ministers of NATO met in Oslo")
    world.extract()
    world.extract(changed(told_once(), title={"en": "Else"}))

    assert ["ministers of NATO met in Oslo"] == [item["quote"] for item in values(world)["sources"]]


def test_figures_keep_what_each_source_says(world: World) -> None:
    """A figure refers to its sources by key; a person's choice beside it stays."""
    figure = EventFigure("people", (FigureVersion(12, (0,)), FigureVersion(14, (1,))))
    world.extract(changed(told_twice(), figures=(figure,)))
    world.edit("  - what: people\n", "  - what: people\n    use: 14\n    because: later\n")
    world.extract(
        changed(told_twice(), figures=(EventFigure("people", (FigureVersion(12, (0,)), FigureVersion(15, (1,)))),))
    )
    found = values(world)["figures"][0]

    assert ("14", "later") == (found["use"], found["because"])
    assert [{"value": "12", "sources": ["s1"]}, {"value": "15", "sources": ["s2"]}] == found["versions"]
    assert ["s1", "s2"] == [item["key"] for item in values(world)["sources"]]


# ---------------------------------------------------------------------------------------------- checked and locked


def test_a_checked_entry_is_proposed_to_and_never_written_to(world: World) -> None:
    """`status: checked`: every difference is proposed, once, and no byte of the file changes."""
    world.edit("status: proposed", "status: checked")
    before = world.text()
    new = changed(told_twice(), when="2024-03-08", countries=("NO", "FI"), time="10:00")
    plan = world.extract(new)

    assert before == world.text()
    fields = {field for kind, field in kinds(plan) if kind == "proposed"}
    assert {"date", "time", "countries/FI", "countries/SE"} <= fields
    assert any(field.startswith("sources/a2#") for field in fields)
    assert [] == kinds(world.extract())


def test_an_entry_no_longer_checked_catches_up(world: World) -> None:
    """What was proposed while an entry was checked is written once it no longer is."""
    world.edit("status: proposed", "status: checked")
    world.extract(changed(told_once(), when="2024-03-08"))
    world.edit("status: checked", "status: auto")
    world.extract()

    assert 'date: "2024-03-08"' in world.text()


def test_a_locked_field_is_not_written(world: World) -> None:
    """`locked` protects a value that equals the program's."""
    world.edit("confidence", "locked: [date]\nconfidence")
    plan = world.extract(changed(told_once(), when="2024-03-08", title={"en": "Else"}))

    assert 'date: "2024-03-07"' in world.text()
    assert "title: Else" in world.text()
    assert ("proposed", "date") in kinds(plan)


# ------------------------------------------------------------------------------------------------- files that move


def test_a_deleted_entry_stays_deleted(world: World) -> None:
    """A file a person deleted is recorded as rejected, says so, and its event does not return."""
    world.lose(world.paths[0])
    plan = world.extract()
    again = world.extract(changed(told_once(), title={"en": "Else"}, when="2024-03-08"))

    assert [] == world.paths
    assert [Kind.REJECTED] == [change.kind for change in plan.changes]
    assert "its file was deleted" in world.files["decisions.yaml"].decode()
    assert {} == dict(again.writes)


def test_a_rejected_event_is_asked_about_when_a_new_origin_tells_it(world: World) -> None:
    """Same evidence: silent for ever. A new independent origin: a question, and still no entry."""
    world.lose(world.paths[0])
    world.extract()
    plan = world.extract(told_twice())

    assert [] == world.paths
    assert [Kind.ASKED] == [change.kind for change in plan.changes]
    assert "also told by a2" in plan.changes[0].why


def test_a_copy_of_a_rejected_telling_is_no_new_origin(world: World) -> None:
    """Wire copies of one text are one origin: they raise no question."""
    world.lose(world.paths[0])
    world.extract()
    copy = evidence("a2", SECOND, OTHER)
    copied = changed(told_once(), evidence=(*told_once().evidence, changed_origin(copy, "a1")))

    assert () == world.extract(copied).changes


def changed_origin(one, origin: str):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(one, origin=origin)


def test_a_rejected_event_is_known_by_what_it_is(world: World) -> None:
    """Other words in another article, same type, day and bodies: the same rejected event, so a question."""
    world.lose(world.paths[0])
    world.extract()
    plan = world.extract(event(evidence("a2", SECOND, OTHER)))

    assert [] == world.paths
    assert [Kind.ASKED] == [change.kind for change in plan.changes]


def test_a_rejection_taken_back_lets_the_event_return(world: World) -> None:
    """Removing its lines from decisions.yaml undoes a rejection."""
    world.lose(world.paths[0])
    world.extract()
    world.lose("decisions.yaml")
    plan = world.extract()

    assert [Kind.NEW] == [change.kind for change in plan.changes]


def test_status_rejected_holds_against_everything(world: World) -> None:
    """An entry with `status: rejected` keeps its file, is not written to, and its event makes no other entry."""
    world.edit("status: proposed", "status: rejected\nwhy: no news")
    before = world.text()
    world.extract(changed(told_once(), when="2024-03-08"))

    assert [before] == [world.text(path) for path in world.paths]


def test_a_renamed_file_is_found_by_its_id(world: World) -> None:
    """The name of a file is for people: moving it changes nothing but where it is."""
    world.files["events/oslo.yaml"] = world.files.pop(world.paths[0])
    plan = world.extract(changed(told_once(), when="2024-03-08"))

    assert ["events/oslo.yaml"] == world.paths
    assert 'date: "2024-03-08"' in world.text()
    assert ("moved", "") in kinds(plan)


def test_a_removed_id_is_put_back(world: World) -> None:
    """An entry whose id line was lost gets the same id again."""
    line = world.text().split("\n")[1]
    world.edit(line + "\n", "")
    world.extract()

    assert line in world.text()


def test_an_entry_made_by_hand_gets_an_id_and_nothing_else(world: World) -> None:
    """The smallest entry is enough; the program adds the id, and leaves every other byte."""
    text = f"# mine\ntitle: Ferry\ndate: 2031-03-14\ncountries: [NO]\nsources:\n- article: a2\n  quote: {SECOND}"
    world.files["events/own.yaml"] = text.encode()
    world.extract(told_once(), event(evidence("a2", SECOND, OTHER), when="2024-03-09", key="other"))
    rows = world.text("events/own.yaml").split("\n")

    assert ["events/2024/2024-03-07-ministers-meet-in-oslo.yaml", "events/own.yaml"] == world.paths
    assert rows[1].startswith("id: ev-")
    assert text == "\n".join([rows[0], *rows[2:]])


def test_a_file_in_two_places_is_reported(world: World) -> None:
    """Two files with one id are a problem with its place, and neither is written to."""
    world.files["events/copy.yaml"] = world.files[world.paths[0]]
    before = dict(world.files)
    world.extract(changed(told_once(), when="2024-03-08"))

    assert "duplicate-id" in str(world.problems)
    assert before == {path: world.files[path] for path in before}


def test_a_broken_entry_is_left_and_makes_no_double(world: World) -> None:
    """An entry that breaks a rule is reported, not written to, and its event makes no second entry."""
    world.edit("type: meeting", "type: meetng")
    before = dict(world.files)
    world.extract(changed(told_once(), when="2024-03-08"))

    assert before == world.files
    assert "content/events/2024/2024-03-07-ministers-meet-in-oslo.yaml:7:7: error: 'type' is 'meetng'" in str(
        world.problems
    )
    assert "did you mean 'meeting'?" in str(world.problems)


def test_a_broken_file_without_id_holds_back_new_entries(world: World) -> None:
    """While a broken file may be the entry of a new event, no new entry is made."""
    world.files["events/broken.yaml"] = b"title: [x\n"
    plan = world.extract(told_once(), event(evidence("a2", SECOND, OTHER), key="other", when="2024-05"))

    assert ["asked"] == [kind for kind, _ in kinds(plan)]
    assert 2 == len(world.paths)


def test_broken_decisions_stop_all_writing(world: World) -> None:
    """While decisions.yaml cannot be read, nothing that it may forbid is written."""
    world.files["decisions.yaml"] = b"rejectd: []\n"
    plan = world.extract(told_twice())

    assert {} == dict(plan.writes)
    assert "content/decisions.yaml:1:1: error: 'rejectd' is not a key" in str(world.problems)


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


# --------------------------------------------------------------------------------------------------- git and plan


def test_a_ledger_merged_by_git_counts_both_sides(world: World) -> None:
    """Conflict markers and two lines of one entry: what either side wrote is the program's, her edits stay hers."""
    ours = world.files["ledger.jsonl"].strip()
    world.extract(changed(told_once(), when="2024-03-08"))
    theirs = world.files["ledger.jsonl"].strip()
    world.files["ledger.jsonl"] = b"\n".join([b"<<<<<<< HEAD", ours, b"=======", theirs, b">>>>>>> branch", b""])
    world.edit("title: Ministers meet in Oslo", "title: Mine")
    world.extract(changed(told_once(), when="2024-03-09", title={"en": "Else"}))

    assert 'date: "2024-03-09"' in world.text()
    assert "title: Mine" in world.text()
    assert 1 == len(world.files["ledger.jsonl"].strip().split(b"\n"))


def test_an_older_ledger_makes_no_value_the_programs(world: World) -> None:
    """A ledger from before: a value it does not know counts as a person's, never the other way round."""
    old = world.files["ledger.jsonl"]
    world.extract(changed(told_once(), when="2024-03-08"))
    world.files["ledger.jsonl"] = old
    world.extract(changed(told_once(), when="2024-03-09"))

    assert 'date: "2024-03-08"' in world.text()


def test_a_plan_says_what_would_happen_and_writes_nothing(world: World) -> None:
    """The plan names each change with file, field, old and new value, as text and as JSON."""
    world.edit("title: Ministers meet in Oslo", "title: Mine")
    before = dict(world.files)
    plan = world.extract(changed(told_once(), when="2024-03-08", title={"en": "Else"}), write=False)
    rows = json.loads(plan.json())["changes"]

    assert before == world.files
    assert "date: 2024-03-07 → 2024-03-08" in plan.text()
    assert "title: Mine → Else" in plan.text()
    assert [("changed", "date", "2024-03-08"), ("kept", "title", "Else")] == [
        (row["kind"], row["field"], row["now"]) for row in rows
    ]


def test_bytes_that_need_no_change_stay(world: World) -> None:
    """Comments, order, quotation marks, line ends and a missing last line end survive a change beside them."""
    text = world.text().replace("\n", "\r\n").rstrip() + "\r\n# the end\tå😀"
    text = text.replace("title: ", "title:    ").replace('["NO", "SE"]', "[ 'NO',\t\"SE\" ]   # two")
    world.files[world.paths[0]] = text.encode()
    world.extract(changed(told_once(), when="2024-03-08"))

    assert text.replace('"2024-03-07"', '"2024-03-08"') == world.text()


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


def test_two_branches_merge_without_a_word(world: World) -> None:
    """Git's union of two ledgers is a ledger: nothing is lost on either side, and the next build settles it."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    base, two = (
        dict(world.files),
        event(evidence("a2", SECOND, OTHER), key="z", title={"en": "Other"}, when="2024-05-01"),
    )
    world.extract(changed(told_once(), when="2024-03-08"), two)
    theirs, world.files = dict(world.files), base
    world.edit("title: Ministers meet in Oslo", "title: Mine")
    world.extract(changed(told_once(), countries=("NO", "SE", "FI")))
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for path, files in zip(paths, (world.files, base, theirs), strict=True):
            path.write_bytes(files["ledger.jsonl"])
        command = [git, "merge-file", "-p", "--union", *map(str, paths)]
        merged = subprocess.run(command, capture_output=True, check=False).stdout
    entry = world.paths[0]
    text = world.text(entry).replace('"2024-03-07"', '"2024-03-08"')
    world.files = {**theirs, entry: text.encode(), "ledger.jsonl": merged}
    world.extract(changed(told_once(), when="2024-03-09", countries=("NO", "SE", "FI")), two)

    assert "title: Mine" in world.text(entry)
    assert 'date: "2024-03-09"' in world.text(entry)
    assert 2 == len(world.paths)
    assert {} == dict(world.extract().writes)


def test_what_the_program_says_of_its_own_work_goes_when_it_no_longer_says_it(world: World) -> None:
    """Reasons for doubt, the language of a summary, a possible double: taken back without a trace; facts stay."""
    one = changed(told_once(), review=(Review.VAGUE_DATE,), summary="Möte.", summary_language="sv", time="10:00")
    world.extract(one)
    assert "review: [vague_date]" in world.text()
    assert "summary_lang: sv" in world.text()
    plan = world.extract(changed(one, review=(), summary="A meeting.", summary_language="en", time=None))

    assert "review" not in world.text()
    assert "summary_lang" not in world.text()
    assert 'time: "10:00"' in world.text()
    assert {"review", "summary_lang", "summary", "time"} == {change.field.partition("/")[0] for change in plan.changes}
    assert {} == world.extract().writes
    world.extract(one)
    assert "review: [vague_date]" in world.text()


def test_a_doubt_is_answered_by_the_hand_that_writes_its_field(world: World) -> None:
    """After a person set the date nothing says any more that it is in doubt: no page, no question; the file stays."""
    world.extract(changed(told_once(), review=(Review.DATE_CONFLICT, Review.ALLEGED_ONLY)))
    world.edit('"2024-03-07"', '"2024-03-06"')
    before = world.text()
    world.extract()
    (entry,) = read_entries(world.files, Problems())

    assert (Review.ALLEGED_ONLY,) == entry.review
    assert before == world.text()
    world.edit('"2024-03-06"', "auto")
    world.extract()
    (entry,) = read_entries(world.files, Problems())
    assert (Review.DATE_CONFLICT, Review.ALLEGED_ONLY) == entry.review


def test_a_persons_own_reason_for_doubt_stays(world: World) -> None:
    """What a person added to the reasons is theirs."""
    world.extract(changed(told_once(), review=(Review.VAGUE_DATE,)))
    world.edit("review: [vague_date]", "review: [vague_date, disputed]")
    world.extract(changed(told_once(), review=()))

    assert "review: [disputed]" in world.text()


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


def test_what_is_in_accord_is_known_without_looking_again(world: World, tmp_path: Path) -> None:
    """With a memory an unchanged world says at once what it said before; any change of it is looked into."""
    memory = Memory(tmp_path)
    world.edit('"2024-03-07"', '"2024-03-06"')
    world.files["events/broken.yaml"] = b"title: [x\n"

    def run(*events: Event, files: Mapping[str, bytes] | None = None) -> tuple[Plan, list[str]]:
        problems = Problems()
        given = dict(files or world.files)
        plan = reconcile(events, given, config=CONFIG, articles=world.articles, problems=problems, memory=memory)
        return plan, [str(problem) for problem in problems]

    later = changed(told_once(), when="2024-03-08")
    world.files |= {path: data for path, data in run(later)[0].writes.items() if data is not None}
    first, again = run(later), run(later)
    assert first == again
    assert ["broken.yaml" in text for text in again[1]]
    assert {} == again[0].writes
    assert run(changed(later, when="2024-03-09"))[0].writes
    assert run(later, files={**world.files, "events/new.yaml": b"title: T\n"})[0].writes
    assert [] == run(later, files={p: d for p, d in world.files.items() if "broken" not in p})[1]
    world.tell("a1", TEXT.replace("met in Oslo", "met in Bergen"))
    assert run(later)[0] is not first
