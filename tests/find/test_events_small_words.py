"""Small words that decide what an event is: names with `no`, prepositions like conjunctions, a time before another."""

from __future__ import annotations

import pytest

from dateline.core.model import EventType, Factuality
from tests.find.test_events import document, edtf, events, only


def test_a_motion_of_no_confidence_denies_nothing() -> None:
    """The `no` of a name is no negation."""
    assert Factuality.HAPPENED is only("The Dutch minister survived a motion of no confidence on Monday.").factuality


def test_a_preposition_of_a_verb_opens_no_condition() -> None:
    """Swedish `be om` asks for something: what is joined to it is no condition."""
    told = events("I måndags bad Malta om ursäkt och avskedade chefen för elbolaget.", "sv")
    assert [EventType.STATEMENT, EventType.PEOPLE] == [event.type for event in told]
    assert {Factuality.HAPPENED} == {event.factuality for event in told}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway had evicted the tenants on Monday."),
        ("sv", "Norge hade vräkt hyresgästerna i måndags."),
        ("de", "Norwegen hatte am Montag die Mieter umquartiert."),
    ],
)
def test_the_pluperfect_with_a_day_tells_an_event(language: str, text: str) -> None:
    """A verb nobody lists makes an event with a day of its own, also before the one spoken of."""
    assert ["2024-05-13"] == [edtf(event) for event in events(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway got a second national park on Monday."),
        ("sv", "Norge fick en andra nationalpark i måndags."),
        ("de", "Norwegen bekam am Montag einen zweiten Nationalpark."),
    ],
)
def test_a_slight_verb_with_a_day_tells_an_event(language: str, text: str) -> None:
    """Verbs that mean little by themselves tell something where they are past and have a day of their own."""
    assert ["2024-05-13"] == [edtf(event) for event in events(text, language)]


def test_a_slight_verb_without_a_day_tells_nothing() -> None:
    """Without a day such a verb describes."""
    assert [] == events("Norway got a second national park.")


@pytest.mark.parametrize(
    ("language", "text", "trigger"),
    [
        ("en", "On Monday the president told Russia to withdraw its troops from Georgia.", "withdraw"),
        ("en", "On Monday the king commanded Norway to sign the treaty.", "sign"),
        ("sv", "I måndags instruerade presidenten trupperna att anfalla Georgien.", "anfalla"),
        ("de", "Am Montag wies der Präsident die Truppen an, Georgien anzugreifen.", "angreifen"),
    ],
)
def test_what_somebody_is_told_to_do_is_called_for(language: str, text: str, trigger: str) -> None:
    """An order is no deed: the infinitive of telling and ordering has not happened."""
    told = {event.lemma: event.factuality for event in document(text, language).events}
    assert Factuality.CALLED_FOR is told[trigger]


def test_what_somebody_is_told_of_stays_a_fact() -> None:
    """A clause of telling tells what happened."""
    event = only("The president told reporters on Monday that Russia had attacked Georgia.")
    assert (EventType.ATTACK, Factuality.HAPPENED) == (event.type, event.factuality)


@pytest.mark.parametrize("verb", ["agreed", "vowed", "decided"])
def test_the_day_behind_an_infinitive_is_the_infinitives(verb: str) -> None:
    """To agree to meet on a day is no agreement of that day: the meeting is planned for it."""
    told = events(f"The ministers of Chad and Mali met on Monday and {verb} to meet again on 29 May.")
    meetings = [event for event in told if event.type is EventType.MEETING]
    assert [("2024-05-13", Factuality.HAPPENED), ("2024-05-29", Factuality.PLANNED)] == [
        (edtf(event), event.factuality) for event in meetings
    ]
    assert {"2024-05-13", "2024-05-29"} == {edtf(event) for event in told}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rebels stormed Bamako on 3 May 2012. Shortly afterwards, the army bombed the harbour."),
        ("sv", "Rebeller stormade Bamako den 3 maj 2012. Kort därefter bombade armén hamnen."),
        ("de", "Rebellen stürmten am 3. Mai 2012 Bamako. Kurz darauf bombardierte die Armee den Hafen."),
    ],
)
def test_what_follows_shortly_keeps_the_day_nearly(language: str, text: str) -> None:
    """Shortly after a dated event is its day, or near it."""
    assert ["2012-05-03", "2012-05-03~"] == [edtf(event) for event in events(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Chad called off Friday's summit with Mali.", ("2024-05-17", Factuality.CANCELLED)),
        ("sv", "Tchad ställde in fredagens toppmöte med Mali.", ("2024-05-17", Factuality.CANCELLED)),
        ("en", "Chad decided to hold an election on 29 November.", ("2024-11-29", Factuality.PLANNED)),
        ("sv", "Tchad beslutade att hålla val den 29 november.", ("2024-11-29", Factuality.PLANNED)),
        ("en", "Chad condemned Friday's attack on Mali.", ("2024-05-10", Factuality.HAPPENED)),
    ],
)
def test_what_is_called_off_or_decided_lies_ahead(language: str, text: str, expected: tuple[str, Factuality]) -> None:
    """The day of what is cancelled or decided upon lies ahead; that of what is condemned lies back."""
    assert expected in [(edtf(event), event.factuality) for event in events(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Chad agreed to sign the treaty with Mali on 29 November."),
        ("sv", "Tchad gick med på att underteckna avtalet med Mali den 29 november."),
        ("de", "Tschad stimmte zu, das Abkommen mit Mali am 29. November zu unterzeichnen."),
    ],
)
def test_nobody_agreed_on_the_day_agreed_upon(language: str, text: str) -> None:
    """A day within what somebody agreed to is not when they agreed, in this year or the last."""
    told = document(text, language).events
    assert told
    assert "11-29" not in "".join(str(edtf(event)) for event in told)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Seit Montag steht in Wien ein Pilot vor Gericht."),
        ("sv", "Sedan i måndags står en pilot inför rätta i Wien."),
    ],
)
def test_what_is_so_since_a_day_began_on_it(language: str, text: str) -> None:
    """A state told with the day since which it is so goes on from that day."""
    assert [("2024-05-13/..", Factuality.ONGOING)] == [(edtf(e), e.factuality) for e in events(text, language)]


def test_the_day_of_an_attribute_is_not_that_of_the_verb() -> None:
    """In German a date behind the article belongs to the attribute; the verb has its own."""
    told = events("Die im Januar in Wien eingesetzten Richter verurteilten am Montag einen Piloten.", "de")
    assert "2024-05-13" in [edtf(event) for event in told]


def test_a_verb_has_no_day_of_an_attribute() -> None:
    """Without a day of its own a verb does not take that of the attribute of its subject."""
    told = events("Der am 3. Mai in Wien vereidigte Minister ist zurückgetreten.", "de")
    assert ["zurücktreten"] == [event.lemma for event in told]
    assert "2024-05-03" != edtf(told[0])


def test_a_chronicle_may_hold_a_leap_day() -> None:
    """A line of 29 February before lines that are past is not set back into a year that has no such day."""
    opened = "29 February: Chad opens the road to traffic in Bamako."
    lines = (opened, "2 January: Chad closed the road to Bamako.", "4 January: Chad signed a treaty with Mali.")
    found = document("\n\n".join(lines), published="2024-02-10").events
    assert "2024-01-04" in [edtf(event) for event in found]
    assert "2023-02" not in "".join(str(edtf(event)) for event in found)


def test_a_day_of_a_plan_just_over_stays() -> None:
    """A plan for a day of the year that is just over keeps its day, and is not put off by a week."""
    told = events("Chad has announced that it will sign a treaty with Mali on 13 May.")
    assert ["2024-05-13"] == [edtf(event) for event in told if event.type is EventType.AGREEMENT]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der im Januar in Wien verurteilte Pilot ist am Montag geflohen.", [("fliehen", "2024-05-13")]),
        ("Die am vergangenen Montag in Wien verurteilten Piloten flohen am 14. Mai.", [("fliehen", "2024-05-14")]),
        ("Der in Wien ansässige Richter verurteilte am Montag Piloten.", [("verurteilen", "2024-05-13")]),
    ],
)
def test_an_extended_attribute_is_no_clause(text: str, expected: list[tuple[str, str]]) -> None:
    """What stands between a German article and its noun is not the verb of the clause; what follows the noun may be."""
    assert expected == [(event.lemma, edtf(event)) for event in events(text, "de")]


@pytest.mark.parametrize(
    ("language", "text", "lemma"),
    [
        ("de", "Die Polizei zog am Montag ab, ohne den Bürgermeister von Malaga festzunehmen.", "festnehmen"),
        ("de", "Die Polizei zog am Montag ab, statt den Bürgermeister von Malaga festzunehmen.", "festnehmen"),
        ("de", "Die Polizei kam am Montag, um den Bürgermeister von Malaga festzunehmen.", "festnehmen"),
        ("de", "Die Polizei wurde am Montag daran gehindert, den Bürgermeister von Malaga festzunehmen.", "festnehmen"),
        ("de", "Die Polizei versäumte es am Montag, den Bürgermeister von Malaga festzunehmen.", "festnehmen"),
        (
            "de",
            "Berichte, wonach die Polizei den Bürgermeister von Malaga festgenommen hat, sind falsch.",
            "festnehmen",
        ),
        ("sv", "Polisen åkte i måndags hem utan att gripa borgmästaren i Malaga.", "gripa"),
        ("sv", "Polisen åkte i måndags hem i stället för att gripa borgmästaren i Malaga.", "gripa"),
        ("sv", "Polisen kom i måndags för att gripa borgmästaren i Malaga.", "gripa"),
        ("sv", "Uppgifterna om att polisen grep borgmästaren i Malaga är falska.", "gripa"),
        ("en", "Police came on Monday to arrest the mayor of Malaga.", "arrest"),
        ("en", "Police neglected to arrest the mayor of Malaga on Monday.", "arrest"),
        ("en", "Instead of arresting the mayor of Malaga, police went home on Monday.", "arrest"),
    ],
)
def test_what_is_only_aimed_at_or_left_undone_did_not_happen(language: str, text: str, lemma: str) -> None:
    """An infinitive with `without` or `instead of`, an aim of going somewhere, a report called false: nothing happened."""
    told = [each for each in document(text, language).events if each.lemma == lemma]
    assert Factuality.HAPPENED not in {each.factuality for each in told}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Tausende versammelten sich am Montag in Wien, um gegen das Gesetz zu protestieren."),
        ("sv", "Tusentals samlades i måndags i Wien för att protestera mot lagen."),
        ("en", "Thousands gathered in Vienna on Monday to protest against the law."),
    ],
)
def test_who_gathers_to_protest_protests(language: str, text: str) -> None:
    """The aim of a gathering is what it does."""
    assert Factuality.HAPPENED in {each.factuality for each in document(text, language).events}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Kenia beschloss, am 14. Juni die Grenze zu Uganda zu schließen.", [("2024-06-14", Factuality.PLANNED)]),
        ("sv", "Kenya har beslutat att stänga gränsen mot Uganda den 14 juni.", [("2024-06-14", Factuality.PLANNED)]),
        ("sv", "Ukraina lovade i måndags att inleda en offensiv den 14 juni.", [("2024-06-14", Factuality.PLANNED)]),
    ],
)
def test_what_is_decided_has_the_day_it_is_decided_for(
    language: str, text: str, expected: list[tuple[str, Factuality]]
) -> None:
    """A decision without a day of its own is told by what is decided, and a day behind it is that of the plan."""
    assert expected == [(edtf(event), event.factuality) for event in document(text, language).events if not event.gate]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The talks, which had been postponed from April, began in Oslo on Monday."),
        ("sv", "Samtalen, som hade skjutits upp från april, inleddes i Oslo i måndags."),
        ("de", "Die Gespräche, die im April verschoben worden waren, begannen am Montag in Oslo."),
    ],
)
def test_what_was_put_off_and_then_held_took_place(language: str, text: str) -> None:
    """A relative clause that says of something that it was put off does not undo the verb that says it began."""
    assert [("2024-05-13", Factuality.HAPPENED)] == [
        (edtf(event), event.factuality) for event in events(text, language)
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It is not true that Kenya closed its border with Uganda on Monday."),
        ("en", "It is false that Kenya closed its border with Uganda on Monday."),
        ("sv", "Det stämmer inte att Kenya stängde gränsen mot Uganda i måndags."),
        ("sv", "Det är osant att Kenya stängde gränsen mot Uganda i måndags."),
        ("de", "Es stimmt nicht, dass Kenia am Montag die Grenze zu Uganda geschlossen hat."),
        ("de", "Es ist falsch, dass Kenia am Montag die Grenze zu Uganda geschlossen hat."),
    ],
)
def test_what_is_called_untrue_is_denied(language: str, text: str) -> None:
    """Who says that it is not true denies it; the day stays the past one that was claimed."""
    told = [
        (event.factuality, edtf(event)) for event in document(text, language).events if event.type.value == "sanction"
    ]
    assert [(Factuality.DENIED, "2024-05-13")] == told


def test_notice_given_on_a_day_is_given_on_it() -> None:
    """A Swedish `varsla` with the day before it is of that day; nobody is told of days to come."""
    told = events("På måndagen varslade Ericsson 3 000 anställda i Norge om uppsägning.", "sv")
    assert [("2024-05-13", Factuality.HAPPENED)] == [(edtf(event), event.factuality) for event in told]


_CALM = {
    "en": "The weather in the capital was calm and most shops were open as usual, residents told the paper.",
    "sv": "Vädret i huvudstaden var lugnt och de flesta butiker hade öppet som vanligt, berättar invånare.",
}


@pytest.mark.parametrize(
    ("language", "headline", "expected"),
    [
        ("en", "Norway close to signing treaty with Sweden", set()),
        ("en", "Norway signs treaty with Sweden", {Factuality.HAPPENED}),
        ("en", "Strike averted in Norway", set()),
        ("en", "Strike halts trains in Norway", {Factuality.HAPPENED}),
        ("en", "Ten killed in attack close to Oslo", {Factuality.HAPPENED}),
        ("sv", "Tio döda i explosion i Oslo", {Factuality.HAPPENED}),
        ("sv", "Strejk avvärjd i Norge", set()),
    ],
)
def test_headlines_tell_what_came_to_pass(language: str, headline: str, expected: set[Factuality]) -> None:
    """A headline leaves out auxiliaries, and still what is near or averted did not happen."""
    told = document(f"{headline}\n\n{_CALM[language]}", language).events
    assert expected == {event.factuality for event in told if event.gate is None}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The ministers of Norway and Sweden met in Oslo at 10 a.m. on Monday.", "10:00"),
        ("en", "The ministers of Norway and Sweden met in Oslo shortly before 10 a.m. on Monday.", None),
        ("en", "The ministers of Norway and Sweden met in Oslo around 10 a.m. on Monday.", None),
        ("de", "Die Minister Norwegens und Schwedens trafen sich am Montag um 10 Uhr in Oslo.", "10:00"),
        ("de", "Die Minister Norwegens und Schwedens trafen sich am Montag gegen 10 Uhr in Oslo.", None),
        ("sv", "Norges och Sveriges ministrar möttes i måndags klockan 10 i Oslo.", "10:00"),
        ("sv", "Norges och Sveriges ministrar möttes i måndags strax före klockan 10 i Oslo.", None),
    ],
)
def test_an_hour_is_given_only_where_it_is_told(language: str, text: str, expected: str | None) -> None:
    """What was shortly before or about an hour was not at that hour."""
    assert [expected] == [event.time for event in events(text, language) if event.when]
