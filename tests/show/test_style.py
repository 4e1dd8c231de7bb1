"""The style sheet, held against what it promises: it can be read from right to left and names each colour once."""

from __future__ import annotations

import re

import pytest

from tests.show.makers import ROOT

SHEET = re.sub(r"/\*.*?\*/", "", (ROOT / "static/site.css").read_text("utf-8"), flags=re.S)
DECLARED = re.findall(r"(?<=[{;])\s*([a-z-]+)\s*:\s*([^;{}]+)", SHEET)
PHYSICAL = re.compile(
    r"(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b.*|left|right"
)
SIDES = ("margin", "padding", "inset", "border-width", "scroll-padding")


def test_the_sheet_was_read():
    """The tests below look at all of it."""
    assert 600 < len(DECLARED)


def test_no_property_names_the_left_or_the_right():
    """Edges are those of the line (start, end), so that a page in Arabic or Hebrew is its mirror."""
    assert [] == [name for name, _ in DECLARED if PHYSICAL.fullmatch(name)]


def test_no_value_names_the_left_or_the_right():
    """Text is aligned to start or end, floats too."""
    named = ("text-align", "float", "clear", "justify-content", "caption-side")
    assert [] == [(name, value) for name, value in DECLARED if name in named and re.search("left|right", value)]


@pytest.mark.parametrize("name", SIDES)
def test_four_sides_at_once_are_the_same_on_the_left_and_the_right(name):
    """A shorthand of four values would set the left apart from the right."""
    values = [
        re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "", value).split() for found, value in DECLARED if found == name
    ]
    assert [] == [value for value in values if len(value) == 4 and value[1] != value[3]]
