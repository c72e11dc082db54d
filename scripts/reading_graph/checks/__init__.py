"""Everything that can be wrong with the values of a catalogue, each as a located problem."""

from __future__ import annotations

from collections.abc import Iterator, Set

from ..problems import Problem, Source
from ..source import Entries, Node
from .chronology import chronology_problems
from .circles import circle_problems, redundant_needs
from .drafts import drafts_in
from .gaps import gap_problems
from .names import name_problems
from .notes import formula_problems
from .shape import shape_problems
from .works import like_titles, work_problems


def catalogue_problems(
    root: Node, source: Source, elsewhere: Set[str] = frozenset()
) -> Iterator[Problem]:
    """All that keeps the values from being a catalogue, in no order, and some that does not.

    `elsewhere` are ids that are in the file, too, though their entries cannot be read.
    """
    yield from shape_problems(root, source)
    if isinstance(root, Entries):
        drafts = drafts_in(root)
        yield from name_problems(root, drafts, source, elsewhere)
        yield from circle_problems(drafts, source)
        yield from work_problems(drafts, source)


def catalogue_doubts(root: Node, source: Source, *, complete: bool) -> Iterator[Problem]:
    """The warnings that are left, in no order; with fewer where the file is not `complete`."""
    if isinstance(root, Entries):
        drafts = drafts_in(root)
        yield from redundant_needs(drafts)
        yield from chronology_problems(drafts)
        yield from like_titles(drafts, source)
        yield from formula_problems(root, source)
        yield from gap_problems(drafts, complete)
