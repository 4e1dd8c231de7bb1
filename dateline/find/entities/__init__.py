"""Who and what a text speaks of: countries, organisations, people, places and nameless groups."""

from __future__ import annotations

from dateline.core.model import Article, EntityKind, EntityMention, Form
from dateline.find.entities.bodies import find_bodies
from dateline.find.entities.countries import interpret, resolve
from dateline.find.entities.longer import find_longer
from dateline.find.entities.organisations import find_unknown
from dateline.find.entities.people import find_people, first_names
from dateline.find.entities.titled import find_titled
from dateline.find.entities.views import Hit, View, build_views
from dateline.find.phrases import phrase_index
from dateline.lexicon.gazetteer import Gazetteer
from dateline.lexicon.language import Lexicon

_SOURCES = frozenset({"media"})
"""Kinds of organisation that tell of events and take no part in them."""
_OBSERVERS = frozenset({"think-tank"})


def find_entities(article: Article, lexicon: Lexicon) -> tuple[EntityMention, ...]:
    """Every mention in the article's sentences, in order; the users filter by label, kind and confidence.

    A mention inside a longer name is left out. Names match in any language wherever they stand, adjectives and
    inhabitants in the language of the paragraph only.
    """
    gazetteer = lexicon.gazetteer
    index = phrase_index(lexicon)
    packs = tuple(pack.names for pack in lexicon.packs.values() if pack.names is not None)
    views = build_views(article, lexicon, index)
    find_bodies(views, gazetteer)
    given = first_names(packs)
    learnt = find_unknown(article, views, gazetteer, given)
    find_titled(article, views, given)
    find_people(article, views, gazetteer, packs)
    resolve(views, gazetteer, learnt)
    find_longer(views, gazetteer)
    interpret(views, gazetteer)
    return tuple(_mention(view, hit, gazetteer) for view in views for hit in view.hits)


def _mention(view: View, hit: Hit, gazetteer: Gazetteer) -> EntityMention:
    record = gazetteer.get(hit.entity)
    commentator, confidence = hit.commentator, hit.confidence
    country = hit.country
    if hit.kind is EntityKind.ORGANISATION:
        country = country or gazetteer.country_of(hit.entity)
        if record is not None and record.sort in _SOURCES | _OBSERVERS:
            commentator, confidence = True, min(confidence, 0.3)
        elif hit.compound and hit.form is Form.NAME:
            confidence = min(confidence, 0.9)
    return EntityMention(
        span=view.span(hit),
        sentence=view.index,
        kind=hit.kind,
        entity=hit.entity,
        form=_form(hit),
        confidence=round(confidence, 2),
        country=country,
        role=hit.role,
        commentator=commentator,
        known=hit.known,
    )


def _form(hit: Hit) -> Form:
    if hit.kind is EntityKind.ORGANISATION and hit.form is Form.ADJECTIVE:
        return Form.NAME
    if hit.kind is EntityKind.COUNTRY and hit.form is Form.NAME and hit.compound:
        return Form.ADJECTIVE  # "Sverige-vänlig", "Ukrainakriget": before another word it says of what sort that is
    return hit.form
