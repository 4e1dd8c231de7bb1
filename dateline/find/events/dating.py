"""Dating: days put to the events of a document once the day of publication is known, and what follows from them.

What has a date in its words takes it; what has none is linked to the dated telling it belongs to, inherits openly
from the sentence before, or stands in the days before publication if title or lede tell it. The rest stays a candidate.
"""

from __future__ import annotations

from dateline.core.model import (
    AnchoredTimex,
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
    TimexType,
)
from dateline.core.values import replace
from dateline.core.when import Day, Grain, Shape, When, from_ordinal, ordinal
from dateline.find.events.attach import dates
from dateline.find.events.following import ATTACHED
from dateline.find.events.grading import confidence, importance
from dateline.find.events.links import LEDE_DAYS, link, without_doubles
from dateline.find.events.measured import PERIODS, is_superlative, makes_known
from dateline.find.events.sayings import OBSERVED
from dateline.find.events.telling import IN_PASSING
from dateline.find.events.views import WORLD
from dateline.find.factuality import judge
from dateline.find.triggers import SPEECH_TYPES
from dateline.lexicon.language import Lexicon
from dateline.lexicon.triggers import load_types
from dateline.lexicon.verbs import INFINITIVE, INFINITIVE_MARKER

FAR_PAST_DAYS = 400
_EVEN = 0.72
"""Readings no surer than this stand beside their alternatives."""
_SINCE_REACH = 2
_GOING_ON = 31
"""Days back within which the day since which something is so is that on which it began."""
_YEARLY = frozenset({"md", "month"})
"""Units of expressions that come round once a year."""
_DECIDED = ("FR7 decided", "FR7 announced", "FR7 infinitive", "FR7 future", "FR7 plan:")
_UNDONE = ("FR2 ", "FR3 ")
_SAID_THEN = 60
"""Days back within which such a day is rather the day of the agreement than of what was agreed."""
_OF_NOUN, _JUST_OVER = 14, 2
"""Characters from a weekday to the noun that has it; days after which what was called off is no longer news."""
_AHEAD = frozenset({"tense goal", "tense plan"})
"""Steps of expressions that a verb of calling, fixing or planning sends ahead."""
_REPORTED = frozenset({Grain.QUARTER, Grain.HALF})


def date_events(document: Document, days: DaySet, lexicon: Lexicon) -> tuple[EventMention, ...]:
    """The events of a document with days, links, gates, importance and confidence. `document.anchored` must stand."""
    dated = [_from_words(event, document, days, lexicon) for event in document.events]
    dated = without_doubles(dated, document)
    linked = link(dated, document, days, lexicon)
    out = []
    for event in linked:
        tiered = _tier(event, days)
        weight = importance(tiered, linked, document, days)
        if tiered.meanwhile is not None and weight < PUBLISH:
            tiered = replace(tiered, meanwhile=None)
        out.append(
            replace(
                tiered,
                review=_reviews(tiered, document, days),
                importance=weight,
                gate=_gate(tiered, weight, document),
                confidence=confidence(tiered, document, lexicon),
            )
        )
    return tuple(out)


# ---------------------------------------------------------------------------------------------------- from the words


def _from_words(event: EventMention, document: Document, days: DaySet, lexicon: Lexicon) -> EventMention:
    """The event with the days its own expressions mean."""
    anchored = _at(document, event.timex)
    planned = _at(document, event.planned_timex)
    when = _period(event, anchored)
    plan = _period(event, planned)
    if when is None:
        return replace(event, timex=event.timex, when=None, planned=plan)
    last = from_ordinal(days.days[-1]) if days.days else None
    if last is not None and anchored is not None and when.latest is not None:
        if not 0 <= ordinal(last) - ordinal(when.latest) <= _SAID_THEN and _is_complements(
            event, anchored, document, lexicon
        ):
            # "agreed to sign on 14 March": they have agreed, and sign on that day.
            return replace(event, timex=None, attachment=Attachment.NONE, when=None, planned=plan)
        if when.latest < last:
            when = _looked_ahead_to(event, when, anchored, document, last)
    if event.factuality is Factuality.CANCELLED:
        if last is not None and _is_plan(event, anchored, document, lexicon):
            when = _ahead(when, last)
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
    event, when = _agreed(event, since, anchored, document, last, lexicon)
    if when is None:
        return replace(event, when=None, planned=plan)
    if event.attachment is Attachment.INHERITED and event.type in OBSERVED and when.is_day and when.earliest:
        # "…, police said on Monday": it was then or shortly before.
        when = When.between(from_ordinal(ordinal(when.earliest) - LEDE_DAYS), when.earliest)
    sure = (anchored.confidence if anchored else 0.0) * ATTACHED.get(event.attachment, 0.0)
    return replace(event, when=when, planned=plan, date_confidence=round(sure, 3), time=_clock(event, document))


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


def _is_plan(event: EventMention, anchored: AnchoredTimex | None, document: Document, lexicon: Lexicon) -> bool:
    """Whether a weekday or month is said to be the planned one, right behind it: `die für Freitag angesetzte Probe`."""
    if (
        anchored is None
        or not anchored.timex.steps
        or anchored.timex.steps[0].split(" ")[0] not in ("weekday", "month")
    ):
        return False
    sentence = document.article.sentences[event.sentence]
    pack = lexicon.pack(document.article.paragraphs[sentence.paragraph].language)
    after = next((token.text.lower() for token in sentence.tokens if token.start >= anchored.timex.span.end), "")
    return pack is not None and pack.factuality is not None and pack.factuality.attributes.get(after) == "planned"


def _is_complements(event: EventMention, anchored: AnchoredTimex, document: Document, lexicon: Lexicon) -> bool:
    """Whether a day or month without its year stands in an infinitive that the event's own verb governs."""
    if event.factuality is not Factuality.HAPPENED or _unit(anchored) not in _YEARLY:
        return False
    sentence = document.article.sentences[event.sentence]
    pack = lexicon.pack(document.article.paragraphs[sentence.paragraph].language)
    if pack is None or pack.verbs is None:
        return False
    verbs, span = pack.verbs, anchored.timex.span
    lower = [token.text.lower() for token in sentence.tokens]
    own = next((n for n, token in enumerate(sentence.tokens) if token.start >= event.trigger.end), len(lower))
    first = next((n for n, token in enumerate(sentence.tokens) if token.end > span.start), own)
    marked = [
        n
        for n in range(own, len(lower) - 1)
        if verbs.word(lower[n]) & INFINITIVE_MARKER and verbs.flags(lower[n + 1]) & INFINITIVE
    ]
    if verbs.verb_last:
        # "stimmte zu, das Abkommen am 14. März zu unterzeichnen"
        return "," in lower[own:first] and any(n > first and "," not in lower[first:n] for n in marked)
    # The marker may be the last word of the trigger: "agree to".
    head = own - 1 if own and verbs.word(lower[own - 1]) & INFINITIVE_MARKER else own
    return any(n < first and "," not in lower[n:first] for n in marked) or (
        head == own - 1 and own < first and bool(verbs.flags(lower[own]) & INFINITIVE)
    )


def _unit(anchored: AnchoredTimex) -> str:
    return anchored.timex.steps[0].split(" ")[0] if anchored.timex.steps else ""


def _looked_ahead_to(event: EventMention, when: When, anchored: AnchoredTimex, document: Document, last: Day) -> When:
    """The reading that lies ahead where the words say that the event did: what is decided, what is called off."""
    unit, cue = _unit(anchored), event.cues[0] if event.cues else ""
    back = ordinal(last) - ordinal(when.latest) if when.latest is not None else 0
    if event.factuality is Factuality.PLANNED and cue.startswith(_DECIDED) and unit in _YEARLY and back > _SAID_THEN:
        return _ahead(when, last)
    if not cue.startswith(_UNDONE) or unit != "weekday" or not when.is_day or when.earliest is None:
        return when
    between = document.article.text[anchored.timex.span.end : event.trigger.start]
    if not 0 < len(between) <= _OF_NOUN or ordinal(last) - ordinal(when.earliest) <= _JUST_OVER:
        return when
    # "called off Wednesday's vote": before it was held, unless that was just now.
    return _ahead(when, last)


def _ahead(when: When, last: Day) -> When:
    """The first such weekday, day of the year or month that does not lie before publication."""
    if when.earliest is None or when.latest is None or when.latest > last:
        return when
    year, month, day = when.earliest
    if when.is_day:
        week = ordinal(when.earliest) + 7
        return When.day(week if week > ordinal(last) else (year + 1, month, min(day, 28) if month == 2 else day))
    if when.grain is Grain.MONTH:
        return When.month(year + 1, month)
    return when


def _narrowed(event: EventMention, when: When, document: Document) -> When:
    """The day that another expression of the clause names within a longer time: `last week, on his birthday`."""
    if when.is_day or event.factuality is Factuality.CANCELLED:
        return when
    clause = document.clauses[event.clause].span
    for number, timex in enumerate(document.times):
        if timex.rule.endswith(WORLD) or number == event.timex or timex.sentence != event.sentence or not dates(timex):
            continue
        other = _at(document, number)
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


def _agreed(
    event: EventMention,
    when: When,
    anchored: AnchoredTimex | None,
    document: Document,
    last: Day | None,
    lexicon: Lexicon,
) -> tuple[EventMention, When | None]:
    """Date and factuality brought to agree: what lies ahead has not happened yet, what was planned may be past.

    A past clause is believed before the date: then its other readings are tried, and the weekday before.
    """
    if last is None or when.earliest is None or when.earliest <= last:
        return event, when
    if event.factuality not in (Factuality.HAPPENED, Factuality.ONGOING):
        return event, when
    verb = document.clauses[event.clause].verb
    head = verb is not None and _is_head(event, document, lexicon)
    again = _judged_ahead(event, document, lexicon)
    if again is not None:
        return again, when
    passing = event.attachment is Attachment.CLAUSE and IN_PASSING in event.cues
    if (head or passing) and verb is not None and verb.tense in (Tense.PRESENT, Tense.FUTURE, Tense.INFINITIVE):
        return replace(event, factuality=Factuality.PLANNED), when
    if verb is None or (head and verb.tense is Tense.NONE):
        return replace(event, factuality=Factuality.PLANNED), when
    if anchored is not None and event.type not in SPEECH_TYPES and _AHEAD.intersection(anchored.timex.steps):
        # "called a strike for Thursday": the words send the day ahead.
        return replace(event, factuality=Factuality.PLANNED), when
    for other in anchored.alternatives if anchored else ():
        if other.latest is not None and other.latest <= last:
            return event, other
    if (
        when.is_day
        and anchored is not None
        and anchored.timex.steps[:1]
        and anchored.timex.steps[0].startswith("weekday")
    ):
        return event, When.day(ordinal(when.earliest) - 7)
    return replace(event, review=(*event.review, Review.DATE_CONFLICT)), None


def _judged_ahead(event: EventMention, document: Document, lexicon: Lexicon) -> EventMention | None:
    """The event as its words have it once its time is known to lie ahead; None where they still say it happened."""
    sentence = document.article.sentences[event.sentence]
    pack = lexicon.pack(document.article.paragraphs[sentence.paragraph].language)
    at = next((n for n, token in enumerate(sentence.tokens) if token.start == event.trigger.start), None)
    if pack is None or at is None or IN_PASSING in event.cues:
        return None
    judged = judge(event.clause, at, document.clauses, sentence, pack, time_is_future=True)
    if judged.factuality is not Factuality.PLANNED:
        return None
    return replace(event, factuality=Factuality.PLANNED, cues=judged.cues)


def _is_head(event: EventMention, document: Document, lexicon: Lexicon) -> bool:
    """Whether the trigger is its clause's own verb, or a noun that it carries."""
    verb = document.clauses[event.clause].verb
    if verb is None or IN_PASSING in event.cues:
        return False
    tokens = document.article.sentences[event.sentence].tokens
    if 0 <= verb.head < len(tokens) and tokens[verb.head].start == event.trigger.start:
        return True
    # A participle behind its noun hangs on another verb: "a pipe opened on Friday".
    word = document.article.text[event.trigger.start : event.trigger.end].lower()
    paragraph = document.article.paragraphs[document.article.sentences[event.sentence].paragraph]
    pack = lexicon.pack(paragraph.language)
    return pack is None or pack.triggers is None or word not in pack.triggers.verbs or word in pack.triggers.nouns


def _at(document: Document, index: int | None) -> AnchoredTimex | None:
    return document.anchored[index] if index is not None and index < len(document.anchored) else None


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


def _clock(event: EventMention, document: Document) -> str | None:
    """A clock time beside the date, in the same clause."""
    clause = document.clauses[event.clause]
    for timex in document.times:
        if (
            timex.sentence == event.sentence
            and timex.type is TimexType.TIME
            and clause.span.start <= timex.span.start < clause.span.end
        ):
            _, _, clock = timex.value.partition("T")
            if len(clock) >= 5 and clock[:2].isdigit() and clock[2] == ":" and clock[3:5].isdigit():
                return clock[:5]
    return None


# ------------------------------------------------------------------------------------------------------ gate, reviews


def _tier(event: EventMention, days: DaySet) -> EventMention:
    """History told in passing is background: older than a year before publication."""
    if event.tier is not Tier.MAIN:
        return event
    if event.when is not None and event.when.latest is not None and days.days:
        if ordinal(event.when.latest) < days.days[0] - FAR_PAST_DAYS:
            return replace(event, tier=Tier.BACKGROUND)
    elif event.when is not None and not days.days and event.when.grain in (Grain.YEAR, Grain.DECADE, Grain.CENTURY):
        return replace(event, tier=Tier.BACKGROUND)
    return event


def _reviews(event: EventMention, document: Document, days: DaySet) -> tuple[Review, ...]:
    out = list(event.review)
    anchored = _at(document, event.timex)
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


def _gate(event: EventMention, weight: float, document: Document) -> Gate | None:
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


PUBLISH = 0.35
"""Events below this importance stay candidates."""
