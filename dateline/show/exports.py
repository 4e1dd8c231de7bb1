"""Entries as data for other programs: JSON, CSV, JSON-LD, TimelineJS, iCalendar, and ways to cite one.

A date goes out with the precision it has: a month stays a month, an uncertain day says between which days it lies.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.core.model import Entry, Factuality
from dateline.core.text import digest
from dateline.core.when import Day, Grain, Shape, When, from_ordinal, ordinal
from dateline.show.dates import machine
from dateline.show.site import Kind, Site, event_path, independent, members, told_by

if TYPE_CHECKING:
    from dateline.show.views import Desk

_COLUMNS = (
    "id",
    "title",
    "date",
    "earliest",
    "latest",
    "time",
    "planned",
    "factuality",
    "type",
    "tier",
    "status",
    "countries",
    "organisations",
    "people",
    "places",
    "summary",
    "reports",
    "independent",
    "quotes",
    "address",
    "version",
)


def facts(entry: Entry) -> dict[str, Any]:
    """What an entry states, as plain data; empty fields are left out. Private notes are never in it."""
    when = entry.date
    data: dict[str, Any] = {
        "id": entry.id,
        "title": entry.title,
        "title_in": dict(sorted(entry.title_in.items())),
        "summary": entry.summary,
        "date": when.edtf if when else None,
        "earliest": iso(when.earliest) if when else None,
        "latest": iso(when.latest) if when else None,
        "planned": entry.planned.edtf if entry.planned else None,
        "time": entry.time,
        "factuality": entry.factuality.value,
        "type": entry.type.value,
        "tier": entry.tier.value,
        "status": entry.status.value,
        "countries": list(entry.countries),
        "organisations": list(entry.organisations),
        "roles": dict(sorted(entry.roles.items())),
        "people": list(entry.people),
        "places": list(entry.places),
        "figures": [
            {
                "what": figure.what,
                "use": figure.use,
                "versions": [{"value": v.value, "sources": list(v.sources)} for v in figure.versions],
            }
            for figure in entry.figures
        ],
        "sources": [
            _filled(
                {
                    "article": source.article,
                    "quote": source.quote,
                    "when": source.when,
                    "lang": source.lang,
                    "origin": source.origin,
                    "url": source.url,
                    "archived": source.archived,
                    "publisher": source.publisher,
                    "title": source.title,
                    "supports": list(source.supports),
                }
            )
            for source in entry.sources
        ],
        "part_of": list(entry.part_of),
        "follows": list(entry.follows),
        "checked": _filled({"by": entry.checked.by, "on": entry.checked.on}) if entry.checked else None,
        "note": entry.public_note,
        "corrections": [
            _filled({"on": c.on, "field": c.field, "from": c.was, "to": c.now, "why": c.why}) for c in entry.corrections
        ],
        "review": [reason.value for reason in entry.review],
        "confidence": entry.confidence,
    }
    return _filled(data)


_SORTED = msgspec.json.Encoder(order="sorted")
_PLAIN = msgspec.json.Encoder()


class Records:
    """What entries state, as data, made once and used by every export."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._facts: dict[str, dict[str, Any]] = {}
        self._versions: dict[str, str] = {}

    def facts(self, entry: Entry) -> dict[str, Any]:
        found = self._facts.get(entry.id)
        if found is None:
            found = self._facts[entry.id] = facts(entry)
        return found

    def version(self, entry: Entry) -> str:
        """Twelve digits that change when anything an entry states changes."""
        found = self._versions.get(entry.id)
        if found is None:
            found = self._versions[entry.id] = digest(_SORTED.encode(self.facts(entry)), length=12)
        return found


def events_json(records: Records) -> bytes:
    """Every published entry with its sources, and the reports they rest on; one line each, so that versions compare."""
    site = records.site
    events = [
        _PLAIN.encode({**records.facts(entry), "address": event_path(entry.id), "version": records.version(entry)})
        for entry in site.everything
    ]
    reports = [
        _filled(
            {
                "id": report.article.id,
                "title": report.article.title,
                "publisher": report.article.publisher,
                "author": report.article.author,
                "published": report.article.published.edtf if report.article.published else None,
                "published_basis": report.article.published_basis.value,
                "language": report.article.language,
                "url": report.article.url,
                "archived": report.article.archived,
                "sha256": report.article.digest,
                "origin": report.origin,
                "address": report.path,
            }
        )
        for report in site.reports.values()
    ]
    title = _PLAIN.encode(site.config.title)
    told = [_PLAIN.encode(report) for report in reports]
    return b'{"title":%s,\n"events":[\n%s\n],\n"reports":[\n%s\n]}\n' % (title, b",\n".join(events), b",\n".join(told))


def events_csv(records: Records, entries: Sequence[Entry]) -> bytes:
    """One row an entry, for spreadsheets; lists are divided by semicolons. Starts with a byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for entry in entries:
        data = records.facts(entry)
        row = {
            **data,
            "reports": len(told_by(entry)),
            "independent": independent(entry),
            "quotes": " | ".join(source.quote for source in entry.sources if source.quote),
            "address": event_path(entry.id),
            "version": records.version(entry),
        }
        writer.writerow([_cell(row.get(column)) for column in _COLUMNS])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: Any) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    # A cell that begins like a formula would be run by a spreadsheet.
    return f"'{text}" if text[:1] in ("=", "+", "@", "\t", "\r") else text


def json_ld(desk: Desk, entry: Entry) -> str:
    """schema.org Event with the date at its true precision; safe to stand inside a script element."""
    when = entry.date
    address = absolute(desk.site, event_path(entry.id))
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": entry.title,
        "identifier": entry.id,
        "description": entry.summary,
        "url": address,
        "startDate": machine(when) if when else None,
        "endDate": _end(when),
        "temporalCoverage": when.edtf if when and not machine(when) else None,
        "eventStatus": "https://schema.org/EventCancelled" if entry.factuality is Factuality.CANCELLED else None,
        "location": [{"@type": "Place", "name": desk.name(Kind.PLACE, place)} for place in entry.places]
        or [
            {"@type": "Country", "name": desk.name(Kind.COUNTRY, code), "identifier": code} for code in entry.countries
        ],
        "organizer": None,
        "about": [
            {"@type": "Organization", "name": desk.name(Kind.ORGANISATION, ident)} for ident in entry.organisations
        ]
        + [{"@type": "Person", "name": desk.name(Kind.PERSON, ident)} for ident in entry.people],
        "subjectOf": [_citation(desk, ident) for ident in told_by(entry) if ident in desk.site.reports],
    }
    if data["temporalCoverage"]:
        data["@type"] = ["Event", "CreativeWork"]
    return _PLAIN.encode(_filled(data)).decode().replace("<", "\\u003c").replace("&", "\\u0026")


def _citation(desk: Desk, ident: str) -> dict[str, Any]:
    article = desk.site.reports[ident].article
    published = machine(article.published) if article.published else ""
    return _filled(
        {
            "@type": "NewsArticle",
            "headline": article.title,
            "url": article.url,
            "datePublished": published,
            "inLanguage": article.language,
            "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
        }
    )


def _end(when: When | None) -> str:
    if when is None or when.shape is not Shape.SPAN or when.latest is None or when.grain is not Grain.DAY:
        return ""
    return iso(when.latest) or ""


def iso(day: Day | None) -> str | None:
    """`2022-10-14`; negative and five-digit years as EDTF writes them."""
    if day is None:
        return None
    year = f"-{-day[0]:04}" if day[0] < 0 else f"{day[0]:04}"
    return f"{year}-{day[1]:02}-{day[2]:02}"


# ---------------------------------------------------------------------------------------------------- other shapes


def timelinejs(desk: Desk) -> bytes:
    """The dated entries as TimelineJS reads them: it knows years, months and days but no doubt, so words say that."""
    events = []
    for entry in desk.site.entries:
        when = entry.date
        if when is None or when.earliest is None:
            continue
        title, _ = desk.title(entry)
        start, end = _slide_date(when, when.earliest), None
        if when.latest and when.shape is not Shape.SINGLE and when.latest != when.earliest:
            end = _slide_date(when, when.latest)
        events.append(
            _filled(
                {
                    "unique_id": entry.id,
                    "start_date": start,
                    "end_date": end,
                    "display_date": desk.dates.text(when).phrase,
                    "group": desk.name(Kind.TYPE, entry.type.value),
                    "text": {"headline": _plain(title), "text": _plain(entry.summary or "")},
                }
            )
        )
    data = {"title": {"text": {"headline": _plain(desk.site.config.title)}}, "events": events}
    return _PLAIN.encode(data) + b"\n"


def _slide_date(when: When, day: Day) -> dict[str, int]:
    date = {"year": day[0]}
    if when.grain is Grain.MONTH:
        date["month"] = day[1]
    elif when.grain not in (Grain.YEAR, Grain.DECADE, Grain.CENTURY):
        date |= {"month": day[1], "day": day[2]}
    return date


def _plain(text: str) -> str:
    # TimelineJS takes these fields as HTML.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def calendar(desk: Desk, entries: Sequence[Entry], name: str) -> bytes:
    """iCalendar of the entries whose days are certain, as whole days; what is vaguer has no place in a calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dateline//Dateline//EN", f"X-WR-CALNAME:{_ical(name)}"]
    for entry in entries:
        when = entry.date
        certain = when is not None and (when.is_day or (when.shape is Shape.SPAN and when.grain is Grain.DAY))
        if not certain or when is None or not when.earliest or not when.latest or not 1 <= when.earliest[0] <= 9998:
            continue
        title, _ = desk.title(entry)
        begins = (iso(when.earliest) or "").replace("-", "")
        ends = (iso(from_ordinal(ordinal(when.latest) + 1)) or "").replace("-", "")
        state = "CANCELLED" if entry.factuality is Factuality.CANCELLED else "CONFIRMED"
        if entry.factuality in (Factuality.PLANNED, Factuality.ALLEGED, Factuality.DENIED):
            state = "TENTATIVE"
        address = absolute(desk.site, event_path(entry.id))
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.id}@dateline",
            # A stamp is required; the day the event began stands in for a clock, which a build does not have.
            f"DTSTAMP:{begins}T000000Z",
            f"DTSTART;VALUE=DATE:{begins}",
            f"DTEND;VALUE=DATE:{ends}",
            f"SUMMARY:{_ical(title)}",
            f"STATUS:{state}",
            *([f"DESCRIPTION:{_ical(entry.summary)}"] if entry.summary else []),
            *([f"URL:{address}"] if "://" in address else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(folded + "\r\n" for line in lines for folded in _fold(line)).encode()


def _ical(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold(line: str) -> list[str]:
    """A line cut so that no piece is longer than 75 octets; continuations begin with a space (RFC 5545, 3.1)."""
    if line.isascii():
        if len(line) <= 75:
            return [line]
        return [line[:75], *(f" {line[start : start + 74]}" for start in range(75, len(line), 74))]
    if len(line.encode()) <= 75:
        return [line]
    pieces, current, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > 75:
            pieces.append(current)
            current, size = " ", 1
        current += char
        size += width
    return [*pieces, current]


# --------------------------------------------------------------------------------------------------------- citing


def absolute(site: Site, path: str) -> str:
    """The public address of a page where the site's own is known, else the path alone."""
    base = site.config.address
    return f"{base.rstrip('/')}/{path}" if base else path


def citation(desk: Desk, entry: Entry, title: str, date: str, mark: str) -> str:
    site = desk.site
    text = desk.t.citation_retrieved.format(site=desk.site_title, title=title, date=date, id=f"{entry.id}@{mark}")
    return f"{text} {absolute(site, event_path(entry.id))}"


def bibtex(desk: Desk, entry: Entry, title: str, mark: str) -> str:
    """A BibTeX record; braces are kept out of the fields."""
    fields = {
        "title": title,
        "booktitle": desk.site.config.title,
        "note": f"{entry.id}@{mark}",
        "url": absolute(desk.site, event_path(entry.id)),
    }
    if entry.date and entry.date.earliest:
        fields["eventdate"] = entry.date.edtf
    body = ",\n".join(f"  {key} = {{{_braceless(value)}}}" for key, value in fields.items())
    return f"@misc{{{entry.id},\n{body}\n}}"


def _braceless(text: str) -> str:
    return text.replace("{", "(").replace("}", ")").replace("\\", "")


def csl(desk: Desk, entry: Entry, title: str, mark: str) -> str:
    """CSL-JSON, as reference managers read it."""
    when = entry.date
    data = {
        "id": entry.id,
        "type": "entry",
        "title": title,
        "container-title": desk.site.config.title,
        "version": mark,
        "URL": absolute(desk.site, event_path(entry.id)),
        "event-date": {"literal": when.edtf} if when else None,
    }
    return _PLAIN.encode([_filled(data)]).decode()


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    # What is empty is false, but a zero says something.
    return {key: value for key, value in data.items() if value or value == 0}


__all__ = [
    "Records",
    "absolute",
    "bibtex",
    "calendar",
    "citation",
    "csl",
    "events_csv",
    "events_json",
    "facts",
    "iso",
    "json_ld",
    "members",
    "timelinejs",
]
