"""On which days an article may have been published, from what it and the others say (extraction 2.8).

A given date stays. Where there is none, every constraint takes days away: dates told as past, expressions side by side
that must mean the same day, a weekday with its date, the same event in a dated article, people who cannot be in two
towns on one day. What is left is the answer, with its reasons; a guess is never made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.core.model import (
    AnchoredTimex,
    Article,
    Basis,
    Clause,
    ClauseKind,
    DaySet,
    Document,
    Factuality,
    Tense,
    TimexType,
)
from dateline.core.when import When, from_ordinal, ordinal
from dateline.gather.facts import BODILY, Facts, Resolve, hosts, present
from dateline.gather.sketch import FOREVER, Reach, World, reach
from dateline.lexicon.language import LanguagePack

if TYPE_CHECKING:
    from dateline.lexicon.gazetteer import Gazetteer

EARLIEST = date(1990, 1, 1).toordinal()
AFTER_NEWEST = 60
"""Days after the newest known date within which an undated article may have come out."""
AFTER_TOLD = 366
WIDEST = 366
"""More possible days than this say nothing."""
SCAN = 1500
"""At most so many days are tried one by one."""
REACH_BACK = 400
"""Days before its publication that an article's relative expressions reach."""
BESIDE = 25
"""Characters between two expressions that speak of the same time."""
COPY_BEFORE, COPY_AFTER = 1, 2
"""Days by which a copy may come out before and after the text it repeats."""
ROUNDS = 3
APART_KM = 500.0
TWO_PLACES = 0.02
FAINT = 0.05
"""Days with less than this share of the likeliest day's weight are left out."""

_PAST = frozenset({Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT})


def narrow(
    documents: Iterable[Document],
    resolve: Resolve,
    gazetteer: Gazetteer,
    *,
    as_of: date | None = None,
    packs: Mapping[str, LanguagePack] | None = None,
) -> Mapping[str, DaySet]:
    """The possible days of publication of every article, by its id.

    `resolve` says what a document's expressions mean under one day, or under none. `as_of` is the last day anything
    can have been published; without it, 60 days after the newest known date. `packs` are the language packs, where
    they are loaded already. Nothing known: an empty set.
    """
    ordered = sorted(documents, key=lambda document: document.article.id)
    given = {document.article.id: given_days(document.article) for document in ordered}
    latest = _latest(ordered, given, resolve, as_of)
    world = World(gazetteer)
    cases = {
        document.article.id: _Case(document, resolve, latest)
        for document in ordered
        if given[document.article.id] is None
    }
    for case in cases.values():
        case.use_own_words()
    facts = Facts(ordered, given, resolve, world, packs) if cases else None
    if facts is not None:
        for key in sorted(cases):
            cases[key].use_copies(facts)
    for _ in range(ROUNDS if facts is not None else 0):
        assert facts is not None
        changed = False
        for key in sorted(cases):
            changed = cases[key].use_others(facts, world) or changed
        for key in sorted(cases):
            changed = cases[key].use_places(facts, world) or changed
        if not changed:
            break
        facts.learn(cases)
    return {key: days if days is not None else cases[key].result() for key, days in given.items()}


def given_days(article: Article) -> DaySet | None:
    """The days of publication an article gives, all alike: nothing of its text is asked for. None when none are."""
    published = article.published
    bounds = reach(published)
    if published is None or bounds is None or abs(bounds.first) >= FOREVER or abs(bounds.last) >= FOREVER:
        return None
    members = [reach(member) for member in published.members]
    days = sorted({day for member in members if member for day in range(member.first, member.last + 1)})
    if not days or len(days) > 3 * WIDEST:
        return None
    basis = article.published_basis
    if basis is Basis.UNKNOWN:
        basis = Basis.GIVEN
    return DaySet(tuple(days), (1 / len(days),) * len(days), basis, (f"given as {published.edtf}",))


def _latest(
    documents: Sequence[Document], given: Mapping[str, DaySet | None], resolve: Resolve, as_of: date | None
) -> int:
    if as_of is not None:
        return as_of.toordinal()
    known = [days.days[-1] for days in given.values() if days is not None]
    if known:
        return max(known) + AFTER_NEWEST
    told = [EARLIEST]
    for document in documents:
        for anchored in resolve(document, None):
            bounds = reach(anchored.when)
            if bounds is not None and bounds.days <= 31:
                told.append(bounds.first)
    return max(told) + AFTER_TOLD


# ----------------------------------------------------------------------------------------------------- one article


@dataclass(slots=True)
class _Case:
    """One article without a date, and the days still possible for it."""

    document: Document
    resolve: Resolve
    latest: int
    first: int = EARLIEST
    days: dict[int, float] | None = None
    """Weights of the days left; None while a whole stretch `first`–`latest` is left."""
    reasons: list[str] = field(default_factory=list)
    rows: dict[int, tuple[Reach | None, ...]] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)
    agreed: set[tuple[int, int]] = field(default_factory=set)
    alone: tuple[AnchoredTimex, ...] = ()
    """The expressions resolved under no day: those that need none."""

    def use_own_words(self) -> None:
        """Take away the days that the article's own expressions exclude."""
        self.alone = self.resolve(self.document, None)
        self._after_what_is_past()
        self._weekday_with_date()
        self._side_by_side()
        self._agree()

    def at(self, day: int) -> tuple[Reach | None, ...]:
        """What the expressions mean under one day of publication."""
        if day not in self.rows:
            self.rows[day] = tuple(reach(a.when) for a in self.resolve(self.document, date.fromordinal(day)))
        return self.rows[day]

    def result(self) -> DaySet:
        left = self._left()
        if left is None or not left:
            return DaySet((), (), Basis.UNKNOWN, tuple(self.reasons))
        strongest = max(left.values())
        kept = {day: weight for day, weight in left.items() if weight >= FAINT * strongest}
        total = sum(kept.values())
        days = tuple(sorted(kept))
        weights = tuple(round(kept[day] / total, 9) for day in days)
        return DaySet(days, weights, Basis.INFERRED, tuple(self.reasons))

    def certain(self, timex: int) -> Reach | None:
        """What an expression means when all days left agree on it."""
        alone = reach(self.alone[timex].when)
        if alone is not None:
            return alone
        left = self._left()
        if not left or len(left) > 45:
            return None
        strongest = max(left.values())
        found = {self.at(day)[timex] for day in sorted(left) if left[day] >= FAINT * strongest}
        return found.pop() if len(found) == 1 else None

    def _left(self) -> dict[int, float] | None:
        if self.days is not None:
            return self.days
        if self.latest - self.first + 1 <= WIDEST:
            return dict.fromkeys(range(self.first, self.latest + 1), 1.0)
        return None

    # -- constraints

    def keep(self, allowed: Iterable[int], reason: str) -> bool:
        """Keep only these days; a constraint that would leave none is noted and not obeyed."""
        wanted = {day for day in allowed if self.first <= day <= self.latest}
        before = self.days
        after = (
            dict.fromkeys(sorted(wanted), 1.0) if before is None else {d: w for d, w in before.items() if d in wanted}
        )
        if not after:
            self.reasons.append(f"not used, it contradicts the rest: {reason}")
            return False
        if before is not None and len(after) == len(before):
            return False
        if len(after) > 4 * SCAN:
            return False
        self.days = after
        self.reasons.append(reason)
        return True

    def _agree(self) -> None:
        """Where few days are left, expressions side by side that both move must meet: "tomorrow, Wednesday"."""
        left = self._left()
        if left is None or len(left) > WIDEST:
            return
        for one, other in self._pairs():
            if (one, other) in self.agreed or self.alone[one].when is not None or self.alone[other].when is not None:
                continue
            self.agreed.add((one, other))
            rows = {day: (self.at(day)[one], self.at(day)[other]) for day in sorted(left)}
            meeting = [day for day, (a, b) in rows.items() if a is not None and b is not None and a.meets(b)]
            if meeting:
                self.keep(meeting, f"both say when: {self._words(one, other)}")

    def _after_what_is_past(self) -> None:
        newest, words = self.first, ""
        for number, anchored in enumerate(self.alone):
            bounds = reach(anchored.when)
            if bounds is None or not newest < bounds.first <= self.latest:
                continue
            if self._told_as_past(number):
                newest, words = bounds.first, self._words(number)
        if words:
            self.first = newest
            self.reasons.append(f"published after what it tells as past: {words}")

    def _told_as_past(self, number: int) -> bool:
        """Whether the clause of an expression is in the past and no plan, wish or condition."""
        timex = self.document.times[number]
        if timex.type in (TimexType.DURATION, TimexType.SET):
            return False
        clause = _clause_at(self.document, timex.span.start)
        if clause is None or clause.verb is None or clause.verb.tense not in _PAST or clause.verb.modal is not None:
            return False
        if clause.kind in (ClauseKind.CONDITION, ClauseKind.QUESTION):
            return False
        return not any(
            event.factuality in (Factuality.PLANNED, Factuality.HYPOTHETICAL, Factuality.CALLED_FOR)
            or event.planned_timex == number
            for event in self.document.events
            if number in (event.timex, event.planned_timex)
        )

    def _weekday_with_date(self) -> None:
        """A weekday beside a date without a year votes for the years in which they agree."""
        votes: list[tuple[set[int], str]] = []
        for number, other in [(n, n) for n in range(len(self.alone))] + self._pairs():
            if self.alone[number].when is not None or self.alone[other].when is not None:
                continue
            weekday, day = _weekday_and_date(self.document.times[number].steps, self.document.times[other].steps)
            if weekday is None or day is None:
                continue
            votes.append((self._years(weekday, day), self._words(number, other)))
        for allowed, words in votes:
            self.keep(allowed, f"the weekday and the date agree: {words}")

    def _years(self, weekday: int, day: tuple[int, int]) -> set[int]:
        allowed: set[int] = set()
        for year in range(from_ordinal(self.first)[0] - 1, from_ordinal(self.latest)[0] + 2):
            try:
                number = ordinal((year, *day))
            except ValueError:
                continue
            if (number - 1) % 7 + 1 == weekday:
                # A date without a year lies within half a year of publication.
                allowed.update(range(number - 183, number + 184))
        return allowed

    def _side_by_side(self) -> None:
        """Two expressions side by side in a clause mean the same time: "last week, on his 70th birthday"."""
        for one, other in self._pairs():
            fixed, moving = (one, other) if self.alone[one].when is not None else (other, one)
            bounds = reach(self.alone[fixed].when)
            if bounds is None or bounds.days > 31 or self.alone[moving].when is not None:
                continue
            allowed = [
                day
                for day in range(max(self.first, bounds.first - 60), min(self.latest, bounds.last + REACH_BACK) + 1)
                if (meant := self.at(day)[moving]) is not None and meant.meets(bounds)
            ]
            if allowed:
                self.keep(allowed, f"both say when: {self._words(one, other)}")

    def _pairs(self) -> list[tuple[int, int]]:
        """Expressions that follow each other closely within one clause."""
        out = []
        text = self.document.article.text
        order = sorted(range(len(self.document.times)), key=lambda n: self.document.times[n].span)
        for one, other in pairwise(order):
            a, b = self.document.times[one], self.document.times[other]
            if a.sentence != b.sentence or TimexType.SET in (a.type, b.type) or TimexType.DURATION in (a.type, b.type):
                continue
            between = text[a.span.end : b.span.start]
            if b.span.start < a.span.end or len(between) > BESIDE or any(mark in between for mark in ";:()"):
                continue
            if _clause_at(self.document, a.span.start) is _clause_at(self.document, b.span.start):
                out.append((one, other))
        return out

    # -- other articles

    def use_others(self, facts: Facts, world: World) -> bool:
        """Take the date of the same event from an article that knows it."""
        changed = False
        for item in facts.of(self.document.article.id):
            timex = item.mention.timex
            if timex is None or reach(self.alone[timex].when) is not None:
                continue
            matches = facts.matches(
                item,
                world,
                calendar=_calendar(self.document.times[timex].steps),
                weekday=_weekday_and_date(self.document.times[timex].steps, self.document.times[timex].steps)[0],
            )
            fresh = [(other, bounds) for other, bounds in matches if (item.id, other.id) not in self.used]
            if not fresh or len({bounds for _, bounds in matches}) > 2:
                # An event like many others says nothing of the day.
                continue
            allowed: set[int] = set()
            for _, bounds in matches:
                start, stop = max(self.first, bounds.first - 40), min(self.latest, bounds.last + REACH_BACK)
                for day in range(start, stop + 1):
                    if self.days is not None and day not in self.days:
                        continue
                    meant = self.at(day)[timex]
                    if meant is not None and meant.meets(bounds):
                        allowed.add(day)
            self.used.update((item.id, other.id) for other, _ in fresh)
            if allowed:
                other, bounds = matches[0]
                words = f"{self._words(timex)} is {_text(bounds)} for the same event in {other.article}"
                changed = self.keep(allowed, words) or changed
        if changed:
            self._agree()
        return changed

    def use_copies(self, facts: Facts) -> None:
        """A text that repeats another's sentences came out with it, give or take a day or two."""
        for other, days in facts.copies(self.document):
            allowed = range(days.days[0] - COPY_BEFORE, days.days[-1] + COPY_AFTER + 1)
            self.keep(allowed, f"repeats sentences of {other}")

    def use_places(self, facts: Facts, world: World) -> bool:
        """Make days unlikely on which somebody would have been in two places far apart."""
        left = self._left()
        if not left or len(left) > 62 or len(left) == 1:
            return False
        doubled: dict[int, str] = {}
        for day in sorted(left):
            clash = self._two_places(day, facts, world)
            if clash:
                doubled[day] = clash
        fresh = {day: who for day, who in doubled.items() if ("places", f"{day} {who}") not in self.used}
        if not fresh or len(doubled) == len(left):
            return False
        self.used.update(("places", f"{day} {who}") for day, who in fresh.items())
        self.days = {day: weight * (TWO_PLACES if day in fresh else 1.0) for day, weight in left.items()}
        who = ", ".join(sorted(set(fresh.values())))
        self.reasons.append(f"else in two places on one day: {who}")
        return True

    def _two_places(self, day: int, facts: Facts, world: World) -> str | None:
        row = self.at(day)
        partner: dict[int, list[int]] = defaultdict(list)
        for one, other in self._pairs():
            partner[one].append(other)
            partner[other].append(one)
        where: dict[tuple[str, int], set[str]] = defaultdict(set)
        for item in facts.of(self.document.article.id):
            timex = item.mention.timex
            if timex is None or item.type not in BODILY or item.mention.factuality is not Factuality.HAPPENED:
                continue
            meant = _narrowest([row[timex], *(row[number] for number in partner[timex])])
            if meant is None or meant.days != 1:
                continue
            for who in present(item):
                spots = set(item.places) or set(item.place_countries) or hosts(item)
                where[who, meant.first] |= spots | facts.seen.get((who, meant.first), set())
        for (who, _), spots in sorted(where.items()):
            if _far_apart(spots, world):
                return who
        return None

    def _words(self, *numbers: int) -> str:
        text = self.document.article.text
        spans = [self.document.times[number].span for number in dict.fromkeys(numbers)]
        return ", ".join(f"“{' '.join(text[span.start : span.end].split())}”" for span in sorted(spans))


def _clause_at(document: Document, offset: int) -> Clause | None:
    """The innermost clause that holds an offset."""
    holding = [clause for clause in document.clauses if clause.span.start <= offset < clause.span.end]
    return min(holding, key=lambda clause: clause.span.end - clause.span.start, default=None)


def _weekday_and_date(steps: Sequence[str], more: Sequence[str]) -> tuple[int | None, tuple[int, int] | None]:
    """The weekday (Monday is 1) and the month and day that the steps of one or two expressions name."""
    weekday, month, day = None, None, None
    for step in (*steps, *(more if more is not steps else ())):
        name, *args = step.split()
        if name == "weekday" and args and args[0].isdigit():
            weekday = int(args[0])
        elif name == "md" and args:
            left, _, right = args[0].partition("-")
            if left.isdigit() and right.isdigit():
                month, day = int(left), int(right)
        elif name == "month" and args and args[0].isdigit():
            month = int(args[0])
        elif name == "dom" and args and args[0].isdigit():
            day = int(args[0])
    return weekday, (month, day) if month and day else None


def _calendar(steps: Sequence[str]) -> tuple[int, int] | None:
    return _weekday_and_date(steps, steps)[1]


def _narrowest(bounds: Sequence[Reach | None]) -> Reach | None:
    known = [b for b in bounds if b is not None]
    return min(known, key=lambda b: (b.days, b.first), default=None)


def _far_apart(spots: set[str], world: World) -> bool:
    ordered = sorted(spots)
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            distance = world.kilometres(one, other)
            if distance is not None and distance > APART_KM:
                return True
            lands = world.country_of(one), world.country_of(other)
            if distance is None and None not in lands and lands[0] != lands[1]:
                return True
    return False


def _text(bounds: Reach) -> str:
    first, last = When.day(bounds.first).edtf, When.day(bounds.last).edtf
    return first if first == last else f"{first}/{last}"
