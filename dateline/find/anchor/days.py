"""What the expressions of a document mean when its day of publication is a set of days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.core.model import AnchoredTimex, DaySet, Document
from dateline.core.when import Grain, Shape, When
from dateline.find.anchor.document import Resolver

if TYPE_CHECKING:
    from dateline.lexicon.gazetteer import Gazetteer
    from dateline.lexicon.language import Lexicon

_CERTAIN = 0.95
"""A reading with this share of the weight stands alone (extraction 2.8)."""
_SPREAD_DAYS = 45
"""Days of publication further apart than this place only what is as coarse as a month."""
_COARSE = frozenset({Grain.MONTH, Grain.SEASON, Grain.QUARTER, Grain.HALF, Grain.YEAR, Grain.DECADE, Grain.CENTURY})


def anchor(
    document: Document, days: DaySet, *, gazetteer: Gazetteer | None = None, lexicon: Lexicon | None = None
) -> tuple[AnchoredTimex, ...]:
    """Every expression with the days it means under all possible days of publication.

    The same under all: certain. Else the set of what it may mean, with the single readings as alternatives. With no
    day known, only expressions that need none are closed.
    """
    resolver = Resolver.of(document, gazetteer, lexicon)
    if not days.days:
        return resolver.at(None)
    if len(days.days) == 1:
        return resolver.at(days.days[0])
    spread = days.days[-1] - days.days[0] > _SPREAD_DAYS
    rows = [resolver.at(day) for day in days.days]
    return tuple(combine(column, days.weights, spread=spread) for column in zip(*rows))


def combine(readings: Sequence[AnchoredTimex], weights: Sequence[float], *, spread: bool = False) -> AnchoredTimex:
    """One expression from its readings under each day; the weights add up to 1."""
    first = readings[0]
    mass: dict[tuple[str, str | None], float] = {}
    for reading, weight in zip(readings, weights):
        key = (reading.value, reading.when.edtf if reading.when else None)
        mass[key] = mass.get(key, 0.0) + weight
    if len(mass) == 1:
        return first
    ordered = sorted(mass, key=lambda key: (-mass[key], key[0], key[1] or ""))
    best = next(r for r in readings if (r.value, r.when.edtf if r.when else None) == ordered[0])
    share = min(1.0, mass[ordered[0]])
    if share >= _CERTAIN:
        return _changed(best, best.value, best.when, best.confidence * share, best.alternatives)
    whens = [When.parse(edtf) for _, edtf in ordered if edtf is not None]
    if not whens:
        return _changed(first, first.timex.value, None, 0.0, ())
    if spread and not (len(whens) <= 3 and all(when.grain in _COARSE for when in whens)):
        return _changed(first, first.timex.value, None, 0.0, ())
    return _changed(best, best.value, _union(whens), best.confidence * share, tuple(whens))


def _union(whens: Sequence[When]) -> When:
    if all(when.is_day for when in whens):
        return When.one_of([when.earliest for when in whens if when.earliest])
    if all(when.shape is Shape.SINGLE and when.grain in _COARSE for when in whens) and len(whens) <= 3:
        return When.parse(f"[{','.join(when.edtf for when in sorted(whens, key=lambda w: w.sort_key))}]")
    first = min(when.earliest for when in whens if when.earliest)
    last = max(when.latest for when in whens if when.latest)
    return When.between(first, last)


def _changed(
    reading: AnchoredTimex, value: str, when: When | None, confidence: float, alternatives: tuple[When, ...]
) -> AnchoredTimex:
    return AnchoredTimex(reading.timex, value, when, reading.anchor, round(confidence, 3), reading.vague, alternatives)
