"""Asking other hosts whether an address still leads somewhere, without harm to them or to us.

To them: one question at a time, with pauses, and no page is read. To us: strangers write the
addresses and hosts choose where they redirect to, so every step is held to http, to hosts of the
public internet, and to a time.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import string
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote, urldefrag, urljoin, urlsplit

AGENT = "reading-graph links.py (asks now and then whether a link of a reading list still works)"
AT_ONCE = 8
MOST_STEPS = 10
MOST_FAILURES = 3
SECONDS = 20.0
PAUSE = 1.0

_FAILURES = (OSError, http.client.HTTPException, UnicodeError)
"""What the network and those who answer on it bring about; UnicodeError is for names of hosts."""

_PORTS = {"http": 80, "https": 443}

_TO_OTHER_HOSTS = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "2002::/16")))
"""Public addresses that stand for any IPv4 address, a private one too."""


@dataclass(frozen=True)
class Manners:
    """How to ask; `private` lets it ask this machine and its network, for tests."""

    pause: float = PAUSE
    seconds: float = SECONDS
    private: bool = False


def statuses(addresses: Iterable[str], manners: Manners = Manners()) -> dict[str, int | None]:
    """The HTTP status that each address leads to in the end, None where nobody gives one."""
    hosts = defaultdict(list)
    for address in dict.fromkeys(addresses):
        hosts[address.partition("://")[2].partition("/")[0].lower()].append(address)
    asking = _Asking(manners)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(lambda host: [(a, asking.status(a)) for a in host], hosts.values())
        return {address: status for host in found for address, status in host}


@dataclass(frozen=True)
class _Asking:
    manners: Manners
    turns: dict[str, threading.Lock] = field(default_factory=lambda: defaultdict(threading.Lock))
    failures: Counter[str] = field(default_factory=Counter)

    def status(self, address: str) -> int | None:
        """Asks for the head, and where that is not to be had for the page: many refuse the one."""
        status = None
        for method in ("HEAD", "GET"):
            status = self._followed(method, address)
            if status is not None and status < 400:
                break
        return status

    def _followed(self, method: str, address: str) -> int | None:
        """The status after all redirects."""
        target = _target(address)
        for _ in range(MOST_STEPS):
            if target is None:
                return None
            try:
                status, onward = self._answer(method, target)
            except _FAILURES:
                return None
            if status not in (301, 302, 303, 307, 308) or not onward:
                return status
            target = _target(onward, target.address)
        return None

    def _answer(self, method: str, target: _Target) -> tuple[int, str]:
        """The status of one answer, and where it sends us."""
        kind = _SecureConnection if target.secure else _Connection
        connection = kind(target.host, target.port, timeout=self.manners.seconds)
        connection.private = self.manners.private
        with self._turn(target.host), _at_most(self.manners.seconds, connection):
            connection.request(method, target.path, headers={"User-Agent": AGENT, "Accept": "*/*"})
            answer = connection.getresponse()
            onward = answer.headers.get("Location", "")
            return answer.status, quote(onward, string.punctuation, "iso-8859-1")

    @contextmanager
    def _turn(self, host: str) -> Iterator[None]:
        """Has a host to itself, for one question and the pause after it; and leaves a host alone
        that has failed to answer again and again.
        """
        with self.turns[host]:
            if self.failures[host] >= MOST_FAILURES:
                raise ConnectionError("it has not answered before")
            try:
                yield
                self.failures[host] = 0
            except _FAILURES:
                self.failures[host] += 1
                raise
            finally:
                time.sleep(self.manners.pause)


class _Target(NamedTuple):
    """An address as one asks for it."""

    address: str
    secure: bool
    host: str
    port: int
    path: str


def _target(address: str, base: str = "") -> _Target | None:
    """The address, seen from another; None if it is none of the web.

    >>> _target("//[2606:4700::1]?page=1#top", "http://example.org")[2:]
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
    return _Target(address, parts.scheme == "https", parts.hostname, port, path)


@contextmanager
def _at_most(seconds: float, connection: http.client.HTTPConnection) -> Iterator[None]:
    """Ends what a host draws out: the connection's own timeout begins anew with every byte."""

    def end() -> None:
        if connection.sock:
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()


class _Connection(http.client.HTTPConnection):
    """Connects to the addresses that were looked at, not to what a second look-up might find."""

    private = False

    def connect(self) -> None:
        self.sock = _socket(self.host, self.port, self.timeout, self.private)


class _SecureConnection(http.client.HTTPSConnection):
    private = False

    def connect(self) -> None:
        plain = _socket(self.host, self.port, self.timeout, self.private)
        context = ssl.create_default_context()
        # In two steps, so that a handshake that is drawn out can be ended as well.
        self.sock = context.wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock.do_handshake()


def _socket(host: str, port: int, timeout: float | None, private: bool) -> socket.socket:
    """To the first of a host's addresses that takes it and may be asked."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    failure = OSError("no host of the public internet")
    for address in found:
        if private or is_public(address):
            try:
                return socket.create_connection((address, port), timeout)
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
