"""Lines: what each is, and which belong together."""

from __future__ import annotations

import pytest

from dateline.core.model import Label
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_text

LEXICON = Lexicon()
EN = "The ministers met in Oslo on Friday and signed a treaty on fishing. They will meet again."
SV = "Ministrarna möttes i Oslo på fredagen och skrev under ett avtal om fiske. De ska mötas igen."
DE = "Die Minister trafen sich am Freitag in Oslo und unterzeichneten ein Abkommen über Fischerei."


def _labels(text: str, title: str | None = None) -> dict[str, str]:
    article = read_text("x", text, LEXICON, title=title)
    return {article.text[span.start : span.end]: label.value for span, label in article.labels}


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Ferrymen meet in HalmvikAnna Lind/Getty Images", "caption"),
        ("Ministrarna i Oslo i fredags.Foto: Ann Ek/TT", "caption"),
        ("Das Treffen in OsloFoto: dpa", "caption"),
        ("(AP Photo/John Smith)", "caption"),
        ("• Follow I follow", "promo"),
        ("Read also: The fishing war", "promo"),
        ("Läs också: Fiskekriget", "promo"),
        ("Mehr zum Thema: Fischerei &amp; Meer", "promo"),
        ("Do you have any feedback? Write us! [email protected]", "promo"),
        ("Tipsa oss! tips@tidningen.example", "promo"),
        ("Share this articleFacebookXCopy link", "promo"),
        ("The Daily · Subscribe for 49 a month", "promo"),
        ("A quiet sea", "subhead"),
        ("Lugn sjö?", "subhead"),
        ("Facts: The treaty", "subhead"),
        ("(TT-AFP)", "byline"),
        ("But the sea is quiet.", "body"),
        ("– Det är lugnt.", "body"),
        ("Share prices in the fishing company fell on Monday.", "body"),
        ("He was photographed by AFP in May when the treaty was signed.", "body"),
    ],
)
def test_a_line_in_the_middle(line: str, label: str) -> None:
    """Captions, promotion, headings and signatures are told from sentences, in any language of the lexicon."""
    assert label == _labels(f"{EN}\n\n{EN} Once.\n\n{line}\n\n{EN} Again.\n\n{EN} Thrice.")[line]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Treaty signed in Oslo\n\n{EN}", ["title", "lede"]),
        (f"Treaty signed in Oslo\nBy Ann Lee in Oslo\n\n{EN}", ["title", "byline", "lede"]),
        (f"Avtal i Oslo\nAnalys av Ann Ek, utrikesreporter\n\n{SV}", ["title", "byline", "lede"]),
        (f"Abkommen in Oslo\nVon Anna Groß, Oslo\n\n{DE}", ["title", "byline", "lede"]),
        (f"{EN}\n\n{EN} Soon.", ["lede", "body"]),
        (f"World\nTreaty signed in Oslo\n\n{EN}", ["list_nav", "title", "lede"]),
        (f"War on fish\nTreaty signed in Oslo\n\n{EN}", ["list_nav", "title", "lede"]),
        (f"Treaty signed\nPhoto: AFP\n\n{EN}", ["title", "caption", "lede"]),
        (f"Treaty signed\n14 March 2013\n\n{EN}", ["title", "byline", "lede"]),
        (f"Treaty signed\n\nFor years they fished.\n\nOSLO (AP) — {EN}", ["title", "lede", "lede"]),
    ],
)
def test_the_head_of_an_article(text: str, expected: list[str]) -> None:
    """Title, byline and lede are found at the top; a first sentence is no title; a head opens the lede."""
    assert expected == list(_labels(text).values())


def test_a_given_title_is_found_among_the_first_lines() -> None:
    """The title known from elsewhere labels its line even behind a kicker and with other quotation marks."""
    labels = _labels(f"Fishing\n“Treaty” signed.\n\n{EN}", title='"Treaty" signed.')
    assert "title" == labels["“Treaty” signed."]


def test_a_comment_form_takes_the_rest() -> None:
    """From the first line of a comment form near the end everything belongs to it."""
    labels = _labels(
        f"Treaty signed\n\n{EN}\n\n{EN} More.\n\n{EN} Most.\n\nLeave a Reply\n\nI like fish very much, said Bob."
    )
    assert ("comment_form", "comment_form") == (labels["Leave a Reply"], labels["I like fish very much, said Bob."])


def test_the_words_of_a_comment_form_early_on_cut_nothing() -> None:
    """The same words before the last third are a line like others."""
    labels = _labels(f"Treaty signed\n\nComments are closed\n\n{EN}\n\n{EN} More.\n\n{EN} Most.")
    assert "comment_form" not in labels.values()


def test_a_fact_box_lasts_until_the_next_heading() -> None:
    """Lines behind the heading of a fact box are its own; a new subhead ends it."""
    labels = _labels(f"{SV}\nFakta: Fisket\nFisket började 1820.\nNy tid\n{SV} Så är det.")
    assert ("fact_box", "subhead", "body") == (
        labels["Fisket började 1820."],
        labels["Ny tid"],
        labels[f"{SV} Så är det."],
    )


def test_a_tight_fact_box_ends_at_the_blank_line() -> None:
    """Where paragraphs are set apart by blank lines, a box without them ends at the next one."""
    labels = _labels(f"{SV}\n\n{SV} Ja.\n\nFakta\nFisket började 1820.\n\n{SV} Nej.\n\n{SV} Så.")
    assert ("fact_box", "body") == (labels["Fisket började 1820."], labels[f"{SV} Nej."])


def test_a_name_over_a_role_is_a_byline() -> None:
    """A correspondent presented in the middle of a text is no part of the telling."""
    labels = _labels(f"{EN}\n\n{EN} Yes.\n\nFrederick Holm\n\nPolitical correspondent for Norway in Oslo.\n\n{EN} No.")
    assert ("byline", "byline") == (labels["Frederick Holm"], labels["Political correspondent for Norway in Oslo."])


def test_an_author_told_in_fragments_is_no_text() -> None:
    """A run of fragments next to a name is a biography, and the name a byline."""
    bio = '"Web junkie. Unapologetic cook. Introvert. Travel fanatic."'
    labels = _labels(f"{EN}\n\n{EN} Yes.\n\nAmbrose Holm\n\n{bio}")
    assert ("byline", "author_bio") == (labels["Ambrose Holm"], labels[bio])


def test_a_caption_glued_to_the_lede_is_split_off() -> None:
    """`…/AgencyOSLO, Oct 16 - The …` is a caption and a lede, each with its own span."""
    article = read_text("x", f"Vote in Oslo\n\nVoters on Sunday. Photo: S. Berg/AgencyOSLO, Oct 16 - {EN}", LEXICON)
    assert [Label.TITLE, Label.CAPTION, Label.LEDE] == [paragraph.label for paragraph in article.paragraphs]
    assert article.head is not None
    assert "OSLO, Oct 16 - " == article.text[article.head.start : article.head.end]


def test_teasers_near_the_end_are_no_telling() -> None:
    """Behind a heading for related articles near the end, even whole sentences tell of something else."""
    labels = _labels(f"Treaty signed\n\n{EN}\n\n{EN} More.\n\n{EN} Most.\n\nRelated articles\n\nA bridge fell in Riga.")
    assert "list_nav" == labels["A bridge fell in Riga."]


def test_the_words_above_a_credit_are_its_caption() -> None:
    """A paragraph right above a line of credits belongs to the picture, though it ends in a stop."""
    labels = _labels(f"Treaty signed\n\n{EN}\n\nThe four in the harbour on Friday.\nPhoto: Ann Lee/AFP\n\n{EN} More.")
    assert "caption" == labels["The four in the harbour on Friday."]


def test_notes_on_the_author_at_the_end_are_no_telling() -> None:
    """Who else wrote, and what the author does, is said in sentences and tells nothing."""
    labels = _labels(f"Treaty signed\n\n{EN}\n\n{EN} More.\n\nThe author is a fisherman in Oslo.")
    assert "author_bio" == labels["The author is a fisherman in Oslo."]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("More than 200 died in May;\n\nthey were all soldiers of the north.", 1),
        ("The leaders of both states,\n\nTajik Rahmon and Kyrgyz Shaparov agreed on a truce.", 1),
        ("The harbour master left the quay on Friday after\nthe last eel had been sold.", 1),
        ("The harbour master left.\n\nThe last eel was sold.", 2),
        ("Så sade presidenten i sitt långa tal:\n– Vi respekterar alla.", 2),
    ],
)
def test_broken_lines_are_rejoined(text: str, count: int) -> None:
    """A line that ends or begins in the middle of a sentence belongs to the one beside it; speech begins anew."""
    assert count == len(read_text("x", text, LEXICON).paragraphs)


def test_lines_broken_by_width_are_rejoined() -> None:
    """Text wrapped at a column is read as the paragraphs it was."""
    text = (
        "The ministers of the four countries met in the harbour of Oslo on\n"
        "Friday morning and signed, after nine hours of talks, a treaty on\n"
        "fishing in the northern waters. The treaty is to last for ten years\n"
        "and ends a quarrel.\n"
        "Fishermen protested outside the building and threw herring at the\n"
        "windows until the police drove them away in the late afternoon with\n"
        "water.\n"
    )
    assert 2 == len(read_text("x", text, LEXICON).paragraphs)


def test_sections_grow_at_subheads() -> None:
    """Each subhead opens a section, and belongs to it."""
    article = read_text("x", f"{SV}\nNy tid\n{SV} Ja.\nGammal tid\n{SV} Nej.", LEXICON)
    assert [0, 1, 1, 2, 2] == [paragraph.section for paragraph in article.paragraphs]
