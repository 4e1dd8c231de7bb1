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
        ("sv", "Facket IF Malm varslade om strejk.", ["IF Malm"]),
        ("sv", "Föreningen Sveriges Varv sade nej. Sveriges Varv vill vänta.", ["Sveriges Varv", "Sveriges Varv"]),
        ("en", "The association Yards of Sweden said no.", ["Yards of Sweden"]),
        ("de", "Die Vereinigung Zorin streikt.", ["Zorin"]),
        ("de", "Der Naturschutzverband Klare Seen klagt.", ["Klare Seen"]),
        ("en", "The protest group Slow Tide sat down.", ["Slow Tide"]),
        ("en", "Some yards shut after talks with Yards of Sweden failed.", ["Yards of Sweden"]),
    ],
)
def test_the_noun_before_a_name_makes_it_a_body(language: str, text: str, names: list[str]) -> None:
    """A name behind `airline` or `gruvbolaget` is an organisation there and where it stands alone."""
    assert names == bodies(text, language)


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "Jon Rud, co-founder of Velox Charts, resigned.", ["Velox Charts"]),
        ("en", "Her label is no member of ZDKA and sings on.", ["ZDKA"]),
        ("en", "Police jailed two members of the Zorin in May.", ["Zorin"]),
        ("en", "Two members of the Zorin community met employees of Norway.", []),
        ("sv", "Jon Rud, grundare av Velox Charts, avgick.", ["Velox Charts"]),
        ("sv", "Hon är ordförande för Tornmalm och bor i Lund.", ["Tornmalm"]),
        ("de", "Jon Rud, Mitgründer von Velox Charts, trat zurück.", ["Velox Charts"]),
        ("de", "Sie ist Mitglied der ZDKA und singt.", ["ZDKA"]),
        ("de", "Der Gründer der Firma und das Mitglied der Mannschaft gingen.", []),
    ],
)
def test_whom_one_founds_leads_or_belongs_to_is_a_body(language: str, text: str, names: list[str]) -> None:
    """A name nobody knows behind `founder of` or `Mitglied der` is an organisation, unless it only describes a noun."""
    assert names == bodies(text, language)


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "When Velox Motors closed, everybody wept.", ["Velox Motors"]),
        ("en", "The bank of Carbex-parent Velox Motors wept.", ["Velox Motors"]),
        ("sv", "Enligt Velox Motors gick det bra.", ["Velox Motors"]),
        ("de", "Laut Velox Motors ging es gut.", ["Velox Motors"]),
        ("sv", "Det sade det Nordiska fiskerirådet i maj.", ["Nordiska fiskerirådet"]),
        ("sv", "Hon ledde det Spanska digitala institutet.", ["Spanska digitala institutet"]),
        ("sv", "Hon ledde det spanska digitala institutet och såg Anna polisen.", []),
        ("en", "The ZDKA said that it would appeal.", ["ZDKA"]),
        ("en", "The sale of ZDKA tickets began.", []),
    ],
)
def test_a_name_is_told_by_its_capitals_and_begins_behind_little_words(
    language: str, text: str, names: list[str]
) -> None:
    """The first word of a sentence is no part of a name; a Swedish adjective with a capital begins one."""
    assert names == bodies(text, language)


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "Google and its parent Alphabet paid.", ["Google", "Alphabet"]),
        ("en", "Seoul stayed calm. South Korea fined Lotte in May.", ["Lotte"]),
        ("de", "Das Alphabet lernt man früh, vor dem Spiegel auch.", []),
        ("de", "Lotte Maier und Wanda kamen.", []),
        ("sv", "Lotte och Wanda kom i maj.", []),
    ],
)
def test_a_company_named_like_a_word_or_a_person_needs_its_country(language: str, text: str, names: list[str]) -> None:
    """Alphabet, Spiegel, Lotte and Wanda are bodies where the article names their country or a body of it."""
    assert names == bodies(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The builder Jon Rud was jailed. The company Monday closed its plant."),
        ("en", "The airline said that Norway and Anna Berg had called."),
        ("sv", "Handlaren Jon Rud dömdes. Företaget Sverige glömde."),
        ("de", "Wir hören, dass die Firma Gehör findet. Der Konzern und Kunden streiten."),
        ("en", "Some governments met the Government of Sweden and Larsson of Sweden won."),
        (
            "de",
            "Der Konzern meldet, dass das Unternehmen Verluste machte. Die Verluste waren hoch, Verluste gab es auch im Mai.",
        ),
    ],
)
def test_people_days_lands_and_german_nouns_are_no_bodies(language: str, text: str) -> None:
    """Two names behind a trade are a person's; days, countries and common nouns are no names."""
    assert [] == bodies(text, language)


def test_the_country_in_a_name_is_that_of_the_body() -> None:
    """A body called after a country belongs to it."""
    told = document("The association Yards of Sweden said no.", "en")
    assert ["SE"] == [entity.country for entity in told.entities]


def test_an_s_is_a_genitive_only_where_it_is_written_on() -> None:
    """`Tornmalms` is Tornmalm in Swedish; in English it is another name."""
    assert ["Tornmalm", "Tornmalms"] == bodies("Gruvbolaget Tornmalm stängde. Tornmalms chef gick.", "sv")
    assert ["Tornmalm"] == bodies("The company Tornmalm closed. They asked Tornmalms to pay.", "en")
