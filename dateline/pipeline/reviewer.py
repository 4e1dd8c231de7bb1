"""The review page of the preview: the questions as the files stand now, and the answers written into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.core import journal
from dateline.core.config import Config
from dateline.core.model import EntityKind, Question
from dateline.core.problems import DatelineError, Problems, Severity
from dateline.keep.answers import answer
from dateline.keep.plan import Plan
from dateline.keep.review import questions
from dateline.keep.rewrite import Typed, rewrite
from dateline.pipeline.articles import read_articles
from dateline.pipeline.pages import site_from, templates_of
from dateline.pipeline.project import Project
from dateline.show.reviewpage import ReviewPress, Wrong
from dateline.show.site import build_site

_TYPED, _SHOWN = "to.", "was."
"""How the fields of a form begin: what a person wrote, and what they were shown."""


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
        self._wrong: Wrong | None = None
        self._broken: tuple[str, ...] = ()

    def follow(self, project: Project, plan: Plan | None, broken: Problems | None = None) -> None:
        """The site was built anew; without a plan, as far as that went, and `broken` tells what stood against it."""
        self._project, self._link = project, None
        self._broken = _told(broken) if broken is not None else ()
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
        """The page from the question with this index on; what the last answer came to is said once.

        While the project cannot be read it says why, and asks no more than can be known.
        """
        said, refused, wrong, broken = self._said, self._refused, self._wrong, self._broken
        self._said, self._refused, self._wrong = (), False, None
        asked: Sequence[Question] = ()
        try:
            press, asked = self._printer(), self._questions()
        except DatelineError as error:
            press = self._press or self._plain()
            broken = broken or _told(error.problems)
        if broken:
            said = (press.word("unreadable"), *broken, *said)
        return press.page(asked, token=self.token, first=first, said=said, refused=refused, wrong=wrong)

    def answer(self, form: Mapping[str, str]) -> str | None:
        """Write the answer that a form of the page gives, or the values that a person wrote into it.

        The place on the page of the question that follows, empty where values are to be mended; None, and the page says
        why, when nothing could be written.
        """
        try:
            return self._answer(form)
        except DatelineError:
            # The page says what is wrong with the project.
            self._refused = True
            return None

    def _answer(self, form: Mapping[str, str]) -> str | None:
        project = self._project
        project.recover()
        before = self._questions()
        asked = next((one for one in before if one.id == form.get("question")), None)
        if asked is None:
            return self._refuse(self._printer().word("stale"))
        if "answer" not in form:
            return self._rewrite(asked, form)
        chosen = next((one for one in asked.answers if one.id == form["answer"]), None)
        if chosen is None:
            return self._refuse(self._printer().word("stale"))
        problems = Problems()
        done = answer(project.content_files(), asked, chosen, problems)
        if problems.has_errors or not done.writes:
            return self._refuse(*(_told(problems) or (self._printer().word("stale"),)))
        self._write(done.writes, done.questions)
        left = [one for one in before[before.index(asked) + 1 :] if one.id != asked.id]
        return f"#q-{left[0].id}" if left else ""

    def _rewrite(self, asked: Question, form: Mapping[str, str]) -> str | None:
        """Values that a person wrote into the fields of a question."""
        typed = {
            cell.name: Typed(form.get(_SHOWN + cell.name, ""), form[_TYPED + cell.name])
            for cell in asked.cells
            if _TYPED + cell.name in form
        }
        countries = frozenset(record.id for record in self._project.lexicon.gazetteer.all(EntityKind.COUNTRY))
        done = rewrite(self._project.content_files(), asked, typed, countries=countries)
        if done.faults:
            self._wrong = Wrong(asked.id, {name: value.text for name, value in typed.items()}, done.faults)
            self._refuse(self._printer().word("mend"))
            # No place on the page is named: the browser goes to the field that is to be mended.
            return ""
        if not done.writes:
            return self._refuse(self._printer().word("unchanged"))
        self._write(done.writes)
        after = [one for one in self._questions() if one.entry == asked.entry]
        return f"#q-{after[0].id}" if after else ""

    def _write(self, writes: Mapping[str, bytes], questions: Sequence[str] = ()) -> None:
        project = self._project
        journal.change(project.content, project.journal, writes)
        self._link = None
        names = [f"content/{path}" for path in writes if not path.endswith(".jsonl")]
        self._said = (self._printer().done(names), *questions)

    def _refuse(self, *why: str) -> str | None:
        self._said, self._refused = why, True
        return None

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

    def _plain(self) -> ReviewPress:
        """The page of a project that never could be read: in English, about an empty site."""
        empty = build_site((), {}, {}, Config(title=self._project.root.name, language="en"))
        return ReviewPress(empty, self._project.lexicon, templates_of(self._project))


def _told(problems: Problems) -> tuple[str, ...]:
    return tuple(str(problem) for problem in problems if problem.severity is Severity.ERROR)
