"""Looks over the finished files of a site: every link and anchor resolves, nothing leads a browser to another host."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from html import unescape
from urllib.parse import unquote, urlsplit

from dateline.core.model import Article
from dateline.core.problems import Place, Problems
from dateline.core.text import fold_typography, script_digest

_LOADS = {
    "img": ("src",),
    "script": ("src",),
    "link": ("href",),
    "iframe": ("src",),
    "source": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "image": ("href",),
    "use": ("href",),
    "object": ("data",),
    "embed": ("src",),
    "form": ("action",),
}
"""Attributes that make a browser fetch or send something."""
_INERT_LINKS = frozenset({"canonical", "alternate", "license", "author", "me"})
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


_PIECE = re.compile(
    r"<!--.*?-->"
    r"|<(?P<raw>script|style)\b(?P<rawattrs>(?:\"[^\"]*\"|'[^']*'|[^'\">])*)>(?P<text>.*?)</(?P=raw)\s*>"
    r"|<(?P<tag>[a-zA-Z][a-zA-Z0-9:-]*)(?P<attrs>(?:\"[^\"]*\"|'[^']*'|[^'\">])*)>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_NOTABLE = re.compile(r"""\b(?:id|href|src|lang|style|data|action|on[a-z]+)\s*=""", re.IGNORECASE)


class _Page:
    """What of a page matters to the check: ids, links, what it loads, languages, inline code.

    The page is cut into tags by one expression, ten times faster than a parser that builds every piece of text; what
    it takes for a tag is what a browser takes for one, as long as attribute values are quoted.
    """

    def __init__(self, html: str) -> None:
        self._html = html
        self.ids: set[str] = set()
        self.twice: list[tuple[str, int]] = []
        self.links: list[tuple[str, int]] = []
        self.loads: list[tuple[str, int]] = []
        self.faults: list[tuple[str, str, int]] = []
        self.has_language = False
        self.has_title = False
        self._policy = ""
        for match in _PIECE.finditer(html):
            if match["tag"]:
                self._read(match["tag"].lower(), match["attrs"], match.start())
            elif match["raw"]:
                self._read(match["raw"].lower(), match["rawattrs"], match.start(), match["text"])

    def line(self, position: int) -> int:
        """The line of a place in the page, from 1."""
        return self._html.count("\n", 0, position) + 1

    def _read(self, tag: str, text: str, at: int, code: str = "") -> None:
        if tag == "title":
            self.has_title = True
        if tag not in ("script", "style", "html", "meta") and not _NOTABLE.search(text):
            return
        values = {m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(text)}
        ident = values.get("id")
        if ident is not None:
            if ident in self.ids or not ident or " " in ident:
                self.twice.append((ident, at))
            self.ids.add(ident)
        if tag == "html":
            self.has_language = bool(values.get("lang"))
        lang = values.get("lang")
        if lang is not None and not _TAG.fullmatch(lang):
            self.faults.append(("bad-lang", f"lang={lang!r} is no language tag", at))
        if tag in ("a", "area") and "href" in values:
            self.links.append((values["href"], at))
        if tag == "link" and set(values.get("rel", "").split()) & _INERT_LINKS:
            if not urlsplit(values.get("href", "")).scheme:
                self.links.append((values.get("href", ""), at))
        else:
            self.loads += [(values[name], at) for name in _LOADS.get(tag, ()) if values.get(name)]
        if tag == "meta" and values.get("http-equiv", "").lower() == "content-security-policy":
            self._policy = values.get("content", "")
        named = bool(code) and script_digest(code) in self._policy
        if tag == "script" and "src" not in values and values.get("type") != "application/ld+json" and not named:
            self.faults.append(("inline-script", "a script stands in the page itself", at))
        if (tag == "style" and not named) or "style" in values:
            self.faults.append(("inline-style", "style stands in the page itself", at))
        for name in values:
            if name.startswith("on"):
                self.faults.append(("inline-script", f"the attribute {name!r} holds a script", at))


def check_site(
    files: Mapping[str, bytes],
    problems: Problems,
    *,
    articles: Mapping[str, Article] | None = None,
    quote_limit: int = 300,
    forbidden: Iterable[str] = (),
) -> None:
    """Report what is wrong with the finished files, by path within the site.

    Checked: links and anchors, ids, languages, hosts, inline code; that no page holds more of an article in one piece
    than `quote_limit` characters unless its rights allow it; that no file holds one of the `forbidden` words.
    """
    pages: dict[str, _Page] = {}
    for path, data in files.items():
        if path.endswith(".html"):
            pages[path] = _Page(data.decode("utf-8"))
    for path, page in pages.items():
        _check_page(path, page, pages, files, problems)
    for path, data in files.items():
        if path.endswith(".css"):
            _check_style(path, data.decode("utf-8"), files, problems)
    words = [word for word in forbidden if word]
    for path, data in files.items():
        text = data.decode("utf-8", "replace") if words else ""
        for word in words:
            if word in text:
                problems.error(Place(path), "withheld", f"{word!r} is to be withheld and stands in this file")
    _check_quotes(files, articles or {}, quote_limit, problems)


def _check_page(
    path: str, page: _Page, pages: Mapping[str, _Page], files: Mapping[str, bytes], problems: Problems
) -> None:
    for ident, at in page.twice:
        problems.error(Place(path, page.line(at)), "duplicate-id", f"the id {ident!r} stands twice in this page")
    if not page.has_language:
        problems.error(Place(path, 1), "no-lang", "the page does not say its language")
    if not page.has_title:
        problems.error(Place(path, 1), "no-title", "the page has no title")
    for code, message, at in page.faults:
        problems.error(Place(path, page.line(at)), code, message)
    for href, at in page.loads:
        if _is_foreign(href):
            problems.error(Place(path, page.line(at)), "foreign-host", f"{href!r} would be fetched from another host")
        elif not href.startswith("data:"):
            _resolve(path, href, at, pages, files, problems)
    for href, at in page.links:
        parts = urlsplit(href)
        if parts.scheme in ("http", "https", "mailto"):
            continue
        if parts.scheme or parts.netloc:
            problems.error(Place(path, page.line(at)), "bad-link", f"{href!r} is no link a reader may follow")
            continue
        _resolve(path, href, at, pages, files, problems)


def _is_foreign(href: str) -> bool:
    parts = urlsplit(href)
    return bool(parts.netloc) or parts.scheme in ("http", "https", "ftp", "ws", "wss")


def _resolve(
    path: str, href: str, at: int, pages: Mapping[str, _Page], files: Mapping[str, bytes], problems: Problems
) -> None:
    parts = urlsplit(href)
    if parts.path.startswith("/") and posixpath.basename(path) == "404.html":
        return  # shown at any address, so its links start at the host's top
    if parts.path.startswith("/"):
        problems.error(
            Place(path, pages[path].line(at)), "absolute-link", f"{href!r} fails where the site stands in a folder"
        )
        return
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    if target not in files:
        problems.error(Place(path, pages[path].line(at)), "dead-link", f"{href!r} leads nowhere")
    elif parts.fragment and not parts.fragment.startswith(":~:"):
        page = pages.get(target)
        if page is not None and unquote(parts.fragment) not in page.ids:
            problems.error(Place(path, pages[path].line(at)), "dead-anchor", f"{href!r}: that page has no such place")


def _check_style(path: str, text: str, files: Mapping[str, bytes], problems: Problems) -> None:
    for match in _CSS_URL.finditer(text):
        href = match.group(1) or match.group(2)
        if _is_foreign(href):
            problems.error(Place(path), "foreign-host", f"{href!r} would be fetched from another host")
        elif not href.startswith(("data:", "#")):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), href))
            if target not in files:
                problems.error(Place(path), "dead-link", f"{href!r} leads nowhere")


def _check_quotes(files: Mapping[str, bytes], articles: Mapping[str, Article], limit: int, problems: Problems) -> None:
    """Hold the texts of the site against the articles: no page may carry a longer stretch of one than is allowed."""
    guarded = {ident: fold_typography(a.text) for ident, a in articles.items() if a.rights != "full"}
    if not guarded:
        return
    pages = {p: fold_typography(_plain(d.decode("utf-8"))) for p, d in files.items() if p.startswith("sources/")}
    for ident, text in guarded.items():
        for start in range(0, max(len(text) - limit - 1, 0), max(limit // 2, 1)):
            piece = text[start : start + limit + limit // 2]
            if len(piece) <= limit:
                break
            for path, page in pages.items():
                if piece in page:
                    problems.error(
                        Place(path),
                        "quote-limit",
                        f"the page shows more than {limit} characters of {ident!r} in one piece",
                    )


_MARKUP = re.compile(r"<[^>]*>")


def _plain(html: str) -> str:
    """The text of a page as a reader sees it."""
    return unescape(_MARKUP.sub("", html))
