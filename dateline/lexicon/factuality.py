"""The cues of a language that decide whether something happened, and who is speaking (`factuality.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

CLASSES = (
    "cancelled", "postponed", "refused", "negated", "denied", "called_for", "planned", "alleged", "hypothetical",
    "attempt", "announced", "decided", "bidden", "light",
)  # fmt: skip
"""What a cue says of what it governs."""

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class FactualityCues:
    """The cues of one language; every word in lower case."""

    tag: str
    speech: frozenset[str]
    """Infinitives of verbs of saying."""
    complement_verbs: frozenset[str]
    """Infinitives of verbs that can take a clause without a conjunction; verbs of saying among them."""
    opinion: frozenset[str]
    """Infinitives of verbs by which somebody assesses rather than tells."""
    commentators: frozenset[str]
    commentator_endings: tuple[str, ...]
    not_commentators: frozenset[str]
    commentator_bodies: frozenset[str]
    """Institutes and the like: a person of one of them comments."""
    agent: frozenset[str]
    """Prepositions of the one who does it in a passive."""
    attribution: Mapping[str, tuple[Phrase, ...]]
    """First word of a phrase (`according to`) → the phrases that begin with it, in order of the list."""
    verbs: Mapping[str, tuple[tuple[Phrase, bool, str], ...]]
    """Infinitive of a verb → its particle, if it needs one, whether that may stand apart, and its class."""
    nouns: Mapping[str, str]
    noun_links: frozenset[str]
    attributes: Mapping[str, str]
    adverbs: Mapping[str, tuple[tuple[Phrase, str], ...]]
    """First word of a phrase → the phrases that begin with it, longest first, and their class."""
    negative_before: frozenset[str]
    not_until: frozenset[str]
    """`not … until Friday` tells what happened on Friday."""
    generic: Mapping[str, tuple[Phrase, ...]]
    generic_sets: frozenset[str]
    author_view: Mapping[str, tuple[Phrase, ...]]
    first_person: frozenset[str]
    lapses: frozenset[str] = frozenset()
    """Verbs of cancelling whose subject is what does not take place: ausfallen, platzen."""
    attendance: frozenset[str] = frozenset()
    """Nouns of taking part: who cancels that stays away from what goes on."""
    negative_names: frozenset[str] = frozenset()
    """Words before which `no` denies nothing: a motion of no confidence, a no fly zone."""
    about_clauses: frozenset[str] = frozenset()
    """Relative pronouns that may stand for a whole clause: `…, which the ministry denies`."""
    clause_nouns: Mapping[str, str] = field(default_factory=dict)
    """Nouns that are cues only of the clause behind them: `Berichte, wonach …`."""
    leads: Mapping[str, tuple[tuple[Phrase, str], ...]] = field(default_factory=dict)
    """First word of what leads an infinitive → the phrases that begin with it and their class: without, um."""
    true: frozenset[str] = frozenset()
    """What is said of a clause to confirm it, and to deny it where it is negated: it is not true that."""
    untrue: frozenset[str] = frozenset()
    transitive: frozenset[str] = frozenset()
    """Verbs that undo an object, which in a headline stands before them: `Strike averted in Norway`."""
    motion: frozenset[str] = frozenset()
    """Infinitives of verbs of going or sending somewhere, whose infinitive is an aim."""

    def is_commentator(self, word: str) -> bool:
        """Whether a lower-cased noun names somebody who comments: analyst, forskare, Sicherheitsexpertin."""
        if word in self.not_commentators:
            return False
        return word in self.commentators or (
            bool(self.commentator_endings) and len(word) > 7 and word.endswith(self.commentator_endings)
        )


def read(tag: str, data: Mapping[str, Any]) -> FactualityCues:
    """The cues of a language from its loaded `factuality.yaml`. Raises ValueError for a class that does not exist."""
    verbs: dict[str, list[tuple[Phrase, bool, str]]] = {}
    for name, entries in data["verbs"].items():
        _check(name)
        for entry in entries:
            lemma, *particle = entry.split()
            apart = particle[:1] == ["…"]
            verbs.setdefault(lemma, []).append((tuple(particle[1:] if apart else particle), apart, name))
    speech = frozenset(data["speech"].split())
    return FactualityCues(
        tag=tag,
        speech=speech,
        complement_verbs=speech | frozenset(data["complement"].split()),
        opinion=frozenset(data["opinion"].split()),
        commentators=frozenset(data["commentators"].split()),
        commentator_endings=tuple(data.get("commentator_endings", "").split()),
        not_commentators=frozenset(data.get("not_commentators", "").split()),
        commentator_bodies=frozenset(data.get("commentator_bodies", "").split()),
        agent=frozenset(data.get("agent", "").split()),
        attribution=_by_first(tuple(phrase.split()) for phrase in data["attribution"]),
        # With a particle first: "put off" before "put".
        verbs={lemma: tuple(sorted(found, key=lambda item: not item[0])) for lemma, found in verbs.items()},
        nouns=_by_word(data["nouns"]),
        noun_links=frozenset(data["noun_links"].split()),
        attributes=_by_word(data["attributes"]),
        adverbs=_classed(data["adverbs"]),
        negative_before=frozenset(data["negative_before"].split()),
        not_until=frozenset(data.get("not_until", "").split()),
        generic=_phrases(data["generic"]),
        generic_sets=frozenset(data["generic_sets"].split()),
        author_view=_phrases(data["author_view"]),
        first_person=frozenset(data["first_person"].split()),
        lapses=frozenset(data.get("lapses", "").split()),
        attendance=frozenset(data.get("attendance", "").split()),
        negative_names=frozenset(data.get("negative_names", "").split()),
        about_clauses=frozenset(data.get("about_clauses", "").split()),
        clause_nouns=_by_word(data.get("clause_nouns", {})),
        leads=_classed(data.get("leads", {})),
        true=frozenset(data.get("true", "").split()),
        untrue=frozenset(data.get("untrue", "").split()),
        transitive=frozenset(data.get("transitive", "").split()),
        motion=frozenset(data.get("motion", "").split()),
    )


def _check(name: str) -> None:
    if name not in CLASSES:
        raise ValueError(f"'{name}' is no class of cues; allowed: {', '.join(CLASSES)}")


def _by_word(lists: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in lists.items():
        _check(name)
        for word in words.split():
            found.setdefault(word, name)
    return found


def _classed(lists: Mapping[str, list[str]]) -> dict[str, tuple[tuple[Phrase, str], ...]]:
    """By their first word the phrases of all classes, the longest first."""
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for name, phrases in lists.items():
        _check(name)
        for phrase in phrases:
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append((words, name))
    return {word: tuple(sorted(phrases, key=lambda item: -len(item[0]))) for word, phrases in found.items()}


def _by_first(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, tuple[Phrase, ...]] = {}
    for phrase in phrases:
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


def _phrases(phrases: list[str]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return {word: tuple(sorted(made, key=lambda item: -len(item))) for word, made in found.items()}
