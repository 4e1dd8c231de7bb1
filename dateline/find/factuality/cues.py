"""Cues: the words that say something of an event, and the verbs among them with their particles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dateline.lexicon import verbs as v
from dateline.lexicon.factuality import FactualityCues
from dateline.lexicon.verbs import Verbs


class Cue(NamedTuple):
    """A word of the text that says something of what it governs."""

    kind: str
    index: int  # type: ignore[assignment]
    """Token of the cue."""
    words: str
    attribute: bool = False


def verb_cue(index: int, lower: Sequence[str], verbs: Verbs, cues: FactualityCues) -> Cue | None:
    """The class of a verb, with its particle if that stands near: `ställdes in`, `sagte … ab`, `called off`."""
    lemma = lemma_of(lower[index], verbs, cues)
    for particle, apart, kind in cues.verbs.get(lemma, ()):
        if not particle:
            if _has_other_particle(index, lemma, lower, verbs, cues):
                continue
            return Cue(kind, index, lower[index])
        reach = index + (6 if apart else 2)
        for j in range(index + 1, min(len(lower), reach)):
            if tuple(lower[j : j + len(particle)]) == particle:
                return Cue(kind, index, " ".join((lower[index], *particle)))
            if not lower[j][0].isalnum():
                break
    if verbs.separable:
        # German: the prefix at the end of the clause.
        for j in range(index + 1, len(lower)):
            if lower[j] in verbs.separable:
                at_end = (
                    j + 1 >= len(lower)
                    or not lower[j + 1][0].isalnum()
                    or bool(verbs.word(lower[j + 1]) & v.COORDINATOR)
                )
                if at_end:
                    for particle, _, kind in cues.verbs.get(lower[j] + lemma, ()):
                        if not particle:
                            return Cue(kind, index, f"{lower[index]} {lower[j]}")
            if lower[j] in ".;:":
                break
    return None


def _has_other_particle(index: int, lemma: str, lower: Sequence[str], verbs: Verbs, cues: FactualityCues) -> bool:
    """Whether a German prefix at the end makes another verb of it: `schlug … vor` is no `schlagen`."""
    if not verbs.separable:
        return False
    for j in range(index + 1, len(lower)):
        if not lower[j][0].isalnum():
            break
        following_ends = j + 1 >= len(lower) or not lower[j + 1][0].isalnum()
        if lower[j] in verbs.separable and following_ends:
            return lower[j] + lemma in verbs.lemmas or lower[j] + lemma in cues.verbs
    return False


def lemma_of(word: str, verbs: Verbs, cues: FactualityCues) -> str:
    """The infinitive of a form; a verb that only the cues know is found by its ending."""
    lemma = verbs.lemma(word)
    if lemma == word and word not in cues.verbs:
        for ending, replacement in verbs.lemma_endings:
            if word.endswith(ending) and word.removesuffix(ending) + replacement in cues.verbs:
                return word.removesuffix(ending) + replacement
    return lemma
