"""What stands beside an event: what came before it, what was called off around it, what is only spoken of."""

from __future__ import annotations

import pytest

from dateline.core.model import EventType, Factuality, Role
from tests.find.test_events import document, edtf, events


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "After riots the Norwegian cabinet repealed the decree in 2016."),
        ("sv", "Efter upplopp upphävde den norska regeringen dekretet 2016."),
        ("de", "Nach Unruhen hob die norwegische Regierung das Dekret 2016 auf."),
    ],
)
def test_what_came_before_has_not_the_day_of_what_followed(language: str, text: str) -> None:
    """The date belongs to what was done after the riots, not to the riots."""
    assert EventType.PROTEST not in {event.type for event in events(text, language) if edtf(event) == "2016"}


def test_who_calls_off_a_trip_stays_away() -> None:
    """A trip to a summit that is called off does not call the summit off, nor is it held that day."""
    told = events("The Norwegian premier called a vote on Monday and scrapped a trip to the Nato summit in Rome.")
    (summit,) = (event for event in told if event.type is EventType.MEETING)
    assert Factuality.REFUSED is summit.factuality
    assert {"NO"} == {p.entity for p in summit.participants if p.role is Role.ACTOR}


@pytest.mark.parametrize(
    "text",
    [
        "Die IG Metall sagte am Montag nach Gesprächen mit der Leitung den für Freitag in Kiel geplanten Streik ab.",
        "Die IG Metall sagte am Montag nach einer Sitzung mit der Leitung den Streik in Kiel ab.",
    ],
)
def test_the_object_of_a_verb_with_its_prefix_far_off(text: str) -> None:
    """However much stands between a German verb and its prefix, what has only an article before it is its object."""
    assert [Factuality.CANCELLED] == [e.factuality for e in events(text, "de") if e.type is EventType.PROTEST]


def test_talks_that_failed_before_a_strike_were_not_held_that_day() -> None:
    """A clause of what came before takes no day from the clause it belongs to."""
    told = events("Dockers in Oslo went on strike on Monday after talks with the harbour company collapsed.")
    assert ["2024-05-13"] == [edtf(event) for event in told if event.type is EventType.PROTEST]
    assert [] == [event for event in told if event.type is EventType.MEETING and edtf(event)]


def test_what_is_granted_by_votes_was_voted_on() -> None:
    """A credit granted by so many votes to so many is a vote, not aid."""
    told = events("Das norwegische Parlament bewilligte am Montag den Kredit mit 52 zu 44 Stimmen.", "de")
    assert [EventType.VOTE] == [event.type for event in told]


def test_the_day_of_an_attack_is_not_that_of_who_claims_it() -> None:
    """Responsibility claimed for the attack of Tuesday: the attack was on Tuesday."""
    told = events("Hezbollah har tagit på sig ansvaret för attacken i Haifa i tisdags.", "sv")
    assert ["2024-05-14"] == [edtf(event) for event in told if event.type is EventType.ATTACK]


def test_the_government_is_that_of_a_state() -> None:
    """`The government` is no firm spoken of before it."""
    told = events("Equinor sade i måndags upp 300 anställda i Oslo. Regeringen fördömde beslutet i tisdags.", "sv")
    assert {"equinor"}.isdisjoint(p.entity for e in told if e.type is EventType.CRITICISM for p in e.participants)


def test_a_ship_that_is_rammed_is_an_accident() -> None:
    """Without weapons or forces, ramming is a collision."""
    told = events("Am Montag hat ein Frachter vor Norwegen eine Fähre gerammt.", "de")
    assert [EventType.DISASTER] == [event.type for event in told]


def test_laws_of_two_states_are_two() -> None:
    """An undated decision of one parliament is no detail of the dated one of another."""
    text = "Det norska stortinget antog en ny lag. Österrikes parlament antog en ny lag i måndags."
    told = {event.countries: event.detail_of for event in document(text, "sv").events}
    assert told.get(("NO",)) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Polisen har gripit två män. Det meddelade myndigheten i måndags."),
        ("de", "Die Polizei hat zwei Männer festgenommen. Das teilte die Behörde am Montag mit."),
    ],
)
def test_a_sentence_that_says_when_it_was_told(language: str, text: str) -> None:
    """Told on Monday in the next sentence: it was then or shortly before, though the paper names no country."""
    (told,) = (event for event in events(text, language) if event.type is EventType.COERCE)
    assert "[2024-05-10..2024-05-13]" == edtf(told)
    assert told.gate is None


def test_a_chronicle_looks_back() -> None:
    """A line of a chronicle whose later lines are past is past, though its day might lie ahead."""
    lines = "8 August: Norway dismisses its envoy.\n\n4 March: Norway arrests three men in Oslo.\n\nThat is all."
    assert {"2023-08-08", "2024-03-04"} == {edtf(event) for event in events(lines)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway's keeper Ola Moe, seen here in March, will help him find a flat."),
        ("de", "Der Norweger Ola Moe bekommt von Rosenborg eine Wohnung bis 2027."),
    ],
)
def test_a_time_of_the_subject_or_of_an_end_dates_no_unknown_verb(language: str, text: str) -> None:
    """A time inserted behind the subject, or after `until`, makes no event of a verb nobody lists."""
    assert [] == [event for event in events(text, language) if event.type is EventType.OTHER]


def test_what_an_authority_orders_is_done() -> None:
    """A measure that is ordered is one; what somebody is ordered to do is only asked for."""
    assert [Factuality.HAPPENED] == [e.factuality for e in events("Norway ordered a curfew in Bergen on Monday.")]
    told = events("Norway ordered the rebels to leave Bergen on Monday.")
    assert Factuality.HAPPENED not in {event.factuality for event in told if event.lemma == "leave"}


def test_a_noun_beside_a_present_verb_is_ahead_with_its_day() -> None:
    """Presented at a press conference on Wednesday, in the present tense: that is to come."""
    (told,) = events("Den norske backen Ola Moe presenteras på en presskonferens i Oslo på fredag.", "sv")
    assert ("2024-05-17", Factuality.PLANNED) == (edtf(told), told.factuality)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Five people were killed and 30 injured when a bus rammed a lorry near Lima, Peru, on Tuesday evening."),
        ("sv", "Fem personer omkom och trettio skadades när en buss körde in i en lastbil i Peru på tisdagen."),
        ("de", "Fünf Menschen starben und dreißig wurden verletzt, als am Dienstag in Peru ein Bus verunglückte."),
    ],
)
def test_a_clause_of_the_same_time_dates_all_that_are_tied_together(language: str, text: str) -> None:
    """The day of the clause of when it was is that of each of two clauses tied by a small word."""
    assert {"2024-05-14"} == {edtf(event) for event in document(text, language).events}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Six people were killed when a coach crashed in southern Peru on Tuesday.\n\n"
            "Peru had not seen its like since a train left the rails in March 2009. Forty people died.",
        ),
        (
            "sv",
            "Sex personer dödades när en buss körde av vägen i Peru i tisdags.\n\n"
            "Peru har inte sett något liknande sedan ett tåg lämnade rälsen i mars 2009. Fyrtio människor dog.",
        ),
        (
            "de",
            "Sechs Menschen starben, als am Dienstag in Peru ein Bus verunglückte.\n\n"
            "Ähnliches hat Peru seit März 2009 nicht erlebt. Vierzig Menschen starben.",
        ),
    ],
)
def test_who_died_in_a_look_back_did_not_die_this_week(language: str, text: str) -> None:
    """What is told without a day after an older day of its paragraph is no detail of the news."""
    died = document(f"Peru\n\n{text}", language).events[-1]
    assert (None, None) == (edtf(died), died.detail_of)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ferry was carrying 300 people on Tuesday when it hit a reef off Norway."),
        ("sv", "Norges statsminister befann sig i tisdags i Bergen."),
        ("de", "Norwegens Ministerpräsident befand sich am Dienstag in Bergen."),
    ],
)
def test_where_or_how_something_was_is_no_event(language: str, text: str) -> None:
    """A ferry that was carrying people and a premier who was in a town had it happen to them that day: no event."""
    assert [] == events(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Peru closed a copper mine near Cusco on Tuesday.\n\n"
            "The University of Cusco said it would look into the state of the river.",
        ),
        (
            "sv",
            "Peru stängde i tisdags en koppargruva utanför Cusco.\n\nFN säger att det följer utvecklingen noga.",
        ),
        (
            "de",
            "Peru hat am Dienstag eine Kupfermine bei Cusco geschlossen.\n\n"
            "Die Weltbank sagte, sie verfolge die Lage mit großer Sorge.",
        ),
    ],
)
def test_what_a_body_says_on_no_day_is_no_news(language: str, text: str) -> None:
    """A body that only "said" something, further down and on no day that is told, has done nothing that day."""
    assert [] == [event for event in events(f"Peru\n\n{text}", language) if event.type is EventType.STATEMENT]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rockets struck a depot in Peru late on Monday, the Peruvian defence ministry said on Tuesday."),
        (
            "de",
            "Raketen haben am Montag ein Depot in Peru getroffen, teilte das Verteidigungsministerium am Dienstag mit.",
        ),
    ],
)
def test_who_told_on_a_later_day_what_was_seen_is_no_event(language: str, text: str) -> None:
    """What struck on Monday is the event, though its verb is unknown; that a ministry said so on Tuesday is none."""
    assert ["2024-05-13"] == [edtf(event) for event in events(f"Peru\n\n{text}", language)]


def test_what_is_said_to_come_is_planned() -> None:
    """A verb of no kind in what somebody says tells a plan where it has a day ahead, not what was said."""
    text = "Streit über Peru\n\nPeru schwieg.\n\nDie UN sagen, dass im Juni ein neuer Termin in Peru gesucht wird."
    plan = events(text, "de")[-1]
    assert (EventType.OTHER, Factuality.PLANNED, "2024-06") == (plan.type, plan.factuality, edtf(plan))
