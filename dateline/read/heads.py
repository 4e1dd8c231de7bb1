"""Reads what an article says of its day: a place-and-date line, a line that is a date, a dated file name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateline.core.model import Span
from dateline.core.when import When
from dateline.lexicon.basics import Basics
from dateline.lexicon.language import Lexicon

_CAPITAL = "A-ZÅÄÖÜÉØÆÇŁŠŽ"
_NAME = rf"[{_CAPITAL}][\w.'’-]{{1,24}}"
_PLACE = rf"{_NAME}(?:(?:\s|/|, |-)(?:(?:[a-z]{{1,3}}|[a-z]{{1,3}}\s[a-z]{{1,3}})\s)?{_NAME}){{0,3}}"
_CAPS = rf"[{_CAPITAL}][{_CAPITAL}.'’-]+(?:(?:\s|/|, |-)(?:[a-z]{{1,3}}\s)?[{_CAPITAL}][{_CAPITAL}.'’-]+){{0,3}}"
_SOURCE = r"(?:\s*\((?P<source>[^()\n]{1,40})\))"
_DASH = r"\s*(?:[–—]|--|\s-|-\s)\s*"
_STEM_DATE = re.compile(r"(?<![0-9A-Za-z])(\d{4})([-_.]?)(\d\d)\2(\d\d)(?![0-9A-Za-z])")
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_CLOCK = r"\d{1,2}\s?[:.h]\s?\d\d(?:[:.]\d\d)?"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day that the text itself gives for its publication."""

    span: Span
    year: int | None
    month: int
    day: int

    def when(self, *, hint: When | None = None) -> When | None:
        """The day; where the year is not written, that of `hint` if it has the same day of the year."""
        if self.year is not None:
            return When.day(date(self.year, self.month, self.day))
        if hint is not None and hint.earliest is not None and hint.earliest[1:] == (self.month, self.day):
            return hint
        return None


class Heads:
    """Patterns over the months and marker words of all languages."""

    def __init__(self, packs: Mapping[str, Basics]) -> None:
        self._months = {name: number for basics in packs.values() for name, number in basics.months.items()}
        months = "|".join(sorted(map(re.escape, self._months), key=lambda name: (-len(name), name)))
        weekdays = "|".join(sorted({re.escape(word) for basics in packs.values() for word in basics.weekdays}))
        labels = {label for basics in packs.values() for label in basics.lines.date_labels}
        words = "(?:" + "|".join(sorted({re.escape(w) for b in packs.values() for w in b.lines.clock_words})) + ")"
        label = "|".join(sorted(map(re.escape, labels), key=lambda text: (-len(text), text)))
        self._date = (
            rf"(?:(?P<d1>\d{{1,2}})(?:[.]|:?[a-z]{{1,2}}\b)?\s+(?:\w\w\s+)?(?P<m1>{months})\b\.?(?:,?\s+(?P<y1>\d{{4}}))?"
            rf"|(?P<m2>{months})\b\.?\s+(?P<d2>\d{{1,2}})(?:[a-z]{{2}})?\b(?:,?\s+(?P<y2>\d{{4}}))?"
            r"|(?P<y3>\d{4})-(?P<m3>\d\d)-(?P<d3>\d\d)"
            r"|(?P<d4>\d{1,2})\.\s?(?P<m4>\d{1,2})\.\s?(?P<y4>\d{4}))"
        )
        day = rf"(?:\b(?:{weekdays})\b[.,]?\s+(?:\w{{2,3}}\s+)?)?{self._date}"
        clock = rf"(?:\w{{2,3}}\.?\s+|{words}\s+)?{_CLOCK}(?:\s?{words}(?!\w))?(?:\s?(?-i:UTC|GMT|[A-Z]{{1,3}}T)\b)?"
        rest = rf"(?:[\s,|·T–-]*(?:(?:{label})\s+)?{clock})?"
        flags = re.IGNORECASE
        self._item = re.compile(rf"(?:\b(?:{label})[:\s]*)?(?:\b\w{{2,3}}\s+)?{day}{rest}", flags)
        self._label = re.compile(rf"\W*(?:{label})\W*", flags)
        self._dated = re.compile(rf"{day}{rest}\s+[|·–-]\s", flags)
        self._labelled = re.compile(rf"\W{{0,3}}(?:{label})[:\s]+(?:\w{{2,3}}\s+)?{day}{rest}(?=\s|$)[\s|·–-]*", flags)
        self._leading = re.compile(rf"(?:\w\w\s+)?{day}{rest}[\s|·–-]+(?-i:(?=[\"“„»]?[{_CAPITAL}]))", flags)
        # The place keeps its case, so the date's names alone are matched whatever theirs.
        inner = rf"(?i:{self._date})"
        inner = rf"(?:[a-z]{{2,3}}\s+)?{inner}"
        self._heads = (
            re.compile(rf"(?P<place>{_PLACE}),\s+{inner}{_SOURCE}?(?:{_DASH}|[.:]\s+)(?=\W?[{_CAPITAL}\d])"),
            re.compile(rf"(?P<place>{_CAPS}|{_PLACE}){_SOURCE}(?:{_DASH}|[.:]\s+)(?=\W?[{_CAPITAL}\d])"),
            re.compile(rf"(?P<place>{_PLACE})\s\([A-Z]{{2,6}}\)\s+(?=[{_CAPITAL}])"),
            re.compile(rf"(?P<place>{_CAPS}){_DASH}(?=\W?[{_CAPITAL}\d])"),
            re.compile(rf"(?P<place>{_PLACE}) \| (?P<source>[^|\n]{{1,20}}) \|\s+(?=\W?[{_CAPITAL}\d])"),
            re.compile(rf"(?P<place>(?=[^.:]{{4}}){_CAPS})[.:]\s+(?=\W?[{_CAPITAL}\d])"),
            re.compile(rf"(?P<place>{_PLACE})\s+[–—]\s+(?=\W?[{_CAPITAL}\d])"),
        )
        self._alone = re.compile(rf"(?P<place>(?=[^\W\d_]{{4}}){_NAME}(?<!\.))\s?\.\s+(?=[{_CAPITAL}])")
        self._stops = frozenset(stop for basics in packs.values() for stop in basics.stops)
        self._loose = self._heads[-1]

    def _found(self, match: re.Match[str]) -> FoundDate | None:
        groups = match.groupdict()
        for i in "1234":
            month, day = groups.get(f"m{i}"), groups.get(f"d{i}")
            if month and day:
                number = int(month) if month.isdigit() else self._months[month.lower()]
                year = groups.get(f"y{i}")
                try:
                    date(int(year) if year else 2000, number, int(day))
                except ValueError:
                    return None
                return FoundDate(Span(*match.span()), int(year) if year else None, number, int(day))
        return None

    def is_label(self, line: str) -> bool:
        """The line is `Published` or the like, and its date stands in the next."""
        return self._label.fullmatch(line) is not None

    def date_line(self, text: str, span: Span) -> FoundDate | None:
        """The day named by a short line that says little else.

        Of several days (published, updated) it is the first in time. Names may stand beside a full date (`By Ann Lee,
        14 March 2013`, `OSLO | 14 March 2013`), other words may not.
        """
        # A day has a digit in all its forms, and most lines have none.
        if span.end - span.start > 120 or _DIGIT.search(text, span.start, span.end) is None:
            return None
        matches = list(self._item.finditer(text, span.start, span.end))
        days = [found for match in matches if (found := self._found(match)) is not None]
        if not days:
            return None
        rest = self._item.sub(" ", text[span.start : span.end])
        words = _LETTERS.findall(rest)
        dated = self._dated.match(text, span.start, span.end) is not None
        full = [found for found in days if found.year is not None]
        if words and not dated:
            plain = [word for word in words if word[0].islower() and len(word) > 3]
            if not full or plain or len(words) > 8 or not words[0][0].isupper() or "." in rest:
                return None
        return min(full, key=lambda found: (found.year, found.month, found.day)) if full else days[0]

    def labelled_date(self, text: str, span: Span) -> FoundDate | None:
        """The day after `Published` and the like at the start of a line, whatever follows it."""
        match = self._labelled.match(text, span.start, span.end)
        return self._found(match) if match else None

    def head(self, text: str, span: Span, *, first: bool = True) -> tuple[Span, FoundDate | None] | None:
        """The place-and-date line at the start of a paragraph, with its dash, and the day it names.

        A date of publication glued to the text behind it counts too: `Published Monday, 3 May 2010 The court …`, and
        at the `first` paragraph a place that is a sentence of its own: `Stockholm. The court …`.
        """
        for glued in (self._labelled, self._leading):
            match = glued.match(text, span.start, min(span.end, span.start + 120))
            found = self._found(match) if match else None
            if match and found and found.year is not None and match.end() < span.end:
                return Span(*match.span()), found
        for pattern in self._heads:
            match = pattern.match(text, span.start, min(span.end, span.start + 120))
            if match is None:
                continue
            if pattern is self._loose and _second_dash(text, match.end(), span.end):
                continue
            return Span(*match.span()), self._found(match)
        match = self._alone.match(text, span.start, min(span.end, span.start + 60)) if first else None
        if match is not None and f"{match['place']}." not in self._stops:
            return Span(*match.span()), None
        return None


def _second_dash(text: str, start: int, end: int) -> bool:
    """Another dash follows in the same sentence: then both set off an aside, and the first ends no head."""
    stop = re.compile(r"[.!?]\s|\s[–—]\s").search(text, start, end)
    return stop is not None and stop.group()[0].isspace()


@lru_cache(maxsize=4)
def heads(lexicon: Lexicon) -> Heads:
    return Heads({tag: pack.basics for tag, pack in lexicon.packs.items() if pack.basics is not None})


def date_in_name(stem: str) -> When | None:
    """The day in a file's name, as in `tt-2031-03-14-halmvik`; None unless exactly one stands there."""
    found = set()
    for match in _STEM_DATE.finditer(stem):
        try:
            day = date(int(match[1]), int(match[3]), int(match[4]))
        except ValueError:
            continue
        if 1600 <= day.year <= 2199:
            found.add(day)
    return When.day(found.pop()) if len(found) == 1 else None
