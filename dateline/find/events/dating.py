"""Dating: days put to the events of a document once the day of publication is known, and what follows from them.

What has a date in its words takes it; what has none is linked to the dated telling it belongs to, inherits openly
from the sentence before, or stands in the days before publication if title or lede tell it. The rest stays a candidate.
"""

from __future__ import annotations

from dateline.core.model import (
    AnchoredTimex,
    Attachment,
    ClauseKind,
    DaySet,
    Document,
    EventMention,
    EventType,
    Factuality,
    Label,
    Tense,
    TimexType,
)
from dateline.core.values import replace
from dateline.core.when import Day, Grain, Shape, When, from_ordinal, ordinal
from dateline.find.events.ahead import agreed, is_of_complement, is_planned_day, looked_ahead_to, put_ahead
from dateline.find.events.attach import anchored_at, dates
from dateline.find.events.following import ATTACHED
from dateline.find.events.gates import FAR_PAST_DAYS, PUBLISH, gate, reviews, tier
from dateline.find.events.grading import confidence, importance
from dateline.find.events.links import LEDE_DAYS, link, without_doubles
from dateline.find.events.measured import PERIODS, is_superlative, makes_known
from dateline.find.events.sayings import OBSERVED
from dateline.find.events.views import WORLD
from dateline.find.triggers import SPEECH_TYPES
from dateline.lexicon.language import Lexicon
from dateline.lexicon.triggers import load_types

_EVEN = 0.72
"""Readings no surer than this stand beside their alternatives."""
_SINCE_REACH = 2
_GOING_ON = 31
"""Days back within which the day since which something is so is that on which it began."""
_REPORTED = frozenset({Grain.QUARTER, Grain.HALF})


def date_events(document: Document, days: DaySet, lexicon: Lexicon) -> tuple[EventMention, ...]:
    """The events of a document with days, links, gates, importance and confidence. `document.anchored` must stand."""
    dated = [_from_words(event, document, days, lexicon) for event in document.events]
    dated = without_doubles(dated, document)
    linked = link(dated, document, days, lexicon)
    out = []
    for event in linked:
        tiered = tier(event, days)
        weight = importance(tiered, linked, document, days)
        if tiered.meanwhile is not None and weight < PUBLISH:
            tiered = replace(tiered, meanwhile=None)
        out.append(
            replace(
                tiered,
                review=reviews(tiered, document, days),
                importance=weight,
                gate=gate(tiered, weight, document),
                confidence=confidence(tiered, document, lexicon),
            )
        )
    return tuple(out)


# ---------------------------------------------------------------------------------------------------- from the words


def _from_words(event: EventMention, document: Document, days: DaySet, lexicon: Lexicon) -> EventMention:
    """The event with the days its own expressions mean."""
    anchored = anchored_at(document, event.timex)
    planned = anchored_at(document, event.planned_timex)
    when = _period(event, anchored)
    plan = _period(event, planned)
    if when is None:
        return replace(event, timex=event.timex, when=None, planned=plan)
    last = from_ordinal(days.days[-1]) if days.days else None
    if last is not None and anchored is not None and when.latest is not None:
        if is_of_complement(event, when, anchored, document, last, lexicon):
            # "agreed to sign on 14 March": they have agreed, and sign on that day.
            return replace(event, timex=None, attachment=Attachment.NONE, when=None, planned=plan)
        if when.latest < last:
            when = looked_ahead_to(event, when, anchored, document, last)
    if event.factuality is Factuality.CANCELLED:
        if last is not None and is_planned_day(event, anchored, document, lexicon):
            when = put_ahead(when, last)
        if plan is None and last is not None and when.earliest is not None and when.earliest > last:
            plan = when
        elif plan is not None and plan.earliest and when.earliest and plan.earliest < when.earliest:
            when, plan = plan, when
    if _measures(event, when, days, document, lexicon):
        return replace(event, timex=None, attachment=Attachment.NONE, when=None, planned=plan)
    when = _chronicled(_narrowed(event, when, document), event, document, last)
    event, since = _since(event, when, document, last, lexicon)
    if since is None:
        return replace(event, when=None, planned=plan)
    event, when = agreed(event, since, anchored, document, last, lexicon)
    if when is None:
        return replace(event, when=None, planned=plan)
    if event.attachment is Attachment.INHERITED and event.type in OBSERVED and when.is_day and when.earliest:
        # "…, police said on Monday": it was then or shortly before.
        when = When.between(from_ordinal(ordinal(when.earliest) - LEDE_DAYS), when.earliest)
    sure = (anchored.confidence if anchored else 0.0) * ATTACHED.get(event.attachment, 0.0)
    return replace(
        event, when=when, planned=plan, date_confidence=round(sure, 3), time=_clock(event, document, lexicon)
    )


def _measures(event: EventMention, when: When, days: DaySet, document: Document, lexicon: Lexicon) -> bool:
    """Whether a period only says what figures are of that become known now: `posted a profit for last year`."""
    said = event.type in SPEECH_TYPES
    if not (said or event.type is EventType.ECONOMY) or when.grain not in PERIODS or when.latest is None:
        return False
    if not days.days or not 0 <= days.days[0] - ordinal(when.latest) <= FAR_PAST_DAYS:
        return False
    verb = document.clauses[event.clause].verb
    if verb is None or verb.tense is Tense.PLUPERFECT:
        return False
    if said:
        # "For the last quarter of 2019 the firm says …": nobody speaks for a quarter.
        return when.grain in _REPORTED or verb.tense is Tense.PRESENT
    sentence = document.article.sentences[event.sentence]
    label = document.article.paragraphs[sentence.paragraph].label if document.article.paragraphs else Label.BODY
    return (
        label in (Label.TITLE, Label.LEDE)
        and event.attachment is Attachment.CLAUSE
        and document.clauses[event.clause].kind is not ClauseKind.REPORTED
        and makes_known(event, document, lexicon)
    )


def _narrowed(event: EventMention, when: When, document: Document) -> When:
    """The day that another expression of the clause names within a longer time: `last week, on his birthday`."""
    if when.is_day or event.factuality is Factuality.CANCELLED:
        return when
    clause = document.clauses[event.clause].span
    for number, timex in enumerate(document.times):
        if timex.rule.endswith(WORLD) or number == event.timex or timex.sentence != event.sentence or not dates(timex):
            continue
        other = anchored_at(document, number)
        if other is None or other.when is None or not clause.start <= timex.span.start < clause.end:
            continue
        if other.when.is_day and when.contains(other.when):
            return other.when
    return when


def _chronicled(when: When, event: EventMention, document: Document, last: Day | None) -> When:
    """The day a year before, where a line of a chronicle begins with it and a later line with one that is past."""
    lines = (event.timex, *range((event.timex or 0) + 1, len(document.anchored)))
    if last is None or when.earliest is None or when.earliest <= last or not _opens_line(event.timex, document):
        return when
    later = [document.anchored[n].when for n in lines[1:] if n is not None and _opens_line(n, document)]
    if not when.is_day or not any(o is not None and o.latest is not None and o.latest <= last for o in later):
        return when
    year, month, day = when.earliest
    # A 29 February stays in the only year near that has one.
    return when if (month, day) == (2, 29) else When.day((year - 1, month, day))


def _opens_line(timex: int | None, document: Document) -> bool:
    """Whether a day without its year stands before a colon at the start of a sentence: `3 March: The bridge opens`."""
    if timex is None or not document.times[timex].steps or document.times[timex].steps[0].split(" ")[0] != "md":
        return False
    span, sentence = document.times[timex].span, document.article.sentences[document.times[timex].sentence].span
    text = document.article.text
    return not text[sentence.start : span.start].strip() and text[span.end : span.end + 1] == ":"


def _since(
    event: EventMention, when: When, document: Document, last: Day | None, lexicon: Lexicon
) -> tuple[EventMention, When | None]:
    """What goes on since a date lasts from there on; what has happened since lies between it and publication."""
    if event.timex is None or when.earliest is None or event.factuality is not Factuality.HAPPENED:
        return event, when
    sentence = document.article.sentences[event.sentence]
    pack = lexicon.pack(document.article.paragraphs[sentence.paragraph].language)
    verb = document.clauses[event.clause].verb
    if pack is None or pack.triggers is None:
        return event, when
    start = document.times[event.timex].span.start
    at = next((n for n, token in enumerate(sentence.tokens) if token.end > start), 0)
    words = [token.text.lower() for token in sentence.tokens[: at + 1]]
    since = next((n for n in range(at, max(-1, at - _SINCE_REACH - 1), -1) if words[n] in pack.triggers.since), -1)
    if since < 0:
        return event, when
    if is_superlative(words, since, pack.triggers):
        return replace(event, timex=None, attachment=Attachment.NONE), None
    if verb is None:
        return event, when
    first = When.day(when.earliest).edtf
    before = document.times[event.timex].span.end <= verb.span.start
    # "Seit Dienstag steht er vor Gericht": what is led by its first day goes on, whatever it is.
    fresh = when.is_day and last is not None and ordinal(last) - ordinal(when.earliest) <= _GOING_ON
    lasts = load_types()[0][event.type].lasts or (before and (fresh or event.type is EventType.ECONOMY))
    if lasts and verb.tense in (Tense.PRESENT, Tense.PERFECT):
        return replace(event, factuality=Factuality.ONGOING), When.parse(f"{first}/..")
    if verb.tense is Tense.PERFECT and last is not None and when.earliest < last:
        return event, When.between(when.earliest, last)
    # "the first loss since 1992": no date of the event.
    return replace(event, timex=None, attachment=Attachment.NONE), None


def _period(event: EventMention, anchored: AnchoredTimex | None) -> When | None:
    """A period means one occurrence within it, unless the event is of a kind that lasts or the words say `from to`."""
    if anchored is None or anchored.when is None:
        return None
    when = anchored.when
    others = [other for other in anchored.alternatives if other.is_day and other.earliest]
    past = event.factuality is Factuality.HAPPENED
    if past and when.is_day and when.earliest and others and anchored.confidence <= _EVEN:
        # Truly ambiguous: "förra fredagen" said on a Saturday.
        return When.one_of(sorted({when.earliest, *(other.earliest for other in others if other.earliest)}))
    lasts = load_types()[0][event.type].lasts or event.factuality is Factuality.ONGOING
    if when.shape is Shape.SPAN and when.earliest and when.latest and not lasts and not _runs(anchored):
        if when.approximate:
            return when if (when.days or 0) > 31 else When.between(when.earliest, when.latest)
        return When.between(when.earliest, when.latest)
    return when


def _runs(anchored: AnchoredTimex) -> bool:
    """Whether the words name two ends: `from … to`, `3–5 May`, `since`, `until`."""
    return any(step.split(" ")[0] in ("until", "from") for step in anchored.timex.steps)


def _clock(event: EventMention, document: Document, lexicon: Lexicon) -> str | None:
    """A clock time beside the date, in the same clause, unless it is only near that time: `shortly before 10`."""
    clause, text = document.clauses[event.clause], document.article.text
    sentence = document.article.sentences[event.sentence]
    for timex in document.times:
        if (
            timex.sentence == event.sentence
            and timex.type is TimexType.TIME
            and clause.span.start <= timex.span.start < clause.span.end
        ):
            pack = lexicon.pack(document.article.paragraphs[sentence.paragraph].language)
            before = text[sentence.span.start : timex.span.start].lower().split()[-1:]
            if pack is None or pack.triggers is None or not pack.triggers.hour_hedges.isdisjoint(before):
                continue
            _, _, clock = timex.value.partition("T")
            if len(clock) >= 5 and clock[:2].isdigit() and clock[2] == ":" and clock[3:5].isdigit():
                return clock[:5]
    return None
