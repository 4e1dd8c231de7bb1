"""What the mentions of a sentence say together: the date of one, the participants of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from dateline.core.model import (
    Anchor,
    Attachment,
    Document,
    EntityKind,
    EntityMention,
    EventMention,
    EventType,
    Gate,
    Label,
    Participant,
    Role,
    TimexType,
)
from dateline.gather.counting import counted_off
from dateline.gather.sketch import reach

WORDED = frozenset({Attachment.CLAUSE, Attachment.SENTENCE, Attachment.INHERITED})
NOTHING: Mapping[str, int] = MappingProxyType({})
BESIDE = 25
"""Characters between two expressions that speak of the same time."""


def tellings(document: Document, counted: Mapping[str, int] = NOTHING) -> list[EventMention]:
    """The mentions of a dated document that may become or join an event, each with what its sentence adds to it.

    `counted` are the words of its language that say which way days are counted: see `counting`.
    """
    by_sentence: dict[int, list[EventMention]] = defaultdict(list)
    for mention in sorted(document.events, key=lambda mention: (mention.trigger.start, mention.id)):
        by_sentence[mention.sentence].append(mention)
    headed = _headed(document)
    out = []
    for sentence in sorted(by_sentence):
        together = [counted_off(told, by_sentence[sentence], document, counted) for told in by_sentence[sentence]]
        for place, told in enumerate(together):
            neighbours = (*together[max(0, place - 1) : place], *together[place + 1 : place + 2])
            complete = _dated_by_neighbour(told, neighbours) if told.gate is Gate.TIME else told
            complete = _under_heading(complete, document, headed)
            nameless = complete.gate is Gate.PARTICIPANT and complete.attachment in WORDED
            if complete.gate in (None, Gate.TIME, Gate.IMPORTANCE) or (nameless and complete.when is not None):
                out.append(_narrowed(complete, document))
    return out


def _headed(document: Document) -> dict[int, EntityMention]:
    """By section, the one body its heading names: what is told below without a name is of it."""
    article = document.article
    found: dict[int, dict[str, EntityMention]] = defaultdict(dict)
    for entity in document.entities:
        if entity.kind is not EntityKind.ORGANISATION or entity.entity is None or not article.paragraphs:
            continue
        paragraph = article.paragraphs[article.sentences[entity.sentence].paragraph]
        if paragraph.label is Label.SUBHEAD and entity.known:
            found[paragraph.section][entity.entity] = entity
    return {section: next(iter(own.values())) for section, own in found.items() if len(own) == 1}


def _under_heading(mention: EventMention, document: Document, headed: Mapping[int, EntityMention]) -> EventMention:
    """A meeting told without its body, below a heading that names one."""
    if mention.type is not EventType.MEETING or not headed or not document.article.paragraphs:
        return mention
    if any(p.kind in (EntityKind.ORGANISATION, EntityKind.PERSON) for p in mention.participants):
        return mention
    section = document.article.paragraphs[document.article.sentences[mention.sentence].paragraph].section
    body = headed.get(section)
    if body is None:
        return mention
    taking_part = Participant(EntityKind.ORGANISATION, body.entity, Role.ACTOR, 0.7, span=body.span)
    return replace(mention, participants=(*mention.participants, taking_part))


def _dated_by_neighbour(mention: EventMention, neighbours: Sequence[EventMention]) -> EventMention:
    """ "On Sunday the third match was played – the final of the cup": one has the day, the other the body."""
    for other in neighbours:
        if (
            other.type is mention.type
            and other.gate is Gate.PARTICIPANT
            and other.when is not None
            and other.attachment is Attachment.CLAUSE
            and other.factuality is mention.factuality
        ):
            return replace(
                mention,
                when=other.when,
                timex=other.timex,
                time=mention.time or other.time,
                attachment=Attachment.SENTENCE,
                date_confidence=round(other.date_confidence * 0.85, 3),
                importance=max(mention.importance, other.importance),
                confidence=round(max(mention.confidence, other.confidence) * 0.9, 3),
                gate=None,
            )
    return mention


def _narrowed(mention: EventMention, document: Document) -> EventMention:
    """ "Last week, on his 70th birthday": of two expressions side by side the finer dates the event."""
    if mention.timex is None or mention.when is None or mention.timex >= len(document.anchored):
        return mention
    own = document.times[mention.timex]
    bounds = reach(mention.when)
    if bounds is None or bounds.days <= 1:
        return mention
    for number, timex in enumerate(document.times):
        gap = max(own.span.start - timex.span.end, timex.span.start - own.span.end)
        if number == mention.timex or timex.sentence != own.sentence or not 0 <= gap <= BESIDE:
            continue
        if timex.type not in (TimexType.DATE, TimexType.TIME) or any(
            number in (event.timex, event.planned_timex) for event in document.events
        ):
            continue
        if document.anchored[number].anchor is Anchor.WORLD:
            continue  # "soon after the war": when something else was
        finer = document.anchored[number].when
        other = reach(finer)
        if finer is not None and other is not None and other.days < bounds.days and other.meets(bounds):
            return replace(mention, when=finer, timex=number)
    return mention
