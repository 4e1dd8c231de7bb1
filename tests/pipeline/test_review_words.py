"""The terminal asks in the words of the review page, in the site's language."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from project_world import ROOT, build, lay_out, program

from dateline.core.model import Review
from dateline.core.problems import Problems
from dateline.pipeline.extract import extract
from dateline.pipeline.project import Project
from dateline.pipeline.reviewer import Reviewer


def _ask(root: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """The questions in the terminal, and as the text of the page."""
    project = Project(root, ROOT)
    reviewer = Reviewer(project, "token")
    reviewer.follow(project, extract(project, Problems(), jobs=1))
    page = html.unescape(re.sub(r"<[^>]+>", "\n", reviewer.page(0).decode()))
    return program(root, "review", capsys=capsys).out, page


@pytest.mark.parametrize("language", ["en", "sv", "de", "fr"])
def test_one_wording_for_page_and_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str) -> None:
    """Every reason and every answer of the terminal stands on the page; no code stands in their place."""
    root = lay_out(tmp_path / "project")
    (root / "site.yaml").write_text(f"title: T\nlanguage: {language}\n", "utf-8")
    build(root)
    entry = next(path for path in sorted((root / "content/events").rglob("*.yaml")) if b"date: " in path.read_bytes())
    entry.write_text(entry.read_text("utf-8").replace("\ntitle: ", "\ntitle: [").replace("type: ", "tipe: "), "utf-8")
    told, page = _ask(root, capsys)
    blocks = told.split("\n\n")
    assert len(blocks) > 5
    for block in blocks[:-1]:
        kind = re.search(r"  \((.*)\)$", block.splitlines()[0])
        assert kind is not None
        assert kind[1] in page
        assert block.splitlines()[2].strip() in page
        for line in block.splitlines():
            if re.match(r"   \S.* content/\S+$", line):
                assert line.strip().split(":")[0] in page
    assert not [reason for reason in Review if "_" in reason and reason in told]


def test_commands_name_a_project_elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Called with `--root`, the program prints commands that work as they stand: they name that project too."""
    root = lay_out(tmp_path / "my project")
    union = "Oslo, 5 March 2031\n\nThe Halmvik Port Workers' Union signed an agreement with Norway on Monday.\n"
    (root / "seeds" / "union.txt").write_text(union, "utf-8")
    told = program(root, "extract", capsys=capsys).out
    assert f"python build.py --root '{root}' review" in told
    assert "python build.py review" not in told
