"""Memory of work done: values stored in `.cache/` under the digest of everything they were made from.

Deleting the folder is always safe. A value is JSON (msgspec), never a pickle, and one that cannot be read is
made anew.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dateline.core import files

T = TypeVar("T")


def key(*parts: bytes | str) -> str:
    """A digest over parts, in which no two different lists of parts collide by their borders."""
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        sha.update(len(data).to_bytes(8, "big"))
        sha.update(data)
    return sha.hexdigest()


@cache
def code_digest(*folders: str) -> str:
    """Digest of the program's own files below these folders of the package, so that a changed program forgets."""
    package = Path(__file__).resolve().parent.parent
    parts: list[bytes | str] = []
    for folder in folders:
        for name, data in files.read_tree(package / folder, (".py", ".yaml", ".json", ".txt")).items():
            parts += [f"{folder}/{name}", data]
    return key(*parts)


class Memory:
    """Values by key, in files below one folder. `None` as folder remembers nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._decoders: dict[Any, msgspec.json.Decoder[Any]] = {}

    def get(self, name: str, digest: str, kind: type[T]) -> T | None:
        """The value remembered under `name` if it was made from the same inputs, else None."""
        encoded = self.get_encoded(name, digest)
        try:
            return None if encoded is None else self.decode(encoded, kind)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None

    def get_encoded(self, name: str, digest: str) -> bytes | None:
        """The value remembered under `name` as JSON, if it was made from the same inputs, else None."""
        if self._folder is None:
            return None
        try:
            data = files.read_bytes(self._folder / f"{name}.json")
        except OSError:
            return None
        if data is None or not data.startswith(digest.encode() + b" "):
            return None
        at = len(digest) + 1 + _SUM
        encoded = data[at + 1 :]
        return encoded if data[len(digest) + 1 : at] == _checksum(encoded) else None

    def has(self, name: str, digest: str) -> bool:
        """Whether a value made from the same inputs is remembered under `name`, sound or not."""
        if self._folder is None:
            return False
        try:
            return files.begins_with(self._folder / f"{name}.json", digest.encode() + b" ")
        except OSError:
            return False

    def decode(self, encoded: bytes, kind: type[T]) -> T:
        """The value in JSON of our own making. Raises msgspec.DecodeError for other bytes."""
        decoder = self._decoders.get(kind)
        if decoder is None:
            decoder = self._decoders[kind] = msgspec.json.Decoder(kind)
        value: T = decoder.decode(encoded)
        return value

    def put(self, name: str, digest: str, value: object) -> None:
        """Remember a value; one value is kept under each name. A full disk costs the memory, not the build."""
        self.put_encoded(name, digest, msgspec.json.encode(value))

    def put_encoded(self, name: str, digest: str, encoded: bytes) -> None:
        """Remember a value that is JSON already, or several, one a line."""
        if self._folder is None:
            return
        try:
            files.write(self._folder / f"{name}.json", b"%s %s\n%s" % (digest.encode(), _checksum(encoded), encoded))
        except OSError:
            return

    def step(self, name: str, digest: str, kind: type[T], make: Callable[[], T]) -> T:
        """The remembered value, or the one made now and remembered."""
        value = self.get(name, digest, kind)
        if value is None:
            value = make()
            self.put(name, digest, value)
        return value


_SUM = 8


def _checksum(encoded: bytes) -> bytes:
    """What tells a file that was damaged on the disk before anybody decodes it."""
    return b"%08x" % zlib.crc32(encoded)
