"""The program as it is typed: commands, exit codes, what goes to stdout and what to stderr."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from project_world import ROOT, in_its_own_process, lay_out, program, tree

from dateline.core.problems import Problems
from dateline.pipeline.annotate import annotate
from dateline.pipeline.project import Project


def entry(root: Path, word: str) -> tuple[Path, str]:
    """The entry that quotes these words, and its id."""
    path = next(path for path in sorted((root / "content/events").rglob("*.yaml")) if word in path.read_text("utf-8"))
    return path, next(line for line in path.read_text("utf-8").split("\n") if line.startswith("id: "))[4:]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--help"], 0),
        (["--version"], 0),
        (["nosuch"], 2),
        (["--jobs", "0"], 2),
        (["--jobs", "two"], 2),
        (["explain"], 2),
        (["check"], 0),
        (["explain", "ev-nosuch"], 1),
        (["reject", "ev-nosuch"], 1),
        (["merge", "ev-nosuch", "ev-other"], 1),
        (["split", "ev-nosuch", "a"], 1),
    ],
)
def test_exit_codes(built: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int) -> None:
    """0 for what is sound, 1 for problems, 2 for wrong usage."""
    assert code == program(built, *words, capsys=capsys).code


def test_help_loads_nothing_heavy() -> None:
    """`--help` answers without loading YAML, Jinja, the finders or the lexicon."""
    heavy = ("yaml", "jinja2", "dateline.find", "dateline.lexicon", "dateline.show", "livereload", "markdown")
    code = (
        "import sys; from pathlib import Path; from dateline.cli import main\n"
        "try: main(['--help'], root=Path('.'))\n"
        f"except SystemExit: print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True)
    assert b"[]" == done.stderr.strip()


def test_explain_tells_where_everything_comes_from(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of an entry its quotes, rules and days; of an article its days of publication and all that was found."""
    _, ident = entry(built, "Deutschland und Polen")
    told = program(built, "explain", ident, capsys=capsys).out
    assert "Am 9. März 2031 hatten Deutschland und Polen" in " ".join(told.split())
    assert "2031-03-09" in told
    assert "published: 2031-03-13" in program(built, "explain", "de-gipfel", capsys=capsys).out


def test_a_rejected_event_stays_away(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`reject` keeps an event out of the site and out of later builds, with the reason in decisions.yaml."""
    path, ident = entry(built, "Sanktionen gegen Belarus")
    assert 0 == program(built, "reject", ident, "not our subject", capsys=capsys).code
    assert "not our subject" in (built / "content/decisions.yaml").read_text("utf-8")
    assert 0 == program(built, capsys=capsys).code
    assert not path.exists() or "status: rejected" in path.read_text("utf-8")


def test_merged_entries_stay_so(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`merge` makes two entries one, and a later build leaves them so."""
    kept, ident = entry(built, "Deutschland und Polen")
    _, other = entry(built, "Sanktionen gegen Belarus")
    assert 0 == program(built, "merge", ident, other, capsys=capsys).code
    assert 0 == program(built, capsys=capsys).code
    assert "article: de-streik" in kept.read_text("utf-8")
    content = tree(built / "content")
    assert 0 == program(built, capsys=capsys).code
    assert content == tree(built / "content")


def test_split_entries_stay_apart(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`split` moves an article's quotes into an entry of their own, which no later build joins again."""
    kept, ident = entry(built, "Leaders of Nato")
    assert "article: en-summit" in kept.read_text("utf-8")
    assert 0 == program(built, "split", ident, "en-summit", capsys=capsys).code
    assert 0 == program(built, capsys=capsys).code
    assert "article: en-summit" not in kept.read_text("utf-8")
    content = tree(built / "content")
    assert 0 == program(built, capsys=capsys).code
    assert content == tree(built / "content")


def test_check_names_dead_quotes(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` reports a quote that does not stand in its article; `--strict` makes that fail."""
    path, _ = entry(built, "Deutschland und Polen")
    text = path.read_text("utf-8")
    path.write_text(text.replace("hatten Deutschland und Polen", "hatten Deutschland und Ungarn"), "utf-8")
    told = program(built, "check", capsys=capsys).err
    assert re.search(r"2031\S*\.yaml\S*: \w+: .*\[lost-quote\]", told, re.DOTALL)
    assert 1 == program(built, "check", "--strict", capsys=capsys).code


def test_progress_goes_to_stderr_and_can_be_silenced(tmp_path: Path) -> None:
    """Results stand on stdout, progress on stderr; `-q` leaves problems only."""
    root = lay_out(tmp_path / "p")
    loud = in_its_own_process(root)
    assert "public/:" in loud.out
    assert re.search(r"^read +6 articles", loud.err, re.MULTILINE)
    assert "" == in_its_own_process(root, "-q").err


# -------------------------------------------------------------------------------------------------------- annotate


def annotated(*records: dict[str, Any] | bytes, only_times: bool = False) -> tuple[list[dict[str, Any]], Problems]:
    lines = [record if isinstance(record, bytes) else json.dumps(record).encode() for record in records]
    out, problems = io.StringIO(), Problems()
    annotate(Project(ROOT, ROOT), lines, out, problems, only_times=only_times)
    return [json.loads(line) for line in out.getvalue().split("\n") if line], problems


TEXT = "Åland och Österåker: Sverige och Norge undertecknade den 4 mars 2031 ett avtal i Malmö."


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_offsets_lead_into_the_text_as_given(form: Any) -> None:
    """Offsets count code points of the given text, whatever its normal form."""
    text = unicodedata.normalize(form, TEXT)
    (line,), _ = annotated({"id": 1, "lang": "sv", "dct": "2031-03-10", "text": text})
    (timex,) = line["timexes"]
    assert "2031-03-04" == timex["value"]
    assert "4 mars 2031" in text[timex["start"] : timex["end"]]
    forms = {unicodedata.normalize("NFC", text[e["start"] : e["end"]]): e["id"] for e in line["entities"]}
    assert "SE" == forms["Sverige"]
    assert "malmo" == forms["Malmö"]
    (event,) = line["events"]
    assert ("agreement", "happened", "2031-03-04") == (event["type"], event["factuality"], event["date"])


def test_language_and_day_may_be_unknown() -> None:
    """Without a language it is recognised; without a day what depends on it stays open."""
    (line,), problems = annotated({"id": "x", "lang": None, "dct": None, "text": f"{TEXT} På fredag möts de igen."})
    assert "2031-03-04" == line["timexes"][0]["value"]
    assert "X" in line["timexes"][1]["value"]
    assert 0 == len(problems)


def test_birthdays_are_known_though_only_times_are_asked_for() -> None:
    """A birthday of somebody in the gazetteer has its day in `--only times` as well."""
    text = "Leaders met in Astana on Vladimir Putin's 70th birthday."
    (line,), _ = annotated({"id": 1, "lang": "en", "dct": "2022-10-14", "text": text}, only_times=True)
    assert ["2022-10-07"] == [timex["value"] for timex in line["timexes"]]


def test_a_bad_line_is_told_and_the_rest_goes_on() -> None:
    """What is no JSON or has no text is a problem with its line number; the lines around it are annotated."""
    good = {"id": 1, "lang": "sv", "dct": "2031-03-10", "text": TEXT}
    lines, problems = annotated(b"{", b"[]", {"id": 2}, good, b"\xff\xfe", b"null", good, only_times=True)
    assert [1, 1] == [line["id"] for line in lines]
    assert ["-:1", "-:2", "-:3", "-:5", "-:6"] == [str(problem.place) for problem in problems]
    assert {"id", "timexes"} == set(lines[0])


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\ud800", "a" * 20_000, "1" * 5_000, "(" * 3_000])
def test_strange_texts_are_annotated(text: str) -> None:
    """Empty, endless and unprintable texts give a line like any other."""
    lines, _ = annotated({"id": 1, "lang": "en", "dct": "2031-03-10", "text": text})
    assert [1] == [line["id"] for line in lines]


def test_lines_come_as_they_go() -> None:
    """The first line is answered before the second is asked for."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "annotate", "--only", "times"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(2):
        process.stdin.write(json.dumps({"id": number, "lang": "sv", "dct": None, "text": TEXT}).encode() + b"\n")
        process.stdin.flush()
        assert number == json.loads(process.stdout.readline())["id"]
    process.stdin.close()
    assert 0 == process.wait(timeout=30)
