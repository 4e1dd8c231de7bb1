"""Phrases of a few words, looked up by the word they begin or end with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Phrases:
    """Some phrases of lower-case words."""

    __slots__ = ("_by_first", "_by_last")

    def __init__(self, phrases: Iterable[tuple[str, ...]] = ()) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._by_last: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            self._by_first.setdefault(phrase[0], []).append(phrase)
            self._by_last.setdefault(phrase[-1], []).append(phrase)

    def begin_at(self, words: Sequence[str], index: int) -> bool:
        """Whether one of them begins with the word at an index, which may lie behind the last."""
        if index >= len(words):
            return False
        found = self._by_first.get(words[index])
        return found is not None and any(tuple(words[index : index + len(one)]) == one for one in found)

    def end_before(self, words: Sequence[str], index: int) -> bool:
        """Whether one of them ends with the word before an index."""
        if index < 1:
            return False
        found = self._by_last.get(words[index - 1])
        return found is not None and any(tuple(words[max(0, index - len(one)) : index]) == one for one in found)


NO_PHRASES = Phrases()
