"""Anchor: history told in one sentence, and plans that follow one another."""

from datetime import date

import pytest

from dateline.find.anchor import resolve
from tests.find.test_anchor_news import LEXICON, read


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "In May 1949 the law was passed, and in August the country voted.", ["1949-05", "1949-08"]),
        ("sv", "I maj 1949 antogs lagen, och i augusti röstade landet.", ["1949-05", "1949-08"]),
        ("de", "Im Mai 1949 wurde das Gesetz verkündet, im August wurde gewählt.", ["1949-05", "1949-08"]),
        ("en", "The firm, founded in May 1949, said in August it would close.", ["1949-05", "2016-08"]),
        ("en", "The law was passed in May 1949, and on Monday it was dropped.", ["1949-05", "2017-01-30"]),
    ],
)
def test_a_clause_that_begins_with_a_month_goes_on_in_the_year_before_it(tag, text, expected):
    """History told in one sentence keeps its year; what stands behind a verb is of the time of publication."""
    assert expected == [each.value for each in resolve(read(tag, text), date(2017, 2, 3), lexicon=LEXICON)]


def test_what_is_to_be_done_in_autumn_follows_what_is_to_begin_in_spring():
    """Told in autumn, the season after a coming one is the next, not the one under way."""
    text = "Die Arbeiten sollen im Frühjahr beginnen und im Herbst abgeschlossen sein."
    found = resolve(read("de", text), date(2014, 11, 12), lexicon=LEXICON)
    assert ["2015-SP", "2015-FA"] == [each.value for each in found]
