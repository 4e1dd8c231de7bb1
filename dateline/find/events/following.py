"""Following: events without a date of their own that go on telling of the same people, right after a dated one."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.core.model import (
    Attachment,
    Basis,
    Clause,
    ClauseKind,
    DaySet,
    Document,
    EventMention,
    EventType,
    Factuality,
    Tense,
)
from dateline.core.values import replace
from dateline.core.when import When, from_ordinal, ordinal
from dateline.find.events.attach import dates
from dateline.find.triggers import SPEECH_TYPES
from dateline.lexicon.language import Lexicon

ATTACHED = {Attachment.CLAUSE: 1.0, Attachment.SENTENCE: 0.85, Attachment.INHERITED: 0.6, Attachment.LEDE: 0.5}
NEAR = 2
"""Sentences within which two tellings of one kind in one country are of the same event."""
FRESH = 4
"""A report tells of what was said within so many days before publication."""
_STRONG = 0.7
"""From this weight on a trigger without a date tells something of the days that are spoken of."""
_TELLS = (ClauseKind.MAIN, ClauseKind.FRAGMENT)
_LOOSE = SPEECH_TYPES | {EventType.OTHER, EventType.ECONOMY}
"""What is told without a date is often no news: sayings, figures, verbs of no known kind."""


def inherit(
    event: EventMention, before: Sequence[EventMention], document: Document, lexicon: Lexicon
) -> EventMention | None:
    """The event with the day of the sentence before, when it goes on telling of the same people there and then."""
    clause = document.clauses[event.clause]
    if clause.verb is None or clause.verb.tense not in (Tense.PAST, Tense.PERFECT):
        return None
    if event.factuality not in (Factuality.HAPPENED, Factuality.REFUSED) or event.type in SPEECH_TYPES:
        return None
    if clause.kind in (ClauseKind.RELATIVE, ClauseKind.QUOTE, ClauseKind.CONDITION):
        return None
    if event.type is EventType.MEETING and _came_before(clause, event, document, lexicon):
        # "They went on strike on Monday after talks collapsed": nobody says that they talked on Monday.
        return None
    paragraph = document.article.sentences[event.sentence].paragraph
    for other in reversed(before):
        if other.when is None or not other.when.is_day or other.gate is not None:
            continue
        if (
            not 0 <= event.sentence - other.sentence <= 1
            or document.article.sentences[other.sentence].paragraph != paragraph
        ):
            continue
        if (
            other.attachment not in (Attachment.CLAUSE, Attachment.SENTENCE)
            or other.factuality is not Factuality.HAPPENED
        ):
            continue
        if looks_back(other, document) and not looks_back(event, document):
            continue
        shared = entities_of(event) & entities_of(other) or set(event.countries) & set(other.countries)
        if not shared and not _points_back(event, document, lexicon):
            continue
        return replace(
            event,
            when=other.when,
            timex=other.timex,
            attachment=Attachment.INHERITED,
            date_confidence=round(other.date_confidence * ATTACHED[Attachment.INHERITED], 3),
        )
    return None


def follows(
    event: EventMention, before: Sequence[EventMention], document: Document, days: DaySet
) -> EventMention | None:
    """The event between the fresh news told a sentence or two before, of the same people or land, and publication.

    "A dam gave way on Wednesday, killing 14. The government declared a state of emergency."
    """
    clause = document.clauses[event.clause]
    if not days.days or days.basis is Basis.UNKNOWN or days.days[-1] - days.days[0] > FRESH or clause.verb is None:
        return None
    if clause.verb.tense is not Tense.PAST or clause.kind not in _TELLS or event.weight < _STRONG:
        return None
    if event.factuality not in (Factuality.HAPPENED, Factuality.REFUSED) or event.type in _LOOSE:
        return None
    if not told_of_now(event, document, days):
        return None
    for other in reversed(before):
        if other.when is None or not other.when.is_day or other.gate is not None or other.when.earliest is None:
            continue
        if not 0 < event.sentence - other.sentence <= NEAR:
            continue
        if _section(other, document) != _section(event, document):
            return None
        if other.attachment is not Attachment.CLAUSE or other.factuality is not Factuality.HAPPENED:
            continue
        if looks_back(other, document):
            continue
        day = ordinal(other.when.earliest)
        if not days.days[0] - FRESH <= day <= days.days[-1]:
            return None
        if not (entities_of(event) & entities_of(other) or set(event.countries) & set(other.countries)):
            continue
        last = days.days[-1]
        return replace(
            event,
            meanwhile=When.day(day) if day == last else When.between(other.when.earliest, from_ordinal(last)),
            date_confidence=round(other.date_confidence * ATTACHED[Attachment.LEDE], 3),
        )
    return None


def looks_back(event: EventMention, document: Document) -> bool:
    """Whether a telling lies before what its neighbours tell: in the pluperfect, or in what somebody is quoted with."""
    clause = document.clauses[event.clause]
    return clause.kind is ClauseKind.QUOTE or (clause.verb is not None and clause.verb.tense is Tense.PLUPERFECT)


def told_of_now(event: EventMention, document: Document, days: DaySet, *, within: int = FRESH) -> bool:
    """Whether the paragraph's last time named before an event is of the last days: not within a look back."""
    last = None
    sentences = document.article.sentences
    paragraph = sentences[event.sentence].paragraph
    for anchored in document.anchored:
        timex = anchored.timex
        if timex.span.start >= event.trigger.start or sentences[timex.sentence].paragraph != paragraph:
            continue
        if anchored.when is not None and dates(timex):
            last = anchored.when
    if last is None:
        return True
    if last.latest is None or last.earliest is None:
        return False
    return ordinal(last.latest) >= days.days[0] - within and ordinal(last.latest) - ordinal(last.earliest) < 370


def _came_before(clause: Clause, event: EventMention, document: Document, lexicon: Lexicon) -> bool:
    """Whether a clause tells what was before the clause above it: after talks collapsed, nachdem, sedan."""
    pack = lexicon.pack(document.article.paragraphs[document.article.sentences[event.sentence].paragraph].language)
    opening = (clause.connective or "").split(" ")[0].lower()
    return (
        clause.kind is ClauseKind.SUBORDINATE
        and pack is not None
        and pack.triggers is not None
        and opening in pack.triggers.sequel
    )


def _points_back(event: EventMention, document: Document, lexicon: Lexicon) -> bool:
    """Whether the subject is a pronoun or a noun that points back: they, he, mötet."""
    subject = document.clauses[event.clause].subject
    paragraph = document.article.paragraphs[document.article.sentences[event.sentence].paragraph]
    pack = lexicon.pack(paragraph.language)
    if subject is None or pack is None or pack.triggers is None:
        return False
    return document.article.text[subject.start : subject.end].lower() in pack.triggers.anaphors


def entities_of(event: EventMention) -> set[str]:
    return {p.entity for p in event.participants if p.entity is not None} | set(event.places)


def _section(event: EventMention, document: Document) -> int:
    article = document.article
    return article.paragraphs[article.sentences[event.sentence].paragraph].section if article.paragraphs else 0
