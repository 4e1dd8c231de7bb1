"""The review page's questions: the weightiest first, each answered by lines that can be written for one."""

from __future__ import annotations

import pytest
import yaml
from keep_world import FIRST, OTHER, SECOND, TEXT, World, changed, event, evidence, told_once, told_twice

from dateline.core.model import AnswerKind, Cause, Question, QuestionKind, Review, Sentence, Span
from dateline.core.problems import Problems
from dateline.keep.answers import answer
from dateline.keep.entries import read_entries
from dateline.keep.names import propose_names
from dateline.keep.plan import Plan
from dateline.keep.quotes import check_quotes
from dateline.keep.review import questions


def ask(world: World, plan: Plan | None = None) -> tuple[Question, ...]:
    return questions(world.files, world.articles, plan=plan, problems=Problems())


def find(world: World, kind: QuestionKind, plan: Plan | None = None) -> Question:
    return next(question for question in ask(world, plan) if question.kind is kind)


def give(world: World, question: Question, kind: AnswerKind) -> None:
    chosen = next(item for item in question.answers if item.kind is kind)
    problems = Problems()
    writes = answer(world.files, question, chosen, problems).writes
    assert writes, str(problems)
    world.files.update(writes)


def values(world: World, path: str | None = None) -> dict[str, object]:
    return yaml.load(world.text(path), Loader=yaml.CBaseLoader)


def differing(world: World) -> Question:
    world.edit('"2024-03-07"', '"2024-03-06"')
    world.extract(changed(told_once(), when="2024-03-08"))
    return find(world, QuestionKind.DIFFERS)


def test_a_value_that_differs_is_asked_with_both_and_the_quote(world: World) -> None:
    """What stands there, what the articles say, the words, the line, and the lines to write."""
    question = differing(world)

    assert ("date", "2024-03-06", "2024-03-08", 5) == (question.field, question.here, question.now, question.line)
    assert [FIRST] == [source.quote for source in question.sources]
    assert ['date: "2024-03-08"', "locked: [date]"] == [item.lines for item in question.answers[:2]]


def test_taking_the_new_value_writes_it(world: World) -> None:
    """`take` writes what the articles say; the question is gone."""
    give(world, differing(world), AnswerKind.TAKE)

    assert "2024-03-08" == values(world)["date"]
    assert QuestionKind.DIFFERS not in {question.kind for question in ask(world)}


def test_keeping_ones_own_value_silences_the_question(world: World) -> None:
    """`keep` locks the field; the question does not come back, whatever the articles say next."""
    give(world, differing(world), AnswerKind.KEEP)
    world.extract(changed(told_once(), when="2024-03-09"))

    assert "2024-03-06" == values(world)["date"]
    assert QuestionKind.DIFFERS not in {question.kind for question in ask(world)}


def test_later_is_an_answer(world: World) -> None:
    """A question put off stays, and sinks to the end."""
    question = differing(world)
    give(world, question, AnswerKind.LATER)

    assert question.id == ask(world)[-1].id
    assert ask(world)[-1].later


def test_a_source_for_a_checked_entry_can_be_taken(world: World) -> None:
    """What was proposed to a checked entry is written when a person says so, item by item."""
    world.edit("status: proposed", "status: checked")
    world.extract(changed(told_twice(), countries=("NO", "SE", "FI")))
    for name in ("countries/FI", "sources/"):
        question = next(item for item in ask(world) if item.field.startswith(name))
        give(world, question, AnswerKind.TAKE)

    assert ["NO", "SE", "FI"] == values(world)["countries"]
    assert ["a1", "a2"] == [item["article"] for item in values(world)["sources"]]
    assert SECOND == values(world)["sources"][1]["quote"]


def test_a_lost_quote_is_asked_beside_the_sentence_most_like_it(world: World) -> None:
    """Old words and new stand side by side; only a person puts one in the other's place."""
    text = TEXT.replace("met in Oslo", "met again in Oslo")
    world.tell("a1", text)
    from dataclasses import replace

    start = text.index("On Thursday")
    span = Span(start, text.index(".", start) + 1)
    world.articles["a1"] = replace(world.articles["a1"], sentences=(Sentence(span, 0, ()),))
    question = find(world, QuestionKind.LOST_QUOTE)

    assert (FIRST, "On Thursday ministers of NATO met again in Oslo.") == (question.here, question.now)
    give(world, question, AnswerKind.TAKE)
    assert question.now == values(world)["sources"][0]["quote"]


def test_same_or_not_the_same(world: World) -> None:
    """Two entries that may tell one event are asked about once; `not the same` holds."""
    other = event(evidence("a2", SECOND, OTHER), key="z", title={"en": "Other"}, when="2024-03-08")
    one = changed(told_once(), maybe_same_as=(("z", "one day apart"),))
    world.extract(one, changed(other, maybe_same_as=((one.key, "one day apart"),)))
    asked = [question for question in ask(world) if question.kind is QuestionKind.SAME]

    assert 1 == len(asked)
    assert {FIRST, SECOND} == {source.quote for source in asked[0].sources}
    give(world, asked[0], AnswerKind.NOT_SAME)
    assert QuestionKind.SAME not in {question.kind for question in ask(world)}


def test_same_joins_the_two(world: World) -> None:
    """`same` is the order to merge."""
    other = event(evidence("a2", SECOND, OTHER), key="z", title={"en": "Other"}, when="2024-03-08")
    world.extract(changed(told_once(), maybe_same_as=(("z", "one day apart"),)), other)
    question = find(world, QuestionKind.SAME)

    assert f"python build.py merge {question.entry} " in question.answers[0].lines
    give(world, question, AnswerKind.SAME)
    assert {"merged", "proposed"} == {values(world, path)["status"] for path in world.paths}


@pytest.mark.parametrize(
    ("review", "kind"),
    [
        (Review.DATE_INHERITED, QuestionKind.DATE),
        (Review.UNKNOWN_ORGANISATION, QuestionKind.ORGANISATION),
        (Review.ALLEGED_ONLY, QuestionKind.FACTUALITY),
        (Review.TITLE_TEMPLATE, QuestionKind.NEW),
    ],
)
def test_doubts_are_asked_by_what_they_are_about(world: World, review: Review, kind: QuestionKind) -> None:
    """The program's reasons for doubt become one question an entry."""
    world.extract(changed(told_once(), review=(review,)))

    assert [kind] == [question.kind for question in ask(world)]
    give(world, ask(world)[0], AnswerKind.CHECKED)
    assert () == ask(world)


def test_a_rejection_answers_for_good(world: World) -> None:
    """`reject` on the review page is the order of the same name."""
    give(world, find(world, QuestionKind.NEW), AnswerKind.REJECT)

    assert "rejected" == values(world)["status"]
    assert "decisions.yaml" in world.files
    assert () == ask(world)


def test_a_broken_file_comes_first(world: World) -> None:
    """Files that cannot be read are asked about before all else."""
    differing(world)
    world.files["events/broken.yaml"] = b"title: [x\n"

    assert QuestionKind.BROKEN_FILE is ask(world)[0].kind
    assert "content/events/broken.yaml" == ask(world)[0].path


def test_weight_is_what_hangs_on_it_times_the_doubt(world: World) -> None:
    """Of two like questions the one about the entry on more pages comes first."""
    small = event(evidence("a2", SECOND, OTHER), key="z", countries=("NO",), organisations=(), when="2024-03-08")
    world.extract(told_once(), small)
    asked = ask(world)

    assert [3, 1] == [
        len(values(world, q.path.removeprefix("content/"))["countries"]) + (q.weight > asked[1].weight) for q in asked
    ]


def test_a_rejected_event_with_a_new_origin_is_asked(world: World) -> None:
    """What the plan asks about rejected events stands on the page too."""
    world.lose(world.paths[0])
    world.extract()
    plan = world.extract(told_twice())

    assert "a2" in [source.article for source in find(world, QuestionKind.REJECTED_BEFORE, plan).sources]


def test_new_words_that_are_quoted_already_are_not_offered_again(world: World) -> None:
    """When the build has added the edited sentence as a source, the old quote can be removed, not doubled."""
    from dataclasses import replace

    text = TEXT.replace("met in Oslo", "met again in Oslo")
    start = text.index("On Thursday")
    span = Span(start, text.index(".", start) + 1)
    new = text[span.start : span.end]
    world.tell("a1", text)
    world.articles["a1"] = replace(world.articles["a1"], sentences=(Sentence(span, 0, ()),))
    world.extract(event(evidence("a1", new, text)))
    question = find(world, QuestionKind.LOST_QUOTE)

    assert new == question.now
    assert [AnswerKind.REMOVE, AnswerKind.LATER] == [item.kind for item in question.answers]
    give(world, question, AnswerKind.REMOVE)
    assert [new] == [item["quote"] for item in values(world)["sources"]]


def test_still_no_event_is_an_answer_for_good(world: World) -> None:
    """A rejected event that a further source tells is asked about; `keep` silences it, with every passage that told it."""
    give(world, find(world, QuestionKind.NEW), AnswerKind.REJECT)
    plan = world.extract(told_twice())
    question = find(world, QuestionKind.REJECTED_BEFORE, plan)
    assert [FIRST, SECOND] == [source.quote for source in question.sources]
    give(world, question, AnswerKind.KEEP)

    assert QuestionKind.REJECTED_BEFORE not in {question.kind for question in ask(world, plan)}
    assert [] == [change for change in world.extract().changes if change.why.startswith("rejected before")]
    assert "rejected" == values(world)["status"]


@pytest.mark.parametrize("by_file", [True, False])
def test_an_event_after_all_comes_back(world: World, by_file: bool) -> None:
    """`take` puts a rejected event back, whether its file was deleted or its status set."""
    if by_file:
        world.lose(world.paths[0])
        world.extract()
    else:
        give(world, find(world, QuestionKind.NEW), AnswerKind.REJECT)
    plan = world.extract(told_twice())
    give(world, find(world, QuestionKind.REJECTED_BEFORE, plan), AnswerKind.TAKE)
    world.extract()

    assert ["a1", "a2"] == [item["article"] for item in values(world)["sources"]]
    assert "proposed" == values(world)["status"]
    assert {} == world.extract().writes


@pytest.mark.parametrize("broken", [b"rejected: [\n", b"rejected: [a]\n", b"rejected: null\n"])
def test_an_answer_beside_broken_decisions_writes_nothing(world: World, broken: bytes) -> None:
    """While decisions.yaml is half saved, a rejected event is not taken back, and nothing ends in a traceback."""
    world.lose(world.paths[0])
    world.extract()
    question = find(world, QuestionKind.REJECTED_BEFORE, world.extract(told_twice()))
    chosen = next(item for item in question.answers if item.kind is AnswerKind.TAKE)

    assert {} == answer({**world.files, "decisions.yaml": broken}, question, chosen, Problems()).writes


def test_two_entries_a_person_worked_on_that_became_one_event_are_asked_about(world: World) -> None:
    """The plan's question stands on the page, with both; joining them is one answer, keeping them apart the other."""
    other = event(evidence("a2", SECOND, OTHER), key="z", title={"en": "Other"}, when="2024-03-08")
    world.extract(told_once(), other)
    for path in world.paths:
        world.edit("title: ", "title: My ", path)
    plan = world.extract(told_twice())
    question = find(world, QuestionKind.SAME, plan)

    assert Cause.BOTH_EDITED is question.cause
    assert [AnswerKind.SAME, AnswerKind.NOT_SAME, AnswerKind.LATER] == [item.kind for item in question.answers]
    give(world, question, AnswerKind.NOT_SAME)
    assert QuestionKind.SAME not in {item.kind for item in ask(world, plan)}


def test_a_proposed_name_is_accepted_or_forgotten(world: World) -> None:
    """An organisation no list knows is a question; accepted, its lines stand at the margin; forgotten, they are gone."""
    told = changed(
        told_once(),
        organisations=("port-union", "quay"),
        unknown=(("port-union", "Port Union", "en"), ("quay", "Quay", "en")),
    )
    for answered in (AnswerKind.TAKE, AnswerKind.REMOVE):
        data, _ = propose_names(world.files, [told], (), None, Problems())
        assert data is not None
        world.files["gazetteer.yaml"] = data
        question = next(item for item in ask(world) if item.field == "proposed/port-union")
        give(world, question, answered)
        names = yaml.load(world.files["gazetteer.yaml"], Loader=yaml.CBaseLoader)
        assert {"quay"} == set(names["proposed"])
        assert (answered is AnswerKind.TAKE) is ("port-union" in names)
        assert 1 == world.files["gazetteer.yaml"].count(b"  # a1:")
        del world.files["gazetteer.yaml"]


def test_a_name_a_person_has_written_is_never_written_over(world: World) -> None:
    """Where a record of that id stands already, accepting is not offered; asked for all the same, it is refused."""
    told = changed(told_once(), organisations=("port-union",), unknown=(("port-union", "Port Union", "en"),))
    data, _ = propose_names(world.files, [told], (), None, Problems())
    assert data is not None
    world.files["gazetteer.yaml"] = data
    before = next(item for item in ask(world) if item.field == "proposed/port-union")
    world.files["gazetteer.yaml"] = b"port-union:\n  names: {en: Dockers}  # ours\n" + data
    after = next(item for item in ask(world) if item.field == "proposed/port-union")
    take = next(item for item in before.answers if item.kind is AnswerKind.TAKE)
    problems = Problems()

    assert [AnswerKind.REMOVE, AnswerKind.LATER] == [item.kind for item in after.answers]
    assert {} == dict(answer(world.files, before, take, problems).writes)
    assert "there is a record 'port-union' already" in str(problems)
    give(world, after, AnswerKind.REMOVE)
    assert b"port-union:\n  names: {en: Dockers}  # ours\n" in world.files["gazetteer.yaml"]


def test_an_article_that_is_gone_for_good_is_asked_about_once(world: World) -> None:
    """One answer ends the questions about all its words; the words stay, marked, and no build warns of it again."""
    world.extract(told_once(), changed(event(evidence("a1", "They agreed on little.", TEXT)), key="b"))
    world.articles.clear()
    world.events = ()
    world.extract()
    gone = [item for item in ask(world) if item.cause is Cause.ARTICLE_GONE]
    assert 2 == len(gone)
    text = {path: world.files[path] for path in world.paths}
    give(world, gone[0], AnswerKind.KEEP)

    assert b"withdrawn: [a1]" in world.files["decisions.yaml"].replace(b"withdrawn:\n  - a1", b"withdrawn: [a1]")
    assert [] == [item for item in ask(world) if item.kind is QuestionKind.LOST_QUOTE]
    assert text == {path: world.files[path] for path in world.paths}
    entries = read_entries(world.files, Problems())
    for withdrawn, warnings in (((), 1), (("a1",), 0)):
        problems = Problems()
        marked = check_quotes(entries, {}, problems, files=world.files, withdrawn=withdrawn)
        assert warnings == len(problems)
        assert all(source.lost for entry in marked for source in entry.sources)
    assert {} == dict(world.extract().writes)
