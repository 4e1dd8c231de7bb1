"""Measured: what figures are compared with and reach to does not date the event that tells them."""

from __future__ import annotations

import pytest

from dateline.core.model import EventType
from tests.find.test_events import edtf, events, only


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Monday Volvo reported a 12% rise in sales from a year earlier."),
        ("en", "On Monday Volvo reported a profit of 9 million kronor, up from 7 million a year ago."),
        ("sv", "I måndags redovisade Volvo en vinst på 9 miljarder, mot 7 miljarder i fjol."),
        ("de", "Am Montag meldete Siemens einen Gewinn von 9 Milliarden Euro nach 7 Milliarden im Vorjahr."),
    ],
)
def test_an_earlier_figure_gives_no_date(language: str, text: str) -> None:
    """Last year's figure, from which this one started out, is not when it happened."""
    assert ["2024-05-13"] == [edtf(event) for event in events(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Volvo posts first loss since 2009\n\nVolvo has posted the largest yearly loss since 2009."),
        ("sv", "Volvo redovisar första förlusten sedan 1992\n\nVolvo har redovisat sin största förlust sedan 1992."),
        ("de", "Siemens meldet ersten Verlust seit 1992\n\nSiemens hat den höchsten Verlust seit 1992 gemeldet."),
    ],
)
def test_since_after_a_superlative_is_no_beginning(language: str, text: str) -> None:
    """`The first loss since 1992` was told in the days before publication, not at some time since 1992."""
    assert {"[2024-05-12..2024-05-15]"} == {edtf(event) for event in events(text, language)}


def test_a_report_on_a_year_has_the_day_of_the_report() -> None:
    """What a firm makes known of last year becomes known now, whatever its verb takes for an object."""
    told = events("Volvo posts annual profit\n\nVolvo has posted an annual profit for last year of two billion euros.")
    assert {"[2024-05-12..2024-05-15]"} == {edtf(event) for event in told}


def test_nobody_speaks_for_a_quarter() -> None:
    """`For the last quarter of 2023 Volvo says …`: the quarter is that of the figures."""
    text = "Volvo does well\n\nFor the final quarter of 2023, Volvo says that it made profits of 800 million euros."
    assert "2023-36" not in {edtf(event) for event in events(text) if event.type is EventType.STATEMENT}


def test_the_name_of_a_month_is_no_march() -> None:
    """A month that is spelt like a trigger signals nothing where it is part of a date."""
    event = only("Volvo saw a 45% drop in vehicle sales in Sweden for its cars in March.")
    assert (EventType.ECONOMY, "2024-03") == (event.type, edtf(event))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Volvo recorded a fall in car sales in April."),
        ("sv", "Volvo noterade en minskning av försäljningen i april."),
        ("de", "Siemens verzeichnete im April einen Rückgang der Verkäufe."),
    ],
)
def test_a_move_of_figures_is_carried_by_its_verb(language: str, text: str) -> None:
    """Rises and falls are events of the economy as the objects of seeing and recording."""
    event = only(text, language)
    assert (EventType.ECONOMY, "2024-04") == (event.type, edtf(event))
