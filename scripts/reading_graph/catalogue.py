"""From a file to a Catalogue, or to all that is wrong with the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from .checks import catalogue_problems
from .fields import CATALOGUE, Choice, Day, Kind, ListOf, Record, Whole
from .model import Catalogue, Link, Need, Paper, Route, Section, Status
from .problems import Problem, Source
from .source import Entries, Items, Node, Scalar, Unreadable, source_at, values


@dataclass(frozen=True)
class Reading:
    """What came of reading a file: a catalogue where `problems` holds no error, else None."""

    source: Source
    problems: tuple[Problem, ...]
    catalogue: Catalogue | None


def read(path: Path) -> Reading:
    """Reads and checks a papers.yaml. Never raises for what it holds, nor where there is none."""
    source, problems = source_at(path, _as_seen_from_here(path))
    if problems:
        return Reading(source, tuple(problems), None)
    try:
        root = values(source)
    except Unreadable as unreadable:
        return Reading(source, (unreadable.problem,), None)
    problems = catalogue_problems(root, source)
    return Reading(source, tuple(problems), None if problems else _catalogue(root))


def _as_seen_from_here(path: Path) -> str:
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
