"""Each kind of file broken in each of 22 ways, 220 files in all: a located problem, no crash, nothing overwritten."""

from __future__ import annotations

import random
import re

import pytest
from keep_world import World, changed, told_once, told_twice

from dateline.core.problems import Problems
from dateline.keep.commands import merge, reject, split
from dateline.keep.decisions import read_decisions, read_links
from dateline.keep.entries import read_entries
from dateline.keep.names import check_names, propose_names
from dateline.keep.review import questions

PLACES = ("content/events/", "content/decisions.yaml", "content/ledger.jsonl", "content/gazetteer.yaml")


def bomb(levels: int = 12) -> bytes:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(rows).encode()


KINDS = 22


def break_it(data: bytes, pick: random.Random, kind: int) -> bytes:
    """The file, broken in one of many ways; it may by chance stay sound."""
    rows = data.split(b"\n")
    n = pick.randrange(len(rows))
    keys = [k for k, row in enumerate(rows) if re.match(rb"[a-z_]+:", row)]
    key = pick.choice(keys) if keys else 0
    match kind:
        case 0:
            return data[: pick.randrange(1, len(data))]
        case 1:
            rows[n] = b"\t" + rows[n]
        case 2:
            rows.insert(key, rows[key])
        case 3:
            rows[key] = re.sub(rb":.*", b": [1, {a: b}]", rows[key])
        case 4:
            rows[key] = re.sub(rb":.*", b": {a: b}", rows[key])
        case 5:
            rows[key] = re.sub(rb":.*", b": 31 feb", rows[key])
        case 6:
            rows[key] = re.sub(rb"^", b"x", rows[key])
        case 7:
            return bomb()
        case 8:
            rows[n:n] = [b"<<<<<<< HEAD", *rows[n : n + 2], b"=======", b"title: x", b">>>>>>> theirs"]
        case 9:
            return data.decode().encode("utf-16")
        case 10:
            return data + b"title: caf\xe9\n"
        case 11:
            return data[: len(data) // 2] + b"\x00\x01" + data[len(data) // 2 :]
        case 12:
            return b"[" * 20_000
        case 13:
            return b""
        case 14:
            return bytes(pick.randrange(256) for _ in range(500))
        case 15:
            rows.insert(n, b"---")
        case 16:
            rows[key] = rows[key].replace(b": ", b": !!python/object/apply:os.system ", 1)
        case 17:
            rows[key] = rows[key].replace(b": ", b": &x ", 1) + b"\nnote: *x"
        case 18:
            rows[key] = re.sub(rb":.*", b": 'not closed", rows[key])
        case 19:
            rows[key] = re.sub(rb":.*", b": a: b: c", rows[key])
        case 20:
            return b"- a\n- list\n"
        case _:
            del rows[key]
    return b"\n".join(rows)


@pytest.fixture(scope="module")
def sound() -> dict[str, bytes]:
    """A project with two entries, a decision and a ledger."""
    from keep_world import OTHER, TEXT, event, evidence

    world = World()
    world.tell("a1", TEXT)
    world.tell("a2", OTHER)
    third = event(evidence("a1", "They agreed on little.", TEXT), key="x", title={"en": "Little"}, when="2024-05")
    world.extract(told_twice(), third)
    world.files.update(
        reject(world.files, "ev-" + world.text(world.paths[1]).split("id: ev-")[1][:6], "no", Problems()).writes
    )
    world.files["gazetteer.yaml"] = b"""# ours
nordlinjer:
  names: {sv: Nordlinjer AB, en: Nordlinjer}
  aliases: [NL]
  country: "SE"
proposed:
  port-union:
    names: {en: Port Union}
    kind: organisation
"""
    world.extract()
    return world.files


@pytest.mark.parametrize("seed", range(220))
def test_a_broken_file_is_told_and_left(sound: dict[str, bytes], seed: int) -> None:
    """Whatever is broken: a problem with its place, no exception, not one byte of the broken file changed."""
    pick = random.Random(seed)
    world = World()
    from keep_world import OTHER, TEXT

    world.tell("a1", TEXT)
    world.tell("a2", OTHER)
    world.files = dict(sound)
    # Every way of breaking meets every kind of file.
    where = [world.paths[0], world.paths[1], "decisions.yaml", "gazetteer.yaml", "ledger.jsonl"]
    path = where[seed // KINDS % len(where)]
    world.files[path] = broken = break_it(sound[path], pick, seed % KINDS)
    before = dict(world.files)
    problems = Problems()
    entries = read_entries(world.files, problems)
    read_decisions(world.files, problems)
    check_names(world.files, problems)
    questions(world.files, world.articles, problems=Problems())
    propose_names(world.files, [changed(told_once(), unknown=(("new", "New Union", "en"),))], (), None, Problems())
    read_links(world.files, Problems())
    world.extract(changed(told_twice(), when="2024-03-08", title={"en": "Else"}))
    for order in (
        lambda: reject(before, entries[0].id, "x", Problems()),
        lambda: split(before, entries[0].id, ["1"], Problems()),
        lambda: merge(before, entries[0].id, entries[-1].id, Problems()),
    ):
        if entries:
            order()

    problems.extend(world.problems)
    for problem in problems:
        assert problem.place.path.startswith(PLACES)
    told = any(problem.place.path == f"content/{path}" for problem in problems)
    if path.startswith("events/"):
        readable = path in [entry.path for entry in read_entries({path: broken}, Problems())]
        assert told or readable
        if not readable:
            assert broken == world.files[path]
            assert all(problem.place.line for problem in problems if broken and problem.code not in WHOLE)
    elif path == "gazetteer.yaml":
        assert told or check_names({path: broken}, Problems())
        assert broken == world.files[path]
    elif path == "decisions.yaml" and read_decisions({path: broken}, Problems()) is None:
        assert told
        assert before == world.files


WHOLE = {"lost-quote", "edit-refused", "too-large", "empty-file"}
"""Problems of a file as a whole have no line."""
