"""Titles made anew from what people say of an event, where they have corrected the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.core.model import Document, EntityKind, Event, EventFigure, EventType, Facts, FigureVersion, Role
from dateline.gather.compose import mode_of
from dateline.gather.roles import Roles
from dateline.gather.sketch import Sketch, World, governments_of, sketch
from dateline.gather.templates import Frame, Name
from dateline.gather.titles import make
from dateline.lexicon.titles import status_of

if TYPE_CHECKING:
    from dateline.lexicon.gazetteer import Gazetteer
    from dateline.lexicon.language import Lexicon


class Retitler:
    """Knows the tellings, and words an event again when its facts were corrected."""

    def __init__(self, documents: Mapping[str, Document], *, origins: Mapping[str, str], lexicon: Lexicon) -> None:
        self._documents, self._origins, self._lexicon = documents, origins, lexicon
        self._world = World(lexicon.gazetteer)

    def __call__(self, event: Event, facts: Facts) -> tuple[dict[str, str], bool]:
        """Titles by language for an event of which these facts hold, and whether the first was made from ids.

        Words of a telling still serve where it tells the same of whether it came to pass and the same numbers; what is
        made from ids names those who take part by the facts. No titles where there are no such words and the kind has
        no name to make one from.
        """
        members = self._members(event)
        lexicon = self._lexicon
        documents = {member.article: self._documents[member.article] for member in members}
        mode = mode_of(members, facts.type)
        named = [member for member in members if member.mention.type is not EventType.OTHER] or members
        roles = Roles(named, lexicon.gazetteer)
        figures = _figures(event, facts)
        frame = roles.frame(facts.type, mode, facts.factuality, figures, documents, lexicon.packs)
        told = [member for member in members if _agrees(member, facts)]
        if facts.type is EventType.OTHER and not told:
            return {}, False
        return make(
            _corrected(frame, event, facts, lexicon.gazetteer),
            [(member.mention, documents[member.article]) for member in told],
            list(event.title),
            {tag: pack.titles for tag, pack in lexicon.packs.items() if pack.titles is not None},
            lexicon.gazetteer,
        )

    def _members(self, event: Event) -> list[Sketch]:
        """The tellings of an event; witnesses, which have no mention of their own, add nothing to its title."""
        found: dict[str, Sketch] = {}
        wanted = set(event.mentions)
        for article in dict.fromkeys(ident.rpartition("#")[0] for ident in event.mentions):
            document = self._documents.get(article)
            pack = self._lexicon.pack(document.article.language) if document is not None else None
            for mention in document.events if document is not None else ():
                if mention.id in wanted and document is not None:
                    found[mention.id] = sketch(
                        mention,
                        document,
                        origin=self._origins.get(article, article),
                        world=self._world,
                        titles=pack.titles if pack else None,
                        governments=governments_of(document, self._world),
                    )
        return [found[ident] for ident in event.mentions if ident in found]


def _figures(event: Event, facts: Facts) -> list[EventFigure]:
    """The numbers that hold, with who told them."""
    told = {(figure.what, version.value): version for figure in event.figures for version in figure.versions}
    return [
        EventFigure(what, tuple(told.get((what, value), FigureVersion(value, ())) for value in values))
        for what, values in sorted(facts.figures.items())
    ]


def _agrees(member: Sketch, facts: Facts) -> bool:
    """Whether a telling says nothing that a person put right: whether it came to pass, and how many."""
    told = member.mention
    return status_of(told.factuality) == status_of(facts.factuality) and all(
        figure.value in facts.figures.get(figure.what, ()) for figure in told.figures
    )


def _corrected(frame: Frame, event: Event, facts: Facts, gazetteer: Gazetteer) -> Frame:
    """The frame without those a person took out, with those a person put in, each in the role they have now."""
    gone, new = set[str](), list[Name]()
    for said, now, kind in (
        (event.organisations, facts.organisations, EntityKind.ORGANISATION),
        (event.people, facts.people, EntityKind.PERSON),
        (event.countries, facts.countries, EntityKind.COUNTRY),
    ):
        gone |= set(said) - set(now)
        new += [Name(entity, kind) for entity in now if entity not in said]
    every = {name.entity: name for name in (*frame.named, *frame.targets, *new)}
    moved = {entity for entity in every if facts.roles.get(entity) != event.roles.get(entity)}

    def side(names: Sequence[Name], role: Role) -> tuple[Name, ...]:
        stay = [name for name in names if name.entity not in gone | moved]
        named = {name.entity for name in new}
        come = [every[entity] for entity in every if entity in moved | named and facts.roles.get(entity) == role]
        return tuple(dict.fromkeys([*stay, *(name for name in come if name.entity not in gone)]))

    actors, targets = side(frame.actors, Role.ACTOR), side(frame.targets, Role.TARGET)
    lands = tuple(name for name in frame.lands if name.entity not in gone)
    bodies = [name for name in (*frame.bodies, *new) if name.kind is EntityKind.ORGANISATION]
    place = _place(frame, event, facts, gone, gazetteer)
    if not actors and not targets and not lands:
        home = gazetteer.country_of(place.entity) if place is not None else None
        named = [Name(country, EntityKind.COUNTRY) for country in facts.countries]
        actors = tuple(new) or tuple(name for name in named if name.entity != home and name != place)
    return replace(
        frame,
        actors=actors,
        targets=tuple(name for name in targets if name not in actors),
        bodies=tuple(dict.fromkeys(name for name in bodies if name.entity not in gone)),
        lands=lands,
        place=place,
    )


def _place(frame: Frame, event: Event, facts: Facts, gone: set[str], gazetteer: Gazetteer) -> Name | None:
    """Where it happened: a place that a person put in goes before what was read, and none that was taken out stays."""
    place = frame.place
    if place is not None and place.entity in {*gone, *event.places} - {*facts.places, *facts.countries}:
        place = None
    added = [name for name in facts.places if name not in event.places]
    left = [name for name in (*added, *facts.places) if name in gazetteer]
    if left and (added or place is None):
        return Name(left[0], EntityKind.PLACE)
    return place
