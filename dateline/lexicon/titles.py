"""How a language words the title of an event: headline templates by kind and status, and what a title may not hold.

A template is a sentence with slots, written in `titles.yaml`:

    {A} {S} {O}      those who act, those acted upon, the organisation: as subject
    {AA}             those who act, when they are several
    {AT}             those who act and those acted upon, as one subject, when there are both
    {SS}             those acted upon, when they are several
    {H}              the people among those acted upon, else among those who act
    {B}              the same, or else the organisations
    {C:in}           the countries among all of them, else those of the event
    {CC:in}          the countries of an event in which nobody acts, when they are several
    {T} {T:against}  those acted upon, as object or after the preposition of that name
    {P} {P:to} {L}   the place, after `in`, after the preposition of that name, bare
    {noun} {Noun}    the word for the kind of event, also with a capital
    {figure}         a telling number with its word ("12 dead"); {figure:detained} only that of this name
    {meets|meet}     the left form after a singular subject, the right after a plural one
    [ … ]            left out when a slot inside is empty

The first template whose slots outside brackets can all be filled is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from dateline.core.model import EventType, Factuality
from dateline.core.text import fold

STATUSES = ("happened", "planned", "cancelled", "refused", "denied", "alleged")
SHORTEST_STEM = 5
_SLOT = re.compile(r"\{([^{}]*)\}")
_SLOT_NAMES = frozenset({"A", "AA", "AT", "B", "C", "CC", "H", "S", "SS", "O", "T", "P", "L", "noun", "Noun", "figure"})


class TitlesError(ValueError):
    """A `titles.yaml` breaks a rule; the message names the language, the key and what is wrong."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How one kind of event is put into a headline."""

    noun: str
    templates: Mapping[str, tuple[str, ...]]
    """By status, the first that can be filled is taken."""


@dataclass(frozen=True, slots=True)
class Compression:
    """What is cut from a telling's own clause, and what must not be left in it."""

    leading: tuple[str, ...]
    """Connectives and adverbs that open a sentence and say nothing of the event, the longest first."""
    relatives: frozenset[str]
    """Words that open a relative clause after a comma."""
    tails: tuple[str, ...]
    """Words that open an attribution at the end: "according to", "said"."""
    relative_time: tuple[str, ...]
    """Words that mean a day only beside a date of publication: no title may hold them."""
    pronouns: frozenset[str]
    """Words that point at something a title does not name."""
    dangling: frozenset[str]
    """Words no title may end with."""
    time_prepositions: frozenset[str]
    """Words that go with a time expression when it goes."""
    openers: frozenset[str]
    """Prepositions that open an adverbial at the front, which keeps its comma."""
    possessives: frozenset[str]
    """Those of the pronouns that may stand after a name: "its"."""
    pointing: tuple[str, ...]
    """Descriptions that need a name before them as a pronoun does: "the company", "the move"."""
    qualifiers: frozenset[str]
    """Words after such a description that tell which: "the agreement of …"."""
    articles: frozenset[str]
    """Articles a headline drops at its beginning."""
    nouns_capitalised: bool
    """A capital tells no name from another noun."""
    place_prepositions: frozenset[str]
    """Words before a place, which may go where a headline is too long."""
    articles_inflect: bool
    """An adjective shows its article's ending, so that the article must stay before one."""
    articles_kept: frozenset[str]
    """Those of them that stay before a name that begins with an adjective: der Rote Halbmond."""
    pluperfect: Mapping[str, str]
    """What a headline has for the auxiliary of the pluperfect: "hade" → "har"; empty: it goes."""
    past_ending: str
    """Ending of the participles that are a plain past as well, where that auxiliary goes: "had declared"."""
    subject_relatives: frozenset[str]
    """Relative words that may be the subject of their clause, where its order is that of a main one."""
    directions: frozenset[str]
    """Words before a place that something goes to."""
    breaks: tuple[str, ...]
    """Words before which a headline that is too long may end: "after", "as part of"."""
    bounds: frozenset[str]
    """Those of the prepositions of time that open or close a span: "since", "until"."""
    echoes: Mapping[str, frozenset[str]]
    """Pronouns by which a `person` or a `body` speaks of itself in what it says."""
    first_person: frozenset[str]
    """Those of the pronouns that mean the speaker in direct speech."""
    object_articles: frozenset[str]
    """Articles within the words behind a verb that open another phrase: den, einen."""
    definite_ends: tuple[str, ...]
    """Ends of nouns that are definite by themselves: `banken`, `piloterna`."""
    attribute_ends: tuple[str, ...]
    """Ends of the words that stand before such a noun in one phrase: `mongoliska`, `Sveriges`."""
    genitive_ends: tuple[str, ...]
    """What makes a day the owner of what follows: `Wednesday's vote`."""
    particles: frozenset[str]
    """Words that look like prepositions and belong to the verb where a sentence ends with them: leitet … ein."""
    relative_starts: tuple[str, ...]
    """How words begin that tell a day of the week: `måndagskvällen`, `Montagabend`."""
    things: frozenset[str]
    """Those of the pronouns that are never who says something: det, das."""
    bare_adjectives: Mapping[str, str]
    """Articles that may go before an adjective with an end that does not show them: die dänische → Dänische."""
    verb_second: bool
    """The verb comes second: it stands first, and wrongly, when what opened the sentence is cut."""


@dataclass(frozen=True, slots=True)
class Titles:
    """Everything `titles.yaml` says of one language."""

    tag: str
    wordings: Mapping[str, Wording]
    """By type, or by type and mode: `meeting`, `meeting/summit`."""
    prefixes: Mapping[str, str]
    """By status, for a title whose own words do not say it: `Planned: {}`."""
    comma: str
    last: str
    others: str
    """Names cut short: `{} and others`."""
    repeat_prepositions: bool
    """A preposition stands before every name of a list: `en Russie et en Arménie`."""
    prepositions: Mapping[str, Mapping[str, str]]
    """By preposition, then by class of name: `in` → `plain` → `in {}`."""
    classes: Mapping[str, str]
    """Class of a country, place or body by its id: `US` → `plural`."""
    class_heads: Mapping[str, str]
    """Class of a name by its first word."""
    class_defaults: Mapping[str, str]
    """Class of a name of which nothing else is known, by kind: `organisation` → `feminine`."""
    class_ends: Mapping[str, tuple[tuple[str, str], ...]]
    """By kind of name, its class by its end or (`^x`) beginning, lower case; the first that fits."""
    subjects: Mapping[str, str]
    """Class to pattern of a name as subject or object; empty where names stand bare."""
    objects: Mapping[str, str]
    plural_classes: frozenset[str]
    """Classes whose names take a plural verb."""
    dative_plural: Mapping[str, str]
    """Ends of words in names of several, with what they are where `{n}` stands: Emirate → Emiraten."""
    told: str
    """Where or who, and what: `{}: {}`."""
    spoken: str
    """A speaker's name and what was said: `{}: “{}”`."""
    figures: Mapping[str, tuple[str, str]]
    """What is counted to its words for one and for more: `deaths` → `{} dead`."""
    thousands: str
    millions: Mapping[str, str]
    ordinals: Mapping[str, int]
    """Words that number an event: `second` → 2."""
    counted: Mapping[str, int]
    """Words behind a number of days that count them from what follows: `after` → 1, `before` → -1."""
    introducing: frozenset[str]
    """Words behind a verb that bring up something new: "signed *a* treaty"."""
    concepts: Mapping[tuple[str, str], str]
    """By type and lemma the finer kind it stands for: the same in all languages, so that tellings can be compared."""
    shades: Mapping[tuple[str, str], str]
    """Further lemmas with the finer kind that a headline names, where two words for one event may differ in it."""
    compression: Compression
    beginnings: Mapping[tuple[str, str], tuple[str, ...]]
    """By type and finer kind, how words that stand for it begin."""

    def concept(self, kind: EventType, lemma: str, mode: str | None = None) -> str | None:
        """The finer kind of an event: what its trigger's lemma stands for, else what the lexicon says."""
        word = lemma.lstrip("-").casefold()
        found = self.concepts.get((str(kind), word))
        if found is None and " " in word:
            # "Survive a no-confidence vote": the word that has a meaning of its own gives it, the longest first.
            parts = sorted(lemma.split(), key=lambda part: (-len(part), part))
            found = next((own for part in parts if (own := self._of_word(kind, part))), None)
        return found or self._of_word(kind, lemma.lstrip("-")) or mode

    def shade(self, kind: EventType, lemma: str, mode: str | None = None) -> str | None:
        """The finer kind a headline names: the concept, else what is told more finely than tellings are compared."""
        return self.concept(kind, lemma, mode) or self.shades.get((str(kind), lemma.lstrip("-").casefold()))

    def _of_word(self, kind: EventType, word: str) -> str | None:
        """What one word stands for; a compound means what its last part means: a Parlamentswahl is an election."""
        # "Ausbrechen" is no "brechen": where nouns have capitals, other words are no compounds.
        whole = not self.compression.verb_second or (self.compression.nouns_capitalised and word[:1].islower())
        folded = word.casefold()
        starts = range(1) if whole else range(max(1, len(folded) - 3))
        return next((own for at in starts if (own := self.concepts.get((str(kind), folded[at:])))), None)

    def stems(self, kind: EventType, concept: str) -> tuple[str, ...]:
        """The beginnings of single words that stand for a finer kind, folded: `deploy` of deployed and deployment."""
        return self.beginnings.get((str(kind), concept), ())

    def wording(self, kind: EventType, mode: str | None) -> Wording:
        """The wording of a mode if the language has one, else of the type."""
        return self.wordings.get(f"{kind}/{mode}") or self.wordings[str(kind)]


def read(tag: str, data: Mapping[str, Any]) -> Titles:
    """The titles of a language, checked whole.

    Raises TitlesError when a type has no wording, a template has an unknown slot or unbalanced brackets, or a
    preposition a template names is missing.
    """
    default = data.get("default", {})
    kinds = data.get("types", {})
    missing = [str(kind) for kind in EventType if str(kind) not in kinds]
    if missing:
        raise TitlesError(f"{tag}/titles.yaml: types: no wording for {', '.join(missing)}")
    wordings = {key: _wording(tag, key, own, kinds.get(key.split("/")[0], {}), default) for key, own in kinds.items()}
    names, cut = data["names"], data["compression"]
    concepts = _concepts(tag, data.get("concepts", {}), wordings)
    titles = Titles(
        tag=tag,
        wordings=MappingProxyType(wordings),
        prefixes=MappingProxyType(dict(data["prefixes"])),
        comma=names["comma"],
        last=names["last"],
        others=names["others"],
        repeat_prepositions=names.get("repeat_prepositions") == "true",
        prepositions=MappingProxyType({key: MappingProxyType(dict(own)) for key, own in data["prepositions"].items()}),
        classes=MappingProxyType({word: key for key, own in names.get("classes", {}).items() for word in own.split()}),
        class_heads=MappingProxyType(
            {word: key for key, own in names.get("heads", {}).items() for word in own.split()}
        ),
        class_defaults=MappingProxyType(dict(names.get("defaults", {}))),
        class_ends=MappingProxyType(
            {
                kind: tuple((end, key) for key, own in ends.items() for end in own.split())
                for kind, ends in names.get("ends", {}).items()
            }
        ),
        subjects=MappingProxyType(dict(names.get("subjects", {}))),
        objects=MappingProxyType(dict(names.get("objects", {}))),
        dative_plural=MappingProxyType(dict(names.get("dative_plural", {}))),
        plural_classes=frozenset(str(names.get("plural_classes", "")).split()),
        told=names["told"],
        spoken=names["spoken"],
        figures=MappingProxyType({key: _two(own) for key, own in data["figures"].items()}),
        thousands=data["thousands"],
        millions=MappingProxyType(dict(data.get("millions", {}))),
        counted=MappingProxyType(
            {word: way for key, way in (("after", 1), ("before", -1)) for word in data["counted"][key].split()}
        ),
        introducing=frozenset(data["introducing"].split()),
        ordinals=MappingProxyType({word: int(n) for n, own in data["ordinals"].items() for word in own.split()}),
        concepts=MappingProxyType(concepts),
        shades=MappingProxyType(_concepts(tag, data.get("shades", {}), wordings)),
        compression=Compression(
            leading=tuple(sorted(_items(cut["leading"]), key=lambda item: (-len(item), item))),
            relatives=frozenset(cut["relatives"].split()),
            tails=tuple(_items(cut["tails"])),
            relative_time=tuple(_items(cut["relative_time"])),
            pronouns=frozenset(cut["pronouns"].split()),
            dangling=frozenset(cut["dangling"].split()),
            time_prepositions=frozenset(cut["time_prepositions"].split()),
            openers=frozenset(cut.get("openers", "").split()),
            possessives=frozenset(cut.get("possessives", "").split()),
            pointing=tuple(_items(cut.get("pointing", ""))),
            qualifiers=frozenset(cut.get("qualifiers", "").split()),
            articles=frozenset(cut.get("articles", "").split()),
            nouns_capitalised=cut.get("nouns_capitalised", "false") == "true",
            place_prepositions=frozenset(cut.get("place_prepositions", "").split()),
            articles_inflect=cut.get("articles_inflect", "false") == "true",
            articles_kept=frozenset(cut.get("articles_kept", "").split()),
            pluperfect=MappingProxyType(dict(cut.get("pluperfect", {}))),
            past_ending=cut.get("past_ending", ""),
            subject_relatives=frozenset(cut.get("subject_relatives", "").split()),
            directions=frozenset(cut.get("directions", "").split()),
            breaks=tuple(_items(cut.get("breaks", ""))),
            bounds=frozenset(cut.get("bounds", "").split()),
            echoes=MappingProxyType({who: frozenset(own.split()) for who, own in cut.get("echoes", {}).items()}),
            first_person=frozenset(cut.get("first_person", "").split()),
            object_articles=frozenset(cut.get("object_articles", "").split()),
            definite_ends=tuple(cut.get("definite_ends", "").split()),
            attribute_ends=tuple(cut.get("attribute_ends", "").split()),
            genitive_ends=tuple(cut.get("genitive_ends", "").split()),
            particles=frozenset(cut.get("particles", "").split()),
            relative_starts=tuple(cut.get("relative_starts", "").split()),
            things=frozenset(cut.get("things", "").split()),
            bare_adjectives=MappingProxyType(dict(cut.get("bare_adjectives", {}))),
            verb_second=cut.get("verb_second", "false") == "true",
        ),
        beginnings=MappingProxyType(_beginnings(concepts)),
    )
    _check(titles)
    return titles


def _wording(
    tag: str, key: str, own: Mapping[str, Any], base: Mapping[str, Any], default: Mapping[str, Any]
) -> Wording:
    unknown = sorted(set(own) - {"noun", *STATUSES})
    if unknown:
        raise TitlesError(f"{tag}/titles.yaml: types/{key}: unknown key {unknown[0]!r}")
    templates = {}
    for status in STATUSES:
        chosen = own.get(status)
        if chosen is None and (status == "happened" or "noun" not in own):
            # A mode with a noun of its own is better served by the general pattern than by its type's other statuses.
            chosen = base.get(status)
        # What needs a name that nobody gives is worded by the general pattern before it is told as a thing done.
        templates[status] = tuple(dict.fromkeys((*_list(chosen or ()), *_list(default.get(status, ())))))
    return Wording(own.get("noun") or base["noun"], MappingProxyType(templates))


def _concepts(tag: str, data: Mapping[str, str], wordings: Mapping[str, Wording]) -> dict[tuple[str, str], str]:
    out = {}
    for key, lemmas in data.items():
        if key not in wordings:
            raise TitlesError(f"{tag}/titles.yaml: {key!r} of a lemma has no wording under types")
        kind, _, concept = key.partition("/")
        for lemma in _items(lemmas):
            out[kind, lemma.casefold()] = concept
    return out


def _beginnings(concepts: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The lemmas of each finer kind that are one word of some length, without their last letters."""
    found: dict[tuple[str, str], set[str]] = {}
    for (kind, lemma), concept in concepts.items():
        word = fold(lemma.strip("-"))
        if word.isalpha() and len(word) >= SHORTEST_STEM:
            kept = len(word) - (2 if len(word) >= 8 else 1 if len(word) > SHORTEST_STEM else 0)
            found.setdefault((kind, concept), set()).add(word[:kept])
    return {key: tuple(sorted(words)) for key, words in found.items()}


def status_of(factuality: Factuality) -> str:
    """The status a title words: what goes on is told as what happened."""
    return str(factuality) if str(factuality) in STATUSES else "happened"


def _list(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _items(value: Any) -> Sequence[str]:
    return [part.strip() for part in value.split(";") if part.strip()] if isinstance(value, str) else list(value)


def _two(value: str) -> tuple[str, str]:
    one, _, more = value.partition("|")
    return one.strip(), (more or one).strip()


def _check(titles: Titles) -> None:
    for key, wording in titles.wordings.items():
        for status, templates in wording.templates.items():
            for template in templates:
                place = f"{titles.tag}/titles.yaml: types/{key}/{status}: {template!r}"
                if template.count("[") != template.count("]"):
                    raise TitlesError(f"{place}: brackets do not match")
                for slot in _SLOT.findall(template):
                    name, _, preposition = slot.partition(":")
                    if "|" not in slot and name not in _SLOT_NAMES:
                        raise TitlesError(f"{place}: no slot is called {slot!r}")
                    allowed = titles.figures if name == "figure" else titles.prepositions
                    if preposition and preposition not in allowed:
                        raise TitlesError(f"{place}: no preposition is called {preposition!r}")
