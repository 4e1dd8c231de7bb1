"""A small world for reconciling: articles, what the program believes of them, and the files of content/."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from dateline.core.config import Config
from dateline.core.model import Article, Event, EventType, Evidence, Factuality, Span, Tier
from dateline.core.problems import Problems
from dateline.core.text import digest
from dateline.core.when import When
from dateline.keep.held import Titler
from dateline.keep.plan import Plan
from dateline.keep.reconcile import reconcile

CONFIG = Config(title="T", language="en")


def article(ident: str, text: str) -> Article:
    return Article(ident, f"seeds/{ident}.txt", text, digest(text), language="en", title=None)


def evidence(ident: str, quote: str, text: str = "", **more: Any) -> Evidence:
    start = max(text.find(quote), 0)
    return Evidence(ident, Span(start, start + len(quote)), quote, "en", origin=ident, **more)


def event(*told: Evidence, **more: Any) -> Event:
    """An event told by these passages: a meeting on 7 March 2024 unless said otherwise."""
    known: dict[str, Any] = {
        "key": f"{told[0].article}#{told[0].span.start}" if told else "none",
        "mentions": tuple(f"{item.article}#{item.span.start}" for item in told),
        "type": EventType.MEETING,
        "factuality": Factuality.HAPPENED,
        "tier": Tier.MAIN,
        "when": When.parse("2024-03-07"),
        "title": {"en": "Ministers meet in Oslo"},
        "summary": None,
        "summary_language": None,
        "evidence": told,
        "countries": ("NO", "SE"),
        "organisations": ("nato",),
        "confidence": 0.8,
    }
    if isinstance(more.get("when"), str):
        more["when"] = When.parse(more["when"])
    return Event(**{**known, **more})


@dataclass
class World:
    """What a project holds, changed by extracting as by hand."""

    articles: dict[str, Article] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)
    titler: Titler | None = None

    def tell(self, ident: str, text: str) -> None:
        self.articles[ident] = article(ident, text)

    def extract(self, *events: Event, write: bool = True) -> Plan:
        """Reconcile with these events, or with those of before, and write what the plan says."""
        if events:
            self.events = events
        self.problems = Problems()
        plan = reconcile(
            self.events,
            dict(self.files),
            config=CONFIG,
            articles=self.articles,
            problems=self.problems,
            titler=self.titler,
        )
        if write:
            for path, data in plan.writes.items():
                if data is None:
                    self.files.pop(path, None)
                else:
                    self.files[path] = data
        return plan

    @property
    def paths(self) -> list[str]:
        return [path for path in sorted(self.files) if path.startswith("events/")]

    def text(self, path: str | None = None) -> str:
        return self.files[path or self.paths[0]].decode()

    def edit(self, old: str, new: str, path: str | None = None) -> None:
        """What a person does in an editor."""
        path = path or self.paths[0]
        text = self.files[path].decode()
        assert old in text, f"{old!r} is not in\n{text}"
        self.files[path] = text.replace(old, new, 1).encode()

    def lose(self, path: str) -> None:
        del self.files[path]


TEXT = "OSLO. On Thursday ministers of NATO met in Oslo. They agreed on little. A second meeting is planned for May."
FIRST = "On Thursday ministers of NATO met in Oslo."
OTHER = "Stockholm. NATO ministers gathered in the Norwegian capital on 7 March, diplomats said. Nobody smiled."
SECOND = "NATO ministers gathered in the Norwegian capital on 7 March, diplomats said."


def changed(one: Event, **more: Any) -> Event:
    """The event with something else said of it."""
    if isinstance(more.get("when"), str):
        more["when"] = When.parse(more["when"])
    return replace(one, **more)


def told_once() -> Event:
    """The event of article a1."""
    return event(evidence("a1", FIRST, TEXT, supports=("date", "type", "organisations/nato"), when="On Thursday"))


def told_twice() -> Event:
    """The event of articles a1 and a2."""
    return event(*told_once().evidence, evidence("a2", SECOND, OTHER, supports=("date", "countries/NO")))
