"""The five articles of the demo: what they tell together stands as one entry, with and without their days."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dateline.core.problems import Problems
from dateline.core.when import ordinal
from dateline.pipeline.events import Found, find
from dateline.pipeline.project import Project

PROGRAM = Path(__file__).parents[2]


def found(root: Path, *, with_days: bool) -> Found:
    shutil.copytree(PROGRAM / "seeds", root / "seeds")
    shutil.copy(PROGRAM / "site.yaml", root / "site.yaml")
    if not with_days:
        (root / "seeds" / "articles.yaml").unlink()
    return find(Project(root, PROGRAM), Problems(), jobs=1)


@pytest.fixture(scope="module")
def dated(tmp_path_factory) -> Found:
    return found(tmp_path_factory.mktemp("dated"), with_days=True)


@pytest.fixture(scope="module")
def undated(tmp_path_factory) -> Found:
    return found(tmp_path_factory.mktemp("undated"), with_days=False)


def test_the_intervention_told_by_four_articles_is_one(dated):
    """The intervention of January 2022, told in two languages under several names, is one event of that month."""
    told = [e for e in dated.events if e.type == "mobilise" and "KZ" in e.countries and e.factuality == "happened"]
    assert 1 == len(told)
    assert "2022-01" == told[0].when.edtf[:7].lstrip("[")
    assert 3 <= len({evidence.article for evidence in told[0].evidence})


def test_summits_on_neighbouring_days_stay_two(dated):
    """The meetings of two bodies in one city on two days are two events with their own days."""
    days = {
        body: {
            event.when.edtf
            for event in dated.events
            if event.type == "meeting" and event.when and body in event.organisations and "KZ" in event.countries
        }
        for body in ("cica", "cis")
    }
    assert {"cica": {"2022-10-13"}, "cis": {"2022-10-14"}} == days


def test_half_of_the_days_are_found_without_being_told(dated, undated):
    """Without any day of publication half of the events keep their exact day, and no other day is given instead."""
    days = {e.key: e.when for e in dated.events if e.when is not None and e.when.is_day}
    without = {e.key: e.when for e in undated.events}
    kept = [key for key, when in days.items() if without.get(key) == when]
    assert 2 * len(kept) >= len(days)
    assert [] == [key for key, when in days.items() if (w := without.get(key)) and w.is_day and w != when]


def test_the_days_left_hold_the_true_one(dated, undated):
    """The days that remain for an article without one contain the day it came out."""
    for name, given in dated.days.items():
        left = undated.days[name].days
        assert not left or set(given.days) & set(left), name


def test_no_event_comes_after_its_articles(dated):
    """What is told as having happened lies before the last day on which one of its articles can have come out."""
    for event in dated.events:
        if event.factuality == "happened" and event.when is not None and event.when.earliest:
            last = max(dated.days[evidence.article].days[-1] for evidence in event.evidence)
            assert ordinal(event.when.earliest) <= last, event.title
