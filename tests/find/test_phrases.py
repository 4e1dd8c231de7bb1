"""The matcher: longest match over names of all languages, with endings, compounds and case."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dateline.core.model import Form
from dateline.find.phrases import PhraseIndex, phrase_index, pieces
from dateline.lexicon.language import Lexicon


@pytest.fixture(scope="module")
def index() -> PhraseIndex:
    return phrase_index(Lexicon())


def found(index: PhraseIndex, text: str, language: str | None) -> list[tuple[str, str]]:
    cut = pieces(text)
    return [
        (text[cut[match.first].start : cut[match.last - 1].end], match.aliases[0].entity)
        for match in index.find(cut, language)
    ]


def test_pieces_cut_out_their_text() -> None:
    """Every piece is the stretch of text it points at, apart from apostrophes and dashes made alike."""
    text = "Kazakhstan’s GUS-Staaten (U.S.) – 12:30"
    assert all(piece.text in (text[piece.start : piece.end], "'", "-") for piece in pieces(text))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("troops of the ODKB", "en", [("ODKB", "csto")]),
        ("Sowjetunion and Sovjetunionen", "en", [("Sowjetunion", "soviet-union"), ("Sovjetunionen", "soviet-union")]),
        ("Kazakstans president", "sv", [("Kazakstans", "KZ")]),
        ("USA:s armé", "sv", [("USA:s armé", "US/armed-forces")]),
        ("Natos chef", "sv", [("Natos", "nato")]),
        ("MOSKVA. Regeringen", "sv", [("MOSKVA", "moscow")]),
        ("des Internationalen Währungsfonds", "de", [("Internationalen Währungsfonds", "imf")]),
        ("der Europäischen Union", "de", [("Europäischen Union", "eu")]),
        ("die GUS-Staaten", "de", [("GUS", "cis")]),
        ("Ukrainakriget", "sv", [("Ukrainakriget", "UA")]),
        ("Natomitglied", "de", [("Natomitglied", "nato")]),
        ("New York and New Zealand", "en", [("New York", "new-york"), ("New Zealand", "NZ")]),
        ("South Korean and North Korean", "en", [("South Korean", "KR"), ("North Korean", "KP")]),
        ("the Finns met", "en", [("Finns", "FI")]),
        ("Finns det hopp?", "sv", []),
        ("Rhode Island", "en", []),
        ("Island och Danmark", "sv", [("Island", "IS"), ("Danmark", "DK")]),
        ("Das Kantonsgericht", "de", []),
    ],
)
def test_names_are_found_in_their_forms(
    index: PhraseIndex, text: str, language: str, expected: list[tuple[str, str]]
) -> None:
    """A name is found in its genitive, declension, compound or capitals, and a word that looks like one is not."""
    assert expected == found(index, text, language)


def test_adjectives_count_in_their_language_only(index: PhraseIndex) -> None:
    """`ryska` is an adjective in Swedish text; English text has no such word."""
    assert [("ryska", "RU")] == found(index, "ryska", "sv")
    assert [] == found(index, "ryska", "en")


@pytest.mark.parametrize(
    ("language", "text", "form"),
    [
        ("sv", "kazakiskt", Form.ADJECTIVE),
        ("sv", "ryssarna", Form.DEMONYM),
        ("sv", "norrmännen", Form.DEMONYM),
        ("de", "kirgisischen", Form.ADJECTIVE),
        ("de", "Armeniern", Form.DEMONYM),
        ("de", "Französinnen", Form.DEMONYM),
        ("fr", "ukrainiennes", Form.ADJECTIVE),
        ("fr", "Russes", Form.DEMONYM),
        ("en", "Kazakhs", Form.DEMONYM),
    ],
)
def test_inflected_words_for_peoples(index: PhraseIndex, language: str, text: str, form: Form) -> None:
    """Adjectives and inhabitants are known in all their endings."""
    (match,) = index.find(pieces(text), language)
    assert form in {alias.form for alias in match.aliases}


def test_schweden_is_a_country_before_it_is_a_people(index: PhraseIndex) -> None:
    """German `Schweden` and `Ungarn` are read as the countries."""
    for text, code in (("Schweden", "SE"), ("Ungarn", "HU")):
        (match,) = index.find(pieces(text), "de")
        assert (code, Form.NAME) == (match.aliases[0].entity, match.aliases[0].form)


def test_matches_do_not_overlap(index: PhraseIndex) -> None:
    """The longest name wins, and what it covers is not found again."""
    text = "the UN Security Council of the United Nations in New York"
    matches = index.find(pieces(text), "en")
    assert ["un-sc", "un", "new-york"] == [match.aliases[0].entity for match in matches]
    assert all(a.last <= b.first for a, b in pairwise(matches))
