"""What can be read of a catalogue whose YAML is broken: all entries but those with the mistake.

One slip in one entry makes the whole file unreadable for a YAML parser. The entries of the file's
lists are read one by one instead, so that each slip is told, and what is wrong elsewhere as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .problems import Problem, Source
from .source import Node, Unreadable, values

LARGEST_SALVAGED = 5_000_000
MOST_ENTRIES = 20_000
"""Of a larger file only the first mistake is told, so that the answer comes in seconds."""


@dataclass(frozen=True)
class Salvage:
    """What is wrong with the text, where entries are missing from `root`, and the ids they had."""

    problems: tuple[Problem, ...]
    root: Node | None = None
    lost: tuple[range, ...] = ()
    ids: frozenset[str] = frozenset()

    def is_lost(self, problem: Problem) -> bool:
        """Whether the problem is only that an entry is missing."""
        place = bisect_right(self.lost, problem.start, key=lambda entry: entry.start)
        return place > 0 and problem.start in self.lost[place - 1]


def salvaged(source: Source) -> Salvage:
    """The values of a text, the whole of it where that can be read."""
    try:
        return Salvage((), values(source))
    except Unreadable as unreadable:
        rest = _without_broken_entries(source)
        return rest or Salvage((unreadable.problem,))


def _without_broken_entries(source: Source) -> Salvage | None:
    """None where no entry is broken by itself: the mistake is between them."""
    problems, lost = [], []
    for entry in _entries(source.text):
        if problem := _mistake_in(Source(source.name, source.text[entry.start : entry.stop])):
            problems.append(_moved(problem, entry))
            lost.append(entry)
    if not lost:
        return None
    ids = {id_ for entry in lost for id_ in _ID.findall(source.text, entry.start, entry.stop)}
    try:
        root = values(Source(source.name, _blanked(source.text, lost)))
    except Unreadable as unreadable:
        return Salvage((*problems, unreadable.problem))
    return Salvage(tuple(problems), root, tuple(lost), frozenset(ids))


def _mistake_in(entry: Source) -> Problem | None:
    """What is wrong with an entry, but for lines after it that are indented like none here."""
    try:
        values(entry, depth=2)
    except Unreadable as unreadable:
        line, _ = entry.position(unreadable.problem.start)
        return unreadable.problem if line == 1 or _indent(entry, line) > _indent(entry, 1) else None
    return None


def _indent(source: Source, line: int) -> int:
    text = source.lines[line - 1].expandtabs()
    return len(text) - len(text.lstrip(" "))


def _entries(text: str) -> list[range]:
    """Where each item of the top-level lists stands, from its dash up to the next one."""
    if len(text) > LARGEST_SALVAGED:
        return []
    found = [entry for key in _LIST.finditer(text) for entry in _items(text, key.end())]
    return found if len(found) <= MOST_ENTRIES else []


def _items(text: str, start: int) -> Iterator[range]:
    """The items of the list whose key ends at `start`: up to the next line that is a key."""
    after = _KEY.search(text, start)
    end = after.start() if after else len(text)
    first = _DASH.search(text, start, end)
    if first:
        dash = re.compile(rf"^{first['indent']}-(?= )", re.MULTILINE)
        starts = [match.start() for match in dash.finditer(text, first.start(), end)]
        yield from map(range, starts, [*starts[1:], end])


_LIST = re.compile(r"^(?:routes|sections|papers):[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_KEY = re.compile(r"^(?:[^\s#-]|---)", re.MULTILINE)
_DASH = re.compile(r"^(?P<indent> *)-(?= )", re.MULTILINE)
_ID = re.compile(r"""\bid["']?[ \t]*:[ \t]*["']?([a-z0-9-]+)""")


def _moved(problem: Problem, entry: range) -> Problem:
    return replace(problem, start=problem.start + entry.start, end=problem.end + entry.start)


def _blanked(text: str, lost: list[range]) -> str:
    """The text with nothing left of those entries but their dashes, and as long as before."""
    pieces, done = [], 0
    for entry in lost:
        dash = text.index("-", entry.start) + 1
        blank = re.sub(r"[^\r\n]", " ", text[dash : entry.stop])
        pieces += [text[done:dash], blank]
        done = entry.stop
    return "".join([*pieces, text[done:]])
