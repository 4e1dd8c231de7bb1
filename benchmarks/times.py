"""Speed of the time tagger, with dateparser's search beside it, on the same text.

    python benchmarks/times.py [FILE …]          articles of seeds/ where no file is named

Prints characters per CPU second after start-up, and the same for lines made to be slow.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dateline.core.model import Document  # noqa: E402
from dateline.find.anchor import resolve  # noqa: E402
from dateline.find.times import find_times, plain_article  # noqa: E402
from dateline.lexicon.language import Lexicon  # noqa: E402

LEXICON = Lexicon()
DAY = date(2022, 10, 20)
TAGS = ("en", "sv", "de", "fr")
HARD = (
    "den den den 1 1 1 ", "1. 1. 1. ", "am am am ", "le le 1 1 ", "the the 1 of may last ", "vom 1. bis 2. und 3 ", "1 ",
    "1,", "1/2/3/", "12:30 ", "1990-", "1234567890", "2 2 2 Mai ", "mai 2 ", "Montag ", "for the last the last ",
    "2024 ", "Monday ", "at 5 ", "5 am ", "5 maj ", "Q3 ",
)  # fmt: skip
"""Pieces of lines of nothing but beginnings of dates, or of nothing but dates."""


def rate(work: Callable[[], object], characters: int, *, seconds: float = 2.0) -> float:
    """Characters per CPU second of a piece of work, repeated for some seconds after one run to warm up."""
    work()
    start, runs = time.process_time(), 0
    while time.process_time() - start < seconds:
        work()
        runs += 1
    return characters * runs / (time.process_time() - start)


def ours(text: str, tag: str, *, close: bool) -> Callable[[], object]:
    article = plain_article(text, tag)

    def work() -> object:
        times = find_times(article, LEXICON.packs)
        return resolve(Document(article, times), DAY) if close else times

    return work


def theirs(text: str, tag: str) -> Callable[[], object] | None:
    try:
        from dateparser.search import search_dates
    except ImportError:
        return None
    return lambda: search_dates(text, languages=[tag])


def main(paths: list[str]) -> None:
    files = [Path(path) for path in paths] or sorted((ROOT / "seeds").glob("*.txt"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    print(f"{len(files)} files, {len(text):,} characters, read as each language")
    for tag in TAGS:
        found = rate(ours(text, tag, close=False), len(text))
        closed = rate(ours(text, tag, close=True), len(text))
        print(f"  {tag}  find {found:>12,.0f}   find and resolve {closed:>12,.0f}  characters per CPU second")
    sample = text[:20000]
    other = theirs(sample, "en")
    if other is not None:
        print(f"  dateparser's search, en  {rate(other, len(sample)):>12,.0f}")
    print("lines of a million characters: thousands of characters per CPU second (and for half of it)")
    print(f"  {'':26}" + "".join(f"{tag:>15}" for tag in TAGS))
    for piece in HARD:
        row = []
        for tag in TAGS:
            half, whole = (1 / spent(piece, tag, size) for size in (500_000, 1_000_000))
            row.append(f"{whole / 1000:,.0f} ({half / 1000:,.0f})")
        print(f"  {piece!r:26}" + "".join(f"{cell:>15}" for cell in row))


def spent(piece: str, tag: str, size: int) -> float:
    """CPU seconds a character of a line that repeats a piece, the lesser of two runs."""
    work = ours((piece * (size // len(piece) + 1))[:size], tag, close=False)
    seconds = []
    for _ in range(2):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds) / size


if __name__ == "__main__":
    main(sys.argv[1:])
