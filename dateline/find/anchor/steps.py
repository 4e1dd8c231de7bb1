"""Steps: how an expression names its time, and what it comes to on a given day of publication.

The rules of the language packs write steps, from the larger unit to the smaller: `year -1`, `month 3` is March of last
year; `weekday 5 before` the Friday before publication; `ref day`, `shift 1 day` the day after the one told of last.
docs/times.md lists them all. A step is a name and its arguments. It is applied to the period that the steps before
it have come to, or to none yet: then relative steps count from the day of publication (DCT), and steps without a
year or week of their own choose one by the rules of extraction 2.7 with the tense of the clause.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.core import timex as tx
from dateline.find.anchor.clocks import CLOCKS, clock_time
from dateline.find.anchor.counts import COUNTS
from dateline.find.anchor.parts import PARTS
from dateline.find.anchor.state import FUTURE, Context, OpenValue, Result, State, Step
from dateline.find.anchor.units import UNITS

_ACTIONS: dict[str, Step] = {**UNITS, **PARTS, **COUNTS, **CLOCKS}

STEP_NAMES = frozenset(_ACTIONS) | {"to"}
"""Every step a rule may write."""


def run(steps: tuple[str, ...], context: Context) -> Result:
    """Apply all steps; a range that has but one end is that end.

    Raises OpenValue when the expression cannot be closed in this context.
    """
    head: tuple[str, ...] = steps
    tail: tuple[str, ...] = ()
    if "to" in steps:
        cut = steps.index("to")
        head, tail = (steps[:cut], steps[cut + 1 :]) if cut else (steps[1:], ())
    state = _in_year_of(head, tail, context) or _apply(head, context)
    if tail:
        _range(state, head, tail, context)
    if state.constant is not None:
        return Result(state.constant, None, None, state.mod, state.vague, state.anchor, state.confidence, state.window)
    if state.period is None:
        raise OpenValue
    value = state.period.value + state.time
    if state.until is not None:
        value = f"{value}/{state.until.value}"
    elif "bare" in steps and state.mod is not None:
        first, last = tx.part_bounds(state.period, state.mod)
        if (first, last) != (state.period.first, state.period.last):
            value = f"{tx.day(first).value}/{tx.day(last).value}"
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


_SHORT_YEAR = re.compile(r"year \d\d?$|numeric \d+ \d+ \d\d? ")


@lru_cache(maxsize=20000)
def _needs(steps: tuple[str, ...]) -> bool:
    try:
        if (
            "alone" in steps
            or any(_SHORT_YEAR.match(step) for step in steps)
            or run(steps, Context()).vague
            or any(step.startswith("value ") and step.count(" ") > 1 for step in steps)
        ):
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
        elif name == "clock" and fixed:
            time = clock_time(args)
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


_YEARLESS = ("md ", "month ", "season ", "quarter ", "half ")
"""Steps with which an expression begins that names a part of a year without the year."""


def _in_year_of(head: tuple[str, ...], tail: tuple[str, ...], context: Context) -> State | None:
    """The first half of a range in the year that its second half names: `between January and March last year`."""
    if not (tail and tail[0].startswith("year ") and head[0].startswith(_YEARLESS)):
        return None
    last = _apply(tail, context).period
    if last is None:
        return None
    year = last.start[0]
    for each in (year, year - 1):
        # With a third word it is that year, and no year of two digits: 79, not 1979.
        state = _apply((f"year {each} ad" if each > 0 else f"year {1 - each} bc", *head), context)
        if state.period is not None and state.period.first <= last.first:
            return state
    return None


def _range(state: State, head: tuple[str, ...], tail: tuple[str, ...], context: Context) -> None:
    """The second half of a range: it lies after the first."""
    first = state.period
    if first is None:
        raise OpenValue
    if tail[0].startswith("year "):
        last = _apply(tail, context)
    elif any(step.split()[0] in ("dom", "md", "month", "weekday", "season", "quarter", "holiday") for step in tail):
        context = Context(first.first, FUTURE, (first, *context.before), context.year_told, first, context.birth)
        last = _apply(tail, context)
    else:
        last = _apply(tail, context)
    if last.time and last.period is not None and state.time:
        state.time += f"/{last.period.value}{last.time}"
        return
    if last.period is None:
        raise OpenValue
    if last.period.first < first.first and head[0].startswith("weekday ") and len(head) == 1:
        # "I måndags till i fredags", told on a Tuesday: the Monday before that Friday, not the latest one.
        first = state.period = _apply((f"weekday {head[0].split()[1]} before",), Context(last.period.first)).period
    if first is None or last.period.first < first.first:
        raise OpenValue("a range that ends before it begins")
    state.until = last.period
    state.confidence = min(state.confidence, last.confidence)
