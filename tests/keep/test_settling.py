"""One build settles: whatever a person wrote and whatever became of the event, the next build writes nothing."""

from __future__ import annotations

import pytest
import yaml
from keep_world import FIRST, OTHER, SECOND, TEXT, World, changed, event, evidence, told_once

from dateline.core.model import EventFigure, FigureVersion, Status
from dateline.keep.plan import Kind

TOLD = changed(
    told_once(),
    organisations=("eu", "nato"),
    roles={"eu": "actor", "nato": "host"},
    summary="They met.",
    figures=(EventFigure("deaths", (FigureVersion(12, (0,)),)),),
)
OLDER = changed(event(evidence("a2", SECOND, OTHER)), title={"en": "Ministers gather"}, when="2024-03-01")
EDITS = {
    "nothing": ("title: ", "title: "),
    "title handed back": ("title: Ministers meet in Oslo", "title: auto"),
    "locked title handed back": ("title: Ministers meet in Oslo", "title: auto\nlocked: [title]"),
    "date handed back": ('date: "2024-03-07"', "date: auto"),
    "list handed back": ('countries: ["NO", "SE"]', "countries: auto"),
    "field of no base handed back": ("title: ", "people: auto\ntitle: "),
    "key handed back": ("nato: host", "nato: auto"),
    "title": ("title: Ministers meet in Oslo", "title: My title"),
    "removed field": ("summary: They met.\n", ""),
    "item added": ('["NO", "SE"]', '["NO", "SE", "GB"]'),
    "item removed": ('["NO", "SE"]', '["NO"]'),
    "list of no base": ("title: ", "people: [anna-berg]\ntitle: "),
    "key changed": ("nato: host", "nato: target"),
    "field of a source": ("when: On Thursday", "when: Thursday"),
    "figure": ("value: 12", "value: 13"),
    "key handed back beside a remark": ("roles: {eu: actor, nato: host}", "roles:\n  eu: actor\n  nato: auto  # mine"),
    "remark": ("title: ", "note: mine\ntitle: "),
}
STATUSES = (*(str(status) for status in Status), "auto", "auto after orphaned", "auto after merged")


def values(world: World, path: str) -> dict[str, object]:
    return yaml.load(world.text(path), Loader=yaml.CBaseLoader)


def lived(status: str) -> tuple[World, str]:
    """A world in which the entry of TOLD has come to a status as entries come to it, and the entry's path."""
    world = World()
    world.tell("a1", TEXT)
    world.tell("a2", OTHER)
    world.extract(OLDER, TOLD)
    path = next(path for path in world.paths if FIRST in world.text(path))
    status, _, before = status.partition(" after ")
    if Status.ORPHANED in (status, before):
        world.articles.pop("a1")
        world.extract(OLDER)
    elif Status.MERGED in (status, before):
        world.extract(changed(OLDER, evidence=(*OLDER.evidence, *TOLD.evidence)))
    now = values(world, path)["status"]
    if status != now:
        world.edit(f"status: {now}", f"status: {status}", path)
    assert status == values(world, path)["status"]
    return world, path


def comes(world: World, what: str) -> None:
    """What happens to the event of TOLD before the next build."""
    match what:
        case "told":
            world.tell("a1", TEXT)
            world.events = (OLDER, TOLD)
        case "told otherwise":
            world.tell("a1", TEXT)
            otherwise = {"title": {"en": "Talks in Oslo"}, "countries": ("PL",), "roles": {"eu": "host"}}
            world.events = (OLDER, changed(TOLD, when="2024-03-08", summary=None, figures=(), **otherwise))
        case "told by another":
            world.tell("a1", TEXT)
            world.events = (changed(OLDER, evidence=(*OLDER.evidence, *TOLD.evidence)),)
        case "no event":
            world.tell("a1", TEXT)
            world.events = (OLDER,)
        case "no article":
            world.articles.pop("a1", None)
            world.events = (OLDER,)


@pytest.mark.parametrize("what", ["told", "told otherwise", "told by another", "no event", "no article"])
@pytest.mark.parametrize("status", STATUSES)
def test_one_build_settles_files_and_ledger(status: str, what: str) -> None:
    """Whatever a person wrote into an entry of any status, the second build writes nothing and says nothing new."""
    for name, (old, new) in EDITS.items():
        world, path = lived(status)
        world.edit(old, new, path)
        comes(world, what)
        world.extract()
        assert not world.problems.has_errors, name
        again = world.extract(write=False)

        assert ({}, 0) == (dict(again.writes), again.count(Kind.KEPT) + again.count(Kind.PROPOSED)), name
        assert ("# mine" in new) == ("# mine" in world.text(path)), name


@pytest.mark.parametrize("lock", ["", "\nlocked: [title]"])
@pytest.mark.parametrize("gone", ["before", "at once", "later"])
def test_an_orphan_takes_back_what_the_program_last_wrote(gone: str, lock: str) -> None:
    """(any) auto (no event): the program's last word stands again, unless the field is locked: then it waits."""
    world, path = lived(Status.ORPHANED if gone == "before" else Status.PROPOSED)
    world.edit("title: Ministers meet in Oslo", f"title: auto{lock}", path)
    if gone == "later":
        world.extract()
    comes(world, "no article")
    world.extract()
    world.extract()
    assert ("auto" if lock else "Ministers meet in Oslo", "orphaned") == tuple(
        values(world, path)[name] for name in ("title", "status")
    )

    if lock:
        world.edit(lock, "", path)
        world.extract()
    assert "Ministers meet in Oslo" == values(world, path)["title"]


def test_what_an_orphan_handed_back_follows_the_articles_again() -> None:
    """A title a person had made theirs and handed back while no article told of it is the program's on its return."""
    world, path = lived(Status.ORPHANED)
    world.edit("title: Ministers meet in Oslo", "title: My title", path)
    world.extract()
    world.edit("title: My title", "title: auto", path)
    world.extract()
    comes(world, "told otherwise")
    world.extract()

    assert ("Talks in Oslo", "proposed") == tuple(values(world, path)[name] for name in ("title", "status"))


def test_one_role_changed_in_an_orphan_leaves_the_others_to_the_program() -> None:
    """Of an entry no article tells, a person owns the key they changed and not the whole field."""
    world, path = lived(Status.ORPHANED)
    world.edit("nato: host", "nato: target", path)
    world.extract()
    comes(world, "told")
    world.extract(OLDER, changed(TOLD, roles={"eu": "host", "nato": "actor"}))

    assert {"eu": "host", "nato": "target"} == values(world, path)["roles"]


def test_without_event_and_program_a_field_handed_back_waits() -> None:
    """– auto (no event): where the program never wrote anything there is nothing to go back to."""
    world, path = lived(Status.ORPHANED)
    world.edit("title: ", "people: auto\ntitle: ", path)
    world.extract()

    assert "auto" == values(world, path)["people"]
