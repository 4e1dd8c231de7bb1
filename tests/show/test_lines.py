"""The lines of a chronology: what they say once, and what each of them says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dateline.core.model import Status
from dateline.show.render import render
from tests.show.makers import LEXICON, Story, config, entry, source, templates

WORDS = "The crews went back to work after the talks."


def build(entries=None, **settings):
    story = Story(config=config(**settings))
    site = (replace(story, entries=tuple(entries)) if entries is not None else story).site()
    return {path: data.decode() for path, data in render(site, templates(), LEXICON).items() if path.endswith(".html")}


def line(page, ident):
    return re.search(rf'<li class="[^"]*" id="{ident}".*?</li>', page, re.DOTALL)[0]


def test_what_is_not_checked_is_said_once_and_what_is_stands_at_its_line():
    """The head of a list says how many of its entries a person checked; only what is checked or disputed has a mark."""
    pages = build()
    home = pages["index.html"]
    assert 1 == home.count("1 of 14 checked by a person, marked ●")
    assert ["mark-checked", "mark-disputed"] == sorted(re.findall(r'class="(mark-\w+)"', home))
    assert 'class="mark-checked">checked<' in line(home, "ev-k7q2m9")
    assert "not yet checked" not in home.partition('<div class="chronology">')[2]
    assert "1 of 7 checked by a person" in pages["countries/norway.html"]
    assert re.search(r"1 of \d+ checked by a person", pages["years/2031.html"])
    assert ["mark-checked", "mark-disputed"] == sorted(re.findall(r'class="(mark-\w+)"', pages["print.html"]))
    assert "Found by machine, not yet checked" in pages["events/ev-mb.html"]


@pytest.mark.parametrize(
    ("tag", "none", "every"),
    [
        ("en", "found by machine, none checked by a person yet", "all checked by a person"),
        ("sv", "funna av program, ännu ingen granskad av en människa", "alla granskade av en människa"),
        ("de", "vom Programm gefunden, noch keines von einem Menschen geprüft", "alle von einem Menschen geprüft"),
        ("fr", "trouvés par le programme, aucun encore vérifié par une personne", "tous vérifiés par une personne"),
    ],
)
def test_none_and_all_have_words_of_their_own(tag, none, every):
    """Where nobody has checked anything, or everything is checked, the head says so in the reader's language."""
    two = [
        entry(f"ev-{n}", f"Event {n}", f"2031-03-0{n}", sources=(source("tt-2031-03-14-halmvik", WORDS),))
        for n in (1, 2)
    ]
    assert none in build(two, language=tag)["index.html"]
    assert every in build([replace(e, status=Status.CHECKED) for e in two], language=tag)["index.html"]


def test_the_words_of_the_event_before_are_not_said_again():
    """Of two events that follow each other and are told in the same words the second is marked as repeating them."""
    told = {"summary": WORDS, "sources": (source("tt-2031-03-14-halmvik", WORDS),)}
    page = build(
        [
            entry("ev-1", "Talks end", "2031-03-01", **told),
            entry("ev-2", "Crews return", "2031-03-01", **told),
            entry("ev-3", "Ferries run", "2031-04-02", **told),
            entry(
                "ev-4",
                "A vote",
                "2031-04-02",
                summary="They voted.",
                sources=(source("tt-2031-03-14-halmvik", "They voted."),),
            ),
            entry("ev-5", "Crews rest", "2031-05-02", **told),
            entry("ev-6", "Crews rest again", "2032-05-02", **told),
        ]
    )
    lines = {ident: line(page["index.html"], ident) for ident in ("ev-1", "ev-2", "ev-3", "ev-4", "ev-5", "ev-6")}
    assert {"ev-2", "ev-3"} == {ident for ident, text in lines.items() if "repeats" in text}
    assert all(WORDS in text for ident, text in lines.items() if ident != "ev-4"), "a filter may leave the second alone"
    chapters = page["print.html"].partition('<ol class="notes">')[0]
    assert 3 == chapters.count(f">{WORDS}<")
