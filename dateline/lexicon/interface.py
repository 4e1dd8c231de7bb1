"""The site's own words in one language, and how it says numbers, plurals and lists.

Read from `interface.yaml` (own words), `interface/review_page.yaml` (those of the preview) and `interface/cldr.yaml`
(names of months, days and languages, generated from Unicode CLDR). A language is checked whole when it is read: what
is missing is a `ValueError` that names it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType, SimpleNamespace
from typing import Any

_SECTIONS = (
    "texts",
    "counts",
    "reading",
    "factuality",
    "factuality_note",
    "types",
    "tiers",
    "roles",
    "figure_names",
    "reviews",
    "gates",
    "review_page",
    "dates",
)


@dataclass(frozen=True, slots=True)
class Names:
    """Names that come from CLDR."""

    months: tuple[str, ...]
    """Standing alone, January first."""
    months_in_date: tuple[str, ...]
    months_short: tuple[str, ...]
    weekdays: tuple[str, ...]
    """Monday first."""
    weekdays_short: tuple[str, ...]
    languages: Mapping[str, str]
    decimal: str
    group: str
    list_end: str
    or_end: str
    direction: str
    """`ltr` or `rtl`."""


@dataclass(frozen=True, slots=True)
class Interface:
    """One interface language, complete."""

    tag: str
    texts: SimpleNamespace
    """Every plain string as an attribute, for templates: `texts.timeline`."""
    counts: Mapping[str, Mapping[str, str]]
    sections: Mapping[str, Mapping[str, str]]
    """The other tables by name: `types`, `factuality`, `roles`, …"""
    dates: Mapping[str, Any]
    names: Names

    def count(self, what: str, number: int) -> str:
        """`3 events`, `1 event`: the plural form is chosen by the number.

        Two forms serve every interface language so far; French counts zero as one.
        """
        forms = self.counts[what]
        form = "one" if number == 1 or (number == 0 and "zero_is_one" in forms) else "other"
        return forms[form].replace("{n}", self.number(number))

    def number(self, value: float) -> str:
        """A number with the language's marks; four digits stay together, five and more are grouped."""
        whole = int(value)
        digits = f"{abs(whole):,}".replace(",", self.names.group) if abs(whole) >= 10_000 else str(abs(whole))
        sign = "\u2212" if value < 0 else ""
        if value == whole:
            return sign + digits
        fraction = f"{abs(value) - abs(whole):.2f}"[2:].rstrip("0")
        return f"{sign}{digits}{self.names.decimal}{fraction}" if fraction else sign + digits

    def share(self, part: int, whole: int) -> str:
        """A share in whole per cent; nothing of nothing is 0 %."""
        return f"{round(100 * part / whole) if whole else 0}\u202f%"

    def listing(self, items: Sequence[str], *, either: bool = False) -> str:
        """`a, b and c`, or with `either` `a, b or c`."""
        if len(items) < 2:
            return "".join(items)
        pattern = self.names.or_end if either else self.names.list_end
        return pattern.replace("{first}", ", ".join(items[:-1])).replace("{last}", items[-1])

    def language(self, tag: str | None) -> str:
        """The name of a language, or its tag where CLDR's selection has none."""
        if not tag:
            return ""
        return self.names.languages.get(tag) or self.names.languages.get(tag.split("-")[0], tag)


def read(tag: str, data: Mapping[str, Any]) -> Interface:
    """The interface of one language from its loaded YAML.

    Raises ValueError naming what is missing.
    """
    missing = [name for name in (*_SECTIONS, "cldr") if name not in data]
    if missing:
        raise ValueError(f"languages/{tag}/interface.yaml lacks {', '.join(missing)}")
    cldr = data["cldr"]
    names = Names(
        tuple(cldr["months"]),
        tuple(cldr["months_in_date"]),
        tuple(cldr["months_short"]),
        tuple(cldr["weekdays"]),
        tuple(cldr["weekdays_short"]),
        MappingProxyType(dict(cldr["languages"])),
        cldr["decimal"],
        cldr["group"],
        cldr["list_end"],
        cldr["or_end"],
        cldr["direction"],
    )
    sections = {
        name: MappingProxyType(dict(data[name])) for name in _SECTIONS if name not in ("texts", "counts", "dates")
    }
    return Interface(
        tag,
        SimpleNamespace(**data["texts"]),
        MappingProxyType(dict(data["counts"])),
        MappingProxyType(sections),
        MappingProxyType(dict(data["dates"])),
        names,
    )
