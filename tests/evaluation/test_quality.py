"""The quality of what is found, measured on our own annotated texts and held above its floors."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dateline.lexicon.language import Lexicon

from .corpus import HALVES, LANGUAGES, digest, load
from .scorer import floors, score

WEEKDAYS = {
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "de": ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("half", HALVES)
def test_no_measure_is_below_its_floor(half: str, language: str, lexicon: Lexicon) -> None:
    """Each measure of each language is at least what `floors.yaml` asks for."""
    least = {name: float(value) for name, value in floors()[half][language].items()}
    got = score(load([language], [half]), lexicon).measures()
    assert {} == {name: got[name] for name, value in least.items() if (got[name] or 0) < value}, least


@pytest.mark.parametrize("half", HALVES)
def test_floors_are_of_these_texts(half: str) -> None:
    """The floors were set on the texts as they are."""
    assert floors()[half]["digest"] == digest(half)


@pytest.mark.parametrize("language", LANGUAGES)
def test_thirty_texts_a_language(language: str) -> None:
    """Every language has at least thirty texts, about half of them held back, each with an id of its own."""
    texts = load([language])
    assert len(texts) >= 30
    assert len({text.id for text in texts}) == len(texts)
    assert all(12 <= sum(text.half == half for text in texts) for half in HALVES)


@pytest.mark.parametrize("text", load(), ids=lambda text: text.id)
def test_gold_agrees_with_the_calendar(text) -> None:
    """Where gold names a weekday its day is that weekday, and weeks and days are of the calendar."""
    for time in text.times:
        words = text.text[time.span.start : time.span.end].lower()
        named = [number for number, name in enumerate(WEEKDAYS[text.language]) if name in words]
        for value in time.values:
            if re.match(r"\d{4}-\d\d-\d\d", value) and "/" not in value and len(named) == 1:
                assert named[0] == date.fromisoformat(value[:10]).weekday(), (words, value)
            if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
                assert 1 <= int(match[2]) <= 53


@pytest.mark.parametrize("text", load(), ids=lambda text: text.id)
def test_gold_agrees_with_itself(text) -> None:
    """What has happened is not dated after publication, what is planned not before, and traps lie outside events."""
    for event in text.events:
        told = [event.trigger, *event.again]
        assert not any(a.start < b.end and b.start < a.end for a in told for b in text.traps), event
        if not text.published:
            continue
        published = (*map(int, text.published.split("-")),)
        for when in event.dates:
            if set(event.factualities) <= {"happened", "alleged", "refused", "ongoing"}:
                assert when.earliest is None or when.earliest <= published, event
            if set(event.factualities) == {"planned"}:
                assert when.latest is None or when.latest >= published, event
