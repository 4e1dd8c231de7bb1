"""Whether an event came to pass: twelve ordered rules over the clause of its trigger and the clauses above it.

The first rule that fires wins (extraction 2.10): condition, cancellation, postponement, negation and refusal, denial,
appeal, plan, past future, hearsay, attempt, doubt; else it happened. Cues are data (`factuality.yaml`); what the verb
group says (tense, modal, negation) comes from the clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.core.model import Clause, ClauseKind, Factuality, Review, Sentence, Tense, VerbGroup
from dateline.lexicon import verbs as v
from dateline.lexicon.factuality import FactualityCues
from dateline.lexicon.language import LanguagePack
from dateline.lexicon.verbs import Verbs


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an event came to pass, and what decided it."""

    factuality: Factuality
    cues: tuple[str, ...] = ()
    """Rule and words, the deciding first: `FR2 cancelled: ställdes in`."""
    attempt: bool = False
    confidence: float = 1.0
    """0–1: how plainly the words say so; multiplies into the event's confidence."""
    postponed: bool = False
    """Planned for another day than before."""
    review: tuple[Review, ...] = ()


class _Cue(NamedTuple):
    kind: str
    index: int
    """Token of the cue."""
    words: str
    attribute: bool = False


_STATUS = {
    "cancelled": Factuality.CANCELLED,
    "postponed": Factuality.PLANNED,
    "refused": Factuality.REFUSED,
    "negated": Factuality.NEGATED,
    "denied": Factuality.DENIED,
    "called_for": Factuality.CALLED_FOR,
    "planned": Factuality.PLANNED,
    "alleged": Factuality.ALLEGED,
    "hypothetical": Factuality.HYPOTHETICAL,
}
_RULE = {
    "cancelled": "FR2",
    "postponed": "FR3",
    "negated": "FR4",
    "refused": "FR4",
    "denied": "FR5",
    "called_for": "FR6",
    "planned": "FR7",
    "alleged": "FR9",
    "attempt": "FR10",
    "hypothetical": "FR11",
    "announced": "FR12",
    "decided": "FR7",
}
_ORDER = tuple(_RULE)
_BOTH_SIDES = frozenset({"cancelled", "postponed"})
_REACH = 6
"""Tokens between a noun that governs (`plans for`, `risk of`) and the trigger."""


def judge(
    clause: int,
    trigger: int,
    clauses: Sequence[Clause],
    sentence: Sentence,
    pack: LanguagePack,
    *,
    time_is_future: bool | None = None,
) -> Verdict:
    """Whether the event named by a token of a clause came to pass.

    `clause` indexes `clauses`, `trigger` the sentence's tokens. `time_is_future` tells what the event's own time
    expression says, if it has one and that is known: a present tense with it is a plan.
    """
    if pack.verbs is None or pack.factuality is None:
        return Verdict(Factuality.HAPPENED, ("FR12 no rules for this language",), confidence=0.7)
    return _Judge(clause, trigger, clauses, sentence, pack.verbs, pack.factuality, time_is_future).verdict()


def undoing(clause: Clause, sentence: Sentence, pack: LanguagePack) -> Verdict | None:
    """What a clause says of an event that it only points back to: `They were called off`, `men ställdes in`.

    CANCELLED, or PLANNED for a postponement; None when the clause undoes nothing.
    """
    verbs, cues = pack.verbs, pack.factuality
    if verbs is None or cues is None or clause.verb is None or clause.verb.head < 0 or clause.verb.negated:
        return None
    if clause.verb.modal in ("ability", "duty", "wish") or clause.kind in (ClauseKind.CONDITION, ClauseKind.QUESTION):
        return None
    lower = [token.text.lower().replace("’", "'") for token in sentence.tokens]
    found = _verb_cue(clause.verb.head, lower, verbs, cues)
    if found is None or found.kind not in _BOTH_SIDES:
        return None
    cancelled = found.kind == "cancelled"
    return Verdict(
        Factuality.CANCELLED if cancelled else Factuality.PLANNED,
        (f"{_RULE[found.kind]} {found.kind}: {found.words}",),
        confidence=0.9,
        postponed=not cancelled,
    )


class _Judge:
    """One trigger being judged."""

    def __init__(
        self,
        index: int,
        trigger: int,
        clauses: Sequence[Clause],
        sentence: Sentence,
        verbs: Verbs,
        cues: FactualityCues,
        time_is_future: bool | None,
    ) -> None:
        self.index = index
        self.clause = clauses[index]
        self.trigger = trigger
        self.clauses = clauses
        self.tokens = sentence.tokens
        self.lower = [token.text.lower().replace("’", "'") for token in sentence.tokens]
        self.verbs = verbs
        self.cues = cues
        self.time_is_future = time_is_future
        self.own = self._own(index)

    def verdict(self) -> Verdict:
        return self._condition() or self._cued() or self._by_verb()

    # ---------------------------------------------------------------------------------------------- where we are

    def _own(self, index: int) -> list[int]:
        """Tokens of a clause without those of the clauses inside it."""
        clause = self.clauses[index]
        inner = [
            other.span
            for k, other in enumerate(self.clauses)
            if k != index
            and other.sentence == clause.sentence
            and clause.span.start <= other.span.start
            and other.span.end <= clause.span.end
            and other.span != clause.span
        ]
        return [
            i
            for i, token in enumerate(self.tokens)
            if clause.span.start <= token.start < clause.span.end
            and not any(span.start <= token.start < span.end for span in inner)
        ]

    def _chain(self) -> list[int]:
        """The clause and those that govern it, from the inside out."""
        chain: list[int] = []
        k: int | None = self.index
        while k is not None and k not in chain:
            chain.append(k)
            k = self.clauses[k].governor
        return chain

    @property
    def _is_verb(self) -> bool:
        verb = self.clause.verb
        return verb is not None and (
            verb.head == self.trigger or verb.span.start <= self.tokens[self.trigger].start < verb.span.end
        )

    # ---------------------------------------------------------------------------------------------- FR1

    def _condition(self) -> Verdict | None:
        """FR1: conditions, and what would only follow from them."""
        for k in self._chain():
            clause = self.clauses[k]
            if clause.kind is ClauseKind.CONDITION and not self._is_indicative_past(clause):
                return self._made("hypothetical", f"FR1 condition: {clause.connective or self._first_word(k)}")
            if clause.kind is ClauseKind.QUESTION:
                return self._made("hypothetical", f"FR11 question: {clause.connective or self._first_word(k)}")
            if clause.kind is ClauseKind.REPORTED:
                break
        verb = self.clause.verb
        if verb is not None and verb.tense in (Tense.CONDITIONAL, Tense.FUTURE, Tense.PRESENT, Tense.PLUPERFECT):
            for other in self.clauses:
                if (
                    other.kind is ClauseKind.CONDITION
                    and other.governor == self.index
                    and not self._is_indicative_past(other)
                ):
                    return self._made(
                        "hypothetical", f"FR1 follows from a condition: {other.connective or ''}".rstrip(": ")
                    )
        cancelled = next((cue for cue in self._attributes() if cue.kind == "cancelled"), None)
        if cancelled is not None:
            return self._made("cancelled", f"FR2 cancelled: {cancelled.words}")
        if verb is not None and verb.tense is Tense.CONDITIONAL and verb.perfect and not self._is_reported_mood():
            return self._made("hypothetical", f"FR1 counterfactual: {self._verb_words(verb)}")
        if self.lower and self.lower[-1] == "?" and self.clause.kind is not ClauseKind.REPORTED:
            return self._made("hypothetical", "FR11 question")
        return None

    def _is_indicative_past(self, clause: Clause) -> bool:
        """German `wenn` and English `if` with a plain past of a connective that also means *when*."""
        return (
            self.verbs.verb_last
            and clause.verb is not None
            and clause.verb.tense in (Tense.PAST, Tense.PERFECT)
            and clause.connective is not None
        )

    def _is_reported_mood(self) -> bool:
        """German Konjunktiv in reported speech tells what happened."""
        return self.clause.kind is ClauseKind.REPORTED and any(cue.startswith("mood") for cue in self.clause.cues)

    # ---------------------------------------------------------------------------------------------- FR2–FR6, FR9–FR11

    def _cued(self) -> Verdict | None:
        """The strongest of the cues whose scope holds the trigger."""
        found = self._near_cues()
        if not found:
            return None
        verb = self.clause.verb
        kinds = {cue.kind for cue in found}
        # "överväger att begära X": what governs the other cues decides.
        outer = [
            cue
            for cue in found
            if verb is not None
            and cue.index == verb.head
            and cue.kind in ("hypothetical", "refused", "denied", "negated")
        ]
        if outer and not (verb is not None and verb.negated):
            found = outer + [cue for cue in found if cue.kind == "cancelled" and cue.index < outer[0].index]
        negated = verb is not None and verb.negated
        for kind in _ORDER:
            cue = next((cue for cue in found if cue.kind == kind), None)
            if cue is None:
                continue
            if cue.attribute and self._realised(kind):
                continue
            if kind == "announced":
                if self.time_is_future:
                    return self._made("planned", f"FR7 announced: {cue.words}", confidence=0.9)
                continue
            if kind == "decided":
                if not self._is_ahead_of(cue):
                    continue
                return self._made("negated" if negated else "planned", f"FR7 decided: {cue.words}", confidence=0.95)
            if kind == "attempt":
                if (
                    verb is not None
                    and not cue.attribute
                    and verb.tense in (Tense.FUTURE, Tense.CONDITIONAL, Tense.INFINITIVE)
                ):
                    continue
                if negated:
                    return self._made("negated", f"FR4 negated: {cue.words}")
                return Verdict(Factuality.HAPPENED, (f"FR10 attempt: {cue.words}",), attempt=True, confidence=0.8)
            if negated and verb is not None and cue.index == verb.head:
                return self._double(kind, cue)
            if kind in ("cancelled", "postponed", "refused") and verb is not None and cue.index == verb.head:
                open_ = self._not_yet(verb)
                if open_ is not None:
                    return open_
            if kind == "planned" and {"called_for", "hypothetical"} & kinds:
                continue
            return self._made(kind, f"{_RULE[kind]} {kind}: {cue.words}", confidence=0.9 if cue.attribute else 1.0)
        return None

    def _not_yet(self, verb: VerbGroup) -> Verdict | None:
        """A cancellation or refusal that is itself only possible or wanted."""
        if (verb.modal == "ability" and verb.tense is not Tense.PAST) or (
            verb.tense is Tense.CONDITIONAL and verb.modal is None and not self._is_reported_mood()
        ):
            return self._made("hypothetical", f"FR11 possible: {self._verb_words(verb)}", confidence=0.7)
        if verb.modal in ("duty", "wish") and verb.tense is not Tense.PAST:
            return self._made("called_for", f"FR6 wanted: {self._verb_words(verb)}", confidence=0.7)
        return None

    def _double(self, kind: str, cue: _Cue) -> Verdict:
        """A negated cue: what did not fail or was not refused may have happened, what is not planned will not."""
        words = f"FR4 not {cue.words}"
        if kind in ("planned", "called_for", "announced", "alleged", "attempt"):
            return self._made("negated", words)
        if kind == "hypothetical":
            return self._made("hypothetical", words)
        return Verdict(
            Factuality.NEGATED, (words, "double negation"), confidence=0.3, review=(Review.NEGATION_UNCLEAR,)
        )

    def _realised(self, kind: str) -> bool:
        """Whether the verb tells that what was planned or put off did take place: `the postponed talks began`."""
        verb = self.clause.verb
        if (
            kind not in ("planned", "postponed", "hypothetical", "attempt")
            or verb is None
            or verb.negated
            or verb.modal not in (None, "ability")
        ):
            return False
        if verb.tense not in (Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT):
            return False
        found = _verb_cue(verb.head, self.lower, self.verbs, self.cues)
        return found is not None and found.kind == "light"

    def _near_cues(self) -> list[_Cue]:
        found: list[_Cue] = []
        found += self._verb_cues()
        found += self._noun_cues()
        found += self._attributes()
        found += self._adverbs()
        found += self._governing_cues()
        return found

    def _verb_cues(self) -> list[_Cue]:
        """Verbs of the clause that have the trigger as infinitive, object, or as subject of a passive."""
        found: list[_Cue] = []
        verb = self.clause.verb
        head = verb.head if verb is not None else -1
        subject_side = verb is not None and head >= 0 and self.trigger < head
        for i in self.own:
            if i == self.trigger or (i < self.trigger <= i + 3 and i != head and self.lower[i] in self.cues.attributes):
                continue
            is_head = i == head
            if not is_head and not self.verbs.flags(self.lower[i]):
                continue
            if not is_head and (self.tokens[i].text[0].isupper() or self.verbs.flags(self.lower[i]) & v.WEAK):
                continue
            cue = _verb_cue(i, self.lower, self.verbs, self.cues)
            if cue is None or cue.kind == "light":
                continue
            if i < self.trigger:
                # A further verb of the chain ("agreed to try to …"), or one before the trigger.
                if (
                    not is_head
                    and self.verbs.flags(self.lower[i]) & (v.PARTICIPLE | v.PAST) == (v.PARTICIPLE | v.PAST)
                    and not is_head
                    and i > head >= 0
                    and cue.kind not in ("alleged", "planned")
                ):
                    continue
                if self._reaches(i, cue):
                    found.append(cue)
            elif is_head and verb is not None and subject_side:
                fronted = self.verbs.verb_second and not verb.passive and self._verb_last_or_fronted(verb)
                if verb.passive or fronted or (cue.kind in _BOTH_SIDES and self._is_bare_subject()):
                    found.append(cue)
                elif cue.kind in ("negated",) and not self._has_preposition_before():
                    # "The talks failed": they were held; the failing is told.
                    continue
            elif (
                not is_head
                and self._is_reduced_relative(i)
                and cue.kind in ("planned", "postponed", "cancelled", "alleged")
            ):
                found.append(cue._replace(attribute=cue.kind != "cancelled"))
        return found

    def _reaches(self, cue_index: int, cue: _Cue) -> bool:
        """Whether a cue verb before the trigger governs it, rather than a modifier such as `in … at the summit`."""
        if self._is_verb and self.clause.verb is not None and cue_index != self.trigger:
            # Trigger in the same chain as the finite verb: "wants to seize", "vägrade delta".
            return True
        between = range(cue_index + 1, self.trigger)
        marked = any(
            self.verbs.word(self.lower[j]) & v.INFINITIVE_MARKER and self._is_infinitive(j + 1) for j in between
        )
        if marked or self._is_infinitive(self.trigger):
            return True
        if any(
            self._is_infinitive(j) and not self.verbs.flags(self.lower[j]) & (v.WEAK | v.GUESSED | v.PRESENT)
            for j in between
        ):
            return True
        # A noun: as object, with or without the preposition of the verb; not in an adverbial after another noun.
        prepositions = [j for j in between if self._is_preposition(j)]
        particle = cue.words.split(" ")[1:]
        prepositions = [j for j in prepositions if self.lower[j] not in particle]
        if not prepositions:
            return True
        first = prepositions[0]
        nouns_before = any(self._is_content(j) and self.lower[j] not in particle for j in range(cue_index + 1, first))
        return (not nouns_before and len(prepositions) == 1) or (
            nouns_before
            and cue.kind in ("called_for", "alleged", "hypothetical")
            and len(prepositions) == 1
            and self.lower[first] in self.cues.noun_links
        )

    def _is_ahead_of(self, cue: _Cue) -> bool:
        """Whether the trigger is in an infinitive or clause that a verb of deciding governs, not its object."""
        if cue.index not in self.own:
            return True
        if self._is_infinitive(self.trigger) and not self._is_noun_like():
            return True
        if any(self._has_inner_marker(j) for j in range(self.trigger + 1, len(self.lower))):
            return True
        return any(
            self.verbs.word(self.lower[j]) & v.INFINITIVE_MARKER and self._is_infinitive(j + 1)
            for j in range(cue.index + 1, len(self.lower) - 1)
            if j < self.trigger or self.verbs.verb_last
        )

    def _has_inner_marker(self, j: int) -> bool:
        """German `aufzunehmen`: an infinitive with its marker inside."""
        word = self.lower[j]
        for prefix in self.verbs.separable:
            if word.startswith(prefix):
                rest = word[len(prefix) :]
                if any(
                    value & v.INFINITIVE_MARKER and rest.startswith(marker) for marker, value in _markers(self.verbs)
                ):
                    return bool(self.verbs.flags(word) & v.INFINITIVE)
        return False

    def _is_noun_like(self) -> bool:
        before = self.trigger - 1
        return before >= 0 and bool(self.verbs.word(self.lower[before]) & v.DETERMINER)

    def _is_infinitive(self, j: int) -> bool:
        return (
            j < len(self.lower)
            and bool(self.verbs.flags(self.lower[j]) & v.INFINITIVE)
            and not (self.verbs.noun_capitals and self.tokens[j].text[0].isupper())
        )

    def _is_preposition(self, j: int) -> bool:
        return bool(self.verbs.word(self.lower[j]) & v.PREPOSITION)

    def _is_content(self, j: int) -> bool:
        return self.lower[j][0].isalnum() and not self.verbs.word(self.lower[j])

    def _is_bare_subject(self) -> bool:
        return not self._has_preposition_before() and not self._governs_object()

    def _governs_object(self) -> bool:
        """Whether an English verb in the active has an object of its own after it."""
        verb = self.clause.verb
        if verb is None or self.verbs.verb_second:
            return True
        following = verb.head + 1
        return (
            following < len(self.lower)
            and following in self.own
            and not self._is_preposition(following)
            and self.lower[following][0].isalnum()
            and not self.verbs.word(self.lower[following]) & v.ADVERB
        )

    def _has_preposition_before(self) -> bool:
        for j in reversed(self.own):
            if j >= self.trigger:
                continue
            if self._is_preposition(j):
                return True
            if not (self._is_content(j) or self.verbs.word(self.lower[j]) & (v.DETERMINER | v.ADVERB)):
                return False
        return False

    def _verb_last_or_fronted(self, verb: VerbGroup) -> bool:
        """Swedish and German: the object may stand before the verb, in a clause with the verb last or when fronted."""
        if self.clause.connective is not None:
            return not self._has_preposition_before()
        if self.clause.subject is not None:
            start = self.tokens[self.trigger].start
            if self.clause.subject.start <= start < self.clause.subject.end:
                return False
        own = [j for j in self.own if j < self.trigger]
        chained = self.tokens[self.trigger].start > verb.span.start
        return chained or not any(self._is_preposition(j) for j in own)

    def _is_reduced_relative(self, i: int) -> bool:
        """`a summit planned for June`: a participle right after the trigger."""
        return (
            bool(self.verbs.flags(self.lower[i]) & v.PARTICIPLE)
            and 0 < i - self.trigger <= 3
            and not any(self.verbs.flags(self.lower[j]) or self._is_preposition(j) for j in range(self.trigger + 1, i))
            and (self.clause.verb is None or i != self.clause.verb.head)
        )

    def _noun_cues(self) -> list[_Cue]:
        """Nouns that have the trigger as their complement: plans for a summit, Drohung mit Krieg, no talks, without a deal."""
        found: list[_Cue] = []
        first = self.own[0] if self.own else 0
        for j in range(self.trigger - 1, max(first - 1, self.trigger - _REACH - 1), -1):
            if not self.lower[j][0].isalnum() or (self.clause.verb is not None and j == self.clause.verb.head):
                break
            kind = self.cues.nouns.get(self.lower[j])
            if kind is not None and j + 1 < self.trigger and self._is_noun(j):
                link = self.lower[j + 1]
                if link in self.cues.noun_links:
                    found.append(_Cue(kind, j, self.tokens[j].text))
                    break
        for j in range(self.trigger - 1, max(first - 1, self.trigger - 4), -1):
            if self.lower[j] in self.cues.negative_before:
                found.append(_Cue("negated", j, self.tokens[j].text))
                break
            if not self._is_content(j) and not self.verbs.word(self.lower[j]) & v.DETERMINER:
                break
        if self._is_verb and self.clause.verb is not None:
            # "signed no agreement", "unterzeichneten kein Abkommen": the object is denied, so is the act.
            for j in self.own:
                if (
                    j > self.trigger
                    and self.verbs.word(self.lower[j]) & v.NEGATIVE_DETERMINER
                    and j - self.trigger <= 4
                ):
                    found.append(_Cue("negated", j, self.tokens[j].text))
                    break
        return found

    def _is_noun(self, j: int) -> bool:
        return not self.verbs.noun_capitals or self.tokens[j].text[0].isupper()

    def _attributes(self) -> list[_Cue]:
        """Words before a noun trigger that tell its state: geplante, mutmaßliche, postponed."""
        found: list[_Cue] = []
        first = self.own[0] if self.own else 0
        for j in range(self.trigger - 1, max(first - 1, self.trigger - 4), -1):
            word = self.lower[j]
            if self.verbs.word(word) & (v.DETERMINER | v.PREPOSITION) or not word[0].isalnum():
                break
            kind = self.cues.attributes.get(word)
            if kind is not None and (self.clause.verb is None or j != self.clause.verb.head):
                found.append(
                    _Cue(kind, j, self.tokens[j].text, attribute=kind not in ("cancelled", "negated", "alleged"))
                )
        return found

    def _adverbs(self) -> list[_Cue]:
        found: list[_Cue] = []
        for j in self.own:
            for phrase, kind in self.cues.adverbs.get(self.lower[j], ()):
                if tuple(self.lower[j : j + len(phrase)]) == phrase:
                    found.append(_Cue(kind, j, " ".join(phrase)))
                    break
        return found

    def _governing_cues(self) -> list[_Cue]:
        """Verbs of the clauses above, as far as the trigger's clause is their complement."""
        found: list[_Cue] = []
        chain = self._chain()
        for inner, outer in zip(chain, chain[1:]):
            clause = self.clauses[inner]
            complement = clause.kind in (ClauseKind.REPORTED, ClauseKind.QUESTION) or (
                clause.kind is ClauseKind.SUBORDINATE and self._is_complement(clause)
            )
            if not complement:
                break
            verb = self.clauses[outer].verb
            if verb is None or verb.head < 0:
                continue
            cue = _verb_cue(verb.head, self.lower, self.verbs, self.cues)
            if cue is None or cue.kind in ("light", "announced", "attempt", "postponed", "cancelled"):
                cue = self._noun_before(inner)
            if cue is None:
                if verb.negated and not self._looks_back():
                    # "Ingen räknar med att …", "nobody says that …"
                    found.append(_Cue("hypothetical", verb.head, self.lower[verb.head]))
                continue
            if cue.kind in ("negated", "refused") and any(
                self.cues.nouns.get(self.lower[j]) == "alleged" for j in self._own(outer)
            ):
                # "wies den Vorwurf zurück, der Konzern habe …", "rejected claims that …"
                cue = cue._replace(kind="denied")
            if cue.kind == "planned" and clause.kind is ClauseKind.REPORTED and self._looks_back():
                continue
            if verb.negated and cue.kind in ("denied", "hypothetical"):
                continue
            if cue.kind == "alleged" and clause.kind is ClauseKind.REPORTED and self._says_future():
                continue
            if (
                clause.kind is ClauseKind.REPORTED
                and cue.kind == "hypothetical"
                and self._looks_back()
                and self.cues.speech
            ):
                # "warned that troops had crossed": a warning of what has happened tells it.
                if self._perfect_or_past():
                    continue
            found.append(cue)
        return found

    def _noun_before(self, inner: int) -> _Cue | None:
        """A noun right before the conjunction: the claim that …, hotet att …"""
        start = self.clauses[inner].span.start
        before = max((i for i, token in enumerate(self.tokens) if token.start < start), default=-1)
        while before > 0 and not self.lower[before][0].isalnum():
            before -= 1
        kind = self.cues.nouns.get(self.lower[before]) if before >= 0 else None
        return _Cue(kind, before, self.tokens[before].text) if kind is not None else None

    def _is_complement(self, clause: Clause) -> bool:
        if clause.connective is None:
            return True
        entry = self.verbs.openers.get(clause.connective.split(" ")[-1])
        return entry is not None and entry.kind == "complement"

    def _looks_back(self) -> bool:
        verb = self.clause.verb
        return (
            verb is not None and verb.tense in (Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT)
        ) or self._is_reported_mood()

    def _perfect_or_past(self) -> bool:
        return self._looks_back()

    def _says_future(self) -> bool:
        verb = self.clause.verb
        return verb is not None and verb.tense is Tense.FUTURE

    # ---------------------------------------------------------------------------------------------- the verb group

    def _by_verb(self) -> Verdict:
        """What tense, modal and negation say where no cue does: FR4, FR6–FR9, FR12."""
        verb = self._governing_verb()
        if verb is None:
            if self.time_is_future:
                return self._made("planned", "FR7 time ahead", confidence=0.8)
            return Verdict(Factuality.HAPPENED, ("FR12 no verb",), confidence=0.8)
        words = self._verb_words(verb)
        told = self._following_undoing()
        if told is not None:
            return told
        if verb.tense is Tense.INFINITIVE:
            return self._made("planned", f"FR7 infinitive: {words}", confidence=0.9)
        if verb.negated and not self._not_until():
            return self._made("negated", f"FR4 negated: {words}")
        modal = self._modal(verb, words)
        if modal is not None:
            return modal
        if verb.tense is Tense.PRESENT:
            if self.time_is_future:
                return self._made("planned", f"FR7 present with a time ahead: {words}", confidence=0.95)
            return Verdict(Factuality.HAPPENED, (f"FR12 present: {words}",), confidence=0.85)
        if verb.tense is Tense.NONE:
            return (
                self._made("planned", "FR7 time ahead", confidence=0.8)
                if self.time_is_future
                else Verdict(Factuality.HAPPENED, (f"FR12 headline: {words}",), confidence=0.9)
            )
        return Verdict(
            Factuality.HAPPENED,
            (f"FR12 {verb.tense.value}: {words}",),
            confidence=0.9 if self.clause.kind is ClauseKind.REPORTED else 1.0,
        )

    def _modal(self, verb: VerbGroup, words: str) -> Verdict | None:
        reported = self.clause.kind in (ClauseKind.REPORTED, ClauseKind.QUOTE)
        if verb.modal == "hearsay":
            return self._made("alleged", f"FR9 hearsay: {words}")
        if verb.modal == "plan" and verb.tense is Tense.CONDITIONAL:
            if reported:
                return self._made("planned", f"FR7 said to be planned: {words}", confidence=0.9)
            if (
                self.verbs.verb_second
                and not self.verbs.verb_last
                and not self._is_verb
                and not self._has_light_head(verb)
            ):
                # Swedish "skulle" is the conditional too: "En folkomröstning skulle strida mot grundlagen".
                return self._made("hypothetical", f"FR1 conditional: {words}", confidence=0.8)
            made = self._made("planned", f"FR8 past future: {words}", confidence=0.9)
            return Verdict(made.factuality, made.cues, confidence=0.9, review=(Review.OUTCOME_UNKNOWN,))
        if verb.tense is Tense.FUTURE:
            return self._made("planned", f"FR7 future: {words}")
        if verb.modal == "ability" and verb.tense is not Tense.PAST:
            if verb.tense is Tense.PERFECT:
                return self._made("alleged", f"FR9 possible: {words}", confidence=0.6)
            return self._made("hypothetical", f"FR11 possible: {words}")
        if verb.modal == "duty" and verb.tense not in (Tense.PAST, Tense.PLUPERFECT):
            return self._made("called_for", f"FR6 duty: {words}")
        if verb.modal == "wish":
            return self._made("called_for", f"FR6 wish: {words}")
        if verb.modal == "plan" and verb.tense is Tense.PRESENT:
            return self._made("planned", f"FR7 plan: {words}")
        if verb.tense is Tense.CONDITIONAL:
            if self._is_reported_mood():
                return (
                    Verdict(Factuality.HAPPENED, (f"FR12 reported: {words}",), confidence=0.9)
                    if verb.perfect
                    else self._made("planned", f"FR7 said to be ahead: {words}", confidence=0.8)
                )
            if reported and not verb.perfect and self.clause.kind is ClauseKind.REPORTED and not self.verbs.verb_last:
                # "said it would withdraw": a future told in the past.
                return self._made("planned", f"FR7 said to be ahead: {words}", confidence=0.9)
            return self._made("hypothetical", f"FR1 conditional: {words}")
        return None

    def _has_light_head(self, verb: VerbGroup) -> bool:
        """Whether the verb only says that the noun takes place: hold, äga rum, stattfinden; or is passive."""
        found = _verb_cue(verb.head, self.lower, self.verbs, self.cues)
        return verb.passive or (found is not None and found.kind in ("light", *_BOTH_SIDES))

    def _governing_verb(self) -> VerbGroup | None:
        """The verb group that places the trigger in time: its clause's, or that of the clause around a fragment."""
        if self.clause.verb is not None:
            return self.clause.verb
        governor = self.clause.governor
        return self.clauses[governor].verb if governor is not None else None

    def _following_undoing(self) -> Verdict | None:
        """`Övningen skulle hållas … men ställdes in`, `the drill, which was called off, …`."""
        verb = self.clause.verb
        for k, other in enumerate(self.clauses):
            if k == self.index or other.sentence != self.clause.sentence or other.verb is None or other.verb.negated:
                continue
            found = _verb_cue(other.verb.head, self.lower, self.verbs, self.cues) if other.verb.head >= 0 else None
            if (
                found is not None
                and found.kind == "denied"
                and other.kind is self.clause.kind
                and other.connective is not None
                and other.span.start > self.clause.span.end
                and other.verb.head == self._own(k)[-1]
            ):
                return self._made("denied", f"FR5 denied: {found.words}")
            if found is None or found.kind not in _BOTH_SIDES or other.verb.modal in ("ability", "duty", "wish"):
                continue
            own = self._own(k)
            if other.kind is ClauseKind.RELATIVE and other.governor == self.index:
                before = next((i for i in range(own[0] - 1, -1, -1) if self.lower[i][0].isalnum()), -1) if own else -1
                if not 0 <= before - self.trigger <= 3:
                    continue
            elif (
                other.kind is self.clause.kind
                and other.span.start > self.clause.span.end
                and other.connective is not None
            ):
                if other.verb.passive is False or (other.subject is not None and not self._is_pronoun(other)):
                    continue
                if verb is None or (verb.modal != "plan" and verb.tense is not Tense.FUTURE):
                    continue
            else:
                continue
            cancelled = found.kind == "cancelled"
            return Verdict(
                Factuality.CANCELLED if cancelled else Factuality.PLANNED,
                (f"{_RULE[found.kind]} {found.kind}: {found.words}",),
                confidence=0.95,
                postponed=not cancelled,
            )
        return None

    def _is_pronoun(self, clause: Clause) -> bool:
        if clause.subject is None:
            return True
        inside = [i for i, token in enumerate(self.tokens) if clause.subject.start <= token.start < clause.subject.end]
        return len(inside) == 1 and bool(self.verbs.word(self.lower[inside[0]]) & v.PRONOUN)

    def _not_until(self) -> bool:
        """`did not leave until Friday`: it left on Friday."""
        return any(word in self.cues.not_until for word in self.lower[self.trigger :]) if self.cues.not_until else False

    # ---------------------------------------------------------------------------------------------- words

    def _made(self, kind: str, cue: str, *, confidence: float = 1.0) -> Verdict:
        return Verdict(_STATUS[kind], (cue,), confidence=confidence, postponed=kind == "postponed")

    def _verb_words(self, verb: VerbGroup) -> str:
        return " ".join(t.text for t in self.tokens if verb.span.start <= t.start < verb.span.end)

    def _first_word(self, index: int) -> str:
        start = self.clauses[index].span.start
        return next((token.text for token in self.tokens if token.start >= start), "")


def _verb_cue(index: int, lower: Sequence[str], verbs: Verbs, cues: FactualityCues) -> _Cue | None:
    """The class of a verb, with its particle if that stands near: `ställdes in`, `sagte … ab`, `called off`."""
    lemma = _lemma(lower[index], verbs, cues)
    for particle, apart, kind in cues.verbs.get(lemma, ()):
        if not particle:
            if _has_other_particle(index, lemma, lower, verbs, cues):
                continue
            return _Cue(kind, index, lower[index])
        reach = index + (6 if apart else 2)
        for j in range(index + 1, min(len(lower), reach)):
            if tuple(lower[j : j + len(particle)]) == particle:
                return _Cue(kind, index, " ".join((lower[index], *particle)))
            if not lower[j][0].isalnum():
                break
    if verbs.separable:
        # German: the prefix at the end of the clause.
        for j in range(index + 1, len(lower)):
            if lower[j] in verbs.separable:
                at_end = (
                    j + 1 >= len(lower)
                    or not lower[j + 1][0].isalnum()
                    or bool(verbs.word(lower[j + 1]) & v.COORDINATOR)
                )
                if at_end:
                    for particle, _, kind in cues.verbs.get(lower[j] + lemma, ()):
                        if not particle:
                            return _Cue(kind, index, f"{lower[index]} {lower[j]}")
            if lower[j] in ".;:":
                break
    return None


def _has_other_particle(index: int, lemma: str, lower: Sequence[str], verbs: Verbs, cues: FactualityCues) -> bool:
    """Whether a German prefix at the end makes another verb of it: `schlug … vor` is no `schlagen`."""
    if not verbs.separable:
        return False
    for j in range(index + 1, len(lower)):
        if not lower[j][0].isalnum():
            break
        following_ends = j + 1 >= len(lower) or not lower[j + 1][0].isalnum()
        if lower[j] in verbs.separable and following_ends:
            return lower[j] + lemma in verbs.lemmas or lower[j] + lemma in cues.verbs
    return False


def _lemma(word: str, verbs: Verbs, cues: FactualityCues) -> str:
    """The infinitive of a form; a verb that only the cues know is found by its ending."""
    lemma = verbs.lemma(word)
    if lemma == word and word not in cues.verbs:
        for ending, replacement in verbs.lemma_endings:
            if word.endswith(ending) and word.removesuffix(ending) + replacement in cues.verbs:
                return word.removesuffix(ending) + replacement
    return lemma


def _markers(verbs: Verbs) -> list[tuple[str, int]]:
    """The words that mark an infinitive."""
    return [(word, value) for word, value in verbs.words.items() if value & v.INFINITIVE_MARKER]
