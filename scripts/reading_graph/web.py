"""Asking other hosts by HTTP without harm to us: strangers write the addresses and hosts choose
where they redirect to, so every step is held to hosts of the public internet, and to a time.

No cookie and no password is sent, and no proxy is used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import string
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from typing import NamedTuple
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from .wording import quoted, shown

SECONDS = 20.0
PAUSE = 1.0
MOST_REDIRECTS = 5
LARGEST = 1_000_000

_REDIRECTS = (301, 302, 303, 307, 308)
_PORTS = {"http": 80, "https": 443}

_FAILURES = (OSError, http.client.HTTPException, UnicodeError)
"""What the network and those who answer on it bring about; UnicodeError is for names of hosts."""

_TO_OTHER_HOSTS = tuple(
    map(
        ipaddress.ip_network,
        ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "fec0::/10"),
    )
)
"""They pass for public, and stand for any IPv4 address, a private one too, or are of a site."""


@dataclass(frozen=True)
class Manners:
    """How to ask: the seconds for an answer, the pause after it where there are many questions;
    `private` lets it ask this machine and its network, for tests.
    """

    pause: float = PAUSE
    seconds: float = SECONDS
    private: bool = False


USUAL = Manners()


class Unanswered(Exception):
    """No answer came that can be used: one line says of whom and why, `hint` what may help."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Answer(NamedTuple):
    """What a host has said; `onward` is the address it sends us to, which is empty mostly."""

    host: str
    status: int
    onward: str
    fields: Message
    body: bytes


class Target(NamedTuple):
    """An address as one asks for it."""

    address: str
    secure: bool
    host: str
    port: int
    path: str


def target(address: str, base: str = "") -> Target | None:
    """The address, seen from another; None if it is none of the web.

    >>> target("//[2606:4700::1]?page=1#top", "http://example.org")[2:]
    ('2606:4700::1', 80, '/?page=1')
    """
    try:
        address = urldefrag(urljoin(base, address)).url
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or not port:
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(address, parts.scheme == "https", parts.hostname, port, path)


def fetched(address: str, headers: dict[str, str], manners: Manners = USUAL) -> Answer:
    """The answer to which an https address leads in the end, with its body where all is well.

    All steps together have the time of one answer. Raises Unanswered, also where a step leads to
    anything but https.
    """
    until = time.monotonic() + manners.seconds
    step = target(address)
    assert step
    for _ in range(1 + MOST_REDIRECTS):
        found = answer("GET", step, headers, manners, until, LARGEST)
        if not is_redirect(found):
            return found
        step = target(found.onward, step.address)
        if not step or not step.secure:
            told = f"{shown(found.host)} sends on to {quoted(found.onward)}"
            raise Unanswered(f"{told}, which is no address with https")
    raise Unanswered(f"{shown(found.host)} sends on and on, more than {MOST_REDIRECTS} times")


def is_redirect(found: Answer) -> bool:
    return found.status in _REDIRECTS and bool(found.onward)


def answer(
    method: str,
    target: Target,
    headers: dict[str, str],
    manners: Manners,
    until: float | None = None,
    most: int = 0,
) -> Answer:
    """What a host says to one question, with at most so many bytes of its body.

    The time, which may end at a moment of the monotonic clock, is for everything but the look-up of
    a name, which only the system can end. Raises Unanswered.
    """
    until = time.monotonic() + manners.seconds if until is None else until
    kind = _SecureConnection if target.secure else _Connection
    connection = kind(target.host, target.port)
    connection.until, connection.private = until, manners.private
    try:
        with _ended(connection):
            connection.request(method, target.path, headers=headers)
            with connection.getresponse() as response:
                onward = response.headers.get("Location", "")
                onward = quote(onward, string.punctuation, "iso-8859-1")
                body = _body(response, most) if most and response.status == 200 else b""
            return Answer(target.host, response.status, onward, response.headers, body)
    except _FAILURES as error:
        late = time.monotonic() >= until
        cause = TimeoutError() if late else error
        raise _unanswered(shown(target.host), cause, manners.seconds) from error


class _TooLarge(http.client.HTTPException):
    pass


def _body(response: http.client.HTTPResponse, most: int) -> bytes:
    told = response.length or 0
    if told > most or len(body := response.read(most + 1)) > most:
        raise _TooLarge
    if len(body) < told:
        raise http.client.IncompleteRead(body)
    return body


def _unanswered(host: str, cause: Exception, seconds: float) -> Unanswered:
    match cause:
        case TimeoutError():
            return Unanswered(f"{host} has not answered in {seconds:g} s", _LATER)
        case socket.gaierror() | UnicodeError():
            return Unanswered(f"the name {host} is not found", _ONLINE)
        case ssl.SSLCertVerificationError():
            told = f"the certificate of {host} cannot be trusted ({shown(cause.verify_message)})"
            return Unanswered(told, _CERTIFICATES)
        case ssl.SSLError():
            return Unanswered(f"{host} does not speak TLS", _LATER)
        case _TooLarge():
            return Unanswered(f"the answer of {host} is larger than {LARGEST // 1_000_000} MB")
        case http.client.IncompleteRead() | ConnectionResetError() | BrokenPipeError():
            return Unanswered(f"{host} broke off before its answer was whole", _LATER)
        case OSError():
            told = f"no connection to {host} ({cause.strerror or cause})"
            return Unanswered(told, _ONLINE if cause.errno else "")
    return Unanswered(f"{host} does not answer in HTTP", _LATER)


_LATER = "try again later"
_ONLINE = "is this machine online, and not behind a proxy?"
_CERTIFICATES = (
    "if this network has certificates of its own, name the file with them in SSL_CERT_FILE"
)


@contextmanager
def _ended(connection: _Connection | _SecureConnection) -> Iterator[None]:
    """Ends what a host draws out: a timeout of the socket begins anew with every byte."""

    def end() -> None:
        # What is left of a connection that was closed meanwhile cannot be shut down.
        with suppress(OSError):
            if connection.line:
                socket.socket.shutdown(connection.line, socket.SHUT_RDWR)

    timer = threading.Timer(_left(connection.until), end)
    timer.start()
    try:
        yield
        _left(connection.until)  # what was ended looks like a whole answer
    finally:
        timer.cancel()
        connection.close()


class _Connection(http.client.HTTPConnection):
    """Connects to the addresses that were looked at, not to what a second look-up might find.

    `line` stays where an answer ends the connection, and its body is still to be read.
    """

    until = 0.0
    private = False
    line: socket.socket | None = None

    def connect(self) -> None:
        self.sock = self.line = _socket(self.host, self.port, self.until, self.private)
        _left(self.until)


class _SecureConnection(http.client.HTTPSConnection):
    until = 0.0
    private = False
    line: socket.socket | None = None

    def connect(self) -> None:
        plain = _socket(self.host, self.port, self.until, self.private)
        context = ssl.create_default_context()
        # In two steps, so that a handshake that is drawn out can be ended as well.
        self.sock = self.line = context.wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )
        _left(self.until)
        self.sock.do_handshake()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _socket(host: str, port: int, until: float, private: bool) -> socket.socket:
    """To the first of a host's addresses that takes it and may be asked."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    failure = OSError("no host of the public internet")
    for address in found:
        if private or is_public(address):
            left = _left(until)
            try:
                return socket.create_connection((address, port), left)
            except OSError as error:
                failure = error
    raise failure


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet.

    >>> is_public("93.184.215.14"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    ip = ipaddress.ip_address(address)
    return ip.is_global and not ip.is_multicast and not any(ip in net for net in _TO_OTHER_HOSTS)
