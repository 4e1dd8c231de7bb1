"""State: what steps work on, and the choices they share.

A step takes the state the steps before it have come to, its arguments and the context, and changes the state.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from dateline.core.model import Anchor
from dateline.core.timex import Period
from dateline.core.when import from_ordinal

PAST, FUTURE, PRESENT, PLANNED = "past", "future", "present", "planned"
"""`PLANNED` is what was to be: to come as a rule, but perhaps just over."""

_PRESENT_REACH = 60
"""So many days back the present tense may speak of a date, where nothing else is said."""


_PLAN_WINDOW = (-120, 245)
"""What was planned for a month lies ahead as a rule; one that is over lately may be told of."""


class OpenValue(Exception):  # noqa: N818 - no error but an answer
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
    day_first: bool | None = None
    """The order of numeric dates, as other dates of the text settle it."""
    told_on: int | None = None
    """The first day of the month or day with which that year was told: the story goes on from there."""
    story: tuple[Period, ...] | None = None
    """Those of `before` that "the next day" may count from; None: all of them."""
    day_is_vague: bool = False
    """A word such as `the other day` stands before in the sentence: a clock time belongs to a day nobody knows."""


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


Step = Callable[[State, list[str], Context], None]


def dct_of(context: Context) -> int:
    if context.day is None:
        raise OpenValue
    return context.day


def relative(text: str) -> int | None:
    """The count of `+1` or `-2`; None for a plain number."""
    return int(text) if text[0] in "+-" else None


def full_year(number: int, day: int | None) -> int:
    """The year that two digits mean: the latest that is not more than twenty years after publication."""
    if day is None:
        return number + (1900 if number > 49 else 2000)
    latest = from_ordinal(day)[0] + 20
    return latest - (latest - number) % 100


def note(state: State, anchor: Anchor, confidence: float) -> None:
    if state.anchor in (Anchor.NONE, Anchor.DCT):
        state.anchor = anchor
    state.confidence = min(state.confidence, confidence)


def choose(state: State, candidates: list[Period], context: Context, *, window: tuple[int, int] | None) -> Period:
    """The candidate that tense and nearness to the day of publication choose (rule Y); the runner-up is kept.

    `window` is days before and after DCT for a candidate's middle when no tense decides; None: the nearest.
    """
    day = dct_of(context)
    ordered = sorted(candidates, key=lambda p: (abs((p.first + p.last) // 2 - day), p.first))
    default = ordered[0]
    if window is not None:
        if context.tense == PLANNED:
            window = _PLAN_WINDOW
        inside = [p for p in ordered if window[0] <= p.first - day <= window[1]]
        default = inside[0] if inside else default
    chosen = default
    if context.alone and context.tense is None:
        # Nothing but the expression: an entry of a listing or a calendar, which looks ahead.
        return min((p for p in candidates if p.last >= day), key=lambda p: p.first, default=default)
    if context.tense == PAST:
        chosen = max((p for p in candidates if p.first <= day), key=lambda p: p.first, default=default)
    elif context.tense == FUTURE or (context.tense == PRESENT and default.last < day - _PRESENT_REACH):
        # The present tells of what is planned as well, and of what is long over it does not.
        chosen = min((p for p in candidates if p.last >= day), key=lambda p: p.first, default=default)
    if chosen is not default:
        state.others.append(default)
    return chosen


def year_of_text(state: State, context: Context, make: Callable[[int], Period]) -> Period | None:
    """The unit in the year the text speaks of, when that is long past: history told in order."""
    if context.year_told is None or context.tense == FUTURE:
        return None
    note(state, Anchor.MENTION, 0.8)
    return in_story(context, make)


_Unit = TypeVar("_Unit", Period, Period | None)


def in_story(context: Context, make: Callable[[int], _Unit]) -> _Unit:
    """The unit in the year that is told of; near the turn of a year in the next, where the story goes on."""
    assert context.year_told is not None
    found = make(context.year_told)
    if context.told_on is None or found is None:
        return found
    start, later = context.told_on, make(context.year_told + 1)
    if later is None or (context.day is not None and later.first > context.day):
        return found
    return later if abs(later.first - start) < abs(found.first - start) else found
