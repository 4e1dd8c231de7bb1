"""The review page of the preview: the questions as the files stand now, and the answers written into them."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.core import journal
from dateline.core.model import Question
from dateline.core.problems import DatelineError, Problems
from dateline.keep.answers import answer
from dateline.keep.plan import Plan
from dateline.keep.review import questions
from dateline.pipeline.articles import read_articles
from dateline.pipeline.pages import site_from, templates_of
from dateline.pipeline.project import Project
from dateline.show.reviewpage import ReviewPress


class Reviewer:
    """Shows what there is to decide and writes what was decided; the preview builds anew by itself then."""

    def __init__(self, project: Project, token: str) -> None:
        self.token = token
        """Stands in every form of the page; an answer without it is refused."""
        self._project = project
        self._plan: Plan | None = None
        self._press: ReviewPress | None = None
        self._link: bytes | None = None
        self._said: tuple[str, ...] = ()
        self._refused = False

    def follow(self, project: Project, plan: Plan | None) -> None:
        """The site was built anew; without a plan, as far as that went."""
        self._project, self._link = project, None
        if plan is not None:
            self._plan, self._press = plan, None

    def link(self) -> bytes:
        """The way to the page with the number of open questions, for the header of every other.

        Empty while the project cannot be read: the site that stands is shown all the same.
        """
        if self._link is None:
            try:
                self._link = self._printer().link(sum(not question.later for question in self._questions()))
            except DatelineError:
                return b""
        return self._link

    def page(self, first: int) -> bytes:
        """The page from the question with this index on; what the last answer came to is said once."""
        said, refused = self._said, self._refused
        self._said, self._refused = (), False
        return self._printer().page(self._questions(), token=self.token, first=first, said=said, refused=refused)

    def answer(self, question: str, answer_id: str, first: int) -> str | None:
        """Write an answer; the place on the page of the question that follows, None when it could not be written."""
        project, problems = self._project, Problems()
        project.recover()
        before = self._questions()
        asked = next((one for one in before if one.id == question), None)
        chosen = next((one for one in asked.answers if one.id == answer_id), None) if asked is not None else None
        if asked is None or chosen is None:
            self._said, self._refused = (self._printer().stale(),), True
            return None
        done = answer(project.content_files(), asked, chosen, problems)
        if problems.has_errors or not done.writes:
            self._said, self._refused = tuple(map(str, problems)) or (self._printer().stale(),), True
            return None
        journal.change(project.content, project.journal, done.writes)
        self._link = None
        names = [f"content/{path}" for path in done.writes if not path.endswith(".jsonl")]
        self._said = (self._printer().done(names), *done.questions)
        at = before.index(asked)
        left = [one for one in before[at + 1 :] if one.id != question]
        return f"#q-{left[0].id}" if left else ""

    def _questions(self) -> Sequence[Question]:
        project = self._project
        articles = read_articles(project, Problems()).articles
        return questions(project.content_files(), articles, plan=self._plan, problems=Problems())

    def _printer(self) -> ReviewPress:
        if self._press is None:
            project = self._project
            config = project.config(Problems())
            site = site_from(project, config, project.content_files(), Problems())
            self._press = ReviewPress(site, project.lexicon, templates_of(project))
        return self._press
