"""What the articles of a collection are compared by before any of them is read whole: their lines and their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.core.model import TELLING_LABELS, Article, Label, Span
from dateline.core.text import digest
from dateline.read.lines import mask
from dateline.read.origins import shingles

_REPEATED = 3
"""A line in this many articles is part of the page, not of the text."""
_SHORT = 200
"""Lines beyond this many characters tell something, however often."""


@dataclass(frozen=True, slots=True)
class Outline:
    """An article as far as other articles need it: cheap to make, and small enough to hold for a large archive."""

    id: str
    path: str
    digest: str
    """As of `Article`."""
    lines: Mapping[str, bool]
    """The short lines in the form in which they are compared (`lines.mask`), and whether they tell anything there."""
    shingles: bytes
    """See `origins.shingles`."""


def outline(article: Article) -> Outline:
    """The outline of an article that was read."""
    telling = [paragraph.span for paragraph in article.paragraphs if paragraph.label in TELLING_LABELS]
    return draw(article.id, article.path, article.text, article.labels, telling)


def draw(name: str, path: str, text: str, labels: Iterable[tuple[Span, Label]], telling: Sequence[Span]) -> Outline:
    """The outline of a text whose lines are labelled; `telling` are its paragraphs that tell something."""
    lines: dict[str, bool] = {}
    for span, label in labels:
        if span.end - span.start <= _SHORT:
            line = mask(text[span.start : span.end])
            lines[line] = lines.get(line, False) or label in TELLING_LABELS or label is Label.SUBHEAD
    lines.pop("", None)
    return Outline(name, path, digest(text), lines, shingles(text[span.start : span.end] for span in telling))


def repeated_lines(outlines: Iterable[Outline], origins: Mapping[str, str] | None = None) -> frozenset[str]:
    """Lines, masked, that stand in three or more articles: whatever they say, they belong to the page.

    Tellings of news agencies are repeated too, so only short lines count, and copies of one text count once: those
    of the same bytes, and those of one origin where `origins` tells it for each article id.
    """
    seen: dict[str, set[str]] = {}
    for one in outlines:
        origin = origins.get(one.id, one.id) if origins is not None else one.digest
        for line in one.lines:
            seen.setdefault(line, set()).add(origin)
    return frozenset(line for line, holders in seen.items() if len(holders) >= _REPEATED)
