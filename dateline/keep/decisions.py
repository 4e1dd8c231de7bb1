"""content/decisions.yaml: what people decided about which passages tell an event, and which tell the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.core import yamltext, yamlwrite
from dateline.core.model import Links, Passage, Status
from dateline.core.problems import Problems
from dateline.core.schema import COUNTRY, EVENT_ID, SLUG, Date, Field, ListOf, Record, Text
from dateline.core.steps import Memory
from dateline.core.values import without_collecting
from dateline.core.yamledit import Add, Edit, Remove, edit
from dateline.keep.entries import read_files
from dateline.keep.ledger import EVERYTHING, read_ledger
from dateline.keep.merges import circles, is_merged, is_merged_by_hand
from dateline.keep.quotes import fold_quote, is_edited

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
        Field(
            "withdrawn",
            ListOf(Text(line=True)),
            "Articles that are gone for good: their words stay in the entries, marked, and no build warns of it.",
        ),
        Field("later", ListOf(Text(line=True)), "Questions of the review page that were put off."),
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
    later: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    """Articles of which a person said that they are gone for good."""

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
        later=tuple(values.get("later", ())),
        withdrawn=tuple(values.get("withdrawn", ())),
    )


def _passages(items: Iterable[Mapping[str, Any]]) -> tuple[Passage, ...]:
    return tuple(Passage(item["article"], item["quote"]) for item in items)


def read_links(files: Mapping[str, bytes], problems: Problems, *, memory: Memory | None = None) -> Links:
    """Which passages tell the same event and which do not, for the gathering of events.

    From decisions.yaml, and from what people did in entries: `not_same_as`, a source put in or taken out, a source
    moved to another entry. Nothing while decisions.yaml is broken.
    """
    decisions = read_decisions(files, problems)
    if decisions is None:
        return Links()
    with without_collecting():
        return _with_entries(decisions.links(), files, memory)


def _with_entries(links: Links, files: Mapping[str, bytes], memory: Memory | None) -> Links:
    same, not_same = dict.fromkeys(links.same), dict.fromkeys(links.not_same)
    ledger = read_ledger(files, Problems())
    read = read_files(files, Problems(), memory=memory).values()
    entries = {file.values["id"]: file.values for file in read if file.values is not None and "id" in file.values}
    joined = {
        ident: str(values["merged_into"])
        for ident, values in entries.items()
        if is_merged_by_hand(values, ledger.get(ident))
    }
    for ident in circles(joined):
        # Merged into each other: it takes a person to say which of them is to stay.
        del joined[ident]
    for ident, values in entries.items():
        line = ledger.get(ident)
        untouched = line is not None and line.wrote.get("sources") == values.get("sources")
        if untouched and "not_same_as" not in values and "merged_into" not in values:
            continue
        here = passages_of(values.get("sources"))
        for other in values.get("not_same_as", ()):
            for b in passages_of(entries.get(other, {}).get("sources")):
                not_same |= {(a, b): None for a in here if a != b}
        if ident in joined:
            # Whatever tells the one tells the other.
            there = passages_of(entries.get(joined[ident], {}).get("sources"))
            same |= {(there[0], passage): None for passage in here if there and passage not in there}
        if line is None or EVERYTHING in line.hand or values.get("status") == Status.REJECTED:
            continue
        if is_merged(values, line):
            continue
        wrote = passages_of(line.wrote.get("sources"))
        kept = [passage for passage in wrote if passage in here]
        for passage in wrote:
            # Taken out by hand: it tells something else than the passages that stayed.
            if passage not in here and not _is_edited(passage, here):
                not_same |= {(stayed, passage): None for stayed in kept}
        for passage in here:
            # Put in by hand: it tells the same as the first of the program's own.
            if passage not in wrote and kept and not _is_edited(passage, wrote):
                same[kept[0], passage] = None
    return Links(tuple(same), tuple(pair for pair in not_same if pair not in same))


def passages_of(sources: Any) -> tuple[Passage, ...]:
    found = (item for item in (sources if isinstance(sources, list) else ()) if "article" in item and "quote" in item)
    return tuple(Passage(item["article"], item["quote"]) for item in found)


def _is_edited(passage: Passage, others: Iterable[Passage]) -> bool:
    """Whether another passage of the article is this one in other words: then only the quote was changed."""
    return any(other.article == passage.article and is_edited(passage.quote, other.quote) for other in others)


def record(data: bytes | None, section: str, item: Mapping[str, Any]) -> bytes:
    """decisions.yaml with one decision more, everything else as it stands."""
    clean = {key: value for key, value in item.items() if value not in (None, "", [], ())}
    if data is None or not data.strip():
        rows = yamlwrite.lines(section, [clean], ListOf(REJECTED if section == "rejected" else PAIR))
        return (HEAD + "\n".join(rows) + "\n").encode()
    return edit(f"content/{PATH}", data, [Add((section,), clean)], DECISIONS)


def separate(data: bytes | None, stay: Sequence[Passage], go: Sequence[Passage]) -> bytes | None:
    """decisions.yaml without what said that passages of one side tell the same as passages of the other."""
    leaving = {_known(passage) for passage in go}
    staying = {_known(passage) for passage in stay}

    def parts(item: Mapping[str, Any]) -> list[dict[str, Any]] | None:
        members = [*item["a"], *item["b"]]
        apart = [one for one in members if _known_item(one) in leaving]
        if not apart or not any(_known_item(one) in staying for one in members):
            return None
        rest = [one for one in members if one not in apart]
        return [{**item, "a": group[:1], "b": group[1:]} for group in (rest, apart) if len(group) > 1]

    return _rewritten(data, "same", parts)


def unite(data: bytes | None, a: Sequence[Passage], b: Sequence[Passage]) -> bytes | None:
    """decisions.yaml without what said that some of these passages tell two different events."""
    joined = {_known(passage) for passage in (*a, *b)}

    def parts(item: Mapping[str, Any]) -> list[dict[str, Any]] | None:
        left, right = ([one for one in item[side] if _known_item(one) in joined] for side in ("a", "b"))
        lone, single = ([one for one in item[side] if _known_item(one) not in joined] for side in ("a", "b"))
        if not left or not right:
            return None
        kept = ((lone, item["b"]), (left, single))
        return [{**item, "a": ours, "b": theirs} for ours, theirs in kept if ours and theirs]

    return _rewritten(data, "not_same", parts)


def _rewritten(
    data: bytes | None, section: str, parts: Callable[[Mapping[str, Any]], list[dict[str, Any]] | None]
) -> bytes | None:
    """The file with each pair of a section replaced by what is left of it; None from `parts` leaves it alone."""
    composed = yamltext.compose(f"content/{PATH}", data, Problems()) if data else None
    values = yamltext.decode(composed, DECISIONS, Problems()) if composed is not None and composed.root else None
    if data is None or not isinstance(values, dict):
        return data
    gone: list[Edit] = []
    left: list[Edit] = []
    for n, item in enumerate(values.get(section, ())):
        kept = parts(item)
        if kept is not None:
            gone.insert(0, Remove((section, n)))
            left += [Add((section,), {key: value for key, value in one.items() if key != "events"}) for one in kept]
    return edit(f"content/{PATH}", data, [*gone, *left], DECISIONS)


def _known(passage: Passage) -> tuple[str, str]:
    return passage.article, fold_quote(passage.quote)


def _known_item(item: Mapping[str, Any]) -> tuple[str, str]:
    return item["article"], fold_quote(item["quote"])


def as_items(passages: Sequence[Passage]) -> list[dict[str, str]]:
    return [{"article": passage.article, "quote": passage.quote} for passage in passages]
