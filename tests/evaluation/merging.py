"""How well tellings of one event are joined across articles: `python -m tests.evaluation.merging [--half dev|held]`.

Each file of `clusters/` is a handful of articles in several languages with the events they tell; they are built as a
project of their own. `--errors` names what was missed: use it with the half for development only.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from dateline.core.model import Event
from dateline.core.problems import Problems
from dateline.core.yamltext import load_data
from dateline.pipeline.events import Found, find
from dateline.pipeline.project import Project

FOLDER = Path(__file__).parent / "clusters"
PROGRAM = Path(__file__).parents[2]
HALVES: Mapping[str, tuple[str, ...]] = {
    "dev": ("company", "quakes", "talks"),
    "held": ("courts", "election", "sport"),
}
"""Whoever changes the program may look at the first three; of the others only the totals."""

Place = tuple[str, int]
"""An article and a sentence of it."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of the events of some clusters."""

    events: int
    """Told in two articles or more."""
    whole: int
    """Of them one entry with every article that tells them, and no second entry."""
    pairs: int
    """Pairs of articles that tell one event."""
    linked: int
    """Of them those that stand in one entry."""
    mixed: tuple[str, ...]
    """Entries that hold sentences of two events."""
    missed: tuple[str, ...]


def built(name: str, root: Path, *, dates: bool = True) -> tuple[Found, dict[str, Any]]:
    """Everything found in the articles of one cluster, and the cluster."""
    data = load_data((FOLDER / f"{name}.yaml").read_text("utf-8"))
    seeds = root / "seeds"
    seeds.mkdir(parents=True)
    (root / "site.yaml").write_text(f"title: {name}\nlanguage: en\n", "utf-8")
    known = []
    for article, record in data["articles"].items():
        (seeds / f"{article}.txt").write_text(record["text"], "utf-8")
        known.append(f"{article}: {{language: {record['language']}")
        known[-1] += f', published: "{record["published"]}"}}' if dates else "}"
    (seeds / "articles.yaml").write_text("\n".join(known) + "\n", "utf-8")
    return find(Project(root, PROGRAM), Problems(), jobs=1), data


def measure(names: Sequence[str]) -> Joined:
    """How the events of these clusters were joined."""
    counts = [0, 0, 0, 0]
    mixed: list[str] = []
    missed: list[str] = []
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            found, data = built(name, Path(folder))
        told = {
            event: {article: _sentence(found, article, words) for article, words in tellings.items()}
            for event, tellings in data["events"].items()
        }
        entries = {event.key: (event, frozenset(_places(event, found))) for event in found.events}
        only: dict[Place, set[str]] = {}
        for event, tellings in told.items():
            for place in tellings.items():
                only.setdefault(place, set()).add(event)
        pure = {}
        for key, (entry, places) in entries.items():
            of = {min(events) for place, events in only.items() if place in places and len(events) == 1}
            pure[key] = of
            if len(of) > 1:
                mixed.append(f"{name}: {entry.title.get('en')} holds {', '.join(sorted(of))}")
        for event, tellings in told.items():
            if len(tellings) < 2:
                continue
            counts[0] += 1
            held = {
                key: {article for article, sentence in tellings.items() if (article, sentence) in places}
                for key, (_, places) in entries.items()
                if pure[key] <= {event}
            }
            best = max(held.values(), key=len, default=set())
            own = [key for key in held if pure[key] == {event}]
            whole = len(best) == len(tellings) and len(own) <= 1
            counts[1] += whole
            counts[2] += len(list(combinations(tellings, 2)))
            counts[3] += sum(
                any({a, b} <= articles for articles in held.values()) for a, b in combinations(tellings, 2)
            )
            if not whole:
                rows = sorted(((key, sorted(articles)) for key, articles in held.items() if articles), key=str)
                missed.append(f"{name}/{event}: told in {', '.join(tellings)}; entries {rows}")
    return Joined(*counts, tuple(mixed), tuple(missed))


def _sentence(found: Found, article: str, words: str) -> int:
    """The place of the one sentence that holds these words."""
    document = found.documents[article]
    start = document.article.text.index(words)
    return next(
        number
        for number, sentence in enumerate(document.article.sentences)
        if sentence.span.start <= start < sentence.span.end
    )


def _places(event: Event, found: Found) -> Iterator[Place]:
    """The sentences an event rests on."""
    for evidence in event.evidence:
        for number, sentence in enumerate(found.documents[evidence.article].article.sentences):
            if sentence.span.start < evidence.span.end and evidence.span.start < sentence.span.end:
                yield evidence.article, number


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=sorted(HALVES))
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    for half in [options.half] if options.half else sorted(HALVES):
        joined = measure(HALVES[half])
        print(
            f"{half}: one entry {joined.whole} of {joined.events} events, linked {joined.linked} of {joined.pairs} pairs, "
            f"entries with two events {len(joined.mixed)}"
        )
        if options.errors:
            print(*joined.missed, *joined.mixed, sep="\n")


if __name__ == "__main__":
    main()
