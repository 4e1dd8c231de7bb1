"""What stands in a report and in no entry: dates and names that were seen and not used, each with the reason.

It answers "why is this missing?" on the report's own page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from dateline.core.model import Article, EntityKind, Entry, Span
from dateline.show.passages import Passage
from dateline.show.pieces import Link
from dateline.show.site import Kind, Report, members
from dateline.show.views import Desk

KINDS = {
    EntityKind.COUNTRY: Kind.COUNTRY,
    EntityKind.ORGANISATION: Kind.ORGANISATION,
    EntityKind.PERSON: Kind.PERSON,
}
"""Whose names are told."""

_ROOM = 48
"""As many characters around a date are shown, cut at words."""
_AT_MOST = 30


@dataclass(frozen=True, slots=True)
class SeenTime:
    """A date in a report."""

    span: Span
    sentence: Span
    reason: str
    """Why the program made nothing of it: a key of the words for gates."""


@dataclass(frozen=True, slots=True)
class SeenName:
    """The first mention of a country, organisation or person in a report."""

    span: Span
    kind: EntityKind
    entity: str


@dataclass(frozen=True, slots=True)
class Seen:
    """All dates and names found in a report."""

    times: tuple[SeenTime, ...] = ()
    names: tuple[SeenName, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenView:
    """What the page of a report shows of it."""

    times: tuple[tuple[Markup, str], ...]
    """Words of the report with the date marked, and why no entry rests on it."""
    names: tuple[Link, ...]
    """Names no entry of this report has; linked where other reports' entries have them."""


def unused(desk: Desk, report: Report, passages: Sequence[Passage]) -> SeenView | None:
    """What was seen in a report and not used; None where there is nothing."""
    seen = desk.site.seen.get(report.article.id)
    if seen is None:
        return None
    reasons = desk.words.sections["gates"]
    quoted = [passage.span for passage in passages]
    times = tuple(
        (_around(report.article, time), reasons[time.reason])
        for time in seen.times
        if not any(span.start < time.span.end and time.span.start < span.end for span in quoted)
    )[:_AT_MOST]
    names = tuple(_names(desk, report, seen.names))[:_AT_MOST]
    return SeenView(times, names) if times or names else None


def _names(desk: Desk, report: Report, names: Iterable[SeenName]) -> Iterable[Link]:
    taken = _taken(report.entries)
    told: set[tuple[Kind, str]] = set()
    for name in names:
        kind = KINDS[name.kind]
        if (kind, name.entity) in taken | told:
            continue
        told.add((kind, name.entity))
        yield seen_link(desk, name) or Link("", " ".join(report.article.text[name.span.start : name.span.end].split()))


def seen_link(desk: Desk, name: SeenName) -> Link | None:
    """The link to what a name stands for; None where no entry of the site has it."""
    kind = KINDS[name.kind]
    return desk.link(kind, name.entity) if name.entity in desk.site.terms[kind] else None


def _taken(entries: Iterable[Entry]) -> frozenset[tuple[Kind, str]]:
    return frozenset((kind, ident) for entry in entries for kind, ids in members(entry) for ident in ids)


def _around(article: Article, time: SeenTime) -> Markup:
    """The date with a few words on either side, within its sentence."""
    text, span = article.text, time.span
    left = text[max(time.sentence.start, span.start - _ROOM) : span.start]
    right = text[span.end : min(time.sentence.end, span.end + _ROOM)]
    if span.start - _ROOM > time.sentence.start:
        left = "… " + left.partition(" ")[2]
    if span.end + _ROOM < time.sentence.end:
        right = right.rpartition(" ")[0] + " …"
    # Line ends of the report are none of the reader's.
    parts = [" ".join(part.split()) for part in (left, text[span.start : span.end], right)]
    before = " " if left[-1:].isspace() else ""
    after = " " if right[:1].isspace() else ""
    return escape(parts[0]) + before + Markup("<b>") + escape(parts[1]) + Markup("</b>") + after + escape(parts[2])
