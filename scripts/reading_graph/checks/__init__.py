"""Everything that can be wrong with the values of a catalogue, each as a located problem."""

from __future__ import annotations

from collections.abc import Iterator, Set

from ..problems import Problem, Source
from ..source import Entries, Node
from .chronology import chronology_problems
from .circles import circle_problems
from .drafts import drafts_in
from .gaps import gap_problems
from .names import name_problems
from .shape import shape_problems
from .works import work_problems


def catalogue_problems(
    root: Node, source: Source, elsewhere: Set[str] = frozenset(), *, complete: bool = True
) -> Iterator[Problem]:
    """All problems of the catalogue, in no order.

    Where it is not `complete`, as entries of the file cannot be read, `elsewhere` are their ids.
    """
    yield from shape_problems(root, source)
    if isinstance(root, Entries):
        drafts = drafts_in(root)
        yield from name_problems(root, drafts, source, elsewhere)
        yield from circle_problems(drafts, source)
        yield from chronology_problems(drafts)
        yield from work_problems(drafts, source)
        yield from gap_problems(drafts, complete)
