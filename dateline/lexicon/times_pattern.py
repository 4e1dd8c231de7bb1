"""Patterns of the time rules: words, numbers and named slots, compiled to expressions over token classes.

A text is cut into tokens (runs of letters, runs of digits, white space, single marks) and every token becomes one
character that stands for the set of word tables, literal words and number shapes it belongs to. A rule's pattern
becomes a short regular expression over such characters. It has no repetition, so its cost is bounded, and the
C engine runs it without looking at the words again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

TOKEN = re.compile(r"[^\W\d_]+|\d+|\s+|.", re.DOTALL)
"""Cuts a text without leaving anything out."""

START, END = "\u0002", "\u0003"
"""Stand before and after every sentence; written `^` and `$` in patterns."""

_MARKS = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u00b4\u0060\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
}

# One block of code points for each sort of token, so that "any word" and "any number" are plain ranges.
# They lie beyond the basic plane: sets of such characters are compiled ten times faster, as no table is made for them.
_WORD, _NUMBER, _MARK, _PART = 0x20000, 0x2A000, 0x30000, 0x38000
WORDS, NUMBERS = "\U00020000-\U00029fff", "\U0002a000-\U0002ffff"
ANY_LOWER, ANY_CAPITAL, ANY_NUMBER, ANY_MARK = chr(_WORD), chr(_WORD + 1), chr(_NUMBER), chr(_MARK)


_GAP = 5
"""More white space than this parts the columns of a table, and no expression goes across."""


def normal(token: str) -> str:
    """The form in which words are compared: lower case, one sort of dash, quotation mark and space."""
    return " " if token.isspace() else _MARKS.get(token) or token.lower()


SHAPES: Mapping[str, Callable[[str], bool]] = {
    "n": lambda t: len(t) <= 5,
    "day": lambda t: len(t) <= 2 and 1 <= int(t) <= 31,
    "monthnumber": lambda t: len(t) <= 2 and 1 <= int(t) <= 12,
    "hour": lambda t: len(t) <= 2 and int(t) <= 24,
    "minute": lambda t: len(t) == 2 and int(t) < 60,
    "hhmm": lambda t: len(t) == 4 and int(t) < 2400 and int(t) % 100 < 60,
    "two": lambda t: len(t) == 2,
    "three": lambda t: len(t) == 3,
    "week": lambda t: len(t) <= 2 and 1 <= int(t) <= 53,
    "year": lambda t: len(t) == 4 and 1000 <= int(t) <= 2199,
    "modern": lambda t: len(t) == 4 and 1700 <= int(t) <= 2059,
    "old": lambda t: len(t) == 4 and 1000 <= int(t) <= 1699,
    "distant": lambda t: len(t) == 4 and 2060 <= int(t) <= 2199,
    "ancient": lambda t: len(t) <= 4 and 1 <= int(t) <= 2199,
    "decade": lambda t: len(t) == 4 and 1000 <= int(t) <= 2199 and t[3] == "0" and t[2:] not in ("00",),
    "century": lambda t: len(t) in (3, 4) and 300 <= int(t) <= 2100 and t.endswith("00"),
    "tens": lambda t: len(t) == 2 and t[1] == "0" and t[0] != "0",
    "ones": lambda t: len(t) <= 2 and 1 <= int(t) <= 30,
    "digit": lambda t: len(t) == 1,
}
"""Number shapes a pattern may name; white space and marks around them are the pattern's affair."""

CONTEXT = {"lower": ANY_LOWER, "Capital": ANY_CAPITAL, "other": ANY_NUMBER, "mark": ANY_MARK}
"""Tokens no table knows, for the contexts of rules."""


_LONGER = (
    "000 001 010 100 101 300 301 0001 0300 0301 1000 1001 1010 1700 1701 1710 2060 2061 2100 2101 2110 2200 2201 "
    "10000 100000 0000 0060 0061 1060 1061 1760 1761 2160 2161 2261 2400"
)
_REPRESENTATIVES = (*map(str, range(100)), *(f"0{number}" for number in range(10)), *_LONGER.split())
"""A number of every combination of shapes: the classes must be known before patterns are compiled."""


@cache
def shapes_of(digits: str) -> frozenset[tuple[str, str]]:
    """The shapes a run of digits has, as terminals."""
    if not digits.isascii():
        return frozenset()
    return frozenset(("#", name) for name, test in SHAPES.items() if test(digits))


# ------------------------------------------------------------------------------------------------- reading patterns


@dataclass(frozen=True, slots=True)
class Literal:
    token: str


@dataclass(frozen=True, slots=True)
class Slot:
    label: str
    names: tuple[str, ...]
    """A table, a number shape, or parts: any of them."""


@dataclass(frozen=True, slots=True)
class Group:
    choices: tuple[tuple[Item, ...], ...]
    optional: bool = False


Item = Literal | Slot | Group
_SPECIAL = re.compile(r"\\.|\{[^{}]*\}|[()|?]|" + TOKEN.pattern, re.DOTALL)
_SLOT = re.compile(r"\{(?:(\w+):)?(\w+(?:\|\w+)*)\}")


@cache
def phrase(words: str) -> tuple[Item, ...]:
    """The items of a phrase of a table."""
    return parse(words)


def parse(pattern: str, groups: Mapping[str, tuple[str, ...]] | None = None) -> tuple[Item, ...]:
    """The items of a pattern: words, `{slot}`, `{label:slot}`, `(a|b)` and `?` for what may be missing.

    `groups` are names that stand for several pieces.

    Raises ValueError with what is wrong.
    """
    stack: list[list[list[Item]]] = [[[]]]
    for match in _SPECIAL.finditer(pattern):
        text = match.group()
        if text == "(":
            stack.append([[]])
        elif text == "|":
            stack[-1].append([])
        elif text == ")":
            if len(stack) == 1:
                raise ValueError(f"a bracket too many in {pattern!r}")
            choices = tuple(tuple(choice) for choice in stack.pop())
            stack[-1][-1].append(Group(choices))
        elif text == "?":
            if not stack[-1][-1]:
                raise ValueError(f"nothing before the question mark in {pattern!r}")
            last = stack[-1][-1].pop()
            stack[-1][-1].append(Group(last.choices if isinstance(last, Group) else ((last,),), optional=True))
        elif text.startswith("{"):
            slot = _SLOT.fullmatch(text)
            if not slot:
                raise ValueError(f"{text!r} is no slot in {pattern!r}")
            label, names = slot.groups()
            pieces = [piece for name in names.split("|") for piece in (groups or {}).get(name, (name,))]
            stack[-1][-1].append(Slot(label or names.split("|")[0], tuple(pieces)))
        elif text[0] == "\\" and len(text) > 1:
            stack[-1][-1].append(Literal(normal(text[1:])))
        elif text in "^$" and text:
            stack[-1][-1].append(Literal(START if text == "^" else END))
        else:
            stack[-1][-1].append(Literal(normal(text)))
    if len(stack) > 1:
        raise ValueError(f"a bracket is left open in {pattern!r}")
    choices = tuple(tuple(choice) for choice in stack[0])
    return choices[0] if len(choices) == 1 else (Group(choices),)


def walk(items: Iterable[Item]) -> Iterator[Literal | Slot]:
    """Every word and slot of a pattern, groups opened."""
    for item in items:
        if isinstance(item, Group):
            for choice in item.choices:
                yield from walk(choice)
        else:
            yield item


def is_empty(items: tuple[Item, ...]) -> bool:
    """Whether a pattern can match nothing at all."""
    return all(isinstance(item, Group) and (item.optional or any(map(is_empty, item.choices))) for item in items)


def spell(items: tuple[Item, ...]) -> list[tuple[Literal | Slot, ...]]:
    """All sequences of words and slots a pattern stands for, longest first: for contexts, which must have one width."""
    out: list[tuple[Literal | Slot, ...]] = [()]
    for item in items:
        if isinstance(item, Group):
            tails = [tail for choice in item.choices for tail in spell(choice)] + ([()] if item.optional else [])
        else:
            tails = [(item,)]
        out = [head + tail for head in out for tail in tails]
    return sorted(out, key=len, reverse=True)


# -------------------------------------------------------------------------------------------------- token classes


class Alphabet:
    """The token classes of one language: which character stands for a token, and which characters for a slot."""

    def __init__(self, words: Mapping[str, Iterable[tuple[tuple[str, str], str]]], parts: Iterable[str]) -> None:
        """`words` gives each known token (normal form) its terminals, each with the letter case it asks for."""
        self._words = {word: tuple(terminals) for word, terminals in words.items()}
        self._codes: dict[frozenset[tuple[str, str]], str] = {}
        self._members: dict[tuple[str, str], list[str]] = {}
        self.memo: dict[str, str] = {}
        """Tokens as written with their characters, as far as they were met."""
        self._next = {"word": _WORD + 2, "number": _NUMBER + 1, "mark": _MARK + 1}
        self.parts = {name: chr(_PART + i) for i, name in enumerate(sorted(parts))}
        for word in sorted(self._words):
            for form in dict.fromkeys((word, word.capitalize(), word.upper())):
                self.code(form)
        for number in _REPRESENTATIVES:
            self.code(number)

    def code(self, token: str) -> str:
        """The character that stands for a token as written."""
        found = self.memo.get(token)
        if found is not None:
            return found
        if len(self.memo) > 60000:  # a long text of ever new words must not fill the memory
            self.memo.clear()
        code = self.memo[token] = self._code(token)
        return code

    def _code(self, token: str) -> str:
        if token in (START, END):
            return token
        form = normal(token)
        case = "capital" if token[0] != form[0] else "lower"
        terminals = frozenset(
            terminal for terminal, wanted in self._words.get(form, ()) if wanted in ("any", case, f"={token}")
        )
        if token[0].isdigit():
            sort, unknown = "number", ANY_NUMBER
            terminals |= shapes_of(token)
        elif token[0].isalpha():
            sort, unknown = "word", ANY_CAPITAL if case == "capital" else ANY_LOWER
        else:
            sort, unknown = "mark", ANY_MARK
        if form == " ":
            return "\n" if token.count("\n") > 1 or len(token) > _GAP else " "
        if not terminals:
            return unknown
        # The first letter's case belongs to the class, so that contexts can ask for it.
        key = terminals | {("case", case)} if sort == "word" else terminals
        code = self._codes.get(key)
        if code is None:
            code = self._codes[key] = chr(self._next[sort])
            self._next[sort] += 1
            for terminal in key:
                self._members.setdefault(terminal, []).append(code)
        return code

    def members(self, terminal: tuple[str, str]) -> list[str]:
        """The characters of all classes that hold a terminal."""
        return self._members.get(terminal, [])


def charset(codes: Iterable[str]) -> str:
    """A regular expression for one of these characters; one that never matches when there is none."""
    numbers = sorted({ord(code) for code in codes})
    if not numbers:
        return r"(?!)"
    if len(numbers) == 1:
        return re.escape(chr(numbers[0]))
    out, start, last = [], numbers[0], numbers[0]
    for number in [*numbers[1:], -1]:
        if number == last + 1:
            last = number
            continue
        out.append(
            re.escape(chr(start)) + ("-" if last > start + 1 else "") + (re.escape(chr(last)) if last > start else "")
        )
        start = last = number
    return f"[{''.join(out)}]"
