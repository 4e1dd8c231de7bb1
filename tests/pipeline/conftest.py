"""The small project, built once for all tests of a process and copied for each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from project_world import ARTICLES, build, lay_out


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay_out(tmp_path_factory.mktemp("small") / "project")
    assert not build(root).has_errors
    return root


@pytest.fixture
def built(_built: Path, tmp_path: Path) -> Path:
    """The small project after its first build, of which nothing else knows."""
    return Path(shutil.copytree(_built, tmp_path / "built"))


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[..., Path]:
    """Lays out the small project, not built yet, in a folder of that name."""

    def make(name: str = "fresh", articles: Mapping[str, str] = ARTICLES) -> Path:
        return lay_out(tmp_path / name, articles)

    return make
