"""Every file of the site, made from the entries as they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dateline.core import files
from dateline.core.config import Config
from dateline.core.model import EntityKind
from dateline.core.problems import Place, Problems
from dateline.keep.decisions import read_decisions
from dateline.keep.entries import read_entries
from dateline.keep.quotes import check_quotes
from dateline.pipeline.articles import read_articles
from dateline.pipeline.progress import progress
from dateline.pipeline.project import Project
from dateline.pipeline.seen import seen_in
from dateline.show import cards
from dateline.show.render import Standing, render_anew
from dateline.show.site import Site, build_site


def site_of(project: Project, config: Config, problems: Problems) -> dict[str, bytes]:
    """Every file of the site by path, static ones included, made from the entries as they stand."""
    return changes_of(project, config, problems)[0]


def changes_of(
    project: Project, config: Config, problems: Problems, holds: Callable[[str, str], bool] | None = None
) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files to be written, and the digests of those that stand as they would be written.

    `holds` says whether the file at a path of the site has a digest; without it every file is made.
    """
    content = project.content_files()
    site = site_from(project, config, content, problems)
    templates = templates_of(project)
    static = _looks(project, "static")
    if config.cards:
        _look_at_cards(config, problems)
    with progress("render", len(site.everything), "entries"):
        standing = Standing(project.memory, project.own_names or "", holds) if holds else None
        out, kept = render_anew(site, templates, project.lexicon, standing=standing, static=static)
    for path, data in static.items():
        out[f"static/{path}"] = data
    return out, kept


def site_from(project: Project, config: Config, content: Mapping[str, bytes], problems: Problems) -> Site:
    """The site as its pages are made from it."""
    reading = read_articles(project, problems)
    articles = reading.articles
    with progress("entries", len(content), "files"):
        countries = frozenset(record.id for record in project.lexicon.gazetteer.all(EntityKind.COUNTRY))
        entries = read_entries(content, problems, memory=project.memory, countries=countries)
        decisions = read_decisions(content, Problems())
        withdrawn = decisions.withdrawn if decisions is not None else ()
        entries = check_quotes(entries, articles, problems, files=content, withdrawn=withdrawn)
    pages = {
        path.removeprefix("pages/").removesuffix(".md"): data.decode("utf-8", errors="replace")
        for path, data in content.items()
        if path.startswith("pages/") and path.endswith(".md")
    }
    return build_site(
        entries,
        articles,
        reading.origins,
        config,
        pages=pages,
        seen=seen_in(project, reading),
        country_name=lambda code: project.lexicon.gazetteer.name(code, "en"),
    )


def templates_of(project: Project) -> dict[str, str]:
    """The templates by name, the project's over the program's."""
    return {name: data.decode("utf-8") for name, data in _looks(project, "templates", (".html", ".xml")).items()}


def _look_at_cards(config: Config, problems: Problems) -> None:
    """Say why there are no cards, where they are asked for and cannot be."""
    place = Place("site.yaml")
    if not config.address:
        problems.warning(place, "no-cards", "'cards' needs 'address': who shows a card asks for its full address")
    elif not cards.is_possible():
        problems.warning(place, "no-cards", "'cards' needs Pillow, which is not installed", "see docs/publishing.md")


def _looks(project: Project, folder: str, suffixes: tuple[str, ...] = ()) -> dict[str, bytes]:
    """The program's own templates or static files with the project's over them, one by one."""
    own = files.read_tree(project.root / folder, suffixes) if project.root != project.program else {}
    return {**files.read_tree(project.program / folder, suffixes), **own}
