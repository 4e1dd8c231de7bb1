"""What is dated for certain in any article, found by who took part: what articles without a date are held against."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from dateline.core.model import (
    AnchoredTimex,
    DaySet,
    Document,
    EventMention,
    EventType,
    Factuality,
    Role,
)
from dateline.core.when import from_ordinal
from dateline.gather.families import FAMILIES
from dateline.gather.similarity import BODIES, likeness
from dateline.gather.sketch import Rarity, Reach, Sketch, World, names_of, reach, sketch
from dateline.lexicon.language import LanguagePack

Resolve = Callable[[Document, date | None], tuple[AnchoredTimex, ...]]

LESS_ALIKE = 0.6
"""The same, where the words name the month and day of the other's date, or both articles tell one story."""
SAME_EVENT = 0.75
"""Likeness without the date from which another article's date counts."""
COPIED_SENTENCES, COPIED_LENGTH = 3, 50
"""So many sentences of that length, word for word, make a copy."""
BODILY = frozenset({EventType.MEETING, EventType.STATEMENT})
"""What is done in person: meeting, and speaking where the text says where."""


class Case(Protocol):
    """An article without a date, as far as its facts are asked for."""

    def certain(self, timex: int) -> Reach | None:
        """What an expression means when all days left agree on it."""


class Facts:
    """What is dated for certain anywhere, found by who took part; grows as articles without a date become clear."""

    def __init__(
        self,
        documents: Sequence[Document],
        given: Mapping[str, DaySet | None],
        resolve: Resolve,
        world: World,
        packs: Mapping[str, LanguagePack] | None,
    ) -> None:
        tags = sorted({(document.article.language or "").split("-")[0] for document in documents} - {""})
        titles = {tag: ((packs or {}).get(tag) or LanguagePack(tag)).titles for tag in tags}
        self._sketches: dict[str, list[Sketch]] = {}
        self._when: dict[str, Reach] = {}
        self._index: dict[tuple[str, str], list[Sketch]] = defaultdict(list)
        self.seen: dict[tuple[str, int], set[str]] = defaultdict(set)
        for document in documents:
            items = [
                sketch(
                    _bare(event),
                    document,
                    origin=document.article.id,
                    world=world,
                    titles=titles.get((document.article.language or "").split("-")[0]),
                )
                for event in document.events
                if event.factuality in (Factuality.HAPPENED, Factuality.ONGOING, Factuality.PLANNED)
            ]
            self._sketches[document.article.id] = items
            days = given[document.article.id]
            if days is not None:
                rows = [resolve(document, date.fromordinal(day)) for day in days.days[:62]]
                self._learn_from(items, lambda timex, rows=rows: _agreed(rows, timex))  # type: ignore[misc]
        self._rarity = Rarity(
            [item for items in self._sketches.values() for item in items],
            {document.article.id: names_of(document) for document in documents},
        )
        self._given = given
        self._repeated: dict[str, list[str]] = defaultdict(list)
        for document in documents:
            if given[document.article.id] is not None:
                for words in _long_sentences(document):
                    self._repeated[words].append(document.article.id)

    def copies(self, document: Document) -> list[tuple[str, DaySet]]:
        """Dated articles with sentences of this one, word for word; the one with most of them first."""
        counts = Counter(other for words in _long_sentences(document) for other in self._repeated.get(words, ()))
        found = sorted((-count, other) for other, count in counts.items() if count >= COPIED_SENTENCES)
        return [(other, days) for _, other in found[:3] if (days := self._given[other]) is not None]

    def of(self, article: str) -> list[Sketch]:
        """The mentions of an article, as sketches without a date."""
        return self._sketches.get(article, [])

    def learn(self, cases: Mapping[str, Case]) -> None:
        """Take up what has become certain."""
        for key in sorted(cases):
            self._learn_from(self._sketches[key], cases[key].certain)

    def _learn_from(self, items: Sequence[Sketch], certain: Callable[[int], Reach | None]) -> None:
        for item in items:
            timex = item.mention.timex
            if timex is None or item.id in self._when:
                continue
            bounds = certain(timex)
            if bounds is None or bounds.days > 3 or bounds.vague:
                continue
            self._when[item.id] = bounds
            for key in _keys(item):
                self._index[key].append(item)
            if bounds.days == 1 and item.type in BODILY and item.mention.factuality is Factuality.HAPPENED:
                for who in present(item):
                    self.seen[who, bounds.first] |= set(item.places) or set(item.place_countries) or hosts(item)

    def matches(
        self, item: Sketch, world: World, *, calendar: tuple[int, int] | None = None, weekday: int | None = None
    ) -> list[tuple[Sketch, Reach]]:
        """Dated mentions of other articles that are surely the same event, the likest first.

        `calendar` is the month and day its words name: another telling of the same kind on that very day of the year
        needs less else in common. `weekday` (Monday is 1) is the one its words name: what a body did on that day of the
        week in that land, and what was said there after its meeting, fell on one day.
        """
        counts: dict[str, int] = defaultdict(int)
        found: dict[str, Sketch] = {}
        for key in _keys(item):
            for other in self._index.get(key, ())[:200]:
                if other.article != item.article:
                    counts[other.id] += 1
                    found[other.id] = other
        out = []
        for identity in sorted(found):
            other = found[identity]
            if weekday is not None and _one_occasion(item, other, self._when[identity], weekday):
                out.append((SAME_EVENT, other))
                continue
            same_day = calendar is not None and calendar == from_ordinal(self._when[identity].first)[1:]
            # A country alone is no sign of the same event; a body or person with a place or partner is.
            story = self._rarity.same_story(item.article, other.article)
            if not same_day and not story and (counts[identity] < 2 or not self._telling(item, other)):
                continue
            like = likeness(item, other, rarity=self._rarity, world=world)
            if like.type < (0.9 if same_day or story else 0.35):
                continue
            bar = LESS_ALIKE if same_day or (story and item.concept is not None) else SAME_EVENT
            if like.dateless >= bar and not _different(item, other):
                out.append((like.dateless, other))
        out.sort(key=lambda row: (-row[0], row[1].id))
        return [(other, self._when[other.id]) for _, other in out]

    def _telling(self, item: Sketch, other: Sketch) -> bool:
        return bool(
            item.organisations & other.organisations or item.people & other.people or item.places & other.places
        )


def _long_sentences(document: Document) -> list[str]:
    text = document.article.text
    found = {" ".join(text[s.span.start : s.span.end].split()) for s in document.article.sentences}
    return sorted(words for words in found if len(words) >= COPIED_LENGTH)


def _different(item: Sketch, other: Sketch) -> bool:
    if item.places and other.places and not item.places & other.places:
        return True
    if item.place_countries and other.place_countries and not item.place_countries & other.place_countries:
        return True
    if (
        item.type in BODIES
        and item.organisations
        and other.organisations
        and not item.organisations & other.organisations
    ):
        return True
    return bool(item.people and other.people and not item.people & other.people)


def _one_occasion(item: Sketch, other: Sketch, bounds: Reach, weekday: int) -> bool:
    """Whether one tells of a body's meeting and the other of what was said at it: one body, land and weekday."""
    if {item.type, other.type} != {EventType.MEETING, EventType.STATEMENT} or bounds.days != 1:
        return False
    there = (item.place_countries | hosts(item)) & (other.place_countries | hosts(other))
    return bool(item.organisations & other.organisations and there) and (bounds.first - 1) % 7 + 1 == weekday


def _keys(item: Sketch) -> list[tuple[str, str]]:
    kinds = {
        str(item.type),
        *(("occasion",) if item.type in BODILY else ()),
        *(f"family{n}" for n, (types, _) in enumerate(FAMILIES) if item.type in types),
    }
    return [(entity, kind) for entity in sorted(item.keys) for kind in sorted(kinds)]


def _agreed(rows: Sequence[tuple[AnchoredTimex, ...]], timex: int) -> Reach | None:
    meant = {reach(row[timex].when) for row in rows}
    return meant.pop() if len(meant) == 1 else None


def _bare(event: EventMention) -> EventMention:
    """The mention without a date, so that likeness rests on everything else."""
    return replace(event, when=None, planned=None)


def present(item: Sketch) -> list[str]:
    there = (Role.ACTOR, Role.OTHER, Role.TARGET) if item.type is EventType.MEETING else (Role.ACTOR,)
    acting = {p.entity for p in item.mention.participants if p.entity and p.role in there and p.confidence >= 0.6}
    if hosts(item):
        # What is said after a body's meeting, in a land, is said where it met.
        acting |= item.organisations - item.unknown
    return sorted(who for who in acting if who in item.people or who in item.organisations)


def hosts(item: Sketch) -> set[str]:
    return {p.entity for p in item.mention.participants if p.entity and p.role is Role.HOST}
