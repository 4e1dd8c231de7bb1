"""Clauses: where sentences are cut, what the verbs say, and who is speaking."""

from __future__ import annotations

import pytest

from dateline.core.model import (
    Article,
    Clause,
    ClauseKind,
    EntityKind,
    EntityMention,
    Form,
    Label,
    Paragraph,
    Span,
    Tense,
)
from dateline.find.clauses import clause_at, find_all_clauses, find_clauses
from dateline.lexicon.language import Lexicon
from dateline.read import segment, speech

LEXICON = Lexicon()
M, S, R, Q, C, REP, QU, F = (
    ClauseKind.MAIN,
    ClauseKind.SUBORDINATE,
    ClauseKind.RELATIVE,
    ClauseKind.QUESTION,
    ClauseKind.CONDITION,
    ClauseKind.REPORTED,
    ClauseKind.QUOTE,
    ClauseKind.FRAGMENT,
)


def article(text: str, language: str) -> Article:
    """A text with one paragraph a line, cut into sentences."""
    pack = LEXICON.pack(language)
    assert pack is not None
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(Span(start, start + len(line)), Label.BODY, language))
        start += len(line) + 1
    sentences = tuple(segment.build_sentences(text, [(p.span, pack.basics) for p in paragraphs]))
    sentences = speech.mark_speech(text, paragraphs, sentences, [pack.basics] * len(paragraphs))
    return Article("a", "a.txt", text, "", language=language, paragraphs=tuple(paragraphs), sentences=sentences)


def clauses(language: str, text: str, entities: tuple[EntityMention, ...] = ()) -> tuple[Clause, ...]:
    return find_all_clauses(article(text, language), entities, LEXICON)


def words(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "On Monday the premier resigned and his deputy was sworn in.", [M, M]),
        ("en", "Kazakhstan, which joined in 2014, signed the deal.", [M, R]),
        ("en", "When the war ended the troops left the city.", [S, M]),
        ("en", "After the meeting, Russia said that it would leave.", [M, REP]),
        ("en", "Officials said the bomb killed three people and that the city was calm.", [M, REP, REP]),
        ("en", "Had the alarm been heard, nobody would have drowned.", [C, M]),
        ("en", "The talks, postponed from April, began in Doha on Tuesday.", [M]),
        ("en", "An EU delegation led by the envoy is scheduled to visit Podgorica.", [M]),
        ("en", "The list won 22.4 percent in Sunday's ballot, the agency said.", [REP, M]),
        ("en", "It is unclear whether shots were fired on Monday.", [M, Q]),
        ("sv", "Kabeln, som drivs av bolaget, slutade fungera.", [M, R]),
        ("sv", "Estland anklagar Ryssland sedan en kabel slitits av.", [M, S]),
        ("sv", "Om Finland hade attackerats hade Nato ingripit.", [C, M]),
        ("sv", "Går ärendet till domstolen kan det ta tio år.", [C, M]),
        ("sv", "Skulle regnen utebli väntar missväxt, varnar regeringen.", [C, REP, M]),
        ("sv", "Samtalen om dammen slutade i torsdags.", [M]),
        ("sv", "Oppositionen kräver att regeringen avgår.", [M, S]),
        ("sv", "Landet lovade att lämna alliansen.", [M]),
        ("sv", "Fartyg bordat utanför Gotland", [F]),
        ("de", "Der Minister, der am Montag zurücktrat, war krank.", [M, R]),
        ("de", "Am Montag trat der Präsident zurück, die Regierung folgte am Dienstag.", [M, M]),
        ("de", "Nachdem der Minister zurückgetreten war, übernahm sein Stellvertreter.", [S, M]),
        ("de", "Wäre das Abkommen unterzeichnet worden, gäbe es Frieden.", [C, M]),
        ("de", "Der Sprecher sagte, Truppen hätten die Grenze überschritten.", [M, REP]),
        ("de", "Bei der Sitzung, die Estland verlangt hatte, wurde beschlossen, zwei Schiffe zu entsenden.", [M, R]),
        ("de", "Keiner wolle Streit, sagt einer, der ungenannt bleiben möchte.", [REP, M, R]),
    ],
)
def test_sentences_are_cut_into_clauses(language: str, text: str, expected: list[ClauseKind]) -> None:
    """A sentence falls into clauses of the right kinds, in the order of their first words."""
    assert expected == [clause.kind for clause in clauses(language, text)]


@pytest.mark.parametrize(
    ("language", "text", "tense", "passive"),
    [
        ("en", "Ministers met in Oslo.", Tense.PAST, False),
        ("en", "Ministers have met in Oslo.", Tense.PERFECT, False),
        ("en", "Ministers had met in Oslo.", Tense.PLUPERFECT, False),
        ("en", "Ministers meet in Oslo.", Tense.PRESENT, False),
        ("en", "Ministers will meet in Oslo.", Tense.FUTURE, False),
        ("en", "Ministers are to meet in Oslo.", Tense.FUTURE, False),
        ("en", "Ministers are going to meet in Oslo.", Tense.FUTURE, False),
        ("en", "Ministers would meet in Oslo.", Tense.CONDITIONAL, False),
        ("en", "Ministers were to meet in Oslo.", Tense.CONDITIONAL, False),
        ("en", "The drill was held in May.", Tense.PAST, True),
        ("en", "The drill was last held in May.", Tense.PAST, True),
        ("en", "The drill has been held.", Tense.PERFECT, True),
        ("en", "The drill will be held in May.", Tense.FUTURE, True),
        ("sv", "Ministrarna möttes i Oslo.", Tense.PAST, True),
        ("sv", "Ministrarna har mötts i Oslo.", Tense.PERFECT, True),
        ("sv", "Polisen hade gripit två män.", Tense.PLUPERFECT, False),
        ("sv", "Polisen griper två män.", Tense.PRESENT, False),
        ("sv", "Ministrarna ska mötas i Oslo.", Tense.FUTURE, True),
        ("sv", "I maj kommer landet att lämna alliansen.", Tense.FUTURE, False),
        ("sv", "Ministern skulle avgå.", Tense.CONDITIONAL, False),
        ("sv", "Övningen ställdes in.", Tense.PAST, True),
        ("sv", "Ministern blev dömd i maj.", Tense.PAST, True),
        ("sv", "Valet hålls i maj.", Tense.PRESENT, True),
        ("de", "Die Minister trafen sich.", Tense.PAST, False),
        ("de", "Die Minister haben sich in Wien getroffen.", Tense.PERFECT, False),
        ("de", "Der Minister ist abgereist.", Tense.PERFECT, False),
        ("de", "Der Botschafter wurde am Donnerstag einbestellt.", Tense.PAST, True),
        ("de", "Der Botschafter ist einbestellt worden.", Tense.PERFECT, True),
        ("de", "Der Minister war im Mai verurteilt worden.", Tense.PLUPERFECT, True),
        ("de", "Der Minister wird am Montag reisen.", Tense.FUTURE, False),
        ("de", "Das Abkommen wird am Montag unterzeichnet.", Tense.PRESENT, True),
        ("de", "Das Abkommen wird am Montag unterzeichnet werden.", Tense.FUTURE, True),
        ("de", "Der Präsident soll am Sonntag reisen.", Tense.FUTURE, False),
        ("de", "Der Präsident soll am Sonntag in Genf gewesen sein.", Tense.PERFECT, False),
        ("sv", "Mannen ska enligt åtalet ha stulit bilen på lördagen.", Tense.PERFECT, False),
        ("sv", "Klubben ska ha årsmöte på lördagen.", Tense.FUTURE, False),
        ("fr", "Le président a signé la loi.", Tense.PERFECT, False),
        ("fr", "Le président va signer la loi.", Tense.FUTURE, False),
        ("fr", "Le président signera la loi.", Tense.FUTURE, False),
        ("fr", "La police a réuni les témoins.", Tense.PERFECT, False),
        ("fr", "La police n'a pas ouvert le pont.", Tense.PERFECT, False),
        ("fr", "Le pont s’est effondré.", Tense.PERFECT, False),
        ("fr", "Le foyer aurait été éteint.", Tense.PERFECT, False),
        ("fr", "Les ministres reçoivent les maires.", Tense.PRESENT, False),
        ("fr", "La séance reprendrait sans lui.", Tense.CONDITIONAL, False),
        ("fr", "La loi entrait en vigueur.", Tense.PAST, False),
    ],
)
def test_verb_groups_have_tense_and_voice(language: str, text: str, tense: Tense, passive: bool) -> None:
    """Auxiliaries, endings and lists give the tense and the voice."""
    verb = clauses(language, text)[0].verb
    assert verb is not None
    assert (tense, passive) == (verb.tense, verb.passive)


@pytest.mark.parametrize(
    ("language", "text", "head"),
    [
        ("en", "The captain of the ship has already been arrested.", "arrested"),
        ("en", "NATO could in theory close the straits.", "close"),
        ("sv", "Övningen väntas hållas i maj.", "hållas"),
        ("de", "Die Städte haben sich im Mai über eine Brücke verständigt.", "verständigt"),
        ("de", "Er habe, so heißt es, die Vorwürfe quittiert.", "quittiert"),
    ],
)
def test_the_head_carries_the_meaning(language: str, text: str, head: str) -> None:
    """The head of a verb group is the verb, not its auxiliary."""
    read = article(text, language)
    verb = find_clauses(read, 0, LEXICON.pack(language))[0].verb
    assert verb is not None
    assert head == read.sentences[0].tokens[verb.head].text


@pytest.mark.parametrize(
    ("language", "text", "negated"),
    [
        ("en", "The talks did not fail.", True),
        ("en", "Nobody was hurt.", True),
        ("en", "They not only met but signed.", False),
        ("sv", "Landet deltog inte i övningen.", True),
        ("sv", "De inte bara möttes utan skrev under.", False),
        ("de", "Die Armee griff die Stadt nicht an.", True),
        ("de", "Niemand unterzeichnete das Abkommen.", True),
    ],
)
def test_negation(language: str, text: str, negated: bool) -> None:
    """A negated clause is known; not only, inte bara deny nothing."""
    verb = clauses(language, text)[0].verb
    assert verb is not None
    assert negated == verb.negated


@pytest.mark.parametrize(
    ("language", "text", "subject"),
    [
        ("en", "On Monday the premier resigned.", "the premier"),
        ("sv", "I tisdags undertecknade Polen avtalet.", "Polen"),
        ("sv", "Regeringen avgick i fredags.", "Regeringen"),
        ("de", "Am Montag unterzeichneten Polen und die Ukraine das Abkommen.", "Polen und die Ukraine"),
    ],
)
def test_subjects_stand_before_or_after_the_verb(language: str, text: str, subject: str) -> None:
    """The subject is found before the verb, and after it where something else comes first."""
    assert subject == words(text, clauses(language, text)[0].subject)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "These are the occupied territories."),
        ("sv", "Ryssland har annekterade områden."),
        ("de", "Das sind besetzte Gebiete."),
    ],
)
def test_attributes_are_no_verbs(language: str, text: str) -> None:
    """A participle before its noun is not the verb of the clause."""
    found = clauses(language, text)
    assert [Tense.PRESENT] == [clause.verb.tense for clause in found if clause.verb is not None]


def test_a_token_belongs_to_the_smallest_clause() -> None:
    """Within an inserted relative clause a position is in that clause, around it in the main clause."""
    text = "Kazakhstan, which joined in 2014, signed the deal."
    found = clauses("en", text)
    assert (0, 1, 0) == tuple(clause_at(found, 0, text.index(word)) for word in ("Kazakhstan", "2014", "deal"))
    assert clause_at(found, 1, 0) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", '"Russia could invade within days," the analyst said.'),
        ("en", "Premiums could double, one London broker reckons."),
        ("en", "The project is viewed as a failure by Eastern European experts."),
        ("en", '"Without a recount it fails," said Ada Lind, who studies the region for the consultancy Vantor.'),
        ("sv", "– Det blir krig, säger Lena Berg, forskare vid institutet."),
        ("sv", "Skulle regnen utebli väntar missväxt, varnar hjälparbetare."),
        ("sv", "Enligt experter föll staden i maj."),
        ("de", "„Der Bund kann nicht alle Häfen bewachen“, sagt die Sicherheitsexpertin Doris Ahlbeck."),
        ("de", "Beobachter glauben, dass die Stadt fällt."),
        ("en", 'Analyst Jane Poe said in a note: "The peg will break within a month."'),
    ],
)
def test_what_experts_say_is_commentary(language: str, text: str) -> None:
    """No clause of an expert's sentence can make an event."""
    assert all(clause.commentary for clause in clauses(language, text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", '"We attacked the village," the general said.'),
        ("sv", "– Vi överklagar, säger försvarsministern."),
        ("de", "Der Minister sagte, Truppen hätten die Grenze überschritten."),
    ],
)
def test_what_officials_say_is_none(language: str, text: str) -> None:
    """An office holder's words are reported, not commentary."""
    assert not any(clause.commentary for clause in clauses(language, text))


def test_a_surname_stays_an_experts() -> None:
    """Who was introduced as a researcher comments for the rest of the article, pronouns included."""
    text = (
        "– Det blir krig, säger Lena Berg, forskare vid institutet.\n"
        "Regeringen möttes på måndagen.\n"
        "– Ryssland anfaller i maj, säger Berg.\n"
        "– Sedan faller staden, säger hon."
    )
    found = clauses("sv", text)
    assert {0, 2, 3} == {clause.sentence for clause in found if clause.commentary}


def test_a_quote_goes_on_with_its_speaker() -> None:
    """A whole quote after an expert's quote is the expert's too."""
    text = "„Man müsste Vorsatz nachweisen“, sagt der Experte Karl Ahl. „Das dauert Jahre, solange er schweigt.“"
    assert all(clause.commentary for clause in clauses("de", text))


def test_a_speaker_named_later_in_the_paragraph_said_it_all() -> None:
    """Direct speech whose speaker is named two sentences on is that speaker's from its start."""
    text = "– Kriget är slut. Trupperna har lämnat staden, säger Lena Berg, forskare vid institutet."
    assert all(clause.commentary for clause in clauses("sv", text))


def test_officials_are_named_as_speakers() -> None:
    """A reported clause carries the id of the official who said it."""
    text = "President Rojas said that troops crossed the river."
    span = Span(0, len("President Rojas"))
    rojas = EntityMention(span, 0, EntityKind.PERSON, "marcelo-rojas", Form.ROLE, 1.0)
    found = clauses("en", text, (rojas,))
    assert [None, "marcelo-rojas"] == [clause.speaker for clause in found]


def test_entities_marked_as_commentators_are_obeyed() -> None:
    """A person the entity finder marks as a commentator comments, whatever stands beside the name."""
    text = "War is near, said Helen Marchetti."
    start = text.index("Helen")
    helen = EntityMention(
        Span(start, len(text) - 1), 0, EntityKind.PERSON, None, Form.NAME, 1.0, commentator=True, known=False
    )
    assert all(clause.commentary for clause in clauses("en", text, (helen,)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Every September the fleets hold a joint drill."),
        ("en", "The court usually sits in May."),
        ("sv", "Varje år hålls en övning i Östersjön."),
        ("sv", "Flottan brukar öva i maj."),
        ("de", "Das Gericht tagt jeden Freitag."),
    ],
)
def test_habits_are_generic(language: str, text: str) -> None:
    """What happens again and again is no event."""
    assert clauses(language, text)[0].generic


def test_a_language_without_verbs_gives_fragments() -> None:
    """A sentence no pack reads is one clause without a verb."""
    read = Article("a", "a.txt", "Xyz.", "", language="xx", sentences=article("Xyz.", "en").sentences, paragraphs=())
    assert [F] == [clause.kind for clause in find_all_clauses(read, (), LEXICON)]


def test_every_token_is_in_a_clause_and_governors_stand() -> None:
    """Spans lie within their sentence, governors point at clauses of the same sentence."""
    text = (
        '"If Russia had wanted to, it would have," said one; nobody (not even he) believed that it, after all, '
        "was true: the ship, seized in May, left because the court, which sat on Monday, let it go."
    )
    read = article(text, "en")
    found = find_all_clauses(read, (), LEXICON)
    for clause in found:
        sentence = read.sentences[clause.sentence]
        assert sentence.span.start <= clause.span.start < clause.span.end <= sentence.span.end
        if clause.governor is not None:
            assert clause.sentence == found[clause.governor].sentence
