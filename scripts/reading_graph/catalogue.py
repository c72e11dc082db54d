"""From a file to a Catalogue, or to all that is wrong with the file."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, cast

from . import characters
from .checks import catalogue_doubts, catalogue_problems
from .checks.notes import markdown_texts, unshown_problem
from .fields import CATALOGUE, Choice, Day, Kind, ListOf, Record, Whole
from .model import Catalogue, Link, Need, Paper, Route, Section, Status
from .problems import Problem, Severity, Source
from .salvage import salvaged
from .source import Entries, Items, Node, Scalar, last_character, source_at, source_in
from .unshown import Unshown

MOST_PROBLEMS = 50_000
"""So that the answer comes in seconds; nobody reads more."""


@dataclass(frozen=True)
class Checked:
    """A file and all that is wrong with it, in the order of the text, none twice."""

    source: Source
    problems: tuple[Problem, ...]
    root: Node | None = None

    @cached_property
    def has_errors(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    def size(self, key: str) -> int:
        """How many items a list of the file has."""
        listed = self.root.get(key) if isinstance(self.root, Entries) else None
        return len(listed.values) if isinstance(listed, Items) else 0


@dataclass(frozen=True)
class Reading:
    """What came of reading a file: a catalogue where `problems` holds no error, else None; the
    first and the last line of each paper's entry; and the places of all Markdown.
    """

    source: Source
    problems: tuple[Problem, ...]
    catalogue: Catalogue | None
    lines: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    markdown: tuple[Scalar, ...] = ()

    def unshown(self, why: Mapping[str, Unshown]) -> list[Problem]:
        """The problems of notes that could not be shown, but for those that the check has told."""
        found = {unshown_problem(n, why[n.text]) for n in self.markdown if n.text in why}
        return sorted(found.difference(self.problems))


def read(path: Path) -> Reading:
    """Reads and checks a papers.yaml. Never raises for what it holds, nor where there is none."""
    return _reading(checked(path))


def read_bytes(data: bytes, name: str) -> Reading:
    """The same for what a file might hold."""
    return _reading(checked_bytes(data, name))


def checked(path: Path) -> Checked:
    """What `read` does, without making a Catalogue of it."""
    return _checked(*source_at(path, name_of(path)))


def checked_bytes(data: bytes, name: str) -> Checked:
    """The same for what a file might hold."""
    return _checked(*source_in(data, name))


def _reading(file: Checked) -> Reading:
    if file.root is None or file.has_errors:
        return Reading(file.source, file.problems, None)
    lines = dict(_lines(file.root, file.source))
    markdown = tuple(markdown_texts(cast(Entries, file.root)))
    return Reading(file.source, file.problems, _catalogue(file.root), lines, markdown)


def _checked(source: Source, in_text: list[Problem]) -> Checked:
    if any(problem.rule != "character" for problem in in_text):
        return Checked(source, tuple(in_text))
    legible = Source(source.name, characters.masked(source.text)) if in_text else source
    salvage = salvaged(legible)
    found = {*in_text, *salvage.problems}
    if salvage.root:
        problems = catalogue_problems(salvage.root, legible, salvage.ids)
        doubts = catalogue_doubts(salvage.root, legible, complete=not salvage.lost)
        spoilt = sorted(problem.start for problem in in_text)
        for some, severity in ((problems, Severity.ERROR), (doubts, Severity.WARNING)):
            first = list(islice(some, MOST_PROBLEMS))
            found.update(p for p in first if not (salvage.is_lost(p) or _has_any(spoilt, p)))
            if len(first) == MOST_PROBLEMS:
                found.add(_too_many(source, severity))
    return Checked(source, tuple(sorted(found)), salvage.root)


def _has_any(offsets: list[int], problem: Problem) -> bool:
    """Whether one of the places, which are told of already, is inside the problem's."""
    place = bisect_left(offsets, problem.start)
    return place < len(offsets) and offsets[place] < problem.end


def _too_many(source: Source, severity: Severity) -> Problem:
    end = len(source.text)
    message = f"there are more {severity}s than {MOST_PROBLEMS:,}; mend those that are told first"
    return Problem(end, end, "too-many", message, severity)


def name_of(path: Path) -> str:
    """The path as a person in the working folder would type it."""
    absolute, here = path.absolute(), Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else path)


_CLASSES = {
    "catalogue": Catalogue,
    "section": Section,
    "route": Route,
    "paper": Paper,
    "need": Need,
    "link": Link,
}


def _catalogue(root: Node) -> Catalogue:
    return cast(Catalogue, _value(root, CATALOGUE))


def _value(node: Node, kind: Kind) -> Any:
    """The value of a node that the checks have passed."""
    match kind, node:
        case Record(), Entries(pairs=pairs):
            kinds = {field.name: field.kind for field in kind.fields}
            given = {key.text: _value(value, kinds[key.text]) for key, value in pairs}
            return _CLASSES[kind.name](**given)
        case Record(bare=str(bare)), Scalar(text=text):
            return _CLASSES[kind.name](**{bare: text})
        case ListOf(item=item), Items(values=items):
            return tuple(_value(value, item) for value in items)
        case Whole(), Scalar(text=text):
            return int(text)
        case Day(), Scalar(text=text):
            return date.fromisoformat(text)
        case Choice(), Scalar(text=text):
            return Status(text)
        case _, Scalar(text=text):
            return text
    raise AssertionError("the checks have passed what they must not")


def _lines(root: Node, source: Source) -> Iterator[tuple[str, tuple[int, int]]]:
    """The id of each paper, and the lines of its entry."""
    papers = cast(Entries, root).get("papers")
    for entry in cast(Items, papers).values:
        id_ = cast(Scalar, cast(Entries, entry).get("id")).text
        yield id_, (source.line_of(entry.start), source.line_of(last_character(entry, source.text)))
