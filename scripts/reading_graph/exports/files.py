"""Every file that is published beside the pages, but for the picture."""

from __future__ import annotations

from .. import dot
from ..addresses import DATA, FEED
from ..graph import ReadingGraph
from .bibtex import bibtex_js, papers_bib, section_bibs
from .catalogue_json import SCHEMA, catalogue_json
from .catalogue_schema import catalogue_schema
from .csl import papers_csl
from .feed import feed
from .graphml import graph_graphml
from .papers_js import outline_js, papers_js


def files(graph: ReadingGraph, offline: bool = False, address: str | None = None) -> dict[str, str]:
    """The text of each by its place on the site. A feed is there where the site has an `address`:
    programs that read it are told whole ones.
    """
    data = {
        "catalogue.json": catalogue_json(graph),
        SCHEMA: catalogue_schema(),
        "papers.js": papers_js(graph, offline),
        "outline.js": outline_js(graph, offline),
        "papers.bib": papers_bib(graph),
        **{f"sections/{section}.bib": text for section, text in section_bibs(graph).items()},
        "bibtex.js": bibtex_js(graph),
        "papers.csl.json": papers_csl(graph),
        "graph.dot": dot.labelled(graph),
        "graph.graphml": graph_graphml(graph),
    }
    found = {DATA + name: text for name, text in data.items()}
    return found | ({FEED: feed(graph, address)} if address else {})
