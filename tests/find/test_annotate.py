"""Annotate: what the finders say of one stretch of text fits together."""

from __future__ import annotations

from dateline.core.model import EntityKind
from dateline.core.problems import Problems
from dateline.find.annotate import annotate
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_article

LEXICON = Lexicon()


def test_a_month_is_no_person():
    """After somebody called May was named, "in May" is still a month, and "May" by itself still somebody."""
    text = "Prime Minister Theresa May flew to Oslo on Monday.\n\nThe road opens in May. Later May flew home.\n"
    read_one = read_article(
        "seeds/x.txt", text.encode(), {"language": "en", "published": "2018-02-06"}, LEXICON, Problems()
    )
    document = annotate(read_one, LEXICON)
    people = [entity for entity in document.entities if entity.kind is EntityKind.PERSON]
    assert [text.index("Theresa"), text.index("May flew home")] == [person.span.start for person in people]
