"""What templates are handed: a link, a line of a chronology, a day, a month, a year; finished strings all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from dateline.show.dates import DateText


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words; `count` is finished text or empty."""

    href: str
    text: str
    count: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """The words an entry rests on, as a sidenote."""

    quote: Markup
    """Empty where the summary already says them."""
    lang: str
    dir: str
    outlet: str
    date: str
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as one line of a chronology."""

    id: str
    href: str
    title: str
    title_lang: str
    phrase: str
    summary: Markup
    summary_lang: str
    quoted: bool
    """The summary is a report's own words."""
    state: str
    """Word for planned, cancelled, denied …; empty for what happened."""
    factuality: str
    tier: str
    tier_word: str
    status: str
    """`checked`, `proposed`, `disputed` …: names the mark."""
    status_word: str
    terms: tuple[Link, ...]
    told: str
    note: Note | None
    kind: str
    data: Mapping[str, str]
    """For the filter: what stands in the line's data attributes."""
    repeats: bool = False
    """The event before it is told in the same words: they are seen there alone, until a filter may hide that one."""


@dataclass(frozen=True, slots=True)
class DayGroup:
    """All lines under one date."""

    date: DateText
    css: str
    lines: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class MonthGroup:
    heading: str
    shown: bool
    """Whether the heading is seen, or only heard: a year with nothing but itself for a date needs none."""
    anchor: str
    days: tuple[DayGroup, ...]
    count: str


@dataclass(frozen=True, slots=True)
class YearGroup:
    heading: str
    quiet: bool
    """Nothing but history told in passing."""
    anchor: str
    href: str
    months: tuple[MonthGroup, ...]
    count: str
    more: str
    """Words of the link to the whole year, where only a choice stands here."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Years that follow one another: open, or folded away where they hold nothing but history told in passing."""

    years: tuple[YearGroup, ...]
    folded: str = ""
    """Words on the fold; empty where the years stand open."""
    anchor: str = ""
    count: str = ""
