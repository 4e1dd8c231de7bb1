"""What stands near a trigger and may undo it: the cues of its clause, and of the clauses above it."""

from __future__ import annotations

from itertools import pairwise

from dateline.core.model import Clause, ClauseKind, Tense, VerbGroup
from dateline.find.factuality.cues import Cue, lemma_of, verb_cue
from dateline.find.factuality.scope import BOTH_SIDES, REACH, Scope
from dateline.lexicon import verbs as v


class Nearby(Scope):
    """A trigger with the cues whose scope holds it."""

    def _near_cues(self) -> list[Cue]:
        found: list[Cue] = []
        found += self._verb_cues()
        found += self._noun_cues()
        found += self._attributes()
        found += self._adverbs()
        found += self._governing_cues()
        found += self._led()
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
                lemma = lemma_of(self.lower[i], self.verbs, self.cues)
                both = cue.kind in BOTH_SIDES or lemma in self.cues.transitive
                if verb.passive or fronted or (both and self._is_bare_subject()):
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

    def _noun_cues(self) -> list[Cue]:
        """Nouns that have the trigger as their complement: plans for a summit, no talks, without a deal."""
        found: list[Cue] = []
        first = self.own[0] if self.own else 0
        for j in range(self.trigger - 1, max(first - 1, self.trigger - REACH - 1), -1):
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

    def _led(self) -> list[Cue]:
        """What leads the infinitive that has the trigger: `left without signing`, `reiste ab, ohne … zu`.

        An aim only counts beside a verb of going somewhere: who gathers to protest does protest.
        """
        first = self.own[0] if self.own else 0
        if self.verbs.verb_last:
            if not self._is_in_marked_group():
                return []
            comma = next(
                (j for j in range(self.trigger - 1, first - 1, -1) if not self.lower[j][0].isalnum()), first - 1
            )
            places = range(comma + 1, min(comma + 2, self.trigger))
        else:
            places = range(self.trigger - 1, max(first - 1, self.trigger - REACH - 1), -1)
        found: list[Cue] = []
        for j in places:
            if not self.lower[j][0].isalnum():
                break
            for phrase, kind in self.cues.leads.get(self.lower[j], ()):
                if tuple(self.lower[j : j + len(phrase)]) != phrase or j + len(phrase) > self.trigger:
                    continue
                if not self._is_nonfinite(j + len(phrase)) and not self.verbs.verb_last:
                    # "an attack close to Oslo"
                    continue
                if kind == "negated" or self._goes_somewhere():
                    found.append(Cue(kind, j, " ".join(phrase)))
        return found

    def _is_nonfinite(self, j: int) -> bool:
        """Whether an infinitive or a form in -ing stands there, an adverb or two left out."""
        while j < self.trigger and self.verbs.word(self.lower[j]) & (v.ADVERB | v.NEGATION):
            j += 1
        return bool(self.verbs.flags(self.lower[j]) & (v.INFINITIVE | v.GERUND))

    def _goes_somewhere(self) -> bool:
        verb = self.clause.verb
        if verb is None or verb.head < 0 or verb.head == self.trigger:
            return False
        return lemma_of(self.lower[verb.head], self.verbs, self.cues) in self.cues.motion

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
            untrue = self._called_untrue(outer, verb)
            if untrue is not None:
                found.append(untrue)
                continue
            cue = verb_cue(verb.head, self.lower, self.verbs, self.cues)
            if cue is None or cue.kind in ("light", "announced", "attempt", "postponed", "cancelled"):
                cue = self._noun_before(inner)
            if cue is None:
                opinion = lemma_of(self.lower[verb.head], self.verbs, self.cues) in self.cues.opinion
                if verb.negated and (opinion or not self._looks_back()):
                    # "Ingen räknar med att …", "nobody believes that …"
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

    def _called_untrue(self, outer: int, verb: VerbGroup) -> Cue | None:
        """What the clause above says of the truth of this one: it is untrue that, es stimmt nicht, dass."""
        wrong = self.cues.true if verb.negated else self.cues.untrue
        at = next((j for j in self._own(outer) if self.lower[j] in wrong), None)
        return Cue("denied", at, self.tokens[at].text) if at is not None else None

    def _noun_before(self, inner: int) -> Cue | None:
        """A noun right before the conjunction: the claim that …, hotet att …"""
        start = self.clauses[inner].span.start
        before = max((i for i, token in enumerate(self.tokens) if token.start < start), default=-1)
        while before > 0 and not self.lower[before][0].isalnum():
            before -= 1
        word = self.lower[before] if before >= 0 else ""
        kind = self.cues.nouns.get(word) or self.cues.clause_nouns.get(word)
        if word in self.cues.negative_before:
            kind = "negated"  # "ohne dass die Polizei eingriff"
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
