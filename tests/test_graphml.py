"""The graph as GraphML: networkx reads back what the list says."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import networkx as nx
from reading_graph.exports.graphml import graph_graphml
from reading_graph.graph import ReadingGraph
from support.builds import Built
from support.graphs import graph_of
from support.toy import TOY, changed

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"


def by_networkx(text: str) -> nx.DiGraph[str]:
    read = nx.read_graphml(io.BytesIO(text.encode()))
    assert isinstance(read, nx.DiGraph)
    return read


def test_networkx_finds_every_paper_and_what_the_list_says_of_it(graph: ReadingGraph) -> None:
    read = by_networkx(graph_graphml(graph))
    assert list(read.nodes) == graph.order
    for paper_id, told in read.nodes(data=True):
        paper = graph.papers[paper_id]
        added = paper.added.isoformat() if paper.added else None
        assert told.get("authors") == ("; ".join(paper.authors) or None)
        assert (told["name"], told["status"]) == (paper.name, paper.status)
        assert (told["order"], told["depth"]) == (graph.step[paper_id], graph.depth[paper_id])
        assert told.get("added") == added
        for key in ("title", "section", "year", "venue", "arxiv", "doi", "url", "minutes"):
            assert told.get(key) == getattr(paper, key)


def test_networkx_finds_every_need_and_all_background_with_the_reason(graph: ReadingGraph) -> None:
    read = by_networkx(graph_graphml(graph))
    found = {(*ends, told["kind"], told.get("why")) for *ends, told in read.edges(data=True)}
    wanted = {
        (need.paper, paper.id, kind, need.why)
        for paper in graph.catalogue.papers
        for kind, needs in (("need", paper.needs), ("background", paper.background))
        for need in needs
    }
    assert found == wanted
    assert read.number_of_edges() == len(wanted)


def test_an_arrow_leads_from_what_is_to_be_read_before() -> None:
    read = by_networkx(graph_graphml(graph_of(TOY)))
    assert read.is_directed()
    assert read.edges["steam", "loaf"] == {"kind": "need"}
    assert read.edges["sour", "loaf"] == {
        "kind": "background",
        "why": "The second loaf is a sour one.",
    }
    assert set(nx.ancestors(read, "sour")) == {"yeast", "gluten"}


def test_a_need_that_others_imply_is_there() -> None:
    text = changed("      - steam\n", "      - steam\n      - yeast\n")
    assert by_networkx(graph_graphml(graph_of(text))).has_edge("yeast", "loaf")


def test_it_holds_nothing_but_nodes_and_edges_with_data(graph: ReadingGraph) -> None:
    text = graph_graphml(graph)
    assert text.isascii()
    elements = ET.fromstring(text).iter()
    known = {NAMESPACE + name for name in ("graphml", "key", "graph", "node", "edge", "data")}
    assert {element.tag for element in elements} <= known


def test_a_site_has_it(toy: Built) -> None:
    assert toy.site.read("data/graph.graphml") == graph_graphml(graph_of(TOY))
