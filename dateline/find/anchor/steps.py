"""Steps: how an expression names its time, and what it comes to on a given day of publication.

The rules of the language packs write steps, from the larger unit to the smaller: `year -1`, `month 3` is March of last
year; `weekday 5 before` the Friday before publication; `ref day`, `shift 1 day` the day after the one told of last.
docs/times.md lists them all. A step is a name and its arguments. It is applied to the period that the steps before
it have come to, or to none yet: then relative steps count from the day of publication (DCT), and steps without a
year or week of their own choose one by the rules of extraction 2.7 with the tense of the clause.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.core import timex as tx
from dateline.core.model import Anchor
from dateline.core.timex import Period
from dateline.core.when import from_ordinal, ordinal
from dateline.find.anchor.holidays import holiday

PAST, FUTURE, PRESENT = "past", "future", "present"


class OpenValue(Exception):
    """Raised when an expression cannot be closed: no day of publication, no earlier mention, no data."""


@dataclass(frozen=True, slots=True)
class Context:
    """That against which steps are applied."""

    day: int | None = None
    """The day of publication, an ordinal."""
    tense: str | None = None
    before: tuple[Period, ...] = ()
    """What the text has told of before, the latest first: days to refer back to."""
    year_told: int | None = None
    """The year the text is speaking of, where that is not the year of publication."""
    clock_day: Period | None = None
    """The day a clock time without one belongs to."""
    birth: int | None = None
    """The date of birth of the person whose birthday is spoken of."""
    alone: bool = False
    """The expression is the whole sentence: a listing, which looks ahead."""
    day_first: bool = True


@dataclass(slots=True)
class State:
    """What the steps have come to so far."""

    period: Period | None = None
    until: Period | None = None
    """The other end of a range."""
    constant: str | None = None
    time: str = ""
    mod: str | None = None
    vague: bool = False
    anchor: Anchor = Anchor.NONE
    confidence: float = 0.99
    window: tuple[int, int] | None = None
    """First and last day, for vague words that name no unit."""
    others: list[Period] = field(default_factory=list)
    """Readings that stay possible."""


@dataclass(frozen=True, slots=True)
class Result:
    """What an expression came to."""

    value: str
    period: Period | None
    until: Period | None = None
    mod: str | None = None
    vague: bool = False
    anchor: Anchor = Anchor.NONE
    confidence: float = 0.99
    window: tuple[int, int] | None = None
    others: tuple[Period, ...] = ()


def run(steps: tuple[str, ...], context: Context) -> Result:
    """Apply all steps.

    Raises OpenValue when the expression cannot be closed in this context.
    """
    head, tail = steps, ()
    if "to" in steps:
        cut = steps.index("to")
        head, tail = steps[:cut], steps[cut + 1 :]
    state = _apply(head, context)
    if tail:
        _range(state, tail, context)
    if state.constant is not None:
        return Result(state.constant, None, None, state.mod, state.vague, state.anchor, state.confidence, state.window)
    if state.period is None:
        raise OpenValue
    value = state.period.value + state.time
    if state.until is not None:
        value = f"{value}/{state.until.value}"
    return Result(
        value,
        state.period,
        state.until,
        state.mod,
        state.vague,
        state.anchor,
        round(state.confidence, 3),
        state.window,
        tuple(state.others),
    )


def needs(steps: tuple[str, ...]) -> bool:
    """Whether what the steps come to can depend on the day, the tense or the text around."""
    return _needs(steps)


@lru_cache(maxsize=20000)
def _needs(steps: tuple[str, ...]) -> bool:
    try:
        if run(steps, Context()).vague or any(step.startswith("value ") and step.count(" ") > 1 for step in steps):
            return True
    except OpenValue:
        return True
    return False


@lru_cache(maxsize=20000)
def open_value(steps: tuple[str, ...]) -> str:
    """The TIMEX3 value of the words alone, with X for what only a day of publication can tell."""
    try:
        return run(steps, Context()).value
    except OpenValue:
        pass
    value, time = "XXXX-XX-XX", ""
    for step in steps:
        name, *args = step.split()
        if name == "to":
            break
        number = args[0] if args else ""
        fixed = number.isdigit()
        if name == "md":
            month, day = number.split("-")
            value = f"XXXX-{int(month):02}-{int(day):02}"
        elif name == "month":
            value = f"XXXX-{int(number):02}" if fixed else "XXXX-XX"
        elif name == "weekday":
            value = f"XXXX-WXX-{number}"
        elif name == "dom":
            value = f"XXXX-XX-{int(number):02}"
        elif name == "week":
            value = f"XXXX-W{int(number):02}" if fixed else "XXXX-WXX"
        elif name in ("quarter", "half"):
            value = f"XXXX-{name[0].upper()}{number if fixed else 'X'}"
        elif name == "season":
            value = f"XXXX-{number}"
        elif name == "weekend":
            value = "XXXX-WXX-WE"
        elif name in ("ago", "shift", "ref"):
            value = _OPEN.get(args[-1], value)
        elif name in _OPEN:
            value = _OPEN[name]
        elif name == "time":
            time = f"T{number}"
        elif name == "clock":
            time = _clock(args)
    return value + time


_OPEN = {
    "year": "XXXX", "decade": "XXX", "century": "XX", "tens": "XXX", "month": "XXXX-XX", "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE", "quarter": "XXXX-QX", "day": "XXXX-XX-XX",
}  # fmt: skip


def _apply(steps: tuple[str, ...], context: Context) -> State:
    state = State()
    for step in steps:
        name, *args = step.split()
        action = _ACTIONS.get(name)
        if action is None:
            raise ValueError(f"{step!r} is no step")
        try:
            action(state, args, context)
        except (ValueError, IndexError, OverflowError) as error:
            raise OpenValue(str(error)) from error
    return state


def _range(state: State, tail: tuple[str, ...], context: Context) -> None:
    """The second half of a range: it lies after the first."""
    first = state.period
    if first is None:
        raise OpenValue
    if any(step.split()[0] in ("dom", "md", "month", "weekday", "season", "quarter", "holiday") for step in tail):
        context = Context(first.first, FUTURE, (first, *context.before), context.year_told, first, context.birth)
        last = _apply(tail, context)
    else:
        last = _apply(tail, context)
    if last.time and last.period is not None and state.time:
        state.time += f"/{last.period.value}{last.time}"
        return
    if last.period is None or last.period.first < first.first:
        raise OpenValue("a range that ends before it begins")
    state.until = last.period
    state.confidence = min(state.confidence, last.confidence)


# ------------------------------------------------------------------------------------------------- absolute units


def _dct(context: Context) -> int:
    if context.day is None:
        raise OpenValue
    return context.day


def _relative(text: str) -> int | None:
    """The count of `+1` or `-2`; None for a plain number."""
    return int(text) if text[0] in "+-" else None


def _year(state: State, args: list[str], context: Context) -> None:
    count = _relative(args[0])
    if count is None:
        number = int(args[0])
        if len(args) > 1 and args[1] == "bc":
            number = 1 - number
        elif len(args[0]) <= 2 and len(args) == 1:
            number += 1900 if number > 49 else 2000
        state.period = tx.year(number)
        return
    base = state.period.first if state.period else _dct(context)
    state.period = tx.moved(tx.containing("year", base), count, "year")
    _note(state, Anchor.DCT, 0.95)


def _decade(state: State, args: list[str], context: Context) -> None:
    count = _relative(args[0])
    if count is None:
        state.period = tx.decade(int(args[0]) // 10 if len(args[0]) == 4 else int(args[0]))
    else:
        state.period = tx.moved(tx.containing("decade", _dct(context)), count, "decade")
        _note(state, Anchor.DCT, 0.85)


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
    _note(state, Anchor.NONE, 0.9)


def _century(state: State, args: list[str], context: Context) -> None:
    count = _relative(args[0])
    if count is None:
        number = int(args[0])
        state.period = tx.century(number // 100 if number >= 100 else number)
    else:
        state.period = tx.moved(tx.containing("century", _dct(context)), count, "century")
        _note(state, Anchor.DCT, 0.9)


# ------------------------------------------------------------------------------------------- months, days, weeks


def _choose(state: State, candidates: list[Period], context: Context, *, window: tuple[int, int] | None) -> Period:
    """The candidate that tense and nearness to the day of publication choose (rule Y); the runner-up is kept.

    `window` is days before and after DCT for a candidate's middle when no tense decides; None: the nearest.
    """
    day = _dct(context)
    ordered = sorted(candidates, key=lambda p: (abs((p.first + p.last) // 2 - day), p.first))
    default = ordered[0]
    if window is not None:
        inside = [p for p in ordered if window[0] <= p.first - day <= window[1]]
        default = inside[0] if inside else default
    chosen = default
    if context.alone and context.tense is None:
        # Nothing but the expression: an entry of a listing or a calendar, which looks ahead.
        return min((p for p in candidates if p.last >= day), key=lambda p: p.first, default=default)
    if context.tense == PAST:
        chosen = max((p for p in candidates if p.first <= day), key=lambda p: p.first, default=default)
    elif context.tense == FUTURE:
        chosen = min((p for p in candidates if p.last >= day), key=lambda p: p.first, default=default)
    if chosen is not default:
        state.others.append(default)
    return chosen


def _year_of_text(state: State, context: Context, make: Callable[[int], Period]) -> Period | None:
    """The unit in the year the text speaks of, when that is long past: history told in order."""
    if context.year_told is None or context.tense == FUTURE:
        return None
    _note(state, Anchor.MENTION, 0.8)
    return make(context.year_told)


def _month(state: State, args: list[str], context: Context) -> None:
    count = _relative(args[0])
    if count is not None:
        base = state.period.first if state.period else _dct(context)
        state.period = tx.moved(tx.containing("month", base), count, "month")
        _note(state, Anchor.DCT, 0.95)
        return
    number = int(args[0])
    if state.period is not None:
        state.period = _month_within(state.period, number)
        return
    told = _year_of_text(state, context, lambda y: tx.month(y, number))
    if told is None:
        year = from_ordinal(_dct(context))[0]
        mode = args[1] if len(args) > 1 else ""
        months = [tx.month(y, number) for y in range(year - 2, year + 3)]
        if mode == "before":
            told = max((m for m in months if m.last < _dct(context)), key=lambda m: m.first)
        elif mode == "after":
            told = min((m for m in months if m.first > _dct(context)), key=lambda m: m.first)
        else:
            told = _choose(state, months, context, window=(-225, 135))
        _note(state, Anchor.DCT, 0.82)
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

    if context.day is not None and weekday is None:
        told = _year_of_text(state, context, lambda y: make(y) or tx.day(_dct(context)))
        if told is not None:
            state.period = told
            return
    year = from_ordinal(_dct(context))[0]
    days = [found for y in range(year - 4, year + 5) if (found := make(y))]
    if not days:
        raise OpenValue("no such day")
    if weekday is not None:
        agreeing = [d for d in days if (d.first - 1) % 7 + 1 == weekday]
        near = sorted(agreeing, key=lambda d: abs(d.first - _dct(context)))[:1]
        if near and abs(near[0].first - _dct(context)) < 400:
            state.period = near[0]
            _note(state, Anchor.DCT, 0.97)
            return
    state.period = _choose(state, days, context, window=None)
    # Tense may move a date by a year, but a date within a month and a half of publication is the near one: reports and
    # announcements alike stay close to their day.
    nearest = min(days, key=lambda d: abs(d.first - _dct(context)))
    if not context.alone and abs(nearest.first - _dct(context)) <= 10 and state.period is not nearest:
        state.others, state.period = [state.period], nearest
    _note(state, Anchor.DCT, 0.88)


def _dom(state: State, args: list[str], context: Context) -> None:
    """The day of that number: of the month so far, else of the month that is near."""
    number = int(args[0])
    if state.period is not None:
        y, m, _ = state.period.start
        state.period = tx.calendar_day(y, m, number)
        return
    y, m, _ = from_ordinal(_dct(context))
    if context.before and context.before[0].grain in ("day", "month") and context.before[0].first != _dct(context):
        told_year, told_month, _ = context.before[0].start
        y, m = told_year, told_month
    days = []
    for offset in range(-3, 4):
        month = tx.month(y, m + offset)
        if month.first + number - 1 <= month.last:
            days.append(tx.day(month.first + number - 1))
    state.period = _choose(state, days, context, window=None)
    _note(state, Anchor.DCT, 0.8)


def _week(state: State, args: list[str], context: Context) -> None:
    count = _relative(args[0])
    if count is not None:
        base = state.period.first if state.period else _dct(context)
        state.period = tx.moved(tx.containing("week", base), count, "week")
        _note(state, Anchor.DCT, 0.9)
        return
    number = int(args[0])
    if state.period is not None:
        state.period = tx.week(state.period.start[0], number)
        return
    year = from_ordinal(_dct(context))[0]
    weeks = []
    for y in range(year - 1, year + 2):
        try:
            weeks.append(tx.week(y, number))
        except ValueError:
            continue
    state.period = _choose(state, weeks, context, window=None)
    _note(state, Anchor.DCT, 0.85)


def _weekend(state: State, args: list[str], context: Context) -> None:
    if state.period is not None:
        number = state.period.first
        if state.period.grain not in ("day", "week"):
            number += (6 - number) % 7  # the first Saturday in it
        state.period = tx.weekend_of(number)
        return
    day = _dct(context)
    count = _relative(args[0]) if args else None
    if count is None:
        # On Monday to Wednesday the weekend told of in the past is the one just over.
        count = -1 if context.tense == PAST and (day - 1) % 7 < 5 else 0
    elif count < 0 and (day - 1) % 7 >= 5:
        count = -1
    state.period = tx.moved(tx.weekend_of(day), count, "weekend")
    _note(state, Anchor.DCT, 0.88)


def _day_step(state: State, args: list[str], context: Context) -> None:
    base = state.period.first if state.period else _dct(context)
    state.period = tx.day(base + int(args[0]))
    _note(state, Anchor.DCT, 0.97)


def _weekday(state: State, args: list[str], context: Context) -> None:
    """Rule W. Modes: `before`, `after`, `this`, `next`, `last` (ISO weeks), `recent` (includes the day itself)."""
    wanted = int(args[0])
    mode = args[1] if len(args) > 1 else ""
    if state.period is not None:
        first = state.period.first
        state.period = tx.day(first + (wanted - 1 - (first - 1)) % 7)
        return
    day = _dct(context)
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
    elif context.tense == FUTURE or (context.alone and context.tense is None):
        found = near_future
        if ahead == 0:
            state.others.append(tx.day(day))
            confidence = 0.7
    elif context.tense == PRESENT:
        found = day + ahead
        confidence = 0.8
    else:
        found = near_past
        confidence = 0.9 if context.tense == PAST else 0.8
        if context.tense is None and near_future != found:
            state.others.append(tx.day(near_future))
    state.period = tx.day(found)
    _note(state, Anchor.DCT, confidence)


# ------------------------------------------------------------------------------------- quarters, seasons, holidays


def _part_of_year(
    grain: str, make: Callable[[int, int], Period], per_year: int
) -> Callable[[State, list[str], Context], None]:
    def step(state: State, args: list[str], context: Context) -> None:
        count = _relative(args[0])
        if count is not None:
            state.period = tx.moved(tx.containing(grain, _dct(context)), count, grain)
            _note(state, Anchor.DCT, 0.9)
            return
        number = int(args[0]) if int(args[0]) > 0 else per_year
        if state.period is not None:
            state.period = make(state.period.start[0], number)
            return
        day = _dct(context)
        year = from_ordinal(day)[0]
        told = _year_of_text(state, context, lambda y: make(y, number))
        length = 366 // per_year
        parts = [make(y, number) for y in range(year - 1, year + 2)]
        if told is None and context.tense == PAST:
            # Figures are told of within half a year: a part that ended longer ago is not the one that is meant.
            parts = [part for part in parts if part.last >= day - 200 or part.first > day] or parts
        state.period = told or _choose(state, parts, context, window=(-365 + length, length + 90))
        _note(state, Anchor.DCT, 0.85)

    return step


def _season(state: State, args: list[str], context: Context) -> None:
    """A season: `SP`, `SU`, `FA`, `WI`, with `before` (the latest over or under way), `after` or a count of years."""
    code = args[0]
    mode = args[1] if len(args) > 1 else ""
    if state.period is not None:
        year = state.period.start[0]
        if state.period.grain == "day" and code == "WI" and state.period.start[1] < 3:
            year -= 1
        state.period = tx.season(year, code)
        return
    day = _dct(context)
    year = from_ordinal(day)[0]
    seasons = [tx.season(y, code) for y in range(year - 3, year + 3)]
    started = max((s for s in seasons if s.first <= day), key=lambda s: s.first)
    over = max((s for s in seasons if s.last < day), key=lambda s: s.first)
    coming = min((s for s in seasons if s.first > day), key=lambda s: s.first)
    current = next((s for s in seasons if s.first <= day <= s.last), None)
    if mode == "before":
        found = over
    elif mode == "after":
        found = coming
    elif mode == "this":
        found = current or min((started, coming), key=lambda s: abs(s.first - day))
        same_year = tx.season(year, code)
        if current is None and code != "WI":
            found = same_year
        if current is None and context.tense == FUTURE:
            found = coming
    elif mode in ("+1", "-1"):
        # "last summer" told in autumn is this year's only where nothing says otherwise; the calendar year decides.
        found = tx.season(year + int(mode), code)
        if code == "WI" and mode == "-1":
            found = over
        if mode == "+1":
            found = coming if coming.start[0] > year or code == "WI" else tx.season(year + 1, code)
    else:
        told = _year_of_text(state, context, lambda y: tx.season(y, code))
        if told is not None:
            state.period = told
            return
        found = current or _choose(state, [started, coming], context, window=(-270, 180))
        if current is not None and context.tense == FUTURE and day - current.first > 60:
            state.others.append(coming)
    state.period = found
    _note(state, Anchor.DCT, 0.85)


def _holiday(state: State, args: list[str], context: Context) -> None:
    key, mode = args[0], args[1] if len(args) > 1 else ""

    def make(year: int) -> Period | None:
        days = holiday(key, year)
        if days is None:
            return None
        first, last = days
        return Period(
            "day" if first == last else "span",
            first,
            last,
            tx.day(first).value if first == last else f"{tx.day(first).value}/{tx.day(last).value}",
        )

    if state.period is not None:
        found = make(state.period.start[0])
        if found is None:
            raise OpenValue("no such holiday")
        state.period = found
        return
    day = _dct(context)
    year = from_ordinal(day)[0]
    days = [found for y in range(year - 2, year + 3) if (found := make(y))]
    if not days:
        raise OpenValue("no such holiday")
    if mode == "before" or mode == "-1":
        # "last Christmas" in December is a year back: the coming one is "this".
        found = max((d for d in days if d.last < day - (20 if mode == "-1" else 0)), key=lambda d: d.first)
    elif mode in ("after", "+1"):
        found = min((d for d in days if d.first > day), key=lambda d: d.first)
    elif mode == "this":
        found = next(d for d in days if from_ordinal(d.first)[0] == year)
    else:
        found = _choose(state, days, context, window=None)
        near = min(days, key=lambda d: abs(d.first - day))
        if not context.alone and abs(near.first - day) <= (10 if context.tense == PAST else 20) and found is not near:
            found = near
    state.period = found
    _note(state, Anchor.DCT, 0.88)


# ---------------------------------------------------------------------------------------- counting and referring


def _ago(state: State, args: list[str], context: Context) -> None:
    """So many units from the day of publication, or from the day so far, with the grain of the unit."""
    count, unit = args[0], args[1]
    if count[1:] == "X":
        _constant(state, "PAST_REF" if count[0] == "-" else "FUTURE_REF", context, count[0], unit)
        return
    base = state.period.first if state.period else _dct(context)
    state.period = _counted(base, count, unit)
    if unit in ("hour", "minute", "second"):
        state.confidence *= 0.9
    _note(state, Anchor.DCT if state.anchor is Anchor.NONE else state.anchor, {"day": 0.9, "week": 0.7}.get(unit, 0.85))


_SEVERAL = {"day": (2, 7), "week": (14, 49), "month": (60, 210), "year": (730, 2555)}
"""How many days back or ahead a few of a unit reach: two to seven of them."""


def _constant(state: State, value: str, context: Context, sign: str, unit: str) -> None:
    state.constant, state.vague, state.confidence = value, True, 0.6
    if context.day is not None and unit in _SEVERAL:
        near, far = _SEVERAL[unit]
        state.window = (
            (context.day - far, context.day - near) if sign == "-" else (context.day + near, context.day + far)
        )
        state.anchor = Anchor.DCT


def _counted(base: int, count: str, unit: str) -> Period:
    if "." in count:
        whole = float(count)
        days = round(whole * {"day": 1, "week": 7, "month": 30.44, "year": 365.25}.get(unit, 0))
        finer = {"year": "month", "month": "week", "week": "day"}.get(unit, "day")
        return tx.containing(finer, base + days)
    if unit in ("hour", "minute", "second"):
        return tx.day(base)
    if unit in ("month", "year"):
        return tx.containing(unit, tx.same_date(base, int(count), unit))
    if unit == "fortnight":
        return tx.containing("week", base + 14 * int(count))
    return tx.moved(tx.containing(unit, base), int(count), unit)


def _shift(state: State, args: list[str], context: Context) -> None:
    """Move on from what the text told of: a day where only a month is known leaves the month, approximately."""
    if state.period is None:
        raise OpenValue
    count, unit = args[0], args[1]
    if count.endswith("X"):
        raise OpenValue
    known = state.period
    if tx.GRAINS.index(known.grain if known.grain in tx.GRAINS else "day") > tx.GRAINS.index(
        unit if unit in tx.GRAINS else "day"
    ) and not (unit == "week" and known.grain in ("weekend", "day")):
        if known.grain in ("year", "decade", "century") and unit in ("day", "week"):
            state.period, state.vague = known, True
            return
        if known.grain == "month" and unit in ("day", "week", "weekend"):
            state.vague = True
            return
    base = known.last if int(float(count)) > 0 and known.grain == "span" else known.first
    state.period = _counted(base, count, unit)


def _ref(state: State, args: list[str], context: Context) -> None:
    """What the text told of last, no coarser than asked for where there is such a mention (rule R)."""
    unit = args[0]
    rank = tx.GRAINS.index(unit) if unit in tx.GRAINS else 0
    fine = [p for p in context.before if p.grain == "span" or tx.GRAINS.index(p.grain) <= rank]
    if fine or context.before:
        found = fine[0] if fine else context.before[0]
        _note(state, Anchor.MENTION, 0.75)
    else:
        found = tx.day(_dct(context))
        _note(state, Anchor.DCT, 0.6)
    if found.grain == "span":
        found = tx.day(found.last)
    if tx.GRAINS.index(found.grain) < rank:
        found = tx.containing(unit, found.first)
    state.period = found


def _nth(state: State, args: list[str], context: Context) -> None:
    """`nth 2 weekday 3`, `nth -1 week`, `nth 3 day` of the period so far."""
    number, unit = int(args[0]), args[1]
    if state.period is None:
        state.period = tx.containing("month", _dct(context))
        _note(state, Anchor.DCT, 0.7)
    first, last = state.period.first, state.period.last
    if unit == "weekday":
        wanted = int(args[2])
        found = (
            first + (wanted - first) % 7 + 7 * (number - 1)
            if number > 0
            else last - (last - wanted) % 7 + 7 * (number + 1)
        )
        if not first <= found <= last:
            raise OpenValue("no such weekday in it")
        state.period = tx.day(found)
        return
    if unit == "day":
        state.period = tx.day(first + number - 1 if number > 0 else last + number + 1)
        return
    if unit in ("week", "weekend"):
        # The first week of a month is the one its first Thursday lies in, as ISO counts the weeks of a year.
        monday = first + (4 - first) % 7 - 3 if number > 0 else last - (last - 4) % 7 - 3
        monday += 7 * (number - 1 if number > 0 else number + 1)
        state.period = tx.containing(unit, monday)
        return
    if number > 0:
        state.period = tx.moved(tx.containing(unit, first), number - 1, unit)
    else:
        state.period = tx.moved(tx.containing(unit, last), number + 1, unit)


def _unit(state: State, args: list[str], context: Context) -> None:
    """The unit of a grain that holds the first day so far: `in the week of 6 October`."""
    base = state.period.first if state.period else _dct(context)
    if state.period is None:
        _note(state, Anchor.DCT, 0.85)
    state.period = tx.containing(args[0], base)


def _from(state: State, args: list[str], context: Context) -> None:
    """A range that ends at what the steps have come to: `12–14 March` is `md 3-14`, `from dom 12`."""
    last = state.period
    if last is None:
        raise OpenValue
    kind, number = args[0], args[1]
    y, m, _ = last.start
    if kind == "dom":
        first = tx.calendar_day(y, m, int(number))
    elif kind == "month":
        first = tx.month(y - (int(number) > m), int(number))
    elif kind == "year":
        first = tx.year(_century_of(int(number), y))
    elif kind == "quarter":
        first = tx.quarter(y, int(number))
    elif kind == "md":
        a, b = map(int, number.split("-"))
        first = tx.calendar_day(y - (a > m), a, b)
    elif kind == "weekday":
        first = tx.day(last.first - (last.first - int(number)) % 7)
    else:
        raise OpenValue
    if first.first > last.first:
        raise OpenValue("a range that ends before it begins")
    state.period, state.until = first, last


def _century_of(number: int, year: int) -> int:
    return number if number > 99 else year // 100 * 100 + number


def _until(state: State, args: list[str], context: Context) -> None:
    """A range that begins at what the steps have come to: `2014/15` is `year 2014`, `until year 15`."""
    first = state.period
    if first is None or args[0] != "year":
        raise OpenValue
    last = tx.year(_century_of(int(args[1]), first.start[0]))
    if last.first <= first.first:
        raise OpenValue("a range that ends before it begins")
    state.until = last


# --------------------------------------------------------------------------------- times of day, parts, constants


def _clock(args: list[str]) -> str:
    hour = int(args[0])
    rest = [arg for arg in args[1:] if arg.isdigit()]
    half = next((arg for arg in args[1:] if arg in ("am", "pm")), None)
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    minute = int(rest[0]) if rest else 0
    if "to" in args:  # a quarter to nine
        hour, minute = (hour - 1) % 24, 60 - minute
    zone = "Z" if "utc" in args else ""
    return f"T{hour:02}:{minute:02}{zone}"


def _clock_step(state: State, args: list[str], context: Context) -> None:
    if int(args[0]) > 24:
        raise OpenValue
    _own_day(state, context)
    state.time = _clock(args)


def _time(state: State, args: list[str], context: Context) -> None:
    """A part of the day: MO, AF, EV, NI; `early` nights belong to the day before (`last night`)."""
    _own_day(state, context)
    state.time = f"T{args[0]}"


def _own_day(state: State, context: Context) -> None:
    if state.period is None:
        state.period = context.clock_day or tx.day(_dct(context))
        _note(state, Anchor.MENTION if context.clock_day else Anchor.DCT, 0.8)


def _mod(state: State, args: list[str], context: Context) -> None:
    state.mod = args[0]


def _mark(state: State, args: list[str], context: Context) -> None:
    """`born`, `alone` and `tense past` tell of the expression, not of its days: they are read before the steps are."""


def _vague(state: State, args: list[str], context: Context) -> None:
    state.vague = True


def _value(state: State, args: list[str], context: Context) -> None:
    """A constant: `PAST_REF` and the like, a duration, a set; with days around DCT where it means such."""
    state.constant = args[0]
    state.confidence = 0.7
    if len(args) > 2 and context.day is not None:
        state.window = (context.day + int(args[1]), context.day + int(args[2]))
        state.vague, state.anchor = True, Anchor.DCT


_UNITS = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "weekend": "WE", "week": "W", "fortnight": "W",
          "month": "M", "quarter": "Q", "season": "S", "half": "H", "year": "Y", "decade": "DE", "century": "CE"}  # fmt: skip


def duration(count: str, unit: str) -> str:
    """TIMEX3 of a length of time: `P3D`, `PT36H`, `PTXH` where the number is vague."""
    letters = _UNITS[unit]
    if unit == "fortnight":
        count = str(2 * int(count)) if count.isdigit() else count
    if count == "0.5":
        finer = {"hour": ("30", "TM"), "year": ("6", "M"), "day": ("12", "TH"), "minute": ("30", "TS")}.get(unit)
        if finer:
            count, letters = finer
    return f"P{'T' if letters[0] == 'T' else ''}{count}{letters.removeprefix('T')}"


def _dur(state: State, args: list[str], context: Context) -> None:
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
        day = _dct(context)
        years = [candidate for candidate in range(from_ordinal(day)[0] - 1, from_ordinal(day)[0] + 2)]
        year = min(years, key=lambda n: abs(ordinal((n, m, min(d, 28))) - day))
    state.period = tx.day(min(tx.month(year, m).first + d - 1, tx.month(year, m).last))
    _note(state, Anchor.BIRTH, 0.85)


def _numeric(state: State, args: list[str], context: Context) -> None:
    """`03/04/2022`, day or month first by the custom of the language; both readings where both are days."""
    a, b, year = (int(arg) for arg in args[:3])
    if year < 100:
        year += 1900 if year > 49 else 2000
    first = _or_none(year, b, a) if args[3] == "day" else _or_none(year, a, b)
    second = _or_none(year, a, b) if args[3] == "day" else _or_none(year, b, a)
    if len(args) > 4 and args[4] == "sure":
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


def _note(state: State, anchor: Anchor, confidence: float) -> None:
    if state.anchor in (Anchor.NONE, Anchor.DCT):
        state.anchor = anchor
    state.confidence = min(state.confidence, confidence)


_ACTIONS: Mapping[str, Callable[[State, list[str], Context], None]] = {
    "year": _year, "decade": _decade, "tens": _tens, "century": _century, "month": _month, "md": _monthday,
    "dom": _dom, "week": _week, "weekend": _weekend, "day": _day_step, "weekday": _weekday,
    "quarter": _part_of_year("quarter", tx.quarter, 4), "half": _part_of_year("half", tx.half, 2),
    "season": _season, "holiday": _holiday, "ago": _ago, "shift": _shift, "ref": _ref, "nth": _nth, "unit": _unit,
    "from": _from, "until": _until, "clock": _clock_step, "time": _time, "mod": _mod, "vague": _vague,
    "value": _value, "dur": _dur, "set": _set, "birthday": _birthday, "numeric": _numeric,
    "born": _mark, "alone": _mark, "tense": _mark,
}  # fmt: skip

STEP_NAMES = frozenset(_ACTIONS) | {"to"}
"""Every step a rule may write."""
