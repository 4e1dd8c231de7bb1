"""What the scripts of the site do, on an invented story in a real Chromium, opened from disk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dateline.show.render import render
from tests.browser.pages import open_remembering
from tests.show.makers import LEXICON, ROOT, Story, config, entry, source, templates

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    for path, data in render(Story(config=config(languages=("en", "de"))).site(), templates(), LEXICON).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    shutil.copytree(ROOT / "static", folder / "static")
    return folder


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def address(site: Path, path: str) -> str:
    return f"file://{site}/{path}"


def test_filter_is_in_the_address_both_ways(site, page):
    """An address opens the filtered view; choosing changes the address; clearing brings everything back."""
    page.goto(address(site, "index.html?country=NO"))
    assert 7 == page.locator(".event:visible").count()
    page.select_option("select[name=type]", "meeting")
    page.wait_for_url("**/index.html?country=NO&type=meeting")
    assert 2 == page.locator(".event:visible").count()
    assert "2 of 14" == page.inner_text(".filter output")
    page.click("button[type=reset]")
    page.wait_for_url(lambda url: url.endswith("index.html"))
    assert 14 == page.locator(".event:not([hidden])").count()


def test_headings_and_the_strip_answer_the_filter(site, page):
    """What is left of a year, a fold and a bar of the strip is told in figures and drawn; clearing brings all back."""
    page.goto(address(site, "index.html"))
    heading = page.locator("section.year:not(.quiet) > h2 small").first
    bar = page.locator("svg.overview a[data-cell]:has(.count)").last
    before = [heading.inner_text(), bar.locator(".count").text_content(), bar.get_attribute("aria-label")]
    page.select_option("select[name=country]", "NO")
    shown = page.locator("section.year:not(.quiet)").first.locator(".event:visible").count()
    assert f"{shown} of {before[0].split()[0]}" == heading.inner_text()
    told = {link.get_attribute("aria-label").partition(": ")[2]: link for link in page.locator("svg.overview a").all()}
    assert 7 == sum(int(words.split(" of ")[0]) for words in told)
    for words, link in told.items():
        fits, every = (int(number) for number in words.split(" of "))
        heights = [float(b.get_attribute("height")) for b in link.locator(".bar:not(.fits)").all()]
        drawn = float(link.locator(".bar.fits").get_attribute("height"))
        assert abs(drawn - sum(heights) * fits / every) < 0.1
        assert ("" if not fits else str(fits)) == link.locator(".count").text_content()
        assert (link.get_attribute("href") is None) == (fits == 0)
    page.click("button[type=reset]")
    page.wait_for_url(lambda url: url.endswith("index.html"))
    assert before == [heading.inner_text(), bar.locator(".count").text_content(), bar.get_attribute("aria-label")]
    assert 0 == float(bar.locator(".bar.fits").get_attribute("height"))


def test_filter_by_dates_knows_uncertain_ones(site, page):
    """A date that may lie within the limits is kept; months and years will do as limits."""
    page.goto(address(site, "index.html?from=2031-04-16&to=2031-04-17"))
    titles = [link.inner_text() for link in page.locator(".event:visible h4 a").all()]
    assert "Both sides sign an agreement" in titles
    assert "Ferries run again" not in titles
    page.goto(address(site, "index.html?to=1900"))
    assert ["The Halmvik crossing opens"] == [link.inner_text() for link in page.locator(".event:visible h4 a").all()]


def test_empty_result_says_what_to_do(site, page):
    """Nothing fits: the page says to take a filter away."""
    page.goto(address(site, "index.html?text=zzzz"))
    assert 0 == page.locator(".event:visible").count()
    assert "Take one of the filters away" in page.inner_text(".filter output")


def test_filtered_events_can_be_downloaded(site, page):
    """The download holds what is shown and no more."""
    page.goto(address(site, "index.html?country=DK"))
    with page.expect_download() as download:
        page.click("[data-csv]")
    rows = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert 2 == len(rows)
    assert "Denmark lends two ferries" in rows[1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("halmvi", "ev-k7q2m9"),
        ("schweden", "sweden.html"),
        ("farjestrejk", "tt-2031"),
        ("Färjepersonalen", "ev-k7q2m9"),
        ("EU", "eu.html"),
    ],
)
def test_search_folds_letters_endings_and_languages(site, page, query, expected):
    """Accents, endings and other languages' names do not hide what is there; it works from disk."""
    page.goto(address(site, "search.html"))
    page.fill("#words", query)
    assert any(expected in (link.get_attribute("href") or "") for link in page.locator(".results a").all())


def test_keys_walk_from_home_to_an_organisation(site, page):
    """Home, filter, event, organisation, with the keyboard alone."""
    page.goto(address(site, "index.html"))
    page.keyboard.press("Tab")
    assert "Skip to the events" == page.evaluate("document.activeElement.textContent")
    page.focus("select[name=country]")
    for _ in range(20):
        page.keyboard.press("ArrowDown")
        if page.input_value("select[name=country]") == "NO":
            break
    page.wait_for_url("**country=NO**")
    page.focus("body")
    page.evaluate("document.activeElement.blur()")
    for _ in range(12):
        page.keyboard.press("j")
        if "Ferry crews strike" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/ev-k7q2m9.html")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "European Union":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisations/eu.html")


def test_without_script_everything_can_be_read(site, browser):
    """The chronology, its pictures and every page behind it are there; filter and search stay hidden."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(site, "index.html"))
    assert 14 == page.locator(".event").count()
    assert not page.locator(".filter").is_visible()
    assert page.locator("svg.overview").is_visible()
    page.click("text=Ferry crews strike at Halmvik")
    page.wait_for_url("**/events/*.html")
    assert "Ferry crews strike at Halmvik" == page.inner_text("h1")
    page.goto(address(site, "search.html"))
    assert "needs JavaScript" in page.inner_text("main")
    context.close()


def test_shortcuts_do_not_act_while_typing(site, page):
    """A j in the search box is a letter."""
    page.goto(address(site, "index.html"))
    page.focus("#q")
    page.keyboard.type("j/k")
    assert "j/k" == page.input_value("#q")


def test_chosen_colours_are_remembered(site, page):
    """Dark stays dark on the next page."""
    page.goto(address(site, "index.html"))
    page.click(".theme button[value=dark]")
    open_remembering(page, "dark", address(site, "about.html"))
    assert "dark" == page.evaluate("document.documentElement.dataset.theme")


def test_an_address_that_moved_leads_on(site, page):
    """The page of a merged entry takes the reader to the entry it was merged into."""
    page.goto(address(site, "events/ev-me.html"))
    page.wait_for_url("**/events/ev-k7q2m9.html")


def test_words_said_twice_are_seen_once_until_a_filter_parts_them(page, tmp_path):
    """Of two events told in the same words the second shows none; a filter that may hide the first brings them back."""
    words = "Crews came back to work."
    told = {"summary": words, "sources": (source("tt-2031-03-14-halmvik", words),)}
    entries = (
        entry("ev-1", "Crews return", "2031-03-01", countries=("SE",), **told),
        entry("ev-2", "Ferries leave", "2031-03-02", countries=("NO",), **told),
    )
    for path, data in render(Story(entries=entries).site(), templates(), LEXICON).items():
        if path == "index.html":
            (tmp_path / path).write_bytes(data)
    shutil.copytree(ROOT / "static", tmp_path / "static")
    page.goto(address(tmp_path, "index.html"))
    assert 1 == page.locator(f"text={words} >> visible=true").count()
    page.select_option("select[name=country]", "NO")
    assert ["Ferries leave"] == page.locator(".event:visible h4").all_inner_texts()
    assert page.locator("#ev-2 .summary").is_visible()
