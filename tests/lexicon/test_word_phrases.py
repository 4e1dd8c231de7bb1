"""Phrases by the word they begin or end with."""

import pytest

from dateline.lexicon.phrases import Phrases

PHRASES = Phrases([("apart", "from"), ("but", "for"), ("barring",), ("apart", "again", "from")])
WORDS = ["all", "apart", "from", "him", "and", "barring", "none", "apart"]


@pytest.mark.parametrize(("index", "begins"), [(0, False), (1, True), (2, False), (5, True), (7, False), (8, False)])
def test_a_phrase_begins_where_all_its_words_follow(index, begins):
    """The first word alone is no phrase, and nothing begins behind the end."""
    assert begins is PHRASES.begin_at(WORDS, index)


@pytest.mark.parametrize(("index", "ends"), [(0, False), (2, False), (3, True), (6, True), (8, False)])
def test_a_phrase_ends_where_all_its_words_came_before(index, ends):
    """The last word alone is no phrase, and nothing ends before the start."""
    assert ends is PHRASES.end_before(WORDS, index)
