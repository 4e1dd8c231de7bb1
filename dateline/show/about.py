"""The page about the timeline, with its self-audit, and the page of corrections."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from dateline.core.model import Entry, Status, Tier
from dateline.lexicon.quality import measured
from dateline.show.eventpage import CorrectionView, corrections_of
from dateline.show.indexes import Table
from dateline.show.passages import safe_url
from dateline.show.pieces import Link
from dateline.show.prose import prose, to_html
from dateline.show.site import independent
from dateline.show.views import Desk, downloads


@dataclass(frozen=True, slots=True)
class AboutView:
    title: str
    own: Markup
    figures: tuple[Link, ...]
    audit: tuple[tuple[str, str, str], ...]
    """What is counted, the number, and where those counted are listed."""
    marks: tuple[tuple[str, str, str], ...]
    """Class, word, explanation."""
    doubts: tuple[tuple[str, str, str], ...]
    contact: Link | None
    downloads: tuple[Link, ...]
    licence: str
    author: str
    quality: Table | None
    """Measured shares by language."""


@dataclass(frozen=True, slots=True)
class AuditList:
    """The entries behind one number of the self-audit."""

    anchor: str
    heading: str
    count: str
    entries: tuple[Link, ...]
    more: str
    """Says how many are left out of a list nobody would read to its end."""


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    title: str
    corrections: tuple[CorrectionView, ...]


def about(desk: Desk, figures: tuple[Link, ...]) -> AboutView:
    """The page about the timeline: the owner's words, how it is made, how well it is founded."""
    site, t, words = desk.site, desk.t, desk.words
    entries = site.everything
    total = len(entries)

    def share(number: int) -> str:
        part = t.share_of.format(part=words.number(number), whole=words.number(total))
        return f"{words.share(number, total)} ({part})"

    found = _counted(desk)
    audit = tuple(
        (label, share(len(held)), f"../audit.html#{anchor}" if held else "")
        for anchor, label, held in found
        if anchor in _SHARES
    )
    doubts = sorted(
        ((label, len(held), f"../audit.html#{anchor}") for anchor, label, held in found if anchor.startswith("doubt-")),
        key=lambda row: (-row[1], row[2]),
    )
    states = words.sections["factuality"]
    notes = words.sections["factuality_note"]
    marks = (
        ("checked", t.checked_short, t.audit_checked),
        ("proposed", t.machine_short, t.machine),
        ("disputed", t.disputed, words.sections["reviews"]["disputed"]),
        *((name, states[name], notes[name]) for name in notes),
    )
    contact = site.config.contact or ""
    url = safe_url(f"mailto:{contact}" if "@" in contact and ":" not in contact else contact)
    own = site.pages.get(f"about.{words.tag}") or site.pages.get("about") or ""
    return AboutView(
        title=t.about,
        own=Markup(to_html(own, page=True)) if own else prose(desk.description),
        figures=figures,
        audit=audit,
        marks=marks,
        doubts=tuple((label, words.number(count), href) for label, count, href in doubts),
        contact=Link(url, contact.removeprefix("mailto:")) if url else None,
        downloads=downloads(desk),
        licence=site.config.licence or "",
        author=site.config.author or "",
        quality=_quality(desk),
    )


_SHARES = ("two", "checked", "day", "doubt")
_LISTED_AT_MOST = 500


def _counted(desk: Desk) -> list[tuple[str, str, list[Entry]]]:
    """Every number of the self-audit: the anchor of its list, its label, the entries it counts."""
    t, entries = desk.t, desk.site.everything
    found = [
        ("two", t.audit_two, [entry for entry in entries if independent(entry) > 1]),
        ("checked", t.audit_checked, [entry for entry in entries if entry.status is Status.CHECKED]),
        ("day", t.audit_day, [entry for entry in desk.site.entries if entry.date and entry.date.is_day]),
        ("doubt", t.audit_doubt, [entry for entry in entries if entry.review]),
    ]
    words = desk.words.sections
    reasons: dict[str, list[Entry]] = {}
    for entry in entries:
        for reason in dict.fromkeys(entry.review):
            reasons.setdefault(reason.value, []).append(entry)
    found += [(f"doubt-{name}", words["reviews"][name], held) for name, held in sorted(reasons.items())]
    background = [entry for entry in entries if entry.tier is Tier.BACKGROUND]
    found.append(("background", words["tiers"]["background"], background))
    return found


def audit_lists(desk: Desk) -> tuple[AuditList, ...]:
    """The lists behind the numbers, those without an entry left out."""
    rows = []
    for anchor, label, held in _counted(desk):
        if held:
            left = len(held) - _LISTED_AT_MOST
            more = desk.t.and_more.format(n=desk.words.number(left)) if left > 0 else ""
            links = tuple(desk.entry_link(entry) for entry in held[:_LISTED_AT_MOST])
            rows.append(AuditList(anchor, label, desk.words.count("events", len(held)), links, more))
    return tuple(rows)


def _quality(desk: Desk) -> Table | None:
    """What has been measured of the program, for the languages of this site's reports; all where none is among them."""
    t, words = desk.t, desk.words
    figures = measured()
    spoken = {report.article.language for report in desk.site.reports.values()}
    tags = [tag for tag in figures if tag in spoken] or list(figures)
    if not tags:
        return None
    texts, events = (sum(int(figures[tag][name]) for tag in tags) for name in ("texts", "events"))
    labels = {
        "recall": t.quality_recall,
        "precision": t.quality_precision,
        "date_right": t.quality_date_right,
        "truly_happened": t.quality_truly_happened,
        "countries": t.quality_countries,
    }
    rows = tuple(
        (Link("", label), tuple((words.share(round(1000 * figures[tag].get(name, 0)), 1000), "0") for tag in tags))
        for name, label in labels.items()
    )
    note = t.quality_note.format(texts=words.number(texts), events=words.number(events))
    return Table(t.quality, "", tuple(Link("", words.language(tag)) for tag in tags), rows, note)


def corrections(desk: Desk) -> CorrectionsView:
    """All corrections of published entries, newest first."""
    found: list[tuple[tuple[str, str, int], CorrectionView]] = []
    for entry in desk.site.everything:
        dates = sorted((c.on for c in entry.corrections), reverse=True)
        views = corrections_of(desk, entry)
        found += [((on, entry.id, -n), view) for n, (on, view) in enumerate(zip(dates, views, strict=True))]
    ordered = sorted(found, key=lambda item: item[0], reverse=True)
    return CorrectionsView(desk.t.corrections, tuple(view for _, view in ordered))
