"""Outlines of the countries of the world for a map: coarse, from public-domain data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dateline.core import files, yamltext
from dateline.lexicon.gazetteer import DATA

_RING = re.compile(r"M(-?\d+),(-?\d+)l([^z]*)z")


@dataclass(frozen=True, slots=True)
class Outline:
    """One country's land as an SVG path; units are tenths of a degree, east and south of 0° N 0° E."""

    path: str
    bounds: tuple[int, int, int, int]
    """West, north, east, south of its largest piece: an island far away does not widen a map."""


@cache
def outlines() -> Mapping[str, Outline]:
    """Outlines by ISO 3166-1 alpha-2; `-` is land without a code of its own. Empty when there is no data."""
    raw = files.read_bytes(DATA / "outlines.yaml")
    data = yamltext.load_data(raw.decode("utf-8")) if raw else {}
    return {code: Outline(path, _bounds(path)) for code, path in data.items()}


def _bounds(path: str) -> tuple[int, int, int, int]:
    best, size = (0, 0, 0, 0), -1
    for match in _RING.finditer(path):
        x, y = int(match[1]), int(match[2])
        xs, ys = [x], [y]
        for step in match[3].split():
            dx, dy = step.split(",")
            x, y = x + int(dx), y + int(dy)
            xs.append(x)
            ys.append(y)
        box = (min(xs), min(ys), max(xs), max(ys))
        area = (box[2] - box[0]) * (box[3] - box[1])
        if area > size:
            best, size = box, area
    return best
