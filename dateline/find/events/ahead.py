"""What lies ahead: days brought to agree with what is said to have come to pass, to be planned or to be called off."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.core.model import AnchoredTimex, Attachment, Document, EventMention, Factuality, Review, Tense
from dateline.core.values import replace
from dateline.core.when import Day, Grain, When, ordinal
from dateline.find.events.telling import IN_PASSING
from dateline.find.factuality import judge
from dateline.find.triggers import SPEECH_TYPES
from dateline.lexicon.language import Lexicon
from dateline.lexicon.verbs import INFINITIVE, INFINITIVE_MARKER, Verbs

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


def is_planned_day(event: EventMention, anchored: AnchoredTimex | None, document: Document, lexicon: Lexicon) -> bool:
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


def is_of_complement(
    event: EventMention, when: When, anchored: AnchoredTimex, document: Document, last: Day, lexicon: Lexicon
) -> bool:
    """Whether a day or month without its year stands in an infinitive that the event's own verb governs.

    One of the last weeks is rather the day of the agreement than of what was agreed, unless a comma parts the two.
    """
    if event.factuality is not Factuality.HAPPENED:
        return False
    sentence = document.article.sentences[event.sentence]
    pack = lexicon.pack(document.article.paragraphs[sentence.paragraph].language)
    if pack is None or pack.verbs is None:
        return False
    verbs, span = pack.verbs, anchored.timex.span
    lately = when.latest is not None and 0 <= ordinal(last) - ordinal(when.latest) <= _SAID_THEN
    if not verbs.verb_last and (lately or _unit(anchored) not in _YEARLY):
        return False
    lower = [token.text.lower() for token in sentence.tokens]
    own = next((n for n, token in enumerate(sentence.tokens) if token.start >= event.trigger.end), len(lower))
    first = next((n for n, token in enumerate(sentence.tokens) if token.end > span.start), own)
    if verbs.verb_last:
        # "stimmte zu, das Abkommen am 14. März zu unterzeichnen"
        return "," in lower[own:first] and _ends_in_infinitive(lower, first, verbs)
    marked = [
        n
        for n in range(own, len(lower) - 1)
        if verbs.word(lower[n]) & INFINITIVE_MARKER and verbs.flags(lower[n + 1]) & INFINITIVE
    ]
    # The marker may be the last word of the trigger: "agree to".
    head = own - 1 if own and verbs.word(lower[own - 1]) & INFINITIVE_MARKER else own
    return any(n < first and "," not in lower[n:first] for n in marked) or (
        head == own - 1 and own < first and bool(verbs.flags(lower[own]) & INFINITIVE)
    )


def _ends_in_infinitive(lower: Sequence[str], first: int, verbs: Verbs) -> bool:
    """German: whether the stretch from a word to the next mark ends in an infinitive with its marker."""
    end = next((n for n in range(first, len(lower)) if not lower[n][0].isalnum()), len(lower))
    return any(
        (verbs.word(lower[n]) & INFINITIVE_MARKER and n + 1 < end) or verbs.holds_marker(lower[n])
        for n in range(first, end)
    )


def _unit(anchored: AnchoredTimex) -> str:
    return anchored.timex.steps[0].split(" ")[0] if anchored.timex.steps else ""


def looked_ahead_to(event: EventMention, when: When, anchored: AnchoredTimex, document: Document, last: Day) -> When:
    """The reading that lies ahead where the words say that the event did: what is decided, what is called off."""
    unit, cue = _unit(anchored), event.cues[0] if event.cues else ""
    back = ordinal(last) - ordinal(when.latest) if when.latest is not None else 0
    if event.factuality is Factuality.PLANNED and cue.startswith(_DECIDED) and unit in _YEARLY and back > _SAID_THEN:
        return put_ahead(when, last)
    if not cue.startswith(_UNDONE) or unit != "weekday" or not when.is_day or when.earliest is None:
        return when
    between = document.article.text[anchored.timex.span.end : event.trigger.start]
    if not 0 < len(between) <= _OF_NOUN or ordinal(last) - ordinal(when.earliest) <= _JUST_OVER:
        return when
    # "called off Wednesday's vote": before it was held, unless that was just now.
    return put_ahead(when, last)


def put_ahead(when: When, last: Day) -> When:
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


def agreed(
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
