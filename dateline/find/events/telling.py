"""Telling: the events of one sentence, chosen among the hits of its clauses, judged, cast and put to their dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.core.model import (
    Attachment,
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
    TimexType,
)
from dateline.core.values import replace
from dateline.find.events.attach import attach, came_before, dates
from dateline.find.events.figures import find_figures
from dateline.find.events.measured import is_compared
from dateline.find.events.participants import SURE, Cast, find_cast, is_named, with_topic
from dateline.find.events.sayings import NEWS, Sayings
from dateline.find.factuality import Verdict, judge, own_verdict, undoing
from dateline.find.triggers import SPEECH_TYPES, Hit, View, find_triggers
from dateline.lexicon.triggers import Term

IN_PASSING = "in passing"
"""Cue of a noun that nothing in its clause carries: `according to Sunday's vote`."""
_VOTED = SPEECH_TYPES | {EventType.AID, EventType.ECONOMY, EventType.OTHER}
"""Types that what is done by so many votes is none of."""


_CARRY_NOTHING = frozenset({"called_for", "hypothetical", "denied"})
"""What a verb says of a noun whose event it does not carry."""


class Telling(Sayings):
    """The events of one sentence."""

    def events(self) -> list[EventMention]:
        kept: dict[int, list[Hit]] = {}
        for view in self.views:
            if view.times:
                view.times = tuple(
                    [index for index in view.times if not is_compared(view, index, self.times, self.triggers)]
                )
            view.light = self._light(view)
            if view.times and view.entities:
                view.entities = tuple(entity for entity in view.entities if not self._dates_only(view, entity))
            meant = self._meant(view)
            if meant is not None:
                self.meant[view.index] = meant
            kept[view.index] = self._choose(view, find_triggers(view, self.triggers, self.times))
        out: list[EventMention] = []
        for view in self.views:
            hits = kept[view.index]
            if any(hit.token not in view.own and self._took_place(view, hit, kept) for hit in hits):
                continue
            if not hits or all(came_before(hit, view, self.triggers) for hit in hits):
                opened = self._open(view) or (None if hits else self._said(view, kept))
                hits = [*hits, opened] if opened is not None else hits
            for hit in hits:
                event = self._event(view, hit, hits)
                if event is not None:
                    out += self._respectively(event, view)
        told = [self._told(event) for event in self._without_sayings(self._undone(out, kept))]
        days = {event.timex for event in told if event.attachment is Attachment.INHERITED and event.gate is None}
        # What is told is the event; that somebody told it that day is none beside it.
        return [event for event in told if event.type not in SPEECH_TYPES or event.timex not in days]

    def _took_place(self, view: View, hit: Hit, kept: Mapping[int, Sequence[Hit]]) -> bool:
        """Whether what a relative clause says is off or put off did take place: `The talks, put off in May, began`."""
        home = next((each for each in self.views if hit.token in each.own), view)
        own = next((each for each in kept[home.index] if each.token == hit.token and each.head), None)
        if own is None or home is view or self._judge(home, own).factuality is not Factuality.HAPPENED:
            return False
        return self._judge(view, hit).factuality in (Factuality.CANCELLED, Factuality.PLANNED)

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
            rows = cues.get(lemma, ())
            if self.triggers.halves:
                # "sagte … ab" is known as absagen.
                last = next((view.lower[at] for at in reversed(view.own) if view.lower[at].isalpha()), "")
                rows = (*rows, *cues.get(last + lemma, ()))
            rows = tuple(row for row in rows if row[2] not in _CARRY_NOTHING)
            if rows:
                own = {view.lower[at] for at in view.own}
                if any(own.issuperset(particle or ()) for particle, _, _ in rows):
                    return "plain"
        if phase is None and word in self.triggers.carriers:
            with_ = self.triggers.carriers[word]
            return "plain" if any(view.lower[at] in with_ for at in view.own if at != view.head) else None
        return phase

    def _choose(self, view: View, hits: tuple[Hit, ...]) -> list[Hit]:
        """The best hit of a clause, and beside it only what has a date of its own."""
        chosen: list[Hit] = []
        hits = tuple(sorted(hits, key=lambda hit: came_before(hit, view, self.triggers))) if len(hits) > 1 else hits
        if hits and hits[0].term.lemma in self.triggers.hosts:
            hosted = [hit for hit in hits[1:] if not hit.verb]
            hits = (replace(hosted[0], head=True),) if hosted else hits[:1]
        saying = next((hit for hit in hits if hit.head and hit.type in SPEECH_TYPES), None)
        if hits and saying is not None and not hits[0].head and self._judge(view, hits[0]).factuality not in NEWS:
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
        if len(chosen) > 1 and chosen[0].type is EventType.LAW and chosen[0].head and chosen[1].infinitive:
            timex, _ = attach(chosen[0], view, chosen, self.views, self.times, self.triggers)
            if timex is None and self._judge(view, chosen[1]).factuality is Factuality.PLANNED:
                # "decided to close the border on 14 March": what is decided is the event, unless both have days.
                chosen = chosen[1:]
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
        """The words of an occasion at the same time, with somebody in them: `during the visit of the queen`."""
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
            cast = with_topic(cast, self.topic, self.topic if hit.type in SPEECH_TYPES else self.scene)
        if judged.factuality is Factuality.REFUSED and view.clause.subject is None and around:
            # "declared an emergency and cancelled a trip to the summit": whoever did the one did the other.
            cast = self._with_refuser(cast, find_cast(hit, around[0], (), self.triggers))
        timex, how = attach(hit, view, hits, self.views, self.times, self.triggers)
        if timex is None and len(hits) > 1 and self._phrase(view, hit) is not None:
            main = next(other for other in hits if other is not hit)
            timex, how = attach(main, view, hits, self.views, self.times, self.triggers)
            how = Attachment.SENTENCE if timex is not None else how
        if timex is None and len(hits) == 1 and judged.factuality in (Factuality.CANCELLED, Factuality.REFUSED):
            # The verb that undoes it has the clause's date: "sagte am Montag seine Teilnahme am Gipfel ab".
            timex = next((index for index in view.times if dates(self.times[index])), None)
            how = Attachment.CLAUSE if timex is not None else how
        planned: int | None = None
        if judged.factuality is Factuality.CANCELLED and timex is not None:
            others = [i for i in view.times if i != timex and self.times[i].type is TimexType.DATE]
            planned = others[0] if others else None
        if judged.factuality is Factuality.CANCELLED and timex is None:
            timex, how = self._planned_in_relative(view)
        figures = find_figures(view, self.triggers.figures, self.times, hit.type)
        killed = hit.type is EventType.ATTACK and hit.term.lemma in self.triggers.casualties
        if killed and hit.term.mode is None and any(view.lower[at] in self.triggers.struggles for at in view.own):
            # "Many fell in Norway's war with Sweden": both fight.
            hit = replace(hit, term=replace(hit.term, mode="clash"))
            cast = find_cast(hit, self._within(view, hit, hits), around, self.triggers)
        elif killed and self._is_unarmed(view, cast):
            hit = replace(hit, term=replace(hit.term, type=EventType.DISASTER))
        type_ = hit.type
        if type_ in _VOTED and any(figure.what == "votes_for" for figure in figures):
            # "30 of 45 councillors asked for a new bridge", "granted the credit by 30 votes to 15": they voted.
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

    def _with_refuser(self, cast: Cast, other: Cast) -> Cast:
        """A cast with who stays away as its only actors."""
        who = tuple(p for p in other.participants if p.role is Role.ACTOR)
        if not who:
            return cast
        rest = tuple(replace(p, role=Role.OTHER) if p.role is Role.ACTOR else p for p in cast.participants)
        countries = tuple(sorted({*cast.countries, *other.countries}))
        return replace(cast, participants=(*who, *rest), countries=countries)

    def _is_unarmed(self, view: View, cast: Cast) -> bool:
        """Whether people were killed by nobody and nothing that the sentence names: `Four were killed in Peru`."""
        verb = view.clause.verb
        if (
            verb is None
            or not (verb.passive or self._lacks_object(view))
            or any(p.role is Role.ACTOR for p in cast.participants)
        ):
            return False
        agents = self.triggers.roles["agent"]
        if any(view.lower[at] in agents and at + 1 not in view.dated for at in view.own if at > view.head):
            return False
        lists = [self.triggers.lists[name] for name in ("weapons", "armed", "forces", "police")]
        return not any(word in self.triggers.struggles or any(each.has(word) for each in lists) for word in view.lower)

    def _lacks_object(self, view: View) -> bool:
        """Whether nothing but a place or a time follows the verb: the headline `Four killed in a pit`."""
        after = view.head + 1
        roles = self.triggers.roles
        return after >= len(view.lower) or after in view.dated or view.lower[after] in roles["place"] | roles["other"]

    def _respectively(self, event: EventMention, view: View) -> list[EventMention]:
        """One event for each who has a date of its own: `Malta and Cyprus joined in 1964 and 1968, respectively`."""
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
        if hit.head and hit.type in (EventType.OTHER, EventType.CRITICISM) and judged.factuality is Factuality.HAPPENED:
            own = own_verdict(view.clause, view.sentence, self.pack)
            if own is not None and (hit.type is EventType.OTHER or own.factuality is Factuality.REFUSED):
                return own
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
        if hit.said and self.label not in (Label.TITLE, Label.LEDE) and not self._is_known_speaker(cast):
            # An official of the hour who comments what others did: no event beside it.
            return Gate.IMPORTANCE
        if clause.kind is ClauseKind.QUOTE and event.timex is None:
            return Gate.COMMENTARY
        if not is_named(cast) and not self.homely:
            return Gate.PARTICIPANT
        return None

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
            relative = view.clause.kind is ClauseKind.RELATIVE
            if earlier and not (relative and events[earlier[-1]].trigger.start > view.clause.span.start):
                # A relative clause undoes what stands before it, not the verb that comes after.
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
        if verdict is None or not self._names_nothing_else(view):
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

    def _names_nothing_else(self, view: View) -> bool:
        """Whether a clause that undoes something leaves it to a pronoun what: not `all departures were called off`."""
        verb = view.clause.verb
        if self._points_back(view):
            return verb is None or verb.passive or not self._has_noun_after(view)
        return any(view.lower[at] in self.triggers.anaphors for at in view.own if at > view.head)

    def _has_noun_after(self, view: View) -> bool:
        """Whether a clause's verb is followed by a word of its own that is no small word, name of a day or particle."""
        verbs = self.pack.verbs
        return verbs is not None and any(
            at > view.head
            and at not in view.dated
            and view.lower[at].isalpha()
            and not verbs.word(view.lower[at])
            and not verbs.flags(view.lower[at])
            and view.lower[at] not in verbs.particles
            and view.lower[at] not in verbs.separable
            for at in view.own
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
