"""What lies under content/ when a run begins: entries, what is remembered of them, and which are no longer there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dateline.core.config import Config
from dateline.core.model import Event, Facts, Passage, Status
from dateline.core.problems import Place, Problems
from dateline.core.schema import AUTO
from dateline.core.yamledit import Edit, EditError, Set
from dateline.keep import decisions as decided
from dateline.keep.decisions import passages_of
from dateline.keep.entries import EntryFile, Values, first_evidence, new_id, report_twice
from dateline.keep.fields import FORMS
from dateline.keep.ledger import Line
from dateline.keep.matching import Known
from dateline.keep.merges import check_merges, is_merged
from dateline.keep.plan import Change, Kind
from dateline.keep.quotes import Texts
from dateline.keep.renames import renamed_line, renamed_sources

FROZEN = frozenset({Status.CHECKED, Status.REJECTED, Status.WITHDRAWN, Status.MERGED})
"""An entry of such a status is proposed to, never written to."""


@dataclass(slots=True)
class Held:
    """One entry file with what is remembered of it."""

    id: str
    path: str
    values: Values
    line: Line | None
    has_id: bool = True
    digest: str = ""
    """Of the file's bytes."""
    passages: tuple[Passage, ...] = ()
    renames: list[Edit] = field(default_factory=list)
    """Sources whose article has another name now."""
    amends: list[Edit] = field(default_factory=list)
    """What a person's own words leave to be written: a status that follows from them."""
    has_own_sources: bool = field(init=False)
    """Whether all sources are those that the program wrote."""

    def __post_init__(self) -> None:
        self._know()

    def _know(self) -> None:
        self.passages = passages_of(self.sources)
        self.has_own_sources = self.line is not None and self.line.wrote.get("sources") == self.values.get("sources")

    @property
    def passages_before(self) -> tuple[Passage, ...]:
        """The passages that are remembered of it."""
        return line_passages(self.line) if self.line is not None and not self.has_own_sources else ()

    def follow(self, renamed: Mapping[str, str]) -> None:
        """Take the names that its articles have now; the file is to follow, unless the entry is not written to."""
        if self.status not in FROZEN:
            self.renames = [
                Set(("sources", n, "article"), renamed[item["article"]])
                for n, item in enumerate(self.sources)
                if item.get("article") in renamed
            ]
        if any(passage.article in renamed for passage in (*self.passages, *self.passages_before)):
            self.values = {**self.values, "sources": renamed_sources(self.values.get("sources"), renamed)}
            self.line = renamed_line(self.line, renamed) if self.line is not None else None
            self._know()

    def become_merged(self) -> None:
        """Have the status say what `merged_into` says."""
        if self.status != Status.MERGED:
            self.values = {**self.values, "status": Status.MERGED.value}
            self.amends = [Set(("status",), Status.MERGED.value)]

    @property
    def status(self) -> str:
        return str(self.values.get("status", Status.PROPOSED))

    @property
    def sources(self) -> list[dict[str, Any]]:
        sources = self.values.get("sources")
        return sources if isinstance(sources, list) else []

    @property
    def is_plain(self) -> bool:
        """Proposed, nothing but what the program wrote is remembered of it, and nothing has to be put right."""
        return self.status == Status.PROPOSED and self.is_unmarked

    @property
    def is_unmarked(self) -> bool:
        """Nothing but what the program wrote is remembered of it, and nothing has to be put right."""
        line = self.line
        if line is None or not self.has_id or self.renames or self.amends:
            return False
        return not (line.hand or line.told or line.evidence or line.also) and line.path == self.path

    @property
    def is_as_written(self) -> bool:
        """Whether the program's fields stand as it last wrote them."""
        return self._as_written(self.values)

    def _as_written(self, values: Values) -> bool:
        wrote = self.line.wrote if self.line is not None else {}
        return {**values, **wrote} == values and not any(name in FORMS for name in values.keys() - wrote.keys())

    def handed_back(self) -> tuple[Values, frozenset[str]]:
        """The values once each `auto` has given way to the program's last word, and what is a person's then."""
        values, hand = self.values, self.line.hand if self.line is not None else frozenset()
        for name, here in self.values.items():
            last = self.line.last(name) if self.line is not None and hands_back(here) else None
            if last is None:
                continue
            back, spots = last, [name]
            if isinstance(here, dict):
                keys = [key for key, value in here.items() if value == AUTO and key in last]
                back, spots = {**here, **{key: last[key] for key in keys}}, [f"{name}/{key}" for key in keys]
            values = {**values, name: back}
            hand = frozenset(path for path in hand if not any(f"{path}/".startswith(f"{spot}/") for spot in spots))
        return values, hand

    @property
    def is_machine_only(self) -> bool:
        """No person has touched it, as far as is remembered and as it stands."""
        if self.line is None:
            return False
        values, hand = self.handed_back()
        if hand or values.get("status", Status.PROPOSED) not in (Status.PROPOSED, Status.ORPHANED):
            return False
        return self._as_written(values) and all(name in FORMS or name == "id" for name in values)


def hands_back(here: Any) -> bool:
    """Whether a person wrote `auto` for a field, or for one of its keys."""
    return here == AUTO or (isinstance(here, dict) and AUTO in here.values())


Titler = Callable[[Event, Facts], tuple[Mapping[str, str], bool]]
"""Titles by language of an event of which these facts hold, and whether the site's own was made from ids."""


@dataclass(slots=True)
class Work:
    """One run, as it comes together."""

    files: Mapping[str, bytes]
    config: Config
    texts: Texts
    problems: Problems
    lines: dict[str, Line] = field(default_factory=dict)
    writes: dict[str, bytes | None] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    settled: Mapping[str, str] = field(default_factory=dict)
    """By id: a digest of all that the last run found an untouched entry in accord with."""
    settling: dict[str, str] = field(default_factory=dict)
    digests: Mapping[str, bytes] = field(default_factory=dict)
    """Of the events, by their keys; empty where nothing is remembered."""
    unsettled: bool = False
    """What is remembered of some entry has changed, so that another pass knows more of it."""
    written: dict[str, EntryFile] = field(default_factory=dict)
    """New entries as they were read back, by path."""
    titler: Titler | None = None
    """Makes titles anew where a person has corrected what they say."""


def hold(
    read: Mapping[str, EntryFile], ledger: Mapping[str, Line], decisions: decided.Decisions, work: Work
) -> tuple[dict[str, Held], set[str], list[str]]:
    """The sound entries by id; ids of broken ones; paths of broken ones whose id is not known."""
    held: dict[str, Held] = {}
    blocked: set[str] = set()
    unknown: list[str] = []
    rejected = {item.event for item in decisions.rejected if item.event}
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
            held[ident] = Held(ident, path, file.values, ledger.get(ident), digest=file.digest)
    for path in nameless:
        values = read[path].values or {}
        ident = by_path.get(path)
        if ident is None or ident in held or ident in blocked:
            ident = new_id(first_evidence(values, path), {*ledger, *held, *blocked, *rejected})
        held[ident] = Held(ident, path, values, ledger.get(ident), has_id=False)
    merged = {ident: str(one.values["merged_into"]) for ident, one in held.items() if is_merged(one.values, one.line)}
    blocked |= check_merges(merged, {ident: one.path for ident, one in held.items()}, work.files, work.problems)
    for ident in merged.keys() - blocked:
        held[ident].become_merged()
    for ident in blocked & held.keys():
        # Two files with one id, or two entries merged into each other: neither is written to until a person has said
        # which it is.
        del held[ident]
    return held, blocked, unknown


def _id_in(data: bytes) -> str | None:
    found = re.search(rb"^id:[ \t]*[\"']?(ev-[a-z0-9]+)", data, re.MULTILINE)
    return found.group(1).decode() if found else None


def bury(
    ledger: Mapping[str, Line],
    held: Mapping[str, Held],
    blocked: set[str],
    unknown: Sequence[str],
    decisions: decided.Decisions,
    work: Work,
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
        passages = line_passages(line)
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


def line_passages(line: Line) -> tuple[Passage, ...]:
    """The passages an entry rested on, as far as the ledger tells."""
    return tuple(dict.fromkeys((*passages_of(line.wrote.get("sources")), *line.evidence)))


def known_of(one: Held) -> Known:
    line = one.line
    here = one.passages
    before = line_passages(line) if line is not None and not (one.has_own_sources and not line.evidence) else ()
    return Known(
        one.id,
        line.number if line is not None else 1 << 30,
        here,
        tuple(passage for passage in before if passage not in here),
        frozenset(line.mentions) if line is not None else frozenset(),
        one.values.get("type"),
        one.values.get("date"),
    )


def known_line(line: Line) -> Known:
    wrote = line.wrote
    passages = line_passages(line)
    return Known(line.id, line.number, passages, (), frozenset(line.mentions), wrote.get("type"), wrote.get("date"))
