"""What stood stays: when an article cannot be read, a code is no country, a record has no file."""

from __future__ import annotations

import csv

from project_world import build, lay_out, program, tree


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


def _with_sources(root, count):
    """Entry files of so many sources."""
    paths = sorted((root / "content/events").rglob("*.yaml"))
    return [path for path in paths if path.read_text("utf-8").count("  - article: ") == count]


def test_one_word_changed_in_a_quote_changes_nothing_else(tmp_path):
    """After a person mended a word of one quote there is one entry for the event as before, with both sources."""
    root = lay_out(tmp_path / "project")
    build(root)
    before = {path.relative_to(root): path.read_bytes() for path in (root / "content/events").rglob("*.yaml")}
    path = _with_sources(root, 2)[0]
    text = path.read_text("utf-8")
    start = text.index("quote: ") + len("quote: ")
    word = next(word for word in text[start:].split() if word.isalpha() and len(word) > 4)
    edited = text[:start] + text[start:].replace(word, word + "x", 1)
    path.write_text(edited, "utf-8")
    build(root)
    after = {path.relative_to(root): path.read_bytes() for path in (root / "content/events").rglob("*.yaml")}
    assert {**before, path.relative_to(root): edited.encode()} == after


def test_unknown_organisations_are_proposed_and_accepted_by_moving_their_lines(tmp_path):
    """An article's unknown union stands in the project's names, under its words; moved to the margin it is one."""
    root = lay_out(tmp_path / "project")
    (root / "seeds/union.md").write_text(
        "---\ntitle: Union and ministry agree\npublished: 2031-03-18\nlanguage: en\n---\n"
        "The Halmvik Seafarers' Union signed an agreement with Norway in Oslo on 17 March 2031.\n",
        "utf-8",
    )
    build(root)
    path = root / "content/gazetteer.yaml"
    text = path.read_text("utf-8")
    record = "halmvik-seafarers-union:\n    names: {en: Halmvik Seafarers' Union}\n    kind: organisation\n"
    assert "  # union: The Halmvik Seafarers' Union signed" in text
    assert "proposed:\n  # union: " in text
    assert record in text
    accepted = record.replace("\n    ", "\n  ").replace("Halmvik Seafarers' Union", "Seafarers of Halmvik")
    accepted = accepted.replace("kind:", "aliases: [Halmvik Seafarers' Union]\n  kind:")
    path.write_text(accepted, "utf-8")
    build(root)
    pages = [path.read_text("utf-8") for path in (root / "public/organisations").glob("halmvik-seafarers-union.html")]
    assert "Seafarers of Halmvik" in pages[0]
    entry = next(
        p for p in (root / "content/events").rglob("*.yaml") if "halmvik-seafarers-union" in p.read_text("utf-8")
    )
    assert "unknown_organisation" not in entry.read_text("utf-8")
    assert "proposed:" not in path.read_text("utf-8")


def test_a_table_goes_out_and_comes_back(tmp_path, capsys):
    """As typed: a changed title comes back as a person's and survives the next build; an unknown country is refused."""
    root = lay_out(tmp_path / "project")
    build(root)
    table = tmp_path / "entries.csv"
    assert 0 == program(root, "export", "--csv", str(table), capsys=capsys).code
    text = table.read_text("utf-8-sig")
    title = next(csv.DictReader(text.splitlines()))["title"]
    table.write_text(text.replace(title, "A title of ours", 1), "utf-8-sig")
    done = program(root, "import", str(table), capsys=capsys)
    assert (0, "1 cell of 1 entry taken over\n") == (done.code, done.out)
    build(root)
    assert [1] == [p.read_text("utf-8").count("title: A title of ours") for p in _entries_with(root, "A title of ours")]
    before = tree(root / "content")
    table.write_text(text.replace(",NO; SE,", ",UK; SE,", 1), "utf-8-sig")
    refused = program(root, "import", str(table), capsys=capsys)
    assert 1 == refused.code
    assert "'UK' is no country" in refused.err
    assert before == tree(root / "content")


def _entries_with(root, words):
    return [path for path in (root / "content/events").rglob("*.yaml") if words in path.read_text("utf-8")]
