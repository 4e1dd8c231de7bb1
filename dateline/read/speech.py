"""Finds direct speech: words in quotation marks, and what follows a dash at the start of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from dateline.core.model import Paragraph, Sentence, Span
from dateline.core.values import replace
from dateline.lexicon.basics import Basics

_MARK = re.compile(
    r"""
    [\"“”„»«&'‘’‚]
    (?: (?<=[\"“”„»«])
      | (?<=&)(?:quot|[lrb]dquo|[lr]aquo);
      | (?<=(?<![\w.,!?…])['‘‚])(?=\w)
      | (?<=(?<=[.,!?…])['’])(?!\w)
      )
    """,
    re.VERBOSE,
)
"""Begins with the marks themselves, so that the search leaps from one to the next."""
_ENTITY = {"&quot;": '"', "&ldquo;": "“", "&rdquo;": "”", "&bdquo;": "„", "&laquo;": "«", "&raquo;": "»"}
_CLOSERS = {"„": '“”"', "“": '”"“', "”": '”"', "»": "«»", "«": "»", '"': '"”', "'": "'’", "‘": "’'", "‚": "‘’'"}
_DASH = re.compile(r"\s*[–—-]\s*(?=\S)")
_SHORT = 5
"""Quoted words below this number are speech only beside a verb of speech: else they are a name or a scare quote."""
_REACH = 60
_WORDS = re.compile(r"\w+")


def mark_speech(
    text: str, paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence], basics_of: Sequence[Basics | None]
) -> tuple[Sentence, ...]:
    """The sentences with the direct speech in each; `basics_of` holds the language of every paragraph."""
    by_paragraph: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        by_paragraph.setdefault(sentence.paragraph, []).append(sentence)
    speech: list[Span] = []
    carried: int | None = None
    for number, paragraph in enumerate(paragraphs):
        basics = basics_of[number]
        dash = _DASH.match(text, paragraph.span.start, paragraph.span.end) if basics and basics.dash_speech else None
        if dash is not None and basics is not None:
            speech += _dash_speech(text, dash.end(), by_paragraph.get(number, ()), basics)
            carried = None
            continue
        found, carried = _quoted(text, paragraph.span, basics, carried)
        speech += found
    if not speech:
        return tuple(sentences)
    return tuple(_distribute(sentences, sorted(speech)))


def _distribute(sentences: Sequence[Sentence], speech: Sequence[Span]) -> list[Sentence]:
    """Each sentence with the parts of the speech that fall into it."""
    out: list[Sentence] = []
    first = 0
    for sentence in sentences:
        start, end = sentence.span
        while first < len(speech) and speech[first].end <= start:
            first += 1
        parts: list[Span] = []
        for span in speech[first:]:
            if span.start >= end:
                break
            left, right = max(start, span.start), min(end, span.end)
            if left < right:
                parts.append(Span(left, right))
        out.append(replace(sentence, quotes=tuple(parts)) if parts else sentence)
    return out


# ------------------------------------------------------------------------------------------------- quotation marks


def _quoted(text: str, span: Span, basics: Basics | None, carried: int | None) -> tuple[list[Span], int | None]:
    """Speech in quotation marks, and where a quote opened that the paragraph does not close.

    A quote that runs on is closed by the next paragraph, or opened anew by it, as the custom is in English.
    """
    out: list[Span] = []
    opened: tuple[str, int, int] | None = None
    for match in _MARK.finditer(text, span.start, span.end):
        mark = _ENTITY.get(match.group(), match.group())
        before = text[match.start() - 1] if match.start() > span.start else " "
        after = text[match.end()] if match.end() < span.end else " "
        can_open = (before.isspace() or before in "([{–—-/:>") and not after.isspace()
        can_close = not before.isspace()
        if opened is None:
            if carried is not None:
                if match.start() == span.start + len(text[span.start : span.end]) - len(
                    text[span.start : span.end].lstrip()
                ):
                    out.append(Span(carried, _paragraph_end(text, carried)))
                elif can_close and not can_open:
                    out += [Span(carried, _paragraph_end(text, carried)), Span(span.start, match.start())]
                    carried = None
                    continue
                carried = None
            if can_open or mark == "„" or (mark in '"«' and before.isspace()):
                opened = (mark, match.start(), match.end())
            continue
        if mark not in _CLOSERS[opened[0]]:
            if mark == opened[0] and can_open:
                opened = (mark, match.start(), match.end())
            continue
        if can_open and not can_close and mark in '"”“':
            opened = (mark, match.start(), match.end())
            continue
        inner = text[opened[2] : match.start()]
        said = Span(opened[2] + len(inner) - len(inner.lstrip()), opened[2] + len(inner.rstrip()))
        if said.start < said.end and _is_speech(text, span, opened[1], said, match.end(), basics):
            out.append(said)
        opened = None
    if opened is not None and opened[0] in '"“”„»«' and span.end - opened[2] > 20:
        return out, opened[2]
    return out, None


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _is_speech(text: str, span: Span, left: int, inner: Span, right: int, basics: Basics | None) -> bool:
    """Whether quoted words are said by somebody, rather than named or held at a distance."""
    words = _WORDS.findall(text, inner.start, inner.end)
    if not words:
        return False
    if len(words) >= _SHORT:
        long = [word for word in words if len(word) > 3]
        # A title: "Conference on Interaction and Confidence Building Measures in Asia".
        name = len(long) > 2 and text[inner.end - 1].isalnum() and all(word[0].isupper() for word in long)
        return not name
    if basics is None:
        return False
    before = text[max(span.start, left - _REACH) : left].rstrip()
    after = _WORDS.findall(text, right, min(span.end, right + _REACH))[:3]
    near = after[:1] if text[right : right + 1].isspace() and text[inner.end - 1].isalnum() else after
    return (
        before.endswith(":")
        or any(word in basics.speech_verbs for word in near)
        or any(word in basics.speech_verbs for word in _WORDS.findall(before)[-2:])
    )


# ------------------------------------------------------------------------------------------------------ dash quotes


@lru_cache(maxsize=64)
def _report(basics: Basics) -> re.Pattern[str]:
    """A reporting clause: a mark, a verb of speech, and somebody else than the one who speaks."""
    verbs = "|".join(sorted(map(re.escape, basics.speech_verbs)))
    mine = "|".join(sorted(map(re.escape, basics.first_person)))
    return re.compile(rf"([,?!.…])[\"”]?\s*(?:[–—-]\s*)?(?:{verbs})\b" + (rf"(?!\s+(?:{mine})\b)" if mine else ""))


def _dash_speech(text: str, start: int, sentences: Sequence[Sentence], basics: Basics) -> list[Span]:
    """Speech opened by a dash: all but the rest of the sentence that holds the reporting clause."""
    out: list[Span] = []
    reported = False
    for sentence in sentences:
        left, right = max(start, sentence.span.start), sentence.span.end
        clause = None if reported else _report(basics).search(text, left, right)
        if clause is not None:
            reported = True
            right = clause.start() if clause.group(1) == "," else clause.start() + 1
        if left < right:
            out.append(Span(left, right))
    return out
