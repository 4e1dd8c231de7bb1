"""The program's titles say what a person has made of the entry, in every language; a person's own title stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from project_world import ARTICLES, ROOT, SITE, build, lay_out, program, tree

from dateline.core.problems import Problems
from dateline.core.yamltext import load_data
from dateline.gather.retitle import Retitler
from dateline.keep.titles import facts_of
from dateline.pipeline.events import find
from dateline.pipeline.project import Project

MORE = {
    **ARTICLES,
    "en-quiet.txt": """Talks between Finland and Estonia

The summit of Finland and Estonia was cancelled on 10 March 2031. On 5 March 2031 Germany and Poland held talks with
Austria in Vienna.
""",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = lay_out(tmp_path / "project", MORE)
    (root / "site.yaml").write_text(SITE + "languages: [sv, de, fr]\n", "utf-8")
    build(root)
    return root


def _entry(root: Path, *words: str) -> Path:
    """The entry whose file holds all these words."""
    paths = sorted((root / "content/events").rglob("*.yaml"))
    return next(path for path in paths if all(word in path.read_text("utf-8") for word in words))


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, text
    path.write_text(text.replace(old, new, 1), "utf-8")


def _titles(path: Path) -> dict[str, str]:
    values = load_data(path.read_text("utf-8"))
    return {"en": values["title"], **values.get("title_in", {})}


def test_titles_follow_whether_it_came_to_pass(root: Path) -> None:
    """A cancellation that a person says happened is no longer called one in any language, and `auto` brings it back."""
    path = _entry(root, "factuality: cancelled")
    before, content = _titles(path), tree(root / "content/events")
    _edit(path, "factuality: cancelled", "factuality: happened")
    build(root)
    after = _titles(path)
    assert set(before) == set(after)
    assert not [tag for tag in before if before[tag] == after[tag]], after
    assert "ställer in" not in after["sv"]
    stood = tree(root / "content")
    build(root)
    assert stood == tree(root / "content")
    _edit(path, "factuality: happened", "factuality: auto")
    build(root)
    assert content == tree(root / "content/events")


def test_a_title_of_a_person_is_never_made_anew(root: Path) -> None:
    """Titles that a person wrote in two languages stay; those of the program in the others follow."""
    path = _entry(root, "factuality: cancelled")
    before = _titles(path)
    _edit(path, before["en"], "Finland and Estonia meet after all")
    _edit(path, before["sv"], "Finland och Estland möts trots allt")
    _edit(path, "factuality: cancelled", "factuality: happened")
    build(root)
    after = _titles(path)
    assert ("Finland and Estonia meet after all", "Finland och Estland möts trots allt") == (after["en"], after["sv"])
    assert before["de"] != after["de"]
    assert before["fr"] != after["fr"]


def test_a_correction_is_no_news_from_the_articles(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Beside a title of a person's own the program does not report that it would now word it otherwise."""
    path = _entry(root, "factuality: cancelled")
    _edit(path, _titles(path)["en"], "Finland and Estonia meet after all")
    _edit(path, "factuality: cancelled", "factuality: happened")
    plan = program(root, "extract", "--plan", capsys=capsys).out
    assert "articles now say otherwise" not in plan
    assert "follows what a person corrected" in plan


def test_who_was_taken_out_leaves_the_titles(root: Path) -> None:
    """A country that a person takes out is named by no title that was made from ids."""
    path = _entry(root, "ställdes")
    before = _titles(path)
    assert "Estland" in before["de"]
    _edit(path, 'countries: ["EE", "FI"]', 'countries: ["FI"]')
    build(root)
    after = _titles(path)
    assert "Estland" not in after["de"]
    assert "Finnland" in after["de"]


def test_titles_wait_where_the_entry_is_checked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a checked entry the titles are proposed and nothing is written."""
    path = _entry(root, "factuality: cancelled")
    _edit(path, "factuality: cancelled", "factuality: happened")
    _edit(path, "status: proposed", "status: checked")
    data = path.read_bytes()
    plan = program(root, "extract", "--plan", capsys=capsys).out
    assert "title_in/sv" in plan[plan.index("not written because the entry is checked") :]
    build(root)
    assert data == path.read_bytes()


def test_uncorrected_facts_give_the_titles_that_stand(root: Path) -> None:
    """Made anew from what the program itself says, every title is the one it had."""
    project = Project(root, ROOT)
    found = find(project, Problems(), jobs=1)
    retitler = Retitler(found.documents, origins=found.origins, lexicon=project.lexicon)
    assert {event.key: dict(event.title) for event in found.events} == {
        event.key: retitler(event, facts_of(event, {}))[0] for event in found.events
    }
