"""Which tokens are whose, where clauses lie inside each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

from dateline.core.model import Span, Token

_start = itemgetter(0)


def owned(tokens: Sequence[Token], spans: Sequence[Span]) -> list[list[int]]:
    """For each span the tokens that begin in it and in no smaller one; of two alike the first has them."""
    starts = list(map(_start, tokens))
    if len(spans) == 1:
        # Half of all sentences are one clause.
        return [list(range(bisect_left(starts, spans[0].start), bisect_left(starts, spans[0].end)))]
    owner = [-1] * len(starts)
    # The widest first, so that what lies inside it writes over it.
    for number in sorted(range(len(spans)), key=lambda n: (spans[n].start - spans[n].end, -n)):
        start, end = spans[number]
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        owner[first:last] = [number] * (last - first)
    own: list[list[int]] = [[] for _ in spans]
    for at, number in enumerate(owner):
        if number >= 0:
            own[number].append(at)
    return own
