"""Blocking: the pairs of tellings worth comparing, found without comparing all with all.

Two tellings meet when they share a participant or a place, their kinds of event may be one, and their days, padded,
overlap. One sorted list per shared id and kind is swept by day, so the cost grows with the pairs found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dateline.core.model import EventType
from dateline.gather.families import FAMILIES
from dateline.gather.sketch import Sketch

PAD_DAYS = 3
COARSE_DAYS = 62
"""Dates wider than this overlap half a collection: they are compared only where two ids are shared."""
CROWD = 60
"""At most so many neighbours are taken for one telling under one id; rarer ids bring the rest together."""

_Key = tuple[str, str]
_Row = tuple[int, int, int]
"""First and last day, padded, and the telling."""


def pairs(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Indices of tellings to be compared, each pair once, the smaller first, in a fixed order."""
    total = len(sketches)
    # A pair is held as one number: there are millions of them in a large collection.
    found: set[int] = set()
    dated: dict[_Key, list[_Row]] = defaultdict(list)
    loose: list[int] = []
    for number, item in enumerate(sketches):
        if item.when is None or item.when.days > COARSE_DAYS:
            loose.append(number)
            continue
        row = (item.when.first - PAD_DAYS, item.when.last + PAD_DAYS, number)
        for entity in item.keys:
            for kind in _KINDS[item.type]:
                dated[entity, kind].append(row)
    for rows in dated.values():
        rows.sort()
        found.update(one * total + other for one, other in _sweep(rows))
    for (entity, own), rows in dated.items():
        if own == EventType.OTHER:
            # What the lexicon did not know may be anything it knew in another article.
            others = [row for kind in EventType for row in dated.get((entity, kind), ())]
            found.update(one * total + other for one, other in _sweep_others(rows, others))
    found.update(one * total + other for one, other in _loose_pairs(sketches, loose, dated))
    for pair in sorted(found):
        yield divmod(pair, total)


def _kinds(kind: EventType) -> tuple[str, ...]:
    """The type, and a name for every family it belongs to, so that kin meet under one key."""
    return (str(kind), *(f"family{number}" for number, (types, _) in enumerate(FAMILIES) if kind in types))


_KINDS = {kind: _kinds(kind) for kind in EventType}


def _sweep(rows: list[_Row]) -> Iterator[tuple[int, int]]:
    open_rows: list[tuple[int, int]] = []
    for first, last, number in rows:
        open_rows = [(end, other) for end, other in open_rows if end >= first]
        for _, other in open_rows[-CROWD:]:
            yield (number, other) if number < other else (other, number)
        open_rows.append((last, number))


def _sweep_others(others: list[_Row], rows: list[_Row]) -> Iterator[tuple[int, int]]:
    rows = sorted(set(rows))
    firsts = [first for first, _, _ in rows]
    for first, last, number in others:
        start = bisect_left(firsts, first - COARSE_DAYS - 2 * PAD_DAYS)
        for _, end, other in rows[start : bisect_left(firsts, last + 1)][-CROWD:]:
            if end >= first and other != number:
                yield (number, other) if number < other else (other, number)


def _loose_pairs(
    sketches: Sequence[Sketch], loose: Sequence[int], dated: Mapping[_Key, list[_Row]]
) -> Iterator[tuple[int, int]]:
    """Pairs with a telling of no or of a coarse date: two ids in common, or one that is rare."""
    one_is_enough = len(sketches) < 2000
    before: dict[_Key, list[int]] = defaultdict(list)
    for number in loose:
        item = sketches[number]
        once: set[int] = set()
        again: set[int] = set()
        for entity in item.keys:
            here: set[int] = set()
            for kind in _KINDS[item.type]:
                earlier = before[entity, kind]
                here.update(earlier[-CROWD:])
                earlier.append(number)
                rows = dated.get((entity, kind))
                if rows is not None:
                    here.update(_near(item, rows))
            again |= once & here
            once |= here
        for other in once if one_is_enough else again:
            yield (number, other) if number < other else (other, number)


def _near(item: Sketch, rows: list[_Row]) -> list[int]:
    """Dated tellings an undated or coarse one may be about: those within its date, or before its article came out."""
    around = item.when or item.published
    if around is None:
        start, stop = 0, CROWD
    else:
        reach = 45 if item.when is None else 0
        stop = bisect_left(rows, (around.last + PAD_DAYS + 1,))
        start = max(bisect_left(rows, (around.first - reach - PAD_DAYS,)), stop - CROWD)
    return [number for _, _, number in rows[start:stop]]
