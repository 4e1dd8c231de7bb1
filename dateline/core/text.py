"""Small things every wing does with text: normal form, folding, slugs, digests."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Callable

from dateline.core.known import Known

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2033", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u00b4\u0060\u2032", "'"),
        "\u2026": "...",
        "\u00ad": "",
    }
)
_FOLDED = re.compile("[" + "".join(map(chr, _TYPOGRAPHY)) + "]")
_LATIN = {
    "ß": "ss",
    "æ": "ae",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "ı": "i",
    "œ": "oe",
    "ə": "e",
    "ŋ": "n",
}


def nfc(text: str) -> str:
    """The text in Unicode normal form C, with line ends as \\n."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def fold_typography(text: str) -> str:
    """The text with dashes, quotation marks and white space made alike: the form in which quotes are compared."""
    # Few of a text's letters are folded, and most short texts hold none: found by one leap, not asked letter by letter.
    return " ".join((text.translate(_TYPOGRAPHY) if _FOLDED.search(text) else text).split())


def fold(text: str) -> str:
    """Lower case without diacritics: `Łódź` and `LODZ` are the same. For search and slugs, not for matching names."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    for letter, plainer in _LATIN.items():
        if letter in plain:
            plain = plain.replace(letter, plainer)
    marks = [ch for ch in set(plain) if unicodedata.combining(ch)]
    for mark in marks:
        plain = plain.replace(mark, "")
    return plain


fold_word: Callable[[str], str] = Known(fold).__getitem__
"""`fold` of a single word, which it remembers: a collection has few words and many of each."""


def slug(text: str, *, limit: int = 60) -> str:
    """A readable id of a–z, 0–9 and hyphens, cut at a word; `x` when nothing is left. Cannot leave a folder."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    out = ""
    for word in words:
        if out and len(out) + 1 + len(word) > limit:
            break
        out = f"{out}-{word}" if out else word[:limit]
    return out or "x"


def script_digest(code: str) -> str:
    """The digest by which a page's Content-Security-Policy names a script or style that stands in it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


def digest(data: bytes | str, *, length: int = 64) -> str:
    """SHA-256 as hexadecimal, cut to `length` digits."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()[:length]
