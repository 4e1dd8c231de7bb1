"""The marker words of all languages, compiled: pages mix languages, a Swedish site has an English comment form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from dateline.lexicon.basics import Basics
from dateline.lexicon.language import Lexicon

_NEVER = "(?!)"


def _any(words: Iterable[str]) -> str:
    """An alternation, longest first; white space in a marker matches any; nothing for no words."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")" if ordered else _NEVER


def _edge(words: Iterable[str]) -> str:
    """Markers that do not run on into a longer word."""
    return rf"{_any(words)}(?!\w)"


class Markers:
    """One pattern for each kind of marker, over all languages."""

    def __init__(self, packs: Iterable[Basics]) -> None:
        lines = [basics.lines for basics in packs]

        def union(name: str) -> list[str]:
            return sorted({word for line in lines for word in getattr(line, name)})

        i = re.IGNORECASE
        lead = r"[\W_]{0,4}"
        self.comment_form = re.compile(lead + _edge(union("comment_form")), i)
        self.promo = re.compile(lead + _edge(union("promo")), i)
        self.promo_word = re.compile(rf"(?<!\w){_any(union('promo_words'))}(?!\w)", i)
        self.invitation = re.compile(rf"(?<!\w){_edge(union('invitations'))}", i)
        self.navigation = re.compile(rf"[\W\d_]*{_any(union('navigation'))}(?:\s*:\s*\w+|[\W\d_]*)", i)
        self.author_note = re.compile(rf"(?<!\w){_edge(union('author_notes'))}", i)
        self.lists = re.compile(rf"\W*{_any(union('lists'))}\W*", i)
        self.fact_box = re.compile(rf"\W{{0,2}}{_edge(union('fact_box'))}", i)
        self.by = re.compile(rf"\W{{0,3}}{_any(union('by'))}(?:\s*:)?\s+(?=\W?[^\W\d_a-zåäöéü])", 0)
        self.kind = re.compile(rf"\W{{0,3}}{_edge(union('kinds'))}", 0)
        # Compounds end in the role: Latinamerikakorrespondent, EU-Korrespondentin.
        self.role = re.compile(rf"\w*{_any(union('roles'))}s?\b", i)
        # Case counts, so one in the middle of a word is glued to it.
        self.credit = re.compile(_any(union("credits")), 0)
        agency = _any(union("agencies"))
        self.agency_end = re.compile(rf"(?:[/\s(]|(?<=[a-zåäöüß])){agency}(?:\s+\w+)?\W*$", 0)
        self.agency_line = re.compile(rf"\W*{agency}(?:\s*[/,+–-]\s*[\w .-]+|\s+{agency})*\W*", 0)
        self.agency_photo = re.compile(
            rf"\((?:[^()]*[/–-]\s*)?{agency}[^()]*[/–-][^()]*\)\W*$|\((?:[^()]*/){agency}[^()]*\)\W*$", 0
        )


@lru_cache(maxsize=4)
def markers(lexicon: Lexicon) -> Markers:
    return Markers([pack.basics for _, pack in sorted(lexicon.packs.items()) if pack.basics is not None])
