"""Servers of this machine that stand for hosts of the internet."""

from __future__ import annotations

import errno
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from pathlib import Path

import pytest

CERTIFICATE = Path(__file__).with_name("hosts.pem")
"""For the names of NAMES, localhost and 127.0.0.1, from 2020 to 2120, signed by its own key, which
stands in front of it and opens nothing: only what is told so by SSL_CERT_FILE trusts it.

Made with `openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem`
and `openssl ca -selfsign -startdate 20200101000000Z -enddate 21200101000000Z`, the latter with the
extensions that Python looks for from 3.13 on: basicConstraints, keyUsage, and both key identifiers.
"""


@dataclass(frozen=True)
class Reply:
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


Says = Callable[[BufferedIOBase], None]
"""Writes an answer byte by byte, as no server should."""

Answer = int | str | Reply | Says | Mapping[str, int]
"""A status (0 is silence), an address to go on to, all of an answer, or a status by method."""


class Host:
    """A server: the answers of its paths, and who has asked for what."""

    def __init__(self, *, secure: bool = False) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []
        self.headers: list[Message] = []
        self.at_once = self.most_at_once = 0
        self.server = _Server(("127.0.0.1", 0), self._handler())
        self.port = self.server.server_address[1]
        self.address = f"{'https' if secure else 'http'}://127.0.0.1:{self.port}"
        if secure:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)

    def forget(self) -> None:
        """For the next test."""
        for store in (self.answers, self.asked, self.headers):
            store.clear()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                host.at_once += 1
                host.most_at_once = max(host.most_at_once, host.at_once)
                host.asked.append((self.command, self.path))
                host.headers.append(self.headers)
                time.sleep(0.005)
                host.at_once -= 1  # before the answer, which may be followed by a question
                self.answer(host.answers.get(self.path, 200))

            do_GET = do_HEAD  # noqa: N815 the base class wants it so

            def answer(self, answer: Answer) -> None:
                if callable(answer):
                    answer(self.wfile)
                elif reply := _reply(answer, self.command):
                    self.reply(reply)

            def reply(self, reply: Reply) -> None:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def _reply(answer: int | str | Reply | Mapping[str, int], method: str) -> Reply | None:
    if isinstance(answer, Mapping):
        answer = answer[method]
    if isinstance(answer, str):
        return Reply(302, {"Location": answer})
    if isinstance(answer, int):
        return Reply(answer) if answer else None
    return answer


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Those who ask may leave before the answer is whole."""


@contextmanager
def running(host: Host) -> Iterator[Host]:
    thread = threading.Thread(target=partial(host.server.serve_forever, 0.01))
    thread.start()
    try:
        yield host
    finally:
        host.server.shutdown()
        thread.join()
        host.server.server_close()


NAMES = {
    "doi.org": "93.184.215.1",
    "api.crossref.org": "93.184.215.2",
    "data.crosscite.org": "93.184.215.3",
    "data.medra.org": "93.184.215.4",
    "japanlinkcenter.org": "93.184.215.5",
}
"""Names of the internet and, for tests, addresses that are none of theirs."""


class Internet:
    """All that this process can reach: hosts by their real names, with TLS at the real port."""

    def __init__(self, patch: pytest.MonkeyPatch, hosts: Mapping[str, Host]) -> None:
        self.hosts = hosts
        self.connected: list[tuple[str, int]] = []
        patch.setattr(socket, "getaddrinfo", self.found)
        patch.setattr(socket, "create_connection", self.connection)
        patch.setenv("SSL_CERT_FILE", str(CERTIFICATE))

    def found(self, name: str, port: int, **_: object) -> list[tuple[object, ...]]:
        address = NAMES.get(name, name)
        if not address[0].isdigit():
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connection(self, place: tuple[str, int], timeout: float) -> socket.socket:
        self.connected.append(place)
        name = next((name for name, address in NAMES.items() if address == place[0]), "")
        if name not in self.hosts or place[1] != 443:
            raise ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
        line = socket.socket()
        line.settimeout(timeout)
        line.connect(("127.0.0.1", self.hosts[name].port))
        return line
