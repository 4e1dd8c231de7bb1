"""The pages that list: home, years, countries and their like with their indexes, corrections, about, search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from dateline.core.model import Entry, Tier
from dateline.core.when import When, ordinal
from dateline.show import pictures
from dateline.show.chronology import Draw, chronology, month_anchor
from dateline.show.pieces import Link, Stretch
from dateline.show.prose import prose
from dateline.show.site import Kind, Term, anchor_day, independent, span_days, together, years_of
from dateline.show.views import Desk, year_path

_YEARS_NAMED = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """A list of values the filter offers."""

    name: str
    label: str
    options: tuple[Link, ...]
    """`href` holds the value, `count` the number."""
    first: bool = False
    """Whether it always stands there, or unfolds."""


@dataclass(frozen=True, slots=True)
class ListView:
    """A page that is a chronology: home, a year, a country."""

    title: str
    lead: Markup
    figures: tuple[Link, ...]
    """Counts, each with the page that lists what is counted."""
    picture: Markup | None
    reading: str
    years: tuple[Stretch, ...]
    undated: tuple[Markup, ...]
    choices: tuple[Choice, ...]
    background: bool
    """Whether some of it, but not all, is history told in passing, which the filter can leave out."""
    notice: str
    year_links: tuple[Link, ...]
    filter_all: str = ""
    """Says that the filter looks through all events, where the page shows a choice of them."""
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
    years: tuple[Stretch, ...]
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


class ListPages:
    """Makes the views of all listing pages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._words = desk.words
        self._t = desk.t

    # ------------------------------------------------------------------------------------------------ home, years

    def home(self) -> ListView:
        desk, site, t = self._desk, self._desk.site, self._t
        limit = site.config.home_limit
        by_year = years_of(site)
        whole = len(site.entries) <= limit
        chosen = site.entries if whole else self._choice(by_year, limit)
        return ListView(
            title=desk.site_title,
            lead=prose(desk.description),
            figures=self.figures(),
            picture=self.overview(),
            reading=desk.reading(desk.all_counts),
            years=chronology(desk, chosen, chosen=not whole),
            undated=tuple(desk.line(entry) for entry in site.undated),
            choices=self.choices(site.everything),
            background=_has_background(site.everything),
            filter_all="" if whole else t.filter_all.format(n=self._words.number(len(site.everything))),
            notice="" if whole else t.most_told,
            year_links=self._jumps({year: found for year, found in by_year.items() if not _is_quiet(found)}),
        )

    def whole(self, draw: Draw) -> ListView:
        """The home page with all entries, each line made by `draw`, and no links to other pages."""
        site = self._desk.site
        return replace(
            self.home(),
            years=chronology(self._desk, site.entries, year_links=False, draw=draw),
            undated=tuple(draw(entry, False) for entry in site.undated),
            notice="",
            filter_all="",
        )

    def _jumps(self, by_year: dict[int, tuple[Entry, ...]]) -> tuple[Link, ...]:
        """Links to the years of the page; where they are very many, to the first of each ten."""
        name, years = self._desk.year_name, list(by_year)
        if len(years) <= _YEARS_NAMED:
            return tuple(Link(f"#y{year}", name(year), str(len(by_year[year]))) for year in years)
        first = {year // 10: year for year in reversed(years)}
        return tuple(Link(f"#y{first[ten]}", name(first[ten])) for ten in sorted(first))

    def _choice(self, by_year: dict[int, tuple[Entry, ...]], limit: int) -> tuple[Entry, ...]:
        """The most independently reported entries of each year, every year getting its fair share."""
        share = max(1, limit // max(len(by_year), 1))
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
            figures=(
                Link("", self._words.count("events", len(entries))),
                Link("../about.html#marks", desk.checked(entries)),
            ),
            picture=None,
            reading="",
            years=chronology(desk, entries, year_links=False),
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
        everything = site.everything
        background = sum(entry.tier is Tier.BACKGROUND for entry in everything)
        background = background if background < len(everything) else 0
        counted = words.count("events", len(everything) - background)
        span = span_days(site)
        if span:
            first, last = (When.month(day[0], day[1]) for day in span)
            whole = first if first == last else When.parse(f"{first.edtf}/{last.edtf}")
            counted = f"{desk.dates.phrase(whole)}{words.texts.colon} {counted}"
        found.append(Link("", counted))
        if background:
            found.append(Link("../audit.html#background", words.count("background", background)))
        for kind, name in ((Kind.COUNTRY, "countries"), (Kind.ORGANISATION, "organisations")):
            if site.terms[kind]:
                found.append(Link(f"../{kind.value}/index.html", words.count(name, len(site.terms[kind]))))
        if site.reports:
            languages = {report.article.language for report in site.reports.values() if report.article.language}
            text = words.count("reports", len(site.reports))
            if len(languages) > 1:
                text = f"{text} {words.count('languages', len(languages))}"
            found.append(Link("../sources/index.html", text))
        found.append(Link("../about.html#audit", desk.checked(everything)))
        return tuple(found)

    def overview(self, *, linked: bool = True) -> Markup | None:
        """The strip of events and reports; its bars are links to where their months begin on the page."""
        desk, t, axis = self._desk, self._t, self._desk.axis
        if axis is None or not desk.site.entries:
            return None
        links = {}
        for index, count in desk.all_counts.items() if linked else ():
            cell = axis.cells[index]
            counted = self._words.count("events", count)
            name = f"{desk.cell_name(cell.year, cell.month)}{self._words.texts.colon}"
            links[index] = (self._cell_anchor(index), name, f"{name} {counted}")
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
                found.setdefault(index, f"#y{day[0]}" if cell.month is None else f"#{month_anchor(entry)}")
        return found

    # ------------------------------------------------------------------------------------------------------ terms

    def term(self, term: Term) -> TermView:
        desk, t, words = self._desk, self._t, self._words
        record = desk.gazetteer.get(term.id) if term.kind is not Kind.TYPE else None
        name = desk.name(term.kind, term.id)
        counts = pictures.cell_counts(desk.axis, term.entries) if desk.axis else Counter()
        also: list[str] = []
        if record is not None:
            also = [text for text in dict.fromkeys(record.names.values()) if text != name][:6]
            also += [a.partition("@")[0].rstrip("?") for a in record.acronyms][:6]
        wikidata = record.wikidata if record is not None else None
        dated = [entry for entry in term.entries if anchor_day(entry)]
        figures = [
            Link("", words.count("events", len(term.entries))),
            Link("../about.html#marks", desk.checked(term.entries)),
        ]
        strip, scale = None, None
        if desk.axis and dated:
            most = desk.tallest[term.kind]
            strip = pictures.strip(desk.axis, dated, label=desk.reading(counts), most=most, height=40)
            scale = pictures.scale(desk.axis, desk.labels)
        labels = {Kind.COUNTRY: t.countries, Kind.ORGANISATION: t.organisations, Kind.PERSON: t.people}
        return TermView(
            title=name,
            kicker=Link("../" + f"{term.kind.value}/index.html", self._desk.kind_label(term.kind)),
            also=", ".join(dict.fromkeys(also)),
            code=term.id if term.kind is Kind.COUNTRY else "",
            note=(record.note or "") if record is not None else "",
            figures=tuple(figures),
            strip=strip,
            scale=scale,
            reading=desk.reading(counts),
            years=chronology(desk, term.entries),
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
            Choice("country", t.countries, options(counted("c"), lambda v: desk.name(Kind.COUNTRY, v)), True),
            Choice("org", t.organisations, options(counted("o"), lambda v: desk.name(Kind.ORGANISATION, v)), True),
            Choice("person", t.people, options(counted("p"), lambda v: desk.name(Kind.PERSON, v)), True),
            Choice("type", t.kind, options(counted("t"), lambda v: desk.name(Kind.TYPE, v)), True),
            Choice("lang", t.filter_languages, options(counted("l"), words.language)),
            Choice("status", t.status, options(counted("s"), lambda v: status.get(v, v))),
        ]
        origins = Counter("1" if facet["n"] in ("0", "1") else "2" for facet in facets)
        names = {"1": t.filter_origins_one, "2": t.filter_origins_more}
        rows.append(Choice("origins", t.filter_origins, options(origins, lambda v: names[v])))
        named = ("country", "org", "person") if without else ()
        return tuple(row for row in rows if len(row.options) > (0 if row.name in named else 1))


def _is_quiet(entries: Sequence[Entry]) -> bool:
    return all(entry.tier is Tier.BACKGROUND for entry in entries)


def _has_background(entries: Sequence[Entry]) -> bool:
    return 0 < sum(entry.tier is Tier.BACKGROUND for entry in entries) < len(entries)
