"""What events are to each other: a statement made at a meeting, a deployment after unrest, a possible double."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.core.model import Document, Event, EventType, Factuality, Review, Tier
from dateline.gather.compose import with_review
from dateline.gather.sketch import Reach, Sketch, World, reach

T = EventType
SPOKEN = frozenset({T.STATEMENT, T.CRITICISM, T.DEMAND})
OCCASIONS = frozenset({T.MEETING})
NEAR_SENTENCES = 6
FOLLOW_DAYS = 31

FOLLOWS: Mapping[EventType, frozenset[EventType]] = {
    T.MOBILISE: frozenset({T.PROTEST, T.ATTACK}),
    T.COERCE: frozenset({T.PROTEST}),
    T.DEESCALATE: frozenset({T.ATTACK, T.MOBILISE}),
    T.COURT: frozenset({T.COERCE, T.DISASTER}),
    T.AID: frozenset({T.DISASTER}),
    T.SANCTION: frozenset({T.ATTACK}),
}
"""What may be the answer to what. An event follows another only when one article tells of both, close together."""


def relate(
    events: Sequence[Event], members: Sequence[Sequence[Sketch]], documents: Mapping[str, Document], world: World
) -> list[Event]:
    """The events with what they are part of and what they follow; `members` are their tellings, in the same order."""
    tellings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, group in enumerate(members):
        for member in group:
            tellings[member.article].append((member.mention.sentence, place))
    part_of: dict[int, set[int]] = defaultdict(set)
    follows: dict[int, set[int]] = defaultdict(set)
    for article in sorted(tellings):
        rows = sorted(tellings[article])
        for position, (sentence, place) in enumerate(rows):
            for other_sentence, other in rows[max(0, position - 40) : position + 40]:
                if other == place or abs(other_sentence - sentence) > NEAR_SENTENCES:
                    continue
                if _is_part(events[place], events[other]):
                    part_of[place].add(other)
                elif _comes_after(events[place], events[other], world):
                    follows[place].add(other)
    for place, other in _same_body_and_day(events):
        if _is_part(events[place], events[other]):
            part_of[place].add(other)
    out = []
    for place, event in enumerate(events):
        parents = _nearest(part_of[place], event, events)
        out.append(
            replace(
                event,
                part_of=tuple(events[parent].key for parent in parents),
                follows=tuple(sorted(events[other].key for other in follows[place])),
                tier=Tier.SIDE if parents and event.type in SPOKEN and event.tier is Tier.MAIN else event.tier,
            )
        )
    return out


def doubt(events: Sequence[Event], doubts: Mapping[int, Sequence[tuple[float, int, str]]]) -> list[Event]:
    """The events with those they may be the same as, and a reason for review where there is one."""
    out = []
    for place, event in enumerate(events):
        rows = doubts.get(place, ())
        if not rows:
            out.append(event)
            continue
        pairs = tuple((events[other].key, reason) for _, other, reason in rows)
        out.append(replace(with_review(event, Review.MAYBE_DUPLICATE), maybe_same_as=pairs))
    return out


def _same_body_and_day(events: Sequence[Event]) -> list[tuple[int, int]]:
    """What was said and meetings of the same body on the same day, whichever articles tell them."""
    meetings: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, event in enumerate(events):
        if event.type in OCCASIONS and event.when is not None and event.when.is_day:
            for body in event.organisations:
                meetings[body, event.when.edtf].append(place)
    return [
        (place, other)
        for place, event in enumerate(events)
        if event.type in SPOKEN and event.when is not None
        for body in event.organisations
        for other in meetings.get((body, event.when.edtf), ())
    ]


def _is_part(event: Event, occasion: Event) -> bool:
    """Whether what was said was said at a meeting, or a session belongs to a summit of several days."""
    one, other = reach(event.when), reach(occasion.when)
    if one is None or other is None or occasion.factuality not in (Factuality.HAPPENED, Factuality.ONGOING):
        return False
    if occasion.type not in OCCASIONS or not _within(one, other):
        return False
    shared = (
        set(event.organisations) & set(occasion.organisations)
        or set(event.places) & set(occasion.places)
        or set(event.people) & set(occasion.people)
    )
    if event.type in SPOKEN:
        return bool(shared or set(event.countries) & set(occasion.countries))
    if event.type is T.MEETING or event.factuality is Factuality.REFUSED:
        longer = other.days > one.days
        return bool(set(event.organisations) & set(occasion.organisations)) and (
            longer or event.factuality is Factuality.REFUSED
        )
    return event.type in (T.AGREEMENT, T.VOTE) and bool(shared) and one.days <= other.days


def _within(one: Reach, other: Reach) -> bool:
    return other.first <= one.first and one.last <= other.last and one.days <= 7


def _comes_after(event: Event, cause: Event, world: World) -> bool:
    if cause.type not in FOLLOWS.get(event.type, frozenset()) or event.factuality is Factuality.PLANNED:
        return False
    one, other = reach(event.when), reach(cause.when)
    if one is None or other is None or one.days > FOLLOW_DAYS or other.days > 92:
        return False
    if one.last < other.first or one.first - other.last > FOLLOW_DAYS:
        return False
    ground = {world.country_of(place) for place in cause.places} | set(cause.countries)
    return bool(ground & set(event.countries))


def _nearest(parents: set[int], event: Event, events: Sequence[Event]) -> list[int]:
    """The one occasion an event was part of: the one it shares most with; ties go to the first."""
    if not parents:
        return []

    def shared(parent: int) -> int:
        other = events[parent]
        return (
            2 * len(set(event.organisations) & set(other.organisations))
            + 2 * len(set(event.places) & set(other.places))
            + len(set(event.people) & set(other.people))
            + len(set(event.countries) & set(other.countries))
        )

    return [min(parents, key=lambda parent: (-shared(parent), events[parent].key))]
