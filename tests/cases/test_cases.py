"""The cases of `tests/cases`: what a short text must yield as times and events, and what it must not.

`T` are about time, `F` about whether it happened, `P` about triggers, participants and places, `M` about merging. Each
runs through the finders as in a build; a case with `articles` is also gathered. A case that fails says why in `xfail`,
and the test fails when it begins to pass: then the line is taken out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dateline.core.model import Document, Event, EventMention
from dateline.core.problems import Problems
from dateline.core.when import When
from dateline.core.yamltext import load_data
from dateline.find.anchor import resolve
from dateline.find.annotate import annotate, date
from dateline.gather.cluster import gather
from dateline.gather.publication import narrow
from dateline.lexicon.language import Lexicon
from dateline.pipeline.annotate import published_days
from dateline.read.articles import read_article
from dateline.read.origins import find_origins

CASES = sorted(Path(__file__).parent.glob("[TFPM][0-9][0-9].yaml"))
PUBLISHED = "2024-05-15"
"""A Wednesday: the day of publication where a case gives none."""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


def test_all_cases_are_there() -> None:
    """The specification's 91 cases all stand in the folder."""
    assert {"T": 34, "F": 20, "P": 25, "M": 12} == {
        kind: sum(path.stem.startswith(kind) for path in CASES) for kind in "TFPM"
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, lexicon: Lexicon, request: pytest.FixtureRequest) -> None:
    """Each case yields the events it names and none of those it forbids."""
    case = load_data(path.read_text("utf-8"))
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    if "articles" in case:
        check_gathered(case, lexicon)
    elif "texts" in case:
        people = []
        for row in case["texts"]:
            events = undated_or_dated([row], lexicon)[0].events
            people.append({p.entity for event in events for p in event.participants if p.kind.value == "person"})
        assert len(set.intersection(*people)) == 1, people
    else:
        check_found(case, lexicon)


PAIRS = [
    (group["language"], group["type"], sentence)
    for group in load_data((Path(__file__).parent / "pairs.yaml").read_text("utf-8"))
    for sentence in group["sentences"]
]


@pytest.mark.parametrize(("language", "kind", "sentence"), PAIRS, ids=[row[2]["text"] for row in PAIRS])
def test_what_differs_in_words_differs_in_result(
    language: str, kind: str, sentence: Mapping[str, str], lexicon: Lexicon, request: pytest.FixtureRequest
) -> None:
    """Tense, negation and subordination decide what becomes of an event told with the same words."""
    if "xfail" in sentence:
        request.applymarker(pytest.mark.xfail(reason=sentence["xfail"], strict=True))
    document = undated_or_dated([{"language": language, "text": sentence["text"]}], lexicon)[0]
    got = {e.factuality.value for e in document.events if e.gate is None and e.type.value == kind} or {"none"}
    assert got <= set(sentence["is"].split()), report({}, document.events)


def check_found(case: Mapping[str, Any], lexicon: Lexicon) -> None:
    document = undated_or_dated([case], lexicon)[0]
    found, text = document.events, document.article.text
    published = [event for event in found if event.gate is None]
    times = [(text[a.timex.span.start : a.timex.span.end], a.value) for a in document.anchored]
    for wanted in case.get("times", ()):
        assert (wanted["text"], wanted["value"]) in times
    for unwanted in case.get("no_times", ()):
        assert [] == [words for words, _ in times if unwanted in words]
    for wanted in case.get("events", ()):
        assert any(fits(event, wanted) for event in published), report(wanted, found)
    for wanted in case.get("candidates", ()):
        assert any(fits(event, wanted) for event in found), report(wanted, found)
    for unwanted in case.get("none_of", ()):
        assert not any(fits(event, unwanted) for event in published), report(unwanted, found)
    if "at_most" in case:
        assert len(published) <= int(case["at_most"]), report({}, found)


def check_gathered(case: Mapping[str, Any], lexicon: Lexicon) -> None:
    documents = undated_or_dated(case["articles"], lexicon)
    origins = find_origins([document.article for document in documents])
    events = gather(documents, origins=origins, lexicon=lexicon, language="en")
    for wanted in case.get("events", ()):
        assert any(fits(event, wanted) for event in events), report(wanted, events)
    for unwanted in case.get("none_of", ()):
        assert not any(fits(event, unwanted) for event in events), report(unwanted, events)
    for row in case.get("counts", ()):
        matching = [event for event in events if fits(event, row["of"])]
        assert int(row["is"]) == len(matching), report(row["of"], events)


def undated_or_dated(rows: Sequence[Mapping[str, Any]], lexicon: Lexicon) -> list[Document]:
    """Each row's text as an article, found and dated; a row with `published: unknown` gives no day."""
    documents = []
    for number, row in enumerate(rows, 1):
        known = {"language": row["language"]}
        if (published := row.get("published", PUBLISHED)) != "unknown":
            known["published"] = published
        article = read_article(f"seeds/case{number}.txt", row["text"].encode(), known, lexicon, Problems())
        assert article is not None
        documents.append(annotate(article, lexicon))
    if all(document.article.published for document in documents):
        days = {document.article.id: published_days(document.article) for document in documents}
    else:
        days = dict(narrow(documents, partial(resolve, gazetteer=lexicon.gazetteer), lexicon.gazetteer))
    return [date(document, days[document.article.id], lexicon) for document in documents]


def fits(event: EventMention | Event, wanted: Mapping[str, Any]) -> bool:
    """Whether an event has every field as a case words it; lists ask for members, `countries` for all and no more."""
    return all(CHECKS[key](event, value) for key, value in wanted.items())


def _within(event: Any, value: str) -> bool:
    return event.when is not None and When.parse(value).contains(event.when)


def _entities(event: Any, kind: str) -> set[str | None]:
    if isinstance(event, Event):
        return set(event.organisations if kind == "organisation" else event.people)
    return {p.entity for p in event.participants if p.kind.value == kind}


def _by_role(event: Any, role: str) -> set[str | None]:
    return {p.entity for p in event.participants if p.role.value == role}


def _figures(event: Any) -> dict[str, set[float]]:
    if isinstance(event, Event):
        return {figure.what: {version.value for version in figure.versions} for figure in event.figures}
    return {figure.what: {figure.value} for figure in event.figures}


def _numbers(value: Any) -> set[float]:
    return {float(number) for number in (value if isinstance(value, list) else [value])}


CHECKS = {
    "type": lambda event, value: event.type.value in ([value] if isinstance(value, str) else value),
    "lemma": lambda event, value: event.lemma == value,
    "mode": lambda event, value: event.mode == value,
    "phase": lambda event, value: event.phase == value,
    "attempt": lambda event, value: event.attempt == (value == "yes"),
    "factuality": lambda event, value: event.factuality.value in ([value] if isinstance(value, str) else value),
    "when": lambda event, value: event.when is not None and event.when.edtf == value,
    "when_in": _within,
    "undated": lambda event, value: (event.when is None) == (value == "yes"),
    "planned": lambda event, value: event.planned is not None and event.planned.edtf == value,
    "countries": lambda event, value: set(event.countries) == set(value),
    "some_countries": lambda event, value: set(value) <= set(event.countries),
    "mentioned": lambda event, value: set(value) <= set(event.mentioned),
    "actors": lambda event, value: set(value) <= _by_role(event, "actor"),
    "targets": lambda event, value: set(value) <= _by_role(event, "target"),
    "organisations": lambda event, value: set(value) <= _entities(event, "organisation"),
    "people": lambda event, value: set(value) <= _entities(event, "person"),
    "places": lambda event, value: set(value) <= set(event.places),
    "figures": lambda event, value: all(_numbers(v) == _figures(event).get(what) for what, v in value.items()),
    "review": lambda event, value: set(value) <= {reason.value for reason in event.review},
    "tier": lambda event, value: event.tier.value == value,
    # Of gathered events alone:
    "articles": lambda event, value: int(value) == len({e.article for e in event.evidence}),
    "origins": lambda event, value: int(value) == len({e.origin for e in event.evidence}),
    "languages": lambda event, value: set(value) == {e.language for e in event.evidence},
    "related": lambda event, value: bool(event.part_of or event.follows or event.maybe_same_as) == (value == "yes"),
    "maybe_same_as": lambda event, value: bool(event.maybe_same_as) == (value == "yes"),
}


def report(wanted: Mapping[str, Any], found: Sequence[EventMention] | Sequence[Event]) -> str:
    lines = [f"{dict(wanted)} among:"]
    for e in found:
        lines.append(
            f"  {e.type.value} {e.when.edtf if e.when else None} {e.factuality.value} countries={e.countries} "
            f"planned={e.planned.edtf if e.planned else None} review={[r.value for r in e.review]} "
            + (
                f"{e.lemma!r} gate={e.gate} participants={[(p.entity, p.role.value) for p in e.participants]}"
                if isinstance(e, EventMention)
                else f"{e.title} from {[x.article for x in e.evidence]} maybe={e.maybe_same_as}"
            )
        )
    return "\n".join(lines)
