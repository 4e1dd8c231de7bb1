"""The one time axis that all pictures of a site share, so that pages compare by eye.

Years in which much happened are drawn month by month, others as one cell, long empty stretches as a visible break: a
timeline of 75 years with everything in the last three stays readable, and no gap is hidden.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from dateline.core.when import Day, When, ordinal

_MONTHS_AT_MOST = 180
_YEARS_AT_MOST = 160
_SPARSE_YEAR = 1.6
"""Width of a year drawn as one cell, where a month is 1."""
_BREAK = 1.4
_EMPTY_YEARS = 3
"""As many empty years in a row become a break."""


class Cell(NamedTuple):
    """One stretch of the axis."""

    start: int
    """Ordinal of its first day."""
    end: int
    """Ordinal of the day after its last."""
    left: float
    """Per cent of the axis."""
    right: float
    year: int
    month: int | None
    """None: the cell is a year or more."""
    gap: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """Cells from left to right; they touch. Equal to itself alone, so that what is found on it is kept cheaply."""

    cells: tuple[Cell, ...]
    starts: tuple[int, ...]

    def cell(self, number: int) -> int:
        """Index of the cell a day lies in; the nearest one for days beyond the ends."""
        return min(max(bisect_right(self.starts, number) - 1, 0), len(self.cells) - 1)

    def place(self, number: int) -> float:
        """Where a day begins, in per cent."""
        cell = self.cells[self.cell(number)]
        share = (number - cell.start) / (cell.end - cell.start)
        return cell.left + (cell.right - cell.left) * min(max(share, 0.0), 1.0)

    def reach(self, when: When) -> tuple[float, float] | None:
        """Left and right of a date; an open side reaches to the end of the axis; None when no year is known."""
        if when.earliest is None and when.latest is None:
            return None
        left = self.place(ordinal(when.earliest)) if when.earliest else 0.0
        right = self.place(ordinal(when.latest) + 1) if when.latest else 100.0
        return left, right


def make_axis(days: list[Day], reports: list[Day]) -> Axis | None:
    """The axis that holds these days of events and of reports; None when there are none."""
    everything = sorted(days + reports)
    if not everything:
        return None
    first, last = everything[0], everything[-1]
    per_year = Counter(day[0] for day in days)
    busy = set(per_year) | {day[0] for day in reports}
    years = range(first[0], last[0] + 1)
    dense = _dense_years(per_year, busy)
    units: list[tuple[int, int, float, int, int | None, bool]] = []
    step = 1 if len(busy) <= _YEARS_AT_MOST else 10
    year = years[0] if step == 1 else years[0] // 10 * 10
    while year <= last[0]:
        if step == 1 and year in dense:
            low = first[1] if year == first[0] else 1
            high = last[1] if year == last[0] else 12
            for month in range(low, high + 1):
                units.append((*_month(year, month), 1.0, year, month, False))
            year += 1
        elif any(y in busy for y in range(year, year + step)):
            start, end = ordinal((year, 1, 1)), ordinal((year + step, 1, 1))
            units.append((start, end, _SPARSE_YEAR if dense else 1.0, year, None, False))
            year += step
        else:
            stop = min(y for y in busy if y > year)
            stop = stop if step == 1 else stop // 10 * 10
            if stop - year >= _EMPTY_YEARS * step:
                units.append((ordinal((year, 1, 1)), ordinal((stop, 1, 1)), _BREAK, year, None, True))
                year = stop
            else:
                width = _SPARSE_YEAR if dense else 1.0
                units.append((ordinal((year, 1, 1)), ordinal((year + step, 1, 1)), width, year, None, False))
                year += step
    total = sum(unit[2] for unit in units)
    cells, x = [], 0.0
    for start, end, width, cell_year, cell_month, gap in units:
        right = x + 100 * width / total
        cells.append(Cell(start, end, x, right, cell_year, cell_month, gap))
        x = right
    return Axis(tuple(cells), tuple(cell.start for cell in cells))


def _dense_years(per_year: Counter[int], busy: set[int]) -> frozenset[int]:
    """Years worth a cell for each month: those with a fair share of the events, as long as the cells stay few."""
    total = sum(per_year.values())
    threshold = max(3, total // 50)
    dense = {year for year, count in per_year.items() if count >= threshold}
    if len(busy) <= 3:
        dense |= {year for year, count in per_year.items() if count > 1} or busy
    return frozenset(dense) if len(dense) * 12 + len(busy) <= _MONTHS_AT_MOST else frozenset()


def _month(year: int, month: int) -> tuple[int, int]:
    after = (year + 1, 1, 1) if month == 12 else (year, month + 1, 1)
    return ordinal((year, month, 1)), ordinal(after)
