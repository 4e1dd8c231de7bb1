"""Which entries are part of others or tied to them, as their files say, and whether that can be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dateline.core import yamltext
from dateline.core.model import Entry, Status
from dateline.core.problems import Place, Problems, nearest
from dateline.core.schema import AUTO
from dateline.keep.ledger import PATH as LEDGER
from dateline.keep.ledger import Line

_DECISIONS = "decisions.yaml"
_TIES = ("part_of", "follows", "not_same_as")
_WHERE_IDS_STAND = "an entry's id stands in the first lines of its file"


def is_merged(values: Mapping[str, Any], line: Line | None) -> bool:
    """Whether an entry's fields say that it is part of another.

    `merged_into` alone says so, where a person wrote it and the status beside it is the program's word: who set that
    back to `proposed` has parted the two.
    """
    status = values.get("status", Status.PROPOSED)
    if values.get("merged_into") in (None, AUTO) or status not in (Status.MERGED, Status.PROPOSED):
        return False
    if status == Status.MERGED or line is None:
        return True
    said = line.wrote.get("merged_into") == values["merged_into"] or line.wrote.get("status") == Status.MERGED
    return not said and "status" not in line.hand


def is_merged_by_hand(values: Mapping[str, Any], line: Line | None) -> bool:
    """Whether it was a person who said so."""
    by_program = line is not None and line.wrote.get("status") == Status.MERGED and "status" not in line.hand
    return is_merged(values, line) and not by_program


def check_merges(
    merged: Mapping[str, str], paths: Mapping[str, str], files: Mapping[str, bytes], problems: Problems
) -> frozenset[str]:
    """The ids of entries that are merged into each other in a circle; those, and unknown targets, are reported.

    `merged` tells of each merged entry what it is part of, `paths` where every sound entry lies. An id that stands in
    the ledger or among the decisions was an entry once, and is no mistake.
    """
    around = circles(merged)
    for ident, target in sorted(merged.items()):
        if ident in around:
            others = " and ".join(around[ident])
            told = f"{ident} is merged into {f'{others}, and that into {ident}' if others else 'itself'}"
            hint = "take 'merged_into' and 'status: merged' out of the entry that is to stay"
            problems.error(_place(files, paths[ident]), "merge-circle", told, hint)
        elif target not in paths and not _was_there(target, files):
            hint = nearest(target, paths.keys() - merged.keys()) or _WHERE_IDS_STAND
            message = f"there is no entry {target!r} that this could be part of"
            problems.warning(_place(files, paths[ident]), "unknown-id", message, hint)
    return frozenset(around)


def check_ties(entries: Iterable[Entry], files: Mapping[str, bytes], problems: Problems) -> None:
    """Report where an entry is tied to one that never was: `part_of`, `follows`, `not_same_as`."""
    known = {entry.id: entry for entry in entries}
    for entry in known.values():
        for name in _TIES:
            for ident in getattr(entry, name):
                if ident in known or _was_there(ident, files):
                    continue
                hint = nearest(ident, known.keys() - {entry.id}) or _WHERE_IDS_STAND
                message = f"there is no entry {ident!r} for '{name}'"
                problems.warning(_place(files, entry.path, name), "unknown-id", message, hint)


def circles(merged: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The entries that are part of themselves, each with the others on the way round."""
    found = {}
    for ident, target in merged.items():
        seen, at = [ident], target
        while at in merged and at not in seen:
            seen.append(at)
            at = merged[at]
        if at == ident:
            found[ident] = tuple(seen[1:])
    return found


def _was_there(ident: str, files: Mapping[str, bytes]) -> bool:
    if f'"id":"{ident}"'.encode() in files.get(LEDGER, b""):
        return True
    return re.search(rb"(?<![\w-])%s(?![\w-])" % re.escape(ident.encode()), files.get(_DECISIONS, b"")) is not None


def _place(files: Mapping[str, bytes], path: str, field: str = "merged_into") -> Place:
    composed = yamltext.compose(f"content/{path}", files[path], Problems())
    return composed.place(field) if composed is not None else Place(f"content/{path}")
