"""YAML read from positions and by declared types; the only door to PyYAML.

YAML guesses what a scalar is: `NO` is false, `12:30` a number, `2022-10-14` a date object, and the last of two equal
keys wins. Here a file is composed into nodes with their positions, and each scalar is decoded by the declared type of
its field: `NO` is Norway, `2022-10` is EDTF. All mistakes of a file are reported together, each where it stands.
What entries have no use for (tags, anchors, several documents, endless nesting) is refused before it can do harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from yaml.composer import ComposerError
from yaml.constructor import ConstructorError

from dateline.core.problems import Place, Problems, nearest
from dateline.core.schema import (
    AUTO,
    Address,
    Choice,
    Code,
    Date,
    Kind,
    ListOf,
    MapOf,
    Number,
    Record,
    Text,
    Truth,
    describe,
)
from dateline.core.text import nfc
from dateline.core.when import When

_BASE = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Node = yaml.Node
ScalarNode = yaml.ScalarNode
SequenceNode = yaml.SequenceNode
MappingNode = yaml.MappingNode

LIMIT_BYTES = 4_000_000
"""Files beyond this are refused: no entry and no registry comes near it."""
LIMIT_DEPTH = 24

_SUSPECT = re.compile(r"(?:^|[\s\[{,:?-])[&*!]", re.MULTILINE)
_LONG_LINE = 400
_CONTROL = bytes(n for n in (*range(32), 127) if n not in b"\t\n\r")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7}|={7})(?=[ \t\r\n]|$)", re.MULTILINE)
_MARKS = ("<<<<<<<", ">>>>>>>", "=======", "|||||||")


def load_data(text: str) -> Any:
    """Mappings, lists and strings as they stand: every scalar is a string. For the program's own data files.

    Of two equal keys the last counts. Raises yaml.YAMLError, with line and column, when the text is no YAML.
    """
    loader = _BASE(text)
    try:
        return _value_of(loader.get_event)
    finally:
        loader.dispose()


def _value_of(get: Callable[[], Any]) -> Any:
    """The value of a document, made straight of the parser's events: by way of nodes it takes three times as long."""
    get()
    if isinstance(get(), yaml.StreamEndEvent):
        return None
    whole: list[Any] = []
    held: Any = whole
    """The list or mapping that is being filled."""
    key: Any = _NO_KEY
    """Of the value that comes next; `_NO_KEY` while a key is awaited."""
    outer: list[tuple[Any, Any]] = []
    anchors: dict[str, Any] = {}
    while not isinstance(event := get(), yaml.DocumentEndEvent):
        if isinstance(event, yaml.CollectionEndEvent):
            held, key = outer.pop()
            continue
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in anchors:
                raise ComposerError(None, None, f"found undefined alias {event.anchor!r}", event.start_mark)  # type: ignore[arg-type]
            value = anchors[event.anchor]
        elif isinstance(event, yaml.ScalarEvent):
            value = event.value
        else:
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        if event.anchor is not None:
            anchors[event.anchor] = value
        if isinstance(held, list):
            held.append(value)
        elif key is not _NO_KEY:
            held[key] = value
            key = _NO_KEY
        elif isinstance(value, str):
            key = value
        else:
            raise ConstructorError(None, None, "found a key that is no scalar", event.start_mark)
        if isinstance(event, yaml.CollectionStartEvent):
            outer.append((held, key))
            held, key = value, _NO_KEY
    if not isinstance(event := get(), yaml.StreamEndEvent):
        raise ComposerError(None, None, "found a second document", event.start_mark)
    return whole[0]


_NO_KEY = object()


# ------------------------------------------------------------------------------------------------------- composing


@dataclass(frozen=True, slots=True)
class Composed:
    """A YAML file as text and as nodes; the marks of the nodes are offsets in `text`."""

    path: str
    text: str
    root: Node | None
    """None for a file without content."""
    bom: bool = False

    def place(self, *keys: str | int) -> Place:
        """Where a value stands, or the nearest thing around it that is there."""
        node = self.root
        for key in keys:
            step = None if node is None else child(node, key)
            if step is None:
                break
            node = step
        return Place(self.path) if node is None else place_of(self.path, node)


def compose(path: str, data: bytes, problems: Problems) -> Composed | None:
    """The file's nodes, or None, with the reason reported, when it cannot be read as one plain YAML document."""
    text = _decode_bytes(path, data, problems)
    if text is None:
        return None
    bom = text.startswith("\ufeff")
    text = text[1:] if bom else text
    conflict = _CONFLICT.search(text) if any(mark in text for mark in _MARKS) else None
    if conflict:
        problems.error(
            _place_at(path, text, conflict.start()),
            "merge-conflict",
            "a merge left its conflict markers here",
            "keep the lines you want, then remove the lines that begin with <<<<<<<, ======= and >>>>>>>",
        )
        return None
    try:
        if _looks_odd(text) and not _is_harmless(path, text, problems):
            return None
        return Composed(path, text, yaml.compose(text, Loader=_BASE), bom)
    except yaml.YAMLError as error:
        _report(path, text, error, problems)
        return None


def _decode_bytes(path: str, data: bytes, problems: Problems) -> str | None:
    if len(data) > LIMIT_BYTES:
        problems.error(
            Place(path), "too-large", f"{len(data):,} bytes are too many; {LIMIT_BYTES:,} is the most a file may have"
        )
        return None
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise UnicodeDecodeError("utf-8", data, 0, 2, "UTF-16")
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        problems.error(
            Place(path, line, column), "bad-encoding", "this is not UTF-8", "save the file with the encoding UTF-8"
        )
        return None
    if len(data.translate(None, _CONTROL)) != len(data) or "\ufffe" in text or "\uffff" in text:
        bad = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", text)
        assert bad is not None
        problems.error(
            _place_at(path, text, bad.start()),
            "bad-encoding",
            f"character U+{ord(bad.group()):04X} has no place in a text",
            "remove it; if the file is full of them it is no text, or has another encoding than UTF-8",
        )
        return None
    return text


def _looks_odd(text: str) -> bool:
    """Whether a text may hold a tag, an anchor, a second document or deep nesting; plain entries never do.

    Most files end here: what is asked first is what costs least.
    """
    if "\n---" in text or "\n..." in text or "\n%" in text or text.startswith(("---", "...", "%")):
        return True
    if ("&" in text or "*" in text or "!" in text) and _SUSPECT.search(text):
        return True
    # Nesting takes brackets, indentation, or dashes upon dashes in one long line.
    if text.count("[") + text.count("{") > LIMIT_DEPTH or "\n" + " " * 40 in text:
        return True
    return max(map(len, text.split("\n"))) > _LONG_LINE


def _is_harmless(path: str, text: str, problems: Problems) -> bool:
    """Whether a text that looks odd holds nothing refused; read event by event, which no nesting can exhaust."""
    depth = 0
    documents = 0
    for event in yaml.parse(text, Loader=_BASE):
        mark = event.start_mark
        found: tuple[str, str, str | None] | None = None
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                found = ("several-documents", "a second document begins here", "one file holds one document")
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            found = ("anchor", "anchors (&) and aliases (*) are not read", "write it out, or put it in quotation marks")
        elif (tag := getattr(event, "tag", None)) and tag != "!":
            found = ("tag", f"the tag {tag!r} is not read", "put the value in quotation marks if it is text")
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > LIMIT_DEPTH:
                found = ("too-deep", f"more than {LIMIT_DEPTH} values inside each other", None)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if found:
            problems.error(Place(path, mark.line + 1, mark.column + 1) if mark else Place(path), *found)
            return False
    return True


_HINTS = (
    ("mapping values are not allowed", "a colon followed by a space begins a value: put the text in quotation marks"),
    ("expected ',' or", "a list in square brackets needs a comma between items and a ] at its end"),
    ("expected '-' indicator", "lines of one list or one set of keys begin at the same column"),
    ("expected <block end>", "lines of one list or one set of keys begin at the same column"),
    ("could not find expected ':'", "a key is followed by a colon and a space"),
    ("unexpected end of stream", "a quotation mark or bracket that was opened is not closed"),
    ("that cannot start any token", "put the text in quotation marks"),
    ("unknown escape character", "inside double quotation marks a backslash is written \\\\"),
)


def _report(path: str, text: str, error: yaml.YAMLError, problems: Problems) -> None:
    if not isinstance(error, yaml.MarkedYAMLError):
        problems.error(Place(path, 1, 1), "bad-yaml", "this is no YAML", None)
        return
    mark = error.problem_mark or error.context_mark
    # The C parser gives some of its errors as context, with nothing as the problem.
    message = error.problem or error.context or "this is no YAML"
    if error.problem is None and error.context_mark is not None:
        mark = error.context_mark
    if error.context and error.problem and error.context_mark is not None:
        message += f" ({error.context} that begins in line {error.context_mark.line + 1})"
    place = Place(path, mark.line + 1, mark.column + 1) if mark is not None else Place(path)
    if (mark is not None and text[mark.index : mark.index + 1] == "\t") or "tab character" in message:
        problems.error(place, "tab", "a tab cannot indent a line", "use spaces")
        return
    hint = next((hint for part, hint in _HINTS if part in message), None)
    problems.error(place, "bad-yaml", message, hint)


def place_of(path: str, node: Node) -> Place:
    mark = node.start_mark
    return Place(path, mark.line + 1, mark.column + 1)


def _place_at(path: str, text: str, index: int) -> Place:
    return Place(path, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


# ------------------------------------------------------------------------------------------------------- the nodes


def child(node: Node, key: str | int) -> Node | None:
    """The value of a key of a mapping, or the item at an index of a list; None when there is none."""
    if isinstance(node, yaml.MappingNode) and isinstance(key, str):
        return next((value for name, value in node.value if name.value == key), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
        return node.value[key] if 0 <= key < len(node.value) else None
    return None


def plain(node: Node | None) -> Any:
    """Mappings, lists and strings as they stand, for comparing two versions of a file; None for no node."""
    if node is None:
        return None
    if isinstance(node, yaml.MappingNode):
        return {key.value if isinstance(key, yaml.ScalarNode) else repr(plain(key)): plain(v) for key, v in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    return node.value


def is_empty(node: Node) -> bool:
    """Nothing stands there: `key:`, or YAML's own `~` and `null`."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "~", "null", "Null", "NULL")


# --------------------------------------------------------------------------------------------------------- decoding


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the decoders of one file share."""

    composed: Composed
    problems: Problems

    def place(self, node: Node) -> Place:
        return place_of(self.composed.path, node)

    def wrong(self, node: Node, code: str, message: str, hint: str | None = None) -> None:
        self.problems.error(self.place(node), code, message, hint)


def decode(composed: Composed, record: Record, problems: Problems) -> dict[str, Any] | None:
    """The file's values by declared type: strings, numbers, truths, lists and dictionaries, fit for JSON.

    Dates stay EDTF strings, choices words, `auto` itself; what is empty or wrong is left out, and what is wrong is
    reported. None when the file is no mapping at all.
    """
    reader = _Reader(composed, problems)
    if composed.root is None:
        problems.error(Place(composed.path), "empty-file", f"the file is empty where {record.name} should stand")
        return None
    if not isinstance(composed.root, yaml.MappingNode):
        reader.wrong(composed.root, "wrong-type", f"{record.name} has keys with values, as in `key: value`")
        return None
    return _record(composed.root, record, reader)


def decode_map(composed: Composed, kind: Kind, problems: Problems) -> Any:
    """The value of a file of another kind than a record, a `MapOf` for example; None when it is empty or wrong."""
    return None if composed.root is None else _value(composed.root, kind, _Reader(composed, problems), "the file")


def _record(node: yaml.MappingNode, record: Record, reader: _Reader) -> dict[str, Any]:
    out: dict[str, Any] = {}
    seen: dict[str, int] = {}
    by_name = record.by_name
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            reader.wrong(key, "wrong-type", "a key is a word, not a list or a mapping")
            continue
        name = key.value
        if name in seen:
            reader.wrong(
                key, "duplicate-key", f"{name!r} stands here a second time; it is already in line {seen[name]}"
            )
            continue
        seen[name] = key.start_mark.line + 1
        field = by_name.get(name)
        if field is None:
            hint = nearest(name, by_name) or f"allowed: {', '.join(by_name)}"
            reader.wrong(key, "unknown-key", f"{name!r} is not a key of {record.name}", hint)
            continue
        if is_empty(value):
            continue
        if field.auto and isinstance(value, yaml.ScalarNode) and value.value == AUTO:
            out[name] = AUTO
            continue
        decoded = _value(value, field.kind, reader, name)
        if decoded is not None:
            out[name] = decoded
    for name in record.required:
        if name not in out and (name not in seen or is_empty(child(node, name) or node)):
            reader.wrong(
                node, "missing-key", f"{record.name} needs {name!r}", f"{name}: {describe(by_name[name].kind)}"
            )
    return out


def _value(node: Node, kind: Kind, reader: _Reader, name: str) -> Any:
    if isinstance(kind, Record):
        if isinstance(node, yaml.MappingNode):
            return _record(node, kind, reader)
    elif isinstance(kind, ListOf):
        return _list(node, kind, reader, name)
    elif isinstance(kind, MapOf):
        if isinstance(node, yaml.MappingNode):
            return _map(node, kind, reader, name)
    elif isinstance(node, yaml.ScalarNode):
        return _scalar(node, node.value, kind, reader, name)
    elif isinstance(kind, Date) and isinstance(node, yaml.SequenceNode) and node.flow_style:
        # `[2022-03-01..2022-03-10]` without quotation marks: the words are the value, brackets and all.
        source = reader.composed.text[node.start_mark.index : node.end_mark.index]
        return _scalar(node, source, kind, reader, name)
    reader.wrong(node, "wrong-type", f"{name!r} holds {_shape(node)}; {describe(kind)} goes here")
    return None


def _shape(node: Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "keys with values"
    return "a list" if isinstance(node, yaml.SequenceNode) else repr(node.value)


def _list(node: Node, kind: ListOf, reader: _Reader, name: str) -> list[Any] | None:
    if not isinstance(node, yaml.SequenceNode):
        if isinstance(node, yaml.MappingNode) and not isinstance(kind.item, Record):
            reader.wrong(node, "wrong-type", f"{name!r} holds keys with values; {describe(kind)} goes here")
            return None
        one = _value(node, kind.item, reader, name)
        return None if one is None else [one]
    out: list[Any] = []
    for item in node.value:
        if is_empty(item):
            reader.wrong(item, "empty-item", f"an item of {name!r} is empty", "remove its line, or write its value")
            continue
        value = _value(item, kind.item, reader, name)
        if value is None:
            continue
        if kind.unique and value in out:
            reader.problems.warning(reader.place(item), "duplicate-item", f"{name!r} holds this item twice")
            continue
        out.append(value)
    return out


def _map(node: yaml.MappingNode, kind: MapOf, reader: _Reader, name: str) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            reader.wrong(key, "wrong-type", "a key is a word, not a list or a mapping")
            continue
        word = _scalar(key, key.value, kind.key, reader, name)
        if word is None:
            continue
        if word in out:
            reader.wrong(key, "duplicate-key", f"{word!r} stands here a second time")
            continue
        if is_empty(value):
            continue
        decoded = _value(value, kind.item, reader, f"{name}/{word}")
        if decoded is not None:
            out[word] = decoded
    return out


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_TRUTHS: Mapping[str, bool] = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def _scalar(node: Node, text: str, kind: Kind, reader: _Reader, name: str) -> Any:
    match kind:
        case Text(line=line):
            value = nfc(text)
            if line and "\n" in value.strip("\n"):
                reader.wrong(node, "wrong-type", f"{name!r} is one line", "join the lines")
            return value.strip() if line else value.strip("\n")
        case Date():
            try:
                return When.parse(text).edtf
            except ValueError as error:
                reader.wrong(node, "bad-date", f"{name!r}: {error}")
        case Choice(values=values):
            if text in values:
                return text
            word = nearest(text, values)
            reader.wrong(
                node,
                "unknown-value",
                f"{name!r} is {text!r}",
                f"{word + '; ' if word else ''}allowed: {', '.join(values)}",
            )
        case Code(pattern=pattern):
            if _pattern(pattern).fullmatch(text):
                return text
            alike = next((t for t in (text.upper(), text.lower()) if _pattern(pattern).fullmatch(t)), None)
            hint = f"did you mean {alike!r}?" if alike else None
            reader.wrong(node, "bad-value", f"{name!r} is {text!r}, not {describe(kind)}", hint)
        case Address(mail=mail):
            if re.fullmatch(r"https?://[^\s<>]+", text, re.IGNORECASE) or (
                mail and re.fullmatch(r"mailto:\S+@\S+", text)
            ):
                return text
            hint = f"did you mean 'mailto:{text}'?" if mail and re.fullmatch(r"[^\s:]+@[^\s:]+", text) else None
            reader.wrong(node, "bad-value", f"{name!r} is {text!r}, not {describe(kind)}", hint)
        case Number(whole=whole):
            return _number(node, text, kind, whole, reader, name)
        case Truth():
            if text.lower() in _TRUTHS:
                return _TRUTHS[text.lower()]
            reader.wrong(node, "bad-value", f"{name!r} is {text!r}", "write true or false")
        case _:
            reader.wrong(node, "wrong-type", f"{name!r} is {text!r}; {describe(kind)} goes here")
    return None


def _number(node: Node, text: str, kind: Number, whole: bool, reader: _Reader, name: str) -> float | int | None:
    plain_text = text.replace("_", "")
    if _NUMBER.fullmatch(plain_text):
        value = float(plain_text)
        if abs(value) < 1e15 and value == int(value):
            value = int(value)
        too_low = kind.least is not None and value < kind.least
        too_high = kind.most is not None and value > kind.most
        if not too_low and not too_high and (isinstance(value, int) or not whole) and value != float("inf"):
            return value
    reader.wrong(node, "bad-value", f"{name!r} is {text!r}, not {describe(kind)}")
    return None
