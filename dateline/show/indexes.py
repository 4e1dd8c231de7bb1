"""The lists of all countries, organisations, people …: strips on the common axis, tables of their numbers, a map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from dateline.core.model import Entry
from dateline.lexicon.outlines import outlines
from dateline.show import pictures
from dateline.show.chronology import month_anchor
from dateline.show.maps import country_map
from dateline.show.pieces import Link
from dateline.show.site import Kind, Term, years_of
from dateline.show.views import Desk, year_path

_COLUMNS_AT_MOST = 26
"""As many columns a table over time has at most by months; beyond, by years."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an index."""

    link: Link
    count: str
    number: int
    detail: str
    strip: Markup | None
    letter: str


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers behind a picture: what stands above the columns, and the rows."""

    caption: str
    corner: str
    columns: tuple[Link, ...]
    rows: tuple[tuple[Link, tuple[tuple[str, str], ...]], ...]
    """Each cell is its number and the step of its shade, 0 to 5."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndexView:
    title: str
    count: str
    scale: Markup | None
    rows: tuple[Row, ...]
    tables: tuple[Table, ...]
    map: Markup | None = None


class IndexPages:
    """Makes the views of the lists."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._words = desk.words
        self._t = desk.t

    def index(self, kind: Kind) -> IndexView:
        """All terms of a kind: those with most events first, each with its strip on the common axis."""
        desk, words = self._desk, self._words
        terms = sorted(self._desk.sorted_terms(kind), key=lambda term: -len(term.entries))
        rows = []
        for term in terms:
            strip = None
            if desk.axis:
                label = f"{desk.name(kind, term.id)}{words.texts.colon} {words.count('events', len(term.entries))}"
                strip = pictures.strip(desk.axis, term.entries, label=label, most=desk.tallest[kind], height=24)
            link = desk.link(kind, term.id)
            detail = term.id if kind is Kind.COUNTRY else self._acronym(term.id)
            number = len(term.entries)
            rows.append(Row(link, words.number(number), number, detail, strip, link.text[:1].upper()))
        tables = [table for table in (self._over_time(kind, terms), self._matrix(kind, terms)) if table]
        scale = pictures.scale(desk.axis, desk.labels) if desk.axis else None
        count = words.count("found", len(terms))
        drawn = self._map(terms) if kind is Kind.COUNTRY else None
        return IndexView(desk.kind_label(kind), count, scale, tuple(rows), tuple(tables), drawn)

    def _map(self, terms: Sequence[Term]) -> Markup | None:
        """Where the countries lie, shaded by their number of events."""
        desk, words = self._desk, self._words
        capitals = {term.id: desk.gazetteer.capital(term.id) for term in terms}
        dots = {
            code: (place.latitude, place.longitude)
            for code, place in capitals.items()
            if place and place.latitude is not None and place.longitude is not None
        }

        def link(code: str) -> tuple[str, str]:
            known = desk.link(Kind.COUNTRY, code)
            count = words.count("events", len(desk.site.terms[Kind.COUNTRY][code].entries))
            return known.href, f"{known.text}{words.texts.colon} {count}"

        return country_map(outlines(), {term.id: len(term.entries) for term in terms}, link=link, dots=dots)

    def _acronym(self, ident: str) -> str:
        short = self._desk.gazetteer.short(ident, self._words.tag)
        return (
            short
            if short != ident and len(short) <= 10 and short != self._desk.gazetteer.name(ident, self._words.tag)
            else ""
        )

    def _over_time(self, kind: Kind, terms: Sequence[Term], *, limit: int = 40) -> Table | None:
        """Terms by the cells of the common axis in which anything happened: the numbers behind the strips."""
        desk, t, axis = self._desk, self._t, self._desk.axis
        if axis is None or not terms or not desk.all_counts:
            return None
        columns = sorted(desk.all_counts)
        fine = len(columns) <= _COLUMNS_AT_MOST
        heads: list[Link] = []
        group: dict[int, int] = {}
        for index in columns:
            cell = axis.cells[index]
            if fine or cell.month is None:
                name = desk.year_name(cell.year)
                if cell.month is not None:
                    name = f"{self._words.names.months_short[cell.month - 1]} {name}"
                heads.append(Link(self._year_href(cell.year, cell.month), name))
                group[index] = len(heads) - 1
            else:
                name = desk.year_name(cell.year)
                if not heads or heads[-1].text != name:
                    heads.append(Link(self._year_href(cell.year, None), name))
                group[index] = len(heads) - 1
        rows: list[tuple[Link, Counter[int]]] = []
        for term in terms[:limit]:
            counts: Counter[int] = Counter()
            for index, count in pictures.cell_counts(axis, term.entries).items():
                counts[group[index]] += count
            rows.append((desk.link(kind, term.id), counts))
        most = max((max(counts.values(), default=1) for _, counts in rows), default=1)
        body = tuple((link, tuple(_shaded(counts[n], most) for n in range(len(heads)))) for link, counts in rows)
        return Table(t.grid, t.name, tuple(heads), body)

    def _year_href(self, year: int, month: int | None) -> str:
        """The year's page, at the month; a cell of ten years has no page of its own."""
        by_year = self._years
        if year not in by_year:
            return ""
        place = f"m{year}-{month:02}" if month else ""
        # What is known by its year alone is drawn at the year's first month but does not stand under it.
        return f"../{year_path(year)}#{place}" if place in self._places else f"../{year_path(year)}"

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(month_anchor(entry) for entry in self._desk.site.entries)

    @cached_property
    def _years(self) -> dict[int, tuple[Entry, ...]]:
        return years_of(self._desk.site)

    def _matrix(self, kind: Kind, terms: Sequence[Term], *, limit: int = 14) -> Table | None:
        """Who with whom: how many entries name both."""
        if kind not in (Kind.COUNTRY, Kind.ORGANISATION) or len(terms) < 3:
            return None
        desk, t = self._desk, self._t
        chosen = [term.id for term in terms[:limit]]
        sets = {term.id: {entry.id for entry in term.entries} for term in terms[:limit]}
        shared = {a: {b: len(sets[a] & sets[b]) for b in chosen if b != a} for a in chosen}
        most = max((n for row in shared.values() for n in row.values()), default=0)
        if most == 0:
            return None
        heads = tuple(
            replace(
                desk.link(kind, ident),
                text=ident if kind is Kind.COUNTRY else self._acronym(ident) or desk.name(kind, ident),
            )
            for ident in chosen
        )
        body = tuple(
            (desk.link(kind, a), tuple(("", "self") if a == b else _shaded(shared[a][b], most) for b in chosen))
            for a in chosen
        )
        return Table(t.matrix, t.name, heads, body, t.matrix_note)


def _shaded(number: int, most: int) -> tuple[str, str]:
    """The number as shown (nothing for none) and the step of its shade."""
    return (str(number), str(min(5, 1 + 4 * (number - 1) // max(most - 1, 4)))) if number else ("", "0")
