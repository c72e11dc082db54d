"""What is wrong with a text, where, and how that is told."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

LONGEST_QUOTE = 60
WIDEST_EXCERPT = 100


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake, from `start` up to `end`: offsets in characters into the text."""

    start: int
    end: int
    rule: str
    message: str
    severity: Severity = Severity.ERROR


_LINE_START = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


class Source:
    """A text with a name, which knows the line and column of each of its characters."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    @cached_property
    def lines(self) -> list[str]:
        """The lines with their ends, which are LF, CR LF and CR, and no others, as in YAML."""
        return _LINE_START.split(self.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return list(accumulate((len(line) for line in self.lines[:-1]), initial=0))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both from 1, the column in characters."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line_of(self, offset: int) -> int:
        return self.position(offset)[0]


def quoted(text: str, longest: int = LONGEST_QUOTE) -> str:
    r"""Somebody's text in single quotes, on one line, cut, with nothing that a terminal obeys.

    >>> quoted('adamm')
    "'adamm'"
    >>> quoted('two\nlines\x1b[31m')
    "'two\\u000alines\\u001b[31m'"
    """
    return "'" + shown(text, longest) + "'"


def shown(text: str, longest: int = LONGEST_QUOTE) -> str:
    """The same without quotes."""
    return visible(text if len(text) <= longest else text[: longest - 1] + "…")


def visible(text: str) -> str:
    r"""The text with control, format and lone surrogate characters as `\uXXXX` escapes."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def text_report(source: Source, problems: Iterable[Problem]) -> str:
    """All problems in order, each once, as `FILE:LINE:COL: error[rule]: message` with a caret."""
    return "\n".join(_with_excerpt(source, problem) for problem in sorted(set(problems)))


def one_line(source: Source, problem: Problem) -> str:
    line, column = source.position(problem.start)
    place = f"{visible(source.name)}:{line}:{column}"
    return f"{place}: {problem.severity}[{problem.rule}]: {problem.message}"


def _with_excerpt(source: Source, problem: Problem) -> str:
    number, column = source.position(problem.start)
    line = source.lines[number - 1]
    if not line or line.isspace():
        return one_line(source, problem)
    first, shown = _excerpt(line, column - 1)
    before = column - 1 - first
    length = max(1, min(problem.end - problem.start, len(shown) - before))
    gap = " " * _width("".join(shown[:before]))
    carets = "^" * max(1, _width("".join(shown[before : before + length])))
    return f"{one_line(source, problem)}\n{number:>5} | {''.join(shown)}\n{'':>5} | {gap}{carets}"


def _excerpt(line: str, middle: int) -> tuple[int, list[str]]:
    """As much of a line as one can look at, and which of its characters comes first."""
    length = len(line) - (2 if line.endswith("\r\n") else line.endswith(("\n", "\r")))
    first = max(0, min(middle - WIDEST_EXCERPT // 2, length - WIDEST_EXCERPT))
    last = min(first + WIDEST_EXCERPT, length)
    cells = _cells(line[first:last])
    if first:
        cells[0] = "…"
    if last < length:
        cells[-1] = "…"
    return first, cells


def _cells(text: str) -> list[str]:
    """The characters one by one, each as a terminal may show it."""
    return [" " if c == "\t" else visible(c) for c in text]


def _width(text: str) -> int:
    """Columns that the text takes in a terminal: East Asian wide characters take two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
