"""Small articles with hand-made mentions, for tests of merging that need no finder."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from dateline.core.model import (
    AnchoredTimex,
    Article,
    Attachment,
    Basis,
    Clause,
    ClauseKind,
    DaySet,
    Document,
    EntityKind,
    EntityMention,
    EventMention,
    EventType,
    Factuality,
    Figure,
    Form,
    Label,
    Paragraph,
    Participant,
    Role,
    Sentence,
    Span,
    Tense,
    Timex,
    TimexType,
    Token,
    VerbGroup,
)
from dateline.core.when import When
from dateline.gather.cluster import gather
from dateline.lexicon.gazetteer import Gazetteer, Record
from dateline.lexicon.language import Lexicon

C, O, P, L = EntityKind.COUNTRY, EntityKind.ORGANISATION, EntityKind.PERSON, EntityKind.PLACE


def _country(code: str, en: str, sv: str, de: str, fr: str) -> Record:
    return Record(code, C, names={"en": en, "sv": sv, "de": de, "fr": fr})


def _place(key: str, name: str, country: str, latitude: float, longitude: float, **names: str) -> Record:
    return Record(key, L, names={"en": name, **names}, country=country, latitude=latitude, longitude=longitude)


RECORDS = (
    _country("RU", "Russia", "Ryssland", "Russland", "Russie"),
    _country("KZ", "Kazakhstan", "Kazakstan", "Kasachstan", "Kazakhstan"),
    _country("KG", "Kyrgyzstan", "Kirgizistan", "Kirgisistan", "Kirghizistan"),
    _country("TJ", "Tajikistan", "Tadzjikistan", "Tadschikistan", "Tadjikistan"),
    _country("AM", "Armenia", "Armenien", "Armenien", "Arménie"),
    _country("AZ", "Azerbaijan", "Azerbajdzjan", "Aserbaidschan", "Azerbaïdjan"),
    _country("UA", "Ukraine", "Ukraina", "Ukraine", "Ukraine"),
    _country("TR", "Türkiye", "Turkiet", "Türkei", "Turquie"),
    _country("US", "United States", "USA", "USA", "États-Unis"),
    _country("SE", "Sweden", "Sverige", "Schweden", "Suède"),
    _country("EE", "Estonia", "Estland", "Estland", "Estonie"),
    Record(
        "cis",
        O,
        names={"en": "Commonwealth of Independent States"},
        short={"en": "CIS", "sv": "OSS", "de": "GUS", "fr": "CEI"},
        members=("RU", "KZ", "KG", "TJ", "AM", "AZ"),
    ),
    Record("cica", O, names={"en": "CICA"}, short={"": "CICA"}, members=("RU", "KZ", "TR")),
    Record(
        "csto",
        O,
        names={"en": "Collective Security Treaty Organization"},
        short={"en": "CSTO", "sv": "ODKB", "de": "OVKS", "fr": "OTSC"},
        members=("RU", "KZ", "KG", "TJ", "AM"),
    ),
    Record("un-general-assembly", O, names={"en": "UN General Assembly", "sv": "FN:s generalförsamling"}),
    Record("vladimir-putin", P, names={"en": "Vladimir Putin"}, short={"": "Putin"}, country="RU"),
    Record("recep-tayyip-erdogan", P, names={"en": "Recep Tayyip Erdogan"}, short={"": "Erdogan"}, country="TR"),
    Record("kassym-jomart-tokayev", P, names={"en": "Kassym-Jomart Tokayev"}, short={"en": "Tokayev"}, country="KZ"),
    _place("astana", "Astana", "KZ", 51.2, 71.4),
    _place("almaty", "Almaty", "KZ", 43.2, 76.9),
    _place("saint-petersburg", "St Petersburg", "RU", 59.9, 30.3, sv="Sankt Petersburg"),
    _place("batken", "Batken", "KG", 40.1, 70.8),
)
KINDS = {record.id: record.kind for record in RECORDS}
GAZETTEER = Gazetteer(RECORDS, words={})
_LEXICON = Lexicon()
LEXICON: Any = SimpleNamespace(packs=_LEXICON.packs, pack=_LEXICON.pack, gazetteer=GAZETTEER)


@dataclass(frozen=True)
class Told:
    """One sentence that tells an event; `trigger` and `when_words` are words of it."""

    text: str
    type: str
    trigger: str
    when: str | None = None
    when_words: str | None = None
    actors: Sequence[str] = ()
    targets: Sequence[str] = ()
    others: Sequence[str] = ()
    places: Sequence[str] = ()
    factuality: str = "happened"
    lemma: str | None = None
    mode: str | None = None
    phase: str | None = None
    planned: str | None = None
    figures: Mapping[str, float] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    """Words of the sentence that name an entity, by its id."""
    label: Label = Label.BODY
    steps: Sequence[str] = ()
    detail_of: str | None = None
    gate: Any = None
    vague: bool = False
    confidence: float = 0.8
    value: str = "XXXX"
    """TIMEX3 value of the words, before they are resolved."""


def article(key: str, language: str, published: str | None, *told: Told) -> Document:
    """A document whose every sentence is one paragraph and tells one event."""
    text, sentences, paragraphs, clauses, times, anchored, entities, events = "", [], [], [], [], [], [], []
    for number, item in enumerate(told):
        start = len(text)
        text += item.text + "\n"
        span = Span(start, start + len(item.text))
        tokens = tuple(
            Token(start + m.start(), start + m.end(), m.group()) for m in re.finditer(r"\w+|[^\w\s]", item.text)
        )
        sentences.append(Sentence(span, number, tokens))
        paragraphs.append(Paragraph(span, item.label, language))
        trigger = _span(item.text, item.trigger, start)
        clauses.append(
            Clause(span, number, ClauseKind.MAIN, VerbGroup(trigger, Tense.PAST), subject=Span(start, trigger.start))
        )
        timex = None
        if item.when_words:
            timex = len(times)
            value = Timex(
                _span(item.text, item.when_words, start),
                number,
                TimexType.DATE,
                item.value,
                f"{language}/test",
                steps=tuple(item.steps),
            )
            times.append(value)
            anchored.append(
                AnchoredTimex(value, "XXXX", When.parse(item.when) if item.when else None, vague=item.vague)
            )
        for entity, words in item.named.items():
            entities.append(
                EntityMention(_span(item.text, words, start), number, KINDS.get(entity, O), entity, Form.NAME, 1.0)
            )
        participants = [
            Participant(KINDS.get(entity, O), entity, role, 0.9, country=GAZETTEER.country_of(entity))
            for role, ids in ((Role.ACTOR, item.actors), (Role.TARGET, item.targets), (Role.OTHER, item.others))
            for entity in ids
        ]
        countries = {p.entity if p.kind is C else p.country for p in participants}
        countries |= {GAZETTEER.country_of(place) for place in item.places}
        events.append(
            EventMention(
                id=f"{key}#{trigger.start}",
                article=key,
                sentence=number,
                clause=number,
                span=span,
                trigger=trigger,
                lemma=item.lemma or item.trigger,
                type=EventType(item.type),
                factuality=Factuality(item.factuality),
                weight=0.9,
                mode=item.mode,
                phase=item.phase,
                timex=timex,
                attachment=Attachment.CLAUSE
                if item.when_words
                else Attachment.INHERITED
                if item.when
                else Attachment.NONE,
                when=When.parse(item.when) if item.when else None,
                planned=When.parse(item.planned) if item.planned else None,
                date_confidence=0.9 if item.when else 0.0,
                participants=tuple(participants),
                places=tuple(item.places),
                countries=tuple(sorted(c for c in countries if c)),
                figures=tuple(Figure(what, value, trigger) for what, value in item.figures.items()),
                detail_of=item.detail_of,
                importance=0.6,
                confidence=item.confidence,
                gate=item.gate,
            )
        )
    known = When.parse(published) if published else None
    days = None
    if known is not None and known.is_day and known.earliest is not None:
        days = DaySet((date(*known.earliest).toordinal(),), (1.0,), Basis.GIVEN)
    return Document(
        Article(
            id=key,
            path=f"{key}.txt",
            text=text,
            digest=key,
            language=language,
            published=known,
            published_basis=Basis.GIVEN if known else Basis.UNKNOWN,
            paragraphs=tuple(paragraphs),
            sentences=tuple(sentences),
        ),
        times=tuple(times),
        entities=tuple(entities),
        clauses=tuple(clauses),
        events=tuple(events),
        anchored=tuple(anchored),
        days=days,
    )


def _span(text: str, words: str, offset: int) -> Span:
    at = text.index(words)
    return Span(offset + at, offset + at + len(words))


def events_of(*documents: Document, language: str = "en", origins: Mapping[str, str] | None = None, **more: Any) -> Any:
    """What gathering makes of the documents."""
    return gather(
        documents,
        origins=origins or {},
        lexicon=LEXICON,
        language=language,
        languages=(),
        **more,
    )


def with_entities(document: Document, **more: Any) -> Document:
    return replace(document, **more)
