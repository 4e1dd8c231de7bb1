"""content/gazetteer.yaml: the project's own names, checked; and organisations no list knows, proposed there once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dateline.core import yamltext, yamlwrite
from dateline.core.model import Event
from dateline.core.problems import Place, Problems
from dateline.core.schema import COUNTRY, LANGUAGE, Code, Date, Field, ListOf, MapOf, Record, Text
from dateline.core.yamledit import EditError, Set, edit
from dateline.keep.ledger import Line

PATH = "gazetteer.yaml"
PROPOSED = "proposed"
LEDGER_ID = "gazetteer"
"""The line of the ledger that remembers what was proposed: a proposal a person removed is not made again."""

_LINE = Text(line=True)
_ID = Code(
    r"([A-Z]{2}(/[a-z0-9]+([-_.][a-z0-9]+)*)?)|[a-z0-9]+([-_.][a-z0-9]+)*",
    "an id: small letters, digits and hyphens, or a country's code",
    "red-cross",
)
NAME = Record(
    "a name's record",
    (
        Field("kind", _LINE, "organisation, person, place or country; or a finer word: alliance, court, media."),
        Field("names", MapOf(LANGUAGE, _LINE), "What the site calls it, by language."),
        Field("short", MapOf(Text(), _LINE), "What headlines call it, by language."),
        Field("aliases", ListOf(_LINE), "Further names by which articles call it."),
        Field("acronyms", ListOf(_LINE), "Acronyms, matched in exact case."),
        Field("never", ListOf(_LINE), "Words that look like its name and are not."),
        Field("not_same_as", ListOf(_ID), "Records that are something else, for good."),
        Field("country", COUNTRY, "The country it belongs to."),
        Field("members", ListOf(COUNTRY), "Member countries of an alliance."),
        Field("born", Date(), "A person's day of birth."),
        Field("wikidata", Code(r"Q[0-9]+", "a Wikidata id", "Q7184"), "Its Wikidata id."),
        Field("note", Text(), "A note on its page."),
    ),
)
NAMES = MapOf(_ID, NAME)
HEAD = (
    "# The project's own names: organisations, people, places, countries. A record here goes over the built-in one of\n"
    "# the same id. See docs/correcting.md.\n"
)
HEAD_PROPOSED = (
    "# Organisations that articles name and no list knows. To accept one, move its lines out of `proposed`, to the\n"
    "# margin. To have it forgotten, remove its lines: it is not proposed again.\n"
)


def check_names(files: Mapping[str, bytes], problems: Problems) -> bool:
    """Whether content/gazetteer.yaml can be used; what is wrong with it is reported, all of it."""
    data = files.get(PATH)
    if data is None:
        return True
    own = Problems()
    composed = yamltext.compose(f"content/{PATH}", data, own)
    if composed is not None and composed.root is not None:
        if isinstance(composed.root, yamltext.MappingNode):
            _check(composed, own)
        else:
            own.error(Place(f"content/{PATH}", 1, 1), "wrong-type", "names stand here by id, as in `red-cross: …`")
    problems.extend(own)
    return not own.has_errors


def _check(composed: yamltext.Composed, problems: Problems) -> None:
    record = Record("gazetteer.yaml", (Field(PROPOSED, NAMES, ""),))
    root = composed.root
    assert isinstance(root, yamltext.MappingNode)
    rest = [pair for pair in root.value if pair[0].value != PROPOSED]
    inside = [pair for pair in root.value if pair[0].value == PROPOSED]
    for pairs, kind in ((rest, NAMES), (inside, record)):
        node = yamltext.MappingNode(root.tag, pairs, root.start_mark, root.end_mark, flow_style=root.flow_style)
        part = replace(composed, root=node)
        yamltext.decode_map(part, kind, problems)


def propose_names(
    files: Mapping[str, bytes], events: Sequence[Event], known: Container[str], line: Line | None, problems: Problems
) -> tuple[bytes | None, Line | None]:
    """content/gazetteer.yaml with organisations not proposed before, or None when there is nothing to add.

    `known` are the ids that some list holds. The second value is what to remember in the ledger.
    """
    before = set(line.wrote.get("ids", ())) if line is not None else set()
    data = files.get(PATH)
    here = _ids(data)
    new: dict[str, tuple[str, str, str, str]] = {}
    for event in sorted(events, key=lambda event: event.key):
        for slug, name, language in event.unknown:
            if slug not in known and slug not in before and slug not in here and slug not in new:
                told = next((item for item in event.evidence if name in item.quote), None)
                article, quote = (told.article, told.quote) if told is not None else (event.key.split("#")[0], "")
                new[slug] = (name, language, article, " ".join(quote.split()))
    if not new:
        return None, line
    if here is _UNREADABLE:
        return None, line
    changed = data if data is not None and data.strip() else HEAD.encode()
    for slug, (name, language, article, quote) in sorted(new.items()):
        try:
            changed = _add(changed, slug, {"names": {language or "und": name}, "kind": "organisation"}, article, quote)
        except EditError as error:
            problems.warning(Place(f"content/{PATH}"), "edit-refused", str(error).splitlines()[0])
            return None, line
    wrote = {"ids": sorted({*before, *new})}
    return changed, Line(LEDGER_ID, 0, PATH, wrote)


_UNREADABLE: frozenset[str] = frozenset({"\0"})


def _ids(data: bytes | None) -> frozenset[str]:
    if data is None:
        return frozenset()
    composed = yamltext.compose(PATH, data, Problems())
    tree = yamltext.plain(composed.root) if composed is not None else None
    if composed is not None and composed.root is None:
        return frozenset()
    if not isinstance(tree, dict):
        return _UNREADABLE
    proposed = tree.get(PROPOSED)
    return frozenset({*tree, *(proposed if isinstance(proposed, dict) else ())})


def _add(data: bytes, slug: str, record: Mapping[str, Any], article: str, quote: str) -> bytes:
    """The file with one proposal more, and above it the words in which an article names it."""
    text = data.decode("utf-8-sig")
    composed = yamltext.compose(PATH, data, Problems())
    if composed is None:
        raise EditError("the file cannot be read")
    remark = f"# {article}: {quote}"[: yamlwrite.WIDTH]
    section = yamltext.child(composed.root, PROPOSED) if composed.root is not None else None
    if section is None or yamltext.is_empty(section):
        if section is not None or text.lstrip().startswith("{"):
            return edit(PATH, data, [Set((PROPOSED, slug), dict(record))])
        newline = "\r\n" if "\r\n" in text else "\n"
        rows = yamlwrite.lines(slug, record, NAME, indent=2)
        body = [*HEAD_PROPOSED.rstrip("\n").split("\n"), f"{PROPOSED}:", f"  {remark}", *rows]
        gap = "" if not text or text.endswith("\n") else newline
        changed = (text + gap + newline.join(["", *body, ""])).encode()
    else:
        changed = edit(PATH, data, [Set((PROPOSED, slug), dict(record))])
        changed = _with_remark(changed, slug, remark)
    problems = Problems()
    check = yamltext.compose(PATH, changed, problems)
    if check is None or slug not in (yamltext.plain(check.root) or {}).get(PROPOSED, {}):
        raise EditError(f"{slug} cannot be added to {PATH} safely")
    return changed


def _with_remark(data: bytes, slug: str, remark: str) -> bytes:
    composed = yamltext.compose(PATH, data, Problems())
    section = yamltext.child(composed.root, PROPOSED) if composed is not None and composed.root is not None else None
    if composed is None or not isinstance(section, yamltext.MappingNode) or section.flow_style:
        return data
    key = next(name for name, _ in section.value if name.value == slug)
    at, column = int(key.start_mark.index), int(key.start_mark.column)
    newline = "\r\n" if "\r\n" in composed.text else "\n"
    text = composed.text[: at - column] + " " * column + remark + newline + composed.text[at - column :]
    again = yamltext.compose(PATH, text.encode(), Problems())
    same = again is not None and yamltext.plain(again.root) == yamltext.plain(composed.root)
    return (("\ufeff" if composed.bom else "") + text).encode() if same else data


def without_remark(data: bytes, slug: str) -> bytes:
    """The file without the comment that stands above a proposal: it goes where the proposal goes."""
    composed = yamltext.compose(PATH, data, Problems())
    section = yamltext.child(composed.root, PROPOSED) if composed is not None and composed.root is not None else None
    if composed is None or not isinstance(section, yamltext.MappingNode) or section.flow_style:
        return data
    start = next((int(name.start_mark.index) for name, _ in section.value if name.value == slug), 0)
    line = composed.text.rfind("\n", 0, start) + 1
    above = composed.text.rfind("\n", 0, max(line - 1, 0)) + 1
    if not composed.text[above:line].lstrip().startswith("# ") or not composed.text[above:line].startswith(" "):
        return data
    return (("\ufeff" if composed.bom else "") + composed.text[:above] + composed.text[line:]).encode()


def proposals(files: Mapping[str, bytes]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """The records that wait to be accepted, by id, as far as the file can be read."""
    composed = yamltext.compose(PATH, files.get(PATH, b""), Problems())
    tree = yamltext.plain(composed.root) if composed is not None else None
    section = tree.get(PROPOSED) if isinstance(tree, dict) else None
    return sorted(section.items()) if isinstance(section, dict) else ()


def accepted(files: Mapping[str, bytes]) -> frozenset[str]:
    """The ids of the records that stand at the margin: a person's word."""
    composed = yamltext.compose(PATH, files.get(PATH, b""), Problems())
    tree = yamltext.plain(composed.root) if composed is not None else None
    return frozenset(map(str, tree)) - {PROPOSED} if isinstance(tree, dict) else frozenset()
