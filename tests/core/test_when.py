"""When: EDTF strings, their bounds, and how dates compare."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.when import Grain, Shape, When, from_ordinal, month_length, ordinal

DAYS = st.dates(date(1, 1, 1), date(2999, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "grain"),
    [
        ("2022-10-14", (2022, 10, 14), (2022, 10, 14), Grain.DAY),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), Grain.MONTH),
        ("2022~", (2022, 1, 1), (2022, 12, 31), Grain.YEAR),
        ("2022-21", (2022, 3, 1), (2022, 5, 31), Grain.SEASON),
        ("2023-24", (2023, 12, 1), (2024, 2, 29), Grain.SEASON),
        ("2022-35", (2022, 7, 1), (2022, 9, 30), Grain.QUARTER),
        ("2022-41", (2022, 7, 1), (2022, 12, 31), Grain.HALF),
        ("199X", (1990, 1, 1), (1999, 12, 31), Grain.DECADE),
        ("18XX", (1800, 1, 1), (1899, 12, 31), Grain.CENTURY),
        ("-0044", (-44, 1, 1), (-44, 12, 31), Grain.YEAR),
        ("XXXX-10-14", None, None, Grain.DAY),
        ("[../2022-03-05]", None, (2022, 3, 5), Grain.SPAN),
        ("2022-03-01/..", (2022, 3, 1), None, Grain.SPAN),
        ("[2022-03-04,2022-04-03]", (2022, 3, 4), (2022, 4, 3), Grain.DAY),
    ],
)
def test_bounds_follow_from_the_string(text, earliest, latest, grain):
    """An EDTF string of the subset has the bounds and the grain its form says."""
    when = When.parse(text)
    assert (text, earliest, latest, grain) == (when.edtf, when.earliest, when.latest, when.grain)


@pytest.mark.parametrize("text", ["31 feb", "2022-02-31", "2022-13", "", "2022/2021", "-0000", "[..]", "20XX-03"])
def test_what_is_no_date_is_refused_in_the_users_words(text):
    """A string that is no date raises ValueError and the message quotes it."""
    with pytest.raises(ValueError, match=r"."):
        When.parse(text)


def test_the_message_says_what_to_write():
    """The message for a word in place of a date names the forms that are taken."""
    with pytest.raises(ValueError, match="write") as error:
        When.parse("31 feb")
    assert "'31 feb' is no date; write YYYY-MM-DD, YYYY-MM or YYYY" == str(error.value)


@given(DAYS)
def test_a_day_is_its_own_bounds(day):
    """Every calendar day survives the way to EDTF and back."""
    when = When.parse(When.day(day).edtf)
    assert (day.year, day.month, day.day) == when.earliest == when.latest
    assert when.is_day


@given(st.integers(-400_000, 1_200_000))
def test_ordinals_are_undone(number):
    """Ordinals and days name each other, before our era too."""
    assert number == ordinal(from_ordinal(number))


@given(DAYS, DAYS)
def test_ranges_keep_their_ends(a, b):
    """A span and a one-of set reach from the earlier day to the later, and overlap each of their days."""
    first, last = sorted((a, b))
    for when in (When.span(first, last), When.between(first, last)):
        assert When.parse(when.edtf) == when
        assert (last - first).days + 1 == when.days
        assert when.overlaps(When.day(a))
        assert when.contains(When.day(b))


@given(st.lists(DAYS, min_size=1, max_size=5))
def test_one_of_covers_its_members_and_no_other_day(days):
    """A one-of set holds the days given, whatever their order."""
    triples = [(d.year, d.month, d.day) for d in days]
    when = When.one_of(triples)
    assert (min(triples), max(triples)) == (when.earliest, when.latest)
    assert when == When.one_of(list(reversed(triples)))
    assert all(when.overlaps(When.day(day)) for day in days)


@given(st.tuples(st.integers(1, 2999), st.integers(1, 12)), DAYS)
def test_overlap_is_symmetric(month, day):
    """Whether two dates overlap does not depend on which is asked."""
    a, b = When.month(*month), When.day(day)
    assert a.overlaps(b) == b.overlaps(a) == ((day.year, day.month) == month)


def test_a_month_stands_before_its_first_day():
    """Dates sort by their first possible day, the coarser first."""
    texts = ["2022-03-01", "2022-03", "2022", "2021-12-31", "[../2022-01-05]"]
    assert ["2021-12-31", "2022", "[../2022-01-05]", "2022-03", "2022-03-01"] == [
        w.edtf for w in sorted(map(When.parse, texts), key=lambda w: w.sort_key)
    ]


def test_days_shared_by_two_dates():
    """Two dates intersect in the finer of the two, or in the days both leave possible."""
    assert When.parse("2022-03-05") == When.parse("2022-03").intersect(When.parse("2022-03-05"))
    both = When.parse("[2022-03-01..2022-03-10]").intersect(When.parse("[2022-03-08..2022-03-20]"))
    assert both is not None
    assert ("[2022-03-08..2022-03-10]", Shape.ONE_OF) == (both.edtf, both.shape)
    assert When.parse("2022-03").intersect(When.parse("2023")) is None


@given(st.integers(-3000, 3000))
def test_february_has_its_leap_day(year):
    """February has 29 days in leap years, of astronomical years before our era too."""
    assert (29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28) == month_length(year, 2)
