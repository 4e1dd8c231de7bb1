"""TIMEX3 values and the days they name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core import timex as tx

DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(date.toordinal)


@pytest.mark.parametrize(
    ("value", "mod", "edtf"),
    [
        ("2014-09-03", None, "2014-09-03"),
        ("2014-09-03T20:30", None, "2014-09-03"),
        ("2014-09", None, "2014-09"),
        ("2014-09", "START", "2014-09-01/2014-09-10"),
        ("2024-02", "END", "2024-02-21/2024-02-29"),
        ("2014", None, "2014"),
        ("2014", "MID", "2014-05~/2014-08~"),
        ("2014-W36", None, "2014-09-01/2014-09-07"),
        ("2014-W36-WE", None, "2014-09-06/2014-09-07"),
        ("2014-Q3", None, "2014-35"),
        ("2014-H2", None, "2014-41"),
        ("2014-WI", None, "2014-24"),
        ("199", None, "199X"),
        ("18", "MID", "1840~/1860~"),
        ("BC0044", None, "-0043"),
        ("2016-03-12/2016-03-14", None, "2016-03-12/2016-03-14"),
    ],
)
def test_values_name_days(value, mod, edtf):
    """A TIMEX3 value with a calendar unit has the EDTF date of its days."""
    when = tx.when_of(value, mod)
    assert when is not None
    assert edtf == when.edtf


@pytest.mark.parametrize("value", ["PAST_REF", "P3D", "XXXX-WXX-5", "2014-02-30", "2014-13", "2015-W54", ""])
def test_what_names_no_days_has_none(value):
    """References, durations, sets and impossible dates name no days."""
    assert tx.when_of(value) is None


@given(DAYS, st.sampled_from(tx.GRAINS))
def test_a_day_lies_in_its_unit(day, grain):
    """The unit that holds a day does hold it (the weekend: lies in its week), and its value leads back to it."""
    unit = tx.containing(grain, day)
    if grain != "weekend":
        assert unit.first <= day <= unit.last
    assert unit == tx.period(unit.value)


@given(DAYS, st.sampled_from(["day", "week", "month", "quarter", "season", "half", "year"]), st.integers(-40, 40))
def test_moving_there_and_back_stays(day, unit, count):
    """So many units on and as many back is the unit one started from."""
    start = tx.containing(unit, day)
    assert start == tx.moved(tx.moved(start, count, unit), -count, unit)


@given(DAYS, st.sampled_from(["week", "month", "quarter", "season", "half", "year", "decade", "century"]))
def test_parts_lie_within_and_in_order(day, grain):
    """Early, middle and late are parts of the unit and follow each other."""
    unit = tx.containing(grain, day)
    parts = [tx.part_bounds(unit, mod) for mod in ("START", "MID", "END")]
    assert sorted(parts) == parts
    assert all(unit.first <= first <= last <= unit.last for first, last in parts)


@pytest.mark.parametrize(
    ("start", "years", "months", "expected"),
    [
        ((2024, 1, 31), 0, 1, (2024, 2, 29)),
        ((2024, 2, 29), -1, 0, (2023, 2, 28)),
        ((1999, 12, 31), 0, 2, (2000, 2, 29)),
        ((1, 1, 15), 0, -1, (0, 12, 15)),
        ((-43, 3, 15), -1, 0, (-44, 3, 15)),
    ],
)
def test_later_keeps_the_number_of_the_day_where_it_can(start, years, months, expected):
    """Months and years away the day has the same number or is the month's last, also before our era."""
    assert expected == tx.later(start, years=years, months=months)


def test_once_within():
    """What happened once within a week has the one-of form of its days."""
    when = tx.when_of("2014-W36")
    assert when is not None
    assert "[2014-09-01..2014-09-07]" == tx.once(when).edtf
