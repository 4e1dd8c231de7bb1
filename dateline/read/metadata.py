"""Reads what is known of articles: front matter, and the records of `articles.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dateline.core import yamltext
from dateline.core.problems import Place, Problems, Severity, nearest
from dateline.core.schema import LANGUAGE, Address, Date, Field, MapOf, Record, Text

ARTICLE = Record(
    "an article",
    (
        Field("title", Text(line=True), "the article's own title"),
        Field("published", Date(), "the day of publication, or the set of days it may be, as EDTF"),
        Field("publisher", Text(line=True), "the paper, agency or site"),
        Field("author", Text(line=True), "who wrote it"),
        Field("url", Address(), "the original's address"),
        Field("archived", Address(), "the address of a kept copy"),
        Field("language", LANGUAGE, "the language of the text, as a BCP 47 tag"),
        Field("translated_from", LANGUAGE, "the language it was translated from"),
        Field("rights", Text(line=True), "`full` shows the whole text on the site; anything else, excerpts"),
    ),
)
_FENCE = re.compile(r"\ufeff?---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")


def split_front_matter(text: str) -> tuple[str | None, int]:
    """The YAML between two lines of dashes at the very start, and where the article begins.

    A first line of dashes without keys behind it is a rule drawn in the text, not front matter.
    """
    match = _FENCE.match(text)
    if match is None:
        return None, 0
    lines = [line for line in match.group(1).splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if lines and not any(_KEY.match(line) for line in lines):
        return None, 0
    return match.group(1), match.end()


def read_front_matter(path: str, block: str, problems: Problems) -> dict[str, str]:
    """The values of front matter; what is wrong in it is reported where it stands, and left out."""
    # The line of dashes before the block counts: positions are those of the file.
    composed = yamltext.compose(path, ("\n" + block).encode(), problems)
    if composed is None or composed.root is None:
        return {}
    found = Problems()
    out = dict(yamltext.decode(composed, ARTICLE, found) or {})
    for problem in found:
        # A key nobody knows leaves the article as sound as it was.
        problems.add(replace(problem, severity=Severity.WARNING) if problem.code == "unknown-key" else problem)
    return out


def read_known(
    data: bytes | None, problems: Problems, *, path: str = "seeds/articles.yaml"
) -> Mapping[str, Mapping[str, str]]:
    """The records of `articles.yaml` by file name or stem, as written there; wrong values are reported and left out.

    No file is no records.
    """
    if data is None:
        return {}
    composed = yamltext.compose(path, data, problems)
    if composed is None or composed.root is None:
        return {}
    root = composed.root
    if not isinstance(root, yamltext.MappingNode):
        problems.error(
            composed.place(), "wrong-type", "articles.yaml holds records by file name, as in `name.txt: {…}`"
        )
        return {}
    return yamltext.decode_map(composed, MapOf(Text(line=True), ARTICLE), problems) or {}


def check_known(path: str, known: Mapping[str, Any], problems: Problems) -> dict[str, str]:
    """Values handed in from elsewhere, held against the same declarations; for records that no file's text backs."""
    lines = [f"{key}: {_quote(str(value))}" for key, value in known.items() if key in ARTICLE.by_name]
    for key in known:
        if key not in ARTICLE.by_name:
            hint = nearest(key, ARTICLE.by_name) or f"allowed: {', '.join(ARTICLE.by_name)}"
            problems.error(Place(path), "unknown-key", f"{key!r} is not a key of an article", hint)
    found = Problems()
    composed = yamltext.compose(path, "\n".join(lines).encode(), found)
    out = {} if composed is None or composed.root is None else yamltext.decode(composed, ARTICLE, found) or {}
    for problem in found:
        problems.error(Place(path), problem.code, problem.message, problem.hint)
    return dict(out)


def _quote(value: str) -> str:
    """The value as a YAML scalar on one line."""
    return "'" + value.replace("'", "''").replace("\n", " ") + "'"
