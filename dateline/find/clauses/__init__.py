"""Clauses: the stretches of a sentence with one finite verb, with tense, kind, connective and what governs them.

No parser: `tagging` finds the verbs, `splitting` cuts, `groups` reads tense and voice, `speech` tells who is speaking.
Clauses may lie inside each other (a relative clause within its main clause): a token belongs to the smallest clause
that holds it, see `clause_at`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter

from dateline.core.model import (
    Article,
    Clause,
    ClauseKind,
    EntityKind,
    EntityMention,
    Form,
    Sentence,
    Span,
    Tense,
    Timex,
    Token,
    VerbGroup,
)
from dateline.core.values import replace
from dateline.find.clauses.contexts import LOOSE, QUOTE_MARKS, Tags
from dateline.find.clauses.frames import Frame
from dateline.find.clauses.groups import read_group
from dateline.find.clauses.speech import Hearing
from dateline.find.clauses.splitting import Splitter
from dateline.find.clauses.tagging import tag
from dateline.find.clauses.voices import Memory
from dateline.lexicon import verbs as v
from dateline.lexicon.language import LanguagePack, Lexicon
from dateline.lexicon.verbs import Verbs

__all__ = ["clause_at", "find_all_clauses", "find_clauses"]

_NO_VERBS: frozenset[str] = frozenset()
_WHOLE = frozenset({Form.NAME, Form.ROLE, Form.CAPITAL, Form.ACRONYM, Form.COREFERENCE})
_start = itemgetter(0)
_NAMING = frozenset({EntityKind.ORGANISATION, EntityKind.PERSON, EntityKind.PLACE})
_NOTHING: frozenset[int] = frozenset()
_ACTING = frozenset({EntityKind.COUNTRY, EntityKind.ORGANISATION, EntityKind.PERSON})


def find_clauses(
    article: Article, sentence_index: int, pack: LanguagePack | None, entities: Sequence[EntityMention] = ()
) -> tuple[Clause, ...]:
    """The clauses of one sentence, in the order of their first word; `governor` counts within the sentence.

    A sentence of a language without verbs is one FRAGMENT clause. Who speaks in it is judged from the sentence alone;
    `find_all_clauses` knows the whole article.
    """
    return _hear(article.sentences[sentence_index], sentence_index, pack, entities, Memory())


def find_all_clauses(
    article: Article, entities: Sequence[EntityMention], lexicon: Lexicon, times: Sequence[Timex] = ()
) -> tuple[Clause, ...]:
    """The clauses of an article, sentence by sentence; `governor` counts within the result.

    Words of time expressions are no verbs, whatever else they may be.
    """
    out: list[Clause] = []
    packs: dict[str | None, LanguagePack | None] = {}
    by_sentence: dict[int, list[EntityMention]] = {}
    memory = Memory()
    dates: dict[int, list[Span]] = {}
    for timex in times:
        dates.setdefault(timex.sentence, []).append(timex.span)
    for mention in entities:
        by_sentence.setdefault(mention.sentence, []).append(mention)
        if mention.commentator and mention.kind is EntityKind.PERSON:
            memory.commentators.add(article.text[mention.span.start : mention.span.end].split()[-1])
    for index, sentence in enumerate(article.sentences):
        tag_ = article.paragraphs[sentence.paragraph].language if article.paragraphs else article.language
        if tag_ not in packs:
            packs[tag_] = lexicon.pack(tag_)
        offset = len(out)
        spoken = _hear(sentence, index, packs[tag_], by_sentence.get(index, ()), memory, dates.get(index, ()))
        for clause in spoken:
            out.append(clause if clause.governor is None else replace(clause, governor=clause.governor + offset))
    if not memory.answered:
        return tuple(out)
    return tuple(
        clause
        if (voice := memory.answered.get(clause.sentence)) is None or not _in_quote(clause, article)
        else replace(clause, commentary=voice.commentary, speaker=voice.speaker)
        for clause in out
    )


def _in_quote(clause: Clause, article: Article) -> bool:
    return any(quote.start <= clause.span.start < quote.end for quote in article.sentences[clause.sentence].quotes)


def clause_at(clauses: Sequence[Clause], sentence: int, position: int) -> int | None:
    """Index of the smallest clause of a sentence that holds a position of the text; None when none does."""
    best: int | None = None
    for index, clause in enumerate(clauses):
        if clause.sentence != sentence:
            if clause.sentence > sentence:
                break
            continue
        start, end = clause.span
        if start <= position < end and (
            best is None or end - start < clauses[best].span.end - clauses[best].span.start
        ):
            best = index
    return best


def _hear(
    sentence: Sentence,
    index: int,
    pack: LanguagePack | None,
    entities: Sequence[EntityMention],
    memory: Memory,
    dates: Sequence[Span] = (),
) -> tuple[Clause, ...]:
    """The clauses of one sentence, with who speaks in them as far as the memory of the article tells."""
    verbs = pack.verbs if pack is not None else None
    if pack is None or verbs is None or not sentence.tokens:
        return (Clause(span=sentence.span, sentence=index, kind=ClauseKind.FRAGMENT, verb=None),)
    cues = pack.factuality
    tags = tag(sentence.tokens, verbs, _named(sentence, entities, dates))
    frames = Splitter(sentence, tags, verbs, cues.complement_verbs if cues is not None else _NO_VERBS).split()
    clauses = tuple(_clause(frame, index, sentence, tags, verbs) for frame in frames)
    if verbs.verb_second:
        owning = pack.names.words["genitives"] if pack.names is not None else ()
        clauses = tuple(_without_object(clause, sentence, entities, owning) for clause in clauses)
    if cues is None:
        return clauses
    months = pack.basics.months if pack.basics is not None else _NO_VERBS
    return Hearing(sentence, clauses, tags, verbs, cues, entities, memory, frozenset(months)).listen()


def _without_object(
    clause: Clause, sentence: Sentence, entities: Sequence[EntityMention], owning: tuple[str, ...]
) -> Clause:
    """Of two names side by side after the verb the first is the subject: `I går anklagade Norge Danmark`."""
    subject, verb = clause.subject, clause.verb
    if subject is None or verb is None or subject.start < verb.span.start:
        return clause
    inside = [one for one in entities if subject.start <= one.span.start and one.span.end <= subject.end]
    if inside and inside[0].form in _WHOLE and inside[0].kind in _ACTING and inside[0].span.start == subject.start:
        after = next((token.text for token in sentence.tokens if token.start >= inside[0].span.end), "")
        if after[:1].isdigit():
            return replace(clause, subject=Span(*inside[0].span))  # "Im Mai hatte Siemens 40 Beschäftigte entlassen"
    for first, second in pairwise(inside):
        whole = first.form in _WHOLE and second.form in _WHOLE and {first.kind, second.kind} <= _ACTING
        last = next((token.text for token in sentence.tokens if first.span.end <= token.end), "")
        # "Norges Erna Solberg" is one: she belongs to it.
        owned = second.kind is EntityKind.PERSON and last.endswith(owning)
        if whole and not owned and second.span.start - first.span.end == 1 and first.entity != second.entity:
            return replace(clause, subject=Span(subject.start, first.span.end))
    return clause


def _named(sentence: Sentence, entities: Sequence[EntityMention], dates: Sequence[Span]) -> frozenset[int]:
    """Tokens within names of several words and within dates, which are no verbs, however they look."""
    if not dates and not entities:
        return _NOTHING
    starts = list(map(_start, sentence.tokens))
    out: set[int] = set()
    for span in dates:
        out.update(_inside(span, starts, sentence.tokens))
    for mention in entities:
        if mention.kind in _NAMING:
            inside = _inside(mention.span, starts, sentence.tokens)
            if len(inside) > 1:
                out.update(inside)
    return frozenset(out)


def _inside(span: Span, starts: Sequence[int], tokens: Sequence[Token]) -> range:
    """The tokens that lie in a span."""
    first = bisect_left(starts, span.start)
    last = bisect_left(starts, span.end, first)
    return range(first, last - 1 if last > first and tokens[last - 1].end > span.end else last)


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
            span=span,
            sentence=index,
            kind=ClauseKind.QUOTE if frame.quote >= 0 else ClauseKind.FRAGMENT,
            verb=_headline_verb(own, tags, tokens),
            connective=frame.connective,
            governor=governor,
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


def _headline_verb(own: Sequence[int], tags: Tags, tokens: Sequence[Token]) -> VerbGroup | None:
    """The verb of a stretch without a finite one, as in headlines: `Fartyg bordat`, `Leaders to meet in Oslo`."""
    for wanted, tense in ((v.PARTICIPLE | v.SUPINE, Tense.NONE), (v.INFINITIVE, Tense.INFINITIVE)):
        for j in own:
            if tags.verbs[j] == LOOSE and tags.flags[j] & wanted:
                if tense is Tense.INFINITIVE and not (j and tags.words[j - 1] & v.INFINITIVE_MARKER):
                    # Swedish "Tio döda i brand": an adjective.
                    continue
                return VerbGroup(Span(tokens[j].start, tokens[j].end), tense, passive=tense is Tense.NONE, head=j)
    return None


def _subject(frame: Frame, own: Sequence[int], tags: Tags, verbs: Verbs, tokens: Sequence[Token]) -> Span | None:
    """The words of the subject as far as their place tells: before the verb, or after it where the order is turned."""
    finite = frame.finite
    clause_opened = frame.opener is not None and not frame.base
    before = [j for j in own if j < finite and not tags.verbs[j]]
    opened_by = (frame.connective or "").split(" ")
    while before and (
        tags.marks[before[0]]
        or tags.words[before[0]] & v.COORDINATOR
        or (clause_opened and tags.lower[before[0]] in opened_by)
    ):
        before.pop(0)
    if verbs.verb_second and verbs.verb_last and clause_opened:
        return _noun_group(before, tags, tokens, genitives=verbs.genitive_endings)
    fronted = (
        bool(before)
        and bool(tags.words[before[0]] & (v.PREPOSITION | v.ADVERB))
        and not tags.words[before[0]] & v.PRONOUN
    )
    if before and not (fronted and verbs.verb_second):
        if fronted:
            # English: "On Monday the premier resigned": the subject is the last noun group before the verb.
            start = len(before) - 1
            while (
                start > 0
                and not tags.words[before[start]] & (v.DETERMINER | v.PRONOUN)
                and not (tags.capital[before[start]] and not tags.capital[before[start - 1]])
            ):
                start -= 1
            before = before[start:]
        while before and (tags.marks[before[-1]] or tags.words[before[-1]] & v.ADVERB):
            before.pop()
        return Span(tokens[before[0]].start, tokens[before[-1]].end) if before else None
    if not verbs.verb_second or (frame.connective and frame.base and not before and not clause_opened):
        return None
    return _noun_group([j for j in own if j > finite], tags, tokens, genitives=verbs.genitive_endings)


def _noun_group(
    indices: Sequence[int], tags: Tags, tokens: Sequence[Token], *, genitives: tuple[str, ...]
) -> Span | None:
    """The first noun group of some tokens: up to a preposition, a verb, an adverb or a mark."""
    group: list[int] = []
    for j in indices:
        if not group and tags.words[j] & (v.ADVERB | v.NEGATION) and not tags.words[j] & v.PRONOUN:
            continue
        stop = tags.marks[j] or tags.verbs[j] or tags.words[j] & (v.PREPOSITION | v.ADVERB | v.INFINITIVE_MARKER)
        second = group and tags.words[j] & v.DETERMINER and not tags.words[group[-1]] & v.COORDINATOR
        # Swedish: a name ends where a common noun follows ("undertecknade Polen avtalet").
        ended = (
            group
            and genitives
            and tags.capital[group[-1]]
            and not tags.lower[group[-1]].endswith(genitives)
            and not tags.capital[j]
            and not tags.words[j]
        )
        if stop or second or ended:
            break
        group.append(j)
    return Span(tokens[group[0]].start, tokens[group[-1]].end) if group else None
