"""Which articles tell one story, and what that makes one event."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from dateline.core.model import Gate
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


NAMES = Told("Both Torsberg and Lindmora lie there.", "other", "lie", gate=Gate.TRIGGER)


def apart(*told: Told) -> list[list[str]]:
    """By event the articles that tell it, of one story: the first told in English, the second in Swedish."""
    articles = [
        article("ab"[place], ("en", "sv")[place], ("2022-10-12", "2022-12-01")[place], NAMES, one)
        for place, one in enumerate(told)
    ]
    return sorted(sorted({item.article for item in event.evidence}) for event in events_of(*articles))


def test_the_very_day_and_something_in_common_stand_for_any_kind():
    """What one article calls a law and another a dismissal is one event of a story where a day and a number say so."""
    passed = Told(
        "On 4 October 31 members passed the paper.", "law", "passed", "2022-10-04", "On 4 October", others=["SE"]
    )
    ousted = Told("Den 4 oktober avsattes hon av 31 ledamöter.", "people", "avsattes", "2022-10-04", "Den 4 oktober")
    ousted = replace(ousted, others=["SE"])
    assert [["a", "b"]] == apart(passed, ousted)
    other = replace(ousted, text="Den 4 oktober avsattes en tränare.")
    assert [["a"], ["b"]] == apart(passed, other)


def test_what_no_telling_dates_to_the_day_is_joined_by_its_month():
    """Two tellings of a story that both know a few days or a month alone are one event where their kind is one."""
    first = Told(
        "The mill cut 600 jobs early in October.", "economy", "cut", "[2022-10-01..2022-10-10]", "early in October"
    )
    later = Told("De 600 tjänsterna försvann i oktober.", "economy", "försvann", "2022-10", "i oktober", others=["EE"])
    assert [["a", "b"]] == apart(replace(first, others=["SE"]), later)
