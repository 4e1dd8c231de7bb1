"""Events as far as sentences can agree with them: what their tellings name, when they were, of what kind they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.core.model import Attachment, EntityKind, EventType, Factuality
from dateline.gather.scene import STRONG, Scene, cut_name
from dateline.gather.sketch import Reach, Sketch


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
