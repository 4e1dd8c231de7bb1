"""The values a gazetteer holds: records of countries, organisations, people and places, their aliases, world events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dateline.core.model import EntityKind, Form


class Office(NamedTuple):
    """A post somebody held; `first` and `last` are EDTF, empty where unknown or still open."""

    role: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Record:
    """One country, organisation, person or place."""

    id: str
    kind: EntityKind
    sort: str | None = None
    """A finer kind: `alliance`, `court`, `media`, `armed_group`; `city`, `region`, `sea`; `historic`, `disputed`."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Display name by language."""
    short: Mapping[str, str] = field(default_factory=dict)
    """What headlines call it, by language."""
    aliases: tuple[str, ...] = ()
    """Further names, matched in text of any language."""
    acronyms: tuple[str, ...] = ()
    """Matched in exact case; `OSS?@sv` counts in Swedish text only, and with evidence only."""
    never: tuple[str, ...] = ()
    """Texts that look like its name and are not: a project's own list."""
    not_same_as: tuple[str, ...] = ()
    country: str | None = None
    capital_of: str | None = None
    status: str | None = None
    """Of a country: None, or `disputed`, `territory`."""
    members: tuple[str, ...] = ()
    seat: str | None = None
    founded: str | None = None
    ended: str | None = None
    born: str | None = None
    wikidata: str | None = None
    offices: tuple[Office, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    note: str | None = None
    context: tuple[str, ...] = ()
    """Words that speak for this reading where its name is shared."""
    surname_first: bool = False
    """Of a country: its people are called by the surname first, as in `Xi Jinping`."""
    successors: tuple[str, ...] = ()
    """Of a historic state: the countries that stand where it stood."""


class Alias(NamedTuple):
    """A text that names a record."""

    text: str
    entity: str
    kind: EntityKind
    form: Form
    languages: tuple[str, ...] = ()
    """Languages in whose text it counts; empty: in all."""
    evidence: bool = False
    """It counts only where the article holds other evidence of the record."""


@dataclass(frozen=True, slots=True)
class WorldEvent:
    """A dated event of the world that texts refer to by name. A reference point, never an entry."""

    id: str
    when: str
    """EDTF."""
    names: Mapping[str, tuple[str, ...]]
    """What it is called, by language; the first shows."""
    source: str
