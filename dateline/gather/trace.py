"""Traces: what gathering looks at of an article until events are composed, taken out of its document once.

A trace depends on its article alone. It is made where the article is read, which may be another process, and is
remembered: while no word of the article changes, no merge has to look into it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, Any

from dateline.core.model import Document, Gate
from dateline.gather.scene import Scene, capitals_of, scenes_of
from dateline.gather.similarity import CONSEQUENCES
from dateline.gather.sketch import Reach, Sketch, World, governments_of, names_of, sketch
from dateline.gather.strangers import Stranger, strangers_of
from dateline.gather.tellings import NOTHING, tellings
from dateline.gather.years import Doubted, Said, days_said

if TYPE_CHECKING:
    from dateline.lexicon.gazetteer import Gazetteer
    from dateline.lexicon.language import Lexicon


@dataclass(frozen=True, slots=True)
class Trace:
    """What gathering looks at of one dated article."""

    article: str
    language: str | None
    sketches: tuple[Sketch, ...]
    """Its mentions that may become or join an event, in their order; each of an origin of its own."""
    scenes: tuple[Scene, ...]
    """Its sentences that may tell of an event of other articles."""
    around: frozenset[str]
    """All that it names, and the countries of that."""
    names: frozenset[str]
    """Its names, by which articles of one story are known."""
    capitals: frozenset[str]
    """Its words with a capital, cut short."""
    said: tuple[Said, ...]
    doubted: tuple[Doubted, ...]
    """The days it names, and those whose year other articles may correct."""
    digest: str = ""
    """Of the document it was taken out of; empty where nobody knows it."""
    strangers: tuple[Stranger, ...] = ()
    """People it names whom no gazetteer knows."""


def trace(document: Document, lexicon: Lexicon, *, digest: str = "") -> Trace:
    """What gathering looks at of a dated document, which has this digest."""
    world = _world_of(lexicon.gazetteer)
    article = document.article
    pack = lexicon.pack(article.language)
    titles = pack.titles if pack else None
    governments = governments_of(document, world)
    small = pack.basics.weights if pack and pack.basics else {}
    sketches = [
        sketch(mention, document, origin=article.id, world=world, titles=titles, governments=governments, small=small)
        for mention in tellings(document, titles.counted if titles else NOTHING)
    ]
    said, doubted = days_said(document)
    return Trace(
        article.id,
        article.language,
        tuple(_tolls_are_details(sketches)),
        tuple(scenes_of(document, world, titles, governments)),
        frozenset(name for entity in document.entities for name in (entity.entity, entity.country) if name),
        names_of(document),
        capitals_of(document),
        said,
        doubted,
        digest,
        strangers_of(document),
    )


class Shared:
    """Makes equal values one: read back from the disk, each trace has its own copy of the same few thousand words."""

    def __init__(self) -> None:
        self._held: dict[object, object] = {}

    def trace(self, own: Trace) -> Trace:
        """The same trace without its scenes, in a quarter of the room."""
        return replace(
            own,
            sketches=tuple(Sketch(*(self._one(getattr(item, name)) for name in _SKETCHED)) for item in own.sketches),
            scenes=(),
            around=self._one(own.around),
            names=self._one(own.names),
            capitals=self._one(own.capitals),
        )

    def _one(self, value: Any) -> Any:
        kind = type(value)
        if kind is frozenset or kind is tuple or kind is Reach:
            known = self._held.get(value)
            if known is None:
                if kind is not Reach:
                    value = kind(map(self._one, value))
                known = self._held[value] = value
            return known
        return intern(value) if kind is str else value


_SKETCHED = tuple(one.name for one in fields(Sketch))


@lru_cache(1)
def _world_of(gazetteer: Gazetteer) -> World:
    """What is asked of the gazetteer for one article is asked for the next."""
    return World(gazetteer)


def _tolls_are_details(sketches: Sequence[Sketch]) -> list[Sketch]:
    """The dead found on a later day belong to what killed them, where one sentence tells of both."""
    heads = {
        (item.mention.sentence, item.type): item
        for item in sketches
        if item.when is not None and item.concept is not None and item.concept not in CONSEQUENCES
    }
    out = []
    for item in sketches:
        head = heads.get((item.mention.sentence, item.type))
        if (
            head is None
            or item.concept not in CONSEQUENCES
            or item.when is None
            or item.when.meets(head.when or item.when)
        ):
            out.append(item)
            continue
        mention = replace(item.mention, when=None, timex=None, gate=Gate.TIME, detail_of=head.id)
        out.append(replace(item, mention=mention, when=None, told=None, beside=None))
    return out
