"""Witnesses: sentences that make no event and yet tell of one that other articles know.

"The mission is due in Lima on Friday", "Since the accident on Monday": no trigger, or a gate was failed, but the day,
the town or a rare name say which event is meant. Such a sentence becomes a further source of the one event it suits:
never of two, and never against what forbids a merge.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from dateline.core.model import (
    Attachment,
    Document,
    EntityKind,
    EventMention,
    EventType,
    Factuality,
    Gate,
    Participant,
    Role,
)
from dateline.core.text import fold
from dateline.gather.families import FAMILIES
from dateline.gather.known import AHEAD_DAYS, BEFORE_DAYS, CLOSE_DAYS, Index, Known, known_of, learn, particulars
from dateline.gather.scene import (
    STRONG,
    WIDE_DAYS,
    Mentioned,
    Scene,
    common_names,
    cut_name,
    figures_in,
)
from dateline.gather.similarity import CONSEQUENCES, VERBAL, veto
from dateline.gather.sketch import STEM, Rarity, Reach, Sketch, World, published_days, reach, sketch

if TYPE_CHECKING:
    from dateline.gather.trace import Trace
    from dateline.lexicon.language import Lexicon
    from dateline.lexicon.titles import Titles

ENOUGH = 5
"""Points from which a sentence tells of an event."""
MARGIN = 1
"""Points by which it must suit it better than any other."""
FEW = 2
"""Who takes part in no more events than these says by himself which one is meant."""
CROWD = 40
"""Of more events of one finer kind none is the only one."""
ROUNDS = 2

_WORDED = frozenset({Attachment.CLAUSE, Attachment.SENTENCE})
_UNREAL = frozenset({Factuality.HYPOTHETICAL, Factuality.CALLED_FOR, Factuality.NEGATED})


def find_witnesses(
    groups: Sequence[Sequence[Sketch]],
    traces: Mapping[str, Trace],
    whole: Mapping[str, Trace],
    documents: Mapping[str, Document],
    *,
    rarity: Rarity,
    world: World,
    lexicon: Lexicon,
    origins: Mapping[str, str],
    apart: frozenset[tuple[str, str]] = frozenset(),
) -> tuple[dict[int, list[Sketch]], dict[int, int]]:
    """Further tellings of events, by the place of the event in `groups`; and which events are told by another.

    `traces` are those of all articles, in their order; `whole` the same with their scenes.

    `groups` are the tellings of every event that stands; `apart` the pairs of mentions that people keep apart. A
    sentence that is already a telling of an event is none of another, unless it names another day. An event without a
    date of which one article tells, and whose sentence is a witness of another event, is that event: both places are
    in the second mapping.
    """
    return _Hearing(groups, traces, whole, documents, rarity, world, lexicon, origins, apart).hear()


class _Hearing:
    def __init__(
        self,
        groups: Sequence[Sequence[Sketch]],
        traces: Mapping[str, Trace],
        whole: Mapping[str, Trace],
        documents: Mapping[str, Document],
        rarity: Rarity,
        world: World,
        lexicon: Lexicon,
        origins: Mapping[str, str],
        apart: frozenset[tuple[str, str]],
    ) -> None:
        self.rarity, self.world, self.lexicon, self.origins, self.apart = rarity, world, lexicon, origins, apart
        self.homes = {member.id: place for place, group in enumerate(groups) for member in group}
        self.traces, self.whole, self.documents = traces, whole, documents
        self.languages = {name: trace.language for name, trace in traces.items()}
        self.common = common_names(trace.capitals for trace in traces.values())
        self.titles = {
            name: pack.titles if (pack := lexicon.pack(language)) else None for name, language in self.languages.items()
        }
        self.known = [known_of(group, self.common) for group in groups]
        self.index = Index(self.known)
        self.events_of = Counter(entity for known in self.known for entity in known.strong)
        """In how many events a body, a person or a town takes part."""
        self.found: dict[int, list[Sketch]] = defaultdict(list)
        self.absorbed: dict[int, int] = {}
        self.heard: dict[tuple[str, int], set[str]] = {}
        """What spoke for the events that a sentence is already a witness of."""
        self.taken: set[str] = set()
        """Mentions that are a witness already."""
        self.used: dict[str, set[int]] = defaultdict(set)
        """Expressions of an article that date what a sentence is a witness of."""
        self.spoken_in: Scene | None = None
        self.spoken: dict[tuple[EventType, str], bool] = {}
        """The kinds of event that the sentence looked at last has a word for."""

    def hear(self) -> tuple[dict[int, list[Sketch]], dict[int, int]]:
        for _ in range(ROUNDS):
            changed = False
            for name in self.traces:
                for scene in self.whole[name].scenes:
                    changed = self._place(scene) or changed
            if not changed:
                break
        self._absorb_doubles()
        return dict(self.found), self.absorbed

    # -- one sentence

    def _place(self, scene: Scene) -> bool:
        """Give a sentence to the event it suits, if there is one; whether it did."""
        article = scene.article
        near = self.index.near(scene, self._speaks_of)
        rows = []
        for place in sorted(near):
            if place in self.absorbed or self._has_told(scene, place):
                continue
            score, timex, mention = self._points(scene, place)
            if mention is None and self._only_heard(scene, place):
                continue
            if score >= ENOUGH - MARGIN:
                rows.append((score, -place, timex, mention))
        # An event without a date is dated by a witness only where no event with one is meant.
        dated = [row for row in rows if self.known[-row[1]].when is not None]
        rows = dated or ([] if (article, scene.sentence) in self.heard else rows)
        rows.sort(key=lambda row: (-row[0], -row[1]))
        # "The lower house on Wednesday, the upper a day later": rivals are events of the same expression.
        by_timex: dict[int | None, list[tuple[int, int, int | None, Mentioned | None]]] = defaultdict(list)
        for row in rows:
            by_timex[row[2]].append(row)
        placed = False
        for best, *rivals in by_timex.values():
            if best[0] >= ENOUGH and not (rivals and rivals[0][0] > best[0] - MARGIN):
                placed = self._take(scene, -best[1], best[2], best[3]) or placed
        return placed

    def _has_told(self, scene: Scene, place: int) -> bool:
        """Whether its article told the event already, as well as this sentence could.

        What it told without a day of its own, or in its headline, says less than a sentence with the day.
        """
        known = self.known[place]
        if scene.article not in known.articles:
            return False
        own = [member for member in known.members if member.article == scene.article]
        if any(member.mention.sentence == scene.sentence for member in own):
            return True
        if any(member.when is not None and member.mention.attachment in _WORDED for member in own):
            return True
        date, _ = self._date(known, self._free(scene, place))
        return date < 2 or self._kind(scene, known)[0] < 2

    def _take(self, scene: Scene, place: int, timex: int | None, mention: Mentioned | None) -> bool:
        """Make the sentence a witness of the event, unless something forbids it."""
        article = scene.article
        known = self.known[place]
        typed = self._kind(scene, known)[0] == 2
        told = self._telling(scene, place, timex, mention, typed=typed)
        if told.id in self.taken or any(
            (min(a, told.id), max(a, told.id)) in self.apart for a in (member.id for member in known.members)
        ):
            return False
        if any(veto(told, own, self.world, days=_has_days(told, own, known)) for own in known.members):
            return False
        # What the sentence tells of another day is its own: "towed in on Tuesday, two days after a fire".
        near = [
            own
            for own in scene.mentions
            if not (own.when and known.when) or known.when.meets(own.when, WIDE_DAYS if timex is not None else 0)
        ]
        homes = {self.homes[own.id] for own in near if own.id in self.homes and self._is_loose(scene, own)}
        if told.mention.factuality is Factuality.PLANNED:
            # "The mayor vowed that the club will stay": the promise has no day of its own.
            undated = (Attachment.LEDE, Attachment.NONE)
            spoken = [own for own in scene.mentions if own.type in VERBAL and own.attachment in undated]
            homes |= {self.homes[own.id] for own in spoken if own.id in self.homes}
        homes |= {self.homes[mention.id]} if mention is not None and mention.id in self.homes else set()
        for home in sorted(homes - {place}):
            self._absorb(home, place)
        self.found[place].append(told)
        self.taken.add(told.id)
        self.heard.setdefault((article, scene.sentence), set()).update(particulars(scene, known))
        if timex is not None:
            self.used[article].add(timex)
        learn(known, told, self.common)
        if known.when is None and told.when is not None:
            known.when = told.when
        self.index.take(place, known)
        return True

    def _only_heard(self, scene: Scene, place: int) -> bool:
        """Whether all that speaks for it was already used for another event that the sentence is a witness of."""
        heard = self.heard.get((scene.article, scene.sentence))
        return heard is not None and particulars(scene, self.known[place]) <= heard

    def _absorb(self, home: int, place: int) -> None:
        """An event without a date, told by this article alone, is the one its sentence tells of."""
        gone, known = self.known[home], self.known[place]
        loose = gone.type is EventType.OTHER or gone.type in VERBAL
        if home in self.absorbed or place in self.absorbed or len(gone.articles) > 1:
            return
        if gone.when is not None and not (loose and len({member.mention.sentence for member in gone.members}) == 1):
            return
        if not loose and any(veto(a, b, self.world, days=False) for a in gone.members for b in known.members):
            return
        self.absorbed[home] = place
        for member in gone.members:
            learn(known, member, self.common)
        self.index.take(place, known)

    def _absorb_doubles(self) -> None:
        """What an article tells without a date is what it tells with one, when a name and a number say so."""
        for home, gone in enumerate(self.known):
            if gone.when is not None or len(gone.articles) > 1 or home in self.absorbed:
                continue
            article = next(iter(gone.articles))
            scenes = {scene.sentence: scene for scene in self.whole[article].scenes}
            fit = []
            for member in gone.members:
                scene = scenes.get(member.mention.sentence)
                near = {p for key in gone.names for p in self.index.of_any_month(key)} if scene else set()
                for place in sorted(near - {home} - self.absorbed.keys()):
                    known = self.known[place]
                    if known.when is None or article not in known.articles or scene is None:
                        continue
                    if any(m.article == article and m.mention.sentence == scene.sentence for m in known.members):
                        continue
                    numbers = {int(v) for v in member.figures.values() if v > 2} & known.numbers
                    if numbers and scene.names & known.names and self._kind(scene, known)[0]:
                        fit.append(place)
            if len(set(fit)) == 1:
                self._absorb(home, fit[0])

    def _points(self, scene: Scene, place: int) -> tuple[int, int | None, Mentioned | None]:
        """How much speaks for it, with the expression that dates it and the mention that tells it."""
        known = self.known[place]
        if known.factuality & {Factuality.REFUSED, Factuality.DENIED} and not known.factuality & {Factuality.HAPPENED}:
            return 0, None, None
        called_off = Factuality.CANCELLED in known.factuality
        free = self._free(scene, place)
        date, timex = self._date(known, free)
        if date < 0 and not scene.gaps:
            return 0, None, None  # Most are: the sentence tells of other days.
        typed, mention = self._kind(scene, known)
        if known.when is None and not typed:
            date = -1
        if date < 1 and typed and self._counted_from(scene, known):
            # The clause beside it tells of the day that is counted from: its mention is another event's.
            date, timex, mention = 2, None, None
        if date < 0 or (called_off and not scene.future):
            return 0, None, None
        if not typed and date < 2 and (free or not scene.future):
            return 0, None, None  # Most are: neither the kind nor the day, nor word of something that is still to come.
        strong = scene.strong
        shared = [entity for entity in strong if entity in known.strong]
        if strong and self._of_others(scene, known, date):
            return 0, None, None
        story = any(self.rarity.same_story(scene.article, other) for other in known.articles)
        names = len(scene.names & known.names - {cut_name(fold(part)) for e in shared for part in e.split("-")}) > 0
        lands = (scene.countries | scene.near) & known.countries
        number = bool(scene.numbers & known.numbers) or bool(figures_in(scene) & known.numbers)
        particular = bool(shared or names)
        score = date + typed + 2 * min(2, len(shared)) + 2 * names + min(2, len(lands)) + number + story
        local = names or any(scene.ids[entity] is EntityKind.PLACE for entity in shared)
        few = any(self.events_of[entity] <= FEW for entity in shared)
        worded = date == 2 and story and self._in_its_words(scene, place)
        soon = not free and scene.future and few and bool(lands) and self._soon(scene, known)
        if not typed and not soon:
            # The people of a story do more than one thing on a day; in one town or with one ship they do not.
            several = len(shared) >= 2 and any(self.events_of[entity] <= FEW for entity in shared)
            sure = few and story and known.type not in VERBAL
            if date < 2 or not (local or several or sure or worded or self._closed(scene, known)):
                return 0, None, None
            if not names and not (self._one_day(scene, timex) and known.when is not None and known.when.days <= 2):
                return 0, None, None
        if date == 1 and typed == 1 and not (names or few):
            return 0, None, None  # Firms everybody names, in the same month: of that there is more than one event.
        score += soon + 2 * worded
        if date > 0 and typed == 2 and story and score == ENOUGH - 1 and self._only_one(place):
            score += 1  # "The treaty, signed in June": of which the story knows one.
        same = typed and mention is not None and date == 2 and lands and story
        if not particular and typed < 2 and not same and not worded:
            # "Oslo gave way on Sunday": nobody and nothing else is named.
            bare = date == 2 and scene.countries and scene.countries <= known.countries
            alone = bare and story and not scene.foreign and not strong
            return (ENOUGH if alone else 0), timex, None
        if not particular and not lands and not self._at_home(scene, known):
            return 0, None, None
        if date == 0:
            # No day, or a year: only what is particular, or a plan that soon came true, says which event is meant.
            within = timex is not None and typed == 2 and len(lands) + len(shared) >= 2
            silent = all(member.language != self.languages[scene.article] for member in known.members)
            placed = typed == 2 and any(scene.ids[entity] is EntityKind.PLACE for entity in shared)
            counted = typed > 0 and particular and (number or placed) and not free and silent and story
            # "Two weeks after she was sacked": whom, and that only one such thing is told of in this story.
            who = names or any(scene.ids[entity] is EntityKind.PERSON for entity in shared)
            said = known.type in VERBAL
            named = typed == 2 and who and not said and not free and story and self._only_one(place)
            if not (within or counted or soon or named):
                return 0, None, None
        return score, timex, mention

    def _of_others(self, scene: Scene, known: Known, date: int) -> bool:
        """Whether the sentence names bodies, people or, on other days, places, and none of them is the event's."""
        for kind in STRONG:
            theirs = known.own[kind]
            if not theirs or (kind is EntityKind.PLACE and date > 1):
                continue
            ours = {entity for entity in scene.strong if scene.ids[entity] is kind and "/" not in entity}
            if ours and not ours & theirs and not any(self.world.akin(a, b) for a in ours for b in theirs):
                return True
        return False

    def _is_loose(self, scene: Scene, mention: Mentioned) -> bool:
        """Whether a mention says of an event no more than that there is one: an unknown verb, or word of a plan.

        "The council will meet on Sunday", "the guild called a walkout for the 9th": who announced it did
        so on no day that is told.
        """
        if mention.type is EventType.OTHER:
            return True
        day, published = mention.when, scene.published
        ahead = day is not None and published is not None and day.first > published.last
        return mention.type in VERBAL and mention.factuality is Factuality.HAPPENED and ahead

    def _in_its_words(self, scene: Scene, place: int) -> bool:
        """Whether it shares a rare word with a telling in its language, of the only event of that day told in it."""
        known = self.known[place]
        language = self.languages[scene.article]
        stems = {stem for member in known.members if member.language == language for stem in member.stems}
        shared = stems & {word[:STEM] for word in scene.spoken.split() if len(word) >= STEM - 1}
        if known.when is None or not any(self.rarity.is_rare(stem) for stem in shared):
            return False
        days = range(known.when.first, known.when.last + 1)
        others = {other for day in days for other in self.index.by_day[day]} - {place} - self.absorbed.keys()
        return not any(
            self.rarity.same_story(scene.article, member.article)
            for other in others
            for member in self.known[other].members
            if member.language == language
        )

    def _only_one(self, place: int) -> bool:
        """Whether no other event of the same finer kind is told of in the articles of its story.

        Where the kind is so common that nobody could tell them apart, it is not the only one.
        """
        known = self.known[place]
        kind = {other for concept in known.concepts for other in self.index.by_concept[known.type, concept]}
        others = kind - {place} - self.absorbed.keys()
        return len(others) <= CROWD and not any(
            self.rarity.same_story(one, two)
            for other in sorted(others)
            for one in known.articles
            for two in self.known[other].articles
        )

    def _kind(self, scene: Scene, known: Known) -> tuple[int, Mentioned | None]:
        """2 for the same finer kind, by a mention or by a word that stands for it; 1 for a kind of the same family."""
        best: tuple[int, Mentioned | None] = (0, None)
        for mention in scene.mentions:
            if mention.factuality in _UNREAL or mention.gate in (Gate.COMMENTARY, Gate.GENERIC):
                continue
            elsewhere = mention.id in self.homes and mention.id not in {m.id for m in known.members}
            if elsewhere and mention.dated:
                continue
            concept = mention.concept
            same = mention.type is known.type and (mention.type is not EventType.OTHER or concept in known.concepts)
            family = same or _akin(mention.type, known.type)
            killed = concept in CONSEQUENCES and known.type in (EventType.ATTACK, EventType.DISASTER)
            value = 2 if same and concept is not None and concept in known.concepts else 1 if family or killed else 0
            if value > best[0]:
                best = (value, mention if value == 2 or same else None)
        if best[0] < 2 and any(self._speaks_of(scene, known.type, concept) for concept in known.concepts):
            return 2, best[1]
        return best

    def _speaks_of(self, scene: Scene, kind: EventType, concept: str) -> bool:
        """Whether it has a word of the kind where no trigger was found: "the parley in Oslo went on"."""
        if scene is not self.spoken_in:
            self.spoken_in, self.spoken = scene, {}
        known = self.spoken.get((kind, concept))
        if known is None:
            titles = self.titles[scene.article]
            stems = titles.stems(kind, concept) if titles is not None and concept not in CONSEQUENCES else ()
            known = self.spoken[kind, concept] = any(f" {stem}" in scene.spoken for stem in stems)
        return known

    def _free(self, scene: Scene, place: int) -> list[tuple[int, Reach]]:
        """The expressions of the sentence that date no other event.

        Staying away from a summit is told with the summit's day, and so tells of the summit as well.
        """
        if not scene.times:
            return []
        taken = {
            mention.timex
            for mention in scene.mentions
            if mention.timex is not None
            and mention.gate is None
            and self.homes.get(mention.id, place) != place
            and mention.factuality is not Factuality.REFUSED
            and not self._is_loose(scene, mention)
        }
        taken |= self.used[scene.article]
        return [(number, bounds) for number, bounds in scene.times if number not in taken]

    def _date(self, known: Known, free: Sequence[tuple[int, Reach]]) -> tuple[int, int | None]:
        """2 for the same days, 1 for wider ones that hold them, 0 for none named, -1 for others."""
        if known.when is None:
            if known.published is None or known.published.days > CLOSE_DAYS:
                return -1, None
            window = Reach(known.published.first - BEFORE_DAYS, known.published.last)
            fit = [(b.days, n) for n, b in free if b.days <= WIDE_DAYS and b.meets(window)]
            return (1, min(fit)[1]) if fit else (-1, None)
        if known.when.days > 366:
            return -1, None
        rows: list[tuple[int, int, int]] = []
        for number, bounds in free:
            if not bounds.meets(known.when):
                continue
            close = known.worded and bounds.days <= CLOSE_DAYS and known.when.days <= CLOSE_DAYS
            equal = (bounds.first, bounds.last) == (known.when.first, known.when.last) and bounds.days <= WIDE_DAYS
            narrow = max(bounds.days, known.when.days) <= WIDE_DAYS
            rows.append((-2 if close or equal else -1 if narrow else 0, bounds.days, number))
        if rows:
            score, _, number = min(rows)
            return -score, number
        if not free:
            return 0, None
        return -1, None

    def _counted_from(self, scene: Scene, known: Known) -> bool:
        """Whether the event's day is as far from a day the sentence names as it says."""
        day = known.when if known.worded else None
        return day is not None and day.days <= 2 and any(gap.meets(day) for gap in scene.gaps)

    def _one_day(self, scene: Scene, timex: int | None) -> bool:
        return any(number == timex and bounds.days <= 2 for number, bounds in scene.times)

    def _closed(self, scene: Scene, known: Known) -> bool:
        """Whether the sentence names nobody and nothing that is not the event's."""
        own = known.strong | known.countries
        outside = [e for e in scene.ids if e not in own and (self.world.country_of(e) or "") not in known.countries]
        return (
            bool(scene.ids or scene.countries)
            and not outside
            and scene.countries <= known.countries
            and not scene.foreign
        )

    def _soon(self, scene: Scene, known: Known) -> bool:
        published = scene.published
        if published is None or known.when is None:
            return False
        return published.first <= known.when.first <= published.last + AHEAD_DAYS

    def _at_home(self, scene: Scene, known: Known) -> bool:
        """Whether the sentence's article names a country of the event at all."""
        return not self.traces[scene.article].around.isdisjoint(known.countries)

    def _telling(
        self, scene: Scene, place: int, timex: int | None, mention: Mentioned | None, *, typed: bool
    ) -> Sketch:
        """The sentence as a telling: its own mention, or one made of what it shares with the event."""
        document, known = self.documents[scene.article], self.known[place]
        article = document.article
        anchored = document.anchored[timex] if timex is not None else None
        titles: Titles | None = self.titles[article.id]
        if mention is not None and mention.id not in self.homes:
            told = next(own for own in document.events if own.id == mention.id)
            if told.when is None and anchored is not None:
                told = replace(told, when=anchored.when, timex=timex, attachment=Attachment.SENTENCE)
        else:
            bounds = reach(anchored.when) if anchored is not None else None
            finer = bounds is not None and known.when is not None and bounds.days < known.when.days
            sentence = article.sentences[scene.sentence].span
            trigger = document.times[timex].span if timex is not None else sentence
            status = known.members[0].mention.factuality
            if bounds is not None and (published := published_days(document)) and bounds.first > published.last:
                status = Factuality.PLANNED
            told = EventMention(
                id=f"{article.id}#{trigger.start}",
                article=article.id,
                sentence=scene.sentence,
                clause=0,
                span=sentence,
                trigger=trigger,
                lemma="",
                type=known.type,
                factuality=status,
                weight=0.1,
                timex=timex,
                attachment=Attachment.SENTENCE if timex is not None else Attachment.NONE,
                when=anchored.when if anchored is not None and not finer else None,
                date_confidence=0.3,
                participants=tuple(
                    Participant(kind, entity, Role.OTHER, 0.6)
                    for entity, kind in scene.ids.items()
                    if kind in (EntityKind.ORGANISATION, EntityKind.PERSON)
                    and (entity in known.strong or (typed and self.world.members(entity)))
                ),
                places=tuple(e for e, kind in scene.ids.items() if kind is EntityKind.PLACE and e in known.strong),
                countries=tuple(sorted((scene.countries | scene.near) & known.countries)),
                confidence=0.3,
                gate=Gate.TRIGGER,
            )
        origin = self.origins.get(article.id, article.id)
        return sketch(told, document, origin=origin, world=self.world, titles=titles)


@cache
def _akin(one: EventType, other: EventType) -> bool:
    """Whether two kinds belong to one family, whatever their finer kinds."""
    return any(one in types and other in types for types, modes in FAMILIES if modes is None)


def _has_days(told: Sketch, own: Sketch, known: Known) -> bool:
    """Whether the days of two tellings can be held against each other: not those of a headline that others date."""
    guessed = own.mention.attachment is Attachment.LEDE and known.worded
    return told.when is not None and own.when is not None and not guessed
