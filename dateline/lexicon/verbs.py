"""What a language pack knows of verbs: forms, auxiliaries, and the small words at which clauses begin.

`read` turns `verbs.yaml` into one `Verbs`: sets of lower-cased forms with what each can be, so that a token costs one
look-up. Forms of regular verbs are made from stems and endings; what is in no list is judged by its ending.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dateline.core.known import Known

# What a form can be. Plain integers, not an enum: they are tested for every token of every article.
PAST = 1
PRESENT = 2
INFINITIVE = 4
PARTICIPLE = 8
"""Past participle: `signed`, `undertecknad`, `unterzeichnet`."""
GERUND = 16
SUPINE = 32
"""Swedish form after `har`: `undertecknat`."""
PASSIVE = 64
"""Swedish s-passive: `undertecknades`."""
FIRST = 128
"""German Konjunktiv I: `habe`, `plane`."""
SINGLE = 256
"""Third person singular only: `signs`, `trifft`."""
FUTURE = 512
WEAK = 1024
"""As often a noun or an adjective: a verb only where its clause has no other."""
AUXILIARY = 2048
GUESSED = 4096
"""Judged by its ending alone."""
SECOND = 8192
"""German Konjunktiv II: `gäbe`, `käme`."""

FINITE = PAST | PRESENT | FIRST | SECOND | FUTURE | AUXILIARY
NONFINITE = INFINITIVE | PARTICIPLE | GERUND | SUPINE

_FEATURES = {
    "past": PAST,
    "present": PRESENT,
    "infinitive": INFINITIVE,
    "participle": PARTICIPLE,
    "gerund": GERUND,
    "supine": SUPINE,
    "passive": PASSIVE,
    "first": FIRST,
    "subjunctive": SECOND,
    "single": PRESENT | SINGLE,
    "future": FUTURE,
    "weak": WEAK,
}

# What a small word is.
DETERMINER = 1
PREPOSITION = 2
PRONOUN = 4
ADVERB = 8
NEGATION = 16
COORDINATOR = 32
INFINITIVE_MARKER = 64
OPENER = 128
NEGATIVE_PRONOUN = 256
NEGATIVE_DETERMINER = 512
NOT_NEGATING = 1024

_WORD_LISTS = {
    "determiner": DETERMINER,
    "preposition": PREPOSITION,
    "pronoun": PRONOUN,
    "adverb": ADVERB,
    "coordinator": COORDINATOR,
}


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """A finite form that needs another verb: what it makes of the tense."""

    role: str
    """`have`, `be`, `become`, `do`, `future`, `conditional`, `modal`."""
    tense: str
    """`present`, `past`, `future`, `conditional`."""
    modal: str | None = None
    marker: str | None = None
    """Set where the form is an auxiliary only before an infinitive: `to`, `zu`, `att`, or `bare` for none."""
    mood: str | None = None
    """German Konjunktiv: `first` or `second`."""
    perfect: str | None = None
    """`hearsay` where a perfect infinitive behind a future tells what is said of the past: Swedish `ska ha stulit`."""


@dataclass(frozen=True, slots=True)
class Opener:
    """A word that can begin a clause."""

    kind: str
    """`complement`, `subordinate`, `relative`, `condition`, `question`."""
    sure: bool = False
    """Never a preposition or an adverb."""
    after_comma: bool = False
    """Opens a clause only at a comma, a conjunction or the start of a sentence."""
    last: bool = False
    """Opens a clause only if its verb stands last (German)."""


@dataclass(frozen=True, eq=False)
class Verbs:
    """The verbs of one language, ready for look-up by lower-cased form."""

    tag: str
    forms: Mapping[str, int]
    lemmas: Mapping[str, str]
    """Infinitive of the forms that are listed; forms known by their ending have none."""
    auxiliaries: Mapping[str, Auxiliary]
    nonfinite: Mapping[str, str]
    """Non-finite forms of auxiliaries and their role: `been: be`, `worden: become`."""
    predicates: Mapping[str, str]
    """`due`, `expected`: class of the modal they make between a form of *be* and an infinitive."""
    openers: Mapping[str, Opener]
    words: Mapping[str, int]
    verb_second: bool
    verb_last: bool
    noun_capitals: bool
    be_participle: str
    """`passive`, `perfect` or `state`: what a form of *be* with a participle means."""
    condition_verbs: frozenset[str]
    """Verbs that at the head of a sentence make it a condition: `Had the union …`, `Wäre das …`."""
    naming: frozenset[str] = frozenset()
    """Forms of verbs that call something so: classified, described."""
    naming_marks: frozenset[str] = frozenset()
    """What stands after them before the name: as."""
    separable: tuple[str, ...] = ()
    lemma_endings: tuple[tuple[str, str], ...] = ()
    """What to put for the ending of a form that is not listed, to find the verb it belongs to."""
    awaited: tuple[tuple[str, int, int], ...] = ()
    """Endings of unlisted forms that an auxiliary right before them takes for its verb."""
    alone: frozenset[str] = frozenset()
    """Predicates that need no infinitive: `is due in Lima on Friday`."""
    has_supine: bool = False
    participle_prefix: str = ""
    """What a participle inserts after a separable prefix: `ein-ge-laden`."""
    endings: tuple[tuple[str, int, int, str], ...] = ()
    """How a form that is not listed ends, what it then can be, its least length, and how it has to begin."""
    not_verbs: frozenset[str] = frozenset()
    adverb_endings: tuple[str, ...] = ()
    adjective_endings: tuple[str, ...] = ()
    """How a word before its noun ends, in a language whose attributes agree (German)."""
    genitive_endings: tuple[str, ...] = ()
    plural_endings: tuple[str, ...] = ()
    not_plural_endings: tuple[str, ...] = ()
    negative_endings: tuple[str, ...] = ()
    elisions: frozenset[str] = frozenset()
    """Words that lose their vowel before a verb and are written with it: `n'` of `n'exclut`."""
    particles: frozenset[str] = frozenset()
    """Words that right after a verb belong to it, not to a conjunction behind them: `step down when`."""

    @cached_property
    def flags(self) -> Callable[[str], int]:
        """What a lower-cased word can be as a verb; 0 when it is none."""
        return Known(self._judge).__getitem__

    @cached_property
    def word(self) -> Callable[[str], int]:
        """What small word a lower-cased word is; 0 when it is none."""
        return Known(self._small_word).__getitem__

    @cached_property
    def holds_marker(self) -> Callable[[str], bool]:
        """Whether a lower-cased word is a German infinitive with its marker inside: `aufzunehmen`."""
        return Known(self._holds_marker).__getitem__

    @cached_property
    def lemma(self) -> Callable[[str], str]:
        """The infinitive of a listed lower-cased form, a separable prefix kept in front; else the form itself."""
        return Known(self._find_lemma).__getitem__

    def _small_word(self, word: str) -> int:
        known = self.words.get(word, 0)
        if not known and self.adverb_endings and len(word) > 4 and word.endswith(self.adverb_endings):
            known = ADVERB
        if self.negative_endings and word.endswith(self.negative_endings):
            known |= NEGATION
        return known

    def _holds_marker(self, word: str) -> bool:
        if not self.flags(word) & INFINITIVE:
            return False
        markers = [marker for marker, value in self.words.items() if value & INFINITIVE_MARKER]
        return any(
            word.startswith(prefix) and any(word.startswith(marker, len(prefix)) for marker in markers)
            for prefix in self.separable
        )

    def _find_lemma(self, word: str) -> str:
        found = self.lemmas.get(word)
        if found is not None:
            return found
        for prefix in self.separable:
            if word.startswith(prefix) and word[len(prefix) :] in self.lemmas:
                return prefix + self.lemmas[word[len(prefix) :]]
        for ending, replacement in self.lemma_endings:
            if word.endswith(ending):
                found = self.lemmas.get(word.removesuffix(ending) + replacement)
                if found is not None:
                    return found
        return word

    def _judge(self, word: str) -> int:
        if word in self.auxiliaries:
            guessed = self._by_ending(word)
            return AUXILIARY | (self.forms.get(word) or (guessed if guessed & PARTICIPLE else 0))
        if word in self.not_verbs or word in self.separable:
            return 0
        known = self.forms.get(word)
        if known is not None:
            return known
        if self.elisions:
            elided, mark, rest = word.partition("'")
            if mark and elided + mark in self.elisions:
                return self._judge(rest)
        for prefix in self.separable:
            if word.startswith(prefix) and len(word) > len(prefix) + 2:
                rest = word[len(prefix) :]
                known = self.forms.get(rest)
                if known is not None:
                    return known & ~WEAK
                guessed = (
                    self._by_ending(rest) if rest.startswith(self.participle_prefix) and self.participle_prefix else 0
                )
                if guessed & PARTICIPLE:
                    return guessed
                # "einzumarschieren": the infinitive marker stands inside.
                for marker, value in self.words.items():
                    if value & INFINITIVE_MARKER and rest.startswith(marker):
                        inner = self.forms.get(rest[len(marker) :], 0)
                        if inner & INFINITIVE:
                            return INFINITIVE
        return self._by_ending(word)

    def _by_ending(self, word: str) -> int:
        for ending, value, least, starting in self.endings:
            if len(word) >= least and word.endswith(ending) and word.startswith(starting):
                return value | GUESSED if value else 0
        return 0


def read(tag: str, data: Mapping[str, Any]) -> Verbs:
    """The verbs of a language from its loaded `verbs.yaml`. Raises ValueError for what the file may not say."""
    forms: dict[str, int] = {}
    lemmas: dict[str, str] = {}
    _irregular(data, forms, lemmas)
    _regular(data, forms, lemmas)
    nonfinite: dict[str, str] = {}
    for role, words in data.get("nonfinite", {}).items():
        for word in words.split():
            nonfinite[word] = role
            if not forms.get(word, 0) & NONFINITE:
                forms[word] = forms.get(word, 0) | (INFINITIVE | PARTICIPLE | SUPINE)
    for word in data.get("subjunctive", "").split():
        forms[word] = forms.get(word, 0) | SECOND
    for word in (data.get("rare", "") + " " + data.get("weak", "")).split():
        forms[word] = forms.get(word, _by_ending(word, data)) | WEAK
    return Verbs(
        tag=tag,
        forms=forms,
        lemmas=lemmas,
        auxiliaries=_auxiliaries(data),
        nonfinite=nonfinite,
        predicates={word: row["modal"] for row in data.get("predicates", ()) for word in row["forms"].split()},
        openers={
            word: Opener(
                kind=row["kind"],
                sure="sure" in row,
                after_comma="after_comma" in row,
                last="last" in row,
            )
            for word, row in data["openers"].items()
        },
        words=_words(data),
        verb_second=data["order"] == "v2",
        verb_last=data.get("verb_last") == "yes",
        noun_capitals=data.get("noun_capitals") == "yes",
        be_participle=data["be_participle"],
        condition_verbs=frozenset(data.get("condition_verbs", "").split()),
        naming=frozenset(data.get("naming", "").split()),
        naming_marks=frozenset(data.get("naming_marks", "").split()),
        lemma_endings=tuple((row["from"], row["to"]) for row in data.get("lemma_endings", ())),
        participle_prefix=data.get("participle_prefix", ""),
        awaited=tuple((row["ending"], _mask(row["as"].split()), int(row["least"])) for row in data.get("awaited", ())),
        alone=frozenset(data.get("alone", "").split()),
        has_supine="supine" in data.get("irregular_columns", ""),
        separable=tuple(sorted(data.get("separable", "").split(), key=lambda prefix: (-len(prefix), prefix))),
        endings=tuple(
            (row["ending"], _mask(row["as"].split()), int(row["least"]), row.get("starting", ""))
            for row in sorted(
                data.get("endings", ()), key=lambda row: -len(row["ending"]) - len(row.get("starting", ""))
            )
        ),
        not_verbs=frozenset(data.get("not_verbs", "").split()),
        adverb_endings=tuple(data.get("adverb_endings", "").split()),
        adjective_endings=tuple(data.get("adjective_endings", "").split()),
        genitive_endings=tuple(data.get("genitive_endings", "").split()),
        plural_endings=tuple(data.get("plural_endings", "").split()),
        not_plural_endings=tuple(data.get("not_plural_endings", "").split()),
        negative_endings=tuple(data.get("negative_endings", "").split()),
        elisions=frozenset(data.get("elisions", "").split()),
        particles=frozenset(data.get("particles", "").split()),
    )


def _mask(features: Iterable[str]) -> int:
    mask = 0
    for feature in features:
        if feature not in _FEATURES:
            raise ValueError(f"'{feature}' is no feature of a verb form; allowed: {', '.join(sorted(_FEATURES))}")
        mask |= _FEATURES[feature]
    return mask


def _by_ending(word: str, data: Mapping[str, Any]) -> int:
    """What a form that is only listed as doubtful can be: by its ending, else any present form."""
    for row in sorted(data.get("endings", ()), key=lambda row: -len(row["ending"])):
        if word.endswith(row["ending"]):
            return _mask(row["as"].split())
    return PRESENT | (SINGLE if word.endswith("s") else INFINITIVE)


def _regular(data: Mapping[str, Any], forms: dict[str, int], lemmas: dict[str, str]) -> None:
    """Forms of the verbs that are listed by stem and paradigm."""
    for name, stems in data.get("verbs", {}).items():
        paradigm = [(ending, _mask(features.split())) for ending, features in data["paradigms"].get(name, {}).items()]
        base = next((ending for ending, mask in paradigm if mask & INFINITIVE and "~" not in ending), "")
        for stem in stems.split():
            for ending, mask in paradigm:
                form = ending.replace("~", stem) if "~" in ending else stem + ending
                forms[form] = forms.get(form, 0) | mask
                lemmas.setdefault(form, stem + base)


def _irregular(data: Mapping[str, Any], forms: dict[str, int], lemmas: dict[str, str]) -> None:
    """Forms of the verbs that are listed one by one, and what the rules of `derive` make of them.

    Of the rules with one name the first whose ending fits a form is used: `-y → -ies` before `→ -s`.
    """
    columns = data.get("irregular_columns", "infinitive past participle").split()
    rules = [
        (row["name"], row["from"], row.get("ending", ""), row["to"], _mask(row["as"].split()))
        for row in data.get("derive", ())
    ]
    for line in data.get("irregular", "").splitlines():
        row = line.split()
        if not row:
            continue
        if len(row) != len(columns):
            raise ValueError(f"'{line}' has {len(row)} columns; expected {len(columns)}: {' '.join(columns)}")
        listed = {column: form for column, form in zip(columns, row) if form != "-"}
        lemma = listed["infinitive"]
        made = [(form, _mask((column,))) for column, form in listed.items()]
        used: set[str] = set()
        for name, column, ending, replacement, mask in rules:
            form = listed.get(column)
            if form is not None and name not in used and form.endswith(ending):
                used.add(name)
                made.append((form.removesuffix(ending) + replacement, mask))
        for form, mask in made:
            forms[form] = forms.get(form, 0) | mask
            lemmas.setdefault(form, lemma)


def _auxiliaries(data: Mapping[str, Any]) -> dict[str, Auxiliary]:
    found: dict[str, Auxiliary] = {}
    for row in data["auxiliaries"]:
        made = Auxiliary(
            role=row["role"],
            tense=row["tense"],
            modal=row.get("modal"),
            marker=row.get("marker"),
            mood=row.get("mood"),
            perfect=row.get("perfect"),
        )
        for form in row["forms"].split():
            found.setdefault(form, made)
            for elided in data.get("elisions", "").split() if form[0] in data.get("elided_before", "") else ():
                found.setdefault(elided + form, made)
    return found


def _words(data: Mapping[str, Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    lists = [(words, _WORD_LISTS[name]) for name, words in data["words"].items()]
    lists.append((data.get("negation", ""), NEGATION | ADVERB))
    lists.append((data.get("negative_pronouns", ""), NEGATIVE_PRONOUN | PRONOUN))
    lists.append((data.get("negative_determiners", ""), NEGATIVE_DETERMINER | DETERMINER))
    lists.append((data.get("not_negating_before", ""), NOT_NEGATING))
    lists.append((data.get("infinitive_marker", ""), INFINITIVE_MARKER))
    lists.append((" ".join(data["openers"]), OPENER))
    for words, value in lists:
        for word in words.split():
            found[word] = found.get(word, 0) | value
    return found
