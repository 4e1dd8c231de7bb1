"""The site's own words in each language."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from dateline.core.model import (
    ENTRY_FACTUALITY,
    AnswerKind,
    Cause,
    EventType,
    QuestionKind,
    Review,
    Role,
    Tier,
)
from dateline.lexicon.interface import read
from tests.show.makers import LEXICON, ROOT

TAGS = ("en", "sv", "de", "fr")


def _leaves(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    else:
        yield path, value


@pytest.mark.parametrize("tag", TAGS[1:])
def test_every_language_says_everything(tag):
    """A language has the same words, with the same blanks to fill, as English has."""
    english, other = (
        {path: text for path, text in _leaves(dict(LEXICON.packs[t].data("interface"))) if path[0] != "cldr"}
        for t in ("en", tag)
    )
    optional = {path for path in {*english, *other} if path[-1] == "zero_is_one" or path[:2] == ("dates", "nth")}
    assert set(english) - optional == set(other) - optional
    for path, text in english.items():
        if path[0] in ("texts", "counts", "reading", "review_page"):
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", other.get(path, text))), path


@pytest.mark.parametrize("tag", TAGS)
def test_closed_lists_have_a_word_for_each_value(tag):
    """Every type, state, tier, role and doubt an entry can have is named."""
    sections = LEXICON.packs[tag].interface.sections
    for enum, name in ((EventType, "types"), (Tier, "tiers"), (Role, "roles"), (Review, "reviews")):
        assert {member.value for member in enum} == set(sections[name])
    assert {member.value for member in ENTRY_FACTUALITY} == set(sections["factuality"])


@pytest.mark.parametrize("tag", TAGS)
def test_the_review_page_has_a_word_for_each_question_and_answer(tag):
    """Every kind of question, every cause and every answer is named; a doubt's words are those of its reason."""
    words = LEXICON.packs[tag].interface.sections["review_page"]
    answers = {"answer_same" if member is AnswerKind.SAME else member.value for member in AnswerKind}
    causes = {f"cause_{member.value}" for member in Cause if member is not Cause.DOUBT}
    assert set() == {*(member.value for member in QuestionKind), *answers, *causes} - set(words)


@pytest.mark.parametrize(
    ("tag", "number", "expected"),
    [
        ("en", 1, "1 event"),
        ("en", 0, "0 events"),
        ("fr", 0, "0 événement"),
        ("sv", 2, "2 händelser"),
        ("de", 12345, None),
    ],
)
def test_counts_take_the_plural_of_the_language(tag, number, expected):
    """One is singular; nothing is plural, except in French."""
    interface = LEXICON.packs[tag].interface
    if expected is None:
        assert "12.345 Ereignisse" == interface.count("events", number)
    else:
        assert expected == interface.count("events", number)


def test_words_that_are_missing_are_named():
    """A language without a table is refused by name."""
    data = {key: value for key, value in LEXICON.packs["en"].data("interface").items() if key != "counts"}
    with pytest.raises(ValueError, match=r"languages/xx/interface.yaml lacks counts"):
        read("xx", data)


def test_generated_names_are_what_the_generator_writes():
    """cldr.yaml is never edited by hand."""
    pytest.importorskip("babel")
    code = (
        "import make_cldr as m\n"
        "for t in m.LOCALES: assert m.cldr(t) == (m.LANGUAGES/t/'interface'/'cldr.yaml').read_text('utf-8'), t"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT / "tools", check=True)
