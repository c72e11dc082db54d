"""Where the boxes and arrows of a picture go: asks engine processes, and believes none of them."""

from __future__ import annotations

import contextlib
import json
import math
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Timer
from typing import IO, Any, cast

from .steps import DRAWING, SILENT, Steps

LONGEST_SECONDS = 60.0
MOST_FAILURES = 3
"""After so many questions in a row without an answer no more is asked: no engine works here."""

LARGEST = 10_000_000.0
"""Points: wider than any list is drawn, and each number in a picture stays short."""

_LEAST_ROOM, _ROOM_TIMES = 100_000, 100
"""Of an answer's length: measured are 32 times that of a question, with six needs a paper."""

_ENGINE = Path(__file__).with_name("engine.py")

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A node: its centre, in points from the top left corner of the picture."""

    x: float
    y: float


@dataclass(frozen=True)
class Curve:
    """An edge as a cubic Bézier spline, and the tip of its arrowhead where the spline ends."""

    points: tuple[Point, ...]
    tip: Point


@dataclass(frozen=True)
class Layout:
    """Geometry in points, y downwards; boxes by the nodes' names, curves by their ends' names."""

    width: float
    height: float
    boxes: dict[str, Box]
    curves: dict[tuple[str, str], Curve]


class LayoutFailed(Exception):
    """No usable answer to one question: the engine was too slow, died, or answered otherwise."""


def layouts(
    questions: Sequence[str],
    longest: float = LONGEST_SECONDS,
    command: Sequence[str] | None = None,
    steps: Steps = SILENT,
) -> list[Layout | LayoutFailed]:
    """The answer to each DOT text, in order, from one engine process per core.

    A process that takes longer than `longest` seconds is killed; that costs its picture only. The
    short ones are asked first, so that the engine is not given up for a few that are too much for
    it before the others have their answers. `command` stands for the engine in tests.
    """
    if not questions:
        return []
    count = min(len(questions), os.cpu_count() or 1)
    failures = _Failures()
    engines = [_Engine(command or _command(longest), longest, failures) for _ in range(count)]
    idle: SimpleQueue[_Engine] = SimpleQueue()
    for engine in engines:
        idle.put(engine)

    def answer(question: str) -> Layout | LayoutFailed:
        engine = idle.get()
        try:
            return parsed(engine.answer(question))
        except LayoutFailed as failure:
            return failure
        finally:
            idle.put(engine)

    shortest_first = sorted(dict.fromkeys(questions), key=len)
    threads = ThreadPoolExecutor(count)
    answers = {}
    steps.begin(DRAWING, len(shortest_first))
    try:
        found = threads.map(answer, shortest_first)
        for question, layout in zip(shortest_first, found, strict=True):
            answers[question] = layout
            steps.one_more()
        return [answers[question] for question in questions]
    finally:
        for engine in engines:
            engine.end()  # first, as threads cannot be told to end while they wait for one
        threads.shutdown(cancel_futures=True)
        for engine in engines:
            engine.stop()


def _command(longest: float) -> list[str]:
    """The engine, which ends by itself a little later, should nobody be left to kill it."""
    return [sys.executable, str(_ENGINE), str(math.ceil(longest) + 1)]


class _Failures:
    """How many questions in a row got no answer, whichever engine was asked."""

    def __init__(self) -> None:
        self.in_a_row = 0
        self._lock = Lock()

    def count(self, failed: bool) -> None:
        with self._lock:
            if self.in_a_row < MOST_FAILURES:
                self.in_a_row = self.in_a_row + 1 if failed else 0


class _Engine:
    """One process, started when first asked and again after it died, until it is to end."""

    def __init__(self, command: Sequence[str], longest: float, failures: _Failures) -> None:
        self._command = command
        self._longest = longest
        self._failures = failures
        self._process: subprocess.Popen[str] | None = None
        self._has_ended = False
        self._lock = Lock()

    def answer(self, question: str) -> str:
        if self._failures.in_a_row >= MOST_FAILURES:
            raise LayoutFailed(f"the engine was given up after {MOST_FAILURES} failures in a row")
        most = _LEAST_ROOM + _ROOM_TIMES * len(question)
        line = ""
        with contextlib.suppress(OSError, UnicodeDecodeError):
            line = self._line_for(question, most)
        is_whole = line.endswith("\n")
        self._failures.count(not is_whole)
        if is_whole:
            return line
        self.stop()
        if len(line) == most:
            raise LayoutFailed(f"the engine answered with more than {most:,} characters")
        raise LayoutFailed(f"the engine stopped, or took longer than {self._longest:g} s")

    def _line_for(self, question: str, most: int) -> str:
        process = self._running()
        questions, answers = cast(IO[str], process.stdin), cast(IO[str], process.stdout)
        timer = Timer(self._longest, process.kill)
        timer.start()
        try:
            questions.write(json.dumps(question) + "\n")
            questions.flush()
            return answers.readline(most)
        finally:
            timer.cancel()

    def _running(self) -> subprocess.Popen[str]:
        with self._lock:
            if self._has_ended:
                raise BrokenPipeError
            if self._process is None:
                self._process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    encoding="utf-8",
                )
            return self._process

    def end(self) -> None:
        """Kills the process, so that whoever waits for it goes on, and lets no other be started."""
        with self._lock:
            self._has_ended = True
            if process := self._process:
                process.kill()

    def stop(self) -> None:
        if process := self._process:
            process.kill()
            process.communicate()
            self._process = None


def parsed(answer: str) -> Layout:
    """Graphviz's JSON as a Layout; raises LayoutFailed where it is anything else."""
    try:
        return _layout(json.loads(answer))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        raise LayoutFailed("the engine answered with something that is no layout") from None


def _layout(drawn: dict[str, Any]) -> Layout:
    left, bottom, right, top = _numbers(drawn["bb"])
    width, height = round(right - left, 2), round(top - bottom, 2)
    if not (0 <= width <= LARGEST and 0 <= height <= LARGEST):
        raise ValueError("no picture has this size")
    bulge = max(width, height)  # which is more than that of any curve, by far
    names = {node["_gvid"]: str(node["name"]) for node in drawn.get("objects", [])}

    def turned(point: str, outside: float = bulge) -> Point:
        x, y = _numbers(point)
        x, y = round(x - left, 2), round(top - y, 2)
        if not (-outside <= x <= width + outside and -outside <= y <= height + outside):
            raise ValueError("nobody would see it")
        return x, y

    boxes = {str(node["name"]): Box(*turned(node["pos"], 0)) for node in drawn.get("objects", [])}
    curves = {}
    for edge in drawn.get("edges", []):
        tip, *points = edge["pos"].split()
        if len(points) % 3 != 1:
            raise ValueError("no cubic spline has this many points")
        curve = Curve(tuple(turned(point) for point in points), turned(tip.removeprefix("e,")))
        curves[names[edge["tail"]], names[edge["head"]]] = curve
    return Layout(width, height, boxes, curves)


def _numbers(text: str) -> list[float]:
    numbers = [float(number) for number in text.split(",")]
    if not all(map(math.isfinite, numbers)):
        raise ValueError(text)
    return numbers
