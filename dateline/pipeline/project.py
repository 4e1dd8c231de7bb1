"""A project: where its files lie, and what every command reads of it first."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from dateline.core import files, journal, yamltext
from dateline.core.config import Config, read_config
from dateline.core.problems import DatelineError, Place, Problems
from dateline.core.steps import Memory
from dateline.keep import names
from dateline.lexicon.language import Lexicon

log = logging.getLogger(__name__)

ARTICLE_SUFFIXES = (".txt", ".md")


@cache
def lexicon_of(own_names: str | None) -> Lexicon:
    """One lexicon a process: loading it costs as much as reading a hundred articles."""
    return Lexicon(own_names)


@dataclass(frozen=True)
class Project:
    """One folder with `seeds/`, `content/` and `site.yaml`, and the program's own folder for what it lacks."""

    root: Path
    program: Path
    """The folder of `build.py`: its templates and static files serve a project that has none of its own."""

    @property
    def seeds(self) -> Path:
        return self.root / "seeds"

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def public(self) -> Path:
        return self.root / "public"

    @property
    def journal(self) -> Path:
        return self.content / ".change"

    @cached_property
    def memory(self) -> Memory:
        return Memory(self.root / ".cache")

    @cached_property
    def lexicon(self) -> Lexicon:
        """The lexicon with the project's own names over it."""
        return lexicon_of(self.accepted_names)

    @cached_property
    def own_names(self) -> str | None:
        """The text of `content/gazetteer.yaml`, None where there is none or it breaks a rule.

        What is wrong with it is reported by `check_names`, which every command that reads names calls first.
        """
        raw = files.read_bytes(self.content / names.PATH)
        if raw is None or not names.check_names({names.PATH: raw}, Problems()):
            return None
        return raw.decode("utf-8")

    @cached_property
    def accepted_names(self) -> str | None:
        """The part of `own_names` that the finders go by, as JSON, which is YAML; None where there is none.

        Without what is only proposed, and without comments: every run may propose more, and no article is read anew
        for that.
        """
        data = yamltext.load_data(self.own_names) if self.own_names else None
        accepted = (
            {key: value for key, value in data.items() if key != names.PROPOSED} if isinstance(data, dict) else {}
        )
        return json.dumps(accepted, ensure_ascii=False) if accepted else None

    def check_names(self, problems: Problems) -> bool:
        """Whether the project's own names can be used; what is wrong with them is reported."""
        raw = files.read_bytes(self.content / names.PATH)
        return raw is None or names.check_names({names.PATH: raw}, problems)

    def config(self, problems: Problems) -> Config:
        """The settings of `site.yaml`.

        Raises DatelineError when the file is missing or breaks a rule: nothing can be built soundly without it.
        """
        raw = files.read_bytes(self.root / "site.yaml")
        if raw is None:
            problems.error(
                Place("site.yaml"),
                "missing-file",
                "this project has no site.yaml",
                "write one with 'title:' and 'language:'",
            )
            raise DatelineError(problems)
        config = read_config(raw, path="site.yaml", problems=problems)
        if config is None:
            raise DatelineError(problems)
        return config

    def recover(self) -> None:
        """Finish a change of entries that an earlier run did not live to finish."""
        files.sweep(self.content)
        done = journal.recover(self.content, self.journal)
        if done:
            log.info("finished a change of %d files that was cut off", done)

    def seed_files(self) -> Mapping[str, bytes]:
        """The articles' bytes by path relative to `seeds/`."""
        return files.read_tree(self.seeds, ARTICLE_SUFFIXES)

    def content_files(self) -> Mapping[str, bytes]:
        """What lies under `content/`: entries, decisions, names, ledger; paths relative to it."""
        return files.read_tree(self.content, (".yaml", ".yml", ".json", ".jsonl", ".md"))
