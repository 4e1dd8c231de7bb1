"""Groups articles that carry the same text: agency copies, cut or retouched, are one origin and one witness."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
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
_UINT32 = "I"
"""The type code of four bytes without a sign in an `array`."""


def find_origins(articles: Iterable[Article]) -> Mapping[str, str]:
    """For each article the id of its origin: the smallest id among the articles that carry the same text.

    Two texts are of one origin when their sets of five-word shingles are alike (Jaccard ≥ .5), or when the shorter
    lies for the most part in the longer. Candidates are texts that hold some of each other's smallest shingles
    (bottom-k sketches, Broder 1997), so the cost grows with the number of texts and not with its square. The order
    of the articles is immaterial.
    """
    return origins_by_shingles({article.id: shingles_of(article) for article in articles})


def origins_by_shingles(shingles_by_id: Mapping[str, bytes]) -> Mapping[str, str]:
    """As `find_origins`, of articles whose `shingles` are given."""
    names = sorted(shingles_by_id)
    packed = [_unpack(shingles_by_id[name]) for name in names]
    parents = list(range(len(names)))
    whole: set[int] = set()
    one = -1
    for left, right in _candidates(packed):
        if _root(parents, left) == _root(parents, right):
            continue
        if left != one:
            # The pairs come in order: the set of the first serves all of its pairs.
            whole, one = set(packed[left]), left
        if _same(whole, packed[right]):
            a, b = sorted((_root(parents, left), _root(parents, right)))
            parents[b] = a
    return {name: names[_root(parents, i)] for i, name in enumerate(names)}


def shingles_of(article: Article) -> bytes:
    """The `shingles` of an article's telling paragraphs; captions and forms differ between copies."""
    spans = (paragraph.span for paragraph in article.paragraphs if paragraph.label in TELLING_LABELS)
    return shingles(article.text[span.start : span.end] for span in spans)


def shingles(paragraphs: Iterable[str]) -> bytes:
    """Checksums of every five words in a row, each once, ascending, packed: four bytes each instead of a hundred."""
    out: set[int] = set()
    for paragraph in paragraphs:
        words = [word.encode() for word in _WORD.findall(paragraph.lower())]
        # Each shingle is a stretch of one line of words, so that none is put together for itself.
        line = b" ".join(words)
        ends = [at - 1 for at in accumulate(len(word) + 1 for word in words)]
        begins = [0, *(end + 1 for end in ends)]
        out.update([crc32(line[begin:end]) for begin, end in zip(begins, ends[WORDS - 1 :])])
    return array(_UINT32, sorted(out)).tobytes()


def _unpack(packed: bytes) -> array[int]:
    out = array(_UINT32)
    out.frombytes(packed)
    return out


def _candidates(shingles: Sequence[array[int]]) -> list[tuple[int, int]]:
    """Pairs of texts that share a sampled shingle, in order.

    A cut text is found by its own sample: each of its smallest shingles is looked up among all shingles of the
    others that could be sampled, which are those below the greatest sampled value.
    """
    samples = [own[:_SAMPLES] if len(own) >= _LEAST else own[:0] for own in shingles]
    holders: dict[int, list[int]] = {}
    wanted = {value for sample in samples for value in sample}
    for i, own in enumerate(shingles):
        if len(own) >= _LEAST:
            for value in wanted.intersection(own):
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


def _same(left: set[int], right: Sequence[int]) -> bool:
    """Whether two texts are copies, by their shingles, of which none stands twice."""
    shared = len(left.intersection(right))
    return shared >= SAME * (len(left) + len(right) - shared) or shared >= CUT * min(len(left), len(right))


def _root(parents: list[int], i: int) -> int:
    while parents[i] != i:
        parents[i] = parents[parents[i]]
        i = parents[i]
    return i
