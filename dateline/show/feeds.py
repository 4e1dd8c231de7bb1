"""Atom feeds, the site map and redirects: small texts other programs read, written without a template."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape

from dateline.core.model import Entry
from dateline.core.text import digest
from dateline.core.when import Day
from dateline.show.eventpage import corrections_of, parse_date
from dateline.show.exports import absolute, iso
from dateline.show.site import Site, event_path, members
from dateline.show.views import Desk

_ENTRIES_AT_MOST = 60
_NO_DAY = "1970-01-01"


def newest(site: Site, entry: Entry) -> str:
    """The day an entry was last added to, as `YYYY-MM-DD`: its newest report, check or correction; no clock is read."""
    days = []
    for source in entry.sources:
        report = site.reports.get(source.article or "")
        if report and report.article.published:
            days.append(report.article.published.latest or report.article.published.earliest)
    for text in [*(c.on for c in entry.corrections), entry.checked.on if entry.checked else None]:
        when = parse_date(text)
        if when:
            days.append(when.latest or when.earliest)
    known = [day for day in days if day and 1 <= day[0] <= 9999]
    return iso(max(known)) or _NO_DAY if known else _NO_DAY


def atom(desk: Desk, title: str, path: str, page: str, entries: Sequence[Entry]) -> bytes:
    """An Atom feed of the entries added to last; `path` is its own address, `page` that of the page it belongs to."""
    site = desk.site
    dated = sorted(((newest(site, entry), entry.id, entry) for entry in entries), reverse=True)[:_ENTRIES_AT_MOST]
    updated = dated[0][0] if dated else _NO_DAY
    base = site.config.address
    # An entry without a link must have content (RFC 4287, 4.1.2).
    kind = "summary" if base else "content"
    name = digest(f"{site.config.title}|{path}", length=32)
    # Without an address the feed still needs a permanent id; a name made from the title serves.
    ident = absolute(site, path) if base else f"urn:dateline:{name}"
    out = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="{escape(desk.words.tag)}">\n<id>{escape(ident)}</id>\n<title>{escape(title)}</title>\n'
        f"<updated>{updated}T00:00:00Z</updated>\n<author><name>{escape(site.config.title)}</name></author>\n"
    ]
    if base:
        out.append(f'<link rel="self" href="{escape(ident)}"/>\n<link href="{escape(absolute(site, page))}"/>\n')
    for day, _, entry in dated:
        text, lang = desk.title(entry)
        address = absolute(site, event_path(entry.id))
        tag = f' xml:lang="{escape(lang)}"' if lang else ""
        phrase = desk.dates.text(entry.date).phrase
        body = f"{phrase}. {entry.summary}" if entry.summary else f"{phrase}."
        own = address if base else f"urn:dateline:{name}:{entry.id}"
        out.append(
            f"<entry><id>{escape(own)}</id><title{tag}>{escape(text)}</title>"
            f"<updated>{day}T00:00:00Z</updated>"
            + (f'<link href="{escape(address)}"/>' if base else "")
            + f"<{kind}>{escape(body)}</{kind}>"
            + "".join(f'<category term="{escape(i)}"/>' for _, ids in members(entry) for i in ids)
            + "</entry>\n"
        )
    out.append("</feed>\n")
    return "".join(out).encode()


def corrections_atom(desk: Desk, path: str, page: str) -> bytes:
    """An Atom feed of corrections, newest first: what was changed, from what to what, and why."""
    site = desk.site
    found = []
    for entry in site.everything:
        for number, view in enumerate(corrections_of(desk, entry), 1):
            day = iso(_last_day(view.date.machine)) or _NO_DAY
            found.append((day, entry.id, number, entry, view))
    found.sort(key=lambda item: (item[0], item[1], -item[2]), reverse=True)
    kind = "summary" if site.config.address else "content"
    name = digest(f"{site.config.title}|{path}", length=32)
    title = f"{desk.t.corrections} · {desk.site_title}"
    updated = found[0][0] if found else _NO_DAY
    out = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="{escape(desk.words.tag)}">\n<id>urn:dateline:{name}</id>\n<title>{escape(title)}</title>\n'
        f"<updated>{updated}T00:00:00Z</updated>\n<author><name>{escape(site.config.title)}</name></author>\n"
    ]
    if site.config.address:
        own, its_page = escape(absolute(site, path)), escape(absolute(site, page))
        out.append(f'<link rel="self" href="{own}"/>\n<link href="{its_page}"/>\n')
    for day, ident, number, entry, view in found[:_ENTRIES_AT_MOST]:
        change = f"{view.field}: {view.was} → {view.now}" if view.was else f"{view.field}: {view.now}"
        out.append(
            f"<entry><id>urn:dateline:{name}:{escape(ident)}:{number}</id><title>{escape(desk.title(entry)[0])}</title>"
            f"<updated>{day}T00:00:00Z</updated>"
            + (f'<link href="{escape(absolute(site, event_path(ident)))}"/>' if site.config.address else "")
            + f"<{kind}>{escape(f'{change}. {view.why}' if view.why else change)}</{kind}></entry>\n"
        )
    out.append("</feed>\n")
    return "".join(out).encode()


def _last_day(text: str) -> Day | None:
    when = parse_date(text)
    return when.latest if when else None


def sitemap(site: Site, paths: Sequence[str]) -> bytes:
    """All pages with their public addresses; empty where the site's own address is not known."""
    rows = "".join(f"<url><loc>{escape(absolute(site, path))}</loc></url>\n" for path in sorted(paths))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    ).encode()


__all__ = ["atom", "corrections_atom", "newest", "sitemap"]
