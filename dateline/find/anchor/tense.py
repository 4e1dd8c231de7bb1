"""A clue to the tense around an expression, from closed lists and endings: used where no clauses are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dateline.core.model import Span
from dateline.lexicon.times_tables import TenseWords

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[,;:–—()\"“”„»«]")
_REACH = 240
"""Characters looked at on either side: what is further off governs nothing here."""
_DEPENDENT = frozenset(
    {"weekday", "month", "md", "dom", "quarter", "half", "season", "holiday", "week", "weekend", "clock", "time"}
)


def depends_on_tense(steps: tuple[str, ...]) -> bool:
    """Whether the first step chooses by tense."""
    name, *args = steps[0].split()
    return name in _DEPENDENT and not (args and args[0][0] in "+-" and name != "weekend")


def tense_clue(text: str, sentence: Span, span: Span, words: TenseWords) -> str | None:
    """What the words around say: `past`, `present`, `future`; `plan`, `participle` where a word beside it decides.

    The nearest verb form of the same stretch between marks counts, those before the expression first; where the
    stretch has none, the one before it or after it is asked. Endings are asked last: they err.
    """
    head = _WORD.findall(text, max(sentence.start, span.start - _REACH), span.start)
    tail = _WORD.findall(text, span.end, min(sentence.end, span.end + _REACH))
    back, forth = list(_clues(reversed(head), words)), list(_clues(tail, words))
    if any(tense == "plan" for fence, _, tense in back + forth if fence == 0):
        return "plan"
    if back and back[0][1] <= 1 and back[0][2] == "past" and back[0][0] == 0:
        place = len(head) - 1 - back[0][1]
        if place > 0 and not any(_plain(word) in words.links for word in head[max(0, place - 3) : place]):
            return "participle"
    # What stands after has to be nearer to count: verbs mostly stand before the times they govern.
    ranked = [(f * 12 + d, t) for f, d, t in back] + [(f * 12 + d + 2, t) for f, d, t in forth]
    best = min((item for item in ranked if item[1] != "plan"), key=lambda item: item[0], default=None)
    return best[1] if best else None


def _clues(tokens: Iterable[str], words: TenseWords) -> Iterator[tuple[int, int, str]]:
    """For every verb form: marks between, words between, tense."""
    fence = distance = 0
    for token in tokens:
        word = _plain(token)
        if not word[0].isalpha():
            fence += 1
            continue
        if word in words.breaks:
            fence += 1
        tense = words.words.get(word)
        if tense is None and token[0].islower():
            tense = next(
                (t for ending, t in words.endings if len(word) > len(ending) + 2 and word.endswith(ending)), None
            )
        if tense is not None and tense != "none":
            yield fence, distance, tense
        distance += 1


def _plain(token: str) -> str:
    return token.lower().replace("’", "'")
