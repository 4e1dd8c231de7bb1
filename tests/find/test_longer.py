"""Longer: countries that are only part of the name of something else."""

from __future__ import annotations

import pytest

from dateline.core.model import EntityKind, Form
from tests.find.test_events import document


def told(text: str, language: str) -> dict[str, tuple[EntityKind, str | None]]:
    document_ = document(text, language)
    return {
        document_.article.text[entity.span.start : entity.span.end]: (entity.kind, entity.entity)
        for entity in document_.entities
        if entity.kind is not EntityKind.GROUP
    }


def countries(text: str, language: str) -> list[str | None]:
    return [entity for kind, entity in told(text, language).values() if kind is EntityKind.COUNTRY]


@pytest.mark.parametrize(
    ("language", "text", "name", "entity"),
    [
        ("en", "Amnesty International Sweden called for a vote.", "Amnesty International Sweden", "amnesty"),
        ("en", "Somebody at Velox Australia resigned.", "Velox Australia", "velox-australia"),
        ("sv", "Någon hos Velox Australien sade upp sig.", "Velox Australien", "velox-australia"),
        ("de", "Jemand hat bei Velox Australien gekündigt.", "Velox Australien", "velox-australia"),
        ("de", "Die Kunden der Bank of Jersey klagten am Montag.", "Bank of Jersey", "bank-of-jersey"),
        ("en", "The airline Hexair Norway cancelled all flights.", "Hexair Norway", "hexair-norway"),
        (
            "sv",
            "Män från Fronten för befrielse av Tchad slogs.",
            "Fronten för befrielse av Tchad",
            "fronten-for-befrielse-av-tchad",
        ),
    ],
)
def test_a_country_in_the_name_of_a_body_is_no_mention(language: str, text: str, name: str, entity: str) -> None:
    """A branch has the id of its known parent, an unknown body the same id whatever the language calls the country."""
    found = told(text, language)
    assert (EntityKind.ORGANISATION, entity) == found[name]
    assert [] == countries(text, language)


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("en", "He told Amnesty Sweden would help.", "SE"),
        ("en", "In Vostrava Sweden built a mine.", "SE"),
        ("sv", "I maj stämde Velox Sverige.", "SE"),
        ("de", "Am Montag verklagte Velox Schweden.", "SE"),
        ("de", "Sie kamen auf Drängen Schwedens.", "SE"),
        ("en", "The trader Hexair of Norway won.", "NO"),
    ],
)
def test_a_country_beside_a_name_stays_a_country(language: str, text: str, country: str) -> None:
    """Behind a verb, in the genitive, behind `of`: two names, not one."""
    assert [country] == countries(text, language)


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("en", "She played in the comedy Walking to Norway.", []),
        ("en", "She wrote the novel “Winter in Iceland” at home.", []),
        ("en", "In the film Norway is a cold place.", ["NO"]),
        ("sv", "Hon spelade i komedin Vandring i Norge.", []),
        ("sv", "I filmen åker hon till Norge.", ["NO"]),
        ("de", "Sie schrieb den Roman „Winter in Island“ und zog um.", []),
        ("de", "Der Film wurde in Island gedreht.", ["IS"]),
    ],
)
def test_the_title_of_a_work_names_no_country(language: str, text: str, left: list[str]) -> None:
    """What a novel or a film is called is no news of the country."""
    assert left == countries(text, language)


@pytest.mark.parametrize(
    ("language", "text", "form"),
    [
        ("en", "Dealers sold US and Danish bonds.", Form.ADJECTIVE),
        ("en", "The US and Denmark agreed.", Form.ACRONYM),
        ("de", "Die US Velox Futures stiegen.", Form.ADJECTIVE),
        ("sv", "Det USA-vänliga partiet vann.", Form.ADJECTIVE),
        ("sv", "Det Norge-vänliga partiet vann.", Form.ADJECTIVE),
    ],
)
def test_a_name_that_says_of_what_sort_is_an_adjective(language: str, text: str, form: Form) -> None:
    """A name joined to another country's adjective, before a foreign name or first in a compound is an adjective."""
    found = document(text, language).entities
    assert form is next(entity.form for entity in found if entity.kind is EntityKind.COUNTRY)


@pytest.mark.parametrize(
    ("language", "text", "entity"),
    [
        ("en", "The Danish national football team flew home.", "DK/national-team"),
        ("sv", "Danmarks landslag flög hem.", "DK/national-team"),
        ("de", "Die dänische Nationalmannschaft flog nach Hause.", "DK/national-team"),
        ("en", "The Scottish national team flew home.", None),
    ],
)
def test_a_national_team_is_a_body(language: str, text: str, entity: str | None) -> None:
    """A team is no state; the United Kingdom has none, its parts have."""
    bodies = [found for kind, found in told(text, language).values() if kind is EntityKind.ORGANISATION]
    assert ([entity] if entity else []) == bodies


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was president of the Republic of China in 1913.", []),
        ("Taiwan calls itself the Republic of China.", ["TW", "TW"]),
        ("The kings of Persia fell.", []),
        ("Blanche of France was her aunt.", []),
    ],
)
def test_states_and_people_of_old_are_no_country_of_today(text: str, expected: list[str]) -> None:
    """The Republic of China is Taiwan where Taiwan is named; Persia and a queen's France are history."""
    found = [e.entity for e in document(text, "en").entities if e.kind is EntityKind.COUNTRY]
    assert expected == found
