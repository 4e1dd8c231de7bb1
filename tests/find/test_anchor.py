"""Anchor: the days that expressions mean on a day of publication, or on one of several."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core import timex as tx
from dateline.core.model import (
    Anchor,
    Basis,
    Clause,
    ClauseKind,
    DaySet,
    Document,
    EntityKind,
    EntityMention,
    Form,
    Span,
    Tense,
    VerbGroup,
)
from dateline.core.timex import easter
from dateline.find.anchor import anchor, resolve
from dateline.find.anchor.holidays import holiday
from dateline.find.anchor.state import Context, OpenValue
from dateline.find.anchor.steps import run
from dateline.find.times import find_times, plain_article
from dateline.lexicon.language import Lexicon

LEXICON = Lexicon()


def document(tag, text, tense=None):
    article = plain_article(text, tag)
    clauses = ()
    if tense:
        span = Span(0, len(text))
        clauses = (Clause(span, 0, ClauseKind.MAIN, VerbGroup(Span(0, 1), tense)),)
    return Document(article, find_times(article, LEXICON.packs), clauses=clauses)


def values(tag, text, dct, tense=None):
    return [each.value for each in resolve(document(tag, text, tense), date.fromisoformat(dct))]


@pytest.mark.parametrize(
    ("tag", "text", "tense", "dct", "expected"),
    [
        ("en", "They met on Wednesday.", Tense.PAST, "2024-05-15", "2024-05-15"),
        ("en", "They will meet on Wednesday.", Tense.FUTURE, "2024-05-15", "2024-05-22"),
        ("en", "It sank last Thursday.", Tense.PAST, "2024-05-15", "2024-05-09"),
        ("sv", "Den avgick i fredags.", Tense.PAST, "2024-05-17", "2024-05-10"),
        ("sv", "Den avgår på fredag.", Tense.PRESENT, "2024-05-17", "2024-05-24"),
        ("sv", "På fredagen avgick den.", Tense.PAST, "2024-05-17", "2024-05-17"),
        ("sv", "Domen föll förra fredagen.", Tense.PAST, "2024-05-18", "2024-05-10"),
        ("de", "Am Montag unterzeichneten sie.", Tense.PAST, "2024-05-15", "2024-05-13"),
        ("de", "Am Montag unterzeichnen sie.", Tense.PRESENT, "2024-05-15", "2024-05-20"),
        ("de", "Die Wahl ist kommenden Sonntag.", Tense.PRESENT, "2024-05-19", "2024-05-26"),
        ("fr", "Il est parti lundi.", Tense.PERFECT, "2024-05-15", "2024-05-13"),
    ],
)
def test_weekdays_follow_the_clause(tag, text, tense, dct, expected):
    """Rule W: a weekday is the nearest on the side that its form and the tense of its clause say."""
    assert [expected] == values(tag, text, dct, tense)


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "the end of June", "2014-06-21/2014-06-30"),
        ("en", "At the beginning of 2012", "2012-01-01/2012-04-30"),
        ("en", "by early next week", "2014-05-19/2014-05-21"),
        ("sv", "i mitten av juni", "2014-06-11/2014-06-20"),
        ("de", "Ende Juni 2012", "2012-06-21/2012-06-30"),
        ("fr", "à la fin du mois", "2014-05-21/2014-05-31"),
    ],
)
def test_a_part_of_a_unit_that_is_the_whole_text_has_its_days_as_value(tag, text, expected):
    """Nothing but "the end of June" asks for days: there is no sentence in which it could be a month with a modifier."""
    assert [expected] == values(tag, text, "2014-05-15")


@pytest.mark.parametrize(
    ("tag", "text", "value", "when"),
    [
        ("en", "The bridge will open at the end of June.", "2014-06", "2014-06-21/2014-06-30"),
        ("en", "The bridge will open early next week.", "2014-W21", "2014-05-19/2014-05-21"),
        ("en", "Built: the end of June", "2014-06", "2014-06-21/2014-06-30"),
        ("sv", "Bron öppnar i slutet av juni.", "2014-06", "2014-06-21/2014-06-30"),
    ],
)
def test_a_part_of_a_unit_in_a_sentence_is_the_unit_with_its_days_beside(tag, text, value, when):
    """In running text the value is that of TimeML, the unit; the days of the part stand in `when`."""
    (found,) = resolve(document(tag, text, Tense.FUTURE), date(2014, 5, 15))
    assert (value, when) == (found.value, found.when.edtf)


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "It rained between January and March this year.", "2014-01/2014-03"),
        ("en", "It rained from May to July last year.", "2013-05/2013-07"),
        ("en", "It rained from November to February 2012.", "2011-11/2012-02"),
        ("sv", "Det regnade mellan den 5 maj och den 3 juni förra året.", "2013-05-05/2013-06-03"),
        ("de", "Es regnete zwischen Mai und Juli 2012.", "2012-05/2012-07"),
    ],
)
def test_a_range_has_the_year_that_its_end_names(tag, text, expected):
    """The year said after the second half of a range is that of the first as well, or the one before it."""
    assert [expected] == values(tag, text, "2014-09-03", Tense.PAST)


@pytest.mark.parametrize(
    ("text", "dct", "expected"),
    [
        ("They met in '45.", "2014-05-15", "1945"),
        ("They met in '05.", "2014-05-15", "2005"),
        ("They met in '05.", "1912-05-15", "1905"),
        ("They met on 10/31/40.", "2014-05-15", "1940-10-31"),
        ("They meet on 10/31/27.", "2014-05-15", "2027-10-31"),
        ("They met in '60.", None, "1960"),
    ],
)
def test_two_digits_are_the_year_that_is_not_far_ahead(text, dct, expected):
    """Of the years that two digits may mean it is the latest no more than twenty years after publication."""
    day = date.fromisoformat(dct) if dct else None
    assert [expected] == [each.value for each in resolve(document("en", text), day)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It runs from the 28th to the 3rd of March 2015.", "2015-02-28/2015-03-03"),
        ("It runs from December 30 to the 2nd.", "2013-12-30/2014-01-02"),
        ("It runs for two weeks from 20 February 2012.", "2012-02-20/2012-03-04"),
        ("It runs for one day from 20 February 2012.", "2012-02-20"),
        ("It fell in the past three quarters.", "2013-Q2/2013-Q4"),
        ("It may rise in the next quarter.", "2014-Q2"),
    ],
)
def test_spans_over_the_end_of_a_month_and_from_a_count(text, expected):
    """A range from a later number to an earlier one goes over the end of a month; so many days count from the first."""
    assert expected in values("en", text, "2014-01-20")


@pytest.mark.parametrize(
    ("text", "tense", "dct", "expected"),
    [
        ("It was signed in October.", Tense.PAST, "2024-05-15", "2023-10"),
        ("It will be signed in October.", Tense.FUTURE, "2024-05-15", "2024-10"),
        ("It was signed on 27 December.", Tense.PAST, "2015-01-05", "2014-12-27"),
        ("It will open on 2 January.", Tense.FUTURE, "2024-12-31", "2025-01-02"),
        ("It opened on Saturday 12 March.", Tense.PAST, "2022-04-01", "2022-03-12"),
    ],
)
def test_missing_years(text, tense, dct, expected):
    """Rule Y: a missing year is the one that tense and nearness choose; a weekday said with it must agree."""
    assert [expected] == values("en", text, dct, tense)


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        (
            "en",
            "He died on 3 May 2014. The next day she came. Two days later she left.",
            ["2014-05-03", "2014-05-04", "2014-05-06"],
        ),
        (
            "en",
            "He died on 3 May 2014. The day before it rained. The following day it did not.",
            ["2014-05-03", "2014-05-02", "2014-05-04"],
        ),
        ("en", "It began in early March 2024 and ended the following week.", ["2024-03", "2024-03"]),
        ("sv", "Boken kom 2003. Året därpå kom en till.", ["2003", "2004"]),
        ("de", "Am 3. Mai 2014 starb er. Tags darauf kam sie.", ["2014-05-03", "2014-05-04"]),
    ],
)  # fmt: skip
def test_references_count_from_the_story(tag, text, expected):
    """Rule R: "the next day" counts from the day told of last, and a look back does not move that day."""
    assert expected == values(tag, text, "2024-06-15")


def test_a_reference_never_crosses_a_subhead():
    """After a subhead the story begins anew: what came "the next day" stays open, as nothing past is yet to come."""
    from dataclasses import replace

    from dateline.core.model import Label, Paragraph, Sentence

    text = "He died on 3 May 2014.\nThe next day she came."
    cut = text.index("\n") + 1
    article = replace(
        plain_article(text, "en"),
        paragraphs=(
            Paragraph(Span(0, cut), Label.BODY, "en", 0),
            Paragraph(Span(cut, len(text)), Label.BODY, "en", 1),
        ),
        sentences=(Sentence(Span(0, cut), 0, ()), Sentence(Span(cut, len(text)), 1, ())),
    )
    doc = Document(article, find_times(article, LEXICON.packs))
    assert ["2014-05-03", "XXXX-XX-XX"] == [each.value for each in resolve(doc, date(2024, 6, 15))]


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("sv", "i mitten av 1800-talet", "1840~/1860~"),
        ("de", "Mitte des 19. Jahrhunderts", "1840~/1860~"),
        ("sv", "Det slogs ned i vintras.", "2023-24"),
        ("en", "early March", "2025-03-01/2025-03-10"),
        ("sv", "Häromdagen greps två män.", "2024-05-08~/2024-05-13~"),
        ("en", "three weeks ago", "2024-04-22/2024-04-28"),
        ("de", "Anfang April streikten sie.", "2024-04-01/2024-04-10"),
    ],
)
def test_days_of_parts_and_vague_words(tag, text, expected):
    """Parts of months and centuries, seasons, and vague words have honest spans of days."""
    found = resolve(document(tag, text), date(2024, 5, 15))[0]
    assert found.when is not None
    assert expected == found.when.edtf


def test_both_readings_of_a_numeric_date_are_kept():
    """`03/04/2024` names one of two days; the likelier is the value, both are alternatives."""
    found = resolve(document("en", "03/04/2024: troops crossed."), date(2024, 5, 15))[0]
    assert ("2024-03-04", "[2024-03-04,2024-04-03]") == (found.value, found.when.edtf)
    assert ["2024-03-04", "2024-04-03"] == [when.edtf for when in found.alternatives]


def test_another_date_settles_the_order_of_numbers():
    """Where a numeric date of the text can only have the day first, all of them do."""
    found = resolve(document("en", "They met on 25/03/2024. On 03/04/2024 troops crossed."), date(2024, 5, 15))
    assert ["2024-03-25", "2024-04-03"] == [each.when.edtf for each in found]


@pytest.mark.parametrize(
    ("text", "tense", "dct", "expected"),
    [
        ("Armenia, which joined in 2002, left on 23 February.", Tense.PAST, "2024-05-15", ["2002", "2024-02-23"]),
        ("It was built in 2017. The show opens on 3 June.", Tense.PRESENT, "2024-05-15", ["2017", "2024-06-03"]),
        ("The Wall fell in 1989. It was gone by December.", Tense.PAST, "2024-05-15", ["1989", "1989-12"]),
        ("They signed in 2019. On 9 May they left.", Tense.PAST, None, ["2019", "2019-05-09"]),
    ],
)
def test_a_year_told_of_rules_history_alone(text, tense, dct, expected):
    """A year long past holds for the sentences after it, not for dates beside it; without a DCT it is all there is."""
    day = date.fromisoformat(dct) if dct else None
    assert expected == [each.value for each in resolve(document("en", text, tense), day)]


@pytest.mark.parametrize(
    ("tag", "text", "dct", "expected"),
    [
        ("de", "Seit Sonntag streikt das Personal.", "2024-05-15", "2024-05-12"),
        ("en", "Workers are on strike since Sunday.", "2024-05-15", "2024-05-12"),
        ("fr", "Le personnel est en grève depuis dimanche.", "2024-05-15", "2024-05-12"),
        ("de", "Die für Juni geplante Übung wurde abgesagt.", "2024-05-15", "2024-06"),
        ("en", "The exercise planned for Friday was cancelled.", "2024-05-15", "2024-05-17"),
    ],
)
def test_words_beside_an_expression_direct_it(tag, text, dct, expected):
    """What goes on since a day looks back in any tense; a plan looks ahead."""
    assert [expected] == values(tag, text, dct)


DCTS = st.dates(date(1950, 1, 1), date(2050, 12, 31))
RELATIVE = [
    ("en", "He said so yesterday."), ("en", "They met on Tuesday."), ("en", "last Friday"), ("en", "next Tuesday"),
    ("en", "last week"), ("en", "three weeks ago"), ("sv", "i fredags"), ("sv", "på söndag"), ("sv", "veckan"),
    ("sv", "i övermorgon"), ("de", "vergangene Woche"), ("de", "kommenden Montag"), ("de", "vor zehn Tagen"),
    ("fr", "la semaine prochaine"), ("fr", "jeudi dernier"), ("sv", "förra helgen"),
]  # fmt: skip


@settings(deadline=None)
@given(DCTS, st.sampled_from(RELATIVE))
def test_a_week_later_everything_is_a_week_later(day, example):
    """Shifting the day of publication by a week shifts every value of day and week grain by a week."""
    doc = document(*example)
    for now, then in zip(resolve(doc, day), resolve(doc, day + timedelta(days=7))):
        a, b = tx.period(now.value), tx.period(then.value)
        assert a is not None
        assert b is not None
        assert (7, 7) == (b.first - a.first, b.last - a.last)


@settings(deadline=None)
@given(DCTS, st.sampled_from(["29 February", "31 April", "February 30", "the 31st of June", "30 June"]))
def test_no_impossible_day(day, words):
    """No expression is resolved to a day that is not in the calendar: it stays open instead."""
    for found in resolve(document("en", f"They met on {words}."), day):
        if found.when is not None:
            assert tx.period(found.value) is not None


def days_of(*days):
    ordinals = tuple(sorted(date.fromisoformat(day).toordinal() for day in days))
    return DaySet(ordinals, tuple(1 / len(ordinals) for _ in ordinals), Basis.INFERRED)


def test_the_same_under_all_days_is_certain():
    """What comes out the same under every possible day of publication is as sure as if the day were known."""
    doc = document("en", "The leaders met last Friday.", Tense.PAST)
    found = anchor(doc, days_of("2022-10-15", "2022-10-16", "2022-10-17"))[0]
    assert ("2022-10-14", ()) == (found.when.edtf, found.alternatives)


def test_what_differs_is_a_set():
    """What differs from day to day is the set of its days, the single readings kept beside it."""
    doc = document("en", "The leaders met yesterday.", Tense.PAST)
    found = anchor(doc, days_of("2022-10-15", "2022-10-16"))[0]
    assert "[2022-10-14..2022-10-15]" == found.when.edtf
    assert ["2022-10-14", "2022-10-15"] == sorted(when.edtf for when in found.alternatives)


def test_without_any_day_only_the_words_count():
    """With nothing known of the day of publication, full dates are closed and all else stays open."""
    doc = document("en", "On 3 May 2014 he said he would leave on Friday.")
    found = anchor(doc, DaySet((), (), Basis.UNKNOWN))
    assert ["2014-05-03", "XXXX-WXX-5"] == [each.value for each in found]
    assert ["2014-05-03", None] == [each.when and each.when.edtf for each in found]


def test_spread_days_place_only_the_coarse():
    """Days of publication more than 45 days apart leave weekdays open and years a set."""
    doc = document("en", "They met on Friday. It grew last year.", Tense.PAST)
    found = anchor(doc, days_of("2021-11-05", "2022-03-05"))
    assert [None, "[2020,2021]"] == [each.when and each.when.edtf for each in found]


def test_a_birthday_is_counted_from_the_date_of_birth():
    """ "On X's 70th birthday" is a day once the gazetteer knows when X was born."""
    text = "Leaders gathered on Vladimir Putin's 70th birthday."
    doc = document("en", text)
    span = Span(text.index("Vladimir"), text.index("'s"))
    born = {r.id: r.born for r in LEXICON.gazetteer.all(EntityKind.PERSON) if "Putin" in r.names.get("en", "")}
    putin = min(key for key, day in born.items() if day == "1952-10-07")
    doc = Document(doc.article, doc.times, (EntityMention(span, 0, EntityKind.PERSON, putin, Form.NAME, 1.0),))
    found = resolve(doc, date(2022, 10, 20), gazetteer=LEXICON.gazetteer)[0]
    assert ("2022-10-07", Anchor.BIRTH) == (found.value, found.anchor)
    assert resolve(doc, date(2022, 10, 20))[0].when is None


@pytest.mark.parametrize(
    ("year", "day"), [(1961, "1961-04-02"), (2000, "2000-04-23"), (2024, "2024-03-31"), (2038, "2038-04-25")]
)
def test_easter(year, day):
    """Easter Sunday falls on the days the tables give."""
    assert date.fromisoformat(day).toordinal() == easter(year)


@pytest.mark.parametrize(("year", "day"), [(2010, "2010-04-04"), (2021, "2021-05-02"), (2024, "2024-05-05")])
def test_orthodox_easter(year, day):
    """Orthodox Easter falls on the days the tables give."""
    assert date.fromisoformat(day).toordinal() == easter(year, orthodox=True)


@pytest.mark.parametrize(
    ("key", "year", "day"),
    [
        ("midsummer-eve", 2024, "2024-06-21"),
        ("thanksgiving", 2013, "2013-11-28"),
        ("memorial-day", 2022, "2022-05-30"),
        ("repentance-day", 2023, "2023-11-22"),
        ("advent-1", 2022, "2022-11-27"),
        ("advent-4", 2023, "2023-12-24"),
        ("all-saints-sv", 2024, "2024-11-02"),
        ("lunar-new-year", 2024, "2024-02-10"),
        ("mothers-day-sv", 2024, "2024-05-26"),
    ],
)
def test_holidays_by_rule(key, year, day):
    """A holiday's rule gives its day of the year."""
    ordinal = date.fromisoformat(day).toordinal()
    assert (ordinal, ordinal) == holiday(key, year)


def test_an_unknown_holiday_has_no_day():
    """A holiday that no rule knows, or a year outside its table, has no day."""
    assert holiday("no-such-day", 2024) is None
    assert holiday("lunar-new-year", 1900) is None


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "It lay there between January and March 79 AD.", "0079-01/0079-03"),
        ("en", "It lay there between November and March 79 AD.", "0078-11/0079-03"),
        ("de", "Zwischen Januar und März 79 n. Chr. lag er dort.", "0079-01/0079-03"),
        ("en", "It lay there between January and March 1979.", "1979-01/1979-03"),
    ],
)
def test_a_year_of_two_digits_stays_one_in_a_range(tag, text, expected):
    """The year that the end of a range names holds for its beginning, however few digits it has."""
    assert [expected] == values(tag, text, "2020-05-05")


def test_a_range_without_a_beginning_is_its_end():
    """Steps that begin with `to` are those behind it; nothing but `to` stays open."""
    assert "2021-03" == run(("to", "year 2021", "month 3"), Context()).value
    with pytest.raises(OpenValue):
        run(("to",), Context())


def test_what_is_counted_from_a_start_leaves_it_standing():
    """The third week is counted from the day the story began, not from the first week."""
    text = "Das Lager begann am 3. Juni. In der ersten Woche regnete es. In der dritten Woche war es heiß."
    assert ["2019-06-03", "2019-W23", "2019-W25"] == values("de", text, "2019-07-13")
    assert ["XXXX-WXX"] == values("de", "In der dritten Woche war es heiß.", "2019-07-13")
