"""Texts of entries and people as clean HTML: the only door to Markdown and to the sanitiser."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import markdown
import nh3
from markupsafe import Markup, escape

RTL = frozenset({"ar", "fa", "he", "ur", "ps", "yi", "dv", "ckb", "ug", "sd"})
_MARKDOWN = re.compile(r"[*_`\[\]<>#&\\]|^\s*[-+>\d]|\n\s*\n", re.MULTILINE)
_TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "code", "blockquote", "br", "h2", "h3", "h4", "hr", "pre"}
_PAGE_TAGS = _TAGS | {"table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"}


def prose(text: str | None, *, inline: bool = False) -> Markup:
    """A little Markdown as HTML; plain text, which most summaries are, only escaped."""
    if not text:
        return Markup("")
    text = text.strip()
    if not _MARKDOWN.search(text):
        plain = escape(" ".join(text.split()))
        return plain if inline else Markup("<p>") + plain + Markup("</p>")
    html = to_html(text)
    if inline and html.count("<p>") == 1 and html.startswith("<p>"):
        html = html[3:].removesuffix("</p>")
    return Markup(html)


def direction(lang: str) -> str:
    """`rtl` for a language written from right to left, else empty: the page's own direction."""
    return "rtl" if lang.split("-", maxsplit=1)[0] in RTL else ""


@lru_cache(maxsize=1 << 15)
def highlighted(quote: str, words: str | None) -> Markup:
    """The quote with the time expression in it marked."""
    before, found, after = quote.partition(words) if words else (quote, "", "")
    if not found:
        return escape(quote)
    return Markup(f"{escape(before)}<b>{escape(found)}</b>{escape(after)}")


def to_html(text: str, *, page: bool = False) -> str:
    """Markdown as clean HTML: no raw HTML, no scripts, links only http, https and mailto."""
    extensions: list[Any] = ["smarty", "tables", "def_list"] if page else []
    html = markdown.markdown(text, extensions=extensions)
    return nh3.clean(
        html, tags=_PAGE_TAGS if page else _TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}
    ).strip()
