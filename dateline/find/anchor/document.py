"""The expressions of one document, closed under one day of publication after the other.

Rule W for weekdays, Y for missing years, R for what refers back to an earlier mention: the steps decide by a context
made here, of the tense of the clause, the mentions before, and the year the text is speaking of.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dateline.core import timex as tx
from dateline.core.model import (
    Anchor,
    AnchoredTimex,
    Clause,
    ClauseKind,
    Document,
    EntityKind,
    Label,
    Tense,
    Timex,
)
from dateline.core.timex import Period
from dateline.core.when import When, from_ordinal, ordinal
from dateline.find.anchor.state import FUTURE, PAST, PRESENT, Context, OpenValue, Result
from dateline.find.anchor.steps import needs, run
from dateline.find.anchor.tense import depends_on_tense

if TYPE_CHECKING:
    from dateline.lexicon.gazetteer import Gazetteer
    from dateline.lexicon.language import Lexicon

_TENSES: Mapping[Tense, str] = {
    Tense.PAST: PAST,
    Tense.PERFECT: PAST,
    Tense.PLUPERFECT: PAST,
    Tense.FUTURE: FUTURE,
    # "said it would be held on Tuesday": the future of the past, and in news nearly always of the present too.
    Tense.CONDITIONAL: FUTURE,
    Tense.PRESENT: PRESENT,
}
_FORWARD_MODALS = frozenset({"plan", "duty", "wish", "ability"})
_REACH = 12
"""So many mentions back an expression may refer."""


def resolve(
    document: Document,
    day: date | int | None,
    *,
    gazetteer: Gazetteer | None = None,
    lexicon: Lexicon | None = None,
) -> tuple[AnchoredTimex, ...]:
    """Every expression of a document as it would be had the document been published on this day.

    None as the day leaves open what depends on it. As long as `document.times`, in the same order. The gazetteer
    knows birthdays. A document without clauses has them found where tense decides, if the lexicon is given.
    """
    return Resolver.of(document, gazetteer, lexicon).at(day.toordinal() if isinstance(day, date) else day)


class Resolver:
    """A document made ready to be resolved under many days."""

    _latest: Resolver | None = None

    def __init__(self, document: Document, gazetteer: Gazetteer | None, lexicon: Lexicon | None = None) -> None:
        self.document, self.gazetteer = document, gazetteer
        article = document.article
        paragraphs = article.paragraphs
        self._places = []
        for timex in document.times:
            index = article.sentences[timex.sentence].paragraph if timex.sentence < len(article.sentences) else 0
            paragraph = paragraphs[index] if index < len(paragraphs) else None
            self._places.append(
                (index, paragraph.section if paragraph else 0, bool(paragraph and paragraph.label is Label.FACT_BOX))
            )
        self._tenses = _tenses(document, lexicon)
        self._births = self._birth_dates()
        self._day_first = _order_of_numbers(document)
        years = {y for timex in document.times if (y := _named_year(timex.steps)) is not None}
        self._only_year = years.pop() if len(years) == 1 else None
        # What needs nothing from around is worked out once.
        self._fixed = [
            None if needs(timex.steps) or timex.steps[0].startswith("numeric ") else _fixed(timex)
            for timex in document.times
        ]

    @classmethod
    def of(cls, document: Document, gazetteer: Gazetteer | None, lexicon: Lexicon | None = None) -> Resolver:
        """The resolver of a document; the latest is kept, since documents are asked about day after day."""
        latest = cls._latest
        if latest is None or latest.document is not document or latest.gazetteer is not gazetteer:
            latest = cls._latest = cls(document, gazetteer, lexicon)
        return latest

    def at(self, day: int | None) -> tuple[AnchoredTimex, ...]:
        """All expressions under one day of publication, an ordinal."""
        out: list[AnchoredTimex] = []
        told: list[tuple[int, int, int, Period]] = []  # sentence, paragraph, section, what it came to
        year_at: tuple[int, int] | None = None  # sentence in which a year was last named, and the year
        birth: int | None = None
        dct_year = from_ordinal(day)[0] if day is not None else None
        for index, timex in enumerate(self.document.times):
            paragraph, section, fact_box = self._places[index]
            fixed = self._fixed[index]
            if fixed is not None:
                result = fixed
            else:
                before = tuple(p for _, _, s, p in reversed(told[-_REACH:]) if s == section)
                year_told = None
                if year_at is not None and dct_year is not None:
                    # History goes on from the sentence before; a year within the same one ("which joined in 2002")
                    # says nothing of its dates. What nears publication is news in any case.
                    near = timex.sentence - year_at[0] <= (20 if fact_box else 1) and year_at[0] < timex.sentence
                    told_of = fact_box and year_at[1] != dct_year
                    if near and (told_of or (self._tenses[index] in (PAST, None) and year_at[1] <= dct_year - 2)):
                        year_told = year_at[1]
                elif day is None:
                    year_told = year_at[1] if year_at is not None else self._only_year
                context = Context(
                    day,
                    self._tenses[index],
                    before,
                    year_told,
                    _clock_day(told, timex.sentence, paragraph, listing=self._tenses[index] is None),
                    self._births[index] if self._births[index] is not None else birth,
                    "alone" in timex.steps,
                    self._day_first,
                )
                try:
                    result = run(timex.steps, context)
                except OpenValue:
                    result = None
            if result is None:
                out.append(AnchoredTimex(timex, timex.value, None))
                continue
            out.append(_anchored(timex, result))
            if result.period is not None:
                # A look back ("the day before") leaves the story where it was: what follows counts from there. A bare
                # clock time names no day of its own.
                # Nor does a date of birth belong to the story.
                # Nor is an event of the world, named to say since when, told of: nothing happened "the day after" it.
                aside = any(step.startswith("shift -") or step == "born" for step in timex.steps)
                if not (aside or timex.steps[0].startswith(("clock", "time")) or result.anchor is Anchor.WORLD):
                    told.append((timex.sentence, paragraph, section, result.until or result.period))
                if "born" in timex.steps and result.period.grain == "day":
                    birth = result.period.first
                elif any(s.startswith("year ") and s[5] not in "+-" for s in timex.steps) and result.until is None:
                    year_at = (timex.sentence, result.period.start[0])
        return tuple(out)

    def _birth_dates(self) -> list[int | None]:
        """For every birthday, the date of birth of the person named last before it, or soon after in its sentence."""
        out: list[int | None] = [None] * len(self.document.times)
        if self.gazetteer is None or not any("birthday" in step for t in self.document.times for step in t.steps):
            return out
        people = [m for m in self.document.entities if m.kind is EntityKind.PERSON and m.entity]
        for index, timex in enumerate(self.document.times):
            if not any(step.startswith("birthday") for step in timex.steps):
                continue
            near = [m for m in people if m.span.start < timex.span.start and timex.sentence - m.sentence <= 1]
            near = near[-1:] or [m for m in people if m.sentence == timex.sentence][:1]
            if near and near[0].entity:
                out[index] = _birth_of(self.gazetteer, near[0].entity)
        return out


def _named_year(steps: tuple[str, ...]) -> int | None:
    """The year an expression names in full."""
    for step in steps:
        if step.startswith("year ") and step[5:].isdigit() and len(step) == 9:
            return int(step[5:])
    return None


def _order_of_numbers(document: Document) -> bool | None:
    """Whether numeric dates of the document have the day first, as those tell that can be read one way alone."""
    first = second = 0
    for timex in document.times:
        if timex.steps and timex.steps[0].startswith("numeric "):
            a, b = map(int, timex.steps[0].split()[1:3])
            first += a > 12 >= b
            second += b > 12 >= a
    return None if (first > 0) == (second > 0) else first > 0


def _birth_of(gazetteer: Gazetteer, entity: str) -> int | None:
    record = gazetteer.get(entity)
    if record is None or not record.born:
        return None
    try:
        when = When.parse(record.born)
    except ValueError:
        return None
    return ordinal(when.earliest) if when.is_day and when.earliest else None


def _fixed(timex: Timex) -> Result | None:
    try:
        return run(timex.steps, Context())
    except OpenValue:
        return None


def _clock_day(
    told: list[tuple[int, int, int, Period]], sentence: int, paragraph: int, *, listing: bool
) -> Period | None:
    """The day told of in the same sentence, or in the one before unless this is a verbless entry of a listing."""
    for at, where, _, period in reversed(told[-4:]):
        if where == paragraph and sentence - at <= (0 if listing else 1) and period.grain == "day":
            return period
    return None


def _anchored(timex: Timex, result: Result) -> AnchoredTimex:
    when = None
    if result.window is not None:
        first, last = (tx.day(number).value for number in result.window)
        when = When.parse(f"{first}~/{last}~")
    elif result.period is not None:
        when = _when(result, timex)
    others = tuple(found for period in result.others if (found := tx.when_of(period.value)) is not None)
    if when is not None and when.is_day and timex.steps[0].startswith("numeric ") and others:
        # `03/04/2024` without anything that settles the order: one of the two.
        others = (when, *others)
        when = When.one_of([each.earliest for each in others if each.earliest])
    return AnchoredTimex(timex, result.value, when, result.anchor, result.confidence, result.vague, others)


def _when(result: Result, timex: Timex) -> When | None:
    period = result.period
    if period is None:
        return None
    last = (result.until or period).last
    if result.until is not None or period.grain == "span":
        return When.span(from_ordinal(period.first), from_ordinal(last))
    return tx.when_of(period.value, result.mod or timex.mod, vague=result.vague)


# ----------------------------------------------------------------------------------------------------------- tense


def _tenses(document: Document, lexicon: Lexicon | None) -> list[str | None]:
    """For every expression the tense of the verb group that governs it, else what the words beside it tell."""
    asked = [index for index, timex in enumerate(document.times) if timex.steps and depends_on_tense(timex.steps)]
    clauses: Sequence[Clause] = document.clauses or (_clauses(document, lexicon, asked) if lexicon else ())
    order = sorted(range(len(clauses)), key=lambda i: clauses[i].span)
    starts = [clauses[i].span.start for i in order]
    out: list[str | None] = [None] * len(document.times)
    for index in asked:
        timex = document.times[index]
        found: Clause | None = None
        position = bisect_right(starts, timex.span.start)
        for i in reversed(order[max(0, position - 8) : position]):
            clause = clauses[i]
            if clause.span.end >= timex.span.end and (found is None or _length(clause) < _length(found)):
                found = clause
        out[index] = _of_clause(clauses, found, timex.span.start) if found is not None else None
        clue = next((step[6:] for step in timex.steps if step.startswith("tense ")), None)
        if clue == "plan":
            out[index] = FUTURE
        elif clue == "since":
            out[index] = PAST
        elif clue == "participle":
            # "the plan announced in January will": the participle beside the date governs it, not the verb.
            out[index] = PAST
        elif out[index] is None:
            out[index] = clue
    return out


def _clauses(document: Document, lexicon: Lexicon, asked: Sequence[int]) -> tuple[Clause, ...]:
    """The clauses of the sentences in which tense decides."""
    from dateline.find.clauses import find_clauses

    article = document.article
    out: list[Clause] = []
    for sentence in sorted({document.times[index].sentence for index in asked}):
        if not article.sentences[sentence].tokens:
            continue
        number = article.sentences[sentence].paragraph
        tag = article.paragraphs[number].language if article.paragraphs else article.language
        offset = len(out)
        for clause in find_clauses(article, sentence, lexicon.pack(tag)):
            out.append(clause if clause.governor is None else replace(clause, governor=clause.governor + offset))
    return tuple(out)


def _length(clause: Clause) -> int:
    return clause.span.end - clause.span.start


def _of_clause(clauses: Sequence[Clause], clause: Clause, position: int) -> str | None:
    for _ in range(4):
        verb = clause.verb
        if verb is not None and verb.tense in _TENSES:
            if verb.tense is Tense.PRESENT and verb.modal in _FORWARD_MODALS:
                return FUTURE
            return _TENSES[verb.tense]
        if verb is not None and verb.tense is Tense.INFINITIVE and verb.span.start < position:
            return FUTURE
        if clause.governor is None or clause.governor >= len(clauses) or clause.kind is ClauseKind.QUOTE:
            return None
        clause = clauses[clause.governor]
    return None
