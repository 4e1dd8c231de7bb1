"""Several files changed as one: killed at any moment and run again, they end as an undisturbed run leaves them.

The whole change is written first, as one file beside them, and renamed into place. From then on it is going to
happen: a run that finds such a file finishes it before it does anything else. A file that a person changed in the
meantime is left as that person left it.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

import msgspec

from dateline.core import files
from dateline.core.text import digest


class _Change(msgspec.Struct, frozen=True):
    path: str
    before: str | None
    """Digest of the file that is to be replaced; None where there is none."""
    after: str | None
    """The new bytes in base64; None removes the file."""


def change(root: Path, journal: Path, changes: Mapping[str, bytes | None]) -> int:
    """Write, or for None remove, files below `root` in the order given; how many differed from what stood there.

    `journal` is the file that holds the change while it happens. Raises OSError when the disk refuses; the files
    then stand as before or the change is finished by the next `recover`.
    """
    records = []
    for path, data in changes.items():
        old = files.read_bytes(root / path)
        if old != data:
            before = None if old is None else digest(old)
            records.append(_Change(path, before, None if data is None else base64.b64encode(data).decode()))
    if records:
        files.write(journal, msgspec.json.encode(records))
        _apply(root, records)
        journal.unlink(missing_ok=True)
    return len(records)


def recover(root: Path, journal: Path) -> int:
    """Finish a change that was cut off; how many files it held, 0 when there was none."""
    data = files.read_bytes(journal)
    if data is None:
        return 0
    try:
        records = msgspec.json.decode(data, type=list[_Change])
    except msgspec.DecodeError:
        # Renamed into place whole, so this is not ours: a person put it there, or the disk is failing.
        return 0
    _apply(root, records)
    journal.unlink(missing_ok=True)
    return len(records)


def _apply(root: Path, records: list[_Change]) -> None:
    for record in records:
        path = root / record.path
        old = files.read_bytes(path)
        if (None if old is None else digest(old)) != record.before:
            continue
        if record.after is None:
            files.remove(path)
        else:
            files.write(path, base64.b64decode(record.after))
