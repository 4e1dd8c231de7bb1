"""The words of a question and of its answers, in one interface language: for the review page and for the terminal."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.core.model import Answer, AnswerKind, Cause, Cell, Question, QuestionKind
from dateline.lexicon.interface import Interface

_LONG = 40
"""A value longer than this does not stand on a button."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Puts questions into words."""

    words: Interface

    def word(self, name: str) -> str:
        """One of the review page's own words."""
        return self.words.sections["review_page"][name]

    def kind(self, question: Question) -> str:
        """What kind of question it is: `date in doubt`."""
        return self.word(question.kind.value)

    def reasons(self, question: Question) -> tuple[str, ...]:
        """Why it is asked, each reason a sentence."""
        if question.cause is Cause.DOUBT:
            return tuple(self.words.sections["reviews"][doubt.value] for doubt in question.doubts)
        return (self.word(f"cause_{question.cause.value}").format(subject=question.subject),)

    def sides(self, question: Question) -> tuple[str, str]:
        """What the two values of a question are called: what stands in the file, and what the articles say."""
        names = ("this_entry", "other_entry") if question.kind is QuestionKind.SAME else ("stands", "says")
        return self.word(names[0]), self.word(names[1])

    def label(self, answer: Answer, question: Question) -> str:
        """What an answer says: `Take 2024-03-08`."""
        kind = answer.kind
        name = {AnswerKind.SAME: "answer_same"}.get(kind, kind.value)
        if question.cause is Cause.AGAIN and kind in (AnswerKind.KEEP, AnswerKind.TAKE):
            name = f"{kind.value}_again"
        elif question.cause is Cause.PROPOSED_NAME and kind in (AnswerKind.TAKE, AnswerKind.REMOVE):
            name = f"{kind.value}_name"
        elif kind is AnswerKind.KEEP and question.cause is Cause.ARTICLE_GONE:
            name = "keep_gone"
        elif kind is AnswerKind.TAKE and question.kind is QuestionKind.LOST_QUOTE:
            name = "take_words"
        elif kind is AnswerKind.TAKE and len(answer.value or "") > _LONG:
            name = "take_long"
        return self.word(name).format(value=answer.value or "")

    def choice(self, cell: Cell, value: str) -> str:
        """A word of a closed list as readers see it."""
        tables = {"factuality": "factuality", "type": "types", "tier": "tiers"}
        table = self.words.sections[tables[cell.name]] if cell.name in tables else {}
        return str(table.get(value, value))

    def help(self, cell: Cell) -> str:
        """How a field is written, where that does not go without saying."""
        if cell.name in ("date", "planned"):
            return self.word("days")
        return self.word("semicolons") if cell.is_list else ""

    def where(self, answer: Answer) -> str:
        """Where the lines of an answer go, or that they are an order to run."""
        return self.word("run") if answer.kind is AnswerKind.SAME else self.word("lines").format(file=answer.path)
