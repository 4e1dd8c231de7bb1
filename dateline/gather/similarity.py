"""How alike two tellings are, and what forbids that they tell the same event.

Source: extraction by typed constraint matching as in JRC NEXUS and Event Registry, with the event as a frame of
canonical ids; the weights and what departs from them are told in docs/merging.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.core.model import Attachment, EventType, Factuality, Label
from dateline.core.values import quickly_made
from dateline.core.when import from_ordinal
from dateline.gather.counting import is_counted_from
from dateline.gather.families import in_family, in_loose_family, near
from dateline.gather.sketch import FRESH_DAYS, SAID, Rarity, Reach, Sketch, World

MERGE = 0.68
SUGGEST = 0.52
LOOSELY = 0.3
TOO_LATE = "told too long after it"
OTHER_DAYS = "different days"
ALONE = 1.5
FAR_KM = 100.0
MOST_SLACK = 3
"""Days by which two dates of one event differ at most."""
SOON_DAYS, LATER_DAYS = 30, 366
"""How long after it an event is told without its day: as news, and in the background of a later article."""

DATE, PARTICIPANTS, TYPE, PLACE, WORDS = 0.30, 0.25, 0.18, 0.15, 0.12

T = EventType
BILATERAL = frozenset({T.ATTACK, T.MEETING, T.AGREEMENT, T.DEESCALATE, T.CRITICISM, T.DEMAND, T.SANCTION, T.AID})
"""Types in which another partner is another event."""
BODIES = frozenset({T.MEETING, T.VOTE, T.MEMBERSHIP, T.AGREEMENT, T.STATEMENT, T.DEMAND, T.MOBILISE})
"""Types in which another organisation is another event."""
PERSONAL = frozenset({T.PEOPLE, T.COURT, T.MEETING, T.STATEMENT, T.CRITICISM, T.DEMAND})
"""Types in which another person is another event."""
EXACT = frozenset({"votes_for", "votes_against", "abstained", "magnitude"})
"""Figures that do not grow: two values are two events."""
GROWING = frozenset({"deaths", "injured", "detained", "people", "troops"})
CONSEQUENCES = frozenset({"deaths", "killing"})
VERBAL = SAID
SUBJECT = 0.5
"""Share of the words of the shorter of two sayings that must be the other's too."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two tellings are, part by part; each from 0 to 1."""

    score: float
    date: float
    participants: float
    type: float
    place: float
    words: float
    dateless: float
    """The score of everything but the date."""
    specific: int
    """How many things they share that few events share: bodies, people, towns, counts, rare names."""
    story: bool
    """Their articles tell the same story."""


def likeness(a: Sketch, b: Sketch, *, rarity: Rarity, world: World) -> Likeness:
    """How alike two tellings are. Symmetric; says nothing of what forbids a merge (see `veto`)."""
    kind = _type(a, b)
    participants = _participants(a, b, rarity, world)
    place = _place(a, b, world)
    words = _words(a, b, rarity)
    date = _date(a, b)
    rest = PARTICIPANTS * participants + TYPE * kind + PLACE * place + WORDS * words
    dateless = rest / (1 - DATE)
    return Likeness(
        DATE * date + rest,
        date,
        participants,
        kind,
        place,
        words,
        dateless,
        specific(a, b, rarity, words),
        rarity.same_story(a.article, b.article),
    )


def specific(a: Sketch, b: Sketch, rarity: Rarity, words: float) -> int:
    """How many particular things two tellings share."""
    count = len(a.organisations & b.organisations) + len(a.people & b.people) + len(a.places & b.places)
    count += sum(1 for what in a.figures if b.figures.get(what) == a.figures[what])
    count += len(a.actors & b.actors & a.principals) > 0 and len(a.targets & b.targets & a.principals) > 0
    count += words >= 0.25
    # Two tellings that share the same three countries share something that few events do.
    count += len(a.countries & b.countries) >= 3
    return count


def threshold(a: Sketch, b: Sketch, like: Likeness) -> float:
    """The score at which these two are one event: higher where only a country and a kind speak for it."""
    if like.type == 0:
        return 2.0
    if like.type == LOOSELY:
        return ALONE  # Only the scene can say so: see `sole`.
    bar = MERGE
    same_language = a.language == b.language
    different = None not in (_concept(a), _concept(b)) and _concept(a) != _concept(b)
    if different:
        # An arrest and a boarding of one day and land: two events unless much more is shared.
        bar += 0.12 if like.specific < 2 else 0.06
    elif like.specific == 0 and like.words < 0.12:
        # Across languages words are silent: there the same concept counts, inside one language its absence does.
        bar += 0.12 if same_language or like.type < 0.85 else 0.06 if like.type < 1 else 0.0
        if like.story and a.article != b.article:
            bar -= 0.06
    if same_language and a.mention.lemma != b.mention.lemma and like.words < 0.12 and like.specific < 2:
        bar += 0.06
    if a.type in VERBAL and b.type in VERBAL:
        if like.words < 0.12 and like.specific < 2:
            bar += 0.06
        if same_language and a.article != b.article and not _about_the_same(a, b):
            # A firm speaks of its profits in one quarter and of its jobs in the next: the speaker is not the subject.
            bar += 0.25
    if a.is_unknown or b.is_unknown:
        told = all(item.mention.attachment in (Attachment.CLAUSE, Attachment.SENTENCE) for item in (a, b))
        # The same day, the same story and somebody or some place in it: an unknown verb for a known thing.
        close = like.date >= 1 and like.story and like.specific >= 1 and told and a.type is not b.type
        # What a headline says in an unknown verb is told below it, in its own article.
        headline = a.article != b.article and any(i.is_unknown and i.label is Label.TITLE for i in (a, b))
        bar += 0.0 if (like.words >= 0.3 and not headline) or close else 0.2
    return bar


def _about_the_same(a: Sketch, b: Sketch) -> bool:
    """Whether what was said shares words that are no names, or a number: all one language can tell of a subject."""
    both = len(a.subject & b.subject)
    numbers = any(word[0].isdigit() for word in a.words & b.words)
    return numbers or (both >= 2 and both >= SUBJECT * min(len(a.subject), len(b.subject)))


def veto(
    a: Sketch, b: Sketch, world: World, *, days: bool = True, loose: bool = False, kinds: bool = True
) -> str | None:
    """Why these two cannot be the same event, in words; None when nothing forbids it. Without `days`, dates aside.
    With `loose`, types count as one family that only the scene can make one event of, and what is told without a day
    may be told long after it. Without `kinds`, any two types may be one event.

    These are hard: a cluster joins another only when no pair of their members has one.
    """
    kind = _type(a, b) if kinds else 1.0
    if kind == 0 or (kind == LOOSELY and not loose):
        return "different kinds of event"
    return (_veto_date(a, b, late=loose) if days else None) or _veto_open_days(a, b) or contradiction(a, b, world)


def contradiction(a: Sketch, b: Sketch, world: World) -> str | None:
    """What one telling says of an event that the other denies of its own, whatever their kinds and days."""
    return (
        _veto_status(a, b)
        or _veto_bodies(a, b, world)
        or _veto_people(a, b)
        or _veto_new(a, b)
        or _veto_sides(a, b)
        or _veto_places(a, b, world)
        or _veto_counts(a, b)
    )


# ------------------------------------------------------------------------------------------------------- likeness


def _type(a: Sketch, b: Sketch) -> float:
    if a.type is b.type:
        concepts = {_concept(a), _concept(b)}
        if len(concepts) == 1:
            return 1.0 if None not in concepts or a.mention.lemma == b.mention.lemma else 0.9
        return 0.85 if None in concepts else 0.7
    if T.OTHER in (a.type, b.type):
        return 0.5 if a.mention.lemma == b.mention.lemma and a.language == b.language else 0.4
    if in_family(a.type, b.type, {a.concept, b.concept}):
        return 0.7
    return LOOSELY if in_loose_family(a.type, b.type) else 0.0


def never_one(one: tuple[EventType, str | None], other: tuple[EventType, str | None]) -> bool:
    """Whether two types with their finer kinds are different kinds of event, whatever else is told of them."""
    types = (one[0], other[0])
    if one[0] is other[0] or T.OTHER in types:
        return False
    return not in_family(*types, {one[1], other[1]}) and not in_loose_family(*types)


def _concept(item: Sketch) -> str | None:
    """The finer kind, unless it only tells what another event brought with it: the dead of an earthquake."""
    return None if item.concept in CONSEQUENCES else item.concept


def _date(a: Sketch, b: Sketch) -> float:
    one, other = a.when, b.when
    if one is None or other is None:
        return 0.4 if _plausible(a, b) else 0.0
    if not one.meets(other, _slack(a, b, one, other)):
        return 0.0
    if one.is_day and other.is_day:
        return 1.0 if one.first == other.first else 0.8
    if one == other and one.days <= 10:
        return 0.95
    longest = max(one.days, other.days)
    if longest <= 10:
        return 0.9
    if longest <= 31:
        return 0.7
    return 0.55 if longest <= 92 else 0.4


def fresh(a: Sketch, b: Sketch) -> bool:
    """Whether one tells without a date, soon after, what the other dates: news of the week hardly needs its day."""
    dated = a if a.when is not None else b
    undated = b if dated is a else a
    if dated.when is None or undated.when is not None or undated.published is None:
        return False
    return (
        dated.when.days <= 10
        and 0 <= undated.published.last - dated.when.first
        and (undated.published.first - dated.when.last <= FRESH_DAYS)
    )


def _plausible(a: Sketch, b: Sketch, within: int = SOON_DAYS) -> bool:
    """Whether an undated telling's article could be about the other's days: it came out soon after."""
    dated = a if a.when is not None else b if b.when is not None else None
    undated = b if dated is a else a
    if dated is None or dated.when is None:
        return a.published is None or b.published is None or a.published.meets(b.published, 5)
    if undated.published is None:
        return True
    return dated.when.first <= undated.published.last and undated.published.first - dated.when.last <= within


def _pad(one: Reach, other: Reach) -> int:
    """Days by which vague parts may be off: none for days and months, three for weeks and vague parts."""
    return max(MOST_SLACK if reach.vague and reach.days <= 31 else 0 for reach in (one, other))


def _slack(a: Sketch, b: Sketch, one: Reach, other: Reach) -> int:
    """Days by which two dates may differ: one of two days given by the sentence before may be the next."""
    # So may what only a headline tells: "strike stops trains" is printed on the day before it.
    taken = not {Attachment.INHERITED, Attachment.LEDE}.isdisjoint((a.mention.attachment, b.mention.attachment))
    ours, theirs = _concept(a), _concept(b)
    known = a.type is b.type and ours is not None and theirs is not None
    alike = known and (ours == theirs or near(a.type, ours or "", theirs or ""))
    return max(_pad(one, other), 1 if taken and alike and a.article != b.article else 0)


def _participants(a: Sketch, b: Sketch, rarity: Rarity, world: World) -> float:
    """Soft weighted overlap of who takes part: half Jaccard, half the share of the smaller; tellings are partial."""
    if not a.involved or not b.involved:
        return 0.0
    gained_a, total_a = _gained(a, b, rarity, world)
    gained_b, total_b = _gained(b, a, rarity, world)
    if not total_a or not total_b:
        return 0.0
    share_a, share_b = gained_a / total_a, gained_b / total_b
    both = (gained_a + gained_b) / (total_a + total_b)
    return 0.5 * both + 0.5 * max(share_a, share_b)


def _gained(a: Sketch, b: Sketch, rarity: Rarity, world: World) -> tuple[float, float]:
    """What of the weight of those involved in one telling the other has too, and the whole of it."""
    gained, total = 0.0, 0.0
    across = a.language != b.language
    for item in a.involved:
        if across and item in a.unknown and item not in b.involved:
            continue  # Spelled otherwise there, or left out: it says nothing.
        weight = rarity.of_id(item)
        total += weight
        gained += weight * (1.0 if item in b.involved else _best(item, a, b, world))
    return gained, total


def _best(item: str, a: Sketch, b: Sketch, world: World) -> float:
    if item in a.people:
        return 0.8 if (world.country_of(item) or "") in b.countries else 0.0
    if item in a.organisations:
        members = world.members(item)
        if any(world.akin(item, other) for other in b.organisations):
            return 0.8
        return 0.5 if members and len(members & b.countries) >= min(3, len(members)) else 0.0
    if any(world.country_of(person) == item for person in b.people):
        return 0.8
    return 0.5 if any(item in world.members(body) for body in b.organisations) else 0.0


def _place(a: Sketch, b: Sketch, world: World) -> float:
    if a.places & b.places:
        return 1.0
    if a.places and b.places:
        if a.place_countries & b.place_countries:
            return 0.2
        return 0.0 if a.place_countries and b.place_countries else 0.3
    place = a if a.places else b
    other = b if place is a else a
    if place.places:
        return 0.8 if place.place_countries & other.countries else 0.4
    return 0.4


def _words(a: Sketch, b: Sketch, rarity: Rarity) -> float:
    """Cosine of rare words: all words inside one language, names and numbers across two; none within one sentence
    that tells of two kinds or days: its words say nothing of which of its clauses is meant."""
    if (a.type is not b.type or a.when != b.when) and (a.article, a.mention.sentence) == (
        b.article,
        b.mention.sentence,
    ):
        return 0.0
    (one, norm_a), (other, norm_b) = rarity.bag(a, b.language), rarity.bag(b, a.language)
    both = one & other
    return float(rarity.square(both) / (norm_a * norm_b) ** 0.5) if both else 0.0


# ----------------------------------------------------------------------------------------------------------- veto


def _veto_date(a: Sketch, b: Sketch, *, late: bool = False) -> str | None:
    one, other = a.when, b.when
    if one is None or other is None:
        dated = one or other
        if dated is not None and dated.days > 31:
            # News has its day near; what is told with its year alone is history, and another story.
            return "one is told with its year alone, the other without a date"
        near, far = (a.beside, other) if one is None else (b.beside, one)
        if near is not None and far is not None and not near.meets(far):
            return "its sentence tells of other days"
        return None if _plausible(a, b, LATER_DAYS if late else SOON_DAYS) else TOO_LATE
    if one.meets(other, _slack(a, b, one, other)):
        both_cancelled = a.mention.factuality is b.mention.factuality is Factuality.CANCELLED
        if both_cancelled and a.told and b.told and not a.told.meets(b.told, 7):
            return "called off on different days"
        return None
    return OTHER_DAYS


def _veto_open_days(a: Sketch, b: Sketch) -> str | None:
    """Whether "last Sunday", of whatever week, is held against a Friday."""
    for one, other in ((a, b), (b, a)):
        if not one.open_day:
            continue
        if other.open_day:
            theirs = other.open_day
        elif other.when is not None and other.when.is_day and other.mention.when is not None:
            day = other.when.first
            theirs = ((day - 1) % 7 + 1,) if len(one.open_day) == 1 else from_ordinal(day)[1:]
        else:
            continue
        if len(theirs) == len(one.open_day) and theirs != one.open_day:
            return "on another day of the week" if len(theirs) == 1 else "on another day of the year"
    return None


def _veto_status(a: Sketch, b: Sketch) -> str | None:
    pair = {a.mention.factuality, b.mention.factuality}
    if Factuality.REFUSED in pair and len(pair) == 2:
        return "one stayed away, the other did not"
    if Factuality.CANCELLED in pair and pair & {Factuality.HAPPENED, Factuality.ONGOING}:
        return "one was called off, the other took place"
    if Factuality.PLANNED in pair and len(pair) == 2 and a.when and b.when:
        planned, other = (a, b) if a.mention.factuality is Factuality.PLANNED else (b, a)
        # A plan and a fact are one only when the plan was made before the fact.
        told_after = planned.published and other.when and planned.published.first > other.when.last
        if told_after and not (a.when.is_day and a.when == b.when):
            return "planned after the other had happened"
    phases = {a.mention.phase, b.mention.phase}
    if phases == {"start", "end"} and T.MEETING not in (a.type, b.type):
        return "one is the beginning, the other the end"
    return None


def _veto_bodies(a: Sketch, b: Sketch, world: World) -> str | None:
    if (
        a.ordinal is not None
        and b.ordinal is not None
        and a.ordinal != b.ordinal
        and a.mention.lemma == b.mention.lemma
    ):
        return "numbered differently"
    if a.type is b.type is T.SANCTION:
        # Whom a sanction strikes is told in many ways; who imposes it is one body or another.
        acts, others = _comparable(a, b, a.organisations & a.actors, b.organisations & b.actors)
        if _organs(acts) == _organs(others) and _strangers(acts, others, world):
            return "different organisations"
    if a.type in BODIES and b.type in BODIES:
        ours, theirs = _comparable(a, b, _heads(a), _heads(b))
        if a.type is not T.VOTE and _organs(ours) != _organs(theirs):
            # The Kremlin sends what an alliance sends: a government acts through the bodies it is in.
            return None
        if _strangers(ours, theirs, world):
            return "different organisations"
    return None


def _strangers(ours: frozenset[str], theirs: frozenset[str], world: World) -> bool:
    """Whether both name bodies, and none of one is one of the other's or part of it."""
    if not ours or not theirs or ours & theirs:
        return False
    return not any(world.akin(one, other) for one in ours for other in theirs)


def _organs(bodies: frozenset[str]) -> bool:
    """Whether all of them are organs of a state."""
    return bool(bodies) and all("/" in body for body in bodies)


def _comparable(
    a: Sketch, b: Sketch, ours: frozenset[str], theirs: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Names that can tell two events apart: across languages only those the gazetteer knows under one id."""
    return (ours, theirs) if a.language == b.language else (ours - a.unknown, theirs - b.unknown)


def _heads(item: Sketch) -> frozenset[str]:
    """The bodies an event is of: those that act, else all named."""
    acting = item.organisations & item.actors
    return acting or item.organisations


def _veto_people(a: Sketch, b: Sketch) -> str | None:
    ours, theirs = _comparable(a, b, a.people, b.people)
    if a.type in PERSONAL and b.type in PERSONAL and ours and theirs and not ours & theirs:
        elsewhere = not (a.organisations & b.organisations or a.places & b.places)
        if a.type in (T.PEOPLE, T.COURT) or elsewhere:
            return "different people"
    if a.type is T.MEETING and b.type is T.MEETING and len(ours) == len(theirs) == 2 and ours != theirs:
        return "different partners"
    return None


def _veto_new(a: Sketch, b: Sketch) -> str | None:
    """Whether the later of two tellings of an article brings up another contract, having told of one, or days are
    counted from one of them to the other: "a week after the fire that killed two, the mill burned again"."""
    together = (a.article, a.mention.sentence) == (b.article, b.mention.sentence)
    if together and is_counted_from(a.mention) is not is_counted_from(b.mention):
        return "days lie between them"
    if a.type is b.type is T.AGREEMENT and a.article == b.article and a.mention.lemma == b.mention.lemma:
        first, later = sorted((a, b), key=lambda item: item.mention.trigger.start)
        if first.introduces and later.introduces and first.label is not Label.TITLE and later.label is Label.BODY:
            return "it brings up another one"
    return None


def _veto_sides(a: Sketch, b: Sketch) -> str | None:
    if a.type in BILATERAL and b.type in BILATERAL and not a.organisations & b.organisations:
        ours, theirs = a.principals, b.principals
        if len(ours) == len(theirs) == 2 and ours != theirs:
            return "between different sides"
    if a.type in (T.ATTACK, T.CRITICISM, T.SANCTION, T.DEMAND) and a.type is b.type:
        # "attacked an Armenian post": whose it was is only an adjective.
        ours_act, ours_take = a.actors & a.principals, a.targets & a.principals or frozenset(a.mention.mentioned)
        theirs_act, theirs_take = b.actors & b.principals, b.targets & b.principals or frozenset(b.mention.mentioned)
        if ours_act and ours_take and theirs_act and theirs_take:
            swapped = ours_act & theirs_take and ours_take & theirs_act
            if swapped and not ours_act & theirs_act:
                return "the sides are the other way round"
    return None


def _veto_places(a: Sketch, b: Sketch, world: World) -> str | None:
    if not a.places or not b.places or a.places & b.places:
        return None
    if not (a.when and b.when and a.when.days <= 3 and b.when.days <= 3):
        return None
    if a.type in VERBAL and b.type in VERBAL and a.article != b.article:
        return None
    distances = [world.kilometres(one, other) for one in sorted(a.places) for other in sorted(b.places)]
    known = [distance for distance in distances if distance is not None]
    if known and min(known) > FAR_KM:
        return "in places far apart"
    if not known and a.place_countries and b.place_countries and not a.place_countries & b.place_countries:
        return "in different countries"
    return None


def _veto_counts(a: Sketch, b: Sketch) -> str | None:
    for what in sorted(EXACT & a.figures.keys() & b.figures.keys()):
        if a.figures[what] != b.figures[what]:
            return f"different counts ({what.replace('_', ' ')})"
    for what in sorted(GROWING & a.figures.keys() & b.figures.keys()):
        low, high = sorted((a.figures[what], b.figures[what]))
        if high > (15 if what == "deaths" else 40) * max(low, 3):
            return f"counts too far apart ({what})"
    return None
