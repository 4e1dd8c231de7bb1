"""Social cards: the picture that stands for a page where its address is shared. The only door to Pillow.

An extra: a project asks for it with `cards: true` and installs Pillow, and the site is whole without. A card is set in
the site's own type on its own paper: the date at the rail, the title beside it, the whole timeline below. Letters that
type does not have are taken from a second family; what no font at hand can set is left out rather than shown as boxes.
"""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any
from unicodedata import category, normalize

from dateline.core.config import Config
from dateline.core.model import Entry
from dateline.core.when import ordinal
from dateline.lexicon.typefaces import typefaces
from dateline.show.site import Kind, anchor_day, members

if TYPE_CHECKING:
    from dateline.show.views import Desk

WIDTH, HEIGHT = 1200, 630
"""Pixels: what those who show such pictures ask for."""

_SERIF, _SANS = "fonts/newsreader-latin.woff2", "fonts/public-sans-latin.woff2"
_FURTHER = {_SERIF: "source-serif-4", _SANS: "source-sans-3"}
"""Families with the letters that are neither in these files nor in those for extended Latin beside them."""
_PAPER, _INK, _QUIET, _HAIR = "#fbf8f1", "#1d1a16", "#544c41", "#dcd4c5"
_EVENT, _SOFT, _HAND = "#1f5266", "#9bb5bd", "#8f2a17"
_RAIL, _RIGHT = 92, 1110
_TITLE_SIZES = (76, 66, 56, 48)
_TITLE_LINES = 4
_SMALL = (_SANS, 26, 400)


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says."""

    kicker: str
    title: str
    detail: str
    foot: str
    day: int | None
    """Where on the timeline it stands, as an ordinal; None marks nothing."""
    came_to_pass: bool = True


def is_possible() -> bool:
    """Whether Pillow is installed."""
    return importlib.util.find_spec("PIL") is not None


def is_wanted(config: Config, static: Mapping[str, bytes]) -> bool:
    """Whether cards are drawn: asked for, of use (they need a full address), and possible."""
    return config.cards and bool(config.address) and _SERIF in static and _SANS in static and is_possible()


class Face:
    """Type of one size and weight: for each letter the first of several files that has it."""

    def __init__(self, files: Sequence[bytes], size: int, weight: int) -> None:
        from PIL import ImageFont

        self.size = size
        self._fonts = [ImageFont.truetype(io.BytesIO(data), size) for data in files]
        for font in self._fonts:
            font.set_variation_by_axes([weight])
        self._blanks = [_drawn(font, _NO_LETTER) for font in self._fonts]
        self._places: dict[str, int | None] = {}

    def sets(self, text: str) -> str:
        """The text with its letters composed; a sign that is in no file is left out, nothing is set without a letter.

        What is no letter (an emoji, an arrow) is an ornament of a title; a name without one of its letters is another.
        """
        kept, left_out = "", False
        for letter in normalize("NFC", text):
            kind = category(letter)[0]
            if left_out and kind == "M":
                # A mark behind a sign that is left out goes with it.
                continue
            if self._place(letter) is not None:
                kept, left_out = kept + letter, False
            elif kind in "LMN":
                return ""
            else:
                left_out = True
        return " ".join(kept.split())

    def length(self, text: str) -> float:
        return float(sum(self._fonts[place].getlength(run) for place, run in self._runs(text)))

    def draw(self, pen: Any, at: tuple[float, float], text: str, fill: str) -> None:
        """Draw from the top left, all letters on the base line of the first file."""
        x, y = at
        base = y + self._fonts[0].getmetrics()[0]
        for place, run in self._runs(text):
            font = self._fonts[place]
            pen.text((x, base), run, font=font, fill=fill, anchor="ls")
            x += font.getlength(run)

    def _runs(self, text: str) -> Iterator[tuple[int, str]]:
        for place, letters in groupby(text, lambda letter: self._place(letter) or 0):
            yield place, "".join(letters)

    def _place(self, letter: str) -> int | None:
        if letter.isspace():
            return 0
        if letter not in self._places:
            fonts = zip(self._fonts, self._blanks, strict=True)
            having = (n for n, (font, blank) in enumerate(fonts) if _drawn(font, letter) != blank)
            self._places[letter] = next(having, None)
        return self._places[letter]


_NO_LETTER = "\U0010ffff"
"""Never a letter: a font draws its sign for what it does not have."""


def _drawn(font: Any, letter: str) -> tuple[object, bytes]:
    mask = font.getmask(letter)
    return mask.size, bytes(mask)


class Cards:
    """Draws the cards of one interface language."""

    def __init__(self, desk: Desk, static: Mapping[str, bytes]) -> None:
        self._desk = desk
        self._static = static
        self._faces: dict[tuple[str, int, int], Face] = {}

    def site(self) -> bytes:
        """The card of the timeline itself, for every page that has none of its own."""
        desk = self._desk
        words = desk.words.count("events", len(desk.site.everything))
        return self.draw(Card("", desk.site_title, " ".join(desk.description.split()), words, None))

    def event(self, entry: Entry) -> bytes:
        """The card of an event."""
        desk = self._desk
        held = dict(members(entry))
        names = [desk.name(kind, i) for kind in (Kind.COUNTRY, Kind.ORGANISATION) for i in held[kind]]
        names = [name for name in names if self._face(*_SMALL).sets(name)]
        state = desk.line_view(entry).state
        date = desk.dates.text(entry.date).phrase
        day = anchor_day(entry)
        kicker = f"{date} · {state}" if state else date
        where = ordinal(day) if day else None
        return self.draw(
            Card(kicker, desk.title(entry)[0], " · ".join(names), desk.site_title, where, came_to_pass=not state)
        )

    def draw(self, card: Card) -> bytes:
        """The card as a PNG file of few colours."""
        from PIL import Image, ImageDraw

        image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
        pen = ImageDraw.Draw(image)
        left, y = _RAIL + 48, 84
        face = self._face(_SANS, 30, 600)
        if kicker := face.sets(card.kicker):
            face.draw(pen, (left, y), kicker, _INK)
            y += 54
        lines, face = self._set(card.title, _RIGHT - left)
        pen.line((_RAIL, 70, _RAIL, 430), fill=_HAIR, width=2)
        pen.ellipse(
            (_RAIL - 10, 92, _RAIL + 10, 112), fill=_EVENT if card.came_to_pass else _PAPER, outline=_EVENT, width=3
        )
        for line in lines:
            face.draw(pen, (left, y), line, _INK)
            y += round(face.size * 1.14)
        face = self._face(*_SMALL)
        for line in _wrapped(face.sets(card.detail), face, _RIGHT - left)[: 1 if len(lines) > 2 else 2]:
            y += 12
            face.draw(pen, (left, y), line, _QUIET)
            y += 26
        self._timeline(pen, card.day)
        face = self._face(_SANS, 24, 400)
        face.draw(pen, (_RAIL, 572), face.sets(card.foot), _QUIET)
        out = io.BytesIO()
        # A palette: a third of the bytes, and the same ones on every machine.
        image.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        return out.getvalue()

    def _timeline(self, pen: Any, day: int | None) -> None:
        """All events over time, and where this one stands."""
        axis, counts = self._desk.axis, self._desk.all_counts
        if axis is None:
            return
        base, tall, room = 548, 70, (_RIGHT - _RAIL) / 100
        most = max(counts.values(), default=1)
        for index, cell in enumerate(axis.cells):
            if cell.gap:
                continue
            x0, x1 = _RAIL + cell.left * room, _RAIL + cell.right * room
            pen.line((x0, base, x1, base), fill=_QUIET, width=1)
            if counts[index]:
                height = max(4.0, tall * counts[index] / most)
                pen.rectangle((x0 + 1, base - height, max(x1 - 1, x0 + 2), base), fill=_SOFT)
        if day is not None:
            x = _RAIL + axis.place(day) * room
            pen.line((x, base - tall - 8, x, base), fill=_HAND, width=4)

    def _set(self, title: str, width: int) -> tuple[list[str], Face]:
        """The title in the largest type in which it fits, cut where even the smallest is too large."""
        for size in _TITLE_SIZES:
            face = self._face(_SERIF, size, 500)
            lines = _wrapped(face.sets(title), face, width)
            if len(lines) * size * 1.14 <= 270:
                return lines, face
        return [*lines[: _TITLE_LINES - 1], lines[_TITLE_LINES - 1] + " …"], face

    def _face(self, name: str, size: int, weight: int) -> Face:
        key = (name, size, weight)
        if key not in self._faces:
            extended = self._static.get(name.replace("-latin.", "-latin-ext."))
            files = (self._static[name], *((extended,) if extended else ()), *typefaces(_FURTHER[name]))
            self._faces[key] = Face(files, size, weight)
        return self._faces[key]


def _wrapped(text: str, face: Face, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and face.length(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines
