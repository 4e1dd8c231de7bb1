"""The P cases of `tests/cases`: what a short text must yield as events, and what it must not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as day
from pathlib import Path
from typing import Any

import pytest

from dateline.core.model import Basis, DaySet, Document, EventMention
from dateline.core.problems import Problems
from dateline.core.when import When
from dateline.core.yamltext import load_data
from dateline.find.annotate import annotate, date
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_article

CASES = sorted((Path(__file__).parent.parent / "cases").glob("P*.yaml"))
PUBLISHED = "2024-05-15"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


def document(text: str, language: str, lexicon: Lexicon, published: str = PUBLISHED) -> Document:
    known = {"language": language, "published": published}
    article = read_article("case.txt", text.encode(), known, lexicon, Problems())
    assert article is not None
    number = day.fromisoformat(published).toordinal()
    return date(annotate(article, lexicon), DaySet((number,), (1.0,), Basis.GIVEN), lexicon)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, lexicon: Lexicon, request: pytest.FixtureRequest) -> None:
    """Each case yields the events it names and none of those it forbids."""
    case = load_data(path.read_text("utf-8"))
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    if "texts" in case:
        people = []
        for row in case["texts"]:
            events = document(row["text"], row["language"], lexicon).events
            people.append({p.entity for event in events for p in event.participants if p.kind.value == "person"})
        assert len(set.intersection(*people)) == 1, people
        return
    found = document(case["text"], case["language"], lexicon, case.get("published", PUBLISHED)).events
    published = [event for event in found if event.gate is None]
    for wanted in case.get("events", ()):
        assert any(fits(event, wanted) for event in published), report(wanted, found)
    for wanted in case.get("candidates", ()):
        assert any(fits(event, wanted) for event in found), report(wanted, found)
    for unwanted in case.get("none_of", ()):
        assert not any(fits(event, unwanted) for event in published), report(unwanted, found)
    if "at_most" in case:
        assert len(published) <= int(case["at_most"]), report({}, found)


def fits(event: EventMention, wanted: Mapping[str, Any]) -> bool:
    """Whether an event has every field as a case words it; lists ask for members, `countries` for all and no more."""
    actors = {p.entity for p in event.participants if p.role.value == "actor"}
    organisations = {p.entity for p in event.participants if p.kind.value == "organisation"}
    figures = {figure.what: figure.value for figure in event.figures}
    checks = {
        "type": lambda value: event.type.value == value,
        "lemma": lambda value: event.lemma == value,
        "factuality": lambda value: event.factuality.value == value,
        "when": lambda value: event.when is not None and event.when.edtf == value,
        "when_in": lambda value: event.when is not None and When.parse(value).contains(event.when),
        "planned": lambda value: event.planned is not None and event.planned.edtf == value,
        "countries": lambda value: set(event.countries) == set(value),
        "mentioned": lambda value: set(value) <= set(event.mentioned),
        "actors": lambda value: set(value) <= actors,
        "organisations": lambda value: set(value) <= organisations,
        "places": lambda value: set(value) <= set(event.places),
        "figures": lambda value: all(figures.get(what) == float(number) for what, number in value.items()),
        "review": lambda value: set(value) <= {reason.value for reason in event.review},
        "tier": lambda value: event.tier.value == value,
    }
    return all(checks[key](value) for key, value in wanted.items())


def report(wanted: Mapping[str, Any], found: tuple[EventMention, ...]) -> str:
    lines = [f"{dict(wanted)} among:"]
    lines += [
        f"  {e.type.value} {e.lemma!r} {e.when.edtf if e.when else None} {e.factuality.value} gate={e.gate} "
        f"countries={e.countries} participants={[(p.entity, p.role.value) for p in e.participants]}"
        for e in found
    ]
    return "\n".join(lines)
