"""What a thing's age, a score and the strength of an earthquake say of an event, and what they do not."""

from __future__ import annotations

import pytest

from dateline.core.model import EventType
from tests.find.test_events import edtf, events, only


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Two eighteenth-century vases were burgled from a villa in Malta on Monday."),
        ("sv", "I måndags stals två vaser från 1700-talet ur en villa i Malta."),
        ("de", "Am Montag wurden in Malta zwei Vasen aus dem 18. Jahrhundert gestohlen."),
    ],
)
def test_the_age_of_a_thing_dates_no_event(language: str, text: str) -> None:
    """A century beside a day is the thing's, wherever it stands."""
    assert ["2024-05-13"] == [edtf(event) for event in events(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Monday an earthquake of magnitude 6.4 killed nine people in Peru."),
        ("sv", "I måndags dödades nio människor i ett skalv med magnituden 6,4 i Peru."),
        ("de", "Am Montag wurden in Peru neun Menschen durch ein Beben der Stärke 6,4 getötet."),
    ],
)
def test_a_number_with_a_part_counts_no_people(language: str, text: str) -> None:
    """The strength of an earthquake is no number of dead."""
    figures = {figure.what: figure.value for figure in only(text, language).figures}
    assert 6.4 == figures.pop("magnitude")
    assert {9.0} == set(figures.values())


@pytest.mark.parametrize("score", ["3-1", "3–1", "3:1"])
def test_a_score_tells_a_match(score: str) -> None:
    """How a match ended says which kind of beating it was."""
    told = only(f"Norway beat Malta {score} on Monday.")
    assert (EventType.OTHER, "beat") == (told.type, told.lemma)
    assert told.weight > 0.5


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The shipyard in Porto was sold on Monday.", EventType.ECONOMY),
        ("sv", "Varvet i Porto såldes i måndags.", EventType.ECONOMY),
        ("de", "Die Werft in Porto wurde am Montag verkauft.", EventType.ECONOMY),
    ],
)
def test_a_weak_verb_in_its_frame_with_a_day_is_what_it_says(language: str, text: str, expected: EventType) -> None:
    """A dated clause makes an event anyway: the words of its frame say which, though only a place is named."""
    assert expected is only(text, language).type
