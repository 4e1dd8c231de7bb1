"""Dates in words: what a `When` says, in the words of one interface language, and its valid part for `<time>`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from dateline.core.when import Day, Grain, Shape, When, month_length, ordinal
from dateline.lexicon.interface import Interface


class DateText(NamedTuple):
    """A date ready to be shown."""

    phrase: str
    """In full: `between 13 and 16 September 2022`."""
    rail: str
    """As short as the place allows where year and month stand above: `13–16`; the phrase where that does not do."""
    weekday: str
    """Short name of the day of the week, of a certain day only."""
    machine: str
    """What HTML accepts as `datetime`; empty when there is no such thing."""


class DateWords:
    """Says dates in one language; remembers what it has said."""

    def __init__(self, interface: Interface) -> None:
        self._interface = interface
        self._words: Mapping[str, Any] = interface.dates
        self._names = interface.names
        self._said: dict[str, DateText] = {}

    def text(self, when: When | None) -> DateText:
        """The date in words, short and long, with its machine form."""
        if when is None:
            return DateText(self._form("unknown"), self._form("unknown"), "", "")
        said = self._said.get(when.edtf)
        if said is None:
            phrase = self.phrase(when)
            said = DateText(phrase, self._rail(when, phrase), self._weekday(when), machine(when))
            self._said[when.edtf] = said
        return said

    def phrase(self, when: When) -> str:
        """`mid-March 2022`, `between 13 and 16 September 2022`, `about 1850`."""
        return self._qualified(when, self._plain(when))

    def month_heading(self, month: int) -> str:
        name = self._names.months[month - 1]
        return name[:1].upper() + name[1:]

    # ------------------------------------------------------------------------------------------------ the parts

    def _form(self, name: str, part: str = "") -> str:
        """A template of interface.yaml: `day`, or with a part `season`, `21`."""
        found = self._words[name]
        return str(found[part] if part else found)

    def _qualified(self, when: When, plain: str) -> str:
        if when.shape is not Shape.SINGLE:
            return plain
        if when.approximate:
            key = "about_perhaps" if when.uncertain else "about"
            return self._form(key, "day" if when.is_day else "other").format(date=plain)
        return self._form("perhaps").format(date=plain) if when.uncertain else plain

    def _plain(self, when: When) -> str:
        if when.shape is Shape.SINGLE:
            return self._single(when)
        if "," in when.edtf:
            return self._either(when)
        return self._pair(when)

    def _single(self, when: When) -> str:
        text = when.edtf.rstrip("~?%")
        if when.earliest is None:
            month, _, day = text.removeprefix("XXXX-").partition("-")
            form = "day_no_year" if day and day != "XX" else "month_no_year"
            return self._fill(self._form(form), (0, int(month), int(day) if form == "day_no_year" else 1))
        start = when.earliest
        match when.grain:
            case Grain.DAY:
                return self._fill(self._form("day"), start)
            case Grain.MONTH:
                return self._fill(self._form("month"), start)
            case Grain.SEASON | Grain.QUARTER | Grain.HALF:
                return self._form(when.grain.value, text[-2:]).format(
                    y=self._year(start[0]), next=f"{(start[0] + 1) % 100:02}"
                )
            case Grain.DECADE:
                return self._form("decade").format(y=start[0])
            case Grain.CENTURY:
                number = start[0] // 100 + 1
                nth = self._words["nth"]
                return self._form("century").format(
                    nth=nth.get(str(number), nth["other"]).format(n=number, n00=start[0])
                )
            case _:
                return self._year(start[0])

    def _either(self, when: When) -> str:
        members = when.members
        days = [m.earliest for m in members if m.is_day and m.earliest]
        if len(days) == len(members) and len({day[:2] for day in days}) == 1:
            listed = self._interface.listing([self._day(day[2]) for day in days], either=True)
            return self._fill(self._form("either", "days"), days[0], list=listed)
        listed = self._interface.listing([self.phrase(m) for m in members], either=True)
        return self._form("either", "other").format(list=listed)

    def _pair(self, when: When) -> str:
        lasted = when.shape is Shape.SPAN
        left, right = _ends(when)
        if left is None or right is None:
            end = left or right
            assert end is not None  # When refuses a date that is open on both sides
            key = ("since" if lasted else "after") if left else ("until" if lasted else "before")
            return self._form(key, "day" if end.is_day else "other").format(date=self.phrase(end))
        table = "span" if lasted else "between"
        if left.is_day and right.is_day and left.earliest and right.earliest:
            first, last = left.earliest, right.earliest
            if not lasted:
                special = self._part_of_month(first, last) or self._one_week(first, last)
                if special:
                    return special
            if first[:2] == last[:2]:
                if not lasted and last[2] - first[2] == 1:
                    listed = self._interface.listing([self._day(first[2]), self._day(last[2])], either=True)
                    return self._fill(self._form("either", "days"), first, list=listed)
                return self._fill(self._form(table, "days"), first, d1=self._day(first[2]), d2=self._day(last[2]))
            if first[0] == last[0]:
                names = self._names.months_in_date
                return self._form(table, "months").format(
                    d1=self._day(first[2]),
                    month1=names[first[1] - 1],
                    d2=self._day(last[2]),
                    month2=names[last[1] - 1],
                    y=self._year(first[0]),
                )
            return self._form(table, "other" if lasted else "day").format(
                first=self.phrase(left), last=self.phrase(right)
            )
        if left.grain is right.grain is Grain.MONTH and left.earliest and right.earliest:
            first, last = left.earliest, right.earliest
            if (
                first[0] == last[0]
                and left.shape is right.shape is Shape.SINGLE
                and not (left.approximate or right.approximate)
            ):
                names = self._names.months_in_date
                return self._form(table, "month_pair").format(
                    month1=names[first[1] - 1], month2=names[last[1] - 1], y=self._year(first[0])
                )
        return self._form(table, "other").format(first=self.phrase(left), last=self.phrase(right))

    def _part_of_month(self, first: Day, last: Day) -> str | None:
        part = _third(first, last)
        return self._fill(self._form(part), first) if part else None

    def _one_week(self, first: Day, last: Day) -> str | None:
        start = ordinal(first)
        if (start - 1) % 7 or ordinal(last) - start != 6:
            return None
        return self._form("week").format(first=self._fill(self._form("day"), first))

    def _rail(self, when: When, phrase: str) -> str:
        start, end = when.earliest, when.latest
        if start is None or end is None or start[:2] != end[:2] or when.approximate or when.uncertain:
            return phrase
        if when.is_day:
            return self._day(start[2])
        if when.grain is Grain.MONTH and when.shape is Shape.SINGLE:
            return self._names.months_short[start[1] - 1]
        part = _third(start, end) if when.shape is Shape.ONE_OF and "," not in when.edtf else None
        if part:
            return self._form("short", part)
        if "," in when.edtf:
            return ", ".join(self._day(m.earliest[2]) for m in when.members if m.earliest)
        return f"{self._day(start[2])}–{self._day(end[2])}"

    def _weekday(self, when: When) -> str:
        # Before the reform of the calendar a weekday would be that of a calendar nobody used; what was about a day,
        # or perhaps on it, was on no weekday.
        if not when.is_day or when.earliest is None or when.earliest[0] < 1583 or when.uncertain or when.approximate:
            return ""
        return self._names.weekdays_short[(ordinal(when.earliest) - 1) % 7]

    def _day(self, number: int) -> str:
        return self._form("first_of_month") if number == 1 else self._form("day_number").format(n=number)

    def _year(self, year: int) -> str:
        # Astronomical years: 0 is 1 BCE, -44 is 45 BCE.
        return str(year) if year > 0 else self._form("bce").format(n=1 - year)

    def _fill(self, template: str, day: Day, **more: str) -> str:
        year, month, number = day
        values = {
            "d": self._day(number),
            "month": self._names.months_in_date[month - 1],
            "y": self._year(year),
            **more,
        }
        return template.format_map(values)


def machine(when: When) -> str:
    """The valid part of a date for `<time datetime>`: a day, a month, a year, or the day a span begins; else empty."""
    if when.earliest is None:
        text = when.edtf.rstrip("~?%")
        return text.removeprefix("XXXX-") if when.grain is Grain.DAY and text.startswith("XXXX-") else ""
    if when.shape is Shape.ONE_OF or not 1 <= when.earliest[0] <= 9999:
        return ""
    year, month, day = when.earliest
    single = when.shape is Shape.SINGLE
    if single and when.grain is Grain.YEAR:
        return f"{year:04}"
    if single and when.grain is Grain.MONTH:
        return f"{year:04}-{month:02}"
    if when.grain is Grain.DAY:
        return f"{year:04}-{month:02}-{day:02}"
    return ""


def _third(first: Day, last: Day) -> str | None:
    """`early`, `mid` or `late` when the days are that third of a month."""
    if first[:2] != last[:2]:
        return None
    length = month_length(first[0], first[1])
    return {(1, 10): "early", (11, 20): "mid", (21, length): "late"}.get((first[2], last[2]))


def _ends(when: When) -> tuple[When | None, When | None]:
    """The two ends of `a/b` or `[a..b]`, None for an open one."""
    text = when.edtf.strip("[]")
    if "/" in text and ".." not in text.replace("../", "").replace("/..", ""):
        left, _, right = text.partition("/")
    else:
        left, _, right = text.partition("..")
    ends = [part.strip("/.") for part in (left, right)]
    return tuple(When.parse(end) if end else None for end in ends)  # type: ignore[return-value]
