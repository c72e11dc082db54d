"""Lists of shapes that ours has not, but others may have: a few words on each paper."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

SECTIONS = 20
_MOST_NEEDS = 200
_HOW_FAR_BACK = 80

Needs = Sequence[Sequence[int]]
"""Of each paper in turn, the numbers of those that it needs, which come before it."""


def outlines(papers: int = 3_000) -> dict[str, str]:
    """A papers.yaml of each shape, by its name; the largest has so many papers."""
    third, fifteenth = papers // 3, papers // 15
    return {
        "documents": outline(cited(papers, 20 * papers // 3)),
        "star": outline([[], *[[0]] * (papers - papers // 30)]),
        "chain": outline([[], *([number] for number in range(papers - 1))]),
        "unconnected": outline([[]] * (papers // 10)),
        "many sections": outline(cited(third, 5 * third // 2), fifteenth),
        "one section": outline(cited(2 * third, 5 * third), 1),
    }


def cited(papers: int, needs: int) -> Needs:
    """As papers and standards name each other: about half of it what others name already, the rest
    what came out shortly before. About so many needs in all, a few papers with very many.
    """
    chance = random.Random(0)
    named = [0]
    found: list[list[int]] = [[]]
    for number in range(1, papers):
        wanted = min(number, _MOST_NEEDS, round(chance.expovariate(papers / needs)))
        chosen: set[int] = set()
        while len(chosen) < wanted:
            recent = number - 1 - int(chance.expovariate(1 / _HOW_FAR_BACK))
            chosen.add(chance.choice((chance.choice(named), max(0, recent))))
        found.append(sorted(chosen))
        named += [number, *found[-1]]
    return found


def outline(needs: Needs, sections: int = SECTIONS) -> str:
    """A papers.yaml with a paper for each: the first of them in the first section, and so on."""
    lines = ["title: Kites, in outline", "sections:"]
    lines += [f"  - {{id: s{number}, title: Section {number}}}" for number in range(sections)]
    lines.append("papers:")
    for number, before in enumerate(needs):
        lines += _entry(number, before, number * sections // len(needs), len(needs))
    return "\n".join([*lines, ""])


def _entry(number: int, needs: Sequence[int], section: int, of: int) -> Iterator[str]:
    yield f"  - id: paper-{number}"
    yield f"    title: Number {number} of what there is on kites and other things in the air"
    yield f"    section: s{section}"
    yield "    authors: [Ada Krume, Jonas Keel]"
    yield f"    year: {1970 + number * 50 // of}"
    yield f"    url: https://example.org/{number}"
    yield f"    notes: It says what number {number} has to say, and *more*."
    yield "    minutes: 30"
    if needs:
        yield f"    needs: [{', '.join(f'paper-{need}' for need in needs)}]"
