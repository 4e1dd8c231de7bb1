"""Clauses: the stretches of a sentence with one finite verb, with tense, kind, connective and what governs them.

No parser: `tagging` finds the verbs, `splitting` cuts, `groups` reads tense and voice, `speech` tells who is speaking.
Clauses may lie inside each other (a relative clause within its main clause): a token belongs to the smallest clause
that holds it, see `clause_at`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.core.model import Article, Clause, ClauseKind, EntityMention, Sentence, Span, Tense
from dateline.find.clauses.groups import read_group
from dateline.find.clauses.splitting import Frame, Splitter
from dateline.find.clauses.tagging import LOOSE, QUOTE_MARKS, Tags, tag
from dateline.lexicon import verbs as v
from dateline.lexicon.language import LanguagePack, Lexicon
from dateline.lexicon.verbs import Verbs

__all__ = ["clause_at", "find_all_clauses", "find_clauses"]

_NO_VERBS: frozenset[str] = frozenset()


def find_clauses(
    article: Article, sentence_index: int, pack: LanguagePack | None, entities: Sequence[EntityMention] = ()
) -> tuple[Clause, ...]:
    """The clauses of one sentence, in the order of their first word; `governor` counts within the sentence.

    A sentence of a language without verbs is one FRAGMENT clause. Who speaks in it is judged from the sentence alone;
    `find_all_clauses` knows the whole article.
    """
    _ = entities
    return split_sentence(article.sentences[sentence_index], sentence_index, pack)


def find_all_clauses(article: Article, entities: Sequence[EntityMention], lexicon: Lexicon) -> tuple[Clause, ...]:
    """The clauses of an article, sentence by sentence; `governor` counts within the result."""
    _ = entities
    out: list[Clause] = []
    packs: dict[str | None, LanguagePack | None] = {}
    for index, sentence in enumerate(article.sentences):
        tag_ = article.paragraphs[sentence.paragraph].language if article.paragraphs else article.language
        if tag_ not in packs:
            packs[tag_] = lexicon.pack(tag_)
        offset = len(out)
        for clause in split_sentence(sentence, index, packs[tag_]):
            out.append(clause if clause.governor is None else replace(clause, governor=clause.governor + offset))
    return tuple(out)


def clause_at(clauses: Sequence[Clause], sentence: int, position: int) -> int | None:
    """Index of the smallest clause of a sentence that holds a position of the text; None when none does."""
    best: int | None = None
    for index, clause in enumerate(clauses):
        if clause.sentence != sentence:
            if clause.sentence > sentence:
                break
            continue
        start, end = clause.span
        if start <= position < end and (best is None or end - start < clauses[best].span.end - clauses[best].span.start):
            best = index
    return best


def split_sentence(sentence: Sentence, index: int, pack: LanguagePack | None) -> tuple[Clause, ...]:
    """The clauses of one sentence without what the article knows of its speakers."""
    verbs = pack.verbs if pack is not None else None
    if verbs is None or not sentence.tokens:
        return (Clause(span=sentence.span, sentence=index, kind=ClauseKind.FRAGMENT, verb=None),)
    cues = pack.factuality if pack is not None else None
    tags = tag(sentence.tokens, verbs)
    splitter = Splitter(sentence, tags, verbs, cues.complement_verbs if cues is not None else _NO_VERBS)
    frames = splitter.split()
    return tuple(_clause(frame, index, sentence, tags, verbs) for frame in frames)


def _clause(frame: Frame, index: int, sentence: Sentence, tags: Tags, verbs: Verbs) -> Clause:
    tokens = sentence.tokens
    own = frame.own
    first, last = 0, len(own) - 1
    while first < last and (tags.marks[own[first]] or tags.lower[own[first]] in QUOTE_MARKS):
        first += 1
    while last > first and (tags.marks[own[last]] or tags.lower[own[last]] in QUOTE_MARKS):
        last -= 1
    span = Span(tokens[own[first]].start, tokens[own[last]].end)
    governor = frame.parent if frame.parent >= 0 else None
    if frame.finite < 0:
        return Clause(
            span=span, sentence=index, kind=ClauseKind.QUOTE if frame.quote >= 0 else ClauseKind.FRAGMENT,
            verb=_headline_verb(own, tags, tokens), connective=frame.connective, governor=governor,
        )
    group, mood = read_group(
        frame.finite, own, tags, verbs, tokens, last=verbs.verb_last and frame.opener is not None and not frame.base
    )
    cues: tuple[str, ...] = ()
    if mood is not None:
        cues = (f"mood: {tags.lower[frame.finite]}",)
    return Clause(
        span=span,
        sentence=index,
        kind=frame.kind,
        verb=group,
        connective=frame.connective,
        subject=_subject(frame, own[first:], tags, verbs, tokens),
        governor=governor,
        cues=cues,
    )


def _headline_verb(own, tags, tokens):  # type: ignore[no-untyped-def]
    from dateline.core.model import VerbGroup

    for j in own:
        if tags.verbs[j] == LOOSE and tags.flags[j] & (v.PARTICIPLE | v.SUPINE):
            return VerbGroup(Span(tokens[j].start, tokens[j].end), Tense.NONE, passive=True, head=j)
    for j in own:
        if tags.verbs[j] == LOOSE and tags.flags[j] & v.INFINITIVE:
            return VerbGroup(Span(tokens[j].start, tokens[j].end), Tense.INFINITIVE, head=j)
    return None


def _subject(frame: Frame, own: Sequence[int], tags: Tags, verbs: Verbs, tokens) -> Span | None:  # type: ignore[no-untyped-def]
    """Tokens of the subject, as far as their place tells it."""
    return None
