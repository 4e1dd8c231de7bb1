"""What a country's name, adjective or capital stands for: a government, people, a place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache

from dateline.core.model import EntityKind, Form
from dateline.find.entities.views import Hit, View, is_noun, phrase_at, phrases_by_first, word_set
from dateline.lexicon.gazetteer import LANGUAGES, Alias, Gazetteer
from dateline.lexicon.names import Names

_ADJECTIVE, _ROLE, _CAPITAL, _COMPOUND, _DEMONYM = 0.4, 0.9, 0.8, 0.6, 0.9
_REACH = 5
"""How far a role noun may stand from its adjective, in pieces."""


def resolve(views: list[View], gazetteer: Gazetteer, learnt: dict[str, str]) -> None:
    """Decide between the readings of each name, and drop what needs evidence and has none."""
    sure: Counter[str] = Counter()
    for view in views:
        for hit in view.hits:
            entities: set[str | None] = {alias.entity for alias in hit.aliases} or {hit.entity}
            if len(entities) == 1 and not any(alias.evidence for alias in hit.aliases):
                entity = next(iter(entities))
                for found in (entity, gazetteer.country_of(entity), _seat_country(gazetteer, entity)):
                    if found:
                        sure[found] += 1

    @cache
    def words() -> set[str]:
        # Most articles hold no name that could be two, and need no list of their words.
        return {text for view in views for _, _, text in view.found}

    for view in views:
        kept: list[Hit] = []
        for hit in view.hits:
            if not hit.aliases or _decide(view, hit, gazetteer, sure, words, learnt):
                kept.append(hit)
        # "Bundesrepublik Nigeria": of two names side by side the second is the country, the first its kind of state.
        view.hits = [hit for i, hit in enumerate(kept) if not _absorbed(view, hit, kept[i + 1 : i + 2], gazetteer)]


def _absorbed(view: View, hit: Hit, following: list[Hit], gazetteer: Gazetteer) -> bool:
    after = following[0] if following else hit
    record = gazetteer.get(hit.entity)
    words = " ".join(view.raw(at) for at in range(hit.first, hit.last))
    if record is not None and words in record.names.values():
        return False  # a country's own name: "I går anklagade Norge Danmark"
    return (
        hit.kind is after.kind is EntityKind.COUNTRY
        and hit.form is after.form is Form.NAME
        and hit.last == after.first
        and hit.entity != after.entity
    )


def _seat_country(gazetteer: Gazetteer, entity: str | None) -> str | None:
    record = gazetteer.get(entity)
    return gazetteer.country_of(record.seat) if record is not None and record.seat else None


def _decide(
    view: View,
    hit: Hit,
    gazetteer: Gazetteer,
    sure: Counter[str],
    words: Callable[[], set[str]],
    learnt: dict[str, str],
) -> bool:
    text = view.raw(hit.first)
    if hit.last - hit.first == 1 and text in learnt:
        hit.entity, hit.kind, hit.aliases = learnt[text], EntityKind.ORGANISATION, ()
        return True
    common = word_set(view.names, "common_words") if view.names else frozenset()
    if view.capitals and hit.last - hit.first == 1 and text.lower() in common:
        return False
    aliases = [a for a in hit.aliases if not a.evidence or _evidence(a, gazetteer, sure, learnt)]
    if not aliases:
        return False
    if len({a.entity for a in aliases}) > 1:
        aliases = sorted(aliases, key=lambda a: _likelihood(a, gazetteer, sure, words(), view))[-1:]
    alias = aliases[0]
    hit.entity, hit.kind, hit.form = alias.entity, alias.kind, alias.form
    if hit.compound and hit.kind is EntityKind.COUNTRY and view.raw(hit.last) == "-" and text.isupper():
        hit.form = Form.ADJECTIVE  # "US-Präsident", "UK-based"
        return True
    if hit.form is Form.ACRONYM and hit.kind is EntityKind.COUNTRY and _foreign_adjective(view, hit, gazetteer):
        hit.form = Form.ADJECTIVE
        return True
    # "US" is a name and an adjective: before a noun it is the adjective.
    forms = {a.form for a in hit.aliases if a.entity == alias.entity}
    if Form.ADJECTIVE in forms and len(forms) > 1:
        after = view.raw(hit.last)
        genitive = after == "'" or (after == ":" and view.glued(hit.last))
        noun = bool(after) and after[0].isalpha() and not genitive and _noun_like(view, hit.last)
        noun = noun or _joined_adjective(view, hit.last)
        if Form.DEMONYM in forms:
            noun = noun or _role_after(view, hit) is not None
        named = Form.DEMONYM if Form.DEMONYM in forms else (Form.ACRONYM if Form.ACRONYM in forms else Form.NAME)
        hit.form = Form.ADJECTIVE if noun else named
    return True


def _foreign_adjective(view: View, hit: Hit, gazetteer: Gazetteer) -> bool:
    """An acronym that is an adjective in some language begins a name of that language: `bei der US Army`."""
    after = view.raw(hit.last)
    if not after[:1].isupper() or view.at(hit.last) is not None or view.names is None:
        return False
    text = "".join(view.raw(at) for at in range(hit.first, hit.last))
    return any(text in gazetteer.adjectives(hit.entity or "", language) for language in LANGUAGES)


def _joined_adjective(view: View, index: int) -> bool:
    """A conjunction and the adjective of another country follow: `US and Russian envoys`."""
    other = view.at(index + 1)
    joined = view.names is not None and view.word(index) in word_set(view.names, "conjunctions")
    return joined and other is not None and other.kind is EntityKind.COUNTRY and other.form is Form.ADJECTIVE


def _noun_like(view: View, index: int) -> bool:
    """The word is no verb, preposition or other little word that may follow a name: an adjective stands before it."""
    if view.names is None or _role_at(view, index) or view.lower[index] in word_set(view.names, "capital_words"):
        return view.names is not None
    stops = word_set(
        view.names, "place_prepositions", "government_verbs", "government_prepositions", "speech_verbs", "conjunctions",
        "of", "common_words", "articles",
    )  # fmt: skip
    return view.lower[index] not in stops


def _evidence(alias: Alias, gazetteer: Gazetteer, sure: Counter[str], learnt: dict[str, str]) -> bool:
    """The article names the same record otherwise, a member, or the country of its seat."""
    if sure[alias.entity] or alias.entity in learnt.values():
        return True
    record = gazetteer.get(alias.entity)
    if record is None:
        return False
    if record.kind is EntityKind.COUNTRY:
        return sure[record.id] > 0
    if sure[record.country or ""]:
        return True
    near = (*record.members, *record.context)
    return any(sure[entity] for entity in near) or bool(sure[_seat_country(gazetteer, record.id) or ""])


def _likelihood(
    alias: Alias, gazetteer: Gazetteer, sure: Counter[str], words: set[str], view: View
) -> tuple[int, int, int, int]:
    """How a reading compares with the others of its name: own words, the article's sure mentions, its kind."""
    record = gazetteer.get(alias.entity)
    country = gazetteer.country_of(alias.entity)
    context = sum(word in words for word in record.context) if record is not None else 0
    state = word_set(view.names, "state_words") if view.names else frozenset()
    if alias.kind is EntityKind.PLACE and country == "US" and record is not None and record.sort == "region":
        context += sum(word.lower() in state for word in words)
    elif alias.kind is EntityKind.COUNTRY:
        capital = gazetteer.capital(alias.entity)
        context += 3 * (capital is not None and sure[capital.id] > 0) + 2 * (sure[alias.entity] > 0)
    kind = {EntityKind.COUNTRY: 3, EntityKind.ORGANISATION: 2, EntityKind.PLACE: 1}.get(alias.kind, 0)
    named = alias.form is Form.NAME
    return context, min(sure[alias.entity], 1), kind + named, -len(alias.entity)


# ----------------------------------------------------------------------------------- adjectives, capitals, bodies


def interpret(views: list[View], gazetteer: Gazetteer) -> None:
    """Give each country, adjective and capital its confidence, role and reading; put bodies of states and groups."""
    for view in views:
        if view.names is None:
            continue
        for hit in list(view.hits):
            if hit.form is Form.ADJECTIVE:
                _adjective(view, hit, gazetteer)
            elif hit.kind is EntityKind.COUNTRY:
                _country(view, hit)
            elif hit.kind is EntityKind.PLACE and hit.form in (Form.NAME, Form.ACRONYM):
                _place(view, hit, gazetteer)
        _capital_descriptions(view, gazetteer, view.names)
        _groups(view, view.names, gazetteer)


def _role_at(view: View, index: int) -> str | None:
    """The role noun at an index, in any inflection or as the last part of a compound."""
    names = view.names
    if names is None or index >= len(view.found):
        return None
    size = phrase_at(view, index, phrases_by_first(names, "state_roles").get(view.lower[index], ()))
    if size > 1:
        return " ".join(view.raw(i) for i in range(index, index + size))
    if view.raw(index)[0].isalpha() and is_noun(names, "state_roles", view.lower[index]):
        return view.raw(index)
    return None


def _role_after(view: View, hit: Hit) -> str | None:
    """The role noun an adjective belongs to: over other adjectives, `and`, and a person's or another country's name."""
    names = view.names
    assert names is not None
    conjunctions = word_set(names, "conjunctions")
    stops = word_set(names, "place_prepositions", "of", "articles")
    index = hit.last
    while index < min(hit.last + _REACH, len(view.found)):
        role = _role_at(view, index)
        if role:
            return role
        other = view.at(index)
        if other is not None and other.form in (Form.ADJECTIVE, Form.ACRONYM) and other.kind is EntityKind.COUNTRY:
            index = other.last
            continue
        word = view.lower[index]
        if word in conjunctions or word in ("-", ","):
            index += 1
            continue
        if not word[0].isalpha() or word in stops:
            return None
        if names.words["declined"] and view.raw(index)[0].isupper():
            return None  # a German noun: the adjective belongs to it
        index += 1
    return None


def _adjective(view: View, hit: Hit, gazetteer: Gazetteer) -> None:
    role = _role_after(view, hit)
    prefixed = view.before(hit.first) == "-" and view.glued(hit.first) and view.at(hit.first - 2) is None
    if prefixed or (hit.compound and not is_noun_compound(view, hit)):
        role = None  # "Russian-backed rebels" and "anti-Russian forces" are not Russia's
    hit.role = role
    hit.confidence = _ROLE if role else _where(view, hit)
    hit.country = gazetteer.country_of(hit.entity)


def _where(view: View, hit: Hit) -> float:
    """How sure an adjective with no role noun is: that of a town tells where, as in `im Hamburger Hafen`."""
    names = view.names
    assert names is not None
    before = hit.first - 1
    if before > 0 and view.lower[before] in names.words["articles"]:
        before -= 1
    there = hit.kind is EntityKind.PLACE and view.word(before) in names.words["town_prepositions"]
    return _CAPITAL if there and not hit.compound and view.raw(hit.last)[:1].isupper() else _ADJECTIVE


def is_noun_compound(view: View, hit: Hit) -> bool:
    """`US-Präsident`: what the hyphen joins is a role noun."""
    return view.raw(hit.last) == "-" and _role_at(view, hit.last + 1) is not None


def _country(view: View, hit: Hit) -> None:
    if hit.form is Form.DEMONYM:
        hit.confidence = _DEMONYM
        after = view.raw(hit.last)
        if view.names is not None and view.names.words["declined"] and after[:1].isupper():
            # "Schweizer Regierung", "Deutsche Umwelthilfe": before a noun it is the adjective.
            hit.form, hit.role = Form.ADJECTIVE, _role_at(view, hit.last)
            hit.confidence = _ROLE if hit.role else _ADJECTIVE
    elif hit.compound:
        hit.confidence = _compound(view)
    elif hit.form in (Form.NAME, Form.ACRONYM):
        hit.role = _role_of_name(view, hit)
    hit.country = hit.entity


def _compound(view: View) -> float:
    """`Kazakstan-insatsen` concerns its country; `Gabon-flagged`, where no such words are made, says only whose."""
    return _COMPOUND if view.names is not None and view.names.words["compound_heads"] else _ADJECTIVE


def _role_of_name(view: View, hit: Hit) -> str | None:
    """The role noun after a genitive: `Kazakhstan's president`, `Kazakstans president`."""
    index = hit.last
    if view.raw(index) in ("'", ":") and view.glued(index):
        index += 1
        if view.lower[index : index + 1] == ["s"]:
            index += 1
    elif not view.raw(hit.last - 1).endswith("s") and hit.form is not Form.ACRONYM:
        return None
    return _role_at(view, index) if index < len(view.found) else None


def _place(view: View, hit: Hit, gazetteer: Gazetteer) -> None:
    record = gazetteer.get(hit.entity)
    if record is None:
        return
    hit.country = record.country
    if record.capital_of is None:
        if hit.compound:
            hit.confidence = _compound(view)
        return
    confidence = _government(view, hit, gazetteer)
    if confidence:
        hit.kind, hit.entity, hit.form, hit.confidence = EntityKind.COUNTRY, record.capital_of, Form.CAPITAL, confidence


def _government(view: View, hit: Hit, gazetteer: Gazetteer) -> float:
    """How surely a capital stands for the government here; 0 where it is a place."""
    names = view.names
    assert names is not None
    places = word_set(names, "place_prepositions")
    verbs = word_set(names, "government_verbs")
    conjunctions = word_set(names, "conjunctions")
    first, last = hit.first, hit.last
    # "Moscow and Baku signed", "between Moscow and Kyiv": the pair is judged as one.
    while first > 1 and (view.lower[first - 1] in conjunctions or view.raw(first - 1) == ","):
        other = view.at(first - 2)
        if other is None or not _capital_or_country(other, gazetteer):
            break
        first = other.first
    while last + 1 < len(view.found) and (view.lower[last] in conjunctions or view.raw(last) == ","):
        other = view.at(last + 1)
        if other is None or not _capital_or_country(other, gazetteer):
            break
        last = other.last
    before, after = view.before(first), view.word(last)
    if hit.compound or before in places or (before == "-" and view.glued(first)):
        return 0.0
    if before in word_set(names, "government_prepositions"):
        return _CAPITAL - 0.1
    if after in verbs and (first == 0 or before in _CLAUSE_MARKS or before not in verbs):
        return _CAPITAL
    if before in verbs and names.lower_adjectives:
        return _CAPITAL  # the verb stands before its subject in languages that write adjectives small
    if first > 0 and (other := view.at(first - 1)) is not None and other.form is Form.CAPITAL:
        return _CAPITAL - 0.1  # "warf Moskau Kiew vor"
    if after == "'" or (view.raw(last - 1).endswith("s") and view.raw(last - 1).lower() not in _names_of(gazetteer)):
        index = last + 2 if after == "'" else last
        return _CAPITAL - 0.1 if _role_at(view, index) else 0.0
    return 0.0


_CLAUSE_MARKS = frozenset(',;:–—-"“„»()')


@lru_cache(maxsize=8)
def _names_of(gazetteer: Gazetteer) -> frozenset[str]:
    """Names of capitals, lower case: `Paris` ends in s and is no genitive."""
    return frozenset(
        name.lower()
        for r in gazetteer
        if r.capital_of
        for name in (*r.names.values(), *r.aliases)
        if name.endswith("s")
    )


def _capital_or_country(hit: Hit, gazetteer: Gazetteer) -> bool:
    record = gazetteer.get(hit.entity)
    return hit.kind is EntityKind.COUNTRY or (record is not None and record.capital_of is not None)


def _capital_descriptions(view: View, gazetteer: Gazetteer, names: Names) -> None:
    """`the Kazakh capital`, `Kazakstans huvudstad`: the place, unless its name follows."""
    words = word_set(names, "capital_words")
    for hit in list(view.hits):
        if hit.kind is not EntityKind.COUNTRY or hit.form in (Form.CAPITAL, Form.DEMONYM):
            continue
        index = hit.last
        if view.raw(index) in ("'", ":") and view.word(index + 1) == "s":
            index += 2
        word = view.word(index)
        if word not in words and word.rstrip("s") not in words:
            continue
        capital = gazetteer.capital(hit.entity or "")
        after = view.at(index + 1)
        if capital is None or (after is not None and after.kind is EntityKind.PLACE):
            continue
        view.put(
            Hit(hit.first, index + 1, EntityKind.PLACE, capital.id, Form.COREFERENCE, _ROLE, country=capital.country)
        )


def _groups(view: View, names: Names, gazetteer: Gazetteer) -> None:
    """Nameless participants: protesters, separatists, troops; with the country of an adjective before them."""
    table = phrases_by_first(names, "groups")
    if table.keys().isdisjoint(view.lower):
        return
    index = 0
    while index < len(view.found):
        phrases = table.get(view.lower[index])
        size = phrase_at(view, index, phrases) if phrases else 0
        if not size or view.at(index) is not None:
            index += 1
            continue
        country = None
        for back in range(index - 1, max(index - 4, -1), -1):
            hit = view.at(back)
            if hit is not None:
                if hit.kind in (EntityKind.COUNTRY, EntityKind.PLACE) and (
                    hit.form is Form.ADJECTIVE or view.raw(hit.last - 1).endswith("s") or view.raw(hit.last) == "'"
                ):
                    country = gazetteer.country_of(hit.entity)
                break
            if not view.raw(back)[0].isalpha():
                break
        view.put(
            Hit(index, index + size, EntityKind.GROUP, None, Form.ROLE, 0.7, country=country, role=view.raw(index))
        )
        index += size
