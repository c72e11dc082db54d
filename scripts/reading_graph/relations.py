"""Questions about who rests on whom, on plain ids. Linear or nearly, and never recursive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

IDS_IN_A_BLOCK = 4_096

Needs = Mapping[str, Sequence[str]]
"""For each id, the ids it needs. Ids that are needed but are no keys are passed over."""


def cycles(needs: Needs) -> Iterator[list[str]]:
    """Each need that closes a circle, as the circle: the paper, what it needs, … the paper again.

    A depth-first search in the order of `needs`; without the last step of each circle the graph
    has none, so mending all that are yielded mends the list. A circle is rotated so that it
    starts where the search came in; a paper that needs itself is a circle of one.
    """
    done: set[str] = set()
    for root in needs:
        if root not in done:
            yield from _cycles_from(root, needs, done)


def _cycles_from(root: str, needs: Needs, done: set[str]) -> Iterator[list[str]]:
    path, place = [root], {root: 0}
    steps = [iter(needs[root])]
    while steps:
        following = next(steps[-1], None)
        if following is None:
            steps.pop()
            left = path.pop()
            del place[left]
            done.add(left)
        elif following in place:
            yield [*path[place[following] :], following]
        elif following in needs and following not in done:
            place[following] = len(path)
            path.append(following)
            steps.append(iter(needs[following]))


def prerequisites_first(needs: Needs) -> Iterator[str]:
    """The ids of an acyclic `needs`, each after all that it needs."""
    done: set[str] = set()
    for root in needs:
        stack = [root]
        while stack:
            paper = stack[-1]
            if paper in done:
                stack.pop()
            elif waiting := [need for need in needs[paper] if need not in done]:
                stack.extend(waiting)
            else:
                done.add(stack.pop())
                yield paper


def bits_of(ids: Iterable[str]) -> dict[str, int]:
    """A bit for each id, in order, so that an `int` can be a set of them."""
    return {paper: 1 << place for place, paper in enumerate(ids)}


def blocks_of_bits(ids: Iterable[str]) -> Iterator[dict[str, int]]:
    """The same some at a time: sets of all ids of a very long list would fill the memory."""
    rest = iter(ids)
    while block := bits_of(islice(rest, IDS_IN_A_BLOCK)):
        yield block


def ancestor_sets(needs: Needs, order: Iterable[str], bits: Mapping[str, int]) -> dict[str, int]:
    """Which of the ids in `bits` each id rests on, directly or not, as a set of bits.

    `order` has every id after what it needs.
    """
    sets: dict[str, int] = {}
    for paper in order:
        found = 0
        for need in needs[paper]:
            found |= sets[need] | bits.get(need, 0)
        sets[paper] = found
    return sets


def implied(
    needs: Needs, ancestors: Mapping[str, int], bits: Mapping[str, int]
) -> set[tuple[str, str]]:
    """The needs (paper, need), of those in `bits`, that another need of the same paper already
    implies: what the transitive reduction leaves out.
    """
    left_out = set()
    for paper, direct in needs.items():
        covered = 0
        for need in direct:
            covered |= ancestors[need]
        left_out |= {(paper, need) for need in direct if bits.get(need, 0) & covered}
    return left_out
