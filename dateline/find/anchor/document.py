"""The expressions of one document, closed under one day of publication after the other.

Rule W for weekdays, Y for missing years, R for what refers back to an earlier mention: the steps decide by a context
made here, of the tense of the clause, the mentions before, and the year the text is speaking of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dateline.core import timex as tx
from dateline.core.model import (
    Anchor,
    AnchoredTimex,
    Document,
    EntityKind,
    Label,
    Timex,
)
from dateline.core.timex import Period
from dateline.core.when import When, from_ordinal, ordinal
from dateline.find.anchor.governing import is_bare_year, named_year, tenses
from dateline.find.anchor.state import FUTURE, PAST, Context, OpenValue, Result
from dateline.find.anchor.steps import needs, run

if TYPE_CHECKING:
    from dateline.lexicon.gazetteer import Gazetteer
    from dateline.lexicon.language import Lexicon

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
        self._tenses, self._asides, self._told, self._mains = tenses(document, lexicon)
        self._steps = [timex.steps for timex in document.times]
        for index, timex in enumerate(document.times):
            if "tense moved" in timex.steps and "to" in timex.steps:
                # "moved from Thursday to Friday" is no span of days: what counts is the new one.
                self._steps[index], self._tenses[index] = timex.steps[timex.steps.index("to") + 1 :], FUTURE
        self._beside = [_is_apposed(document, index) for index in range(len(document.times))]
        self._refers = [any(step.startswith("ref ") for step in timex.steps) for timex in document.times]
        self._births = self._birth_dates()
        self._day_first = _order_of_numbers(document)
        years = {y for timex in document.times if len(timex.steps) > 1 and (y := named_year(timex.steps)) is not None}
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
        told: list[_Told] = []
        year_at: tuple[int, int, int | None] | None = None  # sentence, year last told of in it, day if it had one
        main_at: tuple[int, bool] | None = None  # the main clause in which it was told with a day or month
        birth: int | None = None
        dct_year = from_ordinal(day)[0] if day is not None else None
        for index, timex in enumerate(self.document.times):
            paragraph, section, fact_box = self._places[index]
            fixed = self._fixed[index]
            year_told = None
            if fixed is not None:
                result = fixed
            else:
                near_told = [t for t in reversed(told[-_REACH:]) if t.section == section]
                before = tuple(t.period for t in near_told)
                if year_at is not None and dct_year is not None:
                    # History goes on from the sentence before; a year within the same one ("which joined in 2002")
                    # says nothing of its dates. What nears publication is news in any case.
                    # What a clause behind another begins with goes on as well: "In May 1949 it was passed, in August".
                    here = self._mains[index]
                    goes_on = main_at is not None and here is not None and here[1] and here[0] != main_at[0]
                    away = timex.sentence - year_at[0]
                    near = away <= (20 if fact_box else 1) if away > 0 else goes_on
                    told_of = fact_box and year_at[1] != dct_year
                    if near and (told_of or (self._tenses[index] in (PAST, None) and year_at[1] <= dct_year - 2)):
                        year_told = year_at[1]
                elif day is None:
                    # A year named by itself in passing holds for what follows at once, one of a date for the story.
                    year_told = self._only_year
                    if year_at is not None:
                        away = timex.sentence - year_at[0]
                        if away == 1 or (year_at[2] is not None and away <= 4):
                            year_told = year_at[1]
                context = Context(
                    day,
                    self._tenses[index],
                    before,
                    year_told,
                    _clock_day(told, timex.sentence, paragraph, listing=not self._told[index]),
                    self._births[index] if self._births[index] is not None else birth,
                    "alone" in timex.steps,
                    self._day_first,
                    year_at[2] if year_at is not None and year_told == year_at[1] else None,
                    _story(near_told, timex.sentence, paragraph, day) if before and self._refers[index] else None,
                    day_is_vague=bool(out) and out[-1].timex.sentence == timex.sentence and _is_vague_day(out[-1]),
                )
                try:
                    steps = self._steps[index]
                    if self._beside[index] and told and told[-1].period.grain == "day":
                        steps = steps[:1]  # the day just named, said anew
                    result = run(steps, context)
                except OpenValue:
                    result = None
            if result is None:
                out.append(AnchoredTimex(timex, timex.value, None))
                continue
            out.append(_anchored(timex, result))
            if result.period is not None:
                # A look back ("the day before") leaves the story where it was: what follows counts from there. A bare
                # clock time names no day of its own.
                # Nor does a date of birth belong to it; what is counted from a start leaves the start standing.
                # Nor is an event of the world, named to say since when, told of: nothing happened "the day after" it.
                aside = any(step.startswith("shift -") or step in ("born", "ref start") for step in timex.steps)
                if not (aside or timex.steps[0].startswith(("clock", "time")) or result.anchor is Anchor.WORLD):
                    period = result.until or result.period
                    told.append(_Told(timex.sentence, paragraph, section, period, self._asides[index]))
                if "born" in timex.steps and result.period.grain == "day":
                    birth = result.period.first
                elif any(s.startswith("year ") and s[5] not in "+-" for s in timex.steps) and result.until is None:
                    aside = self._asides[index] and (
                        (day is None and is_bare_year(timex))
                        or (year_at is not None and timex.sentence - year_at[0] <= 1)
                    )
                    if aside or "tense since" in timex.steps:
                        if year_at is not None and timex.sentence - year_at[0] <= 1:
                            year_at = (timex.sentence, year_at[1], year_at[2])
                        continue  # background told beside it, or a state that lasts: no year of the story
                    coarse = result.period.grain not in ("day", "month")
                    main_at = None if coarse else self._mains[index]
                    year_at = (timex.sentence, result.period.start[0], None if coarse else result.period.first)
                elif (
                    year_told is not None
                    and year_at is not None
                    and result.anchor is Anchor.MENTION
                    and result.period.grain in ("day", "month")
                    and result.period.start[0] - year_at[1] in (0, 1)
                ):
                    year_at = (timex.sentence, result.period.start[0], result.period.first)  # the story goes on
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


@dataclass(frozen=True, slots=True)
class _Told:
    """A mention that later ones may refer back to."""

    sentence: int
    paragraph: int
    section: int
    period: Period
    aside: bool
    """Told in a relative clause or the pluperfect: background, which the story does not go on from."""


def _is_apposed(document: Document, index: int) -> bool:
    """Whether it says once more which day was just named: "on 31 December, the day before the country joined"."""
    times, text = document.times, document.article.text
    timex = times[index]
    if index == 0 or len(timex.steps) < 2 or timex.steps[0] != "ref day" or not timex.steps[1].startswith("shift "):
        return False
    before, after = text[times[index - 1].span.end : timex.span.start], text[timex.span.end : timex.span.end + 2]
    return before == ", " and after[:1] == " " and after[1:].islower()


def _story(told: Sequence[_Told], sentence: int, paragraph: int, day: int | None) -> tuple[Period, ...]:
    """What "the next day" may count from, the latest first.

    Asides of other sentences count only where nothing else does; what is long past only in its own paragraph, or right
    after it.
    """
    near = [
        t
        for t in told
        if t.paragraph == paragraph or sentence - t.sentence <= 1 or day is None or day - t.period.last <= _LONG_PAST
    ]
    main = [t for t in near if not t.aside or t.sentence == sentence]
    latest = (main or near)[0] if near else None
    reach = {"year": 0, **dict.fromkeys(_COARSE, 1)}
    coarse = latest is not None and sentence - latest.sentence <= reach.get(latest.period.grain, -1)
    if latest is not None and coarse and (day is None or latest.period.first <= day):
        within = [t.period for t in near if t.period.grain == "day" and _holds(latest.period, t.period)]
        # "the flood of May 2014; the next day": no day older than that.
        return (latest.period,) if latest.period.grain != "year" or not within else tuple(within)
    return tuple(t.period for t in main or near)


def _holds(period: Period, day: Period) -> bool:
    return period.first <= day.first <= period.last


_COARSE = frozenset({"month", "season", "quarter", "half"})
_LONG_PAST = 400
"""So many days before publication a day is history."""


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


def _is_vague_day(anchored: AnchoredTimex) -> bool:
    return anchored.value == "PAST_REF" and anchored.when is not None


def _clock_day(told: Sequence[_Told], sentence: int, paragraph: int, *, listing: bool) -> Period | None:
    """The day told of in the same sentence, or in the one before unless this is a verbless entry of a listing."""
    for each in reversed(told[-4:]):
        reach = 0 if listing else 1
        if each.paragraph == paragraph and sentence - each.sentence <= reach and each.period.grain == "day":
            return each.period
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
