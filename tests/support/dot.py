"""DOT as Graphviz itself reads it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pygraphviz

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"


def shown(dot: str) -> dict[str, tuple[str, str]]:
    """What Graphviz shows for each node: its text and its tooltip."""
    svg = ET.fromstring(pygraphviz.AGraph(string=dot).draw(format="svg", prog="dot"))
    found = {}
    for group in svg.iter(f"{_SVG}g"):
        if group.get("class") == "node":
            link, *others = group.iter(f"{_SVG}a")
            assert not others
            text = "\n".join(line.text or "" for line in group.iter(f"{_SVG}text"))
            name = group.findtext(f"{_SVG}title")
            assert name is not None
            found[name] = (spaced(text), spaced(link.get(f"{_XLINK}title", "")))
    return found


def spaced(text: str) -> str:
    """Graphviz writes some spaces as such that do not break, and drops those at either end."""
    return re.sub(r"\s", " ", text).strip()
