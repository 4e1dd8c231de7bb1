"""Whatever happens to a project, no hand edit is ever lost."""

from __future__ import annotations

import pytest
from histories import History


@pytest.mark.parametrize("block", range(8))
def test_no_history_loses_a_hand_edit(block: int) -> None:
    """In random histories every hand edit survives, a second build writes nothing, and untouched bytes stay."""
    for seed in range(block * 25, (block + 1) * 25):
        History(seed).run()


@pytest.mark.long
@pytest.mark.parametrize("block", range(20))
def test_no_long_history_loses_a_hand_edit(block: int) -> None:
    """The same over two thousand histories."""
    for seed in range(1000 + block * 100, 1000 + (block + 1) * 100):
        History(seed).run(10)
