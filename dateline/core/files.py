"""The only room that opens files: what a build reads, and what it writes, beside and then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO


def read_bytes(path: Path) -> bytes | None:
    """The file's bytes, or None when there is no such file.

    Raises OSError when there is one and it cannot be read.
    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def begins_with(path: Path, start: bytes) -> bool:
    """Whether there is such a file and its first bytes are these. Raises OSError when it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read(len(start)) == start
    except (FileNotFoundError, NotADirectoryError):
        return False


def walk(root: Path, suffixes: Iterable[str] = ()) -> Iterator[str]:
    """Paths of all files below a folder, relative and posix, sorted; hidden files and folders are left out."""
    wanted = tuple(suffixes)
    found: list[str] = []
    stack = [("", str(root))]
    while stack:
        prefix, folder = stack.pop()
        try:
            entries = list(os.scandir(folder))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                stack.append((f"{prefix}{entry.name}/", entry.path))
            elif not wanted or entry.name.lower().endswith(wanted):
                found.append(prefix + entry.name)
    return iter(sorted(found))


def read_tree(root: Path, suffixes: Iterable[str] = ()) -> dict[str, bytes]:
    """All files below a folder by relative posix path, sorted. Files that cannot be read raise OSError."""
    return {path: (root / path).read_bytes() for path in walk(root, suffixes)}


def write(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old bytes or the new, never half of them."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with _opened(beside) as file:
            file.write(data)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _opened(path: Path) -> BinaryIO:
    """A new file, with the folders that are still missing: nearly always there are none."""
    try:
        return open(path, "wb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return open(path, "wb")


def sweep(root: Path) -> int:
    """Remove the halves of files that a run which was killed left beside them; how many there were.

    Those of a run that is still at work stay.
    """
    found = 0
    for folder, _, names in os.walk(root):
        for name in names:
            if name.startswith(".") and name.endswith(".part"):
                maker = name.split(".")[-2]
                if not (maker.isdecimal() and _runs(int(maker))):
                    os.unlink(os.path.join(folder, name))
                    found += 1
    return found


def _runs(process: int) -> bool:
    if os.name != "posix" or process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write a file where its bytes differ; True when it was written."""
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except (FileNotFoundError, NotADirectoryError):
        pass
    write(path, data)
    return True


def remove(path: Path) -> None:
    """Remove a file if it is there, and the folders it leaves empty below the nearest one that is not."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        try:
            folder.rmdir()
        except OSError:
            return
