"""Who is speaking: which clauses are reported, by whom, and which are only somebody's view.

What experts, correspondents and the author think makes no event (`commentary`); what officials say keeps its source
(`speaker`). Works sentence by sentence with a memory of the article: a surname that once was an expert's stays one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.core.model import Clause, ClauseKind, EntityKind, EntityMention, Sentence
from dateline.core.values import replace
from dateline.find.clauses.contexts import QUOTE_MARKS, Tags
from dateline.find.clauses.owners import owned
from dateline.find.clauses.voices import Memory, Voice
from dateline.lexicon import verbs as v
from dateline.lexicon.factuality import FactualityCues
from dateline.lexicon.verbs import Verbs

_PARAGRAPH_REACH = 6
"""Sentences over which a paragraph that opens with direct speech still has the speaker of an earlier one."""
_NAMED = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.COUNTRY)


class Hearing:
    """One sentence being listened to: gives its clauses with kind, governor, speaker and commentary."""

    def __init__(
        self,
        sentence: Sentence,
        clauses: Sequence[Clause],
        tags: Tags,
        verbs: Verbs,
        cues: FactualityCues,
        entities: Sequence[EntityMention],
        memory: Memory,
        months: frozenset[str] = frozenset(),
    ) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.clauses = list(clauses)
        self.tags = tags
        self.verbs = verbs
        self.cues = cues
        self.entities = entities
        self.memory = memory
        self.months = months
        words = set(tags.lower)
        # Nine sentences in ten hold no word of these lists: told once, no clause of theirs is looked through.
        self.may_attribute = not words.isdisjoint(cues.attribution)
        self.may_view = not words.isdisjoint(cues.author_view)
        self.may_be_mine = not words.isdisjoint(cues.first_person)
        self.may_be_generic = not (words.isdisjoint(cues.generic) and words.isdisjoint(cues.generic_sets))
        self.own = owned(self.tokens, [clause.span for clause in self.clauses])
        self.heads = [self._head(index) for index in range(len(self.clauses))]
        """Infinitive of each clause's verb, with a prefix at the clause's end if that makes a verb of saying."""

    def listen(self) -> tuple[Clause, ...]:
        """The clauses with all that this sentence and the memory tell of who is speaking."""
        if self.memory.place != self.sentence.paragraph:
            self.memory.place = self.sentence.paragraph
            self.memory.waiting = []
            opens = True
        else:
            opens = bool(self.memory.waiting)
        self._link_reports()
        voices: dict[int, Voice] = {}
        for index, clause in enumerate(self.clauses):
            if self._is_report(index) and any(other.governor == index for other in self.clauses):
                voices[index] = self._voice(index)
            elif clause.verb is not None and (self._is_report(index) or self.heads[index] in self.cues.opinion):
                speakers = self._speaker_tokens(index)
                if speakers and self._comments(speakers):
                    voices[index] = self._voice(index)
        for index in range(len(self.clauses)):
            self._apply(index, voices)
        if self.sentence.quotes and voices:
            self.memory.answered.update(dict.fromkeys(self.memory.waiting, next(iter(voices.values()))))
        elif self.sentence.quotes and opens and self.clauses:
            self.memory.waiting.append(self.clauses[0].sentence)
        if voices or not self.sentence.quotes:
            self.memory.waiting = []
        if not voices and self.tags.lower[-1] == ":":
            # "Putin was plain on this:" introduces a speaker the sentence before did not have.
            self.memory.last = None
        self._orphans(voices, opens=opens)
        return tuple(self.clauses)

    # ---------------------------------------------------------------------------------------- what belongs together

    def _head(self, index: int) -> str | None:
        verb = self.clauses[index].verb
        if verb is None or verb.head < 0:
            return None
        lemma = self.verbs.lemma(self.tags.lower[verb.head])
        last = next((self.tags.lower[j] for j in reversed(self.own[index]) if not self.tags.marks[j]), "")
        if last in self.verbs.separable and last + lemma in self.cues.speech:
            return last + lemma
        return lemma

    def _is_report(self, index: int) -> bool:
        return self.heads[index] in self.cues.speech

    def _link_reports(self) -> None:
        clauses = self.clauses
        for index, clause in enumerate(clauses):
            governor = clause.governor
            complement = self.verbs.openers.get((clause.connective or "").split(" ")[-1])
            if (
                clause.kind is ClauseKind.SUBORDINATE
                and governor is not None
                and (
                    (complement is None and not clause.connective)
                    or (complement is not None and complement.kind == "complement")
                )
                and self._is_report(governor)
            ):
                clauses[index] = replace(clause, kind=ClauseKind.REPORTED)
        for index, clause in enumerate(clauses):
            if clause.kind is ClauseKind.MAIN and self._is_report(index):
                self._link_trailing(index)
            elif (
                clause.kind is ClauseKind.SUBORDINATE
                and clause.governor is not None
                and self._is_report(index)
                and clause.connective
            ):
                # ", so heißt es,": the clause around the report is what is reported.
                entry = self.verbs.openers.get(clause.connective)
                around = clauses[clause.governor]
                if (
                    entry is not None
                    and entry.after_comma
                    and not entry.last
                    and any("mood" in cue for cue in around.cues)
                ):
                    clauses[clause.governor] = replace(around, kind=ClauseKind.REPORTED, governor=index)
                    clauses[index] = replace(clause, kind=ClauseKind.MAIN, governor=None)
        for index, clause in enumerate(clauses):
            if (
                clause.kind is ClauseKind.MAIN
                and clause.governor is None
                and any(cue.startswith("mood") for cue in clause.cues)
            ):
                self._link_mood(index)
            elif (
                clause.kind in (ClauseKind.MAIN, ClauseKind.QUOTE)
                and clause.governor is None
                and index
                and self._after_colon(index)
            ):
                before = index - 1
                while before >= 0 and clauses[before].kind is not ClauseKind.MAIN:
                    before -= 1
                if before >= 0 and self._is_report(before):
                    clauses[index] = replace(
                        clause,
                        kind=ClauseKind.REPORTED if clause.kind is ClauseKind.MAIN else clause.kind,
                        governor=before,
                    )

    def _link_trailing(self, index: int) -> None:
        """`…, officials said`: the main clauses before a closing report are what is reported."""
        clauses = self.clauses
        report = clauses[index]
        if report.connective is not None or any(
            other.governor == index and other.kind in (ClauseKind.REPORTED, ClauseKind.QUOTE) for other in clauses
        ):
            return
        first = self.own[index][0] if self.own[index] else 0
        if first == 0 or (self.tags.marks[first - 1] != 1 and self.tags.lower[first - 1] not in '"“”»«'):
            return
        for before in range(index - 1, -1, -1):
            other = clauses[before]
            if other.kind in (ClauseKind.MAIN, ClauseKind.FRAGMENT) and other.governor is None:
                if self._broken_between(before, index):
                    break
                clauses[before] = replace(other, kind=ClauseKind.REPORTED, governor=index)
        # "…, one grocer thinks, and prices will follow": what is joined to it goes on.
        for after in range(index + 1, len(clauses)):
            other = clauses[after]
            if other.kind is not ClauseKind.MAIN or other.connective is None or other.subject is None:
                break
            clauses[after] = replace(other, kind=ClauseKind.REPORTED, governor=index)

    def _broken_between(self, first: int, second: int) -> bool:
        if not self.own[first] or not self.own[second]:
            return False
        return any(self.tags.marks[j] == 2 for j in range(self.own[first][-1], self.own[second][0]))

    def _link_mood(self, index: int) -> None:
        """German Konjunktiv in a main clause is reported speech, unless it is the consequence of a condition."""
        clauses = self.clauses
        clause = clauses[index]
        if any(other.kind is ClauseKind.CONDITION and other.governor == index for other in clauses):
            return
        reports = [
            k for k in range(len(clauses)) if k != index and self._is_report(k) and clauses[k].kind is ClauseKind.MAIN
        ]
        first = self._mood_word(clause) in self._first_moods()
        if reports:
            nearest = min(reports, key=lambda k: (abs(k - index), k))
            clauses[index] = replace(clause, kind=ClauseKind.REPORTED, governor=nearest)
        elif first:
            # "wies die Behauptung zurück, das Amt habe …": what came right before governs it.
            before = clauses[index - 1] if index and not self._broken_between(index - 1, index) else None
            governor = index - 1 if before is not None and before.kind is ClauseKind.MAIN else None
            clauses[index] = replace(clause, kind=ClauseKind.REPORTED, governor=governor)

    def _mood_word(self, clause: Clause) -> str:
        return next((cue.removeprefix("mood: ") for cue in clause.cues if cue.startswith("mood: ")), "")

    def _first_moods(self) -> frozenset[str]:
        return frozenset(
            word
            for word in self.tags.lower
            if ((entry := self.verbs.auxiliaries.get(word)) is not None and entry.mood == "first")
            or self.verbs.flags(word) & v.FIRST
        )

    def _after_colon(self, index: int) -> bool:
        own = self.own[index]
        before = own[0] - 1 if own else -1
        while before > 0 and self.tags.lower[before] in QUOTE_MARKS:
            before -= 1
        return before > 0 and self.tags.lower[before] == ":"

    # ---------------------------------------------------------------------------------------- voices

    def _voice(self, index: int) -> Voice:
        """Who speaks in a reporting clause."""
        clause = self.clauses[index]
        speakers = self._speaker_tokens(index)
        start = self.tokens[speakers[0]].start if speakers else clause.span.start
        end = self.tokens[speakers[-1]].end if speakers else clause.span.end
        people = [e for e in self.entities if e.kind in _NAMED and start <= e.span.start < end]
        commentary = self._comments(speakers) or any(e.commentator for e in people)
        pronoun = (
            not commentary
            and not people
            and bool(speakers)
            and len([j for j in speakers if self.tags.words[j] & v.PRONOUN]) > 0
            and not any(self.tags.capital[j] for j in speakers[1:])
            and len(speakers) <= 6
        )
        number = clause.sentence
        if (pronoun or not speakers) and self.memory.last is not None and number - self.memory.sentence <= 2:
            voice = self.memory.last
        else:
            official = sorted(
                (e for e in people if e.entity is not None and not e.commentator),
                key=lambda e: (_NAMED.index(e.kind), e.span.start),
            )
            voice = Voice(commentary, None if commentary or not official else official[0].entity)
        if commentary:
            self._remember(speakers, people)
        self.memory.last = voice
        self.memory.paragraph = self.sentence.paragraph
        self.memory.sentence = number
        return voice

    def _speaker_tokens(self, index: int) -> list[int]:
        """Tokens of a reporting clause that name who speaks: before the verb, or after it where the order is turned."""
        verb = self.clauses[index].verb
        own = [j for j in self.own[index] if not self.tags.marks[j]]
        if verb is None:
            return own
        finite = next((j for j in own if self.tokens[j].start >= verb.span.start), verb.head)
        before = [j for j in own if j < finite and not self.tags.words[j] & v.COORDINATOR]
        if before and not self.tags.words[before[0]] & (v.PREPOSITION | v.ADVERB):
            return before
        if before and not self.verbs.verb_second:
            return before
        after = [j for j in own if j > verb.head]
        for k, other in enumerate(self.clauses):
            # "said Ada Lind, who studies the region at the institute …"
            if after and other.kind is ClauseKind.RELATIVE and other.governor == index:
                after += self.own[k]
        return after or before

    def _comments(self, indices: Sequence[int]) -> bool:
        """Whether tokens name an expert, an institute's person, or somebody known as one."""
        lower, words = self.tags.lower, self.tags.words
        for place, j in enumerate(indices):
            text = self.tokens[j].text
            before = indices[place - 1] if place else -1
            if self.cues.is_commentator(lower[j]) and not (before >= 0 and words[before] & v.PREPOSITION):
                return True
            if (
                lower[j] in self.cues.commentator_bodies
                and any(words[k] & v.PREPOSITION for k in indices[max(0, place - 4) : place])
                and self.tags.capital[indices[0]]
            ):
                return True
            if text in self.memory.commentators:
                return True
        return False

    def _remember(self, speakers: Sequence[int], people: Sequence[EntityMention]) -> None:
        names = [j for j in speakers if self.tags.capital[j]]
        for mention in people:
            if mention.kind is EntityKind.PERSON:
                inside = [j for j in speakers if mention.span.start <= self.tokens[j].start < mention.span.end]
                if inside:
                    self.memory.commentators.add(self.tokens[inside[-1]].text)
                    return
        # The first run of capitalised words that is a name: Lena Berg, Oliver Brandt-Nystrom.
        run: list[int] = []
        for j in names:
            if run and j != run[-1] + 1:
                if len(run) >= 2:
                    break
                run = []
            run.append(j)
        if len(run) >= 2:
            self.memory.commentators.add(self.tokens[run[-1]].text)

    # ---------------------------------------------------------------------------------------- what follows for clauses

    def _apply(self, index: int, voices: dict[int, Voice]) -> None:
        clause = self.clauses[index]
        voice, said = self._heard(index, voices)
        cues = list(clause.cues)
        commentary = voice is not None and voice.commentary
        speaker = voice.speaker if voice is not None and said else None
        if commentary:
            cues.append("commentary: " + self._words(self.own[index], limit=1))
        own = self.own[index]
        attributed = self._attribution(own) if self.may_attribute else None
        if attributed is not None and clause.kind not in (ClauseKind.QUOTE,):
            if attributed.commentary:
                commentary = True
                cues.append("commentary: attributed to an expert")
            elif speaker is None:
                speaker = attributed.speaker
        if clause.verb is not None and clause.verb.passive and self._seen_by_experts(own):
            commentary = True
            cues.append("commentary: seen by experts")
        quoted = self._in_quote(index)
        if not quoted:
            view = _phrase_in(self.cues.author_view, own, self.tags.lower) if self.may_view else None
            if view is None and clause.verb is not None and self.may_be_mine:
                view = next((self.tags.lower[j] for j in own if self._is_first_person(j)), None)
            if view is not None:
                commentary = True
                cues.append(f"view: {view}")
        generic = clause.generic
        habit = None
        if self.may_be_generic:
            habit = _phrase_in(self.cues.generic, own, self.tags.lower) or self._set_expression(own)
        if habit is not None:
            generic = True
            cues.append(f"generic: {habit}")
        told = tuple(dict.fromkeys(cues))
        if (commentary, speaker, generic, told) != (clause.commentary, clause.speaker, clause.generic, clause.cues):
            self.clauses[index] = replace(clause, commentary=commentary, speaker=speaker, generic=generic, cues=told)

    def _heard(self, index: int, voices: dict[int, Voice]) -> tuple[Voice | None, bool]:
        """The voice a clause is told by, and whether it is the content rather than the reporting clause itself."""
        if index in voices:
            return (voices[index], False)
        seen: set[int] = set()
        k: int | None = index
        while k is not None and k not in seen:
            seen.add(k)
            governor = self.clauses[k].governor
            if governor in voices and self.clauses[k].kind in (ClauseKind.REPORTED, ClauseKind.QUOTE):
                return (voices[governor], True)
            if governor in voices and voices[governor].commentary and self.clauses[k].kind is ClauseKind.RELATIVE:
                return (voices[governor], False)
            k = governor
        return (None, False)

    def _in_quote(self, index: int) -> bool:
        start = self.clauses[index].span.start
        return any(span.start <= start < span.end for span in self.sentence.quotes)

    def _orphans(self, voices: dict[int, Voice], *, opens: bool) -> None:
        """Direct speech without a reporting clause is the last speaker's, within the paragraph or right after it."""
        if voices or not self.sentence.quotes:
            return
        last = self.memory.last
        number = self.clauses[0].sentence if self.clauses else 0
        # A paragraph that is all direct speech goes on with the speaker of the paragraphs before it.
        reach = _PARAGRAPH_REACH if opens else 1
        if last is None or number - self.memory.sentence > reach:
            return
        for index, clause in enumerate(self.clauses):
            if self._in_quote(index):
                self.clauses[index] = replace(
                    clause,
                    commentary=clause.commentary or last.commentary,
                    speaker=clause.speaker or last.speaker,
                    cues=(*clause.cues, "quote: same speaker as before"),
                )
        self.memory.paragraph = self.sentence.paragraph
        self.memory.sentence = number

    def _attribution(self, own: Sequence[int]) -> Voice | None:
        """Who `according to …` names in a clause."""
        lower = self.tags.lower
        for place, j in enumerate(own):
            for phrase in self.cues.attribution.get(lower[j], ()):
                if tuple(lower[j : j + len(phrase)]) != phrase:
                    continue
                named = list(own[place + len(phrase) : place + len(phrase) + 9])
                stop = next((n for n, k in enumerate(named) if self.tags.marks[k] or self.tags.verbs[k]), len(named))
                named = named[:stop] or list(own[max(0, place - 5) : place])
                if not named:
                    return None
                start, end = self.tokens[named[0]].start, self.tokens[named[-1]].end
                people = [e for e in self.entities if e.kind in _NAMED and start <= e.span.start < end]
                if self._comments(named) or any(e.commentator for e in people):
                    self._remember(named, people)
                    return Voice(True, None)
                known = [e.entity for e in people if e.entity is not None]
                return Voice(False, known[0] if known else None)
        return None

    def _seen_by_experts(self, own: Sequence[int]) -> bool:
        for place, j in enumerate(own):
            if self.cues.is_commentator(self.tags.lower[j]) and any(
                self.tags.lower[k] in self.cues.agent for k in own[max(0, place - 4) : place]
            ):
                return True
        return False

    def _is_first_person(self, j: int) -> bool:
        text = self.tokens[j].text
        return self.tags.lower[j] in self.cues.first_person and (text.islower() or j == 0 or len(text) == 1)

    def _set_expression(self, own: Sequence[int]) -> str | None:
        """`every September`, `varje mars`."""
        for j in own[:-1]:
            if self.tags.lower[j] in self.cues.generic_sets and self.tags.lower[j + 1] in self.months:
                return f"{self.tags.lower[j]} {self.tags.lower[j + 1]}"
        return None

    def _words(self, own: Sequence[int], *, limit: int) -> str:
        return " ".join(self.tokens[j].text for j in own[:limit])


def _phrase_in(
    phrases: Mapping[str, tuple[tuple[str, ...], ...]], own: Sequence[int], lower: Sequence[str]
) -> str | None:
    """The first of the phrases that stands in a clause."""
    for j in own:
        for phrase in phrases.get(lower[j], ()):
            if tuple(lower[j : j + len(phrase)]) == phrase:
                return " ".join(phrase)
    return None
