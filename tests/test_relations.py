"""Who rests on whom, held against networkx on graphs nobody drew."""

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_graph.relations import ancestor_sets, bits_of, cycles, implied

Needs = dict[str, list[str]]


@st.composite
def any_needs(draw: st.DrawFn) -> Needs:
    """Papers that need each other in any way; some needs are of papers that are not there."""
    size = draw(st.integers(0, 7))
    names = [f"p{n}" for n in range(size)]
    listed = st.lists(st.sampled_from([*names, "stranger"]), max_size=4, unique=True)
    return {name: draw(listed) for name in draw(st.permutations(names))}


@st.composite
def sound_needs(draw: st.DrawFn) -> tuple[Needs, list[str]]:
    """Needs without cycles, and the papers in an order that has each after what it needs."""
    order = [f"p{n}" for n in range(draw(st.integers(0, 9)))]
    needs: Needs = {}
    for place, name in enumerate(order):
        before = st.lists(st.sampled_from(order[:place] or [name]), unique=True)
        needs[name] = draw(before) if place else []
    return {name: needs[name] for name in draw(st.permutations(order))}, order


def digraph(needs: Needs) -> "nx.DiGraph[str]":
    """An arrow from each paper to what it needs."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(needs)
    graph.add_edges_from(
        (paper, need) for paper, listed in needs.items() for need in listed if need in needs
    )
    return graph


@settings(deadline=None)
@given(any_needs())
def test_each_cycle_is_one_and_without_their_last_steps_there_is_none(needs: Needs) -> None:
    graph = digraph(needs)
    found = list(cycles(needs))
    for circle in found:
        assert circle[0] == circle[-1]
        assert len(set(circle)) == len(circle) - 1
        assert all(graph.has_edge(*step) for step in pairwise(circle))
    closing = [(circle[-2], circle[-1]) for circle in found]
    assert len(set(closing)) == len(closing)
    graph.remove_edges_from(closing)
    assert nx.is_directed_acyclic_graph(graph)


@settings(deadline=None)
@given(any_needs())
def test_cycles_are_found_exactly_where_there_are_some(needs: Needs) -> None:
    components = [
        part for part in nx.strongly_connected_components(digraph(needs)) if len(part) > 1
    ]
    circles = [set(circle) for circle in cycles(needs)]
    for part in components:
        assert any(circle <= part for circle in circles)
    alone = {paper for paper, listed in needs.items() if paper in listed}
    for circle in circles:
        assert any(circle <= part for part in components) or circle <= alone


@settings(deadline=None)
@given(sound_needs())
def test_what_has_no_cycle_has_none_found(drawn: tuple[Needs, list[str]]) -> None:
    assert list(cycles(drawn[0])) == []


@pytest.mark.parametrize(
    ("needs", "circles"),
    [
        ({}, []),
        ({"a": ["a"]}, [["a", "a"]]),
        ({"a": ["b"], "b": ["a"]}, [["a", "b", "a"]]),
        ({"b": ["a"], "a": ["b"]}, [["b", "a", "b"]]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, [["b", "c", "b"]]),
        ({"a": ["b", "c"], "b": ["a"], "c": ["a"]}, [["a", "b", "a"], ["a", "c", "a"]]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [["a", "b", "a"], ["c", "d", "c"]]),
        ({"a": ["b"], "b": ["a", "b"]}, [["a", "b", "a"], ["b", "b"]]),
        ({"a": ["stranger"]}, []),
    ],
)
def test_a_cycle_is_told_from_where_the_search_comes_in(
    needs: Needs, circles: list[list[str]]
) -> None:
    assert list(cycles(needs)) == circles


def test_neither_a_long_chain_nor_a_long_cycle_is_too_deep() -> None:
    chain = {str(n): [str(n + 1)] for n in range(50_000)}
    assert list(cycles(chain)) == []
    assert len(next(cycles(chain | {"50000": ["0"]}))) == 50_002
    order = [str(n) for n in range(2_000, -1, -1)]
    needs = {n: [str(int(n) + 1)] if n != "2000" else [] for n in order}
    assert ancestor_sets(needs, order, bits_of(order))["0"].bit_count() == 2_000


@settings(deadline=None)
@given(sound_needs())
def test_ancestor_sets_hold_all_that_a_paper_rests_on(drawn: tuple[Needs, list[str]]) -> None:
    needs, order = drawn
    sets = ancestor_sets(needs, order, bits_of(order))
    assert sets.keys() == needs.keys()
    for paper, bits in sets.items():
        members = {other for bit, other in enumerate(order) if bits >> bit & 1}
        assert members == nx.descendants(digraph(needs), paper)
        assert bits < 1 << len(order)


@settings(deadline=None)
@given(sound_needs())
def test_implied_needs_are_those_that_the_transitive_reduction_leaves_out(
    drawn: tuple[Needs, list[str]],
) -> None:
    needs, order = drawn
    graph = digraph(needs)
    kept = set(nx.transitive_reduction(graph).edges)
    bits = bits_of(order)
    assert implied(needs, ancestor_sets(needs, order, bits), bits) == set(graph.edges) - kept
