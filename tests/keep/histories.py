"""Random histories of a project: articles come and go, the program changes its mind, a person edits as people do.

Every edit is made in the text of the files, with none of the program's own means of editing, and is written down as a
claim. After each extraction the claims must still hold.
"""

from __future__ import annotations

import difflib
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml
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


class History:
    """One project, its person and its program, driven by one seed."""

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

    # ------------------------------------------------------------------------------------------------- the person

    def edit(self) -> None:
        """A person does one thing to one file, in the text."""
        paths = self.world.paths
        if not paths:
            return
        path = self.random.choice(paths)
        raw = self.world.files[path].decode()
        values = yaml.load(raw, Loader=yaml.CBaseLoader)
        ident = values.get("id")
        if ident is None:
            return
        newline = "\r\n" if "\r\n" in raw else "\n"
        rows = raw.split(newline)
        action = self.random.choice(
            (
                self.change_value,
                self.change_value,
                self.remove_field,
                self.change_set,
                self.change_set,
                self.add_comment,
                self.add_comment,
                self.hand_back,
                self.add_note,
                self.set_status,
                self.add_source,
                self.remove_source,
                self.rename,
                self.delete,
                self.line_ends,
                self.lock,
                self.change_quote,
                self.block_list,
            )
        )
        self.log.append(f"{action.__name__} {path}")
        claims, comments = dict(self.claims), {known: set(marks) for known, marks in self.comments.items()}
        try:
            action(path, ident, values, rows, newline)
        except yaml.YAMLError:
            # An edit that would break the file is not made here; broken files have tests of their own.
            self.claims, self.comments = claims, comments
            self.log.append("  (undone)")

    def put(self, path: str, rows: list[str], newline: str) -> None:
        text = newline.join(rows)
        yaml.load(text, Loader=yaml.CBaseLoader)
        self.world.files[path] = text.encode()

    @staticmethod
    def span(rows: list[str], name: str) -> tuple[int, int] | None:
        """The rows of a key of the file: its own and those indented below it."""
        for n, row in enumerate(rows):
            if re.match(rf"{name}:", row):
                end = n + 1
                while end < len(rows) and (
                    rows[end].startswith((" ", "-"))
                    or (not rows[end].strip() and end + 1 < len(rows) and rows[end + 1].startswith(" "))
                ):
                    end += 1
                return n, end
        return None

    def change_value(self, path, ident, values, rows, newline) -> None:  # type: ignore[no-untyped-def]
        name = self.random.choice(("title", "date", "type", "summary", "tier"))
        new = {
            # Now and then a person writes what the program says, or will say: it is theirs all the same.
            "title": self.random.choice((f"My title {self.random.randrange(99)}", "Ministers meet in Oslo")),
            "date": self.random.choice(("2023-01-02", "2023-05", "1999", "2024-03")),
            "type": self.random.choice(("court", "aid", "vote")),
            "summary": f"My words {self.random.randrange(99)}.",
            "tier": self.random.choice(("side", "background")),
        }[name]
        found = self.span(rows, name)
        line = f'{name}: "{new}"' if self.random.random() < 0.5 else f"{name}: {new}"
        if found:
            old = rows[found[0]]
            comment = re.search(r"  # .*$", old)
            kept = [row for row in rows[found[0] + 1 : found[1]] if row.lstrip().startswith("#")]
            rows[found[0] : found[1]] = [line + (comment.group() if comment else ""), *kept]
        else:
            at = self.random.choice([n for n, row in enumerate(rows) if re.match(r"[a-z_]+:", row)])
            rows.insert(at, line)
        if values.get(name) != new or (ident, name) in self.claims:
            self.claims[ident, name] = new
        self.put(path, rows, newline)

    def remove_field(self, path, ident, values, rows, newline) -> None:  # type: ignore[no-untyped-def]
        name = self.random.choice(("summary", "organisations", "people", "roles", "figures", "confidence", "countries"))
        found = self.span(rows, name)
        if not found or any("#" in row for row in rows[found[0] : found[1]]) or values[name] == "auto":
            return
        del rows[found[0] : found[1]]
        for known in [claim for claim in self.claims if claim[:2] == (ident, name)]:
            del self.claims[known]
        self.claims[ident, name] = None
        self.put(path, rows, newline)

    def change_set(self, path, ident, values, rows, newline) -> None:  # type: ignore[no-untyped-def]
        name = self.random.choice(("countries", "organisations"))
        found = self.span(rows, name)
        here = values.get(name)
        if not found or not isinstance(here, list) or not here or "]" not in rows[found[0]]:
            return
        row = rows[found[0]]
        if self.random.random() < 0.5:
            item = self.random.choice(("GB", "IT", "NO") if name == "countries" else ("osce", "who", "nato"))
            if item in here:
                return
            rows[found[0]] = row.replace("]", f', "{item}"]', 1)
            self.claims[ident, name, item] = True
        elif len(here) > 1:
            item = self.random.choice(here)
            left = [f'"{code}"' for code in here if code != item]
            rows[found[0]] = re.sub(r"\[.*?\]", f"[{', '.join(left)}]", row, count=1)
            self.claims[ident, name, item] = False
        self.put(path, rows, newline)

    def block_list(self, path, ident, values, rows, newline) -> None:  # type: ignore[no-untyped-def]
        """The same list written another way, with a remark beside an item: nothing is claimed but the remark."""
        name = self.random.choice(("countries", "organisations", "people"))
        found = self.span(rows, name)
        here = values.get(name)
        if not found or not isinstance(here, list) or not here or "#" in "".join(rows[found[0] : found[1]]):
            return
        mark = self.mark(ident)
        pad = self.random.choice(("", "  "))
        rows[found[0] : found[1]] = [f"{name}:", *(f'{pad}- "{item}"' for item in here)]
        rows[found[0] + 1] += f"  {mark}"
        self.put(path, rows, newline)

    def mark(self, ident: str) -> str:
        self.counter += 1
        mark = f"# remark {self.counter}\tå😀"
        self.comments.setdefault(ident, set()).add(mark)
        return mark

    def add_comment(self, path, ident, values, rows, newline) -> None:  # type: ignore[no-untyped-def]
        keys = [n for n, row in enumerate(rows) if re.match(r"[a-z_]+:", row)]
        at = self.random.choice(keys)
        if self.random.random() < 0.5:
            rows.insert(at, self.mark(ident))
        elif "#" not in rows[at] and not rows[at].endswith(("|-", ">-", '"auto"')) and self.is_whole(rows, at):
            rows[at] += f"  {self.mark(ident)}"
        self.put(path, rows, newline)

    @staticmethod
    def is_whole(rows: list[str], at: int) -> bool:
        return at + 1 == len(rows) or not rows[at + 1].startswith(" ") or rows[at].endswith(":")

    def hand_back(self, path, ident, values, rows, newline) -> None:  # type: ignore[no-untyped-def]
        name = self.random.choice(("title", "date", "summary", "countries", "organisations", "people"))
        found = self.span(rows, name)
        if found and any("#" in row for row in rows[found[0] : found[1]]):
            return
        if found:
            rows[found[0] : found[1]] = [f"{name}: auto"]
        else:
            rows.insert(len(rows) - 1 if rows[-1] == "" else len(rows), f"{name}: auto")
        for known in [claim for claim in self.claims if claim[:2] == (ident, name)]:
            del self.claims[known]
        self.put(path, rows, newline)

    def add_note(self, path, ident, values, rows, newline) -> None:  # type: ignore[no-untyped-def]
        if "note" in values:
            return
        note = f"my note {self.random.randrange(99)}"
        rows.insert(len(rows) - 1 if rows[-1] == "" else len(rows), f"note: {note}")
        self.claims[ident, "note"] = note
        self.put(path, rows, newline)

    def set_status(self, path, ident, values, rows, newline) -> None:  # type: ignore[no-untyped-def]
        found = self.span(rows, "status")
        if not found or values["status"] in ("merged", "rejected"):
            return
        new = self.random.choice(("checked", "disputed", "draft", "withdrawn", "rejected"))
        rows[found[0]] = re.sub(r"status: *\S+", f"status: {new}", rows[found[0]])
        self.claims[ident, "status"] = new
        self.put(path, rows, newline)

    def lock(self, path, ident, values, rows, newline) -> None:  # type: ignore[no-untyped-def]
        if "locked" in values or "title" not in values or values["title"] == "auto":
            return
        rows.insert(len(rows) - 1 if rows[-1] == "" else len(rows), "locked: [title]")
        self.claims[ident, "locked"] = ["title"]
        self.claims.setdefault((ident, "title"), values["title"])
        self.put(path, rows, newline)

    def add_source(self, path, ident, values, rows, newline) -> None:  # type: ignore[no-untyped-def]
        found = self.span(rows, "sources")
        if not found or not isinstance(values.get("sources"), list) or not values["sources"]:
            return
        first = next(row for row in rows[found[0] + 1 :] if row.strip().startswith("-"))
        pad = first[: first.index("-")]
        name, quote = self.passage()
        if any(item.get("quote") == quote for item in values["sources"]):
            return
        rows[found[1] : found[1]] = [f"{pad}- article: {name}", f"{pad}  quote: '{quote}'  {self.mark(ident)}"]
        self.claims[ident, "sources", name, quote] = True
        self.put(path, rows, newline)

    def remove_source(self, path, ident, values, rows, newline) -> None:  # type: ignore[no-untyped-def]
        sources = values.get("sources")
        found = self.span(rows, "sources")
        if not found or not isinstance(sources, list) or len(sources) < 2:
            return
        starts = [n for n in range(*found) if re.match(r" *- ", rows[n])]
        n = self.random.randrange(len(starts))
        end = starts[n + 1] if n + 1 < len(starts) else found[1]
        item = sources[n]
        block = rows[starts[n] : end]
        if any("#" in row for row in block) or len(starts) != len(sources) or item.get("key"):
            return
        del rows[starts[n] : end]
        for claim in [known for known in self.claims if known[:2] == (ident, "sources") and known[3] == item["quote"]]:
            del self.claims[claim]
        self.claims[ident, "sources", item["article"], item["quote"]] = False
        self.put(path, rows, newline)

    def change_quote(self, path, ident, values, rows, newline) -> None:  # type: ignore[no-untyped-def]
        """A person quotes fewer words of the same passage."""
        for n, row in enumerate(rows):
            match = re.match(r"( *(?:- )?quote: )(\w+ .*) no (\d+)\.$", row)
            if match:
                new = f"{match.group(2)} no {match.group(3)}"
                rows[n] = match.group(1) + new
                old = new + "."
                article = next((s["article"] for s in values["sources"] if s.get("quote") == old), None)
                if article is None:
                    return
                self.claims.pop((ident, "sources", article, old), None)
                self.claims[ident, "sources", article, new] = True
                self.put(path, rows, newline)
                return

    def rename(self, path, ident, values, rows, newline) -> None:  # type: ignore[no-untyped-def]
        self.counter += 1
        self.world.files[f"events/moved/{self.counter}.yaml"] = self.world.files.pop(path)

    def delete(self, path, ident, values, rows, newline) -> None:  # type: ignore[no-untyped-def]
        if self.random.random() < 0.5:
            return
        del self.world.files[path]
        self.claims = {claim: value for claim, value in self.claims.items() if claim[0] != ident}
        self.comments.pop(ident, None)
        if not self.blind:
            self.deleted.append(ident)

    def line_ends(self, path, ident, values, rows, newline) -> None:  # type: ignore[no-untyped-def]
        text = "\r\n".join(rows) if self.random.random() < 0.5 else "\n".join(rows)
        self.world.files[path] = (text.rstrip("\r\n") if self.random.random() < 0.5 else text).encode()

    def make_entry(self) -> None:
        """A person writes an entry of their own, without an id."""
        self.counter += 1
        name, quote = self.passage()
        path = f"events/own/{self.counter}.yaml"
        head = f"title: My own {self.counter}\ndate: 2024-03-07\ncountries: [NO]\n"
        text = f"{head}sources:\n- article: {name}\n  quote: '{quote}'"
        self.world.files[path] = text.encode()
        self.log.append(f"make_entry {path}")

    def lose_ledger(self) -> None:
        rows = self.world.files.get("ledger.jsonl", b"").split(b"\n")
        # What was deleted since the last build is known from the ledger alone.
        del self.deleted[self.noted :]
        self.blind = True
        match self.random.randrange(3):
            case 0:
                self.world.files.pop("ledger.jsonl", None)
                self.log.append("lose the ledger")
            case 1:
                del rows[self.random.randrange(len(rows))]
                self.world.files["ledger.jsonl"] = b"\n".join(rows)
                self.log.append("lose a line of the ledger")
            case _:
                whole = b"\n".join(rows)
                self.world.files["ledger.jsonl"] = whole[: self.random.randrange(len(whole) + 1)]
                self.log.append("cut the ledger")

    # ------------------------------------------------------------------------------------------------ what must hold

    def extract(self) -> None:
        before = dict(self.world.files)
        self.noted = len(self.deleted)
        self.blind = False
        events = [one.event(self.world) for one in self.happenings]
        self.world.events = tuple(item for item in events if item is not None)
        ids_before = {self.ident(before[path]) for path in before if path.startswith("events/")}
        self.world.extract()
        assert not self.world.problems.has_errors, self.told(str(self.world.problems))
        again = self.world.extract(write=False)
        assert {} == dict(again.writes), self.told(
            f"the second build writes {again.text()}\n{self.difference(again.writes)}"
        )
        self.check_claims()
        self.check_bytes(before)
        for gone in self.deleted:
            for path in self.world.paths:
                ident = self.ident(self.world.files[path])
                assert ident != gone or ident in ids_before, self.told(f"{ident} came back")

    def difference(self, writes: Mapping[str, bytes | None]) -> str:
        out: list[str] = []
        for path, data in writes.items():
            old = self.world.files.get(path, b"").decode().split("\n")
            out += difflib.unified_diff(old, (data or b"").decode().split("\n"), path, path, lineterm="", n=0)
        return "\n".join(out)

    @staticmethod
    def ident(data: bytes) -> str:
        found = re.search(rb"^id: *(\S+)", data, re.MULTILINE)
        return found.group(1).decode() if found else ""

    def told(self, message: str) -> str:
        shown = [path for path in sorted(self.world.files) if not path.endswith(".json")]
        files = "\n\n".join(f"--- {path}\n{self.world.files[path].decode()}" for path in shown)
        return "\n".join([message, *self.log, files])

    def check_claims(self) -> None:
        by_id = {self.ident(self.world.files[path]): self.world.files[path].decode() for path in self.world.paths}
        for claim, expected in self.claims.items():
            text = by_id.get(claim[0])
            assert text is not None, self.told(f"{claim[0]} is gone")
            values = yaml.load(text, Loader=yaml.CBaseLoader)
            match claim:
                case (_, name):
                    assert expected == values.get(name), self.told(f"{claim}: {expected!r} became {values.get(name)!r}")
                case (_, name, item):
                    if name in values or expected:
                        assert expected == (item in values.get(name, ())), self.told(f"{claim}: {expected}")
                case (_, _, article, quote):
                    found = any(
                        self.names.get(item.get("article"), item.get("article")) == self.names.get(article, article)
                        and item.get("quote") == quote
                        for item in values.get("sources", ())
                    )
                    assert expected == found, self.told(f"{claim}: {expected}")
        for ident, marks in self.comments.items():
            for mark in marks:
                assert mark in by_id[ident], self.told(f"{ident}: {mark!r} is lost")

    def check_bytes(self, before: dict[str, bytes]) -> None:
        """What the program did not change stands byte by byte: the rows of each key whose value is the same."""
        for path, old in before.items():
            if not path.startswith("events/"):
                continue
            new = self.world.files[path]
            if old == new:
                continue
            newline = "\r\n" if b"\r\n" in old else "\n"
            one, two = old.decode().split(newline), new.decode().split(newline)
            assert old.endswith(b"\n") == new.endswith(b"\n"), self.told(f"{path}: the end of the file")
            values = yaml.load(old, Loader=yaml.CBaseLoader)
            after = yaml.load(new, Loader=yaml.CBaseLoader)
            for name in values:
                if values[name] == after.get(name):
                    a, b = self.span(one, name), self.span(two, name)
                    assert a, self.told(name)
                    assert b, self.told(name)
                    assert one[a[0] : a[1]] == two[b[0] : b[1]], self.told(f"{path}: the rows of {name}")

    def run(self, steps: int = 8) -> None:
        self.extract()
        for _ in range(steps):
            for _ in range(self.random.randrange(1, 4)):
                roll = self.random.random()
                if roll < 0.5:
                    self.edit()
                elif roll < 0.8:
                    self.log.append("believe")
                    self.believe()
                elif roll < 0.92:
                    self.log.append("articles")
                    self.change_articles()
                elif roll < 0.97:
                    self.make_entry()
                else:
                    self.lose_ledger()
            if self.random.random() < 0.4:
                self.log.append("storm")
                self.storm()
            self.log.append("extract")
            self.extract()
