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
from threading import Timer
from typing import IO, Any, cast

LONGEST_SECONDS = 60.0
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
    questions: Sequence[str], longest: float = LONGEST_SECONDS, command: Sequence[str] | None = None
) -> list[Layout | LayoutFailed]:
    """The answer to each DOT text, in order, from one engine process per core.

    A process that takes longer than `longest` seconds is killed; that costs its picture only.
    `command` stands for the engine in tests.
    """
    if not questions:
        return []
    count = min(len(questions), os.cpu_count() or 1)
    idle: SimpleQueue[_Engine] = SimpleQueue()
    for _ in range(count):
        idle.put(_Engine(command or [sys.executable, str(_ENGINE)], longest))

    def answer(question: str) -> Layout | LayoutFailed:
        engine = idle.get()
        try:
            return parsed(engine.answer(question))
        except LayoutFailed as failure:
            return failure
        finally:
            idle.put(engine)

    try:
        with ThreadPoolExecutor(count) as threads:
            return list(threads.map(answer, questions))
    finally:
        while not idle.empty():
            idle.get().stop()


class _Engine:
    """One process, started when first asked and again after it died."""

    def __init__(self, command: Sequence[str], longest: float) -> None:
        self._command = command
        self._longest = longest
        self._process: subprocess.Popen[str] | None = None

    def answer(self, question: str) -> str:
        line = ""
        with contextlib.suppress(OSError, UnicodeDecodeError):
            line = self._line_for(question)
        if not line.endswith("\n"):
            self.stop()
            raise LayoutFailed(f"the engine stopped, or took longer than {self._longest:g} s")
        return line

    def _line_for(self, question: str) -> str:
        process = self._running()
        questions, answers = cast(IO[str], process.stdin), cast(IO[str], process.stdout)
        timer = Timer(self._longest, process.kill)
        timer.start()
        try:
            questions.write(json.dumps(question) + "\n")
            questions.flush()
            return answers.readline()
        finally:
            timer.cancel()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
        return self._process

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def parsed(answer: str) -> Layout:
    """Graphviz's JSON as a Layout; raises LayoutFailed where it is anything else."""
    try:
        return _layout(json.loads(answer))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        raise LayoutFailed("the engine answered with something that is no layout") from None


def _layout(drawn: dict[str, Any]) -> Layout:
    left, bottom, right, top = _numbers(drawn["bb"])
    names = {node["_gvid"]: str(node["name"]) for node in drawn.get("objects", [])}

    def turned(point: str) -> Point:
        x, y = _numbers(point)
        return round(x - left, 2), round(top - y, 2)

    boxes = {str(node["name"]): Box(*turned(node["pos"])) for node in drawn.get("objects", [])}
    curves = {}
    for edge in drawn.get("edges", []):
        tip, *points = edge["pos"].split()
        if len(points) % 3 != 1:
            raise ValueError("no cubic spline has this many points")
        curve = Curve(tuple(turned(point) for point in points), turned(tip.removeprefix("e,")))
        curves[names[edge["tail"]], names[edge["head"]]] = curve
    return Layout(round(right - left, 2), round(top - bottom, 2), boxes, curves)


def _numbers(text: str) -> list[float]:
    numbers = [float(number) for number in text.split(",")]
    if not all(map(math.isfinite, numbers)):
        raise ValueError(text)
    return numbers
