"""content/decisions.yaml: what people decided about which passages tell an event, and which tell the same one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.core import yamltext, yamlwrite
from dateline.core.model import Links, Passage
from dateline.core.problems import Problems
from dateline.core.schema import COUNTRY, EVENT_ID, SLUG, Date, Field, ListOf, Record, Text
from dateline.core.yamledit import Add, edit

PATH = "decisions.yaml"

PASSAGE = Record(
    "a passage",
    (
        Field("article", Text(line=True), "The article's id.", required=True),
        Field("quote", Text(), "Its words.", required=True),
    ),
)
REJECTED = Record(
    "a rejection",
    (
        Field("event", EVENT_ID, "The entry it was, while it was one."),
        Field("title", Text(line=True), "Its title, for people who read this file."),
        Field("why", Text(), "Why it is no event for this site."),
        Field("type", Text(line=True), "What kind of event it was taken for."),
        Field("date", Date(), "The day it was taken for."),
        Field("countries", ListOf(COUNTRY), "Who was taken to take part: countries."),
        Field("organisations", ListOf(SLUG), "Who was taken to take part: organisations."),
        Field("evidence", ListOf(PASSAGE), "The passages that tell it.", required=True),
        Field("on", Date(), "The day of the decision."),
    ),
)
PAIR = Record(
    "a pair",
    (
        Field("a", ListOf(PASSAGE), "Passages of one side.", required=True),
        Field("b", ListOf(PASSAGE), "Passages of the other.", required=True),
        Field("events", ListOf(EVENT_ID), "The entries, for people who read this file."),
        Field("why", Text(), "Why."),
        Field("on", Date(), "The day of the decision."),
    ),
)
DECISIONS = Record(
    "decisions.yaml",
    (
        Field("rejected", ListOf(REJECTED, unique=False), "Events that are none for this site."),
        Field("not_same", ListOf(PAIR, unique=False), "Passages that tell two different events."),
        Field("same", ListOf(PAIR, unique=False), "Passages that tell one event."),
    ),
)
HEAD = (
    "# What people decided about events. Kept against quoted passages, so a decision holds when titles, dates and\n"
    "# ids change. Take a decision back by removing its lines. See docs/correcting.md.\n"
)


@dataclass(frozen=True, slots=True)
class Rejection:
    """An event a person said is none."""

    evidence: tuple[Passage, ...]
    event: str | None = None
    title: str | None = None
    why: str | None = None
    type: str | None = None
    date: str | None = None
    countries: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything in decisions.yaml."""

    rejected: tuple[Rejection, ...] = ()
    not_same: tuple[tuple[tuple[Passage, ...], tuple[Passage, ...]], ...] = ()
    same: tuple[tuple[tuple[Passage, ...], tuple[Passage, ...]], ...] = ()

    def links(self) -> Links:
        """The pairs as they steer the gathering of events."""
        return Links(
            same=tuple((left[0], right) for left, others in self.same for right in (*left[1:], *others)),
            not_same=tuple((a, b) for left, others in self.not_same for a in left for b in others),
        )


def read_decisions(files: Mapping[str, bytes], problems: Problems) -> Decisions | None:
    """The decisions in content/ (path relative to it → bytes); None, reported, when the file breaks a rule."""
    data = files.get(PATH)
    if data is None:
        return Decisions()
    own = Problems()
    composed = yamltext.compose(f"content/{PATH}", data, own)
    if composed is not None and composed.root is None:
        return Decisions()
    values = yamltext.decode(composed, DECISIONS, own) if composed is not None else None
    problems.extend(own)
    if values is None or own.has_errors:
        return None
    return Decisions(
        rejected=tuple(
            Rejection(
                _passages(item["evidence"]),
                countries=tuple(item.get("countries", ())),
                organisations=tuple(item.get("organisations", ())),
                **{key: item.get(key) for key in ("event", "title", "why", "type", "date")},
            )
            for item in values.get("rejected", ())
        ),
        not_same=tuple((_passages(pair["a"]), _passages(pair["b"])) for pair in values.get("not_same", ())),
        same=tuple((_passages(pair["a"]), _passages(pair["b"])) for pair in values.get("same", ())),
    )


def _passages(items: Iterable[Mapping[str, Any]]) -> tuple[Passage, ...]:
    return tuple(Passage(item["article"], item["quote"]) for item in items)


def read_links(files: Mapping[str, bytes], problems: Problems) -> Links:
    """Which passages tell the same event and which do not, for the gathering; nothing while the file is broken."""
    decisions = read_decisions(files, problems)
    return decisions.links() if decisions is not None else Links()


def record(data: bytes | None, section: str, item: Mapping[str, Any]) -> bytes:
    """decisions.yaml with one decision more, everything else as it stands."""
    clean = {key: value for key, value in item.items() if value not in (None, "", [], ())}
    if data is None or not data.strip():
        rows = yamlwrite.lines(section, [clean], ListOf(REJECTED if section == "rejected" else PAIR))
        return (HEAD + "\n".join(rows) + "\n").encode()
    return edit(f"content/{PATH}", data, [Add((section,), clean)], DECISIONS)


def as_items(passages: Sequence[Passage]) -> list[dict[str, str]]:
    return [{"article": passage.article, "quote": passage.quote} for passage in passages]
