"""TIMEX3 values and the periods of the calendar they name.

Values follow TimeML as news corpora use it: `2014-09-03`, `2014-09`, `2014`, ISO weeks `2014-W36`, weekends
`2014-W36-WE`, quarters `2014-Q3`, halves `2014-H1`, seasons `2014-SP` (a winter has the year of its December), decades
`199`, centuries `18`, times of day `2014-09-03T20:30` and `2014-09-03TEV`, ranges `A/B`; `PAST_REF` and its like,
durations `P3D` and sets `XXXX-WXX-5` name no days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN
from dateutil.easter import easter as easter_sunday
from dateutil.relativedelta import relativedelta

from dateline.core.values import quickly_made
from dateline.core.when import Day, When, from_ordinal, month_length, ordinal

GRAINS = ("day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century")
"""From the finest to the coarsest."""

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, northern and meteorological."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Period:
    """A unit of the calendar, as whole days: `first` and `last` are ordinals of `core.when`, both included."""

    grain: str
    first: int
    last: int
    value: str
    """TIMEX3."""

    @property
    def start(self) -> Day:
        return from_ordinal(self.first)


def day(number: int) -> Period:
    """The day of an ordinal."""
    return Period("day", number, number, _iso(number))


def calendar_day(year: int, month: int, number: int) -> Period:
    """A day by its date. Raises ValueError when there is none of that date."""
    if not (1 <= month <= 12 and 1 <= number <= month_length(year, month)):
        raise ValueError(f"there is no day {year}-{month}-{number}")
    return day(ordinal((year, month, number)))


def month(year: int, number: int) -> Period:
    """A month; months beyond 1–12 count on into other years."""
    if not 1 <= number <= 12:
        year, number, _ = later((year, 1, 1), months=number - 1)
    first = ordinal((year, number, 1))
    return Period("month", first, first + month_length(year, number) - 1, f"{year_text(year)}-{number:02}")


def months(grain: str, year: int, first: int, length: int, value: str) -> Period:
    """A unit of several months."""
    return Period(grain, month(year, first).first, month(year, first + length - 1).last, value)


def quarter(year: int, number: int) -> Period:
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return months("quarter", year, number * 3 - 2, 3, f"{year_text(year)}-Q{number}")


def half(year: int, number: int) -> Period:
    year, number = year + (number - 1) // 2, (number - 1) % 2 + 1
    return months("half", year, number * 6 - 5, 6, f"{year_text(year)}-H{number}")


def season(year: int, code: str) -> Period:
    """A season; the winter of a year begins in its December."""
    return months("season", year, SEASONS[code], 3, f"{year_text(year)}-{code}")


def year(number: int) -> Period:
    return months("year", number, 1, 12, year_text(number) if number > 0 else f"BC{1 - number:04}")


def decade(number: int) -> Period:
    """Ten years by what their numbers begin with: 199."""
    return Period("decade", year(number * 10).first, year(number * 10 + 9).last, f"{number:03}")


def century(number: int) -> Period:
    """A hundred years by what their numbers begin with: 18 is the nineteenth century."""
    return Period("century", year(number * 100).first, year(number * 100 + 99).last, f"{number:02}")


def week(year_: int, number: int) -> Period:
    """An ISO week. Raises ValueError when the year has no such week."""
    first = date.fromisocalendar(year_, number, 1).toordinal()
    return Period("week", first, first + 6, f"{year_:04}-W{number:02}")


def week_of(number: int) -> Period:
    """The ISO week a day lies in."""
    iso = date.fromordinal(number).isocalendar()
    first = number - iso.weekday + 1
    return Period("week", first, first + 6, f"{iso.year:04}-W{iso.week:02}")


def weekend_of(number: int) -> Period:
    """Saturday and Sunday of the ISO week a day lies in."""
    found = week_of(number)
    return Period("weekend", found.first + 5, found.last, f"{found.value}-WE")


def containing(grain: str, number: int) -> Period:
    """The unit of a grain that a day lies in."""
    if grain == "day":
        return day(number)
    if grain == "week":
        return week_of(number)
    if grain == "weekend":
        return weekend_of(number)
    y, m, _ = from_ordinal(number)
    if grain == "month":
        return month(y, m)
    if grain == "quarter":
        return quarter(y, (m + 2) // 3)
    if grain == "half":
        return half(y, (m + 5) // 6)
    if grain == "season":
        code = ("WI", "SP", "SU", "FA")[m % 12 // 3]
        return season(y - (m < 3), code)
    if grain == "year":
        return year(y)
    return decade(y // 10) if grain == "decade" else century(y // 100)


def moved(period: Period, count: int, unit: str) -> Period:
    """The unit so many units away from the one a period begins in: day 31 is cut to the month's last day."""
    if unit in ("day", "week", "weekend"):
        return containing(unit, period.first + count * (1 if unit == "day" else 7))
    y, m, d = period.start
    if unit == "month":
        return containing("month", ordinal(later((y, m, d), months=count)))
    if unit == "quarter":
        return quarter(y, (m + 2) // 3 + count)
    if unit == "half":
        return half(y, (m + 5) // 6 + count)
    if unit == "season":
        code = containing("season", period.first).value[-2:]
        index = ("SP", "SU", "FA", "WI").index(code) + count
        return season(y - (code == "WI" and m < 3) + index // 4, ("SP", "SU", "FA", "WI")[index % 4])
    if unit == "year":
        return year(y + count)
    return decade(y // 10 + count) if unit == "decade" else century(y // 100 + count)


def same_date(number: int, count: int, unit: str) -> int:
    """The day so many months or years away with the same number, or the month's last where it has no such day."""
    start = from_ordinal(number)
    return ordinal(later(start, years=count) if unit == "year" else later(start, months=count))


def later(start: Day, *, years: int = 0, months: int = 0) -> Day:
    """The day so many years and months away; the 31st becomes the month's last day, 29 February the 28th.

    Raises OverflowError or ValueError when that is thousands of years away.
    """
    y, m, d = start
    # The calendar repeats every 400 years, which lifts years outside the platform's range into it.
    base = date(y % 400 + 4000, m, d)
    found = base + relativedelta(years=years, months=months)
    return found.year - base.year + y, found.month, found.day


def easter(year: int, *, orthodox: bool = False) -> int:
    """Easter Sunday of a year, western or orthodox, as an ordinal of the Gregorian calendar."""
    return easter_sunday(year, EASTER_ORTHODOX if orthodox else EASTER_WESTERN).toordinal()


# ----------------------------------------------------------------------------------------------- parts of a period

_THIRDS = {"START": 0, "MID": 1, "END": 2}


def part_bounds(period: Period, mod: str) -> tuple[int, int]:
    """First and last day of a part of a period: early, middle and late thirds; 1–10, 11–20, 21–end of a month."""
    if mod not in _THIRDS:
        return period.first, period.last
    third = _THIRDS[mod]
    if period.grain == "month":
        return period.first + 10 * third, period.last if third == 2 else period.first + 10 * third + 9
    if period.grain == "week":
        low, high = ((0, 2), (2, 4), (4, 6))[third]
        return period.first + low, period.first + high
    y = period.start[0]
    if period.grain == "year":
        return month(y, 1 + 4 * third).first, month(y, 4 + 4 * third).last
    if period.grain == "decade":
        low, high = ((0, 3), (4, 6), (6, 9))[third]
        return year(y + low).first, year(y + high).last
    if period.grain == "century":
        low, high = ((0, 30), (40, 60), (70, 99))[third]
        return year(y + low).first, year(y + high).last
    length = (period.last - period.first + 1) // 3
    return period.first + third * length, period.last if third == 2 else period.first + (third + 1) * length - 1


# ---------------------------------------------------------------------------------------------------------- values

_VALUE = re.compile(
    r"(?P<bc>BC)?(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?"
)


def period(value: str) -> Period | None:
    """The period a TIMEX3 value names; None for ranges, references, durations, sets and open values."""
    value = value.split("T", 1)[0] if "-" in value else value
    if value.isdigit() and len(value) in (2, 3):
        return century(int(value)) if len(value) == 2 else decade(int(value))
    match = _VALUE.fullmatch(value)
    if not match:
        return None
    y = int(match["year"])
    try:
        if match["bc"]:
            return year(1 - y)
        if match["week"]:
            found = week(y, int(match["week"]))
            return weekend_of(found.first) if match["weekend"] else found
        if match["quarter"]:
            return quarter(y, int(match["quarter"]))
        if match["half"]:
            return half(y, int(match["half"]))
        if match["season"]:
            return season(y, match["season"])
        if match["day"]:
            return calendar_day(y, int(match["month"]), int(match["day"]))
        if match["month"]:
            return month(y, int(match["month"])) if 1 <= int(match["month"]) <= 12 else None
    except ValueError:
        return None
    return year(y)


def when_of(value: str, mod: str | None = None, *, vague: bool = False) -> When | None:
    """The days a TIMEX3 value names, as a period (a week is `Mon/Sun`); None where it names none.

    An early, middle or late part is the span of its days; of a year or longer its ends are approximate, as they are
    when a vague word was involved.
    """
    if "/" in value:
        left, _, right = value.partition("/")
        first, last = period(left), period(right)
        if first is None or last is None or first.first > last.last:
            return None
        return When.span(first.start, from_ordinal(last.last))
    found = period(value)
    if found is None:
        return None
    wave = "~" if vague or mod == "APPROX" else ""
    if mod in _THIRDS:
        return _part_when(found, mod or "", wave)
    if found.grain in ("week", "weekend"):
        return When.parse(f"{_iso(found.first)}{wave}/{_iso(found.last)}{wave}")
    y = found.start[0]
    codes = {
        "season": lambda: f"{year_text(y)}-{21 + list(SEASONS).index(found.value[-2:])}",
        "quarter": lambda: f"{year_text(y)}-{32 + int(found.value[-1])}",
        "half": lambda: f"{year_text(y)}-{39 + int(found.value[-1])}",
        "year": lambda: year_text(y),
        "decade": lambda: f"{found.value}X",
        "century": lambda: f"{found.value}XX",
    }
    edtf = codes.get(found.grain, lambda: found.value)()
    return When.parse(edtf + wave)


def _part_when(found: Period, mod: str, wave: str) -> When:
    first, last = part_bounds(found, mod)
    if found.grain in ("decade", "century"):
        years = from_ordinal(first)[0], from_ordinal(last)[0]
        return When.parse(f"{year_text(years[0])}~/{year_text(years[1])}~")
    if found.grain in ("year", "half", "season", "quarter"):
        a, b = from_ordinal(first), from_ordinal(last)
        return When.parse(f"{year_text(a[0])}-{a[1]:02}~/{year_text(b[0])}-{b[1]:02}~")
    return When.parse(f"{_iso(first)}{wave}/{_iso(last)}{wave}")


def once(when: When) -> When:
    """The same days, for something that happened once within them: `a/b` becomes `[a..b]`."""
    if "/" not in when.edtf or when.edtf.startswith("["):
        return when
    left, _, right = when.edtf.partition("/")
    return when if ".." in (left, right) else When.parse(f"[{left}..{right}]")


def year_text(number: int) -> str:
    """A year as EDTF and ISO 8601 write it."""
    return f"-{-number:04}" if number < 0 else f"{number:04}"


def _iso(number: int) -> str:
    y, m, d = from_ordinal(number) if not 0 < number < 3652060 else _triple(number)
    return f"{year_text(y)}-{m:02}-{d:02}"


def _triple(number: int) -> Day:
    found = date.fromordinal(number)
    return found.year, found.month, found.day
