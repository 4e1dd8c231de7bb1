"""All pages of one interface language: which there are, what each is made from, and how it is made.

Links in views and templates are written as from a page one folder deep; a page at the top has them shortened at the
end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from dateline.core.model import Entry
from dateline.core.text import script_digest
from dateline.lexicon.interface import Interface
from dateline.lexicon.language import Lexicon
from dateline.show import exports, feeds, pictures, search
from dateline.show.about import about as make_about
from dateline.show.about import audit_lists
from dateline.show.about import corrections as make_corrections
from dateline.show.articlepage import ReportPages
from dateline.show.cards import Cards, is_wanted
from dateline.show.edition import edition
from dateline.show.eventpage import EventPages
from dateline.show.indexes import IndexPages
from dateline.show.keys import Keys
from dateline.show.onefile import one_file
from dateline.show.pages import ListPages, ListView
from dateline.show.pictures import DEFINITIONS
from dateline.show.pieces import Line, Link
from dateline.show.site import Kind, Redirect, Report, Site, Term, event_path, years_of
from dateline.show.views import Desk, downloads, year_path

FIRST_SCRIPT = (
    'try{var c=localStorage.getItem("dateline:theme");'
    'if(c=="light"||c=="dark")document.documentElement.dataset.theme=c}catch(e){}'
)
"""Sets the reader's choice of colours before anything is painted; a file of its own would come too late, or hold the
page up. Stored settings are shared between folders on disk, so the key has a prefix; storage may be closed."""

POLICY = (
    f"default-src 'none'; script-src 'self' '{script_digest(FIRST_SCRIPT)}'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'"
)
"""Content-Security-Policy of every page: nothing from another host, nothing inline but the one script it names."""

FOUND_POLICY = POLICY.replace("'self'", "'self' 'wasm-unsafe-eval'", 1) + "; worker-src 'self'"
"""Of the search page with Pagefind: it loads pieces of its index and runs them."""

_FOUND = frozenset({"event.html", "term.html", "report.html"})
"""Templates of the pages that Pagefind's index holds."""

EDITION_AT_MOST = 2000
"""One document for paper holds no more; larger timelines are printed year by year."""


class Sheet(NamedTuple):
    """A file of the site that has not been made yet."""

    path: str
    key: str
    """Digest of what it is made from; empty where nobody asks."""
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the view of a page."""

    path: str
    lang: str
    dir: str
    title: str
    """As in the browser's tab."""
    description: str
    root: str
    """Way to the site's files (style sheet, scripts), from one folder below the language's root."""
    policy: str
    header: Markup
    footer: Markup
    translations: tuple[Link, ...]
    """The same page in each interface language, with full addresses; empty where the site does not know its own."""
    first_script: Markup
    """The only script that stands in the page itself; the policy names its digest."""
    feed: str
    canonical: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    """Style sheets besides those of every page, from the root of the site."""
    json_ld: Markup
    css: str
    definitions: Markup
    card: str
    """Full address of the picture that stands for the page where it is shared; empty without one."""
    is_found: bool
    """Whether Pagefind's index is to hold the page."""
    scheme: str
    """`light` or `dark` where the project has chosen; else the reader's system decides."""


class Press:
    """Prints all pages of one interface language."""

    def __init__(
        self,
        site: Site,
        interface: Interface,
        lexicon: Lexicon,
        template: Callable[[str], Any],
        languages: list[Interface],
        extra_policy: str,
        scripts: tuple[str, ...],
        static: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        self._site = site
        self._words = interface
        self._t = interface.texts
        self._template = cache(template)
        line = self._template("line.html")
        self._folder = "" if interface is languages[0] else f"{interface.tag}/"
        self._static = static
        self._desk = Desk(
            site,
            interface,
            lexicon.gazetteer,
            line=lambda view: _one_line(line, view),
            root=self._root(),
            has_one_file=bool(static) and len(site.everything) <= EDITION_AT_MOST,
        )
        self._languages = languages
        self._extra_policy = f"; {extra_policy}" if extra_policy else ""
        self._cards = Cards(self._desk, static) if is_wanted(site.config, static) else None
        self._pagefind = site.config.search == "pagefind"
        self._scripts = scripts
        self._headers: dict[str, Markup] = {}
        self._footer: Markup | None = None

    def keys(self, *shared: str) -> Keys:
        """The keys of the pages; `shared` are what all of them are made from, besides what surrounds them."""
        kinds = " ".join(kind.value for kind in Kind if self._site.terms[kind])
        return Keys(self._desk, (*shared, kinds, self._foot(), "cards" if self._cards is not None else ""))

    # ------------------------------------------------------------------------------------------------------ pages

    def sheets(self, keys: Keys | None) -> Iterator[Sheet]:
        """Every file of this language, ready to be made; without keys each has an empty one."""
        site, desk = self._site, self._desk
        whole = keys.everything if keys else ""
        shapes = keys.shapes if keys else _no_key
        lines = keys.lines if keys else _no_key
        lists, indexes = ListPages(desk), IndexPages(desk)
        events = EventPages(desk, ref=self._template("macros.html").module.ref)
        reports = ReportPages(desk)

        def made(path: str, key: str, make: Callable[..., str], *values: Any) -> Sheet:
            return Sheet(path, key, lambda: make(path, *values).encode())

        yield made("index.html", whole, self._home, lists)
        by_year = years_of(site)
        years = list(by_year)
        for index, (year, entries) in enumerate(by_year.items()):
            around = (years[index - 1] if index else None, years[index + 1] if index + 1 < len(years) else None)
            key = lines(f"year {around}", entries)
            yield made(year_path(year), key, self._year, lists, year, entries, around)
        for entry in site.everything:
            key = keys.event(entry, events.beside(entry)) if keys else ""
            yield made(event_path(entry.id), key, self._event, events, entry)
        for kind in Kind:
            if not site.terms[kind]:
                continue
            yield made(f"{kind.value}/index.html", shapes(kind.value), self._index, indexes, kind)
            for term in site.terms[kind].values():
                key = keys.term(term) if keys else ""
                yield made(term.path, key, self._term, lists, term)
                if kind in (Kind.COUNTRY, Kind.ORGANISATION):
                    path = term.path.removesuffix(".html") + ".xml"
                    title = f"{desk.name(kind, term.id)} · {desk.site_title}"
                    yield Sheet(path, key, partial(self._feed, path, title, term.path, term.entries))
        yield made("sources/index.html", whole, self._sources, reports)
        for report in site.reports.values():
            yield made(report.path, keys.report(report) if keys else "", self._report, reports, report)
        yield made("about.html", whole, self._about, lists)
        yield made("audit.html", whole, self._audit)
        yield made("corrections.html", whole, self._corrections)
        yield made("search.html", lines("search", ()), self._search)
        if len(site.everything) <= EDITION_AT_MOST:
            yield made("print.html", whole, self._print, events, lists)
        if desk.has_one_file:
            yield made("timeline.html", whole, self._one_file, events, lists)
        yield made("404.html", lines("404", ()), self._missing)
        for redirect in site.redirects:
            key = lines(f"{redirect.path} {redirect.target} {redirect.title}", ())
            yield made(redirect.path, key, self._moved, redirect)
        yield Sheet("feed.xml", whole, partial(self._feed, "feed.xml", desk.site_title, "index.html", site.everything))
        changes = f"{self._folder}corrections"
        yield Sheet("corrections.xml", whole, lambda: feeds.corrections_atom(desk, f"{changes}.xml", f"{changes}.html"))
        if len(site.entries) > site.config.home_limit:
            yield Sheet("filter-index.js", whole, lambda: search.events_script(desk))
        if not self._pagefind:
            yield Sheet("search-index.js", whole, lambda: search.index_script(desk))
        if self._cards is not None:
            yield Sheet("cards/site.png", shapes("card"), self._cards.site)
            for entry in site.everything:
                key = shapes(f"card {keys.entry(entry)}") if keys else ""
                yield Sheet(_card_path(entry), key, partial(self._cards.event, entry))
        yield Sheet("data/events.ics", whole, lambda: exports.calendar(desk, site.entries, desk.site_title))
        yield Sheet("data/timelinejs.json", whole, lambda: exports.timelinejs(desk))
        if self._folder:
            return
        # Data without a word of the interface: once for all languages.
        records, axis = desk.records, desk.axis
        yield Sheet("data/events.json", whole, lambda: exports.events_json(records))
        yield Sheet("data/events.csv", whole, lambda: exports.events_csv(records, site.everything))
        if axis is not None:
            yield Sheet("timeline.css", shapes("timeline"), lambda: pictures.axis_sheet(axis, desk.all_counts))

    def _home(self, path: str, lists: ListPages) -> str:
        view = lists.home()
        return self.page(path, "home.html", view, self._desk.site_title, section="home", scripts=_filter(view))

    def _year(
        self, path: str, lists: ListPages, year: int, entries: Sequence[Entry], around: tuple[int | None, int | None]
    ) -> str:
        view = lists.year(year, entries, around)
        return self.page(path, "year.html", view, view.title, section="timeline", scripts=_filter(view))

    def _event(self, path: str, events: EventPages, entry: Entry) -> str:
        view = events.view(entry)
        json_ld = Markup(exports.json_ld(self._desk, entry))
        drawn = ("timeline.css",) if view.position else ()
        card = _card_path(entry)
        return self.page(
            path, "event.html", view, view.title, section="timeline", styles=drawn, json_ld=json_ld, card=card
        )

    def _index(self, path: str, indexes: IndexPages, kind: Kind) -> str:
        view = indexes.index(kind)
        return self.page(path, "terms.html", view, view.title, section=kind.value, scripts=("index.js",))

    def _term(self, path: str, lists: ListPages, term: Term) -> str:
        view = lists.term(term)
        scripts = ("filter.js",) if view.choices else ()
        return self.page(path, "term.html", view, view.title, section=term.kind.value, feed=view.feed, scripts=scripts)

    def _sources(self, path: str, reports: ReportPages) -> str:
        return self.page(path, "reports.html", reports, self._t.sources, section="sources")

    def _report(self, path: str, reports: ReportPages, report: Report) -> str:
        view = reports.view(report)
        return self.page(path, "report.html", view, view.title, section="sources")

    def _about(self, path: str, lists: ListPages) -> str:
        view = make_about(self._desk, lists.figures())
        return self.page(path, "about.html", view, view.title, section="about")

    def _audit(self, path: str) -> str:
        return self.page(path, "audit.html", audit_lists(self._desk), self._t.audit_lists, section="about")

    def _corrections(self, path: str) -> str:
        view = make_corrections(self._desk)
        return self.page(path, "corrections.html", view, view.title, section="corrections", feed="corrections.xml")

    @cached_property
    def _subjects(self) -> list[Link]:
        kinds = (kind for kind in Kind if self._site.terms[kind])
        return [Link(f"../{kind.value}/index.html", self._desk.kind_label(kind)) for kind in kinds]

    def _search(self, path: str) -> str:
        title, view = self._t.search, self._subjects
        if self._pagefind:
            return self.page(
                path, "search.html", view, title, section="search", scripts=("pagefind.js",), policy=FOUND_POLICY
            )
        found = ("search-index.js", "search.js")
        return self.page(path, "search.html", view, title, section="search", scripts=found)

    def _print(self, path: str, events: EventPages, lists: ListPages) -> str:
        return self.page(path, "print.html", edition(self._desk, events, lists), self._t.print_edition, section="")

    def _one_file(self, path: str, events: EventPages, lists: ListPages) -> str:
        line = self._template("wholeline.html")
        view = one_file(
            self._desk,
            lists,
            events,
            self._static,
            first_script=FIRST_SCRIPT,
            draw=lambda whole: str(line.render(view=whole)),
        )
        return self.page(path, "onefile.html", view, self._desk.site_title, section="home").lstrip()

    def _missing(self, path: str) -> str:
        return self.page(path, "404.html", self._subjects, self._t.not_found, section="")

    def _moved(self, path: str, redirect: Redirect) -> str:
        title = self._t.moved if redirect.target else self._t.withdrawn
        return self.page(path, "moved.html", redirect, title, section="")

    def _feed(self, path: str, title: str, page: str, entries: Sequence[Entry]) -> bytes:
        return feeds.atom(self._desk, title, self._folder + path, self._folder + page, entries)

    def page(
        self,
        path: str,
        template: str,
        view: Any,
        title: str,
        *,
        section: str,
        scripts: tuple[str, ...] = (),
        styles: tuple[str, ...] = (),
        feed: str = "",
        json_ld: Markup = Markup(""),  # noqa: B008  (immutable)
        card: str = "cards/site.png",
        policy: str = POLICY,
    ) -> str:
        """One finished page."""
        site = self._site
        name = self._desk.site_title
        frame = Frame(
            path=path,
            lang=self._words.tag,
            dir=self._words.names.direction,
            title=title if title == name else f"{title} · {name}",
            description=" ".join((self._desk.description or name).split()),
            root="../../" if self._folder else "../",
            policy=Markup(policy + self._extra_policy),
            header=self._header(section, path),
            footer=self._foot(),
            translations=self._translations(path),
            first_script=Markup(FIRST_SCRIPT),
            feed=f"../{feed}" if feed else "../feed.xml",
            canonical=exports.absolute(site, self._folder + path) if site.config.address else "",
            scripts=(*scripts, *self._scripts),
            styles=styles,
            json_ld=json_ld,
            css=f"on-{template.removesuffix('.html')}",
            definitions=DEFINITIONS,
            card=exports.absolute(site, self._folder + card) if self._cards and site.config.address else "",
            is_found=self._pagefind and template in _FOUND,
            scheme="" if site.config.scheme == "auto" else site.config.scheme,
        )
        text = str(self._template(template).render(page=frame, view=view))
        if path == "404.html":
            # A host shows this page at whatever address was asked for: only links from the host's own top hold there.
            top = urlsplit(site.config.address).path.rstrip("/") + "/" if site.config.address else ""
            text = _at_the_top(text, top=top + self._folder if top else "", shared=top)
        elif "/" not in path:
            text = _at_the_top(text)
        return text

    def _header(self, section: str, path: str) -> Markup:
        html = self._head(section)
        if len(self._languages) < 2:
            return html
        return html.replace(_SLOT, Markup(self._template("languages.html").render(view=self._alternates(path))), 1)

    def _head(self, section: str) -> Markup:
        made = self._headers.get(section)
        if made is None:
            t, terms = self._t, self._site.terms
            rows = [("timeline", t.timeline, "../index.html")]
            labels = {Kind.COUNTRY: t.countries, Kind.ORGANISATION: t.organisations, Kind.PERSON: t.people}
            rows += [(k.value, label, f"../{k.value}/index.html") for k, label in labels.items() if terms[k]]
            rows += [("sources", t.sources, "../sources/index.html"), ("about", t.about, "../about.html")]
            here = "timeline" if section == "home" else section
            nav = [(Link(href, label), name == here) for name, label, href in rows]
            html = self._template("header.html").render(
                nav=nav,
                title=self._desk.site_title,
                root=self._root(),
                section=section,
                languages=Markup(_SLOT if len(self._languages) > 1 else ""),
            )
            made = self._headers[section] = Markup(html)
        return made

    def _foot(self) -> Markup:
        if self._footer is None:
            t, terms = self._t, self._site.terms
            labels = {Kind.PLACE: t.places, Kind.TYPE: t.types}
            more = [Link(f"../{kind.value}/index.html", label) for kind, label in labels.items() if terms[kind]]
            more += [Link("../corrections.html", t.corrections)]
            if len(self._site.everything) <= EDITION_AT_MOST:
                more.append(Link("../print.html", t.print_edition))
            days = [r.article.published for r in self._site.reports.values() if r.article.published]
            last = max(days, key=lambda when: when.latest or (0, 0, 0), default=None)
            updated = t.updated.format(date=self._desk.dates.phrase(last)) if last else ""
            html = self._template("footer.html").render(
                site=self._site.config, more=more, downloads=downloads(self._desk), updated=updated, root=self._root()
            )
            self._footer = Markup(html)
        return self._footer

    def _root(self) -> str:
        return "../../" if self._folder else "../"

    def _translations(self, path: str) -> tuple[Link, ...]:
        if len(self._languages) < 2 or not self._site.config.address:
            return ()
        folders = [("" if not n else f"{other.tag}/", other.tag) for n, other in enumerate(self._languages)]
        return tuple(Link(exports.absolute(self._site, folder + path), "", "", tag) for folder, tag in folders)

    def _alternates(self, path: str) -> tuple[Link, ...]:
        """The same page in the other interface languages."""
        if len(self._languages) < 2:
            return ()
        found = []
        for position, other in enumerate(self._languages):
            if other is not self._words:
                folder = "" if position == 0 else f"{other.tag}/"
                found.append(Link(f"{self._root()}{folder}{path}", other.texts.language_name, "", other.tag))
        return tuple(found)


_SLOT = "<!-- languages -->"
"""Where a header, made once, has the links to the page's other languages."""


def _card_path(entry: Entry) -> str:
    return event_path(entry.id).replace("events/", "cards/").replace(".html", ".png")


def _one_line(template: Any, view: Line) -> str:
    return str(template.render(line=view))


def _no_key(*_: Any) -> str:
    return ""


def _filter(view: ListView) -> tuple[str, ...]:
    return ("filter.js",) if view.choices else ()


def _at_the_top(text: str, *, top: str = "", shared: str = "") -> str:
    """Links of a page at the top, which were written as from one folder deep; from `top` on, where it is given.

    Attribute values alone can begin with a plain quotation mark: in text it is escaped.
    """
    if shared and top != shared:
        text = text.replace('"../../', f'"{shared}')
    return text.replace('"../', f'"{top}')
