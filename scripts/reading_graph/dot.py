"""Graphviz's language: what the engine is asked, and the labelled graph that is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil
from typing import NamedTuple

import graphviz

from .escaping import dot_label, dot_tooltip
from .graph import Edge, ReadingGraph

POINTS_PER_INCH = 72

_APART = "40"
"""Points between parts of a graph that nothing connects, which stand in rows and columns."""

_MANY = 150
"""Above this number of nodes the engine stops improving sooner: the picture is as large, and there
after a third to a fifth of the time.
"""

_LEAVES, _MOST_ROWS = 8, 8
"""So many papers that need the same one, and nothing else is near, stand in a row; more in several.
"""


class Size(NamedTuple):
    """Width and height in points."""

    width: float
    height: float


def question(sizes: Mapping[str, Size], edges: Sequence[Edge]) -> str:
    """The graph as the layout engine sees it: sizes and edges, no text of anybody's.

    A node's name is its place in `sizes`.
    """
    sooner = {"nslimit": "1", "mclimit": "0.5"} if len(sizes) > _MANY else {}
    packed = {"pack": _APART, "packmode": "array_t"}
    drawing = graphviz.Digraph(
        graph_attr={"nodesep": "0.28", "ranksep": "0.5", "splines": "true", **packed, **sooner},
        node_attr={"shape": "box", "fixedsize": "true", "label": ""},
        edge_attr={"arrowsize": "0.75"},
    )
    number = {paper_id: str(place) for place, paper_id in enumerate(sizes)}
    for paper_id, size in sizes.items():
        drawing.node(number[paper_id], width=_inches(size.width), height=_inches(size.height))
    rows = _rows(edges)
    for edge in edges:
        weight = "1" if edge.background else "3"
        lower = {"minlen": str(rows[edge])} if rows.get(edge, 1) > 1 else {}
        drawing.edge(number[edge.before], number[edge.after], weight=weight, **lower)
    return str(drawing.source)


def _rows(edges: Sequence[Edge]) -> dict[Edge, int]:
    """In which row below their paper those stand that are too many for one."""
    degree = Counter(end for edge in edges for end in (edge.before, edge.after))
    leaves: dict[str, list[Edge]] = {}
    for edge in edges:
        if degree[edge.after] == 1:
            leaves.setdefault(edge.before, []).append(edge)
    return {
        edge: 1 + place % min(ceil(len(beside) / _LEAVES), _MOST_ROWS)
        for beside in leaves.values()
        for place, edge in enumerate(beside)
    }


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
