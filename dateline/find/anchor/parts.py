"""Steps that name a part of the year: quarters, halves, seasons and holidays."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dateline.core import timex as tx
from dateline.core.model import Anchor
from dateline.core.timex import Period
from dateline.core.when import from_ordinal
from dateline.find.anchor.holidays import holiday
from dateline.find.anchor.state import (
    FUTURE,
    PAST,
    Context,
    OpenValue,
    State,
    Step,
    choose,
    dct_of,
    note,
    relative,
    year_of_text,
)  # fmt: skip


def _part_of_year(
    grain: str, make: Callable[[int, int], Period], per_year: int
) -> Callable[[State, list[str], Context], None]:
    def step(state: State, args: list[str], context: Context) -> None:
        count = relative(args[0])
        if count is not None:
            state.period = tx.moved(tx.containing(grain, dct_of(context)), count, grain)
            note(state, Anchor.DCT, 0.9)
            return
        number = int(args[0]) if int(args[0]) > 0 else per_year
        if state.period is not None:
            state.period = make(state.period.start[0], number)
            return
        day = dct_of(context)
        year = from_ordinal(day)[0]
        told = year_of_text(state, context, lambda y: make(y, number))
        length = 366 // per_year
        parts = [make(y, number) for y in range(year - 1, year + 2)]
        if told is None and context.tense == PAST:
            # Figures are told of within half a year: a part that ended longer ago is not the one that is meant.
            parts = [part for part in parts if part.last >= day - 200 or part.first > day] or parts
        state.period = told or choose(state, parts, context, window=(-365 + length, length + 90))
        note(state, Anchor.DCT, 0.85)

    return step


_WELL_ON = 45
"""Days after which a season is told of as past."""


def _season(state: State, args: list[str], context: Context) -> None:
    """A season: `SP`, `SU`, `FA`, `WI`, with `before` (the latest over), `after` or a count of years.

    With `past` it may still be under way, if it is well on: Swedish "i somras", told in late August.
    """
    code = args[0]
    mode = args[1] if len(args) > 1 else ""
    if state.period is not None:
        year = state.period.start[0]
        if state.period.grain == "day" and code == "WI" and state.period.start[1] < 3:
            year -= 1
        state.period = tx.season(year, code)
        return
    day = dct_of(context)
    year = from_ordinal(day)[0]
    seasons = [tx.season(y, code) for y in range(year - 3, year + 3)]
    started = max((s for s in seasons if s.first <= day), key=lambda s: s.first)
    over = max((s for s in seasons if s.last < day), key=lambda s: s.first)
    coming = min((s for s in seasons if s.first > day), key=lambda s: s.first)
    current = next((s for s in seasons if s.first <= day <= s.last), None)
    if mode == "before":
        found = over
    elif mode == "past":
        found = max((s for s in seasons if s.first <= day - _WELL_ON), key=lambda s: s.first)
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
        told = year_of_text(state, context, lambda y: tx.season(y, code))
        if told is not None:
            state.period = told
            return
        found = current or choose(state, [started, coming], context, window=(-270, 180))
        if current is not None and context.tense == FUTURE:
            if context.before and context.before[0].first > current.last:
                found = coming  # "to begin in spring and be done in autumn", told in autumn
            elif day - current.first > 60:
                state.others.append(coming)
    state.period = found
    note(state, Anchor.DCT, 0.85)


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
    day = dct_of(context)
    year = from_ordinal(day)[0]
    days = [found for y in range(year - 2, year + 3) if (found := make(y))]
    if not days:
        raise OpenValue("no such holiday")
    if mode in ("before", "-1"):
        # "last Christmas" in December is a year back: the coming one is "this".
        found = max((d for d in days if d.last < day - (20 if mode == "-1" else 0)), key=lambda d: d.first)
    elif mode in ("after", "+1"):
        found = min((d for d in days if d.first > day), key=lambda d: d.first)
    elif mode == "this":
        found = next(d for d in days if from_ordinal(d.first)[0] == year)
    else:
        found = choose(state, days, context, window=None)
        near = min(days, key=lambda d: abs(d.first - day))
        if not context.alone and abs(near.first - day) <= (10 if context.tense == PAST else 20) and found is not near:
            found = near
    state.period = found
    note(state, Anchor.DCT, 0.88)


PARTS: Mapping[str, Step] = {
    "quarter": _part_of_year("quarter", tx.quarter, 4),
    "half": _part_of_year("half", tx.half, 2),
    "season": _season,
    "holiday": _holiday,
}
