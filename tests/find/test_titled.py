"""Titled: bodies that nobody knows, told by the noun before their name."""

from __future__ import annotations

import pytest

from dateline.core.model import EntityKind
from tests.find.test_events import document


def bodies(text: str, language: str) -> list[str]:
    told = document(text, language)
    return [
        told.article.text[entity.span.start : entity.span.end]
        for entity in told.entities
        if entity.kind is EntityKind.ORGANISATION
    ]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "The airline Hexair cancelled flights. On Monday Hexair apologised.", ["Hexair", "Hexair"]),
        ("en", "The London-based trader Aurelon sued Norway.", ["Aurelon"]),
        ("sv", "Gruvbolaget Tornmalm stängde gruvan. Tornmalms chef beklagade.", ["Tornmalm", "Tornmalms"]),
        ("de", "Der Rohstoffhändler Aurelon klagte. Dann verlangte Aurelon Geld.", ["Aurelon", "Aurelon"]),
    ],
)
def test_the_noun_before_a_name_makes_it_a_body(language: str, text: str, names: list[str]) -> None:
    """A name behind `airline` or `gruvbolaget` is an organisation there and where it stands alone."""
    assert names == bodies(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The builder Jon Rud was jailed. The company Monday closed its plant."),
        ("en", "The airline said that Norway and Anna Berg had called."),
        ("sv", "Handlaren Jon Rud dömdes. Företaget Sverige glömde."),
        (
            "de",
            "Der Konzern meldet, dass das Unternehmen Verluste machte. Die Verluste waren hoch, Verluste gab es auch im Mai.",
        ),
    ],
)
def test_people_days_lands_and_german_nouns_are_no_bodies(language: str, text: str) -> None:
    """Two names behind a trade are a person's; days, countries and common nouns are no names."""
    assert [] == bodies(text, language)
