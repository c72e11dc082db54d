"""How a command is told to end: Ctrl-C, and what ends programs otherwise."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from types import FrameType


def when_told_to_end(act: Callable[[int, FrameType | None], None]) -> None:
    """Has `act` called with the signal's number, but for signals that are ignored, as nohup would
    have it.
    """
    for number in (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if os.name == "posix" else [])):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, act)
