"""Killed at any moment and run again, a build ends where an undisturbed one ends."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from project_world import ROOT, build, lay_out, result

from dateline.core import files

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

_NEW = "Denmark and Iceland signed a treaty in Copenhagen on 5 May 2031.\n"


def _in_a_child(work: Callable[[], object], *, seconds: float | None = None) -> int:
    """Run something in a process of its own, which shares what is loaded; kill it after so long. The signal or 0."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException:  # the parent sees the code
            os._exit(3)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, -signal.SIGKILL)
    return -code


def _change(root: Path) -> None:
    """Make the next build add, change and remove entries."""
    (root / "seeds/new.txt").write_text(_NEW, "utf-8")
    (root / "seeds/de-streik.txt").unlink()
    path = root / "seeds/en-summit.txt"
    path.write_text(path.read_text("utf-8").replace("at least twelve", "at least fourteen"), "utf-8")


def _steps(work: Callable[[], object], at: int | None, *, after: bool = False) -> int:
    """Do the work and count the files it puts in place or removes; die by SIGKILL at one of them."""
    count = 0
    replace, unlink = os.replace, Path.unlink

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **options: object) -> object:
            nonlocal count
            count += 1
            if count == at and not after:
                os.kill(os.getpid(), signal.SIGKILL)
            done = function(*args, **options)
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return step

    files.os.replace, Path.unlink = counted(replace), counted(unlink)  # type: ignore[assignment,method-assign]
    try:
        work()
    finally:
        files.os.replace, Path.unlink = replace, unlink  # type: ignore[method-assign]
    return count


def _kill_and_compare(built: Path, tmp_path: Path, number: int, *, first: bool) -> None:
    """Build undisturbed and killed once, `first` from nothing, else after changes; compare what stands in the end."""
    pick = random.Random(number)

    def project(name: str) -> Path:
        if first:
            return lay_out(tmp_path / name)
        root = Path(shutil.copytree(built, tmp_path / name))
        _change(root)
        return root

    calm, killed = project("calm"), project("killed")
    start = time.perf_counter()
    steps = _steps(lambda: build(calm), None)
    seconds = time.perf_counter() - start
    if number % 2:
        at, after = pick.randrange(1, steps + 1), pick.random() < 0.5
        assert signal.SIGKILL == _in_a_child(lambda: _steps(lambda: build(killed), at, after=after))
    else:
        _in_a_child(lambda: build(killed), seconds=pick.uniform(0, seconds))
    assert not build(killed).has_errors
    one, other = result(calm), result(killed)
    assert one["content"] == other["content"]
    assert [] == [path for path, data in one["public"].items() if other["public"].get(path) != data]
    assert one["public"].keys() == other["public"].keys()


@pytest.mark.parametrize("number", range(20))
def test_a_killed_build_is_finished_by_the_next(built: Path, tmp_path: Path, number: int) -> None:
    """At twenty points, by time and between any two files: entries, ledger and site equal those of a calm build."""
    _kill_and_compare(built, tmp_path, number, first=number % 4 < 2)


@pytest.mark.long
@pytest.mark.parametrize("number", range(20, 200))
def test_a_killed_build_is_finished_by_the_next_long(built: Path, tmp_path: Path, number: int) -> None:
    """The same at two hundred points."""
    _kill_and_compare(built, tmp_path, number, first=number % 4 < 2)


def test_the_program_stands_where_the_test_thinks() -> None:
    """The test kills at what `core.files` does: it puts files in place by os.replace and removes by unlink."""
    source = (ROOT / "dateline/core/files.py").read_text("utf-8")
    assert "os.replace(" in source
    assert ".unlink(" in source
