"""Articles about one story, built together and held above their floors."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from dateline.core.model import Factuality, Span
from dateline.core.when import When
from dateline.lexicon.language import Lexicon

from .stories import (
    CLAUSE,
    HALVES,
    SETS,
    TRIGGER,
    GoldArticle,
    GoldEvent,
    Score,
    Story,
    _left_over,
    compare,
    digest,
    floors,
    load,
    score,
)


@pytest.mark.parametrize("of", SETS)
@pytest.mark.parametrize("half", HALVES)
def test_no_measure_is_below_its_floor(half: str, of: str) -> None:
    """Each measure is at least what the floors ask for."""
    least = {name: float(value) for name, value in floors(of)[half].items()}
    got = score(load([half], sets=[of]), Lexicon()).measures()
    assert {} == {name: got[name] for name, value in least.items() if (got[name] or 0) < value}, least


@pytest.mark.parametrize("of", SETS)
def test_floors_are_of_these_stories(of: str) -> None:
    """The floors were set on the stories as they are."""
    assert floors(of)["digest"] == digest(of)


@pytest.mark.parametrize(("of", "many"), [("first", 8), ("second", 12), ("third", 16), ("fourth", 20)])
def test_stories_are_what_they_claim(of: str, many: int) -> None:
    """Half of the stories are held; each has three or four articles in at least two languages, and a look-alike."""
    stories = load(sets=[of])
    assert many == len(stories)
    assert many / 2 == sum(story.half == "held" for story in stories)
    for story in stories:
        assert 3 <= len(story.articles) <= 4
        assert 2 <= len({article.language for article in story.articles})
        assert len({event.id for event in story.events}) == len(story.events)
        assert any(event.look_alike for event in story.events)
        assert any(len([a for a in story.articles if a.spans(event.id)]) > 1 for event in story.events)


@pytest.mark.parametrize("story", load(sets=SETS), ids=lambda story: story.id)
def test_gold_agrees_with_the_days_of_publication(story: Story) -> None:
    """Every event is told somewhere; what has happened lies before the last article, what is planned after the first."""
    days = sorted(date.fromisoformat(article.published) for article in story.articles)
    first, last = ((day.year, day.month, day.day) for day in (days[0], days[-1]))
    for event in story.events:
        assert any(article.spans(event.id) for article in story.articles), event.id
        for when in event.dates:
            if event.statuses == (Factuality.HAPPENED,):
                assert (when.earliest or last) <= last, event.id
            if event.statuses == (Factuality.PLANNED,):
                assert (when.latest or first) >= first, event.id


def _tiny(text: str, *marks: tuple[str, Span]) -> Story:
    events = tuple(
        GoldEvent(
            name, name, (When.parse("2024-03-07"),), (Factuality.HAPPENED,), frozenset({"SE"}), frozenset(), 3, False
        )
        for name in ("one", "two")
    )
    return Story("tiny", "dev", "first", (GoldArticle("tiny-a", "en", "2024-03-08", text, marks),), events)


def _found(key: str, start: int, end: int, *more: str) -> tuple[SimpleNamespace, SimpleNamespace]:
    """An entry with one mention of these letters, and the document that holds it."""
    mention = SimpleNamespace(id=key, article="tiny-a", trigger=Span(start, end), span=Span(start, end))
    entry = SimpleNamespace(
        key=key,
        mentions=(key, *more),
        evidence=(),
        title={"en": key},
        type="court",
        factuality=Factuality.HAPPENED,
        when=When.parse("2024-03-07"),
        planned=None,
        countries=("SE",),
    )
    return entry, SimpleNamespace(events=(mention,))


def test_an_entry_of_two_events_is_a_wrong_merge() -> None:
    """An entry whose triggers tell two events answers for one of them, and is counted as wrongly merged."""
    story = _tiny("met and parted", ("one", Span(0, 3)), ("two", Span(8, 14)))
    entry, first = _found("m1", 0, 3, "m2")
    _, second = _found("m2", 8, 14)
    total = Score()
    compare(story, [first, second], [entry], total)
    assert (0.0, 0.5, 1.0) == tuple(total.measures()[name] for name in ("unmixed", "recall", "precision"))


def test_two_entries_of_one_event_are_a_double() -> None:
    """Of two entries that tell one event the second is wrong."""
    story = _tiny("met, met again", ("one", Span(0, 3)), ("one", Span(5, 8)))
    (entry, first), (other, second) = _found("m1", 0, 3), _found("m2", 5, 8)
    total = Score()
    compare(story, [first, second], [entry, other], total)
    assert 0.5 == total.measures()["precision"]
    assert 1 == total.errors["duplicate"]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({("?", "a"): TRIGGER}, None),
        ({("?", "a"): TRIGGER, ("one", "a"): TRIGGER}, "duplicate"),
        ({("!", "a"): CLAUSE}, "from commentary"),
        ({}, "wrong"),
    ],
)
def test_what_is_left_over_has_a_kind(told: dict[tuple[str, str], float], kind: str | None) -> None:
    """Optional passages are neutral, commentary is not, and a second telling is a double."""
    assert kind == _left_over(told)
