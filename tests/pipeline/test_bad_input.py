"""No input stops a run with a traceback: each mistake is one located problem, and the site that stands is left."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from project_world import in_its_own_process, program, result, tree

from dateline.core.yamltext import load_data

LOCATED = re.compile(r"^(\S+?):(\d+)(?::(\d+))?: error: ", re.MULTILINE)


def an_entry(root: Path) -> Path:
    return next(
        path
        for path in sorted((root / "content/events").rglob("*.yaml"))
        if "Deutschland und Polen" in path.read_text("utf-8")
    )


BROKEN = {
    "entry, no YAML": ("ENTRY", b"tags: [unclosed\n"),
    "entry, wrong date": ("ENTRY", b"planned: 31 feb\n"),
    "entry, tabs": ("ENTRY", b"\tnote: x\n"),
    "articles, no YAML": ("seeds/articles.yaml", b"en-ferries.txt: {language: en\n"),
    "articles, wrong date": ("seeds/articles.yaml", b"en-ferries.txt: {published: 31 feb}\n"),
    "articles, unknown key": ("seeds/articles.yaml", b"en-ferries.txt:\n  publicerad: 2031-03-04\n"),
    "articles, a list": ("seeds/articles.yaml", b"- en-ferries.txt\n"),
    "settings, no YAML": ("site.yaml", b"title: [\nlanguage: en\n"),
    "settings, unknown key": ("site.yaml", b"title: x\nlanguage: en\ntitel: y\n"),
    "settings, wrong type": ("site.yaml", b"title: [x, y]\nlanguage: en\n"),
    "decisions, no YAML": ("content/decisions.yaml", b"rejected: {{\n"),
    "decisions, wrong type": ("content/decisions.yaml", b"rejected: yes, all of them\n"),
    "names, no YAML": ("content/gazetteer.yaml", b"harbour-union: {names: {en: x}\n"),
    "names, wrong key": ("content/gazetteer.yaml", b"harbour-union:\n  nmaes: {en: Harbour Union}\n"),
    "front matter": ("seeds/sv-val.md", b"---\ntitle: [x\n---\nMoldavien gick till val.\n"),
    "front matter, wrong date": ("seeds/sv-val.md", b"---\npublished: 31 feb\n---\nMoldavien gick till val.\n"),
}


@pytest.mark.parametrize("case", sorted(BROKEN))
def test_a_mistake_is_told_where_it_stands(built: Path, case: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A broken file is reported as path:line:column with exit code 1; the site and the other entries stay."""
    name, data = BROKEN[case]
    path = an_entry(built) if name == "ENTRY" else built / name
    path.write_bytes(path.read_bytes() + data if name == "ENTRY" else data)
    before = result(built)
    run = program(built, "-q", capsys=capsys)
    assert 1 == run.code
    told = LOCATED.findall(run.err)
    wanted = path.relative_to(built).as_posix()
    assert wanted in {place for place, _, _ in told}, run.err
    assert all(int(line) >= 1 for place, line, _ in told if place == wanted)
    after = result(built)
    assert before["public"] == after["public"]
    if "front matter" not in case and "articles, " not in case:
        # What is wrong with one article is left out of it; what is wrong with what all rest on stops the run.
        assert before["content"] == after["content"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-article"),
        (b" \n\t\n", "empty-article"),
        (bytes(range(256)) * 9, "binary-article"),
        (b"\xff\xfeA", "bad-encoding"),
        ("Nato möttes i Åbo.".encode("utf-16-le"), "binary-article"),
    ],
)
def test_an_unreadable_article_is_one_line(
    built: Path, data: bytes, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An article that is no text is one problem; the others are read and the site is left as it was."""
    site = tree(built / "public")
    (built / "seeds/new.txt").write_bytes(data)
    run = program(built, "-q", capsys=capsys)
    assert 1 == run.code
    assert ["seeds/new.txt"] == [line.split(":")[0] for line in run.err.split("\n") if f"[{code}]" in line]
    assert site == tree(built / "public")
    (built / "seeds/new.txt").unlink()
    assert 0 == program(built, "-q", capsys=capsys).code


def test_another_encoding_is_read_and_said(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An article in Windows-1252 is read as such, with a note that says so."""
    text = "Dänemark und Österreich unterzeichneten am 5. Mai 2031 in Wien ein Abkommen."
    (built / "seeds/alt.txt").write_bytes(text.encode("cp1252"))
    run = program(built, capsys=capsys)
    assert 0 == run.code
    assert "seeds/alt.txt:1: note: this is not UTF-8" in run.err
    assert any("unterzeichneten am 5. Mai 2031" in data.decode() for data in tree(built / "content/events").values())


def test_a_project_without_settings_is_told_what_to_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without site.yaml the message says which two lines to write; nothing is made."""
    run = program(tmp_path, capsys=capsys)
    assert 1 == run.code
    assert "site.yaml: error" in run.err
    assert "'title:' and 'language:'" in run.err
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("seeds", [True, False])
def test_a_project_without_articles_is_told_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], seeds: bool
) -> None:
    """With no article, or no folder for them, an empty site is made and the message says where articles go."""
    (tmp_path / "site.yaml").write_text("title: Nothing yet\nlanguage: en\n", "utf-8")
    if seeds:
        (tmp_path / "seeds").mkdir()
    run = program(tmp_path, capsys=capsys)
    assert 0 == run.code
    assert "put .txt or .md files there" in run.err
    assert (tmp_path / "public/index.html").exists()
    assert 0 == program(tmp_path, "check", capsys=capsys).code


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--root` of a folder that does not exist is a problem told, and the folder is not made."""
    run = program(tmp_path / "nowhere", capsys=capsys)
    assert 1 == run.code
    assert not (tmp_path / "nowhere").exists()


def test_a_file_nobody_may_read_is_a_problem(built: Path) -> None:
    """A folder in a file's place, a link to nowhere: one line each, no traceback."""
    (built / "seeds/link.txt").symlink_to(built / "nowhere.txt")
    (built / "seeds/folder.txt").mkdir()
    run = in_its_own_process(built, "-q")
    assert 1 == run.code
    assert "seeds/link.txt: error" in run.err


def test_a_disk_that_refuses_is_told(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the site cannot be written, because a file stands in its place, the message says so."""
    import shutil

    shutil.rmtree(built / "public")
    shutil.rmtree(built / ".cache")
    (built / "public").write_text("a file", "utf-8")
    run = program(built, "-q", capsys=capsys)
    assert 1 == run.code
    assert "public" in run.err


# --------------------------------------------------------------------------------------------------------- fuzzing


def _hurt(data: bytes, pick: random.Random) -> bytes:
    rows = data.split(b"\n")
    n = pick.randrange(len(rows))
    match pick.randrange(12):
        case 0:
            return data[: pick.randrange(len(data))]
        case 1:
            rows[n] = b"\t" + rows[n]
        case 2:
            rows[n] = rows[n] + b": ["
        case 3:
            rows[n] = bytes(pick.randrange(256) for _ in range(20))
        case 4:
            return data.decode("utf-8", "replace").encode("utf-16")
        case 5:
            rows[n] = rows[n].replace(b":", b"", 1)
        case 6:
            return b"[" * 5_000
        case 7:
            rows[n] = b"- " + rows[n]
        case 8:
            rows = rows[n:] + rows[:n]
        case 9:
            rows[n] = rows[n] * 400
        case 10:
            return b"\x00" + data
        case _:
            rows[n] = "\u2028\u202e\u0130\u0345ﷺ\U0001f9ff 99999-99-99 0000-00-00 {{ 7*7 }} <script>".encode()
    return b"\n".join(rows)


def _fuzz(built: Path, capsys: pytest.CaptureFixture[str], seed: int) -> None:
    pick = random.Random(seed)
    paths = [built / "site.yaml", *sorted((built / "seeds").iterdir()), *sorted((built / "content").rglob("*.*l"))]
    for path in pick.sample(paths, 2):
        path.write_bytes(_hurt(path.read_bytes(), pick))
    for words in (["-q"], ["-q", "check"], ["-q", "extract", "--plan"]):
        run = program(built, *words, capsys=capsys)
        assert run.code in (0, 1)
        assert run.code == 0 or ": error: " in run.err


@pytest.mark.parametrize("seed", range(10))
def test_damaged_files_never_end_in_a_traceback(built: Path, capsys: pytest.CaptureFixture[str], seed: int) -> None:
    """Whatever two files hold, every command ends with 0 or 1, and with 1 only after it has told an error."""
    _fuzz(built, capsys, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 200))
def test_damaged_files_never_end_in_a_traceback_long(
    built: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    """The same, two hundred times."""
    _fuzz(built, capsys, seed)


def test_a_broken_article_costs_no_entry(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An article that becomes unreadable and is mended again leaves every entry with its id, file and sources."""
    before, path = tree(built / "content/events"), built / "seeds/en-summit.txt"
    good = path.read_bytes()
    path.write_bytes(b"\x00\x01\x02" * 50)
    assert 1 == program(built, "-q", capsys=capsys).code
    assert before.keys() == tree(built / "content/events").keys()
    path.write_bytes(good)
    assert 0 == program(built, "-q", capsys=capsys).code
    after = tree(built / "content/events")
    assert before.keys() == after.keys()
    for name, data in before.items():
        one, other = load_data(data.decode()), load_data(after[name].decode())
        assert [one[key] for key in ("id", "title", "date", "sources")] == [
            other[key] for key in ("id", "title", "date", "sources")
        ]
