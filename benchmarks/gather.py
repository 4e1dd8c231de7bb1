"""How the cost of gathering grows: articles made by varying a small story are gathered, 500 to 8,000 of them.

    .venv/bin/python benchmarks/gather.py

Each story is another week, body, pair of countries and town; four tellings in two languages tell each. The seconds per
thousand mentions should stay level, and every story should become as many events as one story alone.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from gather.telling import Told, article, events_of

from dateline.core.when import When

COUNTRIES = ("RU", "KZ", "KG", "TJ", "AM", "AZ", "UA", "TR", "US", "SE", "EE")
BODIES = ("cis", "cica", "csto")
TOWNS = ("astana", "almaty", "saint-petersburg", "batken")


def story(number: int) -> list:
    """Four articles about a meeting and an attack of one week."""
    monday = date(1995, 1, 2) + timedelta(days=number * 3)
    body, town = BODIES[number % 3], TOWNS[number % 4]
    one, two = COUNTRIES[number % 11], COUNTRIES[(number * 7 + 3) % 11]
    out = []
    for copy, language in enumerate(("en", "sv", "en", "sv")):
        key = f"s{number:06}{copy}"
        day, next_day = When.day(monday).edtf, When.day(monday + timedelta(days=1)).edtf
        vague = When.between(monday, monday + timedelta(days=6)).edtf
        met = Told(
            f"Story{number} leaders met in Town{number} then.", "meeting", "met", vague if copy == 3 else day, "then",
            actors=[body], places=[town], lemma="meet",
        )  # fmt: skip
        hit = Told(
            f"Side{number} attacked Other{number} then.", "attack", "attacked", next_day, "then",
            actors=[one], targets=[two], lemma="attack",
        )  # fmt: skip
        document = article(key, language, When.day(monday + timedelta(days=3)).edtf, met, hit)
        out.append(replace(document))
    return out


def main() -> None:
    for stories in (125, 250, 500, 1000, 2000):
        documents = [document for number in range(stories) for document in story(number)]
        mentions = sum(len(document.events) for document in documents)
        start = time.process_time()
        events = events_of(*documents)
        seconds = time.process_time() - start
        print(
            f"{len(documents):6} articles {mentions:6} mentions {len(events):6} events "
            f"{seconds:7.2f} s  {1000 * seconds / mentions:6.3f} s per 1,000 mentions"
        )


if __name__ == "__main__":
    main()
