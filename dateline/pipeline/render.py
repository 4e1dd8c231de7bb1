"""content/ → public/: the site rendered from the entries, written where it differs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from dateline.core import files, steps
from dateline.core.problems import Problem, Problems
from dateline.core.text import digest
from dateline.pipeline.progress import progress
from dateline.pipeline.project import Project

log = logging.getLogger(__name__)

_MANIFEST = ".files.json"


@dataclass(frozen=True, slots=True)
class _Settled:
    """The site that these very inputs make, known because it was made before."""

    files: str
    """Digest of its manifest."""
    problems: tuple[Problem, ...]


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
    project.check_names(problems)
    manifest = _manifest(project)
    key = _key(project)
    settled = project.memory.get("render", key, _Settled)
    if settled is not None and not problems.has_errors and _stands(project, manifest, settled.files):
        problems.extend(settled.problems)
        return Rendered(len(manifest), 0, 0)
    # Only now: an unchanged site is told so without loading templates and views.
    from dateline.pipeline.pages import changes_of

    own = Problems()
    site_files, kept = changes_of(project, config, own, lambda path, wanted: _holds(project, path, wanted))
    problems.extend(own)
    if problems.has_errors and files.read_bytes(project.public / "index.html") is not None:
        return Rendered(len(site_files) + len(kept), 0, 0, kept=True)
    rendered = _write(project, site_files, kept, manifest)
    project.memory.put("render", key, _Settled(digest(msgspec.json.encode(_manifest(project))), tuple(own)))
    return rendered


def _key(project: Project) -> str:
    """Digest of everything the site depends on, the program included."""
    parts: list[str | bytes] = [
        steps.code_digest("core", "lexicon", "read", "find", "keep", "show", "pipeline", "data"),
        files.read_bytes(project.root / "site.yaml") or b"",
        files.read_bytes(project.seeds / "articles.yaml") or b"",
    ]
    folders = [project.root / name for name in ("seeds", "content", "templates", "static")]
    folders += [project.program / name for name in ("templates", "static")]
    for folder in folders:
        for path, data in files.read_tree(folder).items():
            parts += [path, data]
        parts.append("")
    return steps.key(*parts)


def _stands(project: Project, manifest: Mapping[str, str], expected: str) -> bool:
    """Whether the site on disk is, byte for byte, the one that was written."""
    if digest(msgspec.json.encode(manifest)) != expected:
        return False
    return all(_holds(project, path, wanted) for path, wanted in manifest.items())


def _holds(project: Project, path: str, wanted: str) -> bool:
    """Whether the file that stands has this digest."""
    data = files.read_bytes(project.public / path)
    return data is not None and digest(data, length=32) == wanted


def _write(
    project: Project, site_files: Mapping[str, bytes], kept: Mapping[str, str], before: Mapping[str, str]
) -> Rendered:
    """Write what differs and remove what an earlier build wrote and this one does not.

    `kept` are digests by path of the files that stand as they are to be.

    The list of files is written before and after: a build killed in between leaves no file that the next one does not
    know of.
    """
    files.sweep(project.public)
    manifest = project.public / _MANIFEST
    digests = {path: digest(data, length=32) for path, data in site_files.items()} | dict(kept)
    now = dict(sorted(digests.items()))
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
    return Rendered(len(now), written, len(stale))


def _manifest(project: Project) -> dict[str, str]:
    """Every file the last build wrote, with its digest."""
    try:
        return msgspec.json.decode(files.read_bytes(project.public / _MANIFEST) or b"{}", type=dict[str, str])
    except msgspec.DecodeError:
        return {}
