"""What things take that are measured side by side: in turns, several times."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from typing import Any

from reading_graph.wording import shown

_SECONDS_BETWEEN_WAKES = 0.005
_SECONDS_BETWEEN_LOOKS = 0.1
_SECONDS_TO_END = 10.0
_MEGABYTE = 1_000_000
_LONGEST_LINE = 400

Say = Callable[[str], None]


@dataclass(frozen=True)
class Cost:
    """The memory is what a program and those that it has started hold at once; where the system
    has no /proc to add it up from, it is that of the largest of them.
    """

    seconds: float
    megabytes: float = 0.0
    complaints: tuple[str, ...] = ()


class Failed(Exception):
    """What is measured has to succeed, or what it took says nothing. One line."""


def costs(steps: Mapping[str, Callable[[], Cost]], rounds: int, say: Say) -> list[Cost]:
    """What each step takes: the median of the times, the most of the memory.

    They run in turns, so that whatever else the machine does falls on all. Raises Failed.
    """
    runs: dict[str, list[Cost]] = {name: [] for name in steps}
    for turn in range(rounds):
        for name, step in steps.items():
            say(f"{name}, {turn + 1} of {rounds}")
            runs[name].append(step())
    return [_middle(found) for found in runs.values()]


def program(
    *arguments: str | Path,
    environ: Mapping[str, str] | None = None,
    longest: float = math.inf,
) -> Cost:
    """What a Python command line takes, its start included, and what it complains of, by lines.
    One that takes longer than `longest` seconds is ended. Raises Failed.
    """
    with TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments],
            env=environ, stdout=subprocess.DEVNULL, stderr=complaints,
        )  # fmt: skip
        try:
            if (megabytes := _watched(process, longest)) is None:
                raise _failed(arguments, f"took longer than {longest:g} s")
        finally:
            end(process)
        seconds = time.perf_counter() - started
        complaints.seek(0)
        lines = tuple(complaints.read().splitlines())
    if process.returncode:
        raise _failed(arguments, f"ended with {process.returncode}", lines)
    return Cost(seconds, megabytes, lines)


def said(*arguments: str | Path) -> str:
    """What a Python command line prints. Raises Failed."""
    done = subprocess.run([sys.executable, *arguments], capture_output=True, encoding="utf-8")
    if done.returncode:
        raise _failed(arguments, f"ended with {done.returncode}", done.stderr.splitlines())
    return done.stdout


def end(process: subprocess.Popen[Any]) -> None:
    """Has a process end, if it still runs, in its own way where that is soon."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _middle(runs: Sequence[Cost]) -> Cost:
    seconds = median(run.seconds for run in runs)
    return Cost(seconds, max(run.megabytes for run in runs), runs[-1].complaints)


def _watched(process: subprocess.Popen[Any], longest: float) -> float | None:
    """Waits for the end of a process: the most memory that it and its children held meanwhile, or
    None where it does not end in time.
    """
    began = looked = time.perf_counter()
    most = 0.0
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            unit = 1 if sys.platform == "darwin" else 1_024  # which counts bytes
            return max(most, usage.ru_maxrss * unit / _MEGABYTE)
        now = time.perf_counter()
        if now - began > longest:
            return None
        if now - looked > _SECONDS_BETWEEN_LOOKS:
            most, looked = max(most, _held(process.pid)), now
        time.sleep(_SECONDS_BETWEEN_WAKES)


def _held(process: int) -> float:
    """Megabytes in use by a process and by all that it has started; 0 where nobody knows."""
    folder = Path("/proc", str(process))
    try:
        pages = int((folder / "statm").read_text("ascii").split()[1])
        children = [path.read_text("ascii").split() for path in folder.glob("task/*/children")]
    except (OSError, IndexError):  # it has ended, or the system has no such files
        return 0.0
    own = pages * os.sysconf("SC_PAGE_SIZE") / _MEGABYTE
    return own + sum(_held(int(child)) for known in children for child in known)


def _failed(command: Sequence[str | Path], why: str, complaints: Sequence[str] = ()) -> Failed:
    last = f": {complaints[-1]}" if complaints else ""
    return Failed(shown(f"python {' '.join(map(str, command))} {why}{last}", _LONGEST_LINE))
