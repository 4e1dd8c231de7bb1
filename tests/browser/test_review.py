"""The review page as an editor uses it: by keyboard, without script, on a phone, in the dark, while files change."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error

from tests.browser.pages import script
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

CHANGES = 40
"""So many saves, two seconds apart, a busy machine has to show one of them on the open page."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Address and folder of a running preview of the demo."""
    root = tmp_path_factory.mktemp("served")
    shutil.copytree(ROOT / "seeds", root / "seeds")
    shutil.copy(ROOT / "site.yaml", root)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "serve", "--root", str(root), "--port", str(port), "-q"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/review/", timeout=10).close()
                break
            except OSError:
                assert process.poll() is None
                time.sleep(0.1)
        yield address, root
    finally:
        process.kill()
        process.wait()


def test_by_keyboard_and_without_script_an_answer_is_one_key(served, visit):
    """From the top of the page Tab leads to the first answer; Enter writes it; the next question is at hand."""
    address, root = served
    page = visit(f"{address}/review/", java_script_enabled=False)
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.locator("button:focus", has_text="It is right: checked").count():
            break
    asked = page.locator(".questions > li:has(button:focus)")
    question, following = asked.get_attribute("id"), asked.locator("xpath=following-sibling::li[1]").get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/review/?from=0#{following}")
    assert "Written to content/events/" in page.locator("[role=status]").inner_text()
    assert 0 == page.locator(f"#{question}").count()
    assert 1 == sum(b"status: checked" in path.read_bytes() for path in (root / "content/events").rglob("*.yaml"))


def test_another_value_is_typed_without_script(served, visit):
    """By keyboard alone: the field opens, a date that is none comes back marked and in focus, a sound one is written."""
    address, root = served
    page = visit(f"{address}/review/", java_script_enabled=False, width=390)
    another = page.locator("details.another").first
    another.locator("summary").focus()
    page.keyboard.press("Enter")
    another.locator("[name='to.date']").fill("31 feb 2022")
    page.keyboard.press("Enter")
    wrong = page.locator("[aria-invalid]")
    wrong.wait_for()
    assert ["to.date", "31 feb 2022"] == page.evaluate("[document.activeElement.name, document.activeElement.value]")
    assert "is no date" in page.locator(f"#{wrong.get_attribute('aria-describedby').split()[0]}").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert [] == page.evaluate(script("clipped"))
    wrong.fill("2021-12-24~")
    page.keyboard.press("Enter")
    page.get_by_text("Written to content/events/").wait_for()
    assert 1 == sum(b'date: "2021-12-24~"' in path.read_bytes() for path in (root / "content/events").rglob("*.yaml"))


def test_no_fault_in_light_and_dark(served, visit):
    """No fault that axe knows of, contrast in the dark included."""
    from axe_playwright_python.sync_playwright import Axe

    page = visit(f"{served[0]}/review/", bypass_csp=True)
    page.locator("details.another summary").first.click()
    page.locator("details.another [name='to.date']").first.fill("never")
    page.locator("details.another button").first.click()
    page.locator("[aria-invalid]").wait_for()
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        report = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]})
        found += [(scheme, fault["id"], fault["nodes"][0]["html"][:120]) for fault in report.response["violations"]]
    assert [] == found


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_it_fits_every_width(served, visit, width):
    """Nothing is wider than the window, nothing is cut off, and answers are large enough for a thumb."""
    page = visit(f"{served[0]}/review/", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [] == page.evaluate(script("clipped"))
    assert 34 <= min(button.bounding_box()["height"] for button in page.locator(".answers button").all()[:10])


def test_a_saved_file_shows_on_the_open_page(served, visit):
    """What an editor saves elsewhere is asked about at once; the page is not loaded by hand."""
    address, root = served
    page = visit(f"{address}/review/")
    path = root / "content/events/half.yaml"
    asked = page.locator(".questions").get_by_text("half.yaml").first
    saves = count()

    def saved() -> None:
        path.write_text("title: [x\n" + "#" * next(saves), "utf-8")

    def touched() -> None:
        path.unlink(missing_ok=True)
        (root / "site.yaml").write_bytes((root / "site.yaml").read_bytes())

    try:
        _until(asked, "visible", saved)
    finally:
        path.unlink()
    _until(asked, "detached", touched)


def _until(asked: Any, state: str, change: Callable[[], None]) -> None:
    """Change something, again and again, until the page shows it: a page hears of changes only once it listens."""
    for last in (*[False] * (CHANGES - 1), True):
        change()
        try:
            asked.wait_for(state=state, timeout=2000)
        except Error:
            if last:
                raise
        else:
            return


def test_a_page_of_another_origin_cannot_answer(served, browser):
    """A form on another site, sent by a reader who has the preview open, changes nothing; nor can it be framed."""
    address, root = served
    before = {path: path.read_bytes() for path in (root / "content").rglob("*.yaml")}
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/review/")
    fields = page.evaluate("Object.fromEntries(new FormData(document.querySelector('.answers form')))")
    page.route(
        "http://127.0.0.1:9/", lambda route: route.fulfill(content_type="text/html", body=_trap(address, fields))
    )
    page.goto("http://127.0.0.1:9/")
    page.click("button")
    page.wait_for_url(f"{address}/review/")
    assert "not from" in page.inner_text("body")
    context.close()
    assert before == {path: path.read_bytes() for path in (root / "content").rglob("*.yaml")}


def _trap(address: str, fields: dict[str, str]) -> str:
    inputs = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in fields.items())
    return f'<form method="post" action="{address}/review/">{inputs}<button>win a prize</button></form>'
