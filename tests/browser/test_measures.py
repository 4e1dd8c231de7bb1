"""The measures of these tests, on pages made wrong: each finds the fault it looks for and none where there is none."""

from __future__ import annotations

import pytest

from tests.browser.pages import script

pytestmark = pytest.mark.browser

SOUND = "<main><p>One line of text</p><p>Another line</p></main>"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("wide", '<main><p style="width: 200vw">far too wide</p></main>'),
        ("covered", '<main><p>One line of text</p><p style="margin-top: -2.2em">Another line</p></main>'),
        ("clipped", '<main><p style="width: 3em; overflow: hidden; white-space: nowrap">cut off at the end</p></main>'),
        ("clipped", '<main><p style="margin-left: -3em">sticks out on the left</p></main>'),
    ],
)
def test_a_fault_is_found(visit, name, wrong):
    """A page made wrong is called wrong, a sound one sound."""
    page = visit(width=400)
    page.set_content(f"<!doctype html>{SOUND}")
    assert not page.evaluate(script(name))
    page.set_content(f"<!doctype html>{wrong}")
    assert page.evaluate(script(name))
