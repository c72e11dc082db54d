"""data/catalogue.json: every field of papers.yaml, with what the graph knows of each paper."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from .. import addresses
from ..graph import ReadingGraph
from ..model import Paper

VERSION = 1
SCHEMA = "catalogue.schema.json"
"""Beside it: `catalogue_schema` writes it."""


def catalogue_json(graph: ReadingGraph) -> str:
    """The whole catalogue as JSON text. A field that an entry does not have is null or empty."""
    catalogue = graph.catalogue
    document = {
        "$schema": SCHEMA,
        "version": VERSION,
        "title": catalogue.title,
        "summary": catalogue.summary,
        "routes": [asdict(route) for route in catalogue.routes],
        "sections": [asdict(section) for section in catalogue.sections],
        "papers": [_paper(graph, paper) for paper in catalogue.papers],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, default=_plain) + "\n"


def _paper(graph: ReadingGraph, paper: Paper) -> dict[str, Any]:
    return asdict(paper) | {
        "order": graph.step[paper.id],
        "depth": graph.depth[paper.id],
        "leads_to": [later.id for later, _ in graph.leads_to(paper.id)],
        "page": addresses.paper(paper),
    }


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no JSON form")
