"""Entries: read with every mistake located, written so that people like to edit them."""

from __future__ import annotations

import json
import re

import jsonschema_like as schema_check
import pytest
import yaml
from keep_world import World, told_twice

from dateline.core.model import EventType, Factuality, Status
from dateline.core.problems import Problems
from dateline.core.steps import Memory
from dateline.keep.entries import entry_schema, new_id, new_path, read_entries, read_values, write_entry
from dateline.keep.fields import ENTRY, FORMS, KEY_ORDER

SMALLEST = """title: Ferry crews strike at Halmvik
date: "2031-03-14"
countries: ["SE"]
sources:
  - article: tt-2031-03-14-halmvik
    quote: Besättningarna gick i strejk på fredagsmorgonen
"""

FULL = """# yaml-language-server: $schema=../../entry.schema.json
id: ev-k7q2m9                    # permanent
status: checked
title: Ferry crews strike at Halmvik
title_in: {sv: Färjepersonal strejkar i Halmvik, de: Fährpersonal streikt in Halmvik}
summary: >
  Crews of Nordlinjer stopped work at Halmvik harbour. The company
  cancelled all departures to Norway until the evening.

date: "2031-03-14"
time: "05:30"
date_note: The dpa report says Thursday.
factuality: happened
type: protest
tier: main
tags: [ferries, wages]
countries: [SE, NO]
organisations: [nordlinjer, sjofolk-union]
roles: {nordlinjer: operator}
people: []
places: [halmvik]
figures:
  - what: crew on strike
    use: 340
    because: Union figure, later report
    versions:
      - {value: 300, sources: [s1]}
      - {value: 340.5, sources: [s2]}
part_of: [ev-3f8x1c]
not_same_as: [ev-9w2h5t]
merged_from: [ev-a1b2c3]
sources:
  - key: s1
    article: tt-2031-03-14-halmvik
    lang: sv
    quote: Besättningarna gick i strejk på fredagsmorgonen
    before: "Halmvik."
    supports: [date, factuality, countries, organisations/nordlinjer]
    origin: tt
  - key: s2
    url: https://harbour.example/log/2031-03-14
    archived: https://archive.example/abc
    publisher: Halmvik harbour office
    quote: "05:30 crews ashore, all departures cancelled"
    supports: [time]
locked: [summary]
checked: {by: E. L., on: "2031-04-02"}
note: Ask the union.
public_note: Times are local.
corrections:
  - {on: "2031-04-02", field: figures, from: 300, to: 340, why: Later report names the vessels}
confidence: 0.83
review: [document_date_inferred]
"""


def read(text: str, path: str = "events/2031/x.yaml") -> tuple[dict[str, object] | None, str]:
    problems = Problems()
    return read_values(path, text.encode(), problems), str(problems)


def test_the_smallest_entry_is_enough() -> None:
    """Title, date, countries and one source make an entry; its id is the one the next build writes."""
    (entry,) = read_entries({"events/a.yaml": SMALLEST.encode()}, Problems())

    assert ("Ferry crews strike at Halmvik", "2031-03-14", ("SE",)) == (entry.title, entry.date.edtf, entry.countries)
    assert (Status.PROPOSED, Factuality.HAPPENED, EventType.OTHER) == (entry.status, entry.factuality, entry.type)
    assert entry.id.startswith("ev-")
    assert ("countries", "date", "sources", "title") == entry.by_hand


def test_every_field_is_read() -> None:
    """The full example of the documentation reads without a problem, each value by its type."""
    values, problems = read(FULL)
    (entry,) = read_entries({"events/a.yaml": FULL.encode()}, Problems())

    assert "" == problems
    assert values is not None
    assert ["SE", "NO"] == values["countries"]
    assert ("ev-k7q2m9", Status.CHECKED, "05:30") == (entry.id, entry.status, entry.time)
    assert entry.summary is not None
    assert entry.summary.endswith("until the evening.")
    assert (300, 340.5) == tuple(version.value for version in entry.figures[0].versions)
    assert ("E. L.", "2031-04-02") == (entry.checked.by, entry.checked.on)
    assert ("300", "340") == (entry.corrections[0].was, entry.corrections[0].now)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("type: protest", "type: strike", "14:7: error: 'type' is 'strike'  [unknown-value]"),
        ("status: checked", "status: cheked", "did you mean 'checked'?"),
        ("countries: [SE, NO]", "countries: [SE, false]", "17:17: error: 'countries' is 'false', not a country's"),
        ('date: "2031-03-14"', "date: 14 March 2031", "error: 'date': '14 March 2031' is no date"),
        ('date: "2031-03-14"', "date: 2031-02-30", "that month has 28 days"),
        ('time: "05:30"', "time: half past five", "not a time of day"),
        ("    quote: Besätt", "    quot: Besätt", "did you mean 'quote'?"),
        ("    article: tt-2031-03-14-halmvik\n", "", "error: a source needs 'article', or 'url' or 'publisher'"),
        ("sources: [s1]}", "sources: [s9]}", "error: no source has the key 's9'"),
        ("key: s2", "key: s1", "error: the key 's1' is taken"),
        ("locked: [summary]", "locked: [sumary]", "did you mean 'summary'?"),
        ("status: checked", "status: merged", "error: a merged entry needs 'merged_into: ev-…'"),
        ("url: https://", "url: javascript:", "not a web address"),
        ("confidence: 0.83", "confidence: 83", "not a number from 0 to 1"),
        ("review: [document_date_inferred]", "review: [doubt]", "'review' is 'doubt'"),
        ("organisations: [nordlinjer, ", "organisations: [../etc, ", "not an id: small letters"),
        ("id: ev-k7q2m9", "id: k7q2m9", "not an entry's id"),
        ("title: Ferry", "titel: Ferry", "did you mean 'title'?"),
        ("note: Ask", "title: Again\nnote: Ask", "error: 'title' stands here a second time"),
    ],
)
def test_a_broken_rule_is_told_with_its_place(old: str, new: str, expected: str) -> None:
    """What is wrong names file, line and column, the value found and what to write instead."""
    assert old in FULL
    values, problems = read(FULL.replace(old, new, 1))

    assert values is None
    assert expected in problems
    assert problems.startswith("content/events/2031/x.yaml:")


def test_all_mistakes_of_an_entry_come_at_once() -> None:
    """Every broken rule of a file is in one report."""
    broken = FULL.replace("type: protest", "type: x").replace("[SE, NO]", "[se]").replace('"2031-03-14"', "soon", 1)

    assert 3 == read(broken)[1].count("error:")


def test_countries_can_be_held_against_a_list() -> None:
    """With the codes that exist, a code that is none is told with the nearest."""
    problems = Problems()
    read_values("events/a.yaml", SMALLEST.replace("SE", "SX").encode(), problems, countries=("SE", "NO"))

    assert "content/events/a.yaml:3:13: error: 'SX' is no country of ISO 3166-1" in str(problems)


def test_of_two_files_with_one_id_the_second_is_told() -> None:
    """An id is one entry's alone."""
    problems = Problems()
    text = "id: ev-k7q2m9\n" + SMALLEST
    entries = read_entries({"events/a.yaml": text.encode(), "events/b.yaml": text.encode()}, problems)

    assert ["events/a.yaml"] == [entry.path for entry in entries]
    assert "content/events/b.yaml:1:5: error: the id 'ev-k7q2m9' is taken by content/events/a.yaml" in str(problems)


def test_what_is_remembered_is_what_was_read(world: World, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Entries from memory equal entries read anew, and a changed or broken file is read again."""
    memory = Memory(tmp_path)
    cold = read_entries(world.files, Problems(), memory=memory)
    warm = read_entries(world.files, Problems(), memory=memory)
    world.edit("title: Ministers", "title: Many ministers")
    changed = read_entries(world.files, Problems(), memory=memory)
    world.edit("type: meeting", "type: x")
    problems = Problems()
    broken = read_entries(world.files, problems, memory=memory)
    again = Problems()
    read_entries(world.files, again, memory=memory)

    assert cold == warm
    assert "Many ministers meet in Oslo" == changed[0].title
    assert () == broken
    assert str(problems) == str(again) != ""


def test_a_field_a_person_wrote_is_marked(world: World) -> None:
    """Readers are told which fields are a person's, before and after the next build."""
    world.edit('"2024-03-07"', '"2024-03-06"')
    world.edit('["NO", "SE"]', '["NO"]')
    before = read_entries(world.files, Problems())[0].by_hand
    world.extract()

    assert ("countries", "date") == before == read_entries(world.files, Problems())[0].by_hand


# ---------------------------------------------------------------------------------------------------------- writing


def test_a_new_entry_reads_as_it_was_meant(world: World) -> None:
    """What the program writes is sound YAML to any reader, keys in their order, codes and dates quoted."""
    world.extract(told_twice())
    text = world.text()
    loose = yaml.safe_load(text)

    assert [name for name in KEY_ORDER if name in loose] == list(loose)
    assert (["NO", "SE"], "2024-03-07") == (loose["countries"], loose["date"])
    assert text.startswith("# yaml-language-server: $schema=../../entry.schema.json\nid: ev-")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "NO"),
        ("title", "2022-10-14"),
        ("title", "Talks: the “second” round # 2"),
        ("title", "- 'x' {y} [z] & *a !b %c @d `e"),
        ("summary", "One line.\n\nAnother, after an empty one.\n  Indented."),
        ("summary", "word " * 60 + "end"),
        ("summary", "Zeile mit\u00a0geschütztem Leerzeichen und \u2028 Trenner"),
        ("note", "tab\there"),
        ("note", "  spaces  "),
        ("note", "😀"),
    ],
)
def test_any_text_comes_back_as_it_went_in(name: str, value: str) -> None:
    """Titles, summaries and notes survive writing and reading, whatever they hold."""
    data = write_entry({"id": "ev-k7q2m9", "title": "T", name: value}, path="events/a.yaml")
    found = read_values("events/a.yaml", data, Problems())

    assert found is not None
    assert value.strip() == str(found[name]).strip()
    assert value == yaml.safe_load(data)[name]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2022-10-14", "events/2022/2022-10-14-talks.yaml"),
        ("2022-10", "events/2022/2022-10-talks.yaml"),
        ("2022", "events/2022/2022-talks.yaml"),
        ("2022-10-14~", "events/2022/2022-10-14-talks.yaml"),
        ("2022-10-14/2022-10-16", "events/2022/2022-10-talks.yaml"),
        ("[2022-12-30..2023-01-02]", "events/2022/2022-talks.yaml"),
        ("2022-21", "events/2022/2022-21-talks.yaml"),
        ("199X", "events/1990/1990-talks.yaml"),
        ("-0044", "events/-0044/-0044-talks.yaml"),
        ("[../2022-10-14]", "events/2022/2022-talks.yaml"),
        (None, "events/undated/talks.yaml"),
    ],
)
def test_a_file_is_named_for_people(date: str | None, expected: str) -> None:
    """Year, date as exact as it is known, and title; nothing is padded, and nothing leaves the folder."""
    assert expected == new_path({"title": "Talks", **({"date": date} if date else {})}, ())


def test_a_file_name_that_is_taken_gets_a_number() -> None:
    """Two events of one day and title stand in two files."""
    values = {"title": "../../etc/passwd", "date": "2022"}
    first = new_path(values, ())

    assert "events/2022/2022-etc-passwd.yaml" == first
    assert "events/2022/2022-etc-passwd-2.yaml" == new_path(values, {first})


def test_an_id_is_made_from_evidence_and_never_twice() -> None:
    """Same evidence, same id, unless it is taken: then it is longer."""
    first = new_id("a\nwords", ())

    assert first == new_id("a\nwords", ())
    assert 9 == len(first)
    assert first != new_id("a\nother words", ())
    assert new_id("a\nwords", {first}).startswith(first)


# ------------------------------------------------------------------------------------------------------ declarations


def test_what_the_program_writes_can_be_handed_back() -> None:
    """Every field the program writes takes `auto`, and no other does."""
    assert set(FORMS) == {field.name for field in ENTRY if field.auto}


def quoted(text: str) -> str:
    """The text as a reader of YAML 1.1 needs it, to whom a bare `NO` is false and a bare `on` true."""
    return text.replace("[SE, NO]", '["SE", "NO"]').replace("on: ", '"on": ')


def test_the_schema_for_editors_knows_every_field() -> None:
    """The JSON Schema is made from the declarations: fields, closed lists, forms of codes, nothing else allowed."""
    schema = json.loads(entry_schema())

    assert list(KEY_ORDER) == list(schema["properties"])
    assert ["title"] == schema["required"]
    assert not schema["additionalProperties"]
    assert all(part["description"] for part in schema["properties"].values())
    for text in (SMALLEST, FULL):
        assert [] == schema_check.errors(schema, yaml.safe_load(quoted(text)))
    assert schema_check.errors(schema, {"title": "T", "type": "strike"})
    assert schema_check.errors(schema, {"title": "T", "foo": 1})
    assert schema_check.errors(schema, {"title": "T", "countries": [False]})


@pytest.mark.parametrize(
    ("tag", "sound"),
    [
        ("sv", True),
        ("pt-BR", True),
        ("sr-Latn-RS", True),
        ("und", True),
        ("xx-klingon", False),
        ("qq", False),
        ("english", False),
        ("SE", False),
    ],
)
def test_a_language_is_one_that_exists(tag: str, sound: bool) -> None:
    """A tag whose language no standard knows is a problem with its line, in the file and in the editor."""
    problems = Problems()
    data = f"title: T\nsources:\n  - article: a\n    quote: Q\n    lang: {tag}\n".encode()
    read_values("events/a.yaml", data, problems)

    assert sound is not problems.has_errors
    assert sound or 5 == next(iter(problems)).place.line
    schema = json.loads(entry_schema())["properties"]["sources"]["anyOf"][0]["items"]["properties"]["lang"]
    assert sound is bool(re.search(schema["pattern"], tag))
