"""Whether quoted words stand in their article: exactly, once white space, dashes and quotation marks are made alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from dateline.core.model import Article, Entry
from dateline.core.problems import Place, Problems
from dateline.core.text import fold_typography, nfc
from dateline.core.yamltext import compose


class Texts:
    """The stored articles, in the form in which quotes are compared."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles
        self._folded: dict[str, str] = {}

    def __contains__(self, article: object) -> bool:
        return article in self._articles

    def folded(self, article: str) -> str:
        """An article's text with its typography folded; nothing for an article that is not there."""
        text = self._folded.get(article)
        if text is None:
            known = self._articles.get(article)
            text = self._folded[article] = fold_typography(known.text) if known is not None else ""
        return text

    def stands(self, article: str, quote: str) -> bool:
        """Whether the words occur in the article. Likeness is not enough, ever."""
        known = self._articles.get(article)
        if known is None or not quote.strip():
            return False
        return quote in known.text or fold_quote(quote) in self.folded(article)

    def locate(self, article: str, quote: str, before: str | None = None) -> tuple[int, int] | None:
        """Where the words stand in the folded text: the first place, or that which `before` precedes."""
        words, text = fold_quote(quote), self.folded(article)
        if not words or not text:
            return None
        start = text.find(words)
        if before and start >= 0:
            lead = fold_quote(before)
            spot = start
            while spot >= 0 and not text[:spot].rstrip().endswith(lead):
                spot = text.find(words, spot + 1)
            start = spot if spot >= 0 else start
        return (start, start + len(words)) if start >= 0 else None

    def count(self, article: str, quote: str) -> int:
        """How often the words stand in the article."""
        words = fold_quote(quote)
        return self.folded(article).count(words) if words else 0

    def overlap(self, article: str, one: str, other: str) -> bool:
        """Whether two quotes of an article share words in one place of it."""
        a, b = fold_quote(one), fold_quote(other)
        if a == b or a in b or b in a:
            return bool(a and b)
        first, second = self.locate(article, one), self.locate(article, other)
        return first is not None and second is not None and first[0] < second[1] and second[0] < first[1]


@lru_cache(maxsize=200_000)
def fold_quote(quote: str) -> str:
    """A quote in the form in which it is compared."""
    return fold_typography(nfc(quote))


def is_edited(one: str, other: str) -> bool:
    """Whether a person made one quote of the other: cut it, lengthened it, or changed some words of it.

    Only what a person did to a quote is told by this; where a quote stands is never found by likeness.
    """
    a, b = fold_quote(one), fold_quote(other)
    if not a or not b:
        return False
    if a in b or b in a:
        return True
    first, second = Counter(a.casefold().split()), Counter(b.casefold().split())
    return 2 * (first & second).total() >= max(first.total(), second.total())


def check_quotes(
    entries: Sequence[Entry],
    articles: Mapping[str, Article],
    problems: Problems,
    *,
    files: Mapping[str, bytes] = MappingProxyType({}),
    withdrawn: Collection[str] = (),
) -> tuple[Entry, ...]:
    """The entries with each lost quote marked: its article is not there, or no longer holds the words.

    `files` is content/, from which the line of a lost quote is told. Of articles that a person has said are `withdrawn`
    nothing is told.
    """
    texts = Texts(articles)
    out = []
    gone: dict[str, list[Place]] = {}
    for entry in entries:
        lost = [
            source.article is not None and source.quote is not None and not texts.stands(source.article, source.quote)
            for source in entry.sources
        ]
        if any(lost):
            composed = compose(f"content/{entry.path}", files.get(entry.path, b""), Problems())
            for n, (source, is_lost) in enumerate(zip(entry.sources, lost, strict=True)):
                if is_lost:
                    place = composed.place("sources", n, "quote") if composed else Place(f"content/{entry.path}")
                    if source.article in texts:
                        _report(place, str(source.article), str(source.quote), problems)
                    elif source.article not in withdrawn:
                        gone.setdefault(str(source.article), []).append(place)
            sources = zip(entry.sources, lost, strict=True)
            marked = tuple(replace(source, lost=is_lost) for source, is_lost in sources)
            out.append(replace(entry, sources=marked))
        else:
            out.append(entry)
    for article, places in sorted(gone.items()):
        _report_gone(article, places, problems)
    return tuple(out)


def _report(place: Place, article: str, quote: str, problems: Problems) -> None:
    short = quote if len(quote) <= 60 else quote[:57] + "…"
    hint = "quote the article's own words; nothing is looked up by likeness"
    problems.warning(place, "lost-quote", f"the words “{short}” do not stand in {article}", hint)


def _report_gone(article: str, places: Sequence[Place], problems: Problems) -> None:
    """One problem an article, however many passages were quoted from it."""
    entries = len({place.path for place in places})
    many = f"{len(places)} passages" if len(places) > 1 else "a passage"
    where = f" in {entries} entries, here first," if entries > 1 else ""
    message = f"there is no article {article!r}, which {many}{where} {'are' if len(places) > 1 else 'is'} quoted from"
    hint = f"bring it back to seeds/; if it is gone for good, write 'withdrawn: [{article}]' in content/decisions.yaml"
    problems.warning(min(places), "lost-quote", message, hint)
