"""The two ends of a range, as annotation marks them: each with its own words and value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice

from dateline.core.model import AnchoredTimex, Span

_WORD = re.compile(r"[^\W_]+")
_DASH = "[-–—]"
_TIGHT = re.compile(rf"\s*{_DASH}\s*")


def ends(text: str, anchored: AnchoredTimex, joins: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Both ends of a range with their values, or the expression as it is.

    A range is parted where two ends are written with one of the joining words of the language or a dash between them:
    not a length of time, a span that runs to now, a season over the turn of a year, or a text that is nothing else.
    """
    timex, value = anchored.timex, anchored.value
    span = timex.span
    first, _, last = value.partition("/")
    if not last or not first[:1].isdigit() or not last[:1].isdigit() or not _has_two(timex.steps):
        yield span, value
        return
    beside = chain(_WORD.finditer(text, 0, span.start), _WORD.finditer(text, span.end))
    alone = next(islice(beside, 1, None), None) is None  # one word may stand by: `from`, `between`
    places = _joins(joins, text[span.start : span.end])
    if alone or len(places) != 1:
        yield span, value
        return
    begin, end = places[0]
    yield Span(span.start, span.start + begin), first
    yield Span(span.start + end, span.end), last


def _joins(words: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    """Where one of these words or a dash stands between two others: with spaces around, or else a dash without."""
    found = [hit.span() for hit in _pattern(words).finditer(text)] or [hit.span() for hit in _TIGHT.finditer(text)]
    return [(begin, end) for begin, end in found if begin > 0 and end < len(text)]


@lru_cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    listed = [r"\s+".join(re.escape(part).replace("'", "['’]") for part in word.split()) for word in words]
    return re.compile(rf"\s+(?:{'|'.join([*listed, _DASH])})\s+", re.IGNORECASE)


def _has_two(steps: tuple[str, ...]) -> bool:
    """Whether steps name both ends: not one that only goes on until today."""
    if "to" in steps:
        return "day +0" not in steps[steps.index("to") :]
    return any(step.startswith("from ") for step in steps)
