"""What a language knows of names: endings, role nouns, words around a capital, patterns of bodies and companies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_LISTS = (
    "genitives",
    "declined",
    "town_adjective",
    "town_endings",
    "town_prepositions",
    "noun_endings",
    "articles",
    "connectors",
    "state_roles",
    "person_roles",
    "deputies",
    "commentators",
    "affiliations",
    "expert_bodies",
    "groups",
    "capital_words",
    "place_prepositions",
    "government_prepositions",
    "government_verbs",
    "conjunctions",
    "of",
    "called_of",
    "aims",
    "lands",
    "works",
    "organisation_heads",
    "organisation_starts",
    "organisation_suffixes",
    "organisation_adjectives",
    "company_marks",
    "titles_of_bodies",
    "titles_of_associations",
    "titles_of_trades",
    "offices",
    "office_links",
    "openers",
    "compound_heads",
    "compound_links",
    "first_names",
    "name_particles",
    "not_names",
    "not_people",
    "common_words",
    "state_words",
    "speech_verbs",
)


@dataclass(frozen=True, slots=True)
class Ending:
    """How words with one ending are inflected: what stands before the ending is `~` in each form."""

    ends: str
    forms: tuple[str, ...]


# Compared and hashed by identity: there is one of each language, and caches hang on it.
@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The words of one language that stand in, before and around names."""

    tag: str
    adjective_endings: tuple[Ending, ...]
    inhabitant_endings: tuple[Ending, ...]
    lower_adjectives: bool
    """Adjectives of countries begin with a small letter, so any case matches."""
    lower_inhabitants: bool
    inhabitants_from_adjectives: str
    """`yes`: people are called by the adjective (English), `capital`: with a capital letter (French), else `no`."""
    bodies: Mapping[str, tuple[str, ...]]
    """Suffix of a derived id (`mfa` in `RU/mfa`) to the phrases that name such a body, lower case."""
    words: Mapping[str, tuple[str, ...]]
    """Every other list of the file, by its key; a key the file lacks holds nothing."""

    def adjectives(self, text: str) -> tuple[str, ...]:
        """All forms of an adjective given by its base."""
        return _inflect(text, self.adjective_endings)

    def inhabitants(self, text: str) -> tuple[str, ...]:
        """All forms of a word for people of a country, given as `ryss+ar` or `Armenier`, or form by form."""
        if "," in text:
            return tuple(form.strip() for form in text.split(","))
        return _inflect(text, self.inhabitant_endings)

    def nouns(self, key: str) -> frozenset[str]:
        """The words of a list with every ending a noun may take, lower case."""
        endings = self.words["noun_endings"] or ("",)
        return frozenset(word.lower() + ending for word in self.words[key] for ending in endings)


def read(tag: str, data: Mapping[str, Any]) -> Names:
    """The names part of a pack from its `names.yaml`. Raises ValueError for a key it does not know."""
    known = {*_LISTS, "adjectives", "inhabitants", "case", "bodies"}
    unknown = sorted(set(data) - known)
    if unknown:
        raise ValueError(f"languages/{tag}/names.yaml: unknown key {unknown[0]!r}")
    case = data.get("case") or {}
    return Names(
        tag=tag,
        adjective_endings=tuple(_endings(data.get("adjectives") or {})),
        inhabitant_endings=tuple(_endings(data.get("inhabitants") or {})),
        lower_adjectives=case.get("adjectives") == "any",
        lower_inhabitants=case.get("inhabitants") == "any",
        inhabitants_from_adjectives=case.get("inhabitants_from_adjectives", "no"),
        bodies={key: _words(value) for key, value in (data.get("bodies") or {}).items()},
        words={key: _words(data.get(key)) for key in _LISTS},
    )


def _words(value: Any) -> tuple[str, ...]:
    """A list as it stands, or one text whose items are divided by commas; an empty ending is written `0`."""
    if value is None:
        return ()
    items = value if isinstance(value, list) else [item.strip() for item in value.split(",")]
    return tuple("" if item == "0" else item for item in items if item)


def _endings(table: Mapping[str, str]) -> Iterable[Ending]:
    # The longest ending decides, whatever the order of the file; `0` stands for any other word.
    for ends, forms in sorted(table.items(), key=lambda row: (-len(row[0].replace("0", "")), row[0])):
        yield Ending("" if ends == "0" else ends, tuple(forms.split()))


def _inflect(text: str, endings: Iterable[Ending]) -> tuple[str, ...]:
    for ending in endings:
        if text.endswith(ending.ends) and len(text) > len(ending.ends):
            stem = text[: len(text) - len(ending.ends)]
            return tuple(dict.fromkeys(form.replace("~", stem) for form in ending.forms))
    return (text,)
