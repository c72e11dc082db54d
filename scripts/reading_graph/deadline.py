"""A limit on the time that a piece of work may take."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

SECONDS_UNTIL_AGAIN = 0.1
"""How soon the signal comes again: what it raises is lost where Python runs a destructor."""


class TooSlow(BaseException):
    """The time is over. No `except Exception` on the way catches it."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raises TooSlow in what runs inside once that has taken so much of the processor's time: what
    else a machine does changes nothing.

    Where the system has no such signals (Windows), and outside the main thread, there is no limit.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not hasattr(signal, "setitimer") or not is_main:
        yield
        return
    handler = signal.signal(signal.SIGVTALRM, _stop)
    started = os.times().user
    before = signal.setitimer(signal.ITIMER_VIRTUAL, seconds, SECONDS_UNTIL_AGAIN)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)  # it may have come just before that
        signal.signal(signal.SIGVTALRM, handler)
        if before[0]:
            left = before[0] - (os.times().user - started)
            signal.setitimer(signal.ITIMER_VIRTUAL, max(left, 1e-6), before[1])


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise TooSlow
