"""A range is written as TimeML marks it: each end with its own words and value."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from dateline.core.problems import Problems
from dateline.pipeline.annotate import annotate
from dateline.pipeline.project import Project

ROOT = Path(__file__).parents[2]
DCT = "2021-06-09"


def times(language: str, text: str) -> list[tuple[str, str]]:
    line = json.dumps({"id": 1, "lang": language, "dct": DCT, "text": text}).encode()
    out = io.StringIO()
    assert 0 == annotate(Project(ROOT, ROOT), [line], out, Problems(), only_times=True)
    return [(text[each["start"] : each["end"]], each["value"]) for each in json.loads(out.getvalue())["timexes"]]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The lock stayed shut from 3 to 5 May.", [("3", "2021-05-03"), ("5 May", "2021-05-05")]),
        (
            "en",
            "The lock stayed shut between 28 March and 2 April 2019.",
            [("28 March", "2019-03-28"), ("2 April 2019", "2019-04-02")],
        ),
        ("en", "Otters were counted there 2011–2013.", [("2011", "2011"), ("2013", "2013")]),
        (
            "en",
            "The kiln burned 2015-04-28 - 2015-05-14 without a break.",
            [("2015-04-28", "2015-04-28"), ("2015-05-14", "2015-05-14")],
        ),
        (
            "en",
            "It was widened between the 1920s and the 1940s.",
            [("the 1920s", "192"), ("the 1940s", "194")],
        ),
        (
            "en",
            "The desk opened from 9 a.m. to 11 a.m. on 4 May 2020.",
            [("9 a.m.", "2020-05-04T09:00"), ("11 a.m. on 4 May 2020", "2020-05-04T11:00")],
        ),
        (
            "sv",
            "Slussen var stängd mellan måndag och onsdag, sade hon.",
            [("måndag", "2021-06-07"), ("onsdag", "2021-06-09")],
        ),
        ("sv", "Slussen stängdes den 12–14 maj.", [("den 12", "2021-05-12"), ("14 maj", "2021-05-14")]),
        (
            "sv",
            "Ugnen stod kall den 28 maj till den 3 juni 2020.",
            [("den 28 maj", "2020-05-28"), ("den 3 juni 2020", "2020-06-03")],
        ),
        ("sv", "Ugnen stod kall från 2011 till och med 2013.", [("2011", "2011"), ("2013", "2013")]),
        (
            "de",
            "Die Schleuse blieb vom 5. bis 22. Mai 2020 zu.",
            [("5.", "2020-05-05"), ("22. Mai 2020", "2020-05-22")],
        ),
        (
            "de",
            "Die Schleuse blieb vom 28. Mai bis zum 3. Juni 2020 zu.",
            [("28. Mai", "2020-05-28"), ("3. Juni 2020", "2020-06-03")],
        ),
        (
            "de",
            "Gezählt wurde am 12., 13. und 15. Mai.",
            [("12.", "2021-05-12"), ("13.", "2021-05-13"), ("15. Mai", "2021-05-15")],
        ),
        ("de", "Der Ofen brannte von März bis Mai 2014.", [("März", "2014-03"), ("Mai 2014", "2014-05")]),
        ("fr", "L'écluse est restée fermée du 3 au 5 mai.", [("3", "2021-05-03"), ("5 mai", "2021-05-05")]),
        (
            "fr",
            "Le four a brûlé du 28 mai jusqu’au 3 juin 2020.",
            [("28 mai", "2020-05-28"), ("3 juin 2020", "2020-06-03")],
        ),
        ("fr", "On y compta les loutres entre 2011 et 2013.", [("2011", "2011"), ("2013", "2013")]),
    ],
)
def test_each_end_has_its_words_and_its_value(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    """Words that join or open a range stand in neither end; values have the grain the end is written in."""
    assert expected == times(language, text)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "from 3 to 5 May", [("3 to 5 May", "2021-05-03/2021-05-05")]),
        ("de", "5. bis 22. Mai 2020", [("5. bis 22. Mai 2020", "2020-05-05/2020-05-22")]),
        ("en", "Sums since 2011 to date were lost.", [("2011 to date", "2011/2021-06-09")]),
        ("en", "Its sums for the year to date were lost.", [("the year to date", "2021/2021-06-09")]),
        ("en", "The 2014-15 season was a poor one there.", [("2014-15", "2014/2015")]),
        (
            "en",
            "The first five months of 2012 were cold there.",
            [("The first five months of 2012", "2012-01/2012-05")],
        ),
        ("sv", "Festen pågår till och med den 3 juli i parken.", [("den 3 juli", "2021-07-03")]),
    ],
)
def test_what_is_no_range_of_two_written_ends_stays_whole(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    """A text of nothing else, a span up to today, a season, a count of months, an open end."""
    assert expected == times(language, text)
