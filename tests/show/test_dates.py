"""Dates in words."""

from __future__ import annotations

import pytest

from dateline.core.when import When
from dateline.show.dates import DateWords, machine
from tests.show.makers import LEXICON

_PHRASES = [
    ("2022-10-14", "14 October 2022", "14 oktober 2022", "14. Oktober 2022", "14 octobre 2022"),
    ("2022-10", "October 2022", "oktober 2022", "Oktober 2022", "octobre 2022"),
    ("1850~", "about 1850", "omkring 1850", "um 1850", "vers 1850"),
    (
        "1991-12-25~",
        "about 25 December 1991",
        "omkring den 25 december 1991",
        "um den 25. Dezember 1991",
        "vers le 25 décembre 1991",
    ),
    ("2022-10-14?", "probably 14 October 2022", "troligen 14 oktober 2022", "wahrscheinlich 14. Oktober 2022", None),
    ("2023-24", "winter 2023/24", "vintern 2023/24", "Winter 2023/24", "hiver 2023/24"),
    ("2022-33", "first quarter of 2022", "första kvartalet 2022", "erstes Quartal 2022", "premier trimestre 2022"),
    ("2022-41", "second half of 2022", "andra halvåret 2022", "zweites Halbjahr 2022", "second semestre 2022"),
    ("199X", "the 1990s", "1990-talet", "1990er Jahre", "les années 1990"),
    ("19XX", "the 20th century", "1900-talet", "20. Jahrhundert", "20e siècle"),
    ("20XX", "the 21st century", "2000-talet", "21. Jahrhundert", "21e siècle"),
    ("-0044", "45 BCE", "45 f.Kr.", "45 v. Chr.", "45 av. J.-C."),
    ("XXXX-10-14", "14 October, year unknown", "14 oktober, okänt år", None, None),
    ("[2022-03-11..2022-03-20]", "mid-March 2022", "mitten av mars 2022", "Mitte März 2022", "mi-mars 2022"),
    (
        "[2022-02-21..2022-02-28]",
        "late February 2022",
        "slutet av februari 2022",
        "Ende Februar 2022",
        "fin février 2022",
    ),
    (
        "[2022-09-13..2022-09-16]",
        "between 13 and 16 September 2022",
        "mellan den 13 och 16 september 2022",
        "zwischen dem 13. und 16. September 2022",
        "entre le 13 et le 16 septembre 2022",
    ),
    (
        "[2022-10-15..2022-10-16]",
        "15 or 16 October 2022",
        "15 eller 16 oktober 2022",
        "15. oder 16. Oktober 2022",
        None,
    ),
    ("[2022-10-13,2022-10-15]", "13 or 15 October 2022", "13 eller 15 oktober 2022", "13. oder 15. Oktober 2022", None),
    ("[2022-10-10..2022-10-16]", "in the week of 10 October 2022", "veckan från 10 oktober 2022", None, None),
    (
        "[2022-03..2022-05]",
        "between March and May 2022",
        "mellan mars och maj 2022",
        "zwischen März und Mai 2022",
        None,
    ),
    ("[../2022-01-07]", "on or before 7 January 2022", "senast 7 januari 2022", "spätestens am 7. Januar 2022", None),
    ("[2022-05..]", "in or after May 2022", "tidigast maj 2022", "frühestens Mai 2022", None),
    ("2022-10-13/2022-10-14", "13–14 October 2022", "13–14 oktober 2022", "13.–14. Oktober 2022", None),
    ("2022-09-28/2022-10-03", "28 September – 3 October 2022", None, "28. September – 3. Oktober 2022", None),
    (
        "2022-01-01/..",
        "since 1 January 2022",
        "sedan 1 januari 2022",
        "seit dem 1. Januar 2022",
        "depuis le 1er janvier 2022",
    ),
]


@pytest.mark.parametrize(
    ("tag", "edtf", "expected"),
    [
        (tag, row[0], phrase)
        for row in _PHRASES
        for tag, phrase in zip(("en", "sv", "de", "fr"), row[1:], strict=True)
        if phrase
    ],
)
def test_date_is_said_as_people_of_that_language_write_it(tag, edtf, expected):
    """A date is a phrase of the language, with its uncertainty in words."""
    interface = LEXICON.packs[tag].interface
    assert expected == DateWords(interface).phrase(When.parse(edtf))


@pytest.mark.parametrize("tag", ["en", "sv", "de", "fr"])
def test_an_undated_entry_says_so(tag):
    """Without a date the words say that, and there is no machine form."""
    text = DateWords(LEXICON.packs[tag].interface).text(None)
    assert text.phrase
    assert "" == text.machine


@pytest.mark.parametrize(
    ("edtf", "rail", "weekday"),
    [
        ("2022-10-14", "14", "Fri"),
        ("[2022-09-13..2022-09-16]", "13–16", ""),
        ("[2022-03-11..2022-03-20]", "mid", ""),
        ("2022-10", "Oct", ""),
        ("2022-09-28/2022-10-03", "28 September – 3 October 2022", ""),
        ("1066-10-14", "14", ""),
        ("1991-12-25~", "about 25 December 1991", ""),
    ],
)
def test_rail_says_only_what_year_and_month_above_do_not(edtf, rail, weekday):
    """In the margin a date is as short as it can be; a weekday stands only where our calendar was in use."""
    text = DateWords(LEXICON.packs["en"].interface).text(When.parse(edtf))
    assert (rail, weekday) == (text.rail, text.weekday)


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2022-10-14", "2022-10-14"),
        ("2022-10~", "2022-10"),
        ("0999", "0999"),
        ("XXXX-10-14", "10-14"),
        ("2022-10-13/2022-10-14", "2022-10-13"),
        ("[2022-10-13..2022-10-14]", ""),
        ("2022-24", ""),
        ("-0044", ""),
        ("199X", ""),
    ],
)
def test_machine_date_claims_no_more_than_is_known(edtf, expected):
    """`datetime` holds the part HTML can express, and nothing where it would invent precision."""
    assert expected == machine(When.parse(edtf))
