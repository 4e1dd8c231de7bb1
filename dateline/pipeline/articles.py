"""The articles of a project, read: from memory where they were read already, and once more where lines of the page
stand in them that only the other articles betray."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from dateline.core import files, steps
from dateline.core.model import Article, Document, Sentence
from dateline.core.problems import Place, Problem, Problems
from dateline.find.annotate import annotate
from dateline.pipeline.crew import Crew
from dateline.pipeline.project import Project, lexicon_of
from dateline.read.articles import masked_lines, read_article, read_known, repeated_lines
from dateline.read.origins import find_origins


@dataclass(frozen=True, slots=True)
class Seed:
    """One article's bytes with what `articles.yaml` knows of it, and the key under which its reading is remembered."""

    path: str
    """Relative to `seeds/`."""
    data: bytes
    known: Mapping[str, str] | None
    key: str
    repeated: tuple[str, ...] = ()
    """Its lines that belong to the page, as the other articles show; empty at the first reading."""

    @property
    def name(self) -> str:
        """Under which its reading is remembered; the first reading stays beside the second."""
        return f"{'again' if self.repeated else 'read'}/{self.path}"


@dataclass(frozen=True, slots=True)
class Read:
    """What one article came to, as it is remembered: None as document when it cannot be used."""

    document: Document | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _HasArticle:
    article: Article


@dataclass(frozen=True, slots=True)
class _ReadArticle:
    """The part of what is remembered that most need; decoding the rest would cost ten times as much."""

    document: _HasArticle | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All usable articles in order of id, as they are read in the end."""

    articles: Mapping[str, Article]
    """Without the words of their sentences, which only the finders need."""
    seeds: Mapping[str, Seed]
    """What each was read from, by article id."""
    origins: Mapping[str, str]


def seeds(project: Project, problems: Problems) -> list[Seed]:
    """All articles of the project in order of path."""
    code = steps.code_digest("core", "lexicon", "read", "find", "data")
    own_names = project.own_names or ""
    known = read_known(files.read_bytes(project.seeds / "articles.yaml"), problems)
    out = []
    for path, data in project.seed_files().items():
        name = path.rsplit("/", 1)[-1]
        record = known.get(path) or known.get(name) or known.get(name.rsplit(".", 1)[0])
        key = steps.key(code, own_names, path, data, repr(sorted(record.items())) if record else "")
        out.append(Seed(path, data, record, key))
    return out


def read_all(project: Project, todo: Sequence[Seed], problems: Problems, crew: Crew | None = None) -> Reading:
    """The articles of these seeds. With a `crew` what is new is annotated too and remembered; without, only read."""
    found = dict(_read(project, todo, problems, crew))
    by_path = {seed.path: seed for seed in todo}
    articles, sources = _unique(((by_path[path], article) for path, article in found.items()), problems)
    origins = find_origins(articles.values())
    furniture = repeated_lines(articles.values())
    # By bytes first: where no line stands in three texts, nobody needs to know which of them are copies.
    furniture = furniture and repeated_lines(articles.values(), origins)
    again = []
    for name, article in articles.items():
        lines = masked_lines(article) if furniture else {}
        if any(telling and line in furniture for line, telling in lines.items()):
            repeated = tuple(sorted(furniture & lines.keys()))
            seed = sources[name]
            again.append(replace(seed, repeated=repeated, key=steps.key(seed.key, *repeated)))
    if again:
        ids = {source.path: name for name, source in sources.items()}
        sources |= {ids[seed.path]: seed for seed in again}
        # What is wrong with them was said at the first reading.
        articles |= {ids[path]: article for path, article in _read(project, again, Problems(), crew)}
        origins = find_origins(articles.values())
    return Reading(articles, sources, origins)


def read_articles(project: Project, problems: Problems) -> Reading:
    """The articles as the site shows them; of two that share an id the first."""
    return read_all(project, seeds(project, problems), problems)


def encoded_document(project: Project, seed: Seed) -> bytes:
    """The document found in an article, before it is dated, as `Read` in JSON; made anew where memory lost it."""
    encoded = project.memory.get_encoded(seed.name, seed.key)
    return encoded if encoded is not None else read_chunk([_task(seed)], project.own_names)[0]


def light(document: Document) -> Document:
    """The document without the words of its sentences; what gathering needs of them (see `gather.sketch.names_of`),
    the capitalised ones and the first of each sentence, stays."""
    return replace(document, article=_light(document.article, keep_names=True))


# --------------------------------------------------------------------------------------------------------- reading

Task = tuple[str, bytes, Mapping[str, str] | None, tuple[str, ...]]


def _task(seed: Seed) -> Task:
    return seed.path, seed.data, seed.known, seed.repeated


def read_chunk(chunk: Sequence[Task], own_names: str | None) -> list[bytes]:
    """Some articles read and annotated; each result encoded, as it is going to be stored."""
    lexicon = lexicon_of(own_names)
    out = []
    for path, data, known, repeated in chunk:
        problems = Problems()
        article = read_article(f"seeds/{path}", data, known, lexicon, problems, repeated=frozenset(repeated))
        document = annotate(article, lexicon) if article is not None else None
        out.append(msgspec.json.encode(Read(document, tuple(problems))))
    return out


def _read(
    project: Project, wanted: Sequence[Seed], problems: Problems, crew: Crew | None
) -> Iterator[tuple[str, Article]]:
    """The usable articles by path, in the order wanted; what is wrong with them reported."""
    todo: list[Seed] = []
    found: dict[str, _ReadArticle] = {}
    for seed in wanted:
        remembered = project.memory.get(seed.name, seed.key, _ReadArticle)
        if remembered is not None:
            found[seed.path] = _without_words(remembered)
        elif crew is None:
            own = Problems()
            article = read_article(
                f"seeds/{seed.path}", seed.data, seed.known, project.lexicon, own, repeated=frozenset(seed.repeated)
            )
            found[seed.path] = _without_words(_ReadArticle(_HasArticle(article) if article else None, tuple(own)))
        else:
            todo.append(seed)
    if crew is not None:
        results = crew.map(read_chunk, map(_task, todo), [len(seed.data) for seed in todo], project.own_names)
        for seed, encoded in zip(todo, results, strict=True):
            project.memory.put_encoded(seed.name, seed.key, encoded)
            found[seed.path] = _without_words(project.memory.decode(encoded, _ReadArticle))
    for seed in wanted:
        read = found[seed.path]
        problems.extend(read.problems)
        if read.document is not None:
            yield seed.path, read.document.article


def _without_words(read: _ReadArticle) -> _ReadArticle:
    if read.document is None:
        return read
    return replace(read, document=_HasArticle(_light(read.document.article, keep_names=False)))


def _light(article: Article, *, keep_names: bool) -> Article:
    sentences = []
    for sentence in article.sentences:
        kept = []
        if keep_names:
            begun = False
            for token in sentence.tokens:
                if token.text[0].isalpha():
                    if not begun or (token.text[0].isupper() and len(token.text) >= 4):
                        kept.append(token)
                    begun = True
        sentences.append(Sentence(sentence.span, sentence.paragraph, tuple(kept), sentence.quotes))
    return replace(article, sentences=tuple(sentences))


def _unique(articles: Iterable[tuple[Seed, Article]], problems: Problems) -> tuple[dict[str, Article], dict[str, Seed]]:
    """Articles in order of id, the first of those that share one; the others are a problem."""
    by_id: dict[str, tuple[Seed, Article]] = {}
    for seed, article in articles:
        first = by_id.setdefault(article.id, (seed, article))[1]
        if first.path != article.path:
            problems.error(
                Place(article.path),
                "duplicate-article",
                f"the file name {article.id!r} is taken by {first.path}",
                "rename one of them: the name without its ending is the article's id",
            )
    return {name: by_id[name][1] for name in sorted(by_id)}, {name: by_id[name][0] for name in sorted(by_id)}
