"""How long reconciling takes with 10,000 entries: nothing changed, one article changed, first build.

Run it with the project's Python: `.venv/bin/python benchmarks/keep.py [entries]`. Prints seconds of processor time and megabytes.
"""

from __future__ import annotations

import gc
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from dateline.core.config import Config
from dateline.core.model import Article, Event, EventType, Evidence, Factuality, Span, Tier
from dateline.core.problems import Problems
from dateline.core.steps import Memory
from dateline.core.text import digest
from dateline.core.when import When
from dateline.keep.decisions import read_links
from dateline.keep.entries import read_entries
from dateline.keep.quotes import check_quotes
from dateline.keep.reconcile import reconcile

CONFIG = Config(title="Benchmark", language="en")
COUNTRIES = ("NO", "SE", "DE", "FR", "PL", "US", "RU", "KZ")
FILLER = "The talks went on until late in the evening, said people who were there and did not want to be named. " * 12


def world(count: int) -> tuple[list[Event], dict[str, Article]]:
    """`count` events with three tellings each, in as many articles as events, four tellings a text."""
    articles: dict[str, Article] = {}
    sentences: dict[tuple[int, int], str] = {}
    for n in range(count):
        rows = []
        for part in range(3):
            sentence = (
                f"Ministers of group {n} met in hall {part} on Friday, the {n % 28 + 1}th, and “agreed” on point {n}."
            )
            sentences[n, part] = sentence
            rows.append(sentence + " " + FILLER[:400])
        text = "\n".join(rows)
        articles[f"a{n}"] = Article(f"a{n}", f"seeds/a{n}.txt", text, digest(text), language="en")
    events = []
    for n in range(count):
        told = []
        for part in range(3):
            home = (n + part * 7) % count
            sentence = sentences[home, part]
            start = articles[f"a{home}"].text.index(sentence)
            told.append(
                Evidence(
                    f"a{home}",
                    Span(start, start + len(sentence)),
                    sentence,
                    "en",
                    supports=("date", "type", f"countries/{COUNTRIES[n % 8]}"),
                    when="on Friday",
                    origin=f"a{home}",
                )
            )
        events.append(
            Event(
                key=f"a{n}#{n}",
                mentions=tuple(f"{item.article}#{item.span.start}" for item in told),
                type=EventType.MEETING,
                factuality=Factuality.HAPPENED,
                tier=Tier.MAIN,
                when=When.parse(f"{1990 + n % 30}-{n % 12 + 1:02}-{n % 28 + 1:02}"),
                title={"en": f"Ministers of group {n} meet", "sv": f"Ministrar i grupp {n} möts"},
                summary="Ministers met and agreed on a point that had long been open between their countries.",
                summary_language="en",
                evidence=tuple(told),
                countries=(COUNTRIES[n % 8], COUNTRIES[(n + 3) % 8]),
                organisations=("nato", "eu"),
                confidence=0.8,
            )
        )
    return events, articles


def main(count: int) -> None:
    events, articles = world(count)
    files: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        memory = Memory(Path(folder))

        def run(what: str, told: list[Event], *, memory: Memory | None = memory) -> None:
            gc.collect()
            problems = Problems()
            start = time.process_time()
            plan = reconcile(told, files, config=CONFIG, articles=articles, problems=problems, memory=memory)
            seconds = time.process_time() - start
            files.update({path: data for path, data in plan.writes.items() if data is not None})
            print(f"{what:<44} {seconds:7.2f} s   {len(plan.writes):6} files written")

        print(f"{count} entries")
        run("first build", events)
        run("nothing changed, nothing remembered", events, memory=None)
        run("nothing changed, entries not yet remembered", events)
        run("nothing changed", events)
        run("nothing changed", events)
        run("one event changed", [replace(events[0], when=When.parse("2001")), *events[1:]])
        for what, memory_used in (("read for the site, remembered", memory), ("read for the site, cold", None)):
            gc.collect()
            start = time.process_time()
            entries = read_entries(files, Problems(), memory=memory_used)
            middle = time.process_time()
            check_quotes(entries, articles, Problems())
            print(f"{what:<44} {middle - start:7.2f} s   quotes {time.process_time() - middle:.2f} s")
        start = time.process_time()
        read_links(files, Problems(), memory=memory)
        print(f"{'links for the gathering':<44} {time.process_time() - start:7.2f} s")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
