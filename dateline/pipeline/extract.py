"""seeds/ → content/: the entries brought up to what the articles say now."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from dateline.core import files, journal, steps
from dateline.core.model import Article
from dateline.core.problems import Place, Problem, Problems
from dateline.core.values import without_collecting
from dateline.keep import ledger
from dateline.keep.plan import Plan
from dateline.pipeline.project import Project


@dataclass(frozen=True, slots=True)
class _Settled:
    """What a run over these very inputs comes to, known because an earlier one ended there."""

    plan: Plan
    problems: tuple[Problem, ...]


@without_collecting()
def extract(
    project: Project,
    problems: Problems,
    *,
    jobs: int | None = None,
    write: bool = True,
    executor: Executor | None = None,
) -> Plan:
    """Bring the entries up to what the articles say now; what was changed, left and asked.

    `jobs` is the number of processes (default: all cores); an `executor` of any make takes their place. With
    `write=False` nothing is written.
    """
    config = project.config(problems)
    if write:
        project.recover()
    project.check_names(problems)
    content = project.content_files()
    settled = project.memory.get("extract", _key(project, content), _Settled)
    if settled is not None:
        problems.extend(settled.problems)
        return settled.plan
    # Only now: an unchanged project is told so without loading the finders.
    from dateline.gather.retitle import Retitler
    from dateline.keep.reconcile import reconcile
    from dateline.pipeline.events import find
    from dateline.pipeline.progress import progress

    before = Problems()
    found = find(project, before, jobs=jobs, executor=executor)
    problems.extend(before)
    articles = found.articles
    titler = Retitler(found.documents, origins=found.origins, lexicon=project.lexicon)

    def plan_for(state: Mapping[str, bytes], report: Problems) -> Plan:
        return reconcile(
            found.events,
            state,
            config=config,
            articles=articles,
            gazetteer=project.lexicon.gazetteer,
            problems=report,
            memory=project.memory,
            titler=titler,
        )

    with progress("reconcile", len(found.events), "events"):
        plan = plan_for(content, problems)
    lost = [name for name in _unread(project, articles) if _is_cited(name, content)]
    for name in lost:
        problems.error(
            Place(f"seeds/{name}"),
            "entries-kept",
            "entries rest on this article, which cannot be read now; all entries stay as they are",
            "mend the article, or take it away if its entries are to go",
        )
    if not write:
        return plan
    if lost:
        return replace(plan, writes={}, changes=())
    journal.change(project.content, project.journal, plan.writes)
    after = {**content, **{path: data for path, data in plan.writes.items() if data is not None}}
    after = {path: data for path, data in sorted(after.items()) if plan.writes.get(path, data) is not None}
    report = Problems(before)
    rest = plan_for(after, report) if plan.writes else plan
    if not rest.writes:
        project.memory.put("extract", _key(project, after), _Settled(rest, tuple(report if plan.writes else problems)))
    return plan


def _unread(project: Project, articles: Mapping[str, Article]) -> list[str]:
    """Files of seeds/ that hold no usable article."""
    usable = {article.path for article in articles.values()}
    return [path for path in project.seed_files() if f"seeds/{path}" not in usable]


def _is_cited(path: str, content: Mapping[str, bytes]) -> bool:
    """Whether some entry, as the ledger knows it, rests on the article in this file."""
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return f'"article":"{stem}"'.encode() in content.get(ledger.PATH, b"")


def _key(project: Project, content: Mapping[str, bytes]) -> str:
    """Digest of everything the entries depend on, the program included."""
    parts: list[str | bytes] = [
        steps.code_digest("core", "lexicon", "read", "find", "gather", "keep", "pipeline", "data"),
        files.read_bytes(project.root / "site.yaml") or b"",
        files.read_bytes(project.seeds / "articles.yaml") or b"",
    ]
    for tree in (project.seed_files(), content):
        for path, data in tree.items():
            parts += [path, data]
        parts.append("")
    return steps.key(*parts)
