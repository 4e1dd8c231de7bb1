"""The finders on their own: stand-off annotation, JSON lines in, JSON lines out."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any, TextIO

from dateline.core.model import AnchoredTimex, Article, Basis, DaySet, Document, EntityMention, EventMention
from dateline.core.problems import Place, Problems
from dateline.core.when import When, ordinal
from dateline.find.anchor import anchor
from dateline.find.annotate import annotate as find_all
from dateline.find.annotate import date
from dateline.find.entities import find_entities
from dateline.find.times import find_times
from dateline.lexicon.language import Lexicon
from dateline.pipeline.project import Project
from dateline.pipeline.ranges import ends
from dateline.read.articles import read_text

_REVERSED = re.compile(r"(\d\d)-(\d\d)-(\d{4})")
"""Day, month, year with hyphens, as some collections have it; nobody writes the month first in this form."""
_SURROGATE = re.compile("[\ud800-\udfff]")
"""Halves of characters, which JSON can name and no text can hold."""
_KINDS = frozenset({"country", "organisation", "person", "place"})


def annotate(
    project: Project, lines: Iterable[bytes], out: TextIO, problems: Problems, *, only_times: bool = False
) -> int:
    """Write one line of annotation for each line read, as it goes; the exit code.

    A line in is `{"id", "lang", "dct", "text"}`; `lang` and `dct` may be null. A line out is `{"id", "timexes",
    "entities", "events"}` with Python string offsets into the text as given, TIMEX3 values and EDTF dates. A line that
    is no such record is a problem and gives no line out; the rest goes on.
    """
    lexicon = project.lexicon
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        record = _record(line, Place("-", number), problems)
        if record is not None:
            found = json.dumps(_annotation(record, lexicon, only_times=only_times), ensure_ascii=False)
            out.write(_SURROGATE.sub("\ufffd", found) + "\n")
            out.flush()
    return 1 if problems.has_errors else 0


def _record(line: bytes, place: Place, problems: Problems) -> dict[str, Any] | None:
    """The record on a line, with `dct` parsed; None, with the problem reported, when it is none."""
    try:
        record = json.loads(line)
    except ValueError as error:
        problems.error(place, "bad-json", f"this line is no JSON: {error}")
        return None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        problems.error(place, "bad-record", "this line has no text", 'write {"id": …, "lang": …, "dct": …, "text": …}')
        return None
    record["text"] = _SURROGATE.sub("\ufffd", record["text"])
    dct, record["dct"] = record.get("dct"), None
    if isinstance(dct, str) and dct.strip():
        # Of a date with a time: the clock of the publication dates nothing.
        day = dct.strip().split("T")[0].split(" ")[0]
        if reversed_day := _REVERSED.fullmatch(day):
            day = "-".join(reversed(reversed_day.groups()))
            problems.note(place, "bad-date", f"{dct!r} is read as {day}", "write YYYY-MM-DD")
        try:
            record["dct"] = When.parse(day)
        except ValueError as error:
            problems.warning(place, "bad-date", f"{error}", "the line is annotated without its day")
    return record


def _annotation(record: dict[str, Any], lexicon: Lexicon, *, only_times: bool) -> dict[str, Any]:
    raw, language = record["text"], record.get("lang")
    language = language if isinstance(language, str) else None
    article = read_text(str(record.get("id")), raw, lexicon, language=language, published=record["dct"])
    days = published_days(article)
    if only_times:
        times = find_times(article, lexicon.packs)
        # Whose birthday it is, only names can tell; nothing else of times asks for them.
        birthdays = any(step.startswith("birthday") for timex in times for step in timex.steps)
        document = Document(article, times=times, entities=find_entities(article, lexicon) if birthdays else ())
        anchored = anchor(document, days, gazetteer=lexicon.gazetteer if birthdays else None, lexicon=lexicon)
        return {"id": record.get("id"), "timexes": _timexes(article, raw, anchored, lexicon)}
    document = date(find_all(article, lexicon), days, lexicon)
    return {
        "id": record.get("id"),
        "timexes": _timexes(article, raw, document.anchored, lexicon),
        "entities": [
            _entity(article, raw, mention) for mention in document.entities if mention.entity and mention.kind in _KINDS
        ],
        "events": [_event(article, raw, mention) for mention in document.events if mention.gate is None],
    }


def published_days(article: Article) -> DaySet:
    """The days of publication that the article itself gives, alike in weight; none where it gives none."""
    when = article.published
    if when is None or when.earliest is None or when.latest is None:
        return DaySet((), (), Basis.UNKNOWN)
    days = sorted(
        {
            day
            for member in when.members
            if member.earliest and member.latest
            for day in range(ordinal(member.earliest), ordinal(member.latest) + 1)
        }
    )
    return DaySet(tuple(days), tuple(1 / len(days) for _ in days), article.published_basis)


def _offsets(article: Article, raw: str, start: int, end: int) -> dict[str, int]:
    """A span of the article's text as one of the text as given: with the marks that stand on its last letter."""
    if article.offsets is None:
        return {"start": start, "end": end}
    last = article.offsets[end - 1] + 1
    while last < len(raw) and unicodedata.combining(raw[last]):
        last += 1
    return {"start": article.offsets[start], "end": last}


def _timexes(article: Article, raw: str, anchored: Iterable[AnchoredTimex], lexicon: Lexicon) -> list[dict[str, Any]]:
    """The expressions as TimeML has them: of a range, each end."""
    out = []
    for each in anchored:
        timex = each.timex
        pack = lexicon.pack(timex.rule.split("/")[0])
        for span, value in ends(article.text, each, pack.times.tense.joins if pack and pack.times else ()):
            found = {**_offsets(article, raw, span.start, span.end), "type": str(timex.type), "value": value}
            out.append(found | {"mod": timex.mod} if timex.mod else found)
    return out


def _entity(article: Article, raw: str, mention: EntityMention) -> dict[str, Any]:
    return {
        **_offsets(article, raw, *mention.span),
        "kind": str(mention.kind),
        "id": mention.entity,
        "form": str(mention.form),
    }


def _event(article: Article, raw: str, mention: EventMention) -> dict[str, Any]:
    return {
        **_offsets(article, raw, *mention.span),
        "trigger": article.text[mention.trigger.start : mention.trigger.end],
        "type": str(mention.type),
        "factuality": str(mention.factuality),
        "date": mention.when.edtf if mention.when else None,
    }
