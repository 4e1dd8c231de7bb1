"""Answers worked out once: what is asked again and again of single words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

_MOST = 200_000


class Known(dict[K, V]):
    """The answers to one question by what it was asked about; each is worked out when first looked up.

    A look-up of what is known costs no call. Beyond 200,000 answers all are forgotten.
    """

    __slots__ = ("_answer",)

    def __init__(self, answer: Callable[[K], V]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, key: K) -> V:
        if len(self) >= _MOST:
            self.clear()
        value = self[key] = self._answer(key)
        return value
