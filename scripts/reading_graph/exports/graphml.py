"""data/graph.graphml: all needs and background of the papers, for programs that ask graphs."""

from __future__ import annotations

from ..graph import Attributes, ReadingGraph, graphml
from ..model import Need, Paper


def graph_graphml(graph: ReadingGraph) -> str:
    """A node for every paper in reading order, and an arrow to it from each that it names: none is
    left out for being implied by others.
    """
    papers = [graph.papers[paper_id] for paper_id in graph.order]
    return graphml(
        {paper.id: _node(graph, paper) for paper in papers},
        {
            (need.paper, paper.id): _edge(kind, need)
            for paper in papers
            for kind, needs in (("need", paper.needs), ("background", paper.background))
            for need in needs
        },
    )


def _node(graph: ReadingGraph, paper: Paper) -> Attributes:
    return {
        "title": paper.title,
        "name": paper.name,
        "section": paper.section,
        "authors": "; ".join(paper.authors) or None,
        "year": paper.year,
        "venue": paper.venue,
        "arxiv": paper.arxiv,
        "doi": paper.doi,
        "url": paper.url,
        "minutes": paper.minutes,
        "status": paper.status.value,
        "added": paper.added.isoformat() if paper.added else None,
        "order": graph.step[paper.id],
        "depth": graph.depth[paper.id],
    }


def _edge(kind: str, need: Need) -> Attributes:
    return {"kind": kind, "why": need.why}
