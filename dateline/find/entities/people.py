"""People: known ones in any spelling, unknown ones by role or first name, and surnames that refer back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.core.model import Article, EntityKind, Form, Label
from dateline.core.text import slug
from dateline.find.entities.views import (
    Hit,
    View,
    is_noun,
    noun_set,
    phrase_at,
    phrases_by_first,
    phrases_by_last,
    word_set,
)
from dateline.lexicon.gazetteer import Gazetteer, Record
from dateline.lexicon.names import Names
from dateline.lexicon.sounds import sound_of

_APPOSITION = 7
"""How far after a name, in pieces, a word that says what the person is may stand."""
_ALIKE = 3
"""Letters of the sound of two first names that must agree."""
_EXPERT_SORTS = frozenset({"think-tank", "university"})
_NUMERAL = re.compile(r"[IVX]{2,6}|V|X")
"""A ruler's number."""
_LONGEST = 9
"""Pieces a personal name may have, marks and particles included."""
_BYLINE_LABELS = frozenset({Label.BYLINE, Label.AUTHOR_BIO, Label.CAPTION})


@dataclass(slots=True)
class Known:
    """The people of a gazetteer by the sound of their names."""

    full: dict[tuple[str, str], str] = field(default_factory=dict)
    surnames: dict[str, tuple[str, ...]] = field(default_factory=dict)
    spelled: dict[str, tuple[str, ...]] = field(default_factory=dict)
    given: dict[str, frozenset[str]] = field(default_factory=dict)
    """Beginnings of each person's first names."""


@lru_cache(maxsize=8)
def known_people(gazetteer: Gazetteer) -> Known:
    """Keys of the names of all people; built once a gazetteer."""
    known = Known()
    for record in gazetteer.all(EntityKind.PERSON):
        spellings = [text.split() for text in (*record.names.values(), *record.aliases)]
        known.given[record.id] = frozenset(sound_of(words[0])[:_ALIKE] for words in spellings if len(words) > 1)
        for text in sorted({*record.names.values(), *record.aliases}):
            words = text.split()
            if len(words) == 1:
                known.spelled[words[0]] = tuple(sorted({*known.spelled.get(words[0], ()), record.id}))
                continue
            known.full[(sound_of(words[0]), sound_of(words[-1]))] = record.id
            surname = words[0] if _surname_first(gazetteer, record.country) else words[-1]
            if not surname.strip(".").isupper():  # "Charles III", "George Bush Sr."
                sound = sound_of(surname)
                known.surnames[sound] = tuple(sorted({*known.surnames.get(sound, ()), record.id}))
                known.spelled[surname] = tuple(sorted({*known.spelled.get(surname, ()), record.id}))
    return known


def _surname_first(gazetteer: Gazetteer, country: str | None) -> bool:
    record = gazetteer.get(country)
    return record is not None and record.surname_first


def _lookup(known: Known, words: list[str], bare: str) -> str | None:
    """The person of a full name: both parts sound alike, or the surname does and the first names begin alike."""
    for last in dict.fromkeys((words[-1], bare)):
        sound = sound_of(last)
        entity = known.full.get((sound_of(words[0]), sound))
        if entity is not None:
            return entity
        fitting = {
            owner for owner in known.surnames.get(sound, ()) if sound_of(words[0])[:_ALIKE] in known.given[owner]
        }
        if len(fitting) == 1 and len(sound) > _ALIKE:
            return fitting.pop()
    return None


@lru_cache(maxsize=64)
def first_names(names: tuple[Names, ...]) -> frozenset[str]:
    """First names of every language: they travel."""
    return frozenset(word for part in names for word in part.words["first_names"])


def find_people(article: Article, views: list[View], gazetteer: Gazetteer, packs: tuple[Names, ...]) -> None:
    """Put hits for people; earlier full names give the surnames that follow them their person."""
    known = known_people(gazetteer)
    given = first_names(packs)
    surnames: dict[str, Hit] = {}
    for view in views:
        if view.names is None:
            continue
        for hit in [hit for hit in view.hits if hit.kind is EntityKind.PERSON]:
            _describe(view, hit, gazetteer)
            _remember(view, hit, surnames, gazetteer)
        if not view.capitals:
            _by_role_and_first_name(article, view, gazetteer, known, given, surnames)
    for view in views:
        if view.names is not None:
            _surnames(view, views, gazetteer, known, surnames)
    _spread_commentators(views)


def _spread_commentators(views: list[View]) -> None:
    """Whoever comments once in an article does so in all of it."""
    people = [hit for view in views for hit in view.hits if hit.kind is EntityKind.PERSON and not hit.known]
    commentators = {hit.entity for hit in people if hit.commentator}
    for hit in people:
        hit.commentator = hit.entity in commentators


def _name_run(view: View, index: int, given: frozenset[str]) -> int:
    """Where a personal name that begins at an index ends: capitalised words with particles between them.

    Where every noun has a capital (German), only first names may stand before the one surname.
    """
    names = view.names
    assert names is not None
    particles = phrases_by_first(names, "name_particles")
    barred = word_set(names, "not_people")
    nouns_capitalised = bool(names.words["declined"])
    end, words, count = index, 0, len(view.found)
    while end < count and end - index < _LONGEST:
        text = view.raw(end)
        if text[0].isupper() and text[0].isalpha() and (not text.isupper() or len(text) == 1):
            covering = view.at(end)
            over = covering is not None and covering.kind is not EntityKind.PERSON and end > index
            if (over and covering is not None and _blocks(view, covering)) or text.lower() in barred:
                break
            if nouns_capitalised and words > 1 and view.raw(end - 1) not in given and len(view.raw(end - 1)) > 1:
                break
            end, words = end + 1, words + 1
            if view.raw(end) == "." and len(text) == 1 and view.glued(end):
                end += 1
        elif text == "-" and end > index and view.glued(end) and view.glued(end + 1) and view.raw(end + 1)[0].isupper():
            end += 2
        elif end > index and _NUMERAL.fullmatch(text):  # John XXIII, Johannes XXIII.
            end += 2 if view.raw(end + 1) == "." and view.raw(end + 2)[:1].isalpha() else 1
        elif text == "'" and end > index and len(view.raw(end - 1)) == 1:  # O'Brien
            end, words = end + 1, words - 1
        else:
            size = phrase_at(view, end, particles.get(view.lower[end], ()))
            if size and view.raw(end + size) == "-" and view.glued(end + size) and view.glued(end + size + 1):
                size += 1  # "al-Sharif"
            if not size or end == index or not view.raw(end + size)[:1].isupper():
                break
            end, words = end + size, 1
    while end > index + 1 and not view.raw(end - 1)[0].isupper():
        end -= 1
    return end


def _blocks(view: View, hit: Hit) -> bool:
    """A hit no personal name runs over: anything the gazetteer knows by several words, and demonyms."""
    return hit.last - hit.first > 1 or hit.form in (Form.ACRONYM, Form.DEMONYM)


def _by_role_and_first_name(
    article: Article, view: View, gazetteer: Gazetteer, known: Known, given: frozenset[str], surnames: dict[str, Hit]
) -> None:
    names = view.names
    assert names is not None
    behind = 0
    for index in view.raised:
        text = view.found[index].text
        if index < behind or not text[0].isalpha():
            continue
        covering = view.at(index)
        if covering is not None and (covering.kind is EntityKind.PERSON or covering.last - covering.first > 1):
            behind = covering.last
            continue
        role_first, role = _role_before(view, index)
        is_given = text in given
        if role is None and not is_given:
            continue
        if view.lower[index] in word_set(names, "not_people"):
            continue
        if view.lower[index] in _role_words(names) or is_noun(names, "person_roles", view.lower[index]):
            continue
        end = _name_run(view, index, given)
        while end > index + 1 and view.lower[end - 1] in word_set(names, "organisation_heads"):
            end = index  # "Martin Luther King Hospital": the organisations have it
        if end == index + 1 and is_given and view.word(end) in names.words["called_of"]:
            ruled = view.at(end + 1)
            if ruled is not None and ruled.kind is EntityKind.COUNTRY and ruled.form is Form.NAME:
                end = ruled.last  # "Isabella of France" is a person of old, not France
        size = end - index
        if role is None and " " not in article.text[view.found[index].start : view.found[end - 1].end]:
            continue  # a first name alone, or the first part of a compound
        if size < 1 or (size == 1 and (role is None or covering is not None or len(text) < 3)):
            continue
        if size == 1 and (text in surnames or sound_of(text) in known.surnames):
            continue
        if any(h.kind is EntityKind.ORGANISATION and h.first < end and h.last > index and h.known for h in view.hits):
            continue
        words = [view.raw(i) for i in range(index, end) if view.raw(i)[0].isalpha()]
        entity = _lookup(known, words, view.bare(words[-1]))
        name = article.text[view.found[index].start : view.found[end - 1].end]
        if words and (bare := view.bare(words[-1])) != words[-1] and re.search(rf"\b{bare}\b", article.text):
            name = name[:-1]  # "Eva Linds advokat", where the text tells of Lind
        hit = Hit(
            index,
            end,
            EntityKind.PERSON,
            entity or slug(name),
            Form.NAME if role is None else Form.ROLE,
            1.0 if entity else (0.9 if role else 0.8),
            role=role,
            known=entity is not None,
        )
        if role_first is not None and role is not None:
            hit.country = _country_before(view, role_first, gazetteer)
        if entity is not None:
            hit.country = gazetteer.country_of(entity) or hit.country
        view.put(hit)
        _describe(view, hit, gazetteer)
        _remember(view, hit, surnames, gazetteer)
        behind = end


def _role_before(view: View, index: int) -> tuple[int | None, str | None]:
    """The role noun that stands right before an index, with where it begins."""
    names = view.names
    assert names is not None
    if index == 0:
        return None, None
    before = index - 1
    if view.raw(before) == "." and before > 0:  # Dr., Mr.
        before -= 1
    word = view.lower[before]
    rows = phrases_by_last(names, "person_roles").get(word, ()) + phrases_by_last(names, "commentators").get(word, ())
    best = 0
    for phrase in rows:
        size = len(phrase)
        if size > best and tuple(view.lower[max(0, before + 1 - size) : before + 1]) == phrase:
            best = size
    if not best and len(word) > 5 and (is_noun(names, "person_roles", word) or is_noun(names, "commentators", word)):
        best = 1
    if not best:
        return None, None
    first = before + 1 - best
    return first, " ".join(view.raw(i) for i in range(first, before + 1)).replace(" - ", "-")


@lru_cache(maxsize=16)
def _role_words(names: Names) -> frozenset[str]:
    """Every word of every role: `Executive Officer` is no name."""
    return frozenset(
        word for key in ("person_roles", "commentators", "deputies") for role in names.words[key]
        for word in role.lower().replace("-", " ").split()
    )  # fmt: skip


def _country_before(view: View, index: int, gazetteer: Gazetteer) -> str | None:
    """The country whose adjective or genitive stands before a role: `Russian deputy foreign minister X`."""
    names = view.names
    assert names is not None
    deputies = word_set(names, "deputies", "articles")
    at = index - 1
    while at >= 0 and (view.lower[at] in deputies or view.raw(at) in ("'", "-") or view.lower[at] == "s"):
        at -= 1
    hit = view.at(at) if at >= 0 else None
    if hit is not None and hit.kind is not EntityKind.PERSON:
        return gazetteer.country_of(hit.entity)
    return None


def _describe(view: View, hit: Hit, gazetteer: Gazetteer) -> None:
    """Fill in what stands beside a name: its role, and whether the person is a commentator."""
    names = view.names
    assert names is not None
    record = gazetteer.get(hit.entity)
    if record is not None:
        hit.country = record.country
    first, role = _role_before(view, hit.first)
    if role and hit.role is None:
        hit.role = role
        if hit.country is None and first is not None:
            hit.country = _country_before(view, first, gazetteer)
    if view.label in _BYLINE_LABELS and record is None:
        hit.commentator = view.label is not Label.CAPTION
    if hit.role and record is None and _is_commentator(names, hit.role.lower().split()[-1]):
        hit.commentator = True
    if record is None and _of_expert_body(view, hit.last, gazetteer):
        hit.commentator = True
    after = hit.last
    if view.raw(after) == "," or view.raw(after) == "(":
        for index in range(after + 1, min(after + 1 + _APPOSITION, len(view.found))):
            word = view.lower[index]
            if view.raw(index) in (",", ".", ")", ";"):
                break
            if _is_commentator(names, word):
                if record is None:
                    hit.commentator = True
                break
            if is_noun(names, "person_roles", word):
                hit.role = hit.role or view.raw(index)
                break


def _of_expert_body(view: View, index: int, gazetteer: Gazetteer) -> bool:
    """An institute, university or think-tank follows a name: `Ida Moen of the Fjord Institute`."""
    names = view.names
    assert names is not None
    if view.word(index) not in word_set(names, "affiliations"):
        return False
    at = next((i for i in range(index + 1, min(index + 4, len(view.found))) if view.raw(i)[0].isupper()), None)
    body = view.at(at) if at is not None else None
    if body is None or body.kind is not EntityKind.ORGANISATION:
        return False
    record = gazetteer.get(body.entity)
    if record is not None and record.sort in _EXPERT_SORTS:
        return True
    words = view.lower[body.first : body.last + 2]
    return any(word.endswith(names.words["expert_bodies"]) for word in words)


def _is_commentator(names: Names, word: str) -> bool:
    return word in noun_set(names, "commentators") or is_noun(names, "commentators", word)


def _remember(view: View, hit: Hit, surnames: dict[str, Hit], gazetteer: Gazetteer) -> None:
    last = view.raw(hit.first if _surname_first(gazetteer, hit.country) else hit.last - 1)
    if hit.last - hit.first > 1 and len(last) > 1 and not last.isupper():
        surnames[last] = hit
    elif hit.last - hit.first == 1 and hit.form is Form.ROLE:
        surnames.setdefault(last, hit)


def _surnames(view: View, views: list[View], gazetteer: Gazetteer, known: Known, surnames: dict[str, Hit]) -> None:
    """Single surnames: the person of this text with that name, else a known person whose country the text speaks of."""
    names = view.names
    assert names is not None
    for index in view.raised:
        text = view.found[index].text
        if len(text) < 2 or not text.isalpha():
            continue
        covering = view.at(index)
        if covering is not None and (
            covering.kind is EntityKind.PERSON
            or covering.last - covering.first > 1
            # "Frau Hamburger" of whom the text told
            or not (covering.form is Form.NAME or (covering.kind is EntityKind.PLACE and text in surnames))
        ):
            continue
        person = surnames.get(text) or surnames.get(view.bare(text))
        if person is not None and not (covering is not None and covering.kind is EntityKind.COUNTRY):
            namesake = _namesake(view, index, person, known)
            if namesake is not None:
                view.put(namesake)
                continue
            view.put(
                Hit(
                    index,
                    index + 1,
                    EntityKind.PERSON,
                    person.entity,
                    Form.COREFERENCE,
                    0.9,
                    country=person.country,
                    role=person.role,
                    commentator=person.commentator,
                    known=person.known,
                )
            )
            continue
        if covering is not None or text.isupper():
            continue
        record = _known_surname(view, views, index, gazetteer, known)
        if record is not None:
            _, role = _role_before(view, index)
            view.put(
                Hit(index, index + 1, EntityKind.PERSON, record.id, Form.NAME, 0.85, country=record.country, role=role)
            )


def _namesake(view: View, index: int, person: Hit, known: Known) -> Hit | None:
    """Another bearer of the surname of a person of this text: `her brother, Tomas Lind` beside the judge Eva Lind."""
    names = view.names
    assert names is not None
    first = index
    while first and _may_be_given(view, first - 1):
        first = _hyphenated_from(view, first - 1)
    before = view.lower[first - 1] if first else ""
    if first == index or (first == index - 1 and before in word_set(names, "articles")):
        return None
    if names.words["declined"] and index - first < 2 and before.isalnum():
        return None  # where nouns have capitals, a lone one before a surname is a noun more often than a name
    if names.words["declined"] and before.isalnum():
        first = _hyphenated_from(view, index - 1)
    given = known.given.get(person.entity or "") or {sound_of((person.entity or "").split("-")[0])[:_ALIKE]}
    if "-" not in (person.entity or "") or sound_of(view.raw(first))[:_ALIKE] in given:
        return None
    name = " ".join(view.raw(at) for at in range(first, index + 1)).replace(" - ", "-")
    return Hit(first, index + 1, EntityKind.PERSON, slug(name), Form.NAME, 0.8, known=False)


def _hyphenated_from(view: View, index: int) -> int:
    """Where the word of a piece begins: at `Karl` for the second half of `Karl-Erik`."""
    while index > 1 and view.raw(index - 1) == "-" and view.glued(index) and view.glued(index - 1):
        index -= 2
    return index


def _may_be_given(view: View, index: int) -> bool:
    """The piece looks like a first name: a capital inside the sentence that nothing else accounts for."""
    names, text, word = view.names, view.raw(index), view.lower[index]
    assert names is not None
    return (
        text.isalpha()
        and text[0].isupper()
        and not text.isupper()
        and not view.initial(index)
        and view.at(index) is None
        and word not in word_set(names, "not_people")
        and word not in _role_words(names)
        and not is_noun(names, "person_roles", word)
        and not is_noun(names, "commentators", word)
    )


def _known_surname(view: View, views: list[View], index: int, gazetteer: Gazetteer, known: Known) -> Record | None:
    text = view.raw(index)
    owners = known.spelled.get(text) or known.spelled.get(view.bare(text))
    _, role = _role_before(view, index)
    if owners is None and role is not None:
        owners = known.surnames.get(sound_of(text)) or known.surnames.get(sound_of(view.bare(text)))
    if not owners:
        return None
    # A capitalised neighbour means another name: "Vladimir Putin" was found before, "Johnson Controls" is no person.
    # Two known surnames are two people, the verb before both: "Im Mai traf Macron Scholz".
    after = view.raw(index + 1)
    if (after and after[0].isupper() and after.isalpha() and after not in known.spelled) or view.raw(
        index - 1 if index else len(view.found)
    ) == "-":
        return None
    before = view.raw(index - 1) if index else ""
    other = before not in known.spelled and not view.initial(index - 1)
    if before and before[0].isupper() and before.isalpha() and role is None and other:
        return None
    countries = {gazetteer.country_of(hit.entity) for other in _near(view, views) for hit in other.hits}
    fitting = [gazetteer.get(owner) for owner in owners]
    fitting = [r for r in fitting if r is not None and r.country in countries] or ([] if role is None else fitting)
    return fitting[0] if len(fitting) == 1 else None


def _near(view: View, views: list[View]) -> list[View]:
    """The sentences of the same paragraph and the one before it."""
    paragraph = view.sentence.paragraph
    low, high = view.index, view.index + 1
    while low > 0 and views[low - 1].sentence.paragraph >= paragraph - 1:
        low -= 1
    while high < len(views) and views[high].sentence.paragraph == paragraph:
        high += 1
    return views[low:high]
