"""Cuts a sentence into clauses without a parser.

A stack of open clauses is kept from left to right. A conjunction or relative pronoun opens a clause, which waits for
its finite verb; a finite verb goes to the open clause that waits for one, else a new clause begins at the last comma
or coordinator. What opened but never met a verb was a preposition after all, and its words go back to the clause
around it. Every token ends up in one clause; a clause may lie inside another.
"""

from __future__ import annotations

from dateline.core.model import ClauseKind, Sentence
from dateline.find.clauses.contexts import CLOSING, COMMA, HELPER, LOOSE, OPENING, PLAIN, QUOTE_MARKS, Tags
from dateline.find.clauses.frames import KINDS, Frame, quotes_of
from dateline.find.clauses.surroundings import Surroundings
from dateline.lexicon import verbs as v
from dateline.lexicon.verbs import Opener, Verbs

_NAMING_REACH = 5
"""Words between a verb of naming and its `as`."""


class Splitter(Surroundings):
    """One sentence being cut; `frames` holds the result, each frame with the indices of its tokens."""

    def __init__(self, sentence: Sentence, tags: Tags, verbs: Verbs, complement_verbs: frozenset[str]) -> None:
        super().__init__(sentence, tags, verbs, complement_verbs)
        self.frames: list[Frame] = [Frame(ClauseKind.MAIN, -1, base=True)]
        self.stack = [0]
        self.owner = [0] * len(sentence.tokens)
        self.quote_of = quotes_of(sentence)

    def split(self) -> list[Frame]:
        """The clauses that found a verb, and stretches without one, in the order of their first token."""
        tags = self.tags
        lower, marks, words, found = tags.lower, tags.marks, tags.words, tags.verbs
        quote = -1
        for i in range(len(lower)):
            if self.quote_of is not None and self.quote_of[i] != quote:
                self._leave_quote(quote)
                quote = self.quote_of[i]
                if quote >= 0:
                    self._push(Frame(ClauseKind.QUOTE, self.stack[-1], base=True, quote=quote))
            mark = marks[i]
            if mark:
                self._mark(i, mark)
                continue
            word = words[i]
            if word & v.OPENER and self._opens(i):
                continue
            if word & v.COORDINATOR:
                self.frames[self.stack[-1]].coordinator = i
            if found[i] == PLAIN or found[i] == HELPER:
                self._finite(i)
            else:
                self.owner[i] = self.stack[-1]
        self._leave_quote(quote)
        while len(self.stack) > 1:
            self._pop()
        return self._finished()

    # ------------------------------------------------------------------------------------------- the stack

    def _push(self, frame: Frame) -> int:
        self.frames.append(frame)
        self.stack.append(len(self.frames) - 1)
        return self.stack[-1]

    def _pop(self) -> None:
        """Close the innermost clause; one without a verb goes back to the clause around it."""
        index = self.stack.pop()
        frame = self.frames[index]
        if (
            frame.finite < 0
            and frame.parent >= 0
            and (not frame.base or frame.quote < 0 or not self._says_something(index))
        ):
            frame.merged = frame.parent

    def _says_something(self, index: int) -> bool:
        """Whether a quote without a finite verb stands as a sentence of its own."""
        return sum(1 for owner in self.owner if owner == index) >= 5 and self.frames[0].finite < 0

    def _leave_quote(self, quote: int) -> None:
        if quote < 0:
            return
        while len(self.stack) > 1 and self.frames[self.stack[-1]].quote == quote:
            self._pop()

    # ------------------------------------------------------------------------------------------- punctuation

    def _mark(self, i: int, mark: int) -> None:
        top = self.frames[self.stack[-1]]
        if mark == COMMA:
            while not top.base and not top.sure and top.finite < 0:
                self._pop()
                top = self.frames[self.stack[-1]]
            if not top.base and top.finite >= 0:
                parent = self.frames[top.parent]
                waits = parent.finite < 0 and top.parent in self.stack
                if self.verbs.verb_last or (top.after_comma and waits and top.comma < 0):
                    self._pop()
                    top = self.frames[self.stack[-1]]
            top.comma = i
            self.owner[i] = self.stack[-1]
        elif mark == OPENING:
            index = self._push(Frame(ClauseKind.MAIN, self.stack[-1], base=True, quote=top.quote))
            self.owner[i] = index
        elif mark == CLOSING:
            self.owner[i] = self.stack[-1]
            if self.frames[self.stack[-1]].base and len(self.stack) > 1 and top.quote == self.frames[top.parent].quote:
                self._pop()
        else:
            self.owner[i] = self.stack[-1]
            if self.tags.lower[i] in ";:" and i + 1 < len(self.owner):
                self._break()

    def _break(self) -> None:
        """A semicolon or colon: what follows is a new main clause of the same level."""
        quote = self.frames[self.stack[-1]].quote
        while len(self.stack) > 1 and not (
            self.frames[self.stack[-1]].base and self.frames[self.stack[-1]].quote == quote
        ):
            self._pop()
        old = self.frames[self.stack[-1]]
        index = self.stack.pop()
        if old.finite < 0 and not any(owner == index for owner in self.owner):
            old.merged = old.parent
        self._push(Frame(old.kind if quote >= 0 else ClauseKind.MAIN, old.parent, base=True, quote=quote))

    # ------------------------------------------------------------------------------------------- openers

    def _opens(self, i: int) -> bool:
        """Open a clause at a conjunction or relative pronoun, if it is one here."""
        tags, verbs = self.tags, self.verbs
        entry = verbs.openers[tags.lower[i]]
        boundary = self._at_boundary(i)
        if entry.after_comma and not boundary:
            return False
        if entry.last and (not self._verb_stands_last(i) or (entry.kind == "relative" and not self._after_comma(i))):
            return False
        if not entry.sure and i + 1 < len(tags.lower) and (tags.words[i + 1] & v.COORDINATOR or tags.marks[i + 1]):
            return False
        if tags.verbs[i] != 0:
            return False
        if tags.lower[i] in verbs.naming_marks and any(
            tags.lower[j] in verbs.naming for j in range(max(0, i - _NAMING_REACH), i)
        ):
            # "was described as reckless": no clause begins.
            return False
        if entry.kind == "complement" and not self._is_complement(i):
            return False
        if not entry.last and not entry.sure and not self._verb_ahead(i):
            return False
        if (
            entry.kind == "subordinate"
            and not verbs.verb_second
            and i + 1 < len(tags.lower)
            and self._is_preposition(i + 1)
        ):
            return False
        start = i
        top = self.stack[-1]
        connective = tags.lower[i]
        if (
            i
            and self.owner[i - 1] == top
            and self.frames[top].connective == tags.lower[i - 1]
            and not self.frames[top].base
        ):
            # "vem som", "as if", "als ob": two words open one clause; in "als die" the second is an article.
            if entry.last:
                return False
            frame = self.frames[top]
            if frame.kind is not ClauseKind.QUESTION:
                frame.kind, frame.opener = KINDS[entry.kind], entry.kind
            frame.sure = frame.sure or entry.sure
            frame.connective = f"{frame.connective} {connective}"
            self.owner[i] = top
            return True
        if i and self.owner[i - 1] == top and not tags.marks[i - 1] and self._joins(i - 1):
            start = i - 1
            connective = f"{tags.lower[i - 1]} {connective}"
        self._close_for(i, entry)
        top = self.stack[-1]
        sure = entry.sure or entry.last
        joined = self._coordinated(start)
        if joined and not self.frames[top].base and self.frames[top].finite >= 0:
            # "that X left and that Y stayed": the second hangs where the first does.
            top = self.frames[top].parent
            self._pop()
        index = self._push(
            Frame(
                KINDS[entry.kind],
                self.stack[-1],
                base=False,
                sure=sure,
                connective=connective,
                opener=entry.kind,
                after_comma=start > 0 and tags.marks[start - 1] == COMMA,
                quote=self.frames[top].quote,
            )
        )
        for j in range(start - 1 if joined else start, i + 1):
            self.owner[j] = index
        return True

    def _close_for(self, i: int, entry: Opener) -> None:
        """A new conjunction after a comma ends subordinate clauses that hang on a clause before them."""
        while True:
            top = self.frames[self.stack[-1]]
            if top.base or top.finite < 0 or top.comma != i - 1 or entry.kind == "relative":
                return
            self._pop()

    # ------------------------------------------------------------------------------------------- finite verbs

    def _finite(self, i: int) -> None:
        """Give a finite verb to the clause that waits for it, or begin a clause."""
        while True:
            index = self.stack[-1]
            top = self.frames[index]
            if top.finite < 0:
                if self.verbs.verb_last and not top.base and self._is_inner_attribute(i):
                    self.tags.verbs[i] = 0
                    self.owner[i] = index
                    return
                if self._is_modifier(i):
                    self.tags.verbs[i] = LOOSE
                    self.owner[i] = index
                    return
                if not top.base and not top.sure and self._waiting_below() is not None and not self._another(i):
                    self._pop()
                    continue
                top.finite = i
                self.owner[i] = index
                return
            break
        self._second_finite(i, index, top)

    def _second_finite(self, i: int, index: int, top: Frame) -> None:
        comma = top.comma if top.comma > top.finite else -1
        coordinator = top.coordinator if top.coordinator > top.finite else -1
        waiting = self._waiting_below()
        if coordinator >= 0 and coordinator > comma and not (waiting is not None and comma >= 0 and top.after_comma):
            self._coordinate(i, index, top, coordinator, comma)
        elif waiting is not None and (comma >= 0 or not self.verbs.verb_last):
            start = comma + 1 if comma >= 0 else self._subject_start(i, top.finite)
            while self.stack[-1] != waiting:
                self._pop()
            self._take(start, i, waiting)
            self.frames[waiting].finite = i
        elif not top.base and comma < 0 and self._base_is_condition(i):
            self._end_of_level()
            self._second_finite(i, self.stack[-1], self.frames[self.stack[-1]])
        elif top.base and self._is_inverted_condition(index, top, i):
            top.kind, top.opener = ClauseKind.CONDITION, "condition"
            self._begin(
                i,
                comma + 1 if comma >= 0 else i,
                Frame(ClauseKind.QUOTE if top.quote >= 0 else ClauseKind.MAIN, top.parent, base=True, quote=top.quote),
            )
            top.parent = self.stack[-1]
        elif not self.verbs.verb_second and comma < 0 and self._takes_complement(top.finite):
            start = self._complement_start(top.finite, i)
            form = self.tags.flags[i]
            group = self._subject_start(i, top.finite)
            if form & v.PAST and form & v.PARTICIPLE and (start >= i or self.tags.words[group - 1] & v.PREPOSITION):
                # "said with all districts counted"
                self.tags.verbs[i] = LOOSE
                self.owner[i] = index
                return
            self._begin(
                i, start, Frame(ClauseKind.SUBORDINATE, index, base=False, opener="complement", quote=top.quote)
            )
        elif comma >= 0:
            if self._is_modifier(i):
                self.tags.verbs[i] = LOOSE
                self.owner[i] = index
                return
            self._end_of_level()
            base = self.frames[self.stack[-1]]
            self._begin(
                i,
                comma + 1,
                Frame(
                    base.kind if base.kind is ClauseKind.QUOTE else ClauseKind.MAIN,
                    base.parent,
                    base=True,
                    quote=base.quote,
                ),
            )
        elif self._is_doubtful(i):
            # No boundary and a doubtful form: "the freighter suspected of …", "the areas claimed by …".
            self.tags.verbs[i] = LOOSE
            self.owner[i] = index
        else:
            start = i if self.verbs.verb_second else self._subject_start(i, top.finite)
            self._begin(i, start, Frame(top.kind, top.parent, base=top.base, opener=top.opener, quote=top.quote))

    def _is_doubtful(self, i: int) -> bool:
        """Whether a form that is called finite can be a participle or a noun: claimed, plans, countries."""
        form = self.tags.flags[i]
        if form & v.AUXILIARY:
            return self.verbs.auxiliaries[self.tags.lower[i]].marker is not None
        return bool(form & (v.NONFINITE | v.GUESSED | v.WEAK | v.SINGLE))

    def _waiting_below(self) -> int | None:
        """The nearest clause below the innermost that has no verb yet."""
        quote = self.frames[self.stack[-1]].quote
        for index in reversed(self.stack[:-1]):
            frame = self.frames[index]
            if frame.quote != quote:
                return None
            if frame.finite < 0:
                return index
            if frame.base:
                return None
        return None

    def _coordinate(self, i: int, index: int, top: Frame, coordinator: int, comma: int) -> None:
        """A clause joined by and, och, und: of the same kind and in the same place as the one before."""
        if comma == coordinator - 1 and not top.base:
            self._end_of_level()
            top = self.frames[self.stack[-1]]
            index = self.stack[-1]
            if top.finite < 0:
                self._take(coordinator, i, index)
                top.finite = i
                return
        elif not top.base and self.tags.verbs[i] and self._waiting_below() is not None and not self._another(i):
            # "Kazakhstan, which joined in 2014, and Armenia signed": the first clause still waits.
            waiting = self._waiting_below()
            if waiting is not None and comma >= 0:
                while self.stack[-1] != waiting:
                    self._pop()
                # "While A left, B and C stayed": what stands between the comma and the joint is subject too.
                self._take(comma + 1, i, waiting)
                self.frames[waiting].finite = i
                return
        if top.base:
            self.stack.pop()
        else:
            self._pop()
        made = Frame(
            top.kind,
            top.parent,
            base=top.base,
            connective=self.tags.lower[coordinator],
            opener=top.opener,
            quote=top.quote,
        )
        made.after_comma = top.after_comma
        self._begin(i, coordinator, made)

    def _begin(self, i: int, start: int, frame: Frame) -> None:
        """Open a clause whose verb is already met, from a token on."""
        if (
            frame.base
            and self.stack
            and self.frames[self.stack[-1]].base
            and self.frames[self.stack[-1]].parent == frame.parent
        ):
            self.stack.pop()
        index = self._push(frame)
        self._take(start, i, index)
        frame.finite = i

    def _take(self, start: int, end: int, index: int) -> None:
        """Move the tokens from `start` to `end` inclusive to a clause, but for clauses that lie wholly within."""
        for j in range(start, end + 1):
            if j == end or self.frames[self.owner[j]].finite < start:
                self.owner[j] = index

    def _end_of_level(self) -> None:
        """Close clauses down to the main clause of this level."""
        while not self.frames[self.stack[-1]].base and len(self.stack) > 1:
            self._pop()

    def _is_inverted_condition(self, index: int, top: Frame, i: int) -> bool:
        """Whether the verb at the head of the sentence makes it a condition: `Had the union …`."""
        first = next(
            (
                j
                for j in range(i)
                if not self.tags.marks[j] and self.tags.lower[j] not in QUOTE_MARKS and self._same_quote(j, top)
            ),
            -1,
        )
        if first != top.finite or self.tags.lower[-1] == "?":
            return False
        if self.tags.lower[first] in self.verbs.condition_verbs:
            return True
        # Swedish and German may put any verb first; a verb of saying there belongs to a quote.
        return (
            self.verbs.verb_second
            and bool(self.tags.flags[first] & (v.PRESENT | v.AUXILIARY))
            and not self._takes_complement(first)
            and top.kind is not ClauseKind.CONDITION
        )

    def _base_is_condition(self, i: int) -> bool:
        """Whether the main clause of this level began with a verb that makes it a condition: `Vore det X som …`."""
        index = next((k for k in reversed(self.stack) if self.frames[k].base), -1)
        if index < 0 or self.frames[index].finite < 0:
            return False
        return self._is_inverted_condition(index, self.frames[index], i)

    def _same_quote(self, j: int, frame: Frame) -> bool:
        return self.quote_of is None or self.quote_of[j] == frame.quote

    def _is_modifier(self, i: int) -> bool:
        """Whether an English form in -ed only describes what stands before it.

        `The talks, postponed from April, began`; `the captain of the ship, a freighter suspected of …`.
        """
        tags = self.tags
        form = tags.flags[i]
        if self.verbs.verb_second:
            # "Das Gutachten, im Herbst vorgelegt, las sich …"
            return (
                bool(form & v.PARTICIPLE and form & v.PRESENT)
                and self.frames[self.stack[-1]].finite < 0
                and i + 2 < len(tags.lower)
                and tags.marks[i + 1] == COMMA
                and tags.verbs[i + 2] in (PLAIN, HELPER)
                and any(tags.marks[j] == COMMA for j in range(i))
            )
        if not (form & v.PAST and form & v.PARTICIPLE) or self._takes_complement(i):
            return False
        after = i + 1
        bare = after >= len(tags.lower) or bool(
            tags.marks[after] or tags.words[after] & (v.PREPOSITION | v.INFINITIVE_MARKER)
        )
        if self.frames[self.stack[-1]].finite >= 0:
            return bare
        if i and bare and after < len(tags.marks) and not tags.marks[after] and self._strong_follows(i):
            # "A team headed by X is expected …"
            return True
        if i == 0 or tags.marks[i - 1] != COMMA or not any(tags.lower[j][0].isalnum() for j in range(i)):
            return False
        return self._another(i) or any(
            tags.marks[j] == COMMA and tags.verbs[j + 1] in (PLAIN, HELPER) for j in range(i + 1, len(tags.lower) - 1)
        )

    # ------------------------------------------------------------------------------------------- the result

    def _finished(self) -> list[Frame]:
        frames, owner = self.frames, self.owner
        if len(frames) == 1 and frames[0].finite >= 0:
            # Half of all sentences are one clause.
            frames[0].own = list(range(len(owner)))
            return frames
        for frame in frames:
            if frame.finite < 0 and frame.merged < 0 and not frame.base:
                frame.merged = frame.parent
        for i, index in enumerate(owner):
            target = index
            while frames[target].merged >= 0:
                target = frames[target].merged
            frames[target].own.append(i)
        kept = [
            index
            for index, frame in enumerate(frames)
            if frame.own
            and frame.merged < 0
            and (
                frame.finite >= 0 or any(not self.tags.marks[j] and self.tags.lower[j][0].isalnum() for j in frame.own)
            )
        ]
        kept.sort(key=lambda index: (frames[index].own[0], index))
        place = {index: number for number, index in enumerate(kept)}
        result = []
        for index in kept:
            frame = frames[index]
            parent = frame.parent
            while parent >= 0 and parent not in place:
                parent = frames[parent].merged if frames[parent].merged >= 0 else frames[parent].parent
            frame.parent = place.get(parent, -1)
            result.append(frame)
        return result
