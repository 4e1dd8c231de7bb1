"""How well articles about one story become entries: `python -m tests.evaluation.stories [--half dev|held] [--errors]`.

The articles of a story are read, annotated, dated and gathered together, as in a build; `--set second` takes the twelve
later stories, `--set third` the sixteen after them, `--set fourth` the twenty last. README.md tells the measures.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from math import floor
from pathlib import Path
from typing import Any

from dateline.core.model import Document, Event, EventMention, Factuality, Span
from dateline.core.problems import Problems
from dateline.core.when import When
from dateline.core.yamltext import load_data
from dateline.find.anchor import resolve
from dateline.find.annotate import annotate, date
from dateline.gather.cluster import gather
from dateline.gather.publication import narrow
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_article
from dateline.read.origins import find_origins

FOLDER = Path(__file__).parent / "stories"
FLOORS = FOLDER / "floors.yaml"
LANGUAGES = ("en", "sv", "de")
HALVES = ("dev", "held")
SETS = ("first", "second", "third", "fourth")
"""Written one after the other by people who had not read the rules; each is scored, and has its floors, by itself."""
SLACK = 4.0
"""Hundredths by which a floor lies under the score that set it: one case or two."""
FEWEST = 20
"""A measure of fewer cases has no floor: one of them would move it too far."""

_MARK = re.compile(r"\[([a-z0-9?!-]+)\|([^\]]+)\]")
OPTIONAL, COMMENTARY = "?", "!"
TRIGGER, CLAUSE, QUOTE = 3.0, 1.5, 1.0
"""How surely an entry tells what a marked passage tells: by its trigger, its clause, or the sentence it quotes."""


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One happening of a story, however many articles tell it; of dates and statuses each given one is right."""

    id: str
    what: str
    dates: tuple[When, ...]
    statuses: tuple[Factuality, ...]
    countries: frozenset[str]
    countries_optional: frozenset[str]
    """Neither rewarded nor punished."""
    importance: int
    look_alike: bool
    """Something like the story's own events that is not one of them."""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article with the passages that tell events, by event id, `?` for optional, `!` for commentary."""

    id: str
    language: str
    published: str
    text: str
    marks: tuple[tuple[str, Span], ...]

    def spans(self, event: str) -> list[Span]:
        return [span for name, span in self.marks if name == event]


@dataclass(frozen=True, slots=True)
class Story:
    id: str
    half: str
    set: str
    articles: tuple[GoldArticle, ...]
    events: tuple[GoldEvent, ...]


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


RATIOS = (
    *("recall", "recall_important", "precision", "date_right", "date_possible", "status"),
    *("country_precision", "country_recall", "merged", "merged_across_languages", "unmixed", "commentary_left_out"),
    *(f"tellings_{language}" for language in LANGUAGES),
)


@dataclass(slots=True)
class Score:
    """The counts behind every measure."""

    ratios: dict[str, Ratio] = field(default_factory=lambda: {name: Ratio() for name in RATIOS})
    errors: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def measures(self) -> dict[str, float | None]:
        """Every measure from 0 to 1, the higher the better."""
        shares = {name: ratio.share for name, ratio in self.ratios.items()}
        p, r = shares.pop("country_precision"), shares.pop("country_recall")
        return {**shares, "countries": 2 * p * r / (p + r) if p and r else None}

    def sizes(self) -> dict[str, float]:
        """How many cases each measure rests on."""
        sizes = {name: ratio.of for name, ratio in self.ratios.items()}
        return {**sizes, "countries": sizes.pop("country_recall")}

    def note(self, kind: str, story: Story, words: str) -> None:
        self.errors[kind] += 1
        self.lines.append(f"{story.id} {kind}: {words}")


# ---------------------------------------------------------------------------------------------------------- stories


def load(halves: Iterable[str] = HALVES, *, sets: Iterable[str] = SETS[:1]) -> list[Story]:
    """The stories of these halves of these sets, in the order of their file names; of the first set unless told."""
    halves, sets = tuple(halves), tuple(sets)
    stories = [_story(load_data(text)) for text in _texts()]
    return [story for story in stories if story.half in halves and story.set in sets]


def digest(of: str) -> str:
    """SHA-256 over all stories of a set, so that a score is known to be of these."""
    sums = hashlib.sha256()
    for text in _texts():
        if _story(load_data(text)).set == of:
            sums.update(text.encode())
    return sums.hexdigest()


def _texts() -> list[str]:
    return [path.read_text("utf-8") for path in sorted(FOLDER.glob("*.yaml")) if path != FLOORS]


def _story(record: Mapping[str, Any]) -> Story:
    articles = tuple(_article(row, record["id"]) for row in record["articles"])
    events = tuple(_event(row) for row in record["events"])
    known = {event.id for event in events} | {OPTIONAL, COMMENTARY}
    if unknown := {name for article in articles for name, _ in article.marks} - known:
        raise ValueError(f"{record['id']}: {sorted(unknown)} are no events")
    half = "held" if record["held"] == "yes" else "dev"
    return Story(record["id"], half, record.get("set", "first"), articles, events)


def _article(row: Mapping[str, Any], story: str) -> GoldArticle:
    """The article with its marks taken out and their places kept."""
    text, marks, end = "", [], 0
    for match in _MARK.finditer(row["text"]):
        text += row["text"][end : match.start()]
        marks.append((match[1], Span(len(text), len(text) + len(match[2]))))
        text += match[2]
        end = match.end()
    text += row["text"][end:]
    return GoldArticle(f"{story}-{row['id']}", row["language"], row["published"], text, tuple(marks))


def _event(row: Mapping[str, Any]) -> GoldEvent:
    return GoldEvent(
        id=row["id"],
        what=row["what"],
        dates=tuple(When.parse(text) for text in row["date"].split(" or ")),
        statuses=tuple(Factuality(name) for name in row["status"].split(" or ")),
        countries=frozenset(row["countries"]),
        countries_optional=frozenset(row.get("countries_optional", ())),
        importance=int(row["importance"]),
        look_alike=row.get("look_alike") == "yes",
    )


# ---------------------------------------------------------------------------------------------------------- scoring


def score(stories: Iterable[Story], lexicon: Lexicon) -> Score:
    """The score of these stories together, each built by itself."""
    total = Score()
    for story in stories:
        documents, events = run(story, lexicon)
        compare(story, documents, events, total)
    return total


def run(story: Story, lexicon: Lexicon) -> tuple[list[Document], tuple[Event, ...]]:
    """The articles as found and dated, and the events they come to together."""
    documents = []
    for gold in story.articles:
        known = {"language": gold.language, "published": gold.published}
        article = read_article(f"seeds/{gold.id}.txt", gold.text.encode(), known, lexicon, Problems())
        assert article is not None
        assert article.text == gold.text, f"{gold.id}: reading changed the text, so no mark would fit"
        documents.append(annotate(article, lexicon))
    days = narrow(documents, partial(resolve, gazetteer=lexicon.gazetteer), lexicon.gazetteer, packs=lexicon.packs)
    dated = [date(document, days[document.article.id], lexicon) for document in documents]
    origins = find_origins(document.article for document in dated)
    return dated, gather(dated, origins=origins, lexicon=lexicon, language="en", languages=("sv", "de"))


def compare(story: Story, documents: Sequence[Document], entries: Sequence[Event], total: Score) -> None:
    """Add one story: entries are paired with gold one to one, the best pair first."""
    mentions = {mention.id: mention for document in documents for mention in document.events}
    told = [_told(story, entry, mentions) for entry in entries]
    likely = sorted(
        (-_fit(entry, told[e], gold), g, e)
        for e, entry in enumerate(entries)
        for g, gold in enumerate(story.events)
        if _may_be(entry, told[e], gold)
    )
    paired: dict[int, int] = {}
    for _, g, e in likely:
        if g not in paired.values() and e not in paired:
            paired[e] = g
    for e, entry in enumerate(entries):
        _score_entry(story, entry, told[e], story.events[paired[e]] if e in paired else None, total)
    for g, gold in enumerate(story.events):
        found = g in paired.values()
        total.ratios["recall"].add(found)
        if gold.importance >= 2:
            total.ratios["recall_important"].add(found)
        if not found:
            total.note("missed", story, f"{gold.id}, {gold.what}")
        _score_tellings(story, gold, told, total)
    for article in story.articles:
        for span in article.spans(COMMENTARY):
            told_as_event = any(
                mention.article == article.id and _overlap(mention.trigger, span)
                for entry in entries
                for mention in _mentions(entry, mentions)
            )
            total.ratios["commentary_left_out"].add(not told_as_event)
            if told_as_event:
                total.note("commentary", story, article.text[span.start : span.end])


Told = Mapping[tuple[str, str], float]
"""How surely an entry tells an event (or `?`, `!`), by event and article."""


def _told(story: Story, entry: Event, mentions: Mapping[str, EventMention]) -> Told:
    found: dict[tuple[str, str], float] = {}
    of_entry = _mentions(entry, mentions)
    for article in story.articles:
        here = [mention for mention in of_entry if mention.article == article.id]
        quotes = [evidence.span for evidence in entry.evidence if evidence.article == article.id]
        for name, span in article.marks:
            if any(_overlap(mention.trigger, span) for mention in here):
                sure = TRIGGER
            elif any(_overlap(mention.span, span) for mention in here):
                sure = CLAUSE
            elif any(_overlap(quote, span) for quote in quotes):
                sure = QUOTE
            else:
                continue
            found[name, article.id] = max(sure, found.get((name, article.id), 0.0))
    return found


def _mentions(entry: Event, mentions: Mapping[str, EventMention]) -> list[EventMention]:
    return [mentions[key] for key in entry.mentions if key in mentions]


def _may_be(entry: Event, told: Told, gold: GoldEvent) -> bool:
    """Words of the entry tell the event, and its days or countries are among the event's."""
    evidence = any(name == gold.id for name, _ in told)
    countries = not gold.countries or bool(gold.countries & set(entry.countries))
    return evidence and (countries or (entry.when is not None and _possible(entry, gold)))


def _fit(entry: Event, told: Told, gold: GoldEvent) -> float:
    own = sum(sure for (name, _), sure in told.items() if name == gold.id)
    best = max(sure for (name, _), sure in told.items() if name == gold.id)
    near = 0.5 * _right_date(entry, gold) + 0.25 * _possible(entry, gold)
    return 10 * best + own + near + 0.25 * bool(gold.countries & set(entry.countries))


def _score_entry(story: Story, entry: Event, told: Told, gold: GoldEvent | None, total: Score) -> None:
    words = f"{entry.title.get('en') or entry.key!r} ({entry.type} {entry.factuality} {_edtf(entry)})"
    told_events = {name for (name, _), sure in told.items() if sure == TRIGGER} - {OPTIONAL, COMMENTARY}
    mixed = len(told_events) > 1
    total.ratios["unmixed"].add(not mixed)
    if mixed:
        total.note("wrong merge", story, f"{words} holds {sorted(told_events)}")
    if gold is None:
        kind = _left_over(told)
        if kind:
            total.ratios["precision"].add(0)
            total.note(kind, story, words)
        return
    total.ratios["precision"].add(1)
    right, possible = _right_date(entry, gold), _possible(entry, gold)
    total.ratios["date_right"].add(right)
    total.ratios["date_possible"].add(possible)
    if not right:
        wanted = " or ".join(when.edtf for when in gold.dates)
        total.note("date" if not possible else "date coarser or finer", story, f"{gold.id} is {wanted}: {words}")
    status = _status(entry.factuality) in gold.statuses
    total.ratios["status"].add(status)
    if not status:
        total.note("status", story, f"{gold.id} is {gold.statuses[0]}: {words}")
    found = frozenset(entry.countries) - gold.countries_optional
    total.ratios["country_precision"].add(len(found & gold.countries), len(found))
    total.ratios["country_recall"].add(len(found & gold.countries), len(gold.countries))
    if found != gold.countries:
        total.note("countries", story, f"{gold.id} is {sorted(gold.countries)}, got {sorted(found)}")


def _left_over(told: Told) -> str | None:
    """What is wrong with an entry that is no gold event; None for what may be an entry or not."""
    sure = {name: max(value for (n, _), value in told.items() if n == name) for name, _ in told}
    events = {name for name in sure if name not in (OPTIONAL, COMMENTARY)}
    if sure.get(OPTIONAL, 0.0) >= CLAUSE and all(sure[name] < TRIGGER for name in events):
        return None
    if sure.get(COMMENTARY, 0.0) >= CLAUSE and all(sure[name] < TRIGGER for name in events):
        return "from commentary"
    return "duplicate" if any(sure[name] >= CLAUSE for name in events) else "wrong"


def _score_tellings(story: Story, gold: GoldEvent, told: Sequence[Told], total: Score) -> None:
    """Of the articles that tell the event, those found, and of each two found, whether they are in one entry."""
    homes: dict[str, set[int]] = {}
    languages = {article.id: article.language for article in story.articles}
    for article in story.articles:
        if article.spans(gold.id):
            by_entry = {e: found.get((gold.id, article.id), 0.0) for e, found in enumerate(told)}
            best = max(by_entry.values(), default=0.0)
            homes[article.id] = {e for e, sure in by_entry.items() if sure == best and sure >= CLAUSE}
            total.ratios[f"tellings_{article.language}"].add(bool(homes[article.id]))
    for one, other in combinations(homes, 2):
        if homes[one] and homes[other]:
            joined = bool(homes[one] & homes[other])
            total.ratios["merged"].add(joined)
            if languages[one] != languages[other]:
                total.ratios["merged_across_languages"].add(joined)
            if not joined:
                total.note("not merged", story, f"{gold.id} of {one} and {other}")


def _status(factuality: Factuality) -> Factuality:
    return Factuality.HAPPENED if factuality is Factuality.ONGOING else factuality


def _when(entry: Event) -> When | None:
    return entry.when or entry.planned


def _edtf(entry: Event) -> str | None:
    when = _when(entry)
    return when.edtf if when else None


def _right_date(entry: Event, gold: GoldEvent) -> bool:
    when = _when(entry)
    return when is not None and any((when.earliest, when.latest) == (one.earliest, one.latest) for one in gold.dates)


def _possible(entry: Event, gold: GoldEvent) -> bool:
    when = _when(entry)
    return when is None or any(when.overlaps(one) for one in gold.dates)


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


# ----------------------------------------------------------------------------------------------------------- tables


def table(scores: Mapping[str, Score]) -> str:
    """A Markdown table: one row a measure, one column a half, each with the number of its cases."""
    rows = [("", *scores), ("---", *("---:" for _ in scores))]
    for name in next(iter(scores.values())).measures():
        cells = []
        for result in scores.values():
            value, size = result.measures()[name], result.sizes()[name]
            cells.append("–" if value is None else f"{value:.3f} of {size:.0f}")
        rows.append((name, *cells))
    for kind in ("wrong merge", "duplicate", "from commentary", "wrong"):
        rows.append((f"*{kind}*", *(str(result.errors[kind]) for result in scores.values())))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def floors(of: str) -> dict[str, Any]:
    """What `stories/floors.yaml` says of a set: the digest, then by half the least a measure may be."""
    loaded: dict[str, Any] = load_data(FLOORS.read_text("utf-8"))
    return loaded.get(of, {})


def raised_floors(lexicon: Lexicon) -> str:
    """The text of the floors with every floor raised to just under the score of now; none is lowered."""
    out = []
    for name in SETS:
        old = floors(name)
        out += [f"{name}:", f"  digest: {digest(name)}"]
        for half in HALVES:
            result = score(load([half], sets=[name]), lexicon)
            least, sizes = old.get(half, {}), result.sizes()
            rows = [
                f"{measure}: {max(float(least.get(measure, 0)), floor(value * 100 - SLACK) / 100):.2f}"
                for measure, value in result.measures().items()
                if value is not None and sizes[measure] >= FEWEST
            ]
            out.append(f"  {half}: {{{', '.join(rows)}}}")
    return "\n".join(out)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Score the entries that several articles about one story come to.")
    parser.add_argument("--set", choices=SETS, default=SETS[0], help="which stories; the first eight by default")
    parser.add_argument("--half", choices=HALVES, help="one half alone; both by default")
    parser.add_argument("--errors", action="store_true", help="list what went wrong (of the development half)")
    parser.add_argument("--floors", action="store_true", help="print the floors as the scores of now would raise them")
    options = parser.parse_args(arguments)
    lexicon = Lexicon()
    if options.floors:
        print(raised_floors(lexicon))
        return
    halves = (options.half,) if options.half else HALVES
    scores = {half: score(load([half], sets=[options.set]), lexicon) for half in halves}
    print(table(scores))
    if options.errors and "dev" in scores:
        print("", *scores["dev"].lines, sep="\n")


if __name__ == "__main__":
    main()
