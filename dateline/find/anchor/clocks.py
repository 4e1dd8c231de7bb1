"""Steps for times of day, and for what names no day by itself: durations, sets, vague words, birthdays."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.core import timex as tx
from dateline.core.model import Anchor
from dateline.core.timex import Period
from dateline.core.when import from_ordinal, ordinal
from dateline.find.anchor.state import FUTURE, PAST, Context, OpenValue, State, Step, dct_of, full_year, note


def clock_time(args: list[str]) -> str:
    hour = int(args[0])
    rest = [arg for arg in args[1:] if arg.isdigit()]
    half = next((arg for arg in args[1:] if arg in ("am", "pm")), None)
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    minute = int(rest[0]) if rest else 0
    if "hhmm" in args:
        hour, minute = divmod(hour, 100)
    if "to" in args:  # a quarter to nine
        hour, minute = (hour - 1) % 24, 60 - minute
    zone = "Z" if "utc" in args else ""
    return f"T{hour:02}:{minute:02}{zone}"


def _clock_step(state: State, args: list[str], context: Context) -> None:
    if int(args[0]) > 24 and "hhmm" not in args:
        raise OpenValue
    _own_day(state, context)
    state.time = clock_time(args)


def _time(state: State, args: list[str], context: Context) -> None:
    """A part of the day: MO, AF, EV, NI; `early` nights belong to the day before (`last night`).

    "Will speak on Friday evening", told on a Friday, is of that evening rather than of the next week's.
    """
    own, day = state.period, context.day
    _own_day(state, context)
    if own and day is not None and args[0] in _LATE and state.others and own.first - 7 == day == state.others[-1].first:
        state.period, state.others[-1] = state.others[-1], own
    state.time = f"T{args[0]}"


_LATE = ("AF", "EV", "NI")


def _own_day(state: State, context: Context) -> None:
    if state.period is None:
        if context.day_is_vague:
            raise OpenValue("on a day that is not told")
        told = context.clock_day
        if told is not None and context.day is not None and _contradicts(told, context.tense, context.day):
            told = None  # "It opens on Saturday. In the morning the mayor looked in": the morning of today
        state.period = told or tx.day(dct_of(context))
        note(state, Anchor.MENTION if told else Anchor.DCT, 0.8)


def _contradicts(period: Period, tense: str | None, day: int) -> bool:
    return (tense == PAST and period.first > day) or (tense == FUTURE and period.last < day)


def _mod(state: State, args: list[str], context: Context) -> None:
    state.mod = args[0]


def _mark(state: State, args: list[str], context: Context) -> None:
    """`born`, `alone`, `bare`, `tense past` tell of the expression, not its days: they are read before the steps."""


def _vague(state: State, args: list[str], context: Context) -> None:
    state.vague = True


def _value(state: State, args: list[str], context: Context) -> None:
    """A constant: `PAST_REF` and the like, a duration, a set; with days around DCT where it means such."""
    state.constant = args[0]
    state.confidence = 0.7
    if len(args) > 2 and context.day is not None:
        state.window = (context.day + int(args[1]), context.day + int(args[2]))
        state.vague, state.anchor = True, Anchor.DCT


_UNITS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "weekend": "WE", "week": "W", "fortnight": "W",
    "month": "M", "quarter": "Q", "season": "S", "half": "H", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip


def duration(count: str, unit: str) -> str:
    """TIMEX3 of a length of time: `P3D`, `PT36H`, `PTXH` where the number is vague."""
    letters = _UNITS[unit]
    if unit == "fortnight":
        count = str(2 * int(count)) if count.isdigit() else count
    if count == "0.5":
        finer = {"hour": ("30", "TM"), "year": ("6", "M"), "day": ("12", "TH"), "minute": ("30", "TS"),
                 "decade": ("5", "Y"), "century": ("50", "Y")}.get(unit)  # fmt: skip
        if finer:
            count, letters = finer
    return f"P{'T' if letters[0] == 'T' else ''}{count}{letters.removeprefix('T')}"


def _dur(state: State, args: list[str], context: Context) -> None:
    if len(args) > 2 and context.alone and context.day is not None and args[0].isdigit() and args[1] in tx.GRAINS:
        # Nothing but "last two weeks", as over a table: the period, not its length.
        count, unit = int(args[0]), args[1]
        around = tx.containing(unit, context.day)
        ends = (-count, -1) if args[2] == "last" else (1, count)
        state.period, last = (tx.moved(around, end, unit) for end in ends)
        state.until = last if last != state.period else None
        note(state, Anchor.DCT, 0.7)
        return
    state.constant = duration(args[0], args[1])
    state.confidence = 0.9


def _set(state: State, args: list[str], context: Context) -> None:
    """`set 2 week` is `P2W`; `set weekday 5`, `set month 9`, `set season SU` are open dates."""
    kind = args[0]
    if kind == "weekday":
        state.constant = f"XXXX-WXX-{args[1]}"
        if len(args) > 2:
            state.constant += f"T{args[2]}"
    elif kind == "month":
        state.constant = f"XXXX-{int(args[1]):02}"
    elif kind == "season":
        state.constant = f"XXXX-{args[1]}"
    elif kind == "time":
        state.constant = f"XXXX-XX-XXT{args[1]}"
    elif kind == "weekend":
        state.constant = "XXXX-WXX-WE"
    elif kind == "holiday":
        state.constant = "P1Y"
    else:
        state.constant = duration(kind, args[1])
    state.confidence = 0.9


def _birthday(state: State, args: list[str], context: Context) -> None:
    """The day somebody turns so many years old: the date of birth of whom the text speaks, and years."""
    if context.birth is None:
        raise OpenValue
    y, m, d = from_ordinal(context.birth)
    if args:
        year = y + int(args[0])
    else:
        day = dct_of(context)
        years = range(from_ordinal(day)[0] - 1, from_ordinal(day)[0] + 2)
        year = min(years, key=lambda n: abs(ordinal((n, m, min(d, 28))) - day))
    state.period = tx.day(min(tx.month(year, m).first + d - 1, tx.month(year, m).last))
    note(state, Anchor.BIRTH, 0.85)


def _numeric(state: State, args: list[str], context: Context) -> None:
    """`03/04/2022`, day or month first by the custom of the language; both readings where both are days."""
    a, b, year = (int(arg) for arg in args[:3])
    if year < 100:
        year = full_year(year, context.day)
    day_first = args[3] == "day" if context.day_first is None else context.day_first
    first = _or_none(year, b, a) if day_first else _or_none(year, a, b)
    second = _or_none(year, a, b) if day_first else _or_none(year, b, a)
    if (len(args) > 4 and args[4] == "sure") or context.day_first is not None:
        second = second if first is None else None
    found = first or second
    if found is None:
        raise OpenValue("no such day")
    if first and second and first.first != second.first:
        state.others.append(second)
        state.confidence = 0.6
    state.period = found


def _or_none(year: int, month: int, day: int) -> Period | None:
    try:
        return tx.calendar_day(year, month, day)
    except ValueError:
        return None


CLOCKS: Mapping[str, Step] = {
    "clock": _clock_step, "time": _time, "mod": _mod, "vague": _vague, "value": _value, "dur": _dur, "set": _set,
    "birthday": _birthday, "numeric": _numeric, "born": _mark, "alone": _mark, "bare": _mark,
    "tense": _mark,
}  # fmt: skip
