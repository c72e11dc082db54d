"""Graphviz's language: what the engine is asked, and the labelled graph that is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import graphviz

from .escaping import dot_label, dot_tooltip
from .graph import Edge, ReadingGraph

POINTS_PER_INCH = 72


class Size(NamedTuple):
    """Width and height in points."""

    width: float
    height: float


def question(sizes: Mapping[str, Size], edges: Iterable[Edge]) -> str:
    """The graph as the layout engine sees it: sizes and edges, no text of anybody's.

    A node's name is its place in `sizes`.
    """
    drawing = graphviz.Digraph(
        graph_attr={"nodesep": "0.28", "ranksep": "0.5", "splines": "true"},
        node_attr={"shape": "box", "fixedsize": "true", "label": ""},
        edge_attr={"arrowsize": "0.75"},
    )
    number = {paper_id: str(place) for place, paper_id in enumerate(sizes)}
    for paper_id, size in sizes.items():
        drawing.node(number[paper_id], width=_inches(size.width), height=_inches(size.height))
    for edge in edges:
        weight = "1" if edge.background else "3"
        drawing.edge(number[edge.before], number[edge.after], weight=weight)
    return str(drawing.source)


def labelled(graph: ReadingGraph) -> str:
    """The drawn graph with titles, for people with a Graphviz of their own."""
    drawing = graphviz.Digraph(
        name="reading-graph",
        graph_attr={"rankdir": "TB"},
        node_attr={"shape": "box", "style": "rounded"},
    )
    for paper in graph.catalogue.papers:
        style = {"style": "rounded,dashed"} if paper.planned else {}
        label, tooltip = dot_label(paper.name), dot_tooltip(paper.title)
        drawing.node(paper.id, label=label, tooltip=tooltip, **style)
    for edge in graph.drawn_edges:
        style = {"style": "dashed"} if edge.background else {}
        drawing.edge(edge.before, edge.after, **style)
    return str(drawing.source)


def _inches(points: float) -> str:
    return f"{points / POINTS_PER_INCH:.4f}"
