"""A map of the countries involved: drawn from coarse public-domain outlines, shaded by the number of events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import cos, radians

from markupsafe import Markup, escape

from dateline.lexicon.outlines import Outline

_MARGIN = 40
"""Tenths of a degree around the countries shown."""
_FRAMED = 8
"""Countries with at most one part in so many of the most events do not widen the map."""
_WIDTH = 1000.0


def country_map(
    outlines: Mapping[str, Outline],
    counts: Mapping[str, int],
    *,
    link: Callable[[str], tuple[str, str]],
    dots: Mapping[str, tuple[float, float]],
) -> Markup | None:
    """The part of the world in which the countries lie, each shaded by its count and a link; None without any.

    `link` gives the address and the words of a country; `dots` latitude and longitude of the capitals of those too
    small to have an outline.
    """
    shown = {code: outlines[code] for code in sorted(counts) if code in outlines}
    small = {code: dots[code] for code in sorted(counts) if code not in outlines and code in dots}
    if len(shown) + len(small) < 2:
        return None
    most = max(counts.values())
    # The frame is drawn around those that matter: one event far away would make all others small.
    framed = [code for code in shown if counts[code] * _FRAMED > most]
    boxes = [outlines[code].bounds for code in (framed if len(framed) > 2 else shown)]
    boxes += [(round(lon * 10), round(-lat * 10)) * 2 for lat, lon in small.values()]
    west, north = min(b[0] for b in boxes) - _MARGIN, min(b[1] for b in boxes) - _MARGIN
    east, south = max(b[2] for b in boxes) + _MARGIN, max(b[3] for b in boxes) + _MARGIN
    west, east = max(west, -1800), min(east, 1910)
    north, south = max(north, -840), min(south, 600)
    # Equirectangular, true to scale along the middle parallel.
    squeeze = max(cos(radians((north + south) / 20)), 0.35)
    scale = _WIDTH / ((east - west) * squeeze)
    height = (south - north) * scale
    ground, land = [], []
    for code, outline in sorted(outlines.items()):
        if _touches(outline.bounds, west, north, east, south) or code in shown:
            if code in shown:
                href, words = link(code)
                shade = f"land s{_step(counts[code], most)}"
                land.append(
                    f'<a href="{escape(href)}" aria-label="{escape(words)}">'
                    f'<path class="{shade}" d="{outline.path}"/></a>'
                )
            else:
                ground.append(outline.path)
    points = []
    for code, (lat, lon) in small.items():
        href, words = link(code)
        points.append(
            f'<a href="{escape(href)}" aria-label="{escape(words)}"><circle class="land s{_step(counts[code], most)}" '
            f'cx="{lon * 10:.0f}" cy="{-lat * 10:.0f}" r="{6 / scale:.1f}"/></a>'
        )
    move = f"scale({scale * squeeze:.4f} {scale:.4f}) translate({-west} {-north})"
    return Markup(
        f'<svg class="map" viewBox="0 0 {_WIDTH:.0f} {height:.0f}">'
        f'<g transform="{move}"><path class="ground" d="{"".join(ground)}"/>{"".join(land)}{"".join(points)}</g></svg>'
    )


def _touches(box: tuple[int, int, int, int], west: int, north: int, east: int, south: int) -> bool:
    return box[0] < east and box[2] > west and box[1] < south and box[3] > north


def _step(count: int, most: int) -> int:
    return min(5, 1 + 4 * (count - 1) // max(most - 1, 4))
