"""The settings of a project: every key of site.yaml, declared once with its type, default and meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dateline.core import yamltext
from dateline.core.problems import Problems
from dateline.core.schema import (
    LANGUAGE,
    Address,
    Choice,
    Date,
    Field,
    ListOf,
    MapOf,
    Number,
    Record,
    Text,
    Truth,
    describe,
)
from dateline.core.when import When

SETTINGS = Record(
    "site.yaml",
    (
        Field("title", Text(line=True), "The site's name: on every page, in feeds and exports.", required=True),
        Field(
            "language",
            LANGUAGE,
            "The site's language as a BCP 47 tag: of its titles, dates and own words.",
            required=True,
        ),
        Field(
            "description",
            Text(),
            "One or two sentences that say what the timeline is about; they open the home page.",
        ),
        Field(
            "languages",
            ListOf(LANGUAGE),
            "All languages a reader can choose, the site's own included; each has its own edition of every page.",
            default=(),
        ),
        Field(
            "address",
            Address(),
            "Where the site will stand, as in `https://example.org/timeline/`. Pages need no address; feeds, the "
            "sitemap and citations do, and leave out what they cannot say without it.",
        ),
        Field("author", Text(line=True), "Who makes the timeline: a person or an office; shown on the method page."),
        Field(
            "contact",
            Address(mail=True),
            "Where readers send corrections: `mailto:desk@example.org`, or the address of a form. Each event's page "
            "then has a link that opens it, filled in.",
        ),
        Field("licence", Text(line=True), "The licence of what you publish, as in `CC BY 4.0`; shown in the footer."),
        Field("licence_url", Address(), "Where the text of the licence stands."),
        Field(
            "as_of",
            Date(),
            "The day up to which articles may have been published, when none of them says. Without it the newest date "
            "that is known decides; the day on which you build never does.",
        ),
        Field(
            "home_limit",
            Number(whole=True, least=1),
            "How many events the home page lists in full; beyond it, it shows the most reported of each year and "
            "links to the pages of the years.",
            default=300,
        ),
        Field(
            "quote_limit",
            Number(whole=True, least=40, most=2000),
            "The most characters of one article's words that a quote on the site may have.",
            default=300,
        ),
        Field(
            "full_texts",
            Truth(),
            "`true` shows whole articles where their `rights` are `full`; `false` shows excerpts only, whatever their "
            "rights say.",
            default=True,
        ),
        Field(
            "show_unchecked",
            Truth(),
            "`true` shows what the program found, marked as such, before a person has checked it; `false` waits.",
            default=True,
        ),
        Field(
            "show_background",
            Truth(),
            "`true` shows history told in passing, quietly and filterable; `false` leaves it out.",
            default=True,
        ),
        Field(
            "scheme",
            Choice(("auto", "light", "dark")),
            "Light or dark pages; `auto` follows the reader's system.",
            default="auto",
        ),
        Field(
            "search",
            Choice(("built-in", "pagefind")),
            "`built-in` loads one index of the whole site and works from disk; `pagefind`, for very large sites, loads "
            "pieces of an index that you make after each build (see publishing.md) and needs a host.",
            default="built-in",
        ),
        Field(
            "cards",
            Truth(),
            "`true` draws a picture of each event and of the site for those who share its address; needs `address`, "
            "and Pillow (see publishing.md).",
            default=False,
        ),
        Field(
            "names",
            MapOf(LANGUAGE, Text(line=True)),
            "The site's title in its other languages, as in `{sv: Tidslinjen, de: Die Zeitleiste}`.",
            default={},
        ),
        Field(
            "descriptions",
            MapOf(LANGUAGE, Text()),
            "The description in the site's other languages.",
            default={},
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a project, with defaults for what site.yaml leaves out; docs/settings.md tells what each is."""

    title: str
    language: str
    description: str | None = None
    languages: tuple[str, ...] = ()
    """All interface languages, the site's own first."""
    address: str | None = None
    """Ends with a slash."""
    author: str | None = None
    contact: str | None = None
    licence: str | None = None
    licence_url: str | None = None
    as_of: date | None = None
    home_limit: int = 300
    quote_limit: int = 300
    full_texts: bool = True
    show_unchecked: bool = True
    show_background: bool = True
    scheme: str = "auto"
    search: str = "built-in"
    cards: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        others = (tag for tag in self.languages if tag != self.language)
        object.__setattr__(self, "languages", (self.language, *dict.fromkeys(others)))

    def title_in(self, language: str) -> str:
        """The site's name in one of its languages."""
        return self.names.get(language, self.title)

    def description_in(self, language: str) -> str | None:
        return self.descriptions.get(language, self.description)


def read_config(data: bytes, *, path: str = "site.yaml", problems: Problems) -> Config | None:
    """The settings in a project's site.yaml, or None, with every mistake reported, when it breaks a rule."""
    own = Problems()
    composed = yamltext.compose(path, data, own)
    values = yamltext.decode(composed, SETTINGS, own) if composed is not None else None
    config = None
    if composed is not None and values is not None:
        as_of = _day(values.pop("as_of", None), composed, own)
        if not own.has_errors:
            config = _config(values, as_of)
    problems.extend(own)
    return config


def _config(values: Mapping[str, Any], as_of: date | None) -> Config:
    known: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    if "address" in known:
        known["address"] = known["address"].rstrip("/") + "/"
    return Config(**known, as_of=as_of)


def _day(edtf: str | None, composed: yamltext.Composed, problems: Problems) -> date | None:
    if edtf is None:
        return None
    when = When.parse(edtf)
    if not when.is_day or when.latest is None or not 1 <= when.latest[0] <= 9999:
        problems.error(composed.place("as_of"), "bad-date", f"'as_of' is {edtf!r}, not one day", "write YYYY-MM-DD")
        return None
    return date(*when.latest)


def settings_page() -> str:
    """docs/settings.md, made from the declarations."""
    lines = [
        "# Settings",
        "",
        "A project's settings stand in `site.yaml`, beside `seeds/`. Two keys are enough:",
        "",
        "```yaml",
        "title: Alliances in motion",
        "language: en",
        "```",
        "",
        "Every key there is, made from the program's own declarations (`dateline/core/config.py`).",
        "A key that is not in this list, a value of another kind, or the same key twice is reported with its line.",
        "",
        "| Key | Holds | Without it | What it does |",
        "|---|---|---|---|",
    ]
    for setting in SETTINGS:
        if setting.required:
            default = "required"
        elif setting.name == "languages":
            default = "the site's language"
        elif setting.default in (None, (), {}):
            default = "nothing"
        else:
            default = f"`{str(setting.default).lower()}`"
        lines.append(f"| `{setting.name}` | {describe(setting.kind)} | {default} | {setting.doc} |")
    return "\n".join(lines) + "\n"
