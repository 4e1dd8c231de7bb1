"""The pages that list: home, years, countries and their like with their indexes, corrections, about, search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from dateline.core.model import Entry, Status, Tier
from dateline.core.when import When, ordinal
from dateline.lexicon.outlines import outlines
from dateline.show import pictures
from dateline.show.eventpage import CorrectionView, corrections_of
from dateline.show.maps import country_map
from dateline.show.passages import safe_url
from dateline.show.site import Kind, Term, anchor_day, independent, share_exact, span_days, together, years_of
from dateline.show.views import Desk, Link, YearGroup, downloads, to_html, year_path

_COLUMNS_AT_MOST = 26
"""As many columns a table over time has at most by months; beyond, by years."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A list of values the filter offers."""

    name: str
    label: str
    options: tuple[Link, ...]
    """`href` holds the value, `count` the number."""


@dataclass(frozen=True, slots=True)
class ListView:
    """A page that is a chronology: home, a year, a country."""

    title: str
    lead: Markup
    figures: tuple[Link, ...]
    """Counts, each with the page that lists what is counted."""
    picture: Markup | None
    reading: str
    years: tuple[YearGroup, ...]
    undated: tuple[Markup, ...]
    choices: tuple[Choice, ...]
    background: bool
    """Whether some of it, but not all, is history told in passing, which the filter can leave out."""
    notice: str
    year_links: tuple[Link, ...]
    previous: Link | None = None
    next: Link | None = None


@dataclass(frozen=True, slots=True)
class TermView:
    """The page of a country, organisation, person, place or kind of event."""

    title: str
    kicker: Link
    also: str
    code: str
    note: str
    figures: tuple[Link, ...]
    strip: Markup | None
    scale: Markup | None
    reading: str
    years: tuple[YearGroup, ...]
    undated: tuple[Markup, ...]
    together: tuple[tuple[str, tuple[Share, ...]], ...]
    choices: tuple[Choice, ...]
    background: bool
    """Whether some of it, but not all, is history told in passing, which the filter can leave out."""
    feed: str
    wikidata: str


@dataclass(frozen=True, slots=True)
class Share:
    """A row of a ranked list: a link and how long its bar is, in twentieths."""

    link: Link
    width: int


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


@dataclass(frozen=True, slots=True)
class AboutView:
    title: str
    own: Markup
    figures: tuple[Link, ...]
    audit: tuple[tuple[str, str], ...]
    marks: tuple[tuple[str, str, str], ...]
    """Class, word, explanation."""
    doubts: tuple[tuple[str, str], ...]
    contact: Link | None
    downloads: tuple[Link, ...]
    licence: str
    author: str


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    title: str
    corrections: tuple[CorrectionView, ...]


class ListPages:
    """Makes the views of all listing pages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._words = desk.words
        self._t = desk.t
        self._most = {kind: self._tallest(kind) for kind in Kind}

    # ------------------------------------------------------------------------------------------------ home, years

    def home(self) -> ListView:
        desk, site, t = self._desk, self._desk.site, self._t
        limit = site.config.home_limit
        by_year = years_of(site)
        whole = len(site.entries) <= limit
        chosen = site.entries if whole else self._choice(by_year, limit)
        return ListView(
            title=desk.site_title,
            lead=desk.prose(desk.description),
            figures=self.figures(),
            picture=self.overview(),
            reading=desk.reading(desk.all_counts),
            years=desk.chronology(chosen, chosen=not whole),
            undated=tuple(desk.line(entry) for entry in site.undated),
            choices=self.choices(chosen) if whole else (),
            background=_has_background(chosen),
            notice="" if whole else t.most_told,
            year_links=tuple(Link(f"#y{y}", desk.year_name(y), str(len(found))) for y, found in by_year.items()),
        )

    def _choice(self, by_year: dict[int, tuple[Entry, ...]], limit: int) -> tuple[Entry, ...]:
        """The most independently reported entries of each year, every year getting its fair share."""
        share = max(3, limit // max(len(by_year), 1))
        kept: list[Entry] = []
        for entries in by_year.values():
            ranked = sorted(entries, key=lambda e: (e.tier.value != "main", -independent(e), -len(e.sources), e.id))
            chosen = {entry.id for entry in ranked[:share]}
            kept += [entry for entry in entries if entry.id in chosen]
        return tuple(kept)

    def year(self, year: int, entries: Sequence[Entry], around: tuple[int | None, int | None]) -> ListView:
        desk, t = self._desk, self._t
        before, after = (Link(f"../{year_path(y)}", desk.year_name(y)) if y is not None else None for y in around)
        return ListView(
            title=t.year_events.format(year=desk.year_name(year)),
            lead=Markup(""),
            figures=(Link("", self._words.count("events", len(entries))),),
            picture=None,
            reading="",
            years=desk.chronology(entries, year_links=False),
            undated=(),
            choices=self.choices(entries),
            background=_has_background(entries),
            notice="",
            year_links=(),
            previous=before,
            next=after,
        )

    def figures(self) -> tuple[Link, ...]:
        """What the timeline holds, each number a link to its list."""
        desk, site, words = self._desk, self._desk.site, self._words
        found = []
        span = span_days(site)
        if span:
            first, last = (When.month(day[0], day[1]) for day in span)
            whole = first if first == last else When.parse(f"{first.edtf}/{last.edtf}")
            found.append(Link("", desk.dates.phrase(whole)))
        everything = site.everything
        found.append(Link("", words.count("events", len(everything))))
        for kind, name in ((Kind.COUNTRY, "countries"), (Kind.ORGANISATION, "organisations")):
            if site.terms[kind]:
                found.append(Link(f"../{kind.value}/index.html", words.count(name, len(site.terms[kind]))))
        if site.reports:
            languages = {report.article.language for report in site.reports.values() if report.article.language}
            text = words.count("reports", len(site.reports))
            if len(languages) > 1:
                text = f"{text} {words.count('languages', len(languages))}"
            found.append(Link("../sources/index.html", text))
        checked = sum(entry.status is Status.CHECKED for entry in everything)
        found.append(Link("../about.html#audit", words.count("checked", checked)))
        return tuple(found)

    def overview(self, *, linked: bool = True) -> Markup | None:
        """The strip of events and reports; its bars are links to where their months begin on the page."""
        desk, t, axis = self._desk, self._t, self._desk.axis
        if axis is None or not desk.site.entries:
            return None
        links = {}
        for index, count in desk.all_counts.items() if linked else ():
            cell = axis.cells[index]
            words = f"{desk.cell_name(cell.year, cell.month)}: {self._words.count('events', count)}"
            links[index] = (self._cell_anchor(index), words)
        return pictures.overview(
            axis,
            desk.site.entries,
            [r.article.published for r in desk.site.reports.values() if r.article.published],
            title=t.overview_title,
            reading=desk.reading(desk.all_counts),
            event_label=t.events_axis,
            report_label=t.reports_axis,
            none_label=t.no_reports,
            labels=desk.labels,
            links=links,
        )

    def _cell_anchor(self, index: int) -> str:
        """Where a bar of the overview leads: the first entry's month or year on this page."""
        return self._anchors.get(index, "")

    @cached_property
    def _anchors(self) -> dict[int, str]:
        desk = self._desk
        assert desk.axis is not None
        found: dict[int, str] = {}
        for entry in desk.site.entries:
            day = anchor_day(entry)
            if day:
                cell = desk.axis.cells[index := desk.axis.cell(ordinal(day))]
                found.setdefault(index, f"#y{day[0]}" if cell.month is None else f"#m{day[0]}-{day[1]:02}")
        return found

    # ------------------------------------------------------------------------------------------------------ terms

    def term(self, term: Term) -> TermView:
        desk, t, words = self._desk, self._t, self._words
        record = desk.gazetteer.get(term.id) if term.kind is not Kind.TYPE else None
        name = desk.name(term.kind, term.id)
        counts = pictures.cell_counts(desk.axis, term.entries) if desk.axis else Counter()
        checked = sum(entry.status is Status.CHECKED for entry in term.entries)
        also: list[str] = []
        if record is not None:
            also = [text for text in dict.fromkeys(record.names.values()) if text != name][:6]
            also += [a.partition("@")[0].rstrip("?") for a in record.acronyms][:6]
        wikidata = record.wikidata if record is not None else None
        dated = [entry for entry in term.entries if anchor_day(entry)]
        figures = [Link("", words.count("events", len(term.entries)))]
        if checked:
            figures.append(Link("", words.count("checked", checked)))
        strip, scale = None, None
        if desk.axis and dated:
            most = self._most[term.kind]
            strip = pictures.strip(desk.axis, dated, label=desk.reading(counts), most=most, height=40)
            scale = pictures.scale(desk.axis, desk.labels)
        labels = {Kind.COUNTRY: t.countries, Kind.ORGANISATION: t.organisations, Kind.PERSON: t.people}
        return TermView(
            title=name,
            kicker=Link("../" + f"{term.kind.value}/index.html", self.kind_label(term.kind)),
            also=", ".join(dict.fromkeys(also)),
            code=term.id if term.kind is Kind.COUNTRY else "",
            note=(record.note or "") if record is not None else "",
            figures=tuple(figures),
            strip=strip,
            scale=scale,
            reading=desk.reading(counts),
            years=desk.chronology(term.entries),
            undated=tuple(desk.line(entry) for entry in term.entries if anchor_day(entry) is None),
            together=tuple((label, shares) for kind, label in labels.items() if (shares := self._together(term, kind))),
            choices=self.choices(term.entries, without=term.id) if len(term.entries) > 5 else (),
            background=_has_background(term.entries),
            feed=term.path.removesuffix(".html") + ".xml" if term.kind in (Kind.COUNTRY, Kind.ORGANISATION) else "",
            wikidata=f"https://www.wikidata.org/wiki/{wikidata}" if wikidata else "",
        )

    def _together(self, term: Term, kind: Kind) -> tuple[Share, ...]:
        ranked = together(term, kind)
        if not ranked:
            return ()
        most = ranked[0][1]
        return tuple(
            Share(replace(self._desk.link(kind, ident), count=str(count)), max(1, round(20 * count / most)))
            for ident, count in ranked
        )

    def kind_label(self, kind: Kind) -> str:
        t = self._t
        labels = {
            Kind.COUNTRY: t.countries,
            Kind.ORGANISATION: t.organisations,
            Kind.PERSON: t.people,
            Kind.PLACE: t.places,
            Kind.TYPE: t.types,
        }
        return str(labels[kind])

    def index(self, kind: Kind) -> IndexView:
        """All terms of a kind: those with most events first, each with its strip on the common axis."""
        desk, words = self._desk, self._words
        terms = sorted(self._desk.sorted_terms(kind), key=lambda term: -len(term.entries))
        rows = []
        for term in terms:
            strip = None
            if desk.axis:
                label = f"{desk.name(kind, term.id)}: {words.count('events', len(term.entries))}"
                strip = pictures.strip(desk.axis, term.entries, label=label, most=self._most[kind], height=24)
            link = desk.link(kind, term.id)
            detail = term.id if kind is Kind.COUNTRY else self._acronym(term.id)
            number = len(term.entries)
            rows.append(Row(link, words.number(number), number, detail, strip, link.text[:1].upper()))
        tables = [table for table in (self._over_time(kind, terms), self._matrix(kind, terms)) if table]
        scale = pictures.scale(desk.axis, desk.labels) if desk.axis else None
        count = words.count("found", len(terms))
        drawn = self._map(terms) if kind is Kind.COUNTRY else None
        return IndexView(self.kind_label(kind), count, scale, tuple(rows), tuple(tables), drawn)

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
            return known.href, f"{known.text}: {count}"

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
        return f"../{year_path(year)}#m{year}-{month:02}" if month else f"../{year_path(year)}"

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

    def _tallest(self, kind: Kind) -> int:
        axis = self._desk.axis
        if axis is None:
            return 1
        terms = self._desk.site.terms[kind].values()
        return max((max(pictures.cell_counts(axis, term.entries).values(), default=1) for term in terms), default=1)

    # ----------------------------------------------------------------------------------------------------- filter

    def choices(self, entries: Sequence[Entry], *, without: str = "") -> tuple[Choice, ...]:
        """What the filter of a page offers, with the number of entries for each value.

        `without` is left out: on a term's own page every entry has it.
        """
        desk, t, words = self._desk, self._t, self._words
        facets = [desk.facets(entry) for entry in entries]

        def counted(key: str) -> Counter[str]:
            return Counter(value for facet in facets for value in facet[key].split())

        def options(counts: Counter[str], name: object) -> tuple[Link, ...]:
            named = [(name(value), value, count) for value, count in counts.items() if value != without]  # type: ignore[operator]
            return tuple(
                Link(value, text, str(count)) for text, value, count in sorted(named, key=lambda n: (-n[2], n[0]))
            )

        status = {
            "checked": t.checked_short,
            "proposed": t.machine_short,
            "disputed": t.disputed,
            "orphaned": t.orphaned,
        }
        rows = [
            Choice("country", t.countries, options(counted("c"), lambda v: desk.name(Kind.COUNTRY, v))),
            Choice("org", t.organisations, options(counted("o"), lambda v: desk.name(Kind.ORGANISATION, v))),
            Choice("person", t.people, options(counted("p"), lambda v: desk.name(Kind.PERSON, v))),
            Choice("type", t.kind, options(counted("t"), lambda v: desk.name(Kind.TYPE, v))),
            Choice("lang", t.filter_languages, options(counted("l"), words.language)),
            Choice("status", t.status, options(counted("s"), lambda v: status.get(v, v))),
        ]
        origins = Counter("1" if facet["n"] in ("0", "1") else "2" for facet in facets)
        names = {"1": t.filter_origins_one, "2": t.filter_origins_more}
        rows.append(Choice("origins", t.filter_origins, options(origins, lambda v: names[v])))
        named = ("country", "org", "person") if without else ()
        return tuple(row for row in rows if len(row.options) > (0 if row.name in named else 1))

    # -------------------------------------------------------------------------------------- about and corrections

    def about(self) -> AboutView:
        desk, site, t, words = self._desk, self._desk.site, self._t, self._words
        entries = site.everything
        total = len(entries)
        doubts = Counter(reason.value for entry in entries for reason in entry.review)

        def share(number: int) -> str:
            part = t.share_of.format(part=words.number(number), whole=words.number(total))
            return f"{words.share(number, total)} ({part})"

        audit = (
            (t.audit_two, share(sum(independent(entry) > 1 for entry in entries))),
            (t.audit_checked, share(sum(entry.status is Status.CHECKED for entry in entries))),
            (t.audit_day, share(share_exact(site))),
            (t.audit_doubt, share(sum(bool(entry.review) for entry in entries))),
        )
        states = words.sections["factuality"]
        notes = words.sections["factuality_note"]
        marks = (
            ("checked", t.checked_short, ""),
            ("proposed", t.machine_short, ""),
            ("disputed", t.disputed, ""),
            *((name, states[name], notes[name]) for name in notes),
        )
        contact = site.config.contact or ""
        url = safe_url(f"mailto:{contact}" if "@" in contact and ":" not in contact else contact)
        own = site.pages.get(f"about.{words.tag}") or site.pages.get("about") or ""
        return AboutView(
            title=t.about,
            own=Markup(to_html(own, page=True)) if own else desk.prose(desk.description),
            figures=self.figures(),
            audit=audit,
            marks=marks,
            doubts=tuple(
                (words.sections["reviews"][name], words.number(count))
                for name, count in sorted(doubts.items(), key=lambda item: (-item[1], item[0]))
            ),
            contact=Link(url, contact.removeprefix("mailto:")) if url else None,
            downloads=downloads(desk),
            licence=site.config.licence or "",
            author=site.config.author or "",
        )

    def corrections(self) -> CorrectionsView:
        desk = self._desk
        found: list[tuple[tuple[str, str, int], CorrectionView]] = []
        for entry in desk.site.everything:
            dates = sorted((c.on for c in entry.corrections), reverse=True)
            views = corrections_of(desk, entry)
            found += [((on, entry.id, -n), view) for n, (on, view) in enumerate(zip(dates, views, strict=True))]
        ordered = sorted(found, key=lambda item: item[0], reverse=True)
        return CorrectionsView(self._t.corrections, tuple(view for _, view in ordered))


def _has_background(entries: Sequence[Entry]) -> bool:
    return 0 < sum(entry.tier is Tier.BACKGROUND for entry in entries) < len(entries)


def _shaded(number: int, most: int) -> tuple[str, str]:
    """The number as shown (nothing for none) and the step of its shade."""
    return (str(number), str(min(5, 1 + 4 * (number - 1) // max(most - 1, 4)))) if number else ("", "0")
