"""Days counted from what happened before or after, and what else tells apart, or joins, tellings of one kind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.core.model import Attachment, Basis, DaySet, Gate, Label
from dateline.core.when import When, ordinal
from dateline.find.annotate import annotate, date
from dateline.gather.cluster import gather
from dateline.gather.counting import is_counted_from
from dateline.gather.similarity import veto
from dateline.gather.sketch import Reach, World
from dateline.gather.tellings import tellings
from dateline.gather.trace import trace
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_text

from .telling import Told, article, events_of

LEXICON = Lexicon()


def counted(text: str, language: str, published: str) -> set[str]:
    """The days of what its sentence counts days from."""
    read = read_text("a", text, LEXICON, language=language, published=When.parse(published))
    day = When.parse(published).earliest
    pack = LEXICON.pack(language)
    assert day is not None
    assert pack is not None
    assert pack.titles is not None
    dated = date(annotate(read, LEXICON), DaySet((ordinal(day),), (1.0,), Basis.GIVEN), LEXICON)
    found = tellings(dated, pack.titles.counted)
    return {m.when.edtf for m in found if m.when and any(cue.startswith("counted from it") for cue in m.cues)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Four days after the earthquake in Turkey the hills near Ankara moved again on Thursday."),
        ("sv", "Fyra dagar efter jordbävningen i Turkiet rörde sig bergen vid Ankara åter på torsdagen."),
        ("de", "Vier Tage nach dem Erdbeben in der Türkei bewegten sich am Donnerstag die Berge bei Ankara."),
    ],
)
def test_what_days_are_counted_from_has_a_day_of_its_own(language, text):
    """Four days after it the sentence tells of a Thursday: it was on the Sunday before."""
    assert {"2031-05-11"} == counted(text, language, "2031-05-16")


@pytest.mark.parametrize(
    "text",
    [
        "After four days of talks in Ankara the hills of Turkey moved again on Thursday.",
        "The four-day strike in Turkey moved the ministers in Ankara on Thursday.",
    ],
)
def test_how_long_it_lasted_counts_nothing(text):
    """A length of what happened is no distance between two days."""
    assert set() == counted(text, "en", "2031-05-16")


def test_nothing_that_happened_lies_after_its_article():
    """Days counted forward beyond the day of publication are not counted."""
    text = "Four days before the earthquake in Turkey the hills near Ankara moved on Thursday."
    assert set() == counted(text, "en", "2031-05-16")


SIGNED = {"others": ["KZ", "RU"], "lemma": "sign", "mode": "signing"}


@pytest.mark.parametrize(("object_", "events"), [("a gas contract", 1), ("the border treaty", 2)])
def test_another_contract_is_no_detail_of_the_first(object_, events):
    """What is brought up with an indefinite article after one signing is another; the same treaty again is not."""
    first = Told("Russia signed a border treaty on Monday.", "agreement", "signed", "2022-10-10", "on Monday", **SIGNED)
    again = Told(
        f"The ministers signed {object_} at the same table.",
        "agreement",
        "signed",
        gate=Gate.TIME,
        detail_of="a#7",
        **SIGNED,
    )
    (event,) = events_of(article("a", "en", "2022-10-12", first, again))
    assert events == len({item.quote for item in event.evidence})


def ahead(day: str) -> Told:
    text = "The Lindmora crews of Torsberg in Sweden will strike on Saturday."
    return Told(text, "protest", "strike", day, "on Saturday", others=["SE"], factuality="planned", mode="strike")


OFF = Told(
    "Am Freitag wurde der Streik der Lindmora in Torsberg abgesagt.",
    "protest",
    "Streik",
    "2022-10-14",
    "Am Freitag",
    others=["SE"],
    factuality="cancelled",
    mode="strike",
)


def test_what_was_called_off_is_what_was_planned():
    """A strike called off on a Friday is the one an article announced for the day after; its entry keeps both days."""
    (event,) = events_of(article("a", "en", "2022-10-12", ahead("2022-10-15")), article("b", "de", "2022-10-20", OFF))
    assert ("cancelled", "2022-10-14", "2022-10-15") == (
        event.factuality,
        event.when.edtf,
        event.planned and event.planned.edtf,
    )


@pytest.mark.parametrize("days", [("2022-10-13",), ("2022-12-20",), ("2022-10-15", "2022-10-18")])
def test_what_was_called_off_is_no_other_plan(days):
    """Not one for a day before, not one for months later, and of two that fit neither."""
    plans = [article(f"a{n}", "en", "2022-10-12", ahead(day)) for n, day in enumerate(days)]
    events = events_of(*plans, article("b", "de", "2022-10-20", OFF))
    assert len(days) + 1 == len(events)


def test_a_headline_is_printed_on_the_day_before():
    """What a title tells without a day may be of the day after its article; other tellings have their own days."""
    title = Told(
        "Lindmora strike stops Torsberg trains",
        "protest",
        "strike",
        "[2022-10-09..2022-10-12]",
        others=["SE"],
        mode="strike",
        label=Label.TITLE,
    )
    begun = Told(
        "In Schweden begann am 13. Oktober der Streik der Lindmora in Torsberg.",
        "protest",
        "Streik",
        "2022-10-13",
        "am 13. Oktober",
        others=["SE"],
        mode="strike",
    )
    front = article("a", "en", "2022-10-12", title)
    front = replace(front, events=tuple(replace(own, attachment=Attachment.LEDE) for own in front.events))
    (event,) = events_of(front, article("b", "de", "2022-10-20", begun))
    assert "2022-10-13" == event.when.edtf


STRUCK = {"others": ["SE"], "lemma": "strike", "mode": "strike", "named": {"SE": "Sweden"}}


def test_a_sentence_with_the_day_is_heard_though_its_article_told_the_event_without():
    """An article that names a strike in passing and then the day of it tells it by both sentences."""
    first = Told("Lindmora crews struck in Sweden on Monday.", "protest", "struck", "2022-10-10", "on Monday", **STRUCK)
    passing = Told("Courts in Sweden let the Lindmora strike go on.", "protest", "strike", gate=Gate.TIME, **STRUCK)
    day = Told(
        "The strike of Lindmora in Sweden is of Monday.",
        "other",
        "is",
        "2022-10-10",
        "Monday",
        gate=Gate.TRIGGER,
        named={"SE": "Sweden"},
    )
    (event,) = events_of(article("a", "en", "2022-10-12", first), article("b", "en", "2022-10-14", passing, day))
    assert {first.text, passing.text, day.text} == {item.quote for item in event.evidence}


@pytest.mark.parametrize(("words", "value", "events"), [("Sunday", "XXXX-WXX-7", 2), ("Friday", "XXXX-WXX-5", 1)])
def test_a_weekday_of_no_known_week_is_held_against_a_day(words, value, events):
    """Told in an article without a day, what fell on a Sunday is not what another article tells of a Friday."""
    meeting = {"others": ["KZ", "RU"], "places": ["astana"], "actors": ["cis"], "mode": "summit"}
    dated = Told(
        "The CIS met in Astana over Lindmora on 14 October.", "meeting", "met", "2022-10-14", "14 October", **meeting
    )
    open_ = Told(
        f"The CIS met in Astana last {words} over Lindmora.",
        "meeting",
        "met",
        None,
        f"last {words}",
        value=value,
        **meeting,
    )
    found = events_of(article("a", "en", "2022-10-20", dated), article("b", "en", None, open_))
    together = next(event for event in found if event.when)
    assert events == 3 - len({item.article for item in together.evidence})


def test_what_follows_is_no_detail_of_what_days_are_counted_from():
    """The dead of the second quake are not those of the first, from which its sentence counts."""
    text = (
        "Hills move again in Turkey\n\n"
        "Four days after the earthquake in Turkey the hills near Ankara moved again on Thursday. Five people died. "
        "In the first earthquake in Turkey on Sunday 118 people died."
    )
    read = read_text("a", text, LEXICON, language="en", published=When.parse("2031-05-16"))
    dated = date(annotate(read, LEXICON), DaySet((ordinal((2031, 5, 16)),), (1.0,), Basis.GIVEN), LEXICON)
    events = gather([dated], origins={}, lexicon=LEXICON, language="en")
    assert [] == [e for e in events if e.when and e.when.edtf == "2031-05-11" and "Five" in str(e.evidence)]


def sketches(text: str, language: str, published: str):
    """What gathering looks at of the mentions of an article."""
    read = read_text("a", text, LEXICON, language=language, published=When.parse(published))
    day = When.parse(published).earliest
    assert day is not None
    return trace(date(annotate(read, LEXICON), DaySet((ordinal(day),), (1.0,), Basis.GIVEN), LEXICON), LEXICON).sketches


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Only a week after the derailment that killed four people near Visby, Sweden has suffered another accident.",
        ),
        ("sv", "Bara en vecka efter raset som krävde fyra liv i Visby har Sverige drabbats av ännu ett jordskred."),
    ],
)
def test_what_a_week_lies_behind_is_not_what_followed(language, text):
    """A sentence that counts a week from one accident to the next tells of two, though it names no day."""
    first, later = sketches(text, language, "2031-03-12")
    assert (True, False) == (is_counted_from(first.mention), is_counted_from(later.mention))
    assert "days lie between them" == veto(first, later, World(LEXICON.gazetteer))


@pytest.mark.parametrize(
    ("language", "told", "goes_on"),
    [
        ("en", "The prime minister of Estonia met his Latvian colleague on Monday. They signed an agreement.", True),
        (
            "de",
            "Estlands Präsident traf am Montag den Präsidenten Lettlands. Beide unterzeichneten ein Abkommen.",
            True,
        ),
        (
            "de",
            "Estlands Präsident traf am Montag den Präsidenten Lettlands. Beide hatten ein Abkommen unterzeichnet.",
            False,
        ),
    ],
)
def test_a_past_tense_goes_on_about_the_fresh_news_before_it(language, told, goes_on):
    """What follows news of this week in the same tense is no event of last month; what had been before may be."""
    pact = sketches(told, language, "2031-03-12")[-1]
    assert "agreement" == pact.type
    assert pact.when is None
    monday = ordinal((2031, 3, 10))
    assert goes_on is (pact.beside is not None and not pact.beside.meets(Reach(monday - 30, monday - 30)))
    assert pact.beside is None or pact.beside.meets(Reach(monday, monday))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Estonia\n\nThree months after an earthquake shook Tartu, the people of Estonia are still in tents."),
        ("de", "Estland\n\nDrei Monate nach dem Erdbeben von Tartu leben viele Menschen in Estland noch in Zelten."),
    ],
)
def test_months_before_the_news_is_not_the_day_of_the_news(language, text):
    """What a lede counts months from has none of the days around its article, and may be told by an older one."""
    quake = next(item for item in sketches(text, language, "2031-03-12") if item.type == "disaster")
    assert quake.when is None
    assert is_counted_from(quake.mention)
