"""The benchmarks look into the program by name: the names are there."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from extract import STAGES


@pytest.mark.parametrize("place", [place for places in STAGES.values() for place in places])
def test_every_stage_is_entered_where_the_benchmark_waits(place: str) -> None:
    """A function that is renamed or moved is one whose time the benchmark would give to another stage."""
    module, name = place.split(":")
    assert callable(getattr(importlib.import_module(module), name))
