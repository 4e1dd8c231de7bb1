"""The articles as the site shows them: from memory where they were read already, else read now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.core import files, steps
from dateline.core.model import Article
from dateline.core.problems import Problem, Problems
from dateline.pipeline.project import Project
from dateline.read.articles import read_article, read_known


@dataclass(frozen=True, slots=True)
class Seed:
    """One article's bytes with what `articles.yaml` knows of it, and the key under which its reading is remembered."""

    path: str
    """Relative to `seeds/`."""
    data: bytes
    known: Mapping[str, str] | None
    key: str


@dataclass(frozen=True, slots=True)
class _HasArticle:
    article: Article


@dataclass(frozen=True, slots=True)
class _ReadArticle:
    """The part of what extraction remembers that the site needs; decoding the rest would cost ten times as much."""

    document: _HasArticle | None
    problems: tuple[Problem, ...] = ()


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


def read_articles(project: Project, problems: Problems) -> dict[str, Article]:
    """Every usable article by id, in order of id; of two that share an id the first."""
    articles: dict[str, Article] = {}
    for seed in seeds(project, problems):
        remembered = project.memory.get(f"read/{seed.path}", seed.key, _ReadArticle)
        if remembered is not None:
            problems.extend(remembered.problems)
            article = remembered.document.article if remembered.document else None
        else:
            article = read_article(f"seeds/{seed.path}", seed.data, seed.known, project.lexicon, problems)
        if article is not None:
            articles.setdefault(article.id, article)
    return dict(sorted(articles.items()))
