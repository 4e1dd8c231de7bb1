"""A headline made from ids by the templates of a language, for tellings in another one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.core.model import EntityKind, EventType, Factuality
from dateline.lexicon.gazetteer import Gazetteer, Record
from dateline.lexicon.titles import Titles, status_of

LIMIT = 90
"""Characters of the longest title."""

_SLOT = re.compile(r"\{([^{}]*)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_SUBJECTS = ("A", "AA", "AT", "S", "SS", "O", "H", "C")


@dataclass(frozen=True, slots=True)
class Name:
    """A participant as a title needs it; `surface` is how the article writes one that no gazetteer holds."""

    entity: str
    kind: EntityKind
    surface: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What a title may say of an event."""

    kind: EventType
    mode: str | None
    factuality: Factuality
    actors: tuple[Name, ...] = ()
    targets: tuple[Name, ...] = ()
    bodies: tuple[Name, ...] = ()
    place: Name | None = None
    figure: tuple[str, float] | None = None
    lands: tuple[Name, ...] = ()
    """The countries of an event in which nobody is said to act."""
    toward: bool = True
    """Whether the telling says that it goes to the place, not from it."""

    @property
    def named(self) -> tuple[Name, ...]:
        """Who and what a title may begin with, the nearest to the event first."""
        return (*self.actors, *self.bodies, *self.lands, *((self.place,) if self.place else ()))


def from_frame(frame: Frame, titles: Titles, gazetteer: Gazetteer) -> str:
    """A headline made from ids by the templates of a language."""
    wording = titles.wording(frame.kind, frame.mode)
    status = status_of(frame.factuality)
    for templates, prefix in (
        (wording.templates[status], "{}"),
        (wording.templates["happened"], titles.prefixes.get(status, "{}")),
    ):
        for template in templates:
            for most in (3, 2, 1):
                text = _Filling(frame, titles, gazetteer, wording.noun, most).fill(template)
                if text is None:
                    break
                title = prefix.format(capital(text))
                if len(title) <= LIMIT and not _repeats(frame, title, titles, gazetteer):
                    return title
    filling = _Filling(frame, titles, gazetteer, wording.noun, 3)
    names = filling.bare((*frame.bodies, *frame.actors, *frame.targets, *((frame.place,) if frame.place else ())))
    text = titles.told.format(capital(wording.noun), names) if names else capital(wording.noun)
    return titles.prefixes.get(status, "{}").format(text)[:LIMIT]


def _repeats(frame: Frame, title: str, titles: Titles, gazetteer: Gazetteer) -> bool:
    """Whether somebody is told to have done something to themselves: two of one name, or one named within the other."""
    names = {name_of(name, titles, gazetteer) for name in (*frame.actors, *frame.targets, *frame.bodies)}
    return any(len(re.findall(rf"\b{re.escape(name)}\b", title)) > 1 for name in names)


def name_of(name: Name, titles: Titles, gazetteer: Gazetteer) -> str:
    """What a title in a language calls a participant."""
    record = gazetteer.get(name.entity)
    land = name.entity.partition("/")[0]
    if land != name.entity and land in gazetteer and not (record and _called(record, titles.tag)):
        # A ministry without a name of its own in this language speaks for its country, as headlines have it.
        return gazetteer.short(land, titles.tag)
    short = gazetteer.short(name.entity, titles.tag)
    if name.entity in gazetteer:
        return short
    return name.surface or (short if short != name.entity else _unslug(name.entity))


class _Filling:
    """The slots of one event in one language."""

    def __init__(self, frame: Frame, titles: Titles, gazetteer: Gazetteer, noun: str, most: int) -> None:
        self.frame, self.titles, self.gazetteer, self.noun, self.most = frame, titles, gazetteer, noun, most
        people = [name for name in (*frame.actors, *frame.targets) if name.kind is EntityKind.PERSON]
        self.familiar = frozenset(people if len(people) > 1 else [n for n in people if n in frame.targets])
        """People told by their surname: several at once, and those at the second place."""

    def fill(self, template: str) -> str | None:
        """The template with its slots filled; None when a slot outside brackets stays empty."""
        used = {slot.partition(":")[0] for slot in _SLOT.findall(_OPTIONAL.sub("", template))}
        text = _OPTIONAL.sub(lambda part: self._optional(part[1], used), template)
        return self._slots(text, used)

    def bare(self, names: Sequence[Name]) -> str:
        """Names in a row, as they stand."""
        seen = dict.fromkeys(self.name(name) for name in names)
        return self.titles.comma.join(list(seen)[:3])

    def name(self, name: Name) -> str:
        text = name_of(name, self.titles, self.gazetteer)
        return self._surname(name.entity, text) if name in self.familiar and name.entity in self.gazetteer else text

    def _surname(self, entity: str, name: str) -> str:
        words = name.split()
        land = self.gazetteer.get(self.gazetteer.country_of(entity) or "")
        if land is not None and land.surname_first:
            return words[0]
        particle = next((place for place, word in enumerate(words[1:], 1) if word[0].islower()), len(words) - 1)
        return " ".join(words[particle:])

    def _optional(self, part: str, used: set[str]) -> str:
        text = self._slots(part, used)
        return text if text is not None else ""

    def _slots(self, text: str, used: set[str]) -> str | None:
        plural = self._plural(text)
        out, at = [], 0
        for match in _SLOT.finditer(text):
            out.append(text[at : match.start()])
            at = match.end()
            value = self._value(match[1], plural, used)
            if not value:
                return None
            out.append(value)
        return "".join([*out, text[at:]])

    def _plural(self, text: str) -> bool:
        for slot in _SLOT.findall(text):
            if slot in _SUBJECTS:
                names = self._names(slot)
                return len(names) > 1 or any(self._class(name) in self.titles.plural_classes for name in names)
        return False

    def _value(self, slot: str, plural: bool, used: set[str]) -> str | None:
        if "|" in slot:
            one, _, more = slot.partition("|")
            return more if plural else one
        what, _, preposition = slot.partition(":")
        if what in ("noun", "Noun"):
            return self.noun if what == "noun" else capital(self.noun)
        if what == "figure":
            return self._figure(preposition)
        names = self._names(what)
        if what == "AA" and len(names) < 2:
            return None
        if what == "P" and preposition == "to" and not self.frame.toward:
            return None
        if what in ("P", "L"):
            named = {
                name.entity
                for key in ("A", "AA", "AT", "S", "SS", "T", "C")
                if key in used
                for name in self._names(key)
            }
            names = tuple(name for name in names if name.entity not in named)
            preposition = preposition or ("in" if what == "P" else "")
        if not names:
            return None
        return self._list(names, preposition or ("subject" if what in _SUBJECTS else "object"))

    def _names(self, slot: str) -> tuple[Name, ...]:
        frame = self.frame
        if slot in ("P", "L"):
            return (frame.place,) if frame.place else ()
        if slot == "O":
            return frame.bodies[:1]
        if slot == "H":
            people = [name for name in frame.targets if name.kind is EntityKind.PERSON]
            return tuple(people or [name for name in frame.actors if name.kind is EntityKind.PERSON])[:2]
        if slot == "SS":
            return frame.targets if len(frame.targets) > 1 else ()
        if slot == "B":
            acting = (*frame.targets, *frame.actors)
            named = tuple(name for name in acting if name.kind is EntityKind.PERSON)
            return (named or tuple(name for name in acting if name.kind is EntityKind.ORGANISATION))[:2]
        if slot == "CC":
            return frame.lands[:2] if len(frame.lands) > 1 and not frame.targets and not frame.actors else ()
        if slot == "C":
            lands = tuple(n for n in (*frame.actors, *frame.targets) if n.kind is EntityKind.COUNTRY)
            return (lands or frame.lands)[:2]
        if slot in ("A", "AA"):
            return frame.actors
        doers = {name.entity for name in frame.actors}
        others = tuple(name for name in frame.targets if name.entity not in doers)
        if slot == "AT":
            return (*frame.actors, *others) if frame.actors and others else ()
        return others if slot == "T" else frame.targets

    def _list(self, names: tuple[Name, ...], case: str) -> str:
        names = self._without_parts(names)
        shown = names if len(names) <= self.most else names[: max(1, self.most - 1)]
        phrases = list(dict.fromkeys(self._phrase(name, case) for name in shown))
        if len(phrases) > 1 and not self.titles.repeat_prepositions and case in self.titles.prepositions:
            # "in Norway and Sweden": the preposition stands once where all names take the same.
            pattern = self._pattern(shown[0], case)
            if pattern.endswith("{}") and all(self._pattern(name, case) == pattern for name in shown):
                bare = list(dict.fromkeys(self.name(name) for name in shown))
                phrases = [pattern.format(bare[0]), *bare[1:]]
        if case == "between":
            # One word stands before both, in every language.
            opening = f"{phrases[0].partition(' ')[0]} "
            phrases = [phrases[0], *(phrase.removeprefix(opening) for phrase in phrases[1:])]
        text = phrases[0]
        if len(phrases) > 1:
            text = self.titles.comma.join(phrases[:-1]) + self.titles.last + phrases[-1]
        return text if len(shown) == len(names) else self.titles.others.format(self.titles.comma.join(phrases))

    def _without_parts(self, names: tuple[Name, ...]) -> tuple[Name, ...]:
        """The names without those bodies that are another one at greater length: "Volvo AB and Volvo"."""
        bodies = {name: self.name(name) for name in names if name.kind is EntityKind.ORGANISATION}
        longer = {
            name
            for name, text in bodies.items()
            if any(len(short) < len(text) and re.match(rf"{re.escape(short)}\b", text) for short in bodies.values())
        }
        return tuple(name for name in names if name not in longer)

    def _phrase(self, name: Name, case: str) -> str:
        text, pattern = self.name(name), self._pattern(name, case)
        return pattern.format(text, n=self._in_dative(text) if "{n}" in pattern else text)

    def _in_dative(self, text: str) -> str:
        """A name in the plural with the ending of its case: `Niederlanden`."""
        for ending, other in self.titles.dative_plural.items():
            text = re.sub(rf"{ending}\b", other, text)
        return text

    def _pattern(self, name: Name, case: str) -> str:
        patterns = (
            self.titles.subjects
            if case == "subject"
            else self.titles.objects
            if case == "object"
            else self.titles.prepositions[case]
        )
        kind = self._class(name)
        return patterns.get(kind) or patterns.get("plain") or "{}"

    def _class(self, name: Name) -> str:
        titles, text = self.titles, self.name(name)
        record = self.gazetteer.get(name.entity)
        land = name.entity.partition("/")[0]
        if land != name.entity and land in self.gazetteer and text == self.gazetteer.short(land, titles.tag):
            # Called by its country's name, it goes like the country.
            return self._class(Name(land, EntityKind.COUNTRY))
        known = titles.classes.get(name.entity)
        if known:
            return known
        if name.kind is EntityKind.ORGANISATION and not (record and _called(record, titles.tag)):
            # A name of another language takes no article.
            return titles.class_heads.get(text.split()[0], "plain")
        if name.kind is EntityKind.ORGANISATION:
            known = titles.class_heads.get(text.split()[0])
        for end, kind in titles.class_ends.get(str(name.kind), ()):
            if text.casefold().startswith(end[1:]) if end[0] == "^" else text.casefold().endswith(end):
                return kind
        return known or titles.class_defaults.get(str(name.kind), "plain")

    def _figure(self, wanted: str = "") -> str | None:
        if self.frame.figure is None or wanted not in ("", self.frame.figure[0]):
            return None
        what, value = self.frame.figure
        words = self.titles.figures.get(what)
        return words[value != 1].format(number(value, self.titles)) if words else None


def _called(record: Record, tag: str) -> bool:
    """Whether a language has a name of its own for it."""
    return bool(record.short.get(tag) or record.names.get(tag))


def number(value: float, titles: Titles) -> str:
    """A number as headlines write it: `6,500`, `1.2 million`."""
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if value >= size and word in titles.millions:
            return titles.millions[word].format(
                f"{value / size:.3g}".replace(".", "." if titles.thousands == "," else ",")
            )
    if value != int(value):
        return f"{value:g}".replace(".", "." if titles.thousands == "," else ",")
    return (
        f"{int(value):,}".replace(",", titles.thousands)
        if value >= 10_000 or titles.thousands == ","
        else f"{int(value)}"
    )


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _unslug(entity: str) -> str:
    return " ".join(part.capitalize() for part in entity.rsplit("/", 1)[-1].split("-"))
