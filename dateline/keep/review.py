"""The questions of the review page, the weightiest first, each with the exact lines that answer it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from dateline.core import yamlwrite
from dateline.core.model import (
    Answer,
    AnswerKind,
    Article,
    Cause,
    EntrySource,
    Passage,
    Question,
    QuestionKind,
    Review,
    Status,
)
from dateline.core.problems import Problems, Severity
from dateline.core.schema import AUTO
from dateline.keep import decisions as decided
from dateline.keep import names
from dateline.keep.asking import (
    DOUBT,
    One,
    headed,
    later_answer,
    lock,
    make_answer,
    make_question,
    placer,
    question_id,
    shown,
    supporting,
)
from dateline.keep.entries import entry_of, read_files
from dateline.keep.fields import FORMS, Form
from dateline.keep.ledger import owned_fields, read_ledger
from dateline.keep.plan import Change, Kind, Plan
from dateline.keep.propose import source_name
from dateline.keep.quotes import Texts, fold_quote

_DOUBTS: Mapping[QuestionKind, frozenset[Review]] = {
    QuestionKind.DATE: frozenset(
        {
            Review.DATE_AMBIGUOUS,
            Review.DATE_CONFLICT,
            Review.DATE_INHERITED,
            Review.DOCUMENT_DATE_UNKNOWN,
            Review.VAGUE_DATE,
        }
    ),
    QuestionKind.ORGANISATION: frozenset(
        {Review.UNKNOWN_ORGANISATION, Review.AMBIGUOUS_ACRONYM, Review.ACTOR_MISSING, Review.ACTOR_ROLE_UNCLEAR}
    ),
    QuestionKind.FACTUALITY: frozenset(
        {Review.NEGATION_UNCLEAR, Review.OUTCOME_UNKNOWN, Review.ALLEGED_ONLY, Review.DISPUTED, Review.TYPE_CONFLICT}
    ),
}
_FIELD: Mapping[QuestionKind, str] = {
    QuestionKind.DATE: "date",
    QuestionKind.ORGANISATION: "organisations",
    QuestionKind.FACTUALITY: "factuality",
}
_SETTLED = frozenset({Status.CHECKED, Status.REJECTED, Status.WITHDRAWN, Status.MERGED, Status.ORPHANED, Status.DRAFT})


def questions(
    files: Mapping[str, bytes], articles: Mapping[str, Article], *, plan: Plan | None = None, problems: Problems
) -> tuple[Question, ...]:
    """All that a person should decide, sorted by importance times doubt; what was put off comes last.

    `files` is content/; with the plan of the last extraction the questions about rejected events are there too.
    """
    own = Problems()
    read = read_files(files, own)
    ledger = read_ledger(files, Problems())
    texts = Texts(articles)
    out: list[Question] = _broken(own)
    decisions = decided.read_decisions(files, Problems()) or decided.Decisions()
    entries: dict[str, One] = {}
    for path, file in read.items():
        ident = (file.values or {}).get("id")
        if file.values is None or ident is None or ident in entries:
            continue
        line = ledger.get(ident)
        entry = entry_of(ident, path, file.values, by_hand=owned_fields(line, file.values))
        entries[ident] = One(entry, file.values, line, placer(path, files[path]))
    for ident in sorted(entries):
        one = entries[ident]
        if one.entry.status in (Status.REJECTED, Status.WITHDRAWN, Status.MERGED):
            continue
        out += _lost(one, articles, texts, decisions.withdrawn)
        out += _differing(one)
        out += _same(one, entries)
        out += _doubtful(one)
    out += _proposed(files, entries)
    for change in plan.changes if plan is not None else ():
        if change.kind is Kind.ASKED and change.evidence:
            out += _again(change, files, entries)
        elif change.kind is Kind.ASKED and change.other:
            out += _both(change, entries)
    problems.extend(own)
    done = [replace(item, later=item.id in decisions.later, answers=tuple(map(_marked, item.answers))) for item in out]
    return tuple(sorted(done, key=lambda item: (item.later, -item.weight, item.path, item.line, item.id)))


def _marked(answer: Answer) -> Answer:
    return replace(answer, id=question_id(answer.kind, answer.path, answer.lines))


# ------------------------------------------------------------------------------------------------------ the kinds


def _broken(problems: Problems) -> list[Question]:
    return [
        Question(
            question_id("broken", problem),
            QuestionKind.BROKEN_FILE,
            DOUBT[QuestionKind.BROKEN_FILE],
            "",
            problem.place.path,
            problem.place.line,
            problem.message,
            cause=Cause.BROKEN,
            subject=problem.hint or problem.code,
        )
        for problem in problems
        if problem.severity is Severity.ERROR
    ]


def _lost(one: One, articles: Mapping[str, Article], texts: Texts, withdrawn: Sequence[str]) -> Iterable[Question]:
    for n, source in enumerate(one.entry.sources):
        if not source.article or not source.quote or texts.stands(source.article, source.quote):
            continue
        article = articles.get(source.article)
        if article is None and source.article in withdrawn:
            continue
        likest = _likest(article, source.quote) if article is not None else None
        answers = [make_answer(one, AnswerKind.REMOVE, ("sources", n), None)]
        if article is None:
            path, name = f"content/{decided.PATH}", source.article
            answers.insert(0, Answer(AnswerKind.KEEP, path, f"withdrawn: [{yamlwrite.inline(name)}]", name))
        quoted = {fold_quote(other.quote or "") for other in one.entry.sources if other.article == source.article}
        # Where the program has quoted the new words by itself, they need no second source.
        if likest is not None and fold_quote(likest) not in quoted:
            answers.insert(0, make_answer(one, AnswerKind.TAKE, ("sources", n, "quote"), likest))
        yield make_question(
            one,
            QuestionKind.LOST_QUOTE,
            f"sources/{source_name({'article': source.article, 'quote': source.quote})}",
            cause=Cause.WORDS_GONE if article is not None else Cause.ARTICLE_GONE,
            subject=source.article,
            line=one.place("sources", n, "quote"),
            here=source.quote,
            now=likest,
            sources=(source,),
            answers=answers,
        )


def _likest(article: Article, quote: str) -> str | None:
    """The sentence of the article that is most like a lost quote: shown beside it, never put in its place unasked."""
    best, score = None, 0.5
    for sentence in article.sentences:
        text = " ".join(article.text[sentence.span.start : sentence.span.end].split())
        matcher = SequenceMatcher(None, quote, text, autojunk=False)
        if matcher.real_quick_ratio() > score and matcher.quick_ratio() > score and matcher.ratio() > score:
            best, score = text, matcher.ratio()
    return best


def _differing(one: One) -> Iterable[Question]:
    line = one.line
    if line is None:
        return
    for path, now in sorted(line.told.items()):
        name, _, item = path.partition("/")
        if now is None or name in one.values.get("locked", ()) or name not in FORMS:
            continue
        here = one.values.get(name)
        if here in (AUTO, now):
            continue
        answers = [lock(one, name)]
        form = FORMS[name]
        whole = not item or form is Form.VALUE
        if whole:
            answers.insert(0, make_answer(one, AnswerKind.TAKE, (name,), now))
        elif form is Form.MAP:
            answers.insert(0, make_answer(one, AnswerKind.TAKE, (name, item), now))
        elif isinstance(now, Mapping) or form is Form.SET:
            answers.insert(0, make_answer(one, AnswerKind.TAKE, (name, "+"), now))
        if form is Form.SET and item and isinstance(here, list) and now in here:
            continue
        checked = one.entry.status == Status.CHECKED
        yield make_question(
            one,
            QuestionKind.DIFFERS,
            path,
            cause=Cause.CHECKED if checked else Cause.BY_HAND,
            line=one.place(name),
            here=shown(here),
            now=shown(now),
            sources=supporting(one.entry, name, item),
            answers=answers,
        )


def _same(one: One, entries: Mapping[str, One]) -> Iterable[Question]:
    for ident in one.entry.maybe_same_as:
        other = entries.get(ident)
        if other is None or not _may_be_same(one, other):
            continue
        if one.entry.id in other.entry.maybe_same_as and ident < one.entry.id:
            continue
        yield _pair(one, other, Cause.MAYBE_SAME)


def _both(change: Change, entries: Mapping[str, One]) -> Iterable[Question]:
    """An entry whose event became part of another's, where a person has worked on both."""
    one, other = entries.get(change.other), entries.get(change.id)
    if one is not None and other is not None and _may_be_same(one, other):
        yield _pair(one, other, Cause.BOTH_EDITED)


def _may_be_same(one: One, other: One) -> bool:
    if other.entry.id in one.entry.not_same_as or one.entry.id in other.entry.not_same_as:
        return False
    return not {one.entry.status, other.entry.status} & {Status.MERGED, Status.REJECTED}


def _pair(one: One, other: One, cause: Cause) -> Question:
    ident = other.entry.id
    return make_question(
        one,
        QuestionKind.SAME,
        f"maybe_same_as/{ident}",
        cause=cause,
        subject=f"{ident} {other.entry.title}",
        line=one.place("maybe_same_as"),
        here=headed(one.entry),
        now=headed(other.entry),
        sources=(*one.entry.sources, *other.entry.sources),
        answers=[
            Answer(AnswerKind.SAME, one.path, f"python build.py merge {one.entry.id} {ident}", ident),
            make_answer(one, AnswerKind.NOT_SAME, ("not_same_as", "+"), ident),
        ],
    )


def _doubtful(one: One) -> Iterable[Question]:
    """One question about an entry nobody has looked at: about what is most in doubt of it."""
    entry = one.entry
    if entry.status in _SETTLED:
        return
    kind = QuestionKind.UNDATED if entry.date is None else QuestionKind.NEW
    reasons: Sequence[Review] = ()
    for doubt, words in _DOUBTS.items():
        found = [reason for reason in entry.review if reason in words]
        if found and _FIELD[doubt] not in entry.by_hand and _FIELD[doubt] not in one.values.get("locked", ()):
            kind, reasons = doubt, found
            break
    name = _FIELD.get(kind, "")
    answers = [make_answer(one, AnswerKind.CHECKED, ("status",), Status.CHECKED.value)]
    if name == "date":
        for version in entry.date_versions:
            if entry.date is None or version.date.edtf != entry.date.edtf:
                answers.append(make_answer(one, AnswerKind.TAKE, ("date",), version.date.edtf))
    answers.append(make_answer(one, AnswerKind.REJECT, ("status",), Status.REJECTED.value))
    confidence = entry.confidence if entry.confidence is not None else 0.5
    yield make_question(
        one,
        kind,
        name,
        cause=Cause.DOUBT if reasons else Cause.UNDATED if entry.date is None else Cause.UNSEEN,
        doubts=reasons,
        line=one.place(name or "title"),
        here=shown(one.values.get(name)) if name else None,
        sources=supporting(entry, name, "") if name else entry.sources,
        answers=answers,
        doubt=DOUBT[kind] * (1.5 - confidence),
    )


def _again(change: Change, files: Mapping[str, bytes], entries: Mapping[str, One]) -> Iterable[Question]:
    """A rejected event that an independent source tells too."""
    decisions = f"content/{decided.PATH}"
    item = {"event": change.id, "title": change.title, "evidence": decided.as_items(change.evidence)}
    keep = decided.record(None, "rejected", item).decode().removeprefix(decided.HEAD)
    back = [f"# remove the item of {change.id or change.title} under 'rejected'"]
    one = entries.get(change.id)
    if one is not None:
        back = yamlwrite.lines("status", Status.PROPOSED.value)
    ident = question_id("again", change.id, change.title, change.why)
    sources = tuple(EntrySource(article=told.article, quote=told.quote) for told in change.evidence)
    known = {passage for item in _rejections(files, change.id) for passage in item.evidence}
    if one is not None:
        known |= {Passage(source.article or "", source.quote or "") for source in one.entry.sources}
    if set(change.evidence) <= known:
        # Answered already; the next run knows.
        return
    yield Question(
        ident,
        QuestionKind.REJECTED_BEFORE,
        DOUBT[QuestionKind.REJECTED_BEFORE],
        change.id,
        f"content/{change.path}",
        change.line,
        change.title,
        sources=sources,
        answers=(
            Answer(AnswerKind.KEEP, decisions, keep.rstrip("\n")),
            Answer(AnswerKind.TAKE, one.path if one is not None else decisions, "\n".join(back)),
            later_answer(ident),
        ),
        cause=Cause.AGAIN,
    )


def _rejections(files: Mapping[str, bytes], ident: str) -> Sequence[decided.Rejection]:
    decisions = decided.read_decisions(files, Problems())
    return [item for item in decisions.rejected if item.event == ident] if decisions is not None else []


def _proposed(files: Mapping[str, bytes], entries: Mapping[str, One]) -> Iterable[Question]:
    """Organisations no list knows: is it one, and is this its name?"""
    waiting = dict(names.proposals(files))
    if not waiting:
        return
    place = placer(names.PATH, files[names.PATH])
    told: dict[str, list[EntrySource]] = {slug: [] for slug in waiting}
    for ident in sorted(entries):
        for slug in entries[ident].entry.organisations:
            if slug in told:
                told[slug] += supporting(entries[ident].entry, "organisations", slug)[:1]
    path = f"content/{names.PATH}"
    taken = names.accepted(files)
    for slug, record in waiting.items():
        called = record.get("names") if isinstance(record, Mapping) else None
        title = next(iter(called.values()), slug) if isinstance(called, Mapping) else slug
        ident = question_id("name", slug)
        yield Question(
            ident,
            QuestionKind.ORGANISATION,
            DOUBT[QuestionKind.ORGANISATION] * (1 + len(told[slug])),
            "",
            path,
            place(names.PROPOSED, slug),
            str(title),
            f"{names.PROPOSED}/{slug}",
            sources=tuple(dict.fromkeys(told[slug]))[:2],
            answers=(
                # A record that a person wrote under this id is not written over.
                *([] if slug in taken else [Answer(AnswerKind.TAKE, path, _record(slug, record), str(title))]),
                Answer(AnswerKind.REMOVE, path, f"# remove the record {slug} under '{names.PROPOSED}'"),
                later_answer(ident),
            ),
            cause=Cause.PROPOSED_NAME,
            subject=slug,
        )


def _record(slug: str, record: Mapping[str, Any]) -> str:
    return "\n".join(yamlwrite.lines(slug, record, names.NAME))
