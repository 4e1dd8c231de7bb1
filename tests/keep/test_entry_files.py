"""Files that are moved, deleted, broken, written by hand; the ledger, git, and the plan of a build."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from keep_world import CONFIG, OTHER, SECOND, TEXT, World, changed, event, evidence, told_once, told_twice

from dateline.core.model import Event
from dateline.core.problems import Problems
from dateline.core.steps import Memory
from dateline.keep.plan import Kind, Plan
from dateline.keep.reconcile import reconcile


def values(world: World, path: str | None = None) -> dict[str, object]:
    return yaml.load(world.text(path), Loader=yaml.CBaseLoader)


def kinds(plan: Plan) -> list[tuple[str, str]]:
    return [(change.kind.value, change.field) for change in plan.changes]


# ------------------------------------------------------------------------------------------------- files that move


def test_a_deleted_entry_stays_deleted(world: World) -> None:
    """A file a person deleted is recorded as rejected, says so, and its event does not return."""
    world.lose(world.paths[0])
    plan = world.extract()
    again = world.extract(changed(told_once(), title={"en": "Else"}, when="2024-03-08"))

    assert [] == world.paths
    assert [Kind.REJECTED] == [change.kind for change in plan.changes]
    assert "its file was deleted" in world.files["decisions.yaml"].decode()
    assert {} == dict(again.writes)


def test_a_rejected_event_is_asked_about_when_a_new_origin_tells_it(world: World) -> None:
    """Same evidence: silent for ever. A new independent origin: a question, and still no entry."""
    world.lose(world.paths[0])
    world.extract()
    plan = world.extract(told_twice())

    assert [] == world.paths
    assert [Kind.ASKED] == [change.kind for change in plan.changes]
    assert "also told by a2" in plan.changes[0].why


def test_a_copy_of_a_rejected_telling_is_no_new_origin(world: World) -> None:
    """Wire copies of one text are one origin: they raise no question."""
    world.lose(world.paths[0])
    world.extract()
    copy = evidence("a2", SECOND, OTHER)
    copied = changed(told_once(), evidence=(*told_once().evidence, changed_origin(copy, "a1")))

    assert () == world.extract(copied).changes


def changed_origin(one, origin: str):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(one, origin=origin)


def test_a_rejected_event_is_known_by_what_it_is(world: World) -> None:
    """Other words in another article, same type, day and bodies: the same rejected event, so a question."""
    world.lose(world.paths[0])
    world.extract()
    plan = world.extract(event(evidence("a2", SECOND, OTHER)))

    assert [] == world.paths
    assert [Kind.ASKED] == [change.kind for change in plan.changes]


def test_a_rejection_taken_back_lets_the_event_return(world: World) -> None:
    """Removing its lines from decisions.yaml undoes a rejection."""
    world.lose(world.paths[0])
    world.extract()
    world.lose("decisions.yaml")
    plan = world.extract()

    assert [Kind.NEW] == [change.kind for change in plan.changes]


def test_status_rejected_holds_against_everything(world: World) -> None:
    """An entry with `status: rejected` keeps its file, is not written to, and its event makes no other entry."""
    world.edit("status: proposed", "status: rejected\nwhy: no news")
    before = world.text()
    world.extract(changed(told_once(), when="2024-03-08"))

    assert [before] == [world.text(path) for path in world.paths]


def test_a_renamed_file_is_found_by_its_id(world: World) -> None:
    """The name of a file is for people: moving it changes nothing but where it is."""
    world.files["events/oslo.yaml"] = world.files.pop(world.paths[0])
    plan = world.extract(changed(told_once(), when="2024-03-08"))

    assert ["events/oslo.yaml"] == world.paths
    assert 'date: "2024-03-08"' in world.text()
    assert ("moved", "") in kinds(plan)


def test_a_removed_id_is_put_back(world: World) -> None:
    """An entry whose id line was lost gets the same id again."""
    line = world.text().split("\n")[1]
    world.edit(line + "\n", "")
    world.extract()

    assert line in world.text()


def test_an_entry_made_by_hand_gets_an_id_and_nothing_else(world: World) -> None:
    """The smallest entry is enough; the program adds the id, and leaves every other byte."""
    text = f"# mine\ntitle: Ferry\ndate: 2031-03-14\ncountries: [NO]\nsources:\n- article: a2\n  quote: {SECOND}"
    world.files["events/own.yaml"] = text.encode()
    world.extract(told_once(), event(evidence("a2", SECOND, OTHER), when="2024-03-09", key="other"))
    rows = world.text("events/own.yaml").split("\n")

    assert ["events/2024/2024-03-07-ministers-meet-in-oslo.yaml", "events/own.yaml"] == world.paths
    assert rows[1].startswith("id: ev-")
    assert text == "\n".join([rows[0], *rows[2:]])


def test_a_file_in_two_places_is_reported(world: World) -> None:
    """Two files with one id are a problem with its place, and neither is written to."""
    world.files["events/copy.yaml"] = world.files[world.paths[0]]
    before = dict(world.files)
    world.extract(changed(told_once(), when="2024-03-08"))

    assert "duplicate-id" in str(world.problems)
    assert before == {path: world.files[path] for path in before}


def test_a_broken_entry_is_left_and_makes_no_double(world: World) -> None:
    """An entry that breaks a rule is reported, not written to, and its event makes no second entry."""
    world.edit("type: meeting", "type: meetng")
    before = dict(world.files)
    world.extract(changed(told_once(), when="2024-03-08"))

    assert before == world.files
    assert "content/events/2024/2024-03-07-ministers-meet-in-oslo.yaml:7:7: error: 'type' is 'meetng'" in str(
        world.problems
    )
    assert "did you mean 'meeting'?" in str(world.problems)


def test_a_broken_file_without_id_holds_back_new_entries(world: World) -> None:
    """While a broken file may be the entry of a new event, no new entry is made."""
    world.files["events/broken.yaml"] = b"title: [x\n"
    plan = world.extract(told_once(), event(evidence("a2", SECOND, OTHER), key="other", when="2024-05"))

    assert ["asked"] == [kind for kind, _ in kinds(plan)]
    assert 2 == len(world.paths)


def test_broken_decisions_stop_all_writing(world: World) -> None:
    """While decisions.yaml cannot be read, nothing that it may forbid is written."""
    world.files["decisions.yaml"] = b"rejectd: []\n"
    plan = world.extract(told_twice())

    assert {} == dict(plan.writes)
    assert "content/decisions.yaml:1:1: error: 'rejectd' is not a key" in str(world.problems)


# --------------------------------------------------------------------------------------------------- git and plan


def test_a_ledger_merged_by_git_counts_both_sides(world: World) -> None:
    """Conflict markers and two lines of one entry: what either side wrote is the program's, her edits stay hers."""
    ours = world.files["ledger.jsonl"].strip()
    world.extract(changed(told_once(), when="2024-03-08"))
    theirs = world.files["ledger.jsonl"].strip()
    world.files["ledger.jsonl"] = b"\n".join([b"<<<<<<< HEAD", ours, b"=======", theirs, b">>>>>>> branch", b""])
    world.edit("title: Ministers meet in Oslo", "title: Mine")
    world.extract(changed(told_once(), when="2024-03-09", title={"en": "Else"}))

    assert 'date: "2024-03-09"' in world.text()
    assert "title: Mine" in world.text()
    assert 1 == len(world.files["ledger.jsonl"].strip().split(b"\n"))


def test_an_older_ledger_makes_no_value_the_programs(world: World) -> None:
    """A ledger from before: a value it does not know counts as a person's, never the other way round."""
    old = world.files["ledger.jsonl"]
    world.extract(changed(told_once(), when="2024-03-08"))
    world.files["ledger.jsonl"] = old
    world.extract(changed(told_once(), when="2024-03-09"))

    assert 'date: "2024-03-08"' in world.text()


def test_a_plan_says_what_would_happen_and_writes_nothing(world: World) -> None:
    """The plan names each change with file, field, old and new value, as text and as JSON."""
    world.edit("title: Ministers meet in Oslo", "title: Mine")
    before = dict(world.files)
    plan = world.extract(changed(told_once(), when="2024-03-08", title={"en": "Else"}), write=False)
    rows = json.loads(plan.json())["changes"]

    assert before == world.files
    assert "date: 2024-03-07 → 2024-03-08" in plan.text()
    assert "title: Mine → Else" in plan.text()
    assert [("changed", "date", "2024-03-08"), ("kept", "title", "Else")] == [
        (row["kind"], row["field"], row["now"]) for row in rows
    ]


def test_bytes_that_need_no_change_stay(world: World) -> None:
    """Comments, order, quotation marks, line ends and a missing last line end survive a change beside them."""
    text = world.text().replace("\n", "\r\n").rstrip() + "\r\n# the end\tå😀"
    text = text.replace("title: ", "title:    ").replace('["NO", "SE"]', "[ 'NO',\t\"SE\" ]   # two")
    world.files[world.paths[0]] = text.encode()
    world.extract(changed(told_once(), when="2024-03-08"))

    assert text.replace('"2024-03-07"', '"2024-03-08"') == world.text()


def test_two_branches_merge_without_a_word(world: World) -> None:
    """Git's union of two ledgers is a ledger: nothing is lost on either side, and the next build settles it."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    base, two = (
        dict(world.files),
        event(evidence("a2", SECOND, OTHER), key="z", title={"en": "Other"}, when="2024-05-01"),
    )
    world.extract(changed(told_once(), when="2024-03-08"), two)
    theirs, world.files = dict(world.files), base
    world.edit("title: Ministers meet in Oslo", "title: Mine")
    world.extract(changed(told_once(), countries=("NO", "SE", "FI")))
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for path, files in zip(paths, (world.files, base, theirs), strict=True):
            path.write_bytes(files["ledger.jsonl"])
        command = [git, "merge-file", "-p", "--union", *map(str, paths)]
        merged = subprocess.run(command, capture_output=True, check=False).stdout
    entry = world.paths[0]
    text = world.text(entry).replace('"2024-03-07"', '"2024-03-08"')
    world.files = {**theirs, entry: text.encode(), "ledger.jsonl": merged}
    world.extract(changed(told_once(), when="2024-03-09", countries=("NO", "SE", "FI")), two)

    assert "title: Mine" in world.text(entry)
    assert 'date: "2024-03-09"' in world.text(entry)
    assert 2 == len(world.paths)
    assert {} == dict(world.extract().writes)


def test_what_is_in_accord_is_known_without_looking_again(world: World, tmp_path: Path) -> None:
    """With a memory an unchanged world says at once what it said before; any change of it is looked into."""
    memory = Memory(tmp_path)
    world.edit('"2024-03-07"', '"2024-03-06"')
    world.files["events/broken.yaml"] = b"title: [x\n"

    def run(*events: Event, files: Mapping[str, bytes] | None = None) -> tuple[Plan, list[str]]:
        problems = Problems()
        given = dict(files or world.files)
        plan = reconcile(events, given, config=CONFIG, articles=world.articles, problems=problems, memory=memory)
        return plan, [str(problem) for problem in problems]

    later = changed(told_once(), when="2024-03-08")
    world.files |= {path: data for path, data in run(later)[0].writes.items() if data is not None}
    first, again = run(later), run(later)
    assert first == again
    assert ["broken.yaml" in text for text in again[1]]
    assert {} == again[0].writes
    assert run(changed(later, when="2024-03-09"))[0].writes
    assert run(later, files={**world.files, "events/new.yaml": b"title: T\n"})[0].writes
    assert [] == run(later, files={p: d for p, d in world.files.items() if "broken" not in p})[1]
    world.tell("a1", TEXT.replace("met in Oslo", "met in Bergen"))
    assert run(later)[0] is not first
