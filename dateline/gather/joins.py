"""Tellings that are joined by what they are, before and after the pairs are compared: details, titles, outcomes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.core.model import Attachment, EventType, Factuality, Gate, Label, Role
from dateline.gather.counting import is_counted_from
from dateline.gather.families import in_family, near
from dateline.gather.similarity import VERBAL, veto
from dateline.gather.sketch import Sketch

if TYPE_CHECKING:
    from dateline.gather.groups import Groups

SPOKEN_WITHIN = 4
"""Sentences after a lede in which somebody says on a day what it says of a country."""
CALLED_OFF_BEFORE = 31
"""Days before it was to be on which a thing is called off."""
FRONT = frozenset({Label.TITLE, Label.LEDE})
SESSIONS = frozenset({EventType.MEETING, EventType.AGREEMENT})
OUTCOMES = frozenset({EventType.DEMAND, EventType.STATEMENT, EventType.LAW})

_GOES_ON = 3
"""Sentences within which what has its day from an earlier one is still told of with it."""


def join_details(joined: Groups) -> None:
    """An undated detail belongs to the dated telling it was linked to where it was found."""
    numbers = {item.id: number for number, item in enumerate(joined.sketches)}
    for number, item in enumerate(joined.sketches):
        head = numbers.get(item.mention.detail_of or "")
        if head is None or (min(number, head), max(number, head)) in joined.apart:
            continue
        if _other_kind(item, joined.sketches[head]) or is_counted_from(joined.sketches[head].mention):
            continue
        if joined.forbidden(joined.home[number], joined.home[head]) is None:
            joined.join(number, head, f"{item.id} is a detail of {joined.sketches[head].id}", 1.0)
        elif head > number and item.when is None:
            _join_to_what_came_before(joined, number)


def join_sentenced(joined: Groups) -> None:
    """A term for one, a fine for another: what one sentence says a court decided is one ruling."""
    beside: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, item in enumerate(joined.sketches):
        if item.type is EventType.COURT:
            beside[item.article, item.mention.sentence].append(number)
    for numbers in beside.values():
        for number in numbers:
            if joined.sketches[number].when is not None or len(joined.groups[joined.home[number]].members) > 1:
                continue
            homes = {joined.home[other] for other in numbers} - {joined.home[number]}
            if len(homes) == 1 and joined.forbidden(joined.home[number], min(homes)) is None:
                joined.join(number, min(homes), f"{joined.sketches[number].id} is told in the same sentence", 0.5)


def join_goings_on(joined: Groups) -> None:
    """What has its day from the sentence before, and is of its kind, goes on about what that one tells."""
    dated: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for number, item in enumerate(joined.sketches):
        if item.mention.attachment is Attachment.CLAUSE and item.mention.timex is not None:
            dated[item.article, item.mention.timex].append(number)
    for number, item in enumerate(joined.sketches):
        if item.mention.attachment is not Attachment.INHERITED or item.type in VERBAL or item.is_unknown:
            continue
        for other in dated.get((item.article, item.mention.timex), ()):
            told = joined.sketches[other]
            far = item.mention.sentence - told.mention.sentence > _GOES_ON
            if told.when != item.when or far or not _goes_on(item, told):
                continue
            if joined.forbidden(joined.home[number], joined.home[other]) is None:
                joined.join(number, other, f"{item.id} goes on about {told.id}", 0.2)
                break


def _goes_on(item: Sketch, told: Sketch) -> bool:
    """Whether two tellings of one day are of one kind, or of kinds of one family, and of no two finer ones."""
    if None not in (item.concept, told.concept) and item.concept != told.concept:
        return item.type is told.type and near(item.type, *_both(item, told))
    return item.type is told.type or in_family(item.type, told.type, {item.concept, told.concept})


def join_titles(joined: Groups) -> None:
    """A title tells the first event of its kind that the article goes on to tell."""
    by_article: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(joined.sketches):
        by_article[item.article].append(number)
    for numbers in by_article.values():
        for number in numbers:
            title = joined.sketches[number]
            if title.label is not Label.TITLE:
                continue
            for other in numbers:
                told = joined.sketches[other]
                kin = told.type is title.type and (
                    told.mention.lemma == title.mention.lemma
                    or (title.concept is not None and told.concept == title.concept)
                )
                if not kin or told.label is Label.TITLE or (min(number, other), max(number, other)) in joined.apart:
                    continue
                others = [n for n in joined.groups[joined.home[number]].members if n != number]
                if any(veto(joined.sketches[n], told, joined.world) for n in others if n != other):
                    continue
                if veto(undated(title), told, joined.world) is None:
                    joined.join(number, other, f"the title {title.id} tells {told.id}", 1.0)
                    break


def join_spoken(joined: Groups) -> None:
    """A lede says that a country accuses; a few sentences on its minister does so, on a day."""
    for number, lede in enumerate(joined.sketches):
        if lede.mention.attachment is not Attachment.LEDE or lede.type not in VERBAL or lede.when is None:
            continue
        for other in range(number + 1, len(joined.sketches)):
            told = joined.sketches[other]
            if told.article != lede.article or told.mention.sentence > lede.mention.sentence + SPOKEN_WITHIN:
                break
            dated = told.mention.attachment is Attachment.CLAUSE and told.when is not None and told.when.is_day
            speaks = told.type in VERBAL and lede.actors & lede.principals & (told.actors | told.countries)
            if not (dated and speaks and told.mention.sentence > lede.mention.sentence):
                continue
            if told.targets and lede.targets and not told.targets & lede.targets:
                continue
            bare = replace(undated(lede), mention=replace(lede.mention, when=None, timex=None))
            others = [n for n in joined.groups[joined.home[number]].members if n != number]
            if veto(bare, told, joined.world) is None and not any(
                joined.sketches[n].mention.attachment is not Attachment.LEDE for n in others
            ):
                # The day the lede was given by its place is not its own.
                joined.sketches[number] = bare
                joined.join(number, other, f"{told.id} says on a day what the lede says", 0.1)
            break


def join_nameless(joined: Groups) -> None:
    """A dated telling that names nobody joins the one event of its kind and day in the same story.

    "The driver was charged on Tuesday" names no land; the articles around it do.
    """
    nameless = [n for n, item in enumerate(joined.sketches) if item.mention.gate is Gate.PARTICIPANT]
    wanted = {(joined.sketches[n].type, joined.sketches[n].concept) for n in nameless}
    by_day: dict[tuple[str, str | None, int], list[int]] = defaultdict(list)
    for number, item in enumerate(joined.sketches):
        if (item.type, item.concept) in wanted and item.mention.gate is None and item.when and item.when.days <= 10:
            for day in range(item.when.first, item.when.last + 1):
                by_day[item.type, item.concept, day].append(number)
    for number in nameless:
        item = joined.sketches[number]
        if item.concept is None or item.when is None or item.when.days > 10:
            continue
        days = range(item.when.first, item.when.last + 1)
        near = sorted({other for day in days for other in by_day.get((item.type, item.concept, day), ())})
        fit = [other for other in near if joined.rarity.same_story(item.article, joined.sketches[other].article)]
        homes = {joined.home[other] for other in fit} - {joined.home[number]}
        if len(homes) == 1 and joined.forbidden(joined.home[number], homes.copy().pop()) is None:
            joined.join(number, fit[0], f"{item.id} names nobody; same story, kind and days", 0.0)


def join_sessions(joined: Groups) -> None:
    """What a body decides or demands on the day it meets is what the meeting came to."""
    meetings: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, item in enumerate(joined.sketches):
        if item.type in SESSIONS and item.when is not None and item.when.is_day and (_real(item) or _ahead(item)):
            for body in item.organisations & item.actors:
                meetings[body, item.when.first].append(number)
    for home in sorted(joined.groups):
        if home not in joined.groups:
            continue
        own = [joined.sketches[number] for number in joined.groups[home].members]
        days = [item.when for item in own if item.when is not None]
        if not days or not all(item.type in OUTCOMES and not item.people and _real(item) for item in own):
            continue
        day = min(days, key=lambda when: (when.days, when.first))
        bodies = {body for item in own for body in item.organisations & (item.actors | item.targets)}
        if day.days > 1 or len(bodies) != 1 or "/" in min(bodies) or any(item.principals for item in own):
            continue
        fit = meetings.get((min(bodies), day.first), [])
        homes = {joined.home[other] for other in fit} - {home}
        if len(homes) != 1 or not joined.rarity.same_story(own[0].article, joined.sketches[fit[0]].article):
            continue
        theirs = joined.groups[min(homes)].members
        if not any((min(a, b), max(a, b)) in joined.apart for a in joined.groups[home].members for b in theirs):
            joined.join(home, fit[0], f"{own[0].id} is what the meeting came to", 0.1)


def join_refusals(joined: Groups) -> None:
    """Who stayed away from a meeting of a body tells of the meeting, where others tell that it took place.

    The refusal is in the quotes; whoever stayed away is named and acts no more.
    """
    held: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, item in enumerate(joined.sketches):
        if item.type is EventType.MEETING and item.when is not None and item.when.is_day and _real(item):
            for body in item.organisations:
                held[body, item.when.first].add(joined.home[number])
    for home in sorted(joined.groups):
        own = joined.groups[home].members if home in joined.groups else []
        stayed = [joined.sketches[n] for n in own if joined.sketches[n].mention.factuality is Factuality.REFUSED]
        if not stayed or len(stayed) < len(own) or any(item.type is not EventType.MEETING for item in stayed):
            continue
        days = {item.when for item in stayed if item.when is not None and item.when.is_day}
        if len(days) != 1:
            continue
        day = min(days, key=lambda when: when.first).first
        homes = {
            joined.home[min(joined.groups[place].members)]
            for item in stayed
            for body in item.organisations
            for place in held.get((body, day), ())
            if place in joined.groups
        }
        theirs = joined.groups[min(homes)].members if len(homes) == 1 else []
        if not theirs or any((min(a, b), max(a, b)) in joined.apart for a in own for b in theirs):
            continue
        for number in own:
            joined.sketches[number] = _beside(joined.sketches[number])
        joined.join(min(own), min(theirs), f"{stayed[0].id} stayed away from it", 0.1)


def join_called_off(joined: Groups) -> None:
    """What was called off on a day is the one thing of its kind that was planned for a later one in the same story.

    "The walkout was called off on the 1st" says nothing of the day it was to be; the article before does.
    """
    plans: list[int] = []
    ends: list[int] = []
    for home in sorted(joined.groups):
        own = [joined.sketches[number] for number in joined.groups[home].members]
        if all(item.mention.factuality is Factuality.PLANNED and item.when for item in own):
            plans.append(home)
        elif all(item.mention.factuality is Factuality.CANCELLED and not item.mention.planned for item in own):
            ends.append(home)
    fits = [(plan, end) for end in ends for plan in plans if _is_calling_off(joined, plan, end)]
    for plan, end in fits:
        if [one for one, _ in fits].count(plan) == 1 and [other for _, other in fits].count(end) == 1:
            first = joined.groups[end].members[0]
            joined.join(plan, end, f"{joined.sketches[first].id} calls off what was planned", 0.05)


def _is_calling_off(joined: Groups, plan: int, end: int) -> bool:
    numbers, others = joined.groups[plan].members, joined.groups[end].members
    if any((min(one, other), max(one, other)) in joined.apart for one in numbers for other in others):
        return False
    ours, theirs = ([joined.sketches[number] for number in own] for own in (numbers, others))
    for a in ours:
        for b in theirs:
            named = a.keys | a.principals | a.place_countries, b.keys | b.principals | b.place_countries
            if a.type is not b.type or a.when is None or b.told is None or named[0].isdisjoint(named[1]):
                return False
            if not b.told.first <= a.when.first <= b.told.last + CALLED_OFF_BEFORE or a.when.days > 7:
                return False
            if None not in (a.concept, b.concept) and a.concept != b.concept and not near(a.type, *_both(a, b)):
                return False
            if a.published and b.published and a.published.first > b.published.last:
                return False
            if veto(a, b, joined.world, days=False):
                return False
    return any(joined.rarity.same_story(a.article, b.article) for a in ours for b in theirs)


def _both(a: Sketch, b: Sketch) -> tuple[str, str]:
    return a.concept or "", b.concept or ""


def join_unknown(joined: Groups) -> None:
    """A verb no lexicon knows tells, on the same day, of what a known one tells in its sentence or the next.

    "On Friday the mayor acted. She closed the bridge to …": two clauses, one event.
    """
    beside: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, item in enumerate(joined.sketches):
        silent = not item.is_unknown and item.type not in VERBAL
        if silent and item.when is not None and item.mention.gate is None:
            beside[item.article, item.mention.sentence].append(number)
    for number, item in enumerate(joined.sketches):
        own = joined.groups[joined.home[number]].members
        if item.when is None or any(not joined.sketches[one].is_unknown for one in own):
            continue
        if len({joined.sketches[one].article for one in own}) > 1:
            continue  # Told elsewhere with as strange a verb: something of its own.
        same = beside.get((item.article, item.mention.sentence), ())
        after = [
            other
            for other in beside.get((item.article, item.mention.sentence + 1), ())
            if joined.sketches[other].mention.attachment is Attachment.INHERITED
            and _same_side(item, joined.sketches[other])
        ]
        homes = {joined.home[other] for other in (*same, *after) if joined.sketches[other].when == item.when}
        homes -= {joined.home[number]}
        if len(homes) == 1 and joined.forbidden(joined.home[number], min(homes)) is None:
            joined.join(number, min(homes), f"{item.id} is told beside it, of the same day", 0.1)


def _same_side(item: Sketch, known: Sketch) -> bool:
    """Whether the next sentence goes on with who acted in this one: it names nobody, or one of them."""
    theirs = {taking.entity for taking in known.mention.participants}
    return not theirs or bool(theirs & {taking.entity for taking in item.mention.participants})


def _join_to_what_came_before(joined: Groups, number: int) -> None:
    """A detail that cannot belong to the telling after it belongs to the last one of its kind before it."""
    item = joined.sketches[number]
    for other in range(number - 1, -1, -1):
        told = joined.sketches[other]
        if told.article != item.article:
            return
        if is_counted_from(told.mention):
            continue
        if told.type is item.type and told.when is not None and told.mention.gate is None:
            if joined.forbidden(joined.home[number], joined.home[other]) is None:
                joined.join(number, other, f"{item.id} is told after {told.id}", 0.0)
            return


def _real(item: Sketch) -> bool:
    return item.mention.factuality in (Factuality.HAPPENED, Factuality.ONGOING)


def _ahead(item: Sketch) -> bool:
    return item.mention.factuality is Factuality.PLANNED


def _beside(item: Sketch) -> Sketch:
    """A refusal as a witness of what was refused: it dates nothing, and those it names do not act."""
    named = tuple(replace(taking, role=Role.OTHER) for taking in item.mention.participants)
    mention = replace(item.mention, factuality=Factuality.HAPPENED, gate=Gate.TRIGGER, weight=0.1, participants=named)
    return replace(item, mention=mention, actors=frozenset(), targets=frozenset(), principals=frozenset())


def _other_kind(item: Sketch, head: Sketch) -> bool:
    """Whether a detail speaks of another thing than its head: a later election is no detail of a recount.

    The dead of an attack or an accident are its detail, whatever the word for them.
    """
    if item.type in (EventType.ATTACK, EventType.DISASTER):
        return False
    if item.concept is None or head.concept is None:
        # Two verbs of no known finer kind: a rate is cut, a currency falls.
        return item.mention.lemma != head.mention.lemma and item.label not in FRONT
    return item.concept != head.concept


def undated(item: Sketch) -> Sketch:
    """The sketch without its date: a title's is only that of its article."""
    return replace(item, when=None, told=None) if item.mention.attachment is not Attachment.CLAUSE else item
