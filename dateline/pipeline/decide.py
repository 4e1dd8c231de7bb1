"""Decisions as commands: reject, split, merge; written as YAML that a person could have written."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.core import journal
from dateline.core.problems import DatelineError, Problems
from dateline.keep import commands
from dateline.pipeline.project import Project


def decide(project: Project, problems: Problems, order: str, names: Sequence[str], *, why: str | None = None) -> str:
    """Carry out one order on the entries; what was done, in words.

    `order` is `reject` (an id), `split` (an id and its sources) or `merge` (two ids). The next build follows it.
    Raises DatelineError when it cannot be carried out; nothing is written then.
    """
    project.recover()
    content = project.content_files()
    done: commands.Done
    if order == "reject":
        done = commands.reject(content, names[0], why, problems)
    elif order == "split":
        done = commands.split(content, names[0], names[1:], problems)
    else:
        done = commands.merge(content, names[0], names[1], problems)
    if problems.has_errors:
        raise DatelineError(problems)
    journal.change(project.content, project.journal, done.writes)
    return "\n".join([done.message, *(f"to decide: {question}" for question in done.questions)])
