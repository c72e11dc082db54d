"""What the pictures of a reading graph show: all of it, a section, the path to a paper, or how its
sections hang together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from enum import Enum

from . import addresses
from .graph import Edge, ReadingGraph
from .model import Paper, Section
from .picture import Node, Picture, label, section_class
from .wording import counted

MOST_DRAWN, MOST_ARROWS = 1_000, 4_000
"""Above these numbers there is no picture of the whole: it would be twenty windows wide, and laid
out in minutes.
"""

MOST_AT_FIRST = 150
"""Above this number of papers the graph page opens with a map of the sections."""

MOST_IN_SECTION = 150
"""Above this number of its own papers a section has no picture either."""

MOST_AROUND, MOST_BELOW = 15, 40
"""Above these numbers of papers the picture of a section leaves out those that it leads to
elsewhere, and then those elsewhere that it needs: they would make it wider than any window.
"""


MOST_INTO, MOST_SECTIONS = 2, 40
"""Arrows into a section in the picture of all: with more, twenty sections are a tangle. Of more
sections than that, it shows one arrow into each.
"""


class Surroundings(Enum):
    """What the picture of a section shows of others."""

    ALL = "neighbours"
    NEEDS = "what it needs"
    NOTHING = ""


def can_be_whole(graph: ReadingGraph) -> bool:
    """Whether there is a picture of all of it: of something, and not of too much."""
    return 0 < len(graph.papers) <= MOST_DRAWN and len(graph.drawn_edges) <= MOST_ARROWS


def whole(graph: ReadingGraph) -> Picture:
    """All papers and all drawn edges."""
    name = "All papers, each below those to read before it"
    return Picture(name, _nodes(graph, graph.order), tuple(graph.drawn_edges))


def can_be_drawn(graph: ReadingGraph, section: Section) -> bool:
    """Whether there is a picture of a section, and of the paths to its papers."""
    return 0 < len(graph.catalogue.in_section(section.id)) <= MOST_IN_SECTION


def of_section(graph: ReadingGraph, section: Section) -> Picture:
    """The papers of a section, with their neighbours from other sections faded, as far as there is
    room for them.
    """
    around = surroundings(graph, section)
    near = _near(graph, section)[around]
    faded = frozenset(i for i in near if graph.papers[i].section != section.id)
    edges = (e for e in graph.edges_among(set(near)) if not {e.before, e.after} <= faded)
    name = f"{section.title}, with {around.value} from other sections" if faded else section.title
    return Picture(name, _nodes(graph, near), tuple(edges), faded)


def surroundings(graph: ReadingGraph, section: Section) -> Surroundings:
    """What the picture of a section has room for of what is next to its papers."""
    near = _near(graph, section)
    if len(near[Surroundings.ALL]) <= MOST_AROUND:
        return Surroundings.ALL
    few = len(near[Surroundings.NEEDS]) <= MOST_BELOW
    return Surroundings.NEEDS if few else Surroundings.NOTHING


def _near(graph: ReadingGraph, section: Section) -> dict[Surroundings, list[str]]:
    return {
        Surroundings.ALL: graph.around(section.id),
        Surroundings.NEEDS: graph.below(section.id),
        Surroundings.NOTHING: [paper.id for paper in graph.catalogue.in_section(section.id)],
    }


def of_path(graph: ReadingGraph, paper: Paper) -> Picture:
    """A paper and all that it rests on, numbered in reading order."""
    ids = [*graph.rests_on(paper.id), paper.id]
    return Picture(
        f"The path to {paper.name}, numbered in reading order",
        {i: _step(graph, graph.papers[i], n, len(ids)) for n, i in enumerate(ids, start=1)},
        tuple(graph.edges_among(set(ids))),
        style="rg-steps",
    )


def of_sections(graph: ReadingGraph) -> Picture:
    """The sections that have papers, and how many drawn needs lead from one to another: an arrow
    the way that most of them lead, with the number of those that lead back, too. Into each section
    lead the few arrows with the most needs.
    """
    sections = [s for s in graph.catalogue.sections if graph.catalogue.in_section(s.id)]
    there = section_edges(graph)
    most = most_into(graph)
    arrows = [edge for found in _by_end(there).values() for edge in found[:most]]
    return Picture(
        "The sections, with the number of arrows between their papers",
        {section.id: _chapter(graph, section) for section in sections},
        tuple(arrows),
        counts={edge: _count(edge, there) for edge in arrows},
        of="section",
        style="rg-map",
    )


def most_into(graph: ReadingGraph) -> int:
    """How many arrows into a section the picture of the sections shows."""
    return MOST_INTO if len(graph.catalogue.sections) <= MOST_SECTIONS else 1


def shows_all_arrows(graph: ReadingGraph) -> bool:
    """Whether the picture of the sections has room for all arrows between them."""
    there = _by_end(section_edges(graph))
    return all(len(found) <= most_into(graph) for found in there.values())


def has_map(graph: ReadingGraph) -> bool:
    """Whether the graph page opens with its sections: if there are many papers, in several."""
    return len(graph.papers) > MOST_AT_FIRST and len({p.section for p in graph.papers.values()}) > 1


def _by_end(there: Counter[Edge]) -> dict[str, list[Edge]]:
    """The arrows that lead there rather than back, by where they lead; the most needs first."""
    found: dict[str, list[Edge]] = {}
    for edge, number in there.most_common():
        others = found.get(edge.before, [])
        back = Edge(edge.after, edge.before)
        if number >= there[back] and back not in others:
            found.setdefault(edge.after, []).append(edge)
    return found


def _count(edge: Edge, there: Counter[Edge]) -> str:
    back = there[Edge(edge.after, edge.before)]
    return f"{there[edge]}, {back} back" if back else str(there[edge])


def section_edges(graph: ReadingGraph) -> Counter[Edge]:
    """How many drawn needs lead from each section to each other, in the order of the site."""
    numbers = graph.section_numbers
    section = {paper_id: paper.section for paper_id, paper in graph.papers.items()}
    pairs = Counter(
        Edge(section[edge.before], section[edge.after])
        for edge in graph.drawn_edges
        if not edge.background and section[edge.before] != section[edge.after]
    )
    ordered = sorted(pairs, key=lambda edge: (numbers[edge.before], numbers[edge.after]))
    return Counter({edge: pairs[edge] for edge in ordered})


def _nodes(graph: ReadingGraph, ids: Iterable[str]) -> dict[str, Node]:
    papers = (graph.papers[i] for i in sorted(ids, key=graph.step.__getitem__))
    return {paper.id: _card(graph, paper) for paper in papers}


def _card(graph: ReadingGraph, paper: Paper) -> Node:
    number = graph.section_numbers[paper.section]
    section = graph.catalogue.sections[number - 1]
    told = [paper.name, *([paper.title] if paper.short else []), byline(paper)]
    told += ["planned"] if paper.planned else []
    return Node(
        number=number,
        label=label(paper.name, byline(paper), large=paper.short is not None),
        page=addresses.paper(paper),
        spoken=", ".join([*filter(None, told), f"section {number}: {section.title}"]),
        tooltip=f"{paper.title}. {paper.tldr}" if paper.tldr else paper.title,
        classes=(section_class(number), *(["planned"] if paper.planned else [])),
    )


def _step(graph: ReadingGraph, paper: Paper, place: int, of: int) -> Node:
    spoken = f"step {place} of {of}: {paper.name}{', planned' if paper.planned else ''}"
    return replace(_card(graph, paper), number=place, spoken=spoken, tooltip=paper.title)


def _chapter(graph: ReadingGraph, section: Section) -> Node:
    number = graph.section_numbers[section.id]
    papers = counted(len(graph.catalogue.in_section(section.id)), "paper")
    return Node(
        number=number,
        label=label(section.title, papers, large=True),
        page=addresses.section(section.id),
        spoken=f"section {number}: {section.title}, {papers}",
        tooltip=section.title,
        classes=(section_class(number),),
    )


def byline(paper: Paper) -> str:
    """The first author's last name and the year, as far as they are known.

    >>> byline(Paper("a", "A", "s", authors=("Ada Lovelace", "C. Babbage"), year=1843))
    'Lovelace · 1843'
    """
    names = paper.authors[0].split() if paper.authors else []
    return " · ".join([*names[-1:], *([str(paper.year)] if paper.year else [])])
