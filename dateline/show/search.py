"""The search index: a plain script that hands the reader's browser every entry and name, folded.

A linear look through some thousand short lines takes the browser a few milliseconds, so the index is the text itself
and needs no library: one line an item, words folded (å as a, ß as ss), names in all their languages.
"""

from __future__ import annotations

import json
import re
from typing import Any

from dateline.core.model import EntityKind, Tier
from dateline.core.text import fold
from dateline.show.site import Kind, event_path, members
from dateline.show.views import Desk

_WORDS = re.compile(r"[^\W_]+").findall

_RECORDED = {
    Kind.COUNTRY: EntityKind.COUNTRY,
    Kind.ORGANISATION: EntityKind.ORGANISATION,
    Kind.PERSON: EntityKind.PERSON,
    Kind.PLACE: EntityKind.PLACE,
}


def index_script(desk: Desk) -> bytes:
    """`dateline_index = […]`: for each item address, kind, title, detail, and the folded words it is found by."""
    site = desk.site
    items: list[list[Any]] = []
    for kind in Kind:
        for term in site.terms[kind].values():
            name = desk.name(kind, term.id)
            count = desk.words.count("events", len(term.entries))
            items.append(
                [term.path, _label(desk, kind), name, count, folded(f"{name} {_other_names(desk, kind, term.id)}")]
            )
    for entry in site.everything:
        title, _ = desk.title(entry)
        names = " ".join(desk.name(kind, ident) for kind, ids in members(entry) for ident in ids)
        quotes = " ".join(source.quote for source in entry.sources if source.quote)
        words = f"{title} {' '.join(entry.title_in.values())} {entry.summary or ''} {names} {quotes}"
        items.append([event_path(entry.id), "", title, desk.dates.text(entry.date).phrase, folded(words)])
    for report in site.reports.values():
        article = report.article
        words = f"{article.title or ''} {article.publisher or ''} {article.author or ''} {article.id}"
        items.append([report.path, desk.t.sources, desk.heading(article), desk.published(article), folded(words)])
    lines = ",\n".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in items)
    # U+2028 and U+2029 end a line in older scripts.
    text = f"window.dateline_index=[\n{lines}\n];\n".replace("\u2028", " ").replace("\u2029", " ")
    return text.encode()


def events_script(desk: Desk) -> bytes:
    """`dateline_events = […]`: every entry's address, title and date with what the filter of a page reads.

    Loaded when a reader first filters a home page that shows a choice only.
    """
    rows = []
    for entry in desk.site.everything:
        title, _ = desk.title(entry)
        facets = {key: value for key, value in desk.facets(entry).items() if value}
        if entry.tier is Tier.BACKGROUND:
            facets["b"] = "1"
        row = [event_path(entry.id), title, desk.dates.text(entry.date).phrase, facets]
        rows.append(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
    lines = ",\n".join(rows)
    return f"window.dateline_events=[\n{lines}\n];\n".replace("\u2028", " ").replace("\u2029", " ").encode()


def folded(text: str) -> str:
    """The words of a text, folded, each once, in their order."""
    return " ".join(dict.fromkeys(_WORDS(fold(text))))


def _label(desk: Desk, kind: Kind) -> str:
    t = desk.t
    labels = {
        Kind.COUNTRY: t.countries,
        Kind.ORGANISATION: t.organisations,
        Kind.PERSON: t.people,
        Kind.PLACE: t.places,
        Kind.TYPE: t.types,
    }
    return str(labels[kind])


def _other_names(desk: Desk, kind: Kind, ident: str) -> str:
    record = desk.gazetteer.get(ident) if kind in _RECORDED else None
    if record is None:
        return ident
    acronyms = (text.partition("@")[0].rstrip("?") for text in record.acronyms)
    return " ".join([ident, *record.names.values(), *record.aliases[:12], *acronyms])
