"""The program's half of a random history: articles, and what is believed of them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from keep_world import World, event, evidence

from dateline.core.model import Event, EventFigure, EventType, Factuality, FigureVersion, Review
from dateline.core.when import When

DATES = ("2024-03-07", "2024-03", "2024-03-01/2024-03-05", "[2024-03-07..2024-03-09]", "2024-03-08~", "2024")
CODES = ("NO", "SE", "DE", "FR", "PL", "US")
BODIES = ("nato", "cis", "eu", "un", "red-cross")
PEOPLE = ("anna-berg", "per-olof-ek", "jean-dupont")
TITLES = ("Ministers meet in Oslo", "Talks: a second round", "'No deal', say sources", "Yes", "Möte i Åre", "12:30 #1")
SUMMARIES = (
    None,
    "Short.",
    "A longer summary that goes on until it must be folded: it has a colon, “quotes”, a # and more than one hundred"
    " characters in all.",
)


@dataclass
class Happening:
    """What the program believes of one event, in a form that is easily changed."""

    name: int
    passages: list[tuple[str, str]]
    title: str
    date: str | None
    countries: list[str]
    bodies: list[str]
    people: list[str] = field(default_factory=list)
    summary: str | None = None
    roles: dict[str, str] = field(default_factory=dict)
    deaths: list[int] = field(default_factory=list)
    confidence: float = 0.5
    kind: str = "meeting"

    def event(self, world: World) -> Event | None:
        told = [
            evidence(
                name, quote, world.articles[name].text, supports=("date", *(f"countries/{c}" for c in self.countries))
            )
            for name, quote in self.passages
            if name in world.articles and quote in world.articles[name].text
        ]
        if not told:
            return None
        figures = (
            (EventFigure("deaths", tuple(FigureVersion(n, (i % len(told),)) for i, n in enumerate(self.deaths))),)
            if self.deaths
            else ()
        )
        return event(
            *told,
            key=f"h{self.name}",
            mentions=tuple(f"{item.article}#{item.span.start}" for item in told),
            title={"en": self.title},
            when=When.parse(self.date) if self.date else None,
            countries=tuple(self.countries),
            organisations=tuple(self.bodies),
            people=tuple(self.people),
            summary=self.summary,
            summary_language="en" if self.summary else None,
            roles=self.roles,
            figures=figures,
            confidence=self.confidence,
            type=EventType(self.kind),
            factuality=Factuality.HAPPENED,
            review=(Review.DATE_INHERITED,) if self.confidence < 0.4 else (),
        )


class Telling:
    """One project and its program, driven by one seed: articles come and go, and the program changes its mind."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.world = World()
        self.happenings: list[Happening] = []
        self.claims: dict[tuple[str, ...], object] = {}
        """(id, field) → value as text, or None for removed; (id, field, item) → whether it is there."""
        self.comments: dict[str, set[str]] = {}
        self.deleted: list[str] = []
        self.blind = False
        """The ledger was lost since the last build: what is deleted now, nobody can know."""
        self.log: list[str] = []
        self.counter = 0
        self.names: dict[str, str] = {}
        """Articles that were renamed, old name to the one they have now."""
        self.noted = 0
        for _ in range(3):
            self.add_article()
        for _ in range(3):
            self.add_happening()

    # ------------------------------------------------------------------------------------------------ the program

    def sentence(self) -> str:
        self.counter += 1
        words = self.random.sample(
            ["Ministers", "met", "in", "Oslo", "on", "Friday", "said", "the", "“envoy”", "– again"], 6
        )
        return f"{' '.join(words)} no {self.counter}."

    def add_article(self) -> None:
        name = f"a{len(self.world.articles) + self.counter}"
        self.world.tell(name, "\n".join(self.sentence() for _ in range(4)))

    def passage(self) -> tuple[str, str]:
        name = self.random.choice(sorted(self.world.articles))
        return name, self.random.choice(self.world.articles[name].text.split("\n"))

    def free_passage(self) -> tuple[str, str] | None:
        used = {item for one in self.happenings for item in one.passages}
        free = [
            (name, quote)
            for name in sorted(self.world.articles)
            for quote in self.world.articles[name].text.split("\n")
            if (name, quote) not in used
        ]
        return self.random.choice(free) if free else None

    def add_happening(self) -> None:
        first = self.free_passage()
        if first is None:
            return
        pick = self.random
        self.counter += 1
        self.happenings.append(
            Happening(
                self.counter,
                [first],
                pick.choice(TITLES),
                pick.choice(DATES),
                sorted(pick.sample(CODES, 2)),
                sorted(pick.sample(BODIES, 1)),
            )
        )

    def storm(self) -> None:
        """The program, a new version of itself, changes its mind about most of what it said."""
        pick = self.random
        for one in self.happenings:
            one.title = pick.choice(TITLES)
            one.date = pick.choice(DATES)
            one.countries = sorted(pick.sample(CODES, pick.randrange(1, 4)))
            one.bodies = sorted(pick.sample(BODIES, pick.randrange(1, 3)))
            one.summary = pick.choice(SUMMARIES)
            one.kind = pick.choice(("meeting", "vote", "attack", "court"))
            one.confidence = pick.choice((0.3, 0.55, 0.9))

    def believe(self) -> None:
        """The program changes its mind about something."""
        if not self.happenings:
            return self.add_happening()
        pick, one = self.random, self.random.choice(self.happenings)
        match pick.randrange(14):
            case 0:
                one.title = pick.choice(TITLES)
            case 1:
                one.date = pick.choice((*DATES, None))
            case 2:
                one.countries = sorted(pick.sample(CODES, pick.randrange(0, 4)))
            case 3:
                one.bodies = sorted(pick.sample(BODIES, pick.randrange(0, 3)))
            case 4:
                one.people = sorted(pick.sample(PEOPLE, pick.randrange(0, 3)))
            case 5:
                one.summary = pick.choice(SUMMARIES)
            case 6:
                one.roles = {body: pick.choice(("host", "actor")) for body in one.bodies}
            case 7:
                one.deaths = pick.choice(([], [12], [12, 14], [7]))
            case 8:
                one.confidence = pick.choice((0.3, 0.55, 0.9))
            case 9:
                more = self.free_passage()
                if more:
                    one.passages.append(more)
            case 10 if len(one.passages) > 1:
                self.counter += 1
                cut = pick.randrange(1, len(one.passages))
                self.happenings.append(
                    Happening(self.counter, one.passages[cut:], one.title, one.date, one.countries, one.bodies)
                )
                one.passages = one.passages[:cut]
            case 11 if len(self.happenings) > 1:
                other = pick.choice([item for item in self.happenings if item is not one])
                one.passages += other.passages
                self.happenings.remove(other)
            case 12:
                self.happenings.remove(one)
            case _:
                one.kind = pick.choice(("meeting", "vote", "attack"))
        return None

    def change_articles(self) -> None:
        pick = self.random
        name = pick.choice(sorted(self.world.articles))
        match pick.randrange(5):
            case 4:
                self.counter += 1
                new = f"r{self.counter}"
                self.world.articles[new] = self.world.articles.pop(name)
                self.names = {old: new if known == name else known for old, known in self.names.items()} | {name: new}
                for one in self.happenings:
                    one.passages = [(new if known == name else known, quote) for known, quote in one.passages]
            case 0:
                self.add_article()
                self.add_happening()
            case 1 if len(self.world.articles) > 1:
                del self.world.articles[name]
            case 2:
                rows = self.world.articles[name].text.split("\n")
                rows[pick.randrange(len(rows))] = self.sentence()
                self.world.tell(name, "\n".join(rows))
            case _:
                text = self.world.articles[name].text
                self.world.tell(name, text.replace("“", '"').replace("”", '"').replace("–", "-"))
