"""One line a stage on stderr, so that long work is seen to go on."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

log = logging.getLogger("dateline")


@contextmanager
def progress(what: str, count: int, noun: str, *, unchanged: int | None = None) -> Iterator[None]:
    """What, how many, how many of them unchanged, seconds; written when the stage is done."""
    start = time.perf_counter()
    yield
    same = f", {unchanged} unchanged" if unchanged is not None else ""
    log.info("%-17s %6d %s%s  %.2f s", what, count, noun, same, time.perf_counter() - start)
