"""The workflows that docs/publishing.md hands out, held against the project."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / "docs/workflows").glob("*.yml"))


def _load(name: str) -> dict:
    return yaml.safe_load((ROOT / "docs/workflows" / name).read_text("utf-8"))


def _commands(name: str) -> list[str]:
    data = _load(name)
    if name == "gitlab-ci.yml":
        return list(data["pages"]["script"])
    return [step["run"] for job in data["jobs"].values() for step in job["steps"] if "run" in step]


@pytest.mark.parametrize("name", [path.name for path in WORKFLOWS])
def test_workflow_runs_what_exists(name):
    """Each command of a workflow is a target of the Makefile or cannot fail on a new site."""
    commands = _commands(name)
    assert "make site" in commands
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    for command in commands:
        program, *words = command.split()
        if program == "make":
            assert set(words) <= set(targets)
        else:
            assert ["rm", "-f", "public/.files.json"] == [program, *words]


@pytest.mark.parametrize("name", [path.name for path in WORKFLOWS])
def test_workflow_checks_before_it_publishes(name):
    """The site is built, then checked, on the Python the project asks for."""
    commands = _commands(name)
    assert commands.index("make site") < commands.index("make check")
    text = (ROOT / "docs/workflows" / name).read_text("utf-8")
    wanted = re.search(r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert wanted
    assert re.search(rf'python(:|-version: ")\s*{re.escape(wanted[1])}', text)


def test_github_workflow_publishes_the_folder_it_built():
    """The artifact is `public`, the job that publishes waits for the build and has the rights it needs."""
    data = _load("github-pages.yml")
    # YAML 1.1 reads the key `on` as true; the workflow's own reader does not.
    assert {"branches": ["main"]} == (data.get("on") or data[True])["push"]
    uploads = [s for s in data["jobs"]["build"]["steps"] if "upload-pages-artifact" in s.get("uses", "")]
    assert ["public"] == [step["with"]["path"] for step in uploads]
    assert "build" == data["jobs"]["publish"]["needs"]
    assert {"pages": "write", "id-token": "write", "contents": "read"} == data["permissions"]


def test_gitlab_workflow_publishes_the_folder_it_built():
    """GitLab takes the folder `public` of a job called `pages`."""
    assert ["public"] == _load("gitlab-ci.yml")["pages"]["artifacts"]["paths"]


def test_each_workflow_is_told_of():
    """docs/publishing.md links every workflow there is."""
    text = (ROOT / "docs/publishing.md").read_text("utf-8")
    assert [path.name for path in WORKFLOWS] == sorted(re.findall(r"\(workflows/([^)]+)\)", text))


def test_commands_for_a_zip_work(demo, tmp_path):
    """The line that packs the site packs all of it but the build's own list."""
    text = (ROOT / "docs/publishing.md").read_text("utf-8")
    line = re.search(r"^    cd public && (zip .*)$", text, re.M)
    assert line
    words = line[1].split()
    names = {path.relative_to(demo).as_posix() for path in demo.rglob("*") if path.is_file()}
    left_out = set(words[words.index("-x") + 1 :])
    assert {".files.json"} == left_out & names
    target = words[words.index("-qr") + 1]
    try:
        command = [word if word != target else str(tmp_path / "t.zip") for word in words]
        subprocess.run(command, cwd=demo, check=True, capture_output=True)
    except FileNotFoundError:
        return  # no zip on this machine: what it would leave out has been checked
    assert (tmp_path / "t.zip").stat().st_size > 10_000


def test_nothing_private_is_in_the_published_folder(demo):
    """No whole article, no cache, no ledger and no entry file lies in `public/`."""
    names = [path.relative_to(demo).as_posix() for path in demo.rglob("*") if path.is_file()]
    assert [] == [name for name in names if name.endswith((".yaml", ".jsonl", ".txt")) and "OFL" not in name]
    whole = [path.read_text("utf-8").strip() for path in (ROOT / "seeds").glob("*.txt")]
    for name in names:
        if name.endswith((".html", ".json", ".js", ".xml", ".csv", ".ics")):
            text = (demo / name).read_text("utf-8")
            assert not any(article[200:1200] in text for article in whole), name
