"""The settings of site.yaml: what they mean, what they default to, and what a mistake in them says."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from dateline.core.config import SETTINGS, Config, read_config, settings_page
from dateline.core.problems import Problems

DOCS = Path(__file__).parents[2] / "docs"


def read(text: str) -> tuple[Config | None, str]:
    problems = Problems()
    return read_config(text.encode(), problems=problems), str(problems)


def test_title_and_language_are_enough() -> None:
    """A project needs a title and a language, and every other setting has a default."""
    config, problems = read("title: Alliances\nlanguage: en\n")

    assert "" == problems
    assert Config(title="Alliances", language="en", languages=("en",)) == config


def test_every_setting_is_a_field_of_the_config() -> None:
    """What is declared is what the program uses: names and defaults of both are the same."""
    fields = {item.name: item for item in dataclasses.fields(Config)}

    assert {setting.name for setting in SETTINGS} == set(fields)
    for setting in SETTINGS:
        if not setting.required and fields[setting.name].default is not dataclasses.MISSING:
            assert setting.default == fields[setting.name].default


def test_norway_is_a_language_and_clock_times_are_text() -> None:
    """Settings are decoded by their declared type: `no` is Norwegian, not false."""
    config, problems = read("title: 12:30\nlanguage: no\n")

    assert "" == problems
    assert ("12:30", "no") == (config.title, config.language)


def test_the_sites_own_language_comes_first() -> None:
    """`languages` may leave the site's own out, or name it anywhere."""
    config, _ = read("title: T\nlanguage: en\nlanguages: [sv, en, de]\n")

    assert ("en", "sv", "de") == config.languages


def test_an_address_ends_with_a_slash() -> None:
    """Addresses are joined by putting a page's path after the site's address."""
    config, _ = read("title: T\nlanguage: en\naddress: https://example.org/timeline\n")

    assert "https://example.org/timeline/" == config.address


def test_as_of_is_a_day() -> None:
    """`as_of` is one day, with or without quotation marks."""
    config, _ = read("title: T\nlanguage: en\nas_of: 2022-10-20\n")

    assert date(2022, 10, 20) == config.as_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: T\nlanguag: en\n", "site.yaml:2:1: error: 'languag' is not a key of site.yaml  [unknown-key]"),
        ("title: T\nlanguag: en\n", "did you mean 'language'?"),
        ("title: T\n", "site.yaml:1:1: error: site.yaml needs 'language'  [missing-key]"),
        ("title: T\nlanguage: en\ntitle: U\n", "site.yaml:3:1: error: 'title' stands here a second time"),
        ("title: T\nlanguage: en\nhome_limit: many\n", "site.yaml:3:13: error: 'home_limit' is 'many', not a whole"),
        ("title: T\nlanguage: en\nhome_limit: 0\n", "a whole number of at least 1"),
        ("title: T\nlanguage: en\nas_of: 2022-10\n", "site.yaml:3:8: error: 'as_of' is '2022-10', not one day"),
        ("title: T\nlanguage: en\nas_of: 31 feb\n", "site.yaml:3:8: error: 'as_of': '31 feb' is no date"),
        ("title: T\nlanguage: en\ncontact: desk@example.org\n", "did you mean 'mailto:desk@example.org'?"),
        ("title: T\nlanguage: en\naddress: ftp://example.org\n", "site.yaml:3:10: error"),
        ("title: T\nlanguage: english language\n", "site.yaml:2:11: error: 'language' is 'english language'"),
        ("title: [T\nlanguage: en\n", "site.yaml:"),
        ("", "site.yaml: error: the file is empty"),
        ("- title\n", "site.yaml:1:1: error: site.yaml has keys with values"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, expected: str) -> None:
    """A broken site.yaml gives no settings, and says what is wrong where."""
    config, problems = read(text)

    assert config is None
    assert expected in problems


def test_all_mistakes_come_at_once() -> None:
    """Five mistakes take one run to find, not five."""
    _, problems = read("titel: T\nlanguage: 1 2\nhome_limit: x\naddress: y\nscheme: blue\n")

    assert 6 == problems.count("error:")


def test_the_documentation_is_the_declaration() -> None:
    """docs/settings.md is written by the program; after a change of settings write it anew with `settings_page`."""
    assert settings_page() == (DOCS / "settings.md").read_text(encoding="utf-8")
