"""Attachment: which date belongs to which event of a sentence (extraction 2.11)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.core.model import (
    AnchoredTimex,
    Attachment,
    ClauseKind,
    Document,
    EventType,
    Span,
    Tense,
    Timex,
    TimexType,
)
from dateline.find.triggers import SPEECH_TYPES, Hit, View, near_verb
from dateline.lexicon.triggers import Triggers

_NOUN_REACH = 3
"""Words between a noun and the date of its own noun phrase: `talks in Geneva on Friday`."""
_OWN_TIME = frozenset({ClauseKind.RELATIVE, ClauseKind.REPORTED, ClauseKind.QUOTE, ClauseKind.CONDITION})
_FRONT = 8
"""Characters from the start of a clause within which a date stands at its front."""
_BEHIND = 40
"""Characters by which a date before the event word counts as further away than one after it."""
_TAIL_REACH = 6
"""Words between a noun and a date behind it, where no verb of the clause is an event itself."""
_ATTRIBUTE_REACH = 8
"""Words from the date of an attribute to its participle."""
_SPOKEN_OF = (EventType.ATTACK, EventType.DISASTER)
"""What is spoken of with its own day, which is not the day of the speech."""
_CLEFT = 3
"""Words of a clause that says no more than a day, the day left out: it was on."""
_DATING = (TimexType.DATE, TimexType.TIME)
_COARSE = re.compile(r"\d{2,3}")
"""Values of centuries and decades."""


def attach(
    hit: Hit, view: View, hits: Sequence[Hit], views: Sequence[View], times: Sequence[Timex], lexicon: Triggers
) -> tuple[int | None, Attachment]:
    """Index of the time that dates a hit and how it came to it; `(None, NONE)` when the sentence has none for it.

    `hits` are all hits kept in the clause, `views` those of the sentence in order.
    """
    own = [index for index in view.times if dates(times[index])]
    # "In 1919, soon after the end of the war": what only came before or since dates nothing else.
    own = [index for index in own if view.token_at(times[index].span.start) not in view.worldly] or [
        index for index in own if not _bounds(index, view, times, lexicon)
    ]
    if hit.verb and lexicon.attribute_openers:
        own = [index for index in own if not _in_attribute(index, hit, view, times, lexicon)]
    # "Three seventeenth-century panels were stolen on Tuesday": the age of a thing is no day of an event.
    own = [index for index in own if not _COARSE.fullmatch(times[index].value)] or own
    own = [index for index in own if not _is_of_infinitive(index, hit, view, hits, times, lexicon)]
    if own:
        noun_of = {index: _noun_of(index, view, hits, times, lexicon) for index in own}
        mine = [index for index in own if noun_of[index] is hit]
        if mine:
            return _nearest(hit.span, mine, times, view), Attachment.CLAUSE
        if came_before(hit, view, lexicon):
            # "After protests the government took it back in 2016": 2016 is not when they protested.
            return None, Attachment.NONE
        free = [index for index in own if noun_of[index] is None]
        alone = not any(other.head for other in hits) and (view.title or near_verb(view, hit, lexicon))
        if not free and hit.type in SPEECH_TYPES and all(o.type in _SPOKEN_OF for o in noun_of.values() if o):
            # "claimed responsibility for Tuesday's attack": on Tuesday they attacked.
            return None, Attachment.NONE
        if hit.verb or hit.head or alone:
            # The main verb takes what no noun claims first; a date in the noun's phrase only if it has no other.
            pick = free or own
            place = hit.span
            parted = any(view.lower[at] in lexicon.infinitive for at in range(view.head + 1, hit.token))
            if not hit.verb and hit.head and view.clause.verb is not None and view.head >= 0 and not parted:
                # "The talks, postponed from April, began on Tuesday": the verb's date, not the one inserted.
                place = Span(view.tokens[view.head].start, view.tokens[view.head].end)
            return _nearest(place, pick, times, view), Attachment.CLAUSE if free else Attachment.SENTENCE
        behind = [index for index in free if 0 <= view.token_at(times[index].span.start) - hit.token <= _TAIL_REACH]
        if behind and not any(other.head for other in hits):
            return _nearest(hit.span, behind, times, view), Attachment.CLAUSE
        return None, Attachment.NONE
    return _from_sentence(hit, view, views, times, lexicon)


def _is_of_infinitive(
    index: int, hit: Hit, view: View, hits: Sequence[Hit], times: Sequence[Timex], lexicon: Triggers
) -> bool:
    """Whether an expression belongs to an infinitive that hangs on the verb: `agreed to meet again on 21 May`.

    In German it stands before it, behind a comma: `beschloss, am 21. Mai zu verhandeln`.
    """
    if not (hit.verb and hit.head) or hit.infinitive:
        return False
    at = view.token_at(times[index].span.start)
    parted = "," in view.lower[hit.token : at]
    return any(
        other.infinitive
        and hit.token < other.token
        and (
            (other.token < at and view.lower[other.token - 1] in lexicon.infinitive)
            or (parted and at < other.token and "," not in view.lower[at : other.token])
        )
        for other in hits
    )


def anchored_at(document: Document, index: int | None) -> AnchoredTimex | None:
    """The expression of that number with its days, where it has any."""
    return document.anchored[index] if index is not None and index < len(document.anchored) else None


def came_before(hit: Hit, view: View, lexicon: Triggers) -> bool:
    """Whether a noun only tells after what the clause's verb came to pass: `After protests the rector resigned`."""
    if hit.verb or hit.head or view.head < 0:
        return False
    for at in range(hit.token - 1, max(-1, hit.token - 1 - _NOUN_REACH), -1):
        if at == view.head or at in view.dated or not view.tokens[at].text[0].isalnum():
            return False
        if view.lower[at] in lexicon.sequel:
            return True
    return False


def _in_attribute(index: int, hit: Hit, view: View, times: Sequence[Timex], lexicon: Triggers) -> bool:
    """Whether a date stands in a German attribute, and the event is another: `Die im Mai eingesetzten Richter …`."""
    at = view.token_at(times[index].span.start)
    if at < 2 or view.lower[at - 2] not in lexicon.attribute_openers or view.lower[at - 1] in lexicon.attribute_openers:
        return False
    if view.tokens[at - 1].text[0].isupper() or (at > 2 and view.lower[at - 3] == ","):
        # "den Montag …", ", der am Montag kam": a noun, a relative clause.
        return False
    # The participle of the attribute itself has the date.
    return not (at < hit.token <= at + _ATTRIBUTE_REACH and hit.token != view.head)


def _bounds(index: int, view: View, times: Sequence[Timex], lexicon: Triggers) -> bool:
    """Whether an occurrence stands after a word of before, after or since: a bound, no date."""
    at = view.token_at(times[index].span.start)
    return at in view.worldly and any(
        view.lower[back] in lexicon.temporal or view.lower[back] in lexicon.since for back in range(max(0, at - 2), at)
    )


def _nearest(place: Span, candidates: Sequence[int], times: Sequence[Timex], view: View) -> int:
    """The nearer expression; what follows the event word is nearer than what precedes it (68 % of cases)."""

    def distance(index: int) -> tuple[float, int]:
        span = times[index].span
        gap = span.start - place.end
        if gap >= 0:
            return gap, index
        if view.own and span.start - view.tokens[view.own[0]].start <= _FRONT:
            # Fronted: "On Friday …", "I fredags medgav …".
            return 0, index
        return _BEHIND + place.start - span.end, index

    # A clock time alone dates nothing while a day stands beside it.
    days = [index for index in candidates if times[index].type is TimexType.DATE]
    return min(days or candidates, key=distance)


def _noun_of(index: int, view: View, hits: Sequence[Hit], times: Sequence[Timex], lexicon: Triggers) -> Hit | None:
    """The noun in whose phrase an expression stands: right before it (`Friday's talks`) or close behind it."""
    span = times[index].span
    first, last = view.token_at(span.start), view.token_at(span.end - 1)
    for hit in hits:
        if hit.verb:
            continue
        if 0 < hit.token - last <= 2 and all(
            view.tokens[at].text.islower() and at != view.head and view.lower[at] not in lexicon.sequel
            for at in range(last + 1, hit.token)
        ):
            # "Friday's talks", "fredagens möte", "die für Freitag angesetzte Probe".
            return hit
        between = range(hit.token + 1, first)
        if any(not view.tokens[at].text[0].isalnum() for at in between):
            continue
        if 0 <= first - hit.token - 1 <= _NOUN_REACH and view.head not in between:
            # Behind the noun the date is the noun's only where the verb has had its place: before the verb.
            if view.head < 0 or first < view.head:
                return hit
            spoken_of = hit.type in _SPOKEN_OF and any(o.head and o.type in SPEECH_TYPES for o in hits)
            if (len(between) <= 1 or spoken_of) and not hit.head:
                return hit
    return None


def _only_says_when(view: View, lexicon: Triggers) -> bool:
    """Whether a clause says no more than a day: `It was on 4 March that …`; a pronoun, its verb, a preposition."""
    other = [at for at in view.own if at not in view.dated and view.tokens[at].text[0].isalnum()]
    pronoun = any(view.lower[at] in lexicon.pronouns.get("body", ()) for at in other)
    return pronoun and len(other) <= _CLEFT and view.head in other and not view.entities


def _from_sentence(
    hit: Hit, view: View, views: Sequence[View], times: Sequence[Timex], lexicon: Triggers
) -> tuple[int | None, Attachment]:
    """A date of a clause coordinated before this one; relative, reported and conditional clauses keep theirs."""
    kind = view.clause.kind
    verb = view.clause.verb
    governor = next((v for v in views if v.index == view.clause.governor), None)
    if governor is not None and (kind not in _OWN_TIME or hit.token not in view.own):
        if hit.token not in view.own:
            # What a relative clause says of a noun before it: the noun's date is in the clause above.
            found = [index for index in governor.times if dates(times[index])]
            return (found[0], Attachment.SENTENCE) if found else (None, Attachment.NONE)
        same_time = (view.clause.connective or "").split(" ")[0].lower() in lexicon.same_time
        cleft = kind is ClauseKind.SUBORDINATE and _only_says_when(governor, lexicon)
        if same_time or cleft or (verb is not None and verb.tense is Tense.INFINITIVE):
            # "when it exploded", "began to fill the lake": one time for both.
            found = [index for index in governor.times if dates(times[index])]
            if found:
                return found[0], Attachment.SENTENCE
    heads = _coordinated(view, views, times)
    for other in views:
        if other.clause.governor in heads and other.clause.kind is ClauseKind.SUBORDINATE:
            found = [index for index in other.times if dates(times[index])]
            if found and (other.clause.connective or "").split(" ")[0].lower() in lexicon.same_time:
                return found[0], Attachment.SENTENCE
    if kind not in (ClauseKind.MAIN, ClauseKind.SUBORDINATE, ClauseKind.FRAGMENT):
        return None, Attachment.NONE
    earlier = [v for v in views if v.index < view.index and v.clause.kind in (ClauseKind.MAIN, ClauseKind.FRAGMENT)]
    if kind is ClauseKind.SUBORDINATE:
        return None, Attachment.NONE
    for other in reversed(earlier):
        found = [index for index in other.times if dates(times[index])]
        if found:
            if _is_date_line(other):
                return found[0], Attachment.CLAUSE
            if _tense(other) != _tense(view):
                return None, Attachment.NONE
            return found[0], Attachment.SENTENCE
    return None, Attachment.NONE


def _coordinated(view: View, views: Sequence[View], times: Sequence[Timex]) -> list[int]:
    """A clause, and those after it that a coordinator ties to it: "Two died and nine were hurt when the roof fell"."""
    out = [view.index]
    for other in views:
        tied = other.index == out[-1] + 1 and other.clause.connective is not None
        alike = (other.clause.kind, other.clause.governor) == (view.clause.kind, view.clause.governor)
        if tied and alike and not any(dates(times[index]) for index in other.times):
            out.append(other.index)
    return out


def _is_date_line(view: View) -> bool:
    """Whether a clause is nothing but a date, as in a chronicle: `3 March: The bridge opens.`"""
    words = [at for at in view.own if view.tokens[at].text[0].isalnum()]
    return view.clause.verb is None and len([at for at in words if at not in view.dated]) <= 1


def dates(timex: Timex) -> bool:
    """Whether an expression can date an event: `now`, `recently` and durations do not."""
    clock_only = timex.type is TimexType.TIME and timex.steps[:1] and timex.steps[0].startswith("clock")
    return timex.type in _DATING and not timex.value.endswith("_REF") and not clock_only


def _tense(view: View) -> str | None:
    verb = view.clause.verb
    if verb is None:
        return None
    return {"perfect": "past", "pluperfect": "pluperfect", "past": "past"}.get(verb.tense.value, verb.tense.value)
