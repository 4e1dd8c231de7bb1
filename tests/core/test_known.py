"""Answers worked out once."""

from dateline.core.known import Known


def test_each_answer_is_worked_out_once():
    """What was asked before is answered without asking again."""
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    known = Known(length).__getitem__
    assert [4, 3, 4] == [known("ford"), known("ebb"), known("ford")]
    assert ["ford", "ebb"] == asked


def test_too_many_answers_are_forgotten_not_wrong(monkeypatch):
    """Beyond the limit the memory starts anew and still answers."""
    monkeypatch.setattr("dateline.core.known._MOST", 3)
    known = Known(lambda number: number * 2)
    assert list(range(0, 20, 2)) == [known[number] for number in range(10)]
    assert len(known) <= 3
