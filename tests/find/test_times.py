"""Times: which words of a text name a time, and what they say."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.model import Document
from dateline.find.anchor import resolve
from dateline.find.times import find_times, find_times_in, plain_article, plain_spans
from dateline.lexicon.language import Lexicon

LEXICON = Lexicon()


def words(tag, text):
    return [text[slice(*timex.span)] for timex in find_times_in(text, LEXICON.packs[tag])]


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "On Monday evening the court, founded in 1920, met.", ["Monday evening", "1920"]),
        ("en", "He left at 6 a.m. on Sunday, two days later.", ["6 a.m. on Sunday", "two days later"]),
        ("sv", "Tåget gick klockan 9.15 på lördagen.", ["klockan 9.15 på lördagen"]),
        ("sv", "I slutet av förra månaden avgick hon.", ["slutet av förra månaden"]),
        ("sv", "Hon avgick fredagen den 7 juni.", ["fredagen den 7 juni"]),
        (
            "de",
            "In der Nacht zum Sonntag brannte es vom 12. bis 14. März.",
            ["der Nacht zum Sonntag", "12. bis 14. März"],
        ),
        ("de", "Heuer kamen im Jänner mehr.", ["Heuer", "Jänner"]),
        ("de", "Am Sonntag um 18 Uhr, am Montag 20 Uhr.", ["Sonntag", "18 Uhr", "Montag 20 Uhr"]),
        ("en", "It took two years and three months.", ["two years and three months"]),
        ("en", "In the first five months of 2012, not on 1700 GMT.", ["the first five months of 2012", "1700 GMT"]),
        (
            "sv",
            "Larmet kom halv åtta, för ett år och två månader sedan.",
            ["halv åtta", "för ett år och två månader sedan"],
        ),
        ("fr", "Du 28 avril au 3 mai 2016, et dans la nuit de lundi.", ["28 avril au 3 mai 2016", "la nuit de lundi"]),
        ("de", "Markt am 3.12.2013            17.00 Uhr", ["3.12.2013", "17.00 Uhr"]),
        ("fr", "Le 3 mai dernier, il est parti hier soir.", ["Le 3 mai dernier", "hier soir"]),
    ],
)
def test_extents(tag, text, expected):
    """An expression is marked whole, without the preposition before it."""
    found = words(tag, text)
    assert expected == [each for each in found if each in expected]


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "141 of 193 members backed resolution 1325 in Room 1982 by 5-4."),
        ("en", "Autumn Reed and Wed Marchant read the Sunday Times on Mars."),
        ("en", "He may march on; a 34-year-old man is 70 years old."),
        ("sv", "Vår regering köpte 2020 väskor och 1 850 kronor på väg 1990."),
        ("sv", "Juni Söderberg bor på Vintergatan 12–14 i Midsommarkransen."),
        ("de", "Frau Mai und Herr Sommer wohnen in Berlin-Mitte, Artikel 14."),
        ("de", "Der Preis sank auf 1890 Mark, Telefon 0711 2001 1999."),
        ("fr", "Il a été élu par 2000 personnes."),
        ("fr", "Il habite rue du 11-Novembre."),
        ("en", "On the 14th floor, 2001 of them and 1700 homes stood empty."),
        ("de", "Zutritt ab 16 Jahren, in der 30er Zone."),
    ],
)
def test_what_looks_like_a_time_and_is_none(tag, text):
    """Numbers, names and homographs are no times."""
    assert [] == words(tag, text)


@pytest.mark.parametrize(
    ("tag", "text", "value"),
    [
        ("en", "Friday", "XXXX-WXX-5"),
        ("en", "March 7", "XXXX-03-07"),
        ("sv", "i slutet av mars", "XXXX-03"),
        ("sv", "klockan 20", "XXXX-XX-XXT20:00"),
        ("de", "KW 12", "XXXX-W12"),
        ("de", "14. Oktober 2011", "2011-10-14"),
        ("fr", "récemment", "PAST_REF"),
    ],
)
def test_open_values(tag, text, value):
    """What only a day of publication can tell stays X in the value of the words."""
    assert [value] == [timex.value for timex in find_times_in(text, LEXICON.packs[tag])]


PIECES = st.sampled_from(
    ["Monday", "March", "7", "2014", "last", "week", "the", "of", "on", "-", ",", ".", "\n", " ", "and", "to", "8:30",
     "pm", "i", "fredags", "den", "maj", "förra", "året", "3.", "Mai", "bis", "Montag", "im", "le", "été", "x", "'s",
     "halv", "half", "past", "åtta", "Uhr", "eine", "halbe", "several", "two", "years", "and", "three", "months", "ago",
     "vor", "Jahren", "för", "år", "sedan", "il y a", "ans", "et", "mois", "1745", "GMT", "th", "/", "first", "last",
     "Wochen", "o'clock", "heures", "demie", "Maiwoche", "weekend", "Easter", "same", "period", "premiers", "en huit"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join), st.sampled_from(["en", "sv", "de", "fr"]))
def test_spans_cut_out_their_words(text, tag):
    """Spans lie within their sentence, in order, never overlap and never begin or end with white space."""
    article = plain_article(text, tag)
    end = 0
    for timex in find_times(article, LEXICON.packs):
        assert end <= timex.span.start < timex.span.end
        surface = text[slice(*timex.span)]
        assert surface == surface.strip() != ""
        sentence = article.sentences[timex.sentence].span
        assert sentence.start <= timex.span.start
        assert timex.span.end <= sentence.end
        end = timex.span.end


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=16).map(" ".join), st.sampled_from(["en", "sv", "de", "fr"]))
def test_any_words_can_be_dated(text, tag):
    """Every expression found can be closed on a day, or stays open; no order of words stops the program."""
    article = plain_article(text, tag)
    times = find_times(article, LEXICON.packs)
    anchored = resolve(Document(article, times), date(2024, 5, 15))
    assert [each.timex.span for each in anchored] == [timex.span for timex in times]


@given(st.text(alphabet="aB1. !?\n\"'”–Å", max_size=80))
def test_plain_sentences_leave_nothing_out(text):
    """The plain sentences of a text join to the text."""
    assert text == "".join(text[slice(*span)] for span in plain_spans(text))


def test_a_language_without_pack_has_no_times():
    """In a text no pack reads there are no times, and no error."""
    assert () == find_times(plain_article("maandag 3 mei", "nl"), LEXICON.packs)
