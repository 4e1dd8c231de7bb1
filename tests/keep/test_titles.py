"""Titles of the program beside a person's corrections, with a titler that says what it was given."""

from __future__ import annotations

import pytest
from keep_world import FIRST, TEXT, World, changed, told_once

from dateline.core.model import EventFigure, FigureVersion
from dateline.keep.plan import Kind


@pytest.fixture
def world() -> World:
    world = World(titler=lambda event, facts: ({"en": f"{facts}", "sv": f"sv {facts}"}, False))
    world.tell("a1", TEXT)
    title = {"en": "Ministers meet in Oslo", "sv": "Ministrar möts i Oslo"}
    world.extract(changed(told_once(), title=title))
    assert FIRST in world.text()
    return world


def test_titles_that_nothing_can_be_made_of_go(world: World) -> None:
    """Where no words and no name are left for a title, the program's others go, and pages show the site's own."""
    world.titler = lambda event, facts: ({}, False)
    world.edit("factuality: happened", "factuality: cancelled")
    world.extract()
    assert "title_in" not in world.text()
    assert "title: Ministers meet in Oslo" in world.text()
    assert not world.extract().writes


def test_a_title_that_a_person_wrote_stays_when_the_others_go(world: World) -> None:
    """A Swedish title written by hand outlives the German one that the program takes back."""
    world.extract(changed(told_once(), title={"en": "Ministers meet in Oslo", "sv": "Ministrar möts", "de": "Treffen"}))
    world.edit("sv: Ministrar möts", "sv: Inget möte")
    world.titler = lambda event, facts: ({}, False)
    world.edit("factuality: happened", "factuality: cancelled")
    world.extract()
    assert "sv: Inget möte" in world.text()
    assert "de:" not in world.text()
    assert not world.extract().writes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Ministers meet in Oslo", "title: NATO ministers in Oslo"),
        ('date: "2024-03-07"', 'date: "2024-03-08"'),
        ("status: proposed", "status: disputed"),
    ],
)
def test_what_no_title_says_changes_none(world: World, old: str, new: str) -> None:
    """A date holds in no title, and a person's own title corrects no fact: the program's others stay."""
    world.edit(old, new)
    plan = world.extract()
    assert "sv: Ministrar möts i Oslo" in world.text()
    assert not [change for change in plan.changes if change.field.startswith("title_in")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("type: meeting", "type: vote", "VOTE"),
        ("organisations: [nato]", "organisations: []", "organisations=()"),
        ("organisations: [nato]", "organisations: [nato, un]", "organisations=('nato', 'un')"),
        ('countries: ["NO", "SE"]', 'countries: ["NO"]', "countries=('NO',)"),
        ("tier: main\n", "tier: main\nplaces: [oslo]\n", "places=('oslo',)"),
        ("tier: main\n", "tier: main\nroles: {nato: host}\n", "roles={'nato': 'host'}"),
        ("factuality: happened\n", "", ""),
    ],
)
def test_titles_are_made_of_the_fields_as_they_stand(world: World, old: str, new: str, said: str) -> None:
    """Each fact that a person corrects is what the program's titles are made of."""
    world.edit(old, new)
    world.extract()
    assert said in world.text()
    assert ("sv Facts" in world.text()) is bool(said)
    assert not world.extract().writes


def test_the_number_that_a_person_chose_stands_in_the_titles() -> None:
    """`use` is the number that a title may tell."""
    world = World(titler=lambda event, facts: ({"en": f"{facts.figures}"}, False))
    world.tell("a1", TEXT)
    figure = EventFigure("deaths", (FigureVersion(12, (0,)), FigureVersion(14, (0,))))
    world.extract(changed(told_once(), figures=(figure,)))
    world.edit("  - what: deaths\n", "  - what: deaths\n    use: 12\n")
    plan = world.extract()
    assert "{'deaths': (12,)}" in world.text()
    assert [Kind.CHANGED] == [change.kind for change in plan.changes]
