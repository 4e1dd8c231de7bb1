"""Views: every clause of an article with the tokens, mentions and times that are its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dateline.core.model import Article, Clause, ClauseKind, EntityKind, EntityMention, Label, Span, Timex, Token
from dateline.find.triggers import View

_ANTECEDENT_REACH = 7
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
        lower = [token.text.lower() for token in sentence.tokens]
        label = article.paragraphs[sentence.paragraph].label if article.paragraphs else Label.BODY
        owners = [_owner(Span(token.start, token.end), indices, clauses) for token in sentence.tokens]
        time_owner = {index: _owner(times[index].span, indices, clauses) for index in times_of[number]}
        entity_owner = [_owner(entity.span, indices, clauses) for entity in entities_of[number]]
        spans = [times[index].span for index in times_of[number]]
        dated = frozenset(
            at for at, token in enumerate(sentence.tokens) if any(s.start <= token.start < s.end for s in spans)
        )
        worldly = frozenset(
            at
            for at, token in enumerate(sentence.tokens)
            for index in times_of[number]
            if times[index].rule.endswith(WORLD) and times[index].span.start <= token.start < times[index].span.end
        )
        named = _named(sentence.tokens, entities_of[number])
        for index in indices:
            own = tuple(at for at, owner in enumerate(owners) if owner == index)
            before = _antecedent(clauses[index], own)
            starts = {sentence.tokens[at].start for at in before}
            views[index] = View(
                index=index,
                clause=clauses[index],
                sentence=sentence,
                tokens=sentence.tokens,
                lower=lower,
                own=own,
                entities=tuple(e for e, owner in zip(entities_of[number], entity_owner) if owner == index),
                times=tuple(at for at in times_of[number] if time_owner[at] == index),
                title=label in (Label.TITLE, Label.SUBHEAD),
                antecedent=before,
                above=tuple(e for e in entities_of[number] if e.span.start in starts),
                dated=dated,
                named=named,
                worldly=worldly,
            )
    return tuple(view for view in views if view is not None)


def _named(tokens: Sequence[Token], entities: Sequence[EntityMention]) -> frozenset[int]:
    out: set[int] = set()
    for entity in entities:
        if entity.kind in (EntityKind.ORGANISATION, EntityKind.PERSON, EntityKind.PLACE):
            inside = [at for at, t in enumerate(tokens) if entity.span.start <= t.start and t.end <= entity.span.end]
            if len(inside) > 1:
                out.update(inside)
    return frozenset(out)


def _antecedent(clause: Clause, own: Sequence[int]) -> tuple[int, ...]:
    if not own or (clause.kind not in (ClauseKind.RELATIVE, ClauseKind.FRAGMENT) and clause.subject is not None):
        return ()
    return tuple(range(max(0, own[0] - _ANTECEDENT_REACH), own[0]))


def _owner(span: Span, indices: Sequence[int], clauses: Sequence[Clause]) -> int:
    """The innermost clause in which a span begins; -1 when none holds it."""
    best, size = -1, 0
    for index in indices:
        outer = clauses[index].span
        if outer.start <= span.start < outer.end and (best < 0 or outer.end - outer.start < size):
            best, size = index, outer.end - outer.start
    return best
