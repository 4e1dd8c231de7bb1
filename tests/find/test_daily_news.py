"""What daily papers tell of sport, courts, markets, services and openings is known by its words."""

from __future__ import annotations

from datetime import date as day

import pytest

from dateline.core.model import Basis, DaySet
from dateline.core.problems import Problems
from dateline.find.annotate import annotate, date
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_article

LEXICON = Lexicon()


@pytest.mark.parametrize(
    ("language", "kind", "text"),
    [
        ("en", "other", "FIFA banned the goalkeeper Ola Berg for two years on Monday."),
        ("en", "other", "Burnley were relegated from the Premier League on Monday."),
        ("en", "other", "Anna Lund withdrew from the race in Oslo on Monday."),
        ("en", "other", "Anna Lund pulled out of the tournament in Paris on Monday with a knee injury."),
        ("en", "economy", "Shares in Volvo lost a tenth of their value on Monday."),
        ("en", "economy", "The lira hit an all-time low on Monday."),
        ("en", "other", "A report by the Swedish watchdog on Monday found serious shortcomings at the hospital."),
        ("en", "economy", "Airbus delivered the first aircraft to Finnair on Monday."),
        ("en", "attack", "Gunmen held up a jeweller's shop in Nice on Monday."),
        ("en", "disaster", "Lightning struck a church in Bergen on Monday."),
        ("en", "disaster", "Heavy snow cut off power to 5,000 homes in Norway on Monday."),
        ("en", "disaster", "Oil leaked from a tanker off Norway on Monday."),
        ("en", "disaster", "Bird flu was found at a farm in Denmark on Monday."),
        ("en", "technology", "Astronomers in Chile spotted a comet on Monday."),
        ("en", "other", "The museum in Bilbao reopened on Monday."),
        ("en", "other", "The singer Anna Lund released a new album in Norway on Monday."),
        ("en", "people", "The prince of Denmark got engaged on Monday."),
        ("en", "people", "The king of Norway was taken to hospital on Monday."),
        ("en", "people", "The king of Norway left hospital on Monday."),
        ("en", "law", "The council in Malmö voted to close two schools on Monday."),
        ("en", "law", "Councillors in Leeds gave planning permission for the stadium on Monday."),
        ("en", "law", "The council in Leeds rejected plans for a tower on Monday."),
        ("en", "law", "The agency in Oslo granted the company a licence on Monday."),
        ("en", "economy", "Norwegian Air cancelled 40 flights on Monday."),
        ("en", "economy", "Trains between Oslo and Bergen started running again on Monday."),
        ("en", "other", "The Øresund bridge was closed to traffic on Monday."),
        ("en", "other", "The university in Oslo opened a new campus on Monday."),
        ("en", "court", "The ombudsman in Sweden reported the minister to the police on Monday."),
        ("en", "other", "Norway celebrated its national day on Monday."),
        ("en", "vote", "The count in Norway was completed on Monday."),
        ("sv", "other", "Sirius åkte ur Allsvenskan i måndags."),
        ("sv", "other", "Örgryte gick upp i Allsvenskan i måndags."),
        ("sv", "other", "Degerfors flyttades ned till Superettan i måndags."),
        ("sv", "other", "Norge vann stafetten i Oslo i måndags."),
        ("sv", "other", "Anna Lund vann loppet i Oslo i måndags."),
        ("sv", "other", "Anna Lund drog sig ur loppet i Oslo i måndags."),
        ("sv", "other", "Anna Lund lämnade återbud till turneringen i Paris i måndags."),
        ("sv", "other", "Norge åkte ut ur VM mot Ghana i måndags."),
        ("sv", "other", "Den norske cyklisten Ola Berg testade positivt för epo i måndags."),
        ("sv", "other", "Sprintern Ola Berg fråntogs sitt guld i måndags."),
        ("sv", "other", "En minnesgudstjänst för offren hölls i Oslo i måndags."),
        ("sv", "other", "Norge höll en tyst minut för offren i måndags."),
        ("sv", "economy", "Den ungerska forinten föll till rekordlåga nivåer i måndags."),
        ("sv", "economy", "Stockholmsbörsen föll fyra procent i måndags."),
        ("sv", "economy", "Liran noterade en ny bottennivå i måndags."),
        ("sv", "other", "Riksrevisionen presenterade sin granskning av Trafikverket i måndags."),
        ("sv", "court", "Skolinspektionen förelade skolan i Umeå ett vite i måndags."),
        ("sv", "economy", "Airbus levererade det första planet till Finnair i måndags."),
        ("sv", "economy", "Fartyget överlämnades till Norges flotta i måndags."),
        ("sv", "disaster", "Snöfallet gjorde 5 000 hushåll i Norge strömlösa i måndags."),
        ("sv", "other", "Ett värmerekord slogs i Norge i måndags."),
        ("sv", "other", "Museet i Bilbao öppnade igen i måndags."),
        ("sv", "other", "Sångerskan Anna Lund gav ut ett nytt album i Norge i måndags."),
        ("sv", "other", "Pjäsen hade premiär i Oslo i måndags."),
        ("sv", "people", "Norges kung lades in på sjukhus i måndags."),
        ("sv", "people", "Norges kung skrevs ut från sjukhuset i måndags."),
        ("sv", "law", "Kommunfullmäktige i Malmö beslutade att lägga ned två skolor i måndags."),
        ("sv", "law", "Kommunen i Umeå beviljade bygglov för arenan i måndags."),
        ("sv", "law", "Myndigheten i Oslo drog in flygbolagets tillstånd i måndags."),
        ("sv", "economy", "Norwegian ställde in 40 flygningar i måndags."),
        ("sv", "economy", "Tågen mellan Oslo och Bergen började gå igen i måndags."),
        ("sv", "other", "Öresundsbron stängdes av för trafik i måndags."),
        ("sv", "economy", "Bygget av tunneln i Norge inleddes i måndags."),
        ("sv", "other", "Universitetet i Oslo stängde av tre studenter i måndags."),
        ("sv", "other", "En staty av drottning Maud avtäcktes i Oslo i måndags."),
        ("sv", "other", "Norge firade sin nationaldag i måndags."),
        ("de", "other", "Der Verein suspendierte am Montag den Stürmer Ola Berg."),
        ("de", "other", "Der FC Kaiserslautern schaffte am Montag den Aufstieg in die Bundesliga."),
        ("de", "other", "Norwegen gewann am Montag die Staffel in Oslo."),
        ("de", "other", "Anna Lund gewann am Montag das Rennen in Oslo."),
        ("de", "other", "Anna Lund siegte am Montag im Slalom in Norwegen."),
        ("de", "other", "Anna Lund zog sich am Montag vom Turnier in Paris zurück."),
        ("de", "other", "Norwegen schied am Montag gegen Ghana aus der WM aus."),
        ("de", "other", "Schweden und Norwegen trennten sich am Montag 1:1."),
        ("de", "people", "Arsenal stellte am Montag Mauro Conti als Trainer vor."),
        ("de", "other", "Der norwegische Radprofi Ola Berg wurde am Montag positiv auf Epo getestet."),
        ("de", "other", "Ein Trauergottesdienst für die Opfer wurde am Montag in Oslo gehalten."),
        ("de", "other", "Am Montag fand in Oslo ein Gedenkgottesdienst für die Opfer statt."),
        ("de", "economy", "Der ungarische Forint fiel am Montag auf ein Rekordtief."),
        ("de", "economy", "Die Volvo-Aktie brach am Montag um zehn Prozent ein."),
        ("de", "economy", "Der Dax schloss am Montag zwei Prozent im Minus."),
        ("de", "economy", "Die Lira sackte am Montag auf einen historischen Tiefstand ab."),
        ("de", "economy", "Die Krone verlor am Montag deutlich an Wert."),
        ("de", "other", "Der Rechnungshof in Wien legte am Montag seinen Prüfbericht vor."),
        ("de", "other", "Die Aufsicht in Wien stellte am Montag schwere Mängel in der Klinik fest."),
        ("de", "economy", "Airbus lieferte am Montag das erste Flugzeug an Finnair aus."),
        ("de", "economy", "Das Schiff wurde am Montag an die Marine Norwegens übergeben."),
        ("de", "other", "In das Haus des Bürgermeisters von Lyon wurde am Montag eingebrochen."),
        ("de", "sanction", "Russland stoppte am Montag die Einfuhr polnischer Äpfel."),
        ("de", "meeting", "Der deutsche Präsident war am Montag zu Gast in Norwegen."),
        ("de", "disaster", "Ein Bus kippte am Montag bei Bergen um."),
        ("de", "disaster", "Ein Blitz schlug am Montag in eine Kirche in Bergen ein."),
        ("de", "disaster", "Vor Norwegen lief am Montag Öl aus einem Tanker aus."),
        ("de", "disaster", "Der Vulkan auf Island brach am Montag erneut aus."),
        ("de", "disaster", "Auf einem Hof in Dänemark wurde am Montag die Vogelgrippe nachgewiesen."),
        ("de", "other", "Das Museum in Bilbao öffnete am Montag wieder."),
        ("de", "other", "Die Sängerin Anna Lund veröffentlichte am Montag in Norwegen ein neues Album."),
        ("de", "other", "Das Stück feierte am Montag in Oslo Premiere."),
        ("de", "people", "Der norwegische König wurde am Montag ins Krankenhaus eingeliefert."),
        ("de", "people", "Anna Lund wurde am Montag in Oslo zur Bischöfin geweiht."),
        ("de", "law", "Die Stadt Leipzig erteilte am Montag die Baugenehmigung für das Stadion."),
        ("de", "law", "Die Behörde in Oslo erteilte der Firma am Montag eine Lizenz."),
        ("de", "other", "Die Öresundbrücke wurde am Montag für den Verkehr gesperrt."),
        ("de", "economy", "Der Bau des Tunnels in Norwegen begann am Montag."),
        ("de", "meeting", "Volvo hielt am Montag eine außerordentliche Hauptversammlung ab."),
        ("de", "court", "Die Ministerin Anna Lund wurde am Montag in Norwegen angezeigt."),
        ("de", "other", "In Oslo wurde am Montag eine Statue von Königin Maud enthüllt."),
        ("de", "other", "Norwegen feierte am Montag seinen Nationalfeiertag."),
        ("de", "people", "Die Ministerin Anna Lund schied am Montag aus der Regierung Norwegens aus."),
    ],
)
def test_usual_words_are_known_with_their_day(language: str, kind: str, text: str) -> None:
    """One event of its type on its day, and no verb that the lexicon lacks."""
    known = {"language": language, "published": "2024-03-08"}
    article = read_article("paper.txt", text.encode(), known, LEXICON, Problems())
    assert article is not None
    document = annotate(article, LEXICON)
    days = DaySet((day(2024, 3, 8).toordinal(),), (1.0,), Basis.GIVEN)
    found = [event for event in date(document, days, LEXICON).events if event.gate is None]
    assert [(kind, "2024-03-04")] == [(event.type.value, event.when.edtf) for event in found if event.when]
    assert () == document.gaps


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Peru summoned the Dutch chargé d'affaires on Monday."),
        ("sv", "Peru kallade upp den nederländske chargé d'affaires i måndags."),
        ("de", "Peru bestellte am Montag den niederländischen Geschäftsträger ein."),
    ],
)
def test_who_stands_in_for_an_ambassador_stands_for_the_state(language: str, text: str) -> None:
    """The country of the adjective before a lesser diplomat takes part."""
    known = {"language": language, "published": "2024-03-08"}
    article = read_article("paper.txt", text.encode(), known, LEXICON, Problems())
    assert article is not None
    assert [("NL", "PE")] == [event.countries for event in annotate(article, LEXICON).events]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "It was on 4 March that a coach overturned near Lima in Peru.", ("happened", "2024-03-04")),
        ("en", "It was in March 2023 that Peru left the alliance.", ("happened", "2023-03")),
        ("de", "Am 4. März war es, dass Peru das Abkommen mit Chile unterzeichnete.", ("happened", "2024-03-04")),
        ("de", "Mit einem Urteil gegen Ana Ruiz wird in Lima am 14. März gerechnet.", ("planned", "2024-03-14")),
        ("de", "Lima rechnet am 14. März mit einem Streik der Busfahrer.", ("planned", "2024-03-14")),
    ],
)
def test_a_day_told_alone_or_reckoned_with_is_the_events(language: str, text: str, expected: tuple[str, str]) -> None:
    """A clause that says no more than a day dates what it brings in; what is reckoned with lies ahead."""
    known = {"language": language, "published": "2024-03-08"}
    article = read_article("paper.txt", text.encode(), known, LEXICON, Problems())
    assert article is not None
    days = DaySet((day(2024, 3, 8).toordinal(),), (1.0,), Basis.GIVEN)
    found = date(annotate(article, LEXICON), days, LEXICON).events
    assert [expected] == [
        (event.factuality.value, event.when.edtf) for event in found if event.gate is None and event.when
    ]


def test_what_broke_last_week_does_not_date_the_clause_it_brings_in() -> None:
    """Only a pronoun with its verb and a day says no more than the day."""
    known = {"language": "en", "published": "2024-03-08"}
    text = "Scandal erupted on Monday that a minister of Peru had signed the treaty with Chile."
    article = read_article("paper.txt", text.encode(), known, LEXICON, Problems())
    assert article is not None
    days = DaySet((day(2024, 3, 8).toordinal(),), (1.0,), Basis.GIVEN)
    found = date(annotate(article, LEXICON), days, LEXICON).events
    assert [None] == [event.when for event in found if event.lemma == "sign"]
