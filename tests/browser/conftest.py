"""Reading the built site as a reader does: from disk or over http, with a watch on what the browser asks for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

Visit = Callable[..., Any]
PATIENCE = 60_000
"""Milliseconds a condition may take to come true: what is waited for comes at once, unless the machine is very busy."""


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    """Opens a page in a window of its own: `visit(address, width=390, color_scheme="dark", …)`.

    At the end of the test no page may have asked another host for anything nor have complained in the console.
    """
    contexts, foreign, complaints = [], [], []

    def opened(address: str = "about:blank", *, width: int = 1280, height: int = 900, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: _is_local(request.url) or foreign.append(request.url))
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if address != "about:blank":
            page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert ([], []) == (foreign, complaints)


def _is_local(url: str) -> bool:
    return url.startswith(("file:", "data:", "blob:", "about:", "http://127.0.0.1:"))


class _Handler(SimpleHTTPRequestHandler):
    """Files as a plain host serves them: its own page for what is not there, and no word in the log."""

    def log_message(self, *args: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        lost = Path(self.directory) / self.path.strip("/").split("/")[0] / "404.html"
        if code != 404 or not lost.is_file():
            super().send_error(code, message, explain)
            return
        body = lost.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def host() -> Iterator[Callable[[Path], str]]:
    """Puts a site on a host of this machine under a sub-path, the name of its folder; returns its address."""
    servers: dict[Path, ThreadingHTTPServer] = {}

    def put(site: Path) -> str:
        if site.parent not in servers:
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site.parent)))
            servers[site.parent] = server
            threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[site.parent].server_address[1]}/{site.name}"

    yield put
    for server in servers.values():
        server.shutdown()
        server.server_close()
