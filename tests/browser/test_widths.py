"""Every kind of page fits the window it is read in."""

from __future__ import annotations

import pytest

from tests.browser.pages import kinds, on_disk, script

pytestmark = pytest.mark.browser

TOO_WIDE = script("wide")


@pytest.mark.parametrize(
    ("width", "scale"),
    [(320, 1), (390, 3), (640, 2), (1280, 1), (1920, 1)],
    ids=["320 px", "phone of 390 px", "1280 px at 200 % zoom", "1280 px", "1920 px"],
)
def test_nothing_scrolls_sideways(published, visit, width, scale):
    """From a small phone to a large screen, and zoomed to 200 %, no page has to be moved sideways to be read."""
    page = visit(width=width, device_scale_factor=scale)
    wide = []
    for path in kinds(published):
        page.goto(on_disk(published, path))
        found = page.evaluate(TOO_WIDE)
        wide += [(path, *found)] if found else []
    assert [] == wide


def test_text_of_twice_the_size_still_fits(demo, visit):
    """A reader who doubles the size of text alone loses nothing at 1280 px."""
    page = visit(width=1280, bypass_csp=True)
    wide = []
    for path in kinds(demo):
        page.goto(on_disk(demo, path))
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found = page.evaluate(TOO_WIDE)
        wide += [(path, *found)] if found else []
    assert [] == wide


@pytest.mark.parametrize("width", [390, 1280])
def test_no_text_lies_over_another(published, visit, width):
    """Lines of text do not cover one another, in lists, facts and pictures."""
    page = visit(width=width)
    covered = []
    for path in kinds(published):
        page.goto(on_disk(published, path))
        covered += [(path, *pair) for pair in page.evaluate(script("covered"))]
    assert [] == covered
