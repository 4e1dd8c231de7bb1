"""A question of the review page and the answers to it, each with the exact lines that would stand in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.core import yamltext, yamlwrite
from dateline.core.model import Answer, AnswerKind, Cause, Cell, Entry, EntrySource, Question, QuestionKind, Review
from dateline.core.problems import Problems
from dateline.core.schema import Choice, ListOf, Text
from dateline.core.text import digest
from dateline.keep import decisions as decided
from dateline.keep.cells import COLUMNS, cell_of
from dateline.keep.entries import Values
from dateline.keep.fields import ENTRY
from dateline.keep.ledger import Line

DOUBT: Mapping[QuestionKind, float] = {
    QuestionKind.BROKEN_FILE: 100_000.0,
    QuestionKind.LOST_QUOTE: 40.0,
    QuestionKind.DIFFERS: 20.0,
    QuestionKind.REJECTED_BEFORE: 12.0,
    QuestionKind.SAME: 10.0,
    QuestionKind.DATE: 6.0,
    QuestionKind.ORGANISATION: 4.0,
    QuestionKind.FACTUALITY: 3.0,
    QuestionKind.NEW: 1.0,
    QuestionKind.UNDATED: 0.5,
}


_OPEN = frozenset(
    {
        *(QuestionKind.DIFFERS, QuestionKind.DATE, QuestionKind.ORGANISATION),
        *(QuestionKind.FACTUALITY, QuestionKind.NEW, QuestionKind.UNDATED),
    }
)
"""Questions about an entry's fields: none of the answers may be the right one."""
_USUAL = ("title", "date", "factuality", "type")


@dataclass(frozen=True, slots=True)
class One:
    """An entry under review."""

    entry: Entry
    values: Values
    line: Line | None
    place: Callable[..., int]

    @property
    def path(self) -> str:
        return f"content/{self.entry.path}"

    @property
    def weight(self) -> float:
        """How much hangs on it: the pages that show it."""
        entry = self.entry
        return 1.0 + len(entry.countries) + len(entry.organisations) + len(entry.people) + len(entry.sources)

    def cell(self, name: str) -> Cell:
        """A field as text."""
        kind = ENTRY.by_name[name].kind
        choices = kind.values if isinstance(kind, Choice) else ()
        is_long = isinstance(kind, Text) and not kind.line
        return Cell(name, cell_of(self.values, name), choices, isinstance(kind, ListOf), is_long)


def placer(path: str, data: bytes) -> Callable[..., int]:
    """Tells the line of a field in a file; the file is parsed when it is first asked."""
    composed: list[yamltext.Composed | None] = []

    def line(*keys: str | int) -> int:
        # Most entries are asked nothing about, and are not parsed again.
        if not composed:
            composed.append(yamltext.compose(path, data, Problems()))
        return composed[0].place(*keys).line if composed[0] is not None else 0

    return line


def question_id(*parts: object) -> str:
    """The same for the same question, in whatever run it is asked."""
    return digest("\n".join(map(str, parts)), length=12)


def shown(value: Any) -> str | None:
    """A value as people read it: of a source its words."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        return str(value.get("quote") or value.get("what") or yamlwrite.inline(value))
    return ", ".join(str(shown(item)) for item in value) if isinstance(value, list | tuple) else str(value)


def later_answer(ident: str) -> Answer:
    """Not now: the question sinks to the end."""
    return Answer(AnswerKind.LATER, f"content/{decided.PATH}", f"later: [{ident}]")


def headed(entry: Entry) -> str:
    """An entry in one line: its day, where it has one, and its title."""
    return f"{entry.date.edtf} {entry.title}" if entry.date is not None else entry.title


def supporting(entry: Entry, name: str, item: str) -> tuple[EntrySource, ...]:
    """The sources whose words carry a field, or all of them where none says so."""
    wanted = f"{name}/{item}" if item else name
    found = tuple(
        source
        for source in entry.sources
        if any(support == wanted or support.startswith(f"{wanted}/") for support in source.supports)
    )
    return found or entry.sources


def make_question(
    one: One,
    kind: QuestionKind,
    name: str,
    *,
    cause: Cause,
    subject: str = "",
    doubts: Sequence[Review] = (),
    line: int,
    here: str | None = None,
    now: str | None = None,
    sources: Sequence[EntrySource] = (),
    answers: Sequence[Answer] = (),
    doubt: float | None = None,
) -> Question:
    """A question about an entry; to put it off is always among the answers."""
    ident = question_id(kind, one.entry.id, name, now)
    return Question(
        ident,
        kind,
        (doubt if doubt is not None else DOUBT[kind]) * one.weight,
        one.entry.id,
        one.path,
        line,
        one.entry.title,
        name,
        here,
        now,
        tuple(sources),
        (*answers, later_answer(ident)),
        cause=cause,
        subject=subject,
        doubts=tuple(doubts),
        cells=_cells(one, name.partition("/")[0]) if kind in _OPEN else (),
    )


def _cells(one: One, name: str) -> tuple[Cell, ...]:
    """The field in question first, then those that are put right most often."""
    return tuple(map(one.cell, dict.fromkeys([*([name] if name in COLUMNS else []), *_USUAL])))


def make_answer(one: One, kind: AnswerKind, path: tuple[str | int, ...], value: Any) -> Answer:
    """An answer that changes one value: the lines are those that would stand in the file."""
    name = str(path[0])
    declared = ENTRY.by_name[name].kind
    if kind is AnswerKind.REMOVE:
        return Answer(kind, one.path, f"# remove source {int(path[1]) + 1} of {len(one.entry.sources)}")
    if path[-1] == "+":
        items = one.values.get(name)
        whole = [*(items if isinstance(items, list) else []), value]
        item = declared.item if isinstance(declared, ListOf) else None
        lines = yamlwrite.item_lines(value, item, indent=2) if isinstance(value, Mapping) else None
        rows = lines or yamlwrite.lines(name, whole, declared)
    elif len(path) == 1:
        rows = yamlwrite.lines(name, value, declared)
    else:
        rows = yamlwrite.lines(str(path[-1]), value, None, indent=4)
    return Answer(kind, one.path, "\n".join(rows), shown(value))


def lock(one: One, name: str) -> Answer:
    """What stands is to stay, also where the program wrote it."""
    locked = [*one.values.get("locked", ()), name]
    return Answer(AnswerKind.KEEP, one.path, "\n".join(yamlwrite.lines("locked", locked, ENTRY.by_name["locked"].kind)))
