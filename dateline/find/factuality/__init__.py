"""Whether an event came to pass: twelve ordered rules over the clause of its trigger and the clauses above it.

The first rule that fires wins (extraction 2.10): condition, cancellation, postponement, negation and refusal, denial,
appeal, plan, past future, hearsay, attempt, doubt; else it happened. Cues are data (`factuality.yaml`); what the verb
group says (tense, modal, negation) comes from the clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.core.model import Clause, ClauseKind, Factuality, Review, Sentence, Tense, VerbGroup
from dateline.find.clauses import clause_at
from dateline.find.factuality.cues import Cue, verb_cue
from dateline.find.factuality.nearby import Nearby
from dateline.find.factuality.scope import BOTH_SIDES, lowered
from dateline.lexicon import verbs as v
from dateline.lexicon.language import LanguagePack


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
    "bidden": "FR6",
}
_ORDER = tuple(_RULE)
_BY_ITSELF = frozenset({"cancelled", "postponed", "refused", "called_for", "hypothetical"})
"""Classes of verbs that tell of themselves that something does not take place, or is only wanted."""


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
    expression says, if it has one and that is known: a present tense with it is a plan. The trigger may stand outside
    the clause, as the antecedent of a relative one: there what undoes it in its own clause still counts.
    """
    if pack.verbs is None or pack.factuality is None:
        return Verdict(Factuality.HAPPENED, ("FR12 no rules for this language",), confidence=0.7)
    judged = _Judge(clause, trigger, clauses, sentence, pack.verbs, pack.factuality, time_is_future)
    found = judged.verdict()
    if trigger not in judged.own and found.factuality in (Factuality.PLANNED, Factuality.HAPPENED):
        home = clause_at(clauses, clauses[clause].sentence, sentence.tokens[trigger].start)
        if home is not None and home != clause:
            # "har ställt in resan, som var planerad till hösten"
            there = _Judge(home, trigger, clauses, sentence, pack.verbs, pack.factuality, time_is_future).verdict()
            if there.factuality is Factuality.CANCELLED:
                return there
    return found


def own_verdict(clause: Clause, sentence: Sentence, pack: LanguagePack) -> Verdict | None:
    """What the verb of a clause says by itself of what it tells: `The plan was dropped`, `Kommissionen vägrade`.

    For clauses with no other word for the event; None where the verb says nothing of it.
    """
    verbs, cues = pack.verbs, pack.factuality
    if verbs is None or cues is None or clause.verb is None or clause.verb.head < 0:
        return None
    lower = lowered(sentence)
    found = verb_cue(clause.verb.head, lower, verbs, cues)
    if found is None or found.kind not in _BY_ITSELF:
        return None
    if found.kind in BOTH_SIDES and not clause.verb.passive:
        # "Shares dropped": only what is dropped by somebody is off.
        return None
    if found.kind == "refused" and not any(
        verbs.word(lower[at]) & v.INFINITIVE_MARKER
        for at in range(clause.verb.head + 1, len(lower))
        if sentence.tokens[at].start < clause.span.end
    ):
        return None
    words = (f"{_RULE[found.kind]} {found.kind}: {found.words}",)
    return Verdict(_STATUS[found.kind], words, confidence=0.9, postponed=found.kind == "postponed")


def undoing(clause: Clause, sentence: Sentence, pack: LanguagePack) -> Verdict | None:
    """What a clause says of an event that it only points back to: `They were called off`, `men ställdes in`.

    CANCELLED, or PLANNED for a postponement; None when the clause undoes nothing.
    """
    verbs, cues = pack.verbs, pack.factuality
    if verbs is None or cues is None or clause.verb is None or clause.verb.head < 0 or clause.verb.negated:
        return None
    if clause.verb.modal in ("ability", "duty", "wish") or clause.kind in (ClauseKind.CONDITION, ClauseKind.QUESTION):
        return None
    lower = lowered(sentence)
    found = verb_cue(clause.verb.head, lower, verbs, cues)
    if found is None or found.kind not in BOTH_SIDES:
        return None
    cancelled = found.kind == "cancelled"
    return Verdict(
        Factuality.CANCELLED if cancelled else Factuality.PLANNED,
        (f"{_RULE[found.kind]} {found.kind}: {found.words}",),
        confidence=0.9,
        postponed=not cancelled,
    )


class _Judge(Nearby):
    """One trigger being judged."""

    def verdict(self) -> Verdict:
        return self._condition() or self._following_undoing() or self._cued() or self._by_verb()

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
            above = self.clauses[clause.governor].verb if clause.governor is not None else None
            if (
                clause.connective in self.cues.not_until
                and above is not None
                and above.negated
                and above.tense in (Tense.PRESENT, Tense.FUTURE, Tense.CONDITIONAL)
            ):
                return self._made("hypothetical", f"FR1 not before: {clause.connective}")
        verb = self.clause.verb
        if verb is not None and verb.tense in (Tense.CONDITIONAL, Tense.FUTURE, Tense.PRESENT, Tense.PLUPERFECT):
            for other in (self.clauses[k] for k in self.beside):
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
            if kind in ("decided", "bidden"):
                if not self._is_ahead_of(cue) or (kind == "bidden" and cue.index not in self.own):
                    continue
                status = "called_for" if kind == "bidden" else "planned"
                return self._made(
                    "negated" if negated else status, f"{_RULE[kind]} {kind}: {cue.words}", confidence=0.95
                )
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
            if kind == "cancelled" and self._gives_up_going(cue):
                return self._made("refused", f"FR4 stays away: {cue.words}")
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

    def _double(self, kind: str, cue: Cue) -> Verdict:
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
        found = verb_cue(verb.head, self.lower, self.verbs, self.cues)
        return found is not None and found.kind == "light"

    # ---------------------------------------------------------------------------------------------- the verb group

    def _by_verb(self) -> Verdict:
        """What tense, modal and negation say where no cue does: FR4, FR6–FR9, FR12."""
        verb = self._governing_verb()
        if verb is None:
            if self.time_is_future:
                return self._made("planned", "FR7 time ahead", confidence=0.8)
            return Verdict(Factuality.HAPPENED, ("FR12 no verb",), confidence=0.8)
        words = self._verb_words(verb)
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
        if verb.modal == "ability" and verb.tense is Tense.PAST and verb.perfect:
            # Swedish "kunde ha anfallit"; English "could have" is counterfactual already.
            return self._made("hypothetical", f"FR11 possible: {words}")
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
        found = verb_cue(verb.head, self.lower, self.verbs, self.cues)
        return verb.passive or (found is not None and found.kind in ("light", *BOTH_SIDES))

    def _governing_verb(self) -> VerbGroup | None:
        """The verb group that places the trigger in time: its clause's, or that of the clause around a fragment."""
        if self.clause.verb is not None:
            return self.clause.verb
        governor = self.clause.governor
        return self.clauses[governor].verb if governor is not None else None

    def _following_undoing(self) -> Verdict | None:
        """`Övningen skulle hållas … men ställdes in`, `the drill, which was called off, …`."""
        verb = self.clause.verb
        for k in self.beside:
            other = self.clauses[k]
            if k == self.index or other.verb is None or other.verb.negated:
                continue
            found = verb_cue(other.verb.head, self.lower, self.verbs, self.cues) if other.verb.head >= 0 else None
            if (
                found is not None
                and found.kind == "denied"
                and (other.kind is self.clause.kind or self._is_about_clause(other))
                and other.connective is not None
                and other.span.start > self.clause.span.start
                and other.verb.head == next((j for j in reversed(self._own(k)) if self.lower[j][0].isalnum()), -1)
            ):
                return self._made("denied", f"FR5 denied: {found.words}")
            if found is None or found.kind not in BOTH_SIDES or other.verb.modal in ("ability", "duty", "wish"):
                continue
            if self._realised(found.kind):
                # "The talks, which had been postponed, began on Monday."
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

    def _is_about_clause(self, clause: Clause) -> bool:
        """Whether a relative clause says something of the whole clause before it: `…, which the ministry denies`."""
        return (
            clause.kind is ClauseKind.RELATIVE
            and clause.governor == self.index
            and clause.connective in self.cues.about_clauses
        )

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
