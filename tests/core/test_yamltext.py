"""YAML read by declared types, and its mistakes told with their place."""

from __future__ import annotations

import pytest
import yaml

from dateline.core import yamltext
from dateline.core.problems import Problems
from dateline.core.schema import CLOCK, COUNTRY, Choice, Date, Field, ListOf, MapOf, Number, Record, Text, Truth

THING = Record(
    "a thing",
    (
        Field("title", Text(line=True), "", required=True),
        Field("text", Text(), ""),
        Field("date", Date(), "", auto=True),
        Field("time", CLOCK, ""),
        Field("countries", ListOf(COUNTRY), ""),
        Field("kind", Choice(("meeting", "vote")), ""),
        Field("count", Number(whole=True, least=0), ""),
        Field("share", Number(), ""),
        Field("open", Truth(), ""),
        Field("roles", MapOf(Text(line=True), Text(line=True)), ""),
        Field("parts", ListOf(Record("a part", (Field("name", Text(line=True), "", required=True),))), ""),
    ),
)


def read(text: str | bytes) -> tuple[dict[str, object] | None, str]:
    problems = Problems()
    data = text.encode() if isinstance(text, str) else text
    composed = yamltext.compose("x.yaml", data, problems)
    return yamltext.decode(composed, THING, problems) if composed else None, str(problems)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("countries: [NO, SE]", "countries", ["NO", "SE"]),
        ("countries: NO", "countries", ["NO"]),
        ("countries:\n- NO\n-  'SE'", "countries", ["NO", "SE"]),
        ("date: 2022-10-14", "date", "2022-10-14"),
        ("date: 2022-10", "date", "2022-10"),
        ("date: 2022", "date", "2022"),
        ("date: -0044", "date", "-0044"),
        ("date: 2022-10~", "date", "2022-10~"),
        ("date: [2022-10-01..2022-10-05]", "date", "[2022-10-01..2022-10-05]"),
        ("date: [2022-10-01,2022-10-05]", "date", "[2022-10-01,2022-10-05]"),
        ("date: ../2022-10-14", "date", "../2022-10-14"),
        ("date: auto", "date", "auto"),
        ("time: 12:30", "time", "12:30"),
        ("text: 010", "text", "010"),
        ("text: 1e3", "text", "1e3"),
        ("text: off", "text", "off"),
        ("text: 000_81e2", "text", "000_81e2"),
        ("text: |\n  one\n  two\n", "text", "one\ntwo"),
        ("text: >-\n  one\n  two\n", "text", "one two"),
        ("text: A\u030a", "text", "Å"),
        ("count: 1_000", "count", 1000),
        ("share: .5", "share", 0.5),
        ("open: yes", "open", True),
        ("roles: {on: host}", "roles", {"on": "host"}),
        ("text: Stop! *Now* & here", "text", "Stop! *Now* & here"),
    ],
)
def test_a_scalar_is_what_its_field_says(text: str, name: str, expected: object) -> None:
    """Values are decoded by the declared type of their field, not by YAML's guess."""
    values, problems = read(f"title: T\n{text}")

    assert "" == problems
    assert values is not None
    assert expected == values[name]


@pytest.mark.parametrize("empty", ["text:", "text: ~", "text: null", "text: # none"])
def test_an_empty_value_is_no_value(empty: str) -> None:
    """A key without a value counts as a key that is not there."""
    assert ({"title": "T"}, "") == read(f"title: T\n{empty}\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("titel: T", "x.yaml:1:1: error: 'titel' is not a key of a thing  [unknown-key]\n  did you mean 'title'?"),
        ("text: x", "x.yaml:1:1: error: a thing needs 'title'  [missing-key]"),
        ("title: T\ntitle: U", "x.yaml:2:1: error: 'title' stands here a second time; it is already in line 1"),
        ("title: T\ndate: 2022-02-30", "x.yaml:2:7: error: 'date': '2022-02-30' is no date"),
        ("title: T\ntime: 25:00", "x.yaml:2:7: error: 'time' is '25:00', not a time of day, HH:MM, as in 10:00"),
        ("title: T\ncountries: [no]", "x.yaml:2:13: error: 'countries' is 'no'"),
        ("title: T\ncountries: [no]", "did you mean 'NO'?"),
        ("title: T\ncountries: [NO, ]\nkind: meetng", "did you mean 'meeting'?; allowed: meeting, vote"),
        ("title: T\ncountries: {a: b}", "x.yaml:2:12: error: 'countries' holds keys with values"),
        ("title: T\ncountries: [NO, [SE]]", "x.yaml:2:17: error: 'countries' holds a list"),
        ("title: T\ncountries: [NO, NO]", "x.yaml:2:17: warning: 'countries' holds this item twice"),
        ("title: T\ncountries:\n- NO\n-\n", "error: an item of 'countries' is empty"),
        ("title: T\ncount: 1.5", "error: 'count' is '1.5', not a whole number of at least 0"),
        ("title: T\ncount: -1", "error: 'count' is '-1', not a whole number of at least 0"),
        ("title: T\nshare: inf", "error: 'share' is 'inf', not a number"),
        ("title: T\nopen: maybe", "write true or false"),
        ("title: |\n  two\n  lines", "x.yaml:1:8: error: 'title' is one line"),
        ("title: T\nparts:\n- nam: x", "x.yaml:3:3: error: a part needs 'name'"),
        ("title: T\nroles: {a: b, a: c}", "x.yaml:2:15: error: 'a' stands here a second time"),
        ("title: T\n[a]: b", "x.yaml:2:1: error: a key is a word"),
        ("- title", "x.yaml:1:1: error: a thing has keys with values"),
        ("", "x.yaml: error: the file is empty"),
        ("# nothing\n", "x.yaml: error: the file is empty"),
        ("title: a: b", "x.yaml:1:9: error: mapping values are not allowed in this context"),
        ("title: a: b", "put the text in quotation marks"),
        ("title: 'T", "a quotation mark or bracket that was opened is not closed"),
        ("title: [T\ntext: x", "x.yaml:2:"),
        ("title: T\n\ttext: x", "x.yaml:2:1: error: a tab cannot indent a line  [tab]\n  use spaces"),
        ("title: @T", "x.yaml:1:8: error"),
        (
            "<<<<<<< HEAD\ntitle: T\n=======\ntitle: U\n>>>>>>> x",
            "x.yaml:1:1: error: a merge left its conflict markers",
        ),
        ("title: T\n---\ntitle: U", "x.yaml:2:1: error: a second document begins here"),
        ("title: &a T", "x.yaml:1:8: error: anchors (&) and aliases (*) are not read"),
        ("title: T\ntext: *a", "x.yaml:2:7: error: anchors (&) and aliases (*) are not read"),
        ("title: !!python/object:os.system T", "x.yaml:1:8: error: the tag"),
        ("title: !secret T", "x.yaml:1:8: error: the tag"),
        (b"title: T\ntext: caf\xe9", "x.yaml:2:10: error: this is not UTF-8"),
        ("title: T".encode("utf-16"), "x.yaml:1:1: error: this is not UTF-8"),
        (b"title: T\x00", "x.yaml:1:9: error: character U+0000 has no place in a text"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "error: this is not UTF-8"),
        ("title: T\nparts: " + "[" * 5000, "x.yaml:2:31: error: more than 24 values inside each other"),
        ("- " * 20000, "more than 24 values inside each other"),
        ("? " * 20000, "more than 24 values inside each other"),
        ("title: T\n" + "x" * 4_100_000, "bytes are too many"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str | bytes, expected: str) -> None:
    """What is wrong names file, line and column, what was found, and what to write instead."""
    assert expected in read(text)[1]


def test_the_billion_laughs_are_refused() -> None:
    """A bomb of aliases is refused before anything is built from it."""
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 20)]
    values, problems = read("\n".join(rows))

    assert values is None
    assert "x.yaml:1:5: error: anchors" in problems


def test_all_mistakes_come_at_once() -> None:
    """Every mistake of a file is reported in one run, and what is sound is still read."""
    values, problems = read("title: T\ndate: x\ntime: y\ncountries: [z]\nkind: w\n")

    assert 4 == problems.count("error:")
    assert {"title": "T", "countries": []} == values


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_places_are_right_beside_any_text(newline: str, bom: str) -> None:
    """Line ends, a byte order mark, letters beyond ASCII and emoji do not move a place."""
    text = bom + newline.join(["# ÅÄÖ 😀", "title: 😀 Å", "kind:   nay", ""])

    assert "x.yaml:3:9: error" in read(text)[1]


def test_data_files_keep_every_scalar_as_it_stands() -> None:
    """The program's own data is read as strings: `no`, `010` and dates are what they look like."""
    assert {"a": ["no", "010", "2022-10-14"]} == yamltext.load_data("a: [no, 010, 2022-10-14]")


@pytest.mark.parametrize(
    "text",
    [
        "", "# nothing", "a:", "a: [1, {b: c}, []]", "- a\n- {b: {c: d}, e: f}\n- g", "a: 1\na: 2",
        "a: &x [1, 2]\nb: *x", "'no': !!int 3", "--- a\n...", "a: |\n  two\n  lines\n", "? a\n: b",
    ],
)  # fmt: skip
def test_data_are_what_the_parsers_nodes_come_to(text):
    """Reading events gives the very values that composing and constructing nodes would."""
    assert yaml.load(text, Loader=yaml.BaseLoader) == yamltext.load_data(text)


@pytest.mark.parametrize("text", ["a: [", "a: *unknown", "--- a\n--- b", "{[a]: b}", '"a'])
def test_data_that_are_no_yaml_are_told(text):
    """Broken data, an alias of nothing, a second document and a list as a key are errors of YAML."""
    with pytest.raises(yaml.YAMLError):
        yamltext.load_data(text)
