"""What is wrong with a text, and where."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake, from `start` up to `end`: offsets in characters into the text.

    `also` are the offsets of the other places that have a part in it: where an id stood first,
    the other needs of a cycle.
    """

    start: int
    end: int
    rule: str
    message: str
    severity: Severity = Severity.ERROR
    also: tuple[int, ...] = ()


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
