"""Events: cast, dates, links and gates of what short texts tell."""

from __future__ import annotations

from datetime import date as day

import pytest

from dateline.core.model import Attachment, Basis, DaySet, Document, EventMention, Gate, Review, Role, Tier
from dateline.core.problems import Problems
from dateline.find.annotate import annotate, date
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_article

LEXICON = Lexicon()


def document(text: str, language: str = "en", published: str = "2024-05-15") -> Document:
    known = {"language": language, "published": published}
    article = read_article("text.txt", text.encode(), known, LEXICON, Problems())
    assert article is not None
    number = day.fromisoformat(published).toordinal()
    return date(annotate(article, LEXICON), DaySet((number,), (1.0,), Basis.GIVEN), LEXICON)


def events(text: str, language: str = "en") -> list[EventMention]:
    return [event for event in document(text, language).events if event.gate is None]


def only(text: str, language: str = "en") -> EventMention:
    found = events(text, language)
    assert 1 == len(found), [(event.type.value, event.lemma) for event in found]
    return found[0]


def edtf(event: EventMention) -> str | None:
    return event.when.edtf if event.when else None


def roles(event: EventMention) -> dict[str | None, Role]:
    return {participant.entity: participant.role for participant in event.participants}


def test_subject_acts_and_object_is_target() -> None:
    """The active subject is the actor, the object the target."""
    assert {"EE": Role.ACTOR, "RU": Role.TARGET} == roles(only("On Monday Estonia accused Russia of sabotage."))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("I måndags anklagade Norge Danmark för tullfusk.", "sv", {"NO": Role.ACTOR, "DK": Role.TARGET}),
        ("Am Montag verklagte Polen Ungarn.", "de", {"PL": Role.ACTOR, "HU": Role.TARGET}),
        ("I måndags stämde Norges Erna Solberg tidningen.", "sv", {"NO": Role.ACTOR, "erna-solberg": Role.ACTOR}),
    ],
)
def test_behind_the_verb_the_first_of_two_names_acts(text: str, language: str, expected: dict[str, Role]) -> None:
    """Where the order is turned the subject comes before the object; who belongs to the first is no object."""
    assert expected == roles(only(text, language))


@pytest.mark.parametrize(
    ("text", "language", "verb"),
    [
        ("Norway's parliament will debate the attack on 6 June.", "en", "debate"),
        ("Stortinget ska debattera attacken den 6 juni.", "sv", "debattera"),
        ("Der Bundestag debattiert am Freitag den Streik der Lokführer.", "de", "debattieren"),
    ],
)
def test_what_is_debated_does_not_happen_then(text: str, language: str, verb: str) -> None:
    """A verb of debating, examining or remembering dates itself, not what it speaks of."""
    assert verb == only(text, language).lemma


def test_what_is_told_after_a_look_back_is_not_of_its_day() -> None:
    """A sentence in the past tense does not inherit the day of a sentence in the pluperfect."""
    told = events(
        "Am Freitag bargen Retter in Norwegen drei Tote. Die Männer waren am Montag in Norwegen verschüttet worden. "
        "Ministerpräsident Jens Stoltenberg kritisierte Norwegens Behörden.",
        "de",
    )
    assert ["2024-05-13"] == [edtf(event) for event in told if event.lemma == "verschütten"]
    assert "2024-05-13" not in [edtf(event) for event in told if event.lemma != "verschütten"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A fire broke out in Rotterdam on Sunday, killing two people and injuring five.", {"deaths": 2, "injured": 5}),
        ("A blast left 3 people dead and 5 people injured in Peru on Sunday.", {"deaths": 3, "injured": 5}),
    ],
)
def test_a_number_belongs_to_the_word_it_stands_by(text: str, expected: dict[str, int]) -> None:
    """Killing two and injuring five: what comes before its number counts it, unless another word stands behind."""
    figures = {figure.what: figure.value for event in events(text) for figure in event.figures}
    assert expected == figures


def test_a_war_that_breaks_out_is_no_outbreak() -> None:
    """What breaks out is what it is: a war is fought, and a fire cuts no cable."""
    assert "attack" == only("War broke out between Armenia and Azerbaijan on 27 September 2020.").type.value
    fire = only("A fire broke out in Rotterdam on Sunday.")
    titles = LEXICON.packs["en"].titles
    assert titles is not None
    assert titles.concept(fire.type, fire.lemma, fire.mode) is None


def test_a_subject_ends_before_a_number() -> None:
    """Behind the verb the body acts, and the number begins what it does it to."""
    found = document("Am 2. Mai 2024 hatte Siemens 40 Beschäftigte entlassen.", "de")
    subjects = [found.article.text[slice(*c.subject)] for c in found.clauses if c.subject is not None]
    assert ["Siemens"] == subjects


def test_a_pronoun_is_not_whose_noun_came_before() -> None:
    """`It` is the mine, which has no name: neither the country whose mine it is nor the firm that sold it."""
    told = document("Norway's oldest mine closed in March 2020. It reopened in April 2021.").events
    assert [] == [p.entity for p in told[-1].participants]
    told = document("Norsk Hydro sold a mine in March 2020. The mine was old. It reopened in April 2021.").events
    assert [] == [p.entity for p in told[-1].participants]


def test_passive_turns_the_roles() -> None:
    """In the passive the subject is the target and `by` names the actor."""
    event = only("Georgia was attacked by Russia on Monday.")
    assert {"GE": Role.TARGET, "RU": Role.ACTOR} == roles(event)


def test_all_who_meet_are_actors() -> None:
    """Meetings and agreements have no target."""
    assert {Role.ACTOR} == set(roles(only("Polen och Litauen undertecknade avtalet i måndags.", "sv")).values())


def test_place_of_a_meeting_lends_its_country() -> None:
    """The country of the place counts as involved, the place itself is kept."""
    event = only("Poland and Ukraine signed the agreement in Vienna on Monday.")
    assert ("AT", "PL", "UA") == event.countries
    assert ("vienna",) == event.places


def test_adjective_is_only_mentioned() -> None:
    """`Russian gas` makes Russia no participant."""
    event = only("Russian gas reached Turkey through a new pipe opened on Friday.")
    assert "RU" not in event.countries
    assert "RU" in event.mentioned


def test_date_at_the_front_is_shared() -> None:
    """A date before two coordinated clauses dates both."""
    text = "On Monday the president of Kenya resigned and Kenya's parliament passed the bill."
    assert ["2024-05-13", "2024-05-13"] == [edtf(event) for event in events(text)]


def test_date_of_a_relative_clause_stays_inside() -> None:
    """The year of joining does not date the signing."""
    text = "Kazakhstan, which joined the union in 2014, signed the treaty on Monday."
    assert {"2014", "2024-05-13"} == {edtf(event) for event in events(text)}


def test_inserted_date_gives_way_to_the_verbs_own() -> None:
    """What was postponed from April began on Tuesday."""
    assert "2024-05-14" == edtf(only("The talks, postponed from April, began in Doha on Tuesday."))


def test_year_of_birth_dates_nothing() -> None:
    """A remark in brackets does not date the clause it stands in."""
    event = only("Polens president efterträddes 2019 av Jan Nowak (född 1953).", "sv")
    assert "2019" == edtf(event)


def test_period_is_one_occurrence_within_it() -> None:
    """`Last week` means some day of it for a signing."""
    assert "[2024-05-06..2024-05-12]" == edtf(only("Poland signed the treaty last week."))


def test_two_ends_mean_that_it_lasted() -> None:
    """`From 3 to 5 May` is a span."""
    assert "2024-05-03/2024-05-05" == edtf(only("From 3 to 5 May the leaders of Poland and Latvia met in Riga."))


def test_what_was_called_off_keeps_its_plan() -> None:
    """A later sentence calls it off: the day of that is the date, the other the plan."""
    event = only("Övningen skulle hållas den 6 maj i Finland. Den ställdes in dagen innan.", "sv")
    assert ("cancelled", "2024-05-05", "2024-05-06") == (
        event.factuality.value,
        edtf(event),
        event.planned.edtf if event.planned else None,
    )


def test_staying_away_is_a_refusal_by_who_stays() -> None:
    """The main clause tells who did not come to the occasion of the when-clause."""
    event = only("När alliansen skulle hålla övningar i tisdags valde Armenien att stanna hemma.", "sv")
    assert ("refused", Role.ACTOR) == (event.factuality.value, roles(event)["AM"])


def test_undated_retelling_is_a_detail() -> None:
    """An undated telling of a dated event points to it and is no event of its own."""
    found = document(
        "Police boarded the ship\n\nOn Monday Estonian police boarded a freighter off the coast of Estonia.\n\n"
        "Nobody was hurt when the Estonian officers boarded the ship."
    ).events
    head = next(event for event in found if event.when is not None)
    assert head.id in {event.detail_of for event in found}


def test_undated_lede_lies_in_the_last_days() -> None:
    """The lede of a dated article without a date: openly somewhere in the last days."""
    event = only("Estonia has arrested the captain of a Russian ship.")
    assert ("[2024-05-12..2024-05-15]", Attachment.LEDE) == (edtf(event), event.attachment)
    assert Review.DATE_INHERITED in event.review


def test_present_with_a_day_ahead_is_planned() -> None:
    """`Ministers hold a meeting on Monday` is a plan."""
    event = only("Ministers of Poland hold a meeting in Vienna next Monday.")
    assert ("planned", "2024-05-20") == (event.factuality.value, edtf(event))


def test_since_means_going_on() -> None:
    """A protest since a date is ongoing from there."""
    event = only("Sedan i april strejkar lokförarna i Norge.", "sv")
    assert ("ongoing", "2024-04-01/..") == (event.factuality.value, edtf(event))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An earthquake killed 40 people in Iran on Sunday.", ("disaster", 40)),
        ("Gunmen killed 40 people in Iran on Sunday.", ("attack", 40)),
        ("A bridge collapsed in Italy on Sunday. Seven people died on Sunday in Italy.", ("disaster", 7)),
    ],
)
def test_deaths_belong_to_their_cause(text: str, expected: tuple[str, int]) -> None:
    """Killing is an attack or a disaster by what else is told, and the dead are counted."""
    event = events(text)[-1]
    assert expected == (event.type.value, {figure.what: figure.value for figure in event.figures}["deaths"])


def test_figure_keeps_its_words_and_bound() -> None:
    """`At least 40 people` is a figure with a lower bound, cut from the text."""
    text = "An earthquake killed at least 40 people in Iran on Sunday."
    (figure,) = only(text).figures
    assert ("min", "at least 40 people") == (figure.bound, text[figure.span.start : figure.span.end])


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "A woman of 64 died in a fire in Poland on Sunday.", None),
        ("sv", "Ett tjugotal arbetare dödades i en brand i Polen i söndags.", 20),
        ("sv", "Ett barn dödades i en brand i Polen i söndags.", 1),
        ("en", "A fire killed 64 women in Poland on Sunday.", 64),
    ],
)
def test_an_age_and_an_article_count_nobody(language: str, text: str, expected: int | None) -> None:
    """`A woman of 64` is one; `ett tjugotal` are twenty."""
    counted = [figure.value for event in events(text, language) for figure in event.figures if figure.what == "deaths"]
    assert ([expected] if expected else []) == sorted(set(counted))


def test_saying_gives_way_to_what_is_said() -> None:
    """Whoever announces what has happened, the happening is the event."""
    assert "sanction" == only("Canada announced on Monday that it had imposed sanctions on Belarus.").type.value


def test_call_is_the_event_not_what_is_called_for() -> None:
    """A demand to pass a law is no law."""
    found = document("Poland called on Hungary on Monday to pass the bill.").events
    assert ["demand"] == [event.type.value for event in found if event.gate is None]


def test_commentary_is_kept_as_a_candidate_with_the_reason() -> None:
    """What an analyst says makes no event, but the reviewer sees it."""
    found = document("Poland attacked Hungary last year, says analyst Eva Berg, a researcher at the institute.").events
    assert {Gate.COMMENTARY} == {event.gate for event in found}


def test_history_is_background() -> None:
    """What lies more than a year before publication is background, with its review reason."""
    event = only("Georgia joined the United Nations in 1992.")
    assert (Tier.BACKGROUND, True) == (event.tier, Review.BACKGROUND_ITEM in event.review)


def test_unknown_verb_is_a_gap() -> None:
    """A verb the lexicon lacks is listed, and makes an event with a date of its own."""
    found = document("Norway frobbed the fjord on Monday.")
    assert "frob" in "".join(found.gaps)
    assert ["other"] == [event.type.value for event in found.events if event.gate is None]


@pytest.mark.parametrize(
    ("language", "lede", "body", "expected"),
    [
        ("en", "Norway has a new harbour.", "A crane toppled onto the quay on Monday.", ("happened", "2024-05-13")),
        ("en", "Norway has a new harbour.", "Cleaners will scrub the quay on Friday.", ("planned", "2024-05-17")),
        ("sv", "Norge har fått en ny hamn.", "En lyftkran välte på måndagen.", ("happened", "2024-05-13")),
        ("sv", "Norge har fått en ny hamn.", "Kajen ska spolas på fredag.", ("planned", "2024-05-17")),
        ("de", "Norwegen hat einen neuen Hafen.", "Am Montag kippte ein Kran um.", ("happened", "2024-05-13")),
        ("de", "Norwegen hat einen neuen Hafen.", "Am Freitag soll der Kai geputzt werden.", ("planned", "2024-05-17")),
    ],
)
def test_unlisted_verb_of_the_body_makes_an_event(
    language: str, lede: str, body: str, expected: tuple[str, str]
) -> None:
    """A verb nobody lists tells what happened or will, wherever its clause has a date of its own."""
    found = [event for event in events(f"{lede}\n\n{body}", language) if event.type.value == "other"]
    assert [expected] == [(event.factuality.value, edtf(event)) for event in found]


@pytest.mark.parametrize(
    "body",
    [
        "The quay gleams every Monday.",
        "The quay was quiet on Monday.",
        "Ships berth where the old quay stood.",
        "If a crane topples on Friday, the quay must close.",
    ],
)
def test_state_habit_and_condition_make_no_event(body: str) -> None:
    """What is, recurs, or depends on something is no event, dated or not."""
    assert [] == [event for event in events(f"Norway has a new harbour.\n\n{body}") if event.type.value == "other"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The cabinet has imposed sanctions on Belarus, the foreign ministry said on Monday.", "2024-05-13"),
        ("en", "Two smugglers were arrested near Riga, police said on Tuesday.", "[2024-05-11..2024-05-14]"),
        ("en", "Police said on Tuesday that they had arrested two smugglers near Riga.", "[2024-05-11..2024-05-14]"),
        ("sv", "Två smugglare har gripits nära Riga, uppgav polisen på tisdagen.", "[2024-05-11..2024-05-14]"),
        ("de", "Die Regierung verhängt Sanktionen gegen Belarus, teilte das Ministerium am Montag mit.", "2024-05-13"),
        (
            "de",
            "Das Parlament in Riga hat das Abkommen ratifiziert, wie das Ministerium am Dienstag mitteilte.",
            "2024-05-14",
        ),
        (
            "de",
            "Zwei Schmuggler wurden bei Riga festgenommen, wie die Polizei am Dienstag mitteilte.",
            "[2024-05-11..2024-05-14]",
        ),
    ],
)
def test_day_of_the_telling_bounds_what_is_told(language: str, text: str, expected: str) -> None:
    """What is decided has the day of its telling; what is seen to happen, that day or those just before; openly so."""
    (event,) = [event for event in events(f"Latvia\n\n{text}", language) if event.type.value != "statement"]
    assert (expected, True) == (edtf(event), Review.DATE_INHERITED in event.review)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The regatta off Riga was called off on Monday.", "cancelled"),
        ("en", "Latvia refused on Monday to mothball the reactor.", "refused"),
        ("sv", "Lettland vägrade på måndagen att spola kajen.", "refused"),
        ("de", "Die Wahl in Lettland am Sonntag ist geplatzt.", "cancelled"),
        ("de", "Das Treffen der Minister in Riga am Freitag fällt aus.", "cancelled"),
        ("de", "Der Kanzler sagte am Montag seine Teilnahme am Gipfel in Riga ab.", "refused"),
    ],
)
def test_what_the_verb_itself_undoes_did_not_happen(language: str, text: str, expected: str) -> None:
    """What is called off, comes to nothing, or is refused is said to be so, with or without a word for the occasion."""
    assert [expected] == [event.factuality.value for event in events(text, language)]


def test_title_in_unlisted_words_belongs_to_the_lede() -> None:
    """A title whose verb nobody lists tells what the lede tells."""
    text = "Norway mothballs trawlers\n\nNorway imposed sanctions on Russia on Monday."
    assert ["sanction"] == [event.type.value for event in events(text) if event.detail_of is None]


def test_order_of_sentences_does_not_change_ids() -> None:
    """The id of an event is its article and where its trigger begins."""
    text = "On Monday Estonia accused Russia of sabotage."
    event = only(text)
    assert f"{event.article}#{text.index('accused')}" == event.id


def test_a_source_takes_no_part() -> None:
    """Who only reports, or is excepted, is no participant."""
    assert {"EE", "LV"} == set(
        only(
            "According to Moscow and with the exception of Poland, Estonia and Latvia signed a treaty on Monday."
        ).countries
    )


def test_allies_are_not_the_country() -> None:
    """A genitive before partners names whose they are, not who acts."""
    assert "RU" not in roles(only("On Monday Russia's allies met Finland in Helsinki."))


def test_dates_told_respectively_are_dealt_out() -> None:
    """Each of two who are told with two dates has its own event."""
    found = events("Georgia and Ukraine left the CIS in 2008 and 2018, respectively.")
    assert [("2008", ("GE",)), ("2018", ("UA",))] == [(edtf(event), event.countries) for event in found]


def test_words_of_a_name_signal_nothing() -> None:
    """`Treaty` within an organisation's name is no agreement."""
    found = document("The Collective Security Treaty Organization has its seat in Moscow.").events
    assert [] == [event.type.value for event in found if event.type.value == "agreement"]


def test_a_heading_names_the_body_of_its_section() -> None:
    """A meeting that names nobody is of the body named by the heading above it, in the place of its series."""
    text = (
        "Two summits took place in Astana on Thursday.\n\n"
        "The leaders gathered in the city for two days of talks and met.\n\n"
        "Meeting of the CIS\n\nOn Friday the second summit took place before the guests left for their homes again.\n"
    )
    event = next(event for event in document(text).events if event.lemma == "summit" and event.sentence > 1)
    assert ("KZ",) == event.countries
    assert "cis" in roles(event)


def test_a_double_adjective_names_two() -> None:
    """Both countries of a double adjective take part."""
    assert ("KG", "TJ") == only("A new Kyrgyz-Tajik agreement followed on Monday.").countries


def test_what_is_said_in_fresh_news_has_its_day() -> None:
    """A plain saying of an official in a report of the day is told beside it, on the day told of, and openly so."""
    found = events("Estonia signed a treaty with Latvia on Monday. Estonia said that it would build two bridges.")
    said = found[-1]
    assert ("2024-05-13", Tier.SIDE, Attachment.LEDE) == (edtf(said), said.tier, said.attachment)


def test_a_pronoun_finds_its_person() -> None:
    """The subject's pronoun stands for who was spoken of before."""
    text = "On Monday President Emmanuel Macron visited Poland. On Tuesday he criticised Hungary."
    assert Role.ACTOR == roles(events(text)[-1])["emmanuel-macron"]


def test_denied_infinitive_looks_back() -> None:
    """What somebody denies having done lies in the past."""
    read = document("Georgien bestreitet, am Montag Schiffe beschossen zu haben.", "de")
    assert ["2024-05-13"] == [each.value for each in read.anchored]
    assert "2024-05-13" not in [edtf(event) for event in read.events]


def test_decided_infinitive_looks_ahead() -> None:
    """What is decided to be held lies ahead."""
    found = events("Polen und Litauen beschlossen am Montag, im Juni einen Gipfel abzuhalten.", "de")
    assert "2024-06" in {
        edtf(event) for event in document("Polen beschloss am Montag, im Juni einen Gipfel abzuhalten.", "de").events
    }
    assert all(event.when is not None for event in found)


def test_subjunctive_of_reported_speech_looks_back() -> None:
    """`hätten am Dienstag` in reported speech is last Tuesday."""
    text = "Der Sprecher der Armee Estlands sagte, Soldaten Lettlands hätten am Dienstag die Grenze überschritten."
    assert "2024-05-14" in {edtf(event) for event in events(text, "de")}


def test_two_names_after_a_fronted_clause_are_one_subject() -> None:
    """`While A did this, B and C did that` has two clauses, cut at the comma."""
    text = "While Norway recalled its envoy on Monday, Malta and Cyprus expelled two diplomats on Tuesday."
    assert [("NO",), ("CY", "MT")] == [event.countries for event in events(text)]


def test_particle_stays_with_its_verb() -> None:
    """`step down when` is cut before the conjunction."""
    found = document("Kenya's president will step down when parliament has passed the budget.").clauses
    assert (
        "when parliament has passed the budget"
        == "Kenya's president will step down when parliament has passed the budget."[
            found[1].span.start : found[1].span.end
        ]
    )


def test_officials_comment_on_no_day_is_no_event_in_the_body() -> None:
    """What an official of the hour says further down is a candidate; what a body says may be an event."""
    text = "Kenya signed the treaty on Monday.\n\nThe roads were dry.\n\nThe mayor of Nakuru, Tom Oduya, said the roads would stay shut to lorries."
    assert ["agreement"] == [event.type.value for event in events(text)]


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("de", "In Lima kam es am Montag zu Zusammenstößen mit der Polizei.", "attack"),
        ("de", "Auf der Autobahn bei Graz kam es am Montag zu einem Unfall.", "disaster"),
        ("sv", "Det kom till protester i Lima i måndags.", "protest"),
        ("en", "The dispute led to clashes in Lima on Monday.", "attack"),
        ("en", "The rail accident board of Peru began its investigation on Monday.", "court"),
        ("sv", "I Grekland fördes 40 flyktingar i land i måndags.", "aid"),
        ("de", "In Peru wurden am Montag zwei Bergleute lebend geborgen.", "aid"),
        ("de", "In Peru wurde am Montag ein Bergsteiger tot geborgen.", "disaster"),
        ("de", "Ghana bestritt am Montag jede Beteiligung an dem Hackerangriff.", "criticism"),
    ],
)
def test_light_verb_has_the_type_of_its_noun(language: str, text: str, kind: str) -> None:
    """A verb that says little has the type of the noun it carries, also behind a preposition."""
    assert kind == only(text, language).type.value


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Six people were killed in Peru on Monday.", "disaster"),
        ("sv", "Sex personer dödades i Peru i måndags.", "disaster"),
        ("de", "Sechs Menschen wurden am Montag in Peru getötet.", "disaster"),
        ("en", "Six people were killed by rebels in Peru on Monday.", "attack"),
        ("sv", "Sex personer dödades av rebeller i Peru i måndags.", "attack"),
        ("de", "Sechs Menschen wurden am Montag in Peru von Rebellen getötet.", "attack"),
        ("en", "Six people were killed in a missile strike in Peru on Monday.", "attack"),
    ],
)
def test_killed_by_nobody_named_is_an_accident(language: str, text: str, kind: str) -> None:
    """Deaths in the passive are a disaster unless somebody or some weapon did it."""
    assert kind == only(text, language).type.value


def test_what_else_is_called_off_leaves_the_event_before() -> None:
    """A sentence that calls off something of its own does not undo the event of the sentence before."""
    found = events("Peru opened an inquiry on Monday. The ferry line has called off all departures.")
    assert "happened" == found[0].factuality.value
    found = events("Peru will hold a drill on Monday. It was called off.")
    assert "cancelled" == found[0].factuality.value


def test_what_is_called_for_a_day_lies_ahead() -> None:
    """A past verb of calling or fixing plans what it names."""
    event = only("The unions of Norway called a strike for Thursday.")
    assert ("planned", "2024-05-16") == (event.factuality.value, edtf(event))


def test_talks_that_collapse_are_talks() -> None:
    """What talks come to is told of the talks; a bridge that collapses is a disaster."""
    assert "meeting" == only("Talks between Norway and Malta collapsed on Monday.").type.value
    assert "disaster" == only("A bridge collapsed in Norway on Monday.").type.value


def test_people_are_counted_in_whole_numbers() -> None:
    """A magnitude beside the word for the dead counts nobody: the number of people behind it does."""
    found = document("Durch ein Beben der Stärke 6,3 kamen in Chile am Montag sieben Bergleute ums Leben.", "de").events
    assert {7.0} == {figure.value for event in found for figure in event.figures if figure.what == "deaths"}
