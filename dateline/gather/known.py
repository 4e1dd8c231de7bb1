"""Events as far as sentences can agree with them: what their tellings name, when they were, of what kind they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from dateline.core.model import Attachment, EntityKind, EventType, Factuality
from dateline.gather.scene import STRONG, WIDE_DAYS, Scene, cut_name, months_of
from dateline.gather.sketch import Reach, Sketch

CLOSE_DAYS = 10
BEFORE_DAYS = 31
"""Days before its article came out on which an undated event is looked for."""
AHEAD_DAYS = 31
ANY_MONTH = -1
"""Where an article without a day and a sentence without a date are looked up."""
Kind = tuple[EventType, str]
"""A type with its finer kind."""


@dataclass(slots=True)
class Known:
    """One event, as far as sentences can agree with it; grows with its witnesses."""

    members: list[Sketch]
    articles: set[str] = field(default_factory=set)
    strong: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)
    when: Reach | None = None
    worded: bool = False
    """Its date was told with it, not taken from the day its article came out."""
    published: Reach | None = None
    type: EventType = EventType.OTHER
    concepts: set[str] = field(default_factory=set)
    factuality: set[Factuality] = field(default_factory=set)
    own: dict[EntityKind, set[str]] = field(default_factory=lambda: {kind: set() for kind in STRONG})
    """The bodies, people and places of all members, organs of states left out: those may act beside any other."""


def known_of(group: Sequence[Sketch], common: frozenset[str]) -> Known:
    """An event by its tellings; `common` are names that say nothing."""
    known = Known([])
    for member in group:
        learn(known, member, common)
    dated = [m.when for m in group if m.when is not None]
    known.when = min(dated, key=lambda when: (when.days, when.first), default=None)
    known.worded = any(m.when == known.when and m.mention.attachment is not Attachment.LEDE for m in group)
    told = [m.published for m in group if m.published is not None]
    known.published = min(told, key=lambda when: (when.days, when.first), default=None)
    kinds: list[EventType] = [m.type for m in group if m.type is not EventType.OTHER]
    kinds = kinds or [EventType.OTHER]
    known.type = max(sorted(set(kinds)), key=kinds.count)
    return known


def learn(known: Known, member: Sketch, common: frozenset[str]) -> None:
    """Take up what a further telling names."""
    known.members.append(member)
    known.articles.add(member.article)
    known.strong |= member.organisations | member.people | member.places
    known.countries |= member.countries | member.principals | member.place_countries
    for kind in STRONG:
        known.own[kind].update(entity for entity in of_kind(member, kind) if "/" not in entity)
    if member.concept:
        known.concepts.add(member.concept)
    known.factuality.add(member.mention.factuality)
    known.names |= {cut_name(word) for word in member.words if not word[0].isdigit()} - common
    known.numbers |= member.numbers
    known.numbers |= {int(value) for value in member.figures.values() if value == int(value)}


def of_kind(member: Sketch, kind: EntityKind) -> frozenset[str]:
    if kind is EntityKind.ORGANISATION:
        return member.organisations
    return member.people if kind is EntityKind.PERSON else member.places


def particulars(scene: Scene, known: Known) -> set[str]:
    return (set(scene.ids) & known.strong) | (scene.names & known.names)


class Index:
    """Where the events are found that a sentence may tell of; their places are those in the list of all."""

    def __init__(self, events: Sequence[Known]) -> None:
        self._by_key: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        """By what they name and the month they fall in."""
        self.by_day: dict[int, set[int]] = defaultdict(set)
        self.by_concept: dict[Kind, set[int]] = defaultdict(set)
        self._kinds: list[frozenset[Kind]] = [frozenset()] * len(events)
        self._days: list[range] = [range(0)] * len(events)
        """The days of every event, where they are few."""
        for place, known in enumerate(events):
            self.take(place, known)

    def take(self, place: int, known: Known) -> None:
        """Take up an event, or what it has come to name since."""
        for concept in known.concepts:
            self.by_concept[known.type, concept].add(place)
        self._kinds[place] = frozenset((known.type, concept) for concept in known.concepts)
        if known.when is not None and known.when.days <= WIDE_DAYS:
            self._days[place] = range(known.when.first, known.when.last + 1)
        about = known.when
        if about is None and known.published is not None:
            about = Reach(known.published.first - BEFORE_DAYS, known.published.last)
        if about is None or about.days > 2 * WIDE_DAYS:
            return
        months = months_of(about)
        for key in (*known.strong, *known.countries, *known.names):
            by_month = self._by_key[key]
            for month in months:
                by_month[month].add(place)
        for key in (*known.strong, *known.names):
            self._by_key[key][ANY_MONTH].add(place)
        if known.when is not None and known.worded and known.when.days <= CLOSE_DAYS:
            for day in range(known.when.first, known.when.last + 1):
                self.by_day[day].add(place)

    def of_any_month(self, name: str) -> set[int]:
        """Events that name it, whenever they were."""
        return self._found_by((name,), (ANY_MONTH,))

    def near(self, scene: Scene, speaks_of: Callable[[Scene, EventType, str], bool]) -> set[int]:
        """Events of which a sentence may tell; `speaks_of` says whether it has a word for a finer kind."""
        spans = [bounds for _, bounds in scene.times]
        published = scene.published
        if not spans and published is not None and published.days <= WIDE_DAYS:
            spans = [Reach(published.first - BEFORE_DAYS, published.last + AHEAD_DAYS)]
        months = sorted({month for bounds in spans for month in months_of(bounds)}) or [ANY_MONTH]
        found = self._found_by((*scene.strong, *scene.names), months)
        for bounds in spans:
            if bounds.days <= 2:
                for day in range(bounds.first, bounds.last + 1):
                    found |= self.by_day.get(day, set())
        lands = scene.countries | scene.near | (scene.ids.keys() - set(scene.strong))
        return found | self._likely(self._found_by(lands, months) - found, scene, speaks_of)

    def _found_by(self, keys: Iterable[str], months: Sequence[int]) -> set[int]:
        """Events of these months that name one of these."""
        found: set[int] = set()
        for key in keys:
            by_month = self._by_key.get(key)
            if by_month is not None:
                for month in months:
                    if (places := by_month.get(month)) is not None:
                        found |= places
        return found

    def _likely(self, places: set[int], scene: Scene, speaks_of: Callable[[Scene, EventType, str], bool]) -> set[int]:
        """Of events that only a country speaks for those that get any points: of its finer kind, or of its days."""
        if scene.gaps or not places:
            return places
        days = {day for _, own in scene.times if own.days <= WIDE_DAYS for day in range(own.first, own.last + 1)}
        told = {(own.type, own.concept) for own in scene.mentions}
        kinds = {
            kind
            for kind in {self._kinds[place] for place in places}
            if any(one in told or speaks_of(scene, *one) for one in kind)
        }
        return {place for place in places if self._kinds[place] in kinds or not days.isdisjoint(self._days[place])}
