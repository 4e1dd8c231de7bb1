"""Sound: what a name sounds like, however a language writes it with Latin letters."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.core.text import fold

# Spellings of one sound in the languages that write Russian, Arabic and Turkic names with Latin letters.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"schtsch|shch|sjtj|chtch", "S"),
        (r"dsch|dzh|dj|dzj|tsch|tch|tj|tsj|cz", "S"),
        (r"(?<=[bflmnprv])j(?=[aou])", "i"),
        (r"zh|zj|sch|sh|sj|ch|j(?=[aou])", "S"),
        (r"kh|gh|x", "k"),
        (r"ks", "k"),
        (r"ts|tz|c|z", "s"),
        (r"ph|ff|v|w|f", "f"),
        (r"ou|u", "u"),
        (r"(?<=[a-z])(ij|yj|iy|yy|ii|i|y|j)$", ""),
        (r"[yij]+e|je|e", "e"),
        (r"[yij]+", "i"),
        (r"q|k", "k"),
        (r"h", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=100_000)
def sound_of(name: str) -> str:
    """The sound of a name: `Tokajev`, `Tokayev` and `Tokajew` have one key, as have `Zjaparov` and `Schaparow`."""
    text = re.sub(r"[^a-z]", "", fold(name))
    for pattern, sound in _SOUNDS:
        text = pattern.sub(sound, text)
    return text.lower()
