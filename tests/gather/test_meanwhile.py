"""Meanwhile: what is told without a date right after fresh news is an event of the days since, openly."""

from __future__ import annotations

import pytest

from dateline.core.model import Basis, DaySet, Event, EventType, Review
from dateline.core.when import When, ordinal
from dateline.find.annotate import annotate, date
from dateline.gather.cluster import gather
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_text

LEXICON = Lexicon()


def told(text: str, language: str = "en") -> dict[EventType, Event]:
    day = ordinal((2024, 5, 15))
    article = read_text("a", text, LEXICON, language=language, published=When.parse("2024-05-15"))
    document = date(annotate(article, LEXICON), DaySet((day,), (1.0,), Basis.GIVEN), LEXICON)
    found = gather([document], origins={"a": "a"}, lexicon=LEXICON, language="en")
    return {event.type: event for event in found}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Quake in Peru\n\nAn earthquake killed nine people in Peru on Monday.\n\nPeru declared a state of emergency.",
        ),
        (
            "sv",
            "Skalv i Peru\n\nEn jordbävning dödade nio människor i Peru i måndags.\n\nPeru utlyste undantagstillstånd.",
        ),
        (
            "de",
            "Beben in Peru\n\nEin Erdbeben tötete am Montag in Peru neun Menschen.\n\nPeru rief den Notstand aus.",
        ),
    ],
)
def test_what_follows_fresh_news_lies_between_it_and_publication(language: str, text: str) -> None:
    """A strong trigger in the past, right after a dated telling of the same land, is dated by both ends, with a flag."""
    event = told(text, language)[EventType.LAW]
    assert "[2024-05-13..2024-05-15]" == (event.when.edtf if event.when else None)
    assert Review.DATE_INHERITED in event.review


def test_what_follows_old_news_stays_without_a_date() -> None:
    """History told in passing dates nothing after it."""
    text = "Quakes\n\nPeru mourns.\n\nAn earthquake killed nine people in Peru in 1970. Peru declared a state of emergency."
    assert EventType.LAW not in told(text)


def test_figures_and_sayings_do_not_follow() -> None:
    """What somebody says, or how a price moves, without a date is no event of those days."""
    text = "Quake in Peru\n\nAn earthquake killed nine people in Peru on Monday.\n\nShares in Peru fell."
    assert EventType.ECONOMY not in told(text)
