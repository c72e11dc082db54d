"""A site served as usual hosts serve it, compressed, and how much of it was sent."""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any


class Host:
    """The address of a site, and the bytes that were sent of each of its files."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.sent: list[int] = []


@contextmanager
def hosted(site: Path) -> Iterator[Host]:
    """Serves a folder on this machine only."""
    host: Host

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = site / self.path.partition("?")[0].strip("/")
            path = path / "index.html" if path.is_dir() else path
            body = compressed(path) if path.is_file() else b""
            self.send_response(200 if path.is_file() else 404)
            self.send_header("Content-Type", mimetypes.guess_type(path)[0] or "text/plain")
            self.send_header("Content-Length", str(len(body)))
            if body:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)
            host.sent.append(len(body))

        def log_message(self, format: str, *_: Any) -> None:  # noqa: A002 the name it is given
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        host = Host(f"http://127.0.0.1:{server.server_port}/")
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()


@cache
def compressed(path: Path) -> bytes:
    """As hosts do it: not as small as can be."""
    return gzip.compress(path.read_bytes(), compresslevel=6)
