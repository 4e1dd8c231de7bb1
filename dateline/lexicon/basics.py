"""What reading needs of a language: how to know it, where its sentences end, how it quotes, how its pages clutter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from dateline.core.problems import nearest


class BadPackError(ValueError):
    """A language file breaks a rule; the message names the language, the key and what is wrong."""


class Stop(StrEnum):
    """What the dot of an abbreviation means for the sentence."""

    NEVER = "never"
    """Never its end."""
    BEFORE_NUMBER = "before_number"
    """Not its end before a figure; else its end where the next word begins sentences."""
    MAY_END = "may_end"
    """Its end only where the next word begins sentences."""


class Ordinals(StrEnum):
    """When `3.` is an ordinal and not the end of a sentence."""

    NONE = "none"
    MONTHS = "months"
    """Before the name of a month."""
    ANY = "any"
    """Before any word but one that begins sentences."""


@dataclass(frozen=True, slots=True)
class LineMarkers:
    """Words by which the lines of a page are told apart (extraction 2.2); the English pack explains each list."""

    comment_form: tuple[str, ...]
    promo: tuple[str, ...]
    promo_words: tuple[str, ...]
    invitations: tuple[str, ...]
    navigation: tuple[str, ...]
    lists: tuple[str, ...]
    fact_box: tuple[str, ...]
    by: tuple[str, ...]
    kinds: tuple[str, ...]
    roles: tuple[str, ...]
    author_notes: tuple[str, ...]
    credits: tuple[str, ...]
    agencies: tuple[str, ...]
    date_labels: tuple[str, ...]
    clock_words: tuple[str, ...]


# Compared and hashed by identity: there is one of each language, and caches hang on it.
@dataclass(frozen=True, slots=True, eq=False)
class Basics:
    """Everything `language.yaml` says of one language."""

    tag: str
    name: str
    """Its name in English."""
    endonym: str
    """Its name in itself."""
    direction: str
    """`ltr` or `rtl`."""
    weights: Mapping[str, float]
    """Lower-case words that speak for the language, or (below zero) against it."""
    letters: frozenset[str]
    letters_against: frozenset[str]
    stops: Mapping[str, Stop]
    """Abbreviations with their last dot, as written."""
    stop_endings: tuple[str, ...]
    """Ends of compounds that are shortened before a figure: German `-str.`, without the hyphen."""
    starters: frozenset[str]
    """Capitalised words that begin sentences more often than they are names."""
    ordinals: Ordinals
    months: Mapping[str, int]
    """Lower-case names of months, long and short, without a dot."""
    weekdays: frozenset[str]
    """Names of weekdays, lower case."""
    dash_speech: bool
    """A dash at the start of a line opens direct speech."""
    speech_verbs: frozenset[str]
    """Finite forms that report direct speech."""
    first_person: frozenset[str]
    """Pronouns which, after a verb of speech, belong to what is quoted: "tror jag"."""
    lines: LineMarkers
    examples: Mapping[str, Any]
    """Run as tests: `language`, `other_language`, `sentences`, `one_sentence`, `speech`, `lines`."""


_STRONG, _COMMON, _AGAINST = 3.0, 1.0, -3.0
_KEYS = {
    "": {
        "name",
        "endonym",
        "direction",
        "identification",
        "sentences",
        "months",
        "weekdays",
        "speech",
        "lines",
        "examples",
    },
    "identification": {"strong", "common", "against", "letters", "letters_against"},
    "sentences": {"never", "before_number", "may_end", "starters", "ordinals"},
    "speech": {"dash", "verbs", "first_person"},
    "lines": set(LineMarkers.__slots__),
    "examples": {"language", "other_language", "sentences", "one_sentence", "speech", "lines"},
}


def read(tag: str, data: Mapping[str, Any]) -> Basics:
    """The basics of a language, checked whole.

    `data` is the loaded YAML, every scalar a string. Raises BadPackError for unknown keys, missing parts and wrong
    kinds of value.
    """
    check = _Checker(tag)
    check.keys("", data)
    known = check.section(data, "identification")
    sentences = check.section(data, "sentences")
    speech = check.section(data, "speech")
    lines = check.section(data, "lines")
    examples = check.section(data, "examples") if "examples" in data else {}
    strong, common = check.words(known, "strong"), check.words(known, "common")
    weights = dict.fromkeys(check.words(known, "against"), _AGAINST)
    weights |= dict.fromkeys(common, _COMMON) | dict.fromkeys(strong, _STRONG)
    starters = set(check.words(sentences, "starters"))
    starters |= {word[0].upper() + word[1:] for word in (*strong, *common) if len(word) > 1}
    return Basics(
        tag=tag,
        name=check.text(data, "name"),
        endonym=check.text(data, "endonym"),
        direction=check.choice(data, "direction", ("ltr", "rtl")),
        weights=MappingProxyType(weights),
        letters=frozenset("".join(check.words(known, "letters"))),
        letters_against=frozenset("".join(check.words(known, "letters_against"))),
        stops=MappingProxyType(check.stops(sentences)),
        stop_endings=tuple(sorted(w[1:] for w in check.words(sentences, "before_number") if w.startswith("-"))),
        starters=frozenset(starters),
        ordinals=Ordinals(check.choice(sentences, "ordinals", tuple(Ordinals))),
        months=MappingProxyType(check.months(data)),
        weekdays=frozenset(word.lower() for word in check.words(data, "weekdays")),
        dash_speech=check.choice(speech, "dash", ("true", "false")) == "true",
        speech_verbs=frozenset(check.words(speech, "verbs")),
        first_person=frozenset(check.words(speech, "first_person")),
        lines=LineMarkers(**{name: check.words(lines, name) for name in LineMarkers.__slots__}),
        examples=MappingProxyType(dict(examples)),
    )


class _Checker:
    """Takes values out of loaded YAML by their declared kind."""

    def __init__(self, tag: str) -> None:
        self._tag = tag

    def bad(self, what: str) -> BadPackError:
        return BadPackError(f"languages/{self._tag}/language.yaml: {what}")

    def keys(self, section: str, data: Mapping[str, Any]) -> None:
        for key in data:
            if key not in _KEYS[section]:
                hint = nearest(key, _KEYS[section])
                where = f" of {section!r}" if section else ""
                raise self.bad(f"{key!r} is not a key{where}" + (f"; {hint}" if hint else ""))

    def section(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        value = data.get(name)
        if not isinstance(value, Mapping):
            raise self.bad(f"{name!r} must be a table")
        self.keys(name, value)
        return value

    def text(self, data: Mapping[str, Any], name: str) -> str:
        value = data.get(name)
        if not isinstance(value, str) or not value:
            raise self.bad(f"{name!r} must be a text")
        return value

    def choice(self, data: Mapping[str, Any], name: str, allowed: Iterable[str]) -> str:
        value = self.text(data, name)
        if value not in allowed:
            raise self.bad(f"{name!r} is {value!r}; allowed are {', '.join(allowed)}")
        return value

    def words(self, data: Mapping[str, Any], name: str) -> tuple[str, ...]:
        """A list as it stands, or the words of a text; no empty ones."""
        value = data.get(name, ())
        if isinstance(value, str):
            value = value.split()
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.bad(f"{name!r} must be a list of words or a text of words")
        return tuple(item.strip() for item in value)

    def stops(self, data: Mapping[str, Any]) -> dict[str, Stop]:
        """Abbreviations with what their dot means; where one stands in several lists the more careful one counts."""
        out: dict[str, Stop] = {}
        for stop in (Stop.MAY_END, Stop.BEFORE_NUMBER, Stop.NEVER):
            out |= dict.fromkeys(self.words(data, stop.value), stop)
        return out

    def months(self, data: Mapping[str, Any]) -> dict[str, int]:
        value = data.get("months")
        if not isinstance(value, list) or len(value) != 12:
            raise self.bad("'months' must be a list of twelve lists of names")
        return {name.lower(): i for i, names in enumerate(value, 1) for name in self.words({"months": names}, "months")}
