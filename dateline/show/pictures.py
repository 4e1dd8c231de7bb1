"""Pictures drawn as SVG while the site is built: strips of events and reports over time.

Positions are per cent and heights pixels, so a picture fills whatever width it is given and its text and hairlines
stay as they are. Colours come from the style sheet through classes. Every picture has a title and a reading in
words; its numbers stand in a table or a list beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup, escape

from dateline.core.model import Entry, Factuality, Tier
from dateline.core.when import Day, Shape, When
from dateline.core.when import ordinal as day_number
from dateline.show.axis import Axis, Cell

ordinal = lru_cache(maxsize=1 << 16)(day_number)
"""Many entries share a day, and each is asked for in every picture."""

_SINGLE_MARKS_AT_MOST = 80
"""Beyond so many events a strip shows counts, not single dates."""

_FADES = {
    "fade": ((0, 0), (0.35, 1), (0.65, 1), (1, 0)),
    "fade-end": ((0, 1), (1, 0)),
    "fade-start": ((0, 0), (1, 1)),
}


def _gradient(name: str, stops: Sequence[tuple[float, int]], css: str) -> str:
    inner = "".join(f'<stop class="{css}" offset="{_n(at)}" stop-opacity="{opacity}"/>' for at, opacity in stops)
    return f'<linearGradient id="{name}">{inner}</linearGradient>'


def _n(value: float) -> str:
    """A percentage or pixel with two digits at most, without trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


_ROOM_FOR_A_YEAR = 5.0
_TICKS_AT_MOST = 60
"""Beyond so many years only those that are named have a tick."""
_CELLS_WITH_NAMES = 38
_CELLS_WITH_LETTERS = 26

DEFINITIONS = Markup(
    '<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line class="hatch" x1="0" y1="0" x2="0" y2="5"/></pattern>'
    + "".join(_gradient(name, stops, "stop") for name, stops in _FADES.items())
    + "".join(_gradient(f"{name}-here", stops, "stop-here") for name, stops in _FADES.items())
    + "</defs></svg>"
)
"""Patterns and gradients all pictures of a page refer to; stands once in every page."""


class Labels(NamedTuple):
    """How the axis names its cells."""

    months: Sequence[str]
    """Short names, January first."""
    year: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Band:
    """A date on a strip: from, to (per cent), and how its ends are drawn."""

    left: float
    right: float
    fill: str
    """`solid`, `fade` (once, somewhere within), `fade-start` or `fade-end` (that side is open)."""


def _rect(left: float, right: float, y: float, height: float, css: str, fill: str = "", least: float = 0.0) -> str:
    paint = f' fill="url(#{fill})"' if fill else ""
    width = max(right - left, least)
    return f'<rect class="{css}" x="{_n(left)}%" width="{_n(width)}%" y="{_n(y)}" height="{_n(height)}"{paint}/>'


def band(axis: Axis, when: When) -> Band | None:
    """Where a date lies on the axis and which of its ends is in doubt."""
    reach = axis.reach(when)
    if reach is None:
        return None
    if when.earliest is None:
        fill = "fade-start"
    elif when.latest is None:
        fill = "fade-end"
    elif when.is_day or (when.shape is Shape.SPAN and not when.approximate):
        fill = "solid"
    else:
        fill = "fade"
    return Band(*reach, fill)


def cell_counts(axis: Axis, entries: Iterable[Entry]) -> Counter[int]:
    """How many entries begin in each cell of the axis."""
    days = (entry.date.earliest or entry.date.latest for entry in entries if entry.date)
    return Counter(_cell(axis, day) for day in days if day)


@lru_cache(maxsize=1 << 16)
def _cell(axis: Axis, day: Day) -> int:
    return axis.cell(ordinal(day))


def ticks(axis: Axis, labels: Labels, y: float) -> str:
    """Hairlines where years begin, with the years, and the months' names where there is room for them.

    The style sheet hides names where a narrow page has no room: all but `edge` years, all but the letters of months.
    """
    parts = []
    marked = [cell for cell in axis.cells if not cell.gap and (cell.month in (None, 1) or cell is axis.cells[0])]
    # A name needs room: those that would run into the one before are left out, the first and the last year never.
    named: list[Cell] = marked[:1]
    for cell in marked[1:-1]:
        if cell.left - named[-1].left >= _ROOM_FOR_A_YEAR and marked[-1].left - cell.left >= _ROOM_FOR_A_YEAR:
            named.append(cell)
    named += marked[-1:] if len(marked) > 1 else []
    for cell in axis.cells:
        if cell.gap:
            middle = (cell.left + cell.right) / 2
            parts.append(f'<text class="break" x="{_n(middle)}%" y="{_n(y + 13)}" text-anchor="middle">⋯</text>')
    for cell in marked if len(marked) <= _TICKS_AT_MOST else named:
        parts.append(f'<line class="tick" x1="{_n(cell.left)}%" x2="{_n(cell.left)}%" y1="{_n(y)}" y2="{_n(y + 5)}"/>')
    for cell in named:
        at_end = cell.left >= 94
        css = "year edge" if cell in (marked[0], marked[-1]) else "year"
        place = (
            f'x="{_n(100.0 if at_end else cell.left)}%" y="{_n(y + 28)}" text-anchor="{"end" if at_end else "start"}"'
        )
        parts.append(f'<text class="{css}" {place}>{escape(labels.year(cell.year))}</text>')
    for cell in axis.cells:
        if cell.month is None or len(axis.cells) > _CELLS_WITH_NAMES:
            continue
        name = escape(labels.months[cell.month - 1][:4])
        place = f'x="{_n((cell.left + cell.right) / 2)}%" y="{_n(y + 13)}" text-anchor="middle"'
        parts.append(f'<text class="month" {place}>{name}</text>')
        if len(axis.cells) <= _CELLS_WITH_LETTERS:
            parts.append(f'<text class="month narrow" {place}>{name[:1].upper()}</text>')
    return "".join(parts)


def overview(
    axis: Axis,
    entries: Sequence[Entry],
    reports: Sequence[When],
    *,
    title: str,
    reading: str,
    event_label: str,
    report_label: str,
    none_label: str,
    labels: Labels,
    links: Mapping[int, tuple[str, str, str]],
) -> Markup:
    """Events over time as bars, the reports hanging below them, silence hatched.

    `links` gives for a cell the address its bar leads to, its name and the words for it. With links the picture also
    says where its cells begin and how tall its bars are, so that the filter can draw what it leaves.
    """
    top, tall, deep = 14, 62, 18
    base = top + tall
    main = cell_counts(axis, (e for e in entries if e.tier is not Tier.BACKGROUND))
    every = cell_counts(axis, entries)
    told: Counter[int] = Counter()
    covered: set[int] = set()
    for when in reports:
        day = when.earliest or when.latest
        if day:
            told[axis.cell(ordinal(day))] += 1
            if when.latest:
                covered |= set(range(axis.cell(ordinal(day)), axis.cell(ordinal(when.latest)) + 1))
    most = max(every.values(), default=1)
    most_told = max(told.values(), default=1)
    parts = []
    for index, cell in enumerate(axis.cells):
        if cell.gap:
            continue
        inset = min(0.12, (cell.right - cell.left) / 8)
        left, right = cell.left + inset, cell.right - inset
        bars = ""
        count, foreground = every[index], main[index]
        if count:
            height, solid = tall * count / most, tall * foreground / most
            if count > foreground:
                bars += _rect(left, right, base - height, height - solid, "bar background")
            if foreground:
                bars += _rect(left, right, base - solid, solid, "bar")
            if count == most or len(axis.cells) <= 40:
                middle = (left + right) / 2
                place = f'x="{_n(middle)}%" y="{_n(base - height - 4)}"'
                bars += f'<text class="count" {place} text-anchor="middle">{count}</text>'
        if told[index]:
            bars += _rect(left, right, base + 1, max(3.0, deep * told[index] / most_told), "report")
        elif index not in covered:
            bars += _rect(cell.left, cell.right, base + 1, 9, "silence", "hatch")
        if count and index in links:
            href, name, words = links[index]
            hit = _rect(cell.left, cell.right, top - 14, tall + 14 + 9, "hit")
            said = f'data-cell="{index}" data-name="{escape(name)}" aria-label="{escape(words)}"'
            bars = f'<a href="{escape(href)}" {said}>{hit}{bars}</a>'
        parts.append(bars)
    axis_y = base + deep + 4
    height = axis_y + 34
    read = f' data-scale="{base} {tall} {most}" data-starts="{" ".join(map(str, axis.starts))}"' if links else ""
    return Markup(
        f'<svg class="overview" width="100%" height="{height}"{read}>'
        f"{''.join(parts)}{_line(axis, base + 0.5)}"
        f"{ticks(axis, labels, axis_y)}</svg>"
        f'<p class="picture-key" aria-hidden="true"><span class="key-events">{escape(event_label)}</span> '
        f'<span class="key-reports">{escape(report_label)}</span> '
        f'<span class="key-silence">{escape(none_label)}</span></p>'
    )


def strip(axis: Axis, entries: Sequence[Entry], *, label: str, most: int, height: int = 26) -> Markup:
    """The events of one term on the common axis: single dates, or counts when they are many."""
    parts = []
    if len(entries) <= _SINGLE_MARKS_AT_MOST:
        for entry in entries:
            drawn = band(axis, entry.date) if entry.date else None
            if drawn:
                parts.append(mark(drawn, entry, height))
    else:
        for index, count in sorted(cell_counts(axis, entries).items()):
            cell = axis.cells[index]
            tall = max(2.0, (height - 2) * (count / most) ** 0.5)
            parts.append(_rect(cell.left + 0.08, cell.right - 0.08, height - tall, tall, "bar"))
    return Markup(
        f'<svg class="strip" width="100%" height="{height + 1}" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}{_line(axis, height + 0.5)}</svg>"
    )


def mark(drawn: Band, entry: Entry, height: float) -> str:
    """One date: a certain day is a full stroke, a longer or doubtful one a lower band, fading where it is in doubt."""
    css = "mark" + (" background" if entry.tier is Tier.BACKGROUND else "")
    if entry.factuality not in (Factuality.HAPPENED, Factuality.ONGOING):
        css += " hollow"
    middle = (drawn.left + drawn.right) / 2
    if entry.date is not None and entry.date.is_day:
        return f'<line class="{css}" x1="{_n(middle)}%" x2="{_n(middle)}%" y1="3" y2="{_n(height)}"/>'
    low = height * 0.42
    return _rect(drawn.left, drawn.right, height - low, low, f"{css} wide", _fill(drawn), least=0.6)


def _fill(drawn: Band, colour: str = "") -> str:
    """The gradient a band is filled with; none for a solid one."""
    if drawn.fill == "solid":
        return ""
    return f"{drawn.fill}-{colour}" if colour else drawn.fill


def _runs(axis: Axis) -> list[list[float]]:
    """Left and right of the stretches between the breaks of the axis."""
    runs: list[list[float]] = []
    for cell in axis.cells:
        if cell.gap:
            continue
        if runs and runs[-1][1] == cell.left:
            runs[-1][1] = cell.right
        else:
            runs.append([cell.left, cell.right])
    return runs


def _line(axis: Axis, y: float) -> str:
    """The base line, broken where the axis skips empty years."""
    return "".join(
        f'<line class="axis" x1="{_n(left)}%" x2="{_n(right)}%" y1="{_n(y)}" y2="{_n(y)}"/>'
        for left, right in _runs(axis)
    )


def scale(axis: Axis, labels: Labels) -> Markup:
    """The axis alone, to stand above a column of strips."""
    return Markup(f'<svg class="scale" width="100%" height="32" aria-hidden="true">{ticks(axis, labels, 0)}</svg>')


_POSITION_HEIGHT = 34


def axis_sheet(axis: Axis, counts: Mapping[int, int]) -> bytes:
    """A style sheet that draws everything that ever happened, faint, below the position of a single event.

    It stands once in the site: in every event's page it would be most of that page, and would change with every entry.
    A mask, so that its colour is the page's; as `data:`, because browsers refuse a mask from a file on disk.
    """
    height = _POSITION_HEIGHT
    most = max(counts.values(), default=1)
    bars = []
    for index, count in sorted(counts.items()):
        cell = axis.cells[index]
        left, right = 10 * cell.left + 0.8, 10 * cell.right - 0.8
        tall = max(2.0, (height - 6) * count / most)
        bars.append(f"M{_n(left)} {_n(height - tall)}H{_n(right)}V{height}H{_n(left)}z")
    for left, right in _runs(axis):
        bars.append(f"M{_n(10 * left)} {height}H{_n(10 * right)}v1H{_n(10 * left)}z")
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 {height + 1}" preserveAspectRatio="none">'
        f'<path d="{"".join(bars)}"/></svg>'
    )
    return f'.position-on{{--timeline:url("data:image/svg+xml,{quote(drawn, safe="/:= ")}")}}\n'.encode()


def axis_labels(axis: Axis, labels: Labels) -> str:
    """The scale that stands below every event's position: the same on all pages."""
    return ticks(axis, labels, _POSITION_HEIGHT + 2)


def position(axis: Axis, below: str, when: When, *, label: str) -> Markup:
    """Where one event lies on the whole timeline; `below` is the scale, the style sheet draws the rest."""
    height = _POSITION_HEIGHT
    here = ""
    drawn = band(axis, when)
    if drawn:
        middle = (drawn.left + drawn.right) / 2
        if when.is_day:
            here = f'<line class="here" x1="{_n(middle)}%" x2="{_n(middle)}%" y1="0" y2="{height}"/>'
        else:
            here = _rect(drawn.left, drawn.right, height - 14, 14, "here wide", _fill(drawn, "here"), least=0.8)
    return Markup(
        f'<div class="position-on"><svg class="position" width="100%" height="{height + 34}" role="img" '
        f'aria-label="{escape(label)}">{here}{below}</svg></div>'
    )


def life(moments: Sequence[tuple[str, When]], *, label: str) -> Markup | None:
    """Happened, reported, corrected: one event's own short axis. `moments` are (kind, date); None without two dates."""
    dated = [(kind, when) for kind, when in moments if when.earliest and when.latest]
    if len(dated) < 2:
        return None
    first = min(ordinal(when.earliest) for _, when in dated if when.earliest)
    last = max(ordinal(when.latest) for _, when in dated if when.latest) + 1
    room = max(last - first, 1)
    parts = []
    for kind, when in dated:
        assert when.earliest is not None
        assert when.latest is not None
        left = 2 + 96 * (ordinal(when.earliest) - first) / room
        right = 2 + 96 * (ordinal(when.latest) + 1 - first) / room
        if when.is_day:
            parts.append(f'<circle class="life {kind}" cx="{_n((left + right) / 2)}%" cy="12" r="5"/>')
        else:
            parts.append(
                _rect(left, right, 8, 8, f"life {kind}", "" if when.shape is Shape.SPAN else "fade", least=1.2)
            )
    return Markup(
        f'<svg class="life-strip" width="100%" height="24" role="img" aria-label="{escape(label)}">'
        f'<line class="axis" x1="0" x2="100%" y1="12.5" y2="12.5"/>{"".join(parts)}</svg>'
    )


def busiest(axis: Axis, counts: Mapping[int, int]) -> list[Cell]:
    """The fewest cells, at most three, in which more than half of the events fall; empty when they are spread."""
    total = sum(counts.values())
    chosen: list[int] = []
    held = 0
    for index, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3]:
        chosen.append(index)
        held += count
        if held * 2 > total:
            return [axis.cells[i] for i in sorted(chosen)]
    return []
