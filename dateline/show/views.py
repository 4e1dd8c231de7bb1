"""What templates are handed: finished strings, links and machine dates. This file holds the pieces many pages share.

A `Desk` knows one site in one interface language and remembers every piece it has finished; templates only loop.
All links of a piece are written as from a page one folder deep (`../countries/kazakhstan.html`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from markupsafe import Markup

from dateline.core.model import Article, Basis, Entry, EntrySource, Factuality, Status, Tier
from dateline.core.text import fold
from dateline.core.when import Day, ordinal
from dateline.lexicon.gazetteer import Gazetteer
from dateline.lexicon.interface import Interface
from dateline.show import pictures
from dateline.show.axis import Axis, Cell, make_axis
from dateline.show.dates import DateWords
from dateline.show.exports import Records
from dateline.show.passages import Passage, passage_numbers, passages, with_fragment
from dateline.show.pieces import Line, Link, Note
from dateline.show.prose import direction, highlighted, prose
from dateline.show.site import Kind, Site, Term, anchor_day, event_path, independent, members, told_by


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
        self._lines: dict[tuple[str, bool], Markup] = {}
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
                    words = ident.rsplit("/", 1)[-1].replace("-", " ").strip()
                    known = (words.title() if kind is Kind.PERSON else words.capitalize()) or ident
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
        return self.named(article) or str(self.t.report)

    def named(self, article: Article) -> str:
        """The publisher of a report, else its title, else nothing."""
        return article.publisher or article.title or ""

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

    def line(self, entry: Entry, repeats: bool = False) -> Markup:
        """The entry as a finished line of a chronology, made once for each place: after the same words or not."""
        made = self._lines.get((entry.id, repeats))
        if made is None:
            view = replace(self.line_view(entry), repeats=True) if repeats else self.line_view(entry)
            made = self._lines[entry.id, repeats] = Markup(self._line_template(view))
        return made

    def brief_line(self, entry: Entry, _repeats: bool = False) -> Markup:
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
            status_word="" if entry.status is Status.PROPOSED else self.status_word(entry),
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

    def checked(self, entries: Sequence[Entry]) -> str:
        """How many of these entries a person has checked, in words: said once, the lines then mark those alone."""
        t = self.t
        checked = sum(entry.status is Status.CHECKED for entry in entries)
        if not checked:
            return str(t.machine if len(entries) == 1 else t.checked_none)
        if checked == len(entries):
            return str(t.checked_short if checked == 1 else t.checked_all)
        return str(t.checked_some.format(part=self.words.number(checked), whole=self.words.number(len(entries))))

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

    # ------------------------------------------------------------------------------------------------- pictures

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


def year_path(year: int) -> str:
    return f"years/{year}.html"


def sortable(day: Day) -> str:
    """A day as a number of days, so that a script compares it without knowing any calendar."""
    return str(ordinal(day))


def _published_day(article: Article) -> Day | None:
    return (article.published.earliest or article.published.latest) if article.published else None


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
