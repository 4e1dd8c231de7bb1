"""Participants: who takes part in an event and as what, where it was, and who is only named beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.core.model import (
    TELLING_LABELS,
    Article,
    EntityKind,
    EntityMention,
    EventType,
    Form,
    Label,
    Participant,
    Role,
)
from dateline.core.values import replace
from dateline.find.triggers import Hit, View
from dateline.lexicon.triggers import Triggers, load_types

SURE = 0.6
"""From this confidence on an entity takes part; below it is mentioned."""
_BACK = 4
_ASIDE = 7
_DOUBLE = 0.3
_JOINED = 0.8
"""How surely both countries of a double adjective take part."""
_GOVERNING = frozenset({EventType.MEETING, EventType.AGREEMENT, EventType.STATEMENT, EventType.DEMAND})
"""Types in which a capital that is the subject stands for its government."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and where."""

    participants: tuple[Participant, ...]
    places: tuple[str, ...]
    countries: tuple[str, ...]
    mentioned: tuple[str, ...]
    own: bool
    """Somebody of the clause itself takes part, not only of clauses around it."""


def find_cast(hit: Hit, view: View, around: Sequence[View], lexicon: Triggers, *, subject: View | None = None) -> Cast:
    """The cast of a hit from its own clause; where that names nobody, from the clauses around it, nearest first.

    `around` are views of the same sentence whose people may be understood: the antecedent, the governing clause;
    `subject` is the clause that names whom the subject's pronoun means.
    """
    inside = taking_part(view, lexicon)
    found = _of_view(hit, view.among(inside), lexicon)
    succeeded = hit.type is EventType.PEOPLE and view.clause.verb is not None and view.clause.verb.passive
    if subject is not None and not (succeeded and found):
        # "he was succeeded by X": X takes office.
        found += [replace(p, confidence=p.confidence * 0.9) for p in _of_view(hit, subject, lexicon)]
    own = any(p.kind in (EntityKind.COUNTRY, EntityKind.ORGANISATION, EntityKind.PERSON) for p in found)
    places = _places(hit, view, inside, lexicon)
    mentions = list(view.entities)
    for other in around:
        if own and places:
            break
        extra = _of_view(hit, other.among(taking_part(other, lexicon)), lexicon)
        if not own:
            found += [
                Participant(
                    p.kind,
                    p.entity,
                    Role.OTHER if p.role is Role.HOST else p.role,
                    p.confidence * 0.9,
                    p.country,
                    p.span,
                    p.known,
                )
                for p in extra
            ]
        if not places:
            places = _places(hit, other, taking_part(other, lexicon), lexicon)
        mentions += other.entities
        if extra:
            break
    return _cast(found, places, mentions, own)


def topic_country(article: Article, entities: Iterable[EntityMention]) -> tuple[str | None, bool]:
    """The country an article is about, the only one of title and lede or at least half of all it names, else None; and
    whether it is named often enough for events to be set there, or others are: a paper of a small town names none."""
    weights: Counter[str] = Counter()
    front: set[str] = set()
    for entity in entities:
        country = entity.entity if entity.kind is EntityKind.COUNTRY else entity.country
        if country is None or entity.commentator or entity.confidence < 0.4:
            continue
        label = article.paragraphs[article.sentences[entity.sentence].paragraph].label if article.paragraphs else None
        if label is None or label in TELLING_LABELS:
            if label in (Label.TITLE, Label.LEDE):
                front.add(country)
            # A town, an office or a person of it says more than the name of a country where a ferry goes.
            weights[country] += 2 if label in (Label.TITLE, Label.LEDE) or entity.kind is not EntityKind.COUNTRY else 1
    if len(front) == 1:
        return front.pop(), True
    if not weights:
        return None, False
    country, weight = min(weights.items(), key=lambda row: (-row[1], row[0]))
    return (country, weight > 1) if weight * 2 >= sum(weights.values()) else (None, True)


def with_topic(cast: Cast, country: str | None, scene: str | None) -> Cast:
    """A cast without a country, set in that of its scene; an unknown official is of the one the article is about."""
    if country is None:
        return cast
    homeless = any(
        p.kind is EntityKind.PERSON and p.role is Role.ACTOR and p.country is None and not p.known
        for p in cast.participants
    )
    acting = any(p.role is Role.ACTOR and (p.country or p.kind is EntityKind.COUNTRY) for p in cast.participants)
    if homeless and not acting and len(cast.participants) <= 2:
        # An official of whom nothing is known is one of the country the article is about.
        return replace(
            cast,
            countries=tuple(sorted({*cast.countries, country})),
            mentioned=tuple(c for c in cast.mentioned if c != country),
        )
    if scene is None or cast.countries or (cast.mentioned and cast.participants):
        return cast
    return replace(cast, countries=(scene,), mentioned=tuple(c for c in cast.mentioned if c != scene))


def _cast(
    found: Iterable[Participant], places: Sequence[EntityMention], mentions: Sequence[EntityMention], own: bool
) -> Cast:
    merged: dict[tuple[EntityKind, str | None], Participant] = {}
    rank = {Role.ACTOR: 0, Role.TARGET: 1, Role.HOST: 2, Role.OTHER: 3}
    for one in found:
        key = (one.kind, one.entity if one.entity is not None else f"{one.country}:{one.role}")
        known = merged.get(key)
        if known is None or (rank[one.role], -one.confidence) < (rank[known.role], -known.confidence):
            merged[key] = one
    participants = tuple(merged.values())
    countries: set[str] = set()
    for one in participants:
        country = one.entity if one.kind is EntityKind.COUNTRY else one.country
        if country is not None and one.confidence >= SURE:
            countries.add(country)
    countries |= {place.country for place in places if place.country is not None}
    mentioned = {
        country
        for mention in mentions
        if not mention.commentator
        for country in (mention.entity if mention.kind is EntityKind.COUNTRY else mention.country,)
        if country is not None
    }
    place_ids = tuple(dict.fromkeys(place.entity for place in places if place.entity is not None))
    return Cast(participants, place_ids, tuple(sorted(countries)), tuple(sorted(mentioned - countries)), own)


def taking_part(view: View, lexicon: Triggers) -> tuple[EntityMention, ...]:
    """The mentions of a clause without those who only tell of it, are left out of it or stand beside it."""
    return tuple(entity for entity in view.entities if not _stands_aside(view, entity, lexicon))


def _stands_aside(view: View, entity: EntityMention, lexicon: Triggers) -> bool:
    """Whether a name is the source (`according to the palace`), left out, or only whose friends act."""
    start, end = view.token_at(entity.span.start), view.token_at(entity.span.end - 1)
    if start in view.worldly:
        return True
    if end + 1 < len(view.tokens) and view.tokens[end + 1].text == "$":
        # "US$ 6 billion" is money.
        return True
    lower = view.lower
    if entity.form is Form.NAME and end + 1 < len(lower) and entity.kind is EntityKind.COUNTRY:
        after = lower[end + 1] if lower[end + 1] not in ("'s", "’s") else lower[end + 2 : end + 3]
        genitive = view.tokens[end].end > entity.span.end or lower[end + 1] in ("'s", "’s") or lower[end].endswith("s")
        if genitive and isinstance(after, str) and lexicon.lists["partners"].has(after):
            # "Norway's neighbours objected": the allies did.
            return True
    if start >= 2 and lower[start - 1] in lexicon.roles["joined"] and lower[start - 2].endswith("-"):
        # "Friedens- und Sicherheitsrat": part of a longer name.
        return True
    if lexicon.outside_behind.begin_at(lower, end + 1):
        return True
    for at in range(start, max(-1, start - _ASIDE), -1):
        if at < start and (not view.tokens[at].text[0].isalnum() or at == view.head):
            return False
        if lexicon.outside.end_before(lower, at):
            return True
    return False


def _places(hit: Hit, view: View, entities: Iterable[EntityMention], lexicon: Triggers) -> list[EntityMention]:
    """Where it was: places after a word of place, or beside the event's own word; not whose collapse came before."""
    return [
        e for e in entities if e.kind is EntityKind.PLACE and e.confidence >= 0.5 and _is_where(hit, view, e, lexicon)
    ]


def _is_where(hit: Hit, view: View, place: EntityMention, lexicon: Triggers) -> bool:
    governs, at = governor(view, place, lexicon)
    if governs is None:
        verb = view.clause.verb
        acts = verb is not None and not verb.passive and view.light is None and view.in_subject(place.span)
        # "Oslo turned to its neighbours": a capital that acts is a government.
        return not (acts and place.country is not None and hit.type in _GOVERNING)
    if governs != "other" or at <= 0:
        return True
    before = view.lower[at - 1]
    if at - 1 == hit.token or at - 2 == hit.token:
        return True
    return not any(view.lower[at] in words for words in (lexicon.during, lexicon.since)) and lexicon.lists[
        "places"
    ].has(before)


def _of_view(hit: Hit, view: View, lexicon: Triggers) -> list[Participant]:
    traits = load_types()[0][hit.type]
    passive = view.clause.verb is not None and view.clause.verb.passive and hit.verb
    out: list[Participant] = []
    for entity in _both(view):
        if entity.commentator or entity.kind is EntityKind.PLACE or entity.confidence < 0.3:
            continue
        if entity.kind is EntityKind.COUNTRY and _is_first_part(view, entity):
            continue
        role = _role(hit, view, entity, lexicon, passive=passive, mutual=traits.mutual)
        out.append(
            Participant(entity.kind, entity.entity, role, entity.confidence, entity.country, entity.span, entity.known)
        )
    if traits.mutual or (hit.type is EventType.ATTACK and hit.term.mode == "clash"):
        actors = [p for p in out if p.role is Role.ACTOR]
        joint = any(view.lower[at] in lexicon.roles["with"] for at in view.own)
        if len(actors) > 1 or joint:
            out = [
                Participant(p.kind, p.entity, Role.ACTOR, p.confidence, p.country, p.span, p.known)
                if p.role in (Role.TARGET, Role.OTHER) and p.confidence >= SURE
                else p
                for p in out
            ]
    return [p for p in out if p.confidence >= SURE or p.kind is EntityKind.GROUP]


def _both(view: View) -> tuple[EntityMention, ...]:
    """The mentions, with both countries of a double adjective sure: `a Kyrgyz-Tajik agreement`."""
    out = list(view.entities)
    for n in range(1, len(out)):
        one, other = out[n - 1], out[n]
        pair = one.kind is EntityKind.COUNTRY and other.kind is EntityKind.COUNTRY
        if pair and other.span.start - one.span.end == 1 and _DOUBLE <= min(one.confidence, other.confidence):
            out[n - 1] = replace(one, confidence=max(one.confidence, _JOINED))
            out[n] = replace(other, confidence=max(other.confidence, _JOINED))
    return tuple(out)


def _is_first_part(view: View, entity: EntityMention) -> bool:
    """Whether a name only begins an adjective: `Gabon-flagged`."""
    at = view.token_at(entity.span.start)
    if at >= len(view.tokens) or view.tokens[at].end <= entity.span.end:
        return False
    rest = view.tokens[at].text[entity.span.end - view.tokens[at].start :]
    if any(other.span.start == entity.span.end + 1 for other in view.entities):
        return False
    return rest[:1] == "-" and rest[1:2].islower()


def _role(hit: Hit, view: View, entity: EntityMention, lexicon: Triggers, *, passive: bool, mutual: bool) -> Role:
    """Active subject: actor; passive: target; by: actor; against and object: target; in: host."""
    before = _preposition(view, entity, lexicon)
    if before == "agent" and (passive or not hit.verb):
        return Role.ACTOR
    if before == "place" and entity.kind is EntityKind.COUNTRY and entity.form in (Form.NAME, Form.CAPITAL):
        return Role.HOST
    if before == "with":
        return Role.ACTOR if mutual else Role.OTHER
    if before == "target":
        return Role.TARGET
    if view.in_subject(entity.span):
        return Role.TARGET if passive else Role.ACTOR
    if before == "place":
        return Role.OTHER
    if hit.said and view.clause.subject is None and entity.span.start >= hit.span.end:
        # '"…," said the chairman of Ford.'
        return Role.ACTOR
    if view.clause.verb is None:
        return Role.ACTOR if entity.span.end <= hit.span.start else Role.TARGET
    if mutual:
        return Role.ACTOR
    return Role.TARGET if hit.verb else Role.OTHER


def _preposition(view: View, entity: EntityMention, lexicon: Triggers) -> str | None:
    """The role word that governs a mention: agent, with, target or place; None for any other."""
    name, _ = governor(view, entity, lexicon)
    return name if name != "other" else None


def governor(view: View, entity: EntityMention, lexicon: Triggers) -> tuple[str | None, int]:
    """The kind of the preposition before a mention and where it stands, over articles, adjectives and roles."""
    start = view.token_at(entity.span.start)
    for at in range(start - 1, max(-1, start - 1 - _BACK), -1):
        if at not in view.own or not view.tokens[at].text[0].isalnum() or at == view.head or at in view.dated:
            return None, -1
        word = view.lower[at]
        if word in lexicon.infinitive and at + 1 < start and view.tokens[at + 1].text.islower():
            verb = view.lower[at + 1] in lexicon.verbs
            if verb or (at + 2 == start and not lexicon.lists["places"].has(view.lower[start - 1])):
                # "to exclude Russia": the mark of an infinitive.
                return None, -1
        for name in ("agent", "with", "target", "place", "other"):
            if word in lexicon.roles[name]:
                return name, at
    return None, -1


def is_named(cast: Cast) -> bool:
    """Whether somebody or some place is known: what the fourth gate asks."""
    return (
        bool(cast.countries)
        or any(
            p.kind in (EntityKind.COUNTRY, EntityKind.ORGANISATION, EntityKind.PERSON) and p.confidence >= SURE
            for p in cast.participants
        )
        or bool(cast.places)
    )
