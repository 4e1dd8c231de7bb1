"""Titles: a telling's own clause cut to a headline, or one made from ids where the telling is in another language.

Either way a title stands alone: no relative date, no pronoun without its noun, no expert's name, at most 90 characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.core.model import (
    Attachment,
    Clause,
    ClauseKind,
    Document,
    EntityKind,
    EventMention,
    EventType,
    Factuality,
    Gate,
    Label,
    Span,
    TimexType,
)
from dateline.lexicon.gazetteer import Gazetteer, Record
from dateline.lexicon.titles import Compression, Titles, status_of

LIMIT = 90
SHORTEST = 12
MOST_WORDS = 15

_SLOT = re.compile(r"\{([^{}]*)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_WORD = re.compile(r"[\w'’\-]+")
_PART = re.compile(r"\s*(?:,(?!\d)|;|\s(?:[–—-]|--)\s)\s*")
"""Where a clause falls into parts; the comma of a number is none."""
_QUOTES = re.compile(r"“[^“”]*”|\"[^\"]*\"|”[^“”]*”|„[^„“”]*[“”]|»[^«»]*«|«[^«»]*»")
_VERBAL = frozenset({EventType.STATEMENT, EventType.DEMAND, EventType.CRITICISM})
_SUBJECTS = ("A", "AA", "S", "SS", "O", "H", "C")


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


# --------------------------------------------------------------------------------------------------- from the ids


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
                title = prefix.format(_capital(text))
                if len(title) <= LIMIT:
                    return title
    filling = _Filling(frame, titles, gazetteer, wording.noun, 3)
    names = filling.bare((*frame.bodies, *frame.actors, *frame.targets, *((frame.place,) if frame.place else ())))
    text = f"{_capital(wording.noun)}: {names}" if names else _capital(wording.noun)
    return titles.prefixes.get(status, "{}").format(text)[:LIMIT]


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
        record = self.gazetteer.get(name.entity)
        land = name.entity.partition("/")[0]
        if land != name.entity and land in self.gazetteer and not (record and _called(record, self.titles.tag)):
            # A ministry without a name of its own in this language speaks for its country, as headlines have it.
            return self.gazetteer.short(land, self.titles.tag)
        if name.entity in self.gazetteer:
            short = self.gazetteer.short(name.entity, self.titles.tag)
            return self._surname(name.entity, short) if name in self.familiar else short
        derived = self.gazetteer.short(name.entity, self.titles.tag)
        return name.surface or (derived if derived != name.entity else _unslug(name.entity))

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
            return self.noun if what == "noun" else _capital(self.noun)
        if what == "figure":
            return self._figure()
        names = self._names(what)
        if what == "AA" and len(names) < 2:
            return None
        if what == "P" and preposition == "to" and not self.frame.toward:
            return None
        if what in ("P", "L"):
            named = {
                name.entity for key in ("A", "AA", "S", "SS", "T", "C") if key in used for name in self._names(key)
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
        return frame.actors if slot in ("A", "AA") else frame.targets

    def _list(self, names: tuple[Name, ...], case: str) -> str:
        shown = names if len(names) <= self.most else names[: max(1, self.most - 1)]
        phrases = list(dict.fromkeys(self._phrase(name, case) for name in shown))
        if len(phrases) > 1 and not self.titles.repeat_prepositions and case in self.titles.prepositions:
            # "in Azerbaijan and Armenia": the preposition stands once where all names take the same.
            pattern = self._pattern(shown[0], case)
            if pattern.endswith("{}") and all(self._pattern(name, case) == pattern for name in shown):
                bare = list(dict.fromkeys(self.name(name) for name in shown))
                phrases = [pattern.format(bare[0]), *bare[1:]]
        text = phrases[0]
        if len(phrases) > 1:
            text = self.titles.comma.join(phrases[:-1]) + self.titles.last + phrases[-1]
        return text if len(shown) == len(names) else self.titles.others.format(self.titles.comma.join(phrases))

    def _phrase(self, name: Name, case: str) -> str:
        return self._pattern(name, case).format(self.name(name))

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
        known = titles.classes.get(name.entity)
        if known:
            return known
        if name.kind is EntityKind.ORGANISATION:
            known = titles.class_heads.get(text.split()[0])
        for end, kind in titles.class_ends.get(str(name.kind), ()):
            if text.casefold().startswith(end[1:]) if end[0] == "^" else text.casefold().endswith(end):
                return kind
        return known or titles.class_defaults.get(str(name.kind), "plain")

    def _figure(self) -> str | None:
        if self.frame.figure is None:
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


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _unslug(entity: str) -> str:
    return " ".join(part.capitalize() for part in entity.rsplit("/", 1)[-1].split("-"))


# ------------------------------------------------------------------------------------------------ from the clause


def from_telling(mention: EventMention, document: Document, titles: Titles) -> str | None:
    """The telling's own clause, cut to a headline; None when what is left would not stand alone."""
    article = document.article
    sentence = article.sentences[mention.sentence]
    label = article.paragraphs[sentence.paragraph].label if article.paragraphs else Label.BODY
    clause = document.clauses[mention.clause] if mention.clause < len(document.clauses) else None
    if clause is not None and clause.kind in (ClauseKind.QUOTE, ClauseKind.CONDITION, ClauseKind.QUESTION):
        return None
    start, end = mention.span
    if label is not Label.TITLE and (
        clause is None or clause.verb is None or not start <= clause.verb.span.start < end
    ):
        return None
    if label is Label.TITLE:
        start, end = sentence.span
    cuts = [] if label is Label.TITLE else _time_cuts(mention, document, titles, start, end)
    raw = _without(article.text, start, end, cuts)
    if titles.compression.verb_second and cuts and not article.text[start : cuts[0][0]].strip(" ,–—-"):
        # "I fredags medgav Putin": when what stood first goes, the verb stands first, unless it changes places.
        turned = _subject_first(article.text, clause, cuts, end)
        if turned is None:
            return None
        raw = turned
    trigger = article.text[mention.trigger.start : mention.trigger.end]
    text = _compress(" ".join(raw.split()), trigger, titles)
    if (
        label is not Label.TITLE
        and clause is not None
        and clause.verb is not None
        and not _has_verb(text, clause, article.text)
    ):
        return None
    if mention.type in _VERBAL and (_WORD.findall(text) or [""])[-1] in (_WORD.findall(trigger) or [""])[-1:]:
        # "The company announced": what, the title does not tell.
        return None
    if label is not Label.TITLE and _opens_oddly(mention, document, clause, start, cuts):
        return None
    names = _named_in(document, mention, article.text, start, end)
    return text if text and _sound(text, trigger, names, titles) else None


def _has_verb(text: str, clause: Clause, source: str) -> bool:
    """Whether the clause's verb is still in what was cut from it."""
    assert clause.verb is not None
    words = _WORD.findall(source[clause.verb.span.start : clause.verb.span.end])
    return not words or any(word in text for word in words)


def _without(text: str, start: int, end: int, cuts: Sequence[tuple[int, int]]) -> str:
    parts, at = [], start
    for first, last in cuts:
        if first >= at:
            parts.append(text[at:first])
            at = last
    return " ".join([*parts, text[at:end]])


def _subject_first(text: str, clause: Clause | None, cuts: Sequence[tuple[int, int]], end: int) -> str | None:
    """The clause with its subject before its verb, where the two follow each other after the part cut out."""
    if clause is None or clause.verb is None or clause.subject is None:
        return None
    verb = re.match(r"[\s,]*([\w'’-]+)", text[cuts[0][1] : end])
    if verb is None:
        return None
    verb_start = cuts[0][1] + verb.start(1)
    verb_end = cuts[0][1] + verb.end(1)
    subject = clause.subject
    if clause.verb.span.start != verb_start or text[verb_end : subject.start].strip() or subject.end > end:
        return None
    if any(first < subject.end and subject.start < last for first, last in cuts):
        return None
    rest = _without(text, subject.end, end, [cut for cut in cuts if cut[0] >= subject.end])
    return f"{text[subject.start : subject.end]} {text[verb_start:verb_end]} {rest}"


def _time_cuts(
    mention: EventMention, document: Document, titles: Titles, start: int, end: int
) -> list[tuple[int, int]]:
    """The spans of the expressions that date the event, with the words that go with them.

    A title stands beside its date, so what gives it goes. Durations and other dates stay: they are part of the news,
    or make the clause unfit, which is for others to judge.
    """
    text = document.article.text
    cuts = []
    for timex in document.times:
        first, last = timex.span
        if first < start or last > end or timex.type not in (TimexType.DATE, TimexType.TIME):
            continue
        if mention.timex is not None and not _beside(document, mention.timex, timex.span):
            continue
        while True:
            before = re.search(r"([\w'’]+)\s*$", text[start:first])
            if before is None or before[1].casefold() not in titles.compression.time_prepositions:
                break
            first = start + before.start()
        # "On Monday, the leaders met": the comma goes with the date.
        after = re.match(r"\s*,", text[last:end]) if not text[start:first].strip() else None
        cuts.append((first, last + (after.end() if after else 0)))
    merged: list[tuple[int, int]] = []
    for first, last in sorted(cuts):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _beside(document: Document, timex: int, span: Span) -> bool:
    """Whether an expression is the one that dates the event or stands right beside it."""
    own = document.times[timex].span
    gap = max(own.start - span.end, span.start - own.end)
    return gap <= 8


def _compress(text: str, trigger: str, titles: Titles) -> str:
    cut = titles.compression
    text = re.sub(r"\s*\([^()]*\)", "", text)
    text = text.strip(" ,;:–—-•\t").rstrip(".!…")
    text = _leading(text, cut.leading)
    parts = [part.strip() for part in _PART.split(text)]
    if len(parts) > 1:
        text = _without_asides(parts, trigger, titles)
    for tail in cut.tails:
        at = re.search(rf",?\s+{re.escape(tail)}\b", text, re.IGNORECASE)
        if at and trigger in text[: at.start()]:
            text = text[: at.start()]
    text = re.sub(r"\s+([,.;:!?])(?!\d)", r"\1", " ".join(text.split())).strip(" ,;:–—-.")
    text = _shortened(text, trigger, cut)
    first, _, rest = text.partition(" ")
    if first.casefold() in cut.articles and rest:
        text = rest
    return _capital(text)


def _shortened(text: str, trigger: str, cut: Compression) -> str:
    """What is too long ends before a word that opens something further: "after", "as part of"."""
    while len(text) > LIMIT or len(text.split()) > MOST_WORDS:
        begun = text.find(trigger) + len(trigger)
        last = max((at for word in cut.breaks if (at := text.rfind(f" {word} ", begun)) > begun), default=-1)
        if last < 0:
            return text
        text = text[:last].rstrip(" ,;:–—-")
    return text


def _leading(text: str, openings: Sequence[str]) -> str:
    changed = True
    while changed:
        changed = False
        for opening in openings:
            if text[: len(opening)].casefold() == opening and re.match(r"[\s,]", text[len(opening) : len(opening) + 1]):
                text = text[len(opening) :].lstrip(" ,")
                changed = True
                break
    return text


def _without_asides(parts: list[str], trigger: str, titles: Titles) -> str:
    """Comma by comma: relative clauses and attributions go, and whatever follows the part with the trigger if long."""
    cut = titles.compression
    attributed = any(parts[0].casefold().startswith(tail) for tail in cut.tails)
    if len(parts) > 1 and attributed and trigger not in parts[0] and not cut.verb_second:
        # "According to the Kremlin, Putin called …"
        parts = parts[1:]
    kept: list[str] = []
    joined = False
    for place, part in enumerate(parts):
        first = (_WORD.findall(part) or [""])[0].casefold()
        holds = trigger in part
        if place == 1 and len(kept) == 1 and first in cut.subject_relatives and _follows(part, trigger, first):
            # "Two frigates, which left Kiel on Monday": they left Kiel.
            kept[0] = f"{kept[0]} {part[len(first) :].lstrip()}"
            continue
        if place and not holds and place < len(parts) - 1 and first in cut.articles and trigger not in "".join(kept):
            # "Ford, the second-largest carmaker, will cut": the commas go with the apposition.
            joined = True
            continue
        if first in cut.relatives and not holds and place:
            # "Kazakhstan, which joined in 2014, signed": the commas go with the clause.
            joined = len(kept) != 1 or (_WORD.findall(kept[0]) or [""])[0].casefold() not in cut.openers
            continue
        if place and not holds and any(part.casefold().startswith(tail) for tail in cut.tails):
            break
        if joined and kept:
            kept[-1] = f"{kept[-1]} {part}"
        else:
            kept.append(part)
        joined = False
    opens = (_WORD.findall(kept[0]) or [""])[0].casefold() in cut.openers if len(kept) > 1 else False
    if opens and not cut.verb_second and len(", ".join(kept)) > LIMIT and trigger not in kept[0]:
        kept = kept[1:]
    while len(kept) > 1 and trigger not in kept[-1] and len(", ".join(kept)) > LIMIT - 10:
        kept.pop()
    return ", ".join(part for part in kept if part)


def _follows(part: str, trigger: str, relative: str) -> bool:
    """Whether the trigger comes right after the relative word, which is then its subject."""
    return part[len(relative) :].lstrip().startswith(trigger)


def _opens_oddly(
    mention: EventMention, document: Document, clause: Clause | None, start: int, cuts: Sequence[tuple[int, int]]
) -> bool:
    """Whether the words cut out are the middle of a sentence, so that they would not read as a whole."""
    sentence = document.article.sentences[mention.sentence].span
    before = document.article.text[sentence.start : start].strip(' ,;–—-"“”„»«')
    if not before:
        return False
    # A clause after another may stand alone when it brings its own subject.
    return clause is None or clause.subject is None or clause.kind is ClauseKind.RELATIVE


def _named_in(document: Document, mention: EventMention, text: str, start: int, end: int) -> tuple[str, ...]:
    """How the participants are written within the clause."""
    wanted = {participant.entity for participant in mention.participants if participant.entity}
    wanted |= set(mention.places)
    return tuple(
        text[entity.span.start : entity.span.end]
        for entity in document.entities
        if start <= entity.span.start and entity.span.end <= end and entity.entity in wanted and not entity.commentator
    )


def _sound(text: str, trigger: str, names: Sequence[str], titles: Titles) -> bool:
    """Whether a cut clause makes a title (extraction 2.15, rule 6)."""
    cut = titles.compression
    words = _WORD.findall(text)
    if not SHORTEST <= len(text) <= LIMIT or not 3 <= len(text.split()) <= MOST_WORDS:
        return False
    if trigger not in text and _capital(trigger) not in text:
        return False
    if not any(name in text for name in names):
        return False
    # "US" is no pronoun.
    folded = ["" if word.isupper() and len(word) > 1 else word.casefold() for word in words]
    if not words or folded[-1] in cut.dangling or set(folded) & (cut.pronouns - cut.possessives):
        return False
    if not _owned(text, folded, names, cut):
        return False
    if set(folded[:2]) & titles.ordinals.keys():
        # "The second summit": of which the title does not tell.
        return False
    if any((_WORD.findall(part) or [""])[0].casefold() in cut.relatives for part in text.split(",")[1:]):
        return False
    if re.search(rf"\b{re.escape(titles.last.strip())}\s*[,;.]|[,;]\s*[,;]", text):
        return False
    padded = f" {' '.join(folded)} "
    if any(f" {phrase} " in padded for phrase in cut.relative_time):
        return False
    if re.search(r"https?:|www\.|@|\?|[“”\"„»«]|\.{3}|…", _QUOTES.sub("", text)) or text[0] in '“”"„»«':
        return False
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) <= 0.6 * len(letters)


def _owned(text: str, folded: Sequence[str], names: Sequence[str], cut: Compression) -> bool:
    """Whether every "its" stands after a name that it may belong to."""
    owning = [word for word in folded if word in cut.possessives]
    if not owning:
        return True
    first = min(text.casefold().find(f" {word} ") for word in owning)
    return any(0 <= text.find(name) < first for name in names)


def best_telling(
    tellings: Sequence[tuple[EventMention, Document]], tag: str, factuality: Factuality, titles: Titles
) -> str | None:
    """The best headline among the clauses of the tellings in a language; None when none stands alone.

    A newspaper's own headline first, then the shortest clause of a dated telling.
    """
    found = []
    for mention, document in tellings:
        if (document.article.language or "").split("-")[0] != tag or mention.gate not in (None, Gate.TIME):
            continue
        if status_of(mention.factuality) != status_of(factuality) or mention.attempt:
            continue
        title = from_telling(mention, document, titles)
        if title is None:
            continue
        sentence = document.article.sentences[mention.sentence]
        label = document.article.paragraphs[sentence.paragraph].label if document.article.paragraphs else Label.BODY
        dated = mention.attachment in (Attachment.CLAUSE, Attachment.SENTENCE)
        found.append((label is not Label.TITLE, not dated, len(title) < 30, len(title), mention.id, title))
    return min(found)[-1] if found else None


def make(
    frame: Frame,
    tellings: Sequence[tuple[EventMention, Document]],
    tags: Sequence[str],
    packs: Mapping[str, Titles],
    gazetteer: Gazetteer,
) -> tuple[dict[str, str], bool]:
    """Titles by language for every tag that has a pack, and whether the first of them was made from ids."""
    out: dict[str, str] = {}
    made = False
    for place, tag in enumerate(tags):
        titles = packs.get(tag)
        if titles is None:
            continue
        told = best_telling(tellings, tag, frame.factuality, titles)
        out[tag] = told or from_frame(frame, titles, gazetteer)
        made = made or (place == 0 and told is None)
    return out, made
