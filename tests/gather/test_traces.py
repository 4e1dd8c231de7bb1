"""What gathering remembers: traces of articles and events composed of them, never another result than a run without."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from dateline.core.model import Document
from dateline.core.steps import Memory
from dateline.core.when import When
from dateline.gather import composing
from dateline.gather.groups import _seasons
from dateline.gather.sketch import FOREVER, Reach
from dateline.gather.trace import Shared, Trace, trace
from gather.telling import LEXICON, Told, article, events_of


def story(number: int) -> list[Document]:
    """Four articles about a meeting and an attack of one week, each story in another week, town and land."""
    monday = date(2003, 1, 6) + timedelta(days=number * 3)
    one, two = ("RU", "KZ", "KG", "TJ")[number % 4], ("AM", "AZ", "UA")[number % 3]
    body, town = ("cis", "cica", "csto")[number % 3], ("astana", "almaty", "batken")[number % 3]
    out = []
    for copy, language in enumerate(("en", "sv", "en", "sv")):
        day, after = When.day(monday).edtf, When.day(monday + timedelta(days=1)).edtf
        week = When.between(monday, monday + timedelta(days=6)).edtf
        met = Told(
            f"Story{number} leaders met in Town{number} then.", "meeting", "met", week if copy == 3 else day, "then",
            actors=[body], places=[town], lemma="meet",
        )  # fmt: skip
        hit = Told(
            f"Side{number} attacked Other{number} then, and {number + 3} fell.", "attack", "attacked", after, "then",
            actors=[one], targets=[two], lemma="attack",
        )  # fmt: skip
        out.append(article(f"s{number:02}{copy}", language, When.day(monday + timedelta(days=3)).edtf, met, hit))
    return out


def traced(documents: Sequence[Document]) -> dict[str, Trace]:
    """Their traces as they come back from the disk, each with the digest of its document."""
    found = {}
    for document in documents:
        own = trace(document, LEXICON, digest=f"digest of {document.article.id}")
        found[own.article] = msgspec.json.decode(msgspec.json.encode(own), type=Trace)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_articles_added_in_any_order_give_what_a_run_without_memory_gives(seed: int, tmp_path: Path) -> None:
    """Random articles brought in one after another, some taken out again, all with one memory: after each step the
    events are those of a run that remembers nothing."""
    pick = random.Random(seed)
    every = [document for number in range(8) for document in story(number)]
    memory, held = Memory(tmp_path), list[Document]()
    for _ in range(5):
        held += pick.sample([one for one in every if one not in held], 6)
        held = pick.sample(held, len(held) - pick.randrange(3))
        remembered = events_of(*held, traces=traced(held), memory=memory, code="one")
        assert remembered == events_of(*held)
        assert remembered


def test_an_event_is_composed_anew_only_when_a_telling_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article more, of another week and land, has its own events composed and no other."""
    composed: list[str] = []
    compose = composing.compose
    monkeypatch.setattr(composing, "compose", lambda own, *a, **k: composed.append(own[0].id) or compose(own, *a, **k))
    memory, documents = Memory(tmp_path), story(0) + story(1)
    events_of(*documents, traces=traced(documents), memory=memory, code="one")
    assert len(composed) == 4
    documents += story(7)
    events_of(*documents, traces=traced(documents), memory=memory, code="one")
    assert {"s07"} == {ident[:3] for ident in composed[4:]}
    events_of(*documents, traces=traced(documents), memory=memory, code="another program")
    assert len(composed) == 4 + 2 + 6


def test_traces_share_what_is_equal() -> None:
    """Of traces read back one after another equal sets are one, and every sketch says what it said."""
    before = traced(story(2))
    shared = Shared()
    after = {name: shared.trace(own) for name, own in before.items()}
    assert [own.sketches for own in before.values()] == [own.sketches for own in after.values()]
    one, other = after["s020"].sketches[0], after["s022"].sketches[0]
    assert one.keys is other.keys
    assert all(own.scenes == () for own in after.values())


def test_a_date_without_an_end_costs_no_more_than_another() -> None:
    """What is told "since 1990" reaches as far as any other date of the collection, not over millions of seasons."""
    told = [item for own in traced(story(3)).values() for item in own.sketches]
    first = told[0].when
    assert first is not None
    since = replace(told[1], when=Reach(first.first - 400, FOREVER))
    seasons = _seasons([told[0], since])
    assert len(seasons[1]) < 10
    assert seasons[0] <= seasons[1]
