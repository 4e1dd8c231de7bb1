"""What stood stays: when an article cannot be read, a code is no country, a record has no file."""

from __future__ import annotations

from project_world import build, lay_out, tree


def _codes(problems) -> set[str]:
    return {problem.code for problem in problems}


def _cited(root) -> str:
    """An article of seeds/ that some entry rests on."""
    ledger = (root / "content/ledger.jsonl").read_text("utf-8")
    return next(path.name for path in sorted((root / "seeds").glob("*.txt")) if f'"article":"{path.stem}"' in ledger)


def test_an_article_that_cannot_be_read_changes_no_entry(tmp_path):
    """Entries that rest on it, corrected ones too, stay byte for byte; the run says so."""
    root = lay_out(tmp_path / "project")
    build(root)
    before = tree(root / "content")
    (root / "seeds" / _cited(root)).write_bytes(bytes(range(256)) * 4)
    assert "entries-kept" in _codes(build(root))
    assert before == tree(root / "content")


def test_a_code_that_is_no_country_is_a_problem(tmp_path):
    """UK for GB is found, and the site that stands is left as it was."""
    root = lay_out(tmp_path / "project")
    build(root)
    site = tree(root / "public")
    path = next(p for p in sorted((root / "content/events").rglob("*.yaml")) if "countries: [" in p.read_text("utf-8"))
    text = path.read_text("utf-8")
    start = text.index("countries: [") + len("countries: [")
    path.write_text(text[:start] + '"UK", ' + text[start:], "utf-8")
    assert "unknown-country" in _codes(build(root))
    assert site == tree(root / "public")


def test_a_record_without_a_file_is_told_of(tmp_path):
    """A misspelt file name in articles.yaml does not vanish silently."""
    root = lay_out(tmp_path / "project")
    path = root / "seeds/articles.yaml"
    path.write_text(path.read_text("utf-8") + "nowhere.txt: {language: en}\n", "utf-8")
    assert "no-such-article" in _codes(build(root))
