"""Longer: a country's name that only belongs to a longer one, a subsidiary, a body's or a work's title."""

from __future__ import annotations

from dateline.core.model import EntityKind, Form
from dateline.core.text import slug
from dateline.find.entities.views import Hit, View, word_set
from dateline.lexicon.gazetteer import Gazetteer

_BRANCHED = frozenset({"company", "bank", "ngo", "foundation", "union", "church"})
"""Sorts of bodies that have a branch in each country, called by both names."""
_GAP = 3
"""Little words at most between a country and the name before it: `Salmon Fishing in the Yemen`."""
_SPREAD = 9
"""Pieces at most from the first word of a body's name to the country at its end."""
_UNKNOWN = 0.8


def find_longer(views: list[View], gazetteer: Gazetteer) -> None:
    """Take the countries out of the names they are part of; the bodies among these are put as organisations."""
    for view in views:
        if view.names is None or view.capitals:
            continue
        for hit in [hit for hit in view.hits if hit.kind is EntityKind.COUNTRY and not hit.compound]:
            if hit.form in (Form.NAME, Form.ACRONYM):
                _within(view, hit, gazetteer)


def _within(view: View, hit: Hit, gazetteer: Gazetteer) -> None:
    parent = view.at(hit.first - 1) if hit.first else None
    if parent is not None and _is_branch(view, parent, hit, gazetteer):
        view.put(
            Hit(parent.first, hit.last, parent.kind, parent.entity, Form.NAME, parent.confidence, country=hit.entity)
        )
    elif parent is None and _is_name(view, hit):
        # One id, however the language calls the country.
        entity = slug(f"{view.raw(hit.first - 1)} {gazetteer.name(hit.entity or '', 'en')}")
        view.put(_unknown(hit.first - 1, hit.last, entity, hit.entity))
    elif (first := _body(view, hit)) is not None:
        view.put(_unknown(first, hit.last, slug(" ".join(view.raw(at) for at in range(first, hit.last))), None))
    elif _of_work(view, hit):
        view.hits.remove(hit)


def _unknown(first: int, last: int, entity: str, country: str | None) -> Hit:
    return Hit(first, last, EntityKind.ORGANISATION, entity, Form.PATTERN, _UNKNOWN, country=country, known=False)


def _is_branch(view: View, parent: Hit, hit: Hit, gazetteer: Gazetteer) -> bool:
    """`Sony Australia`: a known body right before the country, where no verb stands before both.

    In languages with the verb in second place that may be a subject and its object: `I maj stämde Sony Australien`.
    """
    names = view.names
    assert names is not None
    record = gazetteer.get(parent.entity)
    if parent.form is Form.COREFERENCE or record is None or record.sort not in _BRANCHED:
        return False
    before = view.before(parent.first)
    if before in word_set(names, "speech_verbs", "government_verbs"):
        return False  # "told Amnesty Sweden would …"
    free = not names.lower_adjectives or view.initial(parent.first) or not before[0].isalpha()
    return free or before in word_set(names, "place_prepositions", "articles", "of", "titles_of_bodies")


def _is_name(view: View, hit: Hit) -> bool:
    """`at Velox Australia`: a name nobody knows and a country, together behind a preposition inside the sentence."""
    names = view.names
    assert names is not None
    first = hit.first - 1
    word = view.raw(first) if first > 0 else ""
    # Where the verb comes second none but it may follow: in English "In Bucha Sweden …" is place and subject.
    fronted = view.initial(first - 1) and not names.lower_adjectives
    return (
        word[:1].isupper()
        and word.isalpha()
        and view.bare(view.raw(hit.last - 1)) == view.raw(hit.last - 1)
        and view.before(first) in word_set(names, "place_prepositions", "affiliations")
        and not fronted
        and view.lower[first] not in word_set(names, "not_people", "common_words", "lands", "person_roles")
    )


def _body(view: View, hit: Hit) -> int | None:
    """Where the name of a body that ends with the country begins, only its first word with a capital.

    `Alliansen för fred i hela Kongo`: as the languages write names that keep capitals for the first word.
    """
    names = view.names
    assert names is not None
    links = word_set(names, "called_of", "connectors")
    if names.words["declined"] or view.before(hit.first) not in links:
        return None
    stops = word_set(names, "government_verbs", "speech_verbs")
    for at in range(hit.first - 2, max(0, hit.first - _SPREAD), -1):
        word = view.raw(at)
        if not word.isalpha() or view.at(at) is not None or view.lower[at] in stops:
            return None
        if word[0].isupper():
            known = view.lower[at] in word_set(names, "organisation_starts") and not view.initial(at)
            return at if known and view.lower[at + 1] in links and hit.first - at > _GAP else None
    return None


def _of_work(view: View, hit: Hit) -> bool:
    """The title of a work holds the country: `the comedy Salmon Fishing in the Yemen`, in quotation marks or not."""
    names = view.names
    assert names is not None
    works = word_set(names, "works")
    little = word_set(names, "place_prepositions", "articles", "called_of", "connectors")
    at = hit.first - 1
    while at > 0 and hit.first - at <= _GAP and view.lower[at] in little:
        at -= 1
    last = at
    while at > 0 and view.raw(at)[0].isupper() and view.at(at) is None:
        at -= 1
    quoted = view.raw(at) in _QUOTES
    titled = last > at and last < hit.first - 1
    return (titled or quoted) and (view.lower[at] in works or (quoted and view.before(at) in works))


_QUOTES = frozenset("\"“”„»«'’‘")
