"""How well the program reads, as measured on texts it is not tuned to: the figures a site shows its readers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dateline.core import files, yamltext
from dateline.lexicon.language import DATA


@cache
def measured() -> Mapping[str, Mapping[str, float]]:
    """By language: `texts` and `events` looked at, and shares from 0 to 1. Empty when nothing has been measured."""
    raw = files.read_bytes(DATA / "quality.yaml")
    data = yamltext.load_data(raw.decode("utf-8")) if raw else {}
    held = data.get("held") or {}
    return {tag: {name: float(value) for name, value in figures.items()} for tag, figures in held.items()}
