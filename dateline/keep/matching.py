"""Which event is which entry: found by the quoted passages they share, never by title or date alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.core.model import Event, Passage
from dateline.core.when import When
from dateline.keep.quotes import Texts, fold_quote


@dataclass(frozen=True, slots=True)
class Known:
    """An entry, or a rejected event, as far as it takes part in matching."""

    id: str
    number: int
    passages: tuple[Passage, ...]
    removed: tuple[Passage, ...] = ()
    """Passages a person took out: they still tell whose event it was, with half the weight."""
    mentions: frozenset[str] = frozenset()
    type: str | None = None
    date: str | None = None


@dataclass(slots=True)
class Matches:
    """What belongs to what."""

    entry_of: dict[int, str] = field(default_factory=dict)
    """Index of the event → id of the entry that stands for it."""
    touching: dict[str, dict[int, int]] = field(default_factory=dict)
    """Id → index of each event it shares passages with → how many, each twice."""


def match(events: Sequence[Event], known: Sequence[Known], texts: Texts) -> Matches:
    """Each event with at most one entry and each entry with at most one event, by the most shared passages.

    Ties go to the same tellings, then the same type, the same date, the older entry. Where an event fell apart the
    entry stays with the larger part; where two became one, both touch the one event.
    """
    exact: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_article: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for n, event in enumerate(events):
        for passage in dict.fromkeys((item.article, fold_quote(item.quote)) for item in event.evidence):
            exact[passage].append(n)
            by_article[passage[0]].append((n, passage[1]))
    matches = Matches()
    pairs: list[tuple[tuple[int, ...], str, str, int]] = []
    for one in known:
        shared: dict[int, int] = defaultdict(int)
        weights = {(item.article, fold_quote(item.quote)): 1 for item in one.removed} if one.removed else {}
        weights |= {(item.article, fold_quote(item.quote)): 2 for item in one.passages}
        for passage, weight in weights.items():
            found = exact.get(passage)
            if found is None:
                found = list(
                    dict.fromkeys(
                        n for n, quote in by_article.get(passage[0], ()) if texts.overlap(passage[0], passage[1], quote)
                    )
                )
            for n in found:
                shared[n] += weight
        matches.touching[one.id] = dict(shared)
        for n, count in shared.items():
            event = events[n]
            score = (
                -count,
                -len(one.mentions.intersection(event.mentions)),
                -int(one.type == event.type),
                -int(event.when is not None and one.date == event.when.edtf),
                one.number,
            )
            pairs.append((score, event.key, one.id, n))
    taken: set[str] = set()
    for _, _, ident, n in sorted(pairs):
        if n not in matches.entry_of and ident not in taken:
            matches.entry_of[n] = ident
            taken.add(ident)
    return matches


def match_changed(events: Sequence[Event], known: Sequence[Known], matches: Matches, texts: Texts) -> None:
    """Give events without an entry the entries that an edited article left without their words.

    Such an entry quotes words that its article no longer holds; an event of that article, of the same type and at the
    same time, is what it was about. Its old quote stays and is asked about.
    """
    free = [one for one in known if one.id.startswith("ev-") and not matches.touching.get(one.id)]
    rest = [n for n in range(len(events)) if n not in matches.entry_of and not _is_touched(n, matches)]
    if not free or not rest:
        return
    pairs: list[tuple[int, int, str, int]] = []
    for one in free:
        lost = {item.article for item in one.passages if item.article in texts and not texts.stands(*item)}
        for n in rest if lost else ():
            event = events[n]
            shared = len(lost & {item.article for item in event.evidence})
            if shared and one.type == event.type and _at_one_time(one, event):
                pairs.append((-shared, one.number, one.id, n))
    taken: set[str] = set()
    for _, _, ident, n in sorted(pairs):
        if ident not in taken and n not in matches.entry_of:
            matches.entry_of[n] = ident
            matches.touching[ident] = {n: 1}
            taken.add(ident)


def _is_touched(n: int, matches: Matches) -> bool:
    return any(n in touched for touched in matches.touching.values())


def _at_one_time(one: Known, event: Event) -> bool:
    if one.date is None or event.when is None:
        return one.date is None and event.when is None
    try:
        return When.parse(one.date).overlaps(event.when)
    except ValueError:
        return False


def is_alike(event: Event, one: Known, organisations: Sequence[str], countries: Sequence[str]) -> bool:
    """Whether an event with other words tells the same: same type, a common day, and the same who."""
    if one.type != event.type or one.date is None or event.when is None:
        return False
    try:
        when = When.parse(one.date)
    except ValueError:
        return False
    if not when.overlaps(event.when) or not (when.is_day or event.when.is_day):
        return False
    if set(organisations) != set(event.organisations):
        return False
    return bool(set(countries) & set(event.countries)) or (not countries and bool(organisations))


def origins_of(events: Sequence[Event]) -> Mapping[str, str]:
    """Article id → id of the group of copies it belongs to, as the events' evidence tells."""
    return {item.article: item.origin or item.article for event in events for item in event.evidence}
