"""Events that no entry stands for: which become new entries, and what stands against the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.core.model import Event, Passage, Status
from dateline.core.problems import Problems
from dateline.core.text import digest
from dateline.keep import decisions as decided
from dateline.keep.entries import EntryFile, is_entry, new_path, read_values, write_entry
from dateline.keep.fields import FORMS
from dateline.keep.held import Held, Work
from dateline.keep.ledger import EVERYTHING, Line
from dateline.keep.matching import Known, Matches, is_alike, match, origins_of
from dateline.keep.merges import is_merged_by_hand
from dateline.keep.plan import Change, Kind
from dateline.keep.propose import propose, source_name
from dateline.keep.quotes import fold_quote


def return_merged(
    events: Sequence[Event], matches: Matches, merged: Sequence[Known], held: dict[str, Held], work: Work
) -> None:
    """An entry that the program had merged comes back when its event stands on its own again."""
    rest = [n for n in range(len(events)) if n not in matches.entry_of]
    if not rest or not merged:
        return
    again = match([events[n] for n in rest], merged, work.texts)
    for n, ident in again.entry_of.items():
        line = held[ident].line
        by_program = line is not None and line.wrote.get("status") == Status.MERGED and "status" not in line.hand
        if by_program:
            matches.entry_of[rest[n]] = ident
            matches.touching[ident] = {rest[n]: 1}


def find_fresh(
    events: Sequence[Event],
    matches: Matches,
    held: Mapping[str, Held],
    rejected: Mapping[str, decided.Rejection],
    withheld: bool,
    work: Work,
) -> list[int]:
    """Indices of the events that become new entries, in order of date; what stands against the others is said."""
    origins = origins_of(events)
    pinned: dict[tuple[str, str], str] = {}
    for one in held.values():
        merged = is_merged_by_hand(one.values, one.line)
        if one.has_own_sources and one.status != Status.CHECKED and not merged:
            continue
        # What a person has merged tells another entry's event, and makes none of its own.
        programs = set() if merged else _programs_sources(one)
        for item in one.sources:
            if "article" in item and "quote" in item and source_name(item) not in programs:
                pinned[(item["article"], fold_quote(item["quote"]))] = one.id
    out = []
    for n, event in enumerate(events):
        owner = matches.entry_of.get(n)
        if owner is not None and owner not in rejected:
            if owner in held and held[owner].status == Status.REJECTED:
                known = [passage for item in rejected.values() if item.event == owner for passage in item.evidence]
                _ask_again(event, (*held[owner].passages, *known), owner, held[owner].path, origins, work)
            continue
        touched = [
            name
            for name in sorted(rejected)
            if n in matches.touching.get(name, {}) and rejected[name].type in (None, event.type)
        ]
        if owner is not None or touched:
            rejection = rejected[owner or touched[0]]
            _ask_again(event, rejection.evidence, rejection.event or "", decided.PATH, origins, work)
            continue
        alike = next((rejection for rejection in rejected.values() if _is_like(event, rejection)), None)
        if alike is not None:
            _ask_again(event, alike.evidence, alike.event or "", decided.PATH, origins, work)
            continue
        claims = {pinned.get((item.article, fold_quote(item.quote))) for item in event.evidence}
        if event.evidence and None not in claims:
            continue
        if withheld:
            why = "a broken file may be its entry; mend the file first"
            work.changes.append(Change(Kind.ASKED, "", "", why=why, title=_title(event, work)))
            continue
        out.append(n)
    return sorted(out, key=lambda n: _sort_key(events[n]))


def _sort_key(event: Event) -> tuple[Any, ...]:
    when = event.when
    return (0, when.sort_key, event.key) if when is not None else (1, event.key)


def _is_like(event: Event, item: decided.Rejection) -> bool:
    known = Known("", 0, item.evidence, type=item.type, date=item.date)
    return bool(item.organisations or item.countries) and is_alike(event, known, item.organisations, item.countries)


def _programs_sources(one: Held) -> set[str]:
    """Names of the sources that stand in an entry by the program's word alone: no person put them there or checked."""
    if one.status == Status.CHECKED or one.line is None or EVERYTHING in one.line.hand:
        return set()
    return {source_name(item) for item in one.line.wrote.get("sources", ())}


def _ask_again(
    event: Event, before: Sequence[Passage], ident: str, path: str, origins: Mapping[str, str], work: Work
) -> None:
    """A rejected event is silent for ever, unless an independent source tells it too: then it is a question."""
    known = {origins.get(passage.article, passage.article) for passage in before}
    new = sorted({item.origin or item.article for item in event.evidence} - known)
    if new:
        why = f"rejected before; now also told by {', '.join(new)}"
        told = tuple(dict.fromkeys(Passage(item.article, item.quote) for item in event.evidence))
        work.changes.append(Change(Kind.ASKED, ident, path, why=why, title=_title(event, work), evidence=told))


def _title(event: Event, work: Work) -> str:
    return event.title.get(work.config.language) or next(iter(event.title.values()), event.key)


def write_new(fresh: Sequence[tuple[str, Event]], ids: Mapping[str, str], work: Work) -> None:
    number = max((line.number for line in work.lines.values()), default=0)
    taken = {path for path in work.files if is_entry(path)} | set(work.writes)
    for ident, event in fresh:
        number += 1
        values = propose(event, language=work.config.language, ids=ids, texts=work.texts)
        path = new_path(values, taken)
        taken.add(path)
        data = write_entry({"id": ident, **values}, path=path)
        problems = Problems()
        found = read_values(path, data, problems)
        if found is None:
            work.problems.extend(problems)
            continue
        wrote = {name: value for name, value in found.items() if name in FORMS}
        work.writes[path] = data
        if not len(problems):
            work.written[path] = EntryFile(path, digest(data, length=32), found)
        work.lines[ident] = Line(ident, number, path, wrote, mentions=event.mentions)
        title = values["title"]
        work.changes.append(Change(Kind.NEW, ident, path, title=f"{values.get('date', 'undated')} {title}"))
