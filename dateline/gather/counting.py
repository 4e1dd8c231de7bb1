"""Days counted from what a sentence speaks of: "towed in on Tuesday, two days after a fire"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.core.model import Anchor, Attachment, Document, EventMention, Gate, Timex, TimexType
from dateline.core.when import When, from_ordinal, ordinal
from dateline.gather.sketch import length_in_days, published_days, reach

NEAR = 60
"""Characters between a number of days and the word for what they are counted from."""
COUNTED = "counted from it"
LONG_DAYS = 7
"""So long before the news lies what has none of its days."""
_LONG = re.compile(r"P[\d.X]+[MY]")
"""A TIMEX3 duration that cannot be counted to the day."""
_WORD = re.compile(r"\w+")


def counted_off(
    mention: EventMention, beside: Sequence[EventMention], document: Document, ways: Mapping[str, int]
) -> EventMention:
    """A mention from whose day its sentence counts to another, on that day.

    `beside` are all mentions of the sentence, `ways` the words of its language that say which way is counted. Where
    none does, the day lies so long before the other or after it: which of the two, its other tellings know.
    """
    if mention.attachment is Attachment.CLAUSE and mention.when is not None and not mention.when.is_day:
        return mention
    spans = [t for t in document.times if t.sentence == mention.sentence and t.type is TimexType.DURATION]
    lengths = [(t, days) for t in spans if (days := length_in_days(t.value)) is not None or _LONG.fullmatch(t.value)]
    if not lengths:
        return mention
    return _told(mention, beside, document, lengths, ways) or _between(mention, beside, lengths)


def is_counted_from(mention: EventMention) -> bool:
    """Whether a mention only says from what a day is counted: what follows goes on about something else.

    It has its day, if any, from its sentence, and from no expression in it.
    """
    return mention.attachment is Attachment.SENTENCE and mention.timex is None


def _told(
    mention: EventMention,
    beside: Sequence[EventMention],
    document: Document,
    lengths: Sequence[tuple[Timex, int | None]],
    ways: Mapping[str, int],
) -> EventMention | None:
    """ "Four days after the quake the earth shook again on Thursday": the quake was on Sunday."""
    if mention.gate not in (None, Gate.TIME):
        return None
    text = document.article.text
    for timex, days in lengths:
        start, end = timex.span.end, mention.trigger.start
        word = _WORD.search(text, start, end)
        way = ways.get(word.group().casefold()) if word else None
        if way is None or not 0 < end - start <= NEAR or any(start < own.trigger.start < end for own in beside):
            continue
        day = _other_day(mention, timex, beside, document) if days is not None else None
        bounds = published_days(document)
        ahead = day is not None and days is not None and bounds is not None and day - way * days > bounds.last
        # So long before the news it has not the days that the news has from its place in the article.
        guessed = mention.attachment is Attachment.LEDE and (days is None or days >= LONG_DAYS)
        if ahead or (day is None and mention.when is not None and not guessed):
            continue
        mention = replace(
            mention,
            timex=None,
            attachment=Attachment.SENTENCE,
            detail_of=None,
            cues=(*mention.cues, f"{COUNTED}: {text[start:end].strip()}"),
        )
        if day is None or days is None:
            return replace(mention, when=None, gate=Gate.TIME)
        when = When.day(from_ordinal(day - way * days))
        return replace(mention, when=when, date_confidence=min(0.7, mention.date_confidence or 0.7), gate=None)
    return None


def _other_day(mention: EventMention, length: Timex, beside: Sequence[EventMention], document: Document) -> int | None:
    """The one day that the sentence names: that of what happened so many days from the mention."""
    found = set()
    for number, anchored in enumerate(document.anchored):
        timex = anchored.timex
        if timex.sentence != mention.sentence or timex.type not in (TimexType.DATE, TimexType.TIME):
            continue
        if anchored.anchor is Anchor.WORLD or anchored.when is None or timex.span == length.span:
            continue
        if number == mention.timex and any(own.timex != number and own.when for own in beside):
            return None
        found.add(reach(anchored.when))
    day = found.pop() if len(found) == 1 else None
    return day.first if day is not None and day.is_day else None


def _between(
    mention: EventMention, beside: Sequence[EventMention], lengths: Sequence[tuple[Timex, int | None]]
) -> EventMention:
    """A mention with a day that is another's, and a number of days between the two: one of two days."""
    if mention.attachment is not Attachment.INHERITED or mention.when is None or not mention.when.is_day:
        return mention
    for other in beside:
        if other.timex == mention.timex and other.attachment is Attachment.CLAUSE:
            first, last = sorted((other.trigger.start, mention.trigger.start))
            day = ordinal(mention.when.earliest) if mention.when.earliest else 0
            for timex, days in lengths:
                if days is not None and first < timex.span.start < last and day > days:
                    either = [from_ordinal(day - days), from_ordinal(day + days)]
                    return replace(mention, when=When.one_of(either))
    return mention
