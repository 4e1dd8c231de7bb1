"""content/ledger.jsonl: what the program last wrote to each entry, and what in it is a person's.

One line an entry, sorted by id, so that two versions of the file merge line by line. Where a merge leaves two lines
of one entry, or its conflict markers, both lines count: what either side had written is the program's, what either
had found to be a person's stays a person's. An entry without a line is a person's altogether.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from dateline.core.model import Passage
from dateline.core.problems import Place, Problems
from dateline.core.schema import AUTO
from dateline.keep.fields import FORMS, Form

PATH = "ledger.jsonl"
EVERYTHING = "*"
"""In `hand`: the entry was written by a person, or its line was lost; fields in `wrote` were handed back since."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is remembered of one entry."""

    id: str
    number: int
    """Grows with every entry made: of two entries that become one, the lower number stays."""
    path: str
    wrote: Mapping[str, Any] = field(default_factory=dict)
    """The program's fields as it last wrote them."""
    hand: frozenset[str] = frozenset()
    """What is a person's: `title`, `countries/NO`, `sources/<key>/when`, or `*`."""
    told: Mapping[str, Any] = field(default_factory=dict)
    """What the program said besides a person's value, and was listed once."""
    mentions: tuple[str, ...] = ()
    """Ids of the tellings the entry stood for."""
    evidence: tuple[Passage, ...] = ()
    """Passages that stand in the file without the program having written them."""
    also: tuple[Mapping[str, Any], ...] = ()
    """Other versions of `wrote`, where a merge brought two lines together."""
    row: bytes = field(default=b"", init=False, compare=False, repr=False)
    """The line as it stands in the file; a line made anew has none."""

    def is_hand(self, path: str) -> bool:
        """Whether a field, or something in it, is a person's by what is remembered."""
        name = path.partition("/")[0]
        return path in self.hand or name in self.hand or (EVERYTHING in self.hand and name not in self.wrote)

    def last(self, name: str) -> Any:
        """What the program last wrote to a field, None if nothing; after a merge, what one side of it had written."""
        return next((version[name] for version in (self.wrote, *self.also) if name in version), None)


class _Row(msgspec.Struct, forbid_unknown_fields=True):
    """A line as it stands in the file."""

    id: str
    no: int
    path: str
    wrote: dict[str, Any] = {}
    hand: list[str] = []
    told: dict[str, Any] = {}
    mentions: list[str] = []
    evidence: list[tuple[str, str]] = []


_DECODER = msgspec.json.Decoder(_Row)
_ENCODER = msgspec.json.Encoder()
_MARKERS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


def read_ledger(files: Mapping[str, bytes], problems: Problems) -> dict[str, Line]:
    """The lines of content/ledger.jsonl by entry id; damaged ones are reported and left out."""
    lines: dict[str, Line] = {}
    for n, row in enumerate(files.get(PATH, b"").split(b"\n"), start=1):
        if not row.strip() or row.startswith(_MARKERS):
            continue
        try:
            raw = _DECODER.decode(row)
            if raw.id.startswith("ev-") and not _is_sound(raw.wrote):
                raise UnicodeError
        except (msgspec.DecodeError, UnicodeError):
            problems.warning(
                Place(f"content/{PATH}", n),
                "damaged-ledger",
                "this line cannot be read",
                "its entry now counts as written by a person, and the program writes nothing to it any more",
            )
            continue
        evidence = tuple(Passage(*pair) for pair in raw.evidence)
        line = Line(raw.id, raw.no, raw.path, raw.wrote, frozenset(raw.hand), raw.told, tuple(raw.mentions), evidence)
        object.__setattr__(line, "row", row)
        lines[raw.id] = _joined(lines[raw.id], line) if raw.id in lines else line
    return lines


def _is_sound(wrote: Mapping[str, Any]) -> bool:
    """Whether what is remembered of each field has the form of the field."""
    for name, value in wrote.items():
        kind, form = type(value), FORMS.get(name)
        if form is Form.VALUE:
            sound = kind in _SINGLE
        elif form is Form.MAP:
            sound = kind is dict
        else:
            # A loop of the interpreter's own would take a third of the time that reading a ledger takes.
            sound = form is not None and kind is list and _PARTS[form].issuperset(map(type, value))
        if not sound:
            return False
    return True


_SINGLE = frozenset({str, int, float})
_PARTS: Mapping[Form, frozenset[type]] = {Form.SET: frozenset({str}), Form.ITEMS: frozenset({dict})}


def _joined(one: Line, other: Line) -> Line:
    """Two lines of one entry, left by a merge of two histories."""
    if one == other:
        return one
    hand = one.hand | other.hand
    if EVERYTHING in hand:
        # What only one side had handed back stays a person's.
        both = one.wrote.keys() & other.wrote.keys()
        one = Line(one.id, one.number, one.path, {name: one.wrote[name] for name in one.wrote if name in both})
    return Line(
        one.id,
        min(one.number, other.number),
        one.path,
        one.wrote,
        hand,
        {**other.told, **one.told},
        tuple(sorted({*one.mentions, *other.mentions})),
        tuple(sorted({*one.evidence, *other.evidence})),
        (*one.also, other.wrote, *other.also),
    )


def write_ledger(lines: Iterable[Line]) -> bytes:
    """The file: one line an entry, sorted by id, keys sorted, so that equal knowledge gives equal bytes."""
    out = []
    for line in sorted(lines, key=lambda line: line.id):
        if line.row:
            out.append(line.row)
            continue
        row: dict[str, Any] = {"id": line.id, "no": line.number, "path": line.path}
        if line.hand:
            row["hand"] = sorted(line.hand)
        if line.told:
            row["told"] = dict(sorted(line.told.items()))
        if line.mentions:
            row["mentions"] = list(line.mentions)
        if line.evidence:
            row["evidence"] = [list(passage) for passage in line.evidence]
        row["wrote"] = dict(sorted(line.wrote.items()))
        out.append(_ENCODER.encode(row))
    return b"\n".join(out) + b"\n" if out else b""


def owned_fields(line: Line | None, values: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of an entry that hold a person's word: for the mark that tells readers who wrote what."""
    out = []
    for name in sorted(values):
        if name not in FORMS or values[name] == AUTO or name == "status":
            continue
        touched = line is None or line.is_hand(name) or any(path.startswith(f"{name}/") for path in line.hand)
        versions = () if line is None else (line.wrote, *line.also)
        if touched or not any(_alike(name, values[name], wrote.get(name)) for wrote in versions):
            out.append(name)
    return tuple(out)


def _alike(name: str, value: Any, base: Any) -> bool:
    if FORMS[name] is Form.SET and isinstance(value, list) and isinstance(base, list):
        return set(value) == set(base)
    if FORMS[name] is Form.ITEMS:
        # Items carry fields that are a person's alone; what matters to the mark stands in `hand`.
        return base is not None
    return bool(value == base)
