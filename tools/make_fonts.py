#!/usr/bin/env python3
"""Cuts the site's fonts out of their npm packages into static/fonts (development only; needs fonttools and brotli).

    npm pack @fontsource-variable/newsreader@5.3.0 @fontsource-variable/public-sans@5.3.0   # unpack both into FOLDER
    python tools/make_fonts.py FOLDER

FOLDER holds `newsreader/` and `public-sans/` with the packages' `files/`. Latin and the Latin letters of Europe are
kept, weights 400 to 700; the italic has one weight. Both families are under the SIL Open Font License 1.1.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

OUT = Path(__file__).resolve().parent.parent / "static" / "fonts"
BASIC = [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x131, 0x152, 0x153, 0x2C6, 0x2DA, 0x2DC]
MARKS = [0x2009, 0x202F, 0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026]
MARKS += [0x2039, 0x203A, 0x20AC, 0x2122, 0x2190, 0x2192, 0x2212, 0x2032, 0x2033]
EXTENDED = [*range(0x100, 0x180), 0x1E9E, 0x218, 0x219, 0x21A, 0x21B, 0x259, 0x18F, 0x1E6, 0x1E7]
FACES = (
    ("newsreader", "normal", "newsreader", (400, 700)),
    ("newsreader", "italic", "newsreader-italic", (400, 400)),
    ("public-sans", "normal", "public-sans", (400, 700)),
)


def cut(source: Path, codes: list[int], weights: tuple[int, int]) -> TTFont:
    """A font with only these characters and weights."""
    font = TTFont(source)
    low, high = weights
    font = instantiateVariableFont(font, {"wght": low if low == high else (low, high)})
    options = Options()
    options.flavor = "woff2"
    options.layout_features = [
        "kern",
        "liga",
        "calt",
        "ccmp",
        "locl",
        "mark",
        "mkmk",
        "tnum",
        "lnum",
        "onum",
        "pnum",
        "rvrn",
    ]
    options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14]
    options.drop_tables += ["DSIG", "STAT"] if low == high else ["DSIG"]
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


def main(folder: Path) -> int:
    total = 0
    for package, style, name, weights in FACES:
        for part, codes in (("latin", BASIC + MARKS), ("latin-ext", EXTENDED)):
            source = folder / package / "files" / f"{package}-{part}-wght-{style}.woff2"
            path = OUT / f"{name}-{part}.woff2"
            cut(source, codes, weights).save(path)
            total += path.stat().st_size
            print(f"{path.stat().st_size:7} {path.name}")
    print(f"{total:7} together")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
