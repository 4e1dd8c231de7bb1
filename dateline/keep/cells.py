"""An entry's field as one cell of text, for people who do not write YAML: as it is shown, and as it is read back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dateline.core.schema import ListOf, Number
from dateline.core.yamledit import Add, Edit, Remove, Set
from dateline.keep.entries import Values
from dateline.keep.fields import ENTRY

COLUMNS = (
    *("id", "status", "title", "summary", "date", "planned", "time", "date_note", "factuality", "type", "tier"),
    *("countries", "organisations", "people", "places", "tags", "note", "public_note"),
)
"""The fields that are cells, in the order of a table's columns."""
SEPARATOR = "; "


def cell_of(values: Mapping[str, Any], name: str) -> str:
    """What stands in a field; the items of a list have semicolons between them."""
    value = values.get(name, "")
    return SEPARATOR.join(map(str, value)) if isinstance(value, list) else str(value)


_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_TIME = re.compile(r"(\d{1,2}:\d\d)(:00)?")


def readings(name: str, cell: str) -> tuple[str, ...]:
    """What a cell may say where a date or a time is written in the manner of some country; else the cell itself."""
    day, time = _DAY.fullmatch(cell), _TIME.fullmatch(cell)
    if name in ("date", "planned") and day:
        one, mark, other, year = day.groups()
        pairs = ((one, other),) if mark == "." else ((one, other), (other, one))
        days = (_day(int(year), int(month), int(number)) for number, month in pairs)
        return tuple(dict.fromkeys(found for found in days if found is not None))
    if name == "time" and time:
        return (time.group(1).zfill(5),)
    return (cell,)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def meant(name: str, cell: str) -> str | None:
    """The date that a country's own way of writing may stand for, as an offer to who wrote it."""
    found = [reading for reading in readings(name, cell) if reading != cell] if name in ("date", "planned") else []
    return f"did you mean {' or '.join(map(repr, found))}?" if found else None


def edits_of(name: str, cell: str, values: Values) -> Sequence[Edit]:
    """The edits that make a field say what a cell does; of a list only the items that come and go."""
    kind = ENTRY.by_name[name].kind
    if not isinstance(kind, ListOf):
        value: Any = float(cell) if isinstance(kind, Number) else cell
        return [Set((name,), value)] if cell else [Remove((name,))]
    wanted = list(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))
    here = values.get(name)
    if not isinstance(here, list) or not wanted:
        return [Set((name,), wanted)]
    added = [Add((name,), item) for item in wanted if item not in here]
    gone = [Remove((name, n)) for n in range(len(here) - 1, -1, -1) if here[n] not in wanted]
    return [*added, *gone]
