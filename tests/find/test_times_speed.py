"""Times: no text makes the finder slow, and what it remembers changes nothing of what it finds."""

import random

import pytest

from dateline.find.anchor.tense import Clues
from dateline.find.times import find_times, find_times_in, plain_article
from dateline.lexicon.language import Lexicon
from dateline.lexicon.times_rule import Candidates

LEXICON = Lexicon()
HARD = [
    "den den den 1 1 1 ",
    "1. 1. 1. ",
    "am am am ",
    "le le 1 1 ",
    "2 2 2 Mai ",
    "1 ",
    "1,",
    "12:30 12:30 ",
    "of the ",
    "5 am ",
    "Q3 ",
    "will on Monday ",
]
TAGS = ["en", "sv", "de", "fr"]


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("piece", HARD)
def test_a_line_that_repeats_itself_is_looked_at_once(tag, piece, monkeypatch):
    """However long a line repeats the same words, its rules are tried a bounded number of times."""
    tried = []
    search = Candidates._search
    monkeypatch.setattr(Candidates, "_search", lambda self, string, at: tried.append(at) or search(self, string, at))
    find_times(plain_article(piece * 3_000, tag), LEXICON.packs)
    tried.clear()
    find_times(plain_article(piece * 20_000, tag), LEXICON.packs)
    assert len(tried) < 500


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("piece", ["5 am ", "will on Monday ", "planned 2 May ", "war 5 Mai ", "prévu le 5 mai "])
def test_verbs_far_off_are_not_looked_at(tag, piece, monkeypatch):
    """However many verb forms and plans a line holds, an expression asks for those near it alone."""
    asked = []
    found = Clues._within
    monkeypatch.setattr(Clues, "_within", lambda self, low, high: asked.append(high - low) or found(self, low, high))
    linked = Clues._is_linked
    monkeypatch.setattr(Clues, "_is_linked", lambda self, *at: asked.append(1) or linked(self, *at))
    times = find_times(plain_article(piece * 2_000, tag), LEXICON.packs)
    assert max(asked, default=0) <= 2 * 240 + 8
    assert len(asked) <= 8 * len(times) + 8


PIECES = [
    "den",
    "1",
    "1.",
    "2.",
    ",",
    ", ",
    "-",
    "/",
    ":",
    " ",
    "  ",
    "Mai",
    "mai",
    "March",
    "12",
    "30",
    "am",
    "le",
    "of",
    "the",
    "i",
    "på",
    "Montag",
    "måndag",
    "last",
    "vor",
    "zwei",
    "ans",
    "il y a",
    "bis",
    "till",
    "to",
    "2014",
    "%",
    "and",
    "früh",
    "kväll",
    "Uhr",
    "heures",
]


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("seed", range(12))
def test_what_is_remembered_changes_nothing(tag, seed):
    """A text is read the same whether its rules remember every context from the start or none."""
    chance = random.Random(seed)
    few = chance.sample(PIECES, 9)
    text = "".join(chance.choice(few) + chance.choice(["", " ", " "]) for _ in range(1500))
    pack = LEXICON.packs[tag]

    def read(often):
        for level in pack.times.met:
            level.clear()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Candidates, "often", often)
            return [(t.span, t.value, t.rule, t.steps) for t in find_times_in(text, pack)]

    assert read(10**9) == read(0)
