"""Whose plans are others by a change: what to read up to a paper, and what that takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from . import relations
from .model import Catalogue


@dataclass(frozen=True)
class PlanChange:
    """The plan to a paper of both lists, itself and all that it rests on, is of other papers or
    takes another time.

    `papers` and `minutes` say by how much it is more now; `differing` how many papers came into it,
    went out of it or take another time, and `untold` how many of those do not tell theirs.
    """

    paper: str
    papers: int
    minutes: int
    differing: int
    untold: int

    @property
    def growth(self) -> int:
        """More than 0 for a longer plan: by minutes, where they are known, else by papers."""
        return self.papers if self.untold else self.minutes


def plan_changes(was: Catalogue, now: Catalogue) -> list[PlanChange]:
    """Those of papers in both lists, the most affected first."""
    needs, minutes = (needs_of(was), needs_of(now)), (_minutes(was), _minutes(now))
    if needs[0] == needs[1] and minutes[0] == minutes[1]:
        return []
    found: dict[str, PlanChange] = {}
    for bits in relations.blocks_of_bits(dict.fromkeys((*was.by_id, *now.by_id))):
        for change in _among(bits, needs, minutes):
            before = found.get(change.paper, PlanChange(change.paper, 0, 0, 0, 0))
            found[change.paper] = _sum(before, change)
    return sorted(found.values(), key=lambda plan: (-plan.differing, -abs(plan.minutes)))


def below(paper: str, needs: Mapping[str, Sequence[str]]) -> set[str]:
    """All that one paper rests on: for a few papers of a long list less work than for all."""
    found: set[str] = set()
    left = [paper]
    while left:
        fresh = [need for need in needs[left.pop()] if need not in found]
        found.update(fresh)
        left.extend(fresh)
    return found


def needs_of(catalogue: Catalogue) -> dict[str, list[str]]:
    return {paper.id: [need.paper for need in paper.needs] for paper in catalogue.papers}


def _among(
    bits: Mapping[str, int],
    needs: tuple[relations.Needs, relations.Needs],
    minutes: tuple[Mapping[str, int], Mapping[str, int]],
) -> Iterator[PlanChange]:
    """What the papers in `bits` contribute to the changes of all plans."""
    was, now = (
        relations.ancestor_sets(side, relations.prerequisites_first(side), bits) for side in needs
    )
    clocks = [_clock(side, bits) for side in minutes]
    retimed = sum(bit for id_, bit in bits.items() if minutes[0].get(id_) != minutes[1].get(id_))
    untold = [sum(bit for id_, bit in bits.items() if not side.get(id_)) for side in minutes]
    for paper in filter(was.__contains__, now):
        own = bits.get(paper, 0)
        before, after = was[paper] | own, now[paper] | own
        differing = (before ^ after) | (before & after & retimed)
        if differing:
            went, came = before & differing, after & differing
            yield PlanChange(
                paper,
                came.bit_count() - went.bit_count(),
                _time(came, clocks[1]) - _time(went, clocks[0]),
                differing.bit_count(),
                (went & untold[0] | came & untold[1]).bit_count(),
            )


def _clock(minutes: Mapping[str, int], bits: Mapping[str, int]) -> list[int]:
    """For each binary digit of a number of minutes, from the last, the papers that have it."""
    digits = max(minutes.values(), default=0).bit_length()
    timed = [(bit, minutes[paper]) for paper, bit in bits.items() if minutes.get(paper)]
    return [sum(bit for bit, time in timed if time >> digit & 1) for digit in range(digits)]


def _time(papers: int, clock: list[int]) -> int:
    """The minutes of a set of papers, by digits: one by one would take too long for large sets."""
    return sum((papers & having).bit_count() << digit for digit, having in enumerate(clock))


def _sum(one: PlanChange, other: PlanChange) -> PlanChange:
    return PlanChange(
        one.paper,
        one.papers + other.papers,
        one.minutes + other.minutes,
        one.differing + other.differing,
        one.untold + other.untold,
    )


def _minutes(catalogue: Catalogue) -> dict[str, int]:
    return {paper.id: paper.minutes or 0 for paper in catalogue.papers}
