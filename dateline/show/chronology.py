"""Entries as years, months and days of finished lines: the list that most pages are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, pairwise

from markupsafe import Markup

from dateline.core.model import Entry, Tier
from dateline.core.when import Grain, Shape
from dateline.show.pieces import DayGroup, MonthGroup, Stretch, YearGroup
from dateline.show.site import anchor_day
from dateline.show.views import Desk, year_path

WHOLE_LINES = 400
"""On a page with more entries they stand without summary and evidence, which their own pages have."""

Draw = Callable[[Entry, bool], Markup]
"""Makes the line of an entry; the second value says that the event before it is told in the same words."""
_Days = dict[str, list[Entry]]
_Months = dict[int, _Days]


def chronology(
    desk: Desk,
    entries: Sequence[Entry],
    *,
    year_links: bool = True,
    chosen: bool = False,
    draw: Draw | None = None,
) -> tuple[Stretch, ...]:
    """Entries as years, months and days; those of one date stand together.

    Years of nothing but history told in passing are folded away, unless there are no others. `chosen` says that
    this is a choice: each year then has a link to the whole of it. `draw` makes a line other than the usual.
    """
    years: dict[int, _Months] = {}
    for entry in entries:
        day = anchor_day(entry)
        if day is None or entry.date is None:
            continue
        month = day[1] if _within_a_month(entry) else 0
        years.setdefault(day[0], {}).setdefault(month, {}).setdefault(entry.date.edtf, []).append(entry)
    line = draw or (desk.line if len(entries) <= WHOLE_LINES else desk.brief_line)
    made = [(year, _year(desk, year, months, line, year_links, chosen)) for year, months in sorted(years.items())]
    folds = not all(group.quiet for _, group in made)
    return tuple(
        _stretch(desk, list(run), years, folded=quiet and folds)
        for quiet, run in groupby(made, key=lambda item: item[1].quiet)
    )


def month_anchor(entry: Entry) -> str:
    """Where an entry stands in a chronology: its month's place there, or that of the months not known."""
    day = anchor_day(entry)
    assert day is not None
    return f"m{day[0]}-{day[1] if _within_a_month(entry) else 0:02}"


def _stretch(desk: Desk, run: list[tuple[int, YearGroup]], years: Mapping[int, _Months], *, folded: bool) -> Stretch:
    groups = tuple(group for _, group in run)
    if not folded:
        return Stretch(groups)
    first, last = run[0][0], run[-1][0]
    span = desk.year_name(first) if first == last else f"{desk.year_name(first)}–{desk.year_name(last)}"
    held = sum(len(found) for year, _ in run for days in years[year].values() for found in days.values())
    return Stretch(groups, desk.t.background_years.format(years=span), f"b{first}", desk.words.count("events", held))


def _year(desk: Desk, year: int, months: _Months, line: Draw, link: bool, chosen: bool) -> YearGroup:
    name = desk.year_name(year)
    every = [entry for _, days in sorted(months.items()) for found in days.values() for entry in found]
    again = repeating(every)
    several = len(months) > 1
    return YearGroup(
        heading=name,
        quiet=all(entry.tier is Tier.BACKGROUND for entry in every),
        anchor=f"y{year}",
        href=f"../{year_path(year)}" if link else "",
        months=tuple(_month(desk, year, month, days, line, several, again) for month, days in sorted(months.items())),
        count=desk.words.count("events", len(every)),
        more=desk.t.all_of_year.format(year=name) if chosen else "",
    )


def repeating(entries: Sequence[Entry]) -> frozenset[str]:
    """Ids of those that are told in the very words of the one before them."""
    return frozenset(
        after.id for before, after in pairwise(entries) if after.summary and before.summary == after.summary
    )


def _month(
    desk: Desk, year: int, month: int, days: _Days, line: Draw, several: bool, again: frozenset[str]
) -> MonthGroup:
    if month:
        heading, anchor = desk.dates.month_heading(month), f"m{year}-{month:02}"
    else:
        heading = desk.t.no_month.format(year=desk.year_name(year))
        anchor = f"m{year}-00"
    groups = []
    for found in days.values():
        date = desk.dates.text(found[0].date)
        when = found[0].date
        assert when is not None
        short = bool(month) and len(date.rail) <= 5
        css = "day" if short and when.is_day else "part" if short else "long"
        if when.shape is Shape.SINGLE and when.grain is (Grain.MONTH if month else Grain.YEAR):
            css += " whole"  # the heading says it all
        if not when.is_day:
            css += " span" if when.shape == "span" else " fade"
        groups.append(DayGroup(date, css, tuple(line(entry, entry.id in again) for entry in found)))
    shown = bool(month) or several
    return MonthGroup(heading, shown, anchor, tuple(groups), desk.words.count("events", sum(map(len, days.values()))))


def _within_a_month(entry: Entry) -> bool:
    """Whether the entry belongs under a month: its date begins on a day or month that is known."""
    when = entry.date
    if when is None or when.earliest is None or when.latest is None:
        return when is not None and when.grain.value in ("day", "month", "span")
    if when.earliest[:2] == when.latest[:2]:
        return True
    return when.grain.value in ("day", "month") and (when.days or 0) <= 200
