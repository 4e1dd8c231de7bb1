"""How well the program reads our annotated texts: `python -m tests.evaluation.scorer [--half dev|held] [--errors]`.

Each text is read, annotated, dated and gathered as in a build, alone. What is scored are the events that would become
entries. README.md tells the measures.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import floor
from pathlib import Path
from typing import Any

from dateline.core.model import Document, Event, EventMention, Factuality, Span
from dateline.core.problems import Problems
from dateline.core.yamltext import load_data
from dateline.find.anchor import resolve
from dateline.find.annotate import annotate, date
from dateline.gather.cluster import gather
from dateline.gather.publication import narrow
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_article

from . import merging, stories, times
from .corpus import HALVES, LANGUAGES, GoldEvent, GoldText, digest, load

FLOORS = Path(__file__).parent / "floors.yaml"
DOCUMENT = Path(__file__).parents[2] / "docs" / "quality.md"
PUBLIC = Path(__file__).parents[2] / "dateline" / "data" / "quality.yaml"
PUBLISHED = ("recall", "precision", "date_right", "truly_happened", "countries")
"""What the about page of a site tells its readers."""
BEGIN, END = "<!-- figures: python -m tests.evaluation.scorer --document -->", "<!-- end of figures -->"
SLACK = 2.0
"""Hundredths by which a floor lies under the score that set it: one event more or less in a half of one language."""
FEWEST = 20
"""A measure of fewer cases has no floor: one of them would move it too far."""

CAME_TO_PASS = frozenset({Factuality.HAPPENED, Factuality.ONGOING})
NOT_FALSE = CAME_TO_PASS | {Factuality.REFUSED}
"""A refusal is itself a happening: telling it as one is another error, and counted in `factuality` alone."""


@dataclass(slots=True)
class Ratio:
    """So many right of so many."""

    right: float = 0
    of: float = 0

    def add(self, right: float, of: float = 1) -> None:
        self.right += right
        self.of += of

    @property
    def share(self) -> float | None:
        return self.right / self.of if self.of else None


@dataclass(slots=True)
class Score:
    """The counts behind every measure, for the texts of one language."""

    texts: int = 0
    time_precision: Ratio = field(default_factory=Ratio)
    time_recall: Ratio = field(default_factory=Ratio)
    recall: Ratio = field(default_factory=Ratio)
    precision: Ratio = field(default_factory=Ratio)
    date_right: Ratio = field(default_factory=Ratio)
    date_possible: Ratio = field(default_factory=Ratio)
    factuality: Ratio = field(default_factory=Ratio)
    type: Ratio = field(default_factory=Ratio)
    country_precision: Ratio = field(default_factory=Ratio)
    country_recall: Ratio = field(default_factory=Ratio)
    organisations: Ratio = field(default_factory=Ratio)
    people: Ratio = field(default_factory=Ratio)
    truly_happened: Ratio = field(default_factory=Ratio)
    duplicates: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def measures(self) -> dict[str, float | None]:
        """Every measure from 0 to 1, the higher the better; None where there is nothing to measure."""
        return {
            "times": _harmonic(self.time_precision.share, self.time_recall.share),
            "recall": self.recall.share,
            "precision": self.precision.share,
            "date_right": self.date_right.share,
            "date_possible": self.date_possible.share,
            "factuality": self.factuality.share,
            "type": self.type.share,
            "countries": _harmonic(self.country_precision.share, self.country_recall.share),
            "organisations": self.organisations.share,
            "people": self.people.share,
            "truly_happened": self.truly_happened.share,
        }

    def sizes(self) -> dict[str, float]:
        """How many cases each measure rests on."""
        return {
            "times": self.time_recall.of,
            "recall": self.recall.of,
            "precision": self.precision.of,
            "date_right": self.date_right.of,
            "date_possible": self.date_possible.of,
            "factuality": self.factuality.of,
            "type": self.type.of,
            "countries": self.country_recall.of,
            "organisations": self.organisations.of,
            "people": self.people.of,
            "truly_happened": self.truly_happened.of,
        }

    def note(self, kind: str, text: GoldText, words: str) -> None:
        self.errors[kind] += 1
        self.lines.append(f"{text.id} {kind}: {words}")


def _harmonic(a: float | None, b: float | None) -> float | None:
    return 2 * a * b / (a + b) if a and b else None if a is None or b is None else 0.0


def score(texts: Iterable[GoldText], lexicon: Lexicon) -> Score:
    """The score of these texts together."""
    total = Score()
    for text in texts:
        document, events = run(text, lexicon)
        total.texts += 1
        score_times(text, document, total)
        score_events(text, document, events, total)
    return total


def run(text: GoldText, lexicon: Lexicon) -> tuple[Document, tuple[Event, ...]]:
    """The text as found and dated, and the events it comes to on its own."""
    known = {"language": text.language}
    if text.published:
        known["published"] = text.published
    article = read_article(f"seeds/{text.id}.txt", text.text.encode(), known, lexicon, Problems())
    assert article is not None
    assert article.text == text.text, f"{text.id}: reading changed the text, so no span would fit"
    document = annotate(article, lexicon)
    days = narrow([document], partial(resolve, gazetteer=lexicon.gazetteer), lexicon.gazetteer)
    document = date(document, days[article.id], lexicon)
    events = gather([document], origins={article.id: article.id}, lexicon=lexicon, language=text.language)
    return document, events


# ------------------------------------------------------------------------------------------------------------- times


def score_times(text: GoldText, document: Document, total: Score) -> None:
    """Value F1 as in TempEval: spans overlap and the values are the same."""
    left = list(document.anchored)
    pairs = []
    for gold in text.times:
        over = [found for found in left if _overlap(found.timex.span, gold.span)]
        best = max(over, key=lambda found: _common(found.timex.span, gold.span), default=None)
        if best is not None:
            left.remove(best)
        pairs.append((gold, best))
    for gold, found in pairs:
        if gold.neutral:
            continue
        right = found is not None and found.value in gold.values
        total.time_recall.add(right)
        if found is not None:
            total.time_precision.add(right)
        if not right:
            got = "nothing" if found is None else f"{_words(text, found.timex.span)!r} = {found.value}"
            kind = "time missed" if found is None else "time value"
            total.note(kind, text, f"{_words(text, gold.span)!r} is {' or '.join(gold.values)}, got {got}")
    for found in left:
        total.time_precision.add(0)
        total.note("time too many", text, f"{_words(text, found.timex.span)!r} = {found.value}")


# ------------------------------------------------------------------------------------------------------------ events


def score_events(text: GoldText, document: Document, events: Sequence[Event], total: Score) -> None:
    """Events are paired with gold one to one, the best pair first; what is left is a duplicate, neutral, or wrong."""
    by_id = {mention.id: mention for mention in document.events}
    tellings = [[by_id[key] for key in event.mentions if key in by_id] for event in events]
    likely = sorted(
        (
            (-_fit(event, mentions, gold, document), g, e)
            for e, (event, mentions) in enumerate(zip(events, tellings))
            for g, gold in enumerate(text.events)
        ),
    )
    paired: dict[int, int] = {}
    for fit, g, e in likely:
        if fit < 0 and g not in paired.values() and e not in paired:
            paired[e] = g
    for e, event in enumerate(events):
        if e in paired:
            total.precision.add(1)
            total.recall.add(1)
            _score_fields(text, event, text.events[paired[e]], total)
        else:
            _score_left_over(text, document, event, tellings[e], total)
    for g, gold in enumerate(text.events):
        if g not in paired.values() and not gold.minor:
            total.recall.add(0)
            total.note(f"missed, {_why_missed(gold, document)}", text, _words(text, gold.trigger))


def _fit(event: Event, mentions: Sequence[EventMention], gold: GoldEvent, document: Document) -> float:
    """How well an event suits a gold event; 0 when it is not about it at all."""
    typed = event.type in gold.types
    dated = event.when is not None and any(_same_days(event, alternative) for alternative in gold.dates)
    best = 0.0
    for mention in mentions:
        if _overlap(mention.trigger, gold.trigger):
            best = max(best, 3.0)
        elif any(_overlap(mention.trigger, span) for span in gold.again):
            best = max(best, 2.5)
        elif typed and _overlap(mention.span, gold.trigger):
            best = max(best, 1.5)
        elif typed and dated and _overlap(document.article.sentences[mention.sentence].span, gold.trigger):
            best = max(best, 1.0)
    return best + 0.3 * typed + 0.4 * dated if best else 0.0


def _score_fields(text: GoldText, event: Event, gold: GoldEvent, total: Score) -> None:
    words = _words(text, gold.trigger)
    right = event.when is not None and any(_same_days(event, date) for date in gold.dates)
    possible = event.when is None or any(event.when.overlaps(date) for date in gold.dates)
    total.date_right.add(right)
    total.date_possible.add(possible)
    if not right:
        got = event.when.edtf if event.when else None
        kind = "date wrong" if not possible else "date missing" if got is None else "date coarser or finer"
        total.note(kind, text, f"{words!r} is {' or '.join(d.edtf for d in gold.dates)}, got {got}")
    total.factuality.add(event.factuality in gold.factualities)
    if event.factuality not in gold.factualities:
        total.note("factuality", text, f"{words!r} is {gold.factualities[0]}, got {event.factuality}")
    if event.factuality in CAME_TO_PASS:
        total.truly_happened.add(bool(NOT_FALSE & set(gold.factualities)))
    total.type.add(event.type in gold.types)
    if event.type not in gold.types:
        total.note("type", text, f"{words!r} is {gold.types[0]}, got {event.type}")
    found = frozenset(event.countries)
    wanted = gold.countries - gold.countries_optional
    total.country_precision.add(
        len(found & gold.countries), len(found - gold.countries_optional | found & gold.countries)
    )
    total.country_recall.add(len(found & wanted), len(wanted))
    if wanted - found:
        total.note("country missing", text, f"{words!r} lacks {sorted(wanted - found)}, has {sorted(found)}")
    if found - gold.countries - gold.countries_optional:
        too_many = sorted(found - gold.countries - gold.countries_optional)
        total.note("country too many", text, f"{words!r} has {too_many}, is {sorted(gold.countries)}")
    total.organisations.add(len(gold.organisations & set(event.organisations)), len(gold.organisations))
    if gold.organisations - set(event.organisations):
        total.note("organisation", text, f"{words!r} lacks {sorted(gold.organisations - set(event.organisations))}")
    surnames = {_fold(person.rpartition("-")[2]) for person in event.people}
    lacking = [person for person in sorted(gold.people) if _fold(person) not in surnames]
    total.people.add(len(gold.people) - len(lacking), len(gold.people))
    if lacking:
        total.note("person", text, f"{words!r} lacks {lacking}, has {sorted(event.people)}")


def _score_left_over(
    text: GoldText, document: Document, event: Event, mentions: Sequence[EventMention], total: Score
) -> None:
    told = " + ".join(_words(text, mention.trigger) for mention in mentions)
    told = f"{told!r} {event.type} {event.factuality} {event.when.edtf if event.when else None}"
    if any(_overlap(mention.trigger, span) for mention in mentions for span in text.optional):
        return
    if any(_fit(event, mentions, gold, document) for gold in text.events):
        total.precision.add(0)
        total.duplicates += 1
        total.note("duplicate", text, told)
    elif any(_within(span, mention.span) for mention in mentions for span in text.optional):
        return
    else:
        total.precision.add(0)
        trap = any(_overlap(mention.span, span) for mention in mentions for span in text.traps)
        total.note("trap" if trap else "wrong", text, told)
        if trap and event.factuality in CAME_TO_PASS:
            total.truly_happened.add(0)


def _why_missed(gold: GoldEvent, document: Document) -> str:
    """What the program made of the words: a candidate and its gate, or nothing."""
    near = [m for m in document.events if any(_overlap(m.trigger, span) for span in (gold.trigger, *gold.again))]
    if not near:
        return "no trigger"
    if all(mention.gate for mention in near):
        return f"gate {near[0].gate}"
    return "joined to another or not gathered"


def _same_days(event: Event, date: object) -> bool:
    return (event.when.earliest, event.when.latest) == (date.earliest, date.latest)  # type: ignore[union-attr,attr-defined]


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _common(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _words(text: GoldText, span: Span) -> str:
    return text.text[span.start : span.end]


def _fold(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))


# ------------------------------------------------------------------------------------------------------------- table


def table(scores: dict[str, Score]) -> str:
    """A Markdown table: one row a measure, one column a language."""
    rows = [("", *scores), ("---", *("---:" for _ in scores))]
    rows.append(("texts", *(str(score.texts) for score in scores.values())))
    rows.append(("gold events", *(f"{score.recall.of:.0f}" for score in scores.values())))
    measured = {language: score.measures() for language, score in scores.items()}
    for name in next(iter(measured.values())):
        values = [measured[language][name] for language in scores]
        rows.append((name, *("–" if value is None else f"{value:.3f}" for value in values)))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def write_figures(lexicon: Lexicon) -> None:
    """Put the tables of all four collections between the marks of docs/quality.md."""
    parts = []
    for half, title in (("held", "Texts, held half"), ("dev", "Texts, development half")):
        scores = {language: score(load([language], [half]), lexicon) for language in LANGUAGES}
        parts += [f"### {title}", table(scores), "What went wrong, by kind:", errors_table(scores)]
    told = {half: stories.score(stories.load([half]), lexicon) for half in ("held", "dev")}
    parts += ["### Stories", stories.table(told)]
    rows = ["| | whole events | pairs of tellings linked | entries with two events |", "|---|---:|---:|---:|"]
    for half in ("held", "dev"):
        joined = merging.measure(merging.HALVES[half])
        linked = f"{joined.linked} of {joined.pairs}"
        rows.append(f"| {half} | {joined.whole} of {joined.events} | {linked} | {len(joined.mixed)} |")
    parts += ["### Clusters", "\n".join(rows)]
    for half, title in (("held", "held half"), ("dev", "development half")):
        found = {language: times.score(times.load([language], [half])) for language in times.LANGUAGES}
        parts += [f"### Expressions of time, {title}", times.table(found)]
    text = DOCUMENT.read_text("utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    assert end, "docs/quality.md lacks its marks"
    DOCUMENT.write_text(before + begin + "\n\n" + "\n\n".join(parts) + "\n\n" + end + after, "utf-8")
    write_public(lexicon)


def write_public(lexicon: Lexicon) -> None:
    """Put the figures of the held half into the file that the about page of every site shows."""
    lines = [line for line in PUBLIC.read_text("utf-8").splitlines() if line.startswith("#")]
    lines.append("held:")
    for language in LANGUAGES:
        texts = load([language], ["held"])
        result = score(texts, lexicon)
        measures = result.measures()
        shown = [f"{name}: {measures[name]:.3f}" for name in PUBLISHED if measures[name] is not None]
        events = result.sizes()["recall"]
        lines.append(f"  {language}: {{texts: {len(texts)}, events: {events}, {', '.join(shown)}}}")
    PUBLIC.write_text("\n".join(lines) + "\n", "utf-8")


def errors_table(scores: dict[str, Score]) -> str:
    kinds = sorted({kind for score in scores.values() for kind in score.errors})
    total = {kind: sum(score.errors[kind] for score in scores.values()) for kind in kinds}
    rows = [("", *scores), ("---", *("---:" for _ in scores))]
    for kind in sorted(kinds, key=lambda kind: (-total[kind], kind)):
        rows.append((kind, *(str(score.errors[kind]) for score in scores.values())))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def floors() -> dict[str, Any]:
    """What `floors.yaml` says: by half its digest, then by language the least a measure may be."""
    return load_data(FLOORS.read_text("utf-8"))


def raised_floors(lexicon: Lexicon) -> str:
    """The text of `floors.yaml` with every floor raised to just under the score of now; none is lowered."""
    head = "".join(line for line in FLOORS.read_text("utf-8").splitlines(keepends=True) if line.startswith("#"))
    old, out = floors(), [head.rstrip("\n")]
    for half in HALVES:
        out.append(f"{half}:\n  digest: {digest(half)}")
        for language in LANGUAGES:
            least = old.get(half, {}).get(language, {})
            result = score(load([language], [half]), lexicon)
            sizes = result.sizes()
            rows = [
                f"{name}: {max(float(least.get(name, 0)), floor(value * 100 - SLACK) / 100):.2f}"
                for name, value in result.measures().items()
                if value is not None and sizes[name] >= FEWEST
            ]
            out.append(f"  {language}: {{{', '.join(rows)}}}")
    return "\n".join(out)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Score the program on the annotated texts of tests/evaluation.")
    parser.add_argument("--half", choices=HALVES, help="one half alone; both by default")
    parser.add_argument("--language", choices=LANGUAGES, help="one language alone")
    parser.add_argument("--errors", action="store_true", help="list what went wrong (of the development half)")
    parser.add_argument("--kinds", action="store_true", help="count what went wrong by kind")
    parser.add_argument(
        "--document", action="store_true", help="write the figures of now, of all collections, into docs/quality.md"
    )
    parser.add_argument("--floors", action="store_true", help="print floors.yaml as the scores of now would raise it")
    options = parser.parse_args(arguments)
    lexicon = Lexicon()
    if options.floors:
        print(raised_floors(lexicon))
        return
    if options.document:
        write_figures(lexicon)
        return
    languages = (options.language,) if options.language else LANGUAGES
    for half in (options.half,) if options.half else HALVES:
        scores = {language: score(load([language], [half]), lexicon) for language in languages}
        print(f"\n{half}\n\n{table(scores)}")
        for language, result in scores.items():
            if options.kinds:
                counts = ", ".join(f"{kind} {number}" for kind, number in sorted(result.errors.most_common()))
                print(f"\n{language}: {counts}")
            if options.errors and half == "dev":
                print("", *result.lines, sep="\n")


if __name__ == "__main__":
    main()
