"""The questions that wait for a person, in the words of the review page, each with the exact lines that answer it."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.core.model import Question, QuestionKind
from dateline.core.problems import Problems
from dateline.keep.review import questions
from dateline.pipeline.articles import read_articles
from dateline.pipeline.extract import extract
from dateline.pipeline.project import Project
from dateline.show.asked import Asked
from dateline.show.render import interfaces


def review(project: Project, problems: Problems, *, limit: int) -> str:
    """The weightiest questions first, as text; nothing is written."""
    plan = extract(project, problems, write=False)
    articles = read_articles(project, Problems()).articles
    asked = Asked(interfaces(project.config(Problems()), project.lexicon)[0])
    found = questions(project.content_files(), articles, plan=plan, problems=Problems())
    shown = [line for number, question in enumerate(found[:limit], 1) for line in _told(number, question, asked)]
    if not found:
        return asked.word("none")
    words = asked.word("shown").format(first=1, last=min(limit, len(found)), n=len(found))
    return "\n".join([*shown, f"{words}  (--most {len(found)})" if len(found) > limit else words])


def _told(number: int, question: Question, asked: Asked) -> Iterator[str]:
    place = f"{question.path}:{question.line}" if question.line else question.path
    yield f"{number}. {question.title}  ({asked.kind(question)})"
    yield f"   {place}"
    yield from (f"   {reason}" for reason in asked.reasons(question))
    stands, says = asked.sides(question)
    if question.here is not None or question.now is not None:
        field = f" ({question.field.partition('/')[0]})" if question.kind is QuestionKind.DIFFERS else ""
        yield f"   {stands}{field}: {question.here or asked.word('nothing')}"
    if question.now is not None:
        yield f"   {says}: {question.now}"
    for source in question.sources:
        yield f"   {source.article}: “{source.quote}”"
    for answer in question.answers:
        yield f"   {asked.label(answer, question)}: {asked.where(answer)}"
        yield from (f"      {line}" for line in answer.lines.splitlines())
    yield ""
