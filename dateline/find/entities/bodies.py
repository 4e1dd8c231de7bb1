"""Bodies: ministries, parliaments, banks, forces and teams of a state, by their common noun and the state's name."""

from __future__ import annotations

from functools import lru_cache

from dateline.core.model import EntityKind, Form
from dateline.find.entities.views import Hit, View, word_set
from dateline.find.phrases import pieces
from dateline.lexicon.gazetteer import Gazetteer
from dateline.lexicon.names import Names

_SURE = 0.9


def find_bodies(views: list[View], gazetteer: Gazetteer) -> None:
    """Put hits for ministries, parliaments, banks and forces of a state named beside them."""
    for view in views:
        if view.names is not None:
            _bodies(view, gazetteer, view.names)


@lru_cache(maxsize=16)
def _body_table(names: Names) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Phrases for bodies of states by their first piece, longest first, with the suffix of the derived id."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for suffix, phrases in names.bodies.items():
        for phrase in phrases:
            spelled = tuple(piece.text.lower() for piece in pieces(phrase))
            table.setdefault(spelled[0], []).append((spelled, suffix))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()}


def _bodies(view: View, gazetteer: Gazetteer, names: Names) -> None:
    """`Russian Foreign Ministry`, `Rysslands utrikesministerium`, `the central bank of Norway`: one id, `RU/mfa`."""
    table = _body_table(names)
    behind = 0
    for index in [at for at, word in enumerate(view.lower) if word in table]:
        if index < behind:
            continue
        for spelled, suffix in table[view.lower[index]]:
            last = index + len(spelled)
            if tuple(view.lower[index:last]) != spelled:
                continue
            found = _owner(view, index, last, names)
            if found is None:
                continue
            owner, first, end = found
            country = _state(owner, gazetteer) if owner.kind is EntityKind.PLACE else owner.entity
            if country is None or not gazetteer.has_body(country, suffix):
                continue
            entity = f"{country}/{suffix}"
            # A name in the genitive stays a mention of its own: "Hong Kong's supreme court" names Hong Kong.
            if owner.form is not Form.ADJECTIVE and (owner.last != index or view.raw(owner.last - 1).endswith("s")):
                first, end = index, last
            hit = Hit(first, end, EntityKind.ORGANISATION, entity, Form.PATTERN, _SURE, country=country)
            hit.role = " ".join(view.raw(i) for i in range(index, last))
            view.put(hit)
            behind = end
            break


def _state(owner: Hit, gazetteer: Gazetteer) -> str | None:
    """The country of a capital or region; a town's own senate is not the state's: `der Hamburger Senat`."""
    place = gazetteer.get(owner.entity)
    town = place is not None and place.sort == "city" and place.capital_of is None
    return None if town else gazetteer.country_of(owner.entity)


def _owner(view: View, index: int, last: int, names: Names) -> tuple[Hit, int, int] | None:
    """The country a body belongs to: its adjective or genitive before, or `of` and its name after."""
    old = view.at(index)
    if old is not None and old.kind is EntityKind.ORGANISATION and not all(a.evidence for a in old.aliases):
        return None
    before = index - 1
    if before > 0 and view.lower[before] == "s" and view.raw(before - 1) in ("'", ":"):
        before -= 1
    if before >= 0 and view.raw(before) in ("'", ":"):
        before -= 1
    hit = view.at(before) if before >= 0 else None
    if hit is not None and hit.kind is EntityKind.PLACE and hit.form is Form.ADJECTIVE:
        return hit, hit.first, last
    if hit is not None and hit.kind is EntityKind.COUNTRY and not hit.compound:
        genitive = before < index - 1 or view.raw(before).endswith("s")
        beside = before == index - 1 and view.raw(index)[0].isupper()  # "United States Senate"
        if hit.form in (Form.ADJECTIVE, Form.ACRONYM) or genitive or beside:
            return hit, hit.first, last
    if view.lower[last : last + 1] and view.lower[last] in word_set(names, "of"):
        after = last + 1
        while after < len(view.found) and view.lower[after] in word_set(names, "articles"):
            after += 1
        hit = view.at(after)
        if hit is not None and hit.kind is EntityKind.COUNTRY and hit.form in (Form.NAME, Form.ACRONYM):
            return hit, index, hit.last
    return None
