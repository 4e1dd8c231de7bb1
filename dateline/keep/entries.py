"""Entries read from their YAML files with every broken rule located, and new ones written."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dateline.core import yamltext, yamlwrite
from dateline.core.model import (
    Checked,
    Correction,
    Entry,
    EntryDateVersion,
    EntryFigure,
    EntryFigureVersion,
    EntrySource,
    EventType,
    Factuality,
    Review,
    Status,
    Tier,
)
from dateline.core.problems import Place, Problems, nearest
from dateline.core.schema import AUTO, json_schema
from dateline.core.steps import Memory
from dateline.core.text import digest, fold_typography, slug
from dateline.core.values import without_collecting
from dateline.core.when import When
from dateline.keep.fields import ENTRY, KEY_ORDER, unanswered
from dateline.keep.ledger import owned_fields, read_ledger
from dateline.keep.merges import check_merges, check_ties, is_merged

FOLDER = "events/"
SCHEMA_PATH = "entry.schema.json"
"""The JSON Schema of entries, in content/, beside what it describes."""

Values = dict[str, Any]
"""An entry's fields as they stand: strings, numbers, lists and mappings, dates as EDTF, `auto` itself."""


@dataclass(frozen=True, slots=True)
class EntryFile:
    """One file of content/events with the values it holds."""

    path: str
    """Relative to content/."""
    digest: str
    values: Values | None
    """None when the file breaks a rule: then nothing is known of it, and nothing is written to it."""


def is_entry(path: str) -> bool:
    """Whether a path of content/ is that of an entry."""
    return path.startswith(FOLDER) and path.endswith((".yaml", ".yml"))


def read_files(
    files: Mapping[str, bytes], problems: Problems, *, memory: Memory | None = None, countries: Collection[str] = ()
) -> dict[str, EntryFile]:
    """Every entry file of content/ (path relative to it → bytes) with its values, in order of path.

    With a memory, sound files that did not change are not parsed again. `countries` are the codes that exist; without
    them any two capital letters pass.
    """
    remembered: dict[str, EntryFile] = {}
    known = _key_of(countries)
    if memory is not None:
        remembered = memory.get(_name_of(countries), known, dict[str, EntryFile]) or {}
    out: dict[str, EntryFile] = {}
    for path in sorted(files):
        if not is_entry(path):
            continue
        data = files[path]
        sha = digest(data, length=32)
        old = remembered.get(path)
        if old is not None and old.digest == sha:
            out[path] = old
        else:
            out[path] = EntryFile(path, sha, read_values(path, data, problems, countries=countries))
    if memory is not None:
        # A file with a warning is read anew in every run, so that the warning does not fall silent.
        warned = {problem.place.path for problem in problems}
        sound = {
            path: file for path, file in out.items() if file.values is not None and f"content/{path}" not in warned
        }
        if sound != remembered:
            memory.put(_name_of(countries), known, sound)
    return out


def remember_files(written: Mapping[str, EntryFile], memory: Memory) -> None:
    """Remember sound files beside those that are, so that who reads them next does not parse them."""
    known = _key_of(())
    remembered = memory.get(_name_of(()), known, dict[str, EntryFile]) or {}
    if not remembered.items() >= written.items():
        memory.put(_name_of(()), known, {**remembered, **written})


def _name_of(countries: Collection[str]) -> str:
    """Under a name of its own for either way of reading, so that neither makes the other forget."""
    return "entries-of-countries" if countries else "entries"


def _key_of(countries: Collection[str]) -> str:
    return hashlib.sha256(" ".join(sorted(countries)).encode()).hexdigest()


def read_values(path: str, data: bytes, problems: Problems, *, countries: Collection[str] = ()) -> Values | None:
    """The fields of one entry, or None, with all that is wrong reported, when it breaks a rule."""
    own = Problems()
    composed = yamltext.compose(f"content/{path}", data, own)
    values = yamltext.decode(composed, ENTRY, own) if composed is not None else None
    if composed is not None and values is not None:
        _check_rules(composed, values, own, countries)
    problems.extend(own)
    return None if own.has_errors else values


def _check_rules(composed: yamltext.Composed, values: Values, problems: Problems, countries: Collection[str]) -> None:
    """What no single field can tell: keys that must be there together, names that must exist."""
    sources = values.get("sources")
    keys: set[str] = set()
    for n, source in enumerate(sources if isinstance(sources, list) else ()):
        if not source.get("article") and not source.get("url") and not source.get("publisher"):
            problems.error(
                composed.place("sources", n), "missing-key", "a source needs 'article', or 'url' or 'publisher'"
            )
        if source.get("article") and not source.get("quote"):
            problems.error(composed.place("sources", n), "missing-key", "a source in an article needs its 'quote'")
        key = source.get("key")
        if key in keys:
            problems.error(composed.place("sources", n, "key"), "duplicate-key", f"the key {key!r} is taken")
        if key:
            keys.add(key)
    figures = values.get("figures")
    for name, rows in (("figures", figures), ("date_versions", values.get("date_versions"))):
        for n, row in enumerate(rows if isinstance(rows, list) else ()):
            for m, version in enumerate(row.get("versions", ()) if name == "figures" else (row,)):
                for key in version.get("sources", ()):
                    if key not in keys:
                        place = (name, n, "versions", m, "sources") if name == "figures" else (name, n, "sources")
                        hint = nearest(key, keys)
                        problems.error(composed.place(*place), "unknown-source", f"no source has the key {key!r}", hint)
    whats = [row["what"] for row in figures if "what" in row] if isinstance(figures, list) else []
    for n, what in enumerate(whats):
        if what in whats[:n]:
            problems.error(composed.place("figures", n), "duplicate-key", f"the figure {what!r} stands here twice")
    if countries and isinstance(values.get("countries"), list):
        for n, code in enumerate(values["countries"]):
            if code not in countries:
                problems.error(
                    composed.place("countries", n),
                    "unknown-country",
                    f"{code!r} is no country of ISO 3166-1",
                    nearest(code, countries),
                )
    for n, name in enumerate(values.get("locked", ())):
        if name not in ENTRY.by_name:
            problems.error(
                composed.place("locked", n), "unknown-value", f"{name!r} is not a field", nearest(name, KEY_ORDER)
            )
    if values.get("status") == Status.MERGED and "merged_into" not in values:
        problems.error(composed.place("status"), "missing-key", "a merged entry needs 'merged_into: ev-…'")


# -------------------------------------------------------------------------------------------------------- to entries


def read_entries(
    files: Mapping[str, bytes], problems: Problems, *, memory: Memory | None = None, countries: Collection[str] = ()
) -> tuple[Entry, ...]:
    """All sound entries of content/ (path relative to it → bytes), sorted by id.

    What breaks a rule is reported and left out. A file without an id has the one that the next build is going to
    write; of two files with one id the second is reported.
    """
    with without_collecting():
        return _read_entries(files, problems, memory, countries)


def _read_entries(
    files: Mapping[str, bytes], problems: Problems, memory: Memory | None, countries: Collection[str]
) -> tuple[Entry, ...]:
    read = read_files(files, problems, memory=memory, countries=countries)
    ledger = read_ledger(files, Problems())
    taken = {file.values["id"] for file in read.values() if file.values and "id" in file.values}
    taken |= set(ledger)
    entries: dict[str, Entry] = {}
    merged: dict[str, str] = {}
    for path, file in read.items():
        if file.values is None:
            continue
        ident = file.values.get("id")
        if ident is None:
            ident = new_id(first_evidence(file.values, path), taken)
            taken.add(ident)
        if ident in entries:
            report_twice(path, files[path], ident, entries[ident].path, problems)
            continue
        line = ledger.get(ident)
        entries[ident] = entry_of(ident, path, file.values, by_hand=owned_fields(line, file.values))
        if is_merged(file.values, line):
            entries[ident] = replace(entries[ident], status=Status.MERGED)
            merged[ident] = file.values["merged_into"]
    check_merges(merged, {ident: entry.path for ident, entry in entries.items()}, files, problems)
    check_ties(entries.values(), files, problems)
    return tuple(entries[ident] for ident in sorted(entries))


def report_twice(path: str, data: bytes, ident: str, first: str, problems: Problems) -> None:
    """Two files claim one id."""
    composed = yamltext.compose(f"content/{path}", data, Problems())
    problems.error(
        composed.place("id") if composed else Place(f"content/{path}"),
        "duplicate-id",
        f"the id {ident!r} is taken by content/{first}",
        "remove the line with 'id': the next build gives the entry one of its own",
    )


def entry_of(ident: str, path: str, values: Mapping[str, Any], *, by_hand: Iterable[str] = ()) -> Entry:
    """The entry that these fields make; `auto` is nothing until the program has written its value."""
    known = {name: value for name, value in values.items() if value != AUTO}

    def many(name: str) -> tuple[str, ...]:
        return tuple(known.get(name, ()))

    def when(name: str) -> When | None:
        return When.parse(known[name]) if name in known else None

    checked = known.get("checked")
    by_hand = tuple(by_hand)
    return Entry(
        id=ident,
        path=path,
        title=known.get("title", ident),
        status=Status(known.get("status", Status.PROPOSED)),
        title_in=known.get("title_in", {}),
        summary=known.get("summary"),
        summary_lang=known.get("summary_lang"),
        date=when("date"),
        planned=when("planned"),
        time=known.get("time"),
        date_note=known.get("date_note"),
        factuality=Factuality(known.get("factuality", Factuality.HAPPENED)),
        type=EventType(known.get("type", EventType.OTHER)),
        tier=Tier(known.get("tier", Tier.MAIN)),
        tags=many("tags"),
        countries=many("countries"),
        organisations=many("organisations"),
        roles=known.get("roles", {}),
        people=many("people"),
        places=many("places"),
        figures=tuple(_figure(item) for item in known.get("figures", ())),
        sources=tuple(_source(item) for item in known.get("sources", ())),
        part_of=many("part_of"),
        follows=many("follows"),
        not_same_as=many("not_same_as"),
        maybe_same_as=many("maybe_same_as"),
        merged_into=known.get("merged_into"),
        merged_from=many("merged_from"),
        checked=Checked(checked["by"], checked.get("on")) if checked else None,
        note=known.get("note"),
        public_note=known.get("public_note"),
        corrections=tuple(
            Correction(item["on"], item["field"], item.get("from"), item.get("to"), item.get("why"))
            for item in known.get("corrections", ())
        ),
        confidence=known.get("confidence"),
        review=tuple(Review(word) for word in unanswered(known.get("review", ()), by_hand)),
        why=known.get("why"),
        by_hand=by_hand,
        date_versions=tuple(
            EntryDateVersion(When.parse(item["date"]), tuple(item.get("sources", ())))
            for item in known.get("date_versions", ())
        ),
    )


def _source(item: Mapping[str, Any]) -> EntrySource:
    return EntrySource(**{**item, "supports": tuple(item.get("supports", ()))})


def _figure(item: Mapping[str, Any]) -> EntryFigure:
    versions = tuple(
        EntryFigureVersion(version["value"], tuple(version.get("sources", ()))) for version in item.get("versions", ())
    )
    return EntryFigure(item["what"], item.get("use"), item.get("because"), versions)


# ------------------------------------------------------------------------------------------------------ new entries


def new_id(evidence: str, taken: Collection[str]) -> str:
    """A permanent id: `ev-` and six letters and digits from the first evidence, or more where they are taken."""
    sha = hashlib.sha256(evidence.encode()).digest()
    word = base64.b32encode(sha).decode().lower().rstrip("=")
    for length in range(6, len(word)):
        ident = f"ev-{word[:length]}"
        if ident not in taken:
            return ident
    raise ValueError("no id is left")


def first_evidence(values: Mapping[str, Any], path: str) -> str:
    """That from which an entry's id is made: its first quoted passage, or its path when it has none."""
    sources = values.get("sources")
    for source in sources if isinstance(sources, list) else ():
        if source.get("article") and source.get("quote"):
            return evidence_key(source["article"], source["quote"])
    return path


def evidence_key(article: str, quote: str) -> str:
    return f"{article}\n{fold_typography(quote)}"


def write_entry(values: Mapping[str, Any], *, path: str) -> bytes:
    """A new entry's file: keys in their declared order, one thing a line, in a form people like to edit."""
    up = "../" * path.count("/")
    out = [f"# yaml-language-server: $schema={up}{SCHEMA_PATH}"]
    for name in KEY_ORDER:
        value = values.get(name)
        if value is not None and value not in ([], {}):
            out += yamlwrite.lines(name, value, ENTRY.by_name[name].kind)
    return ("\n".join(out) + "\n").encode()


def new_path(values: Mapping[str, Any], taken: Collection[str]) -> str:
    """Where a new entry goes: events/<year>/<date>-<slug>.yaml, or events/undated/<slug>.yaml.

    The name is for people. It may be changed: an entry is known by its id.
    """
    when = When.parse(values["date"]) if isinstance(values.get("date"), str) and values["date"] != AUTO else None
    day = when.earliest or when.latest if when is not None else None
    name = slug(str(values.get("title", "")), limit=50)
    if when is None or day is None:
        stem = f"{FOLDER}undated/{name}"
    else:
        first = when.edtf if when.earliest and _is_name(when.edtf) else _day_name(when, day)
        stem = f"{FOLDER}{_year(day[0])}/{first}-{name}"
    path, n = f"{stem}.yaml", 2
    while path in taken:
        path, n = f"{stem}-{n}.yaml", n + 1
    return path


def _is_name(edtf: str) -> bool:
    return all(ch.isdigit() or ch == "-" for ch in edtf) and not edtf.startswith("-")


def _day_name(when: When, day: tuple[int, int, int]) -> str:
    """The part of a date that all its days share, as a file name: `2022-03` for some days of that March."""
    year, month, number = day
    last = when.latest or day
    if when.earliest is None or last[0] != year:
        return _year(year)
    if last[1] != month:
        return _year(year)
    return f"{_year(year)}-{month:02}" if last[2] != number else f"{_year(year)}-{month:02}-{number:02}"


def _year(year: int) -> str:
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


def entry_schema() -> bytes:
    """The JSON Schema of entries, for editors; written to content/ beside them."""
    import json

    schema = json_schema(ENTRY, title="A Dateline entry")
    return (json.dumps(schema, indent=1, ensure_ascii=False) + "\n").encode()
