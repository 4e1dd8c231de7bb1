"""Values that a person types on the review page: written as by hand, or told what is wrong with them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from keep_world import TEXT, World, changed, told_once

from dateline.core.model import Cell, EventType, Question, QuestionKind
from dateline.core.problems import Problems
from dateline.keep.review import questions
from dateline.keep.rewrite import Rewritten, Typed, rewrite


@pytest.fixture
def world() -> World:
    world = World()
    world.tell("a1", TEXT)
    world.extract(told_once())
    return world


def ask(world: World) -> Question:
    return next(one for one in questions(world.files, world.articles, problems=Problems()) if one.cells)


def typed(world: World, **values: str) -> Rewritten:
    """The form as it is sent: every field, some of them changed."""
    question = ask(world)
    form = {cell.name: Typed(cell.text, values.get(cell.name, cell.text)) for cell in question.cells}
    return rewrite(world.files, question, form, countries={"NO", "SE"})


def test_what_is_typed_is_a_persons_from_then_on(world: World) -> None:
    """Two values in one go change two lines, and no later build changes them back."""
    before = world.text()
    done = typed(world, title="NATO ministers meet", date="2024-03-06~")
    world.files.update(done.writes)

    expected = before.replace("title: Ministers meet in Oslo", "title: NATO ministers meet")
    assert expected.replace('date: "2024-03-07"', 'date: "2024-03-06~"') == world.text()
    world.extract(changed(told_once(), when="2024-03-09", title={"en": "Other"}))
    assert "title: NATO ministers meet" in world.text()
    assert 'date: "2024-03-06~"' in world.text()


def test_everything_else_of_the_file_stays_byte_for_byte(world: World) -> None:
    """Comments, CRLF, quotation marks and what an editor has put in the file are left alone."""
    path = world.paths[0]
    text = world.text().replace('date: "2024-03-07"', "date: '2024-03-07'   # says who?").replace("\n", "\r\n")
    world.files[path] = text.encode()
    done = typed(world, date="2024-03")

    assert text.replace("'2024-03-07'", "'2024-03'") == done.writes[path].decode()


@pytest.mark.parametrize(
    ("name", "value", "message", "hint"),
    [
        ("date", "31 feb", "'31 feb' is no date", "YYYY-MM-DD"),
        ("date", "7/3/2025", "is no date", "did you mean '2025-03-07' or '2025-07-03'?"),
        ("date", "2024-02-30", "2024-02-30", ""),
        ("type", "meting", "'meting'", "meeting"),
        ("factuality", "maybe", "'maybe'", "happened"),
        ("title", " ", "nothing is written", "remove its line"),
        ("title", "one\ntwo", "one line", ""),
    ],
)
def test_what_breaks_a_rule_is_told_and_not_written(
    world: World, name: str, value: str, message: str, hint: str
) -> None:
    """The rules are those of the file, and the answer says what to write instead; sound fields wait with it."""
    done = typed(world, **{"title": "New title", name: value})

    assert {} == dict(done.writes)
    assert [name] == list(done.faults)
    problem = done.faults[name]
    assert message in problem.message
    assert hint in f"{problem.message} {problem.hint}"


def test_a_list_is_typed_with_semicolons(world: World) -> None:
    """Items come and go one by one, and a code that is no country is refused."""
    question = replace(ask(world), cells=(Cell("countries", "NO; SE", is_list=True),))

    def countries(text: str) -> Rewritten:
        return rewrite(world.files, question, {"countries": Typed("NO; SE", text)}, countries={"NO", "SE", "GB"})

    assert b'countries: ["SE", "GB"]' in countries("SE;GB").writes[world.paths[0]]
    assert "'UK'" in countries("SE; UK").faults["countries"].message


def test_only_what_is_offered_is_written(world: World) -> None:
    """A form made by hand reaches no other field."""
    assert Rewritten() == rewrite(world.files, ask(world), {"id": Typed("", "ev-other1"), "note": Typed("", "x")})


def test_a_file_that_changed_meanwhile_is_not_written_over(world: World) -> None:
    """What an editor saved after the page was loaded stays, and the page says what stands there by now."""
    question = ask(world)
    world.edit('date: "2024-03-07"', 'date: "2024-03-05"')
    done = rewrite(world.files, question, {"date": Typed("2024-03-07", "2024-03-06")})

    assert {} == dict(done.writes)
    assert "'2024-03-05'" in done.faults["date"].message


def test_unchanged_fields_are_left_alone(world: World) -> None:
    """A form sent as it was shown writes nothing, whatever stands in the file by now."""
    question = ask(world)
    world.edit('date: "2024-03-07"', 'date: "2024-03-05"')
    form = {cell.name: Typed(cell.text, cell.text) for cell in question.cells}

    assert Rewritten() == rewrite(world.files, question, form)


def test_auto_hands_a_field_back(world: World) -> None:
    """`auto` can be typed as it can be written."""
    world.edit('date: "2024-03-07"', 'date: "2024-03-05"')
    world.extract()
    world.files.update(typed(world, date="auto").writes)
    world.extract()

    assert 'date: "2024-03-07"' in world.text()


def test_the_field_in_question_comes_first(world: World) -> None:
    """A question about the title offers the title first, and each field once."""
    world.edit("type: meeting", "type: vote")
    world.extract(changed(told_once(), type=EventType.AGREEMENT))
    question = next(
        one for one in questions(world.files, world.articles, problems=Problems()) if one.kind is QuestionKind.DIFFERS
    )

    assert ["type", "title", "date", "factuality"] == [cell.name for cell in question.cells]
