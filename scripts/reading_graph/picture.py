"""The picture of a reading graph: SVG of our own around positions that the engine found.

Markup that others rely on: `g.node[data-paper=ID]` and `.edge[data-from=ID][data-to=ID]`.
Colours come from CSS through classes only. There are no ids, so pictures can share a page.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from . import dot
from .dot import Size
from .graph import Edge, ReadingGraph
from .layout import Box, Curve, Layout, LayoutFailed
from .lettering import cut, wrapped
from .model import Paper

SECTION_COLOURS = 12

_WIDTH = 160
_BAND = 24
_PADDING = 10
_MARGIN = 4
_CORNER = 9
_TEXT_LEFT = _BAND + 9
_ROOM = _WIDTH - _TEXT_LEFT - 6
_BY_SIZE, _BY_LINE = 12, 16


@dataclass(frozen=True)
class _Lettering:
    """How a name is set: its class, the size of its letters, its line height, its most lines.

    Names are bold, and bold letters are a tenth wider than `lettering` reckons.
    """

    style: str
    size: float
    line: float
    most: int


_SHORT = _Lettering("short", 14, 17, 2)
_TITLE = _Lettering("title", 12, 15, 3)


@dataclass(frozen=True)
class Label:
    """What stands in a node."""

    lines: tuple[str, ...]
    by: str
    lettering: _Lettering

    @property
    def height(self) -> float:
        by = _BY_LINE if self.by else 0
        return 2 * _PADDING + len(self.lines) * self.lettering.line + by


def label(paper: Paper) -> Label:
    """A paper's short name, or its title on at most three lines; then first author and year."""
    lettering = _SHORT if paper.short else _TITLE
    lines = wrapped(paper.name, _ROOM / (1.1 * lettering.size), lettering.most)
    return Label(tuple(lines), cut(byline(paper), _ROOM / _BY_SIZE), lettering)


def byline(paper: Paper) -> str:
    """The first author's last name and the year, as far as they are known.

    >>> byline(Paper("a", "A", "s", authors=("Ada Lovelace", "C. Babbage"), year=1843))
    'Lovelace · 1843'
    """
    names = paper.authors[0].split() if paper.authors else []
    return " · ".join([*names[-1:], *([str(paper.year)] if paper.year else [])])


@dataclass(frozen=True)
class Picture:
    """What is to be drawn: papers in reading order, edges between them, neighbours faded.

    Each node has the number of its section; in a picture of steps, its place among the papers.
    """

    graph: ReadingGraph
    name: str
    papers: tuple[Paper, ...]
    edges: tuple[Edge, ...]
    faded: frozenset[str] = frozenset()
    steps: bool = False

    @cached_property
    def labels(self) -> dict[str, Label]:
        return {paper.id: label(paper) for paper in self.papers}

    @cached_property
    def question(self) -> str:
        """What the layout engine is to be asked."""
        sizes = {paper_id: Size(_WIDTH, made.height) for paper_id, made in self.labels.items()}
        return dot.question(sizes, self.edges)


def whole(graph: ReadingGraph) -> Picture:
    """All papers and all drawn edges."""
    name = "All papers, each below those to read before it"
    return _picture(graph, name, graph.order, frozenset())


def of_section(graph: ReadingGraph, section_id: str, title: str) -> Picture:
    """The papers of a section, with their neighbours from other sections faded."""
    near = graph.around(section_id)
    faded = frozenset(i for i in near if graph.papers[i].section != section_id)
    return _picture(graph, f"{title}, with neighbours from other sections", near, faded)


def of_path(graph: ReadingGraph, paper: Paper) -> Picture:
    """A paper and all that it rests on, numbered in reading order."""
    ids = [*graph.rests_on(paper.id), paper.id]
    path = _picture(graph, f"The path to {paper.name}, numbered in reading order", ids, frozenset())
    return replace(path, steps=True)


def _picture(graph: ReadingGraph, name: str, ids: Sequence[str], faded: frozenset[str]) -> Picture:
    papers = tuple(graph.papers[i] for i in sorted(ids, key=graph.step.__getitem__))
    edges = tuple(e for e in graph.edges_among(set(ids)) if not {e.before, e.after} <= faded)
    return Picture(graph, name, papers, edges, faded)


@dataclass(frozen=True)
class Drawing:
    """A picture with what the engine made of it."""

    picture: Picture
    layout: Layout | LayoutFailed

    def svg(self, href: Callable[[Paper], str], style: str | None = None) -> str:
        """One line of SVG, its links by `href`; with `style` it stands alone in a file.

        Raises LayoutFailed where there is no layout, or one of other nodes or edges than asked for.
        """
        if isinstance(self.layout, LayoutFailed):
            raise self.layout
        return _svg(self.picture, self.layout, href, style)


def _svg(picture: Picture, layout: Layout, href: Callable[[Paper], str], style: str | None) -> str:
    placed = _placed(picture, layout)
    curves = _traced(picture, layout)
    width, height = layout.width + 2 * _MARGIN, layout.height + 2 * _MARGIN
    kind = "rg-picture rg-steps" if picture.steps else "rg-picture"
    root = ET.Element("svg", {"class": kind, "role": "group", "aria-label": picture.name})
    if style is not None:
        root.set("xmlns", "http://www.w3.org/2000/svg")
        ET.SubElement(root, "style").text = style
    root.set("viewBox", f"{-_MARGIN} {-_MARGIN} {_number(width)} {_number(height)}")
    root.set("style", f"--rg-width: {_number(width)}px")
    root.set("width", _number(width))
    root.set("height", _number(height))
    root.set("data-search-exclude", "")
    arrows = ET.SubElement(root, "g", {"class": "edges", "aria-hidden": "true"})
    for edge, curve in zip(picture.edges, curves, strict=True):
        _draw_edge(arrows, edge, curve, picture.faded)
    for place, (paper, box) in enumerate(zip(picture.papers, placed, strict=True), start=1):
        _draw_node(root, picture, paper, place, box, href(paper))
    return ET.tostring(root, encoding="unicode").replace("\n", " ")


def _placed(picture: Picture, layout: Layout) -> list[Box]:
    names = [str(place) for place, _ in enumerate(picture.papers)]
    if set(names) != set(layout.boxes):
        raise LayoutFailed("the engine has drawn other papers than it was asked for")
    return [layout.boxes[name] for name in names]


def _traced(picture: Picture, layout: Layout) -> list[Curve]:
    place = {paper.id: str(number) for number, paper in enumerate(picture.papers)}
    ends = [(place[edge.before], place[edge.after]) for edge in picture.edges]
    if set(ends) != set(layout.curves):
        raise LayoutFailed("the engine has drawn other edges than it was asked for")
    return [layout.curves[pair] for pair in ends]


def _draw_edge(parent: ET.Element, edge: Edge, curve: Curve, faded: frozenset[str]) -> None:
    classes = ["edge"]
    classes += ["background"] if edge.background else []
    classes += ["near"] if {edge.before, edge.after} & faded else []
    group = ET.SubElement(
        parent, "g",
        {"class": " ".join(classes), "data-from": edge.before, "data-to": edge.after},
    )  # fmt: skip
    start, *rest = curve.points
    spline = f"M{_pair(start)}C{' '.join(_pair(point) for point in rest)}"
    ET.SubElement(group, "path", {"class": "line", "d": spline})
    ET.SubElement(group, "path", {"class": "head", "d": _arrowhead(curve)})


def _arrowhead(curve: Curve, half_width: float = 3.6) -> str:
    """A triangle from the end of the spline to the tip."""
    (x, y), (tip_x, tip_y) = curve.points[-1], curve.tip
    length = ((tip_x - x) ** 2 + (tip_y - y) ** 2) ** 0.5 or 1.0
    across_x, across_y = (y - tip_y) / length * half_width, (tip_x - x) / length * half_width
    left, right = (x + across_x, y + across_y), (x - across_x, y - across_y)
    return f"M{_pair(curve.tip)}L{_pair(left)}L{_pair(right)}Z"


def _draw_node(
    root: ET.Element, picture: Picture, paper: Paper, place: int, box: Box, href: str
) -> None:
    made = picture.labels[paper.id]
    section = picture.graph.section_numbers[paper.section]
    classes = ["node", section_class(section)]
    classes += ["planned"] if paper.planned else []
    classes += ["near"] if paper.id in picture.faded else []
    left, top = box.x - _WIDTH / 2, box.y - made.height / 2
    group = ET.SubElement(
        root, "g",
        {
            "class": " ".join(classes), "data-paper": paper.id,
            "transform": f"translate({_number(left)} {_number(top)})",
        },
    )  # fmt: skip
    link = ET.SubElement(group, "a", {"href": href, "aria-label": _spoken(picture, paper, place)})
    ET.SubElement(link, "title").text = _tooltip(paper)
    size = {"width": str(_WIDTH), "height": _number(made.height), "rx": str(_CORNER)}
    ET.SubElement(link, "rect", {"class": "card", **size})
    ET.SubElement(link, "path", {"class": "band", "d": _band(made.height)})
    number = str(place if picture.steps else section)
    _write(link, "number", _BAND / 2, made.height / 2 + 4.2, number)
    _letter(link, made)


def _letter(link: ET.Element, made: Label) -> None:
    down = _PADDING + made.lettering.size * 0.93
    for line in made.lines:
        _write(link, made.lettering.style, _TEXT_LEFT, down, line)
        down += made.lettering.line
    if made.by:
        _write(link, "by", _TEXT_LEFT, down - 0.5, made.by)


def _write(link: ET.Element, style: str, x: float, y: float, text: str) -> None:
    ET.SubElement(link, "text", {"class": style, "x": _number(x), "y": _number(y)}).text = text


def _band(height: float) -> str:
    """The coloured strip at the left of a node, its outer corners round."""
    r, bottom = _CORNER, _number(height - _CORNER)
    return f"M{_BAND} 0V{_number(height)}H{r}A{r} {r} 0 0 1 0 {bottom}V{r}A{r} {r} 0 0 1 {r} 0Z"


def _spoken(picture: Picture, paper: Paper, place: int) -> str:
    number = picture.graph.section_numbers[paper.section]
    section = picture.graph.catalogue.sections[number - 1]
    steps = [f"step {place} of {len(picture.papers)}"] if picture.steps else []
    parts = [paper.name, *([paper.title] if paper.short else []), byline(paper)]
    parts += ["planned"] if paper.planned else []
    return ", ".join([*steps, *filter(None, parts), f"section {number}: {section.title}"])


def _tooltip(paper: Paper) -> str:
    return f"{paper.title}. {paper.tldr}" if paper.tldr else paper.title


def section_class(number: int) -> str:
    """The CSS class that gives a section its colour; colours repeat after the last."""
    return f"rg-s{(number - 1) % SECTION_COLOURS + 1}"


def _pair(point: tuple[float, float]) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    """
    >>> _number(12.0), _number(12.345)
    ('12', '12.3')
    """
    return f"{value:.1f}".removesuffix(".0")
