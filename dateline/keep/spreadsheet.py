"""Entries as a table for spreadsheets, and such a table read back: changed cells become a person's values."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping

from dateline.core.problems import Place, Problems, nearest
from dateline.core.text import digest, nfc
from dateline.core.yamledit import Edit, EditError, edit
from dateline.keep.cells import COLUMNS, cell_of, edits_of, meant, readings
from dateline.keep.commands import Done
from dateline.keep.entries import Values, read_files, read_values
from dateline.keep.fields import ENTRY

BASE = "exported"
"""The last column: digests of the cells as they were, by which a change is told from a value that stood there."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(files: Mapping[str, bytes], problems: Problems) -> bytes:
    """All sound entries as CSV, one a row, sorted by id; UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*COLUMNS, BASE])
    rows = {ident: values for ident, (_, values) in _entries(files, problems).items()}
    for ident in sorted(rows):
        cells = [cell_of(rows[ident], name) for name in COLUMNS]
        writer.writerow([*map(_guarded, cells), " ".join(map(_mark, cells))])
    return out.getvalue().encode("utf-8-sig")


def read_table(
    files: Mapping[str, bytes],
    table: bytes,
    problems: Problems,
    *,
    path: str = "table.csv",
    countries: Collection[str] = (),
) -> Done:
    """The entry files with the changed cells of a table written into them; `countries` are the codes that exist.

    Where the entry has changed as well since the table was written, the file stays as it is and the conflict is
    listed. Rows that are not there change nothing. A cell that breaks a rule is a problem, and its entry stays.
    """
    rows = _rows(table, problems, path)
    if rows is None:
        return Done()
    entries = _entries(files, Problems())
    writes: dict[str, bytes] = {}
    conflicts: list[str] = []
    cells = 0
    for n, row in enumerate(rows, start=2):
        ident = row.get("id", "")
        if not any(row.values()):
            continue
        if ident not in entries:
            hint = nearest(ident, entries) or "new entries are written as files"
            problems.error(Place(path, n), "unknown-id", f"there is no entry {ident!r}", hint)
            continue
        name, values = entries[ident]
        edits, changed_cells, clashes = _changes(row, values)
        conflicts += [f"{ident} {clash}" for clash in clashes]
        if not edits:
            continue
        try:
            changed = edit(f"content/{name}", files[name], edits, ENTRY)
        except EditError as error:
            problems.error(Place(f"content/{name}"), "edit-refused", str(error).splitlines()[0])
            continue
        check = Problems()
        if read_values(name, changed, check, countries=countries) is None:
            for problem in check:
                offer = _hint(row) if problem.code == "bad-date" else None
                problems.error(Place(path, n), problem.code, problem.message, offer or problem.hint)
            continue
        writes[name] = changed
        cells += changed_cells
    message = (
        f"{cells} cell{'' if cells == 1 else 's'} of {len(writes)} entr{'y' if len(writes) == 1 else 'ies'} taken over"
    )
    return Done(writes, message, tuple(conflicts))


def _entries(files: Mapping[str, bytes], problems: Problems) -> dict[str, tuple[str, Values]]:
    """Path and values of each entry that has an id, by that."""
    found = read_files(files, problems).values()
    return {file.values["id"]: (file.path, file.values) for file in found if file.values and "id" in file.values}


def _guarded(cell: str) -> str:
    """A cell that a spreadsheet would compute gets an apostrophe before it: words of articles are no formulas."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    text = nfc(cell).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _mark(cell: str) -> str:
    return digest(" ".join(cell.split()), length=6)


def _rows(table: bytes, problems: Problems, path: str) -> list[dict[str, str]] | None:
    try:
        text = table.decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.error(Place(path), "bad-encoding", "this is not UTF-8", "save the table as CSV in UTF-8")
        return None
    head = text.split("\n", 1)[0]
    # Spreadsheets write the separator of their country.
    delimiter = max(",;\t", key=head.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    names = [cell.strip() for cell in rows[0]] if rows else []
    for column, name in enumerate(names, start=1):
        if name not in (*COLUMNS, BASE):
            problems.error(
                Place(path, 1, column), "unknown-key", f"{name!r} is no column of this table", nearest(name, COLUMNS)
            )
            return None
    for name in ("id", BASE):
        if name not in names:
            problems.error(Place(path, 1), "missing-key", f"the table has no column {name!r}", "export it again")
            return None
    return [dict(zip(names, map(_plain, row), strict=False)) for row in rows[1:]]


def _hint(row: Mapping[str, str]) -> str | None:
    return next((offer for name in ("date", "planned") if (offer := meant(name, row.get(name, "")))), None)


def _changes(row: Mapping[str, str], values: Values) -> tuple[list[Edit], int, list[str]]:
    """Edits for the cells changed in the table alone, how many cells, and the clashes with those changed in both.

    A date that a spreadsheet only wrote in another way is not changed.
    """
    before = dict(zip(COLUMNS, row.get(BASE, "").split(), strict=False))
    edits: list[Edit] = []
    cells = 0
    clashes: list[str] = []
    for name in COLUMNS[1:]:
        cell = row.get(name)
        here = cell_of(values, name)
        if cell is None or {_mark(way) for way in (cell, *readings(name, cell))} & {before.get(name), _mark(here)}:
            continue
        if _mark(here) != before.get(name):
            clashes.append(f"{name}: the table says {cell!r}, the file now {here!r}; the file stays")
            continue
        edits += edits_of(name, cell, values)
        cells += 1
    return edits, cells, clashes
