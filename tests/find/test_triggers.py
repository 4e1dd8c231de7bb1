"""Triggers: every example of the language data holds, and a hit says which word means what."""

from __future__ import annotations

import subprocess
import sys
from datetime import date as day
from pathlib import Path

import pytest

from dateline.core.model import Article, Basis, DaySet, EventMention
from dateline.core.problems import Problems
from dateline.find.annotate import annotate, date
from dateline.lexicon.language import Lexicon
from dateline.lexicon.triggers import load_types
from dateline.read.articles import read_article

LEXICON = Lexicon()
LANGUAGES = ("en", "sv", "de")
EXAMPLES = [
    pytest.param(tag, row, id=f"{tag}-{row['text'][:40]}")
    for tag in LANGUAGES
    for row in (LEXICON.packs[tag].data("triggers") or {})["examples"]
]


def read(text: str, language: str) -> Article:
    known = {"language": language, "published": "2024-05-15"}
    article = read_article("example.txt", text.encode(), known, LEXICON, Problems())
    assert article is not None
    return article


def events(text: str, language: str) -> tuple[EventMention, ...]:
    number = day(2024, 5, 15).toordinal()
    return date(annotate(read(text, language), LEXICON), DaySet((number,), (1.0,), Basis.GIVEN), LEXICON).events


@pytest.mark.parametrize(("tag", "row"), EXAMPLES)
def test_examples_of_the_data_hold(tag: str, row: dict[str, str]) -> None:
    """A sentence of the data yields the type it promises and not the one it excludes."""
    found = {event.type.value for event in events(row["text"], tag)}
    if "type" in row:
        assert row["type"] in found
    if "never" in row:
        assert row["never"] not in found


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_type_has_twenty_five_triggers(tag: str) -> None:
    """No type but `other` has fewer than 25 terms in a language."""
    data = LEXICON.packs[tag].data("triggers") or {}
    counts = {
        type_.value: len(data[type_.value]["verbs"]) + len(data[type_.value]["nouns"])
        for type_ in load_types()[0]
        if type_.value != "other"
    }
    assert {} == {name: count for name, count in counts.items() if count < 25}


def test_a_hit_spans_its_word() -> None:
    """The trigger of an event cuts out the word that signals it."""
    text = "Polen und die Ukraine unterzeichneten am Montag das Abkommen."
    (event,) = (e for e in events(text, "de") if e.type.value == "agreement")
    assert "unterzeichneten" == text[event.trigger.start : event.trigger.end]


def test_swedish_compound_means_what_its_last_part_means() -> None:
    """A compound nobody lists is known by its ending."""
    triggers = LEXICON.packs["sv"].triggers
    assert triggers is not None
    assert {"meeting"} == {term.type.value for term in triggers.compound("fiskeministermötet")}


def test_separable_verb_is_known_in_halves_and_joined() -> None:
    """German separable verbs are found as `griff … an`, `angegriffen` and `anzugreifen`."""
    triggers = LEXICON.packs["de"].triggers
    assert triggers is not None
    assert "an" in {particle for particle, term in triggers.halves["griff"] if term.lemma == "angreifen"}
    assert {"angegriffen", "anzugreifen"} <= {
        f for f, terms in triggers.verbs.items() if any(t.lemma == "angreifen" for t in terms)
    }


def test_generated_forms_are_current() -> None:
    """The checked-in forms are what the generator makes of the word files (where simplemma is at hand)."""
    pytest.importorskip("simplemma")
    tool = Path(__file__).resolve().parents[2] / "tools" / "expand_triggers.py"
    assert 0 == subprocess.run([sys.executable, str(tool), "--check"], check=False).returncode


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_inflected_word_has_forms(tag: str) -> None:
    """Each term finds at least its own basic form again."""
    triggers = LEXICON.packs[tag].triggers
    assert triggers is not None
    known = {term.lemma for terms in (*triggers.verbs.values(), *triggers.nouns.values()) for term in terms}
    known |= {term.lemma for terms in triggers.endings.values() for term in terms}
    data = LEXICON.packs[tag].data("triggers") or {}
    terms = {
        text.split(" (")[0].rstrip("*").replace("|", "")
        for type_ in load_types()[0]
        if type_.value in data
        for kind in ("verbs", "nouns")
        for text in data[type_.value][kind]
    }
    assert set() == terms - known
