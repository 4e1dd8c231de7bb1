"""Other values for an entry's fields than any answer offers, written where a person would write them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dateline.core.model import Question
from dateline.core.problems import Place, Problem, Problems, Severity
from dateline.core.text import nfc
from dateline.core.yamledit import EditError, edit
from dateline.keep.cells import cell_of, edits_of, meant
from dateline.keep.entries import read_values
from dateline.keep.fields import ENTRY


class Typed(NamedTuple):
    """What a person wrote into a field, and what stood there when they were shown it."""

    shown: str
    text: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The files with the new values in them, or what is wrong with each value; never both."""

    writes: Mapping[str, bytes] = field(default_factory=dict)
    """By path relative to content/; empty where nothing was changed."""
    faults: Mapping[str, Problem] = field(default_factory=dict)
    """By field."""


def rewrite(
    files: Mapping[str, bytes], question: Question, typed: Mapping[str, Typed], *, countries: Collection[str] = ()
) -> Rewritten:
    """The entry of a question with the fields that a person wrote anew, held against the same rules as its file.

    `countries` are the codes that exist. A field that the person left as it was shown is left alone; where the file
    says something else by now, nothing is written over it.
    """
    path = question.path.removeprefix("content/")
    offered = {cell.name for cell in question.cells}
    data, faults = files.get(path, b""), dict[str, Problem]()
    for name in sorted(offered & typed.keys()):
        shown, text = _clean(typed[name].shown), _clean(typed[name].text)
        if text == shown:
            continue
        after = _written(path, data, name, shown, text, countries)
        if isinstance(after, Problem):
            faults[name] = after
        else:
            data = after
    if faults or data == files.get(path):
        return Rewritten(faults=faults)
    return Rewritten({path: data})


def _clean(text: str) -> str:
    return nfc(text.replace("\r\n", "\n")).strip()


def _written(path: str, data: bytes, name: str, shown: str, text: str, countries: Collection[str]) -> bytes | Problem:
    """The file with one value in it, or what is wrong with that."""
    place = Place(f"content/{path}")
    problems = Problems()
    values = read_values(path, data, problems)
    if values is None:
        return _first(problems)
    if _clean(cell_of(values, name)) != shown:
        message = f"the file says {cell_of(values, name)!r} by now"
        return Problem(place, Severity.ERROR, "changed-meanwhile", message, "write it anew if it is still wrong")
    if not text:
        hint = "to take a value out, remove its line from the file"
        return Problem(place, Severity.ERROR, "missing-value", "nothing is written here", hint)
    try:
        changed = edit(f"content/{path}", data, edits_of(name, text, values), ENTRY)
    except EditError as error:
        return Problem(place, Severity.ERROR, "edit-refused", str(error).splitlines()[0])
    if read_values(path, changed, problems, countries=countries) is None:
        found = _first(problems)
        # The field is where this is shown: its name need not be said again.
        message = found.message.removeprefix(f"{name!r}: ")
        return Problem(found.place, found.severity, found.code, message, meant(name, text) or found.hint)
    return changed


def _first(problems: Problems) -> Problem:
    return next(problem for problem in problems if problem.severity is Severity.ERROR)
