"""A small invented story for the tests of the site: a ferry conflict between Halmvik and its neighbours.

Six reports in three languages, two of them copies of one text; entries with every kind of date and state.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.core.config import Config
from dateline.core.model import (
    Article,
    Basis,
    Checked,
    Correction,
    Entry,
    EntryFigure,
    EntryFigureVersion,
    EntrySource,
    EventType,
    Factuality,
    Label,
    Paragraph,
    Review,
    Span,
    Status,
    Tier,
)
from dateline.core.text import digest
from dateline.core.when import When
from dateline.lexicon.language import Lexicon
from dateline.show.site import Site, build_site

ROOT = Path(__file__).resolve().parents[2]
LEXICON = Lexicon()


def config(**values: Any) -> Config:
    """The settings of the story's project."""
    return Config(
        **{
            "title": "The Halmvik ferry conflict",
            "description": "Crews, companies and governments around the Halmvik crossing, told from the reports of five papers.",
            "language": "en",
            "contact": "mailto:desk@halmvik.example",
            "licence": "CC BY 4.0",
            **values,
        }
    )


TEXTS = {
    "tt-2031-03-14-halmvik": (
        "sv",
        "Färjestrejk lamslår Halmvik",
        "TT",
        "2031-03-14",
        "Färjestrejk lamslår Halmvik\n"
        "Besättningarna gick i strejk på fredagsmorgonen. Rederiet ställde in alla avgångar till Norge.\n"
        "I mitten av mars 2030 strandade de förra löneförhandlingarna. Facket uppger att 340 personer deltar.\n"
        "– Vi ger oss inte förrän i april, säger fackets ordförande.",
    ),
    "dpa-2031-03-15-faehre": (
        "de",
        "Fährpersonal streikt in Halmvik",
        "dpa",
        "2031-03-15",
        "Fährpersonal streikt in Halmvik\n"
        "Rund 300 Beschäftigte der Reederei legten am Freitag die Arbeit nieder. Die Europäische Union bot ihre "
        "Vermittlung an.\nDie Reederei kündigte für den 2. April ein Treffen in Oslo an.",
    ),
    "hn-2031-03-15-ferry": (
        "en",
        "Ferry crews walk out at Halmvik",
        "Harbour News",
        "2031-03-15",
        "Ferry crews walk out at Halmvik\n"
        "Some 300 crew members walked out on Friday. The European Union offered to mediate.\n"
        "The company announced a meeting in Oslo on 2 April.",
    ),
    "hn-2031-04-03-oslo": (
        "en",
        "Oslo meeting ends without a deal",
        "Harbour News",
        "2031-04-03",
        "Oslo meeting ends without a deal\n"
        "Ministers of Sweden and Norway met in Oslo on Wednesday with both sides. A second meeting planned for Friday "
        "was cancelled.\nThe union denied that it had turned down an offer in late March. The crossing was opened in 1872. "
        "Norway's parliament voted 88 to 81 on Thursday for a law on minimum crews.",
    ),
    "gp-2031-04-20-avtal": (
        "sv",
        "Avtal klart i färjekonflikten",
        "Göteborgs-Posten",
        "2031-04-20",
        "Avtal klart i färjekonflikten\n"
        "Parterna skrev under ett avtal mellan den 15 och 18 april. Sveriges statsminister hade hotat med en lag.\n"
        "Trafiken kom i gång den 19 april. Danmark skickade två reservfärjor under strejken, från den 20 mars till den 18 april.",
    ),
    "x-undated-comment": (
        "en",
        None,
        None,
        "[2031-04-22..2031-04-24]",
        "The harbour board is said to have paid for guards. Nobody knows when. "
        "A hundred people demonstrated in Halmvik in the spring of 2031.",
    ),
}

ORIGINS = {"hn-2031-03-15-ferry": "dpa-2031-03-15-faehre"}


def article(ident: str, *, rights: str | None = None) -> Article:
    """One of the story's reports."""
    language, title, publisher, published, text = TEXTS[ident]
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    paragraphs = tuple(
        Paragraph(span, Label.TITLE if n == 0 and title else Label.BODY, language) for n, span in enumerate(spans)
    )
    return Article(
        id=ident,
        path=f"seeds/{ident}.txt",
        text=text,
        digest=digest(text),
        language=language,
        title=title,
        published=When.parse(published),
        published_basis=Basis.GIVEN if publisher else Basis.INFERRED,
        publisher=publisher,
        url=f"https://{publisher.lower().replace(' ', '')}.example/{ident}" if publisher else None,
        rights=rights,
        paragraphs=paragraphs,
    )


def source(ident: str, quote: str, *supports: str, when: str | None = None, key: str | None = None) -> EntrySource:
    """Words of one of the reports."""
    return EntrySource(
        article=ident, quote=quote, supports=supports, when=when, origin=ORIGINS.get(ident, ident), key=key
    )


def entry(ident: str, title: str, date: str | None, **fields: Any) -> Entry:
    """An entry with what a test needs of it."""
    return Entry(
        id=ident, path=f"content/events/{ident}.yaml", title=title, date=When.parse(date) if date else None, **fields
    )


def story() -> tuple[Entry, ...]:
    """The entries of the conflict."""
    return (
        entry(
            "ev-k7q2m9",
            "Ferry crews strike at Halmvik",
            "2031-03-14",
            title_in={"sv": "Färjepersonal strejkar i Halmvik", "de": "Fährpersonal streikt in Halmvik"},
            status=Status.CHECKED,
            checked=Checked("E. L.", "2031-04-02"),
            type=EventType.PROTEST,
            summary="Crews stopped work at Halmvik harbour. The company cancelled all departures to Norway.",
            countries=("NO", "SE"),
            organisations=("eu",),
            places=("oslo",),
            figures=(
                EntryFigure(
                    "people",
                    340,
                    "the union's count is later",
                    (EntryFigureVersion(340, ("s1",)), EntryFigureVersion(300, ("s2", "s3"))),
                ),
            ),
            sources=(
                source(
                    "tt-2031-03-14-halmvik",
                    "Besättningarna gick i strejk på fredagsmorgonen.",
                    "date",
                    "type",
                    when="på fredagsmorgonen",
                    key="s1",
                ),
                source(
                    "dpa-2031-03-15-faehre",
                    "Rund 300 Beschäftigte der Reederei legten am Freitag die Arbeit nieder.",
                    "date",
                    "figures/people",
                    when="am Freitag",
                    key="s2",
                ),
                source(
                    "hn-2031-03-15-ferry",
                    "Some 300 crew members walked out on Friday.",
                    "figures/people",
                    when="on Friday",
                    key="s3",
                ),
            ),
            corrections=(Correction("2031-04-02", "figures", "300", "340", "Later report names the vessels"),),
            public_note="Times are local.",
        ),
        entry(
            "ev-m2",
            "European Union offers to mediate",
            "2031-03-14",
            type=EventType.STATEMENT,
            organisations=("eu",),
            countries=("SE", "NO"),
            sources=(
                source("hn-2031-03-15-ferry", "The European Union offered to mediate.", "organisations/eu"),
                source("dpa-2031-03-15-faehre", "Die Europäische Union bot ihre Vermittlung an.", "organisations/eu"),
            ),
            part_of=("ev-k7q2m9",),
            review=(Review.DATE_INHERITED,),
        ),
        entry(
            "ev-m3",
            "Pay talks break down",
            "[2030-03-11..2030-03-20]",
            type=EventType.OTHER,
            tier=Tier.BACKGROUND,
            countries=("SE",),
            sources=(
                source(
                    "tt-2031-03-14-halmvik",
                    "I mitten av mars 2030 strandade de förra löneförhandlingarna.",
                    "date",
                    when="I mitten av mars 2030",
                ),
            ),
        ),
        entry(
            "ev-m4",
            "Ministers of Sweden and Norway meet both sides in Oslo",
            "2031-04-02",
            time="10:00",
            type=EventType.MEETING,
            countries=("NO", "SE"),
            places=("oslo",),
            follows=("ev-k7q2m9",),
            roles={"NO": "host"},
            sources=(
                source(
                    "hn-2031-04-03-oslo",
                    "Ministers of Sweden and Norway met in Oslo on Wednesday with both sides.",
                    "date",
                    "places/oslo",
                    "countries/SE",
                    "countries/NO",
                    when="on Wednesday",
                ),
                source(
                    "dpa-2031-03-15-faehre", "Die Reederei kündigte für den 2. April ein Treffen in Oslo an.", "date"
                ),
            ),
        ),
        entry(
            "ev-m5",
            "Second meeting in Oslo",
            "2031-04-04",
            factuality=Factuality.CANCELLED,
            planned=When.parse("2031-04-04"),
            type=EventType.MEETING,
            countries=("NO", "SE"),
            sources=(
                source(
                    "hn-2031-04-03-oslo", "A second meeting planned for Friday was cancelled.", "date", when="Friday"
                ),
            ),
        ),
        entry(
            "ev-m6",
            "Union said to have turned down an offer",
            "[2031-03-21..2031-03-31]",
            factuality=Factuality.DENIED,
            type=EventType.DEMAND,
            status=Status.DISPUTED,
            countries=("SE",),
            sources=(
                source(
                    "hn-2031-04-03-oslo",
                    "The union denied that it had turned down an offer in late March.",
                    "date",
                    when="in late March",
                ),
            ),
        ),
        entry(
            "ev-m7",
            "The Halmvik crossing opens",
            "1872",
            tier=Tier.BACKGROUND,
            countries=("SE", "NO"),
            sources=(source("hn-2031-04-03-oslo", "The crossing was opened in 1872.", "date", when="in 1872"),),
        ),
        entry(
            "ev-m8",
            "Norway’s parliament votes for a law on minimum crews after a debate of eleven hours about pay at sea",
            "2031-04-03",
            type=EventType.VOTE,
            countries=("NO",),
            figures=(EntryFigure("votes_for", 88), EntryFigure("votes_against", 81)),
            sources=(
                source(
                    "hn-2031-04-03-oslo",
                    "Norway's parliament voted 88 to 81 on Thursday for a law on minimum crews.",
                    "date",
                    "countries/NO",
                    when="on Thursday",
                ),
            ),
        ),
        entry(
            "ev-m9",
            "Both sides sign an agreement",
            "[2031-04-15..2031-04-18]",
            type=EventType.AGREEMENT,
            countries=("SE",),
            summary="Union and company signed an agreement after **five weeks** of strike.",
            sources=(
                source(
                    "gp-2031-04-20-avtal",
                    "Parterna skrev under ett avtal mellan den 15 och 18 april.",
                    "date",
                    when="mellan den 15 och 18 april",
                ),
            ),
        ),
        entry(
            "ev-ma",
            "Ferries run again",
            "2031-04-19",
            type=EventType.ECONOMY,
            countries=("SE", "NO"),
            sources=(source("gp-2031-04-20-avtal", "Trafiken kom i gång den 19 april.", "date", when="den 19 april"),),
        ),
        entry(
            "ev-mb",
            "Denmark lends two ferries",
            "2031-03-20/2031-04-18",
            factuality=Factuality.HAPPENED,
            type=EventType.AID,
            countries=("DK", "SE"),
            sources=(
                source(
                    "gp-2031-04-20-avtal",
                    "Danmark skickade två reservfärjor under strejken, från den 20 mars till den 18 april.",
                    "date",
                    "countries/DK",
                    when="från den 20 mars till den 18 april",
                ),
            ),
        ),
        entry(
            "ev-mc",
            "A hundred people demonstrate in Halmvik",
            "2031-21",
            type=EventType.PROTEST,
            countries=("SE",),
            sources=(
                source(
                    "x-undated-comment",
                    "A hundred people demonstrated in Halmvik in the spring of 2031.",
                    "date",
                    when="in the spring of 2031",
                ),
            ),
        ),
        entry(
            "ev-md",
            "Harbour board said to have paid guards",
            None,
            factuality=Factuality.ALLEGED,
            countries=("SE",),
            organisations=("halmvik-harbour-board",),
            sources=(source("x-undated-comment", "The harbour board is said to have paid for guards."),),
        ),
        entry("ev-me", "Strike at Halmvik", "2031-03-14", status=Status.MERGED, merged_into="ev-k7q2m9"),
        entry("ev-mf", "A draft", "2031-03-15", status=Status.DRAFT),
        entry("ev-mg", "Withdrawn claim", "2031-03-16", status=Status.WITHDRAWN),
        entry(
            "ev-mh",
            "Sweden’s prime minister threatens a law",
            "2031-04",
            factuality=Factuality.PLANNED,
            type=EventType.DEMAND,
            countries=("SE",),
            sources=(source("gp-2031-04-20-avtal", "Sveriges statsminister hade hotat med en lag.", "countries/SE"),),
        ),
    )


@dataclass(frozen=True)
class Story:
    """The pieces of the conflict, to be varied by a test."""

    entries: tuple[Entry, ...] = field(default_factory=story)
    config: Config = field(default_factory=config)
    pages: dict[str, str] = field(default_factory=dict)
    full: bool = False

    def site(self) -> Site:
        articles = {ident: article(ident, rights="full" if self.full else None) for ident in TEXTS}
        return build_site(
            self.entries,
            articles,
            ORIGINS,
            self.config,
            pages=self.pages,
            country_name=lambda code: LEXICON.gazetteer.name(code, "en"),
        )


def templates() -> dict[str, str]:
    """The project's own templates."""
    folder = ROOT / "templates"
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))}
