"""Every file of the site from the site's views: the only door to Jinja.

Templates are handed in by name, compiled once, escape everything, and fail on a name that does not exist. Links in
views and templates are written as from a page one folder deep; a page at the top has them shortened at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from types import CodeType, SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from dateline.core.steps import Memory
from dateline.lexicon.interface import Interface
from dateline.lexicon.language import Lexicon
from dateline.show import exports, feeds, pictures, search
from dateline.show.about import about as make_about
from dateline.show.about import corrections as make_corrections
from dateline.show.articlepage import ReportPages
from dateline.show.edition import edition
from dateline.show.eventpage import EventPages
from dateline.show.indexes import IndexPages
from dateline.show.pages import ListPages, ListView
from dateline.show.pictures import DEFINITIONS
from dateline.show.pieces import Line, Link
from dateline.show.site import Kind, Site, event_path, years_of
from dateline.show.views import Desk, downloads, year_path

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'"
)
"""Content-Security-Policy of every page: nothing inline, nothing from another host."""


_NEEDS_ESCAPE = re.compile("[&<>'\"]").search
_WORD = re.compile(r"\{\{ t\.(\w+) \}\}")
_MANY_ENTRIES = 500
_EDITION_AT_MOST = 2000
"""One document for paper holds no more; larger timelines are printed year by year."""


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
    alternates: tuple[Link, ...]
    feed: str
    canonical: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    """Style sheets besides those of every page, from the root of the site."""
    json_ld: Markup
    css: str
    definitions: Markup
    scheme: str
    """`light` or `dark` where the project has chosen; else the reader's system decides."""


def render(
    site: Site,
    templates: Mapping[str, str],
    lexicon: Lexicon,
    *,
    memory: Memory | None = None,
    extra_policy: str = "",
    scripts: tuple[str, ...] = (),
) -> dict[str, bytes]:
    """The site's files by path, static ones excepted.

    The first language of `config.languages` (or `config.language`) stands at the root, each further one in a folder
    of its tag. `scripts` and `extra_policy` are added to every page: the preview uses them to reload.
    """
    many = len(site.everything) > _MANY_ENTRIES
    environment = make_environment(templates)
    out: dict[str, bytes] = {}
    languages = _languages(site, lexicon)
    for position, interface in enumerate(languages):
        folder = "" if position == 0 else f"{interface.tag}/"
        if many:
            environment = make_environment(templates, interface.texts)
        press = Press(site, interface, lexicon, environment, folder, languages, extra_policy, scripts)
        for path, text in press.pages():
            out[folder + path] = text.encode()
        out.update((folder + path, data) for path, data in press.feeds())
        out.update((folder + path, data) for path, data in press.data().items())
        if position == 0:
            out.update(press.shared_data())
    if site.config.address:
        pages = [path for path in out if path.endswith(".html") and not path.endswith("404.html")]
        out["sitemap.xml"] = feeds.sitemap(site, pages)
        out["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {exports.absolute(site, 'sitemap.xml')}\n".encode()
    return out


def make_environment(templates: Mapping[str, str], texts: SimpleNamespace | None = None) -> Environment:
    """The templates, ready to be used; with `texts`, the interface's own words are written into them beforehand.

    That costs a compilation for each language and saves a third of the work of each page.
    """
    if texts is not None:
        known = vars(texts)
        templates = {
            name: _WORD.sub(lambda m: str(escape(known[m[1]])) if m[1] in known else m[0], source)
            for name, source in templates.items()
        }
    environment = Environment(
        loader=DictLoader(dict(templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.template_class = _QuickTemplate
    # One object whose words change with the language, so that macros need not be made anew for each page.
    environment.globals["t"] = SimpleNamespace()
    return environment


def _quick_escape(value: Any) -> str:
    """`escape`, without a new object for text that needs none: a page asks three hundred times."""
    if type(value) is str:
        return value if _NEEDS_ESCAPE(value) is None else str(escape(value))
    return value if type(value) is Markup else str(escape(value))


class _QuickTemplate(Template):
    """A compiled template that escapes quickly."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = _quick_escape
        return template


def _languages(site: Site, lexicon: Lexicon) -> list[Interface]:
    wanted = [site.config.language, *site.config.languages]
    found = []
    for tag in dict.fromkeys(wanted):
        pack = lexicon.pack(tag)
        if pack is not None and pack.interface is not None and pack.interface not in found:
            found.append(pack.interface)
    if not found:
        pack = lexicon.pack("en")
        assert pack is not None  # English is built in
        assert pack.interface is not None
        found.append(pack.interface)
    return found


class Press:
    """Prints all pages of one interface language."""

    def __init__(
        self,
        site: Site,
        interface: Interface,
        lexicon: Lexicon,
        environment: Environment,
        folder: str,
        languages: list[Interface],
        extra_policy: str,
        scripts: tuple[str, ...],
    ) -> None:
        self._site = site
        self._words = interface
        self._t = interface.texts
        self._environment = environment
        vars(environment.globals["t"]).clear()
        vars(environment.globals["t"]).update(vars(interface.texts))
        self._templates: dict[str, Template] = {}
        line = self._template("line.html")
        self._folder = folder
        self._desk = Desk(
            site, interface, lexicon.gazetteer, line=lambda view: _one_line(line, view), root=self._root()
        )
        self._languages = languages
        self._policy = f"{POLICY}; {extra_policy}" if extra_policy else POLICY
        self._scripts = scripts
        self._headers: dict[str, Markup] = {}
        self._footer: Markup | None = None

    def _template(self, name: str) -> Template:
        found = self._templates.get(name)
        if found is None:
            found = self._templates[name] = self._environment.get_template(name)
        return found

    # ------------------------------------------------------------------------------------------------------ pages

    def pages(self) -> Iterator[tuple[str, str]]:
        """Path and text of every page."""
        site, t, desk = self._site, self._t, self._desk
        lists, indexes = ListPages(desk), IndexPages(desk)
        events = EventPages(desk, ref=self._template("macros.html").module.ref)  # type: ignore[attr-defined]
        reports = ReportPages(desk)
        home = lists.home()
        yield self.page("index.html", "home.html", home, desk.site_title, section="timeline", scripts=_filter(home))
        by_year = years_of(site)
        years = list(by_year)
        for index, (year, entries) in enumerate(by_year.items()):
            around = (years[index - 1] if index else None, years[index + 1] if index + 1 < len(years) else None)
            view = lists.year(year, entries, around)
            yield self.page(year_path(year), "year.html", view, view.title, section="timeline", scripts=_filter(view))
        drawn = ("timeline.css",) if desk.axis else ()
        for entry in site.everything:
            event = events.view(entry)
            json_ld = Markup(exports.json_ld(desk, entry))
            yield self.page(
                event_path(entry.id),
                "event.html",
                event,
                event.title,
                section="timeline",
                styles=drawn,
                json_ld=json_ld,
            )
        for kind in Kind:
            if not site.terms[kind]:
                continue
            index_view = indexes.index(kind)
            path = f"{kind.value}/index.html"
            yield self.page(path, "terms.html", index_view, index_view.title, section=kind.value, scripts=("index.js",))
            for term in site.terms[kind].values():
                term_view = lists.term(term)
                more = ("filter.js",) if term_view.choices else ()
                yield self.page(
                    term.path,
                    "term.html",
                    term_view,
                    term_view.title,
                    section=kind.value,
                    feed=term_view.feed,
                    scripts=more,
                )
        yield self.page("sources/index.html", "reports.html", reports, t.sources, section="sources")
        for report in site.reports.values():
            report_view = reports.view(report)
            yield self.page(report.path, "report.html", report_view, report_view.title, section="sources")
        about = make_about(desk, lists.figures())
        yield self.page("about.html", "about.html", about, about.title, section="about")
        corrections = make_corrections(desk)
        yield self.page(
            "corrections.html",
            "corrections.html",
            corrections,
            corrections.title,
            section="corrections",
            feed="corrections.xml",
        )
        subjects = [Link(f"../{kind.value}/index.html", desk.kind_label(kind)) for kind in Kind if site.terms[kind]]
        found = ("search-index.js", "search.js")
        yield self.page("search.html", "search.html", subjects, t.search, section="search", scripts=found)
        if len(site.everything) <= _EDITION_AT_MOST:
            whole = edition(desk, events, lists)
            yield self.page("print.html", "print.html", whole, t.print_edition, section="")
        yield self.page("404.html", "404.html", subjects, t.not_found, section="")
        for redirect in site.redirects:
            yield self.page(
                redirect.path, "moved.html", redirect, t.moved if redirect.target else t.withdrawn, section=""
            )

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
    ) -> tuple[str, str]:
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
            policy=Markup(self._policy),
            header=self._header(section),
            footer=self._foot(),
            alternates=self._alternates(path),
            feed=f"../{feed}" if feed else "../feed.xml",
            canonical=exports.absolute(site, self._folder + path) if site.config.address else "",
            scripts=(*scripts, *self._scripts),
            styles=styles,
            json_ld=json_ld,
            css=f"on-{template.removesuffix('.html')}",
            definitions=DEFINITIONS,
            scheme="" if site.config.scheme == "auto" else site.config.scheme,
        )
        text = self._template(template).render(page=frame, view=view)
        if path == "404.html":
            # A host shows this page at whatever address was asked for: only links from the host's own top hold there.
            top = urlsplit(site.config.address).path.rstrip("/") + "/" if site.config.address else ""
            text = _at_the_top(text, top=top + self._folder if top else "", shared=top)
        elif "/" not in path:
            text = _at_the_top(text)
        return path, text

    def _header(self, section: str) -> Markup:
        made = self._headers.get(section)
        if made is None:
            t, terms = self._t, self._site.terms
            rows = [("timeline", t.timeline, "../index.html")]
            labels = {Kind.COUNTRY: t.countries, Kind.ORGANISATION: t.organisations, Kind.PERSON: t.people}
            rows += [(k.value, label, f"../{k.value}/index.html") for k, label in labels.items() if terms[k]]
            rows += [("sources", t.sources, "../sources/index.html"), ("about", t.about, "../about.html")]
            nav = [(Link(href, label), name == section) for name, label, href in rows]
            html = self._template("header.html").render(
                nav=nav, title=self._desk.site_title, root=self._root(), section=section
            )
            made = self._headers[section] = Markup(html)
        return made

    def _foot(self) -> Markup:
        if self._footer is None:
            t, terms = self._t, self._site.terms
            labels = {Kind.PLACE: t.places, Kind.TYPE: t.types}
            more = [Link(f"../{kind.value}/index.html", label) for kind, label in labels.items() if terms[kind]]
            more += [Link("../corrections.html", t.corrections)]
            if len(self._site.everything) <= _EDITION_AT_MOST:
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

    # ------------------------------------------------------------------------------------------------- other files

    def feeds(self) -> Iterator[tuple[str, bytes]]:
        site, desk, folder = self._site, self._desk, self._folder
        yield (
            "feed.xml",
            feeds.atom(desk, desk.site_title, f"{folder}feed.xml", f"{folder}index.html", site.everything),
        )
        yield "corrections.xml", feeds.corrections_atom(desk, f"{folder}corrections.xml", f"{folder}corrections.html")
        for kind in (Kind.COUNTRY, Kind.ORGANISATION):
            for ident, term in site.terms[kind].items():
                path = term.path.removesuffix(".html") + ".xml"
                title = f"{desk.name(kind, ident)} · {desk.site_title}"
                yield path, feeds.atom(desk, title, folder + path, folder + term.path, term.entries)
        yield "search-index.js", search.index_script(desk)

    def data(self) -> dict[str, bytes]:
        site, desk = self._site, self._desk
        return {
            "data/events.ics": exports.calendar(desk, site.entries, desk.site_title),
            "data/timelinejs.json": exports.timelinejs(desk),
        }

    def shared_data(self) -> dict[str, bytes]:
        """Data without a word of the interface: once for all languages."""
        records, desk = self._desk.records, self._desk
        drawn = {"timeline.css": pictures.axis_sheet(desk.axis, desk.all_counts)} if desk.axis else {}
        return {
            **drawn,
            "data/events.json": exports.events_json(records),
            "data/events.csv": exports.events_csv(records, self._site.everything),
        }


def _one_line(template: Template, view: Line) -> str:
    return template.render(line=view)


def _filter(view: ListView) -> tuple[str, ...]:
    return ("filter.js",) if view.choices else ()


def _at_the_top(text: str, *, top: str = "", shared: str = "") -> str:
    """Links of a page at the top, which were written as from one folder deep; from `top` on, where it is given.

    Attribute values alone can begin with a plain quotation mark: in text it is escaped.
    """
    if shared and top != shared:
        text = text.replace('"../../', f'"{shared}')
    return text.replace('"../', f'"{top}')


__all__ = ["POLICY", "Frame", "Press", "make_environment", "render"]
