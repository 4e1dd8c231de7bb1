"""A clue to the tense around an expression, from closed lists and endings: used where no clauses are known."""

from __future__ import annotations

import re
from bisect import bisect_left

from dateline.core.model import Span
from dateline.lexicon.times_tables import TenseWords

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[,;:–—()\"“”„»«]")
_REACH = 240
"""Characters looked at on either side: what is further off governs nothing here."""
_DEPENDENT = frozenset(
    {"weekday", "month", "md", "dom", "quarter", "half", "season", "holiday", "week", "weekend", "clock", "time", "ref"}
)


def depends_on_tense(steps: tuple[str, ...]) -> bool:
    """Whether the first step chooses by tense."""
    name, *args = steps[0].split()
    return name in _DEPENDENT and not (args and args[0][0] in "+-" and name != "weekend")


class Clues:
    """The verb forms of one sentence, as far as they tell a tense; read once, asked for every expression in it."""

    def __init__(self, text: str, sentence: Span, words: TenseWords) -> None:
        self._words = words
        self._starts: list[int] = []
        self._plain: list[str] = []
        self._marks, self._letters = [0], [0]
        self._found: list[tuple[int, str]] = []
        """Number of the token, tense."""
        memo = words.memo
        starts, plain, marks, letters, found = self._starts, self._plain, self._marks, self._letters, self._found
        mark = letter = 0
        for match in _WORD.finditer(text, sentence.start, sentence.end):
            token = match.group()
            word, is_mark, is_word, tense = memo.get(token) or _read(token, words)
            if tense is not None:
                found.append((len(plain), tense))
            starts.append(match.start())
            plain.append(word)
            mark += is_mark
            letter += is_word
            marks.append(mark)
            letters.append(letter)
        self._places = [number for number, _ in self._found]

    def near(self, span: Span) -> str | None:
        """What the words around say: `past`, `present`, `future`; `plan`, `participle`, `since` where a word decides.

        The nearest verb form of the same stretch between marks counts, those before the expression first; where the
        stretch has none, the one before it or after it is asked. Endings are asked last: they err.
        """
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        low = bisect_left(self._starts, span.start - _REACH)
        high = bisect_left(self._starts, span.end + _REACH)
        marks, letters = self._marks, self._letters
        if first and self._plain[first - 1] in self._words.since:
            return "since"
        best: tuple[int, str] | None = None
        for index in range(bisect_left(self._places, first) - 1, -1, -1):
            number, tense = self._found[index]
            if number < low:
                break
            fence, distance = marks[first] - marks[number], letters[first] - letters[number + 1]
            if tense == "plan":
                if fence == 0:
                    return "plan"
                continue
            if tense == "past" and self._is_linked(number, low):
                continue
            if best is None and fence == 0 and distance <= 1 and tense == "past" and self._is_participle(number, low):
                best = (-1, "participle")
            if best is None or fence * 12 + distance < best[0]:
                best = (fence * 12 + distance, tense)
        for index in range(bisect_left(self._places, last), len(self._places)):
            number, tense = self._found[index]
            if number >= high:
                break
            fence, distance = marks[number + 1] - marks[last], letters[number] - letters[last]
            if tense == "plan":
                if fence == 0:
                    return "plan"
                continue
            # What stands after has to be nearer to count: verbs mostly stand before the times they govern.
            if best is None or fence * 12 + distance + 2 < best[0]:
                best = (fence * 12 + distance + 2, tense)
        return best[1] if best else None

    def _is_linked(self, number: int, low: int) -> bool:
        """Whether it is a participle whose tense an auxiliary beside it tells: `will be held`."""
        links = self._words.links
        before = self._plain[max(low, number - 2) : number]
        return bool(links) and self._plain[number] not in links and any(word in links for word in before)

    def _is_participle(self, number: int, low: int) -> bool:
        before = self._plain[max(low, number - 3) : number]
        return number > low and not any(word in self._words.links for word in before)


def _read(token: str, words: TenseWords) -> tuple[str, bool, bool, str | None]:
    """A token in lower case; whether it begins a new stretch; whether it is a word; what it tells."""
    word = token.lower().replace("’", "'")
    is_word = word[0].isalpha()
    tense = words.words.get(word) if is_word else None
    if is_word and tense is None and token[0].islower():
        tense = next((t for ending, t in words.endings if len(word) > len(ending) + 2 and word.endswith(ending)), None)
    if len(words.memo) > 20000:  # a long text of ever new words must not fill the memory
        words.memo.clear()
    read = words.memo[token] = (word, not is_word or word in words.breaks, is_word, None if tense == "none" else tense)
    return read
