"""Roles: who takes part in an event, as an editor lists them."""

from __future__ import annotations

import pytest

from dateline.core.model import Basis, DaySet, Event
from dateline.core.when import When, ordinal
from dateline.find.annotate import annotate, date
from dateline.gather.cluster import gather
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_text

LEXICON = Lexicon()


def told(text: str, language: str = "en") -> Event:
    day = ordinal((2024, 5, 15))
    article = read_text("a", text, LEXICON, language=language, published=When.parse("2024-05-15"))
    document = date(annotate(article, LEXICON), DaySet((day,), (1.0,), Basis.GIVEN), LEXICON)
    (event,) = gather([document], origins={"a": "a"}, lexicon=LEXICON, language="en")
    assert event.when == When.parse("2024-05-13")
    return event


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Monday the Russian foreign ministry rejected the accusation."),
        ("sv", "Ryska utrikesdepartementet avvisade anklagelsen i måndags."),
        ("de", "Am Montag wies das russische Außenministerium den Vorwurf zurück."),
    ],
)
def test_a_ministry_acts_for_its_state(language: str, text: str) -> None:
    """Where a ministry speaks, its country takes part and is what the title names; the ministry is no body beside."""
    event = told(text, language)
    assert (("RU",), ()) == (event.countries, event.organisations)
    assert "Russia" in event.title["en"]


def test_what_is_done_to_a_ministry_befalls_it() -> None:
    """A ministry that is attacked takes part as itself."""
    assert ("PL/mod",) == told("On Monday hackers attacked the Polish defence ministry.").organisations


def test_courts_and_banks_act_for_themselves() -> None:
    """Only what is under the government speaks for the state."""
    assert ("PL/central-bank",) == told("On Monday the Polish central bank raised interest rates.").organisations
