"""Sayings: what is told by saying it, and which of the saying and the said is the event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.core.model import (
    Attachment,
    ClauseKind,
    EntityKind,
    EventMention,
    EventType,
    Factuality,
    Label,
    Role,
    Span,
    Tense,
    Tier,
    TimexType,
)
from dateline.core.values import replace
from dateline.find.events.attach import dates
from dateline.find.events.company import Company
from dateline.find.events.participants import SURE, Cast
from dateline.find.factuality import own_verdict, undoing
from dateline.find.triggers import SPEECH_TYPES, Hit, View
from dateline.lexicon.triggers import Term
from dateline.lexicon.verbs import GERUND, PRONOUN

_OPEN_WEIGHT = 0.4
_SAID_WEIGHT = 0.6
_SAID_WORDS = 5
"""Words at least of what is said, so that it says something."""
_COMPLEMENTS = frozenset({ClauseKind.REPORTED, ClauseKind.QUOTE})
_WITNESSED = frozenset({EventType.ATTACK, EventType.DISASTER, EventType.COERCE, EventType.PROTEST})
"""What is told of and not done by telling."""
OBSERVED = _WITNESSED | {
    EventType.MOBILISE,
    EventType.MEETING,
    EventType.TECHNOLOGY,
    EventType.DEESCALATE,
    EventType.OTHER,
}
"""What is told of when it is over; all else is done or made known by being told."""
FACTUAL = frozenset(
    {Factuality.HAPPENED, Factuality.ONGOING, Factuality.ALLEGED, Factuality.PLANNED, Factuality.CANCELLED}
)

NEWS = FACTUAL | {Factuality.REFUSED}
"""What is the event itself where a verb of saying stands above it: `refused to sign`."""


class Sayings(Company):
    """A sentence whose verbs of saying are weighed against what they say."""

    def _has_office(self, cast: Cast) -> bool:
        """Whether a body speaks, or somebody who is known or was named with an office: not `the farmer X`."""
        return any(
            p.role is Role.ACTOR
            and p.confidence >= SURE
            and (p.kind is not EntityKind.PERSON or p.entity in self.officials)
            for p in cast.participants
        )

    def _is_known_speaker(self, cast: Cast) -> bool:
        """Whether a state, a body or a person of the gazetteer speaks, not an official of the hour."""
        return any(
            p.role is Role.ACTOR and p.confidence >= SURE and (p.kind is not EntityKind.PERSON or p.known)
            for p in cast.participants
        )

    def _has_speaker(self, view: View, cast: Cast) -> bool:
        """Whether a state, a body, or somebody with an office says it: `the cabinet in Oslo`."""
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
                and event.factuality in FACTUAL
                and self.clauses[event.clause].governor == saying.clause
                and self.clauses[event.clause].kind in _COMPLEMENTS
            ]
            if not told:
                continue
            first = told[0]
            reports = first.type is EventType.ECONOMY and first.factuality is Factuality.HAPPENED
            if reports and first.timex is not None:
                # "Volvo said on Friday that orders grew in May": the report has its own day.
                continue
            if saying.timex is None or first.timex is not None:
                at_front = self.label in (Label.TITLE, Label.LEDE)
                told_verb = self.clauses[first.clause].verb
                past = told_verb is not None and told_verb.tense in (Tense.PAST, Tense.PERFECT) and not reports
                if first.timex is None and not (at_front and past and first.factuality is Factuality.HAPPENED):
                    # "declared that it needs pilots": nothing but the saying has a day.
                    out[first.id] = replace(first, detail_of=saying.id)
                    continue
                del out[saying.id]
            elif first.factuality is Factuality.HAPPENED and first.type not in _WITNESSED and self._announces(saying):
                out[first.id] = replace(first, timex=saying.timex, attachment=Attachment.SENTENCE)
                del out[saying.id]
            elif first.factuality is Factuality.HAPPENED and first.type in OBSERVED and saying.tier is Tier.SIDE:
                # "Rockets hit the port on Wednesday, the ministry said on Thursday": who told it, no more.
                del out[saying.id]
        return list(out.values())

    def _told(self, event: EventMention) -> EventMention:
        """An event without a day, with the day on which its sentence says it was told: `…, police said on Monday`.

        That day bounds it; `find/events/dating.py` tells how closely.
        """
        if event.timex is not None:
            return event
        for view in self.views:
            found = [index for index in view.times if self.times[index].type is TimexType.DATE]
            found = [index for index in found if dates(self.times[index])]
            if found and self._tells_of(view, event.clause):
                return self.told_on(event, found[0])
        return event

    def told_on(self, event: EventMention, day: int) -> EventMention:
        """An event without a day, dated by the expression that says when it was told."""
        verb = self.clauses[event.clause].verb
        if event.timex is not None or event.type in SPEECH_TYPES or verb is None:
            return event
        if event.factuality not in (Factuality.HAPPENED, Factuality.ALLEGED, Factuality.REFUSED, Factuality.CANCELLED):
            return event
        reported = self.clauses[event.clause].kind is ClauseKind.REPORTED
        tenses = {Tense.PAST, Tense.PERFECT}
        if event.type not in OBSERVED:
            tenses.add(Tense.PRESENT)
        elif reported:
            # "Police said that they had arrested …"
            tenses.add(Tense.PLUPERFECT)
        if verb.tense not in tenses:
            return event
        return replace(event, timex=day, attachment=Attachment.INHERITED)

    def day_of_telling(self) -> int | None:
        """The expression that says when the sentence before was told: `Det meddelade bolaget på onsdagen`."""
        view, verbs = self.views[0], self.pack.verbs
        if len(self.views) > 1 or verbs is None or not view.own or view.clause.kind is not ClauseKind.MAIN:
            return None
        first = view.own[0]
        people = self.triggers.pronouns.get("person", frozenset()) | self.triggers.pronouns.get("many", frozenset())
        if not (first < view.head <= first + 2 and verbs.word(view.lower[first]) & PRONOUN):
            return None
        if view.lower[first] in people:
            return None
        found = [index for index in view.times if self.times[index].type is TimexType.DATE]
        found = [index for index in found if dates(self.times[index])]
        return found[0] if found and self._is_saying(view) else None

    def _tells_of(self, view: View, told: int) -> bool:
        """Whether a clause says who told what another tells: above it, or beside it (`wie die Polizei sagte`)."""
        clause, verbs = view.clause, self.pack.verbs
        if view.index == told or view.head < 0 or verbs is None or clause.verb is None or clause.verb.negated:
            return False
        above = self.clauses[told].governor == view.index and self.clauses[told].kind is ClauseKind.REPORTED
        beside = (
            clause.kind is ClauseKind.SUBORDINATE
            and clause.governor == told
            and (clause.connective or "").lower() in self.triggers.told
        )
        return (above or beside) and self._is_saying(view)

    def _is_saying(self, view: View) -> bool:
        """Whether a clause's verb is one of saying."""
        verbs = self.pack.verbs
        if verbs is None:
            return False
        lemma = verbs.lemma(view.lower[view.head])
        last = next((view.lower[at] for at in reversed(view.own) if view.lower[at].isalpha()), "")
        cues = self.pack.factuality
        return cues is not None and bool(
            {lemma, last + lemma, view.lower[view.head]} & (cues.speech | self.triggers.speech)
        )

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
        """The open-trigger rule: a finite verb nobody lists, in a clause with a date of its own, past or ahead;
        without a date only at the front of the article, where it has a known actor."""
        clause = view.clause
        verb = clause.verb
        if verb is None or verb.head < 0 or clause.commentary or clause.generic or verb.modal not in (None, "plan"):
            return None
        present_title = self.label is Label.TITLE and verb.tense is Tense.PRESENT
        own = [index for index in view.times if not self._is_aside(view, index)]
        dated = any(self.times[index].type is TimexType.DATE and dates(self.times[index]) for index in own)
        ahead = dated and verb.tense in (Tense.PRESENT, Tense.FUTURE, Tense.CONDITIONAL)
        before = dated and verb.tense is Tense.PLUPERFECT
        reported = clause.kind is ClauseKind.REPORTED and (
            # "The mediator says that a new day will be sought in May"; "a train left the rails on Monday, police said".
            (ahead and clause.connective)
            or (dated and self.label is Label.LEDE and view.index < (clause.governor or 0))
        )
        if clause.kind not in (ClauseKind.MAIN, ClauseKind.FRAGMENT, ClauseKind.RELATIVE) and not reported:
            return None
        if verb.tense not in (Tense.PAST, Tense.PERFECT) and not present_title and not ahead and not before:
            return None
        word = view.lower[verb.head]
        here = view.tokens[verb.head].start
        if any(entity.span.start <= here < entity.span.end for entity in view.entities):
            return None
        verbs = self.pack.verbs
        lemma = verbs.lemma(word) if verbs is not None else word
        stative, speech = self.triggers.stative, self.triggers.speech
        undone = own_verdict(clause, view.sentence, self.pack)
        past = dated and verb.tense in (Tense.PAST, Tense.PERFECT) and clause.kind is ClauseKind.MAIN
        slight = past and lemma in self.triggers.slight
        cancelled = undone is not None and undone.factuality is Factuality.CANCELLED
        known = word in stative or word in speech or lemma in stative or lemma in speech
        if known and not slight and not cancelled:
            return None
        if verbs is not None and word in verbs.auxiliaries and not slight:
            return None
        if verbs is not None and verb.tense is Tense.PAST and verbs.flags(word) & GERUND:
            # "The train was carrying 150 people": how it was when something happened.
            return None
        if not dated and self.label not in (Label.TITLE, Label.LEDE):
            return None
        if self._points_back(view) and undoing(clause, view.sentence, self.pack) is not None:
            # "They were called off": what was told before is.
            return None
        if not dated and not any(
            e.confidence >= SURE and not e.commentator and e.kind.value in ("country", "organisation", "person")
            for e in view.entities
        ):
            return None
        self.gaps.append(lemma)
        token = view.tokens[verb.head]
        term = Term(lemma, EventType.OTHER, True)
        return Hit(verb.head, Span(token.start, token.end), term, True, True, False, None, _OPEN_WEIGHT)

    def _is_aside(self, view: View, index: int) -> bool:
        """Whether a time stands between two commas before the verb, where it tells of the subject alone, or only says
        how long: `The keeper, signed last winter, will help`, `gets a contract until 2021`."""
        start, end = view.token_at(self.times[index].span.start), view.token_at(self.times[index].span.end)
        before = view.lower[start - 1] if start else ""
        present = view.clause.verb is not None and view.clause.verb.tense is Tense.PRESENT
        if present and before in self.triggers.limits and view.head < start:
            return True
        first = view.own[0] if view.own else 0
        return "," in view.lower[first + 1 : start] and "," in view.lower[end : view.head]

    def _points_back(self, view: View) -> bool:
        """Whether a clause has no subject of its own, or one that stands for what was told before."""
        subject = view.clause.subject
        return subject is None or self.article.text[subject.start : subject.end].lower() in self.triggers.anaphors
