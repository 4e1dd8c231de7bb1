"""Clauses in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.core.model import ClauseKind, Sentence

KINDS = {
    "complement": ClauseKind.SUBORDINATE,
    "subordinate": ClauseKind.SUBORDINATE,
    "relative": ClauseKind.RELATIVE,
    "condition": ClauseKind.CONDITION,
    "question": ClauseKind.QUESTION,
}


@dataclass(slots=True)
class Frame:
    """A clause in the making."""

    kind: ClauseKind
    parent: int
    """Index of the clause around it, -1 for none."""
    base: bool
    """A main clause of the sentence, of a quote or of a parenthesis: it waits for a verb without a conjunction."""
    sure: bool = True
    connective: str | None = None
    opener: str | None = None
    """Kind of the word that opened it, as the lexicon has it."""
    finite: int = -1
    comma: int = -1
    coordinator: int = -1
    after_comma: bool = False
    quote: int = -1
    """Index of the direct speech it belongs to."""
    merged: int = -1
    """Index of the clause its words went back to."""
    own: list[int] = field(default_factory=list)


def quotes_of(sentence: Sentence) -> list[int] | None:
    """For each token the index of the direct speech it stands in, -1 for none; None without direct speech."""
    if not sentence.quotes:
        return None
    out = [-1] * len(sentence.tokens)
    for number, span in enumerate(sentence.quotes):
        for i, token in enumerate(sentence.tokens):
            if span.start <= token.start and token.end <= span.end:
                out[i] = number
    return out
