"""Events of no type that have a finer kind are joined by it, as those of a type are."""

from __future__ import annotations

from dateline.core.model import Basis, DaySet, Event
from dateline.core.when import When, ordinal
from dateline.find.annotate import annotate, date
from dateline.gather.cluster import gather
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_text

LEXICON = Lexicon()


def told(*texts: tuple[str, str]) -> tuple[Event, ...]:
    days = DaySet((ordinal((2024, 5, 15)),), (1.0,), Basis.GIVEN)
    documents = [
        date(
            annotate(
                read_text(f"a{number}", text, LEXICON, language=language, published=When.parse("2024-05-15")), LEXICON
            ),
            days,
            LEXICON,
        )
        for number, (language, text) in enumerate(texts)
    ]
    origins = {document.article.id: document.article.id for document in documents}
    return gather(documents, origins=origins, lexicon=LEXICON, language="en")


def test_a_theft_told_in_two_languages_is_one_event() -> None:
    """The finer kind says what both tell, though no type does and they share no name but the town's."""
    events = told(
        ("en", "Chalice gone\n\nThieves stole a chalice from a chapel in Valletta on Monday."),
        ("sv", "Kyrka länsad\n\nI måndags stals en kalk ur ett kapell i Valletta på Malta."),
    )
    assert 1 == len([event for event in events if len({part.article for part in event.evidence}) > 1]), events
