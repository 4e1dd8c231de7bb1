"""Fixtures of the tests of keep/."""

from __future__ import annotations

import pytest
from keep_world import OTHER, TEXT, World, told_once


@pytest.fixture
def world() -> World:
    """Two articles, one event told by the first of them, one entry."""
    world = World()
    world.tell("a1", TEXT)
    world.tell("a2", OTHER)
    world.extract(told_once())
    return world
