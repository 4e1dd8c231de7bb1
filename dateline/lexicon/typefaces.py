"""Type for pictures drawn in letters that the site's own fonts, subset to Latin, do not have."""

from __future__ import annotations

from functools import cache

from dateline.core import files
from dateline.lexicon.language import DATA

_SCRIPTS = ("cyrillic", "cyrillic-ext", "greek")


@cache
def typefaces(family: str) -> tuple[bytes, ...]:
    """The font files of a family, `source-serif-4` or `source-sans-3`, each for other letters."""
    found = (files.read_bytes(DATA / "fonts" / f"{family}-{script}.woff2") for script in _SCRIPTS)
    return tuple(data for data in found if data)
