"""Titles: a telling's own clause cut to a headline, or one made from ids where the telling is in another language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.core.model import Attachment, Document, EntityKind, EventMention, EventType, Factuality, Gate, Label
from dateline.gather.headline import from_telling
from dateline.gather.plainly import plain_words
from dateline.gather.templates import LIMIT, Frame, Name, capital, from_frame, name_of
from dateline.lexicon.gazetteer import Gazetteer
from dateline.lexicon.titles import Titles, status_of

VAGUE = frozenset({EventType.ECONOMY, EventType.LAW})
"""Kinds whose name, where no finer one is known, says nothing of what was done: "economic decision", "new rules"."""


def _tag(document: Document) -> str:
    """The pack that an article's language has: `en` of `en-GB`."""
    return (document.article.language or "").split("-")[0]


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
        if _tag(document) != tag or mention.gate not in (None, Gate.TIME):
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


def headline_in_any(
    tellings: Sequence[tuple[EventMention, Document]], packs: Mapping[str, Titles | None], gazetteer: Gazetteer
) -> bool:
    """Whether the words of any telling make a headline in its own language, or can stand for one."""
    return any(
        titles is not None
        and (
            best_telling(tellings, tag, mention.factuality, titles, gazetteer) is not None
            or plain_words(mention, document, titles) is not None
        )
        for mention, document in tellings
        for tag in [_tag(document)]
        for titles in [packs.get(tag)]
    )


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
    # A headline in words of no kind may be about more, or less, than what the article then tells.
    named = [(mention, document) for mention, document in tellings if mention.type is not EventType.OTHER]
    for place, tag in enumerate(tags):
        titles = packs.get(tag)
        if titles is None:
            continue
        told = best_telling(named or tellings, tag, frame.factuality, titles, gazetteer)
        own = [telling for telling in tellings if _tag(telling[1]) == tag]
        vague = frame.kind in VAGUE or not (frame.actors or frame.targets or frame.bodies)
        bare = frame.mode is None and vague
        title = told or _in_plain_words(frame, own, packs, titles, gazetteer, bare=bare)
        title = title or _in_other_words(frame, tellings, packs, titles, gazetteer)
        title = title or _in_plain_words(frame, tellings, packs, titles, gazetteer)
        out[tag] = title or from_frame(frame, titles, gazetteer)
        made = made or (place == 0 and told is None)
    return out, made


def _in_other_words(
    frame: Frame,
    tellings: Sequence[tuple[EventMention, Document]],
    packs: Mapping[str, Titles],
    titles: Titles,
    gazetteer: Gazetteer,
) -> str | None:
    """`Bolivia: …` with the headline of a telling in another language, for an event of a kind that has no name.

    From the ids such an event could only be called a new development, which says less than words the reader may not
    know.
    """
    names = frame.named
    if frame.kind is not EventType.OTHER or not names:
        return None
    languages = sorted({_tag(document) for _, document in tellings} - {titles.tag})
    for tag in languages:
        own = packs.get(tag)
        told = best_telling(tellings, tag, frame.factuality, own, gazetteer) if own is not None else None
        if told is not None:
            return _after_name(names, told, tag, titles, gazetteer)
    return None


def _in_plain_words(
    frame: Frame,
    tellings: Sequence[tuple[EventMention, Document]],
    packs: Mapping[str, Titles | None],
    titles: Titles,
    gazetteer: Gazetteer,
    *,
    bare: bool = False,
) -> str | None:
    """`Bolivia: …` with the words of a telling's clause, for an event of a kind that has no name; None for others.

    `bare` asks for words whatever the kind: from ids its title would name a kind and a country and nobody, or no deed.

    No quotation marks: words may have changed places, or gone with the date.
    """
    if frame.kind is not EventType.OTHER and not bare:
        return None
    found = []
    for mention, document in tellings:
        tag = _tag(document)
        own = packs.get(tag)
        words = plain_words(mention, document, own) if own is not None else None
        if words is not None:
            found.append((tag != titles.tag, len(words), mention.id, tag, words))
    if not found:
        return None
    *_, tag, words = min(found)
    return _after_name(frame.named, words, tag, titles, gazetteer)


def _after_name(names: Sequence[Name], words: str, tag: str, titles: Titles, gazetteer: Gazetteer) -> str:
    """The words, which are in the language `tag`, after a name, or by themselves where they hold it."""
    for name in names:
        called = name_of(name, titles, gazetteer)
        title = titles.told.format(called, words)
        spelled = (called, gazetteer.short(name.entity, tag), name.surface or called)
        # A ruler's number has a full stop in some languages: "Carl XVI. Gustaf".
        parts = (
            () if name.kind is EntityKind.PERSON else tuple(part for part in re.split(r"[ -]", called) if len(part) > 4)
        )
        if any(other.replace(".", "") in words.replace(".", "") for other in (*spelled, *parts[-1:])):
            # "A.P. Moller-Maersk" is in "the shipping company Maersk".
            break
        if len(title) <= LIMIT:
            return title
    return capital(words)
