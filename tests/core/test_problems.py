"""Problems: where, what, and what to write instead."""

from dateline.core.problems import Place, Problems, nearest


def test_a_problem_reads_as_one_line_and_an_offer():
    """Place, severity, message, code; the hint below."""
    problems = Problems()
    problems.error(
        Place("seeds/a.md", 4, 12),
        "unknown-key",
        "'publicerad' is not a key of an article",
        "did you mean 'published'?",
    )
    assert (
        "seeds/a.md:4:12: error: 'publicerad' is not a key of an article  [unknown-key]\n  did you mean 'published'?"
        == str(problems)
    )


def test_problems_are_told_in_order_of_place_and_once():
    """Two runs can be compared line by line."""
    problems = Problems()
    problems.note(Place("b", 1, 1), "x", "m")
    problems.error(Place("a", 10, 1), "x", "m")
    problems.error(Place("a", 9, 1), "x", "m")
    problems.error(Place("a", 9, 1), "x", "m")
    assert ["a:9:1", "a:10:1", "b:1:1"] == [str(problem.place) for problem in problems]
    assert "2 errors, 1 note in 2 files" == problems.summary()
    assert problems.has_errors


def test_nearest_offers_only_what_is_alike():
    """A word unlike all allowed ones gets no guess."""
    assert "did you mean 'published'?" == nearest("publised", ["title", "published"])
    assert nearest("xyz", ["title", "published"]) is None
