"""The documentation, held against the program."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from dateline.cli import _parser

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_between_pages_resolve(page):
    """Every relative link and picture of the documentation leads to a file of the project."""
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert [] == missing


def _commands() -> set[str]:
    actions = [action for action in _parser()._actions if action.choices and action.metavar == "COMMAND"]
    return set(actions[0].choices)


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_commands_told_of_exist(page):
    """Each `python build.py COMMAND` in the documentation is a command of the program."""
    told = set(re.findall(r"build\.py ([a-z]+)\b", page.read_text("utf-8")))
    assert set() == told - _commands()


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_make_targets_told_of_exist(page):
    """Each `make TARGET` in the documentation is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    told = set(re.findall(r"`make ([a-z-]+)`|^    make ([a-z-]+)", page.read_text("utf-8"), re.M))
    assert set() == {a or b for a, b in told} - targets


def _codes_in_the_code() -> set[str]:
    """The codes of all problems the program reports: the second argument of `error`, `warning` and `note`."""
    codes = set()
    for path in (ROOT / "dateline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and len(node.args) >= 3:
                code = node.args[1]
                is_report = node.func.attr in {"error", "warning", "note"}
                if is_report and isinstance(code, ast.Constant) and isinstance(code.value, str):
                    codes.add(code.value)
    return codes


def test_every_problem_is_documented():
    """docs/problems.md tells of each code the program reports."""
    told = set(re.findall(r"`([a-z]+(?:-[a-z]+)+|[a-z]+)`", (ROOT / "docs/problems.md").read_text("utf-8")))
    assert set() == _codes_in_the_code() - told
