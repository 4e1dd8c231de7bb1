"""The date of an event told more than once: a vague telling takes on the precise one's, never the other way round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.core.model import Attachment, Basis, Document, Factuality, Review
from dateline.core.when import When, ordinal
from dateline.gather.sketch import Sketch, timex_of

HAPPENED = frozenset({Factuality.HAPPENED, Factuality.ONGOING})


@dataclass(frozen=True, slots=True)
class Dated:
    """When an event was, and how surely."""

    when: When | None
    planned: When | None
    time: str | None
    confidence: float
    best: Sketch
    """The telling that dates it best; the first one when none does."""
    versions: tuple[tuple[str, tuple[str, ...]], ...]
    """Where tellings disagree: EDTF and the mentions that say so."""
    review: tuple[Review, ...]


def date_of(members: Sequence[Sketch], factuality: Factuality, documents: Mapping[str, Document]) -> Dated:
    """The date of an event from its tellings, the surest and most precise first."""
    telling = [m for m in members if m.mention.when is not None and _speaks(m, factuality)]
    planned = _planned(members, factuality)
    if not telling:
        when = planned if factuality in (Factuality.CANCELLED, Factuality.PLANNED) else None
        follower = next((m for m in members if m.mention.meanwhile is not None), None)
        if when is None and follower is not None and factuality in (*HAPPENED, Factuality.REFUSED):
            sure = follower.mention.date_confidence
            return Dated(follower.mention.meanwhile, None, None, sure, follower, (), (Review.DATE_INHERITED,))
        return Dated(when, planned if when != planned else None, None, 0.0, members[0], (), ())
    ranked = sorted(telling, key=lambda m: (_width(m), _doubtful(m, documents), -m.mention.date_confidence, m.id))
    best = ranked[0]
    when = best.mention.when
    assert when is not None
    versions: dict[str, list[str]] = {}
    for member in ranked:
        other = member.mention.when
        assert other is not None
        if other.overlaps(when):
            # Two vague dates narrow each other; a day cannot be narrowed and a span that lasted is not cut.
            if not when.is_day and not other.is_day and "/" not in when.edtf and "/" not in other.edtf:
                when = when.intersect(other) or when
            continue
        versions.setdefault(other.edtf, []).append(member.id)
    if versions:
        versions[when.edtf] = [m.id for m in ranked if m.mention.when is not None and m.mention.when.overlaps(when)]
    if planned is not None and (factuality is Factuality.PLANNED or planned.overlaps(when)):
        planned = None
    time = next((m.mention.time for m in ranked if m.mention.time), None)
    return Dated(
        when,
        planned,
        time,
        best.mention.date_confidence,
        best,
        tuple(sorted((edtf, tuple(sorted(ids))) for edtf, ids in versions.items())),
        _review(best, documents, bool(versions)),
    )


def unconfirmed(factuality: Factuality, when: When | None, as_of: date | None) -> bool:
    """Whether a planned event lies before the last day anything is known of and nobody has confirmed it."""
    if factuality is not Factuality.PLANNED or when is None or when.latest is None or as_of is None:
        return False
    return ordinal(when.latest) < as_of.toordinal()


def _speaks(member: Sketch, factuality: Factuality) -> bool:
    """Whether a telling's date is the event's: the day of calling it off is told by who tells of that."""
    told = member.mention.factuality
    if factuality is Factuality.CANCELLED:
        return told is Factuality.CANCELLED
    return True


def _planned(members: Sequence[Sketch], factuality: Factuality) -> When | None:
    """The day it was planned for: told beside the cancellation, else by the tellings of the plan."""
    beside = [m.mention.planned for m in members if m.mention.planned is not None]
    if factuality is Factuality.CANCELLED:
        beside += [m.mention.when for m in members if m.mention.factuality is Factuality.PLANNED and m.mention.when]
    if factuality in HAPPENED:
        beside += [m.mention.when for m in members if m.mention.factuality is Factuality.PLANNED and m.mention.when]
    return min(beside, key=lambda when: (when.days or 10**9, when.edtf)) if beside else None


def _width(member: Sketch) -> int:
    reach = member.told
    return reach.days if reach is not None else 10**9


def _doubtful(member: Sketch, documents: Mapping[str, Document]) -> bool:
    """Whether the date hangs on a day of publication that was worked out, or was not told with the event."""
    if member.mention.attachment in (Attachment.INHERITED, Attachment.LEDE, Attachment.NONE):
        return True
    days = documents[member.article].days
    return days is not None and days.basis is Basis.INFERRED and len(days.days) > 1


_DATE_REVIEWS = frozenset(
    {
        Review.DOCUMENT_DATE_UNKNOWN,
        Review.DOCUMENT_DATE_INFERRED,
        Review.DATE_AMBIGUOUS,
        Review.DATE_INHERITED,
        Review.DATE_FROM_ANCHOR,
        Review.VAGUE_DATE,
    }
)


def _review(best: Sketch, documents: Mapping[str, Document], conflict: bool) -> tuple[Review, ...]:
    reasons = [reason for reason in best.mention.review if reason in _DATE_REVIEWS]
    timex = timex_of(documents[best.article], best.mention)
    if timex is not None and timex.vague and Review.VAGUE_DATE not in reasons:
        reasons.append(Review.VAGUE_DATE)
    if conflict:
        reasons.append(Review.DATE_CONFLICT)
    return tuple(reasons)


def without_date_reviews(reasons: Sequence[Review]) -> list[Review]:
    """The reasons for doubt that do not concern the date: those follow from the telling that dates the event."""
    return [reason for reason in reasons if reason not in _DATE_REVIEWS]
