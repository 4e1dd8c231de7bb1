"""Random histories of a project: articles come and go, the program changes its mind, a person edits as people do.

Every edit is made in the text of the files, with none of the program's own means of editing, and is written down as a
claim. After each extraction the claims must still hold.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

import yaml
from histories_told import Telling


class History(Telling):
    """One project, its person and its program, driven by one seed."""

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
