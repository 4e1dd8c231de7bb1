"""The review page: closed questions with their quotes, and for each answer the lines to write and a button.

It is made for the preview alone and never stands in `public/`. Links are written as from a page one folder deep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from markupsafe import Markup

from dateline.core.model import Answer, AnswerKind, Cell, EntrySource, Question, QuestionKind
from dateline.core.problems import Problem
from dateline.lexicon.language import Lexicon
from dateline.show.asked import Asked
from dateline.show.pieces import Link
from dateline.show.press import Press
from dateline.show.prose import direction
from dateline.show.render import interfaces, make_environment
from dateline.show.site import Site, event_path

PATH = "review/"
"""Where the preview shows it."""
AT_ONCE = 20
"""So many questions stand on one page."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What a person wrote for a question's fields, as it is shown again beside what is wrong with it."""

    question: str
    typed: Mapping[str, str]
    faults: Mapping[str, Problem]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer as a button and the lines it writes."""

    id: str
    label: str
    lines: str
    where: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """The words of one source, and the link to their article."""

    text: str
    lang: str
    dir: str
    article: Link


@dataclass(frozen=True, slots=True)
class ChoiceView:
    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class CellView:
    """A field to write another value in, and what is wrong with the one just written."""

    id: str
    name: str
    label: str
    shown: str
    text: str
    choices: tuple[ChoiceView, ...]
    is_long: bool
    help: str
    faults: tuple[str, ...]
    is_first_fault: bool


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question, its texts finished."""

    id: str
    kind: str
    title: Link
    reasons: tuple[str, ...]
    place: str
    field: str
    stands: str
    says: str
    here: str
    now: str
    quotes: tuple[QuoteView, ...]
    answers: tuple[AnswerView, ...]
    cells: tuple[CellView, ...]
    is_open: bool
    """A value was just written, and something is wrong with it."""
    later: bool


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The page."""

    words: SimpleNamespace
    """The page's own words: templates look at attributes alone."""
    questions: tuple[QuestionView, ...]
    shown: str
    before: Link | None
    after: Link | None
    said: tuple[str, ...]
    refused: bool
    token: str
    first: int


class ReviewPress:
    """Prints the page, as often as it is asked for while the site stays as it is."""

    def __init__(self, site: Site, lexicon: Lexicon, templates: Mapping[str, str]) -> None:
        environment = make_environment(templates)
        interface = interfaces(site.config, lexicon)[0]
        vars(environment.globals["t"]).update(vars(interface.texts))
        self._site = site
        self._words = interface
        self._asked = Asked(interface)
        self._press = Press(site, interface, lexicon, environment.get_template, [interface], "", ())

    def page(
        self,
        questions: Sequence[Question],
        *,
        token: str,
        first: int = 0,
        said: Sequence[str] = (),
        refused: bool = False,
        wrong: Wrong | None = None,
    ) -> bytes:
        """The page as it is served: `first` is the index of its first question, `said` what the last answer came to.

        `token` goes into every form; without it no answer is taken. `wrong` are values just written that break a rule.
        """
        words, number = self._words.sections["review_page"], self._words.number
        first = max(0, min(first, len(questions) - 1)) // AT_ONCE * AT_ONCE
        part = questions[first : first + AT_ONCE]
        left = len(questions) - first - len(part)
        shown = words["shown"].format(first=number(first + 1), last=number(first + len(part)), n=number(len(questions)))
        view = ReviewView(
            SimpleNamespace(**words),
            tuple(self._question(one, wrong) for one in part),
            shown,
            Link(f"./?from={first - AT_ONCE}", words["before"].format(n=AT_ONCE)) if first else None,
            Link(f"./?from={first + AT_ONCE}", words["next"].format(n=min(left, AT_ONCE))) if left else None,
            tuple(said),
            refused,
            token,
            first,
        )
        return self._press.page(f"{PATH}index.html", "review.html", view, words["title"], section="").encode()

    def link(self, count: int) -> bytes:
        """The way to the page, which the preview puts into the header of every other."""
        words = self._words.sections["review_page"]
        link = Markup('<p class="desk"><a href="/{}" lang="{}">{}</a></p>')
        return str(link.format(PATH, self._words.tag, words["open_n"].format(n=self._words.number(count)))).encode()

    def word(self, name: str) -> str:
        """What there is to say to an answer: `stale` where its question is gone, `mend` where a value is wrong."""
        return self._asked.word(name)

    def done(self, files: Sequence[str]) -> str:
        """What to say of an answer that was written."""
        return str(self._words.sections["review_page"]["done"]).format(files=self._words.listing(files))

    def _question(self, one: Question, wrong: Wrong | None) -> QuestionView:
        mine = wrong if wrong is not None and wrong.question == one.id else None
        words = self._words.sections["review_page"]
        differs = one.here is not None or one.now is not None
        return QuestionView(
            one.id,
            self._asked.kind(one),
            Link(f"../{event_path(one.entry)}" if self._site.by_id.get(one.entry) else "", one.title),
            self._asked.reasons(one),
            f"{one.path}:{one.line}" if one.line else one.path,
            one.field.partition("/")[0] if one.kind is QuestionKind.DIFFERS else "",
            *self._asked.sides(one),
            (one.here or words["nothing"]) if differs else "",
            one.now or "",
            tuple(self._quote(source) for source in one.sources if source.quote),
            tuple(_answer(answer, one, self._asked) for answer in one.answers),
            tuple(self._cell(cell, one, mine) for cell in one.cells),
            mine is not None,
            one.later,
        )

    def _cell(self, cell: Cell, one: Question, wrong: Wrong | None) -> CellView:
        text = wrong.typed.get(cell.name, cell.text) if wrong is not None else cell.text
        problem = wrong.faults.get(cell.name) if wrong is not None else None
        told = (problem.message, problem.hint or "") if problem is not None else ()
        values = [*cell.choices, *([text] if cell.choices and text not in cell.choices else [])]
        return CellView(
            f"q-{one.id}-{cell.name}",
            cell.name,
            self._asked.word(f"field_{cell.name}"),
            cell.text,
            text,
            tuple(ChoiceView(value, self._asked.choice(cell, value), value == text) for value in values),
            cell.is_long,
            self._asked.help(cell),
            tuple(filter(None, told)),
            wrong is not None and cell.name == next((c.name for c in one.cells if c.name in wrong.faults), None),
        )

    def _quote(self, source: EntrySource) -> QuoteView:
        report = self._site.reports.get(source.article or "")
        article = report.article if report is not None else None
        lang = source.lang or (article.language if article is not None else None) or ""
        name = (article.title if article is not None else None) or source.article or source.publisher or source.url
        link = Link(f"../{report.path}" if report is not None else "", name or "")
        return QuoteView(source.quote or "", lang, direction(lang), link)


def _answer(answer: Answer, question: Question, asked: Asked) -> AnswerView:
    # The file stands above the answers already, where it is the question's own.
    is_told = answer.path == question.path and answer.kind is not AnswerKind.SAME
    return AnswerView(answer.id, asked.label(answer, question), answer.lines, "" if is_told else asked.where(answer))
