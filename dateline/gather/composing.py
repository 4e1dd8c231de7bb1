"""Events composed, or taken from memory: while no telling of an event has changed, it is told as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from dateline.core.model import Document, Event, EventType
from dateline.core.steps import Memory, key
from dateline.gather.compose import MARGIN, compose
from dateline.gather.groups import Group
from dateline.gather.sketch import Sketch
from dateline.gather.titles import headline_in_any
from dateline.gather.trace import Trace

if TYPE_CHECKING:
    from dateline.lexicon.language import Lexicon

_NAME = "composed"


class Composer:
    """Composes events, each once: what is remembered is told by all that went into it, so that it cannot be stale."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        traces: Mapping[str, Trace],
        lexicon: Lexicon,
        *,
        language: str,
        languages: Sequence[str],
        as_of: date | None,
        memory: Memory,
        code: str,
    ) -> None:
        self._documents, self._lexicon = documents, lexicon
        self._language, self._languages, self._as_of = language, languages, as_of
        self._memory = memory
        self._code = key(code, repr((language, tuple(languages), as_of)))
        """Digest of the program, its words and the settings."""
        self._digests = {name: own.digest for name, own in traces.items()}
        self._plain = {item.id: item for own in traces.values() for item in own.sketches}
        """Tellings as the articles alone give them: their id and the digest of the article say all of them."""
        self._known = memory.get(_NAME, self._code, dict[str, Event | None]) or {}
        self._made: dict[str, Event | None] = {}

    def event(self, members: Sequence[Sketch], group: Group) -> Event | None:
        """The event of which these are the tellings, in the order of their articles; None where no words can tell it.

        "New development in Bolivia" tells a reader nothing, and an editor even less.
        """
        known = self._key(members, group)
        if known is None:
            return self._compose(members, group)
        if known not in self._made:
            self._made[known] = self._known[known] if known in self._known else self._compose(members, group)
        return self._made[known]

    def remember(self) -> None:
        """Remember the events of this run, and no others."""
        if self._made.keys() != self._known.keys():
            self._memory.put(_NAME, self._code, self._made)

    def _key(self, members: Sequence[Sketch], group: Group) -> str | None:
        """Digest of all that goes into an event; None where its articles have no digest of their own."""
        parts: list[str | bytes] = [repr((group.margin < MARGIN, *group.reasons))]
        for member in members:
            document = self._digests.get(member.article)
            if not document:
                return None
            plain = self._plain.get(member.id)
            parts += [document, member.id, member.origin]
            if plain is not member and (plain is None or replace(plain, origin=member.origin) != member):
                parts.append(_encoder.encode(member))
        return key(*parts)

    def _compose(self, members: Sequence[Sketch], group: Group) -> Event | None:
        if not self._has_words(members):
            return None
        return compose(
            members,
            self._documents,
            reasons=tuple(dict.fromkeys(group.reasons)),
            margin=group.margin,
            lexicon=self._lexicon,
            language=self._language,
            languages=self._languages,
            as_of=self._as_of,
        )

    def _has_words(self, members: Sequence[Sketch]) -> bool:
        """Whether an event can be told at all: its kind has a name, or some telling's words make a headline."""
        if any(member.mention.type is not EventType.OTHER or member.concept is not None for member in members):
            return True
        told = [(member.mention, self._documents[member.article]) for member in members]
        packs = {tag: pack.titles for tag, pack in self._lexicon.packs.items()}
        return headline_in_any(told, packs, self._lexicon.gazetteer)


_encoder = msgspec.json.Encoder(order="deterministic")
