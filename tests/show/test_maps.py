"""The map of the countries involved."""

from __future__ import annotations

import re

from dateline.lexicon.outlines import outlines
from dateline.show.maps import country_map


def drawn(counts, dots=None):
    return country_map(outlines(), counts, link=lambda code: (f"{code}.html", f"{code}!"), dots=dots or {})


def test_every_country_is_a_link_with_its_shade():
    """The most told is darkest; each leads to its page and is named for those who do not see it."""
    picture = drawn({"SE": 9, "NO": 3, "DK": 1})
    assert re.search(r'href="SE.html" aria-label="SE!"><path class="land s5"', picture)
    assert re.search(r'href="DK.html" aria-label="DK!"><path class="land s1"', picture)


def test_one_country_needs_no_map():
    """A map of one place says nothing."""
    assert drawn({"SE": 9}) is None


def test_a_country_too_small_for_an_outline_is_a_dot():
    """Singapore is on the map by its capital."""
    assert "SG" not in outlines()
    assert '<a href="SG.html" aria-label="SG!"><circle' in drawn({"MY": 3, "ID": 2, "SG": 1}, {"SG": (1.29, 103.85)})


def test_russia_does_not_wrap_around_the_world():
    """Land across the 180th meridian goes on beyond it."""
    west, _, east, _ = outlines()["RU"].bounds
    assert 250 < west < 300
    assert 1850 < east < 1950


def test_crimea_is_drawn_with_ukraine():
    """A ring around Simferopol (45 N 34 E) belongs to UA."""
    assert outlines()["UA"].path.count("M") > outlines()["MD"].path.count("M")
    rings = re.findall(r"M(-?\d+),(-?\d+)l", outlines()["RU"].path)
    assert not [ring for ring in rings if 320 < int(ring[0]) < 365 and -462 < int(ring[1]) < -440]
