"""The same site from disk, from a host's sub-path and out of a zip, asking nobody else for anything."""

from __future__ import annotations

import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.pages import kinds, on_disk, until

pytestmark = pytest.mark.browser


def test_every_page_loads_without_asking_another_host(published, visit):
    """One page of every kind, some in each language, from disk: no request elsewhere, no complaint."""
    page = visit()
    folders = [
        "",
        *(f"{path.parent.name}/" for path in sorted(published.glob("*/index.html")) if len(path.parent.name) == 2),
    ]
    assert len(folders) > 1
    for folder in folders:
        pages = kinds(published) if not folder else ["index.html", "search.html?q=a", "about.html"]
        for path in pages:
            page.goto(on_disk(published, folder + path))
    assert page.locator("main").is_visible()


def test_search_and_filter_work_from_disk(demo, visit):
    """Opened by a double click: the filter filters, the search finds, and what is found opens."""
    page = visit(on_disk(demo))
    page.select_option("select[name=country]", index=1)
    assert 0 < page.locator(".event:visible").count() < page.locator(".event").count()
    word = page.locator(".event:visible h4 a").first.inner_text().split()[0]
    page.fill("#q", word)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    assert page.locator(".results li").count()
    page.locator(".results a").first.click()
    page.wait_for_url(lambda url: "/search.html" not in url)
    assert page.locator("h1").inner_text()


def test_the_site_stands_under_a_sub_path(published, visit, host):
    """Under `/folder/` of a host a walk stays within the folder; scripts, style and fonts arrive."""
    address = host(published)
    page = visit()
    missing = []
    page.on("response", lambda answer: answer.status >= 400 and missing.append(answer.url))
    for path in kinds(published):
        page.goto(f"{address}/{path}")
    page.goto(f"{address}/")
    page.click("header nav a[href*='countries']")
    page.click("main th a >> nth=0")
    page.locator(".event:visible h4 a").first.click()
    page.wait_for_url("**/events/*.html")
    page.click("header .name a")
    page.wait_for_url("**/index.html")
    assert urlsplit(page.url).path.startswith(f"/{published.name}/")
    page.select_option("select[name=country]", index=1)
    page.wait_for_url("**?country=*")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length") >= 2
    assert [] == missing


def test_a_page_that_is_not_there_leads_back(story_site, visit, host):
    """Where site.yaml says its address, the host's not-found page keeps its looks and links at any depth."""
    address = host(story_site)
    page = visit()
    # The browser writes a missing page into its console by itself; that is what is asked for here.
    page.goto("about:blank")
    answer = page.request.get(f"{address}/no/such/page.html")
    assert 404 == answer.status
    page.route(
        "**/no/such/page.html", lambda route: route.fulfill(status=200, content_type="text/html", body=answer.text())
    )
    page.goto(f"{address}/no/such/page.html")
    assert 2 == page.evaluate("document.styleSheets.length")
    page.click("header .name a")
    page.wait_for_url(f"{address}/index.html")


def test_a_zip_unpacked_elsewhere_works(demo, visit, tmp_path):
    """Packed, carried and unpacked in a folder with a space and an umlaut in its name, the site works as before."""
    archive = tmp_path / "site.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(demo.rglob("*")):
            packed.write(path, path.relative_to(demo))
    folder = tmp_path / "Für Gäste – Stick"
    zipfile.ZipFile(archive).extractall(folder)
    page = visit((folder / "index.html").as_uri())
    page.select_option("select[name=country]", index=1)
    page.locator(".event:visible h4 a").first.click()
    page.wait_for_url("**/events/*.html")
    assert page.inner_text("h1")
    page.goto((folder / "search.html").as_uri() + "?q=a")
    assert page.locator(".results li").count()


def test_an_address_with_a_filter_can_be_shared(demo, visit, host):
    """The address of a filtered view, opened by somebody else, shows the same events."""
    address = host(demo)
    mine = visit(f"{address}/")
    mine.select_option("select[name=country]", index=1)
    mine.click(".filter .widen")
    mine.fill("input[name=from]", "2022")
    titles = mine.locator(".event:visible h4 a").all_inner_texts()
    mine.wait_for_url("**from=2022*")
    assert titles
    theirs = visit(mine.url)
    assert titles == theirs.locator(".event:visible h4 a").all_inner_texts()


@pytest.mark.parametrize("over", ["disk", "http"])
def test_the_way_back_restores_the_filter(demo, visit, host, over):
    """Filter, open an event, go back: the same events are shown and the fields say why."""
    page = visit(f"{host(demo)}/index.html" if over == "http" else on_disk(demo))
    page.select_option("select[name=country]", index=1)
    page.select_option(
        "select[name=type]",
        label=next(t for t in page.locator("select[name=type] option:not([disabled])").all_inner_texts()[1:]),
    )
    page.wait_for_url("**&type=*")
    address, titles = page.url, page.locator(".event:visible h4 a").all_inner_texts()
    chosen = page.input_value("select[name=country]")
    page.locator(".event:visible h4 a").first.click()
    page.wait_for_url("**/events/*")
    page.go_back()
    until(page, "document.querySelector('form.filter.active') !== null")
    assert (address, chosen) == (page.url, page.input_value("select[name=country]"))
    assert titles == page.locator(".event:visible h4 a").all_inner_texts()


def test_no_file_is_larger_than_a_reader_should_wait_for(demo):
    """The home page is at most 100 KB compressed without fonts; the fonts are at most 120 KB together."""
    import gzip

    needed = [demo / "index.html", *sorted((demo / "static").glob("*.css")), *sorted((demo / "static").glob("*.js"))]
    assert 100_000 >= sum(len(gzip.compress(path.read_bytes(), 6)) for path in needed)
    assert 120_000 >= sum(path.stat().st_size for path in Path(demo / "static/fonts").glob("*.woff2"))
