"""What a person orders by name: reject, split, merge. Each returns the files of content/ that it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dateline.core.model import Status
from dateline.core.problems import Place, Problems, nearest
from dateline.core.schema import AUTO
from dateline.core.yamledit import Add, Edit, EditError, Remove, Set, edit
from dateline.keep import decisions as decided
from dateline.keep import ledger as ledgers
from dateline.keep.cited import divide, forget
from dateline.keep.decisions import passages_of
from dateline.keep.entries import Values, evidence_key, new_id, new_path, read_files, read_values, write_entry
from dateline.keep.fields import ENTRY, FORMS, Form
from dateline.keep.ledger import Line
from dateline.keep.propose import free_key, source_name

_TITLE = 90
"""Characters of the longest title made of quoted words."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an order changes, and what there is to say about it."""

    writes: Mapping[str, bytes] = field(default_factory=dict)
    """By path relative to content/; the ledger comes last. Empty when the order could not be carried out."""
    message: str = ""
    questions: tuple[str, ...] = ()
    """What the order leaves to a person."""


@dataclass(slots=True)
class _Desk:
    """The files of content/ as an order finds them."""

    files: Mapping[str, bytes]
    problems: Problems
    entries: dict[str, tuple[str, Values]] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    writes: dict[str, bytes] = field(default_factory=dict)

    def find(self, ident: str) -> tuple[str, Values] | None:
        found = self.entries.get(ident)
        if found is None:
            hint = nearest(ident, self.entries) or "an entry's id stands in the first lines of its file"
            self.problems.error(Place("content/events"), "unknown-id", f"there is no entry {ident!r}", hint)
        return found

    def edit(self, path: str, edits: Sequence[Edit]) -> bool:
        try:
            changed = edit(f"content/{path}", self.writes.get(path, self.files[path]), edits, ENTRY)
        except EditError as error:
            self.problems.error(Place(f"content/{path}"), "edit-refused", str(error).splitlines()[0])
            return False
        check = Problems()
        if read_values(path, changed, check) is None:
            self.problems.extend(check)
            return False
        self.writes[path] = changed
        return True

    def record(self, section: str, item: Mapping[str, Any]) -> bool:
        data = self.writes.get(decided.PATH, self.files.get(decided.PATH))
        try:
            self.writes[decided.PATH] = decided.record(data, section, item)
        except EditError as error:
            self.problems.error(Place(f"content/{decided.PATH}"), "edit-refused", str(error).splitlines()[0])
            return False
        return True

    def settle(self, change: Callable[[bytes | None], bytes | None]) -> bool:
        """Take back what an earlier decision said otherwise; the last one holds."""
        data = self.writes.get(decided.PATH, self.files.get(decided.PATH))
        try:
            after = change(data)
        except EditError as error:
            self.problems.error(Place(f"content/{decided.PATH}"), "edit-refused", str(error).splitlines()[0])
            return False
        if after is not None and after != data:
            self.writes[decided.PATH] = after
        return True

    def done(self, message: str, questions: Sequence[str] = ()) -> Done:
        data = ledgers.write_ledger(self.lines.values())
        writes = {path: self.writes[path] for path in sorted(self.writes)}
        if data != self.files.get(ledgers.PATH, b""):
            writes[ledgers.PATH] = data
        return Done(writes, message, tuple(questions))


def _desk(files: Mapping[str, bytes], problems: Problems) -> _Desk | None:
    if decided.read_decisions(files, problems) is None:
        return None
    desk = _Desk(files, problems, lines=ledgers.read_ledger(files, problems))
    for path, file in read_files(files, Problems()).items():
        if file.values is not None and "id" in file.values:
            desk.entries.setdefault(file.values["id"], (path, file.values))
    return desk


# ---------------------------------------------------------------------------------------------------------- reject


def reject(files: Mapping[str, bytes], ident: str, why: str | None, problems: Problems) -> Done:
    """`status: rejected` in the entry, and its passages in decisions.yaml, so that the event stays away for good."""
    desk = _desk(files, problems)
    found = desk.find(ident) if desk else None
    if desk is None or found is None:
        return Done()
    path, values = found
    edits: list[Edit] = [Set(("status",), Status.REJECTED.value)]
    if why:
        edits.append(Set(("why",), why))
    item = {
        "event": ident,
        **{name: values.get(name) for name in ("title",)},
        "why": why,
        **{name: value for name in ("type", "date") if (value := values.get(name)) != AUTO},
        **{name: value for name in ("countries", "organisations") if (value := values.get(name)) != AUTO},
        "evidence": decided.as_items(passages_of(values.get("sources"))),
    }
    if not desk.edit(path, edits) or (item["evidence"] and not desk.record("rejected", item)):
        return Done()
    return desk.done(f"rejected {ident}: {values.get('title', '')}")


# ----------------------------------------------------------------------------------------------------------- split


def split(files: Mapping[str, bytes], ident: str, names: Sequence[str], problems: Problems) -> Done:
    """Move sources into an entry of their own, never to be joined again.

    `names` are keys of sources, ids of articles or numbers counted from 1. What only the moved sources carried moves
    with them; what a person wrote stays with the original.
    """
    desk = _desk(files, problems)
    found = desk.find(ident) if desk else None
    if desk is None or found is None:
        return Done()
    path, values = found
    sources: list[dict[str, Any]] = values["sources"] if isinstance(values.get("sources"), list) else []
    moved = _chosen(sources, names, path, problems)
    if moved is None:
        return Done()
    stay, go = [n for n in range(len(sources)) if n not in moved], sorted(moved)
    if not stay:
        problems.error(Place(f"content/{path}"), "nothing-left", f"every source of {ident} would move; leave one")
        return Done()
    line = desk.lines.get(ident)
    a, b = passages_of([sources[n] for n in stay]), passages_of([sources[n] for n in go])
    carried = _carried(values, [sources[n] for n in go], [sources[n] for n in stay])
    cited = divide(values, {str(sources[n]["key"]) for n in go if "key" in sources[n]}, line)
    back = _merged_before(desk, ident, [sources[n] for n in go])
    if back is not None:
        other, new = back, desk.entries[back][0]
    else:
        first = sources[go[0]]
        taken = {*desk.entries, *desk.lines}
        other = new_id(evidence_key(first.get("article", ""), first.get("quote", "")), taken)
    edits: list[Edit] = [*cited.edits, *_leave(values, go, carried, line), Add(("not_same_as",), other)]
    if other in values.get("merged_from", ()):
        edits.append(Remove(("merged_from", values["merged_from"].index(other))))
    if not desk.edit(path, edits):
        return Done()
    if line is not None and cited.edits:
        desk.lines[ident] = forget(line, values, cited)
    if back is not None:
        if not _give_back(desk, back, ident, [sources[n] for n in stay]):
            return Done()
    else:
        part = _part({**values, **_programs(line)}, sources, go, carried)
        fresh = {**part, **cited.moved, "id": other, "not_same_as": [ident]}
        fresh["sources"] = [
            {**item, "key": sources[n]["key"]} if sources[n].get("key") in cited.keys else item
            for n, item in zip(go, part["sources"], strict=True)
        ]
        new = new_path(fresh, {file for file in files if file.startswith("events/")})
        desk.writes[new] = write_entry(fresh, path=new)
        if read_values(new, desk.writes[new], problems) is None:
            return Done()
        number = max((known.number for known in desk.lines.values()), default=0) + 1
        wrote = {name: value for name, value in fresh.items() if name in FORMS}
        desk.lines[other] = Line(other, number, new, wrote)
    if not desk.settle(lambda data: decided.separate(data, a, b)):
        return Done()
    pair = {"a": decided.as_items(a), "b": decided.as_items(b), "events": [ident, other]}
    if a and b and not desk.record("not_same", pair):
        return Done()
    return desk.done(f"split {ident}: {len(go)} of {len(sources)} sources moved to {other}, content/{new}")


def _merged_before(desk: _Desk, ident: str, go: Sequence[Mapping[str, Any]]) -> str | None:
    """The entry that these sources came from, if a merge brought them: it gets them back, with its id."""
    moved = {source_name(item) for item in go}
    found = []
    for other, (_, values) in sorted(desk.entries.items()):
        if values.get("status") == Status.MERGED and values.get("merged_into") == ident:
            theirs = values.get("sources")
            if moved <= {source_name(item) for item in (theirs if isinstance(theirs, list) else ())}:
                found.append(other)
    return found[0] if len(found) == 1 else None


def _give_back(desk: _Desk, other: str, ident: str, stay: Sequence[Mapping[str, Any]]) -> bool:
    path, values = desk.entries[other]
    kept = {source_name(item) for item in stay}
    gone = [n for n, item in enumerate(values["sources"]) if source_name(item) in kept]
    edits: list[Edit] = [Remove(("sources", n)) for n in reversed(gone)]
    # Who has checked it before it was merged is still named in it.
    status = Status.CHECKED if "checked" in values else Status.PROPOSED
    edits += [Set(("status",), status.value), Remove(("merged_into",)), Add(("not_same_as",), ident)]
    line = desk.lines.get(other)
    if line is not None:
        wrote = {name: value for name, value in line.wrote.items() if name != "merged_into"}
        wrote["status"] = Status.PROPOSED.value
        desk.lines[other] = replace(line, hand=line.hand - {"status", "merged_into"}, wrote=wrote)
    return desk.edit(path, edits)


def _chosen(
    sources: Sequence[Mapping[str, Any]], names: Sequence[str], path: str, problems: Problems
) -> set[int] | None:
    chosen: set[int] = set()
    for name in names:
        hits = {n for n, item in enumerate(sources) if name in (item.get("key"), item.get("article"))}
        if not hits and name.isdigit() and 1 <= int(name) <= len(sources):
            hits = {int(name) - 1}
        if not hits:
            words = [str(word) for item in sources for word in (item.get("key"), item.get("article")) if word]
            listed = (f"{n} ({item.get('article') or item.get('publisher')})" for n, item in enumerate(sources, 1))
            hint = nearest(name, words) or f"its sources are {', '.join(listed)}"
            problems.error(Place(f"content/{path}"), "unknown-source", f"the entry has no source {name!r}", hint)
            return None
        chosen |= hits
    return chosen


def _carried(
    values: Values, go: Sequence[Mapping[str, Any]], stay: Sequence[Mapping[str, Any]]
) -> dict[str, list[str]]:
    """Items of sets that only the moved sources carry, by field."""
    mine = {support for item in go for support in item.get("supports", ())}
    theirs = {support for item in stay for support in item.get("supports", ())}
    out: dict[str, list[str]] = {}
    for name, form in FORMS.items():
        if form is Form.SET and isinstance(values.get(name), list):
            moved = [item for item in values[name] if f"{name}/{item}" in mine - theirs]
            if moved and len(moved) < len(values[name]):
                out[name] = moved
    return out


def _part(
    values: Values, sources: Sequence[dict[str, Any]], go: Sequence[int], carried: Mapping[str, list[str]]
) -> Values:
    """The new entry as far as the moved sources tell: the next build fills in the rest from the articles.

    Its title are their own words: that of the entry they left would say of them what a person has just denied. A day
    goes along only where they carry it, or where nothing is known of what carries it.
    """
    moved = [{key: value for key, value in sources[n].items() if key != "key"} for n in go]
    supports = {support for item in moved for support in item.get("supports", ())}
    known = {support for item in sources for support in item.get("supports", ())}
    part: Values = {"status": Status.PROPOSED.value, "title": _words(moved) or values.get("title", "")}
    part["sources"] = moved
    for name in ("date", "factuality", "type", "tier"):
        if name in values and values[name] != AUTO and (name in supports or name not in known):
            part[name] = values[name]
    for name in ("countries", "organisations", "people", "places"):
        here = values.get(name)
        named = [item for item in here if f"{name}/{item}" in supports] if isinstance(here, list) else []
        if named or name in carried:
            part[name] = named
    return part


def _words(sources: Sequence[Mapping[str, Any]]) -> str:
    """The first quoted words, as far as a title holds them."""
    quote = next((str(item["quote"]) for item in sources if item.get("quote")), "")
    words = " ".join(quote.split())
    if len(words) <= _TITLE:
        return words.rstrip(".")
    cut = words[:_TITLE]
    return (cut.rpartition(" ")[0] or cut).rstrip(",;:–- ") + " …"


def _programs(line: Line | None) -> Values:
    """What the program wrote of the values that a person changed since: the new entry is the program's."""
    names = ("date", "factuality", "type", "tier")
    return {name: line.wrote[name] for name in names if name in line.wrote} if line is not None else {}


def _leave(values: Values, go: Sequence[int], carried: Mapping[str, list[str]], line: Line | None) -> list[Edit]:
    edits: list[Edit] = []
    for name, items in carried.items():
        theirs = [item for item in items if line is not None and not line.is_hand(f"{name}/{item}")]
        for n in sorted((values[name].index(item) for item in theirs), reverse=True):
            edits.append(Remove((name, n)))
    return [*edits, *(Remove(("sources", n)) for n in sorted(go, reverse=True))]


# ----------------------------------------------------------------------------------------------------------- merge


def merge(files: Mapping[str, bytes], first: str, second: str, problems: Problems) -> Done:
    """The second entry becomes part of the first: its page leads there, its sources and hand-made values go along."""
    desk = _desk(files, problems)
    if desk is None:
        return Done()
    one, two = desk.find(first), desk.find(second)
    if one is None or two is None:
        return Done()
    if first == second:
        problems.error(Place(f"content/{one[0]}"), "same-entry", f"{first} cannot be merged with itself")
        return Done()
    (path, values), (other_path, other) = one, two
    for ident, its in ((first, values), (second, other)):
        if its.get("status") == Status.MERGED:
            target = str(its.get("merged_into", "another entry"))
            where = Place(f"content/{desk.entries[ident][0]}")
            problems.error(where, "already-merged", f"{ident} is part of {target} already", f"name {target} instead")
            return Done()
    here = values.get("sources") if isinstance(values.get("sources"), list) else []
    there = other.get("sources") if isinstance(other.get("sources"), list) else []
    known = {source_name(item) for item in here or ()}
    keys = {item["key"] for item in here or () if "key" in item}
    edits: list[Edit] = []
    for item in there or ():
        if source_name(item) not in known:
            # With a key the program can name it where days or numbers differ; all else of it is a person's now.
            name = item["key"] if "key" in item and item["key"] not in keys else free_key(keys)
            keys.add(name)
            edits.append(Add(("sources",), {"key": name, **{k: v for k, v in item.items() if k != "key"}}))
    questions: list[str] = []
    for name, value in _hand_made(other, desk.lines.get(second)):
        mine = desk.lines.get(first)
        if name not in values or (mine is not None and not mine.is_hand(name) and values[name] == mine.wrote.get(name)):
            edits.append(Set((name,), value))
        elif values[name] != value:
            questions.append(f"{name}: {first} says {values[name]!r}, {second} says {value!r}; the first is kept")
    if second not in values.get("merged_from", ()):
        edits.append(Add(("merged_from",), second))
    for name in ("not_same_as", "maybe_same_as"):
        if second in values.get(name, ()):
            edits.append(Remove((name, values[name].index(second))))
    if not desk.edit(path, edits):
        return Done()
    edits = [Set(("status",), Status.MERGED.value), Set(("merged_into",), first)]
    if first in other.get("not_same_as", ()):
        edits.append(Remove(("not_same_as", other["not_same_as"].index(first))))
    if not desk.edit(other_path, edits):
        return Done()
    a, b = passages_of(here), passages_of(there)
    if not desk.settle(lambda data: decided.unite(data, a, b)):
        return Done()
    if (
        a
        and b
        and not desk.record("same", {"a": decided.as_items(a), "b": decided.as_items(b), "events": [first, second]})
    ):
        return Done()
    return desk.done(f"merged {second} into {first}; its page leads there", questions)


def _hand_made(values: Values, line: Line | None) -> list[tuple[str, Any]]:
    """The single values of an entry that a person wrote."""
    names = [name for name, form in FORMS.items() if form is Form.VALUE and name not in ("status", "merged_into")]
    out = []
    for name in (*names, "date_note", "note", "public_note"):
        if name not in values or values[name] == AUTO:
            continue
        if name not in FORMS or line is None or line.is_hand(name) or values[name] != line.wrote.get(name):
            out.append((name, values[name]))
    return out
