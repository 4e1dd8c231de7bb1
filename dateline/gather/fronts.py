"""Fronts: a headline, and the sentence below it that is no clearer, tell what the article then tells with its day.

"Mill fire kills two" above "Two workers died on Monday when …": one event, whatever words the two have for it. What
stands at the front alone, in words that have no day, is that of the event of the front with which it has most in
common; where it shares neither kind nor words with one, it stays an event of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.core.model import Attachment, Factuality, Label, Tier
from dateline.gather.counting import is_counted_from
from dateline.gather.families import in_family, near
from dateline.gather.joins import FRONT, undated
from dateline.gather.similarity import CONSEQUENCES, VERBAL, contradiction
from dateline.gather.sketch import Sketch, World

ENOUGH = 2
"""Points that make what a headline tells that of the article below it."""
SAME, FAMILY, OPEN = 2, 1, 1
MOST_WORDS = 3
BELOW = 4
"""Sentences from the top within which the news of an article is told."""
NEAR = 2
"""Sentences from a first one without a day to that of its kind which has one."""
BEFORE_DAYS = 31
"""Days before its article came out within which lies what a headline tells."""
_UNWORDED = frozenset({Attachment.LEDE, Attachment.NONE})
_TOLD = frozenset({Factuality.HAPPENED, Factuality.ONGOING, Factuality.PLANNED})


def fronts(
    events: Sequence[Sequence[Sketch]],
    gone: Mapping[int, int],
    apart: frozenset[tuple[str, str]],
    world: World,
) -> dict[int, int]:
    """Which events are only the front of an article that tells another: the place of each, and of that other.

    `events` are the tellings of each event, `gone` the places of those that are another's already.
    """
    by_article: dict[str, list[int]] = defaultdict(list)
    for place, members in enumerate(events):
        if place not in gone:
            for article in dict.fromkeys(item.article for item in members):
                by_article[article].append(place)
    out: dict[int, int] = {}
    for article in sorted(by_article):
        for place in by_article[article]:
            members = events[place]
            if not _is_front(members):
                continue
            rows = [
                (-points, first, other)
                for other in by_article[article]
                if other != place and other not in out
                for points, first in [_points(members, [i for i in events[other] if i.article == article], world)]
                if points >= ENOUGH
            ]
            for _, _, other in sorted(rows):
                pairs = [(min(a.id, b.id), max(a.id, b.id)) for a in members for b in events[other]]
                if apart.isdisjoint(pairs) and not any(
                    contradiction(a, b, world) for a in members for b in events[other]
                ):
                    out[place] = other
                    break
    return {place: _last(other, out) for place, other in out.items()}


def _last(place: int, gone: Mapping[int, int]) -> int:
    """The event that an event has become, at the end of the chain."""
    while place in gone:
        place = gone[place]
    return place


def as_told(front: Sequence[Sketch], told: Sequence[Sketch]) -> list[Sketch]:
    """The tellings of a front as those of the event it tells: a headline says "cuts jobs" of what is planned, and has
    no days but those around its article."""
    days = [item for item in told if item.when is not None and item.mention.attachment is not Attachment.LEDE]
    best = min(days, key=lambda item: (item.when.days if item.when else 0, item.id), default=None)
    if best is None:
        return list(front)
    status = best.mention.factuality
    return [
        replace(undated(item), mention=replace(item.mention, when=None, timex=None, factuality=status))
        for item in front
    ]


def _is_front(members: Sequence[Sketch]) -> bool:
    """Whether one article alone tells it, at its front, and no words of it have a day."""
    return len({item.article for item in members}) == 1 and all(
        item.label in FRONT
        and item.mention.attachment in _UNWORDED
        and item.mention.factuality in (*_TOLD, Factuality.CANCELLED)
        for item in members
    )


def _points(members: Sequence[Sketch], told: Sequence[Sketch], world: World) -> tuple[int, int]:
    """What speaks for one event, from its best telling near the top of the article, and in which sentence that is."""
    best = (0, 0)
    for item in told:
        if item.label is Label.TITLE or item.mention.sentence > BELOW or is_counted_from(item.mention):
            continue
        for front in members:
            best = min(best, (-_pair(front, item), item.mention.sentence))
    return -best[0], best[1]


def _pair(front: Sketch, item: Sketch) -> int:
    if front.mention.factuality not in (*_TOLD, item.mention.factuality):
        return 0
    published = front.published
    if item.when is not None and published is not None and item.when.last < published.first - BEFORE_DAYS:
        return 0
    if item.type in VERBAL and front.type not in VERBAL and item.mention.tier is Tier.SIDE:
        return 0
    kind, after = _kind(front, item), item.mention.sentence - front.mention.sentence
    if front.label is not Label.TITLE and not _goes_on(front, item, kind, after):
        return 0
    # "The opposition missed its aim. On Wednesday 170 voted against …": the next sentence says what the first means.
    # And what a firm "announced on Tuesday" in the lede is what the headline says of it.
    announced = front.is_unknown and item.type in VERBAL and item.label is Label.LEDE
    following = (front.label is Label.LEDE or announced) and item.mention.attachment is Attachment.CLAUSE
    words = len(front.stems & item.stems) + len(front.numbers & item.numbers)
    return kind + min(MOST_WORDS, words) + following


def _goes_on(front: Sketch, item: Sketch, kind: int, after: int) -> bool:
    """Whether a telling so many sentences after the lede's is of what the lede tells."""
    if front.is_unknown:
        return 0 <= after <= 1
    reach = NEAR if front.concept is not None and front.concept == item.concept else 1
    # What stands in a lede without even the days around its article is looked back on.
    return kind == SAME and abs(after) <= reach and (front.when is not None or (item.is_unknown and after == -1))


def _kind(front: Sketch, item: Sketch) -> int:
    if front.concept in CONSEQUENCES and item.is_unknown:
        # "The earth shook on Thursday. Five people died": of what was told just before, whatever its verb.
        return SAME
    if front.is_unknown or item.is_unknown:
        return OPEN
    if front.type is item.type:
        one, other = front.concept, item.concept
        return SAME if None in (one, other) or one == other or near(front.type, one or "", other or "") else OPEN
    return FAMILY if in_family(front.type, item.type, {front.concept, item.concept}) else 0
