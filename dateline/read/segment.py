"""Cuts paragraphs into sentences and tokens, with offsets into the article's text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from dateline.core.model import Sentence, Span, Token
from dateline.lexicon.basics import Basics, Ordinals, Stop


def _words(letters: str) -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?:[^\W\d_]{{1,3}}\.){{2,}}(?!\w)(?:[-‐‑][^\W_]+)*            # U.S., t.ex., d.v.s., U.S.-led
        | (?<![\w.,:])\d{{1,2}}\.(?:\d{{1,2}}\.)?(?=[ \u00a0][^\W_])       # 4. März, 4.3. um neun: within a sentence
        | {letters}
          (?: (?: [-‐‑'’·](?=[^\W_])                              # K-drama, don't, Québec-based
                | (?<=\d)[.,:](?=\d)                              # 3,5  10.000  20:15
                | (?<=[A-ZÅÄÖ\d]):(?=[a-zåäö])                    # FN:s, 70:e
                )
              {letters} )*
        | &(?:[A-Za-z]{{2,8}}|\#\d{{1,6}}|\#x[0-9A-Fa-f]{{1,6}});       # an HTML entity that is left in the text
        | \.{{2,}} | [-–—]{{2,}} | [^\w\s] | _+
        """,
        re.VERBOSE,
    )


_WORD = _words(r"[^\W_]+")
"""Of a stretch without an HTML entity: a run of letters is one step here, not one a letter, and takes half the time."""
_WORD_OR_ENTITY = _words(r"(?:[^\W_]|&[A-Za-z]{1,8}(?:uml|acute|grave|circ|cedil|tilde|ring|slash|lig);)+")
_BLANK_ENTITIES = frozenset({"&nbsp;", "&#160;", "&#xa0;", "&#xA0;", "&shy;", "&#173;", "&ensp;", "&emsp;", "&thinsp;"})
_OPENERS = "\"“”„»«‘’‚'([{–—-¿¡"
_END = re.compile(
    r"""
    [.!?…]
    (?: [.!?…]* (?:["”“»«’')\]]|&quot;|&rdquo;|&raquo;|\[\d{1,3}\])* (?=\s|$)
      | (?<=[^\W\d_A-ZÅÄÖÜ]{3}[.!?])(?=[A-ZÅÄÖÜÉ][^\W\d_]*\s)   # two sentences glued together
      )
    """,
    re.VERBOSE,
)
"""Begins with the marks themselves, so that the search leaps from one to the next."""
_NEXT = re.compile(r"[\s\"“”„»«‘’‚'(\[{–—¿¡-]*(\w+)?")
_ACRONYM = re.compile(r"[^\W\d_]{1,4}\.(?:[^\W\d_]{1,4}\.)+")
_ROMAN = re.compile(r"[IVX]{1,5}\.")
_DAY_MONTH = re.compile(r"(?<!\d)[0-3]?\d\. ?[01]?\d\.$")


def tokenize(text: str, span: Span) -> tuple[Token, ...]:
    """The words, numbers and marks within a span, in order.

    Hyphens, apostrophes, the dots of acronyms and Swedish colon genitives stay inside a word. An HTML entity left in
    the text is one token whose text is the character it means; entities for spaces are none.
    """
    new = tuple.__new__
    if text.find("&", span.start, span.end) < 0:
        out: list[Token] = []
        end = span.start
        for word in _WORD.findall(text, span.start, span.end):
            # Nothing but white space is left out, so that each stands where it is found next.
            start = text.find(word, end)
            end = start + len(word)
            out.append(new(Token, (start, end, word)))
        return tuple(out)
    found = _WORD_OR_ENTITY.finditer(text, span.start, span.end)
    return tuple(Token(m.start(), m.end(), html.unescape(m.group())) for m in found if m.group() not in _BLANK_ENTITIES)


def split_sentences(text: str, span: Span, basics: Basics | None) -> list[Span]:
    """The sentences within a span, in order, without the white space around them; a language without a pack is
    split by punctuation alone."""
    out: list[Span] = []
    start = span.start
    for match in _END.finditer(text, span.start, span.end):
        if match.end() < span.end and not _is_end(text, start, match, span.end, basics):
            continue
        end = _closing_mark(text, span.start, match.end(), span.end)
        if end > start:
            _append(out, text, start, end)
            start = end
    _append(out, text, start, span.end)
    return out


def _append(out: list[Span], text: str, start: int, end: int) -> None:
    part = text[start:end]
    stripped = part.strip()
    if not stripped:
        return
    start += len(part) - len(part.lstrip())
    if out and not any(ch.isalnum() for ch in stripped):
        out[-1] = Span(out[-1].start, start + len(stripped))
        return
    out.append(Span(start, start + len(stripped)))


def _closing_mark(text: str, start: int, end: int, limit: int) -> int:
    """The end moved past a straight quotation mark that stands apart and closes one opened since the start."""
    if text[end : end + 2] == ' "' and text.count('"', start, end) % 2 and end + 2 <= limit:
        return end + 2
    return end


def _is_end(text: str, start: int, match: re.Match[str], limit: int, basics: Basics | None) -> bool:
    """Whether the punctuation matched ends a sentence, by what stands before and after it."""
    after = _NEXT.match(text, match.end(), limit)
    word = after.group(1) if after else None
    if word is None:
        # Nothing but marks follows, or a symbol such as €: the marks go with what they close.
        return after is not None and after.end() < limit
    first = word[0]
    if first.islower():
        return False
    if match.group()[0] != "." or len(match.group().rstrip("\"”“»«’')]")) > 1:
        return True
    if basics is None:
        return True
    before = text[max(start, match.start() - 24) : match.start() + 1].split()
    if not before:
        return True
    last = before[-1].lstrip(_OPENERS)
    # `he said. He` is by far the commonest case, and the cheapest to tell.
    stop = basics.stops.get(last)
    if stop is None and last[:1].isupper():
        stop = basics.stops.get(last[0].lower() + last[1:])
    if stop is not None:
        if stop is Stop.NEVER or (stop is Stop.BEFORE_NUMBER and first.isdigit()):
            return False
        return word in basics.starters
    if first.isdigit() and basics.stop_endings and last.endswith(basics.stop_endings):
        return False
    if len(last) == 2 and last[0].isalpha():
        return last[0].isupper() and word in basics.starters
    if _ACRONYM.fullmatch(last):
        return word in basics.starters
    if last[0].isdigit() and len(last) <= 3 and last[:-1].isdigit():
        if first.isdigit() and len(word) <= 2 and text[match.end()] == " ":
            return False  # a decimal that came apart: `a depth of 7. 5`
        if first.isdigit() and len(word) == 4 and _DAY_MONTH.search(text, start, match.end()):
            return False  # a date written with spaces: `23. 3. 1976`
        if basics.ordinals is Ordinals.MONTHS:
            return word.lower() not in basics.months
        if basics.ordinals is Ordinals.ANY:
            return word in basics.starters or first.isdigit()
    if basics.ordinals is Ordinals.ANY and _ROMAN.fullmatch(last):
        return word in basics.starters
    return True


def build_sentences(
    text: str, paragraphs: Iterable[tuple[Span, Basics | None]], *, head: Span | None = None
) -> Iterator[Sentence]:
    """The sentences of paragraphs, numbered, with their tokens; the head of a lede is a sentence of its own."""
    for number, (span, basics) in enumerate(paragraphs):
        spans: list[Span] = []
        start = span.start
        if head is not None and span.start <= head.start < span.end:
            spans.append(Span(head.start, head.start + len(text[head.start : head.end].rstrip())))
            start = head.end
        spans += split_sentences(text, Span(start, span.end), basics)
        for sentence in spans:
            tokens = tokenize(text, sentence)
            if tokens:
                yield Sentence(sentence, number, tokens)
