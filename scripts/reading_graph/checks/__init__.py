"""Everything that can be wrong with the values of a catalogue, each as a located problem."""

from __future__ import annotations

from collections.abc import Iterator

from ..fields import CATALOGUE
from ..problems import Problem, Source
from ..source import Entries, Node
from .circles import circle_problems
from .drafts import drafts_in
from .names import name_problems
from .shape import Place, problems_in


def catalogue_problems(root: Node, source: Source) -> list[Problem]:
    """All problems of the catalogue, in the order of the text, none twice."""
    return sorted(set(_problems(root, source)))


def _problems(root: Node, source: Source) -> Iterator[Problem]:
    yield from problems_in(root, CATALOGUE, Place(source))
    if isinstance(root, Entries):
        drafts = drafts_in(root)
        yield from name_problems(root, drafts, source)
        yield from circle_problems(drafts, source)
