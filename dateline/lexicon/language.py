"""Language packs: what the program knows of each language, read from `data/languages/<tag>/` when first asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dateline.core import files, yamltext

if TYPE_CHECKING:
    from dateline.lexicon.basics import Basics
    from dateline.lexicon.factuality import FactualityCues
    from dateline.lexicon.gazetteer import Gazetteer
    from dateline.lexicon.interface import Interface
    from dateline.lexicon.names import Names
    from dateline.lexicon.times import TimeRules
    from dateline.lexicon.titles import Titles
    from dateline.lexicon.triggers import Triggers
    from dateline.lexicon.verbs import Verbs

DATA = Path(__file__).resolve().parent.parent / "data"


def _data(path: str) -> Any:
    """A data file of the package, every scalar a string; None when there is no such file."""
    raw = files.read_bytes(DATA / path)
    return None if raw is None else yamltext.load_data(raw.decode("utf-8"))


class LanguagePack:
    """One language. Each part is read by the module of its name, whole and checked, when first used.

    A part whose file the language lacks is None: its users do without.
    """

    def __init__(self, tag: str) -> None:
        self.tag = tag
        """BCP 47 tag, as the folder is named."""

    def data(self, name: str) -> Mapping[str, Any] | None:
        """The loaded YAML of `<name>.yaml`, with the files of a folder `<name>/` merged into it by key."""
        merged: Mapping[str, Any] | None = _data(f"languages/{self.tag}/{name}.yaml")
        folder = DATA / "languages" / self.tag / name
        for path in files.walk(folder, (".yaml",)):
            merged = {**(merged or {}), **(_data(f"languages/{self.tag}/{name}/{path}") or {})}
        return merged

    def _part(self, module: str, name: str) -> Any:
        data = self.data(name)
        if data is None:
            return None
        # The readers are imported one by one: a command that renders a site has no use for the time rules.
        return importlib.import_module(f"dateline.lexicon.{module}").read(self.tag, data)

    @cached_property
    def basics(self) -> Basics:
        return self._part("basics", "language")  # type: ignore[no-any-return]

    @cached_property
    def times(self) -> TimeRules | None:
        return self._part("times", "times")  # type: ignore[no-any-return]

    @cached_property
    def verbs(self) -> Verbs | None:
        return self._part("verbs", "verbs")  # type: ignore[no-any-return]

    @cached_property
    def factuality(self) -> FactualityCues | None:
        return self._part("factuality", "factuality")  # type: ignore[no-any-return]

    @cached_property
    def names(self) -> Names | None:
        return self._part("names", "names")  # type: ignore[no-any-return]

    @cached_property
    def triggers(self) -> Triggers | None:
        return self._part("triggers", "triggers")  # type: ignore[no-any-return]

    @cached_property
    def titles(self) -> Titles | None:
        return self._part("titles", "titles")  # type: ignore[no-any-return]

    @cached_property
    def interface(self) -> Interface | None:
        return self._part("interface", "interface")  # type: ignore[no-any-return]


class Lexicon:
    """All language packs and the gazetteer, with the project's own names over them."""

    def __init__(self, project_gazetteer: str | None = None) -> None:
        self._project_gazetteer = project_gazetteer
        tags = sorted({path.split("/")[0] for path in files.walk(DATA / "languages")})
        self.packs: Mapping[str, LanguagePack] = MappingProxyType({tag: LanguagePack(tag) for tag in tags})

    def pack(self, tag: str | None) -> LanguagePack | None:
        """The pack of a language: its own, else that of its main tag (`sv-FI` → `sv`), else None."""
        if tag is None:
            return None
        return self.packs.get(tag) or self.packs.get(tag.split("-")[0])

    @cached_property
    def gazetteer(self) -> Gazetteer:
        from dateline.lexicon.gazetteer import load_gazetteer

        return load_gazetteer(project=self._project_gazetteer)
