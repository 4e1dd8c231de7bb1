"""Which articles tell one story, and what that makes one event."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from dateline.find.annotate import annotate
from dateline.gather.sketch import Rarity, names_of
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_text

from .telling import Told, article, events_of

LEXICON = Lexicon()


def rarity(*texts: tuple[str, str]) -> Rarity:
    """How rare the names of these articles are, `a`, `b` and so on, each a language and a text."""
    documents = [
        annotate(read_text("abcdef"[place], text, LEXICON, language=tag), LEXICON)
        for place, (tag, text) in enumerate(texts)
    ]
    empty: frozenset[str] = frozenset()
    sketches: Any = [
        SimpleNamespace(
            article=one.article.id,
            origin=one.article.id,
            language=texts[place][0],
            keys=empty,
            words=empty,
            stems=empty,
        )
        for place, one in enumerate(documents)
    ]
    return Rarity(sketches, {one.article.id: names_of(one) for one in documents})


def test_a_name_that_four_articles_of_a_small_folder_share_is_rare():
    """Where the whole folder tells one story, its first and its last article tell it too, though each names others."""
    told = rarity(
        ("en", "The weir at Lundbo broke. It was built by Arvid Skoghall near Vissla."),
        ("en", "Nobody in Lundbo slept, said Runa Ekholt of Vissla."),
        ("sv", "Dammen i Lundbo brast, sade Runa Ekholt i Vissla."),
        ("en", "The court heard Agda Brandur. She had left her Lundbo and Vissla."),
    )
    assert told.same_story("a", "d")


def test_a_name_in_the_genitive_is_the_name():
    """Two articles tell one story by a name that one of them has with the ending of its language."""
    told = rarity(
        ("en", "The council of Hindersele votes on the park at Korpberget."),
        ("sv", "Men Hinderseles fullmäktige röstar om parken vid Korpbergets fot."),
        ("de", "Auch in Hindersele und am Korpberget warten sie."),
        ("de", "Der Fischer von Callao lebt in Lima."),
    )
    assert (True, False) == (told.same_story("a", "b"), told.same_story("a", "d"))


def test_a_summit_that_opened_and_one_that_closed_is_one_summit():
    """Of one meeting an article tells how it began and another how it ended; a strike that ends is not one that begins."""

    def together(kind: str) -> list[list[str]]:
        opened = Told(
            "The talks of Armenia and Azerbaijan in Almaty began with a row on 4 May.",
            kind,
            "talks",
            "2022-05-04",
            "on 4 May",
            actors=["AM", "AZ"],
            places=["almaty"],
            phase="start",
        )
        closed = Told(
            "A handshake ended the talks of Armenia and Azerbaijan in Almaty in May.",
            kind,
            "talks",
            "2022-05",
            "in May",
            actors=["AM", "AZ"],
            places=["almaty"],
            phase="end",
        )
        events = events_of(article("a", "en", "2022-05-05", opened), article("b", "en", "2022-05-20", closed))
        return sorted(sorted({item.article for item in event.evidence}) for event in events)

    assert [["a", "b"]] == together("meeting")
    assert [["a"], ["b"]] == together("attack")
