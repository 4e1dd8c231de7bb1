"""The articles of a project, read: from memory where they were read already; first in outline, because some lines of
the page that stand in an article are betrayed only by the other articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from dateline.core import files, steps
from dateline.core.model import Article, DaySet, Document, Sentence
from dateline.core.problems import Place, Problem, Problems
from dateline.find.annotate import annotate, date
from dateline.gather.publication import given_days
from dateline.gather.trace import trace
from dateline.lexicon.language import Lexicon
from dateline.pipeline.crew import Crew
from dateline.pipeline.project import Project, lexicon_of
from dateline.read.articles import outline_article, read_article, read_known
from dateline.read.origins import origins_by_shingles, shingles_of
from dateline.read.outlines import Outline, repeated_lines


@dataclass(frozen=True, slots=True)
class Seed:
    """One article's bytes with what `articles.yaml` knows of it, and the key under which its reading is remembered."""

    path: str
    """Relative to `seeds/`."""
    data: bytes
    known: Mapping[str, str] | None
    key: str
    repeated: tuple[str, ...] = ()
    """Its lines that belong to the page, as the other articles show; empty until they are compared."""

    @property
    def name(self) -> str:
        """Under which its reading is remembered: a line with the light article, which most need, and one with the
        document."""
        return f"read/{self.path}"

    def dated(self, days: DaySet) -> tuple[str, str]:
        """Name and key under which its document, dated, is remembered."""
        return f"dated/{self.path}", steps.key(self.key, msgspec.json.encode(days))

    def traced(self, days: DaySet) -> tuple[str, str]:
        """Name and key under which is remembered what gathering looks at of it."""
        return f"traced/{self.path}", steps.key(self.dated(days)[1], steps.code_digest("gather"))


@dataclass(frozen=True, slots=True)
class _Outlined:
    """An article in outline, as it is remembered: None when it cannot be used."""

    outline: Outline | None
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
    code = steps.code_digest("core", "lexicon", "read", "find", "pipeline", "data")
    own_names = project.accepted_names or ""
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
    outlines, sources = _unique(_outline(project, todo, problems, crew), problems)
    shingles = {name: one.shingles for name, one in outlines.items()}

    def origins() -> dict[str, str]:
        key = steps.key(*(seed.key for seed in sources.values()))
        return project.memory.step("origins", key, dict[str, str], lambda: dict(origins_by_shingles(shingles)))

    furniture = repeated_lines(outlines.values())
    # By bytes first: where no line stands in three texts, nobody needs to know which of them are copies.
    furniture = furniture and repeated_lines(outlines.values(), origins())
    changed = []
    for name, one in outlines.items() if furniture else ():
        # A line that is no telling anywhere in an article changes nothing there.
        if any(telling and line in furniture for line, telling in one.lines.items()):
            repeated = tuple(sorted(furniture & one.lines.keys()))
            seed = sources[name]
            sources[name] = replace(seed, repeated=repeated, key=steps.key(seed.key, *repeated))
            changed.append(name)
    articles = dict(zip(sources, _read(project, list(sources.values()), crew), strict=True))
    if not changed:
        return Reading(articles, sources, origins())
    key = steps.key(*(seed.key for seed in sources.values()))
    return Reading(
        articles,
        sources,
        project.memory.step(
            "origins-without-repeats",
            key,
            dict[str, str],
            lambda: dict(origins_by_shingles(shingles | {name: shingles_of(articles[name]) for name in changed})),
        ),
    )


def read_articles(project: Project, problems: Problems) -> Reading:
    """The articles as the site shows them; of two that share an id the first."""
    return read_all(project, seeds(project, problems), problems)


def encoded_document(project: Project, seed: Seed) -> bytes:
    """The document found in an article, before it is dated, in JSON; made anew where memory lost it."""
    encoded = project.memory.get_encoded(seed.name, seed.key)
    return (encoded if encoded is not None else read_chunk([_task(seed)], project.accepted_names)[0]).split(b"\n")[1]


def light(document: Document) -> Document:
    """The document without the words of its sentences; what tells its story (see `gather.sketch.names_of`), the
    capitalised ones and the first of each sentence, stays."""
    return replace(document, article=_light(document.article, keep_names=True))


def dated_and_traced(document: Document, days: DaySet, lexicon: Lexicon) -> list[bytes]:
    """A document dated, without the words of its sentences, and what gathering looks at of it, as they are stored."""
    whole = date(document, days, lexicon)
    kept = replace(whole, article=_light(whole.article, keep_names=False))
    encoded = msgspec.json.encode(kept)
    return [encoded, msgspec.json.encode(trace(whole, lexicon, digest=steps.key(encoded)))]


# --------------------------------------------------------------------------------------------------------- reading

Task = tuple[str, bytes, Mapping[str, str] | None, tuple[str, ...]]


def _task(seed: Seed) -> Task:
    return seed.path, seed.data, seed.known, seed.repeated


def outline_chunk(chunk: Sequence[Task], own_names: str | None) -> list[bytes]:
    """Some articles in outline; each result encoded, as it is going to be stored."""
    lexicon = lexicon_of(own_names)
    out = []
    for path, data, known, _ in chunk:
        problems = Problems()
        outline = outline_article(f"seeds/{path}", data, known, lexicon, problems)
        out.append(msgspec.json.encode(_Outlined(outline, tuple(problems))))
    return out


def read_chunk(chunk: Sequence[Task], own_names: str | None) -> list[bytes]:
    """Some articles read and annotated: for each a line with the light article, one with the document, both as they
    are going to be stored, and, where the day of publication is given, two with the light document dated and what
    gathering looks at of it."""
    lexicon = lexicon_of(own_names)
    out = []
    for task in chunk:
        document = annotate(_read_one(task, lexicon), lexicon)
        lines = [msgspec.json.encode(_light(document.article, keep_names=False)), msgspec.json.encode(document)]
        days = given_days(document.article)
        if days is not None:
            # Here, where the document is at hand: to have it again it would have to be decoded.
            lines += dated_and_traced(document, days, lexicon)
        out.append(b"\n".join(lines))
    return out


def _read_one(task: Task, lexicon: Lexicon) -> Article:
    """The article of a seed whose outline could be drawn; what is wrong with it was said then."""
    path, data, known, repeated = task
    article = read_article(f"seeds/{path}", data, known, lexicon, Problems(), repeated=frozenset(repeated))
    assert article is not None
    return article


def _outline(
    project: Project, wanted: Sequence[Seed], problems: Problems, crew: Crew | None
) -> Iterator[tuple[Seed, Outline]]:
    """The usable articles in outline, in the order wanted; what is wrong with them reported."""
    found: dict[str, _Outlined] = {}
    for seed in wanted:
        remembered = project.memory.get(f"outline/{seed.path}", seed.key, _Outlined)
        if remembered is not None:
            found[seed.path] = remembered
    todo = [seed for seed in wanted if seed.path not in found]
    tasks = map(_task, todo)
    if crew is not None:
        # A tenth of the work, but what has no outline yet is going to be read by the same processes.
        results = crew.map(outline_chunk, tasks, [len(seed.data) for seed in todo], project.accepted_names)
    else:
        results = (outline_chunk([task], project.accepted_names)[0] for task in tasks)
    for seed, encoded in zip(todo, results, strict=True):
        if crew is not None:
            project.memory.put_encoded(f"outline/{seed.path}", seed.key, encoded)
        found[seed.path] = project.memory.decode(encoded, _Outlined)
    for seed in wanted:
        problems.extend(found[seed.path].problems)
        outline = found[seed.path].outline
        if outline is not None:
            yield seed, outline


def _read(project: Project, wanted: Sequence[Seed], crew: Crew | None) -> list[Article]:
    """The articles in the order wanted, without the words of their sentences."""
    todo: list[Seed] = []
    found: dict[str, Article] = {}
    memory = project.memory
    for seed in wanted:
        remembered = memory.get_encoded(seed.name, seed.key)
        if remembered is not None:
            found[seed.path] = memory.decode(remembered.split(b"\n", 1)[0], Article)
        elif crew is None:
            found[seed.path] = _light(_read_one(_task(seed), project.lexicon), keep_names=False)
        else:
            todo.append(seed)
    if crew is not None:
        results = crew.map(read_chunk, map(_task, todo), [len(seed.data) for seed in todo], project.accepted_names)
        for seed, encoded in zip(todo, results, strict=True):
            first, document, *more = encoded.split(b"\n")
            memory.put_encoded(seed.name, seed.key, first + b"\n" + document)
            article = found[seed.path] = memory.decode(first, Article)
            days = given_days(article)
            if days is not None:
                dated, traced = more
                memory.put_encoded(*seed.dated(days), dated)
                memory.put_encoded(*seed.traced(days), traced)
    return [found[seed.path] for seed in wanted]


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


def _unique(outlines: Iterable[tuple[Seed, Outline]], problems: Problems) -> tuple[dict[str, Outline], dict[str, Seed]]:
    """Outlines in order of id, the first of those that share one; the others are a problem."""
    by_id: dict[str, tuple[Seed, Outline]] = {}
    for seed, one in outlines:
        first = by_id.setdefault(one.id, (seed, one))[1]
        if first.path != one.path:
            problems.error(
                Place(one.path),
                "duplicate-article",
                f"the file name {one.id!r} is taken by {first.path}",
                "rename one of them: the name without its ending is the article's id",
            )
    return {name: by_id[name][1] for name in sorted(by_id)}, {name: by_id[name][0] for name in sorted(by_id)}
