"""Groups articles that carry the same text: agency copies, cut or retouched, are one origin and one witness."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

from dateline.core.model import TELLING_LABELS, Article

WORDS = 5
"""Words in a shingle."""
SAME = 0.5
"""Jaccard likeness of two sets of shingles from which the texts are copies."""
CUT = 0.6
"""Share of the shorter text's shingles found in the longer from which it is a cut of it."""
_LEAST = 12
"""Shingles a text needs to be compared at all: two short notes may well say the same."""
_SAMPLES = 48
"""Smallest shingles of each text that make two texts candidates."""
_NEAR = 6
"""Each holder of a shingle is compared with so many of the next: the copies of a group find each other in a chain."""
_WORD = re.compile(r"[^\W_]+")


def find_origins(articles: Iterable[Article]) -> Mapping[str, str]:
    """For each article the id of its origin: the smallest id among the articles that carry the same text.

    Two texts are of one origin when their sets of five-word shingles are alike (Jaccard ≥ .5), or when the shorter
    lies for the most part in the longer. Candidates are texts that hold some of each other's smallest shingles
    (bottom-k sketches, Broder 1997), so the cost grows with the number of texts and not with its square. The order
    of the articles is immaterial.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    shingles = [_shingles(article) for article in ordered]
    parents = list(range(len(ordered)))
    for left, right in _candidates(shingles):
        if _root(parents, left) != _root(parents, right) and _same(shingles[left], shingles[right]):
            a, b = sorted((_root(parents, left), _root(parents, right)))
            parents[b] = a
    return {article.id: ordered[_root(parents, i)].id for i, article in enumerate(ordered)}


def _shingles(article: Article) -> frozenset[int]:
    """Checksums of every five words in a row of the telling paragraphs; captions and forms differ between copies."""
    out: set[int] = set()
    for paragraph in article.paragraphs:
        if paragraph.label in TELLING_LABELS:
            words = _WORD.findall(article.text[paragraph.span.start : paragraph.span.end].lower())
            out.update(crc32(" ".join(words[i : i + WORDS]).encode()) for i in range(len(words) - WORDS + 1))
    return frozenset(out)


def _candidates(shingles: Sequence[frozenset[int]]) -> list[tuple[int, int]]:
    """Pairs of texts that share a sampled shingle, in order.

    A cut text is found by its own sample: each of its smallest shingles is looked up among all shingles of the
    others that could be sampled, which are those below the greatest sampled value.
    """
    samples = [sorted(own)[:_SAMPLES] if len(own) >= _LEAST else [] for own in shingles]
    holders: dict[int, list[int]] = {}
    wanted = {value for sample in samples for value in sample}
    for i, own in enumerate(shingles):
        if len(own) >= _LEAST:
            for value in own & wanted:
                holders.setdefault(value, []).append(i)
    sampled = [frozenset(sample) for sample in samples]
    pairs: dict[tuple[int, int], int] = {}
    for value in sorted(wanted):
        others = holders[value]
        for place, i in enumerate(others):
            for j in others[place + 1 : place + 1 + _NEAR]:
                if value in sampled[i] or value in sampled[j]:
                    pairs[i, j] = pairs.get((i, j), 0) + 1
    # One shared shingle of many is chance or a quotation; copies share a good part of a sample.
    return sorted(pair for pair, count in pairs.items() if count >= 3)


def _same(left: frozenset[int], right: frozenset[int]) -> bool:
    shared = len(left & right)
    return shared >= SAME * (len(left) + len(right) - shared) or shared >= CUT * min(len(left), len(right))


def _root(parents: list[int], i: int) -> int:
    while parents[i] != i:
        parents[i] = parents[parents[i]]
        i = parents[i]
    return i
