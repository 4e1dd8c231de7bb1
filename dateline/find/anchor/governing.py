"""Which tense governs each expression of a document: that of its clause's verb group, else of the words beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.core.model import Clause, ClauseKind, Document, Tense, Timex, VerbGroup
from dateline.find.anchor.state import FUTURE, PAST, PLANNED, PRESENT
from dateline.find.anchor.tense import depends_on_tense, is_day

if TYPE_CHECKING:
    from dateline.lexicon.language import Lexicon

_TENSES: Mapping[Tense, str] = {
    Tense.PAST: PAST,
    Tense.PERFECT: PAST,
    Tense.PLUPERFECT: PAST,
    Tense.FUTURE: FUTURE,
    # "said it would be held on Tuesday": the future of the past, and in news nearly always of the present too.
    Tense.CONDITIONAL: FUTURE,
    Tense.PRESENT: PRESENT,
}
_FORWARD_MODALS = frozenset({"plan", "duty", "wish", "ability"})


def tenses(
    document: Document, lexicon: Lexicon | None
) -> tuple[list[str | None], list[bool], list[bool], list[tuple[int, bool] | None]]:
    """For every expression the tense of the verb group that governs it, else what the words beside it tell.

    With them, whether it stands in an aside, read only where something refers back; whether a verb of its clause
    tells of it, not words around it alone; and where its clause begins, with whether it stands before the verb, if that
    is a main clause of the past.
    """
    asked = [index for index, timex in enumerate(document.times) if timex.steps and depends_on_tense(timex.steps)]
    tensed = set(asked)
    if any(step.startswith("ref ") for timex in document.times for step in timex.steps):
        asked = list(range(len(document.times)))
    elif asked:
        asked = [i for i, timex in enumerate(document.times) if i in tensed or named_year(timex.steps) is not None]
    clauses: Sequence[Clause] = document.clauses or (_clauses(document, lexicon, asked) if lexicon else ())
    order = sorted(range(len(clauses)), key=lambda i: clauses[i].span)
    starts = [clauses[i].span.start for i in order]
    out: list[str | None] = [None] * len(document.times)
    asides, verbal = [False] * len(document.times), [not clauses] * len(document.times)
    mains: list[tuple[int, bool] | None] = [None] * len(document.times)
    for index in asked:
        timex = document.times[index]
        found: Clause | None = None
        position = bisect_right(starts, timex.span.start)
        for i in reversed(order[max(0, position - 8) : position]):
            clause = clauses[i]
            if clause.span.end >= timex.span.end and (found is None or _length(clause) < _length(found)):
                found = clause
        if found is not None:
            verb = found.verb
            background = (Tense.PLUPERFECT, Tense.PRESENT) if is_bare_year(timex) else (Tense.PLUPERFECT,)
            asides[index] = found.kind is ClauseKind.RELATIVE or (verb is not None and verb.tense in background)
            verbal[index] = _of_clause(clauses, found, timex.span.start)[0] is not None
            if found.kind is ClauseKind.MAIN and verb is not None and verb.tense in (Tense.PAST, Tense.PERFECT):
                mains[index] = found.span.start, timex.span.end <= verb.span.start
        if index in tensed:
            out[index] = _tense(timex, document.article.text, clauses, found)
            if out[index] is None and found is not None and _is_entry(document.times[index : index + 2], found):
                out[index] = PRESENT
    return out, asides, verbal, mains


_DIRECTED: Mapping[str, str] = {
    "plan": FUTURE,
    "goal": FUTURE,
    "planned": PLANNED,
    "moved": PLANNED,
    "since": PAST,
    # "the plan announced in January will": the participle beside the date governs it, not the verb.
    "participle": PAST,
}


_OVER = (Tense.PAST, Tense.PLUPERFECT)


def _tense(timex: Timex, text: str, clauses: Sequence[Clause], clause: Clause | None) -> str | None:
    """The tense that governs an expression: a word that directs it, the clause's verb group, the words around."""
    clue, _, gap = next((step[6:] for step in timex.steps if step.startswith("tense ")), "").partition(" ")
    if clue in _DIRECTED:
        negated = clue == "planned" and clause is not None and clause.verb is not None and clause.verb.negated
        if negated and clause is not None and _of_clause(clauses, clause, timex.span.start)[0] == PAST:
            return PAST  # "talks planned for Sunday did not take place"
        if clue == "plan" and clause is not None and clause.verb is not None and clause.verb.tense in _OVER:
            return PLANNED  # "the rally planned for Sunday was called off"
        return _DIRECTED[clue]
    told, verb = _of_clause(clauses, clause, timex.span.start) if clause is not None else (None, None)
    if clue == "for":
        return PLANNED if told == PAST else FUTURE
    if clue == "apposed":
        # "Opposes the cuts announced by the ministry on Monday", but "the deal signed in Geneva begins on Monday".
        between = verb is not None and timex.span.start - int(gap) <= verb.span.start < timex.span.start
        return PAST if told in (None, PRESENT) and not between else told
    if told is None:
        return clue or None
    if gap.startswith(">"):
        # "Die im Mai verhängte Sperre endet": a past form before the verb belongs to a noun, and has the expression.
        attribute = verb is not None and timex.span.end + int(gap[1:]) < verb.span.start
        return clue if attribute else told
    if gap and clue == PAST and verb is not None and "," in text[timex.span.end : verb.span.start]:
        return PAST  # "the ship, launched on Thursday, carries": the participle stands before the mark
    if gap in ("1", "2", "3", "4") and clue == PRESENT and verb is not None and verb.span.start > timex.span.end:
        return PRESENT  # "opens on Friday with a piece first heard in"
    if gap and gap[0] != "~" and clue != told and verb is not None and clue in (PRESENT, FUTURE, PAST):
        # A finite verb between the clause's and the expression: "a suit brought by customers opens on", or what an
        # infinitive hangs on.
        nearer = verb.span.end < timex.span.start - int(gap)
        if (nearer and told == PAST and clue != PAST) or (verb.tense is Tense.INFINITIVE and clue == PAST):
            return clue
    return told


def _is_entry(times: Sequence[Timex], clause: Clause) -> bool:
    """Whether a day with an hour, in one expression or two, leads a line without a verb: a calendar of events."""
    timex = times[0]
    hours = [
        each for each in times if each.span.end <= clause.span.end and any(s.startswith("clock ") for s in each.steps)
    ]
    return (
        clause.kind is ClauseKind.FRAGMENT
        and clause.verb is None
        and clause.span.start == timex.span.start
        and is_day(timex.steps)
        and bool(hours)
        and hours[0].span.start - timex.span.end <= 2
    )


def _clauses(document: Document, lexicon: Lexicon, asked: Sequence[int]) -> tuple[Clause, ...]:
    """The clauses of the sentences in which tense decides."""
    from dateline.find.clauses import find_clauses

    article = document.article
    out: list[Clause] = []
    for sentence in sorted({document.times[index].sentence for index in asked}):
        if not article.sentences[sentence].tokens:
            continue
        number = article.sentences[sentence].paragraph
        tag = article.paragraphs[number].language if article.paragraphs else article.language
        offset = len(out)
        for clause in find_clauses(article, sentence, lexicon.pack(tag)):
            out.append(clause if clause.governor is None else replace(clause, governor=clause.governor + offset))
    return tuple(out)


def _length(clause: Clause) -> int:
    return clause.span.end - clause.span.start


def _of_clause(clauses: Sequence[Clause], clause: Clause, position: int) -> tuple[str | None, VerbGroup | None]:
    """The tense of a clause, or of the one it hangs on, with the verb group that tells it."""
    for _ in range(4):
        verb = clause.verb
        if verb is not None and verb.tense in _TENSES:
            if verb.tense is Tense.PRESENT and verb.modal in _FORWARD_MODALS:
                return FUTURE, verb
            if verb.tense is Tense.CONDITIONAL and verb.modal == "ability" and verb.negated:
                return PAST, verb  # "could not leave on Friday": it did not
            if verb.tense is Tense.CONDITIONAL and verb.perfect and verb.modal is None and _is_reported(clause):
                return PAST, verb  # "sagte, die Truppen hätten am Dienstag …": said to have happened
            if verb.tense is Tense.CONDITIONAL and (verb.modal == "plan" or verb.perfect):
                return PLANNED, verb  # "was due to arrive", "would have arrived"
            return _TENSES[verb.tense], verb
        if verb is not None and verb.tense is Tense.INFINITIVE and verb.span.start < position:
            return FUTURE, verb
        if clause.governor is None or clause.governor >= len(clauses) or clause.kind is ClauseKind.QUOTE:
            return None, None
        clause = clauses[clause.governor]
    return None, None


def _is_reported(clause: Clause) -> bool:
    """Whether a clause stands in the mood of reported speech."""
    return clause.kind is ClauseKind.REPORTED and any(cue.startswith("mood") for cue in clause.cues)


def is_bare_year(timex: Timex) -> bool:
    return len(timex.steps) == 1 and named_year(timex.steps) is not None


def named_year(steps: tuple[str, ...]) -> int | None:
    """The year an expression names in full."""
    for step in steps:
        if step.startswith("year ") and step[5:].isdigit() and len(step) == 9:
            return int(step[5:])
    return None
