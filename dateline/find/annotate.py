"""Annotate: everything found in one article, then dated."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.core.model import Article, DaySet, Document, EntityKind, EntityMention, Form, Timex
from dateline.core.values import replace
from dateline.find.anchor import anchor
from dateline.find.clauses import find_all_clauses
from dateline.find.entities import find_entities
from dateline.find.events import find_events
from dateline.find.events.dating import date_events
from dateline.find.times import find_times
from dateline.lexicon.language import Lexicon


def annotate(article: Article, lexicon: Lexicon) -> Document:
    """What can be found before the day of publication is known: times, entities, clauses, undated events."""
    times = find_times(article, lexicon.packs)
    entities = _no_dates(find_entities(article, lexicon), times)
    clauses = find_all_clauses(article, entities, lexicon, times)
    events, gaps = find_events(article, times, entities, clauses, lexicon)
    return Document(article=article, times=times, entities=entities, clauses=clauses, events=events, gaps=gaps)


def _no_dates(entities: Iterable[EntityMention], times: Iterable[Timex]) -> tuple[EntityMention, ...]:
    """The mentions that are no part of a date: after Theresa May was named, "in May" is still a month.

    A birthday holds the name of whose it is.
    """
    spans = [timex.span for timex in times if not any(step.startswith("birthday") for step in timex.steps)]
    return tuple(
        entity
        for entity in entities
        if entity.kind is not EntityKind.PERSON
        or entity.form is not Form.COREFERENCE
        or not any(start <= entity.span.start and entity.span.end <= end for start, end in spans)
    )


def date(document: Document, days: DaySet, lexicon: Lexicon) -> Document:
    """The document as published on one of these days: its expressions anchored, its events dated, gated and graded."""
    anchored = anchor(document, days, gazetteer=lexicon.gazetteer)
    document = replace(document, anchored=anchored, days=days)
    return replace(document, events=date_events(document, days, lexicon))
