"""What the documentation says of entries and problems is what the program does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from dateline.core.problems import Problems
from dateline.keep.entries import read_values
from dateline.keep.fields import ENTRY, SOURCE, fields_table

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"[a-z]+(-[a-z]+)*")


def codes() -> Iterator[str]:
    """Every problem code in the program: the word after the place in a call that reports."""
    for path in sorted((ROOT / "dateline").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) >= 2:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                code = node.args[1]
                if name in ("error", "warning", "note", "wrong") and isinstance(code, ast.Constant):
                    yield str(code.value)


def documented() -> set[str]:
    text = (ROOT / "docs/problems.md").read_text("utf-8")
    rows = [row.split("|")[1] for row in text.split("\n") if row.startswith("| `")]
    return {code for row in rows for code in re.findall(r"`([a-z-]+)`", row)}


def test_every_problem_is_documented() -> None:
    """A code that a user may see stands in docs/problems.md."""
    assert set() == {code for code in codes() if CODE.fullmatch(code)} - documented()


def test_no_problem_is_documented_that_does_not_exist() -> None:
    """A code that stands in docs/problems.md stands in the program."""
    source = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "dateline").rglob("*.py")))

    assert set() == {code for code in documented() if f'"{code}"' not in source}


def test_the_tables_of_fields_are_the_declarations() -> None:
    """docs/entries.md is written from the declarations; after a change write its tables anew with `fields_table`."""
    text = (ROOT / "docs/entries.md").read_text("utf-8")

    assert fields_table(ENTRY, who=True) in text
    assert fields_table(SOURCE, who=False) in text


def test_the_smallest_entry_of_the_documentation_reads() -> None:
    """The examples are entries."""
    text = (ROOT / "docs/entries.md").read_text("utf-8")
    example = re.findall(r"```yaml\n(title.*?)```", text, re.DOTALL)[0]
    problems = Problems()

    assert read_values("events/a.yaml", example.encode(), problems) is not None, str(problems)


def test_the_dates_of_the_documentation_are_dates() -> None:
    """Every form of date that the documentation shows is read."""
    from dateline.core.when import When

    text = (ROOT / "docs/entries.md").read_text("utf-8")
    section = text[text.index("## Dates") : text.index("## Quotation marks")]
    rows = [row.split("|")[1] for row in section.split("\n") if row.startswith("| `")]
    shown = [form for row in rows for form in re.findall(r"`([^`]+)`", row)]

    assert 15 < len(shown)
    for form in shown:
        assert form == When.parse(form).edtf


def test_the_lines_of_the_walk_through_are_sound() -> None:
    """What docs/correcting.md tells people to write can be read."""
    text = (ROOT / "docs/correcting.md").read_text("utf-8")
    for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL):
        values = yaml.safe_load(block)
        if set(values) <= set(ENTRY.by_name):
            problems = Problems()
            assert read_values("events/a.yaml", f"title: T\n{block}".encode(), problems) is not None, str(problems)
