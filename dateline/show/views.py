"""What templates are handed: finished strings, links and machine dates. This file holds the pieces many pages share.

A `Desk` knows one site in one interface language and remembers every piece it has finished; templates only loop.
All links of a piece are written as from a page one folder deep (`../countries/kazakhstan.html`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby

from markupsafe import Markup

from dateline.core.model import Article, Basis, Entry, EntrySource, Factuality, Status, Tier
from dateline.core.text import fold
from dateline.core.when import Day, Grain, Shape, ordinal
from dateline.lexicon.gazetteer import Gazetteer
from dateline.lexicon.interface import Interface
from dateline.show import pictures
from dateline.show.axis import Axis, Cell, make_axis
from dateline.show.dates import DateWords
from dateline.show.exports import Records
from dateline.show.passages import Passage, passage_numbers, passages, with_fragment
from dateline.show.pieces import DayGroup, Line, Link, MonthGroup, Note, Stretch, YearGroup
from dateline.show.prose import direction, highlighted, prose
from dateline.show.site import Kind, Site, Term, anchor_day, event_path, independent, members, told_by

WHOLE_LINES = 400
"""On a page with more entries they stand without summary and evidence, which their own pages have."""


class Desk:
    """One site in one interface language: says its names, dates and counts, and finishes pieces once."""

    def __init__(
        self,
        site: Site,
        interface: Interface,
        gazetteer: Gazetteer,
        *,
        line: Callable[[Line], str],
        root: str = "../",
        has_one_file: bool = False,
    ) -> None:
        self.has_one_file = has_one_file
        """Whether the whole timeline is there as one file, too."""
        self.root = root
        """Way to the files all languages share, from a page one folder deep."""
        self.site = site
        self.words = interface
        self.t = interface.texts
        self.dates = DateWords(interface)
        self.gazetteer = gazetteer
        self._line_template = line
        self._names: dict[tuple[Kind, str], str] = {}
        self._lines: dict[str, Markup] = {}
        self._brief_lines: dict[str, Markup] = {}
        self._links: dict[tuple[Kind, str], Link] = {}
        self._entry_links: dict[str, Link] = {}
        self._facets: dict[str, dict[str, str]] = {}
        self._told: dict[str, str] = {}
        self._quoted: dict[str, EntrySource | None] = {}
        self.records = Records(site)
        self.labels = pictures.Labels(interface.names.months_short, self.year_name)

        config = site.config
        self.site_title = config.title_in(interface.tag)
        self.description = config.description_in(interface.tag) or ""

    # ------------------------------------------------------------------------------------------------------ names

    def name(self, kind: Kind, ident: str) -> str:
        """The display name of a term."""
        known = self._names.get((kind, ident))
        if known is None:
            if kind is Kind.TYPE:
                known = self.words.sections["types"][ident]
            else:
                # A name of the data may end with the mark that it needs evidence, which is none of the reader's.
                known = self.gazetteer.name(ident, self.words.tag).partition("@")[0].rstrip("?")
                if known == ident and kind is not Kind.COUNTRY:
                    # An id no gazetteer holds yet is a slug made from the name as it stood in the text.
                    known = ident.rsplit("/", 1)[-1].replace("-", " ").strip().capitalize() or ident
            self._names[kind, ident] = known
        return known

    def link(self, kind: Kind, ident: str) -> Link:
        found = self._links.get((kind, ident))
        if found is None:
            path = self.site.terms[kind][ident].path
            found = self._links[kind, ident] = Link(f"../{path}", self.name(kind, ident))
        return found

    def kind_label(self, kind: Kind) -> str:
        """`Countries`, `Organisations` …"""
        t = self.t
        labels = {
            Kind.COUNTRY: t.countries,
            Kind.ORGANISATION: t.organisations,
            Kind.PERSON: t.people,
            Kind.PLACE: t.places,
            Kind.TYPE: t.types,
        }
        return str(labels[kind])

    @cached_property
    def tallest(self) -> Mapping[Kind, int]:
        """The most events any term of a kind has in one cell of the axis: strips of a kind share one height."""
        axis = self.axis
        if axis is None:
            return dict.fromkeys(Kind, 1)
        return {
            kind: max(
                (max(pictures.cell_counts(axis, t.entries).values(), default=1) for t in terms.values()), default=1
            )
            for kind, terms in self.site.terms.items()
        }

    def entry_link(self, entry: Entry) -> Link:
        """A link to an entry's page: its title, and its date as `count`."""
        found = self._entry_links.get(entry.id)
        if found is None:
            title, lang = self.title(entry)
            found = Link(f"../{event_path(entry.id)}", title, self.dates.text(entry.date).phrase, lang)
            self._entry_links[entry.id] = found
        return found

    def sorted_terms(self, kind: Kind) -> list[Term]:
        """Terms of a kind by name."""
        return sorted(self.site.terms[kind].values(), key=lambda term: (fold(self.name(kind, term.id)), term.id))

    def outlet(self, article: Article) -> str:
        """What a report is called in short: its publisher, else its title, else only that it is one."""
        return article.publisher or article.title or str(self.t.report)

    def heading(self, article: Article) -> str:
        """The title of a report, else its first words."""
        if article.title:
            return article.title
        words = article.text[:200].split()
        return " ".join(words[:8]).rstrip(",;:") + (" …" if len(words) > 8 else "") if words else article.id

    def title(self, entry: Entry) -> tuple[str, str]:
        """The entry's title and, where it is not in the interface's language, the language it is in."""
        tag, own = self.words.tag, self.site.config.language
        if tag == own:
            return entry.title, ""
        there = entry.title_in.get(tag)
        return (there, "") if there else (entry.title, own)

    def published(self, article: Article) -> str:
        """When a report was published, in words, with how that is known where it was not given."""
        if article.published is None:
            return str(self.t.published_unknown)
        phrase = self.dates.text(article.published).phrase
        return f"{phrase} ({self.t.published_inferred})" if article.published_basis is Basis.INFERRED else phrase

    # ------------------------------------------------------------------------------------------------------- axis

    @cached_property
    def axis(self) -> Axis | None:
        """The axis all pictures share: from the first entry or report to the last."""
        days = [day for entry in self.site.entries if (day := anchor_day(entry))]
        reports = [day for report in self.site.reports.values() if (day := _published_day(report.article))]
        return make_axis(days, reports)

    @cached_property
    def all_counts(self) -> Counter[int]:
        return pictures.cell_counts(self.axis, self.site.entries) if self.axis else Counter()

    @cached_property
    def numbered(self) -> Mapping[str, tuple[Passage, ...]]:
        """The passages of every report."""
        return {ident: passages(report) for ident, report in self.site.reports.items()}

    @cached_property
    def _numbers(self) -> Mapping[str, Mapping[str, int]]:
        return {i: passage_numbers(report, self.numbered[i]) for i, report in self.site.reports.items()}

    def passage_href(self, source: EntrySource) -> str:
        """Address of the quoted words in our copy; empty when there is none."""
        report = self.site.reports.get(source.article or "")
        if report is None:
            return ""
        number = self._numbers[report.article.id].get(source.quote or "")
        return f"../{report.path}#q{number}" if number else f"../{report.path}"

    # ------------------------------------------------------------------------------------------------------ lines

    def line(self, entry: Entry) -> Markup:
        """The entry as a finished line of a chronology, made once."""
        made = self._lines.get(entry.id)
        if made is None:
            made = self._lines[entry.id] = Markup(self._line_template(self.line_view(entry)))
        return made

    def brief_line(self, entry: Entry) -> Markup:
        """The entry as a line without summary and evidence, for pages on which very many stand."""
        made = self._brief_lines.get(entry.id)
        if made is None:
            view = replace(self.line_view(entry), summary=Markup(""), note=None)
            made = self._brief_lines[entry.id] = Markup(self._line_template(view))
        return made

    def line_view(self, entry: Entry) -> Line:
        words = self.words
        title, title_lang = self.title(entry)
        state = "" if entry.factuality is Factuality.HAPPENED else words.sections["factuality"][entry.factuality.value]
        terms = tuple(self.link(kind, i) for kind, ids in members(entry)[:2] for i in ids)
        return Line(
            id=entry.id,
            href=f"../{event_path(entry.id)}",
            title=title,
            title_lang=title_lang,
            phrase=self.dates.text(entry.date).phrase,
            summary=self.summary(entry, inline=True),
            summary_lang=self.summary_lang(entry),
            quoted=self.quoted(entry) is not None,
            state=state,
            factuality=entry.factuality.value,
            tier=entry.tier.value,
            tier_word=words.sections["tiers"]["background"] if entry.tier is Tier.BACKGROUND else "",
            status=entry.status.value,
            status_word=self.status_word(entry),
            terms=terms,
            told=self.told(entry),
            note=self.note(entry),
            kind=self.name(Kind.TYPE, entry.type.value),
            data=self.facets(entry),
        )

    def facets(self, entry: Entry) -> dict[str, str]:
        """What the filter of a page reads: ids of terms, languages, dates as ordinals free of any calendar trouble."""
        known = self._facets.get(entry.id)
        if known is not None:
            return known
        date = entry.date
        languages = sorted({tag for s in entry.sources if (tag := self.source_language(s))})
        found = self._facets[entry.id] = {
            "c": " ".join(entry.countries),
            "o": " ".join(entry.organisations),
            "p": " ".join(entry.people),
            "t": entry.type.value,
            "l": " ".join(languages),
            "s": "checked" if entry.status is Status.CHECKED else entry.status.value,
            "n": str(independent(entry)),
            "a": sortable(date.earliest) if date and date.earliest else "",
            "z": sortable(date.latest) if date and date.latest else "",
            "k": self._known(entry),
        }
        return found

    def _known(self, entry: Entry) -> str:
        """The day by which the first report was out, as a number of days; empty where no report has a date."""
        published = (
            report.article.published.latest
            for source in entry.sources
            if (report := self.site.reports.get(source.article or "")) and report.article.published
        )
        return sortable(min(days)) if (days := [day for day in published if day]) else ""

    def told(self, entry: Entry) -> str:
        """`Told by 4 reports, 2 independent`."""
        known = self._told.get(entry.id)
        if known is None:
            reports = len(told_by(entry))
            known = self.words.count("told_by", reports) if reports else ""
            if reports > 1:
                known = f"{known}, {self.words.count('independent', independent(entry))}"
            self._told[entry.id] = known
        return known

    def status_word(self, entry: Entry) -> str:
        """`checked`, `not yet checked`, `disputed` …"""
        match entry.status:
            case Status.CHECKED:
                return str(self.t.checked_short)
            case Status.DISPUTED:
                return str(self.t.disputed)
            case Status.ORPHANED:
                return str(self.t.orphaned)
            case _:
                return str(self.t.machine_short)

    def source_language(self, source: EntrySource) -> str:
        report = self.site.reports.get(source.article or "")
        return source.lang or (report.article.language if report else None) or ""

    def note(self, entry: Entry) -> Note | None:
        """The words that carry the entry's date, else its first words, as a sidenote."""
        quoted = [source for source in entry.sources if source.quote and not source.lost]
        if not quoted:
            return None
        verbatim = self.quoted(entry)
        source = verbatim or next((s for s in quoted if "date" in s.supports), quoted[0])
        report = self.site.reports.get(source.article or "")
        outlet = self.outlet(report.article) if report else source.publisher or source.title or ""
        article_date = report.article.published if report else None
        lang = self.source_language(source)
        return Note(
            quote=Markup("") if verbatim else highlighted(source.quote or "", source.when),
            lang=lang,
            dir=direction(lang),
            outlet=outlet,
            date=self.dates.text(article_date).phrase if article_date else "",
            href=self.passage_href(source) or with_fragment(source.url, source.quote) or "",
        )

    def quoted(self, entry: Entry) -> EntrySource | None:
        """The source whose words the summary is, if it is one's."""
        if not entry.summary:
            return None
        if entry.id not in self._quoted:
            summary = " ".join(entry.summary.split())
            self._quoted[entry.id] = next(
                (s for s in entry.sources if s.quote and not s.lost and " ".join(s.quote.split()) == summary), None
            )
        return self._quoted[entry.id]

    def summary(self, entry: Entry, *, inline: bool = False) -> Markup:
        """The summary; where it is a report's own words, with the words for the date marked."""
        source = self.quoted(entry)
        if source is not None and source.quote:
            marked = highlighted(" ".join(source.quote.split()), source.when)
            return marked if inline else Markup("<p>") + marked + Markup("</p>")
        return prose(entry.summary, inline=inline)

    def summary_lang(self, entry: Entry) -> str:
        """The language of the summary where it is not the interface's."""
        source = self.quoted(entry)
        lang = entry.summary_lang or (self.source_language(source) if source else self.site.config.language)
        return lang if lang != self.words.tag else ""

    # ------------------------------------------------------------------------------------------------ chronology

    def chronology(
        self,
        entries: Sequence[Entry],
        *,
        year_links: bool = True,
        chosen: bool = False,
        draw: Callable[[Entry], Markup] | None = None,
    ) -> tuple[Stretch, ...]:
        """Entries as years, months and days; those of one date stand together.

        Years of nothing but history told in passing are folded away, unless there are no others. `chosen` says that
        this is a choice: each year then has a link to the whole of it. `draw` makes a line other than the usual.
        """
        years: dict[int, dict[int, dict[str, list[Entry]]]] = {}
        line = draw or (self.line if len(entries) <= WHOLE_LINES else self.brief_line)
        for entry in entries:
            day = anchor_day(entry)
            if day is None or entry.date is None:
                continue
            month = day[1] if _within_a_month(entry) else 0
            years.setdefault(day[0], {}).setdefault(month, {}).setdefault(entry.date.edtf, []).append(entry)
        made = [(year, self._year(year, months, line, year_links, chosen)) for year, months in sorted(years.items())]
        folds = not all(group.quiet for _, group in made)
        return tuple(
            self._stretch(list(run), years, folded=quiet and folds)
            for quiet, run in groupby(made, key=lambda item: item[1].quiet)
        )

    def _stretch(
        self,
        run: list[tuple[int, YearGroup]],
        years: Mapping[int, Mapping[int, Mapping[str, list[Entry]]]],
        *,
        folded: bool,
    ) -> Stretch:
        groups = tuple(group for _, group in run)
        if not folded:
            return Stretch(groups)
        first, last = run[0][0], run[-1][0]
        span = self.year_name(first) if first == last else f"{self.year_name(first)}–{self.year_name(last)}"
        held = sum(len(found) for year, _ in run for days in years[year].values() for found in days.values())
        return Stretch(
            groups, self.t.background_years.format(years=span), f"b{first}", self.words.count("events", held)
        )

    def _year(
        self,
        year: int,
        months: dict[int, dict[str, list[Entry]]],
        line: Callable[[Entry], Markup],
        link: bool,
        chosen: bool,
    ) -> YearGroup:
        name = self.year_name(year)
        groups = tuple(self._month(year, month, days, line, len(months) > 1) for month, days in sorted(months.items()))
        every = [entry for days in months.values() for found in days.values() for entry in found]
        return YearGroup(
            heading=name,
            quiet=all(entry.tier is Tier.BACKGROUND for entry in every),
            anchor=f"y{year}",
            href=f"../{year_path(year)}" if link else "",
            months=groups,
            count=self.words.count("events", len(every)),
            more=self.t.all_of_year.format(year=name) if chosen else "",
        )

    def _month(
        self,
        year: int,
        month: int,
        days: dict[str, list[Entry]],
        line: Callable[[Entry], Markup],
        several: bool,
    ) -> MonthGroup:
        if month:
            heading, anchor = self.dates.month_heading(month), f"m{year}-{month:02}"
        else:
            heading = self.t.no_month.format(year=self.year_name(year))
            anchor = f"m{year}-00"
        groups = []
        for found in days.values():
            date = self.dates.text(found[0].date)
            when = found[0].date
            assert when is not None
            short = bool(month) and len(date.rail) <= 5
            css = "day" if short and when.is_day else "part" if short else "long"
            if when.shape is Shape.SINGLE and when.grain is (Grain.MONTH if month else Grain.YEAR):
                css += " whole"  # the heading says it all
            if not when.is_day:
                css += " span" if when.shape == "span" else " fade"
            groups.append(DayGroup(date, css, tuple(line(entry) for entry in found)))
        shown = bool(month) or several
        return MonthGroup(
            heading, shown, anchor, tuple(groups), self.words.count("events", sum(map(len, days.values())))
        )

    def year_name(self, year: int) -> str:
        return str(year) if year > 0 else self.words.dates["bce"].format(n=1 - year)

    def reading(self, counts: Counter[int]) -> str:
        """One sentence that says what a picture shows."""
        table = self.words.sections["reading"]
        total = sum(counts.values())
        if not total or self.axis is None:
            return table["none"]
        cells = pictures.busiest(self.axis, counts)
        if cells:
            names = self.cell_names(cells)
            whole = sum(counts[self.axis.cell(cell.start)] for cell in cells) == total
            return table["one" if whole else "most"].format(where=names)
        used = sorted(counts)
        first, last = self.axis.cells[used[0]], self.axis.cells[used[-1]]
        return table["spread"].format(first=self.cell_name(first.year, None), last=self.cell_name(last.year, None))

    def cell_names(self, cells: Sequence[Cell]) -> str:
        """`September and October 2022`: the year said once where it is the same."""
        months = [self.words.names.months_in_date[cell.month - 1] for cell in cells if cell.month]
        if len(months) == len(cells) and len({cell.year for cell in cells}) == 1:
            return f"{self.words.listing(months)} {self.year_name(cells[0].year)}"
        return self.words.listing([self.cell_name(cell.year, cell.month) for cell in cells])

    def cell_name(self, year: int, month: int | None) -> str:
        if month is None:
            return self.year_name(year)
        return f"{self.words.names.months_in_date[month - 1]} {self.year_name(year)}"


def month_anchor(entry: Entry) -> str:
    """Where an entry stands in a chronology: its month's place there, or that of the months not known."""
    day = anchor_day(entry)
    assert day is not None
    return f"m{day[0]}-{day[1] if _within_a_month(entry) else 0:02}"


def year_path(year: int) -> str:
    return f"years/{year}.html"


def sortable(day: Day) -> str:
    """A day as a number of days, so that a script compares it without knowing any calendar."""
    return str(ordinal(day))


def _published_day(article: Article) -> Day | None:
    return (article.published.earliest or article.published.latest) if article.published else None


def _within_a_month(entry: Entry) -> bool:
    """Whether the entry belongs under a month: its date begins on a day or month that is known."""
    when = entry.date
    if when is None or when.earliest is None or when.latest is None:
        return when is not None and when.grain.value in ("day", "month", "span")
    if when.earliest[:2] == when.latest[:2]:
        return True
    return when.grain.value in ("day", "month") and (when.days or 0) <= 200


def downloads(desk: Desk) -> tuple[Link, ...]:
    """Everything as data; what holds no words of the interface is there once for all languages."""
    return (
        Link(f"{desk.root}data/events.json", "JSON"),
        Link(f"{desk.root}data/events.csv", "CSV"),
        Link("../data/events.ics", "iCalendar"),
        Link("../data/timelinejs.json", "TimelineJS"),
        Link("../feed.xml", "Atom"),
        *((Link("../timeline.html", f"HTML ({desk.t.one_file})"),) if desk.has_one_file else ()),
    )
