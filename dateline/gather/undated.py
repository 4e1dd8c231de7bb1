"""A clause without the words that date its event, in the order and the tense that a headline has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dateline.core.model import Clause, Document, EventMention, Factuality, Span, Tense, TimexType
from dateline.gather.soundness import WORD
from dateline.lexicon.titles import Compression, Titles


def time_cuts(mention: EventMention, document: Document, titles: Titles, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the expressions that date the event, with the words that go with them.

    A title stands beside its date, so what gives it goes. Durations and other dates stay: they are part of the news,
    or make the clause unfit, which is for others to judge.
    """
    text, cut = document.article.text, titles.compression
    cuts = []
    for timex in document.times:
        first, last = timex.span
        if first < start or last > end:
            continue
        if timex.type is TimexType.DURATION and last == end and text[last : last + 1].isspace():
            # "Reopened two weeks | after the flood".
            cuts.append((first, last))
            continue
        if timex.type not in (TimexType.DATE, TimexType.TIME):
            continue
        if mention.timex is not None and not _beside(document, mention.timex, timex.span):
            continue
        owned = next((end for end in cut.genitive_ends if text.startswith(end, last)), "")
        last += len(owned)
        # "In Tuesday's vote": the preposition goes with the vote.
        while not owned and not text[first:last].endswith(cut.genitive_ends):
            before = re.search(r"([\w'’]+)\s*$", text[start:first])
            if before is None or before[1].casefold() not in cut.time_prepositions:
                break
            if before[1].casefold() in cut.bounds and mention.factuality is not Factuality.ONGOING:
                # "The first snow since 1987" is no first snow.
                first = -1
                break
            first = start + before.start()
        if first < 0:
            continue
        # "On Monday, the leaders met": the comma goes with the date.
        after = re.match(r"\s*,", text[last:end]) if not text[start:first].strip() else None
        cuts.append((first, last + (after.end() if after else 0)))
    merged: list[tuple[int, int]] = []
    for first, last in sorted(cuts):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _beside(document: Document, timex: int, span: Span) -> bool:
    """Whether an expression is the one that dates the event or stands right beside it."""
    own = document.times[timex].span
    gap = max(own.start - span.end, span.start - own.end)
    return gap <= 8


def without(text: str, start: int, end: int, cuts: Sequence[tuple[int, int]]) -> str:
    parts, at = [], start
    for first, last in cuts:
        if first >= at:
            parts.append(text[at:first])
            at = last
    return " ".join([*parts, text[at:end]])


def subject_first(
    text: str, clause: Clause | None, cuts: Sequence[tuple[int, int]], end: int, cut: Compression
) -> str | None:
    """The clause with its subject before its verb, where the two follow each other after the part cut out."""
    if clause is None or clause.verb is None or clause.subject is None:
        return None
    verb = re.match(r"[\s,]*([\w'’-]+)", text[cuts[0][1] : end])
    if verb is None:
        return None
    verb_start = cuts[0][1] + verb.start(1)
    verb_end = cuts[0][1] + verb.end(1)
    subject = clause.subject
    if clause.verb.span.start != verb_start or text[verb_end : subject.start].strip() or subject.end > end:
        return None
    if any(first < subject.end and subject.start < last for first, last in cuts):
        return None
    if not _one_phrase(WORD.findall(text[subject.start : subject.end]), cut):
        return None
    rest = without(text, subject.end, end, [cut for cut in cuts if cut[0] >= subject.end])
    return f"{text[subject.start : subject.end]} {text[verb_start:verb_end]} {rest}"


def _one_phrase(words: Sequence[str], cut: Compression) -> bool:
    """Whether the words behind a verb are its subject alone, not its object as well: `banken | styrräntan`."""
    for place, (word, following) in enumerate(pairwise(words)):
        if following[0].isdigit() and place and not word[0].isdigit():
            return False
        if following.casefold() in cut.object_articles:
            return False
        named = following[0].isupper()
        if not named and len(word) > 4 and word.endswith(cut.definite_ends):
            return False
        ends = tuple(end for end in cut.definite_ends if len(end) > 2) if named else cut.definite_ends
        if len(following) > 4 and following.endswith(ends) and not word.endswith(cut.attribute_ends):
            return False
    return True


def told_plainly(text: str, clause: Clause, source: str, cut: Compression) -> str:
    """Words in the pluperfect as a headline has them: `hat beschlossen` for `hatte beschlossen`."""
    if clause.verb is None or clause.verb.tense is not Tense.PLUPERFECT:
        return text
    first = (WORD.findall(source[clause.verb.span.start : clause.verb.span.end]) or [""])[0]
    now = cut.pluperfect.get(first.casefold())
    if now is None:
        return text
    if now:
        return re.sub(rf"\b{re.escape(first)}\b", now, text, count=1)
    return re.sub(rf"\b{re.escape(first)} (?=\w+{cut.past_ending}\b)", "", text, count=1)
