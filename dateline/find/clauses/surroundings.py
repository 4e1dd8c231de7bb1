"""What stands around a token: the read-only questions that cutting a sentence asks."""

from __future__ import annotations

from dateline.core.model import Sentence
from dateline.find.clauses.contexts import BREAK, COMMA, HELPER, LOOSE, PLAIN, QUOTE_MARKS, Tags
from dateline.lexicon import verbs as v
from dateline.lexicon.verbs import Verbs

_PAIR_REACH = 4
"""Words between a comma and the joint of a subject of two: `While A left, B and C stayed`."""


class Surroundings:
    """The tokens of a sentence, asked for what stands before and after them."""

    def __init__(self, sentence: Sentence, tags: Tags, verbs: Verbs, complement_verbs: frozenset[str]) -> None:
        self.tags = tags
        self.verbs = verbs
        self.complement_verbs = complement_verbs
        self.tokens = sentence.tokens

    def _is_preposition(self, j: int) -> bool:
        word = self.tags.words[j]
        return bool(word & v.PREPOSITION) and not word & (v.DETERMINER | v.PRONOUN)

    def _coordinated(self, i: int) -> bool:
        return i > 0 and bool(self.tags.words[i - 1] & v.COORDINATOR)

    def _after_comma(self, i: int) -> bool:
        """Right after a comma, but for a preposition (`, in der`)."""
        before = i - 1
        if before >= 0 and self.tags.words[before] & v.PREPOSITION and not self.tags.marks[before]:
            before -= 1
        return before >= 0 and self.tags.marks[before] == COMMA

    def _at_boundary(self, i: int) -> bool:
        """At a comma, a conjunction or the start; a preposition may stand between (`, in der`)."""
        for j in (i - 1, i - 2):
            if j < 0 or self.tags.marks[j] or self.tags.words[j] & v.COORDINATOR or self.tags.lower[j] in QUOTE_MARKS:
                return True
            if not self.tags.words[j] & v.PREPOSITION:
                return False
        return False

    def _joins(self, j: int) -> bool:
        """Whether the word before a conjunction belongs to it: `efter att`, `in der`, `even if`, `with which`."""
        word = self.tags.words[j]
        if j and self.tags.lower[j] in self.verbs.particles and self.tags.verbs[j - 1]:
            # "would hand over when": the particle is the verb's.
            return False
        return bool(word & v.PREPOSITION) and self.tags.verbs[j] == 0 and not word & v.PRONOUN

    def _verb_stands_last(self, i: int) -> bool:
        """Whether the next finite verb ends its clause: `, die das Abkommen schloss`."""
        tags = self.tags
        count = len(tags.lower)
        j = i + 1
        while j < count and tags.verbs[j] not in (PLAIN, HELPER):
            if tags.marks[j] == BREAK or tags.lower[j] == ";":
                return False
            if tags.marks[j] == COMMA and not self._clause_between(j):
                following = j + 1
                # A list or an apposition may stand inside, a new noun group with its own verb may not.
                if (
                    following < count
                    and tags.verbs[following] in (PLAIN, HELPER)
                    and following + 1 < count
                    and not tags.marks[following + 1]
                ):
                    return False
            j += 1
        if j >= count or j == i + 1:
            return False
        j += 1
        while j < count and tags.verbs[j]:
            j += 1
        return j >= count or bool(tags.marks[j]) or bool(tags.words[j] & v.COORDINATOR) or tags.lower[j] in QUOTE_MARKS

    def _clause_between(self, comma: int) -> bool:
        return comma + 1 < len(self.tags.lower) and bool(self.tags.words[comma + 1] & v.OPENER)

    def _is_complement(self, i: int) -> bool:
        """Whether that, att, que open a clause here, rather than point at something or mark an infinitive."""
        tags, verbs = self.tags, self.verbs
        if verbs.words.get(tags.lower[i], 0) & v.INFINITIVE_MARKER:
            j = i + 1
            while j < len(tags.lower) and tags.words[j] & (v.ADVERB | v.NEGATION) and not tags.verbs[j]:
                j += 1
            if j < len(tags.lower) and (
                (tags.flags[j] & v.INFINITIVE and tags.verbs[j] == LOOSE) or tags.lower[j] in verbs.nonfinite
            ):
                return False
        if tags.words[i] & v.DETERMINER:
            if i == 0 or (tags.marks[i - 1] and not any(tags.verbs[:i])):
                return False
            if tags.words[i - 1] & v.PREPOSITION and tags.lower[i - 1] not in verbs.openers:
                return False
        return self._verb_ahead(i)

    def _verb_ahead(self, i: int) -> bool:
        """Whether a finite verb follows before the sentence breaks."""
        tags = self.tags
        for j in range(i + 1, len(tags.lower)):
            if tags.verbs[j] in (PLAIN, HELPER):
                return True
            if tags.marks[j] == BREAK:
                return False
        return False

    def _another(self, i: int) -> bool:
        """Whether a further finite verb follows that no conjunction claims."""
        tags = self.tags
        comma = -1
        for j in range(i + 1, len(tags.lower)):
            if tags.verbs[j] in (PLAIN, HELPER):
                if tags.flags[j] & (v.NONFINITE | v.GUESSED) and not tags.flags[j] & v.AUXILIARY and j == i + 1:
                    continue
                return True
            if tags.marks[j] == COMMA:
                comma = j
            if tags.words[j] & v.COORDINATOR and 0 <= comma < j - 1 <= comma + _PAIR_REACH:
                # "While A left, B and C stayed": two names after the comma are one subject.
                continue
            if tags.marks[j] == BREAK or tags.words[j] & v.COORDINATOR:
                return False
            if tags.words[j] & v.OPENER and (
                self.verbs.openers[tags.lower[j]].sure or not self.verbs.openers[tags.lower[j]].after_comma
            ):
                return False
            if tags.lower[j] in QUOTE_MARKS:
                return False
        return False

    def _subject_start(self, i: int, after: int) -> int:
        """First token of the noun group right before a verb, for English: its article, pronoun or name."""
        tags = self.tags
        if self.verbs.verb_second:
            return i
        j = i - 1
        while j > after and tags.words[j] & (v.ADVERB | v.NEGATION) and not tags.words[j] & v.PRONOUN:
            j -= 1
        start = i
        while j > after and not tags.verbs[j] and not tags.marks[j] and not tags.words[j] & v.PREPOSITION:
            start = j
            if tags.words[j] & (v.DETERMINER | v.PRONOUN):
                break
            j -= 1
        return start

    def _takes_complement(self, finite: int) -> bool:
        return self.verbs.lemma(self.tags.lower[finite]) in self.complement_verbs

    def _complement_start(self, finite: int, i: int) -> int:
        """Where a clause without `that` begins: after the verb of saying and a short time or place beside it."""
        tags = self.tags
        j = finite + 1
        while j < i and tags.words[j] & (v.ADVERB | v.NEGATION) and not tags.words[j] & v.PRONOUN:
            j += 1
        if j < i and tags.words[j] & v.PREPOSITION and not tags.words[j] & v.DETERMINER:
            j += 1
            if j < i and tags.words[j] & v.DETERMINER:
                j += 1
            j += 1
        return min(j, i)

    def _strong_follows(self, i: int) -> bool:
        """Whether an unmistakable finite verb follows without any boundary."""
        tags = self.tags
        for j in range(i + 1, len(tags.lower)):
            if tags.marks[j] or tags.words[j] & (v.COORDINATOR | v.OPENER):
                return False
            if tags.verbs[j] == HELPER:
                return True
            if tags.verbs[j] == PLAIN:
                return not tags.flags[j] & (v.NONFINITE | v.GUESSED | v.WEAK)
        return False

    def _is_inner_attribute(self, i: int) -> bool:
        """German: in a clause with the verb last a past form before a noun is an attribute."""
        tags = self.tags
        if tags.verbs[i] != PLAIN or i + 1 >= len(tags.lower) or not tags.capital[i + 1]:
            return False
        for j in range(i + 1, len(tags.lower)):
            if tags.marks[j]:
                return False
            if tags.verbs[j] in (PLAIN, HELPER):
                return True
        return False
