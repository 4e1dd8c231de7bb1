"""Expressions of time, measured on passages of our own and held above their floors."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dateline.core.model import Span

from .times import HALVES, LANGUAGES, Found, Gold, Passage, Score, compare, digest, floors, load, score

WEEKDAYS = {
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "de": ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("half", HALVES)
def test_no_measure_is_below_its_floor(half: str, language: str) -> None:
    """Each measure of each language is at least what the floors ask for."""
    least = {name: float(value) for name, value in floors()[half][language].items()}
    got = score(load([language], [half])).measures()
    assert {} == {name: got[name] for name, value in least.items() if (got[name] or 0) < value}, least


def test_floors_are_of_these_passages() -> None:
    """The floors were set on the passages as they are."""
    assert floors()["digest"] == digest()


@pytest.mark.parametrize("language", LANGUAGES)
def test_fifty_passages_a_language(language: str) -> None:
    """Each language has fifty passages, ten of them traps, a quarter of all held back, each with an id of its own."""
    passages = load([language])
    assert len({passage.id for passage in passages}) == len(passages) >= 50
    assert 10 <= sum(not passage.times for passage in passages)
    assert 4 * sum(passage.half == "held" for passage in passages) >= len(passages)


@pytest.mark.parametrize("passage", load(), ids=lambda passage: passage.id)
def test_gold_agrees_with_the_calendar(passage: Passage) -> None:
    """Days are of the calendar, weeks of ISO 8601, and a weekday that is named is that of its day."""
    for gold in passage.times:
        words = passage.text[gold.span.start : gold.span.end].lower()
        named = [number for number, name in enumerate(WEEKDAYS[passage.language]) if name in words]
        for value in gold.values:
            if re.match(r"\d{4}-\d\d-\d\d", value):
                day = date.fromisoformat(value[:10])
                if len(named) == 1 and not value.endswith("TNI"):
                    assert named[0] == day.weekday(), (words, value)
            if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
                assert date.fromisocalendar(int(match[1]), int(match[2]), 1)


def test_a_range_answers_for_both_its_ends() -> None:
    """A range found as one is right in value for each end and in extent for neither."""
    times = (
        Gold(Span(5, 9), Span(5, 9), ("DATE",), ("1996",)),
        Gold(Span(13, 17), Span(13, 17), ("DATE",), ("2001",)),
    )
    total = Score()
    compare(
        Passage("x", "en", "2004-07-21", "dev", "from 1996 to 2001", times),
        [Found(Span(5, 17), "DATE", "1996/2001")],
        total,
    )
    assert (1.0, 0.0) == (total.measures()["value"], total.measures()["strict"])


@pytest.mark.parametrize(
    ("found", "strict", "value"),
    [
        ([Found(Span(0, 21), "DURATION", "P3W")], 1.0, 1.0),
        ([Found(Span(10, 21), "DURATION", "P3W")], 1.0, 1.0),
        ([Found(Span(16, 21), "DURATION", "P3W")], 0.0, 1.0),
        ([Found(Span(10, 21), "DURATION", "P2W")], 1.0, 0.0),
        ([Found(Span(10, 21), "DURATION", "P3W"), Found(Span(22, 27), "DATE", "2001")], 2 / 3, 2 / 3),
        ([], 0.0, 0.0),
    ],
)
def test_extent_and_value_are_told_apart(found: list[Found], strict: float, value: float) -> None:
    """A strict extent lies between the least and the whole; what is too many lowers every measure."""
    total = Score()
    gold = Gold(Span(0, 21), Span(10, 21), ("DURATION",), ("P3W",))
    compare(Passage("x", "en", "2004-07-21", "dev", "less than three weeks after", (gold,)), found, total)
    assert (pytest.approx(strict), pytest.approx(value)) == (total.measures()["strict"], total.measures()["value"])
