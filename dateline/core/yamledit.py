"""One value of a YAML file changed, and every other byte kept: comments, order, quotation marks, line ends.

The nodes of a file know where they stand in its text, so a value is replaced there. After each edit the text is read
again: the intended value has changed and no other, or the edit is refused and nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.core import yamlwrite
from dateline.core.problems import Problems
from dateline.core.schema import AUTO, Kind
from dateline.core.yamltext import (
    Composed,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    child,
    compose,
    is_empty,
    plain,
)

Path = tuple[str | int, ...]
"""Keys and indices from the top of the file down to a value."""


class EditError(ValueError):
    """The file is written in a way in which this value cannot be changed safely."""


@dataclass(frozen=True, slots=True)
class Set:
    """Give a key this value, whether it is there or not; an index replaces that item."""

    path: Path
    value: Any


@dataclass(frozen=True, slots=True)
class Add:
    """Put an item at the end of the list at `path`; a single value there becomes the first item."""

    path: Path
    value: Any


@dataclass(frozen=True, slots=True)
class Remove:
    """Take away a key with its value, or an item of a list."""

    path: Path


Edit = Set | Add | Remove


def edit(path: str, data: bytes, edits: Sequence[Edit], kind: Kind | None = None) -> bytes:
    """The file with the edits made, one after the other.

    `kind` says how new values are written and in which order keys stand. Raises EditError when a file cannot be
    read, or when an edit would touch more than it should.
    """
    composed = _read(path, data)
    for change in edits:
        composed = _apply(composed, change, kind)
    return _encode(composed)


def _read(path: str, data: bytes) -> Composed:
    problems = Problems()
    composed = compose(path, data, problems)
    if composed is None:
        raise EditError(str(problems))
    return composed


def _encode(composed: Composed) -> bytes:
    return (("\ufeff" if composed.bom else "") + composed.text).encode()


def _apply(composed: Composed, change: Edit, kind: Kind | None) -> Composed:
    before = plain(composed.root)
    expected = _expected(before, change)
    if expected == before:
        return composed
    editor = _Editor(composed.text, composed.root, kind)
    for careful in (False, True):
        # What a value's old style cannot say is tried once more in plain quotation marks.
        try:
            text = editor.apply(change, careful=careful)
            after = _read(composed.path, _encode(Composed(composed.path, text, None, composed.bom)))
        except EditError:
            continue
        found = plain(after.root)
        if expected in (found, _without_end(found, change)):
            return after
    raise EditError(f"{composed.path}: {'/'.join(map(str, change.path))} cannot be changed without touching more")


def _expected(tree: Any, change: Edit) -> Any:
    """What the file should hold afterwards, every scalar as its text."""
    if not change.path:
        raise EditError("no path")
    return _changed(tree if tree is not None else {}, change.path, change)


def _without_end(tree: Any, change: Edit) -> Any:
    """The tree with the line end taken off that a block scalar gives the changed value."""
    value: Any = tree
    for key in change.path:
        fits = (isinstance(value, dict) and key in value) or (
            isinstance(value, list) and isinstance(key, int) and key < len(value)
        )
        if not fits:
            return tree
        value = value[key]
    if isinstance(change, Set) and isinstance(value, str) and value.endswith("\n"):
        return _changed(tree, change.path, Set(change.path, value[:-1]))
    return tree


def _changed(tree: Any, path: Path, change: Edit) -> Any:
    if not path:
        new = as_text(change.value) if not isinstance(change, Remove) else None
        if isinstance(change, Add):
            return [*(tree if isinstance(tree, list) else [] if tree in (None, "") else [tree]), new]
        return new
    key, rest = path[0], path[1:]
    gone = isinstance(change, Remove) and not rest
    if isinstance(tree, dict) and isinstance(key, str):
        if gone:
            return {name: value for name, value in tree.items() if name != key}
        return {**tree, key: _changed(tree.get(key), rest, change)}
    if isinstance(tree, list) and isinstance(key, int) and 0 <= key < len(tree):
        if gone:
            return tree[:key] + tree[key + 1 :]
        return [*tree[:key], _changed(tree[key], rest, change), *tree[key + 1 :]]
    if isinstance(key, str) and tree in (None, ""):
        return {} if gone else {key: _changed(None, rest, change)}
    raise EditError(f"nothing stands at {'/'.join(map(str, change.path))}")


def as_text(value: Any) -> Any:
    """A value as `plain` reads it back: every scalar is its text."""
    if isinstance(value, Mapping):
        return {str(key): as_text(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_text(item) for item in value]
    return value.replace("\r\n", "\n") if isinstance(value, str) else yamlwrite.scalar(value)


class _Editor:
    """Edits one text, of which it knows the nodes."""

    def __init__(self, text: str, root: Node | None, kind: Kind | None) -> None:
        self.text = text
        self.root = root
        self.kind = kind
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def apply(self, change: Edit, *, careful: bool) -> str:
        kind = self.kind
        for key in change.path:
            kind = yamlwrite.part(kind, key)
        if self.root is None:
            return self._append_root(change)
        *front, last = change.path
        parent: Node | None = self.root
        for depth, key in enumerate(front):
            parent = child(parent, key)  # type: ignore[arg-type]
            if parent is None or is_empty(parent):
                return self._set_deep(change, depth)
        assert parent is not None
        node = child(parent, last)
        match change:
            case Remove():
                if node is None:
                    raise EditError("nothing to remove")
                return self._remove(parent, last)
            case Set(value=value):
                if node is not None:
                    return self._replace(parent, node, last, value, kind, careful)
                if isinstance(parent, MappingNode) and isinstance(last, str):
                    return self._add_key(parent, last, value, kind, tuple(front))
            case Add(value=value):
                if node is None or is_empty(node):
                    return self.apply(Set(change.path, [value]), careful=careful)
                if isinstance(node, SequenceNode):
                    return self._add_item(node, value, yamlwrite.part(kind, 0))
                if isinstance(node, ScalarNode):
                    return self._replace(parent, node, last, [node.value, value], kind, careful=True)
        raise EditError("no place for it")

    def _append_root(self, change: Edit) -> str:
        if not isinstance(change, Set) or len(change.path) != 1 or not isinstance(change.path[0], str):
            value: Any = [change.value] if isinstance(change, Add) else None
            if value is None or len(change.path) != 1:
                raise EditError("the file is empty")
            change = Set(change.path, value)
        text = self.text
        if text and not text.endswith("\n"):
            text += self.newline
        kind = yamlwrite.part(self.kind, change.path[0])
        return text + self._join(yamlwrite.lines(str(change.path[0]), change.value, kind)) + self.newline

    def _set_deep(self, change: Edit, depth: int) -> str:
        """A value below a key that is not there yet, or is empty: the key gets a mapping that holds it."""
        if isinstance(change, Remove):
            raise EditError("nothing to remove")
        value: Any = [change.value] if isinstance(change, Add) else change.value
        for key in reversed(change.path[depth + 1 :]):
            if not isinstance(key, str):
                raise EditError("no place for it")
            value = {key: value}
        return self.apply(Set(change.path[: depth + 1], value), careful=False)

    def _join(self, lines: Sequence[str]) -> str:
        return self.newline.join(line.replace("\r\n", "\n").replace("\n", self.newline) for line in lines)

    # ------------------------------------------------------------------------------------------ where things stand

    def _own_end(self, node: Node) -> int:
        """Where a node's own last character ends; the marks of block values reach into the following lines."""
        if isinstance(node, MappingNode | SequenceNode):
            if node.flow_style or not node.value:
                return int(node.end_mark.index)
            last = node.value[-1]
            if not isinstance(last, tuple):
                return self._own_end(last) if not is_empty(last) else self._mark_end(last)
            key, value = last
            if isinstance(value, ScalarNode) and not value.style and value.value == "":
                return int(self.text.index(":", key.end_mark.index)) + 1
            return self._own_end(value)
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            start, end = node.start_mark.index, node.end_mark.index
            return int(start) + len(self.text[start:end].rstrip())
        return int(node.end_mark.index)

    def _mark_end(self, node: Node) -> int:
        """The end of an empty item: just after its dash."""
        index = int(node.start_mark.index)
        return len(self.text[:index].rstrip())

    def _line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def _line_end(self, index: int) -> int:
        """The end of the line, before its line end; a comment there stays with what it follows."""
        end = self.text.find("\n", index)
        if end < 0:
            return len(self.text)
        return end - 1 if end > 0 and self.text[end - 1] == "\r" else end

    def _comments(self, start: int, end: int, nodes: Sequence[Node]) -> list[str]:
        """The comments between two places, outside the values of these nodes."""
        spans = sorted(_scalar_spans(nodes))
        out: list[str] = []
        for row in re.finditer(r"(?:^|(?<=\s))#[^\r\n]*", self.text[start:end], re.MULTILINE):
            at = start + row.start()
            if not any(first <= at < last for first, last in spans):
                out.append(row.group().rstrip())
        return out

    # ------------------------------------------------------------------------------------------------- replacing

    def _replace(self, parent: Node, node: Node, key: str | int, value: Any, kind: Kind | None, careful: bool) -> str:
        in_flow = bool(getattr(parent, "flow_style", False))
        start, end = int(node.start_mark.index), self._own_end(node)
        single = not isinstance(value, Mapping | list | tuple)
        if isinstance(node, ScalarNode) and node.style in ("|", ">") and single and not careful:
            return self._replace_block(node, str(value))
        if single or in_flow or self._fits_inline(value, kind, key):
            style = node.style if isinstance(node, ScalarNode) and node.style in ("'", '"') else None
            if isinstance(node, ScalarNode) and not node.style and node.value not in ("", AUTO) and not careful:
                style = ""
            if single:
                new = yamlwrite.scalar(value, kind, flow=in_flow, style='"' if careful and style is None else style)
            else:
                new = yamlwrite.inline(value, kind)
            if is_empty(node) and node.value == "":
                gap = "" if start and self.text[start - 1] in " \t" else " "
                return self.text[:start] + gap + new + self.text[start:]
            if isinstance(node, ScalarNode) and node.style in ("|", ">"):
                header = self._line_end(start)
                comment = re.search(r"\s#.*$", self.text[start:header])
                return self.text[:start] + new + (comment.group() if comment else "") + self.text[end:]
            if isinstance(node, MappingNode | SequenceNode) and not node.flow_style:
                return self._replace_lines(parent, node, key, f" {new}", end)
            return self.text[:start] + new + self.text[end:]
        return self._replace_lines(parent, node, key, None, end, value, kind)

    def _fits_inline(self, value: Any, kind: Kind | None, key: str | int) -> bool:
        return len(yamlwrite.lines(str(key), value, kind)) == 1

    def _replace_lines(
        self,
        parent: Node,
        node: Node,
        key: str | int,
        inline: str | None,
        end: int,
        value: Any = None,
        kind: Kind | None = None,
    ) -> str:
        """Put lines below a key, or one value beside it, in place of a value that stands otherwise."""
        if not isinstance(parent, MappingNode) or not isinstance(key, str):
            raise EditError("an item of a list changes as a whole")
        name = next(name for name, _ in parent.value if name.value == key)
        colon = self.text.index(":", name.end_mark.index) + 1
        start = int(node.start_mark.index)
        indent = int(name.start_mark.column)
        if inline is not None:
            # A block becomes one value beside the key; a comment that stood beside the key stays there.
            head_end = self._line_end(colon)
            kept = self._join(["", *(" " * indent + row for row in self._comments(head_end, end, [node]))])
            return self.text[:colon] + inline + self.text[colon:head_end] + kept + self.text[end:]
        body = self._join(yamlwrite.lines(key, value, kind, indent=indent)[1:])
        if isinstance(node, MappingNode | SequenceNode) and not node.flow_style:
            line = self._line_start(start)
            return self.text[:line] + body + self.text[end:]
        rest = self._line_end(end)
        head = self.text[:start].rstrip(" \t") if not is_empty(node) or node.value else self.text[:start]
        return head + self.text[end:rest] + self.newline + body + self.text[rest:]

    def _replace_block(self, node: ScalarNode, value: str) -> str:
        """New lines under the old header of a literal or folded block, as far from the margin as the old ones."""
        start, end = int(node.start_mark.index), self._own_end(node)
        header_end = self._line_end(start)
        body = self.text[header_end:end]
        first = re.search(r"\n( *)(?=[^\s])", body)
        if first is None or not value.strip():
            raise EditError("an empty block")
        pad = first.group(1)
        text = value.rstrip("\n")
        if node.style == "|":
            rows = text.split("\n")
        else:
            rows = []
            for row in text.split("\n"):
                # In a folded block an empty line is a line end, and one line end is a space.
                rows += ([""] if rows else []) + (yamlwrite.fold(row, yamlwrite.WIDTH - len(pad)) or [""])
        lines = [pad + row if row else "" for row in rows]
        return self.text[:header_end] + self.newline + self._join(lines) + self.text[end:]

    # --------------------------------------------------------------------------------------------------- adding

    def _add_key(self, parent: MappingNode, key: str, value: Any, kind: Kind | None, front: Path) -> str:
        if parent.flow_style:
            new = f"{yamlwrite.scalar(key, flow=True)}: {yamlwrite.inline(value, kind)}"
            if not parent.value:
                at = int(parent.start_mark.index) + 1
                return self.text[:at] + new + self.text[at:]
            at = self._flow_end(parent.value[-1])
            return self.text[:at] + ", " + new + self.text[at:]
        before = self._predecessor(parent, key, front)
        indent = int(parent.start_mark.column)
        lines = yamlwrite.lines(key, value, kind, indent=indent)
        if before is None:
            at = int(parent.value[0][0].start_mark.index)
            return self.text[:at] + self._join(lines).lstrip(" ") + self.newline + " " * indent + self.text[at:]
        name, old = before
        end = self._line_end(self._own_end_of_pair(name, old))
        return self.text[:end] + self.newline + self._join(lines) + self.text[end:]

    def _own_end_of_pair(self, name: Node, value: Node) -> int:
        if isinstance(value, ScalarNode) and not value.style and value.value == "":
            return self.text.index(":", name.end_mark.index) + 1
        return self._own_end(value)

    def _flow_end(self, pair: tuple[Node, Node]) -> int:
        name, value = pair
        if isinstance(value, ScalarNode) and not value.style and value.value == "":
            return max(int(name.end_mark.index), int(value.end_mark.index))
        return int(value.end_mark.index)

    def _predecessor(self, parent: MappingNode, key: str, front: Path) -> tuple[Node, Node] | None:
        """The pair after which a new key belongs: of those that come before it in the declared order, the last."""
        kind = self.kind
        for step in front:
            kind = yamlwrite.part(kind, step)
        order = {name: n for n, name in enumerate(getattr(kind, "by_name", {}))}
        if key not in order:
            return parent.value[-1] if parent.value else None
        earlier = [pair for pair in parent.value if order.get(pair[0].value, -1) < order[key]]
        known = [pair for pair in earlier if pair[0].value in order]
        if not known:
            return None
        last: tuple[Node, Node] = max(known, key=lambda pair: order[pair[0].value])
        return last

    def _add_item(self, node: SequenceNode, value: Any, kind: Kind | None) -> str:
        if node.flow_style:
            new = yamlwrite.inline(value, kind)
            if not node.value:
                at = int(node.start_mark.index) + 1
                return self.text[:at] + new + self.text[at:]
            at = int(node.value[-1].end_mark.index)
            return self.text[:at] + ", " + new + self.text[at:]
        indent = int(node.start_mark.column)
        end = self._line_end(self._own_end(node))
        lines = yamlwrite.item_lines(value, kind, indent=indent)
        return self.text[:end] + self.newline + self._join(lines) + self.text[end:]

    # ------------------------------------------------------------------------------------------------- removing

    def _remove(self, parent: Node, key: str | int) -> str:
        if isinstance(parent, MappingNode):
            index = next(n for n, (name, _) in enumerate(parent.value) if name.value == key)
            spans = [(int(name.start_mark.index), self._pair_end(name, value, parent)) for name, value in parent.value]
        elif isinstance(parent, SequenceNode):
            index = int(key)
            spans = [(int(item.start_mark.index), self._item_end(item)) for item in parent.value]
        else:
            raise EditError("nothing to remove")
        if getattr(parent, "flow_style", False):
            return self._remove_flow(spans, index)
        if len(spans) == 1:
            return self._empty(parent)
        start, end = spans[index]
        if isinstance(parent, SequenceNode):
            start = self.text.rindex("-", 0, start + 1) if self.text[start : start + 1] != "-" else start
            start = self._dash(parent, index)
        line = self._line_start(start)
        if self.text[line:start].strip(" "):
            # The first key beside a dash: the next one takes its place there.
            following = spans[index + 1][0]
            remarks = self._comments(start, following, list(parent.value[index]))
            above = "".join(f"{row}{self.newline}{' ' * int(parent.start_mark.column)}" for row in remarks)
            return self.text[:start] + above + self.text[following:]
        stop = self._line_end(end)
        gone = [parent.value[index]] if isinstance(parent, SequenceNode) else list(parent.value[index])
        kept = self._comments(start, stop, gone)
        if kept:
            # What a person remarked beside the value stays, on lines of its own.
            indent = " " * int(parent.start_mark.column)
            return self.text[:line] + self._join([indent + row for row in kept]) + self.text[stop:]
        if stop < len(self.text):
            return self.text[:line] + self.text[self.text.index("\n", stop) + 1 :]
        # The file's last line goes, and with it the line end before it, so that its end looks as it did.
        return self.text[: max(line - len(self.newline), 0)] if line else self.text[:line]

    def _dash(self, parent: SequenceNode, index: int) -> int:
        """Where the dash of an item stands: all dashes of a list stand in one column."""
        item = int(parent.value[index].start_mark.index)
        column = int(parent.start_mark.column)
        line = self._line_start(item)
        while self.text[line + column : line + column + 1] != "-" or self.text[line : line + column].strip(" -?:"):
            if line == 0:
                raise EditError("an item without a dash")
            line = self._line_start(line - 1)
        return line + column

    def _pair_end(self, name: Node, value: Node, parent: MappingNode) -> int:
        return self._flow_end((name, value)) if parent.flow_style else self._own_end_of_pair(name, value)

    def _item_end(self, item: Node) -> int:
        return self._own_end(item)

    def _remove_flow(self, spans: list[tuple[int, int]], index: int) -> str:
        start, end = spans[index]
        if index + 1 < len(spans):
            gap = self.text[end : spans[index + 1][0]]
            comma = gap.index(",")
            if "\n" not in gap and "#" not in gap:
                return self.text[:start] + self.text[spans[index + 1][0] :]
            return self._tidy(start, end + comma + 1)
        if index > 0:
            gap = self.text[spans[index - 1][1] : start]
            if "\n" not in gap and "#" not in gap:
                return self.text[: spans[index - 1][1]] + self.text[end:]
        return self._tidy(start, end)

    def _tidy(self, start: int, end: int) -> str:
        """Cut a stretch, and the whole line where nothing else stands on it."""
        line, stop = self._line_start(start), self._line_end(end)
        rest = self.text[end:stop]
        after = re.match(r"\s*,", rest)
        if after and not self.text[line:start].strip():
            end += after.end()
            rest = self.text[end:stop]
        if not self.text[line:start].strip() and not rest.strip() and stop < len(self.text):
            return self.text[:line] + self.text[self.text.index("\n", stop) + 1 :]
        return self.text[:start] + self.text[end:]

    def _empty(self, parent: Node) -> str:
        """The last item or key of a block goes: what is left is `[]` or `{}` beside the key above it."""
        start, end = int(parent.start_mark.index), self._own_end(parent)
        new = "[]" if isinstance(parent, SequenceNode) else "{}"
        head = self.text[:start].rstrip()
        if not head.endswith(":"):
            raise EditError("the only value of the file")
        return head + " " + new + self.text[end:]


def _scalar_spans(nodes: Sequence[Node]) -> list[tuple[int, int]]:
    """Where the single values within these nodes stand."""
    out: list[tuple[int, int]] = []
    for node in nodes:
        if isinstance(node, ScalarNode):
            out.append((int(node.start_mark.index), int(node.end_mark.index)))
        elif isinstance(node, SequenceNode):
            out += _scalar_spans(node.value)
        elif isinstance(node, MappingNode):
            out += _scalar_spans([part for pair in node.value for part in pair])
    return out
