"""The print edition: the whole timeline as one document, every quoted passage as a numbered note."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from dateline.show.chronology import repeating
from dateline.show.dates import DateText
from dateline.show.eventpage import EventPages, SourceView
from dateline.show.pages import ListPages
from dateline.show.pieces import Link
from dateline.show.prose import prose
from dateline.show.site import Kind, event_path, members, years_of
from dateline.show.views import Desk


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the edition; its notes are numbered through the whole document."""

    date: DateText
    title: str
    title_lang: str
    href: str
    state: str
    tier: str
    status: str
    status_word: str
    summary: Markup
    summary_lang: str
    quoted: bool
    names: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A year, or what has no date."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything the print edition shows."""

    title: str
    lead: Markup
    figures: tuple[Link, ...]
    picture: Markup | None
    reading: str
    chapters: tuple[Chapter, ...]
    notes: tuple[tuple[int, SourceView], ...]
    indexes: tuple[tuple[str, tuple[Link, ...]], ...]
    """Countries and organisations with the years in which they occur."""


def edition(desk: Desk, events: EventPages, lists: ListPages) -> Edition:
    """The whole timeline in reading order."""
    notes: list[tuple[int, SourceView]] = []
    chapters = []
    groups = [(desk.year_name(year), entries) for year, entries in years_of(desk.site).items()]
    if desk.site.undated:
        groups.append((desk.t.undated, desk.site.undated))
    for heading, entries in groups:
        items: list[Item] = []
        again = repeating(entries)
        for entry in entries:
            numbers = []
            for source in events.sources(entry):
                notes.append((len(notes) + 1, source))
                numbers.append(len(notes))
            line = desk.line_view(entry)
            held = dict(members(entry))
            names = [desk.name(kind, i) for kind in (Kind.COUNTRY, Kind.ORGANISATION) for i in held[kind]]
            items.append(
                Item(
                    date=desk.dates.text(entry.date),
                    title=line.title,
                    title_lang=line.title_lang,
                    href=f"../{event_path(entry.id)}",
                    state=line.state,
                    tier=line.tier_word,
                    status=line.status,
                    status_word=line.status_word,
                    summary=Markup("") if entry.id in again else line.summary,
                    summary_lang=line.summary_lang,
                    quoted=line.quoted,
                    names=", ".join(names),
                    notes=tuple(numbers),
                )
            )
        chapters.append(Chapter(heading, tuple(items)))
    return Edition(
        title=desk.site_title,
        lead=prose(desk.description),
        figures=lists.figures(),
        picture=lists.overview(linked=False),
        reading=desk.reading(desk.all_counts),
        chapters=tuple(chapters),
        notes=tuple(notes),
        indexes=tuple((desk.kind_label(kind), _index(desk, kind)) for kind in (Kind.COUNTRY, Kind.ORGANISATION)),
    )


def _index(desk: Desk, kind: Kind) -> tuple[Link, ...]:
    rows = []
    for term in desk.sorted_terms(kind):
        days = [entry.date.earliest or entry.date.latest for entry in term.entries if entry.date]
        years = sorted({day[0] for day in days if day})
        rows.append(Link(f"../{term.path}", desk.name(kind, term.id), ", ".join(map(desk.year_name, years))))
    return tuple(rows)
