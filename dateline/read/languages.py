"""Tells the language of a text by its function words and letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dateline.lexicon.basics import Basics
from dateline.lexicon.language import Lexicon

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_MARGIN = 1.5
"""The winner's score is at least this many times the second's."""
_DENSITY = 0.25
"""Score per word a language reaches in its own texts; real ones lie at .6 to 1.2."""
_CLEAR = 6.0
"""Score from which a paragraph may differ from a language the document was given."""


@dataclass(frozen=True, slots=True)
class Score:
    """How much speaks for each language, and for how many words."""

    words: int
    by_tag: Mapping[str, float]

    def best(self) -> tuple[str, float, float] | None:
        """The likeliest tag with its score and the second's; ties by tag."""
        ranked = sorted(self.by_tag.items(), key=lambda item: (-item[1], item[0]))
        if not ranked:
            return None
        return ranked[0][0], ranked[0][1], ranked[1][1] if len(ranked) > 1 else 0.0


class Identifier:
    """Scores texts against all languages that have a pack, in one pass over the words."""

    def __init__(self, packs: Mapping[str, Basics]) -> None:
        self._tags = tuple(sorted(packs))
        self._words: dict[str, list[tuple[int, float]]] = {}
        self._letters: dict[str, list[tuple[int, float]]] = {}
        for i, tag in enumerate(self._tags):
            basics = packs[tag]
            for word, weight in basics.weights.items():
                self._words.setdefault(word, []).append((i, weight))
            for letters, weight in ((basics.letters, 1.0), (basics.letters_against, -1.0)):
                for letter in letters:
                    self._letters.setdefault(letter, []).append((i, weight))

    def score(self, text: str) -> Score:
        lower = text.lower()
        words = _WORD.findall(lower)
        scores = [0.0] * len(self._tags)
        table = self._words
        for word in filter(table.__contains__, words):
            for i, weight in table[word]:
                scores[i] += weight
        for letter in sorted(set(lower) & self._letters.keys()):
            for i, weight in self._letters[letter]:
                scores[i] += weight * lower.count(letter)
        return Score(len(words), dict(zip(self._tags, scores)))

    def document(self, scores: list[Score]) -> str | None:
        """The language of a document, by the sum over its paragraphs; None when no pack reads it."""
        total = Score(
            sum(score.words for score in scores),
            {tag: sum(score.by_tag[tag] for score in scores) for tag in self._tags},
        )
        best = total.best()
        if best is None or best[1] < max(2.0, _DENSITY * total.words) or best[1] < _MARGIN * best[2]:
            return None
        return best[0]

    def paragraph(self, score: Score, document: str | None, *, given: bool) -> str | None:
        """The language of a paragraph: its own where it is clear, else the document's."""
        best = score.best()
        if best is None or best[0] == document:
            return document
        tag, first, second = best
        least = _CLEAR if given or document is not None else 2.0
        own = max(second, 0.0) if document is None else max(second, score.by_tag.get(document, 0.0), 0.0)
        margin = _MARGIN if document is None else 2 * _MARGIN
        if first >= max(least, _DENSITY * score.words) and first >= margin * own:
            return tag
        return document


@lru_cache(maxsize=4)
def identifier(lexicon: Lexicon) -> Identifier:
    """The identifier over all packs of a lexicon."""
    return Identifier({tag: pack.basics for tag, pack in lexicon.packs.items() if pack.basics is not None})


def identify(text: str, lexicon: Lexicon) -> str | None:
    """The language of a text, or None when no pack reads it."""
    known = identifier(lexicon)
    return known.document([known.score(text)])
