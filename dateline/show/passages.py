"""Where quoted words stand in an article, and the links that lead there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote as percent
from urllib.parse import urlsplit

from dateline.core.model import Article, Entry, Span
from dateline.show.site import Report

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212-"
_DOUBLE = '\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2033"'
_SINGLE = "\u2018\u2019\u201a\u201b\u00b4`\u2032'"
_WORDS_OF_A_FRAGMENT = 5


class Passage(NamedTuple):
    """Words of an article that entries rest on."""

    number: int
    """From 1 in reading order; its anchor is `q<number>`."""
    span: Span
    entries: tuple[str, ...]
    """Ids, in the order of the timeline."""


def locate(text: str, quote: str) -> Span | None:
    """Where a quote stands: exactly, else with white space, dashes and quotation marks taken as alike; else None."""
    start = text.find(quote)
    if start >= 0:
        return Span(start, start + len(quote))
    match = re.search(_pattern(quote), text)
    return Span(match.start(), match.end()) if match else None


def _pattern(quote: str) -> str:
    parts = []
    for char in " ".join(quote.split()):
        if char == " ":
            parts.append(r"\s+")
        else:
            alike = next((group for group in (_DASHES, _DOUBLE, _SINGLE) if char in group), None)
            parts.append(f"[{re.escape(alike)}]" if alike else re.escape(char))
    return "".join(parts)


def passages(report: Report) -> tuple[Passage, ...]:
    """The quoted passages of a report in reading order; the same words quoted by several entries are one passage."""
    found: dict[Span, list[str]] = {}
    for entry in report.entries:
        for source in entry.sources:
            if source.article == report.article.id and source.quote and not source.lost:
                span = locate(report.article.text, source.quote)
                if span:
                    ids = found.setdefault(span, [])
                    if entry.id not in ids:
                        ids.append(entry.id)
    return tuple(Passage(n, span, tuple(found[span])) for n, span in enumerate(sorted(found), 1))


def passage_numbers(report: Report, numbered: Sequence[Passage]) -> dict[str, int]:
    """Number of the passage by the quote as entries have it."""
    by_span = {passage.span: passage.number for passage in numbered}
    numbers: dict[str, int] = {}
    for entry in report.entries:
        for source in entry.sources:
            if source.article == report.article.id and source.quote and source.quote not in numbers:
                span = locate(report.article.text, source.quote)
                if span in by_span:
                    numbers[source.quote] = by_span[span]
    return numbers


def quotes_of(entry: Entry, article: Article) -> tuple[str, ...]:
    """The words of an article that an entry quotes."""
    return tuple(s.quote for s in entry.sources if s.article == article.id and s.quote)


def safe_url(url: str | None) -> str | None:
    """The address if it may be linked to: http, https or mailto; else None."""
    if not url:
        return None
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        return None
    return url if scheme in ("http", "https", "mailto") else None


def with_fragment(url: str | None, quote: str | None) -> str | None:
    """The address with a text fragment, so that browsers that know them jump to the quoted words."""
    safe = safe_url(url)
    if safe is None or not quote or "#" in safe or not safe.lower().startswith("http"):
        return safe
    words = quote.split()
    if len(words) <= 2 * _WORDS_OF_A_FRAGMENT:
        return f"{safe}#:~:text={_encoded(' '.join(words))}"
    first, last = " ".join(words[:_WORDS_OF_A_FRAGMENT]), " ".join(words[-_WORDS_OF_A_FRAGMENT:])
    return f"{safe}#:~:text={_encoded(first)},{_encoded(last)}"


def _encoded(text: str) -> str:
    # A hyphen and a comma have a meaning of their own inside a text fragment.
    return percent(text, safe="").replace("-", "%2D")
