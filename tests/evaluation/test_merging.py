"""Our clusters of articles: tellings of one event stand in one entry, look-alikes do not."""

from __future__ import annotations

import pytest

from .merging import FOLDER, HALVES, measure

# One pair less of `dev` since a takeover stands in one entry by the headline of its first article: the sentence that the
# cluster marks there, on its announcement, is no longer told for it.
FLOORS = {"dev": (10, 26), "held": (6, 23)}
"""Events that are one entry, and pairs of articles linked, at the least; they only rise."""


def test_every_cluster_belongs_to_a_half():
    """No cluster is measured by nobody."""
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(
        name for names in HALVES.values() for name in names
    )


@pytest.mark.parametrize("half", sorted(HALVES))
def test_tellings_are_joined_and_look_alikes_are_not(half):
    """Of the events that several articles tell so many are one entry; no entry holds two events."""
    joined = measure(HALVES[half])
    assert () == joined.mixed
    assert FLOORS[half] <= (joined.whole, joined.linked)
    assert FLOORS[half][1] <= joined.linked
