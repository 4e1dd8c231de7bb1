"""Whether words cut from a clause stand alone: nobody unnamed, no day that only the paper gives, no end in the air."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.gather.templates import LIMIT, capital
from dateline.lexicon.titles import Compression, Titles

SHORTEST = 12
MOST_WORDS = 17

FULL_STOP = re.compile(r"(?<=[^\W\d_]{4})\.\s+(?=[^\W\d_a-zà-ÿ])")
"""Where one sentence ends and the next begins within words taken for one."""
_SCORE = re.compile(r"\d(?: [^\W\d_]+){1,3} \d+$")
"""A number against another: "by 87 votes to 31"."""
WORD = re.compile(r"[\w'’\-]+")
_QUOTES = re.compile(r"“[^“”]*”|\"[^\"]*\"|”[^“”]*”|„[^„“”]*[“”]|»[^«»]*«|«[^«»]*»")


def is_sound(
    text: str, trigger: str, names: Sequence[str], titles: Titles, known: frozenset[str] = frozenset()
) -> bool:
    """Whether a cut clause makes a title (extraction 2.15, rule 6); `known` words neither dangle nor point."""
    cut = titles.compression
    words = WORD.findall(text)
    if not SHORTEST <= len(text) <= LIMIT or not 3 <= len(text.split()) <= MOST_WORDS:
        return False
    if trigger not in text and capital(trigger) not in text:
        return False
    if not any(name in text for name in names):
        return False
    # "US" is no pronoun.
    folded = ["" if word.isupper() and len(word) > 1 else word.casefold() for word in words]
    if (
        not words
        or folded[-1] in (cut.dangling | cut.possessives) - known
        or set(folded) & (cut.pronouns - cut.possessives - known)
    ):
        return False
    if not _owned(text, folded, names, cut):
        return False
    if folded[0] in cut.breaks and trigger in text.partition(",")[0]:
        # "While leaders met, others": half of two things told.
        return False
    if re.fullmatch(r"\d{1,3}|\d+[.,]\d+", words[-1]) and not _SCORE.search(text):
        # "To hire 40": of whom was cut off.
        return False
    if set(folded[:2]) & titles.ordinals.keys():
        # "The second summit": of which the title does not tell.
        return False
    if any((WORD.findall(part) or [""])[0].casefold() in cut.relatives for part in text.split(",")[1:]):
        return False
    if re.search(rf"\b{re.escape(titles.last.strip())}\s*[,;.]|[,;]\s*[,;]", text):
        return False
    if is_relative(folded, cut):
        return False
    if re.search(r"https?:|www\.|@|\?|[“”\"„»«]|\.{3}|…", _QUOTES.sub("", text)) or text[0] in '“”"„»«':
        return False
    *before, last = text.split(",")
    if before and last.strip() == trigger and not (len(before) == 2 and before[1].istitle()):
        # "The bank, founded": of the words beside the subject the first alone.
        return False
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) <= 0.6 * len(letters)


def is_relative(words: Sequence[str], cut: Compression) -> bool:
    """Whether words, lower case, tell a day that only the day of publication gives."""
    if cut.relative_starts and any(word.startswith(cut.relative_starts) for word in words):
        return True
    padded = f" {' '.join(words)} "
    return any(f" {phrase} " in padded for phrase in cut.relative_time)


def points(phrase: str, plain: str, cut: Compression) -> bool:
    """Whether a description stands somewhere with nothing after it that tells which is meant."""
    return phrase in plain and any(
        (WORD.findall(plain[at.end() :]) or [""])[0] not in cut.qualifiers
        for at in re.finditer(rf"\b{re.escape(phrase)}\b", plain)
    )


def _owned(text: str, folded: Sequence[str], names: Sequence[str], cut: Compression) -> bool:
    """Whether every "its" and every "the company" stands after a name that it may belong to."""
    plain = f" {text.casefold()} "
    pointing = [word for word in folded if word in cut.possessives]
    pointing += [phrase for phrase in cut.pointing if points(phrase, plain, cut)]
    if not pointing:
        return True
    first = min(plain.find(f" {word}") for word in pointing)
    return any(0 <= text.find(name) < first for name in names)
