"""What a site may have besides its pages: the whole in one file, cards for sharing, another search."""

from __future__ import annotations

import io
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from dateline.core.problems import Problems
from dateline.core.text import script_digest
from dateline.show.cards import Card, Cards
from dateline.show.check import check_site
from dateline.show.press import POLICY
from dateline.show.render import render
from tests.show.makers import LEXICON, ROOT, Story, config, templates

STATIC = {
    p.relative_to(ROOT / "static").as_posix(): p.read_bytes() for p in (ROOT / "static").rglob("*") if p.is_file()
}
ADDRESS = "https://example.org/timeline/"


def build(**settings) -> dict[str, bytes]:
    return render(Story(config=config(**settings)).site(), templates(), LEXICON, static=STATIC)


def test_one_file_holds_every_event_with_all_its_quotations():
    """No published event and no quotation of one is missing from the file."""
    story = Story().site()
    page = build()["timeline.html"].decode()
    text = re.sub(r"<[^>]+>", "", page)
    for entry in story.everything:
        assert f'id="{entry.id}"' in page
        for source in entry.sources:
            assert not source.quote or source.lost or source.quote.replace("'", "&#39;") in text.replace("\n", " ")


def test_one_file_needs_nothing_beside_it():
    """It loads no file, leads to no page that is not there, and the check of a site finds no fault with it."""
    page = build()["timeline.html"]
    problems = Problems()
    check_site({"timeline.html": page}, problems)
    assert "" == str(problems)
    assert not re.search(rb'<link |<script src|<img |url\("fonts', page)
    assert re.search(rb"url\(\"data:font/woff2;base64,", page)


def test_one_file_runs_nothing_its_policy_does_not_name():
    """Each script and the style stand in the policy by digest; nothing else is allowed."""
    page = build()["timeline.html"].decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.S)
    assert 4 == len(inline)
    assert all(script_digest(code) in policy for code in inline)
    assert "unsafe" not in policy
    assert "'self'" not in policy


def test_one_file_runs_scripts_of_any_line_ends():
    """A browser compares digests after it has made all line ends alike: scripts saved on Windows run as well."""
    windows = {
        name: data.replace(b"\n", b"\r\n") if name.endswith((".js", ".css")) else data for name, data in STATIC.items()
    }
    page = render(Story().site(), templates(), LEXICON, static=windows)["timeline.html"]
    assert b"\r" not in page
    assert build()["timeline.html"] == page


def test_the_one_file_is_linked_where_the_downloads_are():
    """Footer and method page lead to it; without style and fonts at hand there is none, and no link."""
    assert b"timeline.html" in build()["about.html"]
    bare = render(Story().site(), templates(), LEXICON)
    assert "timeline.html" not in bare
    assert b"timeline.html" not in bare["about.html"]


# --------------------------------------------------------------------------------------------------------- search


def test_search_by_pagefind_is_another_page():
    """With `search: pagefind` the search page asks for Pagefind's index, and the site's own is not made."""
    own, other = build(), build(search="pagefind")
    assert "search-index.js" in own
    assert "search-index.js" not in other
    assert b"data-search" in own["search.html"]
    assert b'data-pagefind="pagefind/pagefind.js"' in other["search.html"]
    assert b"static/pagefind.js" in other["search.html"]
    assert b"static/search.js" not in other["search.html"]


def test_pagefind_is_told_what_to_read():
    """Pages of events, subjects and reports are in its index, lists are not; without the option nothing is marked."""
    other = build(search="pagefind")
    marked = {path for path, data in other.items() if b"data-pagefind-body" in data}
    assert {"events", "countries", "organisations", "types", "sources"} <= {p.split("/")[0] for p in marked}
    assert not any(path.endswith("index.html") for path in marked)
    assert not any(b"data-pagefind" in data for path, data in build().items() if path.endswith(".html"))


def test_only_the_search_page_is_allowed_more():
    """The pages besides it keep the strict policy."""
    for path, data in build(search="pagefind").items():
        if path.endswith(".html") and path != "timeline.html":
            assert (f'content="{POLICY}"'.encode() in data) is (path != "search.html"), path


# ---------------------------------------------------------------------------------------------------------- cards


def test_each_event_has_a_card_where_they_are_asked_for():
    """Every event page names a picture of the right size by its full address; other pages name the site's."""
    image = pytest.importorskip("PIL.Image")
    out = build(cards=True, address=ADDRESS)
    for path, data in out.items():
        if path.startswith("events/") and b'class="entry' in data:
            card = re.search(rb'og:image" content="([^"]+)"', data)[1].decode()
            assert ADDRESS + path.replace("events", "cards").replace(".html", ".png") == card
            assert (1200, 630) == image.open(io.BytesIO(out[card.removeprefix(ADDRESS)])).size
    assert f'og:image" content="{ADDRESS}cards/site.png"'.encode() in out["index.html"]
    assert "cards/site.png" in out


def test_cards_are_the_same_each_time():
    """The same entries make the same pictures, byte for byte."""
    pytest.importorskip("PIL")
    first, second = (build(cards=True, address=ADDRESS) for _ in range(2))
    cards = [path for path in first if path.endswith(".png")]
    assert cards
    assert all(first[path] == second[path] for path in cards)


@pytest.mark.parametrize(
    "text", ["Šefčovič, Wałęsa, Erdoğan, Győr", "Сессия в Київі", "Қазақстан, Ө, Ұ", "Κύπρος, Ελλάδα", "“—” · … 5 %"]
)
def test_cards_set_the_letters_of_europe(text):
    """Extended Latin, Cyrillic with its Central Asian letters and Greek are set, in title and small print."""
    pytest.importorskip("PIL")
    for name, size in (("newsreader", 48), ("public-sans", 26)):
        face = Cards(None, STATIC)._face(f"fonts/{name}-latin.woff2", size, 500)
        assert text == face.sets(text)
        assert face.length(text) > 5 * len(text)


def test_cards_leave_out_what_no_font_can_set():
    """A title in letters no font at hand has is left out; it is not drawn as a row of boxes."""
    pytest.importorskip("PIL")
    cards = Cards(SimpleNamespace(axis=None, all_counts={}), STATIC)
    assert "" == cards._face("fonts/newsreader-latin.woff2", 48, 500).sets("北京 talks")
    drawn, empty, said = (cards.draw(Card("14 March", title, "", "", None)) for title in ("北京 talks", "", "Talks"))
    assert drawn == empty != said


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\N{ROCKET} Launch at noon", "Launch at noon"),
        ("Peace \N{BLACK HEART SUIT}\N{VARIATION SELECTOR-16} now", "Peace now"),
    ],
)
def test_a_card_is_set_without_ornaments(text: str, title: str) -> None:
    """A sign that is no letter and in no font is left out of the title, which stands all the same."""
    pytest.importorskip("PIL")
    assert title == Cards(None, STATIC)._face("fonts/newsreader-latin.woff2", 48, 500).sets(text)


@pytest.mark.parametrize("settings", [{}, {"cards": True}, {"address": ADDRESS}])
def test_no_cards_without_wish_and_address(settings):
    """Nothing is drawn and nothing named that nobody asked for or could find."""
    out = build(**settings)
    assert not any(path.endswith(".png") for path in out)
    assert b"og:image" not in out["index.html"]


def test_a_missing_pillow_is_told_and_stops_nothing(tmp_path: Path, monkeypatch):
    """Asked for cards without Pillow, the build says what is missing and makes the site without them."""
    from dateline.pipeline.pages import site_of
    from dateline.pipeline.project import Project

    (tmp_path / "site.yaml").write_text(f"title: T\nlanguage: en\ncards: true\naddress: {ADDRESS}\n")
    monkeypatch.setattr("dateline.show.cards.is_possible", lambda: False)
    problems, project = Problems(), Project(root=tmp_path, program=ROOT)
    out = site_of(project, project.config(problems), problems)
    assert ["no-cards"] == [problem.code for problem in problems]
    assert "index.html" in out
    assert not any(path.startswith("cards/") for path in out)
