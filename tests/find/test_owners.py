"""Which tokens are whose, where clauses lie inside each other."""

from dateline.core.model import Span, Token
from dateline.find.clauses.owners import owned


def test_a_token_belongs_to_the_smallest_span_that_holds_it():
    """A relative clause keeps its words from the main clause around it; of two spans alike the first has all."""
    tokens, at = [], 0
    for word in ["the", "mill", "that", "burnt", "reopened", "then"]:
        tokens.append(Token(at, at + len(word), word))
        at += len(word) + 1
    inner = Span(tokens[2].start, tokens[3].end)
    assert [[0, 1, 4], [2, 3], []] == owned(tokens, [Span(0, tokens[4].end), inner, inner])


def test_a_token_outside_every_span_is_nobodys():
    """What stands before the first clause or behind the last is given to none."""
    tokens = [Token(0, 2, "So"), Token(3, 7, "they"), Token(8, 12, "left"), Token(12, 13, ".")]
    assert [[1, 2]] == owned(tokens, [Span(3, 12)])
