"""Years guessed from the tense of a clause give way to what another article says."""

from __future__ import annotations

import pytest

from .telling import Told, article, events_of


def told(text: str, when: str, words: str, *, factuality: str, planned: str | None = None) -> Told:
    return Told(
        text,
        "meeting",
        "visit",
        when,
        words,
        actors=["vladimir-putin", "RU"],
        others=["KZ"],
        factuality=factuality,
        planned=planned,
        mode="visit",
        value="XXXX" + when[4:],
    )


@pytest.mark.parametrize(("published", "year"), [("2022-11-20", "2022"), ("2024-02-20", "2023")])
def test_a_day_far_from_its_article_takes_the_year_another_article_gives(published, year):
    """A visit planned for 24 October in one article is the one called off in another, published a month later."""
    plan = told("Putin will visit Kazakhstan on 24 October.", "2022-10-24", "24 October", factuality="planned")
    off = told(
        "The visit to Kazakhstan, planned by Putin for 24 October, was cancelled.",
        "2023-10-24",
        "24 October",
        factuality="cancelled",
        planned="2023-10-24",
    )
    events = events_of(article("a", "en", "2022-10-16", plan), article("b", "en", published, off))
    cancelled = next(event for event in events if event.factuality == "cancelled")
    assert f"{year}-10-24" == cancelled.when.edtf
