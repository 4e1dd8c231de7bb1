"""The check of the finished site, and the preview."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dateline.core.problems import Problems
from dateline.show.check import check_site
from dateline.show.serve import Watcher, reloading
from tests.show.makers import article

HEAD = '<!doctype html><html lang="en"><head><title>t</title></head><body>'


def codes(files, **more):
    problems = Problems()
    check_site({path: data.encode() for path, data in files.items()}, problems, **more)
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<a href="nowhere.html">x</a>', "dead-link"),
        ('<a href="b.html#nothing">x</a>', "dead-anchor"),
        ('<a href="/b.html">x</a>', "absolute-link"),
        ('<a href="javascript:alert(1)">x</a>', "bad-link"),
        ('<img src="https://tracker.example/p.gif">', "foreign-host"),
        ('<link rel="stylesheet" href="//fonts.example/x.css">', "foreign-host"),
        ('<p id="a"></p><p id="a"></p>', "duplicate-id"),
        ("<script>go()</script>", "inline-script"),
        ('<p onclick="go()">', "inline-script"),
        ('<p style="color:red">', "inline-style"),
        ('<p lang="svenska!">', "bad-lang"),
    ],
)
def test_each_fault_is_found(body, code):
    """What would break or betray the reader is a problem with its place."""
    assert [code] == codes({"a.html": HEAD + body, "b.html": HEAD})


def test_sound_links_are_silent():
    """Links up and down, to anchors, to other hosts for the reader to follow, are all right."""
    body = '<p id="x"></p><a href="../a.html#x">x</a><a href="#x">x</a>'
    body += '<a href="https://x.example/">x</a><a href="mailto:a@b.example">x</a>'
    assert [] == codes({"d/b.html": HEAD + body, "a.html": HEAD + '<p id="x">'})


def test_style_sheet_may_not_fetch_from_elsewhere():
    """Fonts are local and there."""
    assert ["foreign-host"] == codes({"s.css": "@font-face{src:url(https://fonts.example/a.woff2)}"})
    assert ["dead-link"] == codes({"s.css": "@font-face{src:url(fonts/a.woff2)}"})


def test_withheld_words_are_looked_for_in_every_file():
    """A name under embargo stops the build, wherever it stands."""
    assert ["withheld"] == codes({"data/events.json": '{"x": "Anna Svensson"}'}, forbidden=["Anna Svensson"])


def test_a_page_with_too_much_of_an_article_is_found():
    """More than the limit in one piece is a copy, not a quote; folded typography does not hide it."""
    report = article("hn-2031-04-03-oslo")
    page = HEAD + f"<p>{report.text}</p>"
    assert "quote-limit" in codes({"sources/a.html": page}, articles={report.id: report}, quote_limit=80)
    assert [] == codes(
        {"sources/a.html": HEAD + f"<p>{report.text[:70]}</p>"}, articles={report.id: report}, quote_limit=80
    )


def test_preview_page_may_listen_to_this_machine_only():
    """The script that reloads is added, and the policy opened for the loopback alone."""
    page = b"<head><meta content=\"default-src 'none'; connect-src 'self'; base-uri 'none'\"></head>"
    out = reloading(page, 8000).decode()
    assert "connect-src 'self' ws://127.0.0.1:8000" in out
    assert 1 == out.count("connect-src")
    assert '<script src="/livereload.js?port=8000" defer>' in out
    assert "</head>" not in out


def test_watcher_rebuilds_once_for_a_change_and_survives_a_failure(tmp_path: Path):
    """A save rebuilds; a rebuild that fails is announced and the next save is heard again."""
    file = tmp_path / "a.yaml"
    file.write_text("one")
    built, said = [], []

    def rebuild():
        built.append(1)
        if len(built) == 1:
            raise ValueError("half a file")

    watcher = Watcher([tmp_path], rebuild, said.append, lambda poll: None)
    watcher._rest_until = 0
    assert (None, None) == watcher.examine()
    for text in ("two!", "three"):
        file.write_text(text)
        os.utime(file, ns=(1, len(text)))
        watcher._rest_until = 0
        seen = watcher.examine()
    assert (str(file), None) == seen
    assert ["not rebuilt: half a file"] == said
    assert 2 == len(built)
