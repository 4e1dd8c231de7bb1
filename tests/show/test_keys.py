"""Pages whose inputs stand are kept, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.core.model import Correction, EntityKind, Factuality, Span, Status
from dateline.core.steps import Memory
from dateline.core.text import digest
from dateline.core.when import When
from dateline.show.keys import Standing
from dateline.show.render import render, render_anew
from dateline.show.seen import Seen, SeenName
from tests.show.makers import LEXICON, TEXTS, Story, config, entry, source, story, templates

LANGUAGES = ("en", "sv")


def one(ident, **fields):
    return tuple(replace(e, **fields) if e.id == ident else e for e in story())


CHANGES = {
    "nothing": story(),
    "title": one("ev-m4", title="Ministers confer"),
    "translated title": one("ev-m4", title_in={"sv": "Ministrar möts"}),
    "date": one("ev-m9", date=When.parse("2031-04-16")),
    "first year": one("ev-m7", date=When.parse("1890")),
    "country": one("ev-m8", countries=("NO", "DK")),
    "new organisation": one("ev-m8", organisations=("nato",)),
    "state": one("ev-m8", factuality=Factuality.DENIED, status=Status.DISPUTED),
    "quote": one("ev-m7", sources=(source("hn-2031-04-03-oslo", "The crossing was opened in 1872", "date"),)),
    "an earlier quote in a report": one(
        "ev-m7", sources=(source("hn-2031-04-03-oslo", "Oslo meeting ends without a deal", "date"),)
    ),
    "part of": one("ev-m8", part_of=("ev-m4",)),
    "correction": one("ev-m8", corrections=(Correction("2031-05-01", "title", "a", "b", "c"),)),
    "entry gone": tuple(e for e in story() if e.id != "ev-mb"),
    "entry new": (*story(), entry("ev-zz", "New", "2031-04-03", countries=("FI",))),
    "merged": one("ev-m5", status=Status.MERGED, merged_into="ev-m4"),
    "no entries": (),
}


@pytest.fixture(scope="module")
def memory(tmp_path_factory):
    return tmp_path_factory.mktemp("memory")


@pytest.mark.parametrize("change", CHANGES)
def test_site_of_kept_and_new_pages_is_the_site_made_from_nothing(change, memory):
    """Whatever is changed, what was kept and what was made are together what a first build makes."""
    settings = config(languages=LANGUAGES, address="https://x.example/")
    before = render(Story(config=settings).site(), templates(), LEXICON)
    standing = Standing(Memory(memory), "", lambda path, d: d == digest(before.get(path, b""), length=32))
    render_anew(Story(config=settings).site(), templates(), LEXICON, standing=standing)
    after = Story(entries=CHANGES[change], config=settings).site()
    made, kept = render_anew(after, templates(), LEXICON, standing=standing)
    fresh = render(after, templates(), LEXICON)
    assert fresh == {**{path: before[path] for path in kept}, **made}
    assert not set(made) & set(kept)
    if change == "nothing":
        assert {"robots.txt", "sitemap.xml"} == set(made)
    if change == "title":
        assert "events/ev-ma.html" in kept
        assert "countries/denmark.html" in kept


@pytest.mark.parametrize("change", ["new organisation", "entry gone", "no entries", "nothing"])
def test_names_seen_in_a_report_follow_what_other_entries_have(change, tmp_path):
    """A report's page links a name to the page that other entries give it, and no longer once they are gone."""
    span = Span(0, 4)
    names = tuple(SeenName(span, *name) for name in ((EntityKind.ORGANISATION, "nato"), (EntityKind.COUNTRY, "DK")))
    seen = {ident: Seen((), names) for ident in TEXTS}
    before = render(replace(Story().site(), seen=seen), templates(), LEXICON)
    standing = Standing(Memory(tmp_path), "", lambda path, d: d == digest(before.get(path, b""), length=32))
    render_anew(replace(Story().site(), seen=seen), templates(), LEXICON, standing=standing)
    after = replace(Story(entries=CHANGES[change]).site(), seen=seen)
    made, kept = render_anew(after, templates(), LEXICON, standing=standing)
    assert render(after, templates(), LEXICON) == {**{path: before[path] for path in kept}, **made}


def test_damaged_file_is_made_again(tmp_path):
    """A key proves what a file should be, not that it is so."""
    site = Story().site()
    standing = Standing(Memory(tmp_path), "", lambda path, _: path != "events/ev-m4.html")
    render_anew(site, templates(), LEXICON, standing=standing)
    assert {"events/ev-m4.html"} == set(render_anew(site, templates(), LEXICON, standing=standing)[0])


def test_changed_words_and_looks_make_every_page_anew(tmp_path):
    """A template, a setting or a name of the project stands behind all pages."""
    site = Story().site()
    memory = Memory(tmp_path)

    def kept(site=site, looks=None, names=""):
        standing = Standing(memory, names, lambda *_: True)
        return render_anew(site, looks or templates(), LEXICON, standing=standing)[1]

    assert not kept()
    assert kept()
    assert not kept(names="cis: {}")
    assert not kept(looks={**templates(), "footer.html": "<footer>x</footer>"}, names="cis: {}")
    assert not kept(Story(config=config(licence="CC0")).site())
