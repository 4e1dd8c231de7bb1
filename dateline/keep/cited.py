"""Figures and dates that name sources by key, when some of those sources leave the entry."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dateline.core.yamledit import Edit, Path, Remove
from dateline.keep.ledger import EVERYTHING, Line


@dataclass(slots=True)
class Divided:
    """What of an entry's figures and dates stays and what goes along with the sources that go."""

    edits: list[Edit] = field(default_factory=list)
    """In the entry that stays, in an order in which none moves what another points at."""
    moved: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    left: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    """Keys of sources that what moved still names."""


def divide(values: Mapping[str, Any], gone: Collection[str], line: Line | None) -> Divided:
    """Figures and dates by who says them: what only the sources with the keys in `gone` say goes along with them.

    What a person wrote stays, without the keys that are gone.
    """
    out = Divided()
    for name in ("figures", "date_versions"):
        rows = values.get(name)
        if not isinstance(rows, list) or not gone:
            continue
        edits: list[Edit] = []
        left: list[dict[str, Any]] = []
        for n, row in enumerate(rows):
            by_hand = _is_hand(line, name, row)
            versions = row.get("versions", []) if name == "figures" else [row]
            head: Path = (name, n, "versions") if name == "figures" else (name,)
            first = 0 if name == "figures" else n
            cut, stays, goes = _versions(versions, gone, head, first, by_hand=by_hand)
            if goes:
                moved = [{"what": row["what"], "versions": goes}] if name == "figures" else goes
                out.moved.setdefault(name, []).extend(moved)
                out.keys |= {key for version in goes for key in version["sources"]}
            if name == "figures" and not stays and goes and "use" not in row:
                edits[:0] = [Remove((name, n))]
            else:
                edits[:0] = cut
                left += [{**row, "versions": stays}] if name == "figures" else stays
        if edits and not left:
            edits = [Remove((name,))]
        if edits:
            out.edits += edits
            out.left[name] = left
    return out


def cited_keys(item: Mapping[str, Any]) -> set[str]:
    """Keys of the sources that a figure or a version of the date names."""
    return {key for version in item.get("versions", [item]) for key in version.get("sources", ())}


def source_keys(values: Mapping[str, Any]) -> set[str]:
    """The keys that an entry's sources have."""
    sources = values.get("sources")
    return {item["key"] for item in (sources if isinstance(sources, list) else ()) if "key" in item}


def only_keys(items: list[dict[str, Any]], keys: Collection[str]) -> list[dict[str, Any]]:
    """Figures or versions of the date without references to sources that do not have the key."""

    def kept(version: dict[str, Any]) -> dict[str, Any]:
        named = [key for key in version.get("sources", ()) if key in keys]
        rest = {name: value for name, value in version.items() if name != "sources"}
        return {**rest, "sources": named} if named else rest

    return [
        {**item, "versions": [kept(version) for version in item["versions"]]} if "versions" in item else kept(item)
        for item in items
    ]


def _is_hand(line: Line | None, name: str, row: Mapping[str, Any]) -> bool:
    if line is None or EVERYTHING in line.hand:
        return True
    spot = f"{name}/{row['what' if name == 'figures' else 'date']}"
    wrote = line.wrote.get(name, ())
    return name in line.hand or any(f"{path}/".startswith(f"{spot}/") for path in line.hand) or row not in wrote


def _versions(
    versions: list[dict[str, Any]], gone: Collection[str], head: Path, first: int, *, by_hand: bool
) -> tuple[list[Edit], list[dict[str, Any]], list[dict[str, Any]]]:
    """Edits, last one first; the versions that stay; those that go."""
    edits: list[Edit] = []
    stays, goes = [], []
    for m, version in enumerate(versions):
        keys = version.get("sources", [])
        named = [key for key in keys if key in gone]
        rest = [key for key in keys if key not in gone]
        if named and not by_hand:
            goes.append({**version, "sources": named})
        if named and not rest and not by_hand:
            edits[:0] = [Remove((*head, first + m))]
            continue
        stays.append({**version, "sources": rest} if named else version)
        spots = [k for k, key in enumerate(keys) if key in gone]
        edits[:0] = [Remove((*head, first + m, "sources", k)) for k in reversed(spots)]
    return edits, stays, goes


def forget(line: Line, values: Mapping[str, Any], divided: Divided) -> Line:
    """The entry's line once what went along is no longer its own: the program is taken to have written the rest."""
    wrote = dict(line.wrote)
    for name, left in divided.left.items():
        if wrote.get(name) == values.get(name):
            wrote[name] = left
            if not left:
                del wrote[name]
    return replace(line, wrote=wrote)
