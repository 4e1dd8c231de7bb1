"""Everything that can be wrong, found without writing anything: articles, entries, quotes, the links of the site."""

from __future__ import annotations

from dateline.core.problems import Problems
from dateline.pipeline.articles import read_articles
from dateline.pipeline.pages import site_of
from dateline.pipeline.progress import progress
from dateline.pipeline.project import Project
from dateline.show.check import check_site


def check(project: Project, problems: Problems) -> str:
    """One line on what was looked at; what is wrong goes to `problems`.

    The site is rendered in memory and looked at there: what is checked is what a build would write now.
    """
    config = project.config(problems)
    project.check_names(problems)
    site_files = site_of(project, config, problems)
    articles = read_articles(project, Problems()).articles
    with progress("check", len(site_files), "files"):
        found = Problems()
        check_site(site_files, found, articles=articles, quote_limit=config.quote_limit)
        problems.extend(found)
    return f"checked {len(articles)} articles and {len(site_files)} files of the site"
