"""Circles: a paper may not rest on itself, however long the way, nor help what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from ..problems import Problem, Source, quoted, shown, visible
from ..relations import ancestor_sets, cycles, prerequisites_first
from ..source import Scalar
from .drafts import Draft, at

MOST_STEPS_SHOWN = 12
MOST_CYCLES = 100


def circle_problems(drafts: list[Draft], source: Source) -> Iterator[Problem]:
    """Cycles of needs; then those that a background paper closes, in what is left without them."""
    needs = _needs(drafts)
    circles = cycles({paper: list(edges) for paper, edges in needs.items()})
    for circle in list(islice(circles, MOST_CYCLES)):
        edges = [needs[paper][need] for paper, need in pairwise(circle)]
        way = _way_shown(circle, edges, source)
        message = f"a cycle, in which each needs the next: {way}; delete one need"
        yield at(edges[-1], "cycle", message)
        del needs[circle[-2]][circle[-1]]
    if next(circles, None) is None:
        yield from islice(_background_circles(drafts, needs, source), MOST_CYCLES)


def _needs(drafts: list[Draft]) -> dict[str, dict[str, Scalar]]:
    """For each paper, where it names each other paper of the catalogue."""
    known = {draft.id.text for draft in drafts}
    return {
        draft.id.text: {
            scalar.text: scalar
            for scalar in draft.needs
            if scalar.text in known and scalar.text != draft.id.text
        }
        for draft in drafts
    }


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


def _background_circles(
    drafts: list[Draft], needs: dict[str, dict[str, Scalar]], source: Source
) -> Iterator[Problem]:
    """A background paper that itself rests on this one could never be read before it."""
    plain = {paper: list(edges) for paper, edges in needs.items()}
    order = list(prerequisites_first(plain))
    above = ancestor_sets(plain, order)
    bits = {paper: 1 << bit for bit, paper in enumerate(order)}
    for draft in drafts:
        bit = bits[draft.id.text]
        for scalar in draft.background:
            if above.get(scalar.text, 0) & bit:
                way = [scalar.text]
                while way[-1] != draft.id.text:
                    way.append(next(n for n in plain[way[-1]] if (above[n] | bits[n]) & bit))
                edges = [needs[paper][need] for paper, need in pairwise(way)]
                yield at(scalar, "cycle", _background_message(way, edges, source))


def _background_message(way: list[str], edges: list[Scalar], source: Source) -> str:
    rests = f"{quoted(way[0])} rests on {quoted(way[-1])}, so it cannot be its background"
    return f"{rests}: {_way_shown(way, edges, source)}; delete one of these"
