"""The only candidate: two tellings that the score leaves apart, where nothing else of that day and land could be meant.

Likeness is blind where two languages share no names and where one of them has a word the lexicon does not know. What
is left then is the scene: the same day, the same land, articles of one story, and in each of them one telling that
comes into question. Two candidates decide nothing: then all stay apart.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.core.model import Attachment, EventType, Factuality, Label
from dateline.gather.families import in_family, near
from dateline.gather.similarity import CONSEQUENCES, VERBAL, never_one
from dateline.gather.sketch import Reach, Sketch

if TYPE_CHECKING:
    from dateline.gather.groups import Groups

ACROSS, WITHIN = 4, 5
"""Points that make a sole candidate the event: in one language, words it does not share speak against it."""
SAME_CONCEPT, SAME_TYPE, IN_FAMILY = 3, 2, 1
PARTICULAR, MOST_PARTICULAR = 2, 4
STORY, NEAR_STORY = 2, 1
MOST_WORDS = 2
SHORT_DAYS = 2
MONTH = 31
"""What is told with a season or a year alone has no more of a day than what is told without one."""
LATER_DAYS = 366
"""How long after it an event is still told without its day, in a later article of its story."""
CROWD = 40
"""On a day and in a land with more groups than these, nothing is the only one."""
_WORDED = frozenset({Attachment.CLAUSE, Attachment.SENTENCE})
_Kind = tuple[EventType, str | None]
"""A type with its finer kind."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One group, as far as the search for its only partner looks at it."""

    home: int
    members: tuple[Sketch, ...]
    when: Reach | None
    types: frozenset[EventType]
    articles: frozenset[str]
    """The articles whose text tells it: what only a title says may be told again below it."""
    languages: frozenset[str]
    countries: frozenset[str]
    concepts: frozenset[str]
    worded: bool
    """Its day stands in its own words."""
    kinds: frozenset[_Kind]
    """What its tellings are of."""


def join_sole(joined: Groups) -> None:
    """Join the groups that are each other's only candidate: those of one day first, then those told without a day."""
    for dated in (True, False):
        told = {home: own for home in sorted(joined.groups) if (own := _told(joined, home)) is not None}
        found = _candidates(joined, told, dated=dated)
        rivals: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for (one, other), points in found.items():
            rivals[one].append((other, points))
            rivals[other].append((one, points))
        for (one, other), points in sorted(found.items(), key=lambda row: (-row[1], row[0])):
            if points < (WITHIN if told[one].languages & told[other].languages else ACROSS):
                continue
            ours, theirs = joined.home[one], joined.home[other]
            if ours == theirs or joined.forbidden(ours, theirs, loose=True) is not None:
                continue
            sides = ((rivals[one], other), (rivals[other], one))
            if any(n >= points - 1 and _excludes(joined, told, rival, own) for rows, own in sides for rival, n in rows):
                continue
            first = joined.sketches[max(one, other)].id
            joined.join(one, other, f"{first} is the only telling it can be one with", 0.02)


def _excludes(joined: Groups, told: Mapping[int, _Told], rival: int, chosen: int) -> bool:
    """Whether a rival and the chosen one cannot both be meant: one article tells both, or something forbids it."""
    if rival == chosen or joined.home[rival] == joined.home[chosen]:
        return False
    if rival in told and chosen in told and told[rival].articles & told[chosen].articles:
        return True
    return joined.forbidden(joined.home[rival], joined.home[chosen], loose=True) is not None


def _told(joined: Groups, home: int) -> _Told | None:
    members = tuple(joined.sketches[number] for number in joined.groups[home].members)
    types = frozenset(item.type for item in members if item.type is not EventType.OTHER)
    if types and types <= VERBAL and not any(item.concept for item in members):
        return None
    if any(item.mention.factuality in (Factuality.REFUSED, Factuality.DENIED) for item in members):
        return None
    dates = [
        (item.mention.attachment not in _WORDED, item.when.days, item.when.first, item.when)
        for item in members
        if item.when is not None
    ]
    when = min(dates, key=lambda row: row[:3])[3] if dates else None
    if when is None and (types <= VERBAL or _is_open(members)):
        return None
    return _Told(
        home,
        members,
        when,
        types,
        frozenset(item.article for item in members if item.label is not Label.TITLE),
        frozenset(item.language for item in members),
        frozenset().union(*(item.countries | item.principals | item.place_countries for item in members)),
        frozenset(item.concept for item in members if item.concept),
        any(item.when == when and item.mention.attachment in _WORDED for item in members),
        frozenset((item.type, item.concept) for item in members),
    )


def _is_open(members: Sequence[Sketch]) -> bool:
    """Whether what is told without a day is of a day that could not be told, or of one to come."""
    worded = any(item.mention.attachment is Attachment.CLAUSE for item in members)
    return worded or all(item.mention.factuality is Factuality.PLANNED for item in members)


def _candidates(joined: Groups, told: Mapping[int, _Told], *, dated: bool) -> dict[tuple[int, int], int]:
    """Pairs of groups that could be one event, with the points that speak for it, if they are enough to count."""
    found = {}
    for home, others in _partners(joined, told, dated=dated):
        for other in sorted(others):
            pair = (home, other) if home < other else (other, home)
            points = _points(joined, told[pair[0]], told[pair[1]])
            if points >= ACROSS - 1:
                found[pair] = points
    return found


def _partners(joined: Groups, told: Mapping[int, _Told], *, dated: bool) -> Iterator[tuple[int, set[int]]]:
    """Groups, each with those of its days and land, or of its story; every pair once."""
    short: dict[tuple[str, int], list[int]] = defaultdict(list)
    places: dict[int, list[tuple[str, int]]] = {}
    for home, one in told.items():
        if one.when is not None and one.when.days <= SHORT_DAYS:
            # A day taken from the sentence before may be the next.
            pad = int(all(item.mention.attachment is Attachment.INHERITED for item in one.members))
            days = range(one.when.first - pad, one.when.last + pad + 1)
            places[home] = [(key, day) for key in _keys(joined, one) for day in days]
            for place in places[home]:
                short[place].append(home)
    if dated:
        for home, own in places.items():
            beside = [homes for place in own if len(homes := short[place]) <= CROWD]
            yield home, {other for homes in beside for other in homes[bisect_right(homes, home) :]}
        return
    by_key: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for (key, day), homes in short.items():
        by_key[key] += [(day, home) for home in homes]
    for rows in by_key.values():
        rows.sort()
    for home, one in told.items():
        window = _window(one) if home not in places else None
        if window is None:
            continue
        near: set[int] = set()
        for key in _keys(joined, one):
            if key not in by_key:
                continue
            rows = by_key[key]
            start, stop = bisect_left(rows, (window.first,)), bisect_left(rows, (window.last + 1,))
            # No group has more days than these: so many rows are too many groups.
            if stop - start <= CROWD * (SHORT_DAYS + 2):
                close = {other for _, other in rows[start:stop]}
                near |= close if len(close) <= CROWD else set()
        yield home, near


def _keys(joined: Groups, one: _Told) -> list[str]:
    """By what it is found: its countries, and the articles of its story."""
    return sorted(
        one.countries | {f"#{near}" for article in one.articles for near in joined.rarity.stories_of(article)}
    )


def _window(one: _Told) -> Reach | None:
    """The days in which the event lies that a telling without a day is about."""
    if one.when is not None:
        return one.when if one.when.days <= 366 else None
    published = [item.published for item in one.members if item.published is not None]
    if not published:
        return None
    last = max(reach.last for reach in published)
    return Reach(last - LATER_DAYS, last)


def _points(joined: Groups, a: _Told, b: _Told) -> int:
    """What speaks for it; 0 where something speaks against it."""
    if a.articles & b.articles or (not joined.by_hand and _differ(a.kinds, b.kinds)):
        return 0
    if joined.forbidden(a.home, b.home, loose=True) is not None:
        return 0
    if _elsewhere(a, b):
        return 0
    story = max(_story(joined, one, other) for one in a.articles or {""} for other in b.articles or {""})
    kind = max(_kind(one, other) for one in a.members for other in b.members)
    if kind == 0 and story == STORY and _on_one_day(a, b):
        kind = (
            IN_FAMILY  # A verb no lexicon knows, of a day on which nothing else is told: the day stands for the kind.
        )
    particular = max(_particular(one, other) for one in a.members for other in b.members)
    words = max(_words(joined, one, other) for one in a.members for other in b.members)
    if kind == 0 and not particular and not words:
        return 0
    if any(one.when is None or one.when.days > MONTH for one in (a, b)) and (
        kind < SAME_TYPE or (kind < SAME_CONCEPT and not particular and not words and not _half_known(a, b))
    ):
        return 0
    lands = 0
    if a.countries and b.countries:
        lands = (
            1 if a.countries <= b.countries or b.countries <= a.countries else 0 if a.countries & b.countries else -1
        )
    return kind + particular + words + story + lands


@lru_cache(100_000)
def _differ(ours: frozenset[_Kind], theirs: frozenset[_Kind]) -> bool:
    """Whether two groups are of different kinds: most that are compared are, and it forbids that they be one."""
    return any(never_one(one, other) for one in ours for other in theirs)


def _on_one_day(a: _Told, b: _Told) -> bool:
    """Whether one of the two is told with an unknown verb, and both of the very same day, in words of their own."""
    unknown = any(all(item.is_unknown for item in one.members) for one in (a, b))
    return unknown and a.when is not None and a.when.is_day and a.when == b.when and a.worded and b.worded


def _half_known(a: _Told, b: _Told) -> bool:
    """Whether the finer kind of one of the two is known, or both say that the same country acts."""
    known = {bool(one.concepts) for one in (a, b)}
    return len(known) == 2 or any(x.actors & y.actors & x.principals for x in a.members for y in b.members)


def _elsewhere(a: _Told, b: _Told) -> bool:
    """Whether they are set at different places; told without a day, also whether in different countries.

    A state visit to Oslo is not last month's visit to Malta because both are the only visit of their article.
    """
    ours, theirs = (frozenset().union(*(item.places for item in one.members)) for one in (a, b))
    if ours and theirs and not ours & theirs:
        return True
    undated = a.when is None or b.when is None
    return undated and bool(a.countries) and bool(b.countries) and not a.countries & b.countries


def _kind(a: Sketch, b: Sketch) -> int:
    if a.type is b.type and not (a.is_unknown or b.is_unknown):
        one, other = (None if item.concept in CONSEQUENCES else item.concept for item in (a, b))
        if one == other and one is not None:
            return SAME_CONCEPT
        if one is None or other is None or near(a.type, one, other):
            return SAME_TYPE
        return -1
    return IN_FAMILY if in_family(a.type, b.type, {a.concept, b.concept}) else 0


def _particular(a: Sketch, b: Sketch) -> int:
    shared = len(a.organisations & b.organisations) + len(a.people & b.people) + len(a.places & b.places)
    shared += sum(1 for what in a.figures if b.figures.get(what) == a.figures[what] and a.figures[what] > 1)
    return min(MOST_PARTICULAR, PARTICULAR * shared)


def _words(joined: Groups, a: Sketch, b: Sketch) -> int:
    """Rare words in common; across languages numbers, and words that begin alike."""
    shared = {word for word in a.stems & b.stems if joined.rarity.is_rare(word)}
    numbers = {word for word in a.words & b.words if word[0].isdigit() and len(word) > 1}
    return min(MOST_WORDS, len(shared) + len(numbers))


def _story(joined: Groups, one: str, other: str) -> int:
    if joined.rarity.same_story(one, other):
        return STORY
    return NEAR_STORY if joined.rarity.near_story(one, other) else 0
