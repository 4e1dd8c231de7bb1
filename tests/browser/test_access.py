"""Access: no known fault on any kind of page, and what readers ask of their system is honoured."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.browser.pages import kinds, on_disk, open_remembering, script

pytestmark = pytest.mark.browser


ALWAYS = {"preload": False, "resultTypes": ["violations"]}
"""Style sheets are not fetched again, which a browser refuses from disk."""


COLOURFUL = ("index", "events/", "countries/index", "sources/", "corrections", "search")


def _looked_at(site) -> list[str]:
    """One page of every kind of the demo; of the story only the kinds and states the demo may lack."""
    pages = kinds(site)
    return pages if site.name == "public" else [p for p in pages if p.startswith(("index", "events/", "corrections"))]


def _faults(page, **options) -> list[tuple[str, str]]:
    from axe_playwright_python.sync_playwright import Axe

    report = Axe().run(page, options={**ALWAYS, **options})
    return [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in report.response["violations"]]


@pytest.mark.parametrize("part", [0, 1])
def test_axe_finds_nothing_in_light_and_dark(published, visit, part):
    """No fault that axe knows of, on one page of every kind; in dark the contrast of colours is looked at again."""
    # The engine is injected as a script, which the pages' own policy would refuse.
    page = visit(bypass_csp=True)
    found = []
    for path in _looked_at(published)[part::2]:
        page.emulate_media(color_scheme="light")
        page.goto(on_disk(published, path))
        found += [(path, "light", *fault) for fault in _faults(page)]
        if not path.startswith(COLOURFUL):
            continue  # the same colours again
        page.emulate_media(color_scheme="dark")
        colours = _faults(page, runOnly=["color-contrast", "link-in-text-block"])
        found += [(path, "dark", *fault) for fault in colours]
    assert [] == found


def test_dark_is_dark_and_the_readers_choice_wins(demo, visit):
    """The system's wish is followed; the switch in the footer is remembered, and can be undone."""
    page = visit(color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    page.goto(on_disk(demo))
    dark = page.evaluate(paper)
    page.click(".theme button[value=light]")
    light = page.evaluate(paper)
    assert dark != light
    open_remembering(page, "light", on_disk(demo, "about.html"))
    assert light == page.evaluate(paper)
    page.click(".theme button[value='']")
    assert dark == page.evaluate(paper)


def test_text_has_seven_to_one_in_light_and_dark(demo, visit):
    """Text stands out from its ground by 7:1 (AAA), the quiet kind too."""
    page = visit(on_disk(demo))
    ratio = script("contrast")
    low = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for ink in ("--ink", "--quiet", "--hand"):
            found = page.evaluate(ratio, [ink, "--paper"])
            low += [(scheme, ink, round(found, 2))] if found < 7 else []
    assert [] == low


def test_nothing_moves_where_motion_is_unwanted(demo, visit):
    """Under reduced motion no element has a transition or animation that takes time."""
    page = visit(reduced_motion="reduce")
    moving = []
    for path in kinds(demo):
        page.goto(on_disk(demo, path))
        moving += page.evaluate(
            """() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);
            return [...s.transitionDuration.split(','), ...s.animationDuration.split(',')].some(t => parseFloat(t) > 0)
              || s.scrollBehavior === 'smooth'; }).map(e => e.outerHTML.slice(0, 80))"""
        )
    assert [] == moving


def test_targets_are_large_enough_for_a_finger(published, visit):
    """On a phone each link and control is 24 pixels in size or keeps that distance from the next (WCAG 2.5.8)."""
    page = visit(width=390, height=844, has_touch=True, is_mobile=True, bypass_csp=True)
    small = []
    for path in _looked_at(published):
        page.goto(on_disk(published, path))
        small += [(path, *fault) for fault in _faults(page, runOnly=["target-size"])]
    assert [] == small


def test_one_heading_of_the_first_order_and_no_order_left_out(published, visit):
    """Every kind of page has one h1, and no heading is more than one order below the one before it."""
    page = visit()
    wrong = []
    for path in kinds(published):
        page.goto(on_disk(published, path))
        orders = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))")
        skips = [(a, b) for a, b in pairwise(orders) if b > a + 1]
        if orders.count(1) != 1 or skips:
            wrong.append((path, orders.count(1), skips[:3]))
    assert [] == wrong
