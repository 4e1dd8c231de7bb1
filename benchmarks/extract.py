"""How fast articles become entries, and in how much memory: the whole extraction, measured in processor time.

    .venv/bin/python benchmarks/extract.py [ARTICLES…] [--from FOLDER…]

For each number of articles (default: 250 and 1,000) a project is made by `corpus.py` and extracted with one
process: characters per second of processor time, the greatest memory. Then as ratios: again with nothing changed and
with one article changed, and two processes against one (by the clock, which needs a machine with nothing else to do).
Last, the shares of the stages in the processor time of one whole run; what a stage loads, it pays for.
"""

from __future__ import annotations

import argparse
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus import ROOT, sources, write_project

STAGES = {
    "read": ("dateline.pipeline.articles:outline_article", "dateline.pipeline.articles:_read_one"),
    "times": ("dateline.find.annotate:find_times",),
    "entities": ("dateline.find.annotate:find_entities",),
    "clauses": ("dateline.find.annotate:find_all_clauses",),
    "events": ("dateline.find.annotate:find_events",),
    "dates": ("dateline.find.annotate:anchor", "dateline.find.annotate:date_events"),
    "gather": ("dateline.pipeline.articles:trace", "dateline.pipeline.events:gather"),
    "keep": ("dateline.keep.reconcile:reconcile",),
}
"""The functions by which the program enters each stage; none calls another."""


def extract(root: Path, *, jobs: int = 1) -> tuple[float, float, int]:
    """Seconds of processor time, seconds by the clock, megabytes of one run of the program."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "extract", "-q", "--jobs", str(jobs), "--root", str(root)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 1)
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - started, usage.ru_maxrss // 1024


def shares(root: Path) -> dict[str, float]:
    """The share of each stage in the processor time of one run in this process; `rest` is all else."""
    from dateline.core.problems import Problems
    from dateline.pipeline import extract as whole
    from dateline.pipeline.project import Project

    spent = dict.fromkeys([*STAGES, "rest"], 0.0)
    replaced: list[tuple[Any, str, Any]] = []

    def watched(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **options: Any) -> Any:
            begun = time.process_time()
            try:
                return function(*args, **options)
            finally:
                spent[stage] += time.process_time() - begun

        return timed

    for stage, places in STAGES.items():
        for place in places:
            module, name = place.split(":")
            holder = importlib.import_module(module)
            replaced.append((holder, name, getattr(holder, name)))
            setattr(holder, name, watched(stage, getattr(holder, name)))
    begun = time.process_time()
    try:
        whole.extract(Project(root=root, program=ROOT), Problems(), jobs=1)
    finally:
        for holder, name, function in replaced:
            setattr(holder, name, function)
    total = time.process_time() - begun
    spent["rest"] = total - sum(spent.values())
    return {stage: seconds / total for stage, seconds in spent.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("counts", type=int, nargs="*", default=[250, 1000])
    parser.add_argument("--from", dest="origin", type=Path, nargs="+", default=[ROOT / "seeds"])
    args = parser.parse_args()
    texts = [source for folder in args.origin for source in sources(folder)]
    for count in args.counts:
        with tempfile.TemporaryDirectory() as name:
            root = Path(name)
            characters = write_project(root, count, texts)
            full, clock, memory = extract(root)
            print(f"{count:,} articles, {characters:,} characters", flush=True)
            print(f"  full     {full:7.2f} s  {characters / full:9,.0f} characters a second  {memory} MB", flush=True)
            again, _, memory = extract(root)
            print(f"  again    {again:7.2f} s  {again / full:9.3f} of full  {memory} MB", flush=True)
            one = sorted((root / "seeds").glob("*.txt"))[count // 2]
            one.write_text(one.read_text("utf-8") + "\nSweden and Norway signed a treaty on 3 March 2011.\n", "utf-8")
            changed, _, memory = extract(root)
            print(f"  one new  {changed:7.2f} s  {changed / full:9.3f} of full  {memory} MB", flush=True)
            for folder in (".cache", "content"):
                shutil.rmtree(root / folder)
            _, two, memory = extract(root, jobs=2)
            print(
                f"  two      {two:7.2f} s by the clock, one {clock:.2f} s: {clock / two:.2f} times as fast", flush=True
            )
            for folder in (".cache", "content"):
                shutil.rmtree(root / folder)
            print("  shares  ", ", ".join(f"{stage} {part:.2f}" for stage, part in shares(root).items()), flush=True)


if __name__ == "__main__":
    main()
