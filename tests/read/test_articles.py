"""Articles as bytes: encodings, front matter, what is known of them, where their day comes from."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.model import Article, Basis, Label
from dateline.core.problems import Problems
from dateline.lexicon.language import Lexicon
from dateline.read import lines
from dateline.read.articles import normalise, outline_article, read_article, read_known, read_text
from dateline.read.outlines import outline, repeated_lines
from dateline.read.units import Unit

LEXICON = Lexicon()
BODY = "Regeringen avgick på fredagen. Det meddelade statsministern i Åbo."


def _read(data: bytes | str, path: str = "seeds/n1.txt", **known: str) -> tuple[Article | None, Problems]:
    problems = Problems()
    raw = data.encode() if isinstance(data, str) else data
    return read_article(path, raw, known or None, LEXICON, problems), problems


def _article(data: bytes | str, path: str = "seeds/n1.txt", **known: str) -> Article:
    article, _ = _read(data, path, **known)
    assert article is not None
    return article


@pytest.mark.parametrize(
    "data",
    [BODY.encode(), b"\xef\xbb\xbf" + BODY.encode(), BODY.encode("utf-16"), BODY.encode("cp1252")],
    ids=["utf-8", "utf-8 with mark", "utf-16", "windows-1252"],
)
def test_encodings_are_told_apart(data: bytes) -> None:
    """UTF-8 with and without its mark, UTF-16 and Windows-1252 give the same text."""
    assert BODY == _article(data).text


def test_windows_1252_is_noted_with_its_line() -> None:
    """Text that is not UTF-8 is read all the same, and the reader told where the doubt begins."""
    _, problems = _read(b"F\xc3\xb6rsta raden.\nAndra \xe5r.")
    assert ["seeds/n1.txt:2: note"] == [str(problem).rsplit(":", 1)[0] for problem in problems]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-article"),
        (b" \n\t\n", "empty-article"),
        (b"---\ntitle: Fred\n---\n\n", "empty-article"),
        (bytes(range(256)) * 8, "binary-article"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary-article"),
        (b"x" * 10_000_001, "too-large"),
    ],
)
def test_what_is_no_article_is_one_problem(data: bytes, code: str) -> None:
    """Empty, binary and huge files are reported in one line each and give no article."""
    article, problems = _read(data)
    assert article is None
    assert [code] == [problem.code for problem in problems]


def test_front_matter_comes_before_the_record() -> None:
    """A value in the file wins over articles.yaml; what only the record knows is kept."""
    article = _article(f"---\ntitle: Avgången\npublished: 2031-03\n---\n{BODY}", title="Annat", publisher="TT")
    assert ("Avgången", "2031-03", "TT") == (
        article.title,
        article.published and article.published.edtf,
        article.publisher,
    )
    assert BODY == article.text


def test_offsets_lead_back_behind_the_front_matter() -> None:
    """Each code point of the text knows where it stood in the file, front matter and all."""
    raw = f"---\r\ntitle: Avgången\r\n---\r\n{BODY}"
    article = _article(raw)
    assert article.offsets is not None
    assert raw.index("Regeringen") == article.offsets[0]


def test_mistakes_in_front_matter_are_shown_where_they_stand() -> None:
    """An unknown key and an impossible date are problems with line and column, and count as absent."""
    article, problems = _read(f"---\npublicerad: 2031\npublished: 2031-02-31\n---\n{BODY}")
    assert article is not None
    assert article.published is None
    assert ["seeds/n1.txt:2:1", "seeds/n1.txt:3:12"] == [str(problem.place) for problem in problems]


def test_a_rule_of_dashes_is_no_front_matter() -> None:
    """A line of dashes with prose behind it belongs to the text."""
    text = f"---\n{BODY}\n---\nSlut på det."
    assert text == _article(text).text


def test_records_are_read_by_name_with_their_mistakes() -> None:
    """articles.yaml gives values by file name; a wrong key names the one that was meant."""
    problems = Problems()
    known = read_known(b"a.txt: {language: sv, published: '[2022-10-15..2022-10-16]'}\nb: {titel: X}\n", problems)
    assert {"language": "sv", "published": "[2022-10-15..2022-10-16]"} == known["a.txt"]
    assert ["did you mean 'title'?"] == [problem.hint for problem in problems]


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("OSLO, 3 May 2023 (NTB) – The government resigned.", "a.txt", ("2023-05-03", Basis.HEAD)),
        (
            "Regierung tritt ab\n\nBerlin, 12. März 2022 (dpa) - Der Kanzler ging am Freitag.",
            "a.txt",
            ("2022-03-12", Basis.HEAD),
        ),
        ("Quake hits town\n\nDecember 10, 2013\n\nA quake hit the town today.", "a.txt", ("2013-12-10", Basis.HEAD)),
        ("Rubrik här\nPublicerad: 2023-06-17 kl 12.30\n\nDet small i natt.", "a.txt", ("2023-06-17", Basis.HEAD)),
        ("Le pont rouvre\nPublié le 17 juin 2023 à 18h32\n\nIl a rouvert hier.", "a.txt", ("2023-06-17", Basis.HEAD)),
        ("MOSCOW, Oct 14 (Reuters) - Russia said no.", "reuters-2022-10-14.txt", ("2022-10-14", Basis.HEAD)),
        (
            "Uppdaterad 2022-10-15 Publicerad 2022-10-14\nRubrik här\n\nDet small i natt.",
            "a.txt",
            ("2022-10-14", Basis.HEAD),
        ),
        ("Quake hits town\nBy ANN LEE  OCT. 14, 2022\n\nA quake hit it.", "a.txt", ("2022-10-14", Basis.HEAD)),
        ("Thursday, March 14, 2013 An earthquake hit the town.", "a.txt", ("2013-03-14", Basis.HEAD)),
        ("Treaty of 3 May 2019 signed again\n\nThe ministers met.", "a.txt", (None, Basis.UNKNOWN)),
        ("Det small i natt i staden.", "tt-2031-03-14-halmvik.txt", ("2031-03-14", Basis.DOCUMENT)),
        ("MOSCOW, Oct 14 (Reuters) - Russia said no.", "a.txt", (None, Basis.UNKNOWN)),
        ("Det small den 3 maj 2020 i staden.", "81e2e5563401476a.txt", (None, Basis.UNKNOWN)),
    ],
)
def test_the_day_of_publication(text: str, path: str, expected: tuple[str | None, Basis]) -> None:
    """A head or date line gives the day, the file's name a weaker one, a date told in the text none."""
    article = _article(text, path)
    assert expected == (article.published and article.published.edtf, article.published_basis)


def test_a_given_day_is_the_day() -> None:
    """What articles.yaml says comes before what the text shows."""
    article = _article("OSLO, 3 May 2023 (NTB) – The government resigned.", published="2023-05-04")
    assert ("2023-05-04", Basis.GIVEN) == (article.published and article.published.edtf, article.published_basis)


def test_the_title_is_not_invented() -> None:
    """A first line that is a sentence is the lede, and the article has no title."""
    article = _article(f"{BODY}\n\n{BODY}")
    assert (None, Label.LEDE) == (article.title, article.paragraphs[0].label)


def test_a_paragraph_in_another_language_is_read_as_its_own() -> None:
    """Quoted English in a Swedish article is English; the document stays Swedish."""
    english = "The members of the alliance said that they would not have been there without the help of their friends."
    swedish = "Det är inte första gången som landets regering avgår, och många tror att det blir nyval efter jul. " * 2
    article = _article(f"{swedish}\n\n{english}\n\n{swedish}")
    assert ("sv", ["sv", "en", "sv"]) == (article.language, [paragraph.language for paragraph in article.paragraphs])


def test_a_language_without_a_pack_is_nobodys() -> None:
    """Danish is not taken for Swedish: no pack reads it."""
    article = _article("Ministeren sagde, at de ikke ville mødes igen efter mødet. Hvad der så skete, er uvist.")
    assert (None, None) == (article.language, article.paragraphs[0].language)


def test_soft_hyphens_and_decomposed_letters_keep_their_offsets() -> None:
    """The text is NFC without soft hyphens, and every code point leads back to where it stood."""
    raw = "Re\u00adgeringen i A\u030abo av\u00adgick."
    article = read_text("x", raw, LEXICON)
    assert "Regeringen i Åbo avgick." == article.text
    assert article.offsets is not None
    assert raw.index("A\u030a") == article.offsets[article.text.index("Å")]
    assert raw.index("gick") == article.offsets[article.text.index("gick")]


def test_text_that_needs_no_change_has_no_map() -> None:
    """Offsets are None when they would all be equal."""
    assert read_text("x", BODY, LEXICON).offsets is None


def test_lines_of_three_articles_belong_to_the_page() -> None:
    """A line that stands in three articles is found whatever it says, its digits aside, and read as furniture."""
    texts = [
        f"Rubrik {i} här\n\nDet small i staden {word}.\n\nVi ses kl. {i} i rutan varje dag!"
        for i, word in enumerate("abc")
    ]
    articles = [_article(text, f"{i}.txt") for i, text in enumerate(texts)]
    repeated = repeated_lines(outline(article) for article in articles)
    again = read_article("0.txt", texts[0].encode(), None, LEXICON, Problems(), repeated=repeated)
    assert again is not None
    assert Label.LIST_NAV == again.labels[-1][1]
    assert Label.LEDE == again.labels[1][1]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("n1.txt", "Rubrik här\n\nDet small i Åbo 3 maj.\n\nVi ses kl. 9!".encode()),
        ("n1.txt", "Rubrik här\r\n\r\nDet small i Åbo, sade man. Foto: S. Berg/TT".encode("cp1252")),
        ("n1.md", b"---\ntitle: Smoke\npublished: soon\n---\n# Smoke\n\nIt burned on Friday.\n\n## Then\n\nIt rained."),
        ("n1.txt", b"   "),
    ],
)
def test_an_outline_is_that_of_the_article_read(name: str, data: bytes) -> None:
    """An outline drawn of the bytes is that of the article read of them, and the same problems are told."""
    drawn, read = Problems(), Problems()
    article = read_article(name, data, None, LEXICON, read)
    assert (outline(article) if article else None) == outline_article(name, data, None, LEXICON, drawn)
    assert list(read) == list(drawn)


def test_headings_and_images_of_markdown_are_read() -> None:
    """In an md file number signs make the title and subheads, without being part of them, and an image is a caption."""
    article = _article(f"# Regeringen avgick.\n\n![Åbo](a.png)\n\n{BODY}\n\n## Vad händer nu?\n\n{BODY} Ja.", "n1.md")
    assert ["title", "caption", "lede", "subhead", "body"] == [paragraph.label for paragraph in article.paragraphs]
    assert "Regeringen avgick." == article.title


def test_no_records_are_no_problem() -> None:
    """A project without articles.yaml knows nothing of its articles, and need not."""
    problems = Problems()
    assert ({}, 0) == (read_known(None, problems), len(problems))


# ------------------------------------------------------------------------------------------------------- properties

_SPEECH = ("”Nej”, sade han. ", "– Ja, säger hon. ", '"x ', "„Ja“ ", "«")
_LINES = ("\n", "\n\n", "\r\n", "Foto: X/TT", "Leave a Reply", "• a", "Fakta\n", "a,\nb ", "OSLO (NTB) – ")
_SIGNS = ("Hej. ", "U.S. ", "&amp; ", "den 3. mars ", "12.30 ", "\u00ad", "A\u030a", "\ufeff")
_PIECES = st.sampled_from(_SPEECH + _LINES + _SIGNS)


@settings(max_examples=120, deadline=None)
@given(st.lists(_PIECES, min_size=1, max_size=40).map("".join) | st.text(max_size=200))
def test_spans_cut_out_their_words(raw: str) -> None:
    """Tokens lie in order inside sentences, sentences in paragraphs, and labels cover all lines, whatever the text."""
    article = read_text("x", raw, LEXICON)
    assert unicodedata.is_normalized("NFC", article.text)
    position = 0
    for sentence in article.sentences:
        paragraph = article.paragraphs[sentence.paragraph].span
        assert paragraph.start <= sentence.span.start < sentence.span.end <= paragraph.end
        for token in sentence.tokens:
            assert position <= token.start < token.end <= sentence.span.end
            assert "&" in article.text[token.start : token.end] or token.text == article.text[token.start : token.end]
            position = token.end
        for quote in sentence.quotes:
            assert sentence.span.start <= quote.start < quote.end <= sentence.span.end
    covered = "".join(article.text[span.start : span.end] for span, _ in article.labels)
    assert "".join(article.text.split()) == "".join(covered.split())


@settings(max_examples=120, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_stop_a_run(data: bytes) -> None:
    """Any bytes give an article or a problem, never an exception."""
    article, problems = _read(data)
    assert article is not None or problems.has_errors


@settings(max_examples=120, deadline=None)
@given(st.text(alphabet="aA\u030a\u0301\u00ad\r\n\u1100\u1161\u11a8é ", max_size=30))
def test_normal_form_is_that_of_the_whole(raw: str) -> None:
    """Piecewise composition gives the NFC of the whole text, and as many offsets as code points."""
    text, offsets = normalise(raw, 0)
    plain = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\u00ad", "")
    assert unicodedata.normalize("NFC", plain) == text
    assert offsets is None or (len(text) == len(offsets) and list(offsets) == sorted(offsets))


@pytest.mark.parametrize("repeated", [(), ("follow us",), ("storm",)])
@pytest.mark.parametrize(("path", "expected"), [("seeds/n9.txt", 1), ("seeds/n9.md", 2)])
def test_lines_are_cut_once_for_outline_and_reading(
    monkeypatch: pytest.MonkeyPatch, repeated: tuple[str, ...], path: str, expected: int
) -> None:
    """The lines of an article read after its outline was drawn are not cut again, and it is the same as one read at
    once, whatever lines turned out to be the page's."""
    count = 0
    cut_units = lines.cut_units

    def counting(*args: Any, **options: Any) -> list[Unit]:
        nonlocal count
        count += 1
        return cut_units(*args, **options)

    data = f"Storm\n\n{BODY}\n\nFollow us\n".encode()
    found = frozenset(repeated)
    at_once = read_article(path, data, None, LEXICON, Problems(), repeated=found)
    monkeypatch.setattr(lines, "cut_units", counting)
    outline_article(path, data, None, LEXICON, Problems())
    assert at_once == read_article(path, data, None, LEXICON, Problems(), repeated=found)
    assert expected == count
