"""What a language pack knows of time expressions: word tables and rules, checked whole and compiled when first used.

docs/times.md describes the file `times.yaml` for people who write one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from dateline.core import files, yamltext
from dateline.core.problems import nearest
from dateline.lexicon import times_pattern as tp
from dateline.lexicon.records import WorldEvent
from dateline.lexicon.times_rule import FIELD, WINDOW, Candidates, Rule
from dateline.lexicon.times_tables import Table, only, read_table, read_tense, strings, wrong

_KEYS = {"words", "groups", "tense", "rules"}
_CONTEXTS = ("left", "not_left", "right", "not_right")
_RULE_KEYS = {
    "name", "type", "find", "steps", "part", "level", "alone", "emit", "glued", *_CONTEXTS, "examples", "nothing_in"
}  # fmt: skip
_EXAMPLE_KEYS = {"text", "dct", "value", "tense", "words"}


class TimeRules:
    """The time expressions of one language."""

    def __init__(self, tag: str, data: Mapping[str, Any]) -> None:
        self.tag = tag
        self.tense = read_tense(data.get("tense", {}))
        self.tables = {name: read_table(tag, name, entry) for name, entry in data.get("words", {}).items()}
        if any("{world_event}" in str(entry.get("find")) for entry in data.get("rules", ())):
            self.tables["world_event"] = _event_table(tag)
        entries = list(data.get("rules", ()))
        self.groups = {name: tuple(str(names).split("|")) for name, names in data.get("groups", {}).items()}
        self._parsed: dict[str, tuple[tp.Item, ...]] = {}
        for entry in entries:
            for key in ("find", *_CONTEXTS):
                for pattern in strings(entry.get(key, ())):
                    try:
                        self.parse(pattern)
                    except ValueError as error:
                        raise wrong(tag, f"rule {entry['name']!r}: {error}") from error
        parsed = [(entry, self.parse(str(entry["find"]))) for entry in entries]
        parts = {entry["part"] for entry in entries if "part" in entry}
        self._check_slots(parsed, parts)
        self.alphabet = tp.Alphabet(self._vocabulary(parsed), parts)
        levels = _levels(parsed, parts)
        self.rules = tuple(Rule(self, entry, find, level) for (entry, find), level in zip(parsed, levels))
        self.depth = max(levels, default=1)
        self._table_heads: dict[str, tuple[list[set[str]], set[int]]] = {}
        self._spelled: dict[tuple[str, bool], str] = {}
        self._lengths: dict[str, int] = {}
        self.met: tuple[dict[str, Candidates], ...] = tuple({} for _ in range(self.depth))
        """For every level, what `candidates` has said of the tokens it was asked for."""

    # ------------------------------------------------------------------------------------------------ for matching

    @cached_property
    def by_start(self) -> tuple[Mapping[str, tuple[Rule, ...]], ...]:
        """For every level, from the lowest: the rules that may begin with a token class."""
        out: list[dict[str, tuple[Rule, ...]]] = []
        for level in range(1, self.depth + 1):
            starts: dict[str, list[Rule]] = {}
            for rule in self.rules:
                if rule.level == level:
                    for code in sorted(rule.window[0] or ()):
                        starts.setdefault(code, []).append(rule)
            out.append({code: tuple(rules) for code, rules in starts.items()})
        return tuple(out)

    def candidates(self, level: int, window: str) -> Candidates:
        """The rules of a level that may match where these tokens stand."""
        memo = self.met[level]
        found = memo.get(window)
        if found is None:
            if len(memo) > 20000:
                memo.clear()
            found = memo[window] = Candidates(
                tuple(
                    rule
                    for rule in self.by_start[level].get(window[0], ())
                    if all(codes is None or code in codes for code, codes in zip(window, rule.window))
                )
            )
        return found

    @cached_property
    def starters(self) -> frozenset[str]:
        """The token classes with which a rule may begin: sentences without one are passed over."""
        return frozenset(code for starts in self.by_start for code in starts)

    @cached_property
    def glue(self) -> str:
        """Marks that bind a number or word to the next one."""
        return "".join(re.escape(self.alphabet.code(mark)) for mark in "-/:.,_&@\\")

    @cached_property
    def unit(self) -> str:
        """Marks after a number that make it an amount."""
        return " ?" + tp.charset(self.alphabet.code(mark) for mark in "%€$£°‰")

    @cached_property
    def anonymous(self) -> str:
        """Stands for what was found by a rule that makes no part: no rule of a higher level goes on with it."""
        return "\u0004"

    # ------------------------------------------------------------------------------------------------ for compiling

    def parse(self, pattern: str) -> tuple[tp.Item, ...]:
        """The items of a pattern; rules share many, and each is read once."""
        found = self._parsed.get(pattern)
        if found is None:
            found = self._parsed[pattern] = tp.parse(pattern, self.groups)
        return found

    def longest(self, items: Iterable[tp.Item]) -> int:
        """The most tokens that items can take up."""
        total = 0
        for item in items:
            if isinstance(item, tp.Group):
                total += max(map(self.longest, item.choices))
            elif isinstance(item, tp.Slot):
                total += max(map(self._longest_of, item.names))
            else:
                total += 1
        return total

    def _longest_of(self, name: str) -> int:
        known = self._lengths.get(name)
        if known is None:
            phrases = self.tables[name].phrases if name in self.tables else ()
            known = self._lengths[name] = max([1, *(self.longest(tp.phrase(phrase)) for phrase in phrases)])
        return known

    def expression(self, items: Iterable[tp.Item], slots: list[tp.Slot] | None) -> str:
        """The regular expression of items; slots become groups when a list to note them in is given."""
        return "".join(self._one(item, slots) for item in items)

    def _one(self, item: tp.Item, slots: list[tp.Slot] | None) -> str:
        if isinstance(item, tp.Literal):
            return self._literal(item.token)
        if isinstance(item, tp.Group):
            inner = "|".join(self.expression(choice, slots) for choice in item.choices)
            return f"(?:{inner}){'?' if item.optional else ''}"
        inner = "|".join(filter(None, (self._named(name) for name in item.names)))
        if slots is None:
            return f"(?:{inner})"
        slots.append(item)
        return f"({inner})"

    def _literal(self, token: str) -> str:
        if token in (tp.START, tp.END):
            return token
        if token == " ":
            return " "
        if len(token) > 5 and token.isdigit():
            raise ValueError(f"{token!r} is too long a number")
        return tp.charset(self.alphabet.members(("w", token)))

    def _named(self, name: str, *, phrases: bool = True) -> str:
        if name in self.alphabet.parts:
            return self.alphabet.parts[name]
        if name in tp.SHAPES:
            return tp.charset(self.alphabet.members(("#", name)))
        if name in tp.CONTEXT:
            return tp.CONTEXT[name]
        if name == "Word":
            return tp.charset([*self.alphabet.members(("case", "capital")), tp.ANY_CAPITAL])
        if name == "word":
            return tp.charset([*self.alphabet.members(("case", "lower")), tp.ANY_LOWER])
        if name == "number":
            return f"[{tp.NUMBERS}]"
        spelled = self._spelled.get((name, phrases))
        if spelled is None:
            table = self.tables[name]
            single = tp.charset(self.alphabet.members(("t", name)))
            longer = self._joined(tp.phrase(phrase) for phrase in table.phrases) if phrases else []
            spelled = self._spelled[name, phrases] = "|".join([*longer, single])
        return spelled

    def _joined(self, phrases: Iterable[tuple[tp.Item, ...]]) -> list[str]:
        """Expressions of phrases, the longest first; those that differ in their first word alone are one."""
        heads: dict[tuple[tp.Item, ...], list[str]] = {}
        out: list[tuple[int, str]] = []
        for items in phrases:
            if all(isinstance(item, tp.Literal) for item in items):
                heads.setdefault(items[1:], []).extend(self.alphabet.members(("w", items[0].token)))  # type: ignore[union-attr]
            else:
                out.append((self.longest(items), self.expression(items, None)))
        out += [(len(rest) + 1, tp.charset(codes) + self.expression(rest, None)) for rest, codes in heads.items()]
        return [spelled for _, spelled in sorted(out, key=lambda each: -each[0])]

    def note_heads(self, items: Iterable[tp.Item], places: set[int], sets: list[set[str] | None]) -> set[int]:
        """Add to `sets` the token classes that items may put at the first places; where they may end is returned."""
        for item in items:
            places = self._note_head(item, places, sets)
        return places

    def _note_head(self, item: tp.Item, places: set[int], sets: list[set[str] | None]) -> set[int]:
        if isinstance(item, tp.Group):
            ends = set(places) if item.optional else set()
            for choice in item.choices:
                ends |= self.note_heads(choice, places, sets)
            return ends
        if isinstance(item, tp.Literal):
            codes = [item.token] if item.token in (tp.START, tp.END, " ") else self.alphabet.members(("w", item.token))
            return _put(codes, places, sets)
        ends = set()
        for name in item.names:
            if name in self.alphabet.parts:
                ends |= _put([self.alphabet.parts[name]], places, sets)
            elif name in tp.SHAPES:
                ends |= _put(self.alphabet.members(("#", name)), places, sets)
            elif name in self.tables:
                heads, lengths = self._heads(name)
                for place in places:
                    for known, head in zip(sets[place:], heads):
                        if known is not None:
                            known.update(head)
                    ends |= {min(place + length, WINDOW) for length in lengths}
            else:
                raise wrong(self.tag, f"{name!r} stands only in contexts")
        return ends

    def _heads(self, name: str) -> tuple[list[set[str]], set[int]]:
        """What the words and phrases of a table put at the first places, and where they may end; worked out once."""
        found = self._table_heads.get(name)
        if found is None:
            sets: list[set[str] | None] = [set() for _ in range(WINDOW)]
            ends = _put(self.alphabet.members(("t", name)), {0}, sets)
            for phrase in self.tables[name].phrases:
                ends |= self.note_heads(tp.phrase(phrase), {0}, sets)
            found = self._table_heads[name] = ([codes or set() for codes in sets], ends)
        return found

    def contexts(self, patterns: Sequence[str], *, behind: bool, wanted: bool) -> str:
        """Look-arounds for what must, or must not, stand beside an expression."""
        looks = []
        singles: list[str] = []  # classes of single words, which make one look-around together
        alike: dict[
            tuple[tp.Literal | tp.Slot, ...], list[str]
        ] = {}  # and of those that differ in the word furthest off
        for pattern in strings(patterns):
            for sequence in tp.spell(self.parse(pattern)):
                far, near = (sequence[0], sequence[1:]) if behind else (sequence[-1], sequence[:-1])
                codes = self._codes(far, behind=behind)
                if codes is not None and not near:
                    singles += codes
                elif codes is not None:
                    alike.setdefault(near, []).extend(codes)
                else:
                    looks += self._looks(self._body(sequence, behind=behind), sequence, behind=behind)
        for near, codes in alike.items():
            body = self._body(near, behind=behind)
            looks += self._looks(tp.charset(codes) + body if behind else body + tp.charset(codes), near, behind=behind)
        if singles:
            looks.append(f"{tp.charset(singles)} " if behind else f" {tp.charset(singles)}")
        if not looks:
            return ""
        if not behind:
            return f"(?{'=' if wanted else '!'}{'|'.join(looks)})"
        if wanted:
            return f"(?:{'|'.join(f'(?<={look})' for look in looks)})"
        return "".join(f"(?<!{look})" for look in looks)

    def _body(self, sequence: Iterable[tp.Literal | tp.Slot], *, behind: bool) -> str:
        # What stands before must have one width: of tables only their single words count there.
        return "".join(
            self._literal(item.token)
            if isinstance(item, tp.Literal)
            else f"(?:{'|'.join(self._named(name, phrases=not behind) for name in item.names)})"
            for item in sequence
        )

    def _looks(self, body: str, sequence: Sequence[tp.Literal | tp.Slot], *, behind: bool) -> list[str]:
        """What looks for a sequence right beside an expression, or a space away; a mark may touch it."""
        item = sequence[-1] if behind else sequence[0]
        bare = isinstance(item, tp.Literal) and not item.token.isalnum()
        if not behind:
            return [body if bare else f" {body}"]
        bare = bare and item.token != "."  # type: ignore[union-attr]
        if not bare:
            return [f"{body} "]
        return [body] if item.token == tp.START else [body, f"{body} "]  # type: ignore[union-attr]

    def _codes(self, item: tp.Literal | tp.Slot, *, behind: bool) -> list[str] | None:
        """The token classes of a word or slot; None for marks, phrases and ranges of classes."""
        if isinstance(item, tp.Literal):
            return self.alphabet.members(("w", item.token)) if item.token.isalnum() else None
        out: list[str] = []
        for name in item.names:
            if name in self.alphabet.parts:
                out.append(self.alphabet.parts[name])
            elif name in tp.SHAPES:
                out += self.alphabet.members(("#", name))
            elif name in self.tables and (behind or not self.tables[name].phrases):
                out += self.alphabet.members(("t", name))
            else:
                return None
        return out

    # ------------------------------------------------------------------------------------------------- for reading

    def _vocabulary(
        self, parsed: Iterable[tuple[Mapping[str, Any], tuple[tp.Item, ...]]]
    ) -> dict[str, set[tuple[tuple[str, str], str]]]:
        words: dict[str, set[tuple[tuple[str, str], str]]] = {}

        def add(items: Iterable[tp.Item], case: str = "any") -> None:
            for item in tp.walk(items):
                if isinstance(item, tp.Literal):
                    words.setdefault(item.token, set()).add((("w", item.token), case))

        for name, table in self.tables.items():
            for word in table.values:
                if word in table.phrases:
                    add(tp.phrase(word))
                else:
                    words.setdefault(word, set()).add((("t", name), table.case))
        for entry, find in parsed:
            add(find)
            for key in _CONTEXTS:
                for pattern in strings(entry.get(key, ())):
                    add(self.parse(pattern))
        for mark in "-/:.,'_&@\\%€$£°‰":
            words.setdefault(mark, set()).add((("w", mark), "any"))
        return {word: terminals for word, terminals in words.items() if word.strip()}

    def _check_slots(self, parsed: Iterable[tuple[Mapping[str, Any], tuple[tp.Item, ...]]], parts: set[str]) -> None:
        known = {*self.tables, *tp.SHAPES, *parts}
        contexts = known | set(tp.CONTEXT) | {"Word", "word", "number"}
        seen: set[str] = set()
        for clash in sorted(
            (set(self.tables) & set(tp.SHAPES)) | (set(self.tables) & parts) | (parts & set(tp.SHAPES))
        ):
            raise wrong(self.tag, f"{clash!r} is the name of two things")
        for entry, find in parsed:
            name = str(entry.get("name"))
            only(self.tag, f"rule {name!r}", entry, _RULE_KEYS)
            if name in seen:
                raise wrong(self.tag, f"two rules are called {name!r}")
            seen.add(name)
            if tp.is_empty(find):
                raise wrong(self.tag, f"rule {name!r} can match nothing at all")
            if entry.get("alone") != "no" and not entry.get("examples"):
                raise wrong(self.tag, f"rule {name!r} has no example")
            for example in entry.get("examples", ()):
                only(self.tag, f"an example of {name!r}", example, _EXAMPLE_KEYS)
            labels = set()
            for item in tp.walk(find):
                if isinstance(item, tp.Slot):
                    labels.add(item.label)
                    for slot in item.names:
                        if slot not in known:
                            raise wrong(self.tag, f"rule {name!r} has an unknown piece {slot!r}", nearest(slot, known))
            for key in _CONTEXTS:
                for pattern in strings(entry.get(key, ())):
                    for item in tp.walk(self.parse(pattern)):
                        for slot in item.names if isinstance(item, tp.Slot) else ():
                            if slot not in contexts:
                                raise wrong(self.tag, f"rule {name!r} has an unknown piece {slot!r} in {key!r}")
            used = [*strings(entry.get("steps", ()))]
            for emit in entry.get("emit", ()):
                used += [f"{{{emit['slot']}}}", *strings(emit["steps"])]
            for template in used:
                for label, _ in FIELD.findall(template):
                    if label not in labels:
                        raise wrong(self.tag, f"rule {name!r} uses {label!r}, which is no piece of its pattern")
            if not used:
                raise wrong(self.tag, f"rule {name!r} has no steps")


def read(tag: str, data: Mapping[str, Any]) -> TimeRules:
    """The time rules of a language pack, checked whole.

    Raises ValueError naming the language, the rule and what is wrong with it.
    """
    only(tag, "times.yaml", data, _KEYS)
    for entry in data.get("rules", ()):
        for key in ("name", "find"):
            if key not in entry:
                raise wrong(tag, f"a rule has no {key!r}: {dict(entry)}")
    return TimeRules(tag, data)


@cache
def holidays() -> Mapping[str, str]:
    """The rule of every holiday of the gazetteer: `12-25`, `easter -2`, `weekday 5 after 06-18`, or a table of days."""
    data = files.read_bytes(Path(__file__).resolve().parent.parent / "data" / "gazetteer" / "holidays.yaml")
    loaded = yamltext.load_data(data.decode("utf-8")) if data else {}
    return {str(key): str(entry) for key, entry in loaded.get("holidays", {}).items()}


@cache
def world_events() -> Mapping[str, WorldEvent]:
    """The dated events of the world in the gazetteer, by id."""
    from dateline.lexicon.gazetteer import Gazetteer

    return {event.id: event for event in Gazetteer((), words={}).anchors}


def _event_table(tag: str) -> Table:
    """Their names in one language; those with numbers are left to the rules of dates."""
    values: dict[str, list[str]] = {}
    for event in world_events().values():
        names = [name for name in event.names.get(tag, ()) if not _NO_NAME.search(name)]
        if names:
            values[event.id] = names
    return read_table(tag, "world_event", {"values": values})


_NO_NAME = re.compile(r"[\d(){}|?\\^$]")


# --------------------------------------------------------------------------------------------------------- helpers


def _levels(parsed: Sequence[tuple[Mapping[str, Any], tuple[tp.Item, ...]]], parts: set[str]) -> list[int]:
    """The level of every rule: as written, else 1 for rules of words alone and 2 for rules of parts."""
    out = []
    for entry, find in parsed:
        of_parts = any(name in parts for item in tp.walk(find) if isinstance(item, tp.Slot) for name in item.names)
        out.append(int(entry.get("level", 2 if of_parts else 1)))
    return out


def _put(codes: Iterable[str], places: set[int], sets: list[set[str] | None]) -> set[int]:
    for place in places:
        known = sets[place] if place < WINDOW else None
        if known is not None:
            known.update(codes)
    return {min(place + 1, WINDOW) for place in places}
