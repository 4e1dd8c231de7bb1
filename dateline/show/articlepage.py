"""The page of a source article: what is known of it, and the passages that entries rest on, in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from dateline.core.model import Entry, Label, Span
from dateline.core.text import fold
from dateline.show.passages import Passage, safe_url
from dateline.show.pieces import Link
from dateline.show.prose import direction
from dateline.show.seen import SeenView, unused
from dateline.show.site import Report, event_path
from dateline.show.views import Desk

_LEFT_OUT = frozenset({Label.PROMO, Label.COMMENT_FORM, Label.LIST_NAV})


@dataclass(frozen=True, slots=True)
class PassageView:
    """A quoted passage and the entries that rest on it."""

    number: int
    quote: Markup
    events: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything the page of an article shows."""

    title: str
    lang: str
    dir: str
    kicker: Link
    rows: tuple[tuple[str, str, str], ...]
    """Label, value, address."""
    full: tuple[Markup, ...]
    """Paragraphs with passages marked; empty where only excerpts may be shown."""
    passages: tuple[PassageView, ...]
    events: tuple[Markup, ...]
    notice: str
    seen: SeenView | None
    """What stands in it and in no entry."""
    none: str
    """Why names came to nothing."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    link: Link
    lang: str
    outlet: str
    published: str
    language: str
    events: str
    copy_of: str


class ReportPages:
    """Makes the views of article pages and their index."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._t = desk.t

    def view(self, report: Report) -> ReportView:
        desk, t = self._desk, self._t
        article = report.article
        lang = article.language or ""
        numbered = desk.numbered[article.id]
        full = article.rights == "full" and desk.site.config.full_texts
        language = desk.words.language(lang)
        if article.translated_from:
            language = f"{language} ({t.translated_from.format(language=desk.words.language(article.translated_from))})"
        copies = [desk.site.reports[i] for i in report.copies]
        rows = [
            (t.publisher, article.publisher or "", ""),
            (t.author, article.author or "", ""),
            (t.published, desk.published(article), ""),
            (t.language, language, ""),
            (t.original, article.url or "", safe_url(article.url) or ""),
            (t.archived, article.archived or "", safe_url(article.archived) or ""),
            *((t.copy_of, desk.outlet(other.article), f"../{other.path}") for other in copies),
            (t.digest, article.digest[:16], ""),
        ]
        return ReportView(
            title=desk.heading(article),
            lang=lang if lang != desk.words.tag else "",
            dir=direction(lang),
            kicker=Link("../sources/index.html", t.sources),
            rows=tuple(row for row in rows if row[1]),
            full=tuple(self._paragraphs(report, numbered)) if full else (),
            passages=tuple(self._passage(report, passage) for passage in numbered),
            events=tuple(desk.line(entry) for entry in report.entries),
            notice="" if full else t.rights_excerpt,
            seen=unused(desk, report, numbered),
            none=desk.words.sections["gates"]["name"],
        )

    def _passage(self, report: Report, passage: Passage) -> PassageView:
        text = report.article.text[passage.span.start : passage.span.end]
        return PassageView(passage.number, escape(" ".join(text.split())), self._events(passage))

    def _events(self, passage: Passage) -> tuple[Link, ...]:
        desk = self._desk
        entries = [desk.site.by_id[i] for i in passage.entries]
        return tuple(
            Link(f"../{event_path(e.id)}", desk.title(e)[0], desk.dates.text(e.date).phrase, desk.title(e)[1])
            for e in entries
        )

    def _paragraphs(self, report: Report, numbered: Sequence[Passage]) -> list[Markup]:
        """The article's own paragraphs, each passage marked where it stands, with the number of its entry."""
        text = report.article.text
        title = report.article.title
        shown = [p for p in report.article.paragraphs if p.label not in _LEFT_OUT]
        shown = [p for p in shown if p.label is not Label.TITLE or text[p.span.start : p.span.end].strip() != title]
        spans = [p.span for p in shown] or [Span(0, len(text))]
        begun: set[int] = set()
        made = []
        for span in spans:
            edges = {span.start, span.end}
            here = [p for p in numbered if p.span.start < span.end and p.span.end > span.start]
            for passage in here:
                edges |= {max(passage.span.start, span.start), min(passage.span.end, span.end)}
            cuts = sorted(edges)
            parts = []
            for start, end in pairwise(cuts):
                piece: Markup = escape(text[start:end])
                over = [p for p in here if p.span.start <= start and p.span.end >= end]
                if over:
                    ids = [p for p in over if p.number not in begun]
                    begun |= {p.number for p in ids}
                    anchors = Markup("").join(
                        Markup('<span class="anchor" id="q{}"></span>').format(p.number) for p in ids
                    )
                    piece = (
                        anchors + Markup('<mark class="depth{}">').format(min(len(over), 3)) + piece + Markup("</mark>")
                    )
                    for p in over:
                        if p.span.end == end:
                            piece += self._numbers(p)
                parts.append(piece)
            made.append(Markup("").join(parts))
        return made

    def _numbers(self, passage: Passage) -> Markup:
        links = self._events(passage)
        return Markup("").join(
            Markup('<sup><a href="{}" title="{}">{}</a></sup>').format(link.href, link.text, passage.number)
            for link in links
        )

    def rows(self) -> tuple[ReportRow, ...]:
        """The index of reports, oldest first."""
        desk, t = self._desk, self._t
        return tuple(
            ReportRow(
                link=Link(f"../{report.path}", desk.heading(report.article)),
                lang=report.article.language or "",
                outlet=report.article.publisher or "",
                published=desk.published(report.article),
                language=desk.words.language(report.article.language),
                events=desk.words.count("events", len(report.entries)) if report.entries else t.no_events,
                copy_of=f"{t.copy_of} {desk.outlet(desk.site.reports[report.copies[0]].article)}"
                if report.copies
                else "",
            )
            for report in desk.site.reports.values()
        )

    def languages(self) -> tuple[tuple[str, int], ...]:
        """How many reports there are in each language, most first."""
        counts = Counter(self._desk.words.language(r.article.language) for r in self._desk.site.reports.values())
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], fold(item[0]))))


def titles(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(entry.title for entry in entries)
