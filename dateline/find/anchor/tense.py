"""A clue to the tense around an expression, from closed lists and endings: used where no clauses are known."""

from __future__ import annotations

import re

from dateline.core.model import Span
from dateline.lexicon.times import TenseWords

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[,;:–—()\"“”„»«]")
_DEPENDENT = frozenset({"weekday", "month", "md", "dom", "quarter", "half", "season", "holiday", "week", "weekend"})


def depends_on_tense(steps: tuple[str, ...]) -> bool:
    """Whether the first step chooses by tense."""
    name, *args = steps[0].split()
    return name in _DEPENDENT and not (args and args[0][0] in "+-" and name != "weekend")


def tense_clue(text: str, sentence: Span, span: Span, words: TenseWords) -> str | None:
    """`past`, `present` or `future`: the nearest verb form of the same stretch between marks, those before first.

    Where the stretch has none, the one before it or after it is asked. Endings are asked last: they err.
    """
    before: list[tuple[int, str]] = []
    after: list[tuple[int, str]] = []
    distance, fence = 0, 0
    clues: list[tuple[int, int, str]] = []  # stretches away, words away, tense
    for match in reversed(list(_WORD.finditer(text, sentence.start, span.start))):
        fence, distance = _step(match.group(), fence, distance, words, clues)
    before = [(f * 12 + d, t) for f, d, t in clues]
    clues, distance, fence = [], 0, 0
    for match in _WORD.finditer(text, span.end, sentence.end):
        fence, distance = _step(match.group(), fence, distance, words, clues)
    # What stands after has to be nearer to count: verbs mostly stand before the times they govern.
    after = [(f * 12 + d + 2, t) for f, d, t in clues]
    best = min(before + after, key=lambda item: item[0], default=None)
    return best[1] if best else None


def _step(token: str, fence: int, distance: int, words: TenseWords, clues: list[tuple[int, int, str]]) -> tuple[int, int]:
    word = token.lower().replace("’", "'")
    if not word[0].isalpha():
        return fence + 1, distance
    if word in words.breaks:
        fence += 1
    tense = words.words.get(word)
    if tense is None and token[0].islower():
        tense = next((t for ending, t in words.endings if len(word) > len(ending) + 2 and word.endswith(ending)), None)
    if tense is not None and tense != "none":
        clues.append((fence, distance, tense))
    return fence, distance + 1
