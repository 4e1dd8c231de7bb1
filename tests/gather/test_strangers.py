"""Strangers: people nobody knows have one id in all languages, and two people of one surname have two."""

from __future__ import annotations

from itertools import permutations

import pytest

from dateline.core.model import Document
from dateline.core.problems import Problems
from dateline.find.annotate import annotate
from dateline.gather.strangers import Strangers
from dateline.gather.trace import trace
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_article

LEXICON = Lexicon()


def document(name: str, language: str, text: str) -> Document:
    known = {"language": language, "published": "2024-05-15"}
    article = read_article(f"{name}.txt", text.encode(), known, LEXICON, Problems())
    assert article is not None
    return annotate(article, LEXICON)


def people(*told: tuple[str, str]) -> list[set[str]]:
    """The ids of the people of each article, by language and text."""
    documents = {name: document(name, *one) for name, one in zip("abcdef", told, strict=False)}
    strangers = Strangers()
    for name, one in documents.items():
        traced = trace(one, LEXICON)
        strangers.note(name, traced.language, traced.strangers, traced.around)
    agreed = strangers.agreed(documents)
    return [{e.entity for e in agreed[name].entities if e.kind == "person" and e.entity} for name in agreed]


@pytest.mark.parametrize(
    "told",
    [
        [
            ("en", "Judge Aleksei Zhelyabov resigned in Norway on Monday."),
            ("sv", "Domaren Aleksej Zjeljabov avgick i Norge på måndagen. Zjeljabov var trött."),
            ("de", "Der Richter Alexej Scheljabow trat am Montag in Norwegen zurück."),
        ],
        [
            ("en", "General Mahmoud al-Sharif left Norway on Monday."),
            ("de", "Der General Mahmud Scharif verließ Norwegen am Montag."),
        ],
        [
            ("en", "The Norwegian minister Bastrup left Sweden on Monday."),
            ("sv", "Norges minister Tove Bastrup lämnade Sverige på måndagen."),
        ],
    ],
)
def test_one_person_has_one_id_in_all_languages(told: list[tuple[str, str]]) -> None:
    """Spellings of one sound, with or without a particle or, from one country's office, a first name; in any order."""
    for order in permutations(told):
        ids = people(*order)
        assert 1 == len(set.union(*ids)), ids


@pytest.mark.parametrize(
    "told",
    [
        # two spellings in one language
        [("en", "Judge Karl Lind left Norway."), ("en", "Judge Carl Lind left Norway.")],
        # two first names
        [("en", "Judge Anna Lind left Norway."), ("sv", "Domaren Anne-Marie Lind lämnade Norge.")],
        # both in one article
        [("en", "Judge Carl Lind left Norway. Judge Karl Lind stayed."), ("sv", "Domaren Karl Lind lämnade Norge.")],
        # officials of two countries
        [
            ("en", "The Norwegian minister Karl Lind left Sweden."),
            ("sv", "Danmarks minister Carl Lind lämnade Sverige."),
        ],
        # nothing in common
        [("en", "Judge Karl Lind left Norway."), ("sv", "Domaren Carl Lind lämnade Peru.")],
        # a surname alone, of no known country, and two who bear it
        [("en", "The minister Lind left Norway."), ("sv", "Norges minister Tove Lind avgick.")],
        [
            ("en", "The Norwegian minister Lind left."),
            ("sv", "Norges minister Tove Lind avgick."),
            ("de", "Norwegens Minister Arne Lind ging."),
        ],
    ],
)
def test_two_people_of_one_surname_have_two_ids(told: list[tuple[str, str]]) -> None:
    """Where anything speaks against it, names that sound alike are two people's."""
    apart = [people(one)[0] for one in told]
    assert apart == people(*told)
    assert len(set.union(*apart)) > 1


def test_an_s_of_the_genitive_is_no_other_name() -> None:
    """`Eva Linds advokat` speaks of Eva Lind where the text tells of Lind."""
    assert [{"eva-lind"}] == people(("sv", "Domaren Eva Linds advokat teg. Lind avgick."))
