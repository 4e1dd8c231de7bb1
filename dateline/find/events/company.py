"""Company: who else is meant in a clause of a sentence: by its pronoun, above it, beside it, before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.core.model import (
    Article,
    Clause,
    ClauseKind,
    EntityKind,
    EntityMention,
    Label,
    Span,
    Timex,
    VerbGroup,
)
from dateline.core.values import replace
from dateline.find.events.participants import SURE, governor
from dateline.find.triggers import View
from dateline.lexicon.language import LanguagePack
from dateline.lexicon.triggers import Triggers

_NOBODY: frozenset[str] = frozenset()
_ADVERB = 6
"""Letters that may stand between a noun that points back and its verb: `the company also`."""
_COMPLEMENTS = frozenset({ClauseKind.REPORTED, ClauseKind.QUOTE})
_PRONOUN_CLAUSES = 9
"""Clauses back within which a pronoun's person is looked for."""
_REMEMBERED_SENTENCES = 4
"""Sentences back within which a pronoun meant somebody, while nobody else was spoken of."""
_PRONOUN_SENTENCES = 2
"""Sentences back within which somebody must have been spoken of."""


def _voiced(verb: VerbGroup | None, other: VerbGroup | None) -> VerbGroup | None:
    """A verb in the voice of another."""
    return replace(verb, passive=other.passive) if verb is not None and other is not None else verb


def _subject_only(view: View) -> View:
    """A clause with the people of its subject alone, which a clause joined to it shares; with all if it names none."""
    subject = tuple(entity for entity in view.entities if view.in_subject(entity.span))
    return view.among(subject) if any(e.kind is not EntityKind.PLACE for e in subject) else view


class Company:
    """A sentence with its clauses, and whom they mean."""

    def __init__(
        self,
        article: Article,
        views: Sequence[View],
        every: Mapping[int, View],
        times: Sequence[Timex],
        clauses: Sequence[Clause],
        pack: LanguagePack,
        label: Label,
        topic: str | None,
        spoken_of: dict[str, tuple[int, View]] | None = None,
        officials: frozenset[str] = frozenset(),
    ) -> None:
        self.article = article
        self.views = views
        self.every = every
        self.times = times
        self.clauses = clauses
        self.pack = pack
        self.triggers: Triggers = pack.triggers  # type: ignore[assignment]
        self.label = label
        self.topic = topic
        self.scene = topic
        """The country the sentence is set in if its clauses name none."""
        self.homely = False
        """The article hardly says which country it is about: what it tells has none, and is told all the same."""
        self.spoken_of = spoken_of if spoken_of is not None else {}
        """Whom a pronoun meant last, and in which sentence."""
        self.meant: dict[int, View] = {}
        """Clauses that name whom the subject of a clause means."""
        self.officials = officials
        """People who are known or were named with an office."""
        self.gaps: list[str] = []

    def _around(self, view: View) -> list[View]:
        """Clauses whose people may be understood here: the one that governs, or those coordinated before it.

        Who reports a thing takes no part in it, so reported clauses borrow nobody.
        """
        kind = view.clause.kind
        above_index = view.clause.governor
        if view.index in self.meant:
            return []
        if kind in _COMPLEMENTS or kind is ClauseKind.QUESTION:
            subject = view.clause.subject
            above = self.every.get(above_index) if above_index is not None else None
            words = self.article.text[subject.start : subject.end].lower() if subject is not None else ""
            if above is None or words not in self.triggers.anaphors:
                return []
            # "Canada announced that it had …"
            return [above.among(tuple(e for e in above.entities if above.in_subject(e.span)))]
        if kind in (ClauseKind.RELATIVE, ClauseKind.SUBORDINATE, ClauseKind.CONDITION):
            above = self.every.get(above_index) if above_index is not None else None
            if above is None:
                return []
            if kind is ClauseKind.RELATIVE:
                start = view.clause.span.start
                near = [entity for entity in above.entities if entity.span.end <= start]
                return [above.among(tuple(near[-1:]))]
            if view.clause.subject is not None and any(entity.kind is EntityKind.PLACE for entity in view.entities):
                # "Estonia accuses Russia after a cable between two islands was cut": who accuses cut no cable.
                return []
            return [above]
        before = [
            v for v in self.views if v.index < view.index and v.clause.kind in (ClauseKind.MAIN, ClauseKind.FRAGMENT)
        ]
        if view.clause.subject is not None:
            joined = (view.clause.connective or "").lower() in self.triggers.roles["joined"]
            if not joined or view.entities or not before:
                return []
            # "In Kyrgyzstan a channel was banned and its director was arrested": the place is the same.
            place = tuple(e for e in before[-1].entities if governor(before[-1], e, self.triggers)[0] == "place")
            return [before[-1].among(place)]
        if before and before[-1].index in self.meant:
            # "She named the risks, but promised …"
            return [self.meant[before[-1].index]]
        return [_subject_only(v) for v in reversed(before)]

    def _above(self, view: View) -> list[View]:
        """The clause that a relative clause belongs to: `his visit, which was planned for 20 May`."""
        above_index = view.clause.governor
        above = self.every.get(above_index) if above_index is not None else None
        return [above] if above is not None else []

    def _same_time(self, view: View) -> list[View]:
        """Clauses of time below this one, which may tell where it is: `when they meet in Windhoek`."""
        return [
            other.among(tuple(e for e in other.entities if e.kind is EntityKind.PLACE))
            for other in self.views
            if other.clause.governor == view.index
            and other.clause.kind is ClauseKind.SUBORDINATE
            and (other.clause.connective or "").split(" ")[0].lower() in self.triggers.same_time
        ]

    def _abroad(self, view: View) -> bool:
        """Whether the words say that it was in another country than the one spoken of."""
        return any(self.triggers.abroad.begin_at(view.lower, at) for at in view.own)

    def _meant(self, view: View) -> View | None:
        """The clause whose subject a pronoun stands for: before in this sentence, or in the two before it."""
        head = view.head
        if head < 0:
            return None
        # The subject, or the word right before the verb: "Regarding the process he said".
        subject = view.clause.subject
        word = self.article.text[subject.start : subject.end].lower() if subject is not None else ""
        pronouns = self.triggers.pronouns
        words = (word, view.lower[head - 1] if head else "")
        names = [name for name in ("person", "body", "many") if not pronouns.get(name, _NOBODY).isdisjoint(words)]
        # "The company also", but not "the union Unite": that is its name.
        nominal = word in self.triggers.nominal or any(
            word[cut] == " "
            and word[:cut] in self.triggers.nominal
            and self.article.text[subject.start + cut + 1].islower()
            for cut in range(max(0, len(word) - _ADVERB), len(word) - 1)
            if subject is not None
        )
        if nominal:
            names = ["body"]
        state = word in self.triggers.governments
        if state:
            names, nominal = ["body"], True
        if not names:
            return None
        kinds = {EntityKind.PERSON} if names == ["person"] else {EntityKind.COUNTRY, EntityKind.ORGANISATION}
        if state:
            kinds = {EntityKind.COUNTRY}
        known = self.spoken_of.get(names[0])
        for index in range(view.index - 1, max(-1, view.index - _PRONOUN_CLAUSES), -1):
            other = self.every.get(index)
            if other is None or view.clause.sentence - other.clause.sentence > _PRONOUN_SENTENCES:
                break
            if other.clause.commentary:
                continue
            found = tuple(
                entity
                for entity in other.entities
                if entity.kind in kinds
                and entity.confidence >= SURE
                and not entity.commentator
                and other.in_subject(entity.span)
                and self._is_head(entity, other)
            )
            if not found and nominal:
                found = tuple(
                    entity
                    for entity in other.entities
                    if entity.kind in kinds and entity.confidence >= SURE and not entity.commentator
                )[-1:]
            if found:
                return self._as_subject(view, other, found[:1], names[0])
            if names == ["body"] and not nominal and self._tells_of_a_thing(other):
                # "The mill opened in May. It …": the mill, not whoever was spoken of before it.
                return None
        if known is not None and not state and view.clause.sentence - known[0] <= _REMEMBERED_SENTENCES:
            return self._as_subject(view, known[1], known[1].entities, names[0])
        return None

    def _is_head(self, entity: EntityMention, view: View) -> bool:
        """Whether a name is what its subject speaks of, not whose: the mine closes in `Norway's oldest mine closed`."""
        if entity.role is not None or entity.kind is EntityKind.PERSON:
            return True
        at = view.token_at(entity.span.end)
        if at >= len(view.lower) or at == view.head:
            return True
        if view.tokens[at - 1].end > entity.span.end or view.lower[at].startswith(("'", "’")):
            return False
        token = view.tokens[at]
        if not token.text[0].isalpha() or not view.in_subject(Span(token.start, token.end)):
            return True
        covered = any(other.span.start <= token.start < other.span.end for other in view.entities)
        return not covered and any(view.lower[at] in words for words in self.triggers.roles.values())

    def _tells_of_a_thing(self, view: View) -> bool:
        """Whether a main clause has a subject that is a noun and names nobody."""
        subject = view.clause.subject
        if subject is None or view.clause.kind is not ClauseKind.MAIN:
            return False
        words = self.article.text[subject.start : subject.end].lower()
        if words in self.triggers.anaphors or any(words in group for group in self.triggers.pronouns.values()):
            return False
        return not any(view.in_subject(entity.span) and self._is_head(entity, view) for entity in view.entities)

    def _as_subject(self, view: View, other: View, entities: tuple[EntityMention, ...], name: str) -> View:
        """The clause that names whom a pronoun means, in the voice of the clause with the pronoun; remembered."""
        meant = replace(
            other, entities=entities, clause=replace(other.clause, verb=_voiced(other.clause.verb, view.clause.verb))
        )
        self.spoken_of[name] = (view.clause.sentence, meant)
        return meant
