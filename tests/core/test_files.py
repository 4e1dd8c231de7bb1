"""Files written beside and renamed; changes of many files that end whole."""

from __future__ import annotations

import pytest

from dateline.core import files, journal


def test_walk_is_sorted_and_leaves_hidden_files_out(tmp_path):
    """The order of a folder does not matter, and what begins with a dot is not ours."""
    for name in ("b.txt", "a/c.txt", ".hidden", "a/.git/x.txt", "d.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert ["a/c.txt", "b.txt"] == list(files.walk(tmp_path, (".txt",)))


def test_equal_bytes_are_not_written_again(tmp_path):
    """A file whose bytes do not change keeps its time stamp."""
    path = tmp_path / "x" / "page.html"
    assert files.write_if_changed(path, b"1")
    before = path.stat().st_mtime_ns
    assert not files.write_if_changed(path, b"1")
    assert before == path.stat().st_mtime_ns
    assert files.write_if_changed(path, b"2")


def test_remove_takes_empty_folders_along(tmp_path):
    """A year's folder goes with its last entry; a folder with other files stays."""
    files.write(tmp_path / "a/b/1.yaml", b"")
    files.write(tmp_path / "a/2.yaml", b"")
    files.remove(tmp_path / "a/b/1.yaml")
    assert ["a/2.yaml"] == list(files.walk(tmp_path))
    assert not (tmp_path / "a/b").exists()


def test_change_writes_removes_and_counts(tmp_path):
    """A change reports the files that differ and leaves no journal behind."""
    files.write(tmp_path / "keep", b"k")
    files.write(tmp_path / "gone", b"g")
    log = tmp_path / ".change"
    assert 2 == journal.change(tmp_path, log, {"new": b"n", "gone": None, "keep": b"k"})
    assert {"keep": b"k", "new": b"n"} == files.read_tree(tmp_path)
    assert not log.exists()


@pytest.mark.parametrize("killed_after", range(4))
def test_a_change_cut_off_anywhere_is_finished_by_the_next_run(tmp_path, monkeypatch, killed_after):
    """Killed at any write and run again, all files are as the undisturbed change leaves them."""
    files.write(tmp_path / "a", b"old")
    wanted = {"a": b"new", "b": b"1", "c": b"2"}
    real, count = files.write, 0

    def dying(path, data):
        nonlocal count
        if count == killed_after:
            raise KeyboardInterrupt
        count += 1
        real(path, data)

    monkeypatch.setattr(files, "write", dying)
    with pytest.raises(KeyboardInterrupt):
        journal.change(tmp_path, tmp_path / ".change", wanted)
    monkeypatch.setattr(files, "write", real)
    journal.recover(tmp_path, tmp_path / ".change")
    journal.change(tmp_path, tmp_path / ".change", wanted)
    assert wanted == files.read_tree(tmp_path)


def test_recovery_leaves_what_a_person_changed_meanwhile(tmp_path, monkeypatch):
    """A file edited between the kill and the next run keeps the person's words."""
    files.write(tmp_path / "a", b"old")
    files.write(tmp_path / "b", b"old")
    real = files.write

    def dying(path, data):
        if path.name == "a":
            raise KeyboardInterrupt
        real(path, data)

    monkeypatch.setattr(files, "write", dying)
    with pytest.raises(KeyboardInterrupt):
        journal.change(tmp_path, tmp_path / ".change", {"a": b"new", "b": b"new"})
    monkeypatch.setattr(files, "write", real)
    files.write(tmp_path / "a", b"by hand")
    journal.recover(tmp_path, tmp_path / ".change")
    assert {"a": b"by hand", "b": b"new"} == files.read_tree(tmp_path)
