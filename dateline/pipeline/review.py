"""The questions that wait for a person, each with the exact lines that answer it."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.core.model import Question
from dateline.core.problems import Problems
from dateline.keep.review import questions
from dateline.pipeline.articles import read_articles
from dateline.pipeline.extract import extract
from dateline.pipeline.project import Project


def review(project: Project, problems: Problems, *, limit: int) -> str:
    """The weightiest questions first, as text; nothing is written."""
    plan = extract(project, problems, write=False)
    articles = read_articles(project, Problems()).articles
    found = questions(project.content_files(), articles, plan=plan, problems=Problems())
    shown = [line for number, question in enumerate(found[:limit], 1) for line in _told(number, question)]
    if not found:
        return "no questions"
    rest = len(found) - limit
    return "\n".join([*shown, f"{rest} more: --most {len(found)}" if rest > 0 else f"{len(found)} in all"])


def _told(number: int, question: Question) -> Iterator[str]:
    place = f"{question.path}:{question.line}" if question.line else question.path
    yield f"{number}. {question.title}  ({question.kind})"
    yield f"   {place}"
    yield f"   {question.reason}"
    if question.here is not None:
        yield f"   stands in the file: {question.here}"
    if question.now is not None:
        yield f"   the articles now say: {question.now}"
    for source in question.sources:
        yield f"   {source.article}: “{source.quote}”"
    for answer in question.answers:
        # A long value stands in the lines to write; the label does not repeat it.
        value = f" {answer.value}" if answer.value and len(answer.value) <= 40 else ""
        order = answer.lines.startswith("python ")
        yield f"   to answer {answer.kind}{value}, " + ("run:" if order else f"write in {answer.path}:")
        yield from (f"      {line}" for line in answer.lines.splitlines())
    yield ""
