"""Entries as data."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from dateline.core.when import When
from dateline.show import exports
from dateline.show.feeds import newest
from dateline.show.passages import locate, with_fragment
from dateline.show.render import make_environment
from dateline.show.views import Desk
from tests.show.makers import LEXICON, Story, entry, story, templates


@pytest.fixture(scope="module")
def desk():
    line = make_environment(templates())
    return Desk(Story().site(), LEXICON.packs["en"].interface, LEXICON.gazetteer, line=lambda view: str(line))


def test_json_holds_every_published_entry_with_its_quotes(desk):
    """Nothing a reader sees is missing, and dates are EDTF as they stand."""
    data = json.loads(exports.events_json(desk.records))
    assert {e.id for e in desk.site.everything} == {e["id"] for e in data["events"]}
    signed = next(e for e in data["events"] if e["id"] == "ev-m9")
    assert ("[2031-04-15..2031-04-18]", "2031-04-15", "2031-04-18") == (
        signed["date"],
        signed["earliest"],
        signed["latest"],
    )
    assert 6 == len(data["reports"])


def test_csv_reads_back_and_holds_no_formula(desk):
    """A spreadsheet opens it, and a title that begins like a formula is only text."""
    odd = replace(desk.site.entries[0], title='=HYPERLINK("x"), "quoted"\nnext')
    rows = list(csv.DictReader(io.StringIO(exports.events_csv(exports.Records(desk.site), (odd,)).decode("utf-8-sig"))))
    assert '\'=HYPERLINK("x"), "quoted"\nnext' == rows[0]["title"]


def test_version_changes_with_any_fact_and_with_nothing_else(desk):
    """A citation can tell later whether the entry still says the same."""
    one = story()[0]

    def version(e):
        return exports.Records(desk.site).version(e)

    assert version(one) == version(replace(one, note="private", path="elsewhere"))
    assert version(one) != version(replace(one, countries=("SE",)))


def test_calendar_has_only_certain_days_and_folds_long_lines(desk):
    """A month has no place in a calendar; lines have at most 75 octets; the end of a span is the day after."""
    long = entry("ev-long", "å" * 60, "2031-05-01/2031-05-03")
    vague = entry("ev-vague", "vague", "2031-05")
    lines = exports.calendar(desk, (long, vague), "Test").decode().split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "DTEND;VALUE=DATE:20310504" in lines
    assert not any("ev-vague" in line for line in lines)


def test_timelinejs_keeps_a_month_a_month(desk):
    """No day is made up for it."""
    data = json.loads(exports.timelinejs(desk))
    month = next(e for e in data["events"] if e["unique_id"] == "ev-mh")
    assert {"year": 2031, "month": 4} == month["start_date"]


def test_bibtex_fields_are_closed(desk):
    """Braces in a title cannot open a field."""
    text = exports.bibtex(desk, entry("ev-a", "x", "2031"), "A {brace} } here", "v1")
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("He said “no” – twice.", 'He said "no" - twice.', True),
        ("broken\nover lines", "broken over lines", True),
        ("It did not happen.", "It did happen.", False),
        ("a.b", "a?b", False),
    ],
)
def test_quotes_are_found_by_their_words_not_by_likeness(text, quote, found):
    """White space, dashes and quotation marks are alike; nothing else is."""
    assert found == (locate(text, quote) is not None)


def test_link_to_the_original_jumps_to_the_words():
    """A text fragment names the first and last words; a scheme that runs code is no link."""
    assert "https://x.example/a#:~:text=one%20two" == with_fragment("https://x.example/a", "one two")
    assert with_fragment("javascript:alert(1)", "one") is None


def test_newest_reads_no_clock(desk):
    """A feed's dates are those of reports, checks and corrections."""
    assert "2031-04-02" == newest(desk.site, story()[0])


def test_years_before_ours_have_a_machine_date_too():
    """45 BCE is -0044 in the data, and nothing in a calendar."""
    assert "-0044-03-15" == exports.iso(When.parse("-0044-03-15").earliest)
