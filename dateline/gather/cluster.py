"""One event, many tellings: mentions of all articles become events, whatever order they come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from dateline.core.model import (
    Attachment,
    Document,
    Event,
    EventType,
    Factuality,
    Gate,
    Label,
    Links,
    Passage,
)
from dateline.core.text import fold_typography
from dateline.gather import blocking, compose, relations
from dateline.gather.similarity import CONSEQUENCES, SUGGEST, VERBAL, Likeness, fresh, likeness, threshold, veto
from dateline.gather.sketch import Rarity, Sketch, World, governments_of, names_of, sketch
from dateline.gather.tellings import tellings
from dateline.gather.titles import headline_in_any
from dateline.gather.witness import find_witnesses

if TYPE_CHECKING:
    from dateline.lexicon.language import Lexicon
    from dateline.lexicon.titles import Titles

MARGIN = 0.1
"""By how much a vague telling must suit one event better than the next before it joins it."""
UNDATED = 0.1
"""How much more a telling without a date must have in common."""
FRESH = 0.6
"""Likeness at which news without a date joins the one event of its kind of the last days."""
SUGGESTIONS = 3
"""At most so many possible doubles are named for one event."""
NO_LINKS = Links()
SPOKEN_WITHIN = 4
"""Sentences after a lede in which somebody says on a day what it says of a country."""
SESSIONS = frozenset({EventType.MEETING, EventType.AGREEMENT})
OUTCOMES = frozenset({EventType.DEMAND, EventType.STATEMENT, EventType.LAW})
FRONT = frozenset({Label.TITLE, Label.LEDE})


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


def gather(
    documents: Mapping[str, Document] | Iterable[Document],
    *,
    origins: Mapping[str, str],
    lexicon: Lexicon,
    language: str,
    languages: Sequence[str] = (),
    links: Links = NO_LINKS,
    as_of: date | None = None,
) -> tuple[Event, ...]:
    """The events that dated documents tell, each with all its tellings, in the order of their keys.

    `origins` maps an article to the group of copies it belongs to; `language` is the site's, `languages` the further
    ones it is shown in. `links` are people's decisions and bind. `as_of` is the last day anything is known of: a
    plan before it that nobody confirmed is marked. The order of the documents does not matter. A mapping of them by
    article id may make them anew at each look: only the last is held.
    """
    by_article = documents if isinstance(documents, Mapping) else {one.article.id: one for one in documents}
    world = World(lexicon.gazetteer)
    sketches, names = _sketches(by_article, origins, lexicon, world)
    clusters = _Clusters(sketches, names, by_article, world, links)
    groups, doubts = clusters.build()
    kept = [group for group in groups if _stands(group, sketches)]
    tellings_of, absorbed = _with_witnesses(kept, clusters, by_article, origins, lexicon)
    homes = {n: absorbed.get(place, place) for place, group in enumerate(kept) for n in group.members}
    left = [
        place
        for place in range(len(kept))
        if place not in absorbed and _has_words(tellings_of[place], by_article, lexicon)
    ]
    homes = {number: left.index(place) for number, place in homes.items() if place in left}
    kept, tellings_of = [kept[place] for place in left], [tellings_of[place] for place in left]
    composed = [
        compose.compose(
            members,
            by_article,
            reasons=tuple(dict.fromkeys(group.reasons)),
            margin=group.margin,
            lexicon=lexicon,
            language=language,
            languages=languages,
            as_of=as_of,
        )
        for group, members in zip(kept, tellings_of, strict=True)
    ]
    related = relations.relate(composed, tellings_of, by_article, world)
    related = relations.doubt(related, _doubts_by_event(doubts, homes))
    return tuple(sorted(related, key=lambda event: event.key))


def _has_words(members: Sequence[Sketch], documents: Mapping[str, Document], lexicon: Lexicon) -> bool:
    """Whether an event can be told at all: its kind has a name, or some telling's words make a headline.

    "New development in Bolivia" tells a reader nothing, and an editor even less.
    """
    if any(member.mention.type is not EventType.OTHER for member in members):
        return True
    told = [(member.mention, documents[member.article]) for member in members]
    return headline_in_any(told, {tag: pack.titles for tag, pack in lexicon.packs.items()}, lexicon.gazetteer)


def _sketches(
    documents: Mapping[str, Document], origins: Mapping[str, str], lexicon: Lexicon, world: World
) -> tuple[list[Sketch], dict[str, frozenset[str]]]:
    """Sketches of every mention that may become or join an event, by article and place in it; and the names that
    stand in each article."""
    out = []
    names = {}
    for name in sorted(documents):
        document = documents[name]
        names[name] = names_of(document)
        article = document.article
        pack = lexicon.pack(article.language)
        titles: Titles | None = pack.titles if pack else None
        origin = origins.get(article.id, article.id)
        governments = governments_of(document, world)
        out += [
            sketch(mention, document, origin=origin, world=world, titles=titles, governments=governments)
            for mention in tellings(document)
        ]
    return _tolls_are_details(out), names


def _tolls_are_details(sketches: list[Sketch]) -> list[Sketch]:
    """The dead found on a later day belong to what killed them, where one sentence tells of both."""
    heads = {
        (item.article, item.mention.sentence, item.type): item
        for item in sketches
        if item.when is not None and item.concept is not None and item.concept not in CONSEQUENCES
    }
    out = []
    for item in sketches:
        head = heads.get((item.article, item.mention.sentence, item.type))
        if (
            head is None
            or item.concept not in CONSEQUENCES
            or item.when is None
            or item.when.meets(head.when or item.when)
        ):
            out.append(item)
            continue
        mention = replace(item.mention, when=None, timex=None, gate=Gate.TIME, detail_of=head.id)
        out.append(replace(item, mention=mention, when=None, told=None, beside=None))
    return out


def _with_witnesses(
    kept: Sequence[Group],
    clusters: _Clusters,
    documents: Mapping[str, Document],
    origins: Mapping[str, str],
    lexicon: Lexicon,
) -> tuple[list[list[Sketch]], dict[int, int]]:
    """The tellings of every event with its witnesses, by article and place in it; and which events are another's."""
    sketches = clusters.sketches
    members = [[sketches[number] for number in group.members] for group in kept]
    found, absorbed = find_witnesses(
        members,
        documents,
        rarity=clusters.rarity,
        world=clusters.world,
        lexicon=lexicon,
        origins=origins,
        apart=frozenset((sketches[one].id, sketches[other].id) for one, other in clusters.apart),
    )
    for gone, place in sorted(absorbed.items()):
        members[place] += members[gone]
        kept[place].reasons.append(f"{members[gone][0].id} tells of it without a date")
    for place in sorted(found):
        members[place] += [item for item in found[place] if item.id not in {own.id for own in members[place]}]
        kept[place].reasons += [f"{item.id} is a witness: it names the same" for item in found[place]]
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


def _doubts_by_event(doubts: Iterable[Doubt], homes: Mapping[int, int]) -> dict[int, list[tuple[float, int, str]]]:
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


# ------------------------------------------------------------------------------------------------------- clusters


class _Clusters:
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
        self.vetoes: dict[tuple[int, int], str | None] = {}
        self.same, self.apart = self._bind(links)

    def build(self) -> tuple[list[Group], list[Doubt]]:
        for one, other in self.same:
            self._join(one, other, "joined by hand", 1.0)
        self._join_details()
        self._join_titles()
        self._join_spoken()
        compared = [
            (one, other, likeness(self.sketches[one], self.sketches[other], rarity=self.rarity, world=self.world))
            for one, other in blocking.pairs(self.sketches)
        ]
        precise: list[tuple[int, int, Likeness]] = []
        vague: list[tuple[int, int, Likeness]] = []
        for one, other, like in compared:
            a, b = self.sketches[one], self.sketches[other]
            if like.score < SUGGEST and like.dateless < SUGGEST:
                continue
            both = (
                a.when is not None
                and b.when is not None
                and ((a.when.days <= 2 and b.when.days <= 2) or a.when == b.when)
            )
            (precise if both else vague).append((one, other, like))
        self._agglomerate(precise)
        self._attach(vague)
        self._join_nameless()
        self._join_sessions()
        groups = [self.groups[number] for number in sorted(self.groups)]
        for group in groups:
            group.members.sort()
        return groups, self.doubts

    # -- people's decisions

    def _bind(self, links: Links) -> tuple[list[tuple[int, int]], set[tuple[int, int]]]:
        by_article: dict[str, list[int]] = defaultdict(list)
        for number, item in enumerate(self.sketches):
            by_article[item.article].append(number)
        same = [pair for one, other in links.same for pair in self._pairs(one, other, by_article)]
        apart = {
            (min(pair), max(pair)) for one, other in links.not_same for pair in self._pairs(one, other, by_article)
        }
        return same, apart

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

    def _forbidden(self, one: int, other: int) -> str | None:
        """Why two groups cannot be joined: the veto of any pair of their members."""
        for a in self.groups[one].members:
            for b in self.groups[other].members:
                pair = (a, b) if a < b else (b, a)
                if pair in self.apart:
                    return "kept apart by hand"
                if pair not in self.vetoes:
                    self.vetoes[pair] = veto(self.sketches[pair[0]], self.sketches[pair[1]], self.world)
                if self.vetoes[pair] is not None:
                    return self.vetoes[pair]
        return None

    def _join(self, one: int, other: int, reason: str, margin: float) -> None:
        keep, gone = sorted((self.home[one], self.home[other]))
        if keep == gone:
            return
        ours, theirs = self.groups[keep], self.groups.pop(gone)
        for member in theirs.members:
            self.home[member] = keep
        ours.members += theirs.members
        ours.reasons += [*theirs.reasons, reason]
        ours.margin = min(ours.margin, theirs.margin, margin)

    def _join_details(self) -> None:
        """An undated detail belongs to the dated telling it was linked to where it was found."""
        numbers = {item.id: number for number, item in enumerate(self.sketches)}
        for number, item in enumerate(self.sketches):
            head = numbers.get(item.mention.detail_of or "")
            if head is None or (min(number, head), max(number, head)) in self.apart:
                continue
            if _other_kind(item, self.sketches[head]):
                continue
            if self._forbidden(self.home[number], self.home[head]) is None:
                self._join(number, head, f"{item.id} is a detail of {self.sketches[head].id}", 1.0)
            elif head > number and item.when is None:
                self._join_to_what_came_before(number)

    def _join_to_what_came_before(self, number: int) -> None:
        """A detail that cannot belong to the telling after it belongs to the last one of its kind before it."""
        item = self.sketches[number]
        for other in range(number - 1, -1, -1):
            told = self.sketches[other]
            if told.article != item.article:
                return
            if told.type is item.type and told.when is not None and told.mention.gate is None:
                if self._forbidden(self.home[number], self.home[other]) is None:
                    self._join(number, other, f"{item.id} is told after {told.id}", 0.0)
                return

    def _join_titles(self) -> None:
        """A title tells the first event of its kind that the article goes on to tell."""
        by_article: dict[str, list[int]] = defaultdict(list)
        for number, item in enumerate(self.sketches):
            by_article[item.article].append(number)
        for numbers in by_article.values():
            for number in numbers:
                title = self.sketches[number]
                if title.label is not Label.TITLE:
                    continue
                for other in numbers:
                    told = self.sketches[other]
                    kin = told.type is title.type and (
                        told.mention.lemma == title.mention.lemma
                        or (title.concept is not None and told.concept == title.concept)
                    )
                    if not kin or told.label is Label.TITLE or (min(number, other), max(number, other)) in self.apart:
                        continue
                    others = [n for n in self.groups[self.home[number]].members if n != number]
                    if any(veto(self.sketches[n], told, self.world) for n in others if n != other):
                        continue
                    if veto(undated(title), told, self.world) is None:
                        self._join(number, other, f"the title {title.id} tells {told.id}", 1.0)
                        break

    def _join_spoken(self) -> None:
        """A lede says that a country accuses; a few sentences on its minister does so, on a day."""
        for number, lede in enumerate(self.sketches):
            if lede.mention.attachment is not Attachment.LEDE or lede.type not in VERBAL or lede.when is None:
                continue
            for other in range(number + 1, len(self.sketches)):
                told = self.sketches[other]
                if told.article != lede.article or told.mention.sentence > lede.mention.sentence + SPOKEN_WITHIN:
                    break
                dated = told.mention.attachment is Attachment.CLAUSE and told.when is not None and told.when.is_day
                speaks = told.type in VERBAL and lede.actors & lede.principals & (told.actors | told.countries)
                if not (dated and speaks and told.mention.sentence > lede.mention.sentence):
                    continue
                if told.targets and lede.targets and not told.targets & lede.targets:
                    continue
                bare = replace(undated(lede), mention=replace(lede.mention, when=None, timex=None))
                others = [n for n in self.groups[self.home[number]].members if n != number]
                if veto(bare, told, self.world) is None and not any(
                    self.sketches[n].mention.attachment is not Attachment.LEDE for n in others
                ):
                    # The day the lede was given by its place is not its own.
                    self.sketches[number] = bare
                    self._join(number, other, f"{told.id} says on a day what the lede says", 0.1)
                break

    def _join_sessions(self) -> None:
        """What a body decides or demands on the day it meets is what the meeting came to."""
        meetings: dict[tuple[str, int], list[int]] = defaultdict(list)
        for number, item in enumerate(self.sketches):
            if item.type in SESSIONS and item.when is not None and item.when.is_day and (_real(item) or _ahead(item)):
                for body in item.organisations & item.actors:
                    meetings[body, item.when.first].append(number)
        for home in sorted(self.groups):
            if home not in self.groups:
                continue
            own = [self.sketches[number] for number in self.groups[home].members]
            days = [item.when for item in own if item.when is not None]
            if not days or not all(item.type in OUTCOMES and not item.people and _real(item) for item in own):
                continue
            day = min(days, key=lambda when: (when.days, when.first))
            bodies = {body for item in own for body in item.organisations & (item.actors | item.targets)}
            if day.days > 1 or len(bodies) != 1 or "/" in min(bodies) or any(item.principals for item in own):
                continue
            fit = meetings.get((min(bodies), day.first), [])
            homes = {self.home[other] for other in fit} - {home}
            if len(homes) != 1 or not self.rarity.same_story(own[0].article, self.sketches[fit[0]].article):
                continue
            theirs = self.groups[min(homes)].members
            if not any((min(a, b), max(a, b)) in self.apart for a in self.groups[home].members for b in theirs):
                self._join(home, fit[0], f"{own[0].id} is what the meeting came to", 0.1)

    def _agglomerate(self, rows: list[tuple[int, int, Likeness]]) -> None:
        for one, other, like in sorted(rows, key=lambda row: (-row[2].score, row[0], row[1])):
            if self.home[one] == self.home[other]:
                continue
            a, b = self.sketches[one], self.sketches[other]
            bar = self._bar(a, b, like)
            forbidden = self._forbidden(self.home[one], self.home[other])
            if like.score >= bar and forbidden is None:
                self._join(one, other, _reason(a, b, like), like.score - bar)
            elif forbidden is None and like.type > 0 and a.article != b.article:
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
            if home == self.home[wide] or self._forbidden(self.home[wide], home) is not None:
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
                if row[0] >= SUGGEST and row[3].type > 0 and self.sketches[row[2]].article != a.article
            ]
            return
        rival = next((row for row in ranked[1:] if row[0] >= row[1] - MARGIN and score - row[0] < MARGIN), None)
        if rival is not None and self._forbidden(self.home[other], self.home[rival[2]]) is not None:
            self.doubts += [
                Doubt(row[0], wide, row[2], f"{_reason(a, self.sketches[row[2]], row[3])}, but suits another as well")
                for row in (ranked[0], rival)
            ]
            return
        self._join(wide, other, reason, score - bar)

    def _join_nameless(self) -> None:
        """A dated telling that names nobody joins the one event of its kind and day in the same story.

        "The captain was arrested in the middle of the week" names no land; the articles around it do.
        """
        nameless = [n for n, item in enumerate(self.sketches) if item.mention.gate is Gate.PARTICIPANT]
        wanted = {(self.sketches[n].type, self.sketches[n].concept) for n in nameless}
        by_day: dict[tuple[str, str | None, int], list[int]] = defaultdict(list)
        for number, item in enumerate(self.sketches):
            if (item.type, item.concept) in wanted and item.mention.gate is None and item.when and item.when.days <= 10:
                for day in range(item.when.first, item.when.last + 1):
                    by_day[item.type, item.concept, day].append(number)
        for number in nameless:
            item = self.sketches[number]
            if item.concept is None or item.when is None or item.when.days > 10:
                continue
            days = range(item.when.first, item.when.last + 1)
            near = sorted({other for day in days for other in by_day.get((item.type, item.concept, day), ())})
            fit = [other for other in near if self.rarity.same_story(item.article, self.sketches[other].article)]
            homes = {self.home[other] for other in fit} - {self.home[number]}
            if len(homes) == 1 and self._forbidden(self.home[number], homes.copy().pop()) is None:
                self._join(number, fit[0], f"{item.id} names nobody; same story, kind and days", 0.0)

    def _bar(self, a: Sketch, b: Sketch, like: Likeness) -> float:
        bar = threshold(a, b, like)
        if a.article == b.article:
            bar += _inside(a, b, like)
        return bar

    def _width(self, number: int) -> int:
        when = self.sketches[number].when
        return when.days if when is not None else 10**9


def _real(item: Sketch) -> bool:
    return item.mention.factuality in (Factuality.HAPPENED, Factuality.ONGOING)


def _ahead(item: Sketch) -> bool:
    return item.mention.factuality is Factuality.PLANNED


def _other_kind(item: Sketch, head: Sketch) -> bool:
    """Whether a detail speaks of another thing than its head: a later election is no detail of a recount.

    The dead of an attack or an accident are its detail, whatever the word for them.
    """
    if item.type in (EventType.ATTACK, EventType.DISASTER):
        return False
    return item.concept is not None and head.concept is not None and item.concept != head.concept


def undated(item: Sketch) -> Sketch:
    """The sketch without its date: a title's is only that of its article."""
    return replace(item, when=None, told=None) if item.mention.attachment is not Attachment.CLAUSE else item


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
