"""The reading graph, on the toy catalogue and, against networkx, on catalogues nobody wrote."""

import random
from collections.abc import Iterable
from datetime import date

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_graph.graph import Edge, ReadingGraph
from reading_graph.model import Catalogue, Need, Paper, Section
from support.toy import TOY, changed, reading

SECTIONS = tuple(Section(id_, id_.title()) for id_ in ("one", "two", "three"))


def graph_of(text: str) -> ReadingGraph:
    catalogue = reading(text).catalogue
    assert catalogue
    return ReadingGraph(catalogue)


def toy() -> ReadingGraph:
    return graph_of(TOY)


@st.composite
def graphs(draw: st.DrawFn) -> ReadingGraph:
    """Papers that need some of those before them, told in some other order."""
    ids = [f"p{n}" for n in range(draw(st.integers(0, 10)))]
    papers = []
    for place, id_ in enumerate(ids):
        before = draw(st.permutations(ids[:place]))
        cut, end = sorted(draw(st.tuples(st.integers(0, place), st.integers(0, place))))
        papers.append(
            Paper(
                id=id_,
                title=id_,
                section=draw(st.sampled_from(SECTIONS)).id,
                year=draw(st.sampled_from([None, 1900, 1950, 2000])),
                needs=tuple(Need(other) for other in before[:cut]),
                background=tuple(Need(other) for other in before[cut:end]),
            )
        )
    return ReadingGraph(Catalogue(sections=SECTIONS, papers=tuple(draw(st.permutations(papers)))))


def test_the_toy_is_read_section_by_section_and_what_is_needed_just_before() -> None:
    assert toy().order == ["gluten", "yeast", "proof", "sour", "rye", "steam", "loaf"]
    assert toy().step["gluten"] == 1
    assert toy().step["loaf"] == 7


def test_in_a_section_the_earlier_year_is_read_first_and_last_who_has_none() -> None:
    years = {"c": 1952, "a": None, "b": 1951}
    assert order_of(Paper(id=i, title=i, section="one", year=y) for i, y in years.items()) == [
        *"bca"
    ]


def test_among_papers_of_one_section_and_year_the_first_in_the_catalogue_is_read_first() -> None:
    assert order_of(Paper(id=i, title=i, section="one", year=1951) for i in "bac") == [*"bac"]


def order_of(papers: Iterable[Paper]) -> list[str]:
    return ReadingGraph(Catalogue(sections=SECTIONS, papers=tuple(papers))).order


def test_papers_are_told_by_the_day_they_were_added_and_last_those_without_one() -> None:
    graph = graph_of(changed("added: 2024-02-29", "added: 0001-01-01"))
    assert list(graph.by_day.items()) == [
        (date(2024, 3, 1), ["yeast"]),
        (date(1, 1, 1), ["gluten"]),
        (None, ["proof", "sour", "rye", "steam", "loaf"]),
    ]


@settings(deadline=None)
@given(graphs())
def test_no_paper_comes_before_one_that_it_needs(graph: ReadingGraph) -> None:
    assert sorted(graph.order) == sorted(graph.papers)
    for paper in graph.catalogue.papers:
        for need in paper.needs:
            assert graph.step[need.paper] < graph.step[paper.id]


@settings(deadline=None)
@given(graphs())
def test_no_paper_comes_earlier_than_its_place_or_one_that_needs_it_asks(
    graph: ReadingGraph,
) -> None:
    catalogue = graph.catalogue
    sections = [section.id for section in SECTIONS]
    due = sorted(
        catalogue.papers, key=lambda paper: (sections.index(paper.section), paper.year or 9999)
    )
    wanted: dict[str, None] = {}
    for paper in due:
        wanted |= dict.fromkeys([*graph.rests_on(paper.id), paper.id])
    assert [set(graph.order[: graph.step[p.id]]) for p in due] == [
        set(list(wanted)[: list(wanted).index(p.id) + 1]) for p in due
    ]


@settings(deadline=None)
@given(graphs())
def test_the_same_catalogue_has_the_same_order_and_edges(graph: ReadingGraph) -> None:
    again = ReadingGraph(graph.catalogue)
    assert again.order == graph.order
    assert again.drawn_edges == graph.drawn_edges
    assert [again.around(section.id) for section in SECTIONS] == [
        graph.around(section.id) for section in SECTIONS
    ]


@settings(deadline=None)
@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_the_catalogue_changes_neither_depth_nor_ancestors_nor_edges(
    graph: ReadingGraph, shuffled: random.Random
) -> None:
    papers = list(graph.catalogue.papers)
    shuffled.shuffle(papers)
    other = ReadingGraph(Catalogue(sections=SECTIONS, papers=tuple(papers)))
    assert other.depth == graph.depth
    assert set(other.drawn_edges) == set(graph.drawn_edges)
    assert {id_: set(other.rests_on(id_)) for id_ in other.papers} == {
        id_: set(graph.rests_on(id_)) for id_ in graph.papers
    }


def test_depth_is_the_longest_chain_below_a_paper() -> None:
    assert toy().depth == {
        "gluten": 0, "yeast": 0, "steam": 0, "sour": 1, "proof": 1, "loaf": 2, "rye": 2,
    }  # fmt: skip


@settings(deadline=None)
@given(graphs())
def test_depth_counts_needs_along_the_longest_way(graph: ReadingGraph) -> None:
    for paper in graph.catalogue.papers:
        below = [graph.depth[need.paper] for need in paper.needs]
        assert graph.depth[paper.id] == (max(below) + 1 if below else 0)


def test_what_a_paper_rests_on_is_told_in_reading_order() -> None:
    assert toy().rests_on("loaf") == ["gluten", "yeast", "proof", "steam"]
    assert toy().rests_on("rye") == ["yeast", "sour"]
    assert toy().rests_on("gluten") == []


@settings(deadline=None)
@given(graphs())
def test_a_paper_rests_on_its_ancestors_and_on_nothing_else(graph: ReadingGraph) -> None:
    for paper_id in graph.papers:
        found = graph.rests_on(paper_id)
        assert set(found) == nx.ancestors(graph.networkx, paper_id)
        assert found == sorted(found, key=graph.step.__getitem__)


def test_needs_lead_to_the_papers_that_have_them_and_background_helps() -> None:
    graph = toy()
    assert [(paper.id, need.why) for paper, need in graph.leads_to("gluten")] == [
        ("proof", None),
        ("loaf", "Its window test says when to stop."),
    ]
    assert [paper.id for paper, _ in graph.leads_to("yeast")] == ["proof", "sour"]
    assert graph.leads_to("loaf") == []
    assert [(paper.id, need.why) for paper, need in graph.helps("sour")] == [
        ("loaf", "The second loaf is a sour one.")
    ]
    assert graph.helps("loaf") == []


@settings(deadline=None)
@given(graphs())
def test_what_leads_to_and_helps_is_every_need_turned_around(graph: ReadingGraph) -> None:
    papers = graph.catalogue.papers
    leads = [(before, after.id) for before in graph.papers for after, _ in graph.leads_to(before)]
    assert sorted(leads) == sorted((n.paper, paper.id) for paper in papers for n in paper.needs)
    helps = [(before, after.id) for before in graph.papers for after, _ in graph.helps(before)]
    assert sorted(helps) == sorted(
        (n.paper, paper.id) for paper in papers for n in paper.background
    )
    for before in graph.papers:
        steps = [graph.step[after.id] for after, _ in graph.leads_to(before)]
        assert steps == sorted(steps)


def test_the_toy_is_drawn_with_these_edges_and_without_the_implied_one() -> None:
    assert toy().drawn_edges == [
        Edge("yeast", "sour"),
        Edge("gluten", "proof"),
        Edge("yeast", "proof"),
        Edge("proof", "loaf"),
        Edge("steam", "loaf"),
        Edge("sour", "rye"),
        Edge("gluten", "sour", background=True),
        Edge("sour", "loaf", background=True),
    ]


@settings(deadline=None)
@given(graphs())
def test_drawn_edges_are_the_transitive_reduction_and_all_background(graph: ReadingGraph) -> None:
    plain = {(edge.before, edge.after) for edge in graph.drawn_edges if not edge.background}
    assert plain == set(nx.transitive_reduction(graph.networkx).edges)
    dashed = {(edge.before, edge.after) for edge in graph.drawn_edges if edge.background}
    papers = graph.catalogue.papers
    assert dashed == {(need.paper, paper.id) for paper in papers for need in paper.background}
    assert len(graph.drawn_edges) == len(plain) + len(dashed)


def test_around_a_section_are_its_papers_and_their_neighbours() -> None:
    assert toy().around("dough") == ["gluten", "yeast", "sour", "proof", "loaf"]
    assert toy().around("oven") == ["sour", "proof", "steam", "loaf"]
    assert toy().around("leaven") == ["gluten", "yeast", "sour", "proof", "loaf", "rye"]


def test_below_a_section_are_its_papers_and_what_they_need() -> None:
    assert toy().below("dough") == ["gluten", "yeast", "proof"]
    assert toy().below("oven") == ["proof", "steam", "loaf"]
    assert toy().below("leaven") == ["yeast", "sour", "rye"]


@settings(deadline=None)
@given(graphs())
def test_around_a_section_is_every_end_of_an_edge_that_touches_it(graph: ReadingGraph) -> None:
    for section in SECTIONS:
        inside = {paper.id for paper in graph.catalogue.in_section(section.id)}
        around = graph.around(section.id)
        ends = {
            frozenset((edge.before, edge.after))
            for edge in graph.drawn_edges
            if inside & {edge.before, edge.after}
        }
        assert set(around) == inside.union(*ends)
        assert around == [paper.id for paper in graph.catalogue.papers if paper.id in around]


@settings(deadline=None)
@given(graphs())
def test_edges_among_papers_have_both_ends_there(graph: ReadingGraph) -> None:
    some = set(graph.order[::2])
    assert graph.edges_among(some) == [
        edge for edge in graph.drawn_edges if {edge.before, edge.after} <= some
    ]
    assert graph.edges_among(graph.papers) == graph.drawn_edges


def test_sections_are_numbered_from_one_in_the_order_of_the_site() -> None:
    assert toy().section_numbers == {"dough": 1, "leaven": 2, "oven": 3}


def test_an_empty_catalogue_has_an_empty_graph() -> None:
    graph = ReadingGraph(Catalogue())
    assert (graph.order, graph.drawn_edges, graph.depth, graph.step) == ([], [], {}, {})
    assert graph.around("anywhere") == []


def test_3_000_papers_in_a_row_are_no_more_than_a_long_list() -> None:
    papers = tuple(
        Paper(id=f"p{n}", title="P", section="one", needs=(Need(f"p{n - 1}"),) if n else ())
        for n in range(3_000)
    )
    graph = ReadingGraph(Catalogue(sections=SECTIONS, papers=papers))
    assert graph.order == [paper.id for paper in papers]
    assert graph.depth["p2999"] == 2_999
    assert len(graph.rests_on("p2999")) == 2_999
    assert len(graph.drawn_edges) == 2_999
