"""Witnesses: sentences that make no event and yet become a further source of the one they tell of."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from dateline.core.model import Event
from dateline.core.when import When
from dateline.find.anchor import resolve
from dateline.find.annotate import annotate, date
from dateline.gather.cluster import gather
from dateline.gather.publication import narrow
from dateline.gather.sketch import Rarity, names_of
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_text

LEXICON = Lexicon()


def told(articles: dict[str, tuple[str, str | None, str]]) -> list[Event]:
    """The events of some articles, given by id as language, day of publication and text."""
    documents = [
        annotate(read_text(name, text, LEXICON, language=language, published=When.parse(day) if day else None), LEXICON)
        for name, (language, day, text) in articles.items()
    ]

    def resolved(document, day: datetime.date | None):
        return resolve(document, day, gazetteer=LEXICON.gazetteer)

    days = narrow(documents, resolved, LEXICON.gazetteer, packs=LEXICON.packs)
    dated = [date(document, days[document.article.id], LEXICON) for document in documents]
    return list(gather(dated, origins={name: name for name in articles}, lexicon=LEXICON, language="en"))


def sources(events: list[Event], day: str) -> set[str]:
    """The articles that tell what the first article tells of a day."""
    found = [event for event in events if event.when is not None and event.when.edtf == day]
    found = [event for event in found if any(evidence.article == "a" for evidence in event.evidence)] or found
    return {evidence.article for event in found for evidence in event.evidence}


LAUNCH = (
    "The Grönvik ferry sinks\n\n"
    "The ferry Grönvik sank off Gotland in Sweden on Monday and 12 people died.\n\n"
    "Rescuers from Visby and Nynäshamn searched the Baltic Sea for the ferry Grönvik all night."
)


def test_a_sentence_with_the_day_and_the_town_is_a_source():
    """What names the same day and a rare name of the same story is a further source, though it has no trigger."""
    events = told(
        {
            "a": ("en", "2031-03-11", LAUNCH),
            "b": (
                "de",
                "2031-03-13",
                "Trauer auf Gotland\n\n"
                "Visby und Nynäshamn trauern. Die Fähre Grönvik lag am Montag vor Gotland schon tief im Wasser.\n\n"
                "Taucher aus Visby haben das Wrack der Grönvik gefunden.",
            ),
        }
    )
    assert {"a", "b"} == sources(events, "2031-03-10")


@pytest.mark.parametrize(
    "sentence",
    [
        "Am Dienstag lag die Fähre Grönvik noch vor Gotland.",
        "Am Montag lag der Kanzler in Wien noch im Bett.",
        "Wenn am Montag vor Gotland die Grönvik käme, wäre alles gut.",
    ],
)
def test_another_day_another_town_or_a_condition_is_none(sentence):
    """A sentence that names another day, nothing of the event, or only what might be, is no source of it."""
    events = told(
        {
            "a": ("en", "2031-03-11", LAUNCH),
            "b": ("de", "2031-03-13", f"Visby und Nynäshamn\n\nIn Visby ist es still. {sentence}"),
        }
    )
    assert {"a"} == sources(events, "2031-03-10")


def test_a_witness_makes_no_event_of_its_own():
    """A sentence without a trigger is never an event, whatever it names."""
    assert [] == told({"b": ("de", "2031-03-13", "Visby\n\nDie Fähre Grönvik lag am Montag vor Gotland.")})


def test_twin_texts_find_their_days_together():
    """A body's meeting with a date and what was said at it on a weekday give an undated article its day."""
    events = told(
        {
            "a": (
                "en",
                "2031-03-15",
                "CIS leaders meet in Astana\n\nOn Friday the CIS leaders met in Astana. The CIS summit was short.",
            ),
            "b": (
                "sv",
                None,
                "OSS-toppmöte i Astana\n\nUnder 2031 har OSS mötts ofta. OSS-ledarna möttes i Astana i fredags.",
            ),
        }
    )
    assert {"a", "b"} == sources(events, "2031-03-14")


def test_names_that_the_gazetteer_knows_make_a_story_in_any_language():
    """Articles whose names are spelled otherwise in each language tell one story by what the gazetteer knows."""
    texts = {
        "a": ("en", "Vienna and Prague wait: the Danube Commission meets the Czech Republic in Warsaw."),
        "b": ("sv", "Wien och Prag väntar: Donaukommissionen möter Tjeckien i Warszawa."),
        "c": ("en", "Lima waits: the fishermen of Peru meet in Callao."),
    }
    documents = [annotate(read_text(key, text, LEXICON, language=tag), LEXICON) for key, (tag, text) in texts.items()]
    empty: frozenset[str] = frozenset()
    sketches: Any = [
        SimpleNamespace(article=key, origin=key, language=texts[key][0], keys=empty, words=empty, stems=empty)
        for key in texts
    ]
    rarity = Rarity(sketches, {document.article.id: names_of(document) for document in documents})
    assert (True, False) == (rarity.same_story("a", "b"), rarity.same_story("a", "c"))
