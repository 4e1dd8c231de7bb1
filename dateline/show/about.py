"""The page about the timeline, with its self-audit, and the page of corrections."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from dateline.core.model import Status
from dateline.lexicon.quality import measured
from dateline.show.eventpage import CorrectionView, corrections_of
from dateline.show.indexes import Table
from dateline.show.passages import safe_url
from dateline.show.pieces import Link
from dateline.show.prose import prose, to_html
from dateline.show.site import independent, share_exact
from dateline.show.views import Desk, downloads


@dataclass(frozen=True, slots=True)
class AboutView:
    title: str
    own: Markup
    figures: tuple[Link, ...]
    audit: tuple[tuple[str, str], ...]
    marks: tuple[tuple[str, str, str], ...]
    """Class, word, explanation."""
    doubts: tuple[tuple[str, str], ...]
    contact: Link | None
    downloads: tuple[Link, ...]
    licence: str
    author: str
    quality: Table | None
    """Measured shares by language."""


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    title: str
    corrections: tuple[CorrectionView, ...]


def about(desk: Desk, figures: tuple[Link, ...]) -> AboutView:
    """The page about the timeline: the owner's words, how it is made, how well it is founded."""
    site, t, words = desk.site, desk.t, desk.words
    entries = site.everything
    total = len(entries)
    doubts = Counter(reason.value for entry in entries for reason in entry.review)

    def share(number: int) -> str:
        part = t.share_of.format(part=words.number(number), whole=words.number(total))
        return f"{words.share(number, total)} ({part})"

    audit = (
        (t.audit_two, share(sum(independent(entry) > 1 for entry in entries))),
        (t.audit_checked, share(sum(entry.status is Status.CHECKED for entry in entries))),
        (t.audit_day, share(share_exact(site))),
        (t.audit_doubt, share(sum(bool(entry.review) for entry in entries))),
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
        doubts=tuple(
            (words.sections["reviews"][name], words.number(count))
            for name, count in sorted(doubts.items(), key=lambda item: (-item[1], item[0]))
        ),
        contact=Link(url, contact.removeprefix("mailto:")) if url else None,
        downloads=downloads(desk),
        licence=site.config.licence or "",
        author=site.config.author or "",
        quality=_quality(desk),
    )


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
