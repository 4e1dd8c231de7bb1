"""Did it happen: the twelve rules on the words of three languages."""

from __future__ import annotations

import pytest

from dateline.core.model import Article, Factuality, Label, Paragraph, Review, Span
from dateline.find.clauses import clause_at, find_all_clauses
from dateline.find.factuality import Verdict, judge, undoing
from dateline.lexicon.language import Lexicon
from dateline.read import segment, speech

LEXICON = Lexicon()


def article(text: str, language: str) -> Article:
    """A text of one paragraph, cut into sentences."""
    pack = LEXICON.pack(language)
    assert pack is not None
    paragraph = Paragraph(Span(0, len(text)), Label.BODY, language)
    sentences = tuple(segment.build_sentences(text, [(paragraph.span, pack.basics)]))
    sentences = speech.mark_speech(text, [paragraph], sentences, [pack.basics])
    return Article("a", "a.txt", text, "", language=language, paragraphs=(paragraph,), sentences=sentences)


def verdict(language: str, text: str, trigger: str, *, future: bool | None = None) -> Verdict:
    """What is judged of the first token of that form in the text's sentences."""
    read = article(text, language)
    pack = LEXICON.pack(language)
    assert pack is not None
    clauses = find_all_clauses(read, (), LEXICON)
    for number, sentence in enumerate(read.sentences):
        for index, token in enumerate(sentence.tokens):
            if token.text == trigger:
                clause = clause_at(clauses, number, token.start)
                assert clause is not None
                return judge(clause, index, clauses, sentence, pack, time_is_future=future)
    raise AssertionError(f"{trigger!r} is no token of {text!r}")


H, P, C, R = Factuality.HAPPENED, Factuality.PLANNED, Factuality.CANCELLED, Factuality.REFUSED
D, A, HY, CF, N = (
    Factuality.DENIED,
    Factuality.ALLEGED,
    Factuality.HYPOTHETICAL,
    Factuality.CALLED_FOR,
    Factuality.NEGATED,
)

F_CASES = [
    ("F1", "en", "A summit that should be held this autumn would have ended the war.", "summit", HY),
    ("F2", "sv", "Om Finland hade attackerats hade Nato ingripit.", "attackerats", HY),
    ("F2b", "sv", "Om Finland hade attackerats hade Nato ingripit.", "ingripit", HY),
    ("F3", "de", "Wäre das Abkommen 2023 unterzeichnet worden, gäbe es Frieden.", "unterzeichnet", HY),
    ("F4", "de", "Die für Juni geplante Übung wurde abgesagt.", "Übung", C),
    ("F5", "sv", "Landet vägrade delta i alliansens övning i tisdags.", "övning", R),
    ("F6", "en", "The ministry denied that its drones struck the refinery on Sunday.", "struck", D),
    ("F7", "de", "Der Präsident soll am Sonntag in Genf gewesen sein.", "gewesen", A),
    ("F8", "de", "Der Präsident soll am Sonntag nach Genf reisen.", "reisen", P),
    ("F9", "sv", "Statsministern väntas avgå i höst.", "avgå", P),
    ("F10", "sv", "Oppositionen kräver att regeringen avgår.", "avgår", CF),
    ("F11", "en", "Protesters called on parliament to ban the party.", "ban", CF),
    ("F12", "en", "Rebels tried to seize the airport on Saturday but failed.", "seize", H),
    ("F13", "en", "It is unclear whether shots were fired on Monday.", "fired", HY),
    ("F14", "sv", '"Vi attackerade aldrig byn", säger överbefälhavaren.', "attackerade", N),
    ("F15", "en", '"Russia could invade within days," the analyst said.', "invade", HY),
    ("F17", "en", "The talks, postponed from April, began in Doha on Tuesday.", "talks", H),
    ("F18", "en", "The court did not reject the appeal.", "reject", N),
    ("F19", "de", "Der Sprecher sagte, Truppen hätten am Dienstag die Grenze überschritten.", "überschritten", H),
    ("F20", "en", "Shortly afterwards he announced the invasion.", "invasion", H),
    ("perfect infinitive", "de", "Ghana bestreitet, im Mai Waffen gekauft zu haben.", "gekauft", D),
    ("denied aside", "en", "Ghana reportedly sold the port in May, which its cabinet denies.", "sold", D),
    ("denied aside", "sv", "Ghana uppges ha sålt hamnen i maj, vilket regeringen dementerar.", "sålt", D),
    ("denied aside", "de", "Ghana soll im Mai den Hafen verkauft haben, was die Regierung bestreitet.", "verkauft", D),
    ("ordinal in a clause", "de", "Ghana behauptet, dass Togo am 4. März den Hafen besetzte.", "besetzte", A),
    ("ordinal in a group", "de", "Ghana soll den Hafen am 4. März verkauft haben.", "verkauft", A),
    ("prefix behind an ordinal", "de", "Ghana sagte das Treffen mit Togo am 4. März ab.", "Treffen", C),
    (
        "two behind a preposition",
        "de",
        "Kein Abkommen wurde zwischen Ghana und Togo unterzeichnet.",
        "unterzeichnet",
        N,
    ),
    ("verb first", "de", "Unterzeichnet Ghana das Abkommen, sinken die Zölle.", "Unterzeichnet", HY),
    ("verb first, no comma", "sv", "Undertecknar Ghana avtalet sänks tullarna.", "Undertecknar", HY),
    ("clause first, no comma", "sv", "Om Ghana begränsar handeln inrättas en fond.", "begränsar", HY),
    ("point within", "de", "Ghana behauptet, dass der Verein St. Anna den Hafen besetzte.", "besetzte", A),
    ("was to have", "en", "Ghana was to have signed the treaty on Monday.", "signed", HY),
    ("is to be", "en", "The treaty is to be signed in Accra.", "signed", P),
    ("stopped short", "en", "Ghana stopped short of signing the treaty.", "signing", N),
    ("postponed passive", "sv", "Mötet sköts upp till den 14 mars.", "Mötet", P),
    ("decided infinitive", "de", "Ghana beschloss am Montag, im Juni einen Gipfel abzuhalten.", "Gipfel", P),
]


@pytest.mark.parametrize(("name", "language", "text", "trigger", "expected"), F_CASES, ids=[c[0] for c in F_CASES])
def test_cases_of_the_specification(name: str, language: str, text: str, trigger: str, expected: Factuality) -> None:
    """The factuality cases of the specification are told apart at the right word."""
    assert expected == verdict(language, text, trigger).factuality, verdict(language, text, trigger).cues


# fmt: off
PAIRS = [
    # tense
    ("en", "Ministers met in Oslo.", "met", H, "Ministers will meet in Oslo.", "meet", P),
    ("en", "Poland signed the treaty.", "signed", H, "Poland is to sign the treaty.", "sign", P),
    ("en", "Troops have crossed the river.", "crossed", H, "Troops were to cross the river.", "cross", P),
    ("en", "The drill was held in May.", "held", H, "The drill is due to be held in May.", "held", P),
    ("sv", "Regeringen avgick.", "avgick", H, "Regeringen ska avgå.", "avgå", P),
    ("sv", "Övningen hölls i maj.", "Övningen", H, "Övningen kommer att hållas i maj.", "Övningen", P),
    ("sv", "Ministrarna har mötts i Oslo.", "mötts", H, "Ministrarna skulle mötas i Oslo.", "mötas", P),
    ("sv", "Landet gick med i Nato.", "gick", H, "Landet väntas gå med i Nato.", "gå", P),
    (
        "de",
        "Polen unterzeichnete das Abkommen.",
        "Abkommen",
        H,
        "Polen wird das Abkommen unterzeichnen.",
        "Abkommen",
        P,
    ),
    (
        "de",
        "Die Minister haben sich in Wien getroffen.",
        "getroffen",
        H,
        "Die Minister wollen sich in Wien treffen.",
        "treffen",
        P,
    ),
    ("de", "Der Kanzler trat zurück.", "trat", H, "Der Kanzler will zurücktreten.", "zurücktreten", P),
    ("de", "Der Gipfel fand im Mai statt.", "Gipfel", H, "Der Gipfel sollte im Mai stattfinden.", "Gipfel", P),
    # negation
    ("en", "The army attacked the town.", "attacked", H, "The army did not attack the town.", "attack", N),
    ("en", "Talks were held in Doha.", "Talks", H, "No talks were held in Doha.", "talks", N),
    ("en", "They signed an agreement.", "signed", H, "They signed no agreement.", "signed", N),
    ("en", "Inspectors left on Friday.", "left", H, "Inspectors never left.", "left", N),
    ("sv", "Armén anföll staden.", "anföll", H, "Armén anföll inte staden.", "anföll", N),
    ("sv", "Samtal hölls i Doha.", "Samtal", H, "Inga samtal hölls i Doha.", "samtal", N),
    ("sv", "Mötet slutade med ett avtal.", "avtal", H, "Mötet slutade utan avtal.", "avtal", N),
    ("de", "Die Armee griff die Stadt an.", "griff", H, "Die Armee griff die Stadt nicht an.", "griff", N),
    ("de", "Sie unterzeichneten ein Abkommen.", "Abkommen", H, "Sie unterzeichneten kein Abkommen.", "Abkommen", N),
    ("de", "Das Treffen endete mit einer Einigung.", "Einigung", H, "Das Treffen endete ohne Einigung.", "Einigung", N),
    # subordination
    ("en", "Russia invaded.", "invaded", H, "If Russia invaded, NATO would act.", "invaded", HY),
    ("en", "The army struck the port.", "struck", H, "The army denied that it struck the port.", "struck", D),
    ("en", "The ministry banned the party.", "banned", H, "The ministry considered banning the party.", "banning", HY),
    ("en", "The rebels seized the airport.", "seized", H, "The rebels threatened to seize the airport.", "seize", HY),
    ("sv", "Ryssland angrep landet.", "angrep", H, "Nato agerar om Ryssland angriper landet.", "angriper", HY),
    ("sv", "Regeringen avgick.", "avgick", H, "Oppositionen krävde att regeringen avgick.", "avgick", CF),
    (
        "sv",
        "Regeringen inledde konsultationer.",
        "konsultationer",
        H,
        "Regeringen överväger att begära konsultationer.",
        "konsultationer",
        HY,
    ),
    ("sv", "Landet deltog i övningen.", "övningen", H, "Landet vägrade delta i övningen.", "övningen", R),
    (
        "de",
        "Truppen überschritten die Grenze.",
        "überschritten",
        H,
        "Es ist unklar, ob Truppen die Grenze überschritten.",
        "überschritten",
        HY,
    ),
    (
        "de",
        "Die Regierung trat zurück.",
        "trat",
        H,
        "Die Opposition fordert, dass die Regierung zurücktritt.",
        "zurücktritt",
        CF,
    ),
    (
        "de",
        "Das Ministerium verhängte Sanktionen.",
        "Sanktionen",
        H,
        "Das Ministerium erwägt Sanktionen.",
        "Sanktionen",
        HY,
    ),
    (
        "de",
        "Die Armee bombardierte den Hafen.",
        "bombardierte",
        H,
        "Die Armee bestritt, dass sie den Hafen bombardierte.",
        "bombardierte",
        D,
    ),
    ("sv", "Regeringen möttes.", "möttes", H, "Ingen räknar med att regeringen möts.", "möts", HY),
    (
        "de",
        "Der Konzern wusste es.",
        "wusste",
        H,
        "Er wies den Vorwurf zurück, das Amt habe es gewusst.",
        "gewusst",
        D,
    ),
    (
        "sv", "Ministern har träffat Putin.", "träffat", H,
        "Ministern uppges ha träffat Putin, men Kreml dementerar.", "träffat", D,
    ),
    ("sv", "De har räknat rösterna.", "räknat", H, "Vi öppnar inte förrän de har räknat rösterna.", "räknat", HY),
    # decided: an object is there, an infinitive is ahead
    ("en", "They agreed a ceasefire.", "ceasefire", H, "They agreed to hold talks.", "talks", P),
    ("sv", "De enades om ett avtal.", "avtal", H, "De enades om att inleda samtal.", "samtal", P),
    ("de", "Sie vereinbarten ein Treffen.", "Treffen", H, "Sie vereinbarten, Gespräche aufzunehmen.", "Gespräche", P),
    # cancelled, postponed, hearsay
    ("en", "The exercise was held.", "exercise", H, "The exercise was called off.", "exercise", C),
    ("en", "Officials opened the summit.", "summit", H, "Officials cancelled the summit.", "summit", C),
    ("sv", "Övningen genomfördes.", "Övningen", H, "Övningen ställdes in.", "Övningen", C),
    (
        "sv",
        "Övningen hölls den 6 maj.",
        "Övningen",
        H,
        "Övningen skulle hållas den 6 maj men ställdes in dagen innan.",
        "Övningen",
        C,
    ),
    ("de", "Die Übung wurde eröffnet.", "Übung", H, "Die Übung wurde abgesagt.", "Übung", C),
    ("de", "Minsk eröffnete das Treffen.", "Treffen", H, "Minsk sagte das Treffen ab.", "Treffen", C),
    ("en", "Militants killed ten people.", "killed", H, "Militants reportedly killed ten people.", "killed", A),
    ("sv", "Tio personer dödades.", "dödades", H, "Tio personer uppges ha dödats.", "dödats", A),
    ("de", "Zehn Menschen wurden getötet.", "getötet", H, "Zehn Menschen sollen getötet worden sein.", "getötet", A),
]


@pytest.mark.parametrize(("language", "told", "word", "first", "other", "other_word", "second"), PAIRS)
def test_pairs_differ(
    language: str, told: str, word: str, first: Factuality, other: str, other_word: str, second: Factuality
) -> None:
    """Two sentences that differ only in tense, negation or subordination are judged differently."""
    assert (first, second) == (
        verdict(language, told, word).factuality,
        verdict(language, other, other_word).factuality,
    ), (verdict(language, told, word).cues, verdict(language, other, other_word).cues)


def test_present_with_a_time_ahead_is_a_plan() -> None:
    """Swedish and German announce with the present tense: the day decides."""
    assert (H, P) == (
        verdict("sv", "Regeringen avgår på fredag.", "avgår", future=False).factuality,
        verdict("sv", "Regeringen avgår på fredag.", "avgår", future=True).factuality,
    )
    assert P == verdict("de", "Die Wahl findet kommenden Sonntag statt.", "Wahl", future=True).factuality


def test_not_until_is_no_negation() -> None:
    """Who did not leave until Friday left on Friday."""
    assert H == verdict("en", "Inspectors did not leave until Friday.", "leave").factuality
    assert H == verdict("sv", "Inspektörerna lämnade inte landet förrän i fredags.", "lämnade").factuality
    assert H == verdict("de", "Die Inspektoren reisten nicht erst am Freitag ab.", "reisten").factuality


def test_an_attempt_is_marked() -> None:
    """What was tried was done as an attempt."""
    assert verdict("en", "Rebels tried to seize the airport on Saturday but failed.", "seize").attempt
    assert verdict("de", "Rebellen versuchten, den Flughafen zu stürmen.", "stürmen").attempt
    assert verdict("sv", "Rebeller försökte storma flygplatsen.", "storma").attempt


def test_double_negation_is_left_to_a_person() -> None:
    """What was not refused is neither told nor denied."""
    assert (Review.NEGATION_UNCLEAR,) == verdict("en", "The court did not reject the appeal.", "appeal").review


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "They were called off.", C),
        ("sv", "De ställdes in.", C),
        ("de", "Sie wurden abgesagt.", C),
        ("en", "It was postponed.", P),
        ("sv", "Det sköts upp till juni.", P),
        ("de", "Es wurde verschoben.", P),
    ],
)
def test_a_pronoun_that_is_called_off(language: str, text: str, expected: Factuality) -> None:
    """A clause that only points back cancels or postpones what stood before."""
    read = article(text, language)
    pack = LEXICON.pack(language)
    assert pack is not None
    found = undoing(find_all_clauses(read, (), LEXICON)[0], read.sentences[0], pack)
    assert found is not None
    assert expected == found.factuality


def test_a_cancellation_that_may_come_undoes_nothing() -> None:
    """What could be called off is not."""
    read = article("They could be called off.", "en")
    pack = LEXICON.pack("en")
    assert pack is not None
    assert undoing(find_all_clauses(read, (), LEXICON)[0], read.sentences[0], pack) is None


@pytest.mark.parametrize("language", ["en", "sv", "de"])
def test_every_cue_is_a_verb_the_language_knows(language: str) -> None:
    """A cue verb of the data can be met: its forms lead back to its infinitive."""
    pack = LEXICON.pack(language)
    assert pack is not None
    assert pack.verbs is not None
    assert pack.factuality is not None
    known = set(pack.verbs.lemmas.values())
    cues = set(pack.factuality.verbs) | pack.factuality.complement_verbs | pack.factuality.opinion
    prefixes = pack.verbs.separable
    joined = {prefix + lemma for prefix in prefixes for lemma in known}
    assert [] == sorted(cues - known - joined)


def test_an_antecedent_is_cancelled_in_its_own_clause() -> None:
    """A visit that a relative clause calls planned is cancelled if the clause around it says so."""
    read = article("Ministern har ställt in sitt besök i Bergen, som var utsatt till den 7 april.", "sv")
    pack = LEXICON.pack("sv")
    assert pack is not None
    found = find_all_clauses(read, (), LEXICON)
    visit = next(i for i, token in enumerate(read.sentences[0].tokens) if token.text == "besök")
    assert [C, C] == [judge(k, visit, found, read.sentences[0], pack).factuality for k in range(len(found))]
