"""Anchor: short news passages as a reader dates them, tense by plan by fact by denial, in every language."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core import timex as tx
from dateline.core.model import Document
from dateline.core.when import When
from dateline.find.anchor import resolve
from dateline.find.times import find_times
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_text

LEXICON = Lexicon()
WEDNESDAY, FRIDAY, AUTUMN, LATE_WINTER = "2024-05-15", "2024-05-17", "2017-11-20", "2017-03-01"


def read(tag: str, text: str) -> Document:
    article = read_text("a", text, LEXICON, language=tag, published=When.parse(WEDNESDAY))
    return Document(article, find_times(article, LEXICON.packs))


def dated(document: Document, day: date) -> dict[str, str]:
    """The words of each expression with the value they have on that day of publication."""
    found = resolve(document, day, lexicon=LEXICON)
    return {document.article.text[slice(*each.timex.span)]: each.value for each in found}


def check(tag: str, dct: str, text: str, expected: dict[str, str]) -> None:
    found = dated(read(tag, text), date.fromisoformat(dct))
    got = {words: next((v for w, v in found.items() if words in w), None) for words in expected}
    assert expected == got


ENGLISH = [
    (WEDNESDAY, "The port was shut from Monday to last Friday.", {"Monday to last Friday": "2024-05-06/2024-05-10"}),
    (WEDNESDAY, "The mayor spoke on Monday. In 2005 the council had passed a ban, which a court lifted the next day.", {"the next day": "2005"}),
    (WEDNESDAY, "The summit was postponed until March after storms closed the airport.", {"March": "2025-03"}),
    (WEDNESDAY, "Parliament on Monday called an election for 30 June.", {"Monday": "2024-05-13", "30 June": "2024-06-30"}),
    (WEDNESDAY, "The regatta, which had been scheduled for 12 May, was cancelled because of fog.", {"12 May": "2024-05-12"}),
    (AUTUMN, "The concert on 24 October was cancelled after a bomb threat.", {"24 October": "2017-10-24"}),
    (WEDNESDAY, "The navy launched the frigate on Thursday.", {"Thursday": "2024-05-09"}),
    (FRIDAY, "Police are looking for a man seen near the mill on Tuesday.", {"Tuesday": "2024-05-14"}),
    (FRIDAY, "The union opposes the cuts announced by the ministry on Monday.", {"Monday": "2024-05-13"}),
    (
        WEDNESDAY,
        "The deal signed in Geneva on Tuesday takes effect on Friday.",
        {"Tuesday": "2024-05-14", "Friday": "2024-05-17"},
    ),
    (FRIDAY, "A man arrested over the theft appears in court on Monday.", {"Monday": "2024-05-20"}),
    (LATE_WINTER, "The crew could not leave the port on 16 February.", {"16 February": "2017-02-16"}),
    (
        WEDNESDAY,
        "The ministers arrived on 3 April. The next day they signed the treaty. Two days later they went home.",
        {"3 April": "2024-04-03", "next day": "2024-04-04", "Two days later": "2024-04-06"},
    ),
    (
        FRIDAY,
        "The bridge opened in 1994. The mayor resigned on Tuesday. The next day his deputy took over.",
        {"1994": "1994", "Tuesday": "2024-05-14", "next day": "2024-05-15"},
    ),
    (WEDNESDAY, "The court will rule on Friday.", {"Friday": "2024-05-17"}),
    (WEDNESDAY, "Voters go to the polls on Sunday.", {"Sunday": "2024-05-19"}),
    (WEDNESDAY, "The ferry will not sail until Saturday.", {"Saturday": "2024-05-18"}),
    (WEDNESDAY, "Rescuers did not reach the village until Saturday.", {"Saturday": "2024-05-11"}),
    (WEDNESDAY, "The company expects to reopen the mine in September.", {"September": "2024-09"}),
    (WEDNESDAY, "The mine closed in September.", {"September": "2023-09"}),
    (WEDNESDAY, "Teachers have been on strike since Monday.", {"Monday": "2024-05-13"}),
    (
        WEDNESDAY,
        "The curfew, imposed in February, ends on Saturday.",
        {"February": "2024-02", "Saturday": "2024-05-18"},
    ),
    (WEDNESDAY, "The hearing was moved from Thursday to Friday.", {"Friday": "2024-05-17"}),
    (WEDNESDAY, "The envoy was due to arrive in Oslo on Tuesday but missed his flight.", {"Tuesday": "2024-05-14"}),
    (WEDNESDAY, "The envoy was due to arrive in Oslo on Friday.", {"Friday": "2024-05-17"}),
    (WEDNESDAY, "The organisers promised a decision by Monday.", {"Monday": "2024-05-20"}),
    (
        WEDNESDAY,
        "He was elected in November 2019. In January he moved to the capital.",
        {"November 2019": "2019-11", "January": "2020-01"},
    ),
    (WEDNESDAY, "No flights left the airport on Sunday.", {"Sunday": "2024-05-12"}),
    (WEDNESDAY, "Saturday, 8 p.m.: chamber music in the town hall.", {"Saturday": "2024-05-18T20:00"}),
    (
        WEDNESDAY,
        "The president said on Tuesday she would resign in July.",
        {"Tuesday": "2024-05-14", "July": "2024-07"},
    ),
    (WEDNESDAY, "The president said in July that she would resign.", {"July": "2023-07"}),
    (WEDNESDAY, "Sales fell in the fourth quarter.", {"fourth quarter": "2023-Q4"}),
    (
        WEDNESDAY,
        "A truce agreed last week was to take effect on Thursday.",
        {"last week": "2024-W19", "Thursday": "2024-05-16"},
    ),
    (WEDNESDAY, "The pass stayed closed until Friday.", {"Friday": "2024-05-10"}),
    (WEDNESDAY, "The strike will last until Friday.", {"Friday": "2024-05-17"}),
    (WEDNESDAY, "The museum is closed until June.", {"June": "2024-06"}),
    (WEDNESDAY, "Unions called a general strike for Friday.", {"Friday": "2024-05-17"}),
    (WEDNESDAY, "Talks planned for Sunday did not take place.", {"Sunday": "2024-05-12"}),
    (
        WEDNESDAY,
        "The mayor has invited both sides to meet in Ghent on 28 May.",
        {"28 May": "2024-05-28"},
    ),
]  # fmt: skip

SWEDISH = [
    (WEDNESDAY, "Toppmötet sköts upp till mars efter stormen.", {"mars": "2025-03"}),
    (WEDNESDAY, "Regeringen utlyste i måndags nyval till den 30 juni.", {"måndags": "2024-05-13", "30 juni": "2024-06-30"}),
    (WEDNESDAY, "Regattan, som var planerad till den 12 maj, ställdes in på grund av dimma.", {"12 maj": "2024-05-12"}),
    (AUTUMN, "Konserten den 24 oktober ställdes in efter ett bombhot.", {"24 oktober": "2017-10-24"}),
    (WEDNESDAY, "Marinen sjösatte fregatten på torsdagen.", {"torsdagen": "2024-05-09"}),
    (LATE_WINTER, "Besättningen kunde inte lämna hamnen den 16 februari.", {"16 februari": "2017-02-16"}),
    (
        WEDNESDAY,
        "Ministrarna kom den 3 april. Dagen därpå skrev de under avtalet. Två dagar senare reste de hem.",
        {"3 april": "2024-04-03", "Dagen därpå": "2024-04-04", "Två dagar senare": "2024-04-06"},
    ),
    (
        FRIDAY,
        "Bron invigdes 1994. Borgmästaren avgick i tisdags. Dagen efter tog hans ställföreträdare över.",
        {"1994": "1994", "tisdags": "2024-05-14", "Dagen efter": "2024-05-15"},
    ),
    (WEDNESDAY, "Domstolen meddelar dom på fredag.", {"fredag": "2024-05-17"}),
    (WEDNESDAY, "Valet hålls på söndag.", {"söndag": "2024-05-19"}),
    (WEDNESDAY, "Färjan går inte förrän på lördag.", {"lördag": "2024-05-18"}),
    (WEDNESDAY, "Räddarna nådde inte byn förrän på lördagen.", {"lördagen": "2024-05-11"}),
    (WEDNESDAY, "Bolaget räknar med att öppna gruvan igen i september.", {"september": "2024-09"}),
    (WEDNESDAY, "Gruvan stängdes i september.", {"september": "2023-09"}),
    (WEDNESDAY, "Lärarna strejkar sedan i måndags.", {"måndags": "2024-05-13"}),
    (
        WEDNESDAY,
        "Utegångsförbudet, som infördes i februari, upphör på lördag.",
        {"februari": "2024-02", "lördag": "2024-05-18"},
    ),
    (WEDNESDAY, "Förhandlingen flyttades från torsdag till fredag.", {"fredag": "2024-05-17"}),
    (WEDNESDAY, "Sändebudet skulle ha kommit till Oslo på tisdagen men missade planet.", {"tisdagen": "2024-05-14"}),
    (WEDNESDAY, "Sändebudet skulle komma till Oslo på fredagen.", {"fredagen": "2024-05-17"}),
    (WEDNESDAY, "Arrangörerna lovade besked senast på måndag.", {"måndag": "2024-05-20"}),
    (
        WEDNESDAY,
        "Han valdes i november 2019. I januari flyttade han till huvudstaden.",
        {"november 2019": "2019-11", "januari": "2020-01"},
    ),
    (WEDNESDAY, "Inga plan lyfte på söndagen.", {"söndagen": "2024-05-12"}),
    (
        WEDNESDAY,
        "Presidenten sade på tisdagen att hon avgår i juli.",
        {"tisdagen": "2024-05-14", "juli": "2024-07"},
    ),
    (WEDNESDAY, "Presidenten sade i juli att hon skulle avgå.", {"juli": "2023-07"}),
    (WEDNESDAY, "Försäljningen föll under fjärde kvartalet.", {"fjärde kvartalet": "2023-Q4"}),
    (WEDNESDAY, "Museet är stängt till juni.", {"juni": "2024-06"}),
    (WEDNESDAY, "Motionen bordlades till oktober.", {"oktober": "2024-10"}),
    (
        WEDNESDAY,
        "Ministern kallade förra veckan parterna till ett möte den 28 maj.",
        {"förra veckan": "2024-W19", "28 maj": "2024-05-28"},
    ),
    (WEDNESDAY, "Facken varslade om strejk från den 3 juni.", {"3 juni": "2024-06-03"}),
    (WEDNESDAY, "Lördag kl. 20: kammarmusik i rådhuset.", {"Lördag": "2024-05-18T20:00"}),
    (WEDNESDAY, "Bron var stängd i måndags till i fredags.", {"måndags": "2024-05-06/2024-05-10"}),
    (WEDNESDAY, "Åklagaren väcker åtal mot den man som greps natten till lördag.", {"natten": "2024-05-11TNI"}),
    (WEDNESDAY, "För några dagar sedan stannade tåget på kvällen.", {"kvällen": "XXXX-XX-XXTEV"}),
    (WEDNESDAY, "Båten lade till ett dygn senare än beräknat.", {"ett dygn": "P1D"}),
    (WEDNESDAY, "Lagret tömdes för snart tre år sedan.", {"snart": "2021"}),
]  # fmt: skip

GERMAN = [
    (WEDNESDAY, "Der Gipfel wurde wegen des Sturms auf März verschoben.", {"März": "2025-03"}),
    (
        WEDNESDAY,
        "Der Präsident setzte am Montag Neuwahlen für den 30. Juni an.",
        {"Montag": "2024-05-13", "30. Juni": "2024-06-30"},
    ),
    (WEDNESDAY, "Die für den 12. Mai geplante Regatta wurde wegen Nebels abgesagt.", {"12. Mai": "2024-05-12"}),
    (AUTUMN, "Das Konzert am 24. Oktober wurde nach einer Bombendrohung abgesagt.", {"24. Oktober": "2017-10-24"}),
    (WEDNESDAY, "Die Marine hat die Fregatte am Donnerstag getauft.", {"Donnerstag": "2024-05-09"}),
    (LATE_WINTER, "Die Besatzung konnte den Hafen am 16. Februar nicht verlassen.", {"16. Februar": "2017-02-16"}),
    (
        WEDNESDAY,
        "Die Minister kamen am 3. April an. Tags darauf unterschrieben sie. Zwei Tage später reisten sie ab.",
        {"3. April": "2024-04-03", "Tags darauf": "2024-04-04", "Zwei Tage später": "2024-04-06"},
    ),
    (
        FRIDAY,
        "Die Brücke wurde 1994 eröffnet. Der Bürgermeister trat am Dienstag zurück. Am nächsten Tag übernahm seine "
        "Stellvertreterin.",
        {"1994": "1994", "Dienstag": "2024-05-14", "nächsten Tag": "2024-05-15"},
    ),
    (WEDNESDAY, "Das Gericht entscheidet am Freitag.", {"Freitag": "2024-05-17"}),
    (WEDNESDAY, "Am Sonntag wird gewählt.", {"Sonntag": "2024-05-19"}),
    (WEDNESDAY, "Die Fähre fährt erst am Samstag.", {"Samstag": "2024-05-18"}),
    (WEDNESDAY, "Die Retter erreichten das Dorf erst am Samstag.", {"Samstag": "2024-05-11"}),
    (WEDNESDAY, "Der Konzern will die Mine im September wieder öffnen.", {"September": "2024-09"}),
    (WEDNESDAY, "Die Mine schloss im September.", {"September": "2023-09"}),
    (WEDNESDAY, "Die Lehrer streiken seit Montag.", {"Montag": "2024-05-13"}),
    (
        WEDNESDAY,
        "Die im Februar verhängte Ausgangssperre endet am Samstag.",
        {"Februar": "2024-02", "Samstag": "2024-05-18"},
    ),
    (
        WEDNESDAY,
        "Die Verhandlung wurde von Donnerstag auf Freitag verlegt.",
        {"Donnerstag": "2024-05-16", "Freitag": "2024-05-17"},
    ),
    (WEDNESDAY, "Der Gesandte sollte am Dienstag in Oslo eintreffen, verpasste aber den Flug.", {"Dienstag": "2024-05-14"}),
    (WEDNESDAY, "Der Gesandte sollte am Freitag in Oslo eintreffen.", {"Freitag": "2024-05-17"}),
    (WEDNESDAY, "Die Veranstalter versprachen eine Entscheidung bis Montag.", {"Montag": "2024-05-20"}),
    (
        WEDNESDAY,
        "Er wurde im November 2019 gewählt. Im Januar zog er in die Hauptstadt.",
        {"November 2019": "2019-11", "Januar": "2020-01"},
    ),
    (WEDNESDAY, "Die Gewerkschaft rief für den 31. Mai zu einem Warnstreik auf.", {"31. Mai": "2024-05-31"}),
    (WEDNESDAY, "Am Sonntag startete kein einziges Flugzeug.", {"Sonntag": "2024-05-12"}),
    (
        WEDNESDAY,
        "Die Präsidentin kündigte am Dienstag an, im Juli zurückzutreten.",
        {"Dienstag": "2024-05-14", "Juli": "2024-07"},
    ),
    (WEDNESDAY, "Der Absatz sank im vierten Quartal.", {"vierten Quartal": "2023-Q4"}),
    (WEDNESDAY, "Das Museum bleibt bis Juni geschlossen.", {"Juni": "2024-06"}),
    (WEDNESDAY, "Die Synode tagte bis Freitag.", {"Freitag": "2024-05-10"}),
    (WEDNESDAY, "Im Vorjahr waren 300 Gäste gekommen.", {"Vorjahr": "2023"}),
    (WEDNESDAY, "Zuletzt war die Straße im Dezember gesperrt.", {"Dezember": "2023-12"}),
    (WEDNESDAY, "Die Messe findet am Samstag in der Stadthalle statt.", {"Samstag": "2024-05-18"}),
    (WEDNESDAY, "Samstag, 20 Uhr: Kammermusik im Rathaus.", {"Samstag": "2024-05-18", "20 Uhr": "2024-05-18T20:00"}),
    (WEDNESDAY, "Die Kommission lud beide Seiten für Dienstag nach Genf ein.", {"Dienstag": "2024-05-21"}),
    (WEDNESDAY, "Die Anhörung hätte am Donnerstag stattfinden sollen.", {"Donnerstag": "2024-05-09"}),
    (WEDNESDAY, "Der Pokal hätte am Montag überreicht werden müssen.", {"Montag": "2024-05-13"}),
    (WEDNESDAY, "Vor einigen Tagen hielt in den frühen Morgenstunden ein Zug.", {"Morgenstunden": "XXXX-XX-XXTMO"}),
    (WEDNESDAY, "Der Kahn legte zwei Tage später als vorgesehen an.", {"zwei Tage": "P2D"}),
    (WEDNESDAY, "Gezeigt wird „Der Gast im Morgengrauen“: ein Schwank.", {"Morgengrauen": None}),
    (WEDNESDAY, "Vor bald drei Jahren schloss die Mine.", {"bald": "2021"}),
]  # fmt: skip

FRENCH = [
    (WEDNESDAY, "Le sommet a été reporté à mars en raison de la tempête.", {"mars": "2025-03"}),
    (
        WEDNESDAY,
        "Le président a convoqué lundi des élections pour le 30 juin.",
        {"lundi": "2024-05-13", "30 juin": "2024-06-30"},
    ),
    (WEDNESDAY, "La régate, qui était prévue le 12 mai, a été annulée.", {"12 mai": "2024-05-12"}),
    (AUTUMN, "Le concert du 24 octobre a été annulé après une alerte à la bombe.", {"24 octobre": "2017-10-24"}),
    (WEDNESDAY, "La marine a lancé la frégate jeudi.", {"jeudi": "2024-05-09"}),
    (LATE_WINTER, "L'équipage n'a pas pu quitter le port le 16 février.", {"16 février": "2017-02-16"}),
    (
        WEDNESDAY,
        "Les ministres sont arrivés le 3 avril. Le lendemain, ils ont signé. Deux jours plus tard, ils sont repartis.",
        {"3 avril": "2024-04-03", "lendemain": "2024-04-04", "Deux jours plus tard": "2024-04-06"},
    ),
    (WEDNESDAY, "Le tribunal rendra sa décision vendredi.", {"vendredi": "2024-05-17"}),
    (WEDNESDAY, "Les électeurs votent dimanche.", {"dimanche": "2024-05-19"}),
    (WEDNESDAY, "Les enseignants sont en grève depuis lundi.", {"lundi": "2024-05-13"}),
    (WEDNESDAY, "L'audience a été déplacée de jeudi à vendredi.", {"vendredi": "2024-05-17"}),
    (WEDNESDAY, "La présidente a dit mardi qu'elle démissionnerait en juillet.", {"mardi": "2024-05-14", "juillet": "2024-07"}),
    (WEDNESDAY, "Le musée est fermé jusqu'en juin.", {"juin": "2024-06"}),
    (WEDNESDAY, "Aucun avion n'a décollé dimanche.", {"dimanche": "2024-05-12"}),
    (WEDNESDAY, "La mine a fermé en septembre.", {"septembre": "2023-09"}),
    (WEDNESDAY, "Il y a quelques jours, un train a déraillé dans la soirée.", {"soirée": "XXXX-XX-XXTEV"}),
    (WEDNESDAY, "Le bac a accosté deux jours plus tard que prévu.", {"deux jours": "P2D"}),
    (WEDNESDAY, "Il a plu le 3 mai, puis dans la soirée du 9 mai.", {"3 mai": "2024-05-03", "soirée": "2024-05-09TEV"}),
    (WEDNESDAY, "Le fort est tombé à l'aube du 3 mai.", {"aube": "2024-05-03TMO"}),
    (LATE_WINTER, "Les mineurs attendent leur prime depuis la mi-janvier.", {"janvier": "2017-01"}),
    (WEDNESDAY, "La mine a fermé il y a bientôt trois ans.", {"bientôt": "2021"}),
]  # fmt: skip


@pytest.mark.parametrize(("dct", "text", "expected"), ENGLISH)
def test_english_news(dct, text, expected):
    """Every expression of a short English passage has the value that a reader of that day gives it."""
    check("en", dct, text, expected)


@pytest.mark.parametrize(("dct", "text", "expected"), SWEDISH)
def test_swedish_news(dct, text, expected):
    """Every expression of a short Swedish passage has the value that a reader of that day gives it."""
    check("sv", dct, text, expected)


@pytest.mark.parametrize(("dct", "text", "expected"), GERMAN)
def test_german_news(dct, text, expected):
    """Every expression of a short German passage has the value that a reader of that day gives it."""
    check("de", dct, text, expected)


@pytest.mark.parametrize(("dct", "text", "expected"), FRENCH)
def test_french_news(dct, text, expected):
    """Every expression of a short French passage has the value that a reader of that day gives it."""
    check("fr", dct, text, expected)


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        (
            "en",
            "The bank closed on Monday. The manager, who had come on 2 February 1998, fled. The next day the police came.",
            {"next day": "2024-05-14"},
        ),
        (
            "en",
            "The ferry sank on 3 May 1994.\n\nNobody has been charged. Relatives met the minister. The next day they marched.",
            {"next day": "XXXX-XX-XX"},
        ),
        (
            "de",
            "Am 3. März 2020 trat er zurück. Im Mai kam er wieder. Tags darauf ging er.",
            {"Tags darauf": "2020-05"},
        ),
        ("sv", "Gruvan stängdes på nyårsafton 2006, dagen innan lagen började gälla.", {"dagen innan": "2006-12-31"}),
        (
            "sv",
            "Klubben vann guld den 18 mars 2003. Laget hade bildats i oktober 1951. I april slutade tränaren.",
            {"april": "2003-04"},
        ),
        (
            "de",
            "Die Strecke ist frühestens am Samstag frei. Der Minister besichtigte am Vormittag die Schäden.",
            {"Vormittag": "2024-05-15TMO"},
        ),
        ("en", "The bank lost money for the first time since 2004. Its head left in March.", {"March": "2024-03"}),
        ("en", "The probe, launched from Kourou on Thursday, carries two cameras.", {"Thursday": "2024-05-09"}),
    ],
)
def test_the_story_and_what_is_beside_it(tag, text, expected):
    """References count from the story, not from background told beside it, from what is to come, or from long ago."""
    check(tag, WEDNESDAY, text, expected)


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "Serbia, which joined the bank in 2002, left it in February.", {"February": "XXXX-02"}),
        ("en", "On 3 June 2021 the minister resigned. In August a new one was named.", {"August": "2021-08"}),
        ("sv", "Hon avgick den 3 november 2021. I januari kom en ny.", {"januari": "2022-01"}),
        ("de", "Er wurde im November 2019 gewählt. Am Freitag trat er zurück.", {"Freitag": "XXXX-WXX-5"}),
    ],
)
def test_without_a_day_of_publication_only_the_story_tells_the_year(tag, text, expected):
    """In an article of an unknown day a year told of in passing dates nothing; that of a date holds as the story goes on."""
    document = read(tag, text)
    found = {
        document.article.text[slice(*each.timex.span)]: each.value for each in resolve(document, None, lexicon=LEXICON)
    }
    assert expected == {words: next((v for w, v in found.items() if words in w), None) for words in expected}


RELATIVE = [
    (tag, pattern.format(day=day))
    for tag, patterns, days in (
        (
            "en",
            (
                "They met on {day}.",
                "They will meet on {day}.",
                "The talks were put off until {day}.",
                "It was due on {day}.",
            ),
            ("Monday", "Thursday", "Sunday"),
        ),
        (
            "sv",
            ("De möttes på {day}.", "De ska mötas på {day}.", "Mötet sköts upp till {day}."),
            ("måndagen", "torsdagen", "söndagen"),
        ),
        (
            "de",
            ("Sie trafen sich am {day}.", "Sie treffen sich am {day}.", "Das Treffen wurde auf {day} verschoben."),
            ("Montag", "Donnerstag", "Sonntag"),
        ),
        (
            "fr",
            ("Ils se sont vus {day}.", "Ils se verront {day}.", "La réunion a été reportée à {day}."),
            ("lundi", "jeudi"),
        ),
    )
    for pattern in patterns
    for day in days
]
PUT_OFF = [
    (tag, text)
    for tag, text in RELATIVE
    if any(word in text for word in ("put off", "sköts", "verschoben", "reportée"))
]
DATES = ["31 March", "29 February", "30 June", "31 November", "12 May"]
"""With two that are in no calendar, or in few years only."""


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "The mill burned down around Easter 1921.", "1921-03-27~"),
        ("en", "The mill was built circa 1850.", "1850~"),
        ("sv", "Kvarnen brann ned kring den 3 maj 1921.", "1921-05-03~"),
        ("de", "Die Mühle brannte um den 3. Mai 1921 ab.", "1921-05-03~"),
        ("fr", "Le moulin a brûlé vers le 3 mai 1921.", "1921-05-03~"),
        ("de", "Die Mühle brannte am 3. Mai 1921 um 16 Uhr ab.", "1921-05-03"),
    ],
)
def test_a_date_that_is_only_near_is_approximate(tag, text, expected):
    """Around, kring, um and vers before a date make it approximate; before a clock time they do not."""
    found = resolve(read(tag, text), date.fromisoformat(WEDNESDAY), lexicon=LEXICON)
    assert expected in [each.when.edtf for each in found if each.when]


@settings(deadline=None, max_examples=60)
@given(st.dates(date(1950, 1, 1), date(2050, 12, 31)), st.sampled_from(RELATIVE))
def test_a_week_later_a_weekday_is_a_week_later(day, example):
    """Whatever the tense and the plan, publication a week later makes every weekday a week later."""
    document = read(*example)
    for now, then in zip(
        resolve(document, day, lexicon=LEXICON), resolve(document, day + timedelta(7), lexicon=LEXICON)
    ):
        a, b = tx.period(now.value), tx.period(then.value)
        assert a is not None
        assert b is not None
        assert (7, 7) == (b.first - a.first, b.last - a.last)


@settings(deadline=None, max_examples=60)
@given(
    st.dates(date(1950, 1, 1), date(2050, 12, 31)),
    st.sampled_from(DATES),
    st.sampled_from(
        [
            "It was moved to {}.",
            "They met on {}.",
            "They will meet on {}.",
            "It was due on {}.",
            "In May 2019 it fell. On {} it rose.",
        ]
    ),
)
def test_a_plan_has_no_impossible_day(day, words, pattern):
    """Whatever the tense and the plan, a day is in the calendar or stays open."""
    for found in resolve(read("en", pattern.format(words)), day, lexicon=LEXICON):
        assert found.when is None or tx.period(found.value) is not None


@settings(deadline=None, max_examples=60)
@given(st.dates(date(1950, 1, 1), date(2050, 12, 31)), st.sampled_from(PUT_OFF))
def test_what_is_put_off_lies_ahead(day, example):
    """A day that something is put off to comes after the day of publication, within a week."""
    (found,) = resolve(read(*example), day, lexicon=LEXICON)
    period = tx.period(found.value)
    assert period is not None
    assert 1 <= period.first - day.toordinal() <= 7
