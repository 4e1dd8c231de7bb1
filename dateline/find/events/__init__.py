"""Events: clause by clause, what happened, to whom, whether it did, and which date belongs to it.

The events come undated: each knows the expression that dates it and how it came to it. Days are put to them by
`find/events/dating.py` once the day of publication is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence

from dateline.core.model import (
    TELLING_LABELS,
    Article,
    Clause,
    EntityKind,
    EntityMention,
    EventMention,
    EventType,
    Gate,
    Label,
    Participant,
    Role,
    Span,
    Timex,
)
from dateline.core.values import replace
from dateline.find.events.participants import SURE, topic_country
from dateline.find.events.telling import Telling
from dateline.find.events.views import build_views
from dateline.find.triggers import SPEECH_TYPES, View
from dateline.lexicon.language import LanguagePack, Lexicon

_SECTION = 0.7
"""How surely the body a heading names takes part in what its section tells."""
_LONGEST = 12
"""Letters of a preposition at most, with the spaces around it."""
_CAUSES = frozenset({EventType.ATTACK, EventType.DISASTER})


def find_events(
    article: Article,
    times: Sequence[Timex],
    entities: Sequence[EntityMention],
    clauses: Sequence[Clause],
    lexicon: Lexicon,
) -> tuple[tuple[EventMention, ...], tuple[str, ...]]:
    """The undated events of an article in order of their triggers, and the verbs the lexicon lacks (`gaps`)."""
    views = {view.index: view for view in build_views(article, times, entities, clauses)}
    by_sentence: dict[int, list[View]] = defaultdict(list)
    for view in views.values():
        by_sentence[view.clause.sentence].append(view)
    found: list[EventMention] = []
    gaps: list[str] = []
    topic, sure = topic_country(article, entities)
    named: dict[int, list[EntityMention]] = defaultdict(list)
    for entity in entities:
        named[entity.sentence].append(entity)
    officials = frozenset(
        entity.entity
        for entity in entities
        if entity.kind is EntityKind.PERSON and entity.entity is not None and (entity.known or entity.role)
    )
    spoken_of: dict[str, tuple[int, View]] = {}
    for number in sorted(by_sentence):
        sentence = article.sentences[number]
        paragraph = article.paragraphs[sentence.paragraph]
        pack = lexicon.pack(paragraph.language)
        if pack is None or pack.triggers is None or paragraph.label not in TELLING_LABELS:
            continue
        telling = Telling(
            article,
            by_sentence[number],
            views,
            times,
            clauses,
            pack,
            paragraph.label,
            topic if sure else None,
            spoken_of,
            officials,
        )
        telling.scene = _scene(article, named[number], telling.topic, pack.triggers.roles["place"])
        telling.homely = not sure
        told = telling.events()
        if found and not told and found[-1].sentence == number - 1:
            # "The drills were due on Monday. They were called off."
            before = article.sentences[found[-1].sentence].paragraph
            if before == sentence.paragraph:
                found[-1] = telling.undo(found[-1], telling.views[0])
                day = telling.day_of_telling()
                for n, event in enumerate(found):
                    if event.sentence == number - 1 and day is not None:
                        # "The club has signed him. Das teilte der Verein am Montag mit."
                        found[n] = telling.told_on(event, day)
        found += told
        gaps += telling.gaps
    ordered = _series(sorted(found, key=lambda event: (event.trigger, event.id)), article, lexicon)
    ordered = [_of_section(event, article, entities) for event in ordered]
    casualties = frozenset(
        lemma
        for pack in lexicon.packs.values()
        if _used(pack, article) and pack.triggers is not None
        for lemma in pack.triggers.casualties
    )
    caused = list(_casualties(_with_neighbours(ordered, article), casualties))
    return tuple(_joined(caused, casualties)), tuple(gaps)


def _scene(
    article: Article, named: Sequence[EntityMention], topic: str | None, prepositions: Container[str]
) -> str | None:
    """The country of a sentence whose clauses name none: that of its one town abroad, else what the article is about.

    "A strike began on Tuesday, said a spokesman in Hamburg": not in the country of the paragraph before.
    """
    if any((e.entity if e.kind is EntityKind.COUNTRY else e.country) == topic for e in named):
        return topic
    towns = {
        e.country
        for e in named
        if e.kind is EntityKind.PLACE and e.country is not None and _follows(article, e.span.start, prepositions)
    }
    return topic if not towns else towns.pop() if len(towns) == 1 else None


def _follows(article: Article, start: int, words: Container[str]) -> bool:
    """Whether one of some short words stands right before a position."""
    before = article.text[max(0, start - _LONGEST) : start].split()
    return bool(before) and before[-1].lower() in words


def _of_section(event: EventMention, article: Article, entities: Sequence[EntityMention]) -> EventMention:
    """A meeting that names no body, as that of the one body its section's heading names."""
    if event.type is not EventType.MEETING or event.gate not in (None, Gate.PARTICIPANT) or _is_visit(event):
        return event
    if any(p.kind is not EntityKind.COUNTRY for p in event.participants):
        return event
    paragraph = article.sentences[event.sentence].paragraph
    heading = next((n for n in range(paragraph, -1, -1) if article.paragraphs[n].label is Label.SUBHEAD), -1)
    if heading < 0:
        return event
    named = {
        entity.entity: entity
        for entity in entities
        if entity.kind is EntityKind.ORGANISATION
        and entity.known
        and entity.confidence >= SURE
        and article.sentences[entity.sentence].paragraph == heading
    }
    if len(named) != 1:
        return event
    (body,) = named.values()
    one = Participant(body.kind, body.entity, Role.ACTOR, _SECTION, body.country, None, True)
    return replace(event, participants=(*event.participants, one), cues=(*event.cues, "body of the section"), gate=None)


def _is_visit(event: EventMention) -> bool:
    """Whether somebody only comes or is received: an actor who is no host."""
    return any(p.role is Role.ACTOR for p in event.participants)


def _series(events: Sequence[EventMention], article: Article, lexicon: Lexicon) -> list[EventMention]:
    """The second or third of a series told before, where the series was: `the second summit`."""
    out: list[EventMention] = []
    for event in events:
        out.append(event)
        first = next((e for e in out if e.type is event.type and e.lemma == event.lemma and e.countries), None)
        if first is None or event.places or event.countries:
            continue
        sentence = article.sentences[event.sentence]
        pack = lexicon.pack(article.paragraphs[sentence.paragraph].language)
        words = [token.text.lower() for token in sentence.tokens if token.end <= event.trigger.start]
        ordinals = pack.triggers.ordinals if pack is not None and pack.triggers is not None else frozenset()
        if words and words[-1] in ordinals:
            out[-1] = replace(event, places=first.places, countries=first.countries)
    return out


def _joined(events: Sequence[EventMention], casualties: frozenset[str]) -> list[EventMention]:
    """Who was killed or hurt, joined to the attack or disaster of the same sentence and time that did it."""
    out: list[EventMention] = []
    for event in events:
        cause = next(
            (
                n
                for n, other in enumerate(out)
                if other.sentence == event.sentence
                and other.type is event.type
                and other.lemma not in casualties
                and other.factuality is event.factuality
                and other.timex == event.timex
                and other.gate is None
                and event.gate in (None, Gate.PARTICIPANT)
            ),
            -1,
        )
        vote = next(
            (
                n
                for n, other in enumerate(out)
                if event.type is EventType.VOTE is other.type
                and (other.sentence, other.timex, other.factuality) == (event.sentence, event.timex, event.factuality)
                and event.figures
                and not any(p.role is Role.ACTOR for p in other.participants)
                and event.timex is not None
            ),
            -1,
        )
        if vote >= 0:
            # "Two parties stayed silent when the others voted": one vote.
            out[vote] = event
            continue
        if event.type in _CAUSES and event.lemma in casualties and cause >= 0:
            first = out[cause]
            known = {p.entity for p in first.participants}
            kinds = {figure.what for figure in first.figures}
            out[cause] = replace(
                first,
                participants=(*first.participants, *(p for p in event.participants if p.entity not in known)),
                countries=tuple(sorted({*first.countries, *event.countries})),
                mentioned=tuple(c for c in first.mentioned if c not in event.countries),
                figures=(*first.figures, *(figure for figure in event.figures if figure.what not in kinds)),
                span=_both_spans(first, event),
            )
            continue
        out.append(event)
    return out


def _both_spans(one: EventMention, other: EventMention) -> Span:
    """The span of two tellings of one sentence."""
    return Span(min(one.span.start, other.span.start), max(one.span.end, other.span.end))


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
