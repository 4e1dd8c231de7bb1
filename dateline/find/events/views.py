"""Views: every clause of an article with the tokens, mentions and times that are its own."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter

from dateline.core.model import Article, Clause, ClauseKind, EntityKind, EntityMention, Label, Span, Timex, Token
from dateline.find.clauses.owners import owned
from dateline.find.triggers import View

_ANTECEDENT_REACH = 7
_start, _text = itemgetter(0), itemgetter(2)
WORLD = "/world-event"
"""Rule of the expressions that name an occurrence of the world for its date."""


def build_views(
    article: Article, times: Sequence[Timex], entities: Sequence[EntityMention], clauses: Sequence[Clause]
) -> tuple[View, ...]:
    """One view for each clause, in the order of `clauses`; what stands in an inner clause is the inner one's."""
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for index, clause in enumerate(clauses):
        by_sentence[clause.sentence].append(index)
    times_of: dict[int, list[int]] = defaultdict(list)
    for index, timex in enumerate(times):
        times_of[timex.sentence].append(index)
    entities_of: dict[int, list[EntityMention]] = defaultdict(list)
    for entity in entities:
        entities_of[entity.sentence].append(entity)
    views: list[View | None] = [None] * len(clauses)
    for number, indices in by_sentence.items():
        sentence = article.sentences[number]
        lower = [text.lower() for text in map(_text, sentence.tokens)]
        line = f" {' '.join(lower)} "
        label = article.paragraphs[sentence.paragraph].label if article.paragraphs else Label.BODY
        # The innermost first: the first that holds a place is its owner.
        inner = sorted(indices, key=lambda index: clauses[index].span.end - clauses[index].span.start)
        ranges = [(*clauses[index].span, index) for index in inner]
        starts_at = list(map(_start, sentence.tokens))
        mentions = entities_of.get(number, [])
        own_of = dict(zip(indices, owned(sentence.tokens, [clauses[index].span for index in indices]), strict=True))
        time_owner = {index: _owner(times[index].span.start, ranges) for index in times_of[number]}
        entities_in: dict[int, list[EntityMention]] = {}
        for entity in mentions:
            entities_in.setdefault(_owner(entity.span.start, ranges), []).append(entity)
        dated = _tokens_in([times[index].span for index in times_of[number]], starts_at)
        worldly = _tokens_in(
            [times[index].span for index in times_of[number] if times[index].rule.endswith(WORLD)], starts_at
        )
        named = _named(sentence.tokens, starts_at, mentions)
        for index in indices:
            own = tuple(own_of[index])
            before = _antecedent(clauses[index], own)
            starts = {starts_at[at] for at in before} if mentions else ()
            views[index] = View(
                index=index,
                clause=clauses[index],
                sentence=sentence,
                tokens=sentence.tokens,
                lower=lower,
                line=line,
                own=own,
                entities=tuple(entities_in.get(index, ())),
                times=tuple(at for at in times_of[number] if time_owner[at] == index),
                title=label in (Label.TITLE, Label.SUBHEAD),
                antecedent=before,
                above=tuple([e for e in mentions if e.span.start in starts]) if starts else (),
                dated=dated,
                named=named,
                worldly=worldly,
            )
    return tuple(view for view in views if view is not None)


def _named(tokens: Sequence[Token], starts: Sequence[int], entities: Sequence[EntityMention]) -> frozenset[int]:
    out: set[int] = set()
    for entity in entities:
        if entity.kind in (EntityKind.ORGANISATION, EntityKind.PERSON, EntityKind.PLACE):
            first = bisect_left(starts, entity.span.start)
            last = bisect_left(starts, entity.span.end, first)
            if last > first and tokens[last - 1].end > entity.span.end:
                last -= 1
            if last - first > 1:
                out.update(range(first, last))
    return frozenset(out)


def _antecedent(clause: Clause, own: Sequence[int]) -> tuple[int, ...]:
    if not own or (clause.kind not in (ClauseKind.RELATIVE, ClauseKind.FRAGMENT) and clause.subject is not None):
        return ()
    return tuple(range(max(0, own[0] - _ANTECEDENT_REACH), own[0]))


def _owner(place: int, ranges: Sequence[tuple[int, int, int]]) -> int:
    """The first of some ranges in which a place lies; -1 when none holds it."""
    for start, end, index in ranges:
        if start <= place < end:
            return index
    return -1


def _tokens_in(spans: Sequence[Span], starts: Sequence[int]) -> frozenset[int]:
    """The tokens, told by where they start, that lie within some spans."""
    return frozenset(
        at for span in spans for at in range(bisect_left(starts, span.start), bisect_left(starts, span.end))
    )
