"""Events: clause by clause, what happened, to whom, whether it did, and which date belongs to it.

The events come undated: each knows the expression that dates it and how it came to it. Days are put to them by
`find/events/dating.py` once the day of publication is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.core.model import (
    TELLING_LABELS,
    Article,
    Clause,
    EntityMention,
    EventMention,
    EventType,
    Gate,
    Timex,
)
from dateline.find.events.participants import topic_country
from dateline.find.events.telling import Telling
from dateline.find.events.views import build_views
from dateline.find.triggers import SPEECH_TYPES, View
from dateline.lexicon.language import LanguagePack, Lexicon

_CAUSES = frozenset({EventType.ATTACK, EventType.DISASTER})


def find_events(
    article: Article,
    times: Sequence[Timex],
    entities: Sequence[EntityMention],
    clauses: Sequence[Clause],
    lexicon: Lexicon,
) -> tuple[tuple[EventMention, ...], tuple[str, ...]]:
    """The undated events of an article in order of their triggers, and the verbs the lexicon lacks (`gaps`)."""
    views = build_views(article, times, entities, clauses)
    by_sentence: dict[int, list[View]] = defaultdict(list)
    for view in views:
        by_sentence[view.clause.sentence].append(view)
    found: list[EventMention] = []
    gaps: list[str] = []
    topic = topic_country(article, entities)
    spoken_of: dict[str, tuple[int, View]] = {}
    for number in sorted(by_sentence):
        sentence = article.sentences[number]
        paragraph = article.paragraphs[sentence.paragraph]
        pack = lexicon.pack(paragraph.language)
        if pack is None or pack.triggers is None or paragraph.label not in TELLING_LABELS:
            continue
        telling = Telling(article, by_sentence[number], views, times, clauses, pack, paragraph.label, topic, spoken_of)
        told = telling.events()
        if found and not told and found[-1].sentence == number - 1:
            # "The drills were due on Monday. They were called off."
            before = article.sentences[found[-1].sentence].paragraph
            if before == sentence.paragraph:
                found[-1] = telling.undo(found[-1], telling.views[0])
        found += told
        gaps += telling.gaps
    ordered = sorted(found, key=lambda event: (event.trigger, event.id))
    casualties = frozenset(
        lemma
        for pack in lexicon.packs.values()
        if _used(pack, article) and pack.triggers is not None
        for lemma in pack.triggers.casualties
    )
    return tuple(_casualties(_with_neighbours(ordered, article), casualties)), tuple(gaps)


def _with_neighbours(events: Sequence[EventMention], article: Article) -> list[EventMention]:
    """Events that name nobody, set where the event told right before or after them in the paragraph is."""
    out = []
    for event in events:
        if event.gate is Gate.PARTICIPANT and not event.countries and event.type not in SPEECH_TYPES:
            near = [
                other
                for other in events
                if other.countries
                and abs(other.sentence - event.sentence) <= 1
                and article.sentences[other.sentence].paragraph == article.sentences[event.sentence].paragraph
            ]
            if near:
                other = min(near, key=lambda o: (abs(o.sentence - event.sentence), o.trigger))
                out.append(replace(event, countries=other.countries, gate=None))
                continue
        out.append(event)
    return out


def _used(pack: LanguagePack, article: Article) -> bool:
    """Whether a pack read some of an article."""
    tags = {paragraph.language for paragraph in article.paragraphs}
    return pack.tag in tags


def _casualties(events: Sequence[EventMention], lemmas: frozenset[str]) -> Iterator[EventMention]:
    """Deaths and injuries under what caused them: the attack or disaster told nearest, if any is told."""
    causes = [event for event in events if event.type in _CAUSES and event.lemma not in lemmas]
    for event in events:
        if event.type in _CAUSES and event.lemma in lemmas and causes:
            cause = min(causes, key=lambda other: (abs(other.sentence - event.sentence), other.trigger))
            yield replace(event, type=cause.type)
        else:
            yield event
