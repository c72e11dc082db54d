"""The site while it is written: every save is built, and shown or answered with its problems.

Serving and reloading are MkDocs' own; what is ours never fails, so that no mistake takes the server
down: it keeps the last good site and puts the problems on top of its pages.
"""

from __future__ import annotations

import errno
import logging
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from mkdocs.livereload import LiveReloadServer

from . import atomic, banner, watching
from .rendering import RenderingFailed, render, told
from .site import SiteError, verify
from .steps import SILENT, Steps

HOST = "127.0.0.1"
PORTS_TRIED = 100
MISSING = "404.html"
TEMPLATES = Path(__file__).with_name("templates")
SECONDS_TO_END = 0.1
QUIET_SECONDS = 0.15
"""How long nothing may have changed before a build: longer than from one look to the next."""


@dataclass(frozen=True)
class Attempt:
    """What came of a build: of which files' change, none for the first; and what keeps the site as
    it was, if anything does.
    """

    changed: tuple[Path, ...]
    seconds: float
    warnings: tuple[str, ...]
    report: str


def address(port: int) -> str:
    return f"http://{HOST}:{port}/"


def free_port(first: int) -> int:
    """The first port from there on that nobody listens at; raises OSError where there is none."""
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        try:
            with socket.create_server((HOST, port)) as taken:
                return int(taken.getsockname()[1])
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    raise OSError(
        errno.EADDRINUSE, "it is taken, and so are those after it; name another with --port"
    )


def serve(
    project: Path,
    catalogue: Path,
    port: int,
    tell: Callable[[Attempt], None],
    ended: Event,
    in_browser: bool = False,
    steps: Steps = SILENT,
) -> None:
    """Shows the site at a port of this machine until `ended` is set; tells of every build."""
    logging.getLogger("mkdocs.livereload").disabled = True
    with TemporaryDirectory(prefix="reading-graph-") as folder:
        into = Path(folder)
        site = _Site(project / "mkdocs.yml", catalogue, address(port), into, steps)
        changes = watching.Changes()

        def build() -> None:
            attempt = site.built(changes.taken())
            if not ended.is_set():
                tell(attempt)

        server = _Server(build, port, site, ended)
        for path in (catalogue, project / "mkdocs.yml", project / "docs", TEMPLATES):
            server.watch(str(path))
            server.observer.schedule(changes, path.absolute(), recursive=True)
        try:
            server.serve(open_in_browser=in_browser)  # type: ignore[no-untyped-call]
        finally:
            server.shutdown()


class _Site:
    """The last good site in a folder, and why there is no newer one."""

    def __init__(
        self, config_file: Path, catalogue: Path, address: str, folder: Path, steps: Steps
    ) -> None:
        self.root = folder / "site"
        self.report = ""
        self._project = config_file.parent
        self._is_first = True
        self._new, self._old = folder / "new", folder / "old"
        self._render = partial(
            render, config_file, catalogue, self._new, folder, address=address, steps=steps
        )
        self.root.mkdir()
        (self.root / MISSING).write_text(banner.unbuilt(), encoding="utf-8")

    @property
    def is_there(self) -> bool:
        return (self.root / "index.html").exists()

    def built(self, changed: Sequence[Path]) -> Attempt:
        """Builds the site, and never raises for what somebody has written."""
        started = time.monotonic()
        warnings: list[str] = []
        try:
            warnings = self._render()
            verify(self._new)
            atomic.swap(self._new, self.root, self._old)
            self.report = ""
        except (RenderingFailed, SiteError) as error:
            self.report = str(error)
        except Exception as error:  # from a theme's template, say, or a file that has just gone
            said = filter(None, getattr(error, "__notes__", []))
            self.report = "\n".join([*said, told(error, self._project)])
        finally:
            atomic.take_back(self.root, self._old)
            for folder in (self._new, self._old):
                shutil.rmtree(folder, ignore_errors=True)
        why = () if self._is_first else tuple(changed)
        self._is_first = False
        return Attempt(why, time.monotonic() - started, tuple(warnings), self.report)


class _Server(LiveReloadServer):
    """Reloads the browser after every build, a failed one too, and adds the problems to pages."""

    def __init__(self, builder: Callable[[], None], port: int, site: _Site, ended: Event) -> None:
        super().__init__(self._built, HOST, port, str(site.root), shutdown_delay=SECONDS_TO_END)
        self._build = builder
        self._site = site
        self._ended = ended
        self.build_delay = QUIET_SECONDS
        self.observer = watching.observer()  # type: ignore[assignment]  # any observer will do

    def _built(self) -> None:
        """MkDocs has all wait that ask while a site is built, which it does in its place; ours is
        swapped in whole, and till then the last one answers.
        """
        wanted = self._wanted_epoch
        if self._site.is_there:
            with self._epoch_cond:
                self._wanted_epoch = self._visible_epoch
                self._epoch_cond.notify_all()
        try:
            self._build()
        finally:
            self._wanted_epoch = wanted

    def serve_request(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        answer = _answer(super().serve_request, environ)
        if answer.status.startswith("404"):
            # As a page among others, so that it comes alive when there is what was asked for.
            page = _answer(super().serve_request, {**environ, "PATH_INFO": f"/{MISSING}"})
            answer = replace(page, status=answer.status)
        body = answer.body
        if self._site.report and answer.headers["Content-Type"].startswith("text/html"):
            body = banner.above(body, self._site.report)
        # A page that a browser keeps, to go back to, no longer asks whether there is a newer one.
        sent = {**answer.headers, "Content-Length": str(len(body)), "Cache-Control": "no-store"}
        start_response(answer.status, list(sent.items()))
        return [body]

    def service_actions(self) -> None:
        """Is called again and again by the thread that answers, which cannot shut itself down."""
        if self._ended.is_set():
            Thread(target=self.shutdown).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that has gone to another page is not worth a word."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@dataclass(frozen=True)
class _Answer:
    status: str
    headers: dict[str, str]
    body: bytes


def _answer(app: WSGIApplication, environ: WSGIEnvironment) -> _Answer:
    """All that an application answers, before any of it is sent."""
    begun: list[tuple[str, dict[str, str]]] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], _exc_info: object = None
    ) -> Callable[[bytes], object]:
        begun.append((status, dict(headers)))
        return lambda _: None

    chunks = app(environ, start_response)
    try:
        return _Answer(*begun[-1], b"".join(chunks))
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
