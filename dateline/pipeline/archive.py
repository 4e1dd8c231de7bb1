"""The archive: what is remembered of each article of a run, on the disk until it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")

_OPEN = 300
"""So many values stay in memory at a time, those asked for last: a dossier's all, a large archive's few."""


class Archive(Mapping[str, T]):
    """Values by article id, in the order of their ids; `read` makes the one of an article."""

    def __init__(self, names: Collection[str], read: Callable[[str], T]) -> None:
        self._names = dict.fromkeys(sorted(names))
        self._read = read
        self._open: dict[str, T] = {}
        """The last ones asked for, the oldest first."""

    def __getitem__(self, name: str) -> T:
        value = self._open.get(name)
        if value is None:
            if name not in self._names:
                raise KeyError(name)
            value = self._read(name)
            if len(self._open) >= _OPEN:
                del self._open[next(iter(self._open))]
            self._open[name] = value
        return value

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
