"""Steps that name a unit of the calendar: years, months, days, weeks and weekdays (rules W and Y)."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.core import timex as tx
from dateline.core.model import Anchor
from dateline.core.timex import Period
from dateline.core.when import from_ordinal
from dateline.find.anchor.state import (
    FUTURE,
    PAST,
    PLANNED,
    PRESENT,
    Context,
    OpenValue,
    State,
    Step,
    choose,
    dct_of,
    full_year,
    in_story,
    note,
    relative,
    year_of_text,
)  # fmt: skip


def _year(state: State, args: list[str], context: Context) -> None:
    count = relative(args[0])
    if count is None:
        number = int(args[0])
        if len(args) > 1 and args[1] == "bc":
            number = 1 - number
        elif len(args[0]) <= 2 and len(args) == 1:
            number = full_year(number, context.day)
        state.period = tx.year(number)
        return
    base = state.period.first if state.period else dct_of(context)
    state.period = tx.moved(tx.containing("year", base), count, "year")
    note(state, Anchor.DCT, 0.95)


def _decade(state: State, args: list[str], context: Context) -> None:
    count = relative(args[0])
    if count is None:
        state.period = tx.decade(int(args[0]) // 10 if len(args[0]) == 4 else int(args[0]))
    else:
        state.period = tx.moved(tx.containing("decade", dct_of(context)), count, "decade")
        note(state, Anchor.DCT, 0.85)


def _tens(state: State, args: list[str], context: Context) -> None:
    """A decade by its last two digits: the latest that has begun."""
    number = int(args[0]) // 10
    if state.period is not None and state.period.grain == "century":
        state.period = tx.decade(state.period.start[0] // 10 + number)
        return
    if context.day is None and number < 4:
        raise OpenValue
    latest = from_ordinal(context.day)[0] if context.day is not None else 2029
    state.period = tx.decade(max(d for d in (190 + number, 200 + number, 180 + number) if d * 10 <= latest or d < 190))
    note(state, Anchor.NONE, 0.9)


def _century(state: State, args: list[str], context: Context) -> None:
    count = relative(args[0])
    if count is None:
        number = int(args[0])
        state.period = tx.century(number // 100 if number >= 100 else number)
    else:
        state.period = tx.moved(tx.containing("century", dct_of(context)), count, "century")
        note(state, Anchor.DCT, 0.9)


def _month(state: State, args: list[str], context: Context) -> None:
    count = relative(args[0])
    if count is not None:
        base = state.period.first if state.period else dct_of(context)
        state.period = tx.moved(tx.containing("month", base), count, "month")
        note(state, Anchor.DCT, 0.95)
        return
    number = int(args[0])
    if state.period is not None:
        state.period = _month_within(state.period, number)
        return
    told = year_of_text(state, context, lambda y: tx.month(y, number))
    if told is None:
        year = from_ordinal(dct_of(context))[0]
        mode = args[1] if len(args) > 1 else ""
        months = [tx.month(y, number) for y in range(year - 2, year + 3)]
        if mode == "before":
            told = max((m for m in months if m.last < dct_of(context)), key=lambda m: m.first)
        elif mode == "after":
            told = min((m for m in months if m.first > dct_of(context)), key=lambda m: m.first)
        else:
            told = choose(state, months, context, window=(-225, 135))
        note(state, Anchor.DCT, 0.82)
    state.period = told


def _month_within(period: Period, number: int) -> Period:
    y, m, _ = period.start
    found = tx.month(y, number)
    if found.first < period.first and period.grain != "month" and number < m:
        found = tx.month(y + 1, number)
    return found


def _monthday(state: State, args: list[str], context: Context) -> None:
    """`md 3-7`, with the weekday it is said to be as a second argument."""
    month, number = map(int, args[0].split("-"))
    weekday = int(args[1]) if len(args) > 1 else None
    if state.period is not None:
        state.period = tx.calendar_day(state.period.start[0], month, number)
        return

    def make(year: int) -> Period | None:
        try:
            return tx.calendar_day(year, month, number)
        except ValueError:
            return None

    same = next((p for p in context.before[:3] if p.grain == "month" and p.start[1] == month), None)
    if same is not None and weekday is None and context.tense != FUTURE and (told := make(same.start[0])):
        # "In August 1968 tanks rolled in; on 21 August": the day of a month told of just before.
        state.period = told
        note(state, Anchor.MENTION, 0.85)
        return
    if context.year_told is not None and (weekday is None or context.day is None):
        told = in_story(context, make)
        news = min((d for y in _years_around(context) if (d := make(y))), key=lambda d: _gap(d, context), default=None)
        # Within a few weeks of publication a date is news, whatever year was told of before it.
        if told is not None and (news is None or _gap(news, context) > 21):
            state.period = told
            note(state, Anchor.MENTION, 0.8)
            return
    year = from_ordinal(dct_of(context))[0]
    days = [found for y in range(year - 4, year + 5) if (found := make(y))]
    if not days:
        raise OpenValue("no such day")
    if weekday is not None:
        agreeing = [d for d in days if (d.first - 1) % 7 + 1 == weekday]
        near = sorted(agreeing, key=lambda d: abs(d.first - dct_of(context)))[:1]
        if near and abs(near[0].first - dct_of(context)) < 800:
            state.period = near[0]
            note(state, Anchor.DCT, 0.97)
            return
    state.period = choose(state, days, context, window=None)
    # Tense may move a date by a year, but a date close to publication is the near one: reports and announcements alike
    # stay close to their day, and who means a day eleven months ago names the year.
    nearest = min(days, key=lambda d: abs(d.first - dct_of(context)))
    close = _CLOSE.get(context.tense or "", 10)
    if not context.alone and abs(nearest.first - dct_of(context)) <= close and state.period is not nearest:
        state.others, state.period = [state.period], nearest
    note(state, Anchor.DCT, 0.88)


_CLOSE = {PAST: 60, FUTURE: 30}
"""So many days from publication a day and month without a year is the near one, whatever the tense says."""


def _years_around(context: Context) -> range:
    if context.day is None:
        return range(0)
    year = from_ordinal(context.day)[0]
    return range(year - 1, year + 2)


def _gap(period: Period, context: Context) -> int:
    return abs(period.first - dct_of(context))


def _dom(state: State, args: list[str], context: Context) -> None:
    """The day of that number: of the month so far, else of the month that is near; with the weekday it is said to be
    as a second argument, the nearest on which it is."""
    number = int(args[0])
    if state.period is None and len(args) > 1:
        y, m, _ = from_ordinal(dct_of(context))
        months = [tx.month(y, m + offset) for offset in range(-14, 15)]
        agreeing = [
            tx.day(month.first + number - 1)
            for month in months
            if month.first + number - 1 <= month.last and (month.first + number - 2) % 7 + 1 == int(args[1])
        ]
        if not agreeing:
            raise OpenValue("no such day")
        nearest = min(agreeing, key=lambda d: abs(d.first - dct_of(context)))
        state.period = choose(state, agreeing, context, window=None) if context.tense or context.alone else nearest
        note(state, Anchor.DCT, 0.85)
        return
    if state.period is not None:
        y, m, _ = state.period.start
        state.period = tx.calendar_day(y, m, number)
        return
    y, m, _ = from_ordinal(dct_of(context))
    if context.before and context.before[0].grain in ("day", "month") and context.before[0].first != dct_of(context):
        told_year, told_month, _ = context.before[0].start
        y, m = told_year, told_month
    days = []
    for offset in range(-3, 4):
        month = tx.month(y, m + offset)
        if month.first + number - 1 <= month.last:
            days.append(tx.day(month.first + number - 1))
    state.period = choose(state, days, context, window=None)
    note(state, Anchor.DCT, 0.8)


def _week(state: State, args: list[str], context: Context) -> None:
    count = relative(args[0])
    if count is not None:
        base = state.period.first if state.period else dct_of(context)
        state.period = tx.moved(tx.containing("week", base), count, "week")
        note(state, Anchor.DCT, 0.9)
        return
    number = int(args[0])
    if state.period is not None:
        state.period = tx.week(state.period.start[0], number)
        return
    year = from_ordinal(dct_of(context))[0]
    weeks = []
    for y in range(year - 1, year + 2):
        try:
            weeks.append(tx.week(y, number))
        except ValueError:
            continue
    state.period = choose(state, weeks, context, window=None)
    note(state, Anchor.DCT, 0.85)


def _weekend(state: State, args: list[str], context: Context) -> None:
    if state.period is not None:
        number = state.period.first
        if state.period.grain not in ("day", "week"):
            number += (6 - number) % 7  # the first Saturday in it
        state.period = tx.weekend_of(number)
        return
    day = dct_of(context)
    count = relative(args[0]) if args else None
    if count is None:
        # On Monday to Wednesday the weekend told of in the past is the one just over.
        count = -1 if context.tense == PAST and (day - 1) % 7 < 5 else 0
    elif count < 0 and (day - 1) % 7 >= 5:
        count = -1
    state.period = tx.moved(tx.weekend_of(day), count, "weekend")
    note(state, Anchor.DCT, 0.88)


def _day_step(state: State, args: list[str], context: Context) -> None:
    base = state.period.first if state.period else dct_of(context)
    state.period = tx.day(base + int(args[0]))
    note(state, Anchor.DCT, 0.97)


def _weekday(state: State, args: list[str], context: Context) -> None:
    """Rule W. Modes: `before`, `after`, `this`, `next`, `last` (ISO weeks), `recent` (includes the day itself).

    With `told` it is the day of something that is talked about, `Friday's attack`, which is over beside a present.
    """
    wanted = int(args[0])
    mode = args[1] if len(args) > 1 else ""
    if state.period is not None:
        first = state.period.first
        state.period = tx.day(first + (wanted - 1 - (first - 1)) % 7)
        return
    day = dct_of(context)
    back, ahead = (day - wanted) % 7, (wanted - day) % 7
    start = day - (day - 1) % 7 + wanted - 1  # that weekday of the week of publication
    near_past, near_future = day - back, day + (ahead or 7)
    confidence = 0.9
    if mode == "before":
        found = day - (back or 7)
    elif mode == "after":
        found = near_future
    elif mode == "this":
        found = start
    elif mode == "next":
        found, confidence = start + 7, 0.75
        if near_future != found:
            state.others.append(tx.day(near_future))
    elif mode == "last":
        found, confidence = start - 7, 0.7
        if day - (back or 7) != found:
            state.others.append(tx.day(day - (back or 7)))
    elif mode == "recent":
        found = near_past
    elif context.tense == PLANNED:
        # What was to be on a day just over has been told of since; else it is still to come.
        found, confidence = (near_past, 0.7) if back <= 2 else (near_future, 0.8)
        state.others.append(tx.day(near_future if back <= 2 else near_past))
    elif context.tense == FUTURE or (context.alone and context.tense is None):
        found = near_future
        if ahead == 0:
            state.others.append(tx.day(day))
            confidence = 0.7
    elif context.tense is None and (listed := _listed(wanted, context)) is not None:
        found = listed
    elif context.tense == PRESENT and mode != "told":
        found = day + ahead
        confidence = 0.8
    else:
        found = near_past
        confidence = 0.9 if context.tense == PAST else 0.8
        if context.tense is None and near_future != found:
            state.others.append(tx.day(near_future))
    state.period = tx.day(found)
    note(state, Anchor.DCT, confidence)


def _listed(wanted: int, context: Context) -> int | None:
    """The weekday after a day to come that was told of last: entries of a calendar, which have no verbs."""
    told = context.before[0] if context.before else None
    if told is None or told.grain != "day" or not 0 < told.first - dct_of(context) <= 14:
        return None
    return told.first + (wanted - told.first) % 7


UNITS: Mapping[str, Step] = {
    "year": _year, "decade": _decade, "tens": _tens, "century": _century, "month": _month, "md": _monthday,
    "dom": _dom, "week": _week, "weekend": _weekend, "day": _day_step, "weekday": _weekday,
}  # fmt: skip
