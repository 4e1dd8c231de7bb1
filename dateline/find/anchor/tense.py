"""A clue to the tense around an expression, from closed lists and endings: used where no clauses are known."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from dateline.core.model import Span
from dateline.lexicon.times_tables import TenseWords

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[,;:–—()\"“”„»«]")
_REACH = 240
"""Characters looked at on either side: what is further off governs nothing here."""
_AIM = 14
"""Words looked at on either side for a verb that sends an expression ahead."""
_DEPENDENT = frozenset(
    {"weekday", "month", "md", "dom", "quarter", "half", "season", "holiday", "week", "weekend", "clock", "time", "ref"}
)


def depends_on_tense(steps: tuple[str, ...]) -> bool:
    """Whether the first step chooses by tense."""
    name, *args = steps[0].split()
    return name in _DEPENDENT and not (args and args[0][0] in "+-" and name != "weekend")


def is_day(steps: tuple[str, ...]) -> bool:
    """Whether the first step names a day of a week, a month or a year."""
    return steps[0].startswith(("weekday ", "md ", "dom ", "holiday "))


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
            if tense is not None and not (plain and plain[-1] in words.infinitive):
                found.append((len(plain), tense))
            starts.append(match.start())
            plain.append(word)
            mark += is_mark
            letter += is_word
            marks.append(mark)
            letters.append(letter)
        self._places = [number for number, _ in self._found]
        self._plans = [number for number, tense in self._found if tense in ("plan", "planned")]
        # Most sentences have neither, and need not be searched again for every expression.
        self._aims = [number for number, word in enumerate(plain) if word in words.aims]
        pairs = pairwise(plain)
        self._over = [n for n, (a, b) in enumerate(pairs) if b in words.perfect and a in words.infinitive]
        self._mute = not (self._found or self._aims or self._over)
        """Whether there is no verb form at all: lists and tables are full of dates, and tell nothing of them."""
        self._led = not self._mute or any(word in words.since or word in words.ahead for word in plain)

    def near(self, span: Span, *, day: bool = False) -> str | None:
        """What the words around say: `past`, `present`, `future`, or how a word beside the expression directs it.

        The nearest verb form of the same stretch between marks counts, those before the expression first; where the
        stretch has none, the one before it or after it is asked. Endings are asked last: they err. A form that stands
        before it in the same stretch is given with its distance in characters, `present 9`; `past ~9` tells its ending,
        and `past >9` is a form that stands behind.

        A participle that tells of a noun is given as `apposed 30`.

        `plan` and `goal` look ahead, `planned` may be over, `moved` is where a plan was before, `for` is a day looked
        ahead to (asked only of a `day`: "tickets for Friday", but "figures for May"), `participle`
        and `since` look back.
        """
        if not self._led:
            return None
        starts = self._starts
        first = bisect_left(starts, span.start)
        low = bisect_left(starts, span.start - _REACH, max(0, first - _REACH), first)
        link = self._link(first, low)
        if link is not None and self._plain[link] in self._words.since:
            return "since"
        if self._mute:
            return "for" if day and link is not None and self._plain[link] in self._words.ahead else None
        last = bisect_left(starts, span.end, first, min(len(starts), first + span.end - span.start))
        high = bisect_left(starts, span.end + _REACH, last, min(len(starts), last + _REACH))
        if self._aims and (goal := self._aimed(link, first, last, low, high)) is not None:
            return goal
        if self._plans and (plan := self._planned(first, last, low, high)) is not None:
            return plan
        if self._over and self._is_over_by(last, high):
            return "participle"
        if day and link is not None and self._plain[link] in self._words.ahead:
            return "for"
        if self._announced(first, last, low, high):
            return "goal"
        return self._verb(span, first, last, low, high)

    def _link(self, first: int, low: int) -> int | None:
        """The word that leads to the expression: `until` of "until at least Friday"."""
        number = first - 1
        while number >= low and self._plain[number] in self._words.small and first - number <= 3:
            number -= 1
        return number if number >= low else None

    def _aimed(self, link: int | None, first: int, last: int, low: int, high: int) -> str | None:
        """Whether a verb of moving or calling sends the expression ahead: postponed until, rief für den … auf."""
        if link is None:
            return None
        word = self._plain[link]
        begin, end = max(low, link - _AIM), min(high, last + _AIM)
        for number in self._aims[bisect_left(self._aims, begin) : bisect_left(self._aims, end)]:
            if first <= number < last or self._fences(number, first, last) > (1 if number < first else 0):
                continue
            for aim in self._words.aims[self._plain[number]]:
                if word in aim.before:
                    return "goal"
                if word in aim.source:
                    return "moved"
        return None

    def _planned(self, first: int, last: int, low: int, high: int) -> str | None:
        """Whether a word of planning stands in the same stretch, and whether the plan is told of in the past."""
        for number in self._plans[bisect_left(self._plans, low) : bisect_left(self._plans, high)]:
            if self._fences(number, first, last) == 0:
                if number >= last and self._follows_participle(first, low):
                    return None  # "the truce announced on 19 January is due to end"
                tense = self._found[bisect_left(self._places, number)][1]
                return "planned" if tense == "planned" or self._is_over(number, low, high) else "plan"
        return None

    def _within(self, low: int, high: int) -> list[tuple[int, str]]:
        """The verb forms between two tokens."""
        return self._found[bisect_left(self._places, low) : bisect_left(self._places, high)]

    def _follows_participle(self, first: int, low: int) -> bool:
        past = [n for n, tense in self._within(max(low, first - 2), first) if tense == "past"]
        return any(self._is_participle(n, low) and not self._is_linked(n, low) for n in past)

    def _is_over(self, number: int, low: int, high: int) -> bool:
        """Whether something past is told of beside a word of planning that no present holds: was planned for."""
        words = self._words
        before = [tense for _, tense in self._within(number - 3, number)]
        if "present" in before or "future" in before:
            return False
        return any(
            tense == "past" and place != number and self._plain[place] not in words.perfect
            for place, tense in self._within(low, high)
        )

    def _fences(self, number: int, first: int, last: int) -> int:
        """Marks and words that begin a clause between a word and the expression."""
        marks = self._marks
        return marks[first] - marks[number + 1] if number < first else marks[number] - marks[last]

    def _verb(self, span: Span, first: int, last: int, low: int, high: int) -> str | None:
        marks, letters = self._marks, self._letters
        best: tuple[int, str] | None = None
        for index in range(bisect_left(self._places, first) - 1, -1, -1):
            number, tense = self._found[index]
            if number < low:
                break
            fence, distance = marks[first] - marks[number], letters[first] - letters[number + 1]
            if best is not None and fence * 12 + distance >= best[0]:
                break  # those further off count for less
            if tense in ("plan", "planned") or (tense == "past" and self._is_linked(number, low)):
                continue
            if best is None and fence == 0 and distance <= 1 and tense == "past" and self._is_participle(number, low):
                best = (-1, "participle")
            elif best is None and fence == 0 and tense == "past" and self._is_apposed(number, index, low):
                best = (-1, f"apposed {span.start - self._starts[number] - len(self._plain[number])}")
            if best is None or fence * 12 + distance < best[0]:
                listed = self._plain[number] in self._words.words or tense == "future"
                if index and self._found[index - 1] == (number - 1, "past"):
                    listed = False  # a noun: "announced plans"
                gap = span.start - self._starts[number] - len(self._plain[number])
                best = (fence * 12 + distance, f"{tense} {'' if listed else '~'}{gap}" if fence == 0 else tense)
        for index in range(bisect_left(self._places, last), len(self._places)):
            number, tense = self._found[index]
            if number >= high:
                break
            fence, distance = marks[number + 1] - marks[last], letters[number] - letters[last]
            # What stands after has to be nearer to count: verbs mostly stand before the times they govern.
            if best is not None and fence * 12 + distance + 2 >= best[0]:
                break
            if tense not in ("plan", "planned"):
                behind = f"{tense} >{self._starts[number] - span.end}" if tense == "past" and fence == 0 else tense
                best = (fence * 12 + distance + 2, behind)
        return best[1] if best else None

    def _announced(self, first: int, last: int, low: int, high: int) -> bool:
        """Whether it opens an infinitive that a verb before the mark looks ahead to: `drohte, am Montag zu gehen`."""
        words, plain = self._words, self._plain
        near = plain[max(low, first - 4) : first]
        if "," not in near or not words.infinitive:
            return False
        mark = first - 1 - near[::-1].index(",")
        end = next((n for n in range(last, high) if not plain[n][0].isalpha()), high)
        # Its marker stands before its last word; "zu Uganda" is no infinitive.
        marker = range(last if end == high < len(plain) else max(last, end - 2), end)
        if not (
            any(plain[n] in words.infinitive for n in marker)
            or any(_holds(plain[n], words.within) for n in range(last, end))
        ):
            return False
        return any(
            words.words.get(plain[n]) == "future" or plain[n] in words.aims
            for n in range(max(low, mark - _AIM), mark)
            if self._marks[mark] - self._marks[n + 1] <= 1
        )

    def _is_over_by(self, last: int, high: int) -> bool:
        """Whether it stands in a perfect infinitive: `bestreitet, am Montag geschossen zu haben`."""
        index = bisect_left(self._over, last)
        if index == len(self._over) or self._over[index] >= high - 1:
            return False
        return all(word[0].isalpha() for word in self._plain[last : self._over[index]])

    def _is_linked(self, number: int, low: int) -> bool:
        """Whether it is a participle whose tense an auxiliary beside it tells: `will be held`."""
        links = self._words.links
        before = self._plain[max(low, number - 2) : number]
        return bool(links) and self._plain[number] not in links and any(word in links for word in before)

    def _is_apposed(self, number: int, index: int, low: int) -> bool:
        """Whether it is a participle that tells of the noun before it: `cuts announced by the ministry on Monday`.

        Verbs of what is on a programme keep their day: `opens a show of works painted by her on Monday`.
        """
        words, plain = self._words, self._plain
        if number + 1 >= len(plain) or plain[number + 1] not in words.hangs or not self._is_participle(number, low):
            return False
        start = bisect_left(self._places, low, 0, index)
        before = (n for n, tense in self._found[start:index] if tense in ("present", "future", "plan"))
        return not any(plain[n] not in words.links and self._marks[number] == self._marks[n] for n in before)

    def _is_participle(self, number: int, low: int) -> bool:
        before = self._plain[max(low, number - 3) : number]
        return number > low and not any(word in self._words.links for word in before)


def _holds(word: str, markers: frozenset[str]) -> bool:
    """Whether a long word holds the mark of an infinitive, as German verbs do: `zurückzutreten`."""
    return len(word) > 8 and any(marker in word[2:-3] for marker in markers)


def _read(token: str, words: TenseWords) -> tuple[str, bool, bool, str | None]:
    """A token in lower case; whether it begins a new stretch; whether it is a word; what it tells."""
    word = token.lower().replace("’", "'")
    is_word = word[0].isalpha()
    tense = words.words.get(word) if is_word else None
    if is_word and tense is None and "'" in word:
        tense = words.words.get(word.split("'")[1])  # French "n'a", "qu'on"
    if is_word and tense is None and token[0].islower():
        tense = next((t for ending, t in words.endings if len(word) > len(ending) + 2 and word.endswith(ending)), None)
        if tense is not None and _holds(word, words.within):
            tense = None
    if len(words.memo) > 20000:  # a long text of ever new words must not fill the memory
        words.memo.clear()
    read = words.memo[token] = (word, not is_word or word in words.breaks, is_word, None if tense == "none" else tense)
    return read
