"""The first look: what is on the screen before the reader has touched anything."""

from __future__ import annotations

import pytest

from tests.browser.pages import on_disk, open_remembering, until

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)], ids=["desk", "phone"])
def test_the_first_screen_shows_an_event(demo, visit, width, height):
    """Title, span, picture, filter and the title of an event fit on the first screen of desk and phone."""
    page = visit(on_disk(demo), width=width, height=height)
    first = page.locator(".event:visible h4").first.bounding_box()
    assert first["y"] + first["height"] <= height


def test_history_told_in_passing_is_folded_away_and_found_again(published, visit):
    """Years of background alone are folded; a link into them, or a filter that fits them, unfolds them."""
    page = visit(on_disk(published))
    fold = page.locator("details.past").first
    assert fold.get_attribute("open") is None
    event = fold.locator(".event").first
    assert not event.is_visible()
    page.goto(on_disk(published) + "#" + fold.locator("section.year").first.get_attribute("id"))
    event.wait_for()
    page = visit(on_disk(published))
    page.fill("input[name=text]", page.locator("details.past .event h4 a").first.text_content())
    assert page.locator("details.past .event:visible").count()
    page.click(".filter button[type=reset]")
    until(page, "!document.querySelector('details.past').open")


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_readers_colours_are_there_before_the_first_paint(demo, visit, system):
    """Where the choice differs from the system's, the first thing painted has the chosen colours already."""
    chosen = "dark" if system == "light" else "light"
    page = visit(color_scheme=system)
    page.goto(on_disk(demo, "about.html"))
    page.click(f".theme button[value={chosen}]")
    until(page, f"document.documentElement.dataset.theme === '{chosen}'")
    wanted = page.evaluate("getComputedStyle(document.body).backgroundColor")
    open_remembering(page, chosen, on_disk(demo))
    page.add_init_script(
        """new MutationObserver((found, watch) => { if (document.body) { watch.disconnect();
        window.first = document.documentElement.dataset.theme; } })
        .observe(document, {childList: true, subtree: true});"""
    )
    page.goto(on_disk(demo))
    until(page, "'first' in window")
    assert chosen == page.evaluate("window.first")
    assert wanted == page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_more_of_the_filter_unfolds(demo, visit):
    """The fields asked for less stand behind a button; an address that uses one shows them."""
    page = visit(on_disk(demo))
    assert not page.locator("input[name=from]").is_visible()
    page.click(".filter .widen")
    assert page.locator("input[name=from]").is_visible()
    page.goto(on_disk(demo) + "?from=2022-09")
    assert page.locator("input[name=from]").is_visible()
