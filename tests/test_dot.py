"""DOT: a question to the engine that holds nobody's text, and a graph with titles for people."""

import pygraphviz
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_graph.dot import Size, labelled, question
from reading_graph.graph import Edge, ReadingGraph
from reading_graph.model import Catalogue, Need, Paper, Section
from support.dot import shown
from support.toy import TOY, reading

HOSTILE = [
    'say "yes"',
    "a\\",
    'a\\"',
    "\\N \\G \\E \\L \\l \\r \\n",
    "<b>bold</b>",
    "<not <balanced>",
    "<>",
    "-> b; c [label=d]",
    '"]; evil [label="',
    "/* no comment */ // # either",
    "# at the start",
    "a &amp; b &lt;i&gt; &#65; &#x41; &alpha; &",
    "{a|b|<port> c}",
    "%(x)s $x {{ x }}",
    "漢字 عربى \N{BREAD}",
    "x" * 300,
    "]]></svg>",
]


def graph_of(*papers: Paper) -> ReadingGraph:
    return ReadingGraph(Catalogue(sections=(Section("s", "S"),), papers=papers))


def toy() -> ReadingGraph:
    catalogue = reading(TOY).catalogue
    assert catalogue
    return ReadingGraph(catalogue)


def test_a_question_holds_sizes_edges_and_nothing_else() -> None:
    sizes = {"gluten": Size(144, 36), "loaf": Size(72, 45.5)}
    edges = [Edge("gluten", "loaf"), Edge("loaf", "gluten", background=True)]
    lines = [line.strip() for line in question(sizes, edges).strip().splitlines()]
    assert lines[0] == "digraph {"
    assert lines[4:] == [
        "0 [height=0.5000 width=2.0000]",
        "1 [height=0.6319 width=1.0000]",
        "0 -> 1 [weight=3]",
        "1 -> 0 [weight=1]",
        "}",
    ]


@settings(deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=5, unique=True))
def test_no_text_of_a_paper_gets_into_a_question(ids: list[str]) -> None:
    sizes = {id_: Size(100, 40) for id_ in ids}
    edges = [Edge(ids[0], id_) for id_ in ids[1:]]
    plain = {str(n): Size(100, 40) for n in range(len(ids))}
    same = question(plain, [Edge("0", str(n)) for n in range(1, len(ids))])
    assert question(sizes, edges) == same


def test_a_question_is_the_same_each_time() -> None:
    sizes = {paper: Size(100, 40) for paper in toy().order}
    assert question(sizes, toy().drawn_edges) == question(dict(sizes), toy().drawn_edges)


def test_a_question_about_nothing_is_an_empty_graph() -> None:
    assert pygraphviz.AGraph(string=question({}, [])).nodes() == []


def test_the_labelled_graph_has_exactly_the_papers_and_the_drawn_edges() -> None:
    graph = toy()
    read = pygraphviz.AGraph(string=labelled(graph))
    assert read.directed
    assert set(read.nodes()) == set(graph.papers)
    edges = {(before, after): read.get_edge(before, after) for before, after in read.edges()}
    assert set(edges) == {(edge.before, edge.after) for edge in graph.drawn_edges}
    assert len(read.edges()) == len(graph.drawn_edges)
    dashed = {pair for pair, edge in edges.items() if edge.attr["style"] == "dashed"}
    assert dashed == {("gluten", "sour"), ("sour", "loaf")}
    planned = {node for node in read.nodes() if "dashed" in read.get_node(node).attr["style"]}
    assert planned == {"rye"}


def test_a_label_is_the_name_that_people_call_a_paper_by_and_its_title_the_tooltip() -> None:
    graph = toy()
    assert shown(labelled(graph)) == {
        paper.id: (paper.name, paper.title) for paper in graph.catalogue.papers
    }


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_shown_as_it_is_and_changes_nothing_else(title: str) -> None:
    graph = graph_of(Paper("a", title, "s"), Paper("b", "B", "s", short=title, needs=(Need("a"),)))
    dot = labelled(graph)
    read = pygraphviz.AGraph(string=dot)
    assert (set(read.nodes()), read.edges()) == ({"a", "b"}, [("a", "b")])
    assert shown(dot) == {"a": (title, title), "b": (title, "B")}


@pytest.mark.parametrize(
    "id_", ["node", "edge", "graph", "digraph", "subgraph", "strict", "1", "0x1", "1-2", "a-n"]
)
def test_an_id_may_be_a_word_or_number_of_the_language(id_: str) -> None:
    graph = graph_of(Paper(id_, "A", "s"), Paper("other", "B", "s", needs=(Need(id_),)))
    read = pygraphviz.AGraph(string=labelled(graph))
    assert (set(read.nodes()), read.edges()) == ({id_, "other"}, [(id_, "other")])
