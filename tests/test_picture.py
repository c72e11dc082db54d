"""Pictures: what stands in a node, what is drawn, and answers of the engine not believed."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_graph.counts import Frame, places
from reading_graph.graph import Edge, ReadingGraph
from reading_graph.layout import Box, Curve, Layout, LayoutFailed, layouts
from reading_graph.lettering import width
from reading_graph.model import Catalogue, Need, Paper, Section, Status
from reading_graph.paint import paint
from reading_graph.picture import Drawing, Label, Picture
from reading_graph.stage import PICTURE_STYLES as STYLES
from reading_graph.views import (
    byline,
    can_be_drawn,
    can_be_whole,
    has_map,
    of_section,
    of_sections,
    shows_all_arrows,
    whole,
)
from support.builds import ROOT
from support.hostile import NAMES
from support.pages import Element, edges, nodes
from support.toy import TOY, reading

LINE = Layout(
    160,
    120,
    {"0": Box(80, 20), "1": Box(80, 100)},
    {("0", "1"): Curve(((80, 40), (80, 50), (80, 60), (80, 70)), (80, 78))},
)
"""One box above another, and an arrow."""

NOTHING = Layout(0, 0, {}, {})
"""What the engine says of papers that nothing connects."""


def graph_of(*papers: Paper) -> ReadingGraph:
    return ReadingGraph(Catalogue(sections=(Section("oven", "Oven"),), papers=papers))


@pytest.fixture
def pair() -> Picture:
    """Bread needs dough."""
    dough = Paper("dough", "On Dough", "oven", short="Dough", authors=("Ada Krume",), year=1951)
    bread = Paper("bread", "On Bread", "oven", needs=(Need("dough"),), status=Status.PLANNED)
    return whole(graph_of(dough, bread))


def drawn(picture: Picture, layout: Layout | LayoutFailed = LINE) -> Element:
    return Element(ET.fromstring(Drawing(picture, layout).svg(lambda page: page)))


def label(paper: Paper) -> Label:
    return whole(graph_of(paper)).nodes[paper.id].label


# As a file


def test_alone_it_has_every_colour_as_a_value_first_the_light_ones() -> None:
    """Programs without variables and light-dark() would paint it black."""
    light, dark = alone().split("@media (prefers-color-scheme: dark) {")
    for style, card, section in ((light, "#fff", "#3d52c4"), (dark, "#1b202a", "#a3b1ff")):
        assert not re.search(r"var\(|light-dark|--rg", style)
        assert f".rg-s1 {{ color: {section}; }}" in style
        assert f".card {{\n  fill: {card};\n  stroke: currentColor;" in style


def alone() -> str:
    return paint(*(ROOT.joinpath("docs/assets", name).read_text("utf-8") for name in STYLES))


# In a node


def test_a_node_shows_the_short_name_large_and_then_first_author_and_year(pair: Picture) -> None:
    texts = nodes(drawn(pair))["dough"].all("text")
    assert [(text["class"], text.text) for text in texts] == [
        ("number", "1"),
        ("short", "Dough"),
        ("by", "Krume · 1951"),
    ]


def test_a_node_without_a_short_name_shows_the_title_on_at_most_three_lines() -> None:
    title = "A Very Long Title That Goes on and on about What Kneading Does to Every Sort of Dough"
    made = label(Paper("x", title, "oven"))
    assert len(made.lines) == 3
    assert made.lines[-1].endswith("…")
    assert title.startswith(" ".join(made.lines).removesuffix("…"))


@pytest.mark.parametrize(
    ("authors", "year", "shown"),
    [
        (("Ada Krume", "B. Gär"), 1951, "Krume · 1951"),
        (("Plato",), None, "Plato"),
        ((), 1951, "1951"),
        ((), None, ""),
    ],
)
def test_the_last_line_tells_what_is_known(
    authors: tuple[str, ...], year: int | None, shown: str
) -> None:
    assert byline(Paper("x", "X", "oven", authors=authors, year=year)) == shown


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1).filter(str.strip) | st.sampled_from(NAMES), st.booleans())
def test_no_line_of_a_label_is_wider_than_its_node(name: str, short: bool) -> None:
    made = label(Paper("x", name, "oven", short=name if short else None, authors=(name,)))
    assert 1 <= len(made.lines) <= made.lettering.most
    assert all(width(line) * made.lettering.size * 1.1 <= 121.01 for line in made.lines)
    assert width(made.by) * 11.5 <= 121.01


# In a picture


def test_the_parts_are_marked_for_styles_and_scripts(pair: Picture) -> None:
    picture = drawn(pair)
    assert picture.node.get("class") == "rg-picture"
    assert picture.node.get("data-search-exclude") == ""
    assert nodes(picture)["dough"].classes == ["node", "rg-s1"]
    assert nodes(picture)["bread"].classes == ["node", "rg-s1", "planned"]
    assert edges(picture)["dough", "bread"].classes == ["edge"]


def test_nodes_stand_in_reading_order_so_that_the_tab_key_follows_it() -> None:
    catalogue = reading(TOY).catalogue
    assert catalogue
    graph = ReadingGraph(catalogue)
    picture = whole(graph)
    (layout,) = layouts([picture.question])
    assert list(nodes(drawn(picture, layout))) == graph.order


def test_nodes_and_arrows_stand_where_the_engine_has_put_them(pair: Picture) -> None:
    picture = drawn(pair)
    assert picture.node.get("viewBox") == "-4 -4 168 128"
    assert (picture.node.get("width"), picture.node.get("height")) == ("168", "128")
    for paper, (x, y) in {"dough": (80, 20), "bread": (80, 100)}.items():
        group = nodes(picture)[paper]
        left, top = map(float, re.findall(r"[-\d.]+", group["transform"]))
        card = group.one("rect", class_="card")
        assert left + float(card["width"]) / 2 == x
        assert top + float(card["height"]) / 2 == y
    line, head = edges(picture)["dough", "bread"].all("path")
    assert line["d"] == "M80 40C80 50 80 60 80 70"
    assert head["d"].startswith("M80 78L")


def test_a_link_tells_aloud_all_that_a_node_shows(pair: Picture) -> None:
    links = {paper: node.one("a") for paper, node in nodes(drawn(pair)).items()}
    assert links["dough"]["aria-label"] == "Dough, On Dough, Krume · 1951, section 1: Oven"
    assert links["bread"]["aria-label"] == "On Bread, planned, section 1: Oven"


def test_a_picture_has_no_ids_so_that_two_can_share_a_page(pair: Picture) -> None:
    assert all(element.get("id") is None for element in drawn(pair).all())


def test_a_picture_is_one_line_even_of_a_name_with_line_ends() -> None:
    picture = whole(graph_of(Paper("x", "two\nlines\r\u2028\u0085", "oven", tldr="a\nb")))
    assert "\n" not in Drawing(picture, NOTHING).svg(lambda _: "#x")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_text_and_nothing_else(name: str) -> None:
    picture = whole(graph_of(Paper("x", name, "oven", short=name, tldr=name)))
    link = drawn(picture, NOTHING).one("a")
    assert link["aria-label"] == f"{name}, {name}, section 1: Oven"
    assert link.node[0].text == f"{name}. {name}"
    assert {element.name for element in link.all()} <= {"title", "rect", "path", "text"}


def test_in_a_sections_picture_neighbours_are_faded_and_have_no_edges_among_themselves() -> None:
    papers = [Paper("a", "A", "near"), Paper("b", "B", "near", needs=(Need("a"),))]
    papers += [Paper("c", "C", "oven", needs=(Need("b"),), background=(Need("a"),))]
    sections = (Section("oven", "Oven"), Section("near", "Near"))
    graph = ReadingGraph(Catalogue(sections=sections, papers=tuple(papers)))
    picture = of_section(graph, sections[0])
    assert picture.faded == {"a", "b"}
    assert [(edge.before, edge.after) for edge in picture.edges] == [("b", "c"), ("a", "c")]


def test_a_large_picture_of_a_section_leaves_out_what_it_leads_to_elsewhere() -> None:
    papers = [Paper("a", "A", "near"), Paper("b", "B", "oven", needs=(Need("a"),))]
    rest = [Paper(f"c{n}", "C", "near", needs=(Need("b"),)) for n in range(14)]
    sections = (Section("oven", "Oven"), Section("near", "Near"))
    for after, shown in ((rest[:13], 15), (rest, 2)):
        graph = ReadingGraph(Catalogue(sections=sections, papers=(*papers, *after)))
        picture = of_section(graph, sections[0])
        assert len(picture.nodes) == shown
        assert Edge("a", "b") in picture.edges


def test_a_still_larger_one_leaves_out_what_it_needs_from_elsewhere_too() -> None:
    near = [Paper(f"a{n}", "A", "near") for n in range(40)]
    sections = (Section("oven", "Oven"), Section("near", "Near"))
    for needed, shown in ((near[:39], 40), (near, 1)):
        last = Paper("b", "B", "oven", needs=tuple(Need(paper.id) for paper in needed))
        graph = ReadingGraph(Catalogue(sections=sections, papers=(*needed, last)))
        picture = of_section(graph, sections[0])
        assert len(picture.nodes) == shown
        assert picture.faded == set(picture.nodes) - {"b"}


def test_there_is_no_picture_of_what_nobody_could_read() -> None:
    papers = tuple(Paper(f"a{n}", "A", "oven") for n in range(1_001))
    oven = Section("oven", "Oven")
    assert [can_be_whole(graph_of(*papers[:n])) for n in (0, 1_000, 1_001)] == [False, True, False]
    drawn = [can_be_drawn(graph_of(*papers[:n]), oven) for n in (0, 150, 151)]
    assert drawn == [False, True, False]


def test_there_is_no_picture_of_all_with_too_many_arrows() -> None:
    first = tuple(Paper(f"a{n}", "A", "oven") for n in range(63))
    needs = tuple(Need(paper.id) for paper in first)
    last = tuple(Paper(f"b{n}", "B", "oven", needs=needs) for n in range(64))
    assert can_be_whole(graph_of(*first, *last[:63]))
    assert not can_be_whole(graph_of(*first, *last))


def test_papers_that_need_the_same_one_and_nothing_else_stand_in_several_rows() -> None:
    beside = (Paper(f"a{n}", "A", "oven", needs=(Need("hub"),)) for n in range(30))
    picture = whole(graph_of(Paper("hub", "Hub", "oven"), *beside))
    (layout,) = layouts([picture.question])
    assert isinstance(layout, Layout)
    assert layout.width < 30 * 180 / 2
    assert len({box.y for box in layout.boxes.values()}) == 5


def test_papers_that_nothing_connects_stand_in_rows_below_the_others() -> None:
    alone = [Paper(f"a{n}", "A", "oven") for n in range(7)]
    flour, bread = Paper("flour", "Flour", "oven"), Paper("bread", "Bread", "oven")
    picture = whole(graph_of(flour, replace(bread, needs=(Need("flour"),)), *alone))
    (layout,) = layouts([picture.question])
    made = drawn(picture, layout)
    places = {i: tuple(map(float, g["transform"][10:-1].split())) for i, g in nodes(made).items()}
    assert [places[paper.id] for paper in alone[:4]] == [
        (0, places["a0"][1]), (180, places["a0"][1]), (360, places["a0"][1]), (0, places["a3"][1]),
    ]  # fmt: skip
    assert places["flour"][1] < places["bread"][1] < places["a0"][1] < places["a3"][1]
    _, _, width, height = map(float, made["viewBox"].split())
    assert all(0 <= x <= width - 160 and 0 <= y <= height - 35 for x, y in places.values())


def test_a_number_stands_on_its_arrow_and_on_no_card_and_no_other_number() -> None:
    down = Curve(((0, 0), (0, 40), (0, 80), (0, 120)), (0, 128))
    alone, *_ = places([("7", down)], [])
    assert alone == (0, 60)
    card = Frame(-80, 40, 80, 90)
    first, second = places([("7, 1 back", down), ("11", down)], [card])
    assert (first[0], second[0]) == (0, 0)
    assert all(0 <= y <= 120 and not 32 < y < 98 for _, y in (first, second))
    assert abs(first[1] - second[1]) >= 16
    [nowhere] = places([("7", down)], [Frame(-99, -99, 99, 199)])
    assert nowhere == alone


def test_a_list_of_one_section_has_no_map() -> None:
    papers = tuple(Paper(f"a{n}", "A", "oven") for n in range(151))
    assert not has_map(graph_of(*papers))
    sections = (Section("oven", "Oven"), Section("mill", "Mill"))
    milled = (*papers[1:], Paper("b", "B", "mill"))
    assert has_map(ReadingGraph(Catalogue(sections=sections, papers=milled)))
    assert not has_map(ReadingGraph(Catalogue(sections=sections, papers=milled[1:])))


def test_a_background_arrow_lies_below_those_of_needs() -> None:
    papers = [Paper("a", "A", "oven"), Paper("b", "B", "oven", background=(Need("a"),))]
    papers += [Paper("c", "C", "oven", needs=(Need("b"),), background=(Need("a"),))]
    picture = whole(graph_of(*papers))
    (layout,) = layouts([picture.question])
    assert list(edges(drawn(picture, layout)))[-1] == ("b", "c")


@pytest.mark.parametrize(("needed", "all_of_them"), [("bbccc", True), ("abbccc", False)])
def test_into_a_section_lead_the_two_arrows_with_the_most_needs(
    needed: str, all_of_them: bool
) -> None:
    first = [Paper(f"{name}{n}", "A", name) for n, name in enumerate(needed)]
    last = Paper("d", "D", "d", needs=tuple(Need(paper.id) for paper in first))
    sections = tuple(Section(name, name) for name in "abcd")
    graph = ReadingGraph(Catalogue(sections=sections, papers=(*first, last)))
    assert of_sections(graph).counts == {Edge("c", "d"): "3", Edge("b", "d"): "2"}
    assert shows_all_arrows(graph) == all_of_them


def test_the_sections_are_joined_by_as_many_arrows_as_their_papers() -> None:
    papers = [Paper("a", "A", "dough"), Paper("b", "B", "dough", needs=(Need("a"),))]
    papers += [Paper("c", "C", "oven", needs=(Need("a"),), background=(Need("b"),))]
    papers += [Paper("d", "D", "oven", needs=(Need("b"), Need("c")))]
    papers += [Paper("e", "E", "dough", needs=(Need("d"),))]
    sections = tuple(Section(name, name.title()) for name in ("dough", "oven", "empty"))
    picture = of_sections(ReadingGraph(Catalogue(sections=sections, papers=tuple(papers))))
    (layout,) = layouts([picture.question])
    made = drawn(picture, layout)
    counts = {ends: edge.one("text", class_="count").text for ends, edge in edges(made).items()}
    assert counts == {("dough", "oven"): "2, 1 back"}
    cards = {g["data-section"]: g for g in made.all("g", class_="node")}
    assert [text.text for text in cards["dough"].all("text")] == ["1", "Dough", "3 papers"]
    assert cards["dough"].one("a")["href"] == "sections/dough/"
    assert set(cards) == {"dough", "oven"}


# Answers that are not believed


@pytest.mark.parametrize(
    "answer",
    [
        replace(LINE, boxes={"0": Box(0, 0)}),
        replace(LINE, boxes={**LINE.boxes, "2": Box(0, 0)}),
        replace(LINE, boxes={"0": Box(0, 0), "dough": Box(0, 0)}),
        replace(LINE, curves={}),
        replace(LINE, curves={("1", "0"): LINE.curves["0", "1"]}),
        replace(LINE, curves={**LINE.curves, ("1", "1"): LINE.curves["0", "1"]}),
    ],
    ids=["a node less", "a node more", "another node", "no edge", "turned edge", "an edge more"],
)
def test_a_layout_of_other_nodes_or_edges_than_asked_for_is_refused(
    pair: Picture, answer: Layout
) -> None:
    with pytest.raises(LayoutFailed, match=r"other (papers|edges) than it was asked for"):
        drawn(pair, answer)


def test_what_went_wrong_in_the_engine_is_told(pair: Picture) -> None:
    with pytest.raises(LayoutFailed, match="too slow"):
        drawn(pair, LayoutFailed("too slow"))


def test_a_right_layout_is_drawn(pair: Picture) -> None:
    assert set(nodes(drawn(pair))) == {"dough", "bread"}
