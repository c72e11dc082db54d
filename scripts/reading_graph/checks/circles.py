"""Circles: a paper may not rest on itself, however long the way, nor help what it rests on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import pairwise

from ..escaping import visible
from ..fields import MOST_NEEDS
from ..problems import Problem, Source
from ..relations import (
    Needs,
    ancestor_sets,
    blocks_of_bits,
    cycles,
    implied,
    prerequisites_first,
)
from ..source import Scalar
from ..wording import quoted, shown
from .drafts import Draft, at, doubt

MOST_STEPS_SHOWN = 12
MOST_STEPS = 1_000_000
"""Of all cycles together; a list can be so entangled that to tell each would never end."""

_MORE = "one more cycle of many; mend those that are told first"

Ways = dict[str, dict[str, Scalar]]
"""For each paper, where it names each other paper of the catalogue that it needs."""


def circle_problems(drafts: list[Draft], source: Source) -> Iterator[Problem]:
    """Cycles of needs; and, in what is left without them, those that a background paper closes."""
    ways = _ways(drafts)
    for circle in _opened(ways):
        edges = [ways[paper][need] for paper, need in pairwise(circle)]
        yield _cycle(circle, edges, source)
    left = next(cycles(_needs(ways)), [])
    if left:
        yield at(ways[left[-2]][left[-1]], "cycle", _MORE)
    else:
        yield from _background_circles(drafts, ways, source)


def _opened(ways: Ways) -> Iterator[list[str]]:
    """The cycles, each of which then loses its last step; not all where they never end."""
    steps = 0
    for circle in cycles(_needs(ways)):
        steps += len(circle)
        if steps > MOST_STEPS:
            return
        yield circle
        del ways[circle[-2]][circle[-1]]


def redundant_needs(drafts: list[Draft]) -> Iterator[Problem]:
    """A need without a reason of its own, of a paper that another need already rests on."""
    ways = _ways(drafts)
    deque(_opened(ways), maxlen=0)
    needs = _needs(ways)
    if next(cycles(needs), None):
        return
    order = list(prerequisites_first(needs))
    bare = {(draft.id.text, need.text): need for draft in drafts for need in _bare(draft)}
    for bits in blocks_of_bits(dict.fromkeys(need for _, need in bare)):
        above = ancestor_sets(needs, order, bits)
        for paper, need in implied(needs, above, bits) & bare.keys():
            other = next(other for other in needs[paper] if above[other] & bits[need])
            message = (
                f"{quoted(other)}, which is needed as well, rests on {quoted(need)};"
                f" delete this one, or say in `why` what else is taken from it"
            )
            yield doubt(bare[paper, need], "redundant-need", message)


def _bare(draft: Draft) -> list[Scalar]:
    few = len(draft.needs) <= MOST_NEEDS  # of more than it may have, none is looked at
    return [paper for paper, explained in draft.needs if few and not explained]


def _ways(drafts: list[Draft]) -> Ways:
    ways: Ways = {draft.id.text: {} for draft in drafts}
    for draft in drafts:
        for need, _ in draft.needs:
            if need.text in ways and need.text != draft.id.text:
                ways[draft.id.text].setdefault(need.text, need)
    return ways


def _needs(ways: Ways) -> dict[str, list[str]]:
    """The ids alone, as they are now."""
    return {paper: list(edges) for paper, edges in ways.items()}


def _cycle(circle: list[str], edges: list[Scalar], source: Source) -> Problem:
    way = _way_shown(circle, edges, source)
    message = f"a cycle, in which each needs the next: {way}; delete one need"
    return at(edges[-1], "cycle", message, tuple(edge.start for edge in edges[:-1]))


def _way_shown(papers: list[str], edges: list[Scalar], source: Source) -> str:
    """The papers with arrows between them, and in which lines each names the next."""
    names = [shown(paper) for paper in papers]
    lines = [f":{source.line_of(edge.start)}" for edge in edges]
    if len(edges) > MOST_STEPS_SHOWN:
        half = MOST_STEPS_SHOWN // 2
        left_out = f"… {len(edges) - 2 * half:,} more …"
        names = [*names[:half], left_out, *names[-half:]]
        lines = [*lines[:half], left_out, *lines[-half:]]
    return f"{' → '.join(names)} ({visible(source.name)}{', '.join(lines)})"


def _background_circles(drafts: list[Draft], ways: Ways, source: Source) -> Iterator[Problem]:
    """A background paper that itself rests on this one could never be read before it."""
    needs = _needs(ways)
    order = list(prerequisites_first(needs))
    helped = [draft for draft in drafts if draft.background]
    steps = 0
    for bits in blocks_of_bits(draft.id.text for draft in helped):
        above = ancestor_sets(needs, order, bits)
        for draft in helped:
            bit = bits.get(draft.id.text, 0)
            for scalar, _ in draft.background:
                if above.get(scalar.text, 0) & bit:
                    way = _way_down(scalar.text, draft.id.text, needs, above, bit)
                    steps += len(way)
                    if steps > MOST_STEPS:
                        yield at(scalar, "cycle", _MORE)
                        return
                    yield _background_circle(scalar, way, ways, source)


def _way_down(paper: str, goal: str, needs: Needs, above: Mapping[str, int], bit: int) -> list[str]:
    """The papers from one to another that it rests on, whose bit is in the ancestor sets."""
    way = [paper]
    while way[-1] != goal:
        way.append(next(need for need in needs[way[-1]] if need == goal or above[need] & bit))
    return way


def _background_circle(scalar: Scalar, way: list[str], ways: Ways, source: Source) -> Problem:
    edges = [ways[paper][need] for paper, need in pairwise(way)]
    rests = f"{quoted(way[0])} rests on {quoted(way[-1])}, so it cannot be its background"
    message = f"{rests}: {_way_shown(way, edges, source)}; delete one of these"
    return at(scalar, "cycle", message, tuple(edge.start for edge in edges))
