"""A quote stands in its article, word for word, or it is lost."""

from __future__ import annotations

import pytest
from keep_world import TEXT, World, article

from dateline.core.model import Entry, EntrySource
from dateline.core.problems import Problems
from dateline.keep.entries import read_entries
from dateline.keep.quotes import Texts, check_quotes

SOURCE = "He said: “We – all of us – won’t\nleave… Not now.”  Then they left. Then they left."


@pytest.mark.parametrize(
    "quote",
    [
        "He said: “We – all of us – won’t\nleave… Not now.”",
        'He said: "We - all of us - won\'t leave... Not now."',
        "  all of us —\n\twon’t leave",
        "Then they left.",
    ],
)
def test_typography_is_folded(quote: str) -> None:
    """White space, dashes and quotation marks are made alike, and nothing else is."""
    assert Texts({"a": article("a", SOURCE)}).stands("a", quote)


@pytest.mark.parametrize(
    "quote",
    ["He said: We all of us won't leave", "we – all of us", "Then they leave.", "Then they did not leave.", "", "   "],
)
def test_likeness_is_not_enough(quote: str) -> None:
    """A sentence with one other word, letter or case is not in the article."""
    assert not Texts({"a": article("a", SOURCE)}).stands("a", quote)


def test_a_quote_that_stands_twice_is_found_by_what_comes_before() -> None:
    """`before` says which of two equal passages is meant."""
    texts = Texts({"a": article("a", SOURCE)})
    first, second = texts.locate("a", "Then they left."), texts.locate("a", "Then they left.", "Then they left.")

    assert 2 == texts.count("a", "Then they left.")
    assert first is not None
    assert second is not None
    assert first < second


def test_a_lost_quote_is_marked_and_told() -> None:
    """When the article changed or went, the entry keeps its words, marked as lost, with the reason."""
    entry = Entry(
        "ev-k7q2m9",
        "events/a.yaml",
        "T",
        sources=(
            EntrySource("a1", "On Thursday ministers of NATO met in Oslo."),
            EntrySource("a1", "On Friday ministers of NATO met in Oslo."),
            EntrySource("gone", "Whatever it said."),
            EntrySource(url="https://example.org", quote="Words of a source that is no article."),
        ),
    )
    problems = Problems()
    (checked,) = check_quotes([entry], {"a1": article("a1", TEXT)}, problems)

    assert [False, True, True, False] == [source.lost for source in checked.sources]
    assert "the words “On Friday ministers of NATO met in Oslo.” do not stand in a1" in str(problems)
    assert "there is no article 'gone'" in str(problems)


def test_folding_an_article_changes_no_entry(world: World) -> None:
    """An article saved again with other quotation marks and line breaks loses no quote and changes no entry."""
    world.tell("a1", TEXT.replace(" ", "\n", 3))
    plan = world.extract()

    assert "events/" not in "".join(plan.writes)


def test_a_lost_quote_is_told_with_its_line(world: World) -> None:
    """Whoever reads of a lost quote is led to the line that holds it."""
    world.tell("a1", TEXT.replace("met in Oslo", "met in Bergen"))
    problems = Problems()
    check_quotes(read_entries(world.files, Problems()), world.articles, problems, files=world.files)
    (problem,) = problems
    line = world.text().split("\n")[problem.place.line - 1]

    assert ("lost-quote", f"content/{world.paths[0]}") == (problem.code, problem.place.path)
    assert line.strip().startswith("quote: On Thursday")
    assert "On Thursday" == line[problem.place.column - 1 :][:11]


def test_an_article_that_is_gone_is_told_once(world: World) -> None:
    """However many passages were quoted from it, a withdrawn article is one problem, with how many they are."""
    entry = Entry("ev-k7q2m9", "events/a.yaml", "T", sources=(EntrySource("gone", "One."), EntrySource("gone", "Two.")))
    other = Entry("ev-k7q2m8", "events/b.yaml", "T", sources=(EntrySource("gone", "Three."),))
    problems = Problems()
    checked = check_quotes([entry, other], {}, problems)

    assert all(source.lost for one in checked for source in one.sources)
    (problem,) = problems
    assert "no article 'gone', which 3 passages in 2 entries, here first, are quoted from" in problem.message
    assert "content/events/a.yaml" == problem.place.path
