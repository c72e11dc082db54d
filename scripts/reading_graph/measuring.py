"""What a program takes, its start included."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median

RUNS = 5


@dataclass(frozen=True)
class Cost:
    seconds: float
    megabytes: float


class Failed(Exception):
    """A program that is measured has to succeed, or what it took says nothing."""


def costs(*commands: list[str]) -> list[Cost]:
    """What each Python command line takes: the median of the times, the most of the memory.

    They run in turns, so that whatever else the machine does falls on all. Raises Failed.
    """
    runs = [[_cost(command) for command in commands] for _ in range(RUNS)]
    return [
        Cost(median(cost.seconds for cost in found), max(cost.megabytes for cost in found))
        for found in zip(*runs, strict=True)
    ]


def said(command: list[str]) -> str:
    """What a Python command line prints. Raises Failed."""
    done = subprocess.run([sys.executable, *command], stdout=subprocess.PIPE, encoding="utf-8")
    if done.returncode:
        raise Failed(f"python {' '.join(command)} ended with {done.returncode}")
    return done.stdout


def _cost(command: list[str]) -> Cost:
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"python {' '.join(command)} ended with {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1_024  # which counts bytes
    return Cost(seconds, usage.ru_maxrss * unit / 1_000_000)
