"""Years that other articles correct: a day and a month are the ones another article means, if only the year differs.

"The minister had cancelled his visit, planned for 24 October": which October, the sentence alone leaves to guesswork,
and a guess that lies most of a year away is a poor one when another article names that day of the year close by.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dateline.core.model import Document, EventMention
from dateline.core.when import When, from_ordinal, ordinal
from dateline.gather.sketch import published_days

FAR_DAYS = 240
"""So far from its article's publication a day whose year was guessed is doubted."""
NEAR_DAYS = 75
"""So near it must be in the year that the other article gives."""
_OPEN_YEAR = re.compile(r"XXXX-\d\d-\d\d(?:T\w+)?")


@dataclass(frozen=True, slots=True)
class Doubted:
    """An expression whose year lies far off: the days it may mean, and who and what its sentence speaks of."""

    timex: int
    month_day: tuple[int, int]
    first: int
    last: int
    about: frozenset[str]


@dataclass(frozen=True, slots=True)
class Said:
    """A day that an article names near its publication, and who and what it tells of it."""

    month_day: tuple[int, int]
    day: int
    about: frozenset[str]


def days_said(document: Document) -> tuple[tuple[Said, ...], tuple[Doubted, ...]]:
    """The days a document names near its publication, and the ones whose year is to be doubted."""
    published = published_days(document)
    if published is None:
        return (), ()
    first, last = published.first, published.last
    said, doubts = [], []
    for mention in document.events:
        for when in (mention.when, mention.planned):
            if when is None or not when.is_day or when.earliest is None:
                continue
            day = ordinal(when.earliest)
            if first - FAR_DAYS <= day <= last + FAR_DAYS:
                said.append(Said(when.earliest[1:], day, _keys(mention)))
    for number, anchored in enumerate(document.anchored):
        when = anchored.when
        if when is None or not when.is_day or when.earliest is None:
            continue
        if first - FAR_DAYS <= ordinal(when.earliest) <= last + FAR_DAYS:
            continue
        if _OPEN_YEAR.fullmatch(anchored.timex.value):
            about = _about(document, anchored.timex.sentence)
            doubts.append(Doubted(number, when.earliest[1:], first - NEAR_DAYS, last + NEAR_DAYS, about))
    return tuple(said), tuple(doubts)


class Years:
    """What articles say of days of the year; `note` each, then ask for all with their years `agreed`."""

    def __init__(self) -> None:
        self._said: dict[tuple[int, int], list[tuple[str, Said]]] = defaultdict(list)
        self._doubts: list[tuple[str, Doubted]] = []

    def note(self, article: str, said: Iterable[Said], doubts: Iterable[Doubted]) -> None:
        """Take down what an article says of days, as `days_said` finds it."""
        for one in said:
            self._said[one.month_day].append((article, one))
        self._doubts += [(article, doubt) for doubt in doubts]

    def agreed(self, documents: Mapping[str, Document]) -> Agreed:
        """The documents with guessed years put right where another article names the same day near at hand.

        Both must speak of one country, body, person or place. Nothing else of the documents changes.
        """
        moved: dict[str, dict[int, When]] = defaultdict(dict)
        for own, doubt in self._doubts:
            days = {
                said.day
                for article, said in self._said.get(doubt.month_day, ())
                if article != own and doubt.first <= said.day <= doubt.last and said.about & doubt.about
            }
            if len(days) == 1:
                moved[own][doubt.timex] = When.day(from_ordinal(min(days)))
        return Agreed(documents, moved)


class Agreed(Mapping[str, Document]):
    """Documents by article id, some with other years; made at each look, as those they come from may be."""

    def __init__(self, documents: Mapping[str, Document], moved: Mapping[str, Mapping[int, When]]) -> None:
        self._documents, self._moved = documents, moved
        self.changed = tuple(sorted(moved))
        """The articles whose years are others now."""

    def __getitem__(self, name: str) -> Document:
        document = self._documents[name]
        moved = self._moved.get(name)
        return document if moved is None else _corrected(document, moved)

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)


def _corrected(document: Document, moved: Mapping[int, When]) -> Document:
    anchored = list(document.anchored)
    for number, right in moved.items():
        own = anchored[number]
        anchored[number] = replace(own, value=right.edtf + own.value[10:], when=right)
    events = tuple(_redated(mention, document, moved) for mention in document.events)
    return replace(document, anchored=tuple(anchored), events=events)


def _redated(mention: EventMention, document: Document, moved: Mapping[int, When]) -> EventMention:
    """The mention on the days its expressions now mean; what was not the whole of an expression stays."""
    for number in (mention.timex, mention.planned_timex):
        if number is not None and number in moved:
            wrong, right = document.anchored[number].when, moved[number]
            mention = replace(
                mention,
                when=right if mention.when == wrong else mention.when,
                planned=right if mention.planned == wrong else mention.planned,
            )
    return mention


def _keys(mention: EventMention) -> frozenset[str]:
    return frozenset(
        {*mention.countries, *mention.places, *(taking.entity for taking in mention.participants if taking.entity)}
    )


def _about(document: Document, sentence: int) -> frozenset[str]:
    """Who and what a sentence names, with what its mentions take from the sentences before."""
    named = {entity.entity for entity in document.entities if entity.sentence == sentence and entity.entity}
    for mention in document.events:
        if mention.sentence == sentence:
            named |= _keys(mention)
    return frozenset(named)
