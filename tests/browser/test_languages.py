"""The interface in each of its languages."""

from __future__ import annotations

import pytest

from tests.browser.pages import kinds, on_disk

pytestmark = pytest.mark.browser

LANGUAGES = {"en": "", "sv": "sv/", "de": "de/", "fr": "fr/"}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_interface_speaks_the_language(demo, visit, tag):
    """The page says its language, its labels are its own, the filter filters, the search finds."""
    page = visit(on_disk(demo, LANGUAGES[tag]))  # a folder has no page on disk
    page.goto(on_disk(demo, f"{LANGUAGES[tag]}index.html"))
    assert tag == page.get_attribute("html", "lang")
    labels = page.locator(".filter label").all_inner_texts()
    other = "sv" if tag == "en" else "en"
    page.goto(on_disk(demo, f"{LANGUAGES[other]}index.html"))
    assert labels != page.locator(".filter label").all_inner_texts()
    page.goto(on_disk(demo, f"{LANGUAGES[tag]}index.html"))
    page.select_option("select[name=country]", index=1)
    assert page.locator(".event:visible").count()
    page.goto(on_disk(demo, f"{LANGUAGES[tag]}search.html?q=putin"))
    assert page.locator(".results li").count()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_each_page_leads_to_itself_in_the_other_languages(demo, visit, tag):
    """From a page in one language to the same page in each other one and back; the one file leads nowhere."""
    page = visit()
    for path in [p for p in kinds(demo) if "?" not in p and p != "timeline.html"][:8]:
        page.goto(on_disk(demo, LANGUAGES[tag] + path))
        links = {a.get_attribute("hreflang"): a.evaluate("a => a.href") for a in page.locator("nav.languages a").all()}
        assert {t: on_disk(demo, folder + path) for t, folder in LANGUAGES.items() if t != tag} == links


def test_words_of_another_language_say_so(story_site, visit):
    """Each quote carries its own `lang`, so that it is read out and hyphenated rightly."""
    page = visit(on_disk(story_site, "events/ev-k7q2m9.html"))
    told = page.locator("blockquote").evaluate_all(
        "all => all.map(q => [q.lang || document.documentElement.lang, q.textContent])"
    )
    assert {"en", "sv", "de"} <= {language for language, _ in told}
    wrong = [(language, text) for language, text in told if ("ö" in text or "ä" in text) and language == "en"]
    assert [] == wrong


@pytest.mark.parametrize("width", [390, 1280])
def test_read_from_right_to_left_the_page_is_its_mirror(demo, visit, width):
    """Turned around, no page scrolls sideways and the margin of time stands at the right."""
    page = visit(width=width, bypass_csp=True)
    wide = []
    for path in kinds(demo):
        page.goto(on_disk(demo, path))
        page.evaluate("document.documentElement.dir = 'rtl'")
        wide += [path] if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1") else []
    assert [] == wide
    page.goto(on_disk(demo))
    page.evaluate("document.documentElement.dir = 'rtl'")
    when, what = (page.locator(f".event:visible {part}").first.bounding_box() for part in ("h4", ".summary"))
    rail = page.locator(".days > li:visible .when").nth(1).bounding_box()
    assert rail["x"] + rail["width"] >= max(when["x"], what["x"]) + min(when["width"], what["width"])
