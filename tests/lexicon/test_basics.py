"""Language basics: read whole, checked, and true to their own examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dateline.core.model import Span
from dateline.lexicon.basics import BadPackError, Stop, read
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_text
from dateline.read.languages import identify
from dateline.read.segment import split_sentences

LEXICON = Lexicon()


def _examples(kind: str) -> list[Any]:
    return list(_each_example(kind))


def _each_example(kind: str) -> Iterator[Any]:
    for tag, pack in LEXICON.packs.items():
        if pack.basics is not None:
            for i, example in enumerate(pack.basics.examples.get(kind, ())):
                yield pytest.param(tag, example, id=f"{tag}-{i}")


@pytest.mark.parametrize(("tag", "text"), _examples("language"))
def test_texts_of_a_language_are_known_as_its(tag: str, text: str) -> None:
    """A plain sentence of a language is identified as that language."""
    assert tag == identify(text, LEXICON)


@pytest.mark.parametrize(("tag", "text"), _examples("other_language"))
def test_texts_of_neighbouring_languages_are_not(tag: str, text: str) -> None:
    """A sentence of a neighbour without a pack is nobody's, rather than this language's."""
    assert identify(text, LEXICON) is None


@pytest.mark.parametrize(("tag", "sentences"), _examples("sentences"))
def test_sentences_end_where_the_language_ends_them(tag: str, sentences: list[str]) -> None:
    """Abbreviations, ordinals and initials of the language do not end its sentences."""
    text = " ".join(sentences)
    found = split_sentences(text, Span(0, len(text)), LEXICON.packs[tag].basics)
    assert sentences == [text[span.start : span.end] for span in found]


@pytest.mark.parametrize(("tag", "case"), _examples("speech"))
def test_direct_speech_of_the_language_is_found(tag: str, case: dict[str, Any]) -> None:
    """Quotation marks and dashes enclose speech; scare quotes and names do not."""
    article = read_text("t", case["text"], LEXICON, language=tag)
    found = [article.text[q.start : q.end] for sentence in article.sentences for q in sentence.quotes]
    assert case["quotes"] == found


def _line_examples() -> Iterator[Any]:
    for tag, pack in LEXICON.packs.items():
        for label, lines in pack.basics.examples.get("lines", {}).items():
            for line in lines:
                yield pytest.param(tag, label, line, id=f"{tag}-{label}-{line[:12]}")


@pytest.mark.parametrize(("tag", "label", "line"), list(_line_examples()))
def test_lines_are_told_apart_by_the_markers_of_the_language(tag: str, label: str, line: str) -> None:
    """A marker makes a line what it is, and a sentence that opens with the same words stays text."""
    filler = "Lorem ipsum dolor sit amet, consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore."
    article = read_text("t", f"{filler}\n\n{filler}\n\n{line}\n\n{filler}\n", LEXICON, language=tag)
    found = {article.text[span.start : span.end]: found.value for span, found in article.labels}
    assert label == found[line]


def _data(**changes: Any) -> dict[str, Any]:
    return {**(LEXICON.packs["en"].data("language") or {}), **changes}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"colour": "red"}, "'colour' is not a key"),
        ({"name": ""}, "'name' must be a text"),
        ({"direction": "up"}, "'direction' is 'up'; allowed are ltr, rtl"),
        ({"months": [["January"]]}, "'months' must be a list of twelve"),
        ({"speech": {"dash": "perhaps", "verbs": "says"}}, "'dash' is 'perhaps'"),
        ({"lines": "none"}, "'lines' must be a table"),
        ({"identification": {"strongest": "the"}}, "did you mean 'strong'?"),
    ],
)
def test_a_pack_with_a_mistake_says_which(changes: dict[str, Any], message: str) -> None:
    """Unknown keys, missing parts and wrong kinds of value are refused by name, with the file's."""
    with pytest.raises(BadPackError, match=r"languages/en/language\.yaml") as raised:
        read("en", _data(**changes))
    assert message in str(raised.value)


def test_the_more_careful_reading_of_an_abbreviation_wins() -> None:
    """An abbreviation in two lists never ends a sentence that either list would carry on."""
    sentences = {"never": "St.", "may_end": "St. Inc.", "ordinals": "none"}
    basics = read("en", _data(sentences=sentences))
    assert (Stop.NEVER, Stop.MAY_END) == (basics.stops["St."], basics.stops["Inc."])
