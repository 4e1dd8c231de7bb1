"""The words that signal events: terms by type with all their forms, and the frames that tell double ones apart.

A term is written as `term`, `term*`, `term (frame)` or `term (frame)*` (docs/events.md): a star marks a word too weak
to stand without a named participant and a date of its own; a frame names conditions of data/types.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

from dateline.core import files, yamltext
from dateline.core.known import Known
from dateline.core.model import EventType
from dateline.lexicon.language import DATA
from dateline.lexicon.phrases import NO_PHRASES, Phrases

_TERM = re.compile(r"(?P<words>[^(*]+?)\s*(?:\((?P<frame>[a-z_]+)\))?(?P<weak>\*)?")
_ENDING_MAX = 5
_INSIDE_MIN = 5
"""Stems shorter than this are not looked for inside compounds."""
_PREFIX_MIN = 4
"""Words of a phrase longer than this are compared by their beginning, for the sake of their endings."""


@dataclass(frozen=True, slots=True)
class TypeTraits:
    """What is true of all events of a type."""

    type: EventType
    family: str
    weight: float
    lasts: bool
    mutual: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words, some by beginning or end, and kinds of entities."""

    exact: frozenset[str]
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    kinds: frozenset[str]
    """`country`, `person`, `named`, `leader`, `place`, `time` …"""
    stems: frozenset[str] = frozenset()
    """Where compounds are written in one: words that take an ending or end a compound, as `kabel` in `datakabeln`."""
    pattern: re.Pattern[str] | None = None
    """What the stems match as whole words."""

    def has(self, word: str) -> bool:
        """Whether a lower-case word is among them."""
        if word in self.exact or word.startswith(self.begins) or (bool(self.ends) and word.endswith(self.ends)):
            return True
        return self.pattern is not None and self.pattern.fullmatch(word) is not None


@dataclass(frozen=True, slots=True)
class Frame:
    """Conditions on the clause, all of which must hold: where (`subject`, `object`, `near`) and what."""

    name: str
    conditions: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Companion:
    """A further word of a phrase: `tillbaka` of `dra tillbaka`, `sanktioner` of `häva sanktionerna`."""

    text: str
    prefix: bool
    particle: bool
    """Stands after the verb within a few words; others stand anywhere in the clause."""
    needle: str = field(init=False, compare=False)
    """What stands in a line of words with spaces around each, if any of them matches."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "needle", f" {self.text}" if self.prefix else f" {self.text} ")

    def matches(self, word: str) -> bool:
        return word.startswith(self.text) if self.prefix else word == self.text


@dataclass(frozen=True, slots=True)
class Term:
    """One trigger: a word or phrase under one type."""

    lemma: str
    type: EventType
    verb: bool
    weak: bool = False
    frame: Frame | None = None
    companions: tuple[Companion, ...] = ()
    mode: str | None = None

    @property
    def weight(self) -> float:
        """How surely the word means the type: .5 for a weak word, .8 where a frame had to hold, else .9."""
        return 0.5 if self.weak else 0.8 if self.frame else 0.9


@dataclass(frozen=True, slots=True)
class FigureWords:
    """How a language says how many were killed, hurt, seized, or voted."""

    kinds: Mapping[str, frozenset[str]]
    people: frozenset[str]
    votes: frozenset[str]
    minimum: tuple[tuple[str, ...], ...]
    maximum: tuple[tuple[str, ...], ...]
    about: tuple[tuple[str, ...], ...]
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    currency: frozenset[str]
    of: frozenset[str] = frozenset()
    """Between a part and its whole: 141 of 193."""
    versus: frozenset[str] = frozenset()
    """Between the votes for and against: 52 to 44."""
    ballots: frozenset[str] = frozenset()
    """What is counted in a vote, where nothing says which side it was on."""


@dataclass(frozen=True)
class Triggers:
    """The event words of one language."""

    tag: str
    verbs: Mapping[str, tuple[Term, ...]]
    nouns: Mapping[str, tuple[Term, ...]]
    halves: Mapping[str, tuple[tuple[str, Term], ...]]
    """First halves of separable verbs: `griff` with `an`."""
    endings: Mapping[str, tuple[Term, ...]]
    """Nouns that stand as the last part of a compound."""
    compound_from: int
    """Shortest ending tried on unknown words; 0: the language writes its compounds apart."""
    nouns_capital: bool
    light: Mapping[str, str]
    """Verbs that carry a noun's event, with `plain`, `start` or `end`."""
    stative: frozenset[str]
    speech: frozenset[str]
    blocked_after: Phrases
    blocked_before: Phrases
    stop: frozenset[str]
    anaphors: frozenset[str]
    roles: Mapping[str, frozenset[str]]
    lists: Mapping[str, Words]
    figures: FigureWords
    infinitive: frozenset[str]
    same_time: frozenset[str]
    """Conjunctions whose clause tells of the same time as its main clause: when, när, als."""
    temporal: frozenset[str]
    """Conjunctions of before and after."""
    hosts: frozenset[str]
    """Lemmas of hosting, whose event is the noun they host."""
    since: frozenset[str]
    """Prepositions of the beginning of what goes on."""
    compared: frozenset[str]
    """Words before a date with which something is only compared."""
    casualties: frozenset[str]
    """Lemmas of killing and hurting, which are attack or disaster by what else is told."""
    compared_from: frozenset[str] = frozenset()
    """Words before a number of an earlier time, or that time itself: `from 14 per cent a year ago`."""
    superlatives: frozenset[str] = frozenset()
    """Words before `since` that say nothing was like it: first, highest."""
    slight: frozenset[str] = frozenset()
    """Infinitives of verbs that mean little by themselves: get, give, become."""
    pronouns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Personal pronouns: `person` for one person, `body` for a state or body, `many` for either."""
    nominal: frozenset[str] = frozenset()
    """Nouns with their articles that point back to a body: the company."""
    governments: frozenset[str] = frozenset()
    """Nouns with their articles that stand for the state spoken of: the government."""
    struggles: frozenset[str] = frozenset()
    """Nouns of fighting between two: who is killed in it is killed by the other."""
    articles: frozenset[str] = frozenset()
    """What begins a noun's phrase."""
    abroad: Phrases = NO_PHRASES
    """Phrases that set an event in another country than the one spoken of."""
    reports: frozenset[str] = frozenset()
    """Lemmas by which figures are made known."""
    ordinals: frozenset[str] = frozenset()
    """Second, third: the noun after them belongs to a series told before."""
    respectively: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    """Prepositions of the end of what lasts: until, till, bis."""
    hour_hedges: frozenset[str] = frozenset()
    """Words before a time of day that make it none of the event's own: `shortly before 10`, `gegen 10 Uhr`."""
    attribute_openers: frozenset[str] = frozenset()
    """Articles behind which a preposition at once begins an attribute: `die im Mai eingesetzten Richter`."""
    sequel: frozenset[str] = frozenset()
    """Prepositions before an occurrence that came before what the verb tells: after the protests."""
    during: frozenset[str] = frozenset()
    """Prepositions before an occasion at the same time."""
    outside: Phrases = NO_PHRASES
    """What comes after these takes no part: according to, except."""
    outside_behind: Phrases = NO_PHRASES
    """What comes before these takes no part: zufolge."""
    first_days: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    """`first day of`: which day of a meeting is meant."""
    told: frozenset[str] = frozenset()
    """Conjunctions of a clause that says who told it: as, wie, som."""
    carriers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Forms of verbs that carry the noun of a preposition: `kam zu`, `led to`, `råkade ut för`."""
    topics: frozenset[str] = frozenset()
    """Forms of verbs whose object is only spoken of, looked into or thought of: debate, utreda, gedenken."""

    @cached_property
    def signals(self) -> Callable[[str], bool]:
        """Whether a lower-case word stands for anything at all; nine words in ten do not, and need no closer look."""
        return Known(self._signals).__getitem__

    @cached_property
    def compound(self) -> Callable[[str], tuple[Term, ...]]:
        """Terms of which a lower-case word is a compound, by its longest known ending."""
        return Known(self._compound).__getitem__

    def _signals(self, word: str) -> bool:
        return (
            word in self.verbs
            or word in self.halves
            or word in self.nouns
            or ("-" in word and word.rpartition("-")[2] in self.nouns)
            or bool(self.compound(word))
        )

    def _compound(self, word: str) -> tuple[Term, ...]:
        if not self.compound_from or len(word) < self.compound_from + 3:
            return ()
        for start in range(2, len(word) - 2):
            known = self.endings.get(word[start:], ())
            if known:
                return known
        return ()


@cache
def load_types() -> tuple[Mapping[EventType, TypeTraits], Mapping[str, Mapping[str, list[str]]]]:
    """What data/types.yaml says of each type, and its frames by name."""
    raw = files.read_bytes(DATA / "types.yaml")
    if raw is None:
        raise ValueError("data/types.yaml is missing")
    data = yamltext.load_data(raw.decode("utf-8"))
    traits = {
        EventType(name): TypeTraits(
            EventType(name), row["family"], float(row["weight"]), row["lasts"] == "yes", row["mutual"] == "yes"
        )
        for name, row in data["types"].items()
    }
    return MappingProxyType(traits), MappingProxyType(data["frames"])


def read(tag: str, data: Mapping[str, Any]) -> Triggers:
    """The event words of a language from its triggers.yaml and the files of triggers/.

    Raises ValueError naming the term when a frame or list is unknown.
    """
    compounds = "compounds" in data
    lists = {name: words(text.split(), {}, compounds=compounds) for name, text in data["lists"].items()}
    _, frame_rows = load_types()
    frames = {name: _frame(name, row, lists, compounds) for name, row in frame_rows.items()}
    modes = {lemma: mode for mode, lemmas in data.get("modes", {}).items() for lemma in lemmas.split("|")}
    particles = frozenset(data["particles"].split())
    articles = frozenset(data["articles"].split())
    prepositions = frozenset(data.get("prepositions", "").split())
    forms = {kind: {word: text.split() for word, text in table.items()} for kind, table in data["forms"].items()}
    verbs: dict[str, list[Term]] = {}
    nouns: dict[str, list[Term]] = {}
    endings: dict[str, list[Term]] = {}
    halves: dict[str, list[tuple[str, Term]]] = {}
    verb_last = data.get("verb_last") == "yes"
    for type_ in EventType:
        block = data.get(type_.value, {})
        for kind, verb in (("verbs", True), ("nouns", False)):
            for text in block.get(kind, ()):
                match = _TERM.fullmatch(text)
                if match is None or (match["frame"] and match["frame"] not in frames):
                    raise ValueError(f"{tag}/triggers/{type_.value}.yaml: {text!r} is no term, or its frame is unknown")
                suffix_only = match["words"].startswith("-")
                parts = match["words"].lstrip("-").split()
                head = _head(parts, verb, verb_last, particles | articles | prepositions)
                table = forms[kind].get(head)
                if not table:
                    raise ValueError(f"{tag}/triggers: no forms of {head!r} ({text!r}); run tools/expand_triggers.py")
                lemma = match["words"]
                term = Term(
                    lemma=lemma.replace("|", ""),
                    type=type_,
                    verb=verb,
                    weak=bool(match["weak"]),
                    frame=frames[match["frame"]] if match["frame"] else None,
                    companions=_companions(parts, head, verb, particles | prepositions, articles, compounds),
                    mode=modes.get(lemma.lstrip("-")),
                )
                for form in table:
                    first, bar, particle = form.partition("|")
                    if bar:
                        halves.setdefault(first.lower(), []).append((particle, term))
                    elif verb:
                        verbs.setdefault(form.lower(), []).append(term)
                    else:
                        if not suffix_only:
                            nouns.setdefault(form.lower(), []).append(term)
                        if suffix_only or (len(form) >= int(data.get("compounds", 99)) and len(parts) == 1):
                            endings.setdefault(form.lower(), []).append(term)
    light = {word: phase for phase, text in data["light"].items() for word in text.split()}
    return Triggers(
        tag=tag,
        verbs=_frozen(verbs),
        nouns=_frozen(nouns),
        halves=_frozen(halves),
        endings=_frozen(endings),
        compound_from=min(int(data.get("compounds", 0)), 3),
        nouns_capital=data.get("nouns_capital") == "yes",
        light=light,
        stative=frozenset(data["stative"].split()),
        speech=frozenset(data["speech"].split()),
        articles=articles,
        blocked_after=Phrases(tuple(text.split()) for text in data.get("blocked_after", ())),
        blocked_before=Phrases(tuple(text.split()) for text in data.get("blocked_before", ())),
        stop=frozenset(data["stop"].split()),
        anaphors=frozenset(data["anaphors"].split()),
        roles={name: frozenset(text.split()) for name, text in data["roles"].items()},
        lists=lists,
        figures=_figures(data),
        infinitive=frozenset(data.get("infinitive", "").split()),
        same_time=frozenset(data.get("same_time", "").split()),
        temporal=frozenset(data.get("temporal", "").split()),
        hosts=frozenset(lemma.replace("|", "") for lemma in data.get("hosts", "").split("|")),
        since=frozenset(data.get("since", "").split()),
        compared=frozenset(data.get("compared", "").split()),
        compared_from=frozenset(data.get("compared_from", "").split()),
        slight=frozenset(data.get("slight", "").split()),
        superlatives=frozenset(data.get("superlatives", "").split()),
        casualties=frozenset(lemma.replace("|", "") for lemma in data.get("casualties", "").split("|")),
        pronouns={name: frozenset(text.split()) for name, text in data.get("pronouns", {}).items()},
        nominal=frozenset(text for text in data.get("nominal", "").split("|") if text),
        governments=frozenset(text for text in data.get("governments", "").split("|") if text),
        struggles=frozenset(data.get("struggles", "").split()),
        abroad=Phrases(_phrases(data.get("abroad", ""))),
        reports=frozenset(data.get("reports", "").split("|")),
        ordinals=frozenset(data.get("ordinals", "").split()),
        told=frozenset(data.get("told", "").split()),
        carriers={
            word: frozenset(row["with"].split()) for row in data.get("carriers", ()) for word in row["verbs"].split()
        },
        topics=frozenset(data.get("topics", "").split()),
        respectively=frozenset(data.get("respectively", "").split()),
        limits=frozenset(data.get("limits", "").split()),
        hour_hedges=frozenset(data.get("hour_hedges", "").split()),
        attribute_openers=frozenset(data.get("attribute_openers", "").split()),
        sequel=frozenset(data.get("sequel", "").split()),
        during=frozenset(data.get("during", "").split()),
        outside=Phrases(_phrases(data.get("outside", ""))),
        outside_behind=Phrases(_phrases(data.get("outside_behind", ""))),
        first_days={
            phrase: number for number, text in enumerate(data.get("first_days", ()), 1) for phrase in _phrases(text)
        },
    )


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Phrases from `one phrase|another`."""
    return tuple(tuple(phrase.split()) for phrase in text.split("|") if phrase)


def words(items: Iterable[str], lists: Mapping[str, Words], *, compounds: bool) -> Words:
    """A set of words from its notation: `word`, `begin-`, `-end`, `@kind`, `$list`."""
    exact: set[str] = set()
    begins: set[str] = set()
    ends: set[str] = set()
    stems: set[str] = set()
    kinds: set[str] = set()
    for item in items:
        if item.startswith("$"):
            other = lists[item[1:]]
            exact |= other.exact
            begins |= set(other.begins)
            stems |= other.stems
            ends |= set(other.ends)
            kinds |= other.kinds
        elif item.startswith("@"):
            kinds.add(item[1:])
        elif item.startswith("-"):
            ends.add(item[1:])
        elif item.endswith("-"):
            (stems if compounds else begins).add(item[:-1])
        elif item.endswith("+"):
            begins.add(item[:-1])
        else:
            exact.add(item)
    pattern = None
    if stems:
        # As a word of its own with an ending, or as the last part of a compound; not as the first of one.
        long = [stem for stem in stems if len(stem) >= _INSIDE_MIN]
        inside = f"|.{{3,}}(?:{'|'.join(sorted(long))})" if long else ""
        pattern = re.compile(rf"(?:(?:{'|'.join(sorted(stems))}){inside})\w{{0,{_ENDING_MAX}}}")
    return Words(
        frozenset(exact), tuple(sorted(begins)), tuple(sorted(ends)), frozenset(kinds), frozenset(stems), pattern
    )


def _frame(name: str, row: Mapping[str, list[str]], lists: Mapping[str, Words], compounds: bool) -> Frame:
    return Frame(name, tuple((where, words(items, lists, compounds=compounds)) for where, items in row.items()))


def _head(parts: list[str], verb: bool, verb_last: bool, small: frozenset[str]) -> str:
    """The word of a phrase that is inflected."""
    if not verb:
        return parts[-1]
    if verb_last:
        found = [part for part in parts if part.endswith("n") and part[0].islower() and part not in small]
        return found[-1] if found else parts[-1]
    return parts[0]


def _companions(
    parts: list[str], head: str, verb: bool, particles: frozenset[str], articles: frozenset[str], compounds: bool
) -> tuple[Companion, ...]:
    """The other words of a phrase. Where endings are rich they are cut off; English has its plural alone: `party` must
    not find `part`, nor `office` the officials."""
    rest = list(parts)
    rest.remove(head)
    out = []
    for part in rest:
        word = part.lower()
        if verb and word in articles:
            continue
        particle = word in particles
        prefix = len(word) > _PREFIX_MIN and not particle and verb
        stem = word[: max(_PREFIX_MIN, len(word) - 3)] if compounds else word.removesuffix("s")
        out.append(Companion(stem if prefix else word, prefix, particle and verb))
    return tuple(out)


def _figures(data: Mapping[str, Any]) -> FigureWords:
    def phrases(key: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(text.split()) for text in data[key].split("|"))

    return FigureWords(
        kinds={kind: frozenset(text.split()) for kind, text in data["figures"].items()},
        people=frozenset(data["figure_people"].split()),
        votes=frozenset(data["votes"].split()),
        minimum=phrases("figure_min"),
        maximum=phrases("figure_max"),
        about=phrases("figure_about"),
        numbers={word: float(value) for word, value in data["number_words"].items()},
        scales={word: float(value) for word, value in data["number_scale"].items()},
        currency=frozenset(data["currency"].split()),
        of=frozenset(data.get("figure_of", "").split()),
        versus=frozenset(data.get("figure_versus", "").split()),
        ballots=frozenset(data.get("ballots", "").split()),
    )


def _frozen(table: dict[str, list[Any]]) -> Mapping[str, tuple[Any, ...]]:
    return {form: tuple(terms) for form, terms in table.items()}
