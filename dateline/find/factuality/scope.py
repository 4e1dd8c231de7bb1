"""Scope: a trigger in its clause, and what a word there can be to it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

from dateline.core.known import Known
from dateline.core.model import Clause, ClauseKind, Sentence, VerbGroup
from dateline.find.factuality.cues import Cue, lemma_of, verb_cue
from dateline.lexicon import verbs as v
from dateline.lexicon.factuality import FactualityCues
from dateline.lexicon.verbs import Verbs

BOTH_SIDES = frozenset({"cancelled", "postponed"})
"""Classes of verbs that have the trigger as object or as subject."""
REACH = 6
"""Tokens between a noun that governs (`plans for`, `risk of`) and the trigger."""


def lowered(sentence: Sentence) -> list[str]:
    """The lower-case words of a sentence, apostrophes made alike; not to be altered."""
    last = _last[0]
    if last[0] is not sentence:
        last = _last[0] = sentence, list(map(_lower, map(_text, sentence.tokens)))
    return last[1]


_last: list[tuple[Sentence | None, list[str]]] = [(None, [])]
"""One sentence with its words, because the hits of a sentence are judged one after the other."""
_start, _text = itemgetter(0), itemgetter(2)
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
        starts = list(map(_start, self.tokens))
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
        return any(self.lower[j] == "," for j in range(cue_index + 1, self.trigger)) and self._is_in_marked_group()

    def _is_in_marked_group(self) -> bool:
        """German: whether an infinitive with its marker ends the stretch between marks that has the trigger."""
        for j in range(self.trigger, len(self.lower)):
            if not self.lower[j][0].isalnum():
                return False
            marker = bool(self.verbs.word(self.lower[j]) & v.INFINITIVE_MARKER) and self._is_infinitive(j + 1)
            if marker or self.verbs.holds_marker(self.lower[j]):
                return True
        return False

    def _is_ahead_of(self, cue: Cue) -> bool:
        """Whether the trigger is in an infinitive or clause that a verb of deciding governs, not its object."""
        if cue.index not in self.own:
            return True
        if self._is_infinitive(self.trigger) and not self._is_noun_like():
            return True
        if any(self.verbs.holds_marker(self.lower[j]) for j in range(self.trigger + 1, len(self.lower))):
            return True
        return any(
            self.verbs.word(self.lower[j]) & v.INFINITIVE_MARKER and self._is_infinitive(j + 1)
            for j in range(cue.index + 1, len(self.lower) - 1)
            if j < self.trigger or self.verbs.verb_last
        )

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
            self.lower[j] in self.cues.attendance for j in self.own if j != self.trigger and abs(j - cue.index) <= REACH
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

    def _is_noun(self, j: int) -> bool:
        return not self.verbs.noun_capitals or self.tokens[j].text[0].isupper()
