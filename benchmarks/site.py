"""How fast entries become a site, and in how much memory: cold, again, and with one entry changed.

    .venv/bin/python benchmarks/site.py [ENTRIES…] [--from FOLDER…] [--serve]

With `--serve` it is measured by the clock how long after a title is saved the preview shows it; 0 entries stand for the
project in `seeds/` as it is. Without, for each number of entries (default: 1,000 and 10,000) a project is made: articles by `corpus.py`, entries by extracting
some of them and repeating those with other ids, titles and years. Every figure is processor time of `build.py render`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus import ROOT, sources, write_project

_ARTICLES = 100
_DIGITS = "abcdefghijklmnopqrstuvwxyz234567"


def run(root: Path, command: str) -> tuple[float, float, int]:
    """Seconds of processor time, seconds by the clock, megabytes of one run of the program."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), command, "-q", "--jobs", "1", "--root", str(root)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 1)
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - started, usage.ru_maxrss // 1024


def saves(root: Path, entry: Path, *, times: int = 7) -> list[float]:
    """Seconds from the save of an entry's title until the preview shows it on the entry's page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ident = re.search(r"^id: (\S+)$", entry.read_text("utf-8"), flags=re.M)
    assert ident is not None
    address = f"http://127.0.0.1:{port}/events/{ident[1]}.html"
    command = [sys.executable, str(ROOT / "build.py"), "serve", "-q", "--port", str(port), "--root", str(root)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def shown(words: str, *, patience: float = 600) -> float:
        started = time.perf_counter()
        while time.perf_counter() - started < patience:
            with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=60) as answer:
                if words.encode() in answer.read():
                    return time.perf_counter() - started
            time.sleep(0.005)
        raise TimeoutError(words)

    try:
        shown("<h1")
        found = []
        for number in range(times):
            text = entry.read_text("utf-8")
            entry.write_text(re.sub(r"^title: .*$", f"title: Saved {number} times", text, count=1, flags=re.M), "utf-8")
            found.append(shown(f"Saved {number} times"))
            time.sleep(0.5)
        return found
    finally:
        process.kill()
        process.wait()


def multiply(root: Path, count: int) -> int:
    """Make `count` entries of those that stand, each with an id and a year of its own; how many stand in the end."""
    events = root / "content/events"
    models = [path.read_text("utf-8") for path in sorted(events.rglob("*.yaml"))]
    made = len(models)
    for number in range(max(0, count - made)):
        text = models[number % len(models)]
        ident, rest = "", number
        for _ in range(6):
            ident, rest = _DIGITS[rest % 32] + ident, rest // 32
        text = re.sub(r"^id: .*$", f"id: ev-{ident}", text, flags=re.MULTILINE)
        text = re.sub(r'^(?:date|planned): ".*$', partial(_moved, year=1950 + number % 75), text, flags=re.MULTILINE)
        text = re.sub(r"^(part_of|follows|maybe_same_as):.*\n(?: .*\n)*", "", text, flags=re.MULTILINE)
        path = events / f"{1950 + number % 75}" / f"{number:06}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return made + max(0, count - made)


def _moved(line: re.Match[str], *, year: int) -> str:
    """The line of a date with all its years moved by as many, so that it begins in `year`."""
    years = [int(found) for found in re.findall(r"(?<!\d)\d{4}(?!\d)", line[0])]
    return re.sub(r"(?<!\d)\d{4}(?!\d)", lambda m: str(int(m[0]) + year - min(years)), line[0]) if years else line[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("counts", type=int, nargs="*", default=[1000, 10_000])
    parser.add_argument("--from", dest="origin", type=Path, nargs="+", default=[ROOT / "seeds"])
    parser.add_argument("--serve", action="store_true", help="measure from a save to the page instead")
    args = parser.parse_args()
    texts = [source for folder in args.origin for source in sources(folder)]
    for count in args.counts:
        with tempfile.TemporaryDirectory() as name:
            root = Path(name)
            if count:
                write_project(root, _ARTICLES, texts)
            else:
                shutil.copytree(ROOT / "seeds", root / "seeds")
                shutil.copy(ROOT / "site.yaml", root)
            run(root, "extract")
            entries = multiply(root, count)
            if args.serve:
                one = sorted((root / "content/events").rglob("*.yaml"))[entries // 2]
                times = sorted(saves(root, one))
                told = f"best {times[0]:.2f} s, middle {times[len(times) // 2]:.2f} s, worst {times[-1]:.2f} s"
                print(f"{entries:,} entries, from a save to the page: {told}", flush=True)
                continue
            cold, clock, memory = run(root, "render")
            files = sum(1 for path in (root / "public").rglob("*") if path.is_file())
            print(f"{entries:,} entries, {files:,} files", flush=True)
            print(f"  cold     {cold:7.2f} s ({clock:.2f} s by the clock)  {memory} MB", flush=True)
            again, _, memory = run(root, "render")
            print(f"  again    {again:7.2f} s  {again / cold:6.3f} of cold  {memory} MB", flush=True)
            one = sorted((root / "content/events").rglob("*.yaml"))[entries // 2]
            one.write_text(re.sub(r"^title: .*$", "title: Another title", one.read_text("utf-8"), count=1, flags=re.M))
            changed, _, memory = run(root, "render")
            print(f"  changed  {changed:7.2f} s  {changed / cold:6.3f} of cold  {memory} MB", flush=True)


if __name__ == "__main__":
    main()
