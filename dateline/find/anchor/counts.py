"""Steps that count from another day: ago and ahead, before and after what was told, the nth of a month, ranges."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.core import timex as tx
from dateline.core.model import Anchor
from dateline.core.timex import Period
from dateline.core.when import When, from_ordinal, ordinal
from dateline.find.anchor.state import PAST, Context, OpenValue, State, Step, choose, dct_of, note
from dateline.lexicon.times import world_events


def _ago(state: State, args: list[str], context: Context) -> None:
    """So many units from the day of publication, or from the day so far, with the grain of the unit."""
    count, unit = args[0], args[1]
    if count[1:] == "X":
        _constant(state, "PAST_REF" if count[0] == "-" else "FUTURE_REF", context, count[0], unit)
        return
    if unit == "decade" and "." not in count:  # ten years ago, not some year of another decade
        count, unit = f"{10 * int(count):+}", "year"
    base = state.period.first if state.period else dct_of(context)
    state.period = _counted(base, count, unit)
    if unit in ("hour", "minute", "second"):
        state.confidence *= 0.9
    note(state, Anchor.DCT if state.anchor is Anchor.NONE else state.anchor, {"day": 0.9, "week": 0.7}.get(unit, 0.85))


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


_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25, "decade": 3652.5, "century": 36525.0}


def _counted(base: int, count: str, unit: str) -> Period:
    if "." in count:
        whole = float(count)
        days = round(whole * _DAYS.get(unit, 0))
        finer = {"century": "year", "decade": "year", "year": "month", "month": "week", "week": "day"}.get(unit, "day")
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
    from_publication = state.anchor is Anchor.DCT and context.day is not None
    if from_publication and context.tense == PAST and state.period.first > dct_of(context):
        raise OpenValue("nothing past comes after the day of publication")


def _plus(state: State, args: list[str], context: Context) -> None:
    """So many units on from what there is, with its own grain: two weeks after a day is a day."""
    if state.period is None:
        raise OpenValue
    count, unit = int(args[0]), args[1]
    if state.period.grain not in ("day", "span"):
        state.period = tx.moved(state.period, count, unit) if unit == state.period.grain else state.period
        if unit != state.period.grain:
            raise OpenValue("units finer than the date they count from")
        return
    base = state.period.last if count > 0 else state.period.first
    if unit in ("month", "year"):
        state.period = tx.day(tx.same_date(base, count, unit))
    elif unit in ("day", "week", "fortnight"):
        state.period = tx.day(base + count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    else:
        raise OpenValue("no such count of days")


def _lasting(state: State, args: list[str], context: Context) -> None:
    """From the day so far on for so many units: three days from 12 March end on the 14th.

    With `more` that day does not count: what is due within three days from 12 March may come on the 15th.
    """
    whole = state.period
    if whole is None:
        raise OpenValue
    state.period = tx.day(whole.first)
    _plus(state, args, context)
    last = state.period
    state.period, state.until = tx.day(whole.first), last if "more" in args else tx.day(last.first - 1)
    if state.until == state.period:
        state.until = None


def _quarters(state: State, args: list[str], context: Context) -> None:
    """So many quarters that are `last` over, or `next` to come: they are those of the calendar, not a length."""
    count, here = int(args[0]), tx.containing("quarter", dct_of(context))
    first, last = (-count, -1) if args[1] == "last" else (1, count)
    state.period, state.until = tx.moved(here, first, "quarter"), tx.moved(here, last, "quarter")
    if count == 1:
        state.until = None
    note(state, Anchor.DCT, 0.8)


def _event(state: State, args: list[str], context: Context) -> None:
    """A dated event of the world: its days."""
    when = When.parse(world_events()[args[0]].when)
    if when.earliest is None:
        raise OpenValue
    first = ordinal(when.earliest)
    last = ordinal(when.latest) if when.latest else first
    found = next((p for g in tx.GRAINS if (p := tx.containing(g, first)).first == first and p.last == last), None)
    state.period = found or Period("span", first, last, f"{tx.day(first).value}/{tx.day(last).value}")
    note(state, Anchor.WORLD, 0.8)


def _anniversary(state: State, args: list[str], context: Context) -> None:
    """The day so many years on; without a number the anniversary that tense and nearness choose."""
    if state.period is None or state.period.grain not in ("day", "span"):
        raise OpenValue
    state.period = tx.day(state.period.first)  # a war is remembered on the day it began
    y = state.period.start[0]
    if args:
        state.period = tx.day(tx.same_date(state.period.first, int(args[0]), "year"))
        return
    year = from_ordinal(dct_of(context))[0]
    days = [tx.day(tx.same_date(state.period.first, n - y, "year")) for n in range(year - 1, year + 2) if n > y]
    if not days:
        raise OpenValue
    state.period = choose(state, days, context, window=None)


def _ref(state: State, args: list[str], context: Context) -> None:
    """What the text told of last, no coarser than asked for where there is such a mention (rule R).

    `ref start` is the day from which days and weeks are counted: without one nothing is.
    """
    unit = args[0]
    if unit == "start" and not any(p.grain == "day" for p in context.before):
        raise OpenValue("counted from a day that is not told")
    rank = tx.GRAINS.index(unit) if unit in tx.GRAINS else 0
    before = context.before if context.story is None else context.story
    fine = [p for p in before if p.grain == "span" or tx.GRAINS.index(p.grain) <= rank]
    if context.tense == PAST and context.day is not None and rank == 0:
        # What has happened the next day did so after what has happened, not after what is to come.
        past = context.day
        fine = [p for p in fine if p.first <= past] or fine
    if fine or before:
        found = fine[0] if fine else before[0]
        note(state, Anchor.MENTION, 0.75)
    else:
        found = tx.day(dct_of(context))
        note(state, Anchor.DCT, 0.6)
    if found.grain == "span":
        found = tx.day(found.last)
    if tx.GRAINS.index(found.grain) < rank:
        found = tx.containing(unit, found.first)
    state.period = found


_IN_A_YEAR = {"week": 52, "month": 12, "quarter": 4, "half": 2}


def _yearback(state: State, args: list[str], context: Context) -> None:
    """The part of a year told of last, a year before: `the same period last year`."""
    found = next((p for p in context.before if p.grain in _IN_A_YEAR), None)
    if found is None:
        raise OpenValue
    state.period = tx.moved(found, -_IN_A_YEAR[found.grain], found.grain)
    note(state, Anchor.MENTION, 0.75)


def _again(state: State, args: list[str], context: Context) -> None:
    """The last of a unit that was told of, whatever days came after it, else the one just over: `in the quarter`."""
    told = next((p for p in context.before if p.grain == args[0]), None)
    state.period = told or tx.moved(tx.containing(args[0], dct_of(context)), -1, args[0])
    note(state, Anchor.MENTION if told else Anchor.DCT, 0.75 if told else 0.6)


def _nth(state: State, args: list[str], context: Context) -> None:
    """`nth 2 weekday 3`, `nth -1 week`, `nth 3 day` of the period so far."""
    number, unit = int(args[0]), args[1]
    if state.period is None:
        state.period = tx.containing("month", dct_of(context))
        note(state, Anchor.DCT, 0.7)
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


def _nths(state: State, args: list[str], context: Context) -> None:
    """From one to another of the units within what there is: `nths 1 4 month`, `nths -3 -1 week`."""
    whole = state.period
    _nth(state, [args[0], args[2]], context)
    first, state.period = state.period, whole
    _nth(state, [args[1], args[2]], context)
    last, state.period = state.period, first
    if first is None or last is None or last.first < first.first:
        raise OpenValue
    state.until = last if last != first else None


def _unit(state: State, args: list[str], context: Context) -> None:
    """The unit of a grain that holds the first day so far: `in the week of 6 October`."""
    base = state.period.first if state.period else dct_of(context)
    if state.period is None:
        note(state, Anchor.DCT, 0.85)
    state.period = tx.containing(args[0], base)


def _from(state: State, args: list[str], context: Context) -> None:
    """A range that ends at what the steps have come to: `12–14 March` is `md 3-14`, `from dom 12`.

    From a later number to an earlier one it goes over the end of a month: `named` says that the first day's is named.
    """
    last = state.period
    if last is None:
        raise OpenValue
    kind, number = args[0], args[1]
    y, m, _ = last.start
    if kind == "dom" and int(number) > last.start[2]:
        if "named" in args:
            first, following = tx.calendar_day(y, m, int(number)), tx.month(y, m + 1)
            last = tx.day(following.first + last.start[2] - 1)
        else:
            before = tx.month(y, m - 1).start
            first = tx.calendar_day(before[0], before[1], int(number))
    elif kind == "dom":
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
    if last.first <= first.first and 1 <= int(args[1]) <= 12:
        # `2014-10` cannot be a range of years: it is a month.
        state.period = tx.month(first.start[0], int(args[1]))
        return
    if last.first <= first.first:
        raise OpenValue("a range that ends before it begins")
    state.until = last


COUNTS: Mapping[str, Step] = {
    "plus": _plus, "event": _event, "anniversary": _anniversary,
    "ago": _ago, "shift": _shift, "ref": _ref, "nth": _nth, "nths": _nths, "unit": _unit, "from": _from,
    "until": _until, "yearback": _yearback, "again": _again, "lasting": _lasting, "quarters": _quarters,
}  # fmt: skip
