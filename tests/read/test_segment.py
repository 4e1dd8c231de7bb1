"""Tokens, sentences and direct speech."""

from __future__ import annotations

import pytest

from dateline.core.model import Span
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_text
from dateline.read.segment import split_sentences, tokenize

LEXICON = Lexicon()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("FN:s råd i USA:s", ["FN:s", "råd", "i", "USA:s"]),
        ("U.S.-led don't", ["U.S.-led", "don't"]),
        ("3,5 miljoner kl. 20:15", ["3,5", "miljoner", "kl", ".", "20:15"]),
        ("am 4. März um 9.30.", ["am", "4.", "März", "um", "9.30", "."]),
        ("seit dem 24.12. in Wien. 5", ["seit", "dem", "24.12.", "in", "Wien", ".", "5"]),
        ("70-årsdag, F-16", ["70-årsdag", ",", "F-16"]),
        ("M&uuml;nchen &amp;&nbsp;Wien", ["München", "&", "Wien"]),
        ("”Nej”…", ["”", "Nej", "”", "…"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    """Hyphens, apostrophes, acronyms, ordinals and colon genitives stay whole; entities are what they mean."""
    assert tokens == [token.text for token in tokenize(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("sv", ["Han kom den 3. mars.", "Hon kom senare."]),
        ("sv", ["Varför?", "Det vet ingen.", "– Nej!"]),
        ("de", ["Das war am 12. März um 9 Uhr.", "Danach kam die 3. Kammer."]),
        ("de", ["Er kam am 7. 9. 1968 nach Wien.", "Am 3. Mai 1970 ging er."]),
        ("en", ["A quake of 4. 6 hit.", "It was 5 p.m. in L.A. on Sunday."]),
        ("en", ['He said "no. "', "Then he left."]),
        ("en", ["It rained.[12]", "Then it snowed."]),
    ],
)
def test_sentences(language: str, sentences: list[str]) -> None:
    """Sentences end at their stops, closing marks included, and not at dates, decimals or abbreviations."""
    text = " ".join(sentences)
    found = split_sentences(text, Span(0, len(text)), LEXICON.packs[language].basics)
    assert sentences == [text[span.start : span.end] for span in found]


def test_sentences_glued_together_are_parted() -> None:
    """A missing space after a stop does not make two sentences one when the next word begins sentences."""
    text = "Det tog nio månader.Det var länge."
    assert 2 == len(split_sentences(text, Span(0, len(text)), LEXICON.packs["sv"].basics))


def _quotes(text: str, language: str = "en") -> list[str]:
    article = read_text("x", text, LEXICON, language=language)
    return [article.text[quote.start : quote.end] for sentence in article.sentences for quote in sentence.quotes]


@pytest.mark.parametrize(
    ("language", "text", "quotes"),
    [
        ("en", "“We will never go back there,” he said. “Never again in our lives.”",
         ["We will never go back there,", "Never again in our lives."]),
        ("en", 'It appears as a "paper tiger" again.', []),
        ("en", 'He spoke at the "Conference on Interaction and Confidence Building Measures" there.', []),
        ("en", "'We will never go back there,' he said.", ["We will never go back there,"]),
        ("en", "The states' rights and the people's will were the two main points.", []),
        ("sv", "– Den är ihålig. Det är märkligt, säger Engvall.", ["Den är ihålig.", "Det är märkligt"]),
        ("sv", "– Kommer de tillbaka? undrar hon.", ["Kommer de tillbaka?"]),
        ("sv", "– Det blir nog bra, tror jag, och sedan åker vi.", ["Det blir nog bra, tror jag, och sedan åker vi."]),
        ("sv", "Det var bra – en sådan dag.", []),
        ("de", "„Man müsste ihn heben“, sagt Groß. „Das wird diesen Herbst nichts.“",
         ["Man müsste ihn heben", "Das wird diesen Herbst nichts."]),
        ("de", "Der sogenannte „Geisterkahn“ fährt weiter.", []),
        ("de", "»Das glaube ich auf keinen Fall«, sagte er.", ["Das glaube ich auf keinen Fall"]),
    ],
)  # fmt: skip
def test_direct_speech(language: str, text: str, quotes: list[str]) -> None:
    """Paired marks of every style and dashes hold speech; names, scare quotes and genitives do not."""
    assert quotes == _quotes(text, language)


def test_a_quote_that_runs_on_is_closed_by_the_next_paragraph() -> None:
    """A quotation over two paragraphs is speech in both, however the second begins."""
    assert ["I would not sail in this weather.", "The sea is no place for a barge,"] == _quotes(
        "Holm was bitter. “I would not sail in this weather.\n\nThe sea is no place for a barge,” Holm said."
    )


def test_the_head_is_a_sentence_of_its_own() -> None:
    """The place and date before the lede do not run into its first clause."""
    article = read_text("x", "OSLO, 3 May (NTB) – The court ruled. It was late.", LEXICON)
    assert ["OSLO, 3 May (NTB) –", "The court ruled.", "It was late."] == [
        article.text[sentence.span.start : sentence.span.end] for sentence in article.sentences
    ]
