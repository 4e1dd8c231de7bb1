"""Composition: the tellings of one event become the event, every field of it backed by quoted words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dateline.core.model import (
    ENTRY_FACTUALITY,
    Basis,
    ClauseKind,
    Document,
    EntityKind,
    Event,
    EventFigure,
    EventMention,
    EventType,
    Evidence,
    Factuality,
    FigureVersion,
    Gate,
    Label,
    Review,
    Role,
    Span,
    Tier,
)
from dateline.gather.dating import HAPPENED, Dated, date_of, unconfirmed, without_date_reviews
from dateline.gather.quotes import LIMIT, quote_span
from dateline.gather.similarity import CONSEQUENCES, EXACT
from dateline.gather.sketch import Sketch
from dateline.gather.templates import Frame, Name
from dateline.gather.titles import make

if TYPE_CHECKING:
    from dateline.lexicon.gazetteer import Gazetteer
    from dateline.lexicon.language import LanguagePack, Lexicon

BEFALLING = frozenset({EventType.ATTACK, EventType.COERCE, EventType.COURT, EventType.DISASTER})
"""Types in which a country that is only named is where it happened, and no more."""
QUOTES_PER_ARTICLE = 4
MARGIN = 0.04
_STATUS = (
    Factuality.HAPPENED,
    Factuality.ONGOING,
    Factuality.CANCELLED,
    Factuality.REFUSED,
    Factuality.DENIED,
    Factuality.PLANNED,
    Factuality.ALLEGED,
)
"""Which status an event has when its tellings differ: a fact outranks a plan, a denial what is only said to be."""
_HEADLINE_FIGURES = ("deaths", "votes_for", "injured", "detained", "magnitude")


def compose(
    members: Sequence[Sketch],
    documents: Mapping[str, Document],
    *,
    reasons: tuple[str, ...],
    margin: float,
    lexicon: Lexicon,
    language: str,
    languages: Sequence[str],
    as_of: date | None,
) -> Event:
    """One event from its tellings, which come in the order of their articles."""
    factuality, status_review = _factuality(members)
    dated = date_of(members, factuality, documents)
    kind, mode = _kind(members, dated)
    # A headline in words of no kind is evidence; who takes part, the tellings of the event itself say.
    named = [member for member in members if member.mention.type is not EventType.OTHER] or members
    roles = _Roles(named, lexicon.gazetteer)
    evidence = _evidence(members, documents, dated, roles)
    figures = _figures(members, evidence)
    tags = _tags(members, lexicon, language, languages)
    frame = roles.frame(kind, mode, factuality, figures, documents)
    if kind is EventType.MOBILISE and frame.place is not None and frame.place.kind is EntityKind.PLACE:
        frame = replace(frame, toward=roles.goes_to(frame.place, documents, lexicon.packs))
    titles, made = make(
        frame,
        [(member.mention, documents[member.article]) for member in members],
        tags,
        {tag: pack.titles for tag, pack in lexicon.packs.items() if pack.titles is not None},
        lexicon.gazetteer,
    )
    summary, summary_language = _summary(members, documents, dated, kind, factuality, language)
    origins = {member.origin for member in members}
    review = list(dict.fromkeys([*status_review, *dated.review, *_member_reviews(members, dated)]))
    if any(len(figure.versions) > 1 for figure in figures):
        review.append(Review.COUNT_CONFLICT)
    if margin < MARGIN and len(members) > 1:
        review.append(Review.MERGE_LOW_MARGIN)
    if made:
        review.append(Review.TITLE_TEMPLATE)
    if unconfirmed(factuality, dated.when, as_of):
        review.append(Review.PLANNED_UNCONFIRMED)
    index = {item.mention: place for place, item in enumerate(evidence)}
    return Event(
        key=members[0].id,
        mentions=tuple(member.id for member in members),
        type=kind,
        factuality=factuality,
        tier=_tier(members),
        when=dated.when,
        title=titles,
        summary=summary,
        summary_language=summary_language,
        evidence=evidence,
        planned=dated.planned,
        time=dated.time,
        countries=roles.countries,
        organisations=roles.organisations,
        roles=roles.named_roles(),
        people=roles.people,
        places=roles.places,
        figures=figures,
        date_versions=tuple(
            (edtf, tuple(sorted({index[i] for i in ids if i in index}))) for edtf, ids in dated.versions
        ),
        unknown=roles.unknown(documents),
        confidence=_confidence(members, dated, len(origins), review),
        importance=round(min(1.0, max(m.mention.importance for m in members) + min(0.2, 0.1 * (len(origins) - 1))), 3),
        review=tuple(sorted(dict.fromkeys(review), key=list(Review).index)),
        reasons=reasons,
    )


def _factuality(members: Sequence[Sketch]) -> tuple[Factuality, list[Review]]:
    """Whether it came to pass, from the tellings that say so; those of little weight only where no other does."""
    said = {m.mention.factuality for m in members if m.mention.factuality in ENTRY_FACTUALITY}
    status = next((status for status in _STATUS if status in said), members[0].mention.factuality)
    review = []
    if Factuality.DENIED in said and said & {*HAPPENED, Factuality.ALLEGED}:
        review.append(Review.DISPUTED)
        if not said & HAPPENED:
            status = Factuality.DENIED
    if status is Factuality.ALLEGED:
        review.append(Review.ALLEGED_ONLY)
    return status, review


def _kind(members: Sequence[Sketch], dated: Dated) -> tuple[EventType, str | None]:
    """The type most tellings give, weighed by their triggers; then the mode most tellings of that type give."""
    weights: dict[EventType, float] = defaultdict(float)
    for member in members:
        known = 0.2 if member.type is EventType.OTHER else 1.0
        weights[member.type] += known * (member.mention.weight + (0.01 if member is dated.best else 0.0))
    order = list(EventType)
    kind = min(weights, key=lambda item: (-round(weights[item], 6), order.index(item)))
    modes = Counter(m.concept for m in members if m.type is kind and m.concept)
    mode = min(modes, key=lambda item: (-modes[item], item)) if modes else None
    return kind, mode


def _tier(members: Sequence[Sketch]) -> Tier:
    order = list(Tier)
    return min((m.mention.tier for m in members), key=order.index)


def _tags(members: Sequence[Sketch], lexicon: Lexicon, language: str, languages: Sequence[str]) -> tuple[str, ...]:
    """The languages to title it in: the site's, its further ones, then those of the tellings."""
    told = sorted({member.language.split("-")[0] for member in members if member.language})
    tags = [tag.split("-")[0] for tag in (language, *languages, *told)]
    return tuple(dict.fromkeys(tag for tag in tags if tag in lexicon.packs))


# --------------------------------------------------------------------------------------------------- participants


class _Roles:
    """Who takes part in an event as what, from all tellings: each counted once per origin."""

    def __init__(self, members: Sequence[Sketch], gazetteer: Gazetteer) -> None:
        self.members, self.gazetteer = members, gazetteer
        support: dict[tuple[EntityKind, str], set[str]] = defaultdict(set)
        roles: dict[str, Counter[Role]] = defaultdict(Counter)
        self.confidence: dict[str, float] = defaultdict(float)
        self.first: dict[str, int] = {}
        self.lands: dict[str, str] = {}
        """The country of a person or a body of one state."""
        country_support: dict[str, set[str]] = defaultdict(set)
        place_support: dict[str, set[str]] = defaultdict(set)
        strong_countries: set[str] = set()
        for member in members:
            for participant in member.mention.participants:
                if participant.entity is None:
                    continue
                entity = participant.entity
                support[participant.kind, entity].add(member.origin)
                roles[entity][participant.role] += 1
                self.confidence[entity] = max(self.confidence[entity], participant.confidence)
                self.first.setdefault(entity, len(self.first))
                land = participant.country or gazetteer.country_of(entity)
                if land is not None and not gazetteer.members(entity):
                    self.lands.setdefault(entity, land)
                if participant.role in (Role.ACTOR, Role.TARGET):
                    country = entity if participant.kind is EntityKind.COUNTRY else participant.country
                    if country and participant.confidence >= 0.6:
                        strong_countries.add(country)
            for country in member.mention.countries:
                country_support[country].add(member.origin)
            for place in member.mention.places:
                place_support[place].add(member.origin)
        self.support = {entity: by for (_, entity), by in support.items()}
        """The origins that name it."""
        self.roles = {
            entity: min(counts, key=lambda role: (role is Role.OTHER, -counts[role], list(Role).index(role)))
            for entity, counts in roles.items()
        }
        self.kinds = {entity: kind for kind, entity in support}
        # A witness has few names of its own: it cannot outvote the tellings.
        origins = len({member.origin for member in members if member.mention.gate is not Gate.TRIGGER})
        # What one of many tellings names in passing is not the event's; what acts or is acted upon is.
        enough = 1 if origins <= 2 else 2
        self.countries = tuple(
            sorted(
                country for country, by in country_support.items() if len(by) >= enough or country in strong_countries
            )
        )
        self.organisations = self._of(EntityKind.ORGANISATION, support, enough)
        self.people = self._of(EntityKind.PERSON, support, enough)
        best = max((len(by) for by in place_support.values()), default=0)
        self.places = tuple(
            sorted(
                (place for place, by in place_support.items() if len(by) >= min(enough, best)),
                key=lambda place: (-len(place_support[place]), place),
            )
        )

    def _of(self, kind: EntityKind, support: Mapping[tuple[EntityKind, str], set[str]], enough: int) -> tuple[str, ...]:
        return tuple(
            sorted(
                entity
                for (own, entity), by in support.items()
                if own is kind
                and (len(by) >= enough or self.roles[entity] in (Role.ACTOR, Role.TARGET, Role.HOST))
                and self.confidence[entity] >= 0.4
            )
        )

    def named_roles(self) -> dict[str, str]:
        """Roles of organisations, where they are known."""
        return {
            entity: str(self.roles[entity])
            for entity in self.organisations
            if self.roles[entity] in (Role.HOST, Role.TARGET, Role.ACTOR)
        }

    def unknown(self, documents: Mapping[str, Document]) -> tuple[tuple[str, str, str], ...]:
        """Organisations no gazetteer holds, with the name as the first telling writes it."""
        found: dict[str, tuple[str, str]] = {}
        for member in self.members:
            for participant in member.mention.participants:
                if participant.kind is EntityKind.ORGANISATION and not participant.known and participant.entity:
                    surface = self._surface(participant.entity, documents)
                    if surface:
                        found.setdefault(participant.entity, surface)
        return tuple((slug, *found[slug]) for slug in sorted(found) if slug in self.organisations)

    def frame(
        self,
        kind: EventType,
        mode: str | None,
        factuality: Factuality,
        figures: Sequence[EventFigure],
        documents: Mapping[str, Document],
    ) -> Frame:
        """What a title needs: the actors, targets, bodies and place, the best known first."""
        actors = self._side(Role.ACTOR, documents)
        targets = tuple(name for name in self._side(Role.TARGET, documents) if name not in actors)
        lands: tuple[Name, ...] = ()
        if not actors:
            others = self._side(Role.OTHER, documents)
            if kind in BEFALLING or mode in CONSEQUENCES:
                # Who is named beside an attack did not attack.
                lands = tuple(Name(country, EntityKind.COUNTRY) for country in self.countries)
                others = tuple(name for name in others if name.kind is not EntityKind.COUNTRY)
            actors = tuple(name for name in others if name not in targets)
        place = self._place(documents, {name.entity for name in (*actors, *targets)})
        if not actors and not targets and not lands:
            actors = tuple(
                Name(country, EntityKind.COUNTRY)
                for country in self.countries
                if place is None or country != self.gazetteer.country_of(place.entity)
            )
            if place is not None and place.kind is EntityKind.COUNTRY:
                actors = tuple(name for name in actors if name != place)
        bodies = tuple(
            name
            for name in (*actors, *targets, *(Name(o, EntityKind.ORGANISATION) for o in self.organisations))
            if name.kind is EntityKind.ORGANISATION
        )
        known = [body for body in bodies if body.entity in self.gazetteer]
        if any(name.entity in self.gazetteer for name in actors):
            # "Estonia accuses", not "Estonia and a minister nobody knows".
            actors = tuple(n for n in actors if n.kind is not EntityKind.PERSON or n.entity in self.gazetteer)
        if len(actors) > 3 and known:
            # "CSTO sends troops", not its members one by one.
            acting = [body for body in actors if body in known]
            actors = tuple(acting[:1]) or actors
        return Frame(
            kind, mode, factuality, actors, targets, tuple(dict.fromkeys(bodies)), place, _figure(figures), lands
        )

    def goes_to(self, place: Name, documents: Mapping[str, Document], packs: Mapping[str, LanguagePack]) -> bool:
        """Whether some telling writes a word of direction before the place, or names it without one before it."""
        found = False
        for member in self.members:
            document = documents[member.article]
            pack = packs.get(member.language.split("-")[0])
            for entity in document.entities:
                if entity.entity != place.entity or entity.sentence != member.mention.sentence:
                    continue
                before = document.article.text[: entity.span.start].split()[-1:]
                found = True
                if pack and pack.titles and before and before[0].casefold() in pack.titles.compression.directions:
                    return True
        return not found

    def _side(self, role: Role, documents: Mapping[str, Document]) -> tuple[Name, ...]:
        chosen = [
            entity
            for entity, own in self.roles.items()
            if own is role
            and self.confidence[entity] >= 0.6
            and self.kinds[entity] in (EntityKind.COUNTRY, EntityKind.ORGANISATION, EntityKind.PERSON)
            and (self.kinds[entity] is EntityKind.COUNTRY or entity in (*self.organisations, *self.people))
        ]
        # What one telling of many names beside the others is left to the page.
        most = max((len(self.support[entity]) for entity in chosen), default=0)
        enough = 2 if role is not Role.OTHER else 1.9
        chosen = [entity for entity in chosen if enough * len(self.support[entity]) >= most]
        chosen.sort(key=lambda entity: self.first[entity])
        covered = {self.lands.get(entity) for entity in chosen if self.kinds[entity] is not EntityKind.COUNTRY}
        bodies = {entity for entity in chosen if self.kinds[entity] is EntityKind.ORGANISATION}
        names = []
        for entity in chosen:
            kind = self.kinds[entity]
            if kind is EntityKind.COUNTRY and entity in covered:
                continue
            if kind is EntityKind.COUNTRY and any(entity in self.gazetteer.members(body) for body in bodies):
                continue
            surface = None if entity in self.gazetteer else self._surface(entity, documents)
            names.append(Name(entity, kind, surface[0] if surface else None))
        return tuple(names)

    def _place(self, documents: Mapping[str, Document], named: set[str]) -> Name | None:
        for place in self.places:
            if place in self.gazetteer:
                return Name(place, EntityKind.PLACE)
        hosts = [entity for entity, role in self.roles.items() if role is Role.HOST and entity in self.countries]
        for country in sorted(hosts):
            if country not in named:
                return Name(country, EntityKind.COUNTRY)
        taken = named | {self.gazetteer.country_of(entity) or "" for entity in named}
        acting = (Role.ACTOR, Role.TARGET)
        # What only a witness names was beside it, or stayed away.
        told = {c for m in self.members if m.mention.gate is not Gate.TRIGGER for c in m.mention.countries}
        left = [c for c in self.countries if c not in taken and c in told and self.roles.get(c) not in acting]
        if len(left) == 1:
            return Name(left[0], EntityKind.COUNTRY)
        if self.places:
            surface = self._surface(self.places[0], documents)
            return Name(self.places[0], EntityKind.PLACE, surface[0] if surface else None)
        return None

    def _surface(self, entity: str, documents: Mapping[str, Document]) -> tuple[str, str] | None:
        """How an article writes a name, with its language: the longest way of the first article that has it."""
        for member in self.members:
            document = documents[member.article]
            text = document.article.text
            ways = {text[m.span.start : m.span.end] for m in document.entities if m.entity == entity}
            ways = {way for way in ways if "\n" not in way and len(way) <= 80}
            if ways:
                return min(ways, key=lambda way: (-len(way), way)), member.language
        return None


def _figure(figures: Sequence[EventFigure]) -> tuple[str, float] | None:
    by_what = {figure.what: figure for figure in figures}
    for what in _HEADLINE_FIGURES:
        if what in by_what:
            versions = by_what[what].versions
            if what not in EXACT:
                # The last version is the highest: tolls rise.
                return what, versions[-1].value
            most = max(versions, key=lambda version: (len(version.evidence), -min(version.evidence, default=0)))
            return what, most.value
    return None


# ------------------------------------------------------------------------------------------------------- evidence


def _evidence(
    members: Sequence[Sketch], documents: Mapping[str, Document], dated: Dated, roles: _Roles
) -> tuple[Evidence, ...]:
    """The quoted passages, at most a few per article: those that carry the date and more of the fields first."""
    rows: dict[str, list[tuple[Sketch, tuple[str, ...]]]] = defaultdict(list)
    for member in members:
        rows[member.article].append((member, _supports(member, dated, roles)))
    out: list[Evidence] = []
    for article in sorted(rows):
        seen: set[Span] = set()
        carried: set[str] = set()
        ranked = sorted(rows[article], key=lambda row: ("date" not in row[1], -len(row[1]), row[0].mention.trigger))
        kept: list[Evidence] = []
        for member, supports in ranked:
            mention = member.mention
            source = documents[article].article
            span = quote_span(source, mention.sentence, mention.span)
            if span in seen or len(kept) >= QUOTES_PER_ARTICLE:
                continue
            if carried and member.label is Label.TITLE and set(supports) <= carried and len(kept) > 1:
                continue
            seen.add(span)
            carried.update(supports)
            kept.append(
                Evidence(
                    article=article,
                    span=span,
                    quote=source.text[span.start : span.end],
                    language=source.paragraphs[source.sentences[mention.sentence].paragraph].language
                    if source.paragraphs
                    else source.language,
                    supports=supports,
                    when=_when_words(mention, documents[article]),
                    origin=member.origin,
                    mention=mention.id,
                )
            )
        out += sorted(kept, key=lambda item: item.span)
    return tuple(out)


def _supports(member: Sketch, dated: Dated, roles: _Roles) -> tuple[str, ...]:
    mention = member.mention
    fields = []
    words = mention.timex is not None and mention.when is not None
    if words and dated.when is not None and mention.when.overlaps(dated.when):  # type: ignore[union-attr]
        fields.append("date")
    if dated.planned is not None and mention.planned_timex is not None:
        fields.append("planned")
    fields += ["type", "factuality"]
    fields += [f"countries/{country}" for country in mention.countries if country in roles.countries]
    fields += [f"organisations/{body}" for body in sorted(member.organisations) if body in roles.organisations]
    fields += [f"people/{person}" for person in sorted(member.people) if person in roles.people]
    fields += [f"places/{place}" for place in mention.places if place in roles.places]
    fields += [f"figures/{what}" for what in sorted(member.figures)]
    return tuple(fields)


def _when_words(mention: EventMention, document: Document) -> str | None:
    for timex in (mention.timex, mention.planned_timex):
        if timex is not None and timex < len(document.times):
            span = document.times[timex].span
            return document.article.text[span.start : span.end]
    return None


def _figures(members: Sequence[Sketch], evidence: Sequence[Evidence]) -> tuple[EventFigure, ...]:
    """What is counted, with every value told and who told it."""
    index = {item.mention: place for place, item in enumerate(evidence)}
    spans = defaultdict(list)
    for place, item in enumerate(evidence):
        spans[item.article].append((item.span, place))
    values: dict[str, dict[float, set[int]]] = defaultdict(lambda: defaultdict(set))
    for member in members:
        for figure in member.mention.figures:
            around = (p for span, p in spans[member.article] if span.start <= figure.span.start < span.end)
            said = index.get(member.id, next(around, None))
            if said is not None:
                values[figure.what][figure.value].add(said)
    return tuple(
        EventFigure(what, tuple(FigureVersion(value, tuple(sorted(by[value]))) for value in sorted(by)))
        for what, by in sorted(values.items())
    )


def _summary(
    members: Sequence[Sketch],
    documents: Mapping[str, Document],
    dated: Dated,
    kind: EventType,
    factuality: Factuality,
    language: str,
) -> tuple[str | None, str | None]:
    """One or two sentences that tell the event itself, the best-dated; among equals in the site's language.

    A witness tells of something else, a plan only of what was to come, a side clause in passing.
    """
    usable = [m for m in members if m.label is not Label.TITLE] or list(members)
    width = dated.when.days if dated.when is not None else None

    def rank(member: Sketch) -> tuple[bool | float | str, ...]:
        when = member.mention.when
        exact = when is not None and (when.days == width or when == dated.when)
        clauses = documents[member.article].clauses
        at = member.mention.clause
        return (
            member.mention.gate is Gate.TRIGGER,
            factuality in HAPPENED and member.mention.factuality not in HAPPENED,
            member.type is not kind,
            not exact,
            not member.language.startswith(language.partition("-")[0]),
            at < len(clauses) and clauses[at].kind is not ClauseKind.MAIN,
            _inferred(documents[member.article]),
            -member.mention.confidence,
            member.id,
        )

    best = min(usable, key=rank)
    article = documents[best.article].article
    span = quote_span(article, best.mention.sentence, best.mention.span)
    text = " ".join(article.text[span.start : span.end].split())
    following = best.mention.sentence + 1
    if following < len(article.sentences) and any(
        m.article == best.article and m.mention.sentence == following for m in members
    ):
        sentence = article.sentences[following]
        more = " ".join(article.text[sentence.span.start : sentence.span.end].split())
        if sentence.paragraph == article.sentences[best.mention.sentence].paragraph and len(text) + len(more) < LIMIT:
            text = f"{text} {more}"
    return (text or None), article.paragraphs[article.sentences[best.mention.sentence].paragraph].language if (
        article.paragraphs
    ) else article.language


def _inferred(document: Document) -> bool:
    return document.days is not None and document.days.basis in (Basis.INFERRED, Basis.UNKNOWN)


# ---------------------------------------------------------------------------------------------- doubt and certainty


def _member_reviews(members: Sequence[Sketch], dated: Dated) -> list[Review]:
    """Doubts about the event that every telling has: what one telling knows clears the others."""
    sets = [set(without_date_reviews(member.mention.review)) for member in members]
    shared = set.intersection(*sets) if sets else set()
    every = {review for own in sets for review in own}
    any_of = {Review.UNKNOWN_ORGANISATION, Review.GARBLED_TEXT} & every
    if dated.when is not None:
        shared -= {Review.DOCUMENT_DATE_UNKNOWN}
    return [review for review in Review if review in shared | any_of]


_HARD = frozenset({Review.DATE_CONFLICT, Review.DISPUTED, Review.NEGATION_UNCLEAR, Review.TYPE_CONFLICT})


def _confidence(members: Sequence[Sketch], dated: Dated, origins: int, review: Sequence[Review]) -> float:
    """The best telling's confidence, a little more for every further origin, less for a hard doubt."""
    best = max(member.mention.confidence for member in members)
    value = best + min(0.15, 0.05 * (origins - 1)) - (0.1 if set(review) & _HARD else 0.0)
    return round(min(0.99, max(0.05, value)), 2)


def with_review(event: Event, *reasons: Review) -> Event:
    """The event with further reasons for doubt."""
    return replace(event, review=tuple(sorted({*event.review, *reasons}, key=list(Review).index)))
