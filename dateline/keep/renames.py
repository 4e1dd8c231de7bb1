"""Articles that have another name than the entries know: followed when their words are all there, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dateline.core.model import Passage
from dateline.keep.ledger import Line
from dateline.keep.quotes import Texts

Renamed = Mapping[str, str]
"""Old article id → new one."""


def find_renamed(passages: Iterable[Passage], articles: Iterable[str], texts: Texts) -> Renamed:
    """Which articles that are gone stand under another name.

    An article is followed when one other, and one alone, that no entry quotes yet, holds every passage quoted from
    it, word for word. A copy that was there before is a source of its own and takes no other's place.
    """
    quoted: dict[str, set[str]] = defaultdict(set)
    for passage in passages:
        quoted[passage.article].add(passage.quote)
    missing = sorted(name for name in quoted if name not in texts)
    if not missing:
        return {}
    free = [name for name in sorted(articles) if name not in quoted]
    out: dict[str, str] = {}
    for name in missing:
        found = [other for other in free if all(texts.stands(other, quote) for quote in quoted[name])]
        if len(found) == 1 and found[0] not in out.values():
            out[name] = found[0]
    return out


def renamed_sources(sources: Any, renamed: Renamed) -> Any:
    """Sources of an entry under the names their articles have now."""
    if not isinstance(sources, list):
        return sources
    return [
        {**item, "article": renamed[item["article"]]} if item.get("article") in renamed else item for item in sources
    ]


def renamed_passages(passages: tuple[Passage, ...], renamed: Renamed) -> tuple[Passage, ...]:
    return tuple(Passage(renamed.get(passage.article, passage.article), passage.quote) for passage in passages)


def renamed_line(line: Line, renamed: Renamed) -> Line:
    """What is remembered of an entry, under the names its articles have now."""

    def key(path: str) -> str:
        head, slash, rest = path.partition("/")
        article, mark, tail = rest.partition("#")
        if head == "sources" and slash and mark and article in renamed:
            return f"sources/{renamed[article]}#{tail}"
        return path

    def versions(wrote: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**wrote, "sources": renamed_sources(wrote["sources"], renamed)} if "sources" in wrote else wrote

    return replace(
        line,
        wrote=versions(line.wrote),
        also=tuple(versions(wrote) for wrote in line.also),
        hand=frozenset(key(path) for path in line.hand),
        told={key(path): value for path, value in line.told.items()},
        evidence=renamed_passages(line.evidence, renamed),
    )


LEDGER_ID = "articles"
"""The line of the ledger that remembers which articles were followed to another name."""


def remembered(line: Line | None, texts: Texts) -> Renamed:
    """What was followed before and still holds: an article that is back under its old name is not followed."""
    if line is None:
        return {}
    known: Mapping[str, str] = line.wrote.get("renamed", {})
    return {old: new for old, new in known.items() if old not in texts}


def remember(renamed: Renamed) -> Line | None:
    """The line that remembers it; chains are drawn together, so that each name leads straight to the last."""
    if not renamed:
        return None
    straight = {}
    for old in renamed:
        new, seen = renamed[old], {old}
        while new in renamed and new not in seen:
            seen.add(new)
            new = renamed[new]
        straight[old] = new
    return Line(LEDGER_ID, 0, "", {"renamed": dict(sorted(straight.items()))})
