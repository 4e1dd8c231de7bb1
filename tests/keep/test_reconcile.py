"""What happens to the values of an entry at a build: each row of the table in docs/correcting.md."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from keep_world import FIRST, OTHER, SECOND, TEXT, World, changed, event, evidence, told_once, told_twice

from dateline.core.model import EventFigure, FigureVersion, Review
from dateline.core.problems import Problems
from dateline.keep.entries import read_entries
from dateline.keep.plan import Kind, Plan


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


# ------------------------------------------------------------------------------------------ the program on itself


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


def test_a_quote_that_no_longer_dates_the_event_no_longer_says_so(world: World) -> None:
    """Where a later article moves the date, the words of a quote that gave it are taken back; the quote stays, and
    what a person wrote there stays too."""
    dated = told_once()
    later = changed(dated, evidence=(replace(dated.evidence[0], when=None, supports=("type",)),))
    world.extract(dated)
    assert "when: On Thursday" in world.text()
    world.extract(later)
    assert "when:" not in world.text()
    assert "ministers of NATO met in Oslo" in world.text()
    world.extract(dated)
    world.edit("when: On Thursday", "when: Thursday")
    world.extract(later)
    assert "when: Thursday" in world.text()


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
