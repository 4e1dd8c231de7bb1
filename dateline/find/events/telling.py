"""Telling: the events of one sentence, chosen among the hits of its clauses, judged, cast and put to their dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.core.model import (
    Article,
    Attachment,
    Clause,
    ClauseKind,
    EntityKind,
    EntityMention,
    EventMention,
    EventType,
    Factuality,
    Gate,
    Label,
    Review,
    Role,
    Span,
    Tense,
    Tier,
    Timex,
    TimexType,
    VerbGroup,
)
from dateline.find.events.attach import attach, dates
from dateline.find.events.figures import find_figures
from dateline.find.events.participants import SURE, Cast, find_cast, governor, is_named, with_topic
from dateline.find.factuality import Verdict, judge, undoing
from dateline.find.triggers import SPEECH_TYPES, Hit, View, find_triggers
from dateline.lexicon.language import LanguagePack
from dateline.lexicon.triggers import Term, Triggers

_OPEN_WEIGHT = 0.4
_SAID_WEIGHT = 0.6
_ADVERB = 6
"""Letters that may stand between a noun that points back and its verb: `the company also`."""
_SAID_WORDS = 5
"""Words at least of what is said, so that it says something."""
IN_PASSING = "in passing"
"""Cue of a noun that nothing in its clause carries: `according to Sunday's vote`."""
_COMPLEMENTS = frozenset({ClauseKind.REPORTED, ClauseKind.QUOTE})
_DATING = (TimexType.DATE, TimexType.TIME)
_WITNESSED = frozenset({EventType.ATTACK, EventType.DISASTER, EventType.COERCE, EventType.PROTEST})
"""What is told of and not done by telling."""
_FACTUAL = frozenset(
    {Factuality.HAPPENED, Factuality.ONGOING, Factuality.ALLEGED, Factuality.PLANNED, Factuality.CANCELLED}
)


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
    return replace(view, entities=subject) if any(e.kind is not EntityKind.PLACE for e in subject) else view


class Telling:
    """The events of one sentence."""

    def __init__(
        self,
        article: Article,
        views: Sequence[View],
        every: Sequence[View],
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
        self.every = {view.index: view for view in every}
        self.times = times
        self.clauses = clauses
        self.pack = pack
        self.triggers: Triggers = pack.triggers  # type: ignore[assignment]
        self.label = label
        self.topic = topic
        self.spoken_of = spoken_of if spoken_of is not None else {}
        """Whom a pronoun meant last, and in which sentence."""
        self.meant: dict[int, View] = {}
        """Clauses that name whom the subject of a clause means."""
        self.officials = officials
        """People who are known or were named with an office."""
        self.gaps: list[str] = []

    def events(self) -> list[EventMention]:
        kept: dict[int, list[Hit]] = {}
        for view in self.views:
            view.times = tuple(index for index in view.times if not self._is_compared(view, index))
            view.light = self._light(view)
            view.entities = tuple(entity for entity in view.entities if not self._dates_only(view, entity))
            meant = self._meant(view)
            if meant is not None:
                self.meant[view.index] = meant
            kept[view.index] = self._choose(view, find_triggers(view, self.triggers, self.times))
        out: list[EventMention] = []
        for view in self.views:
            opened = None if kept[view.index] else self._open(view) or self._said(view, kept)
            hits = kept[view.index] if opened is None else [opened]
            for hit in hits:
                event = self._event(view, hit, hits)
                if event is not None:
                    out += self._respectively(event, view)
        return self._without_sayings(self._undone(out, kept))

    def _is_compared(self, view: View, index: int) -> bool:
        """Whether a time only measures, or belongs to a remark: `17 per cent compared to March`, `(born 1953)`."""
        at = view.token_at(self.times[index].span.start)
        opened = next((back for back in range(at - 1, -1, -1) if view.lower[back] in "()"), -1)
        if opened >= 0 and view.lower[opened] == "(" and opened < at - 1:
            return True
        return any(view.lower[back] in self.triggers.compared for back in range(max(0, at - 3), at))

    def _dates_only(self, view: View, entity: EntityMention) -> bool:
        """Whether a name belongs to an expression of time: `on the king's 70th birthday`."""
        return any(
            "birthday" in self.times[index].rule and -1 <= self.times[index].span.start - entity.span.end <= 3
            for index in view.times
        )

    def _light(self, view: View) -> str | None:
        """Whether the clause's verb carries a noun's event: a light verb, or one that cancels, plans or refuses it."""
        if view.head < 0:
            return None
        word = view.lower[view.head]
        phase = self.triggers.light.get(word)
        if phase is None and self.pack.verbs is not None and self.pack.factuality is not None:
            lemma = self.pack.verbs.lemma(word)
            cues = self.pack.factuality.verbs
            own = {view.lower[at] for at in view.own}
            # "sagte … ab" is known as absagen.
            last = next((view.lower[at] for at in reversed(view.own) if view.lower[at].isalpha()), "")
            joined = [last + lemma] if self.triggers.halves else []
            classes = {
                name
                for word in (lemma, *joined)
                for particle, _, name in cues.get(word, ())
                if own.issuperset(particle or ())
            }
            if classes - {"called_for", "hypothetical"}:
                return "plain"
        return phase

    def _choose(self, view: View, hits: tuple[Hit, ...]) -> list[Hit]:
        """The best hit of a clause, and beside it only what has a date of its own."""
        chosen: list[Hit] = []
        if hits and hits[0].term.lemma in self.triggers.hosts:
            hosted = [hit for hit in hits[1:] if not hit.verb]
            hits = (replace(hosted[0], head=True),) if hosted else hits[:1]
        saying = next((hit for hit in hits if hit.head and hit.type in SPEECH_TYPES), None)
        if hits and saying is not None and not hits[0].head and self._judge(view, hits[0]).factuality not in _FACTUAL:
            # "called on parliament to ban the party": the call is the event.
            hits = (saying,)
        for hit in hits:
            if not chosen:
                chosen.append(hit)
                continue
            timex, how = attach(hit, view, [hit, *chosen], self.views, self.times, self.triggers)
            first, _ = attach(chosen[0], view, [*chosen, hit], self.views, self.times, self.triggers)
            if how is Attachment.CLAUSE and timex is not None and timex != first and hit.type is not chosen[0].type:
                chosen.append(hit)
        if chosen and not any(self._phrase(view, hit) for hit in chosen):
            for hit in hits:
                if hit.type is not chosen[0].type and self._phrase(view, hit) and len(chosen) == 1:
                    chosen.append(hit)
        if chosen and chosen[0].term.mode is None:
            mode = next((hit.term.mode for hit in hits if hit.term.mode and hit.type is chosen[0].type), None)
            if mode is not None:
                chosen[0] = replace(chosen[0], term=replace(chosen[0].term, mode=mode))
        return chosen

    def _phrase(self, view: View, hit: Hit) -> range | None:
        """The words of an occasion at the same time, with somebody in them: `during the visit of Nancy Pelosi`."""
        if hit.verb or hit.head:
            return None
        start = next(
            (at for at in range(hit.token - 1, max(-1, hit.token - 4), -1) if view.lower[at] in self.triggers.during),
            -1,
        )
        if start < 0 or any(at in view.dated for at in range(start, hit.token)):
            return None
        end = hit.token + 1
        while end < len(view.tokens) and end not in view.dated and end != view.head:
            end += 1
        first, last = view.tokens[start].start, view.tokens[end - 1].end
        named = any(
            e.kind is EntityKind.PERSON and e.confidence >= SURE and not e.commentator and first <= e.span.start < last
            for e in view.entities
        )
        return range(start, end) if named else None

    def _within(self, view: View, hit: Hit, hits: Sequence[Hit]) -> View:
        """The clause with the people of a hit alone: those in the phrase of an occasion are the occasion's."""
        phrases = [(other, words) for other in hits if (words := self._phrase(view, other)) is not None]
        if not phrases:
            return view
        other, words = phrases[0]
        first, last = view.tokens[words[0]].start, view.tokens[words[-1]].end
        mine = other is hit
        return replace(
            view,
            entities=tuple(
                e for e in view.entities if (first <= e.span.start < last) is mine or e.kind is EntityKind.PLACE
            ),
        )

    def _event(self, view: View, hit: Hit, hits: Sequence[Hit]) -> EventMention | None:
        clause = view.clause
        judged = self._judge(view, hit)
        around = self._around(view) if hit.token in view.own else self._above(view)
        subject = self.meant.get(view.index)
        cast = find_cast(
            hit, self._within(view, hit, hits), [*around, *self._same_time(view)], self.triggers, subject=subject
        )
        if not self._abroad(view):
            cast = with_topic(cast, self.topic)
        timex, how = attach(hit, view, hits, self.views, self.times, self.triggers)
        if timex is None and len(hits) > 1 and self._phrase(view, hit) is not None:
            main = next(other for other in hits if other is not hit)
            timex, how = attach(main, view, hits, self.views, self.times, self.triggers)
            how = Attachment.SENTENCE if timex is not None else how
        planned: int | None = None
        if judged.factuality is Factuality.CANCELLED and timex is not None:
            others = [i for i in view.times if i != timex and self.times[i].type is TimexType.DATE]
            planned = others[0] if others else None
        if judged.factuality is Factuality.CANCELLED and timex is None:
            timex, how = self._planned_in_relative(view)
        figures = find_figures(view, self.triggers.figures, self.times, hit.type)
        killed = hit.type is EventType.ATTACK and hit.term.lemma in self.triggers.casualties
        if killed and hit.term.mode is None and any(view.lower[at] in self.triggers.struggles for at in view.own):
            # "200 have died in Azerbaijan's struggle with Armenia": both fight.
            hit = replace(hit, term=replace(hit.term, mode="clash"))
            cast = find_cast(hit, self._within(view, hit, hits), around, self.triggers)
        type_ = hit.type
        if type_ in SPEECH_TYPES and any(figure.what == "votes_for" for figure in figures):
            # "141 of 193 member states called for a withdrawal": they voted.
            type_ = EventType.VOTE
        event = EventMention(
            id=f"{self.article.id}#{hit.span.start}",
            article=self.article.id,
            sentence=clause.sentence,
            clause=view.index,
            span=self._span(view),
            trigger=hit.span,
            lemma=hit.term.lemma,
            type=type_,
            factuality=judged.factuality,
            weight=round(hit.weight * judged.confidence, 3),
            cues=judged.cues if hit.verb or hit.head else (*judged.cues, IN_PASSING),
            mode=hit.term.mode,
            phase=hit.phase,
            attempt=judged.attempt,
            timex=timex,
            attachment=how,
            planned_timex=planned,
            participants=cast.participants,
            places=cast.places,
            countries=cast.countries,
            mentioned=cast.mentioned,
            figures=figures,
            attributed_to=clause.speaker,
            tier=Tier.BACKGROUND if self.label is Label.FACT_BOX else Tier.SIDE if hit.said else Tier.MAIN,
        )
        return replace(event, gate=self._gate(view, hit, event, cast), review=self._review(event, view, cast, judged))

    def _respectively(self, event: EventMention, view: View) -> list[EventMention]:
        """One event for each who has a date of its own: `Georgia and Ukraine left in 2008 and 2018, respectively`."""
        if not any(view.lower[at] in self.triggers.respectively for at in view.own):
            return [event]
        who = [p for p in event.participants if p.kind is EntityKind.COUNTRY and p.role is event.participants[0].role]
        when = [index for index in view.times if dates(self.times[index])]
        if len(who) != len(when) or len(who) < 2:
            return [event]
        rest = tuple(p for p in event.participants if p not in who)
        return [
            replace(
                event,
                id=event.id if n == 0 else f"{event.id}-{n + 1}",
                timex=index,
                attachment=Attachment.CLAUSE,
                participants=(one, *rest),
                countries=(one.entity,) if one.entity else event.countries,
                mentioned=(),
            )
            for n, (one, index) in enumerate(zip(who, when, strict=True))
        ]

    def _judge(self, view: View, hit: Hit) -> Verdict:
        """The judge's verdict; what a past clause of time tells is a fact, whatever was decided or asked above it."""
        judged = judge(view.index, hit.token, self.clauses, view.sentence, self.pack)
        verb = view.clause.verb
        if (
            judged.factuality in (Factuality.PLANNED, Factuality.CALLED_FOR)
            and view.clause.kind is ClauseKind.SUBORDINATE
            and verb is not None
            and verb.modal is None
            and verb.tense in (Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT)
            and (view.clause.connective or "").split(" ")[0].lower() in self.triggers.temporal
        ):
            return replace(judged, factuality=Factuality.HAPPENED)
        return judged

    def _planned_in_relative(self, view: View) -> tuple[int | None, Attachment]:
        """The date a relative clause gives for what was called off: `his visit, which was planned for 20 May`."""
        for other in self.views:
            if other.clause.governor == view.index and other.clause.kind is ClauseKind.RELATIVE:
                found = [index for index in other.times if dates(self.times[index])]
                if found:
                    return found[0], Attachment.SENTENCE
        return None, Attachment.NONE

    def _span(self, view: View) -> Span:
        """The clause where it stands alone, else the sentence."""
        if view.clause.kind is ClauseKind.MAIN and view.clause.subject is not None:
            return view.clause.span
        return view.sentence.span

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
            return [replace(above, entities=tuple(e for e in above.entities if above.in_subject(e.span)))]
        if kind in (ClauseKind.RELATIVE, ClauseKind.SUBORDINATE, ClauseKind.CONDITION):
            above = self.every.get(above_index) if above_index is not None else None
            if above is None:
                return []
            if kind is ClauseKind.RELATIVE:
                start = view.clause.span.start
                near = [entity for entity in above.entities if entity.span.end <= start]
                return [replace(above, entities=tuple(near[-1:]))]
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
            return [replace(before[-1], entities=place)]
        if before and before[-1].index in self.meant:
            # "He pointed to the bankruptcy, but stated …"
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
            replace(other, entities=tuple(e for e in other.entities if e.kind is EntityKind.PLACE))
            for other in self.views
            if other.clause.governor == view.index
            and other.clause.kind is ClauseKind.SUBORDINATE
            and (other.clause.connective or "").split(" ")[0].lower() in self.triggers.same_time
        ]

    def _abroad(self, view: View) -> bool:
        """Whether the words say that it was in another country than the one spoken of."""
        return any(
            tuple(view.lower[at : at + len(phrase)]) == phrase for phrase in self.triggers.abroad for at in view.own
        )

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
        names = [name for name in ("person", "body", "many") if any(w in pronouns.get(name, ()) for w in words)]
        nominal = any(
            word == noun or (word.startswith(noun + " ") and len(word) - len(noun) <= _ADVERB)
            for noun in self.triggers.nominal
        )
        if nominal:
            names = ["body"]
        if not names:
            return None
        kinds = {EntityKind.PERSON} if names == ["person"] else {EntityKind.COUNTRY, EntityKind.ORGANISATION}
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
            )
            if not found and nominal:
                found = tuple(
                    entity
                    for entity in other.entities
                    if entity.kind in kinds and entity.confidence >= SURE and not entity.commentator
                )[-1:]
            if found:
                return self._as_subject(view, other, found[:1], names[0])
        if known is not None and view.clause.sentence - known[0] <= _REMEMBERED_SENTENCES:
            return self._as_subject(view, known[1], known[1].entities, names[0])
        return None

    def _as_subject(self, view: View, other: View, entities: tuple[EntityMention, ...], name: str) -> View:
        """The clause that names whom a pronoun means, in the voice of the clause with the pronoun; remembered."""
        meant = replace(
            other, entities=entities, clause=replace(other.clause, verb=_voiced(other.clause.verb, view.clause.verb))
        )
        self.spoken_of[name] = (view.clause.sentence, meant)
        return meant

    def _gate(self, view: View, hit: Hit, event: EventMention, cast: Cast) -> Gate | None:
        clause = view.clause
        if clause.commentary:
            return Gate.COMMENTARY
        if clause.generic:
            return Gate.GENERIC
        if event.factuality in (Factuality.HYPOTHETICAL, Factuality.CALLED_FOR, Factuality.NEGATED):
            return Gate.FACTUALITY
        if hit.type in SPEECH_TYPES and not self._has_speaker(view, cast):
            return Gate.PARTICIPANT
        if hit.said and not self._has_office(cast):
            return Gate.PARTICIPANT
        if clause.kind is ClauseKind.QUOTE and event.timex is None:
            return Gate.COMMENTARY
        if not is_named(cast):
            return Gate.PARTICIPANT
        return None

    def _has_office(self, cast: Cast) -> bool:
        """Whether a body speaks, or somebody who is known or was named with an office: not `the farmer X`."""
        return any(
            p.role is Role.ACTOR
            and p.confidence >= SURE
            and (p.kind is not EntityKind.PERSON or p.entity in self.officials)
            for p in cast.participants
        )

    def _has_speaker(self, view: View, cast: Cast) -> bool:
        """Whether a state, a body, or somebody with an office says it: `the government in Tallinn`."""
        if any(p.role is Role.ACTOR and p.confidence >= SURE for p in cast.participants):
            return True
        if view.clause.verb is not None and view.clause.verb.passive and cast.countries:
            return True
        offices = (self.triggers.lists["leaders"], self.triggers.lists["officials"])
        return bool(cast.countries) and any(
            any(words.has(view.lower[at]) for words in offices)
            for at in view.own
            if view.in_subject(Span(view.tokens[at].start, view.tokens[at].end))
        )

    def _review(self, event: EventMention, view: View, cast: Cast, judged: Verdict) -> tuple[Review, ...]:
        out: list[Review] = []
        if event.factuality is Factuality.ALLEGED:
            out.append(Review.ALLEGED_ONLY)
        if any(not p.known and p.kind.value == "organisation" for p in cast.participants):
            out.append(Review.UNKNOWN_ORGANISATION)
        if view.clause.kind is ClauseKind.QUOTE:
            out.append(Review.QUOTE_ONLY)
        if event.tier is Tier.BACKGROUND:
            out.append(Review.BACKGROUND_ITEM)
        out += [reason for reason in judged.review if reason not in out]
        return tuple(out)

    def _undone(self, events: list[EventMention], kept: Mapping[int, Sequence[Hit]]) -> list[EventMention]:
        """Events called off, put off or stayed away from by a later clause of the sentence that names no other."""
        for view in self.views:
            if kept[view.index] or view.clause.verb is None or not events:
                continue
            earlier = [n for n, event in enumerate(events) if event.clause < view.index]
            if earlier:
                events[earlier[-1]] = self.undo(events[earlier[-1]], view)
            partner = next(
                (n for n, event in enumerate(events) if self.clauses[event.clause].governor == view.index), -1
            )
            if partner >= 0 and self._refuses(view):
                events[partner] = self._refused(events[partner], view)
        return events

    def undo(self, event: EventMention, view: View) -> EventMention:
        """The event as a clause leaves it that points back to it: `but was called off`, `They were postponed`."""
        verdict = undoing(view.clause, view.sentence, self.pack)
        if verdict is None:
            return event
        own = [index for index in view.times if dates(self.times[index])]
        cancelled = verdict.factuality is Factuality.CANCELLED
        return replace(
            event,
            factuality=verdict.factuality,
            planned_timex=event.timex if own and cancelled else event.planned_timex,
            timex=own[0] if own else event.timex,
            attachment=Attachment.CLAUSE if own else event.attachment,
            gate=None if event.gate is Gate.FACTUALITY else event.gate,
            cues=verdict.cues,
        )

    def _refuses(self, view: View) -> bool:
        """Whether a clause says that somebody stays away: `Armenia chose to stay at home`."""
        verbs, cues = self.pack.verbs, self.pack.factuality
        if verbs is None or cues is None:
            return False
        for at in view.own:
            for particle, _, name in cues.verbs.get(verbs.lemma(view.lower[at]), ()):
                if name == "refused" and all(word in view.lower[at + 1 : at + 5] for word in particle or ()):
                    return True
        return False

    def _refused(self, event: EventMention, view: View) -> EventMention:
        """A planned occasion of a when-clause that the main clause says somebody stayed away from."""
        if event.factuality not in (Factuality.PLANNED, Factuality.HAPPENED):
            return event
        hit = Hit(view.head, event.trigger, Term(event.lemma, event.type, True), True, True)
        cast = find_cast(hit, view, (), self.triggers)
        if not cast.own:
            return event
        known = {p.entity for p in cast.participants}
        return replace(
            event,
            factuality=Factuality.REFUSED,
            participants=(*cast.participants, *(p for p in event.participants if p.entity not in known)),
            countries=tuple(sorted({*event.countries, *cast.countries})),
            span=view.sentence.span,
            gate=None if event.gate in (Gate.FACTUALITY, Gate.PARTICIPANT) else event.gate,
            cues=(*event.cues, "refused by the main clause"),
        )

    def _without_sayings(self, events: list[EventMention]) -> list[EventMention]:
        """Sayings out whose complement tells an event that came to pass: the event is the news.

        What is announced to be done is dated by the announcement. A dated saying stays where its complement has no
        date of its own.
        """
        out = {event.id: event for event in events}
        for saying in events:
            if saying.type not in SPEECH_TYPES:
                continue
            told = [
                event
                for event in out.values()
                if event.type not in SPEECH_TYPES
                and event.factuality in _FACTUAL
                and self.clauses[event.clause].governor == saying.clause
                and self.clauses[event.clause].kind in _COMPLEMENTS
            ]
            if not told:
                continue
            first = told[0]
            reports = first.type is EventType.ECONOMY and first.factuality is Factuality.HAPPENED
            if reports and first.timex is not None:
                # "Ford said on Tuesday that sales rose in February": the report has its own day.
                continue
            if saying.timex is None or first.timex is not None:
                at_front = self.label in (Label.TITLE, Label.LEDE)
                told_verb = self.clauses[first.clause].verb
                past = told_verb is not None and told_verb.tense in (Tense.PAST, Tense.PERFECT)
                if first.timex is None and not (at_front and past and first.factuality is Factuality.HAPPENED):
                    # "announced that it seeks loans": nothing but the saying has a day.
                    out[first.id] = replace(first, detail_of=saying.id)
                    continue
                del out[saying.id]
            elif first.factuality is Factuality.HAPPENED and first.type not in _WITNESSED and self._announces(saying):
                out[first.id] = replace(first, timex=saying.timex, attachment=Attachment.SENTENCE)
                del out[saying.id]
        return list(out.values())

    def _said(self, view: View, kept: Mapping[int, Sequence[Hit]]) -> Hit | None:
        """A plain verb of saying that reports a plan, a figure or an event, by a body or somebody with an office."""
        clause, verb, verbs = view.clause, view.clause.verb, self.pack.verbs
        if verb is None or verb.head < 0 or verbs is None or clause.commentary or clause.generic or verb.negated:
            return None
        if verb.modal is not None or verb.tense not in (Tense.PAST, Tense.PERFECT, Tense.PRESENT):
            return None
        word = view.lower[verb.head]
        if word not in self.triggers.speech and verbs.lemma(word) not in self.triggers.speech:
            return None
        for other in self.views:
            told = other.clause
            if told.governor != view.index or told.kind not in _COMPLEMENTS or told.commentary:
                continue
            if len(other.own) >= _SAID_WORDS:
                token = view.tokens[verb.head]
                term = Term(verbs.lemma(word), EventType.STATEMENT, True)
                return Hit(verb.head, Span(token.start, token.end), term, True, True, weight=_SAID_WEIGHT, said=True)
        return None

    def _announces(self, saying: EventMention) -> bool:
        """Whether a verb of saying does by saying: announce, verkünden, tillkännage."""
        verbs, cues = self.pack.verbs, self.pack.factuality
        if verbs is None or cues is None:
            return False
        word = self.article.text[saying.trigger.start : saying.trigger.end].lower()
        return any(cue[-1] == "announced" for cue in cues.verbs.get(verbs.lemma(word), ()))

    def _open(self, view: View) -> Hit | None:
        """The open-trigger rule: a finite past verb nobody lists, dated or at the front, with a known actor."""
        clause = view.clause
        verb = clause.verb
        if verb is None or verb.head < 0 or clause.commentary or clause.generic or verb.modal is not None:
            return None
        if clause.kind not in (ClauseKind.MAIN, ClauseKind.FRAGMENT, ClauseKind.RELATIVE):
            return None
        present_title = self.label is Label.TITLE and verb.tense is Tense.PRESENT
        if verb.tense not in (Tense.PAST, Tense.PERFECT) and not present_title:
            return None
        word = view.lower[verb.head]
        here = view.tokens[verb.head].start
        if any(entity.span.start <= here < entity.span.end for entity in view.entities):
            return None
        verbs = self.pack.verbs
        lemma = verbs.lemma(word) if verbs is not None else word
        skip = self.triggers.stative | self.triggers.speech
        if word in skip or lemma in skip or lemma in self.triggers.light or word in self.triggers.light:
            return None
        if verbs is not None and word in verbs.auxiliaries:
            return None
        dated = any(self.times[index].type is TimexType.DATE and dates(self.times[index]) for index in view.times)
        if not dated and self.label not in (Label.TITLE, Label.LEDE):
            return None
        if not any(
            e.confidence >= SURE and not e.commentator and e.kind.value in ("country", "organisation", "person")
            for e in view.entities
        ):
            return None
        self.gaps.append(lemma)
        token = view.tokens[verb.head]
        term = Term(lemma, EventType.OTHER, True)
        return Hit(verb.head, Span(token.start, token.end), term, True, True, False, None, _OPEN_WEIGHT)
