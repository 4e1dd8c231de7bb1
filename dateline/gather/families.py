"""Which kinds of event are told for one another: families of types, and finer kinds that are near each other."""

from __future__ import annotations

from dateline.core.model import EventType

T = EventType
FAMILIES: tuple[tuple[frozenset[EventType], frozenset[str] | None], ...] = (
    (frozenset({T.MEETING, T.AGREEMENT}), None),
    (frozenset({T.ATTACK, T.MOBILISE, T.DEESCALATE}), frozenset({"deployment"})),
    (frozenset({T.SANCTION, T.VOTE}), None),
    (frozenset({T.SANCTION, T.LAW}), None),
    (frozenset({T.SANCTION, T.MEMBERSHIP}), None),
    (frozenset({T.DEESCALATE, T.AGREEMENT}), None),
    (frozenset({T.LAW, T.VOTE}), None),
    (frozenset({T.COURT, T.COERCE}), None),
    (frozenset({T.COURT, T.LAW}), None),
    (frozenset({T.DEMAND, T.STATEMENT}), None),
    (frozenset({T.CRITICISM, T.STATEMENT}), None),
    (frozenset({T.CRITICISM, T.DEMAND}), None),
    (frozenset({T.LAW, T.ECONOMY}), None),
    (frozenset({T.AID, T.ECONOMY}), None),
    (frozenset({T.AID, T.AGREEMENT}), None),
    (frozenset({T.AID, T.MOBILISE}), None),
    (frozenset({T.TECHNOLOGY, T.DISASTER}), None),
    (frozenset({T.PEOPLE, T.VOTE}), None),
    # Miners are killed by a tremor, drivers die: without who did it, a word for it is all that tells the two apart.
    (frozenset({T.ATTACK, T.DISASTER}), frozenset({"killing", "deaths"})),
    (frozenset({T.AGREEMENT, T.VOTE}), frozenset({"ratification"})),
    (frozenset({T.AGREEMENT, T.LAW}), frozenset({"ratification"})),
)
"""Types one event is told under in different words. Modes, where given, are what one of the two must have."""

LOOSE: tuple[frozenset[EventType], ...] = (
    frozenset({T.AGREEMENT, T.ECONOMY}),
    frozenset({T.ECONOMY, T.STATEMENT}),
    frozenset({T.PEOPLE, T.STATEMENT}),
    frozenset({T.SANCTION, T.COURT}),
    frozenset({T.SANCTION, T.COERCE}),
    frozenset({T.COURT, T.ECONOMY}),
    frozenset({T.PEOPLE, T.DISASTER}),
    frozenset({T.PEOPLE, T.ATTACK}),
    frozenset({T.PROTEST, T.ECONOMY}),
    frozenset({T.TECHNOLOGY, T.ECONOMY}),
    frozenset({T.TECHNOLOGY, T.ATTACK}),
    frozenset({T.AGREEMENT, T.STATEMENT}),
    frozenset({T.AGREEMENT, T.VOTE}),
    frozenset({T.AGREEMENT, T.LAW}),
    frozenset({T.LAW, T.STATEMENT}),
    frozenset({T.AID, T.DEESCALATE}),
    frozenset({T.ATTACK, T.DISASTER}),
    frozenset({T.VOTE, T.ECONOMY}),
)
"""Types so far apart that only the scene can say they are one event: contracts, dismissals that are announced."""

KIN: tuple[tuple[EventType, frozenset[str]], ...] = (
    (T.AGREEMENT, frozenset({"signing", "treaty"})),
    (T.AGREEMENT, frozenset({"ratification", "treaty"})),
    (T.AID, frozenset({"rescue", "evacuation"})),
    (T.ATTACK, frozenset({"bombing", "shelling", "terror", "killing"})),
    (T.ATTACK, frozenset({"clash", "killing", "shelling"})),
    (T.COURT, frozenset({"verdict", "ruling"})),
    (T.COURT, frozenset({"verdict", "trial"})),
    (T.COURT, frozenset({"charge", "lawsuit"})),
    (T.COERCE, frozenset({"arrest", "kidnapping"})),
    (T.COERCE, frozenset({"raid", "seizure"})),
    (T.DEESCALATE, frozenset({"release", "exchange"})),
    (T.DEESCALATE, frozenset({"ceasefire", "mediation"})),
    (T.DISASTER, frozenset({"accident", "crash"})),
    (T.DISASTER, frozenset({"accident", "explosion", "fire"})),
    (T.DISASTER, frozenset({"accident", "collapse", "landslide"})),
    (T.DISASTER, frozenset({"accident", "shipwreck", "drowning"})),
    (T.DISASTER, frozenset({"accident", "earthquake"})),
    (T.DISASTER, frozenset({"flood", "storm", "landslide"})),
    (T.DISASTER, frozenset({"earthquake", "collapse"})),
    (T.ECONOMY, frozenset({"takeover", "merger", "investment"})),
    (T.ECONOMY, frozenset({"bankruptcy", "layoffs"})),
    (T.MEETING, frozenset({"summit", "talks", "conference", "session"})),
    (T.MEETING, frozenset({"talks", "visit"})),
    (T.MEMBERSHIP, frozenset({"independence", "leave"})),
    (T.MOBILISE, frozenset({"deployment", "mobilisation"})),
    (T.PEOPLE, frozenset({"appointment", "inauguration"})),
    (T.PEOPLE, frozenset({"resignation", "dismissal"})),
    (T.PROTEST, frozenset({"strike", "boycott"})),
    (T.SANCTION, frozenset({"embargo", "suspension"})),
    (T.TECHNOLOGY, frozenset({"cyberattack", "outage"})),
    (T.VOTE, frozenset({"election", "confidence"})),
    (T.VOTE, frozenset({"election", "resolution"})),
    (T.VOTE, frozenset({"election", "referendum"})),
)
"""Finer kinds one event of a type is told under: a wreck is an accident, a round of talks a summit."""


def in_family(kind: EventType, other: EventType, concepts: set[str | None]) -> bool:
    """Whether one event may be told under both types, of one of which the finer kind may have to be known."""
    # Troops sent and a town attacked are one only where the troops are an intervention.
    return any(kind in types and other in types and (modes is None or concepts & modes) for types, modes in FAMILIES)


def in_loose_family(kind: EventType, other: EventType) -> bool:
    """Whether the scene alone could make one event of these two types."""
    return any(kind in types and other in types for types in LOOSE)


def near(kind: EventType, one: str, other: str) -> bool:
    """Whether two finer kinds of a type are told for one another."""
    return any(kind is own and one in kinds and other in kinds for own, kinds in KIN)
