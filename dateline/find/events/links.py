"""Links: what has no date of its own is a detail of a dated telling, inherits openly, or stands in the last days."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.core.model import (
    Attachment,
    Basis,
    ClauseKind,
    DaySet,
    Document,
    EntityKind,
    EventMention,
    EventType,
    Factuality,
    Label,
    Role,
    Tense,
    Tier,
)
from dateline.core.values import replace
from dateline.core.when import When, from_ordinal, ordinal
from dateline.find.events.following import ATTACHED, FRESH, NEAR, entities_of, follows, inherit, looks_back, told_of_now
from dateline.find.events.measured import PERIODS, makes_known
from dateline.find.events.participants import SURE
from dateline.find.triggers import SPEECH_TYPES
from dateline.lexicon.language import Lexicon
from dateline.lexicon.triggers import load_types

LEDE_DAYS = 3
"""A title or lede in the past tense tells what happened so many days before publication or since."""
_LEDE_WIDTH = 10
"""Days of publication further apart than this date no lede."""
_LOOKING_BACK = frozenset({ClauseKind.RELATIVE, ClauseKind.CONDITION, ClauseKind.QUESTION})
_TITLE_REACH = 30
"""A title tells nothing that ended so many days before publication."""


def without_doubles(events: Sequence[EventMention], document: Document) -> list[EventMention]:
    """One event for one clause and day: a second hit of the same type there says it in other words."""
    seen: dict[tuple[int, str, str | None], EventMention] = {}
    out = []
    for event in events:
        key = (event.clause, event.type.value, event.when.edtf if event.when else None)
        if key in seen:
            continue
        seen[key] = event
        out.append(event)
    return out


def link(events: Sequence[EventMention], document: Document, days: DaySet, lexicon: Lexicon) -> list[EventMention]:
    """Undated events linked to a dated telling, dated by inheritance or by the lede, or left as they are."""
    dated = [
        event
        for event in events
        if event.when is not None and event.gate is None and event.attachment is not Attachment.INHERITED
    ]
    out: list[EventMention] = []
    for event in events:
        if event.when is not None and event.gate is None and event.attachment is Attachment.INHERITED:
            # The day of its telling alone: it may be what was told with its own.
            told = [other for other in (*dated, *out) if _as_fresh(other, event)]
            head = _telling(event, told, document, lexicon)
            out.append(event if head is None else replace(event, detail_of=head.id, when=None, timex=None))
            continue
        if event.when is not None or event.gate is not None or event.timex is not None:
            # What has words of its own for its time takes nobody else's.
            out.append(event)
            continue
        of_day = _day_of(event, dated, document, lexicon)
        if of_day is not None:
            out.append(of_day)
            continue
        told = [other for other in dated if not _old(other, event, document, days)]
        if days.days and not told_of_now(event, document, days, within=_TITLE_REACH):
            # "… since an express hit a bridge in 2008. Eight people died": not in the accident of this week.
            paragraph = document.article.sentences[event.sentence].paragraph
            told = [other for other in told if document.article.sentences[other.sentence].paragraph == paragraph]
        head = _told_below(event, events, document) or _telling(event, told, document, lexicon)
        if event.detail_of is not None:
            out.append(event)
            continue
        if head is not None:
            out.append(replace(event, detail_of=head.id))
            continue
        spoken = _occasion(event, [*dated, *out], document, days)
        if spoken is not None:
            out.append(spoken)
            continue
        inherited = inherit(event, out, document, lexicon) or follows(event, out, document, days)
        if inherited is not None:
            out.append(inherited)
            continue
        out.append(_lede(event, document, days))
    # A title without a date and without a link waits for the lede, which the loop met later.
    return out


def _as_fresh(other: EventMention, event: EventMention) -> bool:
    """Whether a dated event is no more than a month older than an event told on a day, and none the day of another."""
    if other.when is None or event.when is None or other.detail_of is not None or other.gate is not None:
        return False
    if other.when.latest is None or event.when.earliest is None:
        return False
    return ordinal(other.when.latest) >= ordinal(event.when.earliest) - _TITLE_REACH


def _old(other: EventMention, event: EventMention, document: Document, days: DaySet) -> bool:
    """Whether a dated event is too old to be what a title tells."""
    sentence = document.article.sentences[event.sentence]
    if not document.article.paragraphs or document.article.paragraphs[sentence.paragraph].label is not Label.TITLE:
        return False
    return bool(
        days.days and other.when and other.when.latest and ordinal(other.when.latest) < days.days[0] - _TITLE_REACH
    )


def _telling(
    event: EventMention, dated: Sequence[EventMention], document: Document, lexicon: Lexicon
) -> EventMention | None:
    """The dated event that an undated one retells: same kind, somebody in common, nothing against it."""
    types = load_types()[0]
    mine = entities_of(event)
    best: tuple[tuple[int, int, int, str], EventMention] | None = None
    for other in dated:
        if other.id == event.id or (other.factuality is Factuality.PLANNED) != (event.factuality is Factuality.PLANNED):
            continue
        if other.tier is Tier.BACKGROUND and event.tier is not Tier.BACKGROUND:
            continue
        same = other.type is event.type
        family = types[other.type].family == types[event.type].family and types[event.type].mutual
        if not _same_place(event, other):
            continue
        if not (same or family) or event.type in SPEECH_TYPES:
            continue
        shared = len(mine & entities_of(other))
        countries = len(set(event.countries) & set(other.countries))
        word = other.lemma == event.lemma
        if not shared and not countries and (not (word and same) or (event.countries and other.countries)):
            continue
        near = same and countries and abs(other.sentence - event.sentence) <= NEAR
        if mine and entities_of(other) and not shared and not word and not near:
            continue
        if event.mode and other.mode and event.mode != other.mode:
            continue
        if same and not word and _is_other_kind(event, other, document, lexicon):
            continue
        if other.when is not None and other.when.grain in PERIODS and makes_known(event, document, lexicon):
            continue
        rank = (-int(same), -shared, abs(other.sentence - event.sentence), other.id)
        if best is None or rank < best[0]:
            best = (rank, other)
    return best[1] if best else None


def _is_other_kind(event: EventMention, other: EventMention, document: Document, lexicon: Lexicon) -> bool:
    """Whether two events of one type are of different finer kinds: a loss is no detail of jobs that are cut."""
    if event.type in (EventType.ATTACK, EventType.DISASTER):
        return False
    one, two = _concept(event, document, lexicon), _concept(other, document, lexicon)
    return one is not None and two is not None and one != two


def _concept(event: EventMention, document: Document, lexicon: Lexicon) -> str | None:
    """The finer kind of an event, in the words of its language's titles."""
    pack = lexicon.pack(document.article.paragraphs[document.article.sentences[event.sentence].paragraph].language)
    return pack.titles.concept(event.type, event.lemma, event.mode) if pack is not None and pack.titles else event.mode


def _told_below(event: EventMention, events: Sequence[EventMention], document: Document) -> EventMention | None:
    """The event of the lede that a title tells in a word no lexicon knows."""
    if event.type is not EventType.OTHER or _label(event, document) is not Label.TITLE:
        return None
    mine = entities_of(event) | set(event.countries)
    for other in events:
        if (
            _label(other, document) is Label.LEDE
            and other.gate is None
            and other.type not in SPEECH_TYPES
            and (other.factuality is Factuality.PLANNED) == (event.factuality is Factuality.PLANNED)
            and mine & (entities_of(other) | set(other.countries))
        ):
            return other
    return None


def _label(event: EventMention, document: Document) -> Label:
    article = document.article
    return article.paragraphs[article.sentences[event.sentence].paragraph].label if article.paragraphs else Label.BODY


def _same_place(event: EventMention, other: EventMention) -> bool:
    """Whether nothing says that two events were in different places."""
    mine = set(event.places) | {p.entity for p in event.participants if p.role is Role.HOST and p.entity}
    theirs = set(other.places) | {p.entity for p in other.participants if p.role is Role.HOST and p.entity}
    if not mine or not theirs or mine & theirs:
        return True
    return not event.places and not other.places and bool(set(event.countries) & set(other.countries))


def _occasion(
    event: EventMention, told: Sequence[EventMention], document: Document, days: DaySet
) -> EventMention | None:
    """What somebody with a voice says in a news report: on the day the report last told of, if that is fresh news."""
    if event.type not in SPEECH_TYPES or not days.days or days.basis is Basis.UNKNOWN:
        return None
    if event.factuality is not Factuality.HAPPENED or days.days[-1] - days.days[0] > FRESH:
        return None
    below = _label(event, document) not in (Label.TITLE, Label.LEDE)
    if event.tier is Tier.SIDE and below and not any(p.kind is EntityKind.PERSON for p in event.participants):
        # What a ministry "said", on no day that is told, is where the news comes from; a person speaks somewhere.
        return None
    clause = document.clauses[event.clause]
    if clause.verb is None or clause.verb.tense not in (Tense.PAST, Tense.PERFECT, Tense.PRESENT):
        return None
    subordinate = clause.kind is ClauseKind.SUBORDINATE and bool(clause.connective)
    if subordinate or clause.kind in _LOOKING_BACK or not told_of_now(event, document, days):
        return None
    if not any(
        p.role is Role.ACTOR and p.confidence >= SURE and p.kind is not EntityKind.GROUP for p in event.participants
    ):
        return None
    fresh = [
        other
        for other in told
        if other.when is not None
        and other.when.is_day
        and other.when.earliest is not None
        and days.days[0] - FRESH <= ordinal(other.when.earliest) <= days.days[-1]
        and other.factuality is Factuality.HAPPENED
        and (
            other.attachment in (Attachment.CLAUSE, Attachment.SENTENCE)
            or (other.type in SPEECH_TYPES and other.attachment is Attachment.LEDE)
        )
        and other.sentence <= event.sentence
        and not looks_back(other, document)
    ]
    if not fresh:
        # News of the day without a day: the days that its title or lede was given.
        front = [other for other in told if other.attachment is Attachment.LEDE and other.sentence <= event.sentence]
        if not front or front[0].when is None:
            return None
        return replace(
            event,
            when=front[0].when,
            attachment=Attachment.LEDE,
            tier=Tier.SIDE if event.tier is Tier.MAIN else event.tier,
            date_confidence=round(front[0].date_confidence * ATTACHED[Attachment.LEDE], 3),
        )
    mine = {p.entity for p in event.participants if p.role is Role.ACTOR}
    nearest = max(
        fresh,
        key=lambda other: (
            other.type in SPEECH_TYPES and bool(mine & {p.entity for p in other.participants}),
            other.sentence,
            other.trigger,
        ),
    )
    return replace(
        event,
        when=nearest.when,
        timex=nearest.timex,
        attachment=Attachment.LEDE,
        tier=Tier.SIDE if event.tier is Tier.MAIN else event.tier,
        date_confidence=round(nearest.date_confidence * ATTACHED[Attachment.LEDE], 3),
    )


def _day_of(
    event: EventMention, dated: Sequence[EventMention], document: Document, lexicon: Lexicon
) -> EventMention | None:
    """What took place on the first or second day of a meeting, with the day of the first told of it."""
    sentence = document.article.sentences[event.sentence]
    pack = lexicon.pack(document.article.paragraphs[sentence.paragraph].language)
    if pack is None or pack.triggers is None or event.type is not EventType.MEETING:
        return None
    words = [token.text.lower() for token in sentence.tokens]
    number = next(
        (
            number
            for phrase, number in pack.triggers.first_days.items()
            for at in range(len(words) - len(phrase))
            if tuple(words[at : at + len(phrase)]) == phrase
        ),
        0,
    )
    found = [
        other
        for other in dated
        if other.type is EventType.MEETING
        and other.when is not None
        and other.when.is_day
        and other.tier is Tier.MAIN
        and set(other.countries) & set(event.countries)
    ]
    if not number or not found:
        return None
    first = min(found, key=lambda other: (other.when.sort_key if other.when else (), other.id))
    if first.when is None or first.when.earliest is None:
        return None
    return replace(
        event,
        when=When.day(ordinal(first.when.earliest) + number - 1),
        timex=first.timex,
        attachment=Attachment.INHERITED,
        date_confidence=round(first.date_confidence * ATTACHED[Attachment.INHERITED], 3),
    )


def _who(event: EventMention) -> bool:
    """Whether a state or body acts."""
    return any(
        p.role is Role.ACTOR and p.kind in (EntityKind.COUNTRY, EntityKind.ORGANISATION) and p.confidence >= SURE
        for p in event.participants
    )


def _lede(event: EventMention, document: Document, days: DaySet) -> EventMention:
    """A title or lede in the past tense of a dated article: the days just before publication, openly."""
    if not days.days or days.basis in (Basis.UNKNOWN,) or days.days[-1] - days.days[0] > _LEDE_WIDTH:
        return event
    sentence = document.article.sentences[event.sentence]
    label = document.article.paragraphs[sentence.paragraph].label if document.article.paragraphs else Label.BODY
    if label not in (Label.TITLE, Label.LEDE):
        return event
    if event.factuality not in (
        Factuality.HAPPENED,
        Factuality.ONGOING,
        Factuality.REFUSED,
        Factuality.ALLEGED,
        Factuality.CANCELLED,
    ):
        return event
    verb = document.clauses[event.clause].verb
    tense = verb.tense if verb else Tense.NONE
    speech = event.type in SPEECH_TYPES
    wanted = {Tense.PAST, Tense.PERFECT}
    if label is Label.TITLE or speech:
        # "Estland anklagar Ryssland": the saying is the news.
        wanted |= {Tense.PRESENT, Tense.NONE}
    if speech and not _who(event):
        return event
    if tense not in wanted or document.clauses[event.clause].kind in (ClauseKind.RELATIVE, ClauseKind.SUBORDINATE):
        return event
    first, last = from_ordinal(days.days[0] - LEDE_DAYS), from_ordinal(days.days[-1])
    return replace(
        event,
        when=When.between(first, last),
        attachment=Attachment.LEDE,
        date_confidence=0.35 * ATTACHED[Attachment.LEDE] * 2,
    )
