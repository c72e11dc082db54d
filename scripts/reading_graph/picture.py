"""The picture of a graph: SVG of our own around positions that the engine found.

Markup that others rely on: `g.node[data-paper=ID]` and `.edge[data-from=ID][data-to=ID]`.
Colours come from CSS through classes only. There are no ids, so pictures can share a page.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from math import ceil, sqrt

from . import dot
from .counts import Frame, places
from .dot import Size
from .graph import Edge
from .layout import Box, Curve, Layout, LayoutFailed, Point
from .lettering import cut, wrapped

SECTION_COLOURS = 12

_WIDTH = 160
_BAND = 24
_PADDING = 10
_MARGIN = 4
_CORNER = 9
_GAP = 20
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


@cache
def label(name: str, by: str, *, large: bool) -> Label:
    """A name, large on two lines or small on three, as much of it as they hold; what stands below
    it, on one line.
    """
    lettering = _SHORT if large else _TITLE
    lines = wrapped(name, _ROOM / (1.1 * lettering.size), lettering.most)
    return Label(tuple(lines), cut(by, _ROOM / _BY_SIZE), lettering)


@dataclass(frozen=True)
class Node:
    """A card: the number on its band, what stands on it, where on the site it leads to, and what
    is said of it aloud and beside the pointer.
    """

    number: int
    label: Label
    page: str
    spoken: str
    tooltip: str
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """What is to be drawn: nodes by their ids, in reading order, and edges between them; those in
    `faded` are neighbours of what it is about. An edge that stands for several says in `counts` for
    how many. The nodes are those of papers, unless it is `of` something else.
    """

    name: str
    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]
    faded: frozenset[str] = frozenset()
    counts: Mapping[Edge, str] = field(default_factory=dict)
    of: str = "paper"
    style: str = ""

    @cached_property
    def question(self) -> str:
        """What the layout engine is to be asked: of the nodes that have an edge."""
        sizes = {i: Size(_WIDTH, self.nodes[i].label.height) for i in self.joined}
        return dot.question(sizes, self.edges)

    @cached_property
    def joined(self) -> list[str]:
        ends = {end for edge in self.edges for end in (edge.before, edge.after)}
        return [i for i in self.nodes if i in ends]


@dataclass(frozen=True)
class Drawing:
    """A picture with what the engine made of it."""

    picture: Picture
    layout: Layout | LayoutFailed

    @property
    def is_as_asked(self) -> bool:
        """Whether there is a layout, of the nodes and edges that were asked for."""
        if isinstance(self.layout, LayoutFailed):
            return False
        try:
            _placed(self.picture, self.layout)
            _traced(self.picture, self.layout)
        except LayoutFailed:
            return False
        return True

    def svg(self, href: Callable[[str], str], style: str | None = None) -> str:
        """One line of SVG, its links to places of the site as `href` writes them; with `style` it
        stands alone in a file.

        Raises LayoutFailed where there is no layout, or one of other nodes or edges than asked for.
        """
        if isinstance(self.layout, LayoutFailed):
            raise self.layout
        return _svg(self.picture, self.layout, href, style)


def _svg(picture: Picture, layout: Layout, href: Callable[[str], str], style: str | None) -> str:
    boxes = _placed(picture, layout)
    curves = _traced(picture, layout)
    frames = [_frame(picture, i, box) for i, box in boxes.items()]
    right = max([layout.width, *(frame.right for frame in frames)])
    bottom = max([layout.height, *(frame.bottom for frame in frames)])
    width, height = right + 2 * _MARGIN, bottom + 2 * _MARGIN
    kind = " ".join(["rg-picture", *([picture.style] if picture.style else [])])
    root = ET.Element("svg", {"class": kind, "role": "group", "aria-label": picture.name})
    if style is not None:
        root.set("xmlns", "http://www.w3.org/2000/svg")
        ET.SubElement(root, "style").text = style
    root.set("viewBox", f"{-_MARGIN} {-_MARGIN} {_number(width)} {_number(height)}")
    root.set("style", f"--rg-width: {_number(width)}px")
    root.set("width", _number(width))
    root.set("height", _number(height))
    root.set("data-search-exclude", "")
    numbered = _numbered(picture, curves, frames)
    arrows = ET.SubElement(root, "g", {"class": "edges", "aria-hidden": "true"})
    # What is drawn later lies on top: the needs.
    for edge, curve in sorted(
        zip(picture.edges, curves, strict=True), key=lambda pair: not pair[0].background
    ):
        _draw_edge(arrows, edge, curve, picture, numbered.get(edge))
    for node_id, node in picture.nodes.items():
        _draw_node(root, picture, node_id, node, boxes[node_id], href(node.page))
    return ET.tostring(root, encoding="unicode").replace("\n", " ")


def _placed(picture: Picture, layout: Layout) -> dict[str, Box]:
    names = [str(place) for place, _ in enumerate(picture.joined)]
    if set(names) != set(layout.boxes):
        raise LayoutFailed("the engine has drawn other papers than it was asked for")
    joined = (layout.boxes[name] for name in names)
    return dict(zip(picture.joined, joined, strict=True)) | _in_rows(picture, layout)


def _in_rows(picture: Picture, layout: Layout) -> dict[str, Box]:
    """The nodes without an edge below all others, from left to right: as many in a row as there is
    room for above, or as there are rows.
    """
    loose = [i for i in picture.nodes if i not in set(picture.joined)]
    most = max(int((layout.width + _GAP) / (_WIDTH + _GAP)), ceil(sqrt(len(loose))), 1)
    boxes = {}
    top = layout.height + _GAP if picture.joined else 0.0
    for first in range(0, len(loose), most):
        row = loose[first : first + most]
        height = max(picture.nodes[i].label.height for i in row)
        for place, node_id in enumerate(row):
            boxes[node_id] = Box(place * (_WIDTH + _GAP) + _WIDTH / 2, top + height / 2)
        top += height + _GAP
    return boxes


def _traced(picture: Picture, layout: Layout) -> list[Curve]:
    place = {node_id: str(number) for number, node_id in enumerate(picture.joined)}
    ends = [(place[edge.before], place[edge.after]) for edge in picture.edges]
    if set(ends) != set(layout.curves):
        raise LayoutFailed("the engine has drawn other edges than it was asked for")
    return [layout.curves[pair] for pair in ends]


def _numbered(
    picture: Picture, curves: Iterable[Curve], cards: Iterable[Frame]
) -> dict[Edge, Point]:
    """Where the numbers stand on the arrows that have one."""
    pairs = zip(picture.edges, curves, strict=True)
    counted = {edge: curve for edge, curve in pairs if edge in picture.counts}
    texts = ((picture.counts[edge], curve) for edge, curve in counted.items())
    return dict(zip(counted, places(texts, cards), strict=True))


def _frame(picture: Picture, node_id: str, box: Box) -> Frame:
    x, y = _WIDTH / 2, picture.nodes[node_id].label.height / 2
    return Frame(box.x - x, box.y - y, box.x + x, box.y + y)


def _draw_edge(
    parent: ET.Element, edge: Edge, curve: Curve, picture: Picture, number: Point | None
) -> None:
    classes = ["edge"]
    classes += ["background"] if edge.background else []
    classes += ["near"] if {edge.before, edge.after} & picture.faded else []
    group = ET.SubElement(
        parent, "g",
        {"class": " ".join(classes), "data-from": edge.before, "data-to": edge.after},
    )  # fmt: skip
    start, *rest = curve.points
    spline = f"M{_pair(start)}C{' '.join(_pair(point) for point in rest)}"
    ET.SubElement(group, "path", {"class": "line", "d": spline})
    ET.SubElement(group, "path", {"class": "head", "d": _arrowhead(curve)})
    if number:
        x, y = number
        _write(group, "count", x, y + 4.2, picture.counts[edge])


def _arrowhead(curve: Curve, half_width: float = 3.6) -> str:
    """A triangle from the end of the spline to the tip."""
    (x, y), (tip_x, tip_y) = curve.points[-1], curve.tip
    length = ((tip_x - x) ** 2 + (tip_y - y) ** 2) ** 0.5 or 1.0
    across_x, across_y = (y - tip_y) / length * half_width, (tip_x - x) / length * half_width
    left, right = (x + across_x, y + across_y), (x - across_x, y - across_y)
    return f"M{_pair(curve.tip)}L{_pair(left)}L{_pair(right)}Z"


def _draw_node(
    parent: ET.Element, picture: Picture, node_id: str, node: Node, box: Box, href: str
) -> None:
    height = node.label.height
    classes = ["node", *node.classes, *(["near"] if node_id in picture.faded else [])]
    left, top = box.x - _WIDTH / 2, box.y - height / 2
    group = ET.SubElement(
        parent, "g",
        {
            "class": " ".join(classes), f"data-{picture.of}": node_id,
            "transform": f"translate({_number(left)} {_number(top)})",
        },
    )  # fmt: skip
    link = ET.SubElement(group, "a", {"href": href, "aria-label": node.spoken})
    ET.SubElement(link, "title").text = node.tooltip
    size = {"width": str(_WIDTH), "height": _number(height), "rx": str(_CORNER)}
    ET.SubElement(link, "rect", {"class": "card", **size})
    ET.SubElement(link, "path", {"class": "band", "d": _band(height)})
    _write(link, "number", _BAND / 2, height / 2 + 4.2, str(node.number))
    _letter(link, node.label)


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
