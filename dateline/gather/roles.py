"""Who takes part in an event as what, from all its tellings, and what of that its title may say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dateline.core.model import Document, EntityKind, EventFigure, EventType, Factuality, Gate, Role
from dateline.gather.similarity import CONSEQUENCES, EXACT
from dateline.gather.sketch import Sketch
from dateline.gather.templates import Frame, Name

if TYPE_CHECKING:
    from dateline.core.model import Participant
    from dateline.lexicon.gazetteer import Gazetteer
    from dateline.lexicon.language import LanguagePack

BEFALLING = frozenset({EventType.ATTACK, EventType.COERCE, EventType.COURT, EventType.DISASTER})
"""Types in which a country that is only named is where it happened, and no more."""
_HEADLINE_FIGURES = ("deaths", "votes_for", "injured", "detained", "magnitude")


class Roles:
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
                kind, entity = self._who(participant)
                if entity is None:
                    continue
                support[kind, entity].add(member.origin)
                roles[entity][participant.role] += 1
                self.confidence[entity] = max(self.confidence[entity], participant.confidence)
                self.first.setdefault(entity, len(self.first))
                land = participant.country or gazetteer.country_of(entity)
                if land is not None and not gazetteer.members(entity):
                    self.lands.setdefault(entity, land)
                if participant.role in (Role.ACTOR, Role.TARGET):
                    country = entity if kind is EntityKind.COUNTRY else participant.country
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

    def _who(self, participant: Participant) -> tuple[EntityKind, str | None]:
        """Who takes part: where a ministry speaks or acts, its state; what is done to a ministry befalls itself."""
        land = self.gazetteer.state_of(participant.entity)
        if land is None or participant.role is Role.TARGET:
            return participant.kind, participant.entity
        return EntityKind.COUNTRY, land

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
        packs: Mapping[str, LanguagePack],
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
        toward = True
        if kind is EventType.MOBILISE and place is not None and place.kind is EntityKind.PLACE:
            toward = self._goes_to(place, documents, packs)
        figure = headline_figure(figures)
        return Frame(
            kind, mode, factuality, actors, targets, tuple(dict.fromkeys(bodies)), place, figure, lands, toward
        )

    def _goes_to(self, place: Name, documents: Mapping[str, Document], packs: Mapping[str, LanguagePack]) -> bool:
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


def headline_figure(figures: Sequence[EventFigure]) -> tuple[str, float] | None:
    """The number that a title may tell: what is counted, and how many."""
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
