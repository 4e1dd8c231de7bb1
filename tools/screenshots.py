#!/usr/bin/env python3
"""Pictures of the built site: of the home page for the README, or of every kind of page to be looked at.

    .venv/bin/python tools/screenshots.py             public/ → docs/images/home.png
    .venv/bin/python tools/screenshots.py --all DIR   every kind of page: widths, light, dark, print

Needs a Chromium and Playwright, which `make test` installs; Pillow, where it is there, makes the picture smaller.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from tests.browser.pages import kinds, on_disk  # noqa: E402

HOME = ROOT / "docs/images/home.png"
COLOURS = 96


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, default=ROOT / "public", help="the built site (default: public/)")
    parser.add_argument("--all", type=Path, metavar="DIR", help="pictures of every kind of page into this folder")
    parser.add_argument("--only", default="", help="of these, the pages whose path holds this")
    args = parser.parse_args()
    site = args.site.resolve()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or not (site / "index.html").exists():
        print("a Chromium and a built site are needed: make site", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        if args.all:
            _every_kind(browser, site, args.all, args.only)
        else:
            page = _open(browser, site, "index.html", width=1280, height=1000)
            HOME.parent.mkdir(parents=True, exist_ok=True)
            HOME.write_bytes(_smaller(page.screenshot()))
            print(f"{HOME.relative_to(ROOT)}: {HOME.stat().st_size // 1024} KB")
        browser.close()
    return 0


def _open(browser: Any, site: Path, path: str, *, width: int, height: int, scheme: str = "light") -> Any:
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    page.goto(on_disk(site, path))
    page.evaluate("document.fonts.ready")
    return page


def _every_kind(browser: Any, site: Path, folder: Path, only: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in kinds(site):
        if only not in path:
            continue
        name = path.partition("?")[0].removesuffix(".html").replace("/", "-")
        for width, height in ((390, 844), (1280, 1000)):
            for scheme in ("light", "dark"):
                page = _open(browser, site, path, width=width, height=height, scheme=scheme)
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                page.context.close()
        page = _open(browser, site, path, width=1280, height=1000)
        page.pdf(path=folder / f"{name}.pdf", format="A4")
        page.context.close()


def _smaller(picture: bytes) -> bytes:
    """The picture with a palette, a third of its size; as it is where Pillow is missing."""
    try:
        from PIL import Image
    except ImportError:
        return picture
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return min(picture, out.getvalue(), key=len)


if __name__ == "__main__":
    sys.exit(main())
