"""Measured: expressions of time that say what something is compared with or how far figures reach, and date nothing."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.core.model import Document, EventMention, EventType, Timex
from dateline.core.when import Grain
from dateline.find.triggers import View
from dateline.lexicon.language import Lexicon
from dateline.lexicon.triggers import Triggers

PERIODS = frozenset({Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR})
"""What figures are told of."""

_BACK = 3
"""Words before a time among which one of comparing stands: `compared to March`."""
_FROM = 6
"""Words before a time among which one of starting out stands: `from 14 per cent a year ago`."""
_SUPERLATIVE = 5
"""Words before `since` among which a superlative stands: `the largest loss since 2009`."""
_BEFORE = frozenset({"year", "quarter", "half", "month"})


def is_compared(view: View, index: int, times: Sequence[Timex], lexicon: Triggers) -> bool:
    """Whether a time only measures, or belongs to a remark: `17 per cent compared to March`, `(born 1953)`."""
    at = view.token_at(times[index].span.start)
    opened = next((back for back in range(at - 1, -1, -1) if view.lower[back] in "()"), -1)
    if opened >= 0 and view.lower[opened] == "(" and opened < at - 1:
        return True
    if any(view.lower[back] in lexicon.compared for back in range(max(0, at - _BACK), at)):
        return True
    return _is_before(times[index]) and _starts_out(view, at, lexicon)


def _is_before(timex: Timex) -> bool:
    """Whether an expression goes back by a year, a quarter or a month from what is spoken of: `a year earlier`."""
    return any(
        step.rpartition(" ")[2] in _BEFORE or step.split(" ")[0] in _BEFORE for step in timex.steps if " -" in step
    )


def _starts_out(view: View, at: int, lexicon: Triggers) -> bool:
    """Whether a word of starting out stands right before a place, or before a number before it."""
    for back in range(at - 1, max(-1, at - 1 - _FROM), -1):
        if view.lower[back] in lexicon.compared_from:
            between = range(back + 1, at)
            return not between or any(view.lower[n][:1].isdigit() for n in between)
        if back == view.head:
            return False
    return False


def makes_known(event: EventMention, document: Document, lexicon: Lexicon) -> bool:
    """Whether a body makes figures of a time that is over known now: `posted a profit`, `meldet einen Verlust`."""
    if event.type is not EventType.ECONOMY:
        return False
    pack = lexicon.pack(document.article.paragraphs[document.article.sentences[event.sentence].paragraph].language)
    reports = pack.triggers.reports if pack is not None and pack.triggers is not None else frozenset()
    return event.lemma in reports or event.lemma.split(" ")[0] in reports


def is_superlative(words: Sequence[str], at: int, lexicon: Triggers) -> bool:
    """Whether a `since` at a place only says how long nothing was like it: `the highest level since 2009`."""
    return any(word in lexicon.superlatives for word in words[max(0, at - _SUPERLATIVE) : at])
