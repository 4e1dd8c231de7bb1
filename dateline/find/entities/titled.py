"""Titled: organisations nobody knows, by the noun before the name: `the airline Hexair`, `gruvbolaget Tornmalm`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from dateline.core.model import Article, EntityKind, Form
from dateline.core.text import slug
from dateline.find.entities.views import Hit, View, word_set
from dateline.lexicon.names import Names

_SURE = 0.8
_MOST = 3
"""Words of such a name at most."""
_SHORTEST = 4
"""Letters of a name that is looked for elsewhere in the text without its noun."""
_HEAD = 3
"""Letters that a compound has before its noun."""


def find_titled(article: Article, views: Sequence[View], given: frozenset[str]) -> None:
    """Put hits for names behind a noun for a body, and for the same names where they stand alone."""
    seen: Counter[str] | None = None
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for view in views:
        names = view.names
        if names is None or view.capitals or not names.words["titles_of_bodies"]:
            continue
        for index, word in enumerate(view.lower[:-1]):
            if not view.raw(index + 1)[0].isupper():
                continue
            sort = _sort(names, word)
            if sort is None or (view.raw(index)[0].isupper() and not names.words["declined"] and index):
                continue
            end = _name_end(view, index + 1, given)
            if end == index + 1 or (sort == "trade" and end > index + 2):
                continue
            if names.words["declined"]:
                # German nouns are capitalised too: a name is told again, and has no article.
                seen = seen if seen is not None else _bare(views)
                if seen[view.raw(index + 1)] < 2:
                    continue
            text = article.text[view.found[index + 1].start : view.found[end - 1].end]
            words = tuple(view.raw(at) for at in range(index + 1, end))
            if len(words[0]) >= _SHORTEST:
                found.setdefault(words[0], []).append((words, slug(text)))
            _put(view, index + 1, end, slug(text))
    for view in views:
        if found and view.names is not None and not view.capitals:
            _repeated(view, found)


@lru_cache(maxsize=65536)
def _sort(names: Names, word: str) -> str | None:
    """`body` for a noun that stands before names of bodies, `trade` for one that stands before people's too."""
    for sort, key in (("body", "titles_of_bodies"), ("trade", "titles_of_trades")):
        known = word_set(names, key)
        if word in known:
            return sort
        if names.words["compound_heads"] and any(word[cut:] in known for cut in range(_HEAD, len(word) - 3)):
            return sort
    return None


def _name_end(view: View, first: int, given: frozenset[str]) -> int:
    """Where a name that begins at a piece ends; the piece itself where none begins."""
    names = view.names
    assert names is not None
    little = word_set(names, "not_people", "common_words", "person_roles", "state_roles", "articles")
    end = first
    while end < len(view.found) and end - first < _MOST:
        text = view.raw(end)
        if not text[0].isupper() or not text.isalnum() or view.lower[end] in little or view.at(end) is not None:
            break
        end += 1
    if end > first and (view.raw(first) in given or (end < len(view.found) and view.at(end) and view.glued(end))):
        return first
    return end


def _bare(views: Sequence[View]) -> Counter[str]:
    """How often each capitalised word stands without an article before it; none of those that ever have one."""
    counts: Counter[str] = Counter()
    governed: set[str] = set()
    for view in views:
        if view.names is None:
            continue
        articles = word_set(view.names, "articles")
        for index, piece in enumerate(view.found):
            if not piece.text[0].isupper():
                continue
            counts[piece.text] += 1
            if index and view.lower[index - 1] in articles:
                governed.add(piece.text)
    return Counter({word: count for word, count in counts.items() if word not in governed})


def _repeated(view: View, found: dict[str, list[tuple[tuple[str, ...], str]]]) -> None:
    for index, piece in enumerate(view.found):
        for words, entity in found.get(piece.text, ()) or found.get(piece.text.removesuffix("s"), ()):
            end = index + len(words)
            told = tuple(view.raw(at) for at in range(index, end))
            told = (*told[:-1], told[-1].removesuffix("s"))
            if told == (*words[:-1], words[-1].removesuffix("s")) and all(
                view.at(at) is None for at in range(index, end)
            ):
                _put(view, index, end, entity)


def _put(view: View, first: int, end: int, entity: str) -> None:
    view.put(Hit(first, end, EntityKind.ORGANISATION, entity, Form.PATTERN, _SURE, known=False))
