"""YAML read from positions and edited value by value; the only door to PyYAML."""

from __future__ import annotations

from typing import Any

import yaml

_BASE = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def load_data(text: str) -> Any:
    """Mappings, lists and strings as they stand: every scalar is a string. For the program's own data files.

    Raises yaml.YAMLError, with line and column, when the text is no YAML.
    """
    return yaml.load(text, Loader=_BASE)
