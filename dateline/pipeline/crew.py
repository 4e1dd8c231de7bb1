"""Where work on single articles is done: in this process, in several of its own, or wherever an executor runs it."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from multiprocessing.connection import wait
from types import TracebackType
from typing import TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")
Work = Callable[[Sequence[T], "str | None"], list[bytes]]
"""Some items and the project's own names → one result for each item, encoded."""

_POOL_CHARACTERS = 150_000
"""Below this much new text a second process costs more than it saves (start-up and lexicon: about a second)."""
_CHUNK_CHARACTERS = 60_000
_AHEAD = 64
"""Chunks handed to a foreign executor before the first result is asked for: enough for a small cluster, and however
many articles there are, memory holds so many."""


class Crew(AbstractContextManager["Crew"]):
    """Does the same work on many items and gives the results in their order; where it is done changes nothing in them.

    `jobs` is the number of processes (default: all cores); an `executor` of any make takes their place. Processes are
    started when there is enough to do, once for all stages, and end with the crew.
    """

    def __init__(self, *, jobs: int | None = None, executor: Executor | None = None) -> None:
        self._workers = jobs or os.cpu_count() or 1
        self._executor = executor
        self._own: Executor | None = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._own is not None:
            self._own.shutdown(cancel_futures=True)

    def map(self, work: Work[T], items: Iterable[T], sizes: Sequence[int], own_names: str | None) -> Iterator[bytes]:
        """One encoded result for each item, in order. `sizes` are the items' characters; `items` may be made as it
        goes: only so many are held as are worked on."""
        chunks = _chunks(items, sizes)
        executor = self._executor or self._pool(sum(sizes))
        if executor is None:
            for chunk in chunks:
                yield from work(chunk, own_names)
            return
        ahead = _AHEAD if self._executor else self._workers + 2
        waiting: deque[Future[list[bytes]]] = deque()
        for chunk in chunks:
            waiting.append(executor.submit(work, chunk, own_names))
            if len(waiting) > ahead:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()

    def _pool(self, characters: int) -> Executor | None:
        """Processes of our own, where the work is worth them and the system lets us have them."""
        if self._own is None and self._workers > 1 and characters > _POOL_CHARACTERS:
            try:
                self._own = ProcessPoolExecutor(
                    min(self._workers, 1 + characters // _CHUNK_CHARACTERS), initializer=_begin
                )
            except (OSError, NotImplementedError) as error:
                log.info("one process only: %s", error)
                self._workers = 1
        return self._own


def _begin() -> None:
    """A process of ours leaves interruptions to its parent, and ends when its parent is killed.

    It reads articles, of which nothing is left that only a search for cycles would find.
    """
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _chunks(items: Iterable[T], sizes: Sequence[int]) -> Iterator[list[T]]:
    """Items in lists of about equal work, in order."""
    chunk: list[T] = []
    room = _CHUNK_CHARACTERS
    for item, size in zip(items, sizes, strict=True):
        chunk.append(item)
        room -= size
        if room <= 0:
            yield chunk
            chunk, room = [], _CHUNK_CHARACTERS
    if chunk:
        yield chunk
