"""The reading graph of a catalogue: what rests on what, in which order to read, how deep it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import networkx as nx

from . import relations
from .model import Catalogue, Need, Paper

Attributes = Mapping[str, str | int | None]


@dataclass(frozen=True)
class Edge:
    """`before` is to be read before `after`; a background edge only helps."""

    before: str
    after: str
    background: bool = False


class ReadingGraph:
    """Answers on a catalogue. Ids go in and come out; lists of papers are in reading order."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.papers = catalogue.by_id
        self._rank = {paper.id: rank for rank, paper in enumerate(catalogue.papers)}
        self._needs = {paper.id: [need.paper for need in paper.needs] for paper in catalogue.papers}

    @cached_property
    def section_numbers(self) -> dict[str, int]:
        """The place of each section on the site, from 1."""
        return {section.id: n for n, section in enumerate(self.catalogue.sections, start=1)}

    @cached_property
    def networkx(self) -> nx.DiGraph[str]:
        """The needs as a directed graph, from each paper to those that rest on it."""
        digraph: nx.DiGraph[str] = nx.DiGraph()
        digraph.add_nodes_from(self.papers)
        digraph.add_edges_from(
            (need, paper) for paper, needs in self._needs.items() for need in needs
        )
        return digraph

    @cached_property
    def order(self) -> list[str]:
        """All ids, prerequisites first, and as late as they can be: one goes through the sections
        as they come, in each from the earliest year to the latest, and before a paper only what it
        needs is read. So a plan, which is a part of this, keeps to one matter before the next. A
        paper without a year comes after those with one, else the catalogue decides.
        """
        papers = sorted(self._needs, key=self._priority)
        down: nx.DiGraph[str] = nx.DiGraph()
        down.add_nodes_from(papers)
        for paper_id, needs in self._needs.items():
            down.add_edges_from((paper_id, need) for need in sorted(needs, key=self._priority))
        return list(nx.dfs_postorder_nodes(down))

    def _priority(self, paper_id: str) -> tuple[int, int, int]:
        paper = self.papers[paper_id]
        return self.section_numbers[paper.section], paper.year or 9999, self._rank[paper_id]

    @cached_property
    def step(self) -> dict[str, int]:
        """The place of each paper in the reading order, from 1."""
        return {paper_id: step for step, paper_id in enumerate(self.order, start=1)}

    @cached_property
    def depth(self) -> dict[str, int]:
        """The length of the longest chain of needs below each paper; 0 where it needs none."""
        generations = nx.topological_generations(self.networkx)
        return {paper_id: depth for depth, ids in enumerate(generations) for paper_id in ids}

    @cached_property
    def by_day(self) -> dict[date | None, list[str]]:
        """The ids by the day on which they came into the list, the latest first; in the end, under
        None, those of which nobody says it.
        """
        days: dict[date | None, list[str]] = {}
        for paper in self._ordered:
            days.setdefault(paper.added, []).append(paper.id)
        dates = sorted((day for day in days if day), reverse=True)
        return {day: days[day] for day in (*dates, None) if day in days}

    @cached_property
    def _ancestors(self) -> dict[str, int]:
        return relations.ancestor_sets(self._needs, self.order, self._bits)

    @cached_property
    def _bits(self) -> dict[str, int]:
        return relations.bits_of(self.order)

    def rests_on(self, paper_id: str) -> list[str]:
        """All that a paper rests on, directly or not."""
        ancestors = self._ancestors[paper_id]
        return [other for other, bit in self._bits.items() if ancestors & bit]

    def number_below(self, paper_id: str) -> int:
        """How many papers one rests on, directly or not."""
        return self._ancestors[paper_id].bit_count()

    def plan(self, goals: Iterable[str], known: Collection[str] = ()) -> list[str]:
        """All that is to be read for some papers: themselves and what they rest on, but for papers
        that are known and what only those rest on.
        """
        wanted: set[str] = set()
        ahead = list(goals)
        while ahead:
            paper_id = ahead.pop()
            if paper_id not in wanted and paper_id not in known:
                wanted.add(paper_id)
                ahead += self._needs[paper_id]
        return [paper_id for paper_id in self.order if paper_id in wanted]

    def leads_to(self, paper_id: str) -> list[tuple[Paper, Need]]:
        """The papers that need this one directly, each with its need."""
        return self._by_need.get(paper_id, [])

    def helps(self, paper_id: str) -> list[tuple[Paper, Need]]:
        """The papers that name this one as background, each with what they say of it."""
        return self._by_background.get(paper_id, [])

    @cached_property
    def _by_need(self) -> dict[str, list[tuple[Paper, Need]]]:
        return self._inverted((paper, need) for paper in self._ordered for need in paper.needs)

    @cached_property
    def _by_background(self) -> dict[str, list[tuple[Paper, Need]]]:
        return self._inverted((paper, need) for paper in self._ordered for need in paper.background)

    @property
    def _ordered(self) -> Iterator[Paper]:
        return (self.papers[paper_id] for paper_id in self.order)

    @staticmethod
    def _inverted(pairs: Iterator[tuple[Paper, Need]]) -> dict[str, list[tuple[Paper, Need]]]:
        found: dict[str, list[tuple[Paper, Need]]] = {}
        for paper, need in pairs:
            found.setdefault(need.paper, []).append((paper, need))
        return found

    @cached_property
    def drawn_edges(self) -> list[Edge]:
        """The transitive reduction of the needs, then the background edges; in catalogue order."""
        implied = relations.implied(self._needs, self._ancestors, self._bits)
        papers = self.catalogue.papers
        return [
            Edge(need.paper, paper.id)
            for paper in papers
            for need in paper.needs
            if (paper.id, need.paper) not in implied
        ] + [Edge(need.paper, paper.id, True) for paper in papers for need in paper.background]

    def edges_among(self, ids: Collection[str]) -> list[Edge]:
        """The drawn edges whose two ends are both in `ids`."""
        return [edge for edge in self.drawn_edges if edge.before in ids and edge.after in ids]

    def around(self, section_id: str) -> list[str]:
        """The papers of a section and those a drawn edge away, in catalogue order."""
        inside = {paper.id for paper in self.catalogue.in_section(section_id)}
        touched = {
            end
            for edge in self.drawn_edges
            if edge.before in inside or edge.after in inside
            for end in (edge.before, edge.after)
        }
        near = inside | touched
        return [paper.id for paper in self.catalogue.papers if paper.id in near]

    def below(self, section_id: str) -> list[str]:
        """The papers of a section and those that they need by a drawn edge, in catalogue order."""
        inside = {paper.id for paper in self.catalogue.in_section(section_id)}
        needed = {e.before for e in self.drawn_edges if e.after in inside and not e.background}
        near = inside | needed
        return [paper.id for paper in self.catalogue.papers if paper.id in near]


def graphml(nodes: Mapping[str, Attributes], edges: Mapping[tuple[str, str], Attributes]) -> str:
    """A directed graph as GraphML, in ASCII. An attribute that is None is left out."""
    digraph: nx.DiGraph[str] = nx.DiGraph()
    digraph.add_nodes_from((name, _told(attributes)) for name, attributes in nodes.items())
    digraph.add_edges_from((*ends, _told(attributes)) for ends, attributes in edges.items())
    return "\n".join(['<?xml version="1.0"?>', *nx.generate_graphml(digraph), ""])


def _told(attributes: Attributes) -> dict[str, str | int]:
    return {name: value for name, value in attributes.items() if value is not None}
