"""Which pages of a site the tests look at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_FOLDERS = ("years", "events", "countries", "organisations", "people", "sources")
"""Places and types have the pages of people; what holds of these holds of them."""


def kinds(site: Path) -> list[str]:
    """One page of every kind, of those with many the fullest; and an event of every state.

    Of a site that knows its address, the not-found page is made for a host and left out.
    """
    found = ["index.html", "about.html", "audit.html", "corrections.html", "print.html", "search.html?q=a"]
    found += ["timeline.html"]
    if 'rel="canonical"' not in (site / "index.html").read_text("utf-8"):
        found.append("404.html")
    states: dict[str, str] = {}
    for folder in _FOLDERS:
        pages = sorted((site / folder).glob("*.html"), key=lambda path: (-path.stat().st_size, path.name))
        found += [f"{folder}/index.html"] if (site / folder / "index.html").exists() and folder != "people" else []
        found += [f"{folder}/{path.name}" for path in pages if path.name != "index.html"][:1]
        if folder == "events":
            for path in pages:
                text = path.read_text("utf-8")
                state = text.partition('<article class="entry ')[2].partition('"')[0] or "moved"
                states.setdefault(state, f"events/{path.name}")
    return [*dict.fromkeys([*found, *(path for state, path in sorted(states.items()) if state != "moved")])]


def script(name: str) -> str:
    """The JavaScript function of this name from the folder beside, to be run in a page."""
    return (Path(__file__).parent / "js" / f"{name}.js").read_text("utf-8")


def until(page: Any, condition: str) -> None:
    """Wait until the condition, in JavaScript, holds in the page.

    Not `wait_for_function`: what is not true at the first look it evaluates within the page, whose policy forbids that.
    """
    for _ in range(1200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {condition}")


def open_remembering(page: Any, theme: str, address: str) -> None:
    """Open a page that knows of the colours chosen before: a choice reaches the browser's next process a moment later.

    `theme` is what was chosen last, empty for the system's.
    """
    for _ in range(600):
        page.goto(address)
        if page.evaluate("localStorage.getItem('dateline:theme') || ''") == theme:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{address} never heard of {theme!r}")


def on_disk(site: Path, path: str = "index.html") -> str:
    """The address of a page opened by a double click."""
    return f"file://{site}/{path}"
