"""Scores: how a match ended, as a clause writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SCORE = re.compile(r"\d{1,2}[-–:]\d{1,2}")
_DASHES = frozenset("-–:")


def has_score(words: Sequence[str], own: Iterable[int]) -> bool:
    """Whether some words of a clause say how a match ended: `3-1`, also where the dash is a word of its own."""
    return any(
        _SCORE.fullmatch(words[at])
        or (
            words[at] in _DASHES
            and 0 < at < len(words) - 1
            and all(words[side].isdigit() and len(words[side]) <= 2 for side in (at - 1, at + 1))
        )
        for at in own
    )
