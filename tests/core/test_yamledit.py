"""One value changed in a YAML file, and every other byte kept."""

from __future__ import annotations

import random
import textwrap

import pytest
import yaml

from dateline.core import yamlwrite
from dateline.core.schema import COUNTRY, Date, Field, ListOf, MapOf, Record, Text
from dateline.core.yamledit import Add, Edit, EditError, Remove, Set, edit

KIND = Record(
    "a thing",
    (
        Field("id", Text(line=True), ""),
        Field("title", Text(line=True), ""),
        Field("summary", Text(), ""),
        Field("date", Date(), ""),
        Field("time", Text(line=True), ""),
        Field("countries", ListOf(COUNTRY), ""),
        Field("bodies", ListOf(Text(line=True)), ""),
        Field("roles", MapOf(Text(line=True), Text(line=True)), ""),
        Field(
            "sources",
            ListOf(
                Record(
                    "a source",
                    (
                        Field("article", Text(), ""),
                        Field("quote", Text(), ""),
                        Field("supports", ListOf(Text()), ""),
                        Field("lang", Text(), ""),
                    ),
                )
            ),
            "",
        ),
        Field("note", Text(), ""),
    ),
)


def run(text: str, *edits: Edit) -> str:
    return edit("x.yaml", text.encode(), edits, KIND).decode()


CASES = [
    # scalars of every style
    ("title: old", Set(("title",), "new"), "title: new"),
    ("title: old  # why", Set(("title",), "new"), "title: new  # why"),
    ("title:\told # \twhy", Set(("title",), "new"), "title:\tnew # \twhy"),
    ("title: 'old' # why", Set(("title",), "it's"), "title: 'it''s' # why"),
    ('title: "old" # why', Set(("title",), 'a "b"'), 'title: "a \\"b\\"" # why'),
    ("title: old", Set(("title",), "new: 1"), 'title: "new: 1"'),
    ("title: old", Set(("title",), "yes"), 'title: "yes"'),
    ("title: old\n  goes on\nnote: x", Set(("title",), "new"), "title: new\nnote: x"),
    ("title: 'old\n  goes on'\nnote: x", Set(("title",), "new"), "title: 'new'\nnote: x"),
    ("title:\nnote: x", Set(("title",), "new"), "title: new\nnote: x"),
    ("title: # none\nnote: x", Set(("title",), "new"), "title: new # none\nnote: x"),
    (
        "summary: |\n  old\n   text\n\nnote: x",
        Set(("summary",), "new\n  text"),
        "summary: |\n  new\n    text\n\nnote: x",
    ),
    (
        "summary: >-  # why\n   old\n   text\n# c\nnote: x",
        Set(("summary",), "new"),
        "summary: >-  # why\n   new\n# c\nnote: x",
    ),
    ("summary: >\n  old\n\n  text", Set(("summary",), "a\nb"), "summary: >\n  a\n\n  b"),
    ("date: 2022-10-14", Set(("date",), "2022-10-15"), "date: 2022-10-15"),
    ("date: '2022-10-14'", Set(("date",), "2022-10"), "date: '2022-10'"),
    ("date: auto", Set(("date",), "2022-10"), 'date: "2022-10"'),
    # keys
    ("id: x\ndate: 2022", Set(("title",), "new"), "id: x\ntitle: new\ndate: 2022"),
    ("# head\ndate: 2022", Set(("title",), "new"), "# head\ntitle: new\ndate: 2022"),
    ("id: x # c\n\n# d\ndate: 2022", Set(("title",), "new"), "id: x # c\ntitle: new\n\n# d\ndate: 2022"),
    ("id: x", Set(("date",), "2022-10-14"), 'id: x\ndate: "2022-10-14"'),
    ("id: x\n", Set(("countries",), ["NO"]), 'id: x\ncountries: ["NO"]\n'),
    ("{id: x, date: 2022}", Set(("title",), "a, b"), '{id: x, date: 2022, title: "a, b"}'),
    ("id: x\ntitle: T\ndate: 2022", Remove(("title",)), "id: x\ndate: 2022"),
    ("id: x\ntitle: T # c\ndate: 2022", Remove(("title",)), "id: x\n# c\ndate: 2022"),
    ("id: x\nsummary: |\n  a\n\n  b\n\ndate: 2022", Remove(("summary",)), "id: x\n\ndate: 2022"),
    ("id: x\ntitle: T", Remove(("title",)), "id: x"),
    ("id: x\ntitle: T\n", Remove(("title",)), "id: x\n"),
    ("roles: {a: b, c: d}", Remove(("roles", "a")), "roles: {c: d}"),
    ("roles: {a: b, c: d}", Remove(("roles", "c")), "roles: {a: b}"),
    ("roles: {a: b}", Set(("roles", "c"), "d"), "roles: {a: b, c: d}"),
    ("roles:\n  a: b\nnote: x", Set(("roles", "c"), "d"), "roles:\n  a: b\n  c: d\nnote: x"),
    ("note: x", Set(("roles", "c"), "d"), "roles: {c: d}\nnote: x"),
    # flow lists
    ('countries: ["NO"] # c', Add(("countries",), "SE"), 'countries: ["NO", "SE"] # c'),
    ("countries: []", Add(("countries",), "SE"), 'countries: ["SE"]'),
    ("countries: NO", Add(("countries",), "SE"), 'countries: ["NO", "SE"]'),
    ("countries:", Add(("countries",), "SE"), 'countries: ["SE"]'),
    ("id: x", Add(("countries",), "SE"), 'id: x\ncountries: ["SE"]'),
    ("countries: [NO,  SE , DK]", Remove(("countries", 0)), "countries: [SE , DK]"),
    ("countries: [NO,  SE , DK]", Remove(("countries", 1)), "countries: [NO,  DK]"),
    ("countries: [NO,  SE , DK]", Remove(("countries", 2)), "countries: [NO,  SE]"),
    ("countries: [NO]", Remove(("countries", 0)), "countries: []"),
    ("countries: [NO, SE,]", Remove(("countries", 1)), "countries: [NO,]"),
    ("countries: [\n  NO, # a\n  SE, # b\n]", Remove(("countries", 0)), "countries: [\n   # a\n  SE, # b\n]"),
    ("countries: [\n  NO,\n  SE\n]", Remove(("countries", 0)), "countries: [\n  SE\n]"),
    ("countries: [\n  NO, # a\n  SE # b\n]", Add(("countries",), "DK"), 'countries: [\n  NO, # a\n  SE, "DK" # b\n]'),
    # block lists
    ("bodies:\n- a # c\n- b\nnote: x", Add(("bodies",), "d"), "bodies:\n- a # c\n- b\n- d\nnote: x"),
    ("bodies:\n  - a\n\n# c\nnote: x", Add(("bodies",), "d"), "bodies:\n  - a\n  - d\n\n# c\nnote: x"),
    ("bodies:\n- a", Add(("bodies",), "d"), "bodies:\n- a\n- d"),
    ("bodies:\n- a\n- b # c\n- d", Remove(("bodies", 0)), "bodies:\n- b # c\n- d"),
    ("bodies:\n- a\n- b # c\n- d", Remove(("bodies", 1)), "bodies:\n- a\n# c\n- d"),
    ("bodies:\n- a\n- b # c\n- d", Remove(("bodies", 2)), "bodies:\n- a\n- b # c"),
    ("bodies:\n- a\nnote: x", Remove(("bodies", 0)), "bodies: []\nnote: x"),
    ("bodies:\n- a # c\nnote: x", Remove(("bodies", 0)), "bodies: [] # c\nnote: x"),
    # items with keys
    (
        "sources:\n  - article: a\n    quote: q # c\nnote: x",
        Add(("sources",), {"article": "b", "quote": "r: s"}),
        'sources:\n  - article: a\n    quote: q # c\n  - article: b\n    quote: "r: s"\nnote: x',
    ),
    (
        "sources:\n- article: a\n  quote: q",
        Set(("sources", 0, "lang"), "sv"),
        "sources:\n- article: a\n  quote: q\n  lang: sv",
    ),
    (
        "sources:\n- quote: q\n  lang: sv",
        Set(("sources", 0, "article"), "a"),
        "sources:\n- article: a\n  quote: q\n  lang: sv",
    ),
    ("sources:\n- quote: q # c\n  lang: sv", Remove(("sources", 0, "quote")), "sources:\n- # c\n  lang: sv"),
    (
        "sources:\n- {article: a, quote: q}",
        Set(("sources", 0, "quote"), "r, s"),
        'sources:\n- {article: a, quote: "r, s"}',
    ),
    (
        "sources:\n- article: a\n  supports: [x]",
        Add(("sources", 0, "supports"), "y/z"),
        "sources:\n- article: a\n  supports: [x, y/z]",
    ),
    (
        "sources:\n- article: a\n\n# c\n- article: b\nnote: x",
        Remove(("sources", 0)),
        "sources:\n\n# c\n- article: b\nnote: x",
    ),
    (
        "sources:\n- article: a\n- article: b\n  quote: |\n    q\n\nnote: x",
        Remove(("sources", 1)),
        "sources:\n- article: a\n\nnote: x",
    ),
    ("sources: auto # c\nnote: x", Set(("sources",), [{"article": "a"}]), "sources: # c\n  - article: a\nnote: x"),
]


@pytest.mark.parametrize(("before", "change", "after"), CASES)
def test_an_edit_changes_its_value_and_nothing_else(before: str, change: Edit, after: str) -> None:
    """The value stands where the old one stood, in its style, and every byte around it is the same."""
    assert after == run(before, change)


@pytest.mark.parametrize(("before", "change", "after"), CASES)
@pytest.mark.parametrize("frame", ["crlf", "bom", "emoji", "final line end"])
def test_an_edit_keeps_the_ways_of_its_file(before: str, change: Edit, after: str, frame: str) -> None:
    """Windows line ends, a byte order mark, text beyond ASCII and the last line end stay as they are."""

    def put(text: str) -> str:
        match frame:
            case "crlf":
                # One line alone tells nothing of the file's line ends: there is one before it.
                return "# head\r\n" + text.replace("\n", "\r\n")
            case "bom":
                return "\ufeff" + text
            case "emoji":
                return "# 😀 Å\té\n" + text if not text.startswith("{") else text
            case _:
                return text if text.endswith("\n") else text + "\n"

    assert put(after) == run(put(before), change)


def test_several_edits_are_made_in_their_order() -> None:
    """Edits see the text that those before them left."""
    text = "id: x\ncountries: [NO, SE]\n"

    assert 'id: x\ntitle: T\ncountries: [SE, "DK"]\n' == run(
        text, Set(("title",), "T"), Remove(("countries", 0)), Add(("countries",), "DK")
    )


@pytest.mark.parametrize(
    "text", ["title: [x", "title: &a x\nnote: *a", "a: 1\na: 2\ntitle: [", "\ttitle: x", "title: x\n---\ntitle: y"]
)
def test_what_cannot_be_read_is_not_edited(text: str) -> None:
    """A file that breaks the rules of YAML is refused, not guessed at."""
    with pytest.raises(EditError):
        run(text, Set(("title",), "new"))


def test_an_edit_that_would_touch_more_is_refused() -> None:
    """Of two equal keys no edit can tell which is meant."""
    with pytest.raises(EditError):
        run("title: x\ntitle: y\n", Set(("title",), "new"))


WORDS = [
    "plain",
    "a: b",
    "it's",
    '"quoted"',
    "# hash",
    "x #y",
    "NO",
    "2022-10-14",
    "-",
    "- x",
    "å😀",
    "a\nb",
    " lead",
    "tail ",
    "x" * 150,
]
WORDS += [
    "long words " * 20 + "end",
    "“typographic” – dashes…",
    "[x]",
    "{y}",
    "a, b",
    "*star",
    "&and",
    "%",
    "@",
    "`",
    "|",
    ">",
    "12:30",
    "~",
    "",
]


@pytest.mark.parametrize("seed", range(60))
def test_any_value_goes_in_and_comes_out(seed: int) -> None:
    """Whatever text a value holds and however it stood, the file reads back as meant, its comments all there."""
    pick = random.Random(seed)
    text = (
        "# one\nid: x\ntitle: 'old' # two\nsummary: >\n  a\n  b\n# three\nbodies:\n- p # four\n\n- q\n"
        "roles: {a: b} # five\nsources:\n  - article: s\n    quote: |\n      old\n    # six\nnote: end # seven\n"
    )
    expected = yaml.load(text, Loader=yaml.CBaseLoader)
    for _ in range(6):
        word = pick.choice(WORDS)
        match pick.randrange(5):
            case 0:
                name = pick.choice(["title", "summary", "note", "time"])
                text, expected[name] = run(text, Set((name,), word)), word
            case 1:
                text = run(text, Add(("bodies",), word))
                expected["bodies"].append(word)
            case 2 if len(expected["bodies"]) > 1:
                n = pick.randrange(len(expected["bodies"]))
                text = run(text, Remove(("bodies", n)))
                del expected["bodies"][n]
            case 3:
                text, expected["sources"][0]["quote"] = run(text, Set(("sources", 0, "quote"), word)), word
            case _:
                text, expected["roles"]["c"] = run(text, Set(("roles", "c"), word)), word
        found = yaml.load(text, Loader=yaml.CBaseLoader)
        for key in ("summary",):
            found[key] = found[key].removesuffix("\n")
            expected[key] = expected[key].removesuffix("\n")
        found["sources"][0]["quote"] = found["sources"][0]["quote"].removesuffix("\n")
        expected["sources"][0]["quote"] = expected["sources"][0]["quote"].removesuffix("\n")
        assert expected == found, text
    for mark in ("# one", "# two", "# three", "# four", "# five", "# six", "# seven"):
        assert mark in text


@pytest.mark.parametrize(
    "text",
    [
        "Hamn",
        "Färjan låg kvar. " * 12 + "Slut",
        "två  mellanrum " * 9,
        "hårt\u00a0mellanrum " * 9,
        "x" * 120 + " y",
    ],
)
def test_a_text_is_folded_as_textwrap_folds_it(text):
    """Lines are broken at the same spaces whether a text is plain or has white space of another kind."""
    options = {"break_long_words": False, "break_on_hyphens": False}
    assert textwrap.wrap(text, 60, **options) == yamlwrite.fold(text, 60)
