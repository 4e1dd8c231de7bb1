"""Values as YAML text that people like to read and that every reader of YAML understands alike."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from dateline.core.schema import Code, Date, Kind, ListOf, MapOf, Record

WIDTH = 100
"""Beyond this column a text is folded and a list set line by line."""

# What some reader, of YAML 1.1 or 1.2, takes for something else than text.
_NOT_TEXT = re.compile(
    r"(?i:~|null|true|false|yes|no|on|off|y|n|auto)|[-+.]?[0-9][0-9_,.:eExXoabcdefABCDEF+-]*|[-+]?\.(?i:inf|nan)|"
    r"\d{4}-\d{1,2}(-\d{1,2}.*)?|=|<<"
)
_PLAIN_START = re.compile(r"[^\W_]|[(§€$£½/\\.+](?=\S)|[-](?=[^\s-])")
_PLAIN_STOP = re.compile(r": |:$| #|\s$|\t")
_FLOW_STOP = re.compile(r"[\[\]{},]|:(?=[^\s\w/])")


def scalar(value: Any, kind: Kind | None = None, *, flow: bool = False, style: str | None = None) -> str:
    """One value on one line; plain where that is safe, else in quotation marks.

    `style` is that of the value it replaces, kept where it can say the new value: `"`, `'`, or "" for plain.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else repr(value)
    text = str(value)
    quoted = isinstance(kind, Date) or (isinstance(kind, Code) and kind.quoted)
    if style == "'" and _is_clean(text):
        return "'" + text.replace("'", "''") + "'"
    if style == '"' or (quoted and style is None):
        return _double(text)
    if is_plain(text, flow=flow) or (style == "" and quoted and re.fullmatch(r"[0-9A-Za-z~?%./-]+", text)):
        return text
    if '"' in text and "'" not in text and _is_clean(text):
        return f"'{text}'"
    return _double(text)


@lru_cache(20_000)
def is_plain(text: str, *, flow: bool = False) -> bool:
    """Whether a text can stand without quotation marks and is text to every reader."""
    return bool(
        _PLAIN_START.match(text)
        and not _NOT_TEXT.fullmatch(text)
        and not _PLAIN_STOP.search(text)
        and not text.startswith(("---", "..."))
        and _is_clean(text)
        and not (flow and _FLOW_STOP.search(text))
    )


_VISIBLE = str.maketrans("", "", "\u00a0\u202f\u2009\u00ad\u200d")
"""Spaces and joiners of good typography, which Python does not count as printable."""


def _is_clean(text: str) -> bool:
    return text.isprintable() or text.translate(_VISIBLE).isprintable()


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _double(text: str) -> str:
    if '"' not in text and "\\" not in text and text.isprintable():
        return f'"{text}"'
    out = []
    for ch in text:
        if ch in _ESCAPES:
            out.append(_ESCAPES[ch])
        elif _is_clean(ch):
            out.append(ch)
        else:
            code = ord(ch)
            out.append(f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
    return '"' + "".join(out) + '"'


def inline(value: Any, kind: Kind | None = None, *, flow: bool = True) -> str:
    """Any value on one line: lists as `[a, b]`, mappings as `{a: b}`."""
    if isinstance(value, Mapping):
        parts = (f"{scalar(key, flow=True)}: {inline(item, part(kind, key))}" for key, item in value.items())
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inline(item, part(kind, 0)) for item in value) + "]"
    return scalar(value, kind, flow=flow)


def part(kind: Kind | None, key: str | int) -> Kind | None:
    """The kind of a value inside another, as far as it is declared."""
    if isinstance(kind, ListOf):
        return kind.item if isinstance(key, int) else part(kind.item, key)
    if isinstance(kind, MapOf):
        return kind.item
    if isinstance(kind, Record):
        field = kind.by_name.get(str(key))
        return field.kind if field else None
    return None


def lines(key: str, value: Any, kind: Kind | None = None, *, indent: int = 0) -> list[str]:
    """`key: value` as lines indented by `indent` spaces, without line ends."""
    head = f"{' ' * indent}{scalar(key)}:"
    if isinstance(value, Mapping) and value and not _is_small(value, head, kind):
        out = [head]
        for name, item in value.items():
            out += lines(name, item, part(kind, name), indent=indent + 2)
        return out
    if isinstance(value, list | tuple) and value and not _is_small(value, head, kind):
        out = [head]
        for item in value:
            out += item_lines(item, part(kind, 0), indent=indent + 2)
        return out
    if isinstance(value, str) and (folded := _folded(value, head, indent + 2)):
        return folded
    return [f"{head} {inline(value, kind, flow=False)}"]


def item_lines(value: Any, kind: Kind | None = None, *, indent: int = 0) -> list[str]:
    """`- value` as lines; a mapping has one key a line, unless it holds nothing but a few short values."""
    dash = " " * indent + "- "
    if isinstance(value, Mapping) and value and not (isinstance(kind, Record) and _is_row(value, kind)):
        out = []
        for name, item in value.items():
            out += lines(name, item, part(kind, name), indent=indent + 2)
        return [dash + out[0].lstrip(" "), *out[1:]]
    if isinstance(value, str) and (folded := _folded(value, dash.rstrip(), indent + 2)):
        return folded
    return [dash + inline(value, kind, flow=False)]


def _is_small(value: Mapping[str, Any] | Sequence[Any], head: str, kind: Kind | None) -> bool:
    """Whether a collection fits on its key's line: short, and nothing in it but single values."""
    parts = list(value.values()) if isinstance(value, Mapping) else list(value)
    if any(isinstance(item, Mapping | list | tuple) or "\n" in str(item) for item in parts):
        return False
    return len(head) + 1 + len(inline(value, kind)) <= WIDTH


def _is_row(value: Mapping[str, Any], kind: Record) -> bool:
    """A version of a figure reads best as one row: `{value: 12, sources: [s1]}`."""
    return len(kind.fields) <= 2 and len(inline(value, kind)) <= WIDTH


def _folded(text: str, head: str, indent: int) -> list[str] | None:
    """A long text as a folded block, several lines of it as a literal one; None where another form is better."""
    if "\n" not in text and len(head) + 1 + len(text) <= WIDTH:
        return None
    body = text.rstrip("\n")
    if text != body or not body or body[0].isspace() or "\t" in body or not _is_clean(body.replace("\n", "")):
        return None
    rows = body.split("\n")
    if len(rows) > 1:
        if any(row != row.rstrip() for row in rows) or rows[0].startswith(" "):
            return None
        return [f"{head} |-", *(" " * indent + row if row else "" for row in rows)]
    if "  " in body or body != body.strip():
        return None
    return [f"{head} >-", *(" " * indent + row for row in fold(body, WIDTH - indent))]


def fold(text: str, width: int) -> list[str]:
    """Lines that a folded block joins to the same text again: broken at single spaces, and nowhere else."""
    room = max(width, 30)
    if "  " in text or text != text.strip():
        return textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False)
    # The same in a fifth of the time.
    out: list[str] = []
    row = ""
    for word in text.split(" "):
        if not row:
            row = word
        elif len(row) + 1 + len(word) <= room:
            row += " " + word
        else:
            out.append(row)
            row = word
    return [*out, row]
