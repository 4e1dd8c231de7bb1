"""One rule of the time expressions, compiled when first asked for, and the rules that may begin at one place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from dateline.core.model import TimexType
from dateline.lexicon import times_pattern as tp
from dateline.lexicon.times_tables import strings

if TYPE_CHECKING:
    from dateline.lexicon.times import TimeRules

# What may not touch an expression: letters and digits, also across a hyphen, slash, colon, stop or comma.
_WORDISH = f"[{tp.WORDS}{tp.NUMBERS}]"
FIELD = re.compile(r"\{(\w+)(?:\.(\d))?\}")
"""A slot's value in a template of steps; `{x.1}` is the second of several."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule reads, and what it means; examples run as tests."""

    text: str
    value: str
    dct: str | None = None
    words: str | None = None
    """The expression within the text, where it is not the whole of it."""


@dataclass(frozen=True, slots=True)
class Emit:
    """One of several expressions that a rule finds at once: `12., 13. und 15. Mai`."""

    slot: str
    steps: tuple[str, ...]
    to: str | None = None
    """The slot that ends it, if another than the one that begins it; `end` for the end of the whole."""


class Rule:
    """One rule. Its expressions are compiled when first asked for."""

    def __init__(self, rules: TimeRules, entry: Mapping[str, Any], find: tuple[tp.Item, ...], level: int) -> None:
        self._rules, self._find, self._entry = rules, find, entry
        self.name = str(entry["name"])
        self.label = f"{rules.tag}/{self.name}"
        """What expressions say of the rule that found them."""
        self.level = level
        self.part: str | None = entry.get("part")
        self.type = TimexType(entry["type"]) if "type" in entry else None
        self.steps: tuple[str, ...] = strings(entry.get("steps", ()))
        self.alone = entry.get("alone") != "no"
        """Whether it counts when nothing larger is made of it."""
        self.emit = tuple(Emit(str(e["slot"]), strings(e["steps"]), e.get("to")) for e in entry.get("emit", ()))
        self.examples = tuple(Example(**example) for example in entry.get("examples", ()))
        self.nothing_in: tuple[str, ...] = strings(entry.get("nothing_in", ()))
        self.slots: list[tp.Slot] = []
        self._values: dict[tuple[str, str], str] = {}
        self.made: dict[tuple[str, tuple[tuple[int, int], ...]], tuple[str, ...]] = {}
        """The steps made of words as written, as far as they were met, by the words and where the slots lie in them."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Over token classes; group n is slot n."""
        entry, rules = self._entry, self._rules
        before = after = ""
        if entry.get("glued") != "yes":
            before = f"(?<!{_WORDISH})(?<!{_WORDISH}[{rules.glue}])"
            after = f"(?!{_WORDISH}|[{rules.glue}]{_WORDISH}|{rules.unit})"
        before += rules.contexts(entry.get("left", ()), behind=True, wanted=True)
        before += rules.contexts(entry.get("not_left", ()), behind=True, wanted=False)
        after += rules.contexts(entry.get("right", ()), behind=False, wanted=True)
        after += rules.contexts(entry.get("not_right", ()), behind=False, wanted=False)
        self.slots = []
        body = rules.expression(self._find, self.slots)
        return re.compile(f"{before}{body}{after}")

    def value(self, slot: tp.Slot, surface: str) -> str:
        """The value of a slot for what stands in it, as written."""
        known = self._values.get((slot.label, surface))
        if known is not None:
            return known
        words = "".join(map(tp.normal, tp.TOKEN.findall(surface)))
        value = str(int(words)) if words.isdigit() else words
        for name in slot.names:
            table = self._rules.tables.get(name)
            if table is not None and words in table.values:
                value = table.values[words]
                break
        if len(self._values) > 5000:  # a long text of ever new words must not fill the memory
            self._values.clear()
        self._values[slot.label, surface] = value
        return value

    def remember(self, surface: str, slots: tuple[tuple[int, int], ...], steps: tuple[str, ...]) -> None:
        """Note the steps that were made of words."""
        if len(self.made) > 5000:  # a long text of ever new words must not fill the memory
            self.made.clear()
        self.made[surface, slots] = steps

    @cached_property
    def window(self) -> tuple[frozenset[str] | None, ...]:
        """The token classes that may stand at each of its first places; None where anything may."""
        sets: list[set[str] | None] = [set() for _ in range(WINDOW)]
        ends = self._rules.note_heads(self._find, {0}, sets)
        for place in range(min(ends), WINDOW):
            sets[place] = None
        return tuple(None if codes is None else frozenset(codes) for codes in sets)

    @cached_property
    def reach(self) -> tuple[int, int]:
        """How many tokens before and from its place can decide whether and how it matches: no more than these."""
        behind, ahead = 2, 3  # what may not touch an expression
        for key in ("left", "not_left"):
            for pattern in strings(self._entry.get(key, ())):
                behind = max(behind, 1 + self._rules.longest(self._rules.parse(pattern)))
        for key in ("right", "not_right"):
            for pattern in strings(self._entry.get(key, ())):
                ahead = max(ahead, 1 + self._rules.longest(self._rules.parse(pattern)))
        return behind, ahead + self._rules.longest(self._find)


WINDOW = 4
"""So many tokens decide which rules are tried at a place."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule matches at a place, counted from there."""

    rule: Rule
    end: int
    slots: tuple[tuple[int, int], ...]
    """Where each slot of the rule begins and ends; both -1 where it was left out."""


_UNKNOWN: Any = object()


class Candidates:
    """The rules to try at a place.

    Those asked often get one pattern that rejects for all, and remember what came of the tokens around: lines that
    repeat themselves without end then cost no more than a look into a table. A rule has no repetition, so the tokens
    that can decide are few, and what is remembered of them is exact.
    """

    __slots__ = ("_gate", "_known", "_misses", "_reach", "_tries", "rules")
    often = 400
    _MOST = 5000

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self._gate: re.Pattern[str] | None = None
        self._tries = self._misses = 0
        self._reach: tuple[int, int] | None = None
        self._known: dict[str, Hit | None] = {}

    def best(self, string: str, at: int) -> Hit | None:
        """The longest match at a place; of two equally long that of the earlier rule, a part only if all are parts."""
        if self._reach is None:
            self._tries += 1
            if self._tries > self.often:
                reaches = [rule.reach for rule in self.rules]
                self._reach = max(behind for behind, _ in reaches), max(ahead for _, ahead in reaches)
            return self._search(string, at)
        behind, ahead = self._reach
        if at < behind:
            return self._search(string, at)
        key = string[at - behind : at + ahead]
        known = self._known
        hit: Hit | None = known.get(key, _UNKNOWN)
        if hit is not _UNKNOWN:
            return hit
        if len(known) >= self._MOST:  # a long text of ever new words must not fill the memory
            known.clear()
        hit = known[key] = self._search(string, at)
        return hit

    def _search(self, string: str, at: int) -> Hit | None:
        if self._gate is not None and not self._gate.match(string, at):
            return None
        best: re.Match[str] | None = None
        chosen: Rule | None = None
        for rule in self.rules:
            match = rule.pattern.match(string, at)
            if match and (
                best is None
                or match.end() > best.end()
                or (match.end() == best.end() and rule.alone and chosen is not None and not chosen.alone)
            ):
                best, chosen = match, rule
        if best is None or chosen is None:
            self._misses += 1
            if self._misses == self.often and len(self.rules) > 1:
                self._gate = re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in self.rules))
            return None
        spans = best.regs[1:]
        return Hit(chosen, best.end() - at, tuple((a, b) if a < 0 else (a - at, b - at) for a, b in spans))


def fill(template: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """The steps of a template with the slots' values in it; `{x.1}` is the second of several values."""
    return _filled(template, tuple(values.items())) if "{" in template else (template,)


@lru_cache(maxsize=20000)
def _filled(template: str, items: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    values = dict(items)

    def value(match: re.Match[str]) -> str:
        text = values.get(match.group(1), "")
        if not match.group(2):
            return text
        parts = text.split("|")
        return parts[int(match.group(2))] if int(match.group(2)) < len(parts) else ""

    return tuple(step for step in FIELD.sub(value, template).split("; ") if step)
