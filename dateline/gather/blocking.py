"""Blocking: the pairs of tellings worth comparing, found without comparing all with all.

Two tellings meet when they share a participant or a place, their kinds of event may be one, and their days, padded,
overlap. One sorted list per shared id and kind is swept by day, so the cost grows with the pairs found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from dateline.core.model import EventType
from dateline.gather.families import FAMILIES
from dateline.gather.sketch import Sketch

PAD_DAYS = 3
COARSE_DAYS = 62
"""Dates wider than this overlap half a collection: they are compared only where two ids are shared."""
CROWD = 60
"""At most so many neighbours are taken for one telling under one id; rarer ids bring the rest together."""

_Key = tuple[str, str]


def pairs(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Indices of tellings to be compared, each pair once, the smaller first, in a fixed order."""
    found: set[tuple[int, int]] = set()
    dated: dict[_Key, list[tuple[int, int, int]]] = defaultdict(list)
    loose: dict[_Key, list[int]] = defaultdict(list)
    for number, item in enumerate(sketches):
        wide = item.when is None or item.when.days > COARSE_DAYS
        for key in _keys(item):
            if wide:
                loose[key].append(number)
            else:
                assert item.when is not None
                dated[key].append((item.when.first - PAD_DAYS, item.when.last + PAD_DAYS, number))
    for key in sorted(dated):
        found.update(_sweep(dated[key]))
        if key[1] == EventType.OTHER:
            # What the lexicon did not know may be anything it knew in another article.
            found.update(
                _sweep_others(dated[key], [row for kind in EventType for row in dated.get((key[0], kind), ())])
            )
    found.update(_loose_pairs(sketches, loose, dated))
    yield from sorted(found)


def _keys(item: Sketch) -> list[_Key]:
    kinds = sorted({str(item.type), *_KIN[item.type]})
    return [(entity, kind) for entity in sorted(item.keys) for kind in kinds]


def _kin() -> dict[EventType, tuple[str, ...]]:
    """For each type a name for every family it belongs to, so that kin meet under one key."""
    kin: dict[EventType, tuple[str, ...]] = {}
    for kind in EventType:
        kin[kind] = tuple(f"family{number}" for number, (types, _) in enumerate(FAMILIES) if kind in types)
    return kin


_KIN = _kin()


def _sweep(rows: list[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    rows.sort()
    open_rows: list[tuple[int, int]] = []
    for first, last, number in rows:
        open_rows = [(end, other) for end, other in open_rows if end >= first]
        for _, other in open_rows[-CROWD:]:
            yield (number, other) if number < other else (other, number)
        open_rows.append((last, number))


def _sweep_others(others: list[tuple[int, int, int]], rows: list[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    rows = sorted(set(rows))
    firsts = [first for first, _, _ in rows]
    for first, last, number in others:
        start = bisect_left(firsts, first - COARSE_DAYS - 2 * PAD_DAYS)
        for _, end, other in rows[start : bisect_left(firsts, last + 1)][-CROWD:]:
            if end >= first and other != number:
                yield (number, other) if number < other else (other, number)


def _loose_pairs(
    sketches: Sequence[Sketch],
    loose: dict[_Key, list[int]],
    dated: dict[_Key, list[tuple[int, int, int]]],
) -> Iterator[tuple[int, int]]:
    """Pairs with a telling of no or of a coarse date: two ids in common, or one that is rare."""
    # Ids are taken in order, so that a second one is known by being another than the first.
    first_shared: dict[tuple[int, int], str] = {}
    one_is_enough = len(sketches) < 2000
    for key in sorted(loose):
        entity, _ = key
        numbers = loose[key]
        rows = [number for _, _, number in dated.get(key, ())]
        firsts = [first for first, _, _ in dated.get(key, ())]
        for place, number in enumerate(numbers):
            for other in (*numbers[max(0, place - CROWD) : place], *_near(sketches[number], rows, firsts)):
                if other == number:
                    continue
                pair = (number, other) if number < other else (other, number)
                if one_is_enough or first_shared.setdefault(pair, entity) != entity:
                    yield pair


def _near(item: Sketch, rows: list[int], firsts: list[int]) -> list[int]:
    """Dated tellings an undated or coarse one may be about: those within its date, or before its article came out."""
    around = item.when or item.published
    if around is None:
        return rows[:CROWD]
    reach = 45 if item.when is None else 0
    start = bisect_left(firsts, around.first - reach - PAD_DAYS)
    stop = bisect_left(firsts, around.last + PAD_DAYS + 1)
    return rows[max(start, stop - CROWD) : stop]
