"""The only candidate: two tellings that the score leaves apart, where nothing else of the story could be meant.

Likeness is blind where two languages share no names and where one of them has a word the lexicon does not know. What
is left then is the scene: articles of one story, and in each of them one telling that comes into question. How likely
two of them are one event was counted in stories (see docs/decisions.md); two that are equally likely decide nothing.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.core.model import Attachment, EventType, Factuality, Label
from dateline.gather.families import in_family, in_loose_family, near
from dateline.gather.similarity import CONSEQUENCES, VERBAL, never_one
from dateline.gather.sketch import Reach, Sketch

if TYPE_CHECKING:
    from dateline.gather.groups import Groups

ENOUGH = -1.0
"""Log-odds from which the only candidate is the event."""
LEAD = 0.4
"""By how much it must be likelier than the next one that cannot be meant as well."""
NEVER = -99.0
WEIGHTS: Mapping[str, float] = {
    "dated": 0.03,
    "undated": -1.88,
    "dated, concept": 0.60,
    "dated, type": 0.49,
    "dated, kin": -0.08,
    "dated, unknown": -0.18,
    "dated, other type": -0.54,
    "undated, concept": 1.28,
    "undated, type": 0.74,
    "undated, kin": -0.85,
    "undated, unknown": -0.27,
    "undated, other type": -0.85,
    "day": 1.48,
    "days": -0.17,
    "season": -1.31,
    "1 particular": 1.21,
    "2 particular": 1.21,
    "1 words": 0.78,
    "2 words": 1.42,
    "across": 0.15,
    "plan and fact": -0.80,
    "strange": -1.50,
}
"""What each sign is worth, in log-odds: counted in stories, but for the last, of which they have none."""
KINDS = ("concept", "type", "kin", "unknown", "other type")
"""How alike two kinds of event are, the likest first."""
SHARED = frozenset({"1 particular", "2 particular", "1 words", "2 words"})
"""Signs that something is in common besides the story, the days and the kind."""
MOST = 2
"""So many particular things or words in common are as good as more."""
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
    worded: bool
    """Its day stands in its own words."""
    kinds: frozenset[_Kind]
    """What its tellings are of."""


def join_sole(joined: Groups) -> None:
    """Join the groups that are each other's only candidate: those of one day first, then those told without a day."""
    for dated in (True, False):
        told = {home: own for home in sorted(joined.groups) if (own := _told(joined, home)) is not None}
        found = _candidates(joined, told, dated=dated)
        rivals: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for (one, other), points in found.items():
            rivals[one].append((other, points))
            rivals[other].append((one, points))
        for (one, other), points in sorted(found.items(), key=lambda row: (-row[1], row[0])):
            if points < ENOUGH:
                break
            ours, theirs = joined.home[one], joined.home[other]
            day = _on_one_day(told[one], told[other])
            if ours == theirs or joined.forbidden(ours, theirs, loose=True, kinds=not day) is not None:
                continue
            sides = ((rivals[one], other), (rivals[other], one))
            if any(
                n > points - LEAD and _excludes(joined, told, rival, own) for rows, own in sides for rival, n in rows
            ):
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
        any(item.when == when and item.mention.attachment in _WORDED for item in members),
        frozenset((item.type, item.concept) for item in members),
    )


def _is_open(members: Sequence[Sketch]) -> bool:
    """Whether what is told without a day is of a day that could not be told, or of one to come."""
    worded = any(item.mention.attachment is Attachment.CLAUSE for item in members)
    return worded or all(item.mention.factuality is Factuality.PLANNED for item in members)


def _candidates(joined: Groups, told: Mapping[int, _Told], *, dated: bool) -> dict[tuple[int, int], float]:
    """Pairs of groups that could be one event, with the log-odds that they are, if that counts."""
    found = {}
    for home, others in _partners(joined, told, dated=dated):
        for other in sorted(others):
            pair = (home, other) if home < other else (other, home)
            points = _points(joined, told[pair[0]], told[pair[1]])
            if points > ENOUGH - LEAD:
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
    wide: dict[str, list[int]] = defaultdict(list)
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
        if one.when is not None:
            # Neither is told to the day: of one story they may be the same all the same.
            for key in _stories(joined, one):
                near.update(other for other in wide[key][-CROWD:] if one.when.meets(told[other].when or one.when))
                wide[key].append(home)
        yield home, near


def _keys(joined: Groups, one: _Told) -> list[str]:
    """By what it is found: its countries, and the articles of its story."""
    return sorted(one.countries | _stories(joined, one))


def _stories(joined: Groups, one: _Told) -> frozenset[str]:
    return frozenset(f"#{near}" for item in one.members for near in joined.rarity.stories_of(item.article))


def _window(one: _Told) -> Reach | None:
    """The days in which the event lies that a telling without a day is about."""
    if one.when is not None:
        return one.when if one.when.days <= 366 else None
    published = [item.published for item in one.members if item.published is not None]
    if not published:
        return None
    last = max(reach.last for reach in published)
    return Reach(last - LATER_DAYS, last)


def _points(joined: Groups, a: _Told, b: _Told) -> float:
    """The log-odds that two groups are one event; below any bar where something speaks against it."""
    day = _on_one_day(a, b)
    if a.articles & b.articles or (not day and not joined.by_hand and _differ(a.kinds, b.kinds)):
        return NEVER
    if joined.forbidden(a.home, b.home, loose=True, kinds=not day) is not None:
        return NEVER
    if _elsewhere(a, b):
        return NEVER
    own = signs(joined, a, b, day)
    kind = KINDS.index(own[1].partition(", ")[2])
    fits = _suits_strangers(kind, own) if "strange" in own else _suits(kind, own, a, b)
    if not fits:
        return NEVER
    return math.fsum(WEIGHTS[sign] for sign in own)


def _suits(kind: int, own: Sequence[str], a: _Told, b: _Told) -> bool:
    """Whether within a story what is told with words of other kinds may be one event."""
    if kind <= KINDS.index("type"):
        return True
    # In one language the same thing is mostly told with a word of the same kind; and a headline alone says too little.
    if not ("day" in own or "across" in own) or not (a.articles and b.articles):
        return False
    lands = not a.countries or not b.countries or bool(a.countries & b.countries)
    bare = lands and kind < KINDS.index("other type") and "season" not in own
    return bare or not SHARED.isdisjoint(own)


def _suits_strangers(kind: int, own: Sequence[str]) -> bool:
    """Whether what no story holds together may be one event: of one finer kind, or with something else in common."""
    if SHARED.isdisjoint(own):
        return kind == KINDS.index("concept") and "across" in own
    return kind <= KINDS.index("type") or (kind == KINDS.index("kin") and "2 words" in own)


def signs(joined: Groups, a: _Told, b: _Told, day: bool) -> list[str]:
    """What speaks for and against it, in the words of `WEIGHTS`."""
    stage = "undated" if a.when is None or b.when is None else "dated"
    kind = min(_kind(one, other) for one in a.members for other in b.members)
    particular = max(_particular(one, other) for one in a.members for other in b.members)
    words = max(_words(joined, one, other) for one in a.members for other in b.members)
    out = [stage, f"{stage}, {KINDS[kind]}"]
    if a.when is not None and b.when is not None:
        longest = max(a.when.days, b.when.days)
        out.append("day" if day else "days" if longest <= MONTH else "season")
    out += [f"{particular} particular"] if particular else []
    out += [f"{words} words"] if words else []
    if not a.languages & b.languages:
        out.append("across")
    if not {item.mention.factuality for item in a.members} & {item.mention.factuality for item in b.members}:
        out.append("plan and fact")
    ours, theirs = (sorted({item.article for item in one.members}) for one in (a, b))
    if not any(joined.rarity.told_together(one, other) for one in ours for other in theirs):
        out.append("strange")
    return out


@lru_cache(100_000)
def _differ(ours: frozenset[_Kind], theirs: frozenset[_Kind]) -> bool:
    """Whether two groups are of different kinds: most that are compared are, and it forbids that they be one."""
    return any(never_one(one, other) for one in ours for other in theirs)


def _on_one_day(a: _Told, b: _Told) -> bool:
    """Whether both are told, in words of their own, of the very same day: then the day stands for the kind."""
    return a.when is not None and a.when.is_day and a.when == b.when and a.worded and b.worded


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
    """How alike two kinds are: the place in `KINDS`."""
    if a.is_unknown or b.is_unknown:
        return 3
    if a.type is b.type:
        one, other = (None if item.concept in CONSEQUENCES else item.concept for item in (a, b))
        if one == other and one is not None:
            return 0
        return 1 if one is None or other is None or near(a.type, one, other) else 2
    kin = in_family(a.type, b.type, {a.concept, b.concept}) or in_loose_family(a.type, b.type)
    return 2 if kin else 4


def _particular(a: Sketch, b: Sketch) -> int:
    shared = len(a.organisations & b.organisations) + len(a.people & b.people) + len(a.places & b.places)
    shared += sum(1 for what in a.figures if b.figures.get(what) == a.figures[what] and a.figures[what] > 1)
    return min(MOST, shared)


def _words(joined: Groups, a: Sketch, b: Sketch) -> int:
    """Rare words in common; across languages numbers, and words that begin alike."""
    shared = {word for word in a.stems & b.stems if joined.rarity.is_rare(word)}
    numbers = {word for word in a.words & b.words if word[0].isdigit() and len(word) > 1}
    return min(MOST, len(shared) + len(numbers))
