"""Five thousand events: the home page stays small, and the filter answers before a reader notices."""

from __future__ import annotations

import gzip
import shutil
from dataclasses import replace
from types import SimpleNamespace

import pytest

from dateline.core.when import When
from dateline.show.press import Press
from dateline.show.render import make_environment
from tests.browser.pages import on_disk, until
from tests.show.makers import LEXICON, ROOT, Story, templates

pytestmark = pytest.mark.browser

EVENTS = 5_000
WORK_AT_MOST = 300
"""Milliseconds of the page's own work an answer may cost: three times the tenth of a second a reader does not notice,
for machines that are slow. Measured as work done, not as time passed, so other programs do not count."""
CHOOSE = """async ([name, value]) => {
  const field = document.querySelector(`[name=${name}]:is(.filter *, #words)`);
  field.value = value;
  field.dispatchEvent(new Event('input', {bubbles: true}));
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
}"""


def work(page, name, value):
    """Milliseconds of the processor the page needs to answer a choice and to lay the answer out."""
    watch = page.context.new_cdp_session(page)
    watch.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent():
        return next(m["value"] for m in watch.send("Performance.getMetrics")["metrics"] if m["name"] == "TaskDuration")

    before = spent()
    page.evaluate(CHOOSE, [name, value])
    after = spent()
    watch.detach()
    assert after > before
    return (after - before) * 1000


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The home page, the fullest year and country of five thousand events over 75 years, made from the story's."""
    models = [entry for entry in Story().entries if entry.date and entry.date.is_day]
    entries = tuple(
        replace(
            models[n % len(models)],
            id=f"ev-{n:05}",
            title=f"{models[n % len(models)].title} {n}",
            date=When.day((1950 + n % 75, 1 + n % 12, 1 + n % 28)),
            merged_from=(),
            part_of=(),
            follows=(),
        )
        for n in range(EVENTS)
    )
    site = Story(entries=entries).site()
    interface = LEXICON.pack("en").interface
    environment = make_environment(templates(), SimpleNamespace(**vars(interface.texts)))
    vars(environment.globals["t"]).update(vars(interface.texts))
    press = Press(site, interface, LEXICON, environment.get_template, [interface], "", ())
    folder = tmp_path_factory.mktemp("large")
    for sheet in press.sheets(None):
        if sheet.path in ("index.html", "filter-index.js", "search-index.js", "search.html", "countries/sweden.html"):
            target = folder / sheet.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(sheet.make())
    shutil.copytree(ROOT / "static", folder / "static")
    return folder


def test_the_home_page_stays_small(large):
    """With five thousand events the home page is at most 100 KB as it is sent, fonts and scripts apart."""
    assert len(gzip.compress((large / "index.html").read_bytes())) <= 100_000


@pytest.mark.parametrize("path", ["index.html", "countries/sweden.html"])
def test_the_filter_answers_at_once(large, visit, path):
    """Each choice, date or word is answered before a reader notices."""
    page = visit(on_disk(large, path))
    page.fill(".filter input[name=text]", "ferr")  # the home page loads its index now
    until(page, "document.querySelector('.filter output').textContent.includes(' of ')")
    page.fill(".filter input[name=text]", "")
    slow = []
    page.click(".filter .widen")
    for name, value in (("type", "meeting"), ("country", "NO"), ("from", "1990-03"), ("to", "2001"), ("text", "oslo")):
        spent = [work(page, name, chosen) for chosen in (value, "", value)]
        told = page.inner_text(".filter output")
        assert " of " in told or "No event" in told, name
        slow += [(name, spent)] if min(spent) >= WORK_AT_MOST else []
    assert [] == slow


def test_the_search_answers_at_once(large, visit):
    """A word is looked for among five thousand events before a reader notices."""
    page = visit(on_disk(large, "search.html"))
    spent = [work(page, "q", word) for word in ("oslo", "strik", "oslo")]
    assert page.locator(".results li").count()
    assert min(spent) < WORK_AT_MOST
