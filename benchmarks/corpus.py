"""Makes many articles of a few: whole paragraphs drawn anew, years and days moved, countries exchanged.

    .venv/bin/python benchmarks/corpus.py DIR COUNT [--from FOLDER…]

`DIR` becomes a project of COUNT articles. Without `--from` they are made of the demo's articles in `seeds/`; any other
folder of texts serves, with `articles.yaml` or a `NAME.json` beside each text telling its language and day. The same
numbers always give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from dateline.core.model import EntityKind
from dateline.core.yamltext import load_data
from dateline.lexicon.language import Lexicon

ROOT = Path(__file__).resolve().parent.parent
_YEAR = re.compile(r"\b(19[5-9]\d|20[0-3]\d)\b")
_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{5,}(?![^\W\d_])")
_DAY = re.compile(r"\b([1-9]|1\d|2[0-8])(?=(?:st|nd|rd|th)?\b\.? [^\W\d_]{3,})")


@dataclass(frozen=True, slots=True)
class Source:
    """A real text to be varied."""

    name: str
    language: str
    paragraphs: tuple[str, ...]


def sources(folder: Path) -> list[Source]:
    """The texts of a folder and of those below it, with their languages; English where none is told."""
    out = []
    known: dict[str, dict[str, str]] = {}
    for listing in sorted(folder.rglob("articles.yaml")):
        known |= load_data(listing.read_text("utf-8")) or {}
    for path in sorted(folder.rglob("*.txt")):
        beside = path.with_suffix(".json")
        record = json.loads(beside.read_text("utf-8")) if beside.exists() else known.get(path.name, {})
        language = record.get("language") or record.get("lang") or "en"
        paragraphs = tuple(block for block in path.read_text("utf-8", "replace").split("\n") if block.strip())
        out.append(Source(path.stem, language, paragraphs))
    return out


class Maker:
    """Articles by number, each always the same."""

    def __init__(self, texts: list[Source]) -> None:
        self._texts = texts
        gazetteer = Lexicon().gazetteer
        codes = [record.id for record in gazetteer.all(EntityKind.COUNTRY)]
        languages = sorted({source.language for source in texts})
        self._names = {tag: {gazetteer.name(code, tag): code for code in codes} for tag in languages}
        self._name_of = {tag: {code: name for name, code in names.items()} for tag, names in self._names.items()}
        self._codes = sorted(set.intersection(*(set(names) for names in self._name_of.values())))
        self._find = {tag: _any_of(names) for tag, names in self._names.items()}
        self._pool = {
            tag: [block for source in texts if source.language == tag for block in source.paragraphs[1:]]
            for tag in languages
        }
        self._words = {
            tag: sorted({word for block in blocks for word in _WORD.findall(block) if word.islower()})
            for tag, blocks in self._pool.items()
        }

    def article(self, number: int) -> tuple[str, str, str, date]:
        """Name, text, language and day of publication.

        Seven tenths of a text's paragraphs are kept, as many others of its language mixed in, and in long lines one
        word in twelve exchanged, so that few are copies; one number of days and years and one exchange of countries
        holds for three articles running, so that stories are told by several.
        """
        own, story = random.Random(number), random.Random(f"story {number // 3}")
        source = self._texts[number % len(self._texts)]
        tag = source.language
        blocks = [source.paragraphs[0]]
        for block in source.paragraphs[1:]:
            blocks.append(block if own.random() < 0.7 or len(self._pool[tag]) < 20 else own.choice(self._pool[tag]))
        if len(blocks) > 4:
            at = own.randrange(1, len(blocks) - 1)
            blocks[1:] = blocks[at:] + blocks[1:at]
        published = date(1990, 1, 1) + timedelta(days=story.randrange(12_000))
        exchange = dict(zip(self._codes, story.sample(self._codes, len(self._codes))))
        names, name_of = self._names[tag], self._name_of[tag]

        def other(match: re.Match[str]) -> str:
            return name_of[exchange.get(names[match[0]], names[match[0]])]

        days = story.randrange(28)
        text = "\n".join(self._reworded(block, tag, own) if len(block) > 80 else block for block in blocks)
        text = self._find[tag].sub(other, text)
        text = _YEAR.sub(lambda match: str(published.year + int(match[0]) % 3 - 2), text)
        text = _DAY.sub(lambda match: str((int(match[0]) + days) % 28 + 1), text)
        return f"{number:06}-{source.name}", text + "\n", tag, published

    def _reworded(self, block: str, tag: str, own: random.Random) -> str:
        words = self._words[tag]
        return _WORD.sub(
            lambda match: own.choice(words) if own.random() < 1 / 12 and match[0].islower() else match[0], block
        )


def _any_of(names: dict[str, str]) -> re.Pattern[str]:
    words = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")


def write_project(folder: Path, count: int, texts: list[Source], *, first: int = 0) -> int:
    """Lay out a project of `count` articles; the number of characters in them."""
    maker = Maker(texts)
    seeds = folder / "seeds"
    shutil.rmtree(seeds, ignore_errors=True)
    seeds.mkdir(parents=True)
    (folder / "site.yaml").write_text("title: Many articles\nlanguage: en\n", "utf-8")
    lines, characters = [], 0
    for number in range(first, first + count):
        name, text, language, published = maker.article(number)
        (seeds / f"{name}.txt").write_text(text, "utf-8")
        lines.append(f"{name}.txt: {{language: {language}, published: {published.isoformat()}}}\n")
        characters += len(text)
    (seeds / "articles.yaml").write_text("".join(lines), "utf-8")
    return characters


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--from", dest="origin", type=Path, nargs="+", default=[ROOT / "seeds"])
    args = parser.parse_args()
    texts = [source for folder in args.origin for source in sources(folder)]
    print(f"{write_project(args.folder, args.count, texts):,} characters in {args.count:,} articles of {len(texts)}")


if __name__ == "__main__":
    main()
