"""Whether addresses still lead somewhere: one question at a time for each host, with pauses, and no
page is read.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from .steps import ASKING, SILENT, Steps
from .web import USUAL, Manners, Unanswered, answer, is_redirect, target

HEADERS = {
    "User-Agent": "reading-graph links.py (asks now and then whether a link of a reading list "
    "still works)",
    "Accept": "*/*",
}
AT_ONCE = 8
MOST_STEPS = 10
MOST_FAILURES = 3


def statuses(
    addresses: Iterable[str], manners: Manners = USUAL, steps: Steps = SILENT
) -> dict[str, int | None]:
    """The HTTP status that each address leads to in the end, None where nobody gives one."""
    hosts = defaultdict(list)
    for address in dict.fromkeys(addresses):
        hosts[address.partition("://")[2].partition("/")[0].lower()].append(address)
    asking = _Asking(manners, steps=steps)
    steps.begin(ASKING, sum(map(len, hosts.values())))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(lambda host: [(a, asking.status(a)) for a in host], hosts.values())
        return {address: status for host in found for address, status in host}


@dataclass(frozen=True)
class _Asking:
    manners: Manners
    turns: dict[str, threading.Lock] = field(default_factory=lambda: defaultdict(threading.Lock))
    failures: Counter[str] = field(default_factory=Counter)
    steps: Steps = SILENT
    telling: threading.Lock = field(default_factory=threading.Lock)

    def status(self, address: str) -> int | None:
        """Asks for the head, and where that is not to be had for the page: many refuse the one."""
        status = None
        for method in ("HEAD", "GET"):
            status = self._followed(method, address)
            if status is not None and status < 400:
                break
        with self.telling:
            self.steps.one_more()
        return status

    def _followed(self, method: str, address: str) -> int | None:
        """The status after all redirects."""
        step = target(address)
        for _ in range(MOST_STEPS):
            if step is None:
                return None
            try:
                with self._turn(step.host):
                    found = answer(method, step, HEADERS, self.manners)
            except Unanswered:
                return None
            if not is_redirect(found):
                return found.status
            step = target(found.onward, step.address)
        return None

    @contextmanager
    def _turn(self, host: str) -> Iterator[None]:
        """Has a host to itself, for one question and the pause after it; and leaves a host alone
        that has failed to answer again and again.
        """
        with self.turns[host]:
            if self.failures[host] >= MOST_FAILURES:
                raise Unanswered("it has not answered before")
            try:
                yield
                self.failures[host] = 0
            except Unanswered:
                self.failures[host] += 1
                raise
            finally:
                time.sleep(self.manners.pause)
