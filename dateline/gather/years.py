"""Years that other articles correct: a day and a month are the ones another article means, if only the year differs.

"The minister had cancelled his visit, planned for 24 October": which October, the sentence alone leaves to guesswork,
and a guess that lies most of a year away is a poor one when another article names that day of the year close by.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
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
class _Doubt:
    """An expression whose year lies far off: the days it may mean, and who and what its sentence speaks of."""

    article: str
    timex: int
    month_day: tuple[int, int]
    first: int
    last: int
    about: frozenset[str]


class Years:
    """What articles say of days of the year; `note` each, then ask for all with their years `agreed`."""

    def __init__(self) -> None:
        self._said: dict[tuple[int, int], list[tuple[str, int, frozenset[str]]]] = defaultdict(list)
        self._doubts: list[_Doubt] = []

    def note(self, document: Document) -> None:
        """Take down the days a document names near its publication, and the ones whose year is to be doubted."""
        published = published_days(document)
        if published is None:
            return
        first, last = published.first, published.last
        for mention in document.events:
            for when in (mention.when, mention.planned):
                if when is None or not when.is_day or when.earliest is None:
                    continue
                day = ordinal(when.earliest)
                if first - FAR_DAYS <= day <= last + FAR_DAYS:
                    _, month, of_month = when.earliest
                    self._said[month, of_month].append((document.article.id, day, _keys(mention)))
        for number, anchored in enumerate(document.anchored):
            when = anchored.when
            if when is None or not when.is_day or when.earliest is None:
                continue
            if first - FAR_DAYS <= ordinal(when.earliest) <= last + FAR_DAYS:
                continue
            if _OPEN_YEAR.fullmatch(anchored.timex.value):
                _, month, of_month = when.earliest
                about = _about(document, anchored.timex.sentence)
                near = first - NEAR_DAYS, last + NEAR_DAYS
                self._doubts.append(_Doubt(document.article.id, number, (month, of_month), *near, about))

    def agreed(self, documents: Mapping[str, Document]) -> Agreed:
        """The documents with guessed years put right where another article names the same day near at hand.

        Both must speak of one country, body, person or place. Nothing else of the documents changes.
        """
        moved: dict[str, dict[int, When]] = defaultdict(dict)
        for doubt in self._doubts:
            days = {
                day
                for article, day, keys in self._said.get(doubt.month_day, ())
                if article != doubt.article and doubt.first <= day <= doubt.last and keys & doubt.about
            }
            if len(days) == 1:
                moved[doubt.article][doubt.timex] = When.day(from_ordinal(min(days)))
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
