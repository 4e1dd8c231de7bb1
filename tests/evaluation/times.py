"""How well expressions of time are read: `python -m tests.evaluation.times [--language sv] [--half dev] [--errors]`.

Each passage goes through `annotate --only times` as a line of JSON, with its language and day of publication.
README.md tells the measures.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import floor
from pathlib import Path
from typing import Any

from dateline.core.model import Span
from dateline.core.problems import Problems
from dateline.core.yamltext import load_data
from dateline.pipeline.annotate import annotate
from dateline.pipeline.project import Project

FOLDER = Path(__file__).parent / "times"
FLOORS = FOLDER / "floors.yaml"
ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "sv", "de", "fr")
HALVES = ("dev", "held")
SLACK = 1.0
"""Hundredths by which a floor lies under the score that set it: about one expression of a half of one language."""

_CALENDAR = re.compile(r"\d{4}(-\d\d(-\d\d)?|-W\d\d(-WE)?)?")
"""Values of a day, month, year or week."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One expression as TimeML marks it."""

    span: Span
    least: Span
    """What a strict extent must hold at least: `less than` and `about` may be left out."""
    types: tuple[str, ...]
    values: tuple[str, ...]
    """Each counts as right, as does each type."""
    neutral: bool = False
    """Found or not, it does not count."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A few sentences with all their expressions of time, in order; a trap has none."""

    id: str
    language: str
    published: str
    half: str
    text: str
    times: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One expression as the program reports it."""

    span: Span
    type: str
    value: str


@dataclass(slots=True)
class Hits:
    """Expressions right, of those expected and of those found."""

    right: int = 0
    expected: int = 0
    found: int = 0

    @property
    def f1(self) -> float | None:
        total = self.expected + self.found
        return 2 * self.right / total if total else None


@dataclass(slots=True)
class Score:
    """The counts of one language."""

    passages: int = 0
    expressions: int = 0
    hits: dict[str, Hits] = field(default_factory=dict)
    typed: int = 0
    pairs: int = 0
    trapped: int = 0
    """Expressions found in passages that have none."""
    lines: list[str] = field(default_factory=list)

    def add(self, measure: str, *, right: int = 0, expected: int = 0, found: int = 0) -> None:
        hits = self.hits.setdefault(measure, Hits())
        hits.right += right
        hits.expected += expected
        hits.found += found

    def measures(self) -> dict[str, float | None]:
        """Every measure from 0 to 1, the higher the better."""
        named = {name: self.hits[name].f1 if name in self.hits else None for name in MEASURES}
        return {**named, "type": self.typed / self.pairs if self.pairs else None}


MEASURES = ("strict", "overlap", "value", "calendar_strict", "calendar_overlap", "calendar_value")


# --------------------------------------------------------------------------------------------------------- passages


def load(languages: Iterable[str] = LANGUAGES, halves: Iterable[str] = HALVES) -> list[Passage]:
    """All passages of these languages and halves, in the order of the files."""
    halves = tuple(halves)
    found = []
    for language in languages:
        for record in load_data((FOLDER / f"{language}.yaml").read_text("utf-8")):
            passage = _passage(record, language)
            if passage.half in halves:
                found.append(passage)
    return found


def digest() -> str:
    """SHA-256 over all passages, so that a score is known to be of these."""
    sums = hashlib.sha256()
    for language in LANGUAGES:
        sums.update((FOLDER / f"{language}.yaml").read_bytes())
    return sums.hexdigest()


def _passage(record: Mapping[str, Any], language: str) -> Passage:
    text, at, times = record["text"], 0, []
    for row in record["times"]:
        match = re.search(rf"(?<!\w){re.escape(row['words'])}(?!\w)", text[at:])
        if match is None:
            raise ValueError(f"{record['id']}: {row['words']!r} does not stand after the expression before it")
        span = Span(at + match.start(), at + match.end())
        start = span.start + row["words"].index(row.get("least", row["words"]))
        least = Span(start, start + len(row.get("least", row["words"])))
        neutral = row.get("neutral") == "yes"
        times.append(Gold(span, least, tuple(row["type"].split(" or ")), tuple(row["value"].split(" or ")), neutral))
        at = span.end
    half = "held" if record["held"] == "yes" else "dev"
    return Passage(record["id"], language, record["published"], half, text, tuple(times))


# ---------------------------------------------------------------------------------------------------------- scoring


def run(passages: Sequence[Passage]) -> list[list[Found]]:
    """What `annotate --only times` finds in each passage."""
    lines = [
        json.dumps({"id": passage.id, "lang": passage.language, "dct": passage.published, "text": passage.text})
        for passage in passages
    ]
    out = io.StringIO()
    annotate(Project(ROOT / "tests", ROOT), (line.encode() for line in lines), out, Problems(), only_times=True)
    rows = [json.loads(line)["timexes"] for line in out.getvalue().splitlines()]
    return [[Found(Span(row["start"], row["end"]), row["type"], row["value"]) for row in found] for found in rows]


def score(passages: Sequence[Passage]) -> Score:
    """The score of these passages together."""
    total = Score()
    for passage, found in zip(passages, run(passages), strict=True):
        compare(passage, found, total)
    return total


def compare(passage: Passage, found: Sequence[Found], total: Score) -> None:
    """Add one passage: each gold expression takes the one found that covers most of it.

    A range found as one (`1996 to 2001`) may answer for both of its ends: its value then is right for each end that it
    names, its extent for neither.
    """
    total.passages += 1
    total.expressions += len(passage.times)
    used: set[int] = set()
    for gold in passage.times:
        near = [n for n, one in enumerate(found) if _common(one.span, gold.span) > 0]
        near = [n for n in near if n not in used or "/" in found[n].value]
        best = max(near, key=lambda n: (_common(found[n].span, gold.span), -n), default=None)
        if best is not None:
            used.add(best)
        if not gold.neutral:
            _pair(passage, gold, None if best is None else found[best], total)
    for n, one in enumerate(found):
        if n not in used:
            for measure in MEASURES:
                if not measure.startswith("calendar") or _is_calendar(one.type, one.value):
                    total.add(measure, found=1)
            total.trapped += not passage.times
            total.lines.append(f"{passage.id} too many: {_words(passage, one.span)!r} = {one.value}")


def _pair(passage: Passage, gold: Gold, one: Found | None, total: Score) -> None:
    ends = one.value.split("/") if one else []
    exact = (
        one is not None
        and gold.span.start <= one.span.start <= gold.least.start
        and gold.least.end <= one.span.end <= gold.span.end
    )
    right = one is not None and (one.value in gold.values or any(end in gold.values for end in ends))
    for measure, hit in (("strict", exact), ("overlap", one is not None), ("value", right)):
        total.add(measure, right=hit, expected=1, found=one is not None)
        wanted = _is_calendar(gold.types[0], gold.values[0])
        got = one is not None and all(_is_calendar(one.type, end) for end in ends)
        total.add(f"calendar_{measure}", right=hit and wanted and got, expected=wanted, found=got)
    if one is None:
        total.lines.append(f"{passage.id} missed: {_words(passage, gold.span)!r} is {' or '.join(gold.values)}")
        return
    total.pairs += 1
    total.typed += one.type in gold.types
    what = [name for name, good in (("extent", exact), ("value", right), ("type", one.type in gold.types)) if not good]
    if what:
        is_, got_ = (
            f"{gold.types[0]} {' or '.join(gold.values)}",
            f"{_words(passage, one.span)!r} {one.type} {one.value}",
        )
        total.lines.append(f"{passage.id} {', '.join(what)}: {_words(passage, gold.span)!r} is {is_}, got {got_}")


def _is_calendar(type_: str, value: str) -> bool:
    return type_ == "DATE" and _CALENDAR.fullmatch(value) is not None


def _common(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _words(passage: Passage, span: Span) -> str:
    return passage.text[span.start : span.end]


# ----------------------------------------------------------------------------------------------------------- tables


def table(scores: Mapping[str, Score]) -> str:
    """A Markdown table: one row a measure, one column a language."""
    rows = [("", *scores), ("---", *("---:" for _ in scores))]
    rows.append(("passages", *(str(score.passages) for score in scores.values())))
    rows.append(("expressions", *(str(score.expressions) for score in scores.values())))
    for name in (*MEASURES, "type"):
        values = [score.measures()[name] for score in scores.values()]
        rows.append((name, *("–" if value is None else f"{value:.3f}" for value in values)))
    rows.append(("found in traps", *(str(score.trapped) for score in scores.values())))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def floors() -> dict[str, Any]:
    """What `times/floors.yaml` says: the digest, then by half and language the least a measure may be."""
    loaded: dict[str, Any] = load_data(FLOORS.read_text("utf-8"))
    return loaded


def raised_floors() -> str:
    """The text of the floors with every floor raised to just under the score of now; none is lowered."""
    old = floors() if FLOORS.exists() else {}
    out = [f"digest: {digest()}"]
    for half in HALVES:
        out.append(f"{half}:")
        for language in LANGUAGES:
            least = old.get(half, {}).get(language, {})
            measured = score(load([language], [half])).measures()
            rows = [
                f"{name}: {max(float(least.get(name, 0)), floor(value * 100 - SLACK) / 100):.2f}"
                for name, value in measured.items()
                if value is not None
            ]
            out.append(f"  {language}: {{{', '.join(rows)}}}")
    return "\n".join(out)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Score the reading of expressions of time.")
    parser.add_argument("--half", choices=HALVES, help="one half alone; both by default")
    parser.add_argument("--language", choices=LANGUAGES, help="one language alone")
    parser.add_argument("--errors", action="store_true", help="list what went wrong (of the development half)")
    parser.add_argument("--floors", action="store_true", help="print the floors as the scores of now would raise them")
    options = parser.parse_args(arguments)
    if options.floors:
        print(raised_floors())
        return
    languages = (options.language,) if options.language else LANGUAGES
    for half in (options.half,) if options.half else HALVES:
        scores = {language: score(load([language], [half])) for language in languages}
        print(f"\n{half}\n\n{table(scores)}")
        if options.errors and half == "dev":
            for result in scores.values():
                print("", *result.lines, sep="\n")


if __name__ == "__main__":
    main()
