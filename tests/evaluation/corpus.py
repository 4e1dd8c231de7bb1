"""The annotated texts of `texts/`: read, located, checked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.core.model import EventType, Factuality, Span
from dateline.core.when import When
from dateline.core.yamltext import load_data

FOLDER = Path(__file__).parent / "texts"
LANGUAGES = ("en", "sv", "de")
HALVES = ("dev", "held")


@dataclass(frozen=True, slots=True)
class GoldTime:
    """A time expression with the values that count as right; `neutral` ones are not scored."""

    span: Span
    values: tuple[str, ...]
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One event as the text tells it; of types, factualities and dates each given one counts as right."""

    trigger: Span
    again: tuple[Span, ...]
    """Further passages that tell the same event."""
    types: tuple[EventType, ...]
    factualities: tuple[Factuality, ...]
    dates: tuple[When, ...]
    countries: frozenset[str]
    countries_optional: frozenset[str]
    organisations: frozenset[str]
    people: frozenset[str]
    """Surnames."""
    minor: bool = False
    """Found it counts as right, missed it does not count."""


@dataclass(frozen=True, slots=True)
class GoldText:
    """One annotated text."""

    id: str
    language: str
    half: str
    published: str | None
    subject: str
    text: str
    times: tuple[GoldTime, ...]
    events: tuple[GoldEvent, ...]
    optional: tuple[Span, ...]
    traps: tuple[Span, ...]


class GoldError(ValueError):
    """The annotation does not fit its text."""


def load(languages: Iterable[str] = LANGUAGES, halves: Iterable[str] = HALVES) -> list[GoldText]:
    """All texts of these languages and halves, in the order of the files."""
    halves = tuple(halves)
    found = []
    for language in languages:
        for half in halves:
            for record in load_data((FOLDER / f"{language}-{half}.yaml").read_text("utf-8")):
                found.append(_gold(record, language, half))
    return found


def digest(half: str) -> str:
    """SHA-256 over the files of one half, so that a score is known to be of these texts."""
    sums = hashlib.sha256()
    for language in LANGUAGES:
        sums.update((FOLDER / f"{language}-{half}.yaml").read_bytes())
    return sums.hexdigest()


def _gold(record: Mapping[str, Any], language: str, half: str) -> GoldText:
    text = record["text"]
    try:
        return GoldText(
            id=record["id"],
            language=language,
            half=half,
            published=None if record["published"] == "unknown" else record["published"],
            subject=record["subject"],
            text=text,
            times=tuple(_times(record["times"], text)),
            events=tuple(_event(row, text) for row in record["events"]),
            optional=tuple(_place(words, text) for words in record.get("optional", ())),
            traps=tuple(_place(words, text) for words in record.get("traps", ())),
        )
    except (KeyError, ValueError) as error:
        raise GoldError(f"{record['id']}: {error}") from error


def _place(words: str, text: str) -> Span:
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    if match is None:
        raise ValueError(f"{words!r} does not stand in the text")
    return Span(*match.span())


def _times(rows: Mapping[str, str], text: str) -> Iterable[GoldTime]:
    """Longer expressions take their words first; values divided by ` | ` belong to successive places."""
    taken: list[Span] = []
    found = []
    for words in sorted(rows, key=lambda words: (-len(words), words)):
        values = rows[words].split(" | ")
        spots = [
            Span(*match.span())
            for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)
            if not any(match.start() < span.end and span.start < match.end() for span in taken)
        ]
        if len(spots) < len(values):
            raise ValueError(f"{words!r} stands {len(spots)} times in the text and has {len(values)} values")
        for spot, value in zip(spots, values):
            taken.append(spot)
            if value != "-":
                found.append(GoldTime(spot, tuple(value.removesuffix("?").split(" or ")), value.endswith("?")))
    return sorted(found, key=lambda time: time.span)


def _event(row: Mapping[str, Any], text: str) -> GoldEvent:
    unknown = set(row) - {
        *("trigger", "again", "type", "factuality", "date", "countries", "countries_optional"),
        *("organisations", "organisations_optional", "people", "people_optional", "minor"),
    }
    if unknown:
        raise ValueError(f"{sorted(unknown)} are no keys of an event")
    return GoldEvent(
        trigger=_place(row["trigger"], text),
        again=tuple(_place(words, text) for words in row.get("again", ())),
        types=tuple(EventType(name) for name in row["type"].split()),
        factualities=tuple(Factuality(name) for name in row.get("factuality", "happened").split()),
        dates=tuple(When.parse(date) for date in row["date"].split(" | ")),
        countries=frozenset(row["countries"]),
        countries_optional=frozenset(row.get("countries_optional", ())),
        organisations=frozenset(row.get("organisations", ())),
        people=frozenset(row.get("people", ())) - frozenset(row.get("people_optional", ())),
        minor=row.get("minor") == "yes",
    )
