"""Cuts a text into the lines that are labelled: those broken by width joined, those glued together parted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.core.model import Label
from dateline.read.markers import Markers

WORDS = re.compile(r"[^\W_]+(?:[-'’.:&][^\W_]+)*")
_STOP = re.compile(r"[.!?…:;,][\"”“»«'’)\]]*$")
_FULL_STOP = re.compile(r"[.!…]\s?[\"”“»«'’)\]]*(?:\s?\([\w/]+\))?$")
_RIGHTS = re.compile(r"(?<=[.!?\"”“»«)])\s*(?=©[^.!?]{0,60}$)")
GLUE = re.compile(r"(?<=[^\W\d_A-ZÅÄÖÜ]{2})(?=[A-ZÅÄÖÜÉ][^\W\d_A-ZÅÄÖÜ]{3}|[A-ZÅÄÖÜÉ]{4})")


@dataclass(slots=True)
class Unit:
    """A line, or lines that the source broke by width, or a part of a line that was glued to another."""

    start: int
    end: int
    text: str
    blank_before: bool
    count: int = 0
    """Its words."""
    label: Label = Label.BODY
    heading: bool = False
    """A subhead, or the heading of a fact box."""
    fact: bool = False
    """Heads a fact box."""
    promo: bool | None = None
    """Whether it advertises, and whether it is a caption, by its words alone: judged once, however often a line is
    labelled."""
    caption: bool | None = None

    @property
    def words(self) -> list[str]:
        return WORDS.findall(self.text)

    def reset(self) -> None:
        """Unlabelled again, as it was cut."""
        self.label, self.heading, self.fact = Label.BODY, False, False

    @property
    def stopped(self) -> bool:
        return bool(_STOP.search(self.text))

    @property
    def full_stop(self) -> bool:
        return bool(_FULL_STOP.search(self.text))


def cut_units(text: str, markers: Markers, *, markdown: bool) -> list[Unit]:
    """The lines of a text in order, without the blank ones; all are body until they are labelled."""
    units = [part for unit in _units(text) for part in _unglue(unit, text, markers)]
    if markdown:
        for unit in units:
            _read_markdown(unit)
    return units


def _unit(text: str, start: int, end: int, blank_before: bool) -> Unit:
    raw = text[start:end]
    stripped = raw.strip()
    start += len(raw) - len(raw.lstrip())
    return Unit(start, start + len(stripped), stripped, blank_before, len(WORDS.findall(stripped)))


def _units(text: str) -> list[Unit]:
    """Lines that are not blank, those broken by width joined."""
    runs: list[list[Unit]] = []
    blank = True
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            unit = _unit(text, start, end, blank)
            if blank or not runs:
                runs.append([])
            runs[-1].append(unit)
            blank = False
        else:
            blank = True
        start = end + 1
    return [unit for run in runs for unit in _unwrap(run, text)]


def _unwrap(run: list[Unit], text: str) -> list[Unit]:
    """A run of lines joined where it was broken by width: most lines end without a stop, none is much longer."""
    if len(run) < 3:
        return run
    lengths = [len(unit.text) for unit in run]
    widest = max(lengths)
    wide = [unit for unit in run[:-1] if len(unit.text) >= 0.75 * widest]
    if not 40 <= widest <= 130 or len(wide) < 2 or sum(unit.full_stop for unit in wide) * 2 > len(wide):
        return run
    out: list[Unit] = []
    opened: Unit | None = None
    for unit in run:
        opened = unit if opened is None else _unit(text, opened.start, unit.end, opened.blank_before)
        # A line much shorter than the others ends its paragraph.
        if len(unit.text) < 0.75 * widest:
            out.append(opened)
            opened = None
    return [*out, opened] if opened else out


def _unglue(unit: Unit, text: str, markers: Markers) -> list[Unit]:
    """A line in two where a credit runs into the text behind it: `Photo: S. Berg/AgencyOSLO, 3 May – The …`."""
    rights = _RIGHTS.search(unit.text) if "©" in unit.text[1:] else None
    if rights is not None:
        middle = unit.start + rights.end()
        first = _unit(text, unit.start, unit.start + rights.start(), unit.blank_before)
        return [*_unglue(first, text, markers), _unit(text, middle, unit.end, False)]
    credit = markers.credit.search(unit.text)
    if credit is None:
        return [unit]
    for glue in GLUE.finditer(unit.text, credit.end()):
        between, rest = unit.text[credit.end() : glue.start()], unit.text[glue.end() :]
        if len(between) > 60:
            break
        if len(WORDS.findall(rest)) >= 8 and re.search(r"[.!?]", rest):
            middle = unit.start + glue.start()
            return [_unit(text, unit.start, middle, unit.blank_before), _unit(text, middle, unit.end, False)]
    return [unit]


_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")


def _read_markdown(unit: Unit) -> None:
    """Marks of Markdown that say what a line is; the signs of a heading are left out of its span."""
    heading = _HEADING.match(unit.text)
    if heading is not None:
        unit.start += heading.end()
        unit.text = unit.text[heading.end() :]
        unit.heading = True
    elif _IMAGE.match(unit.text):
        unit.label = Label.CAPTION
