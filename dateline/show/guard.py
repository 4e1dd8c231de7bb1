"""Who may see the preview and who may answer in it: a browser of this machine, on a page of the preview itself.

Any page on the web can send a form to an address of this machine, and can give its own name that address
(DNS rebinding). So the name that was asked for must be this machine's, an answer must come from a page of the preview,
and it must carry the token that only such a page holds: another site can send requests but read none of ours.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping

HOSTS = ("127.0.0.1", "localhost")
FORM = "application/x-www-form-urlencoded"
LARGEST_FORM = 65_536
"""Bytes; an answer is a few hundred, a long summary in Cyrillic, as it was and as it is to be, some ten thousand."""

HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    # Drafts stand in the search index, which is a script, and scripts are readable from everywhere without this.
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    # Not `no-referrer`: with it a browser calls the origin of its forms "null".
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "frame-ancestors 'none'; form-action 'self'",
}
"""Sent with everything the preview shows."""


def names(port: int) -> frozenset[str]:
    """The names by which this machine's own browser asks for the preview."""
    bare = HOSTS if port == 80 else ()
    return frozenset({*(f"{host}:{port}" for host in HOSTS), *bare})


def is_ours(origin: str | None, port: int) -> bool:
    """Whether an origin is the preview itself."""
    return origin is not None and origin.removeprefix("http://") in names(port) and origin.startswith("http://")


def refuse_reader(headers: Mapping[str, str], port: int) -> str | None:
    """Why a request to see something is refused; None when it is answered."""
    host = headers.get("Host", "")
    return None if host.lower() in names(port) else f"the preview is not called {host!r}"


def refuse_answer(
    headers: Mapping[str, str], form: Mapping[str, str], size: int, *, token: str, port: int
) -> str | None:
    """Why an answer is refused; None when it may be written."""
    refusal = refuse_reader(headers, port)
    if refusal is not None:
        return refusal
    if not is_ours(headers.get("Origin"), port):
        return f"answers are taken from the preview's own page, not from {headers.get('Origin', 'nowhere')!r}"
    if headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return "answers are taken from the preview's own page"
    if headers.get("Content-Type", "").partition(";")[0].strip().lower() != FORM or size > LARGEST_FORM:
        return "this is no form of the preview's page"
    if not hmac.compare_digest(form.get("token", "").encode(), token.encode()):
        return "the token is missing or old: load the page again"
    return None
