"""Events meet entries: what the program believes now, and what people made of what it believed before.

The only bridge between the two. Nothing a person decided is undone; what is not written is said, with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dateline.core.config import Config
from dateline.core.model import Article, Event, Passage, Status
from dateline.core.problems import Place, Problems
from dateline.core.schema import AUTO
from dateline.core.steps import Memory
from dateline.core.yamledit import Edit, EditError, Remove, Set, edit
from dateline.keep import decisions as decided
from dateline.keep import ledger as ledgers
from dateline.keep.entries import (
    SCHEMA_PATH,
    EntryFile,
    Values,
    entry_schema,
    evidence_key,
    first_evidence,
    is_entry,
    new_id,
    new_path,
    read_files,
    read_values,
    report_twice,
    write_entry,
)
from dateline.keep.fields import ENTRY, FORMS, Form
from dateline.keep.ledger import EVERYTHING, Line
from dateline.keep.matching import Known, Matches, is_alike, match, origins_of
from dateline.keep.plan import Change, Kind, Plan
from dateline.keep.propose import pair_sources, propose, source_name
from dateline.keep.quotes import Texts, fold_quote
from dateline.keep.threeway import MISSING, Merge, Outcome, Step, ordered

_FROZEN = frozenset({Status.CHECKED, Status.REJECTED, Status.WITHDRAWN, Status.MERGED})
_SILENT = frozenset({"status", "confidence", "review", "maybe_same_as", "merged_into", "merged_from"})
_ITEM_FORMS: Mapping[str, Mapping[str, Form]] = {
    "sources": {
        **dict.fromkeys(("key", "article", "quote", "when", "lang", "origin"), Form.VALUE),
        "supports": Form.SET,
    },
    "figures": {"what": Form.VALUE, "versions": Form.VALUE},
    "date_versions": {"date": Form.VALUE, "sources": Form.SET},
}
_KINDS: Mapping[Outcome, Kind] = {
    Outcome.CHANGED: Kind.CHANGED,
    Outcome.ADDED: Kind.CHANGED,
    Outcome.REMOVED: Kind.CHANGED,
    Outcome.HANDED_BACK: Kind.CHANGED,
    Outcome.DIFFERS: Kind.KEPT,
    Outcome.PROPOSED: Kind.PROPOSED,
    Outcome.GONE: Kind.GONE,
}


@dataclass(slots=True)
class _Held:
    """One entry file with what is remembered of it."""

    id: str
    path: str
    values: Values
    line: Line | None
    has_id: bool = True

    @property
    def status(self) -> str:
        return str(self.values.get("status", Status.PROPOSED))

    @property
    def sources(self) -> list[dict[str, Any]]:
        sources = self.values.get("sources")
        return sources if isinstance(sources, list) else []

    @property
    def passages(self) -> tuple[Passage, ...]:
        return _passages(self.sources)

    @property
    def is_machine_only(self) -> bool:
        """No person has touched it, as far as is remembered and as it stands."""
        if self.line is None or self.line.hand or self.status not in (Status.PROPOSED, Status.ORPHANED):
            return False
        return all(
            self.values.get(name) == self.line.wrote.get(name) for name in {*self.values, *self.line.wrote} - {"id"}
        )


@dataclass(slots=True)
class _Work:
    """One run, as it comes together."""

    files: Mapping[str, bytes]
    config: Config
    texts: Texts
    problems: Problems
    lines: dict[str, Line] = field(default_factory=dict)
    writes: dict[str, bytes | None] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0


def reconcile(
    events: Sequence[Event],
    files: Mapping[str, bytes],
    *,
    config: Config,
    articles: Mapping[str, Article],
    problems: Problems,
    gazetteer: Any = None,
    memory: Memory | None = None,
) -> Plan:
    """What has to be written under content/ so that the entries say what the articles say and people decided.

    `files` is content/ (path relative to it → bytes). A second run over its own result writes nothing. Entries that
    break a rule are reported and left as they are, and so is everything while decisions.yaml breaks one.
    """
    work = _Work(files, config, Texts(articles), problems)
    read = read_files(files, problems, memory=memory)
    ledger = ledgers.read_ledger(files, problems)
    decisions = decided.read_decisions(files, problems)
    if decisions is None:
        return Plan(articles=len(articles), events=len(events), entries=len(read))
    held, blocked, unknown = _hold(read, ledger, work)
    decisions = _tombstones(ledger, held, blocked, unknown, decisions, work)

    known = [_known(one) for one in held.values() if one.status != Status.MERGED]
    known += [_known_line(ledger[ident]) for ident in blocked if ident in ledger]
    rejected = {f"rejected {n:06}": item for n, item in enumerate(decisions.rejected)}
    known += [
        Known(name, 1 << 40, item.evidence, type=item.type, date=item.date)
        for name, item in rejected.items()
        if item.event not in held
    ]
    matches = match(events, known, work.texts)
    merged = [_known(one) for one in held.values() if one.status == Status.MERGED]
    _return_merged(events, matches, merged, held, work)

    ids = {events[n].key: ident for n, ident in matches.entry_of.items() if ident in held or ident in blocked}
    fresh = _fresh(events, matches, held, rejected, bool(unknown), work)
    taken = {*ledger, *held, *blocked}
    for n in fresh:
        evidence = events[n].evidence
        ident = new_id(evidence_key(evidence[0].article, evidence[0].quote) if evidence else events[n].key, taken)
        taken.add(ident)
        ids[events[n].key] = ident
    unions = _unions(events, matches, held, decisions, work)
    by_entry = {ident: n for n, ident in matches.entry_of.items()}
    for ident in sorted(held):
        one = held[ident]
        if ident in unions:
            _become_merged(one, unions[ident], work)
        elif ident in by_entry:
            origin = [other for other, target in unions.items() if target == ident]
            _update(one, events[by_entry[ident]], ids, origin, work)
        else:
            _without_event(one, matches, work)
    for ident in blocked:
        if ident in ledger:
            work.lines[ident] = ledger[ident]
    _write_new([(ids[events[n].key], events[n]) for n in fresh], ids, work)
    return _plan(work, len(articles), len(events))


# ----------------------------------------------------------------------------------------------- what there is


def _hold(
    read: Mapping[str, EntryFile], ledger: Mapping[str, Line], work: _Work
) -> tuple[dict[str, _Held], set[str], list[str]]:
    """The sound entries by id; ids of broken ones; paths of broken ones whose id is not known."""
    held: dict[str, _Held] = {}
    blocked: set[str] = set()
    unknown: list[str] = []
    by_path = {line.path: ident for ident, line in ledger.items()}
    for path, file in read.items():
        if file.values is None:
            ident = _id_in(work.files[path]) or by_path.get(path)
            if ident is None:
                unknown.append(path)
            else:
                blocked.add(ident)
    nameless = []
    for path, file in read.items():
        if file.values is None:
            continue
        ident = file.values.get("id")
        if ident is None:
            nameless.append(path)
        elif ident in held:
            report_twice(path, work.files[path], ident, held[ident].path, work.problems)
            blocked.add(ident)
        else:
            held[ident] = _Held(ident, path, file.values, ledger.get(ident))
    for path in nameless:
        values = read[path].values or {}
        ident = by_path.get(path)
        if ident is None or ident in held or ident in blocked:
            ident = new_id(first_evidence(values, path), {*ledger, *held, *blocked})
        held[ident] = _Held(ident, path, values, ledger.get(ident), has_id=False)
    for ident in blocked & held.keys():
        # Two files with one id: neither is written to until a person has said which it is.
        del held[ident]
    return held, blocked, unknown


def _id_in(data: bytes) -> str | None:
    found = re.search(rb"^id:[ \t]*[\"']?(ev-[a-z0-9]+)", data, re.MULTILINE)
    return found.group(1).decode() if found else None


def _tombstones(
    ledger: Mapping[str, Line],
    held: Mapping[str, _Held],
    blocked: set[str],
    unknown: Sequence[str],
    decisions: decided.Decisions,
    work: _Work,
) -> decided.Decisions:
    """Entries whose file a person deleted become rejections: removal is a decision."""
    gone = [line for ident, line in sorted(ledger.items()) if ident not in held and ident not in blocked]
    if not gone:
        return decisions
    if unknown:
        # One of the broken files may be the missing one under a new name.
        work.lines.update((line.id, line) for line in gone)
        return decisions
    data = work.files.get(decided.PATH)
    rejected = list(decisions.rejected)
    for line in gone:
        passages = _passages(line.wrote.get("sources", ()))
        title, kind, date = (line.wrote.get(name) for name in ("title", "type", "date"))
        if not passages or any(item.event == line.id for item in decisions.rejected):
            continue
        why = "its file was deleted"
        countries, organisations = (tuple(line.wrote.get(name, ())) for name in ("countries", "organisations"))
        rejection = decided.Rejection(passages, line.id, title, why, kind, date, countries, organisations)
        item = {"event": line.id, "title": title, "why": why, "type": kind, "date": date}
        item |= {"countries": list(countries), "organisations": list(organisations)}
        try:
            data = decided.record(data, "rejected", {**item, "evidence": decided.as_items(passages)})
        except EditError as error:
            work.lines[line.id] = line
            work.problems.error(Place(f"content/{decided.PATH}"), "edit-refused", str(error))
            continue
        rejected.append(rejection)
        work.changes.append(Change(Kind.REJECTED, line.id, line.path, why=why, title=str(title or line.id)))
    if data is not None and data != work.files.get(decided.PATH):
        work.writes[decided.PATH] = data
    return replace(decisions, rejected=tuple(rejected))


def _passages(sources: Any) -> tuple[Passage, ...]:
    found = (item for item in (sources if isinstance(sources, list) else ()) if "article" in item and "quote" in item)
    return tuple(Passage(item["article"], item["quote"]) for item in found)


def _known(one: _Held) -> Known:
    line = one.line
    here = one.passages
    before = _passages(line.wrote.get("sources")) if line is not None else ()
    return Known(
        one.id,
        line.number if line is not None else 1 << 30,
        here,
        tuple(passage for passage in before if passage not in here),
        frozenset(line.mentions) if line is not None else frozenset(),
        one.values.get("type"),
        one.values.get("date"),
    )


def _known_line(line: Line) -> Known:
    wrote = line.wrote
    passages = _passages(wrote.get("sources"))
    return Known(line.id, line.number, passages, (), frozenset(line.mentions), wrote.get("type"), wrote.get("date"))


# ------------------------------------------------------------------------------------------ events without entry


def _return_merged(
    events: Sequence[Event], matches: Matches, merged: Sequence[Known], held: dict[str, _Held], work: _Work
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


def _fresh(
    events: Sequence[Event],
    matches: Matches,
    held: Mapping[str, _Held],
    rejected: Mapping[str, decided.Rejection],
    withheld: bool,
    work: _Work,
) -> list[int]:
    """Indices of the events that become new entries, in order of date; what stands against the others is said."""
    origins = origins_of(events)
    pinned: dict[tuple[str, str], str] = {}
    for one in held.values():
        for item in one.sources:
            if "article" in item and "quote" in item and _is_persons(one, item):
                pinned[(item["article"], fold_quote(item["quote"]))] = one.id
    out = []
    for n, event in enumerate(events):
        owner = matches.entry_of.get(n)
        if owner is not None and owner not in rejected:
            if owner in held and held[owner].status == Status.REJECTED:
                _ask_again(event, held[owner].passages, owner, held[owner].path, origins, work)
            continue
        touched = [name for name in sorted(rejected) if n in matches.touching.get(name, {})]
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


def _is_persons(one: _Held, item: Mapping[str, Any]) -> bool:
    """Whether a source stands in an entry because a person put it there, or checked it."""
    if one.status == Status.CHECKED or one.line is None or EVERYTHING in one.line.hand:
        return True
    name = source_name(item)
    return all(source_name(known) != name for known in one.line.wrote.get("sources", ()))


def _ask_again(
    event: Event, before: Sequence[Passage], ident: str, path: str, origins: Mapping[str, str], work: _Work
) -> None:
    """A rejected event is silent for ever, unless an independent source tells it too: then it is a question."""
    known = {origins.get(passage.article, passage.article) for passage in before}
    new = sorted({item.origin or item.article for item in event.evidence} - known)
    if new:
        why = f"rejected before; now also told by {', '.join(new)}"
        work.changes.append(Change(Kind.ASKED, ident, path, why=why, title=_title(event, work)))


def _title(event: Event, work: _Work) -> str:
    return event.title.get(work.config.language) or next(iter(event.title.values()), event.key)


def _write_new(fresh: Sequence[tuple[str, Event]], ids: Mapping[str, str], work: _Work) -> None:
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
        work.lines[ident] = Line(ident, number, path, wrote, mentions=event.mentions)
        title = values["title"]
        work.changes.append(Change(Kind.NEW, ident, path, title=f"{values.get('date', 'undated')} {title}"))


# ---------------------------------------------------------------------------------------------- entries and events


def _unions(
    events: Sequence[Event], matches: Matches, held: Mapping[str, _Held], decisions: decided.Decisions, work: _Work
) -> dict[str, str]:
    """Entries whose event has become part of another's: id → the entry it is now part of."""
    taken = set(matches.entry_of.values())
    out: dict[str, str] = {}
    for ident in sorted(held):
        one = held[ident]
        touched = matches.touching.get(ident, {})
        if ident in taken or not touched or one.status in _FROZEN:
            continue
        target = matches.entry_of.get(max(touched, key=lambda n: (touched[n], -n)))
        if target is None or target not in held or held[target].status in _FROZEN - {Status.CHECKED}:
            continue
        other = held[target]
        if target in one.values.get("not_same_as", ()) or ident in other.values.get("not_same_as", ()):
            continue
        if one.is_machine_only:
            out[ident] = target
        elif one.line is not None and EVERYTHING not in one.line.hand:
            why = f"tells the same as {target}, and a person has worked on both; join them with: merge {target} {ident}"
            work.changes.append(Change(Kind.ASKED, ident, one.path, why=why, title=str(one.values.get("title", ident))))
    return out


def _become_merged(one: _Held, target: str, work: _Work) -> None:
    edits = [Set(("status",), Status.MERGED.value), Set(("merged_into",), target)]
    assert one.line is not None
    wrote = {**one.line.wrote, "status": Status.MERGED.value, "merged_into": target}
    if _write(one, edits, work, {**one.values, "status": Status.MERGED.value, "merged_into": target}):
        work.lines[one.id] = replace(one.line, path=one.path, wrote=wrote)
        title = str(one.values.get("title", one.id))
        work.changes.append(Change(Kind.MERGED, one.id, one.path, why=f"one event with {target}", title=title))
    else:
        work.lines[one.id] = one.line


def _update(one: _Held, event: Event, ids: Mapping[str, str], merged: Sequence[str], work: _Work) -> None:
    """Bring one entry up to what its event says, as far as the fields are the program's."""
    new = propose(event, language=work.config.language, ids=ids, here=one.sources, texts=work.texts)
    for name in ("part_of", "follows", "maybe_same_as"):
        if one.id in new.get(name, ()):
            new[name] = [ident for ident in new[name] if ident != one.id]
            if not new[name]:
                del new[name]
    before = one.line.wrote.get("merged_from", []) if one.line is not None else []
    if merged or before:
        new["merged_from"] = sorted({*before, *merged})
    _merge(one, new, event.mentions, work)


def _without_event(one: _Held, matches: Matches, work: _Work) -> None:
    """An entry that no event stands for any more: nothing is blanked; an untouched one becomes an orphan."""
    if one.line is None or EVERYTHING in one.line.hand or one.status in (*_FROZEN, Status.ORPHANED):
        _merge(one, None, one.line.mentions if one.line else (), work)
        return
    passages = one.passages
    stands = any(work.texts.stands(passage.article, passage.quote) for passage in passages)
    told_elsewhere = bool(matches.touching.get(one.id))
    if (stands and not one.is_machine_only) or told_elsewhere:
        _merge(one, None, one.line.mentions, work)
        return
    new = {**one.line.wrote, "status": Status.ORPHANED.value}
    _merge(one, new, one.line.mentions, work)


def _merge(one: _Held, new: Values | None, mentions: tuple[str, ...], work: _Work) -> None:
    line = one.line
    if new is not None and line is not None and not line.hand and not line.told and one.has_id:
        wrote = line.wrote
        if wrote == new and all(one.values.get(name) == wrote.get(name) for name in FORMS) and one.status == "proposed":
            work.unchanged += 1
            work.lines[one.id] = (
                line
                if line.path == one.path and line.mentions == mentions and not line.also
                else (replace(line, path=one.path, mentions=mentions, also=()))
            )
            return
    merge, wrote_now, result = _three_way(one, new, work)
    edits = ordered(merge.edits)
    if not one.has_id:
        edits.insert(0, Set(("id",), one.id))
        result["id"] = one.id
        work.changes.append(Change(Kind.MOVED, one.id, one.path, why="given an id", title=str(one.values.get("title"))))
    hand = {EVERYTHING} | merge.hand if line is None else merge.hand | ({EVERYTHING} & line.hand)
    number = line.number if line is not None else _next_number(work)
    fresh = Line(one.id, number, one.path, wrote_now, frozenset(hand), merge.telling, mentions)
    if line is not None and line.path != one.path:
        work.changes.append(Change(Kind.MOVED, one.id, one.path, why=f"was content/{line.path}", title=one.id))
    if edits and not _write(one, edits, work, result):
        # Nothing was written, so nothing is remembered as written either.
        kept = line if line is not None else Line(one.id, number, one.path, {}, frozenset({EVERYTHING}))
        work.lines[one.id] = kept
        return
    if not edits:
        work.unchanged += 1
    work.lines[one.id] = fresh
    _report(one, merge.steps, work)


def _next_number(work: _Work) -> int:
    return max((line.number for line in work.lines.values()), default=0) + 1


def _three_way(one: _Held, new: Values | None, work: _Work) -> tuple[Merge, Values, Values]:
    line = one.line
    frozen = one.status in _FROZEN
    returned = one.status == Status.MERGED and new is not None
    merge = Merge(
        hand={path for path in line.hand if path != EVERYTHING} if line is not None else set(),
        told=line.told if line is not None else {},
        everything=line is None or EVERYTHING in line.hand,
        handed_back=frozenset(line.wrote) if line is not None else frozenset(),
        frozen=frozen and not returned,
        locked=frozenset(one.values.get("locked", ())),
        silent=_SILENT,
    )
    versions: list[Mapping[str, Any]] = [line.wrote, *line.also] if line is not None else [{}]
    if new is None:
        # No event: whatever stands stays. `auto` waits.
        new = {}
    wrote: Values = dict(versions[0])
    result: Values = dict(one.values)
    for name, form in FORMS.items():
        bases = [version.get(name, MISSING) for version in versions]
        here, now = one.values.get(name, MISSING), new.get(name, MISSING)
        if not new and here != AUTO and now is MISSING:
            _notice(merge, name, form, bases, here)
            continue
        base, value = _field(merge, name, form, bases, here, now, versions[0], work)
        _put(wrote, name, base)
        _put(result, name, value)
    if returned:
        merge.edits = [change for change in merge.edits if change.path != ("merged_into",)]
        merge.edits.append(Remove(("merged_into",)))
        wrote.pop("merged_into", None)
        result.pop("merged_into", None)
    return merge, wrote, result


def _notice(merge: Merge, name: str, form: Form, bases: Sequence[Any], here: Any) -> None:
    """Without an event there is nothing to write, but what a person changed meanwhile is noted all the same."""
    if merge.owned(name) or all(_differs(form, base, here) for base in bases):
        if form is Form.VALUE or here is MISSING or not isinstance(here, list):
            merge.claim(name)
            return
        if form is Form.SET:
            base = [] if bases[0] is MISSING else bases[0]
            for item in sorted({*base} ^ {*here}):
                merge.claim(f"{name}/{item}")


def _differs(form: Form, base: Any, here: Any) -> bool:
    if form is Form.SET and isinstance(base, list) and isinstance(here, list):
        return set(base) != set(here)
    return bool(base != here) if base is not MISSING and here is not MISSING else base is not here


def _field(
    merge: Merge,
    name: str,
    form: Form,
    bases: Sequence[Any],
    here: Any,
    now: Any,
    wrote: Mapping[str, Any],
    work: _Work,
) -> tuple[Any, Any]:
    if form is Form.VALUE:
        return merge.value(name, (name,), bases, here, now)
    if form is Form.SET:
        return merge.set(
            name, (name,), bases, here, now, supported=lambda item: _is_supported(f"{name}/{item}", wrote, work.texts)
        )
    if form is Form.MAP:
        return merge.map(name, (name,), bases, here, now, prune=name == "roles")
    if name == "sources":
        return merge.items(
            name,
            (name,),
            bases,
            here,
            now,
            forms=_ITEM_FORMS[name],
            pair=lambda ones, others: pair_sources(ones, others, work.texts),
            name=source_name,
            keep=lambda item: not work.texts.stands(item.get("article", ""), item.get("quote", "")),
        )
    key = "what" if name == "figures" else "date"
    return merge.items(
        name,
        (name,),
        bases,
        here,
        now,
        forms=_ITEM_FORMS[name],
        pair=lambda ones, others: _pair_by(key, ones, others),
        name=lambda item: str(item[key]),
        keep=lambda item: False,
    )


def _pair_by(key: str, ones: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    index = {item[key]: n for n, item in reversed(list(enumerate(others)))}
    pairs: dict[int, int] = {}
    for n, item in enumerate(ones):
        found = index.pop(item[key], None)
        if found is not None:
            pairs[n] = found
    return pairs


def _is_supported(support: str, wrote: Mapping[str, Any], texts: Texts) -> bool:
    """Whether words that carried an item still stand in their article; true when none were named."""
    rested = [item for item in wrote.get("sources", ()) if support in item.get("supports", ())]
    return not rested or any(texts.stands(item["article"], item["quote"]) for item in rested)


def _put(values: Values, name: str, value: Any) -> None:
    if value is MISSING:
        values.pop(name, None)
    else:
        values[name] = value


def _write(one: _Held, edits: Sequence[Edit], work: _Work, expected: Values) -> bool:
    """Make the edits in the entry's text; false, reported, when they cannot be made safely."""
    data = work.files[one.path]
    try:
        changed = edit(f"content/{one.path}", data, edits, ENTRY)
        problems = Problems()
        found = read_values(one.path, changed, problems)
        if found is None or {k: v for k, v in found.items() if v} != {k: v for k, v in expected.items() if v}:
            raise EditError(f"the entry would not read as intended\n{problems}".strip())
    except EditError as error:
        work.problems.warning(
            Place(f"content/{one.path}"),
            "edit-refused",
            "the program could not change this file without touching more than it should, and left it",
            str(error).splitlines()[0],
        )
        return False
    work.writes[one.path] = changed
    return True


def _report(one: _Held, steps: Sequence[Step], work: _Work) -> None:
    title = str(one.values.get("title", one.id))
    for step in steps:
        kind = _KINDS[step.outcome]
        was = None if step.was is MISSING else step.was
        now = None if step.now is MISSING else step.now
        if step.path == "status" and kind is Kind.CHANGED:
            kind = Kind.ORPHANED if now == Status.ORPHANED else Kind.RETURNED
            work.changes.append(Change(kind, one.id, one.path, why=f"was {was}", title=title))
            continue
        why = "handed back by `auto`" if step.outcome is Outcome.HANDED_BACK else ""
        work.changes.append(Change(kind, one.id, one.path, step.path, was, now, why, title))


def _plan(work: _Work, articles: int, events: int) -> Plan:
    data = ledgers.write_ledger(work.lines.values())
    writes: dict[str, bytes | None] = dict(sorted(work.writes.items()))
    if writes and work.files.get(SCHEMA_PATH) != entry_schema():
        writes[SCHEMA_PATH] = entry_schema()
    if data != work.files.get(ledgers.PATH, b""):
        writes[ledgers.PATH] = data
    order = {kind: n for n, kind in enumerate(Kind)}
    changes = sorted(work.changes, key=lambda change: (order[change.kind], change.path, change.id, change.field))
    by_hand = sum(len(line.hand - {EVERYTHING}) for line in work.lines.values())
    return Plan(writes, tuple(changes), articles, events, len(work.lines), work.unchanged, by_hand)
