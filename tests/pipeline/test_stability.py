"""The same inputs give the same bytes, whatever the circumstances; and what people wrote stays."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from project_world import ARTICLES, ROOT, build, in_its_own_process, lay_out, program, result, times, tree

from dateline.core.model import Document
from dateline.core.problems import Problems
from dateline.core.yamltext import load_data
from dateline.pipeline import events
from dateline.pipeline.crew import Crew
from dateline.pipeline.events import find
from dateline.pipeline.extract import extract
from dateline.pipeline.project import Project
from dateline.pipeline.render import render


def entry(root: Path, word: str) -> Path:
    """The entry that quotes these words."""
    return next(path for path in sorted((root / "content/events").rglob("*.yaml")) if word in path.read_text("utf-8"))


def ids(root: Path) -> dict[str, str]:
    """The id of every entry by its file."""
    return {
        path: next(line for line in data.decode().split("\n") if line.startswith("id: "))
        for path, data in tree(root / "content/events").items()
    }


def told(root: Path) -> list[str]:
    """The bytes of all entries, in which each is called by its title: ids stay as they were first given."""
    texts = [data.decode() for data in tree(root / "content/events").values()]
    titles = {load_data(text)["id"]: load_data(text)["title"] for text in texts}
    return sorted(re.sub(r"\bev-[a-z0-9]+", lambda match: str(titles[match[0]]), text) for text in texts)


def test_a_second_build_writes_nothing(built: Path) -> None:
    """Neither bytes nor times of any entry or page change when nothing changed."""
    before = {name: (tree(built / name), times(built / name)) for name in ("content", "public", "seeds")}
    build(built)
    assert before == {name: (tree(built / name), times(built / name)) for name in ("content", "public", "seeds")}


def test_without_its_memory_a_build_writes_nothing_either(built: Path) -> None:
    """The memory in .cache can be deleted at any time: entries and pages stand as they stood, times included."""
    before = {name: (tree(built / name), times(built / name)) for name in ("content", "public")}
    shutil.rmtree(built / ".cache")
    build(built)
    assert before == {name: (tree(built / name), times(built / name)) for name in ("content", "public")}


def test_a_corrected_entry_has_nothing_gathered_anew(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the articles tell is gathered once: again for a changed article or a decision, not for a corrected title."""
    gathered: list[int] = []
    gather = events.gather
    monkeypatch.setattr(events, "gather", lambda *args, **named: gathered.append(1) or gather(*args, **named))
    path = sorted((built / "content/events").rglob("*.yaml"))[0]
    path.write_text(re.sub(r"^title: .*$", "title: Somebody's own words", path.read_text("utf-8"), flags=re.M), "utf-8")
    assert not build(built).has_errors
    assert [] == gathered
    rows = json.dumps([{"a": [{"article": "x", "quote": "a"}], "b": [{"article": "y", "quote": "b"}]}])
    (built / "content/decisions.yaml").write_text(f"not_same: {rows}\n", "utf-8")
    assert not build(built).has_errors
    assert [1] == gathered
    article = next(path for path in sorted((built / "seeds").glob("*.txt")))
    article.write_text(article.read_text("utf-8") + "\nOn 3 May 2021 Norway and Sweden signed an agreement in Oslo.\n")
    build(built)
    assert len(gathered) > 1


def test_damaged_memory_is_made_anew(built: Path) -> None:
    """Cut, emptied and foreign files in .cache cost time and nothing else."""
    before, pick = result(built), random.Random(1)
    for path in sorted((built / ".cache").rglob("*.json")):
        data = path.read_bytes()
        path.write_bytes(pick.choice([b"", data[: len(data) // 2], b"{}", data[:65] + b"[1]", b"\xff" * 9]))
    assert not build(built).has_errors
    assert before == result(built)


def test_the_order_of_files_is_immaterial(built: Path, tmp_path: Path) -> None:
    """Files written in another order, so that folders list them otherwise, give the same bytes."""
    names = list(ARTICLES)
    random.Random(7).shuffle(names)
    other = lay_out(tmp_path / "other", {name: ARTICLES[name] for name in names})
    build(other)
    assert result(built) == result(other)


@pytest.mark.parametrize(("seed", "jobs"), [("1", "1"), ("4242", "4")])
def test_hash_seed_and_processes_are_immaterial(built: Path, fresh: Callable[..., Path], seed: str, jobs: str) -> None:
    """Sets in another order and any number of processes, in another time zone and locale, give the same bytes."""
    other = fresh("other")
    env = {"PYTHONHASHSEED": seed, "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    assert 0 == in_its_own_process(other, "--jobs", jobs, **env).code
    assert result(built) == result(other)


@pytest.mark.parametrize("half", [slice(0, None, 2), slice(1, None, 2), slice(0, 3), slice(3, None)], ids=str)
def test_ids_stay_when_articles_are_added(built: Path, fresh: Callable[..., Path], half: slice) -> None:
    """Half of the articles first and the rest later: every entry of the first half keeps its id and its file, and in
    the end the entries are, ids aside, byte for byte what they are when all articles are read at once."""
    first_half = sorted(ARTICLES.items())[half]
    other = fresh("other", articles=dict(first_half))
    build(other)
    first = ids(other)
    for name, text in ARTICLES.items():
        (other / "seeds" / name).write_text(text, "utf-8")
    build(other)
    later = ids(other)
    assert first == {path: later.get(path) for path in first}
    assert told(built) == told(other)


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_remembered_never_changes_the_events(fresh: Callable[..., Path], seed: int) -> None:
    """Articles brought in and taken out at random: after each step the events are those of a run without memory."""
    pick = random.Random(seed)
    root = fresh("growing", articles=dict(pick.sample(sorted(ARTICLES.items()), 2)))
    for step in range(3):
        absent = sorted(ARTICLES.keys() - {path.name for path in (root / "seeds").iterdir()})
        for name in pick.sample(absent, min(len(absent), 2)):
            (root / "seeds" / name).write_text(ARTICLES[name], "utf-8")
        if step:
            (root / "seeds" / pick.choice(sorted(ARTICLES.keys() - set(absent)))).unlink()
        known = find(Project(root, ROOT), Problems(), jobs=1)
        present = {path.name: ARTICLES[path.name] for path in (root / "seeds").iterdir() if path.name in ARTICLES}
        cold = find(Project(fresh(f"cold{step}", articles=present), ROOT), Problems(), jobs=1)
        assert known.events == cold.events
        assert known.events


def untitled(path: Path) -> bytes:
    """An entry without its titles: those of the program follow the countries that a person corrects."""
    return b"".join(line for line in path.read_bytes().splitlines(keepends=True) if not line.startswith(b"title"))


def test_hand_edits_survive_byte_for_byte(built: Path) -> None:
    """A title, a date, a list of countries and comments written by hand, and a deleted entry, stay through a rebuild
    that has new articles to tell of."""
    one, two, three = (
        entry(built, "parlamentsval"),
        entry(built, "Deutschland und Polen"),
        entry(built, "Sanktionen gegen Belarus"),
    )
    text = one.read_text("utf-8")
    title = next(line for line in text.split("\n") if line.startswith("title:"))
    one.write_text("# ours\n" + text.replace(title, "title: 'Moldova votes'   # shorter"), "utf-8")
    text = two.read_text("utf-8").replace('date: "2031-03-09"', 'date: "2031-03-10"  # they say').replace("\n", "\r\n")
    two.write_bytes(text.replace('["DE", "PL"]', '[ "DE" ]').encode())
    three.unlink()
    edited = {one: one.read_bytes(), two: untitled(two)}
    seed = built / "seeds/new.txt"
    seed.write_text("Denmark and Iceland signed a treaty in Copenhagen on 5 May 2031.\n", "utf-8")
    assert not build(built).has_errors
    assert edited == {one: one.read_bytes(), two: untitled(two)}
    assert not three.exists()
    assert entry(built, "signed a treaty in Copenhagen").exists()
    assert "Moldova votes" in (built / "public/index.html").read_text("utf-8")


def test_the_plan_writes_nothing(fresh: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """`extract --plan` names every entry it would write, as text and as JSON, and leaves the project as it is."""
    root = fresh()
    run = program(root, "extract", "--plan", capsys=capsys)
    assert 0 == run.code
    assert "content/events/2031/2031-03-09-" in run.out
    planned = json.loads(program(root, "extract", "--plan", "--json", capsys=capsys).out)
    assert {"new": planned["entries"]} == planned["counts"]
    assert {"seeds", "site.yaml"} == {path.name for path in root.iterdir()} - {".cache"}


# ------------------------------------------------------------------------------------------------------- executors


def test_any_executor_gives_the_same_entries(built: Path, fresh: Callable[..., Path]) -> None:
    """The work on single articles may be handed to any executor of concurrent.futures."""
    other = fresh("other")
    with ThreadPoolExecutor(3) as pool:
        extract(Project(other, ROOT), Problems(), executor=pool)
    assert tree(built / "content") == tree(other / "content")


@pytest.mark.long
def test_a_dask_cluster_gives_the_same_entries(built: Path, fresh: Callable[..., Path]) -> None:
    """A local cluster of dask.distributed, two processes, gives the same entries byte for byte."""
    distributed = pytest.importorskip("dask.distributed")
    other = fresh("other")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        executor: Executor = client.get_executor()
        extract(Project(other, ROOT), Problems(), executor=executor)
    assert tree(built / "content") == tree(other / "content")


def test_what_is_proposed_has_nothing_read_anew(fresh: Callable[..., Path]) -> None:
    """A name that is only proposed leaves the finders' names, and so all that was remembered, as they were."""
    root = fresh()
    names = root / "content/gazetteer.yaml"
    names.parent.mkdir()
    names.write_text(
        "# Ours.\nproposed:\n  ferry-union:\n    names: {en: Ferry Union}\n    kind: organisation\n", "utf-8"
    )
    assert Project(root, ROOT).accepted_names is None
    names.write_text("ferry-union:\n  names: {en: Färry Union, sv: 'No'}\n  kind: organisation\n", "utf-8")
    project = Project(root, ROOT)
    assert (
        '{"ferry-union": {"names": {"en": "Färry Union", "sv": "No"}, "kind": "organisation"}}'
        == project.accepted_names
    )
    assert "Färry Union" == project.lexicon.gazetteer.name("ferry-union", "en")


def test_a_crew_holds_only_what_is_worked_on() -> None:
    """However many items there are, only so many are made before the first result is taken."""
    made: list[int] = []

    def items() -> object:
        for number in range(5_000):
            made.append(number)
            yield number

    with ThreadPoolExecutor(1) as pool, Crew(executor=pool) as crew:
        results = crew.map(_each, items(), [30_000] * 5_000, None)  # type: ignore[arg-type]
        assert b"0" == next(results)
        assert len(made) < 300


def _each(chunk: list[int], _: str | None) -> list[bytes]:
    return [str(number).encode() for number in chunk]


# ----------------------------------------------------------------------------------------------------- the network


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX")
def test_a_build_needs_no_network(built: Path, fresh: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """With every socket refused a build ends as it does with a network."""
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a build opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    other = fresh("other")
    assert not build(other).has_errors
    assert result(built) == result(other)


# ------------------------------------------------------------------------------------------------------- furniture

PAGE = "Follow our newsroom for more from the coast every day of week {n}"


def _told(n: int, *, line: str = PAGE) -> str:
    town, day = ("Bergen", "Narvik", "Bodø", "Hamar")[n % 4], 3 + n
    return (
        f"Finland and Norway sign treaty number {n}\n\n"
        f"Finland and Norway signed treaty number {n} in {town} on {day} March 2031 after talks\n\n"
        f"{line.format(n=n)}\n"
    )


def _labels(root: Path) -> dict[str, str]:
    documents = find(Project(root, ROOT), Problems(), jobs=1).documents
    return {name: str(document.article.labels[-1][1]) for name, document in documents.items()}


def test_lines_of_three_articles_are_no_part_of_them(fresh: Callable[..., Path]) -> None:
    """A line that two articles share is theirs; with a third that has it, it is the page's in all three."""
    root = fresh("page", articles={f"a{n}.txt": _told(n) for n in range(2)})
    (root / "seeds/articles.yaml").unlink()
    assert {"a0": "body", "a1": "body"} == _labels(root)
    (root / "seeds/a2.txt").write_text(_told(2), "utf-8")
    assert {"a0": "list_nav", "a1": "list_nav", "a2": "list_nav"} == _labels(root)
    assert {"a0": "list_nav", "a1": "list_nav", "a2": "list_nav"} == _labels(root), "also from memory"


def test_copies_of_one_report_keep_their_text(fresh: Callable[..., Path]) -> None:
    """Three papers that print one agency's report, each with another end, are one origin: its lines tell still."""
    report = (
        "Finland and Norway signed a treaty on fishing in Bergen on 3 March 2031.\n\n"
        "Fishermen of both countries had waited for it for eleven years, since the last one ran out.\n\n"
        "The treaty was signed by both ministers of trade in the old town hall of Bergen.\n\n"
    )
    root = fresh("copies", articles={f"a{n}.txt": f"{report}Printed in number {'abc'[n]} today." for n in range(3)})
    (root / "seeds/articles.yaml").unlink()
    found = find(Project(root, ROOT), Problems(), jobs=1)
    assert {"a0"} == set(found.origins.values())
    assert all("list_nav" not in [str(label) for _, label in doc.article.labels] for doc in found.documents.values())
    assert {3} == {len({item.article for item in event.evidence}) for event in found.events}


def test_what_gathering_sees_is_enough(built: Path) -> None:
    """Documents without the words that gathering has no use for give the same events as whole ones."""
    from dateline.find.annotate import annotate, date
    from dateline.gather.cluster import gather
    from dateline.pipeline.articles import seeds
    from dateline.read.articles import read_article

    def bare(document: Document) -> Document:
        sentences = tuple(replace(sentence, tokens=()) for sentence in document.article.sentences)
        return replace(document, article=replace(document.article, sentences=sentences))

    project = Project(built, ROOT)
    found = find(project, Problems(), jobs=1)
    whole = []
    for seed in seeds(project, Problems()):
        article = read_article(f"seeds/{seed.path}", seed.data, seed.known, project.lexicon, Problems())
        assert article is not None
        whole.append(date(annotate(article, project.lexicon), found.days[article.id], project.lexicon))
    assert [bare(document) for document in sorted(whole, key=lambda d: d.article.id)] == list(found.documents.values())
    assert found.events == gather(whole, origins=found.origins, lexicon=project.lexicon, language="en")


def test_the_render_of_a_project_elsewhere_uses_the_programs_looks(built: Path) -> None:
    """A project of seeds/ and a two-line site.yaml, anywhere, is built with the program's templates and style."""
    assert not (built / "templates").exists()
    site = tree(built / "public")
    assert (ROOT / "static/site.css").read_bytes() == site["static/site.css"]
    assert b"Small seas" in site["index.html"]


def test_one_template_of_ones_own_is_enough(built: Path) -> None:
    """A project may put one file of its own over the program's, and has all others from there."""
    (built / "templates").mkdir()
    (built / "templates/404.html").write_text("lost at sea", "utf-8")
    render(Project(built, ROOT), Problems())
    assert b"lost at sea" == (built / "public/404.html").read_bytes()
    assert b"Small seas" in (built / "public/index.html").read_bytes()
