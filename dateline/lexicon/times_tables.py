"""Word tables of the time rules: words and phrases with their values, and small clues to tense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.core.problems import nearest
from dateline.lexicon import times_pattern as tp

_TABLE_KEYS = {"case", "values", "join"}
_CASES = {"any", "lower", "capital"}


class Table:
    """A word table: words and phrases with their values."""

    def __init__(self, name: str, case: str, values: Mapping[str, str]) -> None:
        self.name, self.case, self.values = name, case, values
        """`values` by normal form, words of a phrase joined by single spaces as written."""
        self.phrases = sorted((w for w in values if len(tp.TOKEN.findall(w)) > 1), key=lambda w: (-len(w), w))


@dataclass(frozen=True, slots=True)
class Aim:
    """Verbs that send what stands behind one of their words to a day to come, whatever their own tense."""

    before: frozenset[str]
    """Words right before the expression: postponed `until`, called for, moved `to`."""
    source: frozenset[str] = frozenset()
    """Words right before the day that something is moved away from: moved `from`."""


@dataclass(frozen=True, slots=True)
class TenseWords:
    """Small clues to the tense of a clause, for when no verb group is known: closed lists and endings."""

    words: Mapping[str, str] = field(default_factory=dict)
    endings: tuple[tuple[str, str], ...] = ()
    breaks: frozenset[str] = frozenset()
    """Words that begin another clause."""
    links: frozenset[str] = frozenset()
    """Words after which a participle belongs to a verb group and says nothing by itself: forms of to be."""
    since: frozenset[str] = frozenset()
    """Words right before an expression that look back whatever the verb: `since`."""
    aims: Mapping[str, tuple[Aim, ...]] = field(default_factory=dict)
    """Forms of verbs of moving, calling and promising, with what they send ahead."""
    ahead: frozenset[str] = frozenset()
    """Words right before a day that look ahead beside any verb: `for`."""
    small: frozenset[str] = frozenset()
    """Words that may stand between such a word and the expression: until `at least` Friday."""
    perfect: frozenset[str] = frozenset()
    """Words of the list of the past that tell of a perfect, and say nothing of a plan being over."""
    infinitive: frozenset[str] = frozenset()
    """Words before an infinitive, which tells no tense."""
    within: frozenset[str] = frozenset()
    """The same within a longer infinitive, as in German `zurückzutreten`."""
    lead: frozenset[str] = frozenset()
    """Words that may stand before an expression that is all there is: `at` the end of March."""
    hangs: frozenset[str] = frozenset()
    """Words after a participle that tells of the noun before it: announced `by`, seen `near`."""
    joins: tuple[str, ...] = ()
    """Words between the two ends of a range, the longest first: the 3rd `to the` 5th."""
    approx: frozenset[str] = frozenset()
    """Words before a date that it is only near to: around, kring, um."""
    memo: dict[str, tuple[str, bool, bool, str | None]] = field(default_factory=dict, compare=False, repr=False)
    """Words as written with what was read of them, as far as they were met."""


def read_table(tag: str, name: str, entry: Mapping[str, Any]) -> Table:
    """A table from its entry: `values` maps a value to its words; `join` makes compounds of two other lists."""
    only(tag, f"the table {name!r}", entry, _TABLE_KEYS)
    case = str(entry.get("case", "any"))
    if case not in _CASES:
        raise wrong(tag, f"{case!r} is no case of the table {name!r}; write any, lower or capital")
    values: dict[str, str] = {}
    for value, words in entry.get("values", {}).items():
        for word in split_words(words):
            values.setdefault(word, str(value))
    for join in [entry["join"]] if isinstance(entry.get("join"), dict) else entry.get("join", ()):
        links = strings(join.get("with", "")) or ("",)
        for first_value, first_words in join["first"].items():
            for second_value, second_words in join["second"].items():
                for first in split_words(first_words):
                    for second in split_words(second_words):
                        for link in links:
                            values.setdefault(f"{first}{link}{second}", f"{first_value}|{second_value}")
    if not values:
        raise wrong(tag, f"the table {name!r} is empty")
    return Table(name, case, values)


def split_words(words: Any) -> list[str]:
    """Words of a table: a list, or one line in which commas part phrases and, without commas, spaces part words."""
    if isinstance(words, str):
        parts = words.split(",") if "," in words else words.split()
    else:
        parts = [str(word) for word in words]
    return ["".join(tp.normal(token) for token in tp.TOKEN.findall(part.strip())) for part in parts if part.strip()]


def read_tense(data: Mapping[str, Any]) -> TenseWords:
    words: dict[str, str] = {}
    for tense, listed in data.get("words", {}).items():
        for word in split_words(listed):
            words.setdefault(word, str(tense))
    endings = [
        (ending, str(tense)) for tense, listed in data.get("endings", {}).items() for ending in split_words(listed)
    ]
    aims: dict[str, tuple[Aim, ...]] = {}
    for entry in data.get("aims", ()):
        aim = Aim(frozenset(split_words(entry["before"])), frozenset(split_words(entry.get("source", ""))))
        for word in split_words(entry["verbs"]):
            aims[word] = (*aims.get(word, ()), aim)
    return TenseWords(
        words,
        tuple(endings),
        frozenset(split_words(data.get("breaks", ""))),
        frozenset(split_words(data.get("links", ""))),
        frozenset(split_words(data.get("since", ""))),
        aims,
        frozenset(split_words(data.get("ahead", ""))),
        frozenset(split_words(data.get("small", ""))),
        frozenset(split_words(data.get("perfect", ""))),
        frozenset(split_words(data.get("infinitive", ""))),
        frozenset(split_words(data.get("within", ""))),
        frozenset(split_words(data.get("lead", ""))),
        frozenset(split_words(data.get("hangs", ""))),
        tuple(sorted(split_words(data.get("joins", "")), key=len, reverse=True)),
        frozenset(split_words(data.get("approx", ""))),
    )


def wrong(tag: str, message: str, hint: str | None = None) -> ValueError:
    return ValueError(f"languages/{tag}/times.yaml: {message}" + (f"; {hint}" if hint else ""))


def only(tag: str, where: str, entry: Mapping[str, Any], allowed: set[str]) -> None:
    for key in entry:
        if key not in allowed:
            raise wrong(tag, f"{key!r} is not a key of {where}", nearest(str(key), allowed))


def strings(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(item) for item in value)
