"""Where the names of the gazetteer stand in a text: longest match over tokens, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from dateline.core.known import Known
from dateline.core.model import EntityKind, Form, Sentence, Token
from dateline.lexicon.gazetteer import Alias, Gazetteer
from dateline.lexicon.language import Lexicon
from dateline.lexicon.names import Names

_text = itemgetter(2)
_PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "–": "-", "‐": "-", "‑": "-"})
_COMMON = frozenset(",.:;!?()\"'-%/")
"""Marks that are pieces as they are, as are all others that are not made alike; these are met most."""
_ODD = re.compile("[" + "".join(chr(code) for code in _APOSTROPHES if code > 127) + "]")
_ORDINAL = re.compile(r"(?<= )([IVX]+)(?= \w)")
_SHORT = 3
"""Names this short are no first part of a compound written in one word: too many words begin so."""


_CITY = "city"
_VOWELS = "aeio"
_TOWN = 5
"""Letters of a town's name from which on its adjective is no other word."""


Piece = Token
"""A run of letters and digits, or one other mark: finer than a token, so that `GUS-Staaten` holds `GUS`."""


class Match(NamedTuple):
    """Pieces `first` to `last` (exclusive) that spell one or several aliases."""

    first: int
    last: int
    aliases: tuple[Alias, ...]
    compound: bool = False
    """The name is the first part of a longer word: `Ukrainakriget`, `GUS-Staaten`."""


_Rows = list[tuple[tuple[str, ...], tuple[Alias, ...]]]
_Table = dict[str, _Rows]


def pieces(text: str, start: int = 0, end: int | None = None) -> list[Piece]:
    """The pieces of a stretch of text, apostrophes and dashes made alike."""
    end = len(text) if end is None else end
    found = _PIECE.finditer(text, start, end)
    if _ODD.search(text, start, end) is None:
        new = tuple.__new__
        return [new(Piece, (*m.span(), m.group())) for m in found]
    return [Piece(m.start(), m.end(), _alike(m.group())) for m in found]


def pieces_of(text: str, sentence: Sentence) -> list[Piece]:
    """The pieces of a sentence of the text; most of its tokens are pieces as they are."""
    if not sentence.tokens or text.find("&", *sentence.span) >= 0:
        return pieces(text, *sentence.span)
    out: list[Piece] = []
    for token in sentence.tokens:
        word = token[2]
        if word.isalnum() or word in _COMMON:
            out.append(token)
        else:
            out += pieces(text, token[0], token[1])
    return out


def _alike(text: str) -> str:
    return text.translate(_APOSTROPHES) if len(text) == 1 and not text.isascii() else text


class PhraseIndex:
    """All aliases of a gazetteer by their first piece, with the adjectives and inhabitants of each language."""

    def __init__(self, gazetteer: Gazetteer, names: dict[str, Names]) -> None:
        self._gazetteer = gazetteer
        self._names = names
        self._exact = _table(_declined(gazetteer.aliases(), names))
        self._vocabulary = {piece for rows in self._exact.values() for spelled, _ in rows for piece in spelled}
        self._never = {record.id: frozenset(record.never) for record in gazetteer if record.never}
        self._words: dict[str, tuple[_Table, _Table]] = {}
        self._compounds: dict[str, dict[str, Match | None]] = {}
        self._cased = Known(self._in_case).__getitem__
        self._begins: dict[str, Known[str, bool]] = {}
        self._parts: dict[str, dict[str, tuple[Alias, ...]]] = {}
        self._singles = {
            spelled[0]: aliases for rows in self._exact.values() for spelled, aliases in rows if len(spelled) == 1
        }

    def find(self, found: Sequence[Piece], language: str | None) -> list[Match]:
        """Leftmost longest matches; they do not overlap."""
        names = self._names.get(language or "")
        lower_words, exact_words = self._language(names)
        bare_s = names is not None and "s" in names.words["genitives"]
        blocked = _as_set(names, "not_names") if names else _NONE
        before_places = _as_set(names, "place_prepositions") if names else _NONE
        texts = list(map(self._cased, map(_text, found)))
        tag = names.tag if names else ""
        begins = self._begins.get(tag)
        if begins is None:
            begins = self._begins[tag] = Known(
                lambda text: self._may_begin(text, names, lower_words, exact_words, bare_s)
            )
        out: list[Match] = []
        end = 0
        exact = self._exact
        for index in [at for at, text in enumerate(texts) if begins[text]]:
            if index < end:
                continue  # within the last
            text = texts[index]
            best: Match | None = None
            if rows := exact.get(text):
                # "Nice" is a word, but "in Nice" is a town.
                placed = text in blocked and index > 0 and texts[index - 1].lower() in before_places
                best = _longest(rows, texts, index, language, bare_s, _NONE if placed else blocked)
                if placed and best and any(alias.kind is not EntityKind.PLACE for alias in best.aliases):
                    best = None
            if best is None and bare_s and text[-1] == "s" and (rows := exact.get(text[:-1])):
                best = _longest(rows, texts, index, language, bare_s, blocked)
            if exact_words and (rows := exact_words.get(text)):
                best = _longer(best, _longest(rows, texts, index, language, False, frozenset()))
            # Words written small are names when they have a capital inside a sentence: "Ester" is no Estonian.
            small = text[0].islower() or index == 0 or not texts[index - 1][0].isalnum() or text.isupper()
            if lower_words and small and (rows := lower_words.get(text.lower())):
                lowered = [word.lower() for word in texts[index : index + 4]]
                word = _longest(rows, lowered, 0, language, False, frozenset())
                if word:
                    best = _longer(best, word._replace(first=index, last=index + word.last))
            if best is None and names and len(text) > 6 and names.words["compound_heads"]:
                best = self._compound(text, names)
                if best:
                    best = best._replace(first=index, last=index + 1)
            if best is not None:
                out.append(best if best.compound else best._replace(compound=_hyphenated(found, best)))
                end = best.last
        return [match for match in out if self._allowed(found, match)] if self._never else out

    def _may_begin(
        self, text: str, names: Names | None, lower_words: _Table, exact_words: _Table, bare_s: bool
    ) -> bool:
        """Whether any name begins with a piece, whatever follows; most do not, and are asked for again and again."""
        return text[0].isalnum() and (
            text in self._exact
            or (bare_s and text[-1] == "s" and text[:-1] in self._exact)
            or text in exact_words
            or text.lower() in lower_words
            or (
                names is not None
                and len(text) > 6
                and bool(names.words["compound_heads"])
                and self._compound(text, names) is not None
            )
        )

    def _allowed(self, found: Sequence[Piece], match: Match) -> bool:
        """The words as they stand are on no `never` list of what they would name."""
        if not any(alias.entity in self._never for alias in match.aliases):
            return True
        cut = found[match.first : match.last]
        text = "".join((" " if before.end < piece.start else "") + piece.text for before, piece in pairwise(cut))
        return not any(cut[0].text + text in self._never.get(alias.entity, ()) for alias in match.aliases)

    def _in_case(self, text: str) -> str:
        """A name set in capitals (`MOSCOW`) as the gazetteer spells it."""
        if len(text) > 1 and text.isupper() and text not in self._vocabulary:
            capitalised = text.capitalize()
            if capitalised in self._vocabulary and len(text) > _SHORT:
                return capitalised
            if text.lower() in self._vocabulary:
                return text.lower()
        return text

    def _language(self, names: Names | None) -> tuple[_Table, _Table]:
        """The words for people and the adjectives of a language: in any case, in exact case."""
        if names is None:
            return {}, {}
        if names.tag not in self._words:
            lower: list[Alias] = []
            exact: list[Alias] = []
            for alias, any_case in _worded(self._gazetteer, names):
                (lower if any_case else exact).append(alias)
            exact.extend(_town_adjectives(self._gazetteer, names))
            self._words[names.tag] = (_table(alias._replace(text=alias.text.lower()) for alias in lower), _table(exact))
        return self._words[names.tag]

    def _compound(self, text: str, names: Names) -> Match | None:
        """A name with a second part written on: `Ukrainakriget`, `Natomitglied`, `ryskstödda`."""
        known = self._compounds.setdefault(names.tag, {})
        if text not in known:
            known[text] = self._split(text, names)
        return known[text]

    def _split(self, text: str, names: Names) -> Match | None:
        heads = names.words["compound_heads"]
        if names.tag not in self._parts:
            lower, _ = self._language(names)
            self._parts[names.tag] = {
                spelled[0]: aliases for rows in lower.values() for spelled, aliases in rows if len(spelled) == 1
            }
        adjectives = self._parts[names.tag]
        for cut in range(len(text) - 3, _SHORT, -1):
            start, rest = text[:cut], text[cut:]
            aliases = self._singles.get(start) or (adjectives.get(start) if text[0].islower() else None)
            if not aliases or aliases[0].form is Form.DEMONYM or not self._compounds_with(aliases[0]):
                continue
            for link in names.words["compound_links"]:
                if rest.startswith(link) and rest[len(link) :].startswith(heads):
                    return Match(0, 1, aliases, compound=True)
        return None

    def _compounds_with(self, alias: Alias) -> bool:
        """Countries, organisations and territories are first parts of words; the names of towns are too like words."""
        record = self._gazetteer.get(alias.entity)
        return alias.kind is not EntityKind.PLACE or (record is not None and record.status is not None)


@lru_cache(maxsize=64)
def _as_set(names: Names, key: str) -> frozenset[str]:
    return frozenset(names.words[key])


_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=8)
def phrase_index(lexicon: Lexicon) -> PhraseIndex:
    """The index of a lexicon, built once."""
    names = {tag: pack.names for tag, pack in lexicon.packs.items() if pack.names is not None}
    return PhraseIndex(lexicon.gazetteer, names)


def _table(aliases: Iterable[Alias]) -> _Table:
    grouped: dict[tuple[str, ...], list[Alias]] = {}
    for alias in aliases:
        spelled = tuple(_alike(piece) for piece in _PIECE.findall(alias.text))
        if spelled:
            rows = grouped.setdefault(spelled, [])
            if alias not in rows:
                rows.append(alias)
    table: _Table = {}
    for spelled in sorted(grouped, key=lambda row: (-len(row), row)):
        table.setdefault(spelled[0], []).append((spelled, tuple(grouped[spelled])))
    return table


def _declined(aliases: Iterable[Alias], names: dict[str, Names]) -> Iterable[Alias]:
    """Names of several words with every ending the first may take: `Europäische`, `Europäischen`, `Europäischer`.

    A ruler's number has a full stop in some languages: `Carl XVI. Gustaf`.
    """
    endings = tuple(ending for part in names.values() for ending in part.words["declined"])
    for alias in aliases:
        yield alias
        if alias.kind is EntityKind.PERSON and (numbered := _ORDINAL.sub(r"\1.", alias.text)) != alias.text:
            yield alias._replace(text=numbered)
        first, space, rest = alias.text.partition(" ")
        if not space or alias.kind is EntityKind.PERSON or not rest[0].isupper():
            continue
        for ending in endings:
            if len(first) > len(ending) + _SHORT and first.endswith(ending) and first[0].isupper():
                stem = first[: len(first) - len(ending)]
                yield from (alias._replace(text=f"{stem}{other} {rest}") for other in endings if other != ending)
                break


def _worded(gazetteer: Gazetteer, names: Names) -> Iterable[tuple[Alias, bool]]:
    """Adjectives and inhabitants of a language, with whether any case matches."""
    language = (names.tag,)
    for entity in gazetteer.worded():
        record = gazetteer.get(entity)
        if record is None:
            continue
        for base in gazetteer.adjectives(entity, names.tag):
            for text in names.adjectives(base):
                yield Alias(text, entity, record.kind, Form.ADJECTIVE, language), names.lower_adjectives
                if names.inhabitants_from_adjectives == "capital":
                    yield Alias(text.capitalize(), entity, record.kind, Form.DEMONYM, language), False
            if names.inhabitants_from_adjectives == "yes":
                for text in names.inhabitants(base):
                    if text != base:
                        yield Alias(text, entity, record.kind, Form.DEMONYM, language), names.lower_inhabitants
        for base in gazetteer.inhabitants(entity, names.tag):
            for text in names.inhabitants(base):
                yield Alias(text, entity, record.kind, Form.DEMONYM, language), names.lower_inhabitants


def _town_adjectives(gazetteer: Gazetteer, names: Names) -> Iterable[Alias]:
    """`Moskauer`, `Hamburger`: the adjective a language makes of a city by an ending; not where the name changes."""
    endings = names.words["town_adjective"]
    for record in gazetteer.all(EntityKind.PLACE) if endings else ():
        name = record.names.get(names.tag) or record.names.get("en")
        if record.sort != _CITY or name is None or name[-1] in _VOWELS:
            continue
        if record.capital_of is None and (
            len(name) < _TOWN or " " in name or name.endswith(names.words["town_endings"])
        ):
            continue  # "Essen" makes "Essener", "Bremen" makes "Bremer": many of these are surnames, too
        for ending in endings:
            yield Alias(name + ending, record.id, record.kind, Form.ADJECTIVE, (names.tag,))


def _longest(
    rows: _Rows, texts: Sequence[str], index: int, language: str | None, bare_s: bool, blocked: frozenset[str]
) -> Match | None:
    for spelled, aliases in rows:
        size = len(spelled)
        if index + size > len(texts):
            continue
        last = texts[index + size - 1]
        if last != spelled[-1] and not (bare_s and last == spelled[-1] + "s"):
            continue
        if size > 1 and any(texts[index + i] != spelled[i] for i in range(size - 1)):
            continue
        if size == 1 and spelled[0] in blocked:
            continue
        fitting = tuple(a for a in aliases if not a.languages or language is None or language in a.languages)
        if fitting:
            return Match(index, index + size, fitting)
    return None


def _longer(a: Match | None, b: Match | None) -> Match | None:
    """The longer of two matches; at equal length the readings of both."""
    if a is None or b is None:
        return a or b
    if a.last != b.last:
        return a if a.last - a.first > b.last - b.first else b
    return a._replace(aliases=(*a.aliases, *(alias for alias in b.aliases if alias not in a.aliases)))


def _hyphenated(found: Sequence[Piece], match: Match) -> bool:
    """A hyphen follows without space, and a letter after it."""
    if match.last + 1 >= len(found):
        return False
    hyphen, after = found[match.last], found[match.last + 1]
    return (
        hyphen.text == "-"
        and hyphen.start == found[match.last - 1].end
        and after.start == hyphen.end
        and after.text[0].isalpha()
    )
