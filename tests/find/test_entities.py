"""Who and what a text speaks of: the cases of participants and places, by their letters P1 to P25, and more."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dateline.core.model import Article, EntityKind, EntityMention, Form, Label, Paragraph, Sentence, Span
from dateline.find.entities import find_entities
from dateline.lexicon.language import Lexicon
from dateline.lexicon.sounds import sound_of


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


def article(text: str, language: str, label: Label = Label.BODY) -> Article:
    """One sentence a line, one paragraph a block."""
    sentences, paragraphs, position = [], [], 0
    for block in text.split("\n\n"):
        paragraphs.append(Paragraph(Span(position, position + len(block)), label, language))
        for line in block.split("\n"):
            sentences.append(Sentence(Span(position, position + len(line)), len(paragraphs) - 1, ()))
            position += len(line) + 1
        position += 1
    return Article(
        id="a", path="a.txt", text=text, digest="", language=language,
        paragraphs=tuple(paragraphs), sentences=tuple(sentences),
    )  # fmt: skip


def find(lexicon: Lexicon, text: str, language: str) -> dict[str, EntityMention]:
    """The mentions by their words; of equal words the first."""
    out: dict[str, EntityMention] = {}
    for mention in find_entities(article(text, language), lexicon):
        out.setdefault(text[mention.span.start : mention.span.end], mention)
    return out


def entities(lexicon: Lexicon, text: str, language: str, kind: EntityKind | None = None) -> list[str | None]:
    mentions = find_entities(article(text, language), lexicon)
    return [mention.entity for mention in mentions if kind is None or mention.kind is kind]


# ------------------------------------------------------------------------------------------ countries and capitals


def test_capitals_that_sign_are_governments_and_after_in_they_are_places(lexicon: Lexicon) -> None:
    """P7: Moscow and Baku take part; Astana is where it happened."""
    found = find(lexicon, "Moscow and Baku signed a gas contract in Astana on Monday.", "en")
    assert ("RU", Form.CAPITAL) == (found["Moscow"].entity, found["Moscow"].form)
    assert ("AZ", Form.CAPITAL) == (found["Baku"].entity, found["Baku"].form)
    assert ("astana", EntityKind.PLACE, "KZ") == (
        found["Astana"].entity,
        found["Astana"].kind,
        found["Astana"].country,
    )


@pytest.mark.parametrize(
    ("language", "text", "capital", "government"),
    [
        ("de", "Am Montag warf Moskau Kiew Wortbruch vor.", "Moskau", True),
        ("de", "Am Montag warf Moskau Kiew Wortbruch vor.", "Kiew", True),
        ("sv", "På måndagen anklagade Moskva Kiev för brott.", "Moskva", True),
        ("en", "Talks between Washington and Tehran resumed.", "Tehran", True),
        ("sv", "De greps i Moskva på måndagen.", "Moskva", False),
        ("en", "Crowds left Kyiv on Monday.", "Kyiv", False),
        ("de", "Die Delegation flog nach Moskau.", "Moskau", False),
    ],
)
def test_a_capital_is_a_government_by_its_verb(
    lexicon: Lexicon, language: str, text: str, capital: str, government: bool
) -> None:
    """Subject of a verb of saying or wanting: the government; after a preposition of place: the town."""
    assert government is (find(lexicon, text, language)[capital].form is Form.CAPITAL)


def test_kremlin_is_a_body_of_russia(lexicon: Lexicon) -> None:
    """P8: Kreml and Putin bring Russia; Astana stays a place."""
    found = find(lexicon, "Kreml bekräftade att Putin landade i Astana på torsdagen.", "sv")
    assert ("RU/presidency", "RU") == (found["Kreml"].entity, found["Kreml"].country)
    assert ("vladimir-putin", "RU") == (found["Putin"].entity, found["Putin"].country)
    assert EntityKind.PLACE is found["Astana"].kind


def test_adjectives_before_a_role_noun_take_part(lexicon: Lexicon) -> None:
    """P9: Tajik and Kyrgyz guards are both actors, the first across `and`."""
    found = find(lexicon, "Tajik and Kyrgyz guards exchanged fire.", "en")
    assert [("TJ", 0.9), ("KG", 0.9)] == [(m.entity, m.confidence) for m in found.values() if m.form is Form.ADJECTIVE]


def test_adjective_before_another_noun_is_only_mentioned(lexicon: Lexicon) -> None:
    """P10: Russian gas is not Russia's act; Turkey, which it reaches, is named."""
    found = find(lexicon, "Russian gas reaches Turkey through a new pipe opened on Friday.", "en")
    assert 0.4 == found["Russian"].confidence
    assert 1.0 == found["Turkey"].confidence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Gabon-flagged freighter", 0.4),
        ("anti-Russian forces", 0.4),
        ("Russian-backed rebels", 0.4),
        ("Russian troops", 0.9),
        ("US-backed rebels", 0.4),
    ],
)
def test_what_a_hyphen_does_to_an_adjective(lexicon: Lexicon, text: str, expected: float) -> None:
    """Forces against or backed by a country are not the country's."""
    (mention,) = [m for m in find(lexicon, text, "en").values() if m.kind is EntityKind.COUNTRY]
    assert expected == mention.confidence


def test_georgia_the_state_and_georgia_the_country(lexicon: Lexicon) -> None:
    """P22: what else the article names decides."""
    state = "Georgia passed the bill on Tuesday.\nAtlanta protested, and the governor signed."
    country = "Georgia passed the bill on Tuesday.\nThousands protested in Tbilisi."
    assert "georgia-us" == find(lexicon, state, "en")["Georgia"].entity
    assert "GE" == find(lexicon, country, "en")["Georgia"].entity


def test_capital_by_description(lexicon: Lexicon) -> None:
    """`the Kazakh capital` is Astana, in each language."""
    for language, text in (
        ("en", "They met in the Kazakh capital."),
        ("sv", "De möttes i Kazakstans huvudstad."),
        ("de", "Sie trafen sich in der kasachischen Hauptstadt."),
    ):
        assert ["astana"] == entities(lexicon, text, language, EntityKind.PLACE)


def test_historic_and_disputed_territories_are_places(lexicon: Lexicon) -> None:
    """The Soviet Union, Kosovo and Nagorno-Karabakh are never countries."""
    text = "Kosovo, Nagorno-Karabakh and the Soviet Union"
    assert {EntityKind.PLACE} == {mention.kind for mention in find(lexicon, text, "en").values()}


def test_pronouns_in_capitals_are_no_names(lexicon: Lexicon) -> None:
    """A line set in capitals makes no country of `US` and no organisation of `WHO`."""
    assert [] == entities(lexicon, "IT IS TIME FOR US TO ACT, WHO SAYS SO", "en")
    assert ["US"] == entities(lexicon, "The US will help us, say those who know.", "en", EntityKind.COUNTRY)


# ---------------------------------------------------------------------------------------------------- organisations


def test_one_body_under_two_acronyms(lexicon: Lexicon) -> None:
    """P11: ODKB and CSTO are one organisation, whatever the language of the text."""
    text = "ODKB (CSTO på engelska) sände trupper i januari."
    assert ["csto", "csto"] == entities(lexicon, text, "sv", EntityKind.ORGANISATION)


def test_a_translated_name_in_another_order(lexicon: Lexicon) -> None:
    """P12: the same content words in another order are the same body."""
    text = "The Organization of the Collective Security Treaty sent observers in April."
    mention = find(lexicon, text, "en")["Organization of the Collective Security Treaty"]
    assert ("csto", 0.9) == (mention.entity, mention.confidence)


@pytest.mark.parametrize(
    ("case", "language", "text", "expected"),
    [
        ("P13", "de", "Die GUS-Staaten trafen sich am 9. Mai.", ["cis"]),
        ("P14", "sv", "De stöder oss i FN.", ["un"]),
        ("P15", "en", "The WHO praised those who helped.", ["who"]),
        ("P21", "sv", "Georgien lämnade OSS 2008.", ["cis"]),
        ("no evidence", "en", "The OSS was a wartime agency.", []),
        ("media", "en", "Reuters reported it.", ["reuters"]),
    ],
)
def test_acronyms_and_their_collisions(
    lexicon: Lexicon, case: str, language: str, text: str, expected: list[str]
) -> None:
    """An acronym counts in its case and language, and with evidence where it collides."""
    assert expected == entities(lexicon, text, language, EntityKind.ORGANISATION), case


def test_unknown_organisation_and_its_acronym(lexicon: Lexicon) -> None:
    """P17: a body no gazetteer holds is found by its head noun, and its acronym stands for it from then on."""
    text = "The Central Asian Water Pact Organisation (CAWPO) was founded on 2 May.\nCAWPO has four members."
    mentions = [m for m in find_entities(article(text, "en"), lexicon) if m.kind is EntityKind.ORGANISATION]
    assert {"central-asian-water-pact-organisation"} == {mention.entity for mention in mentions}
    assert 3 == len(mentions)
    assert not any(mention.known for mention in mentions)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Russian Foreign Ministry agreed."),
        ("en", "Russia's foreign ministry agreed."),
        ("en", "The Ministry of Foreign Affairs of Russia agreed."),
        ("sv", "Det ryska utrikesdepartementet höll med."),
        ("sv", "Rysslands utrikesministerium höll med."),
        ("de", "Das russische Außenministerium stimmte zu."),
        ("de", "Das Moskauer Außenministerium stimmte zu."),
    ],
)
def test_a_ministry_has_one_id_in_every_wording(lexicon: Lexicon, language: str, text: str) -> None:
    """Country and kind of ministry make the id, whatever the language."""
    found = [m for m in find_entities(article(text, language), lexicon) if m.kind is EntityKind.ORGANISATION]
    assert [("RU/mfa", "RU")] == [(mention.entity, mention.country) for mention in found]


def test_media_are_sources(lexicon: Lexicon) -> None:
    """A news agency takes part in nothing."""
    mention = find(lexicon, "Mannen greps, uppger TT.", "sv")["TT"]
    assert mention.commentator
    assert mention.confidence < 0.5


# ----------------------------------------------------------------------------------------------------------- people


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "Präsident Schaparow reiste nach Osch.", "Schaparow"),
        ("sv", "Kirgizistans president Sadyr Zjaparov reste.", "Sadyr Zjaparov"),
        ("en", "President Japarov left Bishkek.", "Japarov"),
        ("en", "The summit was opened by Sadyr Shaparov.", "Sadyr Shaparov"),
    ],
)
def test_one_person_in_four_spellings(lexicon: Lexicon, language: str, text: str, name: str) -> None:
    """P16: transliterations of one name are one person."""
    assert "sadyr-japarov" == find(lexicon, text, language)[name].entity


@pytest.mark.parametrize(
    "names", ["Tokajev Tokayev Tokajew", "Lukasjenko Lukashenko Lukaschenko", "Zelenskyj Selenskyj Zelensky"]
)
def test_spellings_of_one_name_sound_alike(names: str) -> None:
    """The key of a name is the same in Swedish, English and German spelling."""
    assert 1 == len({sound_of(name) for name in names.split()})


def test_different_names_sound_different() -> None:
    """The key does not make one of Merkel, Müller and Miller."""
    assert 3 == len({sound_of(name) for name in ("Merkel", "Müller", "Miller")})


def test_a_surname_refers_to_the_last_full_name(lexicon: Lexicon) -> None:
    """A surname alone is the person named in full before, also one no gazetteer holds."""
    text = "Foreign minister Anna Sandqvist spoke.\nSandqvist said no more."
    mention = find(lexicon, text, "en")["Sandqvist"]
    assert ("anna-sandqvist", Form.COREFERENCE, False) == (mention.entity, mention.form, mention.known)


def test_the_country_of_a_person_comes_from_the_words_before(lexicon: Lexicon) -> None:
    """`Kenya's foreign minister Grace Wanjiru` is Kenya's, although nobody knows her."""
    for language, text in (
        ("en", "Kenya's foreign minister Grace Wanjiru spoke."),
        ("sv", "Kenyas utrikesminister Grace Wanjiru talade."),
        ("de", "Die kenianische Außenministerin Grace Wanjiru sprach."),
    ):
        mention = find(lexicon, text, language)["Grace Wanjiru"]
        assert ("KE", "grace-wanjiru") == (mention.country, mention.entity)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("sv", "– Det blir krig, säger Lena Berg, forskare vid institutet.", "Lena Berg"),
        ("en", "Tobias Quek of the Straits Institute expects more.", "Tobias Quek"),
        ("de", "Das sagt der Politologe Roland Eibl.", "Roland Eibl"),
        ("en", "Helen Marchetti, an analyst in London, disagreed.", "Helen Marchetti"),
    ],
)
def test_experts_are_commentators(lexicon: Lexicon, language: str, text: str, name: str) -> None:
    """An expert, by role, apposition or institute, takes part in no event."""
    assert find(lexicon, text, language)[name].commentator


def test_a_minister_is_no_commentator(lexicon: Lexicon) -> None:
    """Who holds an office takes part."""
    assert not find(lexicon, "Defence minister Arvo Kask spoke.", "en")["Arvo Kask"].commentator


def test_people_who_are_called_like_places(lexicon: Lexicon) -> None:
    """Michael Jordan and Jack London are people; Isabella of France is not France."""
    text = "Michael Jordan met Jack London and Isabel of France."
    assert [] == entities(lexicon, text, "en", EntityKind.COUNTRY)
    assert [] == entities(lexicon, text, "en", EntityKind.PLACE)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "Gegen Luis Durner Anklage erhoben hat die Behörde.", "Luis Durner"),
        ("de", "Das sagte Anna Maria Huber Journalisten.", "Anna Maria Huber"),
        ("en", "Said Jan van der Veen on Tuesday.", "Jan van der Veen"),
        ("en", "It was Patrick O'Brien Tuesday night.", "Patrick O'Brien"),
        ("sv", "Det sade Carl-Johan Ek i tisdags.", "Carl-Johan Ek"),
    ],
)
def test_where_a_name_ends(lexicon: Lexicon, language: str, text: str, name: str) -> None:
    """A name ends before the next noun or day of the week, and holds its particles."""
    assert name in find(lexicon, text, language)


def test_small_words_with_a_capital_are_names(lexicon: Lexicon) -> None:
    """Swedish `ester` are Estonians, `Ester` inside a sentence is a woman; `skott` are shots, not Scots."""
    assert ["EE"] == entities(lexicon, "Många ester röstade.", "sv", EntityKind.COUNTRY)
    assert [] == entities(lexicon, "I går kom Ester hem, och skott hördes.", "sv", EntityKind.COUNTRY)


@pytest.mark.parametrize(
    ("text", "language", "others"),
    [
        ("Judge Eva Lind resigned.\nHer brother, Tomas Lind, stayed.\nLind said so.", "en", ["eva-lind", "tomas-lind", "tomas-lind"]),
        ("Präsidentin Cristina Kirchner reiste ab.\nIhr Mann Néstor Kirchner blieb.\nAuch Kirchner schwieg.", "de",
         ["cristina-fernandez-de-kirchner", "nestor-kirchner", "cristina-fernandez-de-kirchner"]),
        ("President Kassym-Jomart Tokayev left.\nThe winner was Kazym-Zjomart Tokayev.", "en", ["kassym-jomart-tokayev"] * 2),
        ("Judge Karl-Erik Lind resigned.\nHis brother, Ulf-Erik Lind, stayed.", "en", ["karl-erik-lind", "ulf-erik-lind"]),
        ("Richterin Eva Lind ging.\nSie traf ihren Mann Eivar-Solm Lind.", "de", ["eva-lind", "eivar-solm-lind"]),
        ("Judge Eva Lind resigned.\nOn Monday Lind left; the Liberal Lind had won.", "en", ["eva-lind"] * 3),
    ],
)  # fmt: skip
def test_another_bearer_of_a_surname_is_another_person(
    lexicon: Lexicon, text: str, language: str, others: list[str]
) -> None:
    """A first name that is not the known person's names somebody else; a day, a role or a party does not."""
    assert others == entities(lexicon, text, language, EntityKind.PERSON)


def test_a_countrys_own_name_beside_another_is_no_kind_of_state(lexicon: Lexicon) -> None:
    """Two countries may stand side by side behind the verb; a kind of state before a name is no country."""
    assert ["PL", "HU"] == entities(lexicon, "Am Montag verklagte Polen Ungarn.", "de")
    assert ["NG"] == entities(lexicon, "Die Bundesrepublik Nigeria wählt.", "de")


def test_german_people_before_a_noun_are_an_adjective(lexicon: Lexicon) -> None:
    """`Schweizer Regierung` acts for Switzerland; in the name of an association the country is only mentioned."""
    assert 0.9 == find(lexicon, "Die Schweizer Regierung lehnte ab.", "de")["Schweizer"].confidence
    assert 0.4 == find(lexicon, "Die Schweizer Berghilfe lehnte ab.", "de")["Schweizer"].confidence


# ----------------------------------------------------------------------------------------------------------- groups


def test_groups_carry_the_country_of_their_adjective(lexicon: Lexicon) -> None:
    """P19: nameless participants are groups; an adjective gives them a country."""
    text = "Armenian separatists fired at protesters."
    found = [m for m in find_entities(article(text, "en"), lexicon) if m.kind is EntityKind.GROUP]
    assert [("separatists", "AM"), ("protesters", None)] == [(m.role, m.country) for m in found]


# ------------------------------------------------------------------------------------------- a project's own names


def test_a_projects_gazetteer_is_obeyed() -> None:
    """A project's aliases are found, and what it says is never a name is not."""
    own = Lexicon("nato:\n  never: [NATO]\ncivic-union:\n  names: {en: Civic Union}\n  aliases: [CU]\n  kind: party\n")
    found = find(own, "NATO met the CU.", "en")
    assert ["civic-union"] == [mention.entity for mention in found.values()]
    assert found["CU"].known


# ---------------------------------------------------------------------------------------------------------- always


@pytest.mark.parametrize("language", ["en", "sv", "de"])
def test_spans_are_ordered_and_do_not_overlap(lexicon: Lexicon, language: str) -> None:
    """Mentions come in the order of the text, and none lies inside another."""
    text = (
        "President Vladimir Putin of the Russian Federation met the UN Security Council (UNSC) in New York.\n\n"
        "Präsident Wladimir Putin traf Statsminister Ulf Kristersson (M) i Nato-högkvarteret."
    )
    spans = [mention.span for mention in find_entities(article(text, language), lexicon)]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize("text", ["", "(", "'", "Kazakhstan's", "The (", "President", "- - -", "AG (", "X. Y. Z."])
def test_odd_texts_are_no_error(lexicon: Lexicon, text: str) -> None:
    """Whatever the words, the finder answers."""
    for language in ("en", "sv", "de", "fr", "xx"):
        assert isinstance(find_entities(article(text, language), lexicon), tuple)


@pytest.mark.parametrize(
    ("language", "text", "bodies"),
    [
        ("en", "She left Malby United for Rudkol FC.", ["malby-united", "rudkol-fc"]),
        ("en", "The offices of Halder & Sons were shut.", ["halder-sons"]),
        ("sv", "I går stängde Halder & Söner.", ["halder-soner"]),
        ("de", "Am Montag schloss Halder & Söhne.", ["halder-sohne"]),
        ("sv", "Norska Bagarförbundet sade nej.", ["norska-bagarforbundet"]),
        ("de", "Gestern riet der Nationale Rat für Brot ab.", ["nationale-rat-fur-brot"]),
        ("en", "The Organ Builders' Guild met.", ["organ-builders-guild"]),
    ],
)
def test_bodies_nobody_knows_have_their_whole_name(
    lexicon: Lexicon, language: str, text: str, bodies: list[str]
) -> None:
    """Two clubs in one sentence, a firm of two names, a capital noun behind a country's adjective, what a council is for."""
    assert bodies == entities(lexicon, text, language, EntityKind.ORGANISATION)
