"""Articles read, mentions found, events gathered: what the program believes before entries are touched."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec

from dateline.core import files, steps
from dateline.core.model import AnchoredTimex, Article, DaySet, Document, Event
from dateline.core.problems import DatelineError, Place, Problems, nearest
from dateline.find.anchor import resolve
from dateline.gather.cluster import gather
from dateline.gather.publication import given_days, narrow
from dateline.gather.trace import Trace
from dateline.keep.decisions import read_links
from dateline.lexicon.language import Lexicon
from dateline.pipeline.archive import Archive
from dateline.pipeline.articles import Reading, Seed, dated_and_traced, encoded_document, light, read_all, seeds
from dateline.pipeline.crew import Crew
from dateline.pipeline.progress import progress
from dateline.pipeline.project import Project, lexicon_of
from dateline.read.articles import read_known

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found in the articles, before entries are touched."""

    documents: Mapping[str, Document]
    """Dated, by article id and in its order."""
    articles: Mapping[str, Article]
    """The texts and where their sentences stand, without the rest."""
    days: Mapping[str, DaySet]
    origins: Mapping[str, str]
    events: tuple[Event, ...]


def find(project: Project, problems: Problems, *, jobs: int | None = None, executor: Executor | None = None) -> Found:
    """Documents, publication days, origins and events of all articles, from memory where nothing changed.

    Raises DatelineError when the records of the articles, or the project's names, cannot be read at all: without
    them every entry would be dated and named anew. A single wrong value is reported, left out, and stops nothing.
    """
    config = project.config(problems)
    usable = project.check_names(problems)
    known = read_known(files.read_bytes(project.seeds / "articles.yaml"), problems)
    if not usable or (problems.has_errors and not known):
        raise DatelineError(problems)
    todo = seeds(project, Problems())
    names = {name for seed in todo for name in (seed.path, seed.path.rsplit("/", 1)[-1], _stem(seed.path))}
    for name in sorted(set(known) - names):
        problems.warning(
            Place("seeds/articles.yaml"),
            "no-such-article",
            f"there is no article {name!r} in seeds/",
            nearest(name, names) or "its record is not used",
        )
    if not todo:
        problems.warning(
            Place("seeds"), "no-articles", "there are no articles in seeds/", "put .txt or .md files there"
        )
    with Crew(jobs=jobs, executor=executor) as crew:
        with progress("read", len(todo), "articles"):
            reading = read_all(project, todo, problems, crew)
        with progress("publication days", len(reading.articles), "articles"):
            days = narrow(
                _as_far_as_needed(project, reading),
                resolve_in(project.lexicon),
                project.lexicon.gazetteer,
                as_of=config.as_of,
                packs=project.lexicon.packs,
            )
        with progress("date", len(reading.articles), "articles"):
            _date_all(project, reading, days, crew)
    origins = reading.origins
    articles = {name: replace(article, labels=(), paragraphs=()) for name, article in reading.articles.items()}
    links = read_links(project.content_files(), problems, memory=project.memory)
    code = steps.key(
        steps.code_digest("core", "lexicon", "read", "find", "gather", "pipeline", "data"), project.accepted_names or ""
    )
    key = steps.key(
        *(code, repr(sorted(origins.items())), repr(links)),
        *(config.language, repr(config.languages), repr(config.as_of)),
        *(seed.dated(days[name])[1] for name, seed in reading.seeds.items()),
    )
    dated, traces = _archives(project, reading.seeds, days)
    # Gathering is the peak of memory, and has no use for what was read.
    del reading, todo

    def gathered() -> tuple[Event, ...]:
        with progress("gather", len(dated), "articles"):
            return gather(
                dated,
                origins=origins,
                lexicon=project.lexicon,
                language=config.language,
                languages=config.languages,
                links=links,
                as_of=config.as_of,
                traces=traces,
                memory=project.memory,
                code=code,
            )

    # Who corrects an entry changes nothing in the articles: what they tell need not be gathered again.
    events = project.memory.step("events", key, tuple[Event, ...], gathered)
    return Found(dated, articles, days, origins, events)


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def resolve_in(lexicon: Lexicon) -> Callable[[Document, datetime.date | None], tuple[AnchoredTimex, ...]]:
    """The resolver of time expressions, with the gazetteer it needs for birthdays and world events."""

    def closed(document: Document, day: datetime.date | None) -> tuple[AnchoredTimex, ...]:
        return resolve(document, day, gazetteer=lexicon.gazetteer)

    return closed


# -------------------------------------------------------------------------------------------------- days and dates


def _as_far_as_needed(project: Project, reading: Reading) -> Iterator[Document]:
    """What the days of publication are narrowed by: where all are given, no article needs to be looked into."""
    given = all(given_days(article) is not None for article in reading.articles.values())
    for name, article in reading.articles.items():
        if given:
            yield Document(article)
        else:
            yield light(project.memory.decode(encoded_document(project, reading.seeds[name]), Document))


def _date_all(project: Project, reading: Reading, days: Mapping[str, DaySet], crew: Crew) -> None:
    """See to it that the dated documents, and what gathering looks at of them, are remembered."""
    memory, seeds = project.memory, reading.seeds
    todo = [
        name
        for name, seed in seeds.items()
        if not (memory.has(*seed.traced(days[name])) and memory.has(*seed.dated(days[name])))
    ]
    items = ((encoded_document(project, seeds[name]), days[name]) for name in todo)
    sizes = [len(reading.articles[name].text) // 8 for name in todo]
    results = crew.map(_date_chunk, items, sizes, project.accepted_names)
    for name, encoded in zip(todo, results, strict=True):
        dated, traced = encoded.split(b"\n")
        memory.put_encoded(*seeds[name].dated(days[name]), dated)
        memory.put_encoded(*seeds[name].traced(days[name]), traced)


def _date_chunk(chunk: Sequence[tuple[bytes, DaySet]], own_names: str | None) -> list[bytes]:
    """Some documents, as they are remembered, dated; for each a line with it and one with its trace, encoded."""
    lexicon = lexicon_of(own_names)
    return [b"\n".join(dated_and_traced(_decoder.decode(encoded), days, lexicon)) for encoded, days in chunk]


_decoder = msgspec.json.Decoder(Document)


def _archives(
    project: Project, seeds: Mapping[str, Seed], days: Mapping[str, DaySet]
) -> tuple[Archive[Document], Archive[Trace]]:
    """The dated documents and the traces of all articles, each read when it is asked for."""

    def read(name: str, at: tuple[str, str], line: int, kind: type[T]) -> T:
        found = project.memory.get(*at, kind)
        if found is None:
            # The disk is full, or somebody cleaned up meanwhile.
            encoded = encoded_document(project, seeds[name])
            made = _date_chunk([(encoded, days[name])], project.accepted_names)[0].split(b"\n")[line]
            project.memory.put_encoded(*at, made)
            found = project.memory.decode(made, kind)
        return found

    return (
        Archive(seeds, lambda name: read(name, seeds[name].dated(days[name]), 0, Document)),
        Archive(seeds, lambda name: read(name, seeds[name].traced(days[name]), 1, Trace)),
    )
