"""A site in a real browser: served as any server would, and watched while it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Frame,
    Page,
    Request,
    Response,
    expect,
)

from support.pages import shown

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # No page is open for long enough to win back what it costs to make its scripts fast.
    "--js-flags=--no-turbofan --no-maglev",
]

STARTED_BY = Path(__file__).with_name("browser.sh")

Scheme = Literal["light", "dark"]


class _Handler(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        """Browsers ask for one file that no page names."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            with suppress(ConnectionError):  # the browser has gone to another page
                super().do_GET()

    def log_message(self, format: str, *_: Any) -> None:  # noqa: A002 the name it is given
        """Says nothing."""


@contextmanager
def served() -> Iterator[Callable[[Path], str]]:
    """Yields what serves a folder and answers with its address, which ends with a slash."""
    addresses: dict[Path, str] = {}
    with ExitStack() as stack:

        def address_of(folder: Path) -> str:
            if folder not in addresses:
                handler = partial(_Handler, directory=str(folder))
                server = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), handler))
                thread = Thread(target=server.serve_forever, args=(0.05,))
                thread.start()
                stack.callback(thread.join)
                stack.callback(server.shutdown)
                addresses[folder] = f"http://127.0.0.1:{server.server_port}/"
            return addresses[folder]

        yield address_of


@dataclass
class Watched:
    """A page; what was asked for and where it was, without fragments; what happened there that must
    not.
    """

    page: Page
    requests: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def hosts(self) -> set[str]:
        return {urlsplit(url).netloc for url in self.requests if urlsplit(url).scheme != "data"}


@contextmanager
def opened(
    browser: Browser,
    url: str = "about:blank",
    *,
    width: int = 1440,
    height: int = 900,
    scheme: Scheme = "light",
    scripts: bool = True,
    touch: bool = False,
    still: bool = True,
) -> Iterator[Watched]:
    """A window of its own, with nothing stored yet, at an address; it is asked to be `still`, as by
    people whom movement makes ill.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        java_script_enabled=scripts,
        has_touch=touch,
        reduced_motion="reduce" if still else "no-preference",
    )
    try:
        watched = Watched(context.new_page())
        _watch(context, watched)
        watched.page.goto(url, wait_until="load")
        yield watched
    finally:
        context.close()


def searched(window: Watched, word: str) -> list[str]:
    """The titles of what a search finds: for the whole word, not for what is typed of it first."""
    query = window.page.locator("[data-md-component=search-query]")
    query.fill("")
    expect(window.page.locator(".md-search-result__item")).to_have_count(0)
    query.fill(word[:-1])
    query.press(word[-1])
    window.page.locator(".md-search-result__item").first.wait_for()
    found = window.page.locator(".md-search-result__article :is(h1, h2)")
    return [shown(text) for text in found.all_text_contents()]


def _watch(context: BrowserContext, watched: Watched) -> None:
    def answered(answer: Response) -> None:
        if answer.status >= 400:
            watched.faults.append(f"{answer.status}: {answer.url}")

    def failed(request: Request) -> None:
        left_behind = request.failure == "net::ERR_ABORTED"  # by going to another page
        if not left_behind:
            watched.faults.append(f"{request.failure}: {request.url}")

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            watched.faults.append(f"{message.type}: {message.text}")

    def asked(dialog: Dialog) -> None:
        watched.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def went(frame: Frame) -> None:
        if frame == watched.page.main_frame:
            watched.places.append(urldefrag(frame.url)[0])

    faults = watched.faults
    context.on("request", lambda request: watched.requests.append(request.url))
    context.on("requestfailed", failed)
    context.on("response", answered)
    context.on("console", said)
    context.on("weberror", lambda error: faults.append(f"exception: {error.error}"))
    context.on("dialog", asked)
    watched.page.on("framenavigated", went)
    watched.page.on("download", lambda file: faults.append(f"download: {file.url}"))
    watched.page.on("websocket", lambda socket: watched.requests.append(socket.url))
    watched.page.on("popup", lambda popup: faults.append(f"window: {popup.url}"))
