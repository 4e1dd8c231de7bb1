"""On paper."""

from __future__ import annotations

import re

import pytest

from tests.browser.pages import kinds, on_disk, script

pytestmark = pytest.mark.browser

PAPER = 673
"""Width in pixels of what can be printed on A4 with the margins of the style sheet (178 mm)."""


def _event(site):
    return next(path for path in kinds(site) if path.startswith("events/"))


@pytest.mark.parametrize("kind", ["home", "event", "edition"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_pages_become_paper(demo, visit, kind, paper):
    """Home, an event and the print edition become a PDF of several or one pages that ends."""
    path = {"home": "index.html", "event": _event(demo), "edition": "print.html"}[kind]
    pdf = visit(on_disk(demo, path)).pdf(format=paper, prefer_css_page_size=False)
    assert pdf.startswith(b"%PDF-")
    pages = max(map(int, re.findall(rb"/Count (\d+)", pdf)))
    assert (1 if kind == "event" else 2) <= pages <= (4 if kind == "event" else 30)


def test_what_is_for_the_screen_is_not_printed(published, visit):
    """No filter, search box, menu or switch on paper; the site's name stays."""
    page = visit()
    page.emulate_media(media="print")
    shown = []
    for path in ("index.html", _event(published)):
        page.goto(on_disk(published, path))
        for selector in ("form.filter", "header form", "header nav", "nav.languages", ".theme", ".skip", "summary"):
            shown += [(path, selector) for found in page.locator(selector).all() if found.is_visible()]
        assert page.locator("h1").is_visible()
    assert [] == shown


def test_no_text_is_cut_off_on_paper(published, visit):
    """On the width of A4 every line of every kind of page is whole."""
    page = visit(width=PAPER, height=1000)
    page.emulate_media(media="print")
    cut = []
    for path in kinds(published):
        page.goto(on_disk(published, path))
        cut += [(path, *found) for found in page.evaluate(script("clipped"))]
    assert [] == cut


def test_paper_shows_the_words(published, visit):
    """On paper each event of the home page keeps its quoted words."""
    page = visit(width=PAPER)
    page.emulate_media(media="print")
    page.goto(on_disk(published))
    quotes = page.locator(".event .note blockquote")
    assert 0 < quotes.count() == len([quote for quote in quotes.all() if quote.is_visible()])


def test_paper_tells_where_an_original_stands(story_site, visit):
    """On paper a link to an original is followed by its full address; ways within the site, dead on paper, are gone."""
    page = visit(on_disk(story_site, _event(story_site)), width=PAPER)
    page.emulate_media(media="print")
    links = page.locator(".evidence .links a")
    addresses = [link.get_attribute("href") for link in links.all() if link.is_visible()]
    outward = [href for link in links.all() if (href := link.get_attribute("href")).startswith("https://")]
    assert 0 < len(outward) < links.count()
    assert outward == addresses
    printed = links.evaluate_all("all => all.map(a => getComputedStyle(a, '::after').content)")
    told = [text for text in printed if "http" in text or "attr(href)" in text]
    assert len(outward) == len(told)


def test_paper_is_white_in_the_dark_too(demo, visit):
    """A reader with a dark screen, chosen by system or switch, gets black on white."""
    page = visit(color_scheme="dark")
    page.goto(on_disk(demo))
    page.click(".theme button[value=dark]")
    page.emulate_media(media="print", color_scheme="dark")
    assert "rgb(255, 255, 255)" == page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert "rgb(0, 0, 0)" == page.evaluate("getComputedStyle(document.body).color")
