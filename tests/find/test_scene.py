"""Scene: the country of what is told where the clause names none, and whom a noun that points back means."""

from __future__ import annotations

import pytest

from dateline.core.model import EntityKind
from tests.find.test_events import document


@pytest.mark.parametrize(
    ("language", "text", "word", "countries"),
    [
        (
            "en",
            "Sweden's ports stand still\n\nCrews in Gothenburg walked out on Monday. A strike began on Tuesday, a spokesman in Hamburg said.",
            "strike",
            ("DE",),
        ),
        ("en", "Crews in Gothenburg walked out on Monday. A strike began on Tuesday, a man said.", "strike", ("SE",)),
        (
            "de",
            "In Göteborg streikten am Montag Fahrer. Am Dienstag endete ein Streik im Rotterdamer Hafen.",
            "Streik",
            ("NL",),
        ),
        ("de", "Streik in Georgien\n\nIn Tiflis streikten am Montag Lehrer.\n\nDie Gewerkschaft Verdi rief am Mittwoch zum Streik auf.", "rief", ("DE",)),
        ("en", "Teachers struck in Tbilisi on Monday. On Friday the union Unite called a strike in Leeds.", "call", ("GB",)),
    ],
)  # fmt: skip
def test_an_event_has_a_country_its_own_sentence_tells(
    language: str, text: str, word: str, countries: tuple[str, ...]
) -> None:
    """A town of the sentence comes before what the article is about, and a name behind a noun does not point back."""
    told = document(text, language)
    (event,) = [event for event in told.events if told.article.text[event.trigger.start :].startswith(word)]
    assert countries == event.countries


def test_a_union_named_behind_its_noun_is_nobody_told_of_before() -> None:
    """`Die Gewerkschaft Zorin` is not the union of the sentence before."""
    told = document(
        "Am Samstag streikte die IG Metall. Am Sonntag kündigte die Gewerkschaft Zorin einen Streik an.", "de"
    )
    announced = told.events[-1]
    assert ["gewerkschaft-zorin"] == [
        one.entity for one in announced.participants if one.kind is EntityKind.ORGANISATION
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Am Freitag brannte es im Hamburger Hafen.", ["hamburg"]),
        ("Am Freitag brannte es nach Leipziger Angaben.", []),
        ("Am Freitag brannte es, sagte Anna Hamburger. Hamburger sah zu.", []),
    ],
)
def test_the_adjective_of_a_town_tells_where(text: str, places: list[str]) -> None:
    """Behind a preposition of place; not before other words, and not where it is somebody's name."""
    assert places == [place for event in document(text, "de").events for place in event.places]


def test_the_senate_of_a_town_is_not_the_states() -> None:
    """`Der Hamburger Senat` rules a town."""
    found = [e.entity for e in document("Der Hamburger Senat tagte am Freitag.", "de").entities]
    assert ["hamburg"] == found
