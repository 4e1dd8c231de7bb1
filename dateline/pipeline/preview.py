"""The preview: the site served on this machine, built anew and shown again when an input is saved."""

from __future__ import annotations

import logging
import secrets

from dateline.core.problems import DatelineError, Problems
from dateline.pipeline.extract import extract
from dateline.pipeline.project import Project
from dateline.pipeline.render import render
from dateline.pipeline.reviewer import Reviewer
from dateline.show.serve import serve

log = logging.getLogger(__name__)


def preview(project: Project, *, port: int, jobs: int | None = None) -> int:
    """Build, serve `public/` and the review page, and rebuild on every save, until interrupted; the exit code."""
    # The one thing here that no input decides: it never leaves this run.
    reviewer = Reviewer(project, secrets.token_urlsafe(32))

    def rebuild() -> None:
        # A new project each time: settings and names may be what was saved.
        fresh = Project(project.root, project.program)
        problems = Problems()
        try:
            plan = extract(fresh, problems, jobs=jobs)
            log.info(render(fresh, problems).summary())
            reviewer.follow(fresh, plan)
        except DatelineError as error:
            problems.extend(error.problems)
            reviewer.follow(fresh, None, error.problems)
        for problem in problems:
            log.warning("%s", problem)

    rebuild()
    inputs = [project.root / name for name in ("seeds", "content", "templates", "static", "site.yaml")]
    serve(project.public, inputs, rebuild, port=port, announce=log.info, reviewer=reviewer)
    return 0
