"""Everything that can be wrong with the values of a catalogue, each as a located problem."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ..fields import CATALOGUE
from ..problems import Problem, Source
from ..source import Node
from .references import reference_problems
from .shape import Place, problems_in


def catalogue_problems(root: Node, source: Source) -> list[Problem]:
    """All problems of the catalogue, in the order of the text, none twice."""
    return sorted(set(_problems(root, source)))


def _problems(root: Node, source: Source) -> Iterator[Problem]:
    return chain(problems_in(root, CATALOGUE, Place(source)), reference_problems(root, source))
