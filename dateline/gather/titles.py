"""Titles: a telling's own clause cut to a headline, or one made from ids where the telling is in another language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.core.model import Attachment, Document, EntityKind, EventMention, Factuality, Gate, Label
from dateline.gather.headline import from_telling
from dateline.gather.templates import Frame, Name, from_frame, name_of
from dateline.lexicon.gazetteer import Gazetteer
from dateline.lexicon.titles import Titles, status_of


def best_telling(
    tellings: Sequence[tuple[EventMention, Document]],
    tag: str,
    factuality: Factuality,
    titles: Titles,
    gazetteer: Gazetteer,
) -> str | None:
    """The best headline among the clauses of the tellings in a language; None when none stands alone.

    A newspaper's own headline first, then the shortest clause of a dated telling.
    """

    def called(entity: str, kind: EntityKind, surface: str) -> str:
        return name_of(Name(entity, kind, surface or None), titles, gazetteer)

    found = []
    for mention, document in tellings:
        if (document.article.language or "").split("-")[0] != tag or mention.gate not in (None, Gate.TIME):
            continue
        if status_of(mention.factuality) != status_of(factuality) or mention.attempt:
            continue
        title = from_telling(mention, document, titles, called)
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
        told = best_telling(tellings, tag, frame.factuality, titles, gazetteer)
        out[tag] = told or from_frame(frame, titles, gazetteer)
        made = made or (place == 0 and told is None)
    return out, made
