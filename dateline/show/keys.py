"""What each page is made from, as one short digest, so that a page whose inputs stand is neither made nor written.

A key is computed from entries and reports themselves, never from finished views: that is fifty times cheaper than the
page. Whatever a page shows must be in its key; what many pages share (words, looks, settings, the program) is in all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from dateline.core import steps
from dateline.core.model import Entry
from dateline.core.steps import Memory
from dateline.core.text import digest
from dateline.show.seen import seen_link
from dateline.show.site import Report, Site, Term, members
from dateline.show.views import Desk

_LENGTH = 24
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Standing:
    """The site that was made before."""

    memory: Memory
    names: str
    """The project's own names, on which the names shown on all pages depend."""
    holds: Callable[[str, str], bool]
    """Whether the file at a path of the site has this digest."""


class Keys:
    """The keys of one interface language's pages."""

    def __init__(self, desk: Desk, shared: Sequence[str | bytes]) -> None:
        self._desk = desk
        self._site: Site = desk.site
        axis = repr(desk.axis.cells) if desk.axis else ""
        self._shared = steps.key(*shared, axis)
        self._entries: dict[str, str] = {}
        self._shapes: dict[str, str] = {}
        self._reports: dict[str, str] = {}

    def _key(self, *parts: str) -> str:
        return digest("\n".join((self._shared, *parts)), length=_LENGTH)

    def event(self, entry: Entry, beside: Iterable[Entry]) -> str:
        """Of an entry's page: the entry, its reports, and the titles and dates of those it leads to."""
        return self._key(self.entry(entry), *(self._named(other) for other in beside))

    def lines(self, what: str, entries: Iterable[Entry], *more: str) -> str:
        """Of a page on which these entries stand as lines."""
        return self._key(what, *more, *map(self.entry, entries))

    def shapes(self, what: str) -> str:
        """Of a page that counts and draws all entries but says none of them."""
        return self._key(what, *(self._shape(entry) for entry in self._site.everything))

    def term(self, term: Term) -> str:
        """Of a country's, an organisation's … page and its feed."""
        return self.lines(term.path, term.entries, str(self._desk.tallest[term.kind]))

    def report(self, report: Report) -> str:
        """Of an article's page."""
        ident = report.article.id
        seen = self._site.seen.get(ident)
        links = [seen_link(self._desk, name) for name in seen.names] if seen is not None else []
        linked = [f"{link.href} {link.text}" for link in links if link is not None]
        return self.lines(report.path, report.entries, self._report(ident), repr(seen), *linked)

    @cached_property
    def everything(self) -> str:
        """Of a page that may show anything."""
        return self._key(
            *map(self.entry, self._site.everything),
            *map(self._report, self._site.reports),
            *(f"{redirect.path} {redirect.target} {redirect.title}" for redirect in self._site.redirects),
        )

    def entry(self, entry: Entry) -> str:
        """Everything an entry states, with the names it is told by and what its reports are."""
        known = self._entries.get(entry.id)
        if known is None:
            parts = [_encode(entry), self._named(entry).encode()]
            parts += [
                f"{link.href} {link.text}".encode()
                for kind, ids in members(entry)
                for link in (self._desk.link(kind, ident) for ident in ids)
            ]
            parts += [self._report(source.article).encode() for source in entry.sources if source.article]
            known = self._entries[entry.id] = digest(b"\n".join(parts), length=_LENGTH)
        return known

    def _named(self, entry: Entry) -> str:
        return f"{entry.id} {entry.title} {sorted(entry.title_in.items())} {entry.date.edtf if entry.date else ''}"

    def _shape(self, entry: Entry) -> str:
        known = self._shapes.get(entry.id)
        if known is None:
            edtf = entry.date.edtf if entry.date else ""
            ids = " ".join(ident for _, found in members(entry) for ident in found)
            known = f"{entry.id} {edtf} {entry.tier} {entry.factuality} {entry.status} {ids}"
            self._shapes[entry.id] = known
        return known

    def _report(self, ident: str) -> str:
        """What is known of an article, and which of its words are quoted, in order: passages are numbered by them."""
        known = self._reports.get(ident)
        if known is None:
            report = self._site.reports.get(ident)
            if report is None:
                known = ident
            else:
                article = report.article
                stated = (
                    *(article.id, article.digest, article.title, article.publisher, article.author, article.url),
                    *(article.archived, article.language, article.translated_from, article.rights, report.path),
                    article.published.edtf if article.published else None,
                    article.published_basis,
                    [
                        (self._site.reports[i].path, self._desk.outlet(self._site.reports[i].article))
                        for i in report.copies
                    ],
                    [s.quote for entry in report.entries for s in entry.sources if s.article == ident],
                )
                known = digest(_encode(stated), length=_LENGTH)
            self._reports[ident] = known
        return known


class Shelf:
    """The files that need not be made again, and the index of all of them for the next time."""

    def __init__(self, standing: Standing | None) -> None:
        self._standing = standing
        self._before: Mapping[str, tuple[str, str]] = {}
        if standing is not None:
            self._before = standing.memory.get("pages", "1", dict[str, tuple[str, str]]) or {}
        self._now: dict[str, tuple[str, str]] = {}
        self.kept: dict[str, str] = {}
        """Digest by path of the files that stand as they would be made."""

    @property
    def is_used(self) -> bool:
        return self._standing is not None

    def keeps(self, path: str, key: str) -> bool:
        """Whether the file stands as it would be made from inputs of this key."""
        if self._standing is None:
            return False
        before = self._before.get(path)
        if before is None or before[0] != key or not self._standing.holds(path, before[1]):
            return False
        self._now[path] = before
        self.kept[path] = before[1]
        return True

    def made(self, path: str, key: str, data: bytes) -> None:
        """A file has been made."""
        if self._standing is not None:
            self._now[path] = (key, digest(data, length=32))

    def remember(self) -> None:
        if self._standing is not None and self._now != self._before:
            self._standing.memory.put("pages", "1", self._now)
