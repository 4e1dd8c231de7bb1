"""Days of publication: what articles say narrows them, and nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dateline.core.model import AnchoredTimex, Basis
from dateline.core.when import When
from dateline.gather.publication import narrow

from .telling import GAZETTEER, Told, article


def resolve(document, day):
    """A resolver of four kinds of step, enough to stand for the real one."""
    return tuple(AnchoredTimex(timex, timex.value, _close(timex.steps, day)) for timex in document.times)


def _close(steps, day):
    name, *args = steps[0].split()
    if name == "on":
        return When.parse(args[0])
    if day is None:
        return None
    if name == "weekday":
        back = (day.isoweekday() - int(args[0])) % 7
        return When.day(day - timedelta(days=back))
    if name == "lastweek":
        monday = day - timedelta(days=day.weekday() + 7)
        return When.span(monday, monday + timedelta(days=6))
    if name == "tomorrow":
        return When.day(day + timedelta(days=1))
    if name == "md":
        month, number = map(int, args[0].split("-"))
        near = [date(day.year + shift, month, number) for shift in (-1, 0, 1)]
        return When.day(min(near, key=lambda other: abs(other - day)))
    raise AssertionError(name)


def days_of(*documents, **more):
    return narrow(documents, resolve, GAZETTEER, packs=None, **more)


def texts(days):
    return [date.fromordinal(day).isoformat() for day in days.days]


def met(words, step, *, actors=("cis",), places=("astana",), when=None):
    return Told(
        f"The CIS leaders met in Astana {words}.",
        "meeting",
        "met",
        when,
        words,
        actors=actors,
        places=places,
        steps=(step,),
    )


def two_times(first, step, second, other_step):
    """An article of one clause with two time expressions side by side."""
    text = f"The CIS leaders met {first}, {second}."
    one = article("a", "en", None, Told(text, "meeting", "met", None, first, actors=["cis"], steps=(step,)))
    other = article("a", "en", None, Told(text, "meeting", "met", None, second, actors=["cis"], steps=(other_step,)))
    times = (*one.times, *other.times)
    return replace(one, times=times, anchored=(*one.anchored, *other.anchored))


def test_a_given_day_stays():
    """A given day is the day, whatever the text says."""
    days = days_of(article("a", "en", "2022-10-15", met("on 20 October 2023", "on 2023-10-20")))["a"]
    assert ["2022-10-15"] == texts(days)
    assert Basis.GIVEN is days.basis


def test_a_given_set_becomes_uniform():
    """A given set of days is kept, every day as likely as the others."""
    days = days_of(article("a", "en", "[2022-10-15..2022-10-16]"))["a"]
    assert ["2022-10-15", "2022-10-16"] == texts(days)
    assert (0.5, 0.5) == days.weights


def test_nothing_known_stays_unknown():
    """An article that says nothing of its day has none."""
    days = days_of(article("a", "en", None, met("on Friday", "weekday 5")), article("b", "en", "2023-01-01"))["a"]
    assert ((), Basis.UNKNOWN) == (days.days, days.basis)


def test_published_after_what_it_tells_as_past():
    """A day told as past lies before publication."""
    days = days_of(
        article("a", "en", None, met("on 20 December 2022", "on 2022-12-20")), article("b", "en", "2023-01-01")
    )["a"]
    assert "2022-12-20" == texts(days)[0]
    assert "2023-03-02" == texts(days)[-1]


def test_last_week_on_a_birthday():
    """ "Last week, on his 70th birthday" leaves the seven days of the week after."""
    days = days_of(
        two_times("last week", "lastweek", "on his birthday", "on 2022-10-07"), article("b", "en", "2023-01-01")
    )["a"]
    assert [f"2022-10-{number}" for number in range(10, 17)] == texts(days)
    assert Basis.INFERRED is days.basis


def test_weekday_with_date_votes_for_years():
    """A Saturday that is a 12 March leaves the years in which it was one."""
    days = days_of(
        two_times("on Saturday", "weekday 6", "12 March", "md 3-12"),
        article("b", "en", "2023-01-01"),
        as_of=date(2023, 1, 1),
    )["a"]
    years = {date.fromordinal(day).year for day in days.days}
    assert not years or years <= {1993, 1994, 1999, 2004, 2005, 2010, 2011, 2015, 2016, 2021, 2022}


def test_same_event_in_a_dated_article():
    """A meeting of the same body in the same town that another article dates gives the weekday its week."""
    days = days_of(
        article("a", "en", None, met("on Friday", "weekday 5")),
        article("b", "en", "2022-10-16", met("on 14 October 2022", "on 2022-10-14")),
    )["a"]
    assert [f"2022-10-{number}" for number in range(14, 21)] == texts(days)
    assert "for the same event in b" in days.reasons[0]


def test_a_look_alike_elsewhere_says_nothing():
    """A meeting of the same body in another town gives no date."""
    other = Told(
        "The CIS leaders met in St Petersburg on 14 October 2022.",
        "meeting",
        "met",
        None,
        "on 14 October 2022",
        actors=["cis"],
        places=["saint-petersburg"],
        steps=("on 2022-10-14",),
    )
    days = days_of(article("a", "en", None, met("on Friday", "weekday 5")), article("b", "en", "2022-10-16", other))[
        "a"
    ]
    assert () == days.days


def test_nobody_is_in_two_towns_on_one_day():
    """Days on which a body would have met in two countries at once are left out."""
    week = two_times("last week", "lastweek", "on his birthday", "on 2022-10-07")
    told = Told(
        "The CIS leaders met in Astana on Friday.",
        "meeting",
        "met",
        None,
        "on Friday",
        actors=["cis"],
        places=["astana"],
        steps=("weekday 5",),
    )
    first = Told(
        "The CIS leaders met in St Petersburg last week, on his birthday.",
        "meeting",
        "met",
        None,
        "last week",
        actors=["cis"],
        places=["saint-petersburg"],
        steps=("lastweek",),
    )
    both = article("a", "en", None, first, told)
    birthday = week.times[1]
    at = both.article.text.index("on his birthday")
    extra = replace(birthday, span=type(birthday.span)(at, at + len("on his birthday")), sentence=0)
    times = (both.times[0], extra, both.times[1])
    events = tuple(replace(event, timex=0 if event.sentence == 0 else 2) for event in both.events)
    both = replace(both, times=times, events=events, anchored=(both.anchored[0], both.anchored[0], both.anchored[1]))
    days = days_of(both, article("b", "en", "2023-01-01"))["a"]
    assert ["2022-10-14", "2022-10-15", "2022-10-16"] == texts(days)
    assert any("two places" in reason for reason in days.reasons)


def test_a_copy_came_out_with_what_it_repeats():
    """An undated copy of a dated text came out within a few days of it."""
    told = tuple(
        Told(
            f"The {ordinal} paragraph of the agency text tells at some length of Astana.",
            "other",
            "tells",
            others=["KZ"],
        )
        for ordinal in ("first", "second", "third")
    )
    days = days_of(article("a", "en", "2026-02-09", *told), article("b", "sv", None, *told))["b"]
    assert ["2026-02-08", "2026-02-09", "2026-02-10", "2026-02-11"] == texts(days)


@pytest.mark.parametrize("shift", [364, -728])
def test_all_dates_moved(shift):
    """When every date moves by whole weeks, the days move along and nothing else changes."""

    def moved(text):
        return (date.fromisoformat(text) + timedelta(days=shift)).isoformat()

    def collection(move):
        return (
            article("a", "en", None, met("on Friday", "weekday 5")),
            article("b", "en", move("2022-10-16"), met("then", f"on {move('2022-10-14')}")),
        )

    before, after = days_of(*collection(lambda text: text)), days_of(*collection(moved))
    for key in before:
        assert tuple(day + shift for day in before[key].days) == after[key].days
        assert before[key].weights == after[key].weights
