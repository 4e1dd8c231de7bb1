"""A small project of six invented articles in three languages, and the program run on it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.cli import main
from dateline.core.problems import Problems
from dateline.pipeline.extract import extract
from dateline.pipeline.project import Project
from dateline.pipeline.render import render

ROOT = Path(__file__).resolve().parent.parent.parent

ARTICLES: Mapping[str, str] = {
    "en-ferries.txt": """Norway and Sweden sign ferry agreement in Oslo

Norway and Sweden signed an agreement on ferry traffic in Oslo on Thursday. The prime ministers of both countries
had met in Gothenburg on 4 March 2031.

On 2 March 2031 crews went on strike in Halmvik. The strike ended on Tuesday, a spokesman said.

“There may never be another agreement like it,” said Karin Holt, an expert at the University of Bergen.
""",
    "sv-farjor.txt": """Norge och Sverige undertecknade färjeavtal

Norge och Sverige undertecknade i torsdags ett avtal om färjetrafiken i Oslo. Ländernas statsministrar träffades i
Göteborg den 4 mars 2031.

Den 10 mars 2031 ställdes toppmötet mellan Finland och Estland in.
""",
    "de-gipfel.txt": """Nato-Gipfel in Den Haag begonnen

Am Mittwoch, den 12. März 2031, begann in Den Haag der Gipfel der Nato. Am 9. März 2031 hatten Deutschland und Polen
ein Abkommen unterzeichnet.

Russland griff am 8. März 2031 die Ukraine mit Drohnen an. Zwölf Menschen wurden getötet.
""",
    "en-summit.txt": """Nato leaders meet in The Hague

Leaders of Nato met in The Hague on Wednesday. Russia attacked Ukraine with drones on 8 March 2031; at least twelve
people were killed.

Turkey will host the next summit in Ankara on 3 July 2032.
""",
    "sv-val.md": """---
title: Moldavien gick till val
published: 2031-03-17
language: sv
publisher: Nordbladet
---
# Moldavien gick till val

Moldavien höll parlamentsval den 16 mars 2031. Ryssland fördömde valet i söndags.
""",
    "de-streik.txt": """Streik legt Häfen lahm

Am 2. März 2031 traten in Hamburg Hafenarbeiter in den Streik. Am 14. März 2031 verurteilte ein Gericht in Hamburg
drei Männer. Die EU verhängte am 13. März 2031 Sanktionen gegen Belarus.
""",
}
KNOWN = """# what is known of them
en-ferries.txt: {language: en, published: 2031-03-14, publisher: Harbour Post}
sv-farjor.txt: {language: sv, published: 2031-03-14}
de-gipfel.txt: {language: de, published: 2031-03-13}
en-summit.txt: {language: en, published: 2031-03-13}
de-streik.txt: {language: de, published: 2031-03-15}
"""
SITE = "title: Small seas\nlanguage: en\n"


@dataclass(frozen=True)
class Run:
    """What one command came to."""

    code: int
    out: str
    err: str


def lay_out(root: Path, articles: Mapping[str, str] = ARTICLES) -> Path:
    """The project's files below a folder."""
    (root / "seeds").mkdir(parents=True)
    for name, text in articles.items():
        (root / "seeds" / name).write_text(text, "utf-8")
    (root / "seeds/articles.yaml").write_text(KNOWN, "utf-8")
    (root / "site.yaml").write_text(SITE, "utf-8")
    return root


def build(root: Path, *, jobs: int = 1) -> Problems:
    """The whole build, in this process."""
    problems = Problems()
    project = Project(root, ROOT)
    extract(project, problems, jobs=jobs)
    render(project, problems)
    return problems


def program(root: Path, *words: str, capsys, stdin: bytes | None = None) -> Run:
    """One command as typed, in this process."""
    capsys.readouterr()
    try:
        code = main([*words, "--root", str(root)], root=ROOT)
    except SystemExit as end:
        code = int(end.code or 0)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return Run(code, out, err)


def in_its_own_process(root: Path, *words: str, stdin: bytes = b"", timeout: float = 120, **env: str) -> Run:
    """One command as typed, in a process of its own with exactly this environment."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *words, "--root", str(root)],
        input=stdin,
        capture_output=True,
        timeout=timeout,
        check=False,
        env={"PATH": "/usr/bin:/bin", **env},
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in out + err, err
    return Run(done.returncode, out, err)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by path, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def times(folder: Path) -> dict[str, int]:
    """When every file below a folder was last written."""
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}


def result(root: Path) -> dict[str, dict[str, bytes]]:
    """What a build leaves: entries with their ledger, and the site."""
    return {name: tree(root / name) for name in ("content", "public")}
