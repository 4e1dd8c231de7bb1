"""Events meet entries: what the program believes now, and what people made of what it believed before.

The only bridge between the two. Nothing a person decided is undone; what is not written is said, with its reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from dateline.core.config import Config
from dateline.core.model import Article, Event, Status
from dateline.core.problems import Problem, Problems
from dateline.core.steps import Memory, code_digest, key
from dateline.core.values import without_collecting
from dateline.keep import decisions as decided
from dateline.keep import ledger as ledgers
from dateline.keep import names, renames
from dateline.keep.arrivals import find_fresh, return_merged, write_new
from dateline.keep.entries import (
    SCHEMA_PATH,
    entry_schema,
    evidence_key,
    new_id,
    read_files,
    remember_files,
)
from dateline.keep.held import FROZEN, Held, Titler, Work, bury, hold, known_line, known_of
from dateline.keep.ledger import EVERYTHING, Line
from dateline.keep.matching import Known, Matches, match, match_changed
from dateline.keep.plan import Change, Kind, Plan
from dateline.keep.quotes import Texts
from dateline.keep.update import become_merged, update, without_event

_PASSES = 4
"""At most; one is enough where nothing that is remembered of an entry has changed."""


def reconcile(
    events: Sequence[Event],
    files: Mapping[str, bytes],
    *,
    config: Config,
    articles: Mapping[str, Article],
    problems: Problems,
    gazetteer: Container[str] | None = None,
    memory: Memory | None = None,
    titler: Titler | None = None,
) -> Plan:
    """What has to be written under content/ so that the entries say what the articles say and people decided.

    `files` is content/ (path relative to it → bytes). A second run over its own result writes nothing. Entries that
    break a rule are reported and left as they are, and so is everything while decisions.yaml breaks one. With a
    `titler` the program's titles follow what people have corrected.
    """
    with without_collecting():
        if memory is None:
            return _settle(events, files, config, articles, problems, gazetteer, memory, titler, {})
        told = {event.key: hashlib.sha256(msgspec.json.encode(event)).digest() for event in events}
        known = _inputs(told, events, files, config, articles, gazetteer)
        accord = memory.get("reconciled", known, _Accord)
        if accord is None:
            own = Problems()
            accord = _Accord(_settle(events, files, config, articles, own, gazetteer, memory, titler, told), tuple(own))
            if not accord.plan.writes:
                memory.put("reconciled", known, accord)
        problems.extend(accord.problems)
        return accord.plan


@dataclass(frozen=True, slots=True)
class _Accord:
    """What a run over inputs that are in accord comes to: nothing to write, and what there is to say."""

    plan: Plan
    problems: tuple[Problem, ...]


def _inputs(
    told: Mapping[str, bytes],
    events: Sequence[Event],
    files: Mapping[str, bytes],
    config: Config,
    articles: Mapping[str, Article],
    gazetteer: Container[str] | None,
) -> str:
    """Digest of everything that reconciling depends on."""
    unknown = sorted({slug for event in events for slug, _, _ in event.unknown}) if gazetteer is not None else []
    held = [slug for slug in unknown if gazetteer is not None and slug in gazetteer]
    texts = [part for name in sorted(articles) for part in (name, articles[name].digest)]
    contents = [part for path in sorted(files) for part in (path, files[path])]
    return key(
        *(
            # Titles made anew are the work of these.
            code_digest("core", "keep", "gather", "lexicon", "data"),
            " ".join((config.language, *config.languages)),
            str(gazetteer is None),
            " ".join(held),
            b"".join(told.values()),
        ),
        *(str(len(texts)), *texts, *contents),
    )


def _settle(
    events: Sequence[Event],
    files: Mapping[str, bytes],
    config: Config,
    articles: Mapping[str, Article],
    problems: Problems,
    gazetteer: Container[str] | None,
    memory: Memory | None,
    titler: Titler | None,
    told: Mapping[str, bytes],
) -> Plan:
    """Passes until nothing is left to write; `told` are digests of the events by their keys."""
    texts = Texts(articles)
    code = key(code_digest("core", "keep"), config.language)
    settled = (memory.get("settled", code, dict[str, str]) if memory is not None else None) or {}
    work = Work(dict(files), config, texts, problems, settled=settled, digests=told, titler=titler)
    writes: dict[str, bytes | None] = {}
    changes: list[Change] = []
    for _ in range(_PASSES):
        _reconcile(events, work, articles, memory, gazetteer)
        now = _writes(work)
        writes |= now
        if memory is not None and work.written:
            remember_files(work.written, memory)
        changes += [change for change in work.changes if change not in changes]
        if not work.unsettled or not now:
            break
        # What was just remembered of entries may decide anew to which of two like events they belong.
        after = {path: data for path, data in {**work.files, **now}.items() if data is not None}
        work = Work(after, config, texts, problems, settled=work.settling, digests=told, titler=titler)
    if memory is not None and work.settling != settled:
        memory.put("settled", code, work.settling)
    order = {kind: n for n, kind in enumerate(Kind)}
    changes.sort(key=lambda change: (order[change.kind], change.path, change.id, change.field))
    by_hand = sum(len(line.hand - {EVERYTHING}) for line in work.lines.values())
    ordered = {path: writes[path] for path in sorted(writes, key=lambda path: (path == ledgers.PATH, path))}
    return Plan(
        ordered,
        tuple(changes),
        len(articles),
        len(events),
        sum(ident.startswith("ev-") for ident in work.lines),
        work.unchanged,
        by_hand,
    )


def _reconcile(
    events: Sequence[Event],
    work: Work,
    articles: Collection[str],
    memory: Memory | None,
    gazetteer: Container[str] | None,
) -> None:
    """One pass: fills in what is to be written and what there is to say."""
    files, problems = work.files, work.problems
    read = read_files(files, problems, memory=memory)
    lines = ledgers.read_ledger(files, problems)
    ledger = {ident: line for ident, line in lines.items() if ident.startswith("ev-")}
    decisions = decided.read_decisions(files, problems)
    if decisions is None:
        work.lines = lines
        work.unsettled = False
        return
    held, blocked, unknown = hold(read, ledger, decisions, work)
    decisions = bury(ledger, held, blocked, unknown, decisions, work)
    decisions = _follow(lines.get(renames.LEDGER_ID), articles, held, decisions, work)

    known = [known_of(one) for one in held.values() if one.status != Status.MERGED]
    known += [known_line(ledger[ident]) for ident in blocked if ident in ledger]
    rejected = {f"rejected {n:06}": item for n, item in enumerate(decisions.rejected)}
    known += [
        Known(name, 1 << 40, item.evidence, type=item.type, date=item.date)
        for name, item in rejected.items()
        if item.event not in held
    ]
    matches = match(events, known, work.texts)
    match_changed(events, known, matches, work.texts)
    merged = [known_of(one) for one in held.values() if one.status == Status.MERGED]
    return_merged(events, matches, merged, held, work)

    ids = {events[n].key: ident for n, ident in matches.entry_of.items() if ident in held or ident in blocked}
    fresh = find_fresh(events, matches, held, rejected, bool(unknown), work)
    taken = {*ledger, *held, *blocked, *(item.event for item in decisions.rejected if item.event)}
    for n in fresh:
        evidence = events[n].evidence
        ident = new_id(evidence_key(evidence[0].article, evidence[0].quote) if evidence else events[n].key, taken)
        taken.add(ident)
        ids[events[n].key] = ident
    unions = find_unions(events, matches, held, decisions, work)
    by_entry = {ident: n for n, ident in matches.entry_of.items()}
    for ident in sorted(held):
        one = held[ident]
        if ident in unions:
            become_merged(one, unions[ident], work)
        elif ident in by_entry:
            origin = [other for other, target in unions.items() if target == ident]
            update(one, events[by_entry[ident]], ids, origin, work)
        else:
            without_event(one, matches, work)
    work.unsettled |= any(_knows_more(ledger.get(ident), work.lines.get(ident)) for ident in held)
    for ident in blocked:
        if ident in ledger:
            work.lines[ident] = ledger[ident]
    write_new([(ids[events[n].key], events[n]) for n in fresh], ids, work)
    _propose_names(events, gazetteer, lines.get(names.LEDGER_ID), work)


def _knows_more(before: Line | None, after: Line | None) -> bool:
    """Whether what is remembered of an entry changed in a way that may match it with another event."""
    return before is None or after is None or before.evidence != after.evidence or before.also != after.also


def _follow(
    line: Line | None,
    articles: Collection[str],
    held: Mapping[str, Held],
    decisions: decided.Decisions,
    work: Work,
) -> decided.Decisions:
    """Entries and decisions under the names that their articles have now."""
    before = renames.remembered(line, work.texts)
    rejected = [passage for item in decisions.rejected for passage in item.evidence]
    passages = [passage for one in held.values() for passage in (*one.passages, *one.passages_before)]
    every = renames.renamed_passages((*passages, *rejected), before)
    renamed = {**before, **renames.find_renamed(every, articles, work.texts)}
    after = renames.remember(renamed)
    if after is None:
        return decisions
    work.lines[after.id] = after
    straight: Mapping[str, str] = after.wrote["renamed"]
    for one in held.values():
        one.follow(straight)
    return replace(
        decisions,
        rejected=tuple(
            replace(item, evidence=renames.renamed_passages(item.evidence, straight)) for item in decisions.rejected
        ),
    )


def _propose_names(events: Sequence[Event], gazetteer: Container[str] | None, line: Line | None, work: Work) -> None:
    if gazetteer is None:
        if line is not None:
            work.lines[names.LEDGER_ID] = line
        return
    data, after = names.propose_names(work.files, events, gazetteer, line, work.problems)
    if data is not None:
        work.writes[names.PATH] = data
        for ident in sorted(set(after.wrote["ids"]) - set(line.wrote.get("ids", ()) if line else ())) if after else ():
            work.changes.append(Change(Kind.ASKED, ident, names.PATH, why="an organisation no list knows", title=ident))
    if after is not None:
        work.lines[names.LEDGER_ID] = after


def find_unions(
    events: Sequence[Event], matches: Matches, held: Mapping[str, Held], decisions: decided.Decisions, work: Work
) -> dict[str, str]:
    """Entries whose event has become part of another's: id → the entry it is now part of."""
    taken = set(matches.entry_of.values())
    out: dict[str, str] = {}
    for ident in sorted(held):
        one = held[ident]
        touched = matches.touching.get(ident, {})
        if ident in taken or not touched or one.status in FROZEN:
            continue
        target = matches.entry_of.get(max(touched, key=lambda n: (touched[n], -n)))
        if target is None or target not in held or held[target].status in FROZEN - {Status.CHECKED}:
            continue
        other = held[target]
        if target in one.values.get("not_same_as", ()) or ident in other.values.get("not_same_as", ()):
            continue
        if one.is_machine_only:
            out[ident] = target
        elif one.line is not None and EVERYTHING not in one.line.hand:
            why = f"tells the same as {target}, and a person has worked on both; join them with: merge {target} {ident}"
            title = str(one.values.get("title", ident))
            work.changes.append(Change(Kind.ASKED, ident, one.path, why=why, title=title, other=target))
    return out


def _writes(work: Work) -> dict[str, bytes | None]:
    writes: dict[str, bytes | None] = dict(sorted(work.writes.items()))
    if writes and work.files.get(SCHEMA_PATH) != entry_schema():
        writes[SCHEMA_PATH] = entry_schema()
    data = ledgers.write_ledger(work.lines.values())
    if data != work.files.get(ledgers.PATH, b""):
        writes[ledgers.PATH] = data
    return writes
