"""What suites share: the demo as it is built from `seeds/`, a site with every kind of entry, a browser, Java.

A tool that is missing skips the tests that need it, with the reason; where DATELINE_REQUIRE_ALL is set (`.ci/run` sets
it) the same test fails, so that a continuous run never passes for want of a browser.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def missing(what: str, remedy: str) -> NoReturn:
    """Skip the test that needs this tool, or fail it where everything is required."""
    if os.environ.get("DATELINE_REQUIRE_ALL"):
        pytest.fail(f"{what} is required here and missing: {remedy}")
    pytest.skip(f"{what} is missing: {remedy}")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium."""
    for name in CHROMIUM_NAMES:
        path = shutil.which(name)
        if path:
            return path
    missing("Chromium", "install the package 'chromium'")


@pytest.fixture(scope="session")
def java() -> str:
    """The path of a Java runtime."""
    return shutil.which("java") or missing("Java", "install the package 'default-jre-headless'")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """One running Chromium for all tests of a process: two at once cannot share a thread."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_ARGS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder all processes of this test run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


def once(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name`, made by whichever process of this test run comes first; the others wait for it."""
    target = folder / name
    with open(folder / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (target / ".made").exists():
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir()
            make(target)
            (target / ".made").touch()
    return target


@pytest.fixture(scope="session")
def demo(shared_folder: Path) -> Path:
    """The published folder of the demo, built anew from `seeds/` and `site.yaml` by the pipeline."""
    return once(shared_folder, "demo", _build_demo) / "public"


def _build_demo(folder: Path) -> None:
    from dateline.core.problems import Problems
    from dateline.pipeline.extract import extract
    from dateline.pipeline.project import Project
    from dateline.pipeline.render import render

    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copy(ROOT / "site.yaml", folder)
    problems = Problems()
    project = Project(root=folder, program=ROOT)
    extract(project, problems, jobs=1)
    render(project, problems)
    assert not problems.has_errors, "\n".join(map(str, problems))


@pytest.fixture(scope="session")
def story_site(shared_folder: Path) -> Path:
    """The published folder of an invented story that has every kind of date, state and entry, in two languages.

    It says that its address is https://example.org/timeline/.
    """
    return once(shared_folder, "story", _build_story) / "timeline"


def _build_story(folder: Path) -> None:
    from dateline.show.render import render
    from tests.show.makers import LEXICON, Story, config, templates

    story = Story(config=config(languages=("en", "de"), address="https://example.org/timeline/"))
    static = {
        path.relative_to(ROOT / "static").as_posix(): path for path in (ROOT / "static").rglob("*") if path.is_file()
    }
    worn = {name: path.read_bytes() for name, path in static.items()}
    for path, data in render(story.site(), templates(), LEXICON, static=worn).items():
        target = folder / "timeline" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    shutil.copytree(ROOT / "static", folder / "timeline/static")


@pytest.fixture(scope="session", params=["demo", "story"])
def published(request: pytest.FixtureRequest) -> Path:
    """Both sites, one after the other."""
    return request.getfixturevalue("demo" if request.param == "demo" else "story_site")
