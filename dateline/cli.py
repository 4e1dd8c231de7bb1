"""The words typed → one call: reads the command line, the clock and the environment; prints; sets the exit code."""

from __future__ import annotations

import argparse
import gc
import io
import logging
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import __version__
from dateline.core.problems import DatelineError, Place, Problems, Severity

if TYPE_CHECKING:
    from dateline.pipeline.project import Project

SOUND, PROBLEMS, USAGE = 0, 1, 2
_COMMAND = "python build.py "


def main(argv: Sequence[str], *, root: Path) -> int:
    """Run one command; the exit code: 0 sound, 1 problems, 2 wrong usage.

    `root` is the folder of `build.py`, the project unless `--root` names another.
    """
    args = _parser().parse_args(argv)
    level = logging.WARNING if args.quiet else logging.DEBUG if args.verbose else logging.INFO
    logging.basicConfig(level=level, format="%(message)s", stream=sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Where a terminal knows fewer letters than the articles have, some are spelt out; it is no reason to stop.
            stream.reconfigure(errors="backslashreplace")
    # Many small values without a cycle among them: looking for cycles as often as Python does took a third of the time.
    gc.set_threshold(200_000, 50, 100)
    # Nothing but the work needs them for a list of commands, so the help answers at once.
    from dateline.pipeline.project import Project

    project = Project(root=(args.root or root).resolve(), program=root.resolve())
    problems = Problems()
    try:
        command: Callable[[Project, argparse.Namespace, Problems], int] = args.run
        code = command(project, args, problems)
    except DatelineError as error:
        problems.extend(error.problems)
        code = PROBLEMS
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            # The reader of our output went away, as `| head` does: no problem of ours.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return SOUND
        problems.error(Place(_told(error, project.root)), "disk", error.strerror or str(error))
        code = PROBLEMS
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    return _report(problems, code, args)


def _told(error: OSError, root: Path) -> str:
    """The path a disk error is about, relative to the project where it lies in it."""
    path = Path(os.fsdecode(error.filename or root))
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _report(problems: Problems, code: int, args: argparse.Namespace) -> int:
    lowest = Severity.WARNING if args.quiet else Severity.NOTE
    shown = [problem for problem in problems if problem.severity >= lowest]
    for problem in shown:
        print(problem, file=sys.stderr)
    if shown:
        print(problems.summary(), file=sys.stderr)
    strict = getattr(args, "strict", False) and problems.count(Severity.WARNING)
    return PROBLEMS if problems.has_errors or strict else code


def _typed(text: str, args: argparse.Namespace) -> str:
    """The text with its commands as they have to be typed here: for a project elsewhere they name it."""
    if args.root is None:
        return text
    return text.replace(_COMMAND, f"{_COMMAND}--root {shlex.quote(str(args.root))} ")


# ------------------------------------------------------------------------------------------------------- commands


def _build(project: Project, args: argparse.Namespace, problems: Problems) -> int:
    from dateline.pipeline.extract import extract
    from dateline.pipeline.render import render

    plan = extract(project, problems, jobs=args.jobs)
    print(_typed(plan.summary(), args))
    print(render(project, problems).summary())
    return SOUND


def _extract(project: Project, args: argparse.Namespace, problems: Problems) -> int:
    from dateline.pipeline.extract import extract

    plan = extract(project, problems, jobs=args.jobs, write=not args.plan)
    print(plan.json() if args.json else _typed(plan.text() if args.plan or args.verbose else plan.summary(), args))
    return SOUND


def _render(project: Project, args: argparse.Namespace, problems: Problems) -> int:
    from dateline.pipeline.render import render

    print(render(project, problems).summary())
    return SOUND


def _serve(project: Project, args: argparse.Namespace, problems: Problems) -> int:
    from dateline.pipeline.preview import preview

    return preview(project, port=args.port, jobs=args.jobs)


def _check(project: Project, args: argparse.Namespace, problems: Problems) -> int:
    from dateline.pipeline.check import check

    print(check(project, problems))
    return SOUND


def _explain(project: Project, args: argparse.Namespace, problems: Problems) -> int:
    from dateline.pipeline.explain import explain

    print(explain(project, args.id, problems))
    return SOUND


def _review(project: Project, args: argparse.Namespace, problems: Problems) -> int:
    from dateline.pipeline.review import review

    print(_typed(review(project, problems, limit=args.most), args))
    return SOUND


def _reject(project: Project, args: argparse.Namespace, problems: Problems) -> int:
    from dateline.pipeline.decide import decide

    print(decide(project, problems, "reject", [args.id], why=args.why))
    return SOUND


def _split(project: Project, args: argparse.Namespace, problems: Problems) -> int:
    from dateline.pipeline.decide import decide

    print(decide(project, problems, "split", [args.id, *args.sources]))
    return SOUND


def _merge(project: Project, args: argparse.Namespace, problems: Problems) -> int:
    from dateline.pipeline.decide import decide

    print(decide(project, problems, "merge", [args.id, args.other]))
    return SOUND


def _export(project: Project, args: argparse.Namespace, problems: Problems) -> int:
    from dateline.pipeline.table import export_table

    print(_typed(export_table(project, args.csv, problems), args))
    return SOUND


def _import(project: Project, args: argparse.Namespace, problems: Problems) -> int:
    from dateline.pipeline.table import import_table

    print(import_table(project, args.file, problems))
    return SOUND


def _annotate(project: Project, args: argparse.Namespace, problems: Problems) -> int:
    from dateline.pipeline.annotate import annotate

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    return annotate(project, sys.stdin.buffer, sys.stdout, problems, only_times=args.only == "times")


# --------------------------------------------------------------------------------------------------------- parser


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--root", type=Path, metavar="DIR", help="the project to build (default: the folder of build.py)"
    )
    common.add_argument("-q", "--quiet", action="store_true", help="problems only")
    common.add_argument("-v", "--verbose", action="store_true", help="decisions too: why two reports were joined")
    common.add_argument(
        "--jobs", type=_positive, metavar="N", help="processes for reading articles (default: all cores)"
    )

    parser = argparse.ArgumentParser(
        prog="build.py",
        description="Turn a folder of news articles into a published, sourced, correctable timeline.",
        epilog="Without a command: extract what is new or changed, then render.",
        parents=[common],
    )
    parser.add_argument("--version", action="version", version=f"dateline {__version__}")
    parser.set_defaults(run=_build)
    # A value given before the command is kept: the commands' own parsers must not reset it.
    quiet_common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    for action in common._actions:
        quiet_common._add_action(_suppressed(action))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: Callable[..., int], text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text[0].upper() + text[1:], parents=[quiet_common])
        sub.set_defaults(run=run)
        return sub

    extract = command("extract", _extract, "seeds/ → content/: read what is new or changed, write entries")
    extract.add_argument("--plan", action="store_true", help="say what would change, write nothing")
    extract.add_argument("--json", action="store_true", help="the plan as JSON")
    command("render", _render, "content/ → public/: write the site")
    serve = command("serve", _serve, "preview in a browser; a saved change shows at once")
    serve.add_argument("--port", type=int, default=8000, help="port on this machine (default: 8000)")
    check = command("check", _check, "check articles, entries, quotes and the links of the site")
    check.add_argument("--strict", action="store_true", help="warnings fail too")
    explain = command("explain", _explain, "where every field of an entry comes from")
    explain.add_argument("id", metavar="ID", help="an entry's id, or an article's for what was found in it")
    review = command("review", _review, "what a person should decide, with the exact lines to write")
    review.add_argument("--most", type=_positive, default=20, metavar="N", help="how many questions (default: 20)")
    reject = command("reject", _reject, "this is no event: keep it out for good")
    reject.add_argument("id", metavar="ID")
    reject.add_argument("why", nargs="?", metavar="WHY", help="the reason, kept with the decision")
    split = command("split", _split, "move sources of an entry into one of their own, never to be joined again")
    split.add_argument("id", metavar="ID")
    split.add_argument("sources", nargs="+", metavar="SOURCE", help="key or article of a source")
    merge = command("merge", _merge, "two entries are one event")
    merge.add_argument("id", metavar="ID", help="the entry that stays")
    merge.add_argument("other", metavar="OTHER", help="the entry that is joined to it")
    export = command("export", _export, "write all entries as a table for a spreadsheet")
    export.add_argument("--csv", type=Path, required=True, metavar="FILE", help="the file to write")
    table = command("import", _import, "take over the cells that were changed in an exported table")
    table.add_argument("file", type=Path, metavar="FILE")
    annotate = command("annotate", _annotate, "stand-off annotation: JSON lines in, JSON lines out")
    annotate.add_argument("--only", choices=["times"], help="run that finder alone")
    return parser


def _suppressed(action: argparse.Action) -> argparse.Action:
    import copy

    twin = copy.copy(action)
    twin.default = argparse.SUPPRESS
    return twin


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes; write 1 or more")
    return number
