"""Strangers: people no gazetteer knows, with one id although each language spells their names its own way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TypeVar

from dateline.core.model import Document, EntityKind, EntityMention, Form, Participant
from dateline.lexicon.sounds import sound_of

_PARTICLE = 2
"""Letters of a particle that a hyphen joins to a surname: `al-Burhan`."""
_TELLING = 3
"""A surname with fewer sounds is too like others."""
T = TypeVar("T", EntityMention, Participant)
_NAMED = frozenset({Form.NAME, Form.ROLE})


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody unknown as one article names them."""

    id: str
    given: tuple[str, ...]
    """What the first names sound like; none where the article has the surname alone."""
    surname: str
    country: str | None


def strangers_of(document: Document) -> tuple[Stranger, ...]:
    """The unknown people an article names in full, or by office and surname."""
    out: dict[str, Stranger] = {}
    for one in document.entities:
        if one.kind is not EntityKind.PERSON or one.known or one.form not in _NAMED or one.entity is None:
            continue
        words = [
            word.split("-", 1)[-1] if 0 < word.find("-") <= _PARTICLE else word
            for word in document.article.text[one.span.start : one.span.end].split()
        ]
        *given, surname = (sound_of(word) for word in words if word[:1].isupper() or word == words[-1])
        out.setdefault(one.entity, Stranger(one.entity, tuple(given), surname, one.country))
    return tuple(out.values())


@dataclass(slots=True)
class _Bearer:
    """A name with the articles, languages and countries it is met in."""

    name: Stranger
    articles: set[str] = field(default_factory=set)
    languages: set[str | None] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)


class Strangers:
    """The unknown people of all articles; `note` those of each, then ask for the documents with one id for each."""

    def __init__(self) -> None:
        self._bearers: dict[str, _Bearer] = {}
        self._around: dict[str, frozenset[str]] = {}

    def note(self, article: str, language: str | None, strangers: Iterable[Stranger], around: frozenset[str]) -> None:
        """Take down the unknown people of an article, and all that it names."""
        for one in strangers:
            bearer = self._bearers.setdefault(one.id, _Bearer(one))
            bearer.articles.add(article)
            bearer.languages.add(language)
            self._around[article] = around
            bearer.countries |= {one.country} - {None}  # type: ignore[arg-type]

    def agreed(self, documents: Mapping[str, Document]) -> Renamed:
        """The documents with one id for each of those whom several name; nothing else of them changes."""
        table = self._table()
        changed = {name for old in table for name in self._bearers[old].articles}
        return Renamed(documents, table, tuple(sorted(changed)))

    def _table(self) -> dict[str, str]:
        """Every id that is another's, with the one it gives way to: that of the most articles and words."""
        by_surname: dict[str, list[_Bearer]] = defaultdict(list)
        for _, bearer in sorted(self._bearers.items()):
            if len(bearer.name.surname) >= _TELLING:
                by_surname[bearer.name.surname].append(bearer)
        table: dict[str, str] = {}
        for bearers in by_surname.values():
            for group in self._groups(bearers) if len(bearers) > 1 else ():
                kept = min(group, key=lambda one: (not one.name.given, -len(one.articles), one.name.id))
                table |= {one.name.id: kept.name.id for one in group if one is not kept}
        return table

    def _groups(self, bearers: Sequence[_Bearer]) -> Iterator[list[_Bearer]]:
        """Those of one surname who are one person: all of them agree with each other, and with nobody else."""
        rest = list(bearers)
        while rest:
            group = [rest.pop(0)]
            for one in group:
                group += [other for other in rest if self._one(one, other)]
                rest = [other for other in rest if other not in group]
            if len(group) > 1 and all(self._one(a, b) for a, b in combinations(group, 2)):
                yield group

    def _one(self, a: _Bearer, b: _Bearer) -> bool:
        """Two spellings of one name in two languages; or the same country's office and surname, and nobody of that
        name in the same article. What both are spoken of with must have something in common, and two spellings in
        one language are two people: `Karl Lind` and `Carl Lind`.
        """
        if a.articles & b.articles or (a.countries and b.countries and a.countries != b.countries):
            return False
        ours, theirs = a.name.given, b.name.given
        if not (ours and theirs):
            return bool(a.countries and a.countries == b.countries)
        middles = len(ours) == 1 or len(theirs) == 1 or ours == theirs
        if ours[0] != theirs[0] or not middles or a.languages & b.languages:
            return False
        return any(self._around[one] & self._around[other] for one in a.articles for other in b.articles)


class Renamed(Mapping[str, Document]):
    """Documents by article id, some people in them under another id; made at each look, as what they come from."""

    def __init__(self, documents: Mapping[str, Document], table: Mapping[str, str], changed: tuple[str, ...]) -> None:
        self._documents, self._table = documents, table
        self.changed = changed
        """The articles in which somebody has another id now."""
        self._changed = frozenset(changed)

    def __getitem__(self, name: str) -> Document:
        document = self._documents[name]
        return _renamed(document, self._table) if name in self._changed else document

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)


def _renamed(document: Document, table: Mapping[str, str]) -> Document:
    def renamed(one: T) -> T:
        return replace(one, entity=table[one.entity]) if one.entity is not None and one.entity in table else one

    return replace(
        document,
        entities=tuple(renamed(one) for one in document.entities),
        events=tuple(
            replace(
                mention,
                participants=tuple(renamed(one) for one in mention.participants),
                attributed_to=table.get(mention.attributed_to or "", mention.attributed_to),
            )
            for mention in document.events
        ),
    )
