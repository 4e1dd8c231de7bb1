"""Organisations the gazetteer does not hold under this name: by an acronym, a translated name, a pattern."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from dateline.core.model import Article, EntityKind, Form, Label
from dateline.core.text import fold_word, slug
from dateline.find.entities.views import Hit, View, word_set
from dateline.find.phrases import pieces
from dateline.lexicon.gazetteer import Gazetteer

_LOOSE_WORDS = 3
"""A translated name is recognised by this many content words or more, in whatever order."""
_STEM = 5
_ACRONYM = (2, 8)
_ROMAN = frozenset("IVXLCDM")
_UNKNOWN = 0.8
_COMPANY = "company"


def find_unknown(
    article: Article, views: list[View], gazetteer: Gazetteer, given: frozenset[str] = frozenset()
) -> dict[str, str]:
    """Put hits for organisations known only by their looks; gives the acronyms the text explains, by their entity."""
    learnt: dict[str, str] = {}
    capitalised = _mid_sentence_capitals(views)
    for view in views:
        if view.names is None or view.capitals:
            continue
        _by_suffix(view, gazetteer, capitalised)
        _by_adjective(view, gazetteer)
        _by_heads(article, view, gazetteer, given)
        _learn(article, view, learnt)
    for view in views:
        _acronyms(view, learnt)
    _repeated_acronyms(views, learnt)
    return learnt


# --------------------------------------------------------------------------------------------- capitalised runs


def _capital(text: str) -> bool:
    return text[0].isupper() or (text[0].isdigit() and text[-1].isupper())


def runs(view: View) -> list[tuple[int, int]]:
    """Stretches of capitalised words with the little words that hold names together, as index pairs."""
    names = view.names
    assert names is not None
    connectors = _connectors(names.words["connectors"])
    out: list[tuple[int, int]] = []
    count = len(view.found)
    end = 0
    for index in view.capital:
        if index < end:
            continue
        end = index + 1
        while end < count:
            text = view.raw(end)
            if _capital(text):
                end += 1
            elif (text == "-" and view.glued(end) and view.glued(end + 1)) or (
                text == "'" and view.raw(end + 1) == "s" and _capital(view.raw(end + 2) or "a")
            ):
                end += 2
            elif text == "'" and view.raw(end - 1).endswith("s") and _capital(view.raw(end + 1) or "a"):
                end += 1  # "Mineworkers' Union"
            elif text == "." and len(view.raw(end - 1)) <= 2 and view.glued(end) and _capital(view.raw(end + 1) or "a"):
                end += 1
            else:
                size = next((n for n in (3, 2, 1) if tuple(view.lower[end : end + n]) in connectors), 0)
                if size and end + size < count and _capital(view.raw(end + size)):
                    end += size + 1
                else:
                    break
        out.append((index, min(end, count)))
    return out


@lru_cache(maxsize=16)
def _connectors(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(piece.text.lower() for piece in pieces(word)) for word in words)


def _by_heads(article: Article, view: View, gazetteer: Gazetteer, given: frozenset[str]) -> None:
    """Runs with a head noun, a company's mark, or the words of a known name in another order."""
    names = view.names
    assert names is not None
    heads = word_set(names, "organisation_heads")
    starts = word_set(names, "organisation_starts")
    suffixes = names.words["organisation_suffixes"]
    marks = names.words["company_marks"]
    little = word_set(names, "articles", "connectors", "place_prepositions", "conjunctions", "common_words")
    opening = little | word_set(names, "openers")
    for start, last in runs(view):
        first = next((i for i in range(start, last) if view.lower[i] not in (opening if i == start else little)), last)
        if view.raw(first + 1) == "-" and _named(view, first) and view.raw(first + 2)[:1].islower():
            first += 3  # "Utah-based"
        elif view.initial(first) and view.lower[first] in word_set(names, "titles_of_bodies"):
            first += 1  # "Facket IF Metall": the name begins behind the noun
        if last - first < 2:
            continue
        entity = _loose(gazetteer, view.lower[first:last])
        known = [hit for hit in view.hits if hit.first < last and hit.last > first]
        if entity and not any(
            h.kind is EntityKind.ORGANISATION and h.last - h.first >= last - first - 1 for h in known
        ):
            view.put(Hit(first, last, EntityKind.ORGANISATION, entity, Form.PATTERN, 0.9))
            continue
        for begin, end in _parts_with_head(view, first, last, heads, starts, suffixes, marks):
            inside = [hit for hit in view.hits if hit.first < end and hit.last > begin]
            whole = _company(inside, begin, end, gazetteer)
            if whole is not None:
                view.put(Hit(begin, end, EntityKind.ORGANISATION, whole, Form.NAME, 1.0))
                continue
            if any(
                hit.kind in (EntityKind.ORGANISATION, EntityKind.PERSON)
                and (hit.last - hit.first > 1 or hit.kind is EntityKind.PERSON)
                for hit in inside
            ) or (len(inside) == 1 and (inside[0].first, inside[0].last) == (begin, end)):
                continue
            if end - begin == 2 and view.raw(begin) in given:
                continue  # "Jim Press" is a person
            name = article.text[view.found[begin].start : view.found[end - 1].end]
            view.put(Hit(begin, end, EntityKind.ORGANISATION, slug(name), Form.PATTERN, _UNKNOWN, known=False))


def _company(inside: list[Hit], begin: int, end: int, gazetteer: Gazetteer) -> str | None:
    """The known company that a name with a form of company after it means: `Fiat Group`, `Nissan Motors`."""
    if len(inside) != 1 or (inside[0].first, inside[0].last) != (begin, end - 1):
        return None
    record = gazetteer.get(inside[0].entity)
    return record.id if record is not None and record.sort == _COMPANY else None


def _parts_with_head(
    view: View,
    first: int,
    last: int,
    heads: frozenset[str],
    starts: frozenset[str],
    suffixes: tuple[str, ...],
    marks: tuple[str, ...],
) -> list[tuple[int, int]]:
    """Parts of a run that are names by a head noun at their end or start, or by a company's mark after them."""
    names = view.names
    assert names is not None
    connectors = word_set(names, "connectors", "articles")
    # German capitalises every noun: only an adjective with a capital inside the sentence shows a name.
    nouns_capitalised = bool(names.words["declined"])
    for index in range(first, last):
        word = view.lower[index]
        if (
            index > first
            and (view.raw(index) in marks or f"{view.raw(index)}." in marks)
            and view.raw(index)[0].isupper()
        ):
            begin = _back(view, first, index, connectors)
            # "left Vestby United for Kolding FC": what follows may be another name.
            rest = _parts_with_head(view, index + 1, last, heads, starts, suffixes, marks)
            return [(begin, index + 1), *rest] if begin < index else []
        if word == "&" and first < index < last - 1 and _joins_names(view, index):
            return [(index - 1, index + 2)]
        if index > first and (word in heads or (nouns_capitalised and word.endswith(suffixes) and len(word) > 8)):
            after = index + 1
            begin = _back(view, first, index, connectors)
            alone = begin == index or (index - begin == 1 and view.initial(begin) and word not in heads)
            named = (
                not nouns_capitalised
                or _adjective_like(view, begin, names.words["declined"])
                or (word in heads and view.raw(begin).isalpha() and view.before(begin) in word_set(names, "articles"))
            )
            if not alone and named:
                # "University of Oslo", "Bank of Ireland": the name goes on when a connector follows the head.
                if after < last and view.lower[after] in names.words["of"] and not nouns_capitalised:
                    return [(begin, last)]
                # "der Nationale Rat für Ernährung"
                aims = after < last and view.lower[after] in word_set(names, "aims")
                return [(begin, after + 2 if aims and view.raw(after + 1)[0].isupper() else after)]
        if word in starts and index + 2 < last and view.lower[index + 1] in connectors:
            return [(index, last)]
        if nouns_capitalised and word in starts and index + 1 < last and view.raw(index + 1)[0].isupper():
            return [(index, last)] if view.raw(last - 1)[0].isupper() and last - index == 2 else []
    return []


def _joins_names(view: View, index: int) -> bool:
    """`Tolmer & Sons`: two words that nothing else accounts for."""
    return all(
        len(view.raw(at)) > 1 and view.raw(at).isalpha() and view.at(at) is None for at in (index - 1, index + 1)
    )


def _back(view: View, first: int, index: int, connectors: frozenset[str]) -> int:
    """Where the name that ends at an index begins: after the last connector of the run."""
    begin = index
    while begin > first and view.lower[begin - 1] not in connectors:
        if view.lower[begin - 1] == "s" and view.raw(begin - 2) == "'" and _named(view, begin - 3):
            break  # "Norway's Coastal Rescue Agency"
        if view.raw(begin - 1)[0].islower() and view.raw(begin - 2) == "-":
            break  # "Hexair-parent Nordic Airways"
        begin -= 1
    return begin


def _named(view: View, index: int) -> bool:
    """A country or place stands at an index."""
    hit = view.at(index)
    return hit is not None and hit.kind in (EntityKind.COUNTRY, EntityKind.PLACE)


def _adjective_like(view: View, index: int, endings: tuple[str, ...]) -> bool:
    word = view.lower[index]
    return not view.initial(index) and word.endswith(endings) and len(word) > 5


def _mid_sentence_capitals(views: list[View]) -> Counter[str]:
    """How often each capitalised word stands inside a sentence, where only names and nouns are capitalised."""
    return Counter(
        view.found[index].text
        for view in views
        if not view.capitals
        for index in view.raised
        if not view.initial(index)
    )


def _by_suffix(view: View, gazetteer: Gazetteer, capitalised: Mapping[str, int]) -> None:
    """One word that is a body by its last part (`Transportstyrelsen`), in languages that keep capitals for names."""
    names = view.names
    assert names is not None
    suffixes = names.words["organisation_suffixes"]
    if not suffixes or names.words["declined"]:
        return
    for index in view.raised:
        word = view.found[index].text
        if len(word) < 9 or view.at(index) is not None:
            continue
        base = view.bare(word)
        suffix = next((s for s in suffixes if base.endswith(s) and len(base) > len(s) + 2), None)
        if suffix is None or (view.initial(index) and not capitalised.get(base) and not capitalised.get(base + "s")):
            continue
        if view.label is Label.TITLE and view.initial(index):
            continue
        of = view.at(index - 1) if index else None
        if of is not None and of.form is Form.ADJECTIVE and of.last - of.first == 1 and view.raw(of.first)[0].isupper():
            # "Svenska Fiskarförbundet": only in a name has the noun a capital.
            name, country = f"{view.raw(of.first)} {base}", gazetteer.country_of(of.entity)
            hit = Hit(of.first, index + 1, EntityKind.ORGANISATION, slug(name), Form.PATTERN, _UNKNOWN, country=country)
        else:
            hit = Hit(index, index + 1, EntityKind.ORGANISATION, slug(base), Form.PATTERN, _UNKNOWN)
        hit.known = False
        view.put(hit)


def _by_adjective(view: View, gazetteer: Gazetteer) -> None:
    """`det Nordiska fiskerirådet`: an adjective has a capital inside the sentence only where it begins a name."""
    names = view.names
    assert names is not None
    endings = names.words["organisation_adjectives"]
    if not endings:
        return
    for first in view.raised:
        if view.initial(first) or not view.lower[first].endswith(endings) or view.label is Label.TITLE:
            continue
        # "Franska digitala rådet": a second adjective may stand between.
        last = first + 2 if view.word(first + 1).endswith(endings) else first + 1
        noun = view.word(last)
        if view.raw(last) != noun or not view.bare(noun).endswith(names.words["organisation_suffixes"]):
            continue
        of = view.at(first)
        free = of is None or (of.form is Form.ADJECTIVE and of.last == first + 1)
        if not free or any(view.at(at) is not None for at in range(first + 1, last + 1)):
            continue
        words = [view.raw(at) for at in range(first, last)] + [view.bare(noun)]
        country = gazetteer.country_of(of.entity) if of is not None else None
        view.put(
            Hit(
                first, last + 1, EntityKind.ORGANISATION, slug(" ".join(words)), Form.PATTERN, _UNKNOWN,
                country=country, known=False,
            )
        )  # fmt: skip


# ---------------------------------------------------------------------------------------------- translated names


def _stems(words: list[str]) -> frozenset[str]:
    return frozenset(fold_word(word)[:_STEM].replace("z", "s") for word in words if len(word) > 3 and word[0].isalpha())


@lru_cache(maxsize=8)
def _token_sets(gazetteer: Gazetteer) -> Mapping[frozenset[str], str | None]:
    """Content words of the long names of international bodies; None where two bodies share them."""
    table: dict[frozenset[str], str | None] = {}
    for record in gazetteer:
        if record.kind is not EntityKind.ORGANISATION or record.country is not None:
            continue
        for text in (*record.names.values(), *record.aliases):
            stems = _stems([piece.text.lower() for piece in pieces(text.partition("@")[0])])
            if len(stems) >= _LOOSE_WORDS:
                table[stems] = record.id if table.get(stems, record.id) == record.id else None
    return table


def _loose(gazetteer: Gazetteer, words: list[str]) -> str | None:
    stems = _stems(words)
    return _token_sets(gazetteer).get(stems) if len(stems) >= _LOOSE_WORDS else None


# ------------------------------------------------------------------------------------------------------ acronyms


def _is_acronym(text: str) -> bool:
    letters = text.replace("&", "")
    return (
        _ACRONYM[0] <= len(letters) <= _ACRONYM[1]
        and letters[:1].isalpha()
        and sum(ch.isupper() for ch in letters) >= max(2, len(letters) - 2)
        and letters[-1].isalnum()
        and not set(letters) <= _ROMAN
    )


def _learn(article: Article, view: View, learnt: dict[str, str]) -> None:
    """`Full Name (ACR)`, `ACR (Full Name)` and `ACR, the Full Name`: the acronym stands for the name in this text."""
    names = view.names
    assert names is not None
    for index in [at for at, text in enumerate(view.lower) if text == "("] if "(" in view.lower else ():
        if index + 2 >= len(view.found):
            continue
        acronym = view.raw(index + 1)
        if _is_acronym(acronym) and view.raw(index + 2) in (")", ",", ";", ":"):
            owner = next((hit for hit in view.hits if hit.last == index), None)
            if owner is None or owner.kind is not EntityKind.ORGANISATION:
                owner = _spelled(article, view, index, acronym) or owner
            if owner is not None and owner.kind is EntityKind.ORGANISATION and owner.entity:
                learnt.setdefault(acronym, owner.entity)
        elif index > 0 and _is_acronym(view.raw(index - 1)):
            close = next((i for i in range(index + 1, len(view.found)) if view.raw(i) == ")"), None)
            inside = next((hit for hit in view.hits if close and index < hit.first and hit.last == close), None)
            owner = view.at(index - 1)
            spelt_out = inside is not None and inside.kind is EntityKind.ORGANISATION and inside.last - inside.first > 1
            if inside is not None and spelt_out and inside.entity and (owner is None or owner.kind is inside.kind):
                learnt.setdefault(view.raw(index - 1), inside.entity)
    articles = word_set(names, "articles")
    for hit in view.hits:
        start = hit.first - 1
        while start > 0 and view.lower[start] in articles:
            start -= 1
        named = hit.kind is EntityKind.ORGANISATION and hit.entity and hit.last - hit.first > 2
        if named and start > 0 and view.raw(start) == "," and _is_acronym(view.raw(start - 1)):
            learnt.setdefault(view.raw(start - 1), hit.entity or "")


def _spelled(article: Article, view: View, index: int, acronym: str) -> Hit | None:
    """A capitalised run before a bracket whose initials are the acronym: an organisation, whatever its words."""
    for first, last in runs(view):
        if last != index:
            continue
        for begin in range(first, last - 1):
            if not view.raw(begin)[0].isupper():
                continue
            initials = "".join(view.raw(i)[0] for i in range(begin, last) if view.raw(i)[0].isupper())
            if initials == acronym.upper() and len(initials) > 1:
                name = article.text[view.found[begin].start : view.found[last - 1].end]
                hit = Hit(begin, last, EntityKind.ORGANISATION, slug(name), Form.PATTERN, _UNKNOWN, known=False)
                view.put(hit)
                return hit
    return None


def _acronyms(view: View, learnt: Mapping[str, str]) -> None:
    if not learnt:
        return
    for index, piece in enumerate(view.found):
        entity = learnt.get(piece.text) or learnt.get(view.bare(piece.text))
        if entity is None:
            continue
        old = view.at(index)
        if old is not None and (old.last - old.first > 1 or old.form is Form.PATTERN):
            continue
        known = not (old is None and "/" not in entity) or bool(old and old.entity == entity)
        hit = Hit(index, index + 1, EntityKind.ORGANISATION, entity, Form.ACRONYM, 0.95, known=known)
        view.put(hit)


def _repeated_acronyms(views: list[View], learnt: Mapping[str, str]) -> None:
    """Acronyms that speak or stand at least twice in a text, and are neither known nor ordinary abbreviations."""
    seen: Counter[str] = Counter()
    for view in views:
        if view.capitals or view.names is None:
            continue
        for index in view.raised:
            text = view.found[index].text
            if _plain_acronym(view, index, text):
                seen[text] += 1 + (view.word(index + 1) in word_set(view.names, "speech_verbs"))
    if max(seen.values(), default=0) < 2:
        return
    for view in views:
        if view.capitals or view.names is None:
            continue
        for index in view.raised:
            text = view.found[index].text
            if seen[text] > 1 and _plain_acronym(view, index, text):
                view.put(Hit(index, index + 1, EntityKind.ORGANISATION, slug(text), Form.ACRONYM, 0.6, known=False))


def _plain_acronym(view: View, index: int, text: str) -> bool:
    return (
        2 < len(text) < 7
        and text.isupper()
        and text.isalpha()
        and not set(text) <= _ROMAN
        and view.names is not None
        and text.lower() not in word_set(view.names, "common_words")
        and view.at(index) is None
    )
