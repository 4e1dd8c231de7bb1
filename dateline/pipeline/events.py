"""Articles read, mentions found, events gathered: what the program believes before entries are touched."""

from __future__ import annotations

import datetime
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from dateline.core import steps
from dateline.core.model import AnchoredTimex, Article, DaySet, Document, Event
from dateline.core.problems import Place, Problem, Problems
from dateline.find.anchor import resolve
from dateline.find.annotate import annotate, date
from dateline.gather.cluster import gather
from dateline.gather.publication import narrow
from dateline.keep.decisions import read_links
from dateline.lexicon.language import Lexicon
from dateline.pipeline.articles import Seed, seeds
from dateline.pipeline.progress import progress
from dateline.pipeline.project import Project
from dateline.read.articles import read_article
from dateline.read.origins import find_origins

log = logging.getLogger(__name__)

T = TypeVar("T")

_POOL_CHARACTERS = 150_000
"""Below this much new text a second process costs more than it saves (start-up and lexicon: about a second)."""
_CHUNK_CHARACTERS = 60_000


@dataclass(frozen=True, slots=True)
class Read:
    """What one article came to, as it is remembered: None as document when it cannot be used."""

    document: Document | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found in the articles, before entries are touched."""

    documents: tuple[Document, ...]
    """Dated, in order of article id."""
    days: Mapping[str, DaySet]
    origins: Mapping[str, str]
    events: tuple[Event, ...]


def find(project: Project, problems: Problems, *, jobs: int | None = None, executor: Executor | None = None) -> Found:
    """Documents, publication days, origins and events of all articles, from memory where nothing changed."""
    config = project.config(problems)
    todo = seeds(project, problems)
    if not todo:
        problems.warning(
            Place("seeds"), "no-articles", "there are no articles in seeds/", "put .txt or .md files there"
        )
    reads = _read_all(project, todo, problems, jobs=jobs, executor=executor)
    documents = _unique([read.document for read in reads if read.document is not None], problems)

    with progress("origins", len(documents), "articles"):
        origins = find_origins([document.article for document in documents])
    with progress("publication days", len(documents), "articles"):
        days = narrow(
            documents,
            resolve_in(project.lexicon),
            project.lexicon.gazetteer,
            as_of=config.as_of,
            packs=project.lexicon.packs,
        )
    dated = _date_all(project, documents, days, jobs=jobs, executor=executor)
    links = read_links(project.content_files(), problems, memory=project.memory)
    with progress("gather", sum(len(document.events) for document in dated), "mentions"):
        events = gather(
            dated,
            origins=origins,
            lexicon=project.lexicon,
            language=config.language,
            languages=config.languages,
            links=links,
            as_of=config.as_of,
        )
    return Found(dated, days, origins, events)


def resolve_in(lexicon: Lexicon) -> Callable[[Document, datetime.date | None], tuple[AnchoredTimex, ...]]:
    """The resolver of time expressions, with the gazetteer it needs for birthdays and world events."""

    def closed(document: Document, day: datetime.date | None) -> tuple[AnchoredTimex, ...]:
        return resolve(document, day, gazetteer=lexicon.gazetteer)

    return closed


# ------------------------------------------------------------------------------------- one article after the other

_lexicons: dict[str | None, Lexicon] = {}


def _lexicon(own_names: str | None) -> Lexicon:
    """One lexicon a process: loading it costs as much as reading a hundred articles."""
    if own_names not in _lexicons:
        _lexicons[own_names] = Lexicon(own_names)
    return _lexicons[own_names]


def _read_chunk(chunk: Sequence[tuple[str, bytes, Mapping[str, str] | None]], own_names: str | None) -> list[bytes]:
    """Read and annotate some articles; each result encoded, as it is going to be stored."""
    lexicon = _lexicon(own_names)
    out = []
    for path, data, known in chunk:
        problems = Problems()
        article = read_article(f"seeds/{path}", data, known, lexicon, problems)
        document = annotate(article, lexicon) if article is not None else None
        out.append(msgspec.json.encode(Read(document, tuple(problems))))
    return out


def _date_chunk(chunk: Sequence[tuple[bytes, DaySet]], own_names: str | None) -> list[bytes]:
    lexicon = _lexicon(own_names)
    return [
        msgspec.json.encode(date(msgspec.json.decode(document, type=Document), days, lexicon))
        for document, days in chunk
    ]


def _read_all(
    project: Project, articles: Sequence[Seed], problems: Problems, *, jobs: int | None, executor: Executor | None
) -> list[Read]:
    """What each article came to, in the order given; only new and changed ones are read."""
    reads: dict[str, Read] = {}
    todo: list[Seed] = []
    for seed in articles:
        remembered = project.memory.get(f"read/{seed.path}", seed.key, Read)
        if remembered is None:
            todo.append(seed)
        else:
            reads[seed.path] = remembered
    with progress("read", len(articles), "articles", unchanged=len(articles) - len(todo)):
        chunks = _chunks([(seed.path, seed.data, seed.known) for seed in todo], lambda item: len(item[1]))
        results = _map(_read_chunk, chunks, project.own_names, jobs=jobs, executor=executor)
        for seed, encoded in zip(todo, results, strict=True):
            reads[seed.path] = msgspec.json.decode(encoded, type=Read)
            project.memory.put_encoded(f"read/{seed.path}", seed.key, encoded)
    for seed in articles:
        problems.extend(reads[seed.path].problems)
    return [reads[seed.path] for seed in articles]


def _date_all(
    project: Project,
    documents: Sequence[Document],
    days: Mapping[str, DaySet],
    *,
    jobs: int | None,
    executor: Executor | None,
) -> tuple[Document, ...]:
    code = steps.code_digest("core", "lexicon", "read", "find", "data")
    own_names = project.own_names or ""
    dated: dict[str, Document] = {}
    todo: list[tuple[str, str, bytes, DaySet]] = []
    for document in documents:
        name, day_set = document.article.id, days[document.article.id]
        encoded = msgspec.json.encode(document)
        key = steps.key(code, own_names, encoded, msgspec.json.encode(day_set))
        remembered = project.memory.get(f"dated/{_safe(document.article.path)}", key, Document)
        if remembered is None:
            todo.append((name, key, encoded, day_set))
        else:
            dated[name] = remembered
    paths = {document.article.id: document.article.path for document in documents}
    with progress("date", len(documents), "articles", unchanged=len(documents) - len(todo)):
        chunks = _chunks([(encoded, day_set) for _, _, encoded, day_set in todo], lambda item: len(item[0]) // 8)
        results = _map(_date_chunk, chunks, project.own_names, jobs=jobs, executor=executor)
        for (name, key, _, _), encoded in zip(todo, results, strict=True):
            dated[name] = msgspec.json.decode(encoded, type=Document)
            project.memory.put_encoded(f"dated/{_safe(paths[name])}", key, encoded)
    return tuple(dated[name] for name in sorted(dated))


def _unique(documents: Sequence[Document], problems: Problems) -> list[Document]:
    """Documents in order of id, the first of those that share one; the others are a problem."""
    by_id: dict[str, Document] = {}
    for document in documents:
        article: Article = document.article
        first = by_id.setdefault(article.id, document).article
        if first.path != article.path:
            problems.error(
                Place(article.path),
                "duplicate-article",
                f"the file name {article.id!r} is taken by {first.path}",
                "rename one of them: the name without its ending is the article's id",
            )
    return [by_id[name] for name in sorted(by_id)]


def _safe(path: str) -> str:
    return path.removeprefix("seeds/")


# ------------------------------------------------------------------------------------------------------- processes


def _chunks(items: Iterable[T], size: Callable[[T], int]) -> list[list[T]]:
    """Items in lists of about equal work, in order."""
    chunks: list[list[T]] = []
    room = 0
    for item in items:
        if room <= 0:
            chunks.append([])
            room = _CHUNK_CHARACTERS
        chunks[-1].append(item)
        room -= size(item)
    return chunks


def _map(
    work: Callable[[Sequence[T], str | None], list[bytes]],
    chunks: Sequence[Sequence[T]],
    own_names: str | None,
    *,
    jobs: int | None,
    executor: Executor | None,
) -> Iterator[bytes]:
    """The results of all chunks in order; where they are computed changes nothing in them."""
    workers = jobs or os.cpu_count() or 1
    done: Iterable[list[bytes]]
    if executor is not None:
        done = executor.map(work, chunks, [own_names] * len(chunks))
    elif workers > 1 and len(chunks) * _CHUNK_CHARACTERS > _POOL_CHARACTERS:
        with ProcessPoolExecutor(min(workers, len(chunks))) as pool:
            yield from (item for result in pool.map(work, chunks, [own_names] * len(chunks)) for item in result)
            return
    else:
        done = map(work, chunks, [own_names] * len(chunks))
    yield from (item for result in done for item in result)
