"""The lists that every export is tried on, as the graphs that it is made of."""

from __future__ import annotations

from functools import cache

from reading_graph.graph import ReadingGraph

from support import hostile, naughty
from support.builds import EMPTY, ROOT
from support.toy import TOY, reading

LISTS = {
    "real": (ROOT / "papers.yaml").read_text(encoding="utf-8"),
    "toy": TOY,
    "strangers": hostile.CATALOGUE,
    "naughty": naughty.CATALOGUE,
    "empty": EMPTY,
}


@cache
def graph_of(text: str) -> ReadingGraph:
    catalogue = reading(text).catalogue
    assert catalogue
    return ReadingGraph(catalogue)
