"""What is wrong with an input: where, what, and what to write instead; collected over a whole run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from typing import NamedTuple


class Severity(IntEnum):
    """`ERROR`: the result would be wrong. `WARNING`: probably not meant. `NOTE`: worth knowing."""

    NOTE = 1
    WARNING = 2
    ERROR = 3


class Place(NamedTuple):
    """Where in the project: a path relative to its root, line and column from 1 (0: the file as a whole)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. `code` is a word listed in docs/problems.md; `message` and `hint` end without a full stop."""

    place: Place
    severity: Severity
    code: str
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        line = f"{self.place}: {self.severity.name.lower()}: {self.message}  [{self.code}]"
        return f"{line}\n  {self.hint}" if self.hint else line


class Problems:
    """Collects problems; a stage reports into it and carries on with the rest."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._problems: dict[Problem, None] = dict.fromkeys(problems)

    def error(self, place: Place, code: str, message: str, hint: str | None = None) -> None:
        self.add(Problem(place, Severity.ERROR, code, message, hint))

    def warning(self, place: Place, code: str, message: str, hint: str | None = None) -> None:
        self.add(Problem(place, Severity.WARNING, code, message, hint))

    def note(self, place: Place, code: str, message: str, hint: str | None = None) -> None:
        self.add(Problem(place, Severity.NOTE, code, message, hint))

    def add(self, problem: Problem) -> None:
        """Keep a problem; the same one twice counts once."""
        self._problems.setdefault(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add(problem)

    def count(self, severity: Severity) -> int:
        return sum(problem.severity is severity for problem in self._problems)

    @property
    def has_errors(self) -> bool:
        return self.count(Severity.ERROR) > 0

    def __iter__(self) -> Iterator[Problem]:
        """In order of place, so that two runs can be compared."""
        return iter(sorted(self._problems, key=lambda p: (p.place, -p.severity, p.code, p.message)))

    def __len__(self) -> int:
        return len(self._problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self))

    def summary(self) -> str:
        """`2 errors, 1 note in 3 files`."""
        counts = [(self.count(s), s.name.lower()) for s in reversed(Severity)]
        parts = [f"{n} {name}{'s' if n > 1 else ''}" for n, name in counts if n]
        files = len({problem.place.path for problem in self._problems})
        return f"{', '.join(parts)} in {files} file{'s' if files > 1 else ''}" if parts else "no problems"


class DatelineError(Exception):
    """Raised at the end of a stage that cannot hand on a sound value; carries everything found so far."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(str(problems))
        self.problems = problems


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """`did you mean 'published'?` for the allowed word most like the one found, or None when none is alike."""
    found = get_close_matches(word, sorted(allowed), n=1, cutoff=0.6)
    return f"did you mean {found[0]!r}?" if found else None
