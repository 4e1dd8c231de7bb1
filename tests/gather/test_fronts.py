"""Fronts: a headline and a general first sentence are the event that the article then tells with its day."""

from __future__ import annotations

import pytest

from dateline.core.model import Basis, DaySet, Event, EventType, Factuality
from dateline.core.when import When, ordinal
from dateline.find.annotate import annotate, date
from dateline.gather.cluster import gather
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_text

LEXICON = Lexicon()


def told(text: str, language: str) -> list[Event]:
    """The events of an article of Thursday 16 May 2024, by their first day."""
    return told_by((text, language))


def told_by(*articles: tuple[str, str]) -> list[Event]:
    """The events of articles of that day, each with its language."""
    day = ordinal((2024, 5, 16))
    documents = []
    for key, (text, language) in zip("abc", articles, strict=False):
        article = read_text(key, text, LEXICON, language=language, published=When.parse("2024-05-16"))
        documents.append(date(annotate(article, LEXICON), DaySet((day,), (1.0,), Basis.GIVEN), LEXICON))
    found = gather(documents, origins={}, lexicon=LEXICON, language=articles[0][1])
    return sorted(found, key=lambda event: event.when.sort_key if event.when else ())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Boat sinks off Chile\n\nA Chilean trawler went down in a storm off Valparaiso on Tuesday."),
        ("sv", "Chiles nej sänker fiskeavtalet\n\nChiles senat röstade i tisdags nej till fiskeavtalet med Peru."),
        (
            "de",
            "Angriff legt Häfen in Chile lahm\n\n"
            "Die Häfen in Chile haben am Dienstag nach einem Hackerangriff den Betrieb eingestellt.",
        ),
    ],
)
def test_a_headline_in_other_words_is_what_the_lede_tells(language, text):
    """What a headline tells in other words, and under another type, is what the lede tells with its day."""
    (event,) = told(text, language)
    assert "2024-05-14" == event.when.edtf


def test_a_headline_takes_the_status_of_what_it_tells():
    """A headline's present tense makes no fact of what the lede says is planned."""
    text = (
        "Norwegian yard cuts 900 jobs\n\nThe Norwegian shipyard Fjordverft will cut 900 jobs by the end of next year."
    )
    (event,) = told(text, "en")
    assert Factuality.PLANNED is event.factuality


def test_a_general_first_sentence_is_what_the_next_one_tells():
    """A first sentence without a day, in a verb of no kind, is what the next one tells with its day."""
    text = (
        "Ratlos in Chile\n\nUm drei Sitze hat Chiles Regierungspartei ihr Ziel verfehlt. "
        "Bei der Abstimmung über das Gesetz votierten am Dienstag 70 Abgeordnete gegen die Vorlage."
    )
    (event,) = told(text, "de")
    assert (EventType.VOTE, "2024-05-14") == (event.type, event.when.edtf)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Razzia in Peru\n\nDie Polizei hat am Dienstag in Peru die Räume einer Bank durchsucht. "
            "Auch in Lima wurden Unterlagen beschlagnahmt.",
        ),
        (
            "sv",
            "Razzia i Peru\n\nPolisen genomsökte i tisdags en banks kontor i Peru. Även i Lima beslagtogs handlingar.",
        ),
        (
            "en",
            "Peru's court strikes down fishing law\n\nPeru's supreme court ruled on Tuesday that the president broke "
            "the law. By six judges to three it annulled the decree.",
        ),
    ],
)
def test_what_goes_on_on_the_day_of_the_sentence_before_is_part_of_it(language, text):
    """What has its day from the sentence before, and is of its kind or family, is part of what that one tells."""
    (event,) = told(text, language)
    assert "2024-05-14" == event.when.edtf


def test_a_lede_without_a_day_is_what_the_next_sentence_tells_of_its_kind():
    """An arrest told in the lede without a day is the one that the next sentence tells with its day, not the burst."""
    text = (
        "Arrest in Peru\n\nPolice in Peru have arrested the man who built a dam that burst last month. "
        "Raul Vega was detained at Lima airport on Tuesday."
    )
    assert ["2024-05-14"] == [event.when.edtf for event in told(text, "en") if event.type is EventType.COERCE]


def test_what_a_minister_announced_is_what_the_headline_says():
    """What the lede says was announced on a day is what the headline says in a verb of no kind."""
    text = "Peru backar om skatt\n\nDet meddelade Perus finansminister Raul Vega i tisdags efter ett möte."
    assert ["2024-05-14"] == [event.when.edtf for event in told(text, "sv")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Quake kills nine in Peru\n\nThe president of Peru appointed a new finance minister on Tuesday."),
        ("sv", "Nio döda i skalv i Peru\n\nPresidenten i Peru utsåg i tisdags en ny finansminister."),
        ("de", "Neun Tote bei Beben in Peru\n\nPerus Präsident hat am Dienstag einen Finanzminister ernannt."),
    ],
)
def test_a_headline_of_something_else_stays_an_event(language, text):
    """A headline that shares neither kind nor words with what is told below it is an event of its own."""
    assert 2 == len(told(text, language))


def test_a_headline_in_an_unknown_verb_is_not_what_another_paper_tells():
    """What a headline says in a verb of no kind joins no arrest of another paper because both name the town."""
    found = told_by(
        ("Norwegen trauert um die Toten von Vardal\n\nAn den Rathäusern hingen die Fahnen auf halbmast.", "de"),
        ("Signalman held\n\nPolice on Tuesday detained a signalman, 44, who was on duty at Vardal in Norway.", "en"),
    )
    assert [{"b"}] == [{own.article for own in event.evidence} for event in found if event.type is EventType.COERCE]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Chile calls off talks with Peru over boats\n\n"
            "Chile on Wednesday cancelled talks with Peru that were due to be held in Lima on Friday.",
        ),
        (
            "de",
            "Chile sagt Treffen mit Peru ab\n\nChile hat das für Sonntag geplante Treffen mit Peru abgesagt. "
            "Das teilte das Außenministerium am Mittwoch mit.",
        ),
    ],
)
def test_what_a_headline_calls_off_the_lede_calls_off(language, text):
    """A cancellation told by the headline and by the lede is one."""
    (event,) = told(text, language)
    assert Factuality.CANCELLED is event.factuality
