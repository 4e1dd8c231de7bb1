"""Sound: what a name sounds like, however a language writes it with Latin letters."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dateline.core import files, yamltext
from dateline.core.text import fold
from dateline.lexicon.language import DATA


@cache
def _sounds() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What data/sounds.yaml says, in its order."""
    raw = files.read_bytes(DATA / "sounds.yaml")
    if raw is None:
        raise ValueError("data/sounds.yaml is missing")
    rows = yamltext.load_data(raw.decode("utf-8"))["sounds"]
    return tuple((re.compile(pattern), sound) for pattern, sound in rows)


@lru_cache(maxsize=100_000)
def sound_of(name: str) -> str:
    """The sound of a name: `Tokajev`, `Tokayev` and `Tokajew` have one key, as have `Zjaparov` and `Schaparow`."""
    text = re.sub(r"[^a-z]", "", fold(name))
    for pattern, sound in _sounds():
        text = pattern.sub(sound, text)
    return text.lower()
