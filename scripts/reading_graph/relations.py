"""Questions about who rests on whom, on plain ids. Linear or nearly, and never recursive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

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


def ancestor_sets(needs: Needs, order: Iterable[str]) -> dict[str, int]:
    """All that each id rests on, directly or not, as a set of bits: bit n is the nth of `order`,
    in which every id comes after what it needs.
    """
    sets: dict[str, int] = {}
    bits: dict[str, int] = {}
    for bit, paper in enumerate(order):
        found = 0
        for need in needs[paper]:
            found |= sets[need] | bits[need]
        sets[paper], bits[paper] = found, 1 << bit
    return sets


def implied(
    needs: Needs, ancestors: Mapping[str, int], order: Sequence[str]
) -> set[tuple[str, str]]:
    """The needs (paper, need) that another need of the same paper already implies: what the
    transitive reduction leaves out.
    """
    bits = {paper: 1 << bit for bit, paper in enumerate(order)}
    left_out = set()
    for paper, direct in needs.items():
        covered = 0
        for need in direct:
            covered |= ancestors[need]
        left_out |= {(paper, need) for need in direct if bits[need] & covered}
    return left_out
