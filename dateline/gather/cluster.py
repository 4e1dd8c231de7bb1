"""One event, many tellings: mentions of all articles become events, whatever order they come in."""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dateline.core.model import (
    Document,
    Event,
    Gate,
    Links,
)
from dateline.core.steps import Memory
from dateline.gather import relations
from dateline.gather.composing import Composer
from dateline.gather.fronts import as_told, fronts
from dateline.gather.groups import SUGGESTIONS, Doubt, Group, Groups
from dateline.gather.joins import FRONT
from dateline.gather.sketch import Sketch, World
from dateline.gather.strangers import Strangers
from dateline.gather.trace import Shared, Trace, trace
from dateline.gather.witness import find_witnesses
from dateline.gather.years import Years

if TYPE_CHECKING:
    from dateline.lexicon.language import Lexicon

NO_LINKS = Links()


def gather(
    documents: Mapping[str, Document] | Iterable[Document],
    *,
    origins: Mapping[str, str],
    lexicon: Lexicon,
    language: str,
    languages: Sequence[str] = (),
    links: Links = NO_LINKS,
    as_of: date | None = None,
    traces: Mapping[str, Trace] | None = None,
    memory: Memory | None = None,
    code: str = "",
) -> tuple[Event, ...]:
    """The events that dated documents tell, each with all its tellings, in the order of their keys.

    `origins` maps an article to the group of copies it belongs to; `language` is the site's, `languages` the further
    ones it is shown in. `links` are people's decisions and bind. `as_of` is the last day anything is known of: a
    plan before it that nobody confirmed is marked. The order of the documents does not matter. A mapping of them by
    article id may make them anew at each look: only the last is held. `traces` are what was taken out of them before,
    by article; without them they are made here. With a `memory` an event whose tellings are the same as the last time
    is not composed anew; `code` is the digest of what else events depend on.
    """
    given = documents if isinstance(documents, Mapping) else {one.article.id: one for one in documents}
    world = World(lexicon.gazetteer)
    if traces is None:
        traces = {name: trace(given[name], lexicon) for name in given}
    by_article, own, whole = _agreed(given, traces, lexicon)
    sketches = _sketches(own, origins)
    clusters = Groups(sketches, {name: one.names for name, one in own.items()}, by_article, world, links)
    groups, doubts = clusters.build()
    kept = [group for group in groups if _stands(group, sketches)]
    rest = [group for group in groups if not _stands(group, sketches)]
    tellings_of, absorbed = _with_witnesses(kept, clusters, own, whole, by_article, origins, lexicon)
    for group in _meanwhile(rest, sketches, tellings_of):
        kept.append(group)
        tellings_of.append([sketches[number] for number in group.members])
    composer = Composer(
        by_article,
        own,
        lexicon,
        language=language,
        languages=languages,
        as_of=as_of,
        memory=memory or Memory(None),
        code=code,
    )
    left: dict[int, Event] = {}
    for place, members in enumerate(tellings_of):
        event = composer.event(members, kept[place]) if place not in absorbed else None
        if event is not None:
            left[place] = event
    composer.remember()
    composed, tellings_of = list(left.values()), [tellings_of[place] for place in left]
    numbers = {place: number for number, place in enumerate(left)}
    homes = {n: numbers.get(absorbed.get(place, place)) for place, group in enumerate(kept) for n in group.members}
    related = relations.relate(composed, tellings_of, by_article, world)
    related = relations.doubt(related, _doubts_by_event(doubts, homes))
    return tuple(sorted(related, key=lambda event: event.key))


def _agreed(
    documents: Mapping[str, Document], traces: Mapping[str, Trace], lexicon: Lexicon
) -> tuple[Mapping[str, Document], dict[str, Trace], Mapping[str, Trace]]:
    """The documents with guessed years put right and one id for each unknown person, and the traces that go with them,
    in the order of articles: without their scenes, and with them, which may be made anew at each look."""
    years, strangers, shared = Years(), Strangers(), Shared()
    own = {name: shared.trace(traces[name]) for name in sorted(traces)}
    for name, one in own.items():
        years.note(name, one.said, one.doubted)
        strangers.note(name, one.language, one.strangers, one.around)
    dated = years.agreed(documents)
    agreed = strangers.agreed(dated)
    # The words of its sentences, by which an article's story is known, may not be at hand any more.
    again = {
        name: replace(trace(agreed[name], lexicon), names=own[name].names)
        for name in sorted({*dated.changed, *agreed.changed})
    }
    return agreed, own | {name: replace(one, scenes=()) for name, one in again.items()}, ChainMap(again, traces)  # type: ignore[arg-type]


def _sketches(traces: Mapping[str, Trace], origins: Mapping[str, str]) -> list[Sketch]:
    """The sketches of all articles, in their order, each with the group of copies its article belongs to."""
    out: list[Sketch] = []
    for name, own in traces.items():
        origin = origins.get(name, name)
        out += own.sketches if origin == name else [replace(item, origin=origin) for item in own.sketches]
    return out


def _with_witnesses(
    kept: Sequence[Group],
    clusters: Groups,
    traces: Mapping[str, Trace],
    whole: Mapping[str, Trace],
    documents: Mapping[str, Document],
    origins: Mapping[str, str],
    lexicon: Lexicon,
) -> tuple[list[list[Sketch]], dict[int, int]]:
    """The tellings of every event with its witnesses, by article and place in it; and which events are another's."""
    sketches = clusters.sketches
    members = [[sketches[number] for number in group.members] for group in kept]
    apart = frozenset((sketches[one].id, sketches[other].id) for one, other in clusters.apart)
    found, absorbed = find_witnesses(
        members,
        traces,
        whole,
        documents,
        rarity=clusters.rarity,
        world=clusters.world,
        lexicon=lexicon,
        origins=origins,
        apart=apart,
    )
    for gone, place in sorted(absorbed.items()):
        members[place] += members[gone]
        kept[place].reasons.append(f"{members[gone][0].id} tells of it without a date")
    for place in sorted(found):
        members[place] += [item for item in found[place] if item.id not in {own.id for own in members[place]}]
        kept[place].reasons += [f"{item.id} is a witness: it names the same" for item in found[place]]
    again = fronts(members, absorbed, apart, clusters.world)
    for gone, place in sorted(again.items()):
        members[place] += as_told(members[gone], members[place])
        kept[place].reasons.append(f"{members[gone][0].id} stands above it")
    absorbed = {gone: again.get(place, place) for gone, place in absorbed.items()} | again
    for own in members:
        own.sort(key=lambda item: (item.article, item.mention.trigger, item.id))
    return members, absorbed


def _stands(group: Group, sketches: Sequence[Sketch]) -> bool:
    """Whether an event is fit for the site: told once past every gate, or twice, or undated at the front."""
    members = [sketches[number] for number in group.members]
    if any(member.mention.gate is None and member.mention.when is not None for member in members):
        return True
    twice = len({member.origin for member in members}) > 1
    at_front = any(member.label in FRONT and member.mention.gate in (None, Gate.TIME) for member in members)
    if any(member.mention.when is not None for member in members):
        # Dated but of little weight: it counts once another article finds it worth telling.
        return twice
    return twice or at_front


def _meanwhile(
    groups: Sequence[Group], sketches: Sequence[Sketch], tellings_of: Sequence[Sequence[Sketch]]
) -> list[Group]:
    """What has no date, and goes on from fresh news in a sentence that tells nothing else: an event of those days."""
    told = {(item.article, item.mention.sentence) for members in tellings_of for item in members}
    out = []
    for group in groups:
        members = [sketches[number] for number in group.members]
        if all(
            item.mention.meanwhile is not None
            and item.mention.gate is Gate.TIME
            and (item.article, item.mention.sentence) not in told
            for item in members
        ):
            out.append(group)
    return out


def _doubts_by_event(
    doubts: Iterable[Doubt], homes: Mapping[int, int | None]
) -> dict[int, list[tuple[float, int, str]]]:
    best: dict[tuple[int, int], tuple[float, str]] = {}
    for doubt in doubts:
        one, other = homes.get(doubt.one), homes.get(doubt.other)
        if one is None or other is None or one == other:
            continue
        pair = (min(one, other), max(one, other))
        if pair not in best or (-doubt.score, doubt.reason) < (-best[pair][0], best[pair][1]):
            best[pair] = (doubt.score, doubt.reason)
    out: dict[int, list[tuple[float, int, str]]] = defaultdict(list)
    for (one, other), (score, reason) in best.items():
        out[one].append((score, other, reason))
        out[other].append((score, one, reason))
    return {place: sorted(rows, key=lambda row: (-row[0], row[1]))[:SUGGESTIONS] for place, rows in out.items()}
