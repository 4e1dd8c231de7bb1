"""Scenes: sentences as what they name and when, for telling which event a sentence witnesses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from sys import intern

from dateline.core.model import (
    Clause,
    ClauseKind,
    Document,
    EntityKind,
    EventMention,
    EventType,
    Factuality,
    Span,
    Tense,
)
from dateline.core.text import fold
from dateline.gather.sketch import Reach, Sketch, World, reach

NAME_LETTERS = 5
"""So many letters of a name are compared: `Kiruna`, `Kirunagruvan`."""
COMMON_NAME = 0.25
"""A name that more than this share of the articles hold is no sign."""
WIDE_DAYS = 31
CAPITALISED = re.compile(r"[^\W\d_][\w’'-]*")
STRONG = (EntityKind.ORGANISATION, EntityKind.PERSON, EntityKind.PLACE)
SILENT = frozenset({ClauseKind.CONDITION, ClauseKind.QUESTION, ClauseKind.QUOTE})


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence, as what it names and when."""

    article: str
    sentence: int
    published: Reach | None
    """When its article came out."""
    around: frozenset[str]
    """All that its article names, and the countries of that."""
    ids: Mapping[str, EntityKind]
    countries: frozenset[str]
    near: frozenset[str]
    """Countries and bodies of the next sentence, where this one names nobody."""
    names: frozenset[str]
    foreign: frozenset[str]
    """Capitalised words within the sentence that belong to no entity, cut short."""
    numbers: frozenset[int]
    times: tuple[tuple[int, Reach], ...]
    """Its expressions of a year or finer, with their index."""
    mentions: tuple[EventMention, ...]
    future: bool
    spoken: str
    """Its words, folded, each behind a space: a word of it begins with `x` where ` x` stands in it."""
    strong: tuple[str, ...]
    """The bodies, people and places among `ids`."""


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


def tells(clause: Clause) -> bool:
    """Whether a clause may tell of something: no view, no habit, no condition."""
    if clause.commentary or clause.generic or clause.kind in SILENT:
        return False
    return clause.verb is None or not (clause.verb.negated or clause.verb.tense is Tense.CONDITIONAL)


def is_ahead(clause: Clause) -> bool:
    return clause.verb is not None and clause.verb.modal in ("plan", "wish")


def in_telling(document: Document, timex: int, clauses: Sequence[Clause]) -> bool:
    start = document.times[timex].span.start
    holding = [clause for clause in clauses if clause.span.start <= start < clause.span.end]
    inner = min(holding, key=lambda clause: clause.span.end - clause.span.start, default=None)
    return inner is None or tells(inner)


def lands_of(named: Sequence[tuple[str, EntityKind, str | None, Span]], world: World) -> frozenset[str]:
    found = set()
    for entity, kind, country, _ in named:
        land = entity if kind is EntityKind.COUNTRY else country or world.country_of(entity)
        if land and not (kind is EntityKind.ORGANISATION and world.members(entity)):
            found.add(land)
    return frozenset(found)


def of_kind(member: Sketch, kind: EntityKind) -> frozenset[str]:
    if kind is EntityKind.ORGANISATION:
        return member.organisations
    return member.people if kind is EntityKind.PERSON else member.places


def particulars(scene: Scene, known: Known) -> set[str]:
    return (set(scene.ids) & known.strong) | (scene.names & known.names)


def figures_in(scene: Scene) -> set[int]:
    return {int(f.value) for m in scene.mentions for f in m.figures if f.value == int(f.value) and f.value > 1}


def published_days(document: Document) -> Reach | None:
    if document.days and document.days.days:
        return Reach(document.days.days[0], document.days.days[-1])
    return reach(document.article.published)


def names_of(document: Document) -> frozenset[str]:
    text = document.article.text
    return frozenset(
        cut_name(fold(match.group()))
        for match in CAPITALISED.finditer(text)
        if match.group()[0].isupper() and len(match.group()) >= 4
    )


def common_names(words: Iterable[frozenset[str]]) -> frozenset[str]:
    """Names too many articles hold; in a handful of articles none is."""
    counts: dict[str, int] = defaultdict(int)
    articles = 0
    for own in words:
        articles += 1
        for word in own:
            counts[word] += 1
    most = max(4, COMMON_NAME * articles)
    return frozenset(word for word, count in counts.items() if count > most)


def months_of(bounds: Reach) -> range:
    return range(bounds.first // WIDE_DAYS, bounds.last // WIDE_DAYS + 1)


def cut_name(word: str) -> str:
    # Held once for each name, not for each sentence that has it.
    return intern(word[:NAME_LETTERS])
