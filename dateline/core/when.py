"""When: the days an event or a publication falls on, as an EDTF string with its bounds.

The subset of EDTF (ISO 8601-2:2019, Library of Congress specification of 2019) that Dateline writes and reads:

    2022-10-14  2022-10  2022      a day, a month, a year; -0044 is 45 BCE (astronomical years)
    2022-21 … 2022-24              spring to winter, northern; a winter has the year of its December
    2022-33 … 36, 2022-40, 41      quarters, halves
    199X  19XX  XXXX-10-14         a decade, a century, a day of an unknown year
    2022-10~  2022?  2022%         approximate, uncertain, both
    a/b  a/..  ../b                it lasted from a to b
    [a..b]  [../b]  [a..]  [a,b]   it happened once, within

Bounds are triples of integers, so years before 1000 and before our era need no date type of the platform.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateline.core.values import quickly_made

Day = tuple[int, int, int]
"""Year (astronomical), month, day."""


class Grain(StrEnum):
    """How fine a date is."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    SPAN = "span"
    """An interval or a set whose ends are given apart."""


class Shape(StrEnum):
    SINGLE = "single"
    SPAN = "span"
    """`a/b`: it lasted."""
    ONE_OF = "one_of"
    """`[a..b]` or `[a,b]`: it happened once, within."""


_GRAINS = tuple(Grain)
_SINGLE = re.compile(r"(-?\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?([~?%])?")
_FORMS = "write YYYY-MM-DD, YYYY-MM or YYYY"


def month_length(year: int, month: int) -> int:
    """Days in a month of the proleptic Gregorian calendar, for any astronomical year."""
    # The calendar repeats every 400 years, which lifts years outside the platform's range into it.
    return monthrange(year % 400 + 2000, month)[1]


def ordinal(day: Day) -> int:
    """Day number: `date.toordinal` continued before year 1, so that lengths and gaps can be computed."""
    year, month, number = day
    cycles, rest = divmod(year, 400)
    return date(rest + 400, month, number).toordinal() - date(400, 1, 1).toordinal() + _YEAR_ZERO + cycles * 146097


_YEAR_ZERO = date(400, 1, 1).toordinal() - 146097


def from_ordinal(number: int) -> Day:
    """The inverse of `ordinal`."""
    cycles, rest = divmod(number - _YEAR_ZERO, 146097)
    inside = date.fromordinal(date(400, 1, 1).toordinal() + rest)
    return (inside.year - 400 + cycles * 400, inside.month, inside.day)


@quickly_made
@dataclass(frozen=True, slots=True)
class When:
    """One date of an entry: an EDTF string and what follows from it. Make it by `parse` or the other makers."""

    edtf: str
    earliest: Day | None
    """First possible day; None when that side is open or the year is unknown."""
    latest: Day | None
    """Last possible day, inclusive."""
    grain: Grain
    shape: Shape = Shape.SINGLE
    approximate: bool = False
    uncertain: bool = False

    # -------------------------------------------------------------------------------------------------- making

    @classmethod
    def parse(cls, text: str) -> When:
        """The date an EDTF string names.

        Raises ValueError, with a message for the person who wrote it, when it is none or lies outside the subset.
        """
        text = text.strip()
        if text.startswith("[") and text.endswith("]"):
            return cls._parse_set(text)
        if "/" in text:
            left, _, right = text.partition("/")
            return cls._join(text, left, right, Shape.SPAN)
        return cls._parse_single(text)

    @classmethod
    def _parse_single(cls, text: str) -> When:
        match = _SINGLE.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is no date; {_FORMS}")
        year_text, month_text, day_text, qualifier = match.groups()
        approximate, uncertain = qualifier in ("~", "%"), qualifier in ("?", "%")
        if day_text == "XX":
            day_text = None
        if month_text == "XX" and day_text is None:
            month_text = None
        if month_text == "XX":
            raise ValueError(f"{text!r} names a day without a month; {_FORMS}")
        month = int(month_text) if month_text else None
        if "X" in year_text:
            return cls._parse_open_year(text, year_text, month, day_text, approximate, uncertain)
        year = int(year_text)
        if year_text == "-0000":
            raise ValueError(f"{text!r} is no date; year zero is written 0000")
        grain, earliest, latest = _bounds(text, year, month, int(day_text) if day_text else None)
        return cls(text, earliest, latest, grain, Shape.SINGLE, approximate, uncertain)

    @classmethod
    def _parse_open_year(
        cls, text: str, year_text: str, month: int | None, day_text: str | None, approximate: bool, uncertain: bool
    ) -> When:
        if year_text == "XXXX":
            if month is None:
                raise ValueError(f"{text!r} says nothing; leave the date out")
            grain, _, _ = _bounds(text, 2000, month, int(day_text) if day_text else None)
            return cls(text, None, None, grain, Shape.SINGLE, approximate, uncertain)
        if month is not None:
            raise ValueError(f"{text!r} has a month but no year; write the decade alone, as in '199X'")
        low, high = int(year_text.replace("X", "0")), int(year_text.replace("X", "9"))
        grain = Grain.DECADE if year_text.count("X") == 1 else Grain.CENTURY
        return cls(text, (low, 1, 1), (high, 12, 31), grain, Shape.SINGLE, approximate, uncertain)

    @classmethod
    def _parse_set(cls, text: str) -> When:
        inner = text[1:-1]
        if "," in inner:
            members = sorted((cls._parse_single(part.strip()) for part in inner.split(",")), key=lambda w: w.sort_key)
            known = [m for m in members if m.earliest and m.latest]
            if len(known) < len(members):
                raise ValueError(f"{text!r} has a member without a year")
            return cls(
                text,
                known[0].earliest,
                max(m.latest for m in known if m.latest),
                _coarsest(m.grain for m in members),
                Shape.ONE_OF,
                any(m.approximate for m in members),
                any(m.uncertain for m in members),
            )
        for mark in ("..", "/"):
            # `[../b]` is how the design writes "at the latest b"; the standard's own form is `[..b]`.
            if mark in inner and inner not in ("..", "../.."):
                left, _, right = inner.partition("../" if inner.startswith("../") else mark)
                return cls._join(text, left, right.removeprefix("/"), Shape.ONE_OF)
        single = cls._parse_single(inner)
        return cls(
            text, single.earliest, single.latest, single.grain, Shape.ONE_OF, single.approximate, single.uncertain
        )

    @classmethod
    def _join(cls, text: str, left: str, right: str, shape: Shape) -> When:
        first = cls._parse_single(left) if left not in ("", "..") else None
        last = cls._parse_single(right) if right not in ("", "..") else None
        ends = [end for end in (first, last) if end]
        if not ends:
            raise ValueError(f"{text!r} has neither beginning nor end; leave the date out")
        if any(end.earliest is None for end in ends):
            raise ValueError(f"{text!r} has an end without a year")
        if first and last and first.earliest and last.latest and first.earliest > last.latest:
            raise ValueError(f"{text!r} ends before it begins")
        return cls(
            text,
            first.earliest if first else None,
            last.latest if last else None,
            _coarsest(end.grain for end in ends) if len(ends) == 2 else Grain.SPAN,
            shape,
            any(end.approximate for end in ends),
            any(end.uncertain for end in ends),
        )

    @classmethod
    def day(cls, day: date | Day | int) -> When:
        """One day, from a date, a triple or an ordinal."""
        triple = (
            from_ordinal(day)
            if isinstance(day, int)
            else (day.year, day.month, day.day)
            if isinstance(day, date)
            else day
        )
        return cls(_day_text(triple), triple, triple, Grain.DAY)

    @classmethod
    def month(cls, year: int, month: int) -> When:
        return cls.parse(f"{_year_text(year)}-{month:02}")

    @classmethod
    def year(cls, year: int) -> When:
        return cls.parse(_year_text(year))

    @classmethod
    def span(cls, first: date | Day, last: date | Day) -> When:
        """`first/last`: it lasted; a single day when both are the same."""
        return cls._ends(first, last, "{}/{}", Shape.SPAN)

    @classmethod
    def between(cls, first: date | Day, last: date | Day) -> When:
        """`[first..last]`: it happened once, within; a single day when both are the same."""
        return cls._ends(first, last, "[{}..{}]", Shape.ONE_OF)

    @classmethod
    def _ends(cls, first: date | Day, last: date | Day, pattern: str, shape: Shape) -> When:
        a, b = cls.day(first), cls.day(last)
        if a == b:
            return a
        if a.sort_key > b.sort_key:
            raise ValueError(f"{a.edtf} comes after {b.edtf}")
        return cls(pattern.format(a.edtf, b.edtf), a.earliest, b.latest, Grain.DAY, shape)

    @classmethod
    def one_of(cls, days: list[Day] | tuple[Day, ...]) -> When:
        """`[a,b]` or, for days in a row, `[a..b]`; the day itself when there is one.

        Raises ValueError when there is none.
        """
        if not days:
            raise ValueError("no days")
        ordered = sorted(set(days))
        if len(ordered) == 1:
            return cls.day(ordered[0])
        numbers = [ordinal(day) for day in ordered]
        if numbers[-1] - numbers[0] == len(numbers) - 1:
            return cls.between(ordered[0], ordered[-1])
        return cls.parse(f"[{','.join(_day_text(day) for day in ordered)}]")

    # ------------------------------------------------------------------------------------------------- asking

    @property
    def is_day(self) -> bool:
        """Whether it is one certain day."""
        return self.shape is Shape.SINGLE and self.grain is Grain.DAY and self.earliest is not None

    @property
    def days(self) -> int | None:
        """How many days lie between its bounds, both included; None when a side is open."""
        if self.earliest is None or self.latest is None:
            return None
        return ordinal(self.latest) - ordinal(self.earliest) + 1

    @property
    def sort_key(self) -> tuple[Day, int, str]:
        """Order on a timeline: by first possible day, the finer date last among those that begin together.

        A month stands before its first day as a heading does; a date with an open beginning stands at its end; a
        date without a year comes first of all.
        """
        start = self.earliest or self.latest or (-99999, 1, 1)
        return (start, -(self.days or 10**7), self.edtf)

    @property
    def members(self) -> tuple[When, ...]:
        """The members of `[a,b]`, else the date itself."""
        if self.shape is Shape.ONE_OF and "," in self.edtf:
            return tuple(When.parse(part.strip()) for part in self.edtf[1:-1].split(","))
        return (self,)

    def overlaps(self, other: When, *, pad_days: int = 0) -> bool:
        """Whether some day lies within both, each widened by `pad_days`; open sides reach for ever."""
        if pad_days == 0 and ("," in self.edtf or "," in other.edtf):
            return any(a._meets(b, 0) for a in self.members for b in other.members)
        return self._meets(other, pad_days)

    def _meets(self, other: When, pad: int) -> bool:
        for a, b in ((self, other), (other, self)):
            if a.earliest and b.latest and ordinal(a.earliest) - pad > ordinal(b.latest):
                return False
        return True

    def contains(self, other: When) -> bool:
        """Whether every possible day of the other lies within this one's bounds."""
        return (self.earliest is None or (other.earliest is not None and self.earliest <= other.earliest)) and (
            self.latest is None or (other.latest is not None and other.latest <= self.latest)
        )

    def intersect(self, other: When) -> When | None:
        """The days possible under both, as the finer of the two or `[a..b]`; None when there are none."""
        if not self.overlaps(other):
            return None
        fine, coarse = (self, other) if (self.days or 10**9) <= (other.days or 10**9) else (other, self)
        kept = [member for member in fine.members if any(c._meets(member, 0) for c in coarse.members)]
        if len(kept) < len(fine.members):
            return When.one_of([m.earliest for m in kept if m.earliest]) if all(m.is_day for m in kept) else kept[0]
        if coarse.contains(fine):
            return fine
        first = max((d for d in (self.earliest, other.earliest) if d), default=None)
        last = min((d for d in (self.latest, other.latest) if d), default=None)
        if first is None or last is None:
            return fine
        return When.between(first, last)


def _year_text(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def _day_text(day: Day) -> str:
    return f"{_year_text(day[0])}-{day[1]:02}-{day[2]:02}"


def _bounds(text: str, year: int, month: int | None, day: int | None) -> tuple[Grain, Day, Day]:
    if month is None:
        return Grain.YEAR, (year, 1, 1), (year, 12, 31)
    if day is None and month in _PARTS:
        grain, first, last = _PARTS[month]
        end_year = year + (last < first)
        return grain, (year, first, 1), (end_year, last, month_length(end_year, last))
    if not 1 <= month <= 12:
        raise ValueError(f"{text!r} is no date: there is no month {month:02}; {_FORMS}")
    length = month_length(year, month)
    if day is None:
        return Grain.MONTH, (year, month, 1), (year, month, length)
    if not 1 <= day <= length:
        raise ValueError(f"{text!r} is no date: that month has {length} days; {_FORMS}")
    return Grain.DAY, (year, month, day), (year, month, day)


_PARTS = {
    21: (Grain.SEASON, 3, 5),
    22: (Grain.SEASON, 6, 8),
    23: (Grain.SEASON, 9, 11),
    24: (Grain.SEASON, 12, 2),
    33: (Grain.QUARTER, 1, 3),
    34: (Grain.QUARTER, 4, 6),
    35: (Grain.QUARTER, 7, 9),
    36: (Grain.QUARTER, 10, 12),
    40: (Grain.HALF, 1, 6),
    41: (Grain.HALF, 7, 12),
}
"""EDTF's codes beside the months: grain, first month, last month."""


def _coarsest(grains: object) -> Grain:
    return max(grains, key=_GRAINS.index)  # type: ignore[call-overload,no-any-return]
