"""Quotes: the raw words of an article that an event rests on, one sentence, cut at a comma when it is long."""

from __future__ import annotations

import re

from dateline.core.model import Article, Span

LIMIT = 300
_BREAK = re.compile(r"[,;:–—]\s|\s[–—-]\s")


def quote_span(article: Article, sentence: int, inside: Span) -> Span:
    """The span to quote for a mention: its sentence, or at most 300 characters of it around `inside`.

    A long sentence is cut at commas and dashes, else between words; the words of `inside` stay, as far as they fit.
    """
    start, end = article.sentences[sentence].span
    text = article.text
    start, end = _trim(text, start, end)
    if end - start <= LIMIT:
        return Span(start, end)
    first, last = max(start, inside.start), min(end, inside.end)
    if last - first > LIMIT:
        return Span(first, _word_end(text, first, first + LIMIT))
    breaks = [start, *(match.end() for match in _BREAK.finditer(text, start, end)), end]
    # The widest run of whole parts around the mention that fits.
    best = None
    for begin in (b for b in breaks if b <= first):
        for stop in (b for b in breaks if b >= last):
            if stop - begin <= LIMIT and (best is None or stop - begin > best[1] - best[0]):
                best = (begin, stop)
    if best is None:
        best = (first, _word_end(text, first, min(end, first + LIMIT)))
    return Span(*_trim(text, *best))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return start, end


def _word_end(text: str, start: int, limit: int) -> int:
    if limit >= len(text) or text[limit].isspace():
        return limit
    at = text.rfind(" ", start, limit)
    return at if at > start else limit
