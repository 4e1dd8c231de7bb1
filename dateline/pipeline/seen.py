"""What was seen in each article, for the page that says what of it was not used."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.core.model import ENTRY_FACTUALITY, Document, EntityKind, Span, TimexType
from dateline.pipeline.articles import Reading, encoded_document
from dateline.pipeline.project import Project
from dateline.show.seen import KINDS, Seen, SeenName, SeenTime

_DATES = frozenset({TimexType.DATE, TimexType.TIME})


def seen_in(project: Project, reading: Reading) -> Mapping[str, Seen]:
    """The dates and names of every article, by its id; remembered, and found anew where memory lost them."""
    found = {}
    for name, seed in reading.seeds.items():
        remembered = project.memory.get(f"seen/{seed.path}", seed.key, Seen)
        if remembered is None:
            document = project.memory.decode(encoded_document(project, seed), Document)
            remembered = seen(document, read=_is_read(document, project))
            project.memory.put(f"seen/{seed.path}", seed.key, remembered)
        found[name] = remembered
    return found


def _is_read(document: Document, project: Project) -> bool:
    """Whether events are looked for in a document at all: some languages are read for dates and names only."""
    if document.events:
        return True
    pack = project.lexicon.pack(document.article.language)
    return pack is not None and pack.triggers is not None


def seen(document: Document, *, read: bool = True) -> Seen:
    """The dates of a document with what became of their sentences, and its names, each at its first mention.

    Of a document not `read` for events no sentence says that it tells none.
    """
    sentences = document.article.sentences
    times = tuple(
        SeenTime(
            time.span,
            sentences[time.sentence].span,
            _reason(document, time.sentence, time.span) if read else "unread",
        )
        for time in document.times
        if time.type in _DATES and any(char.isdigit() for char in time.value)
    )
    names: dict[tuple[EntityKind, str], SeenName] = {}
    for mention in document.entities:
        if mention.kind in KINDS and mention.entity and mention.known and not mention.commentator:
            names.setdefault((mention.kind, mention.entity), SeenName(mention.span, mention.kind, mention.entity))
    return Seen(times, tuple(names.values()))


def _reason(document: Document, sentence: int, span: Span) -> str:
    """Why a date came to nothing, as far as its own sentence tells: a key of the interface's words for gates."""
    events = [event for event in document.events if event.sentence == sentence]
    if events:
        return "entry" if any(event.factuality in ENTRY_FACTUALITY for event in events) else "factuality"
    clauses = [clause for clause in document.clauses if clause.sentence == sentence]
    here = [clause for clause in clauses if clause.span.start <= span.start < clause.span.end] or clauses
    if any(clause.commentary for clause in here):
        return "commentary"
    return "generic" if any(clause.generic for clause in here) else "none"
