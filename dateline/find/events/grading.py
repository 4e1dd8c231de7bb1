"""Grading: how much an event matters on a timeline, and how sure the program is of it (extraction 2.13, 2.16)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dateline.core.model import DaySet, Document, EntityKind, EventMention, Factuality, Label, Participant
from dateline.core.when import Grain, ordinal
from dateline.lexicon.language import Lexicon
from dateline.lexicon.triggers import load_types

_PRECISION = {
    Grain.DAY: 1.0,
    Grain.SPAN: 0.7,
    Grain.MONTH: 0.5,
    Grain.SEASON: 0.3,
    Grain.QUARTER: 0.3,
    Grain.HALF: 0.25,
    Grain.YEAR: 0.2,
}
_FACTUAL = {
    Factuality.HAPPENED: 1.0,
    Factuality.ONGOING: 0.95,
    Factuality.PLANNED: 0.9,
    Factuality.CANCELLED: 0.9,
    Factuality.REFUSED: 0.85,
    Factuality.DENIED: 0.8,
    Factuality.ALLEGED: 0.7,
}
_RANK = {EntityKind.COUNTRY: 0.8, EntityKind.ORGANISATION: 1.0, EntityKind.PERSON: 0.9, EntityKind.GROUP: 0.5}
_CLOSENESS_DAYS = 90


def importance(event: EventMention, events: Sequence[EventMention], document: Document, days: DaySet) -> float:
    """0–1 from position, repetition, type, actors, the date's precision, title, figures, closeness to publication."""
    article = document.article
    sentence = article.sentences[event.sentence]
    label = article.paragraphs[sentence.paragraph].label if article.paragraphs else Label.BODY
    position = {Label.TITLE: 1.0, Label.LEDE: 1.0, Label.FACT_BOX: 0.3}.get(label)
    if position is None:
        position = 1.0 - 0.8 * event.sentence / max(1, len(article.sentences))
    told = 1 + sum(other.detail_of == event.id for other in events)
    told += sum(
        other.id != event.id and other.type is event.type and other.when is not None and other.when == event.when
        for other in events
    )
    in_title = any(
        other.type is event.type
        and article.paragraphs[article.sentences[other.sentence].paragraph].label is Label.TITLE
        for other in events
        if article.paragraphs
    )
    rank = max((_RANK.get(p.kind, 0.5) for p in event.participants), default=0.6 if event.countries else 0.0)
    precision = _PRECISION.get(event.when.grain, 0.1) if event.when is not None else 0.0
    closeness = 0.5
    if days.days and event.when is not None and event.when.earliest and event.when.latest:
        middle = (ordinal(event.when.earliest) + ordinal(event.when.latest)) / 2
        closeness = math.exp(-abs(days.days[len(days.days) // 2] - middle) / _CLOSENESS_DAYS)
    score = (
        0.22 * position
        + 0.18 * min(1.0, math.log(1 + told) / math.log(6))
        + 0.15 * load_types()[0][event.type].weight
        + 0.12 * rank
        + 0.10 * precision
        + 0.08 * in_title
        + 0.08 * bool(event.figures)
        + 0.07 * closeness
    )
    return round(min(1.0, score), 3)


def confidence(event: EventMention, document: Document, lexicon: Lexicon) -> float:
    """The geometric mean of how sure the date, the trigger, the factuality and the participants are."""
    people = max((_sure(p) for p in event.participants), default=0.6 if event.places or event.countries else 0.3)
    product = max(event.date_confidence, 0.05) * event.weight * _FACTUAL.get(event.factuality, 0.3) * people
    if event.attributed_to is not None:
        product *= 0.95
    return round(math.sqrt(math.sqrt(product)), 3)


def _sure(participant: Participant) -> float:
    return participant.confidence
