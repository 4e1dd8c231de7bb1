"""Groups of tellings held to be one event, and how they grow from pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from dateline.core.model import Attachment, Document, EventType, Label, Links, Passage
from dateline.core.text import fold_typography
from dateline.gather import blocking, joins, sole
from dateline.gather.similarity import (
    LOOSELY,
    MOST_SLACK,
    SOON_DAYS,
    SUGGEST,
    TOO_LATE,
    Likeness,
    fresh,
    likeness,
    threshold,
    veto,
)
from dateline.gather.sketch import FOREVER, Rarity, Reach, Sketch, World

MARGIN = 0.1
"""By how much a vague telling must suit one event better than the next before it joins it."""
UNDATED = 0.1
"""How much more a telling without a date must have in common."""
WORDED = frozenset({Attachment.CLAUSE, Attachment.SENTENCE})
FRESH = 0.6
"""Likeness at which news without a date joins the one event of its kind of the last days."""
SUGGESTIONS = 3
"""At most so many possible doubles are named for one event."""


SEASON = 90
"""Days by which dates are sorted before they are compared."""


@dataclass(slots=True)
class Group:
    """Tellings held to be one event, while the groups are still growing."""

    members: list[int]
    reasons: list[str] = field(default_factory=list)
    margin: float = 1.0
    """The least by which a member cleared its bar: what is close is said to be close."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two tellings that may be one event, and why they were not joined."""

    score: float
    one: int
    other: int
    reason: str


class Groups:
    """Agglomeration under vetoes: surest pairs first, precise dates before vague ones, vague before none."""

    def __init__(
        self,
        sketches: Sequence[Sketch],
        names: Mapping[str, frozenset[str]],
        documents: Mapping[str, Document],
        world: World,
        links: Links,
    ) -> None:
        self.sketches = list(sketches)
        self.documents = documents
        self.world = world
        self.rarity = Rarity(sketches, names)
        self.home: list[int] = list(range(len(sketches)))
        self.groups: dict[int, Group] = {number: Group([number]) for number in range(len(sketches))}
        self.doubts: list[Doubt] = []
        self.beside: dict[tuple[str, int], set[EventType]] = defaultdict(set)
        """Types of event told in a sentence."""
        for item in self.sketches:
            if not item.is_unknown:
                self.beside[item.article, item.mention.sentence].add(item.type)
        self.seasons = _seasons(self.sketches)
        self.vetoes: dict[tuple[int, int], str | None] = {}
        self.same, self.apart = self._bind(links)
        self.by_hand: dict[int, set[int]] = defaultdict(set)
        """Tellings that a person joined, by each of them."""
        for one, other in self.same:
            self.by_hand[one].add(other)
            self.by_hand[other].add(one)

    def build(self) -> tuple[list[Group], list[Doubt]]:
        for one, other in self.same:
            self.join(one, other, "joined by hand", 1.0)
        joins.join_details(self)
        joins.join_sentenced(self)
        joins.join_goings_on(self)
        joins.join_titles(self)
        joins.join_spoken(self)
        self._forget_guesses()
        precise: list[tuple[int, int, Likeness]] = []
        vague: list[tuple[int, int, Likeness]] = []
        for one, other in blocking.pairs(self.sketches):
            a, b = self.sketches[one], self.sketches[other]
            if self._is_hopeless(one, other):
                continue
            like = likeness(a, b, rarity=self.rarity, world=self.world)
            if like.score < SUGGEST and like.dateless < SUGGEST:
                continue
            both = (
                a.when is not None
                and b.when is not None
                and ((a.when.days <= 2 and b.when.days <= 2) or a.when == b.when)
            )
            (precise if both else vague).append((one, other, like))
        self.rarity.forget_bags()
        self._agglomerate(precise)
        self._attach(vague)
        del precise, vague
        joins.join_unknown(self)
        joins.join_nameless(self)
        joins.join_sessions(self)
        joins.join_refusals(self)
        joins.join_called_off(self)
        sole.join_sole(self)
        self.vetoes.clear()
        groups = [self.groups[number] for number in sorted(self.groups)]
        for group in groups:
            group.members.sort()
        return groups, self.doubts

    def _is_hopeless(self, one: int, other: int) -> bool:
        """Whether a veto stands between two tellings as they are read: most pairs have one, and are not compared.

        What is told too long after it is forgiven to a telling without a date that has joined a dated one of its
        article (see `forbidden`), which then must not differ from the other in its days either.
        """
        if self.by_hand:
            return False
        forbidden = veto(self.sketches[one], self.sketches[other], self.world)
        if forbidden == TOO_LATE:
            return self.seasons[one].isdisjoint(self.seasons[other])
        return forbidden is not None

    def _forget_guesses(self) -> None:
        """A lede without a day, of what its article goes on to tell with one, has no days of its own."""
        for group in self.groups.values():
            if len(group.members) > 1:
                for number in group.members:
                    if self.sketches[number].when is not None and self._only_guessed(number, self.home[number]):
                        self.sketches[number] = joins.undated(self.sketches[number])
        self.vetoes.clear()

    # -- people's decisions

    def _bind(self, links: Links) -> tuple[list[tuple[int, int]], set[tuple[int, int]]]:
        by_article: dict[str, list[int]] = defaultdict(list)
        for number, item in enumerate(self.sketches):
            by_article[item.article].append(number)
        same = [pair for one, other in links.same for pair in self._meant(self._pairs(one, other, by_article))]
        apart = {
            (min(pair), max(pair)) for one, other in links.not_same for pair in self._pairs(one, other, by_article)
        }
        return same, apart

    def _meant(self, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Of the tellings in two passages those that a person joined: a sentence may tell of more than one event."""

        def rank(pair: tuple[int, int]) -> tuple[bool, float, int, int]:
            a, b = self.sketches[pair[0]], self.sketches[pair[1]]
            like = likeness(a, b, rarity=self.rarity, world=self.world)
            return veto(a, b, self.world) is not None, -max(like.score, like.dateless), *pair

        return sorted(pairs, key=rank)[:1]

    def _pairs(self, one: Passage, other: Passage, by_article: Mapping[str, list[int]]) -> list[tuple[int, int]]:
        ours, theirs = self._in_passage(one, by_article), self._in_passage(other, by_article)
        return [(a, b) for a in ours for b in theirs if a != b]

    def _in_passage(self, passage: Passage, by_article: Mapping[str, list[int]]) -> list[int]:
        document = self.documents.get(passage.article)
        if document is None:
            return []
        quote = fold_typography(passage.quote)
        out = []
        for number in by_article.get(passage.article, ()):
            mention = self.sketches[number].mention
            sentence = document.article.sentences[mention.sentence].span
            words = fold_typography(document.article.text[sentence.start : sentence.end])
            if words in quote or quote in words:
                out.append(number)
        return out

    # -- joining

    def forbidden(self, one: int, other: int, *, loose: bool = False, kinds: bool = True) -> str | None:
        """Why two groups cannot be joined: the veto of any pair of their members; see `veto` for `loose`, `kinds`."""
        for a in self.groups[one].members:
            for b in self.groups[other].members:
                pair = (a, b) if a < b else (b, a)
                if pair in self.apart:
                    return "kept apart by hand"
                # The scene is asked for a pair once: that is not worth remembering.
                found = veto(*self._two(pair), self.world, loose=True, kinds=kinds) if loose else self._veto(pair)
                if found is None or self._overruled(a, b):
                    continue
                if found == TOO_LATE and (self._dated_beside(a, one) or self._dated_beside(b, other)):
                    continue
                return found
        return None

    def _veto(self, pair: tuple[int, int]) -> str | None:
        """The veto between two tellings; it is asked for again and again while their groups grow."""
        if pair not in self.vetoes:
            self.vetoes[pair] = veto(*self._two(pair), self.world)
        return self.vetoes[pair]

    def _two(self, pair: tuple[int, int]) -> tuple[Sketch, Sketch]:
        return self.sketches[pair[0]], self.sketches[pair[1]]

    def _overruled(self, a: int, b: int) -> bool:
        """Whether what keeps two tellings apart is what a person decided not to matter: one joined by hand with
        either agrees with the other."""
        pairs = [(own, b) for own in self.by_hand.get(a, ())] + [(a, own) for own in self.by_hand.get(b, ())]
        return any(veto(self.sketches[min(pair)], self.sketches[max(pair)], self.world) is None for pair in pairs)

    def _dated_beside(self, number: int, home: int) -> bool:
        """Whether a telling without a date has that of another one of its article: it says nothing of its own."""
        item = self.sketches[number]
        return item.when is None and any(
            self.sketches[own].article == item.article and self.sketches[own].when is not None
            for own in self.groups[home].members
        )

    def _only_guessed(self, number: int, home: int) -> bool:
        """Whether the days of a telling are those around its article alone, and another telling has its own words."""
        if self.sketches[number].mention.attachment is not Attachment.LEDE:
            return False
        others = [self.sketches[own].mention for own in self.groups[home].members if own != number]
        return any(own.attachment in WORDED and own.when is not None and own.when.is_day for own in others)

    def join(self, one: int, other: int, reason: str, margin: float) -> None:
        keep, gone = sorted((self.home[one], self.home[other]))
        if keep == gone:
            return
        ours, theirs = self.groups[keep], self.groups.pop(gone)
        for member in theirs.members:
            self.home[member] = keep
        ours.members += theirs.members
        ours.reasons += [*theirs.reasons, reason]
        ours.margin = min(ours.margin, theirs.margin, margin)

    def _agglomerate(self, rows: list[tuple[int, int, Likeness]]) -> None:
        for one, other, like in sorted(rows, key=lambda row: (-row[2].score, row[0], row[1])):
            if self.home[one] == self.home[other]:
                continue
            a, b = self.sketches[one], self.sketches[other]
            bar = self._bar(a, b, like)
            forbidden = self.forbidden(self.home[one], self.home[other])
            if like.score >= bar and forbidden is None:
                self.join(one, other, _reason(a, b, like), like.score - bar)
            elif forbidden is None and like.type > LOOSELY and a.article != b.article:
                self.doubts.append(Doubt(like.score, one, other, f"{_reason(a, b, like)}, but too little in common"))

    def _attach(self, rows: list[tuple[int, int, Likeness]]) -> None:
        """Vague and undated tellings join the one event they suit, the less vague first; in doubt they stay alone."""
        partners: dict[int, list[tuple[int, Likeness]]] = defaultdict(list)
        for one, other, like in rows:
            wide = max((one, other), key=lambda number: (self._width(number), number))
            partners[wide].append((other if wide == one else one, like))
        for wide in sorted(partners, key=lambda number: (self._width(number), number)):
            self._attach_one(wide, partners[wide])

    def _attach_one(self, wide: int, partners: list[tuple[int, Likeness]]) -> None:
        a = self.sketches[wide]
        best: dict[int, tuple[float, float, int, Likeness]] = {}
        for other, like in partners:
            home = self.home[other]
            if home == self.home[wide] or self.forbidden(self.home[wide], home) is not None:
                continue
            b = self.sketches[other]
            undated = a.when is None or b.when is None
            score = like.dateless if undated else like.score
            bar = self._bar(a, b, like) + (UNDATED if undated else 0.0)
            if undated and not like.story and like.words < 0.5 and None in (a.published, b.published):
                bar += UNDATED
            if undated and like.type >= 1 and a.concept is not None and a.article != b.article and fresh(a, b):
                # The only event of its kind and land in the fortnight before; a second one would be a rival.
                bar = min(bar, FRESH)
            if home not in best or (-score, other) < (-best[home][0], best[home][2]):
                best[home] = (score, bar, other, like)
        ranked = sorted(best.values(), key=lambda row: (-row[0], row[2]))
        if not ranked:
            return
        score, bar, other, like = ranked[0]
        reason = _reason(a, self.sketches[other], like)
        if score < bar:
            self.doubts += [
                Doubt(row[0], wide, row[2], f"{_reason(a, self.sketches[row[2]], row[3])}, but too little in common")
                for row in ranked[:SUGGESTIONS]
                if row[0] >= SUGGEST and row[3].type > LOOSELY and self.sketches[row[2]].article != a.article
            ]
            return
        rival = next((row for row in ranked[1:] if row[0] >= row[1] - MARGIN and score - row[0] < MARGIN), None)
        if rival is not None and self.forbidden(self.home[other], self.home[rival[2]]) is not None:
            self.doubts += [
                Doubt(row[0], wide, row[2], f"{_reason(a, self.sketches[row[2]], row[3])}, but suits another as well")
                for row in (ranked[0], rival)
            ]
            return
        self.join(wide, other, reason, score - bar)

    def _bar(self, a: Sketch, b: Sketch, like: Likeness) -> float:
        bar = threshold(a, b, like)
        for one, other in ((a, b), (b, a)):
            if one.is_unknown and other.type in self.beside[one.article, one.mention.sentence]:
                # "spoke of hope after the bridge collapsed": the other verb tells of the collapse.
                return 2.0
        if a.article == b.article:
            bar += _inside(a, b, like)
        return bar

    def _width(self, number: int) -> int:
        when = self.sketches[number].when
        return when.days if when is not None else 10**9


def _seasons(sketches: Sequence[Sketch]) -> list[frozenset[int]]:
    """For each telling the seasons, counted from year 1, in which its event may be: that of its date; without one,
    those of all dates its article tells of, and of the time before the article came out."""
    days = [
        day
        for item in sketches
        for bounds in (item.when, item.published)
        if bounds is not None
        for day in (bounds.first, bounds.last)
        if abs(day) < FOREVER
    ]
    # "Since 1990" has no end: as far as any other date goes is far enough.
    whole = Reach(min(days, default=0) - SOON_DAYS, max(days, default=0))
    of_article: dict[str, set[int]] = defaultdict(set)
    for item in sketches:
        of_article[item.article].update(_seasons_of(item.when, whole) if item.when is not None else ())
        if item.published is not None:
            told = Reach(item.published.first - SOON_DAYS, item.published.last)
            of_article[item.article].update(_seasons_of(told, whole))
    undated = {article: frozenset(seasons) for article, seasons in of_article.items()}
    # Held once for all tellings of a season.
    one: Callable[[range], frozenset[int]] = cache(frozenset)
    return [undated[item.article] if item.when is None else one(_seasons_of(item.when, whole)) for item in sketches]


def _seasons_of(when: Reach, whole: Reach) -> range:
    first, last = max(when.first, whole.first), min(when.last, whole.last)
    return range((first - MOST_SLACK) // SEASON, (last + MOST_SLACK) // SEASON + 1)


def _inside(a: Sketch, b: Sketch, like: Likeness) -> float:
    """How much harder two tellings of one article are joined.

    An article that means the same event again says so: by the same word, from its title, or without a date of its
    own. Two dated clauses with different verbs are two events that happen to share day and country.
    """
    if a.mention.lemma == b.mention.lemma:
        return 0.0
    if Label.TITLE in (a.label, b.label):
        return 0.0
    if Attachment.CLAUSE not in (a.mention.attachment, b.mention.attachment):
        return 0.05
    return 0.0 if like.words >= 0.35 else 0.12


def _reason(a: Sketch, b: Sketch, like: Likeness) -> str:
    """What two tellings have in common, in words."""
    parts = []
    if like.date >= 1:
        parts.append("same day")
    elif like.date > 0.4:
        parts.append("compatible dates")
    elif a.when is None or b.when is None:
        parts.append("one has no date")
    for what, shared in (
        ("organisation", a.organisations & b.organisations),
        ("person", a.people & b.people),
        ("place", a.places & b.places),
        ("countries", a.countries & b.countries),
    ):
        if shared:
            parts.append(f"same {what} ({', '.join(sorted(shared))})")
    parts.append(f"both {a.type}" if a.type is b.type else f"{a.type} and {b.type}")
    if like.words >= 0.25:
        parts.append("same words")
    return ", ".join(parts)
