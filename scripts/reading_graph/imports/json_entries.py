"""The values that a JSON file lists, each with the place where it starts."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from typing import Any

from ..wording import quoted

_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, strict=False)
"""Numbers are text, which is what half of all writers make of years, and so none is too long."""

_SPACE = re.compile(r"[ \t\r\n]*")
_WRAPPERS = ("items", "message")


class Broken(Exception):
    """From the offset `at` on the text is no JSON: one line says how."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at = at


def entries(text: str) -> Iterator[tuple[int, object]]:
    """Every entry, and where it starts. Raises Broken."""
    outer = start = _after_space(text, 1 if text.startswith("\ufeff") else 0)
    while (inner := _wrapped(text, start)) is not None:
        start = inner
    if text.startswith("[", start):
        end = yield from _listed(text, start)
    else:
        entry, end = _decoded(text, start)
        yield start, entry
    if start == outer and _after_space(text, end) < len(text):
        raise _broken(text, _after_space(text, end))


def _wrapped(text: str, start: int) -> int | None:
    """Where inside of an object that only wraps entries they start."""
    if not text.startswith("{", start):
        return None
    at = _after_space(text, start + 1)
    while not text.startswith("}", at):
        key, at = _decoded(text, at)
        at = _after_space(text, _after(":", text, at))
        if key in _WRAPPERS and text.startswith(("[", "{"), at):
            return at
        at = _onward(text, _decoded(text, at)[1], "}")
    return None


def _listed(text: str, start: int) -> Generator[tuple[int, object], None, int]:
    """The values of a list, each with where it starts; returns where the list ends."""
    at = _after_space(text, start + 1)
    while not text.startswith("]", at):
        entry, end = _decoded(text, at)
        yield at, entry
        at = _onward(text, end, "]")
    return at + 1


def _onward(text: str, end: int, closing: str) -> int:
    """Where the next value starts, or the closing bracket stands."""
    at = _after_space(text, end)
    return at if text.startswith(closing, at) else _after_space(text, _after(",", text, at))


def _after(sign: str, text: str, at: int) -> int:
    if not text.startswith(sign, at):
        raise _broken(text, at)
    return at + 1


def _after_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    assert space
    return space.end()


def _decoded(text: str, at: int) -> tuple[Any, int]:
    """The value that starts there, and where it ends."""
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise _broken(text, error.pos) from None
    except RecursionError:
        raise Broken(at, "it is nested too deeply to be read") from None


def _broken(text: str, at: int) -> Broken:
    rest = text[at : at + 30].strip().split("\n")[0]
    return Broken(at, f"it is no JSON at {quoted(rest)}" if rest else "it ends too early")
