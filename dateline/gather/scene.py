"""Scenes: sentences as what they name and when, for telling which event a sentence witnesses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING

from dateline.core.model import (
    TELLING_LABELS,
    Anchor,
    Attachment,
    Clause,
    ClauseKind,
    Document,
    EntityKind,
    EventMention,
    EventType,
    Factuality,
    Gate,
    Span,
    Tense,
    TimexType,
)
from dateline.core.text import fold, fold_word
from dateline.core.values import quickly_made
from dateline.gather.sketch import NUMBER, Reach, World, length_in_days, published_days, reach

if TYPE_CHECKING:
    from dateline.lexicon.titles import Titles

NAME_LETTERS = 5
"""So many letters of a name are compared: `Kiruna`, `Kirunagruvan`."""
COMMON_NAME = 0.25
"""A name that more than this share of the articles hold is no sign."""
WIDE_DAYS = 31
GAP_SLACK = 2
"""A week more or less is not counted to the day."""
_CLOCK = ("clock", "time", "tense")
"""Steps that name an hour and no day."""
CAPITALISED = re.compile(r"[^\W\d_][\w’'-]*")
STRONG = (EntityKind.ORGANISATION, EntityKind.PERSON, EntityKind.PLACE)
SILENT = frozenset({ClauseKind.CONDITION, ClauseKind.QUESTION, ClauseKind.QUOTE})


@quickly_made
@dataclass(frozen=True, slots=True)
class Mentioned:
    """What a sentence tells, as far as a witness is looked at."""

    id: str
    type: EventType
    concept: str | None
    factuality: Factuality
    gate: Gate | None
    attachment: Attachment
    timex: int | None
    dated: bool
    when: Reach | None
    """Its days; None also for a day of an unknown year."""
    figures: frozenset[int]
    """What it counts, if more than one."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence, as what it names and when."""

    article: str
    sentence: int
    published: Reach | None
    """When its article came out."""
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
    mentions: tuple[Mentioned, ...]
    future: bool
    spoken: str
    """Its words, folded, each behind a space: a word of it begins with `x` where ` x` stands in it."""
    strong: tuple[str, ...]
    """The bodies, people and places among `ids`."""
    gaps: tuple[Reach, ...] = ()
    """Days that lie as far from a day it names as it says: two days after it, eleven days before."""


def scenes_of(
    document: Document, world: World, titles: Titles | None, governments: frozenset[tuple[int, str]]
) -> list[Scene]:
    """The sentences of a document that may tell of something; `titles` are those of its language, `governments` the
    capitals that stand for one (see `governments_of`)."""
    article = document.article
    published = published_days(document)
    by_sentence: dict[int, list[EventMention]] = defaultdict(list)
    for mention in document.events:
        by_sentence[mention.sentence].append(mention)
    named: dict[int, list[tuple[str, EntityKind, str | None, Span]]] = defaultdict(list)
    for entity in document.entities:
        if entity.entity and not entity.commentator and entity.confidence >= 0.4:
            named[entity.sentence].append((entity.entity, entity.kind, entity.country, entity.span))
    clauses: dict[int, list[Clause]] = defaultdict(list)
    for clause in document.clauses:
        clauses[clause.sentence].append(clause)
    timed: dict[int, list[tuple[int, Reach]]] = defaultdict(list)
    for number, anchored in enumerate(document.anchored):
        # "Since the fall of the wall" says when something else was, not when this happened.
        bounds = reach(anchored.when) if anchored.anchor is not Anchor.WORLD else None
        steps = anchored.timex.steps
        clock = bool(steps) and all(step.startswith(_CLOCK) for step in steps)
        if (
            bounds is not None
            and bounds.days <= 366
            and not clock
            and anchored.timex.type in (TimexType.DATE, TimexType.TIME)
        ):
            timed[anchored.timex.sentence].append((number, bounds))
    clocked: dict[int, list[Span]] = defaultdict(list)
    lasted: dict[int, list[str]] = defaultdict(list)
    for timex in document.times:
        clocked[timex.sentence].append(timex.span)
        if timex.type is TimexType.DURATION:
            lasted[timex.sentence].append(timex.value)
    out = []
    for number, sentence in enumerate(article.sentences):
        paragraph = article.paragraphs[sentence.paragraph] if article.paragraphs else None
        if paragraph is not None and paragraph.label not in TELLING_LABELS:
            continue
        real = [c for c in clauses[number] if tells(c)]
        if clauses[number] and not real:
            continue
        start, end = sentence.span
        text = article.text[start:end]
        spans = [span for *_, span in named[number]]
        clocks = clocked[number]
        near: frozenset[str] = frozenset()
        following = number + 1
        if not named[number] and following < len(article.sentences):
            beside = article.sentences[following].paragraph == sentence.paragraph
            near = lands_of(named[following], world) if beside else near
        words = [(match.group(), start + match.start()) for match in CAPITALISED.finditer(text)]
        caps = {
            cut_name(fold_word(word))
            for word, at in words[1:]
            if word[0].isupper() and len(word) >= 4 and not any(a <= at < b for a, b in clocks)
        }
        own = {
            cut_name(fold_word(match.group()))
            for span in spans
            for match in CAPITALISED.finditer(article.text[span.start : span.end])
        }
        ids = {entity: kind for entity, kind, *_ in named[number] if (number, entity) not in governments}
        lands = lands_of(named[number], world)
        told = tuple(row for row in timed[number] if in_telling(document, row[0], clauses[number]))
        if not (ids or lands or near or caps or told):
            # Names nobody and no day: it can be found by no event.
            continue
        out.append(
            Scene(
                article.id,
                number,
                published,
                ids,
                lands,
                near,
                frozenset(caps),
                frozenset(caps - own),
                frozenset(int(n) for n in NUMBER.findall(text)),
                told,
                tuple(_mentioned(mention, titles) for mention in by_sentence[number]),
                any((c.verb is not None and c.verb.tense is Tense.FUTURE) or is_ahead(c) for c in real),
                fold("".join([f" {word}" for word, _ in words])),
                tuple(entity for entity, kind in ids.items() if kind in STRONG),
                gaps_of(lasted[number], _days_about(number, timed)) if number in lasted else (),
            )
        )
    return out


def _mentioned(mention: EventMention, titles: Titles | None) -> Mentioned:
    return Mentioned(
        mention.id,
        mention.type,
        titles.concept(mention.type, mention.lemma, mention.mode) if titles else mention.mode,
        mention.factuality,
        mention.gate,
        mention.attachment,
        mention.timex,
        mention.when is not None,
        reach(mention.when),
        frozenset(int(f.value) for f in mention.figures if f.value == int(f.value) and f.value > 1),
    )


def _days_about(sentence: int, timed: Mapping[int, Sequence[tuple[int, Reach]]]) -> list[Reach]:
    """The days a sentence names, else those of the sentences around it."""
    own = [bounds for _, bounds in timed.get(sentence, ())]
    return own or [bounds for near in (sentence - 1, sentence + 1) for _, bounds in timed.get(near, ())]


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


def gaps_of(durations: Sequence[str], days: Sequence[Reach]) -> tuple[Reach, ...]:
    """The days so long before and after these days: "reopened on Sunday, three days after the flood".

    Durations are TIMEX3 values; only days and weeks can be counted.
    """
    out = []
    for value in durations:
        length = length_in_days(value)
        if length is None:
            continue
        slack = GAP_SLACK if value.endswith("W") else 0
        for day in days:
            if day.days <= 2:
                out += [Reach(day.first + way * length - slack, day.last + way * length + slack) for way in (-1, 1)]
    return tuple(out)


def lands_of(named: Sequence[tuple[str, EntityKind, str | None, Span]], world: World) -> frozenset[str]:
    found = set()
    for entity, kind, country, _ in named:
        land = entity if kind is EntityKind.COUNTRY else country or world.country_of(entity)
        if land and not (kind is EntityKind.ORGANISATION and world.members(entity)):
            found.add(land)
    return frozenset(found)


def figures_in(scene: Scene) -> set[int]:
    return {figure for mention in scene.mentions for figure in mention.figures}


def capitals_of(document: Document) -> frozenset[str]:
    """All words of an article that begin with a capital, folded and cut short."""
    text = document.article.text
    return frozenset(
        cut_name(fold_word(match.group()))
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
