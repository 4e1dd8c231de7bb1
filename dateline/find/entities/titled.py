"""Titled: organisations nobody knows, by the noun before the name: `the airline Hexair`, `gruvbolaget Tornmalm`.

A country in such a name is no mention of its own: `the association Ports of Sweden`, `föreningen Sveriges Varv`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dateline.core.model import TELLING_LABELS, Article, EntityKind, Form, Label
from dateline.core.text import slug
from dateline.find.entities.views import Hit, View, is_noun, word_set
from dateline.lexicon.names import Names

_SURE = 0.8
_MOST = 3
"""Words of such a name at most."""
_SHORTEST = 4
"""Letters of a name that is looked for elsewhere in the text without its noun."""
_RUNNING = TELLING_LABELS - {Label.TITLE}
"""Labels of text that is set like prose."""
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
        for raised in view.raised:
            index = raised - 1
            office = _in_office(view, index)
            sort = "body" if office else _sort(names, view.lower[index]) if index >= 0 else None
            if sort is None or (view.raw(index)[0].isupper() and not names.words["declined"] and index):
                continue
            end = _name_end(view, index + 1, given, sort)
            if end == index + 1 or (sort == "trade" and end > index + 2):
                continue
            acronym = view.raw(index + 1).isupper()
            governed = view.lower[index] in word_set(names, "articles")
            if office and governed and not (_closed(view, end) and (acronym or not names.words["declined"])):
                continue  # "members of the Sikh community", "Gründer der Firma"
            told = _leads(view, index, end) or (office and (acronym or end > index + 2))
            if names.words["declined"] and not told:
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
        if view.names is not None and not view.capitals:
            for first, end in _of_lands(view, views):
                text = article.text[view.found[first].start : view.found[end - 1].end]
                found.setdefault(view.raw(first), []).append(
                    (tuple(view.raw(at) for at in range(first, end)), slug(text))
                )
    for view in views:
        if found and view.names is not None and not view.capitals:
            _repeated(view, found)


@lru_cache(maxsize=65536)
def _sort(names: Names, word: str) -> str | None:
    """`body` for a noun before names of bodies, `association` for one with members, `trade` for one before people."""
    for sort, key in (
        ("body", "titles_of_bodies"),
        ("association", "titles_of_associations"),
        ("trade", "titles_of_trades"),
    ):
        known = word_set(names, key)
        if word in known:
            return sort
        if names.words["compound_heads"] and any(word[cut:] in known for cut in range(_HEAD, len(word) - 3)):
            return sort
    return None


def _in_office(view: View, index: int) -> bool:
    """Behind the word at an index stands whom a person leads or belongs to: `founder of Hexair`, `Mitglied der ZDK`."""
    names = view.names
    assert names is not None
    offices = word_set(names, "offices")
    links = word_set(names, "office_links")
    if index > 1 and view.lower[index] not in links and view.lower[index] in word_set(names, "articles"):
        index -= 1
    return index > 0 and view.lower[index] in links and view.lower[index - 1] in offices


def _closed(view: View, end: int) -> bool:
    """The name ends with its clause or part of it: no noun follows that it only describes."""
    names = view.names
    assert names is not None
    after = view.word(end)
    return not after[:1].isalpha() or after in word_set(
        names, "place_prepositions", "conjunctions", "speech_verbs", "government_verbs"
    )


def _name_end(view: View, first: int, given: frozenset[str], sort: str) -> int:
    """Where a name that begins at a piece ends; the piece itself where none begins."""
    names = view.names
    assert names is not None
    little = word_set(names, "not_people", "common_words", "person_roles", "state_roles", "articles")
    end = first
    if _land(view, first) and view.bare(view.raw(first)) != view.raw(first):
        end += 1  # "föreningen Sveriges Varv"
    while end < len(view.found) and end - first < _MOST:
        text = view.raw(end)
        if not text[0].isupper() or not text.isalnum() or view.lower[end] in little or view.at(end) is not None:
            break
        end += 1
    if end == first + 1 and _land(view, first):
        return first
    if end > first:
        # "the airline Hexair Norway"; but in "the airline Hexair of Norway" it only comes from there.
        behind = end + (sort == "association" and view.word(end) in names.words["called_of"])
        land = view.at(behind)
        if land is not None and _land(view, behind):
            return land.last
    if end > first and (view.raw(first) in given or (end < len(view.found) and view.at(end) and view.glued(end))):
        return first
    return end


def _leads(view: View, index: int, end: int) -> bool:
    """The noun begins the sentence and its verb follows the name: `Die Vereinigung Zorin streikt`."""
    names = view.names
    assert names is not None
    first = index - (view.before(index) in word_set(names, "articles"))
    verb = view.word(end) not in word_set(names, "articles", "conjunctions", "connectors")
    return view.initial(first) and verb and view.raw(end)[:1].islower()


def _land(view: View, index: int) -> bool:
    """A country's own name stands at an index."""
    hit = view.at(index)
    return hit is not None and hit.kind is EntityKind.COUNTRY and hit.form is Form.NAME and not hit.compound


def _of_lands(view: View, views: Sequence[View]) -> Iterator[tuple[int, int]]:
    """Names made of one word and a country, the word small elsewhere: `Ports of Sweden` in a text about ports.

    Only where common nouns are written small. What rules, represents or lies in a country is spoken of with it, and
    in a headline all words may have capitals.
    """
    names = view.names
    assert names is not None
    if names.words["declined"] or not names.words["lands"] or view.label not in _RUNNING:
        return
    barred = word_set(names, "lands", "not_people", "person_roles", "organisation_heads", "organisation_starts")
    for hit in view.hits:
        first = hit.first - 2
        if first < 1 or not _land(view, hit.first) or view.lower[first + 1] not in names.words["called_of"]:
            continue
        word = view.raw(first)
        if (
            word[0].isupper() and word.isalpha() and not word.isupper() and view.lower[first] not in barred
            and not view.initial(first) and not view.raw(first - 1)[0].isupper() and view.at(first) is None
            and not is_noun(names, "state_roles", view.lower[first])
            and not is_noun(names, "person_roles", view.lower[first])
            and any(piece.text == view.lower[first] for other in views for piece in other.found)
        ):  # fmt: skip
            yield first, hit.last


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
        for words, entity in found.get(piece.text, ()) or found.get(view.bare(piece.text), ()):
            end = index + len(words)
            told = tuple(view.raw(at) for at in range(index, end))
            same = told[:-1] == words[:-1] and view.bare(told[-1]) == view.bare(words[-1])
            if same and all(view.at(at) is None or _land(view, at) for at in range(index, end)):
                _put(view, index, end, entity)


def _put(view: View, first: int, end: int, entity: str) -> None:
    country = next((hit.entity for hit in view.hits if first <= hit.first < end and _land(view, hit.first)), None)
    view.put(Hit(first, end, EntityKind.ORGANISATION, entity, Form.PATTERN, _SURE, country=country, known=False))
