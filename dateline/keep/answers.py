"""An answer from the review page written where it belongs: the same lines that a person would write by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import dedent

from dateline.core import yamltext
from dateline.core.model import Answer, AnswerKind, Cause, Question, QuestionKind, Status
from dateline.core.problems import Place, Problems
from dateline.core.schema import Kind
from dateline.core.yamledit import Add, Edit, EditError, Remove, Set, edit
from dateline.keep import decisions as decided
from dateline.keep import names
from dateline.keep.commands import Done, merge, reject
from dateline.keep.entries import Values, read_values
from dateline.keep.fields import ENTRY, FORMS, Form
from dateline.keep.propose import source_name


def answer(files: Mapping[str, bytes], question: Question, chosen: Answer, problems: Problems) -> Done:
    """The files of content/ with an answer written into them; none, with the reason reported, when it cannot be."""
    path = question.path.removeprefix("content/")
    if chosen.kind is AnswerKind.LATER:
        return _write(files, decided.PATH, [Add(("later",), question.id)], problems)
    if question.cause is Cause.AGAIN:
        return _again(files, question, chosen, problems)
    if question.cause is Cause.ARTICLE_GONE and chosen.kind is AnswerKind.KEEP:
        return _write(files, decided.PATH, [Add(("withdrawn",), question.subject)], problems)
    if question.cause is Cause.PROPOSED_NAME:
        return _name(files, question, chosen, problems)
    if chosen.kind is AnswerKind.REJECT:
        return reject(files, question.entry, None, problems)
    if chosen.kind is AnswerKind.SAME and chosen.value is not None:
        return merge(files, question.entry, chosen.value, problems)
    values = read_values(path, files[path], problems) if path in files else None
    if values is None:
        return Done()
    return _write(files, path, _edits(question, chosen, values), problems)


def _edits(question: Question, chosen: Answer, values: Values) -> list[Edit]:
    name, _, item = question.field.partition("/")
    match chosen.kind:
        case AnswerKind.KEEP:
            return [Add(("locked",), name)]
        case AnswerKind.NOT_SAME:
            return [Add(("not_same_as",), chosen.value)]
        case AnswerKind.CHECKED:
            return [Set(("status",), Status.CHECKED.value)]
        case AnswerKind.TAKE if question.kind is QuestionKind.LOST_QUOTE:
            index = _index(values, question)
            return [Set(("sources", index, "quote"), chosen.value)] if index is not None else []
        case AnswerKind.REMOVE:
            index = _index(values, question)
            return [Remove(("sources", index))] if index is not None else []
        case AnswerKind.TAKE:
            tree = yamltext.load_data(dedent(chosen.lines))
            if FORMS[name] is Form.ITEMS and item:
                return [Add((name,), tree[0])]
            if FORMS[name] is Form.MAP and item:
                return [Set((name, item), chosen.value)]
            if FORMS[name] is Form.SET and item:
                return [Add((name,), chosen.value)]
            return [Set((name,), tree[name])]
    return []


def _index(values: Values, question: Question) -> int | None:
    wanted = question.field.partition("/")[2]
    sources = values.get("sources")
    return next((n for n, item in enumerate(sources or ()) if source_name(item) == wanted), None)


def _again(files: Mapping[str, bytes], question: Question, chosen: Answer, problems: Problems) -> Done:
    """Still no event, whoever tells it; or an event after all."""
    if decided.read_decisions(files, problems) is None:
        return Done()
    if chosen.kind is AnswerKind.KEEP:
        item = yamltext.load_data(chosen.lines)["rejected"][0]
        return _write(files, decided.PATH, [Add(("rejected",), item)], problems)
    data = files.get(decided.PATH)
    decisions = yamltext.load_data(data.decode("utf-8", errors="replace")) if data else {}
    found = decisions.get("rejected") if isinstance(decisions, dict) else None
    items = found if isinstance(found, list) else []
    gone = [n for n, item in enumerate(items) if question.entry and item.get("event") == question.entry]
    done = _write(files, decided.PATH, [Remove(("rejected", n)) for n in reversed(gone)], problems) if gone else Done()
    path = question.path.removeprefix("content/")
    if path == decided.PATH or problems.has_errors:
        return done
    entry = _write(files, path, [Set(("status",), Status.PROPOSED.value), Remove(("why",))], problems)
    return Done({**done.writes, **entry.writes}) if entry.writes else entry


def _name(files: Mapping[str, bytes], question: Question, chosen: Answer, problems: Problems) -> Done:
    """An organisation no list knew: taken into the project's names, or forgotten."""
    slug = question.subject
    if chosen.kind is AnswerKind.TAKE and slug in names.accepted(files):
        place, hint = Place(f"content/{names.PATH}"), "add the name to its aliases, or forget what was proposed"
        problems.error(place, "duplicate-id", f"there is a record {slug!r} already, and it stays as it is", hint)
        return Done()
    edits: list[Edit] = [Remove((names.PROPOSED, slug))]
    if chosen.kind is AnswerKind.TAKE:
        edits.append(Set((slug,), dict(names.proposals(files)).get(slug)))
    data = names.without_remark(files.get(names.PATH, b""), slug)
    return _write({**files, names.PATH: data}, names.PATH, edits, problems)


def _write(files: Mapping[str, bytes], path: str, edits: Sequence[Edit], problems: Problems) -> Done:
    kinds: Mapping[str, Kind] = {decided.PATH: decided.DECISIONS, names.PATH: names.NAMES}
    data = files.get(path, decided.HEAD.encode() if path == decided.PATH else b"")
    try:
        changed = edit(f"content/{path}", data, edits, kinds.get(path, ENTRY))
    except EditError as error:
        problems.error(Place(f"content/{path}"), "edit-refused", str(error).splitlines()[0])
        return Done()
    check = Problems()
    if path == decided.PATH:
        sound = decided.read_decisions({path: changed}, check) is not None
    elif path == names.PATH:
        sound = names.check_names({path: changed}, check)
    else:
        sound = read_values(path, changed, check) is not None
    problems.extend(check)
    return Done({path: changed}) if sound and edits else Done()
