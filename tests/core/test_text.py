"""Normal form, folding, slugs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.text import digest, fold, fold_typography, nfc, slug


def test_nfc_composes_and_ends_lines_with_newline():
    """Decomposed letters and Windows line ends become one form."""
    assert "Mal\u00f6\nx\ny" == nfc("Malo\u0308\r\nx\ry")


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ('"Vi är herre" - sade', "”Vi\u00a0är  herre” – sade"),
        ('"Nein", sagt\'s', "„Nein“, sagt’s"),
        ("U.S.", "U.S."),
    ],
)
def test_typography_is_folded_and_words_are_not(expected, text):
    """Quotes compare alike whatever marks, dashes and spaces they came with; letters keep their case."""
    assert expected == fold_typography(text)


@pytest.mark.parametrize(
    ("expected", "text"), [("lodz", "Łódź"), ("strasse", "Straße"), ("angstrom", "Ångström"), ("izmir", "İzmir")]
)
def test_fold_takes_diacritics_off(expected, text):
    """Search finds a name without its diacritics."""
    assert expected == fold(text)


@given(st.text())
def test_slug_is_always_a_safe_name(text):
    """No text makes a slug that is empty, long or leaves its folder."""
    made = slug(text)
    assert made
    assert len(made) <= 60
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_slug_is_cut_at_a_word():
    """A long title's slug ends with a whole word."""
    assert "cis-leaders-meet-in-astana" == slug("CIS leaders meet in Astana while others watch", limit=30)


def test_digest_is_sha256():
    """Digests can be checked with any other tool."""
    assert "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" == digest("")
