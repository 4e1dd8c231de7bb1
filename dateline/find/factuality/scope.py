"""Scope: which cues of a clause, and of the clauses above it, hold the trigger."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from dateline.core.known import Known
from dateline.core.model import Clause, ClauseKind, Sentence, Tense, VerbGroup
from dateline.find.factuality.cues import Cue, lemma_of, markers, verb_cue
from dateline.lexicon import verbs as v
from dateline.lexicon.factuality import FactualityCues
from dateline.lexicon.verbs import Verbs

BOTH_SIDES = frozenset({"cancelled", "postponed"})
"""Classes of verbs that have the trigger as object or as subject."""
_REACH = 6
"""Tokens between a noun that governs (`plans for`, `risk of`) and the trigger."""


def lowered(sentence: Sentence) -> list[str]:
    """The lower-case words of a sentence, apostrophes made alike; not to be altered."""
    last = _last[0]
    if last[0] is not sentence:
        last = _last[0] = sentence, [_lower(text) for _, _, text in sentence.tokens]
    return last[1]


_last: list[tuple[Sentence | None, list[str]]] = [(None, [])]
"""One sentence with its words, because the hits of a sentence are judged one after the other."""
_lower = Known[str, str](lambda text: text.lower().replace("’", "'")).__getitem__


def _of_sentence(clauses: Sequence[Clause], index: int) -> range:
    """The clauses of one sentence, which stand side by side, by any of them."""
    first, last, sentence = index, index + 1, clauses[index].sentence
    while first and clauses[first - 1].sentence == sentence:
        first -= 1
    while last < len(clauses) and clauses[last].sentence == sentence:
        last += 1
    return range(first, last)


class Scope:
    """A trigger in its clause, with the clauses above: what is said of it."""

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
        self.lower = lowered(sentence)
        self.verbs = verbs
        self.cues = cues
        self.time_is_future = time_is_future
        self.beside = _of_sentence(clauses, index)
        self.own = self._own(index)

    # ---------------------------------------------------------------------------------------------- where we are

    def _own(self, index: int) -> list[int]:
        """Tokens of a clause without those of the clauses inside it."""
        clause = self.clauses[index]
        inner = [
            other.span
            for k in self.beside
            if k != index
            and clause.span.start <= (other := self.clauses[k]).span.start
            and other.span.end <= clause.span.end
            and other.span != clause.span
        ]
        starts = [start for start, _, _ in self.tokens]
        first, last = bisect_left(starts, clause.span.start), bisect_left(starts, clause.span.end)
        return [i for i in range(first, last) if not any(start <= starts[i] < end for start, end in inner)]

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

    def _is_reported_mood(self) -> bool:
        """German Konjunktiv in reported speech tells what happened."""
        return self.clause.kind is ClauseKind.REPORTED and any(cue.startswith("mood") for cue in self.clause.cues)

    def _near_cues(self) -> list[Cue]:
        found: list[Cue] = []
        found += self._verb_cues()
        found += self._noun_cues()
        found += self._attributes()
        found += self._adverbs()
        found += self._governing_cues()
        return found

    def _verb_cues(self) -> list[Cue]:
        """Verbs of the clause that have the trigger as infinitive, object, or as subject of a passive."""
        found: list[Cue] = []
        verb = self.clause.verb
        head = verb.head if verb is not None else -1
        subject_side = verb is not None and head >= 0 and self.trigger < head
        for i in self.own:
            if i == self.trigger or (i < self.trigger <= i + 3 and i != head and self.lower[i] in self.cues.attributes):
                continue
            is_head = i == head
            if (
                not is_head
                and i
                and self.verbs.word(self.lower[i - 1]) & v.DETERMINER
                and not self._is_pronoun_word(i - 1)
            ):
                # "des verdächtigen Frachters", "the planned visit": an attribute, looked at on its own.
                continue
            if not is_head and not self.verbs.flags(self.lower[i]):
                continue
            if not is_head and (self.tokens[i].text[0].isupper() or self.verbs.flags(self.lower[i]) & v.WEAK):
                continue
            cue = verb_cue(i, self.lower, self.verbs, self.cues)
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
                if verb.passive or fronted or (cue.kind in BOTH_SIDES and self._is_bare_subject()):
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

    def _reaches(self, cue_index: int, cue: Cue) -> bool:
        """Whether a cue verb before the trigger governs it, rather than a modifier such as `in … at the summit`."""
        if self._is_verb and self.clause.verb is not None and cue_index != self.trigger:
            # Trigger in the same chain as the finite verb: "wants to seize", "vägrade delta".
            return True
        if self.verbs.verb_last and self._in_infinitive_clause(cue_index):
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
        if cue.kind == "cancelled" and any(self.lower[j] in self.cues.attendance for j in between):
            return True
        # A noun: as object, with or without the preposition of the verb; not in an adverbial after another noun.
        prepositions = [j for j in between if self._is_preposition(j)]
        particle = cue.words.split(" ")[1:]
        prepositions = [j for j in prepositions if self.lower[j] not in particle]
        if not prepositions:
            return True
        if cue.kind in BOTH_SIDES and self._is_bare_object(cue_index):
            return True
        first = prepositions[0]
        nouns_before = any(self._is_content(j) and self.lower[j] not in particle for j in range(cue_index + 1, first))
        return (not nouns_before and len(prepositions) == 1) or (
            nouns_before
            and cue.kind in ("called_for", "alleged", "hypothetical")
            and len(prepositions) == 1
            and self.lower[first] in self.cues.noun_links
        )

    def _is_bare_object(self, cue_index: int) -> bool:
        """Whether the trigger has an article and no preposition before it: `sagte nach Gesprächen den Streik ab`."""
        at = self.trigger - 1
        while at > cue_index and self._is_content(at) and not self.tokens[at].text[0].isupper():
            if self.lower[at] in self.cues.attributes and self.verbs.noun_capitals:
                # "einen für Freitag am Flughafen geplanten Streik": its article stands further ahead.
                return True
            at -= 1
        if at - 1 <= cue_index or not self.verbs.word(self.lower[at]) & v.DETERMINER:
            return False
        return self.lower[at - 1][0].isalnum() and not self._is_preposition(at - 1)

    def _in_infinitive_clause(self, cue_index: int) -> bool:
        """German: whether the trigger is in an infinitive clause after a comma: `beschloss, im Juni … abzuhalten`."""
        if not any(self.lower[j] == "," for j in range(cue_index + 1, self.trigger)):
            return False
        for j in range(self.trigger, len(self.lower)):
            if not self.lower[j][0].isalnum():
                return False
            marker = bool(self.verbs.word(self.lower[j]) & v.INFINITIVE_MARKER) and self._is_infinitive(j + 1)
            if marker or self._has_inner_marker(j):
                return True
        return False

    def _is_ahead_of(self, cue: Cue) -> bool:
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
                    value & v.INFINITIVE_MARKER and rest.startswith(marker) for marker, value in markers(self.verbs)
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

    def _is_pronoun_word(self, j: int) -> bool:
        return bool(self.verbs.word(self.lower[j]) & v.PRONOUN) and not self.verbs.noun_capitals

    def _is_preposition(self, j: int) -> bool:
        return bool(self.verbs.word(self.lower[j]) & v.PREPOSITION)

    def _is_content(self, j: int) -> bool:
        return self.lower[j][0].isalnum() and not self.verbs.word(self.lower[j])

    def _is_bare_subject(self) -> bool:
        return not self._has_preposition_before() and not self._governs_object()

    def _governs_object(self) -> bool:
        """Whether a verb in the active has an object of its own: a noun group after it, or before a verb at the end."""
        verb = self.clause.verb
        if verb is None:
            return True
        if self.verbs.verb_second:
            return not self._is_lapse(verb)
        following = verb.head + 1
        return (
            following < len(self.lower)
            and following in self.own
            and not self._is_preposition(following)
            and self.lower[following][0].isalnum()
            and not self.verbs.word(self.lower[following]) & v.ADVERB
        )

    def _is_lapse(self, verb: VerbGroup) -> bool:
        """Whether a verb tells that its subject comes to nothing: `Das Treffen fällt aus`, `Die Reise ist geplatzt`."""
        cue = verb_cue(verb.head, self.lower, self.verbs, self.cues)
        if cue is None:
            return False
        lemma = lemma_of(self.lower[verb.head], self.verbs, self.cues)
        return bool({lemma, cue.words.rpartition(" ")[2] + lemma} & self.cues.lapses)

    def _gives_up_going(self, cue: Cue) -> bool:
        """Whether what is cancelled is somebody's own part in it: `sagte seine Teilnahme am Gipfel ab`."""
        return any(
            self.lower[j] in self.cues.attendance
            for j in self.own
            if j != self.trigger and abs(j - cue.index) <= _REACH
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

    def _denies(self, j: int) -> bool:
        """Whether a word says that there is none of what follows: not the `no` of a motion of no confidence."""
        return self.lower[j] in self.cues.negative_before and not self._names(j)

    def _names(self, j: int) -> bool:
        """Whether a negative word begins a name: no confidence."""
        return j + 1 < len(self.lower) and self.lower[j + 1] in self.cues.negative_names

    def _noun_cues(self) -> list[Cue]:
        """Nouns that have the trigger as their complement: plans for a summit, no talks, without a deal."""
        found: list[Cue] = []
        first = self.own[0] if self.own else 0
        for j in range(self.trigger - 1, max(first - 1, self.trigger - _REACH - 1), -1):
            if not self.lower[j][0].isalnum() or (self.clause.verb is not None and j == self.clause.verb.head):
                break
            kind = self.cues.nouns.get(self.lower[j])
            if kind is not None and j + 1 < self.trigger and self._is_noun(j):
                link = self.lower[j + 1]
                if link in self.cues.noun_links:
                    if self._denies(j - 1):
                        kind = "negated"
                    found.append(Cue(kind, j, self.tokens[j].text))
                    break
        for j in range(self.trigger - 1, max(first - 1, self.trigger - 4), -1):
            if self._denies(j):
                found.append(Cue("negated", j, self.tokens[j].text))
                break
            if not self._is_content(j) and not self.verbs.word(self.lower[j]) & v.DETERMINER:
                break
        if self._is_verb and self.clause.verb is not None:
            # "signed no agreement", "unterzeichneten kein Abkommen": the object is denied, so is the act.
            for j in self.own:
                if (
                    j > self.trigger
                    and self.verbs.word(self.lower[j]) & v.NEGATIVE_DETERMINER
                    and not self._names(j)
                    and j - self.trigger <= 4
                ):
                    found.append(Cue("negated", j, self.tokens[j].text))
                    break
        return found

    def _is_noun(self, j: int) -> bool:
        return not self.verbs.noun_capitals or self.tokens[j].text[0].isupper()

    def _attributes(self) -> list[Cue]:
        """Words before a noun trigger that tell its state: geplante, mutmaßliche, postponed."""
        found: list[Cue] = []
        first = self.own[0] if self.own else 0
        for j in range(self.trigger - 1, max(first - 1, self.trigger - 4), -1):
            word = self.lower[j]
            if self.verbs.word(word) & (v.DETERMINER | v.PREPOSITION) or not word[0].isalnum():
                break
            kind = self.cues.attributes.get(word)
            if kind is not None and (self.clause.verb is None or j != self.clause.verb.head):
                found.append(
                    Cue(kind, j, self.tokens[j].text, attribute=kind not in ("cancelled", "negated", "alleged"))
                )
        return found

    def _adverbs(self) -> list[Cue]:
        found: list[Cue] = []
        for j in self.own:
            for phrase, kind in self.cues.adverbs.get(self.lower[j], ()):
                if tuple(self.lower[j : j + len(phrase)]) == phrase:
                    found.append(Cue(kind, j, " ".join(phrase)))
                    break
        return found

    def _governing_cues(self) -> list[Cue]:
        """Verbs of the clauses above, as far as the trigger's clause is their complement."""
        found: list[Cue] = []
        chain = self._chain()
        for inner, outer in pairwise(chain):
            clause = self.clauses[inner]
            complement = clause.kind in (ClauseKind.REPORTED, ClauseKind.QUESTION) or (
                clause.kind is ClauseKind.SUBORDINATE and self._is_complement(clause)
            )
            if not complement:
                break
            verb = self.clauses[outer].verb
            if verb is None or verb.head < 0:
                cue = self._noun_before(inner)
                if cue is not None:
                    found.append(cue)
                continue
            cue = verb_cue(verb.head, self.lower, self.verbs, self.cues)
            if cue is None or cue.kind in ("light", "announced", "attempt", "postponed", "cancelled"):
                cue = self._noun_before(inner)
            if cue is None:
                if verb.negated and not self._looks_back():
                    # "Ingen räknar med att …", "nobody says that …"
                    found.append(Cue("hypothetical", verb.head, self.lower[verb.head]))
                continue
            if cue.kind in ("negated", "refused") and any(
                self.cues.nouns.get(self.lower[j]) == "alleged" for j in self._own(outer)
            ):
                # "wies die Behauptung zurück, das Amt habe …", "rejected claims that …"
                cue = cue._replace(kind="denied")
            if cue.kind == "planned" and clause.kind is ClauseKind.REPORTED and self._looks_back():
                continue
            if verb.negated and cue.kind in ("denied", "hypothetical"):
                continue
            if cue.kind == "alleged" and clause.kind is ClauseKind.REPORTED and self._says_future():
                continue
            if clause.kind is ClauseKind.REPORTED and cue.kind == "hypothetical" and self._looks_back():
                # "warned that troops had crossed": a warning of what has happened tells it.
                continue
            found.append(cue)
        return found

    def _noun_before(self, inner: int) -> Cue | None:
        """A noun right before the conjunction: the claim that …, hotet att …"""
        start = self.clauses[inner].span.start
        before = max((i for i, token in enumerate(self.tokens) if token.start < start), default=-1)
        while before > 0 and not self.lower[before][0].isalnum():
            before -= 1
        kind = self.cues.nouns.get(self.lower[before]) if before >= 0 else None
        return Cue(kind, before, self.tokens[before].text) if kind is not None else None

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

    def _says_future(self) -> bool:
        verb = self.clause.verb
        return verb is not None and verb.tense is Tense.FUTURE
