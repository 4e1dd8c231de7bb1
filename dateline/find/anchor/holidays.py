"""Holidays: the day, or the days, of a feast in a year, from the rules of the gazetteer.

A rule is a day (`12-25`), days counted from Easter (`easter -2`, `orthodox -2`), a weekday (`weekday 5 from 06-19`: the
first Friday on or after it; `weekday 3 before 11-23`), the nth weekday of a month (`nth 4 4 11`: the fourth Thursday
of November; `nth -1 1 5`: the last Monday of May), a day of the tabular Islamic calendar (`islamic 10-1`), or a list of
days by year (`days 2024-02-10 2025-01-29`); `to` and a second rule make it last, as in `12-24 to 12-26`.
"""

from __future__ import annotations

from functools import lru_cache

from dateline.core.timex import calendar_day, easter, later
from dateline.core.when import from_ordinal, ordinal
from dateline.lexicon.times import holidays


@lru_cache(maxsize=4096)
def holiday(key: str, year: int) -> tuple[int, int] | None:
    """First and last day (ordinals) of a holiday in a year; None when it has none then or is not known."""
    rule = holidays().get(key)
    if rule is None:
        return None
    first, _, last = rule.partition(" to ")
    try:
        start = _day(first, year)
        if start is None:
            return None
        end = _day(last, year) if last else start
        if end is not None and end < start:
            end = _day(last, year + 1)
        return (start, end if end is not None else start)
    except ValueError:
        return None


def _day(rule: str, year: int) -> int | None:
    words = rule.split()
    kind = words[0]
    if len(words) == 1:
        return _date(kind, year)
    if kind == "easter":
        return easter(year) + int(words[1])
    if kind == "orthodox":
        return easter(year, orthodox=True) + int(words[1])
    if kind == "weekday":
        base, wanted = _date(words[3], year), int(words[1])
        return base - 1 - (base - 1 - wanted) % 7 if words[2] == "before" else base + (wanted - base) % 7
    if kind == "nth":
        number, weekday, month = map(int, words[1:4])
        if number > 0:
            base = ordinal((year, month, 1))
            return base + (weekday - base) % 7 + 7 * (number - 1)
        base = ordinal(later((year, month, 1), months=1)) - 1
        return base - (base - weekday) % 7 + 7 * (number + 1)
    if kind == "islamic":
        return _islamic(words[1], year)
    if kind == "days":
        return next((_date(w[5:], year) for w in words[1:] if w.startswith(f"{year:04}-")), None)
    return None


def _date(text: str, year: int) -> int:
    month, day = map(int, text.split("-"))
    return calendar_day(year, month, day).first


def _islamic(text: str, year: int) -> int | None:
    month, day = map(int, text.split("-"))
    # A Muslim year is eleven days shorter: try the years that may begin in this one.
    guess = (year - 622) * 33 // 32
    for hijri in range(guess - 1, guess + 3):
        number = day + -(-59 * (month - 1) // 2) + (hijri - 1) * 354 + (3 + 11 * hijri) // 30 + _ISLAMIC_EPOCH - 1
        if from_ordinal(number)[0] == year:
            return number
    return None


_ISLAMIC_EPOCH = 227015
"""Ordinal of 1 Muharram of year 1: 19 July 622 of the Gregorian calendar."""
