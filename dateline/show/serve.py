"""The preview: the finished site on this machine alone, rebuilt and shown anew when an input changes."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from dateline.core import files
from dateline.show import guard

HOST = "127.0.0.1"
"""Loopback only: a preview may hold what is not published."""
_POLL_SECONDS = 0.12
_SHARE_OF_TIME = 8
"""Looking for changes may take one part in so many of the time: large projects are looked at less often."""


class Reviewer(Protocol):
    """What shows the questions and writes the answers."""

    token: str

    def link(self) -> bytes: ...

    def page(self, first: int) -> bytes: ...

    def answer(self, form: Mapping[str, str]) -> str | None: ...


def serve(
    public: Path,
    inputs: Iterable[Path],
    rebuild: Callable[[], Any],
    *,
    port: int = 8000,
    announce: Callable[[str], None] = lambda _: None,
    open_browser: bool = False,
    reviewer: Reviewer | None = None,
) -> None:
    """Serve `public` until interrupted; `rebuild` is called when something below one of the inputs changed.

    `announce` is told the address, and what went wrong when a rebuild raises; then the last sound site stands. With a
    `reviewer` there is the review page, and each page leads to it.
    """
    # Imported here: livereload brings a whole web server, which no other command needs.
    from livereload import Server  # type: ignore[import-untyped]
    from livereload.handlers import LiveReloadHandler, StaticFileHandler  # type: ignore[import-untyped]
    from tornado.ioloop import PeriodicCallback
    from tornado.web import RequestHandler

    def schedule(poll: Callable[[], None]) -> None:
        PeriodicCallback(poll, _POLL_SECONDS * 1000).start()

    class Pages(StaticFileHandler):  # type: ignore[misc]
        """Pages that may hear of changes; everything else as it stands."""

        @classmethod
        def get_content(cls, abspath: str, start: int | None = None, end: int | None = None) -> Any:
            if not abspath.endswith(".html"):
                return super().get_content(abspath, start, end)
            page = files.read_bytes(Path(abspath)) or b""
            if reviewer is not None:
                page = page.replace(b"</header>", reviewer.link() + b"</header>", 1)
            return reloading(page, port)[start:end]

        def prepare(self) -> None:
            if guard.refuse_reader(self.request.headers, port) is not None:
                self.send_error(403)

        def get_content_size(self) -> int:
            path = self.absolute_path
            return len(self.get_content(path)) if path.endswith(".html") else super().get_content_size()

        def set_extra_headers(self, path: str) -> None:
            _guarded(self)

        def write_error(self, status_code: int, **kwargs: Any) -> None:
            page = files.read_bytes(public / "404.html") if status_code == 404 else None
            self.finish(reloading(page, port) if page else str(status_code))

    class Review(RequestHandler):
        """The review page, and the answers given on it."""

        def prepare(self) -> None:
            _guarded(self)
            refusal = guard.refuse_reader(self.request.headers, port)
            if refusal is not None:
                self._refuse(refusal)

        def get(self) -> None:
            assert reviewer is not None
            self._show(reviewer.page(_number(self.get_query_argument("from", "0"))))

        def post(self) -> None:
            assert reviewer is not None
            size = len(self.request.body)
            form = {name: values[-1].decode("utf-8", errors="replace") for name, values in self._form(size).items()}
            refusal = guard.refuse_answer(self.request.headers, form, size, token=reviewer.token, port=port)
            if refusal is not None:
                self._refuse(refusal)
                return
            first = _number(form.get("from", "0"))
            following = reviewer.answer(form)
            if following is None:
                self.set_status(409)
                self._show(reviewer.page(first))
            else:
                # Shown anew by a request of its own, so that loading the page again does not send the answer again.
                self.redirect(f"/review/?from={first}{following}", status=303)

        def _form(self, size: int) -> dict[str, list[bytes]]:
            return dict(self.request.body_arguments) if size <= guard.LARGEST_FORM else {}

        def _show(self, page: bytes) -> None:
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.finish(reloading(page, port))

        def _refuse(self, why: str) -> None:
            self.set_status(403)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(why)

    class Preview(Server):  # type: ignore[misc]
        """The site, and the review page beside it."""

        def get_web_handlers(self, script: Any) -> list[Any]:
            own = [(r"/review/?", Review)] if reviewer is not None else []
            return [*own, *super().get_web_handlers(script)]

    LiveReloadHandler.DEFAULT_RELOAD_TIME = 0
    LiveReloadHandler.check_origin = lambda _, origin: guard.is_ours(origin, port)
    server = Preview(watcher=Watcher(inputs, rebuild, announce, schedule))
    server.SFH = Pages
    logging.getLogger("livereload").propagate = False
    announce(f"http://{HOST}:{port}/")
    if reviewer is not None:
        announce(f"http://{HOST}:{port}/review/  what is to decide")
    server.serve(port=port, host=HOST, root=str(public), open_url_delay=0.3 if open_browser else None)


def _guarded(handler: Any) -> None:
    for name, value in guard.HEADERS.items():
        handler.set_header(name, value)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def reloading(page: bytes, port: int) -> bytes:
    """A page with the script that reloads it, and a policy that lets that script listen."""
    own = b"connect-src 'self'"
    heard = own + f" ws://{HOST}:{port} ws://localhost:{port}".encode()
    script = f'<script src="/livereload.js?port={port}" defer></script></head >'.encode()
    # Written with a space, the end tag is passed over by livereload, whose own script the policy would refuse.
    return page.replace(own, heard, 1).replace(b"</head>", script, 1)


class Watcher:
    """Tells livereload what changed; takes the place of its own watcher, which is slower to notice."""

    def __init__(
        self,
        inputs: Iterable[Path],
        rebuild: Callable[[], Any],
        announce: Callable[[str], None],
        schedule: Callable[[Callable[[], None]], None],
    ) -> None:
        self._inputs = tuple(inputs)
        self._rebuild = rebuild
        self._announce = announce
        self._schedule = schedule
        self._changes: list[tuple[str, float | None]] = []
        self._tasks = {str(path): None for path in self._inputs}
        self._seen = fingerprint(self._inputs)
        self._rest_until = 0.0
        self.filepath: str | None = None

    def start(self, poll: Callable[[], None]) -> bool:
        self._schedule(poll)
        return True

    def watch(self, path: str, *_: Any, **__: Any) -> None:
        """Part of livereload's protocol; all inputs are known from the start."""

    def examine(self) -> tuple[str | None, float | None]:
        """The path that changed since the last look, after rebuilding for it; (None, None) when nothing did."""
        if self._changes:
            return self._changes.pop()
        began = time.monotonic()
        if began < self._rest_until:
            return None, None
        now = fingerprint(self._inputs)
        self._rest_until = began + (time.monotonic() - began) * _SHARE_OF_TIME
        changed = sorted(path for path, _ in now.items() ^ self._seen.items())
        if not changed:
            return None, None
        self._seen = now
        self.filepath = changed[0]
        try:
            self._rebuild()
        except Exception as error:  # whatever a half-saved file does, the preview stays up
            self._announce(f"not rebuilt: {error}")
            return None, None
        return self.filepath, None


def fingerprint(inputs: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """Time of change and size of every file below the inputs."""
    found = {}
    for path in inputs:
        names = [path / name for name in files.walk(path)] if path.is_dir() else [path]
        for name in names:
            try:
                state = name.stat()
            except OSError:
                continue
            found[str(name)] = (state.st_mtime_ns, state.st_size)
    return found
