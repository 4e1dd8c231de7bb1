"""The archive: all dated documents of a run by article id, most of them packed when there are very many."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping

import msgspec

from dateline.core.model import Document

_OPEN = 500
"""So many documents are held as they are: a newspaper's dossier costs no packing. Further ones take a fifteenth of
the room packed, and as many of them as this stay unpacked at a time."""


class Archive(Mapping[str, Document]):
    """Documents by article id, in the order of their ids."""

    def __init__(self) -> None:
        self._held: dict[str, Document] = {}
        self._packed: dict[str, bytes] = {}
        self._unpacked: dict[str, Document] = {}
        """The last ones asked for, the oldest first."""

    def put(self, name: str, encoded: bytes) -> None:
        """Take in a document as it is remembered. Raises msgspec.DecodeError for what is none."""
        if len(self._held) < _OPEN:
            self._held[name] = _decoder.decode(encoded)
        else:
            self._packed[name] = zlib.compress(encoded, 1)

    def __getitem__(self, name: str) -> Document:
        document = self._held.get(name) or self._unpacked.get(name)
        if document is None:
            document = _decoder.decode(zlib.decompress(self._packed[name]))
            if len(self._unpacked) >= _OPEN:
                del self._unpacked[next(iter(self._unpacked))]
            self._unpacked[name] = document
        return document

    def __iter__(self) -> Iterator[str]:
        return iter(sorted([*self._held, *self._packed]))

    def __len__(self) -> int:
        return len(self._held) + len(self._packed)


_decoder = msgspec.json.Decoder(Document)
