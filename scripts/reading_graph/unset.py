"""The formulas of a note for which there is no MathML, each with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .markdown import formulas
from .mathematics import can_be_set
from .problems import Source
from .source import Scalar
from .unshown import SECONDS, at_its_own_cost


def unset(note: Scalar, source: Source, seconds: float = SECONDS) -> list[Scalar]:
    """The formulas of a Markdown text that are shown as they are written, at the first lines of
    theirs: at the whole text where their places cannot be told for sure.

    Raises Unshown for a text that cannot be read, or not in time.
    """
    with at_its_own_cost(seconds):
        lost = Counter(
            x.strip() for x, display in formulas(note.text) if not can_be_set(x, display)
        )
        return [
            place
            for formula, times in lost.items()
            for place in _places(formula, times, note, source)
        ]


def _places(formula: str, times: int, note: Scalar, source: Source) -> Iterator[Scalar]:
    line = formula.partition("\n")[0]
    written = re.compile(rf"(?<=[$\s]){re.escape(line)}(?=\s*(?:\$|\n|\Z))")
    starts = [found.start() for found in written.finditer(source.text, note.start, note.end)]
    if line and len(written.findall(note.text)) == len(starts) == times:
        for start in starts:
            yield Scalar(formula, False, start, start + len(line))
    else:
        yield Scalar(formula, False, note.start, note.end)
