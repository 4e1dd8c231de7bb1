"""From the home page to an organisation, by the keyboard alone, with and without script."""

from __future__ import annotations

import re

import pytest

from tests.browser.pages import on_disk

pytestmark = pytest.mark.browser

HERE = "document.activeElement"
MANY = 400
"""More presses of a key than any page of the demo needs."""


def tab_to(page, wanted: str):
    """Press Tab until the condition, in JavaScript, holds for what has the focus; what has it."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        if page.evaluate(f"(() => {{ const here = {HERE}; return Boolean({wanted}); }})()"):
            return page.evaluate_handle(HERE)
    raise AssertionError(f"no press of Tab leads to: {wanted}")


def follow(page, wanted: str) -> str:
    """Tab to a link and press Enter; the heading of the page it leads to."""
    tab_to(page, wanted)
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.partition("#")[0] != before.partition("#")[0])
    return page.inner_text("h1")


LINK_TO = "here.matches('main a[href]') && here.getAttribute('href').includes('{}')"


def test_first_key_skips_to_the_events(demo, visit):
    """The first press of Tab offers to skip the header, and Enter does."""
    page = visit(on_disk(demo))
    page.keyboard.press("Tab")
    assert page.evaluate(f"{HERE}.matches('.skip')")
    box = page.locator(".skip").bounding_box()
    assert box
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{HERE}.closest('main') !== null")


def test_keys_alone_lead_from_home_over_filter_event_and_article_to_an_organisation(demo, visit):
    """Nothing but Tab, arrows and Enter is needed, and what has the focus can be seen all the way."""
    page = visit(on_disk(demo))
    tab_to(page, "here.name === 'country'")
    all_events = page.locator(".event:visible").count()
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**country=*")
    assert 0 < page.locator(".event:visible").count() < all_events
    title = follow(page, "here.matches('.event h4 a')")
    assert title
    follow(page, LINK_TO.format("sources/"))
    assert re.search(r"/sources/[^/]+\.html", page.url)
    follow(page, LINK_TO.format("events/"))
    follow(page, "here.matches('header a[href]') && here.getAttribute('href').includes('organisations/')")
    name = follow(page, "here.matches('main th a[href]') && !here.getAttribute('href').includes('index.html')")
    assert re.search(r"/organisations/(?!index)[^/]+\.html", page.url)
    assert name


def test_the_same_walk_without_script(demo, visit):
    """Links and pages alone lead the same way; filter and search, which need script, take no stop of the Tab key."""
    page = visit(java_script_enabled=False)
    page.goto(on_disk(demo))
    assert not page.locator("form.filter").is_visible()
    seen = set()
    for step, (selector, expected) in enumerate(
        [
            (".event h4 a", "/events/"),
            ("main a[href*='sources/']", "/sources/"),
            ("main a[href*='events/']", "/events/"),
            ("header a[href*='organisations/']", "/organisations/index.html"),
            ("main th a", "/organisations/"),
        ]
    ):
        before = page.url
        for _ in range(MANY):
            page.keyboard.press("Tab")
            if page.locator(f"{selector}:focus").count():
                break
        else:
            raise AssertionError(f"step {step}: no press of Tab leads to {selector}")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, before=before: url.partition("#")[0] != before.partition("#")[0])
        assert expected in page.url
        seen.add(page.url)
    assert 4 <= len(seen)
    assert not page.url.endswith("index.html")


def test_without_script_the_events_of_a_subject_stand_on_its_page(demo, visit):
    """What the filter would show for one country, its page shows without script."""
    with_script = visit(on_disk(demo))
    option = with_script.locator("select[name=country] option").nth(1)
    name = option.inner_text().rpartition(" (")[0]
    with_script.select_option("select[name=country]", option.get_attribute("value"))
    filtered = sorted(with_script.locator(".event:visible h4 a").all_text_contents())
    page = visit(java_script_enabled=False)
    page.goto(on_disk(demo, "countries/index.html"))
    page.locator("table.index th a", has_text=re.compile(f"^{re.escape(name)}$")).click()
    page.wait_for_url(lambda url: not url.endswith("/index.html"))
    assert filtered == sorted(page.locator(".event h4 a").all_text_contents())


@pytest.mark.parametrize("path", ["index.html", "countries/index.html", "about.html"])
def test_focus_can_be_seen(demo, visit, path):
    """Each stop of the Tab key is drawn: an outline of at least two pixels, within the window."""
    page = visit(on_disk(demo, path))
    hidden = []
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(f"{HERE} === document.body"):
            break  # past the last one
        found = page.evaluate(
            f"""(() => {{ const e = {HERE}, s = getComputedStyle(e), b = e.getBoundingClientRect();
            return [e.outerHTML.slice(0, 90), s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
                    b.bottom > 0 && b.top < innerHeight && b.width > 0]; }})()"""
        )
        if not (found[1] and found[2]):
            hidden.append(found)
    assert [] == hidden


def test_keys_j_and_k_go_through_the_events(demo, visit):
    """`j` goes to the next event, `k` back; while typing they are letters."""
    page = visit(on_disk(demo))
    page.keyboard.press("j")
    first = page.evaluate(f"{HERE}.textContent")
    page.keyboard.press("j")
    assert first != page.evaluate(f"{HERE}.textContent")
    page.keyboard.press("k")
    assert first == page.evaluate(f"{HERE}.textContent")
    page.keyboard.press("/")
    page.keyboard.type("jk")
    assert "jk" == page.input_value("#q")
