"""Entries go out as a table and come back: what changed there is a person's, and nothing is lost."""

from __future__ import annotations

import csv
import io

import pytest
import yaml
from keep_world import World, changed, told_once

from dateline.core.problems import Problems
from dateline.keep.spreadsheet import BASE, COLUMNS, read_table, write_table


def table(world: World) -> list[dict[str, str]]:
    data = write_table(world.files, Problems())
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def back(world: World, rows: list[dict[str, str]], delimiter: str = ",") -> tuple[str, str, tuple[str, ...]]:
    out = io.StringIO()
    writer = csv.DictWriter(out, [*COLUMNS, BASE], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    problems = Problems()
    done = read_table(world.files, out.getvalue().encode(), problems)
    world.files.update(done.writes)
    return done.message, str(problems), done.questions


def values(world: World) -> dict[str, object]:
    return yaml.load(world.text(), Loader=yaml.CBaseLoader)


def test_an_untouched_table_changes_nothing(world: World) -> None:
    """Out and in again: no file is written."""
    before = dict(world.files)

    assert ("0 cells of 0 entries taken over", "", ()) == back(world, table(world))
    assert before == world.files


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_changed_cells_become_a_persons_values(world: World, delimiter: str) -> None:
    """A new title, a country more and one fewer: written in place, and kept by the next build."""
    world.edit("title: Ministers meet in Oslo", "title: Ministers meet in Oslo  # mine")
    rows = table(world)
    rows[0] |= {"title": "Talks: in Oslo", "countries": "NO; DK", "note": "Ask them"}
    message, problems, conflicts = back(world, rows, delimiter)
    world.extract(changed(told_once(), title={"en": "Else"}, countries=("NO", "SE", "FI")))

    assert ("", ()) == (problems, conflicts)
    assert "of 1 entry taken over" in message
    assert 'title: "Talks: in Oslo"  # mine' in world.text()
    assert ["NO", "DK", "FI"] == values(world)["countries"]
    assert "Ask them" == values(world)["note"]


def test_an_emptied_cell_removes_the_value(world: World) -> None:
    """A cell without a value is a decision like a removed line."""
    rows = table(world)
    rows[0]["date"] = ""
    back(world, rows)
    world.extract()

    assert "date" not in values(world)


def test_a_cell_changed_on_both_sides_is_a_conflict(world: World) -> None:
    """Where table and file were both changed the file stays, and the conflict is listed."""
    rows = table(world)
    world.edit("title: Ministers meet in Oslo", "title: Mine")
    rows[0]["title"] = "Hers"
    _, _, conflicts = back(world, rows)

    assert "Mine" == values(world)["title"]
    assert 1 == len(conflicts)
    assert "'Hers'" in conflicts[0]


def test_what_changed_in_the_file_alone_stays(world: World) -> None:
    """An old table brings no old values back."""
    rows = table(world)
    world.edit("title: Ministers meet in Oslo", "title: Mine")
    back(world, rows)

    assert "Mine" == values(world)["title"]


def test_a_cell_that_breaks_a_rule_changes_nothing(world: World) -> None:
    """A date that a spreadsheet wrote its own way is a problem with its row, not a wrong date."""
    rows = table(world)
    rows[0] |= {"date": "8/3/2024", "title": "New"}
    before = dict(world.files)
    _, problems, _ = back(world, rows)

    assert before == world.files
    assert "table.csv:2: error: 'date': '8" in problems


def test_words_of_articles_are_no_formulas(world: World) -> None:
    """A title that a spreadsheet would compute is guarded, and comes back as it was."""
    world.extract(changed(told_once(), title={"en": "=1+1"}))
    rows = table(world)

    assert "'=1+1" == rows[0]["title"]
    assert "0 cells of 0 entries taken over" == back(world, rows)[0]


def test_a_row_of_no_entry_is_told(world: World) -> None:
    """An id that is not there is told with the nearest; the other rows count."""
    rows = table(world)
    rows.append({**rows[0], "id": rows[0]["id"][:-1] + "0"})
    rows[0]["title"] = "New"
    _, problems, _ = back(world, rows)

    assert "table.csv:3: error: there is no entry" in problems
    assert "New" == values(world)["title"]


@pytest.mark.parametrize("data", [b"\xff\xfe", b"", b"a,b\n1,2\n", b"id,title\nx,y\n"])
def test_what_is_no_table_is_told(world: World, data: bytes) -> None:
    """Another file, another encoding, missing columns: a problem, and nothing happens."""
    problems = Problems()

    assert {} == dict(read_table(world.files, data, problems).writes)
    assert problems.has_errors


@pytest.mark.parametrize("cell", ["7.3.2024", "07.03.2024", "7/3/2024", "3/7/2024", "07-03-2024"])
def test_a_date_in_the_manner_of_a_country_is_no_change(world: World, cell: str) -> None:
    """Spreadsheets write dates anew when they open a table: a cell that may mean the same day is untouched."""
    rows = table(world)
    rows[0] |= {"date": cell, "title": "New"}
    message, problems, _ = back(world, rows)

    assert ("1 cell of 1 entry taken over", "") == (message, problems)
    assert ("2024-03-07", "New") == (values(world)["date"], values(world)["title"])


def test_a_date_that_cannot_be_read_is_told_with_what_it_may_mean(world: World) -> None:
    """Another day in such a manner is refused: which part is the month is for a person to say."""
    rows = table(world)
    rows[0]["date"] = "8/3/2024"
    _, problems, _ = back(world, rows)

    assert "table.csv:2: error" in problems
    assert "did you mean '2024-03-08' or '2024-08-03'?" in problems


@pytest.mark.parametrize(
    ("cell", "offer"), [("45.3.2024", ""), ("31.2.2024", ""), ("30/2/2024", ""), ("13/12/2024", "'2024-12-13'?")]
)
def test_no_day_is_offered_that_does_not_exist(world: World, cell: str, offer: str) -> None:
    """A slip of the finger is told as no date, without a guess at one."""
    rows = table(world)
    rows[0]["date"] = cell
    _, problems, _ = back(world, rows)

    assert "is no date" in problems
    assert offer == problems.partition("did you mean ")[2].strip()


def test_each_fault_of_a_row_has_its_own_hint(world: World) -> None:
    """Beside a date that may be meant, another wrong cell gets the hint that is its own."""
    rows = table(world)
    rows[0] |= {"date": "8/3/2024", "factuality": "Happened"}
    _, problems, _ = back(world, rows)
    fault = problems[problems.index("'factuality'") :]

    assert "2024-08-03" in problems
    assert "happened" in fault.split("\n")[1]


def test_a_code_that_is_no_country_is_refused(world: World) -> None:
    """What would keep the site from being built does not get into an entry."""
    rows = table(world)
    rows[0]["countries"] = "NO; UK"
    out = io.StringIO()
    writer = csv.DictWriter(out, [*COLUMNS, BASE])
    writer.writeheader()
    writer.writerows(rows)
    problems = Problems()
    done = read_table(world.files, out.getvalue().encode(), problems, countries={"NO", "GB", "UA"})

    assert {} == done.writes
    assert ["unknown-country"] == [problem.code for problem in problems]
