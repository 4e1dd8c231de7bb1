"""Where everything comes from: of an entry each field's words, rule and anchor; of an article all that was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dateline.core.model import (
    AnchoredTimex,
    Clause,
    DaySet,
    Document,
    Entry,
    EntrySource,
    Event,
    EventMention,
    Span,
)
from dateline.core.problems import DatelineError, Place, Problems, nearest
from dateline.core.text import fold_typography
from dateline.core.when import When, from_ordinal
from dateline.keep.entries import read_entries
from dateline.pipeline.events import Found, find
from dateline.pipeline.project import Project


def explain(project: Project, name: str, problems: Problems) -> str:
    """The provenance of the entry with this id, or what was found in the article with this id, as text.

    Raises DatelineError when neither exists.
    """
    found = find(project, problems)
    documents = found.documents
    if name in documents:
        return "\n".join(_article(documents[name], found))
    entries = {entry.id: entry for entry in read_entries(project.content_files(), problems)}
    if name in entries:
        return "\n".join(_entry(entries[name], documents, found))
    problems.error(
        Place("content"),
        "unknown-id",
        f"there is no entry and no article {name!r}",
        nearest(name, [*entries, *documents]) or "an entry's id stands on the first line of its file",
    )
    raise DatelineError(problems)


# --------------------------------------------------------------------------------------------------------- entries


def _entry(entry: Entry, documents: Mapping[str, Document], found: Found) -> Iterator[str]:
    yield f"{entry.id}  {entry.title}"
    yield f"  content/{entry.path.removeprefix('content/')}"
    yield f"  {entry.status}, {entry.factuality}, {entry.type}, {entry.date.edtf if entry.date else 'undated'}"
    if entry.by_hand:
        yield f"  written by a person: {', '.join(entry.by_hand)}"
    if entry.confidence is not None:
        doubts = f", in doubt because of {', '.join(entry.review)}" if entry.review else ""
        yield f"  confidence {entry.confidence:.2f}{doubts}"
    keys: list[str] = []
    for number, source in enumerate(entry.sources, 1):
        yield ""
        yield f"[{number}] {source.article or source.url or source.publisher}: “{source.quote}”"
        if source.supports:
            yield f"    supports {', '.join(source.supports)}"
        document = documents.get(source.article or "")
        if document is None:
            continue
        for mention in _told(document, source):
            keys.append(mention.id)
            yield from _indent(_mention(document, mention), 4)
    event = _event(found.events, keys)
    if event is not None and event.reasons:
        yield ""
        yield "joined because"
        yield from (f"    {reason}" for reason in event.reasons)
    if event is not None and event.maybe_same_as:
        yield "perhaps the same as"
        yield from (f"    {key}: {reason}" for key, reason in event.maybe_same_as)


def _told(document: Document, source: EntrySource) -> list[EventMention]:
    """The mentions whose sentence the quote touches."""
    quote = fold_typography(source.quote or "")
    out = []
    for mention in document.events:
        span = document.article.sentences[mention.sentence].span
        sentence = fold_typography(document.article.text[span.start : span.end])
        if quote and (quote in sentence or sentence in quote):
            out.append(mention)
    return out


def _event(events: Sequence[Event], keys: Sequence[str]) -> Event | None:
    wanted = set(keys)
    shared = [(len(wanted & set(event.mentions)), event) for event in events]
    best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


# -------------------------------------------------------------------------------------------------------- articles


def _article(document: Document, found: Found) -> Iterator[str]:
    article = document.article
    yield f"{article.id}  {article.title or '(no title)'}"
    origin = found.origins.get(article.id, article.id)
    yield f"  {article.path}, {article.language or 'language unknown'}, origin {origin}"
    yield from _indent(_days(found.days.get(article.id) or document.days), 2)
    for span, label in article.labels:
        yield f"  {label:<12} {_cut(article.text, span)}"
    yield ""
    yield "time expressions"
    for anchored in document.anchored:
        yield "  " + _timex(document, anchored)
    yield ""
    yield "names"
    for entity in document.entities:
        known = "" if entity.known else ", unknown to the gazetteer"
        expert = ", a commentator" if entity.commentator else ""
        yield (
            f"  {_cut(article.text, entity.span)}: {entity.kind} {entity.entity or '–'} ({entity.form}, "
            f"{entity.confidence:.2f}{known}{expert})"
        )
    yield ""
    yield "clauses"
    for clause in document.clauses:
        yield "  " + _clause(document, clause)
    yield ""
    yield "events and candidates"
    for mention in document.events:
        yield from _indent(_mention(document, mention), 2)
    if document.gaps:
        yield ""
        yield f"verbs the lexicon does not know: {', '.join(document.gaps)}"


def _days(days: DaySet | None) -> Iterator[str]:
    if days is None or not days.days:
        yield "published: unknown"
        return
    shown = (
        When.one_of([from_ordinal(day) for day in days.days]).edtf
        if len(days.days) <= 14
        else (f"{len(days.days)} days from {When.day(days.days[0]).edtf} to {When.day(days.days[-1]).edtf}")
    )
    yield f"published: {shown} ({days.basis})"
    yield from (f"  {reason}" for reason in days.reasons)


def _mention(document: Document, mention: EventMention) -> Iterator[str]:
    text = document.article.text
    verdict = f"candidate: failed the gate of {mention.gate}" if mention.gate else "event"
    yield (
        f"{mention.id}  {mention.type} “{_cut(text, mention.trigger)}” {mention.factuality}, "
        f"{mention.when.edtf if mention.when else 'undated'}  ({verdict})"
    )
    yield f"  clause: {_clause(document, document.clauses[mention.clause])}"
    if mention.timex is not None and mention.timex < len(document.anchored):
        yield f"  date by {mention.attachment}: {_timex(document, document.anchored[mention.timex])}"
    elif mention.when is not None:
        yield f"  date by {mention.attachment}"
    if mention.detail_of:
        yield f"  detail of {mention.detail_of}"
    for participant in mention.participants:
        yield f"  {participant.role}: {participant.kind} {participant.entity or '–'} ({participant.confidence:.2f})"
    for figure in mention.figures:
        yield f"  {figure.what}: {figure.value:g} (“{_cut(text, figure.span)}”)"
    doubts = f"; in doubt: {', '.join(mention.review)}" if mention.review else ""
    yield f"  importance {mention.importance:.2f}, confidence {mention.confidence:.2f}{doubts}"


def _clause(document: Document, clause: Clause) -> str:
    flags = [str(clause.kind)]
    if clause.verb is not None:
        flags.append(str(clause.verb.tense))
        flags += [word for word, is_so in (("passive", clause.verb.passive), ("negated", clause.verb.negated)) if is_so]
        if clause.verb.modal:
            flags.append(f"modal of {clause.verb.modal}")
    flags += [word for word, is_so in (("commentary", clause.commentary), ("generic", clause.generic)) if is_so]
    flags += list(clause.cues)
    return f"[{', '.join(flags)}] {_cut(document.article.text, clause.span)}"


def _timex(document: Document, anchored: AnchoredTimex) -> str:
    timex = anchored.timex
    days = f" = {anchored.when.edtf}" if anchored.when else ""
    other = f", or {' or '.join(when.edtf for when in anchored.alternatives)}" if anchored.alternatives else ""
    return (
        f"“{_cut(document.article.text, timex.span)}”: {timex.type} {anchored.value}{days}{other} "
        f"(rule {timex.rule}, anchor {anchored.anchor}, {anchored.confidence:.2f})"
    )


def _cut(text: str, span: Span) -> str:
    words = " ".join(text[span.start : span.end].split())
    return words if len(words) <= 160 else words[:157] + "…"


def _indent(lines: Iterator[str], columns: int) -> Iterator[str]:
    return (" " * columns + line for line in lines)
