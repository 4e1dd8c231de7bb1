"""What a build would change in the entries, or has changed: to be read before it is done, by people and by programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from dateline.core.model import Passage


class Kind(StrEnum):
    """What happens to an entry, or to a field of it."""

    NEW = "new"
    CHANGED = "changed"
    MERGED = "merged"
    ORPHANED = "orphaned"
    RETURNED = "returned"
    REJECTED = "rejected"
    MOVED = "moved"
    KEPT = "kept"
    """A person's value stays; the articles now say another."""
    PROPOSED = "proposed"
    """The entry is checked, or the field locked: the new value waits for a person."""
    GONE = "gone"
    """The articles no longer say what stands here; it stays."""
    ASKED = "asked"
    """A question to a person, on the review page."""


_HEADINGS: Mapping[Kind, str] = {
    Kind.NEW: "new entries",
    Kind.CHANGED: "changed",
    Kind.MERGED: "merged",
    Kind.ORPHANED: "no longer told by any article",
    Kind.RETURNED: "told again",
    Kind.REJECTED: "deleted by hand, kept as rejected",
    Kind.MOVED: "moved or given an id",
    Kind.KEPT: "kept as a person wrote it; the articles now say otherwise",
    Kind.PROPOSED: "not written because the entry is checked or the field locked",
    Kind.GONE: "no longer in the articles; left as it stands",
    Kind.ASKED: "questions",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a plan."""

    kind: Kind
    id: str
    path: str
    """The entry's file, relative to content/."""
    field: str = ""
    was: Any = None
    now: Any = None
    why: str = ""
    title: str = ""
    line: int = 0
    other: str = ""
    """Id of another entry that it is about."""
    evidence: tuple[Passage, ...] = ()
    """The passages that tell the event a question is about."""

    def text(self) -> str:
        place = f"content/{self.path}" + (f":{self.line}" if self.line else "")
        out = f"{place}: {self.field or self.title}" if self.path else f"{self.field or self.title}"
        if self.field:
            out += f": {_short(self.was)} → {_short(self.now)}"
        return out + (f"  ({self.why})" if self.why else "")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run writes under content/, and what it has to say about it."""

    writes: Mapping[str, bytes | None] = field(default_factory=dict)
    """By path relative to content/, in the order of writing; the ledger comes last. None removes a file."""
    changes: tuple[Change, ...] = ()
    articles: int = 0
    events: int = 0
    entries: int = 0
    unchanged: int = 0
    by_hand: int = 0
    """Values of people in the entries that were left as they are."""

    def count(self, kind: Kind) -> int:
        return sum(change.kind is kind for change in self.changes)

    def summary(self) -> str:
        """At most a screen: how many, what changed, what was kept, what is asked."""
        counts = Counter(change.kind for change in self.changes)
        touched = len({change.id for change in self.changes if change.kind is Kind.CHANGED})
        parts = [
            (counts[Kind.NEW], "new"),
            (touched, "updated"),
            (counts[Kind.MERGED], "merged"),
            (counts[Kind.ORPHANED], "orphaned"),
            (counts[Kind.RETURNED], "told again"),
            (counts[Kind.REJECTED], "rejected"),
        ]
        done = ", ".join(f"{n} {word}" for n, word in parts if n) or "nothing new"
        lines = [f"{_count(self.articles, 'article')}   {_count(self.entries, 'entry', 'entries')} ({done})"]
        if self.by_hand:
            differ = counts[Kind.KEPT]
            rest = f"; {differ} of them {'differs' if differ == 1 else 'differ'} from what the articles now say"
            lines.append(f"kept {_count(self.by_hand, 'hand-made value')}{rest if differ else ''}")
        waiting = counts[Kind.PROPOSED] + counts[Kind.ASKED]
        if waiting:
            lines.append(
                f"{_count(waiting, 'question')}: see them with `python build.py review`, or answer them in `serve`"
            )
        return "\n".join(lines)

    def text(self) -> str:
        """The plan in words, grouped by what happens."""
        lines = []
        for kind, heading in _HEADINGS.items():
            found = [change for change in self.changes if change.kind is kind]
            if found:
                lines += [f"{heading} ({len(found)})", *(f"  {change.text()}" for change in found), ""]
        lines.append(self.summary())
        return "\n".join(lines)

    def json(self) -> str:
        """The plan for programs: the changes in order, and the files that would be written."""
        rows = [
            {
                "kind": change.kind.value,
                "id": change.id,
                "file": f"content/{change.path}",
                **({"line": change.line} if change.line else {}),
                **({"field": change.field, "was": change.was, "now": change.now} if change.field else {}),
                **({"title": change.title} if change.title else {}),
                **({"why": change.why} if change.why else {}),
            }
            for change in self.changes
        ]
        files = [{"file": f"content/{path}", "removed": data is None} for path, data in self.writes.items()]
        counts = Counter(change.kind.value for change in self.changes)
        head = {"articles": self.articles, "events": self.events, "entries": self.entries}
        out = {**head, "counts": dict(sorted(counts.items())), "changes": rows, "writes": files}
        return json.dumps(out, ensure_ascii=False, indent=1)


def _count(n: int, noun: str, plural: str | None = None) -> str:
    return f"{n} {noun if n == 1 else plural or noun + 's'}"


def _short(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        value = value.get("quote") or value.get("what") or json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        value = ", ".join(_short(item) for item in value) or "nothing"
    text = str(value)
    return text if len(text) <= 80 else text[:77] + "…"
