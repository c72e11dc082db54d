"""A list as other people's libraries read it: what the package's own code is held against."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import networkx as nx
import yaml

Pair = tuple[str, str]


@dataclass(frozen=True)
class List:
    """What a papers.yaml says."""

    document: dict[str, Any]

    @property
    def sections(self) -> list[dict[str, Any]]:
        return list(self.document["sections"])

    @cached_property
    def papers(self) -> dict[str, dict[str, Any]]:
        return {paper["id"]: paper for paper in self.document["papers"]}

    def named(self, paper: str, key: str) -> dict[str, str | None]:
        """What a paper needs, or has as background, each with its why."""
        entries = self.papers[paper].get(key, [])
        full = [{"paper": entry} if isinstance(entry, str) else entry for entry in entries]
        return {entry["paper"]: entry.get("why") for entry in full}

    def naming(self, paper: str, key: str) -> dict[str, str | None]:
        """The papers that name this one so, each with its why."""
        return {
            other: self.named(other, key)[paper]
            for other in self.papers
            if paper in self.named(other, key)
        }

    def called(self, paper: str) -> str:
        return str(self.papers[paper].get("short") or self.papers[paper]["title"])

    @cached_property
    def needs(self) -> nx.DiGraph[str]:
        """From each paper to those that need it."""
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(self.papers)
        graph.add_edges_from((need, p) for p in self.papers for need in self.named(p, "needs"))
        return graph

    @cached_property
    def background(self) -> set[Pair]:
        return {(helps, p) for p in self.papers for helps in self.named(p, "background")}

    @cached_property
    def drawn(self) -> set[Pair]:
        """The arrows of the whole picture."""
        return set(nx.transitive_reduction(self.needs).edges) | self.background

    def drawn_in(self, section: str) -> set[Pair]:
        """The arrows of a section's picture: those with an end in it; where that are more than 15
        papers, those at papers that it needs.
        """
        inside = {p for p in self.papers if self.papers[p]["section"] == section}
        around = {edge for edge in self.drawn if inside.intersection(edge)}
        if len(inside.union(*around)) <= 15:
            return around
        needed = {a for a, b in around - self.background if b in inside}
        return {edge for edge in around if inside | needed >= set(edge)}


def list_at(path: Path) -> List:
    return List(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
