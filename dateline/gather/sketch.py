"""Sketches: what merging looks at of a mention, taken out of its document once and never looked up again."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.core.model import (
    AnchoredTimex,
    Attachment,
    ClauseKind,
    Document,
    EntityKind,
    EventMention,
    EventType,
    Factuality,
    Label,
    Role,
    Tense,
    TimexType,
)
from dateline.core.text import fold_word
from dateline.core.values import quickly_made
from dateline.core.when import When, ordinal

if TYPE_CHECKING:
    from dateline.lexicon.gazetteer import Gazetteer
    from dateline.lexicon.titles import Titles

EARTH_RADIUS_KM = 6371.0
FOREVER = 10**9
"""Beyond every day: the bound of an open side."""

STORY_ACROSS, STORY_WITHIN = 0.5, 0.2
"""Likeness of names from which two articles tell one story: across languages few names are left to compare."""
FEW_ARTICLES = 24
"""So few articles do not tell how rare a name is: it is weighed as if there were so many."""
RARE, RARE_SHARE = 6, 0.02
"""A word is rare in so many tellings, or in that share of all."""
BESIDE_DAYS = 31
FRESH_DAYS = 14
"""How old news is at most that an article goes on about."""
SAID = frozenset({EventType.STATEMENT, EventType.CRITICISM, EventType.DEMAND})
SUFFERED = frozenset({EventType.ATTACK, EventType.DISASTER, EventType.PROTEST, EventType.VOTE})
"""What befalls a town: there a capital that is the subject is a town."""
_LENGTH = re.compile(r"P(\d{1,3})([DW])")
_OPEN_DAY = re.compile(r"XXXX-(?:WXX-([1-7])|(\d\d)-(\d\d))(?:T(?!NI)\w+)?$")
_WORD = re.compile(r"\d[\d.,]*\d|\w+")
NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?![\w.,]*\d)")
NAME_LETTERS = 6
"""Letters of a name that stand for it: `Storasele`, `Storaseles`."""
STEM = 5
"""Letters of a word that stand for it inside one language; crude, the same for all, and only a tie-breaker."""


class World:
    """What gathering asks of the gazetteer, remembered: the same few ids are asked for again and again."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._kilometres: dict[tuple[str, str], float | None] = {}
        self._members: dict[str, frozenset[str]] = {}
        self._countries: dict[str, str | None] = {}

    def country_of(self, entity: str) -> str | None:
        """The country of a place, a person or a body that belongs to one state."""
        if entity not in self._countries:
            self._countries[entity] = self.gazetteer.country_of(entity)
        return self._countries[entity]

    def members(self, organisation: str) -> frozenset[str]:
        """The countries that are members of an organisation."""
        if organisation not in self._members:
            self._members[organisation] = self.gazetteer.members(organisation)
        return self._members[organisation]

    def akin(self, organisation: str, other: str) -> bool:
        """Whether one id is the other's part, as `un-security-council` is the `un`'s."""
        return organisation.startswith((f"{other}-", f"{other}/")) or other.startswith(
            (f"{organisation}-", f"{organisation}/")
        )

    def kilometres(self, place: str, other: str) -> float | None:
        """The distance between two places along a great circle; None when either position is unknown."""
        key = (place, other) if place <= other else (other, place)
        if key not in self._kilometres:
            self._kilometres[key] = self._distance(*key)
        return self._kilometres[key]

    def _distance(self, place: str, other: str) -> float | None:
        one, two = self.gazetteer.get(place), self.gazetteer.get(other)
        if one is None or two is None:
            return None
        if one.latitude is None or one.longitude is None or two.latitude is None or two.longitude is None:
            return None
        lat1, lon1, lat2, lon2 = map(math.radians, (one.latitude, one.longitude, two.latitude, two.longitude))
        cosine = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(lon1 - lon2)
        return EARTH_RADIUS_KM * math.acos(max(-1.0, min(1.0, cosine)))


@quickly_made
@dataclass(frozen=True, slots=True)
class Reach:
    """Days as numbers: the first and the last, inclusive."""

    first: int
    last: int
    vague: bool = False

    @property
    def days(self) -> int:
        return self.last - self.first + 1

    @property
    def is_day(self) -> bool:
        return self.first == self.last and not self.vague

    def meets(self, other: Reach, pad: int = 0) -> bool:
        return self.first - pad <= other.last and other.first - pad <= self.last


def reach(when: When | None) -> Reach | None:
    """The bounds of a date as day numbers; None for no date and for a day of an unknown year."""
    if when is None or (when.earliest is None and when.latest is None):
        return None
    first = ordinal(when.earliest) if when.earliest else -FOREVER
    last = ordinal(when.latest) if when.latest else FOREVER
    return Reach(first, last, when.approximate)


@quickly_made
@dataclass(frozen=True, slots=True)
class Sketch:
    """One telling, as ids, numbers and sets."""

    mention: EventMention
    id: str
    article: str
    origin: str
    language: str
    type: EventType
    concept: str | None
    """The finer kind its word stands for, the same in all languages: `resignation`, `ceasefire`."""
    shade: str | None
    """The finer kind a headline names: the concept, or one too fine to compare tellings by."""
    label: Label
    when: Reach | None
    """The days it is told to have fallen on; for a cancelled or planned event, the planned ones."""
    told: Reach | None
    """`mention.when`, whatever the status: for a cancelled event the day it was called off."""
    beside: Reach | None
    """For a telling without a date, the days of what else of its kind its sentence tells."""
    published: Reach | None
    organisations: frozenset[str]
    people: frozenset[str]
    unknown: frozenset[str]
    """Bodies and people no gazetteer holds: each language writes them its own way."""
    places: frozenset[str]
    countries: frozenset[str]
    actors: frozenset[str]
    targets: frozenset[str]
    principals: frozenset[str]
    """Countries that act or are acted upon: hosts and places left out."""
    place_countries: frozenset[str]
    figures: Mapping[str, float]
    ordinal: int | None
    words: frozenset[str]
    """Numbers and capitalised words, folded: comparable across languages."""
    stems: frozenset[str]
    """All longer words, cut short: comparable inside one language."""
    involved: tuple[str, ...]
    """Organisations, people and countries, sorted."""
    keys: frozenset[str] = frozenset()
    """Ids by which it can be found: its participants, places and countries."""
    subject: frozenset[str] = frozenset()
    """For what was only said: the longer words of its sentence, cut short, without names, dates and its verb."""
    open_day: tuple[int, ...] = ()
    """The weekday (1–7), or month and day, of its own words where nobody knows in which week or year."""
    introduces: bool = False
    """What its verb is about is brought up as something new: "signed a treaty"."""
    numbers: frozenset[int] = frozenset()
    """The numbers of its sentence."""

    @property
    def is_unknown(self) -> bool:
        """Whether its word says nothing of what it is: a verb of no type and no finer kind."""
        return self.type is EventType.OTHER and self.concept is None


def sketch(
    mention: EventMention,
    document: Document,
    *,
    origin: str,
    world: World,
    titles: Titles | None = None,
    governments: frozenset[tuple[int, str]] = frozenset(),
    small: Container[str] = (),
) -> Sketch:
    """The sketch of one mention of a document; `titles` are those of its language, for concepts and ordinals.

    `governments` are the capitals that stand for a government (see `governments_of`): nothing happened there; `small`
    are words of its language that say nothing of a subject.
    """
    article = document.article
    by_kind: dict[EntityKind, set[str]] = {kind: set() for kind in EntityKind}
    actors: set[str] = set()
    targets: set[str] = set()
    principals: set[str] = set()
    for participant in mention.participants:
        if participant.entity is None:
            if participant.country and participant.role in (Role.ACTOR, Role.TARGET):
                principals.add(participant.country)
                (actors if participant.role is Role.ACTOR else targets).add(participant.country)
            continue
        by_kind[participant.kind].add(participant.entity)
        if participant.role in (Role.ACTOR, Role.TARGET):
            side = actors if participant.role is Role.ACTOR else targets
            side.add(participant.entity)
            country = participant.entity if participant.kind is EntityKind.COUNTRY else participant.country
            if country:
                side.add(country)
                principals.add(country)
    if governments and mention.type not in SUFFERED:
        mention = replace(mention, places=tuple(p for p in mention.places if (mention.sentence, p) not in governments))
    places = frozenset(mention.places)
    place_countries = frozenset(c for c in (world.country_of(place) for place in sorted(places)) if c)
    countries = frozenset(mention.countries)
    organisations = frozenset(by_kind[EntityKind.ORGANISATION])
    people = frozenset(by_kind[EntityKind.PERSON])
    when = reach(mention.when)
    if mention.factuality is Factuality.CANCELLED and mention.planned is not None:
        when = reach(mention.planned)
    sentence = article.sentences[mention.sentence]
    text = article.text[sentence.span.start : sentence.span.end]
    words, stems = _words(text)
    return Sketch(
        mention=mention,
        id=mention.id,
        article=mention.article,
        origin=origin,
        language=article.language or "",
        type=mention.type,
        concept=titles.concept(mention.type, mention.lemma, mention.mode) if titles else mention.mode,
        shade=titles.shade(mention.type, mention.lemma, mention.mode) if titles else mention.mode,
        label=article.paragraphs[sentence.paragraph].label if article.paragraphs else Label.BODY,
        when=when,
        told=reach(mention.when),
        beside=_beside(mention, document) if mention.when is None else None,
        published=published_days(document),
        organisations=organisations,
        people=people,
        unknown=frozenset(p.entity for p in mention.participants if p.entity and not p.known),
        places=places,
        countries=countries,
        actors=frozenset(actors),
        targets=frozenset(targets),
        principals=frozenset(principals),
        place_countries=place_countries,
        figures={figure.what: figure.value for figure in mention.figures},
        ordinal=_ordinal(document, mention, titles.ordinals if titles else {}),
        words=words,
        stems=stems,
        involved=tuple(sorted(organisations | people | countries)),
        keys=frozenset(
            by_kind[EntityKind.ORGANISATION]
            | by_kind[EntityKind.PERSON]
            | by_kind[EntityKind.COUNTRY]
            | places
            | countries
        ),
        subject=_subject(mention, document, small) if mention.type in SAID else frozenset(),
        open_day=_open_day(mention, document),
        introduces=titles is not None and _next_word(document, mention.trigger.end) in titles.introducing,
        numbers=frozenset(map(int, NUMBER.findall(text))),
    )


def governments_of(document: Document, world: World) -> frozenset[tuple[int, str]]:
    """Capitals that are the subject of a clause, with their sentence: "Oslo gave way" tells of Norway."""
    # The subject may begin with the word that opens the clause: "while Moscow looked east".
    subjects = {c.subject.end: (c.subject.start, c.connective or "") for c in document.clauses if c.subject is not None}
    text = document.article.text
    found = set()
    for entity in document.entities:
        start, opening = subjects.get(entity.span.end, (-1, ""))
        before = text[start : entity.span.start].strip().casefold() if start >= 0 else None
        if entity.kind is EntityKind.PLACE and entity.entity and before in ("", opening.casefold()):
            record = world.gazetteer.get(entity.entity)
            if record is not None and record.capital_of:
                found.add((entity.sentence, entity.entity))
    return frozenset(found)


def timex_of(document: Document, mention: EventMention) -> AnchoredTimex | None:
    """The expression that dates a mention, resolved; None when no words do."""
    if mention.timex is None or mention.timex >= len(document.anchored):
        return None
    return document.anchored[mention.timex]


class Rarity:
    """How telling a shared id or word is: the rarer in the collection, the more."""

    def __init__(self, sketches: Iterable[Sketch], names: Mapping[str, frozenset[str]] | None = None) -> None:
        ids: Counter[str] = Counter()
        words: Counter[str] = Counter()
        self._languages: dict[str, set[str]] = {}
        origins: dict[str, set[str]] = {}
        spoken: dict[str, str] = {}
        count = 0
        for item in sketches:
            count += 1
            spoken[item.article] = item.language
            origins.setdefault(item.origin, set()).update(item.keys)
            words.update(item.words | item.stems)
            for word in item.words:
                self._languages.setdefault(word, set()).add(item.language)
        for keys in origins.values():
            ids.update(keys)
        # By origin, not by mention: an article about Malawi does not make Malawi common.
        self._total, self._word_total = max(len(origins), 1), max(count, 1)
        # Asked for a hundred times as often as there are ids and words: computed once.
        self._ids = {entity: self._of_count(number) for entity, number in ids.items()}
        self._squares = {word: math.log(1 + self._word_total / (number + 1)) ** 2 for word, number in words.items()}
        few = max(RARE, RARE_SHARE * self._word_total)
        self._rare = frozenset(word for word, number in words.items() if number <= few)
        self._bags: dict[tuple[str, int, str], tuple[frozenset[str], float]] = {}
        self._names, self._spoken = names or {}, spoken
        self._name_counts: Counter[str] = Counter(name for own in self._names.values() for name in own)
        self._name_languages: dict[str, set[str]] = {}
        for article in sorted(self._names):
            for name in self._names[article]:
                self._name_languages.setdefault(name, set()).add(spoken.get(article, ""))
        # In a folder of four articles every name of the story is in half of them: that does not make it common.
        total = max(len(self._names), FEW_ARTICLES)
        self._name_squares = {name: math.log(1 + total / number) ** 2 for name, number in self._name_counts.items()}
        self._articles_with: dict[str, list[str]] = {}
        """By rare name the articles that hold it."""
        for article in sorted(self._names):
            for name in self._names[article]:
                if self._name_counts[name] <= max(RARE, RARE_SHARE * total):
                    self._articles_with.setdefault(name, []).append(article)
        self._told_with: dict[str, frozenset[str]] = {}
        self._kin: dict[str, dict[str, bool]] = {}
        self._comparable: dict[tuple[str, str], tuple[frozenset[str], float]] = {}

    def of_id(self, entity: str) -> float:
        known = self._ids.get(entity)
        return known if known is not None else self._of_count(0)

    def _of_count(self, number: int) -> float:
        return math.log(1 + (self._total + 1) / (number + 1)) + 0.3

    def square(self, words: Iterable[str]) -> float:
        """The sum of the squared weights of the words of some sketches, whatever order they come in."""
        return math.fsum(map(self._squares.__getitem__, words))

    def bag(self, item: Sketch, language: str) -> tuple[frozenset[str], float]:
        """The words of a telling that can be compared with one in a language, and the square of their length."""
        key = (item.article, item.mention.sentence, language)
        known = self._bags.get(key)
        if known is None:
            words = item.stems | item.words
            if language != item.language:
                words = frozenset(w for w in item.words if w[0].isdigit() or self.shared(w, item.language, language))
            known = self._bags[key] = words, self.square(words)
        return known

    def forget_bags(self) -> None:
        """Let go of what only the comparing of pairs has a use for."""
        self._bags.clear()

    def is_rare(self, word: str) -> bool:
        """Whether few tellings have the word."""
        return word in self._rare

    def shared(self, word: str, one: str, other: str) -> bool:
        """Whether both languages use the word somewhere: a German noun is no name."""
        seen = self._languages.get(word, set())
        return one in seen and other in seen

    def same_story(self, article: str, other: str) -> bool:
        """Whether two articles share so many rare names that they tell the same story."""
        if article > other:
            article, other = other, article
        known = self._kin.get(article)
        if known is None:
            known = self._kin[article] = {}
        same = known.get(other)
        if same is None:
            same = known[other] = self._is_same(article, other)
        return same

    def _is_same(self, article: str, other: str) -> bool:
        across = self._spoken.get(article) != self._spoken.get(other)
        return self._kinship(article, other) >= (STORY_ACROSS if across else STORY_WITHIN)

    def told_together(self, article: str, other: str) -> bool:
        """Whether two articles tell one story, or a third tells that of both."""
        return not self.stories_of(article).isdisjoint(self.stories_of(other))

    def stories_of(self, article: str) -> frozenset[str]:
        """The article, and those that tell one story with it."""
        known = self._told_with.get(article)
        if known is None:
            near = {near for name in self._names.get(article, ()) for near in self._articles_with.get(name, ())}
            # Not remembered one by one: most are asked for never again.
            own = [
                other for other in near if other != article and self._is_same(min(article, other), max(article, other))
            ]
            known = self._told_with[article] = frozenset((article, *own))
        return known

    def _kinship(self, article: str, other: str) -> float:
        """Cosine of the names of two articles; across languages, of names that both languages have."""
        if article == other:
            return 1.0
        ours, our_weight = self._names_for(article, self._spoken.get(other, ""))
        theirs, their_weight = self._names_for(other, self._spoken.get(article, ""))
        both = ours & theirs
        if len(both) < 2:
            return 0.0
        return float(self._weight(both) / (our_weight * their_weight) ** 0.5)

    def _names_for(self, article: str, language: str) -> tuple[frozenset[str], float]:
        """The names of an article that can be compared with those of one in a language, and their weight."""
        known = self._comparable.get((article, language))
        if known is None:
            names = self._names.get(article, frozenset())
            if self._spoken.get(article, "") != language:
                names = frozenset(name for name in names if language in self._name_languages[name])
            known = self._comparable[article, language] = names, self._weight(names)
        return known

    def _weight(self, names: frozenset[str]) -> float:
        return math.fsum(map(self._name_squares.__getitem__, names))


def names_of(document: Document) -> frozenset[str]:
    """The capitalised words of an article that do not begin a sentence, folded and cut, and the ids of what it names.

    Each language spells its own names; those that the gazetteer knows are the same in all.
    """
    out = {f"#{entity.entity}" for entity in document.entities if entity.entity and entity.known}
    for sentence in document.article.sentences:
        begun = False
        for token in sentence.tokens:
            if token.text[0].isalpha():
                if begun and len(token.text) >= 4 and token.text[0].isupper():
                    out.add(fold_word(token.text)[:NAME_LETTERS])
                begun = True
    return frozenset(out)


def _beside(mention: EventMention, document: Document) -> Reach | None:
    """The one date that the dated mentions of the same kind in its sentence have in common."""
    found = {
        reach(other.when)
        for other in document.events
        if other.sentence == mention.sentence
        and other.type is mention.type
        and other.when is not None
        and other.attachment is Attachment.CLAUSE
    }
    if found:
        return found.pop() if len(found) == 1 else None
    # An expression in its own clause that was not taken for its date still says what it is not about.
    clause = document.clauses[mention.clause].span if mention.clause < len(document.clauses) else mention.span
    named = {
        bounds
        for anchored in document.anchored
        if clause.start <= anchored.timex.span.start < clause.end
        and anchored.timex.type is TimexType.DATE
        and (bounds := reach(anchored.when)) is not None
        and bounds.days <= BESIDE_DAYS
    }
    return (named.pop() if len(named) == 1 else None) if named else _going_on(mention, document)


def _going_on(mention: EventMention, document: Document) -> Reach | None:
    """The days of fresh news that the sentence before tells of those a past tense goes on about: "Both signed a pact".

    What was before that is told in another tense, as a noun, or in a clause that hangs on another.
    """
    clause = document.clauses[mention.clause] if mention.clause < len(document.clauses) else None
    verb = clause.verb if clause is not None and clause.kind is ClauseKind.MAIN else None
    out = published_days(document)
    if verb is None or verb.tense is not Tense.PAST or out is None or out.days > FRESH_DAYS:
        return None
    if mention.trigger.end <= verb.span.start:
        return None
    sentences = document.article.sentences
    countries = frozenset(mention.countries)
    found = {
        bounds
        for other in document.events
        if other.sentence == mention.sentence - 1
        and sentences[other.sentence].paragraph == sentences[mention.sentence].paragraph
        and other.attachment is Attachment.CLAUSE
        and other.gate is None
        and other.factuality is Factuality.HAPPENED
        and not countries.isdisjoint(other.countries)
        and (bounds := reach(other.when)) is not None
        and bounds.days <= FRESH_DAYS
        and 0 <= out.last - bounds.first <= FRESH_DAYS
    }
    return Reach(min(found, key=lambda bounds: bounds.first).first - 1, out.last) if found else None


def published_days(document: Document) -> Reach | None:
    """The days on which a document's article may have come out; None where nothing is known of them."""
    if document.days and document.days.days:
        return Reach(document.days.days[0], document.days.days[-1])
    return reach(document.article.published)


def length_in_days(value: str) -> int | None:
    """The length of a TIMEX3 duration that can be counted to the day or the week: `P3D`, `P2W`; None of any other."""
    match = _LENGTH.fullmatch(value)
    return int(match[1]) * (7 if match[2] == "W" else 1) if match else None


def _words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    words, stems = set(), set()
    for match in _WORD.finditer(text):
        token = match.group()
        if token[0].isdigit():
            words.add(token.strip(".,").replace(",", "."))
        elif len(token) >= 4:
            plain = fold_word(token)
            stems.add(plain[:STEM])
            if token[0].isupper():
                words.add(plain)
    return frozenset(words), frozenset(stems)


def _subject(mention: EventMention, document: Document, small: Container[str]) -> frozenset[str]:
    """What was spoken of: the longer words of the sentence but names, dates, small words and the trigger."""
    number = mention.sentence
    span = document.article.sentences[number].span
    silent = [mention.trigger]
    silent += [entity.span for entity in document.entities if entity.sentence == number]
    silent += [timex.span for timex in document.times if timex.sentence == number]
    out = set()
    for match in _WORD.finditer(document.article.text, span.start, span.end):
        token = match.group().casefold()
        if len(token) < 4 or token[0].isdigit() or token in small:
            continue
        if not any(start < match.end() and match.start() < end for start, end in silent):
            out.add(fold_word(token)[:STEM])
    return frozenset(out)


def _open_day(mention: EventMention, document: Document) -> tuple[int, ...]:
    if mention.when is not None or mention.timex is None or mention.timex >= len(document.times):
        return ()
    match = _OPEN_DAY.match(document.times[mention.timex].value)
    return tuple(int(part) for part in match.groups() if part) if match else ()


def _next_word(document: Document, at: int) -> str:
    match = _WORD.search(document.article.text, at, at + 20)
    return match.group().casefold() if match else ""


def _ordinal(document: Document, mention: EventMention, ordinals: Mapping[str, int]) -> int | None:
    """The number in "the second summit": an ordinal among the three words before the trigger."""
    if not ordinals:
        return None
    text = document.article.text
    before = text[max(0, mention.trigger.start - 40) : mention.trigger.start]
    for token in reversed(_WORD.findall(before)[-3:]):
        number = ordinals.get(token.casefold())
        if number is not None:
            return number
    return None
