"""content/ → public/: the site rendered from the entries, written where it differs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from dateline.core import files, steps
from dateline.core.config import Config
from dateline.core.model import Article
from dateline.core.problems import Problems
from dateline.core.text import digest
from dateline.keep.entries import read_entries
from dateline.keep.quotes import check_quotes
from dateline.pipeline.articles import read_articles
from dateline.pipeline.progress import progress
from dateline.pipeline.project import Project
from dateline.read.origins import find_origins
from dateline.show.render import render as render_site
from dateline.show.site import build_site

log = logging.getLogger(__name__)

_TEXT = (".html", ".xml", ".svg", ".js", ".css", ".txt", ".json", ".csv", ".ics", ".bib")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What rendering came to."""

    pages: int
    written: int
    removed: int
    kept: bool = False
    """The site that stood was left as it was, because of errors."""

    def summary(self) -> str:
        """One line for stdout."""
        if self.kept:
            return "public/ is left as it was: mend the errors and build again"
        return f"public/: {self.pages} files, {self.written} written, {self.removed} removed"


def render(project: Project, problems: Problems) -> Rendered:
    """Write the site. With errors among the inputs the site that stands is left as it was; the first site of a
    project is made of what is sound."""
    config = project.config(problems)
    project.recover()
    site_files = site_of(project, config, problems)
    if problems.has_errors and files.read_bytes(project.public / "index.html") is not None:
        return Rendered(len(site_files), 0, 0, kept=True)
    return _write(project, site_files)


def site_of(
    project: Project, config: Config, problems: Problems, *, extra_policy: str = "", scripts: tuple[str, ...] = ()
) -> dict[str, bytes]:
    """Every file of the site by path, static ones included, made from the entries as they stand."""
    content = project.content_files()
    articles = read_articles(project, problems)
    with progress("entries", len(content), "files"):
        entries = read_entries(content, problems, memory=project.memory)
        entries = check_quotes(entries, articles, problems)
    templates = {name: data.decode("utf-8") for name, data in _looks(project, "templates", (".html", ".xml")).items()}
    static = _looks(project, "static")
    pages = {
        path.removeprefix("pages/").removesuffix(".md"): data.decode("utf-8", errors="replace")
        for path, data in content.items()
        if path.startswith("pages/") and path.endswith(".md")
    }
    with progress("render", len(entries), "entries"):
        site = build_site(
            entries,
            articles,
            _origins(project, articles),
            config,
            pages=pages,
            country_name=lambda code: project.lexicon.gazetteer.name(code, "en"),
        )
        out = render_site(
            site, templates, project.lexicon, memory=project.memory, extra_policy=extra_policy, scripts=scripts
        )
    for path, data in static.items():
        out[f"static/{path}"] = data
    return out


def _looks(project: Project, folder: str, suffixes: tuple[str, ...] = ()) -> dict[str, bytes]:
    """The program's own templates or static files with the project's over them, one by one."""
    own = files.read_tree(project.root / folder, suffixes) if project.root != project.program else {}
    return {**files.read_tree(project.program / folder, suffixes), **own}


def _origins(project: Project, articles: Mapping[str, Article]) -> Mapping[str, str]:
    key = steps.key(*(f"{name} {article.digest}" for name, article in articles.items()))
    return project.memory.step("origins", key, dict[str, str], lambda: dict(find_origins(list(articles.values()))))


def _write(project: Project, site_files: Mapping[str, bytes]) -> Rendered:
    """Write what differs and remove what an earlier build wrote and this one does not.

    The list of files is written before and after: a build killed in between leaves no file that the next one does not
    know of.
    """
    manifest = project.public / ".files.json"
    before = _manifest(manifest)
    now = {path: digest(data, length=32) for path, data in sorted(site_files.items())}
    stale = sorted(set(before) - set(now))
    with progress("write", len(site_files), "files"):
        if before != now:
            files.write_if_changed(manifest, msgspec.json.encode({**before, **now}))
        written = 0
        for path, data in sorted(site_files.items()):
            written += files.write_if_changed(project.public / path, data)
        for path in stale:
            files.remove(project.public / path)
        files.write_if_changed(manifest, msgspec.json.encode(now))
    return Rendered(len(site_files), written, len(stale))


def _manifest(path) -> dict[str, str]:  # type: ignore[no-untyped-def]
    try:
        return msgspec.json.decode(files.read_bytes(path) or b"{}", type=dict[str, str])
    except msgspec.DecodeError:
        return {}
