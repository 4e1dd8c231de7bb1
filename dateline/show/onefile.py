"""The whole timeline as one HTML file: every event with all its evidence, style, script and fonts inside.

It needs nothing beside it: it can be mailed, kept and opened in ten years. The filter works in it as on the home page;
names are links that filter. What stands inside is named in its policy by digest, so nothing else can run.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from dateline.core.model import Entry
from dateline.core.text import script_digest
from dateline.show.eventpage import EventPages, SourceView
from dateline.show.pages import ListPages, ListView
from dateline.show.pieces import Line, Link
from dateline.show.site import Kind, event_path, members
from dateline.show.views import Desk

SCRIPTS = ("filter.js", "site.js")
_SHEETS = ("site.css", "project.css")
_FONT = re.compile(r'url\("(fonts/[^"]+\.woff2)"\)')
_FIELDS = {Kind.COUNTRY: "country", Kind.ORGANISATION: "org"}


@dataclass(frozen=True, slots=True)
class WholeLine:
    """An entry with everything that is known of it."""

    line: Line
    sources: tuple[SourceView, ...]
    doubts: tuple[str, ...]
    page: str
    """Address of its own page on the published site; empty where that is not known."""


@dataclass(frozen=True, slots=True)
class OneFile:
    """Everything the file shows and holds."""

    list: ListView
    style: Markup
    scripts: tuple[Markup, ...]
    policy: Markup
    home: str
    """Address of the published site; empty where it is not known."""
    licence: str


def one_file(
    desk: Desk,
    lists: ListPages,
    events: EventPages,
    static: Mapping[str, bytes],
    *,
    first_script: str,
    draw: Callable[[WholeLine], str],
) -> OneFile:
    """The view of the one file; `draw` makes the markup of an entry."""
    config = desk.site.config
    style = style_of(static)
    scripts = [_text(static[name]) for name in SCRIPTS if name in static]
    named = " ".join(f"'{script_digest(text)}'" for text in (first_script, *scripts))
    view = lists.whole(lambda entry, repeats: Markup(draw(_whole(desk, events, entry, repeats=repeats))))
    return OneFile(
        list=replace(view, figures=tuple(replace(figure, href="") for figure in view.figures)),
        style=Markup(style),
        scripts=tuple(map(Markup, scripts)),
        policy=Markup(
            f"default-src 'none'; script-src {named}; style-src '{script_digest(style)}'; font-src data:; "
            "img-src data:; base-uri 'none'"
        ),
        home=config.address or "",
        licence=config.licence or "",
    )


def style_of(static: Mapping[str, bytes]) -> str:
    """The site's style sheets in one, with the fonts inside."""

    def inside(match: re.Match[str]) -> str:
        font = static.get(match[1])
        return f'url("data:font/woff2;base64,{base64.b64encode(font).decode()}")' if font else match[0]

    return "\n".join(_FONT.sub(inside, _text(static[name])) for name in _SHEETS if name in static)


def _text(data: bytes) -> str:
    """With the line ends a browser makes of any others, before it compares the digest of what stands in a page."""
    return data.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")


def _whole(desk: Desk, events: EventPages, entry: Entry, *, repeats: bool) -> WholeLine:
    said = desk.quoted(entry)  # its words stand in the summary
    held = dict(members(entry))
    terms = tuple(
        Link(f"?{field}={ident}", desk.name(kind, ident)) for kind, field in _FIELDS.items() for ident in held[kind]
    )
    reviews = desk.words.sections["reviews"]
    address = desk.site.config.address
    return WholeLine(
        line=replace(desk.line_view(entry), href=f"#{entry.id}", terms=terms, note=None, repeats=repeats),
        sources=tuple(
            replace(shown, quote=Markup("")) if source is said else shown
            for source, shown in zip(entry.sources, events.sources(entry), strict=True)
        ),
        doubts=tuple(reviews[reason.value] for reason in entry.review),
        page=f"{address.rstrip('/')}/{event_path(entry.id)}" if address else "",
    )
