"""Reads one article: its bytes decoded, its data gathered, its lines labelled, its sentences cut."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from dateline.core.model import TELLING_LABELS, Article, Basis, Label, Paragraph, Span
from dateline.core.problems import Place, Problems
from dateline.core.text import digest
from dateline.core.when import When
from dateline.lexicon.basics import Basics
from dateline.lexicon.language import Lexicon
from dateline.read import languages, lines, segment, speech
from dateline.read.heads import FoundDate, date_in_name, heads
from dateline.read.markers import markers
from dateline.read.metadata import check_known, read_front_matter, read_known, split_front_matter
from dateline.read.outlines import Outline, draw

__all__ = ["outline_article", "read_article", "read_known", "read_text"]

LIMIT_BYTES = 10_000_000
"""Articles beyond this are refused."""
LARGE_BYTES = 2_000_000
"""Articles beyond this are read, with a warning: it is probably no article."""


def read_article(
    path: str,
    data: bytes,
    known: Mapping[str, str] | None,
    lexicon: Lexicon,
    problems: Problems,
    *,
    repeated: frozenset[str] = frozenset(),
) -> Article | None:
    """The article in a txt or md file, or None, with the reason reported, when the bytes hold no text.

    `path` is relative to the project, `known` the article's record of `articles.yaml`; front matter comes before it.
    `repeated` holds the lines that `outlines.repeated_lines` found in other articles too.
    """
    taken = _take(path, data, known, problems)
    if taken is None:
        return None
    text, offsets, values = taken
    stem = PurePosixPath(path).stem
    return _compose(stem, path, text, offsets, values, lexicon, name_date=date_in_name(stem), repeated=repeated)


def outline_article(
    path: str, data: bytes, known: Mapping[str, str] | None, lexicon: Lexicon, problems: Problems
) -> Outline | None:
    """The outline of the article that `read_article` would give, with the same problems, at a part of the cost."""
    taken = _take(path, data, known, problems)
    if taken is None:
        return None
    text, _, values = taken
    layout = _lay_out(path, text, values, lexicon)
    _ahead.keep(path, text, values, lexicon, layout)
    telling = [Span(block.start, block.end) for block in layout.blocks if block.label in TELLING_LABELS]
    return draw(PurePosixPath(path).stem, path, text, layout.labels(text), telling)


def _take(
    path: str, data: bytes, known: Mapping[str, str] | None, problems: Problems
) -> tuple[str, tuple[int, ...] | None, dict[str, str]] | None:
    """The text of a file in normal form with its offsets, and what is known of it."""
    raw = decode(path, data, problems)
    if raw is None:
        return None
    block, begin = split_front_matter(raw.replace("\r\n", "\n")) if raw.startswith(("---", "\ufeff---")) else (None, 0)
    values: dict[str, str] = dict(check_known(path, known, problems)) if known else {}
    if block is not None:
        begin = _raw_offset(raw, begin)
        values |= read_front_matter(path, block, problems)
    text, offsets = normalise(raw, begin)
    if not text.strip():
        problems.error(Place(path), "empty-article", "there is no text in this file")
        return None
    return text, offsets, values


def read_text(
    name: str,
    text: str,
    lexicon: Lexicon,
    *,
    language: str | None = None,
    published: When | None = None,
    title: str | None = None,
) -> Article:
    """The article in a text that is no file: nothing is taken from its name, and no front matter is looked for.

    `Article.offsets` leads back to the text as given.
    """
    normal, offsets = normalise(text, 0)
    values = {"language": language, "title": title, "published": published.edtf if published else None}
    return _compose(name, name, normal, offsets, {k: v for k, v in values.items() if v}, lexicon)


# ---------------------------------------------------------------------------------------------------- bytes to text

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def decode(path: str, data: bytes, problems: Problems) -> str | None:
    """The text in an article's bytes: UTF-8, UTF-16 with its mark, else Windows-1252 with a note; None for no text."""
    place = Place(path)
    if len(data) > LIMIT_BYTES:
        problems.error(
            place, "too-large", f"{len(data):,} bytes are too many; {LIMIT_BYTES:,} is the most for an article"
        )
        return None
    if len(data) > LARGE_BYTES:
        problems.warning(place, "large-article", f"{len(data):,} bytes are much for one article")
    if not data.strip():
        problems.error(place, "empty-article", "there is no text in this file")
        return None
    text = _decode(place, data, problems)
    if text is None:
        return None
    controls = len(_CONTROL.findall(text[:100_000]))
    if "\x00" in text or controls > 0.01 * min(len(text), 100_000) + 2:
        problems.error(place, "binary-article", "this is no text", "save the article as text in UTF-8")
        return None
    return text


def _decode(place: Place, data: bytes, problems: Problems) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            problems.error(place, "bad-encoding", "this begins as UTF-16 and goes on as something else")
            return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\x00" in data[:100_000]:
            problems.error(place, "binary-article", "this is no text", "save the article as text in UTF-8")
            return None
        line = data.count(b"\n", 0, error.start) + 1
        text = data.decode("cp1252", "replace")
        problems.note(
            Place(place.path, line),
            "encoding",
            "this is not UTF-8; read as Windows-1252",
            "save it as UTF-8 to be sure",
        )
        return text


_UNUSUAL = re.compile("[\r\u00ad\u00ac\u200b\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
"""With what all that is dropped begins: most texts hold none of it, which one set of letters tells at once."""
_DROPPED = re.compile(r"\r\n?|[\u00ad\u200b\u2060\ufeff]|\u00ac\s(?=[^\W\d_A-ZÅÄÖÜ])|[\x00-\x08\x0b\x0c\x0e-\x1f]")


def normalise(raw: str, begin: int) -> tuple[str, tuple[int, ...] | None]:
    """The text in normal form from an offset on, and for each of its code points the offset in `raw`.

    NFC, line ends as \\n; soft hyphens, zero-width and control characters removed. None for offsets that are equal.
    """
    if begin == 0 and unicodedata.is_normalized("NFC", raw) and not (_UNUSUAL.search(raw) and _DROPPED.search(raw)):
        return raw, None
    parts: list[str] = []
    offsets: list[int] = []
    position = begin
    for match in _DROPPED.finditer(raw, begin):
        _add(parts, offsets, raw, position, match.start())
        if match.group()[0] == "\r":
            parts.append("\n")
            offsets.append(match.start())
        position = match.end()
    _add(parts, offsets, raw, position, len(raw))
    text = "".join(parts)
    if unicodedata.is_normalized("NFC", text):
        return text, tuple(offsets)
    # What was removed stood between a letter and its accent.
    parts = []
    again: list[int] = []
    _add(parts, again, text, 0, len(text))
    return "".join(parts), tuple(offsets[i] for i in again)


def _add(parts: list[str], offsets: list[int], raw: str, start: int, end: int) -> None:
    """Append a stretch in NFC, composed letter by letter where it is not."""
    piece = raw[start:end]
    if unicodedata.is_normalized("NFC", piece):
        parts.append(piece)
        offsets.extend(range(start, end))
        return
    at = start
    while at < end:
        stop = at + 1
        # A starter with all that may compose with it: what follows and is no starter, or is a Hangul vowel or final.
        while stop < end and (unicodedata.combining(raw[stop]) or "\u1160" <= raw[stop] <= "\u11ff"):
            stop += 1
        composed = unicodedata.normalize("NFC", raw[at:stop])
        parts.append(composed)
        offsets.extend(min(at + i, stop - 1) for i in range(len(composed)))
        at = stop


def _raw_offset(raw: str, offset: int) -> int:
    """An offset in the text with \\n line ends as one in the text as it came."""
    if "\r\n" not in raw:
        return offset
    at = seen = 0
    while seen < offset:
        at += 2 if raw.startswith("\r\n", at) else 1
        seen += 1
    return at


# ------------------------------------------------------------------------------------------------- text to article


@dataclass(frozen=True, slots=True)
class _Publication:
    when: When | None
    basis: Basis


def _compose(
    name: str,
    path: str,
    text: str,
    offsets: tuple[int, ...] | None,
    values: Mapping[str, str],
    lexicon: Lexicon,
    *,
    name_date: When | None = None,
    repeated: frozenset[str] = frozenset(),
) -> Article:
    title = values.get("title")
    layout = _ahead.take(path, text, values, lexicon, repeated) or _lay_out(path, text, values, lexicon, repeated)
    if title is None:
        first = next((block for block in layout.blocks if block.label is Label.TITLE), None)
        title = " ".join(text[first.start : first.end].split()) if first else None
    publication = _publication(text, layout, values.get("published"), name_date, lexicon)
    language, tags = _languages(text, layout, values.get("language"), lexicon)
    paragraphs = tuple(
        Paragraph(Span(block.start, block.end), block.label, tag, block.section)
        for block, tag in zip(layout.blocks, tags)
    )
    basics = [_basics(tag, lexicon) for tag in tags]
    sentences = list(segment.build_sentences(text, [(p.span, b) for p, b in zip(paragraphs, basics)], head=layout.head))
    return Article(
        id=name,
        path=path,
        text=text,
        digest=digest(text),
        language=language,
        title=title,
        published=publication.when,
        published_basis=publication.basis,
        publisher=values.get("publisher"),
        author=values.get("author"),
        url=values.get("url"),
        archived=values.get("archived"),
        translated_from=values.get("translated_from"),
        rights=values.get("rights"),
        head=layout.head,
        labels=layout.labels(text),
        paragraphs=paragraphs,
        sentences=speech.mark_speech(text, paragraphs, sentences, basics),
        offsets=offsets,
    )


def _lay_out(
    path: str, text: str, values: Mapping[str, str], lexicon: Lexicon, repeated: frozenset[str] = frozenset()
) -> lines.Layout:
    title, markdown = values.get("title"), _is_markdown(path)
    return lines.lay_out(text, markers(lexicon), heads(lexicon), title=title, repeated=repeated, markdown=markdown)


def _is_markdown(path: str) -> bool:
    return path.lower().endswith((".md", ".markdown"))


class _Ahead:
    """The layouts of articles that were drawn in outline and are going to be read: a quarter of a reading.

    Those of one process, up to a number of lines; one that is not there is laid out again. Reading takes a layout
    away, so that none is read twice. Where some of its lines turned out to be the page's, all are labelled anew, but
    neither cut again nor judged by their words.
    """

    LINES = 200_000

    def __init__(self) -> None:
        self._layouts: dict[str, tuple[str, str | None, Lexicon, lines.Layout]] = {}
        self._lines = 0

    def keep(self, path: str, text: str, values: Mapping[str, str], lexicon: Lexicon, layout: lines.Layout) -> None:
        self._drop(path)
        if self._lines + len(layout.units) <= self.LINES and not _is_markdown(path):
            self._layouts[path] = (text, values.get("title"), lexicon, layout)
            self._lines += len(layout.units)

    def take(
        self, path: str, text: str, values: Mapping[str, str], lexicon: Lexicon, repeated: frozenset[str]
    ) -> lines.Layout | None:
        """The layout of this very text, if it is kept."""
        found = self._drop(path)
        title = values.get("title")
        if found is None or found[:2] != (text, title) or found[2] is not lexicon:
            return None
        if not repeated:
            return found[3]
        for unit in found[3].units:
            unit.reset()
        return lines.label_anew(found[3], text, markers(lexicon), heads(lexicon), title, repeated)

    def _drop(self, path: str) -> tuple[str, str | None, Lexicon, lines.Layout] | None:
        found = self._layouts.pop(path, None)
        if found is not None:
            self._lines -= len(found[3].units)
        return found


_ahead = _Ahead()


def _basics(tag: str | None, lexicon: Lexicon) -> Basics | None:
    pack = lexicon.pack(tag)
    return pack.basics if pack else None


def _publication(
    text: str, layout: lines.Layout, given: str | None, name_date: When | None, lexicon: Lexicon
) -> _Publication:
    """The day of publication: given, else that of a head or a line that is a date, else that of the file's name."""
    if given is not None:
        return _Publication(When.parse(given), Basis.GIVEN)
    found = heads(lexicon)
    dates: list[FoundDate] = []
    for unit in [*layout.units[:6], *layout.units[-3:]]:
        span = Span(unit.start, unit.end)
        date = found.date_line(text, span) if unit.label is Label.BYLINE else None
        date = date or found.labelled_date(text, span)
        if date:
            dates.append(date)
    if layout.head is not None:
        head = found.head(text, Span(layout.head.start, len(text)))
        if head and head[1]:
            dates.append(head[1])
    for date in dates:
        when = date.when(hint=name_date)
        if when is not None:
            return _Publication(when, Basis.HEAD)
    return _Publication(name_date, Basis.DOCUMENT) if name_date else _Publication(None, Basis.UNKNOWN)


_OTHERS = frozenset({Label.PROMO, Label.COMMENT_FORM, Label.LIST_NAV})


def _languages(
    text: str, layout: lines.Layout, given: str | None, lexicon: Lexicon
) -> tuple[str | None, list[str | None]]:
    """The language of the article, and of each paragraph as the tag of the pack that reads it."""
    known = languages.identifier(lexicon)
    scores = [known.score(text[block.start : block.end]) for block in layout.blocks]
    telling = [score for block, score in zip(layout.blocks, scores) if block.label not in _OTHERS]
    document = given or known.document(telling or scores)
    pack = lexicon.pack(document)
    base = pack.tag if pack else None
    tags = [known.paragraph(score, base, given=document is not None) for score in scores]
    return document, tags
