"""Values that are made quickly."""

from __future__ import annotations

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from dateline.core import values
from dateline.core.values import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class Pair:
    """A value with a default."""

    first: int
    second: str = "b"


def test_a_quick_value_is_like_any_frozen_one():
    """Made by place or by name, compared, replaced, copied and pickled; and never altered."""
    pair = Pair(1)

    assert (1, "b") == (pair.first, pair.second)
    assert pair == Pair(second="b", first=1) == copy.deepcopy(pair) == pickle.loads(pickle.dumps(pair))
    assert Pair(1, "c") == replace(pair, second="c")
    assert ["self", "first", "second"] == list(inspect.signature(Pair.__init__).parameters)
    with pytest.raises(FrozenInstanceError):
        pair.first = 2  # type: ignore[misc]


@pytest.mark.parametrize("arguments", [(), (1, "b", 3)])
def test_a_quick_value_asks_for_its_fields(arguments):
    """A field too few or too many is refused."""
    with pytest.raises(TypeError):
        Pair(*arguments)


def test_what_does_more_is_not_made_quickly():
    """A type whose fields are made anew for each value keeps its own way of being made."""

    @dataclass(frozen=True, slots=True)
    class Listing:
        items: list[int] = field(default_factory=list)

    with pytest.raises(TypeError, match="Listing"):
        quickly_made(Listing)


@dataclass(frozen=True, slots=True)
class Slow:
    """A value of a type that is made in its own way."""

    first: int
    second: str = "b"


@pytest.mark.parametrize("kind", [Pair, Slow])
def test_a_value_is_replaced_without_being_altered(kind):
    """Some fields anew, the others as they were, of any type; the value itself stays, and other fields are refused."""
    value = kind(1, "x")

    assert kind(2, "x") == values.replace(value, first=2)
    assert kind(1, "x") == value == values.replace(value)
    with pytest.raises((TypeError, KeyError)):
        values.replace(value, third=3)
