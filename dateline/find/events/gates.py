"""The gates of an event on its way to an entry, its tier, and what a reviewer is asked about it."""

from __future__ import annotations

from dateline.core.model import (
    Attachment,
    Basis,
    ClauseKind,
    DaySet,
    Document,
    EventMention,
    EventType,
    Factuality,
    Gate,
    Label,
    Review,
    Tense,
    Tier,
)
from dateline.core.values import replace
from dateline.core.when import Grain, ordinal
from dateline.find.events.attach import anchored_at
from dateline.find.triggers import SPEECH_TYPES
from dateline.lexicon.triggers import load_types

FAR_PAST_DAYS = 400
"""Days before publication beyond which what is told is history."""
PUBLISH = 0.35
"""Events below this importance stay candidates."""


def tier(event: EventMention, days: DaySet) -> EventMention:
    """History told in passing is background: older than a year before publication."""
    if event.tier is not Tier.MAIN:
        return event
    if event.when is not None and event.when.latest is not None and days.days:
        if ordinal(event.when.latest) < days.days[0] - FAR_PAST_DAYS:
            return replace(event, tier=Tier.BACKGROUND)
    elif event.when is not None and not days.days and event.when.grain in (Grain.YEAR, Grain.DECADE, Grain.CENTURY):
        return replace(event, tier=Tier.BACKGROUND)
    return event


def reviews(event: EventMention, document: Document, days: DaySet) -> tuple[Review, ...]:
    out = list(event.review)
    anchored = anchored_at(document, event.timex)
    if event.tier is Tier.BACKGROUND:
        out.append(Review.BACKGROUND_ITEM)
    if event.attachment in (Attachment.INHERITED, Attachment.LEDE):
        out.append(Review.DATE_INHERITED)
    if anchored is not None and event.when is not None:
        if anchored.alternatives and anchored.confidence < 0.8:
            out.append(Review.DATE_AMBIGUOUS)
        if anchored.vague:
            out.append(Review.VAGUE_DATE)
        if anchored.anchor.value in ("birth", "world"):
            out.append(Review.DATE_FROM_ANCHOR)
        if anchored.anchor.value == "dct" and days.basis is Basis.INFERRED:
            out.append(Review.DOCUMENT_DATE_INFERRED)
    if event.when is None and event.timex is not None:
        out.append(Review.DOCUMENT_DATE_UNKNOWN)
    if not any(p.role.value == "actor" for p in event.participants):
        out.append(Review.ACTOR_MISSING)
    return tuple(dict.fromkeys(out))


def gate(event: EventMention, weight: float, document: Document) -> Gate | None:
    """The first gate an event fails: earlier ones stand, then time, then importance."""
    if event.gate is not None:
        return event.gate
    told = (Attachment.CLAUSE, Attachment.LEDE, *((Attachment.INHERITED,) if _in_front(event, document) else ()))
    if event.type is EventType.OTHER and event.attachment not in told:
        # A verb the lexicon does not know: only title and lede, with a date of its own, make it an event.
        return Gate.TRIGGER
    if event.type is EventType.OTHER and event.when is None and _looks_back(event, document):
        return Gate.TRIGGER
    if event.type is EventType.OTHER and event.factuality is Factuality.HAPPENED and _is_present(event, document):
        return Gate.TRIGGER
    relative = document.clauses[event.clause].kind is ClauseKind.RELATIVE
    if event.when is None and event.type in SPEECH_TYPES and relative:
        # "the court, which rejected her claim": who it is, no news.
        return Gate.IMPORTANCE
    if event.when is None:
        return Gate.TIME
    if event.type in SPEECH_TYPES and event.attachment is Attachment.INHERITED:
        return Gate.TIME
    if event.tier is Tier.BACKGROUND and load_types()[0][event.type].weight < 0.6:
        return Gate.IMPORTANCE
    if weight < PUBLISH:
        return Gate.IMPORTANCE
    return None


def _looks_back(event: EventMention, document: Document) -> bool:
    verb = document.clauses[event.clause].verb
    return verb is not None and verb.tense is Tense.PLUPERFECT


def _is_present(event: EventMention, document: Document) -> bool:
    verb = document.clauses[event.clause].verb
    return verb is not None and verb.tense is Tense.PRESENT and not _in_front(event, document)


def _in_front(event: EventMention, document: Document) -> bool:
    article = document.article
    label = article.paragraphs[article.sentences[event.sentence].paragraph].label if article.paragraphs else Label.BODY
    return label in (Label.TITLE, Label.LEDE)
