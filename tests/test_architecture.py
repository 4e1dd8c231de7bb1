"""The picture of docs/architecture.md, held against the imports of the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "dateline"
WINGS = {"read", "find", "gather", "keep", "show"}
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

MAY_IMPORT = {
    "core": {"core"},
    "lexicon": {"core", "lexicon"},
    "read": {"core", "lexicon", "read"},
    "find": {"core", "lexicon", "find"},
    "gather": {"core", "lexicon", "gather"},
    "keep": {"core", "lexicon", "keep"},
    "show": {"core", "lexicon", "show"},
    "pipeline": {"core", "lexicon", "pipeline", *WINGS},
    "cli": {"core", "pipeline"},
}

ONE_DOOR = {
    "yaml": {"core/yamltext.py"},
    "jinja2": {"show/render.py"},
    "markdown": {"show/prose.py"},
    "nh3": {"show/prose.py"},
    "livereload": {"show/serve.py"},
    "dateutil": {"core/timex.py", "core/when.py"},
}


def _place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _room(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


@pytest.mark.parametrize("path", MODULES, ids=_place)
def test_imports_run_downwards(path):
    """No wing imports another, and no arrow runs upwards."""
    room = _place(path).split("/")[0].removesuffix(".py")
    if room == "__init__":
        return
    rooms = {_room(name) for name in _imports(path) if name.startswith("dateline.")} - {"__version__"}
    assert set() == rooms - MAY_IMPORT[room]


@pytest.mark.parametrize("path", MODULES, ids=_place)
def test_each_outside_package_has_its_door(path):
    """Packages from outside are imported where the house says and nowhere else."""
    packages = {name.split(".")[0] for name in _imports(path)}
    wrong = {name for name in packages & set(ONE_DOOR) if _place(path) not in ONE_DOOR[name]}
    assert set() == wrong


@pytest.mark.parametrize("path", MODULES, ids=_place)
def test_only_core_files_opens_files(path):
    """Files are opened in core/files.py alone, clock and environment read in cli.py alone."""
    text = path.read_text("utf-8")
    place = _place(path)
    if place != "core/files.py":
        assert not re.search(r"(?<![\w.])open\(|\.read_text\(|\.read_bytes\(\)|\.write_text\(|\.write_bytes\(", text)
    if place != "cli.py":
        assert not re.search(r"os\.environ|getenv|datetime\.now|date\.today|time\.time\(|setlocale", text)


def test_no_code_below_data():
    """Language knowledge is data: below dateline/data/ there is no Python."""
    assert [] == sorted(_place(path) for path in (PACKAGE / "data").rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=_place)
def test_a_file_can_be_read_in_one_sitting(path):
    """A file that outgrows 600 lines has become two nouns; the list of shared types is one, however long."""
    if _place(path) != "core/model.py":
        assert len(path.read_text("utf-8").splitlines()) <= 600


def test_every_module_says_what_it_is():
    """Each module begins with a docstring."""
    silent = [
        _place(p)
        for p in MODULES
        if p.read_text("utf-8").strip() and not ast.get_docstring(ast.parse(p.read_text("utf-8")))
    ]
    assert [] == silent


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "data").rglob("*.yaml")), ids=lambda p: p.relative_to(PACKAGE / "data").as_posix()
)
def test_data_files_name_source_and_licence(path):
    """Each data file says at its head where its contents come from and under which licence."""
    head = path.read_text("utf-8")[:600].lower()
    assert head.startswith("#")
    assert "licence" in head or "mit" in head or "cc0" in head
