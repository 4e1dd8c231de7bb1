"""The entries as a table for a spreadsheet, and its changed cells back into the entries."""

from __future__ import annotations

from pathlib import Path

from dateline.core import files, journal
from dateline.core.model import EntityKind
from dateline.core.problems import DatelineError, Place, Problems
from dateline.keep.spreadsheet import read_table, write_table
from dateline.pipeline.project import Project


def export_table(project: Project, path: Path, problems: Problems) -> str:
    """Write all sound entries as CSV; what was done, in words."""
    data = write_table(project.content_files(), problems)
    files.write_if_changed(path, data)
    return f"wrote {path}; change cells in any spreadsheet, save as CSV, then run `python build.py import {path}`"


def import_table(project: Project, path: Path, problems: Problems) -> str:
    """Write the changed cells of a table into the entries, where they become a person's values; what was done.

    Raises DatelineError when there is no such file or the table cannot be read; nothing is written then.
    """
    project.recover()
    data = files.read_bytes(path)
    if data is None:
        problems.error(Place(str(path)), "missing-file", "there is no such file")
        raise DatelineError(problems)
    countries = frozenset(record.id for record in project.lexicon.gazetteer.all(EntityKind.COUNTRY))
    done = read_table(project.content_files(), data, problems, path=path.name, countries=countries)
    journal.change(project.content, project.journal, done.writes)
    return "\n".join([done.message, *(f"to decide: {question}" for question in done.questions)])
