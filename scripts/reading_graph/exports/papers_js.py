"""data/papers.js: what the scripts of a page know of the papers.

A classic script, because from disk a browser lets a page load neither modules nor data.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .. import addresses
from ..addresses import Here
from ..escaping import script_json
from ..graph import ReadingGraph
from ..model import Need, Paper
from ..pages import actions


def papers_js(graph: ReadingGraph, offline: bool) -> str:
    """Sections in the order of the site, papers in reading order. Addresses are relative to the
    script's own; a field that a paper does not have is left out.
    """
    here = Here(addresses.DATA, offline)
    sections = [
        {"id": section.id, "title": section.title, "href": here.to(addresses.section(section.id))}
        for section in graph.catalogue.sections
    ]
    papers = [_paper(graph, graph.papers[paper_id], here) for paper_id in graph.order]
    document = script_json(
        {
            "plan": here.to(addresses.PLAN),
            "news": here.to(addresses.NEW),
            "routes": [{"title": r.title, "to": r.to} for r in graph.catalogue.routes],
            "sections": sections,
            "papers": papers,
        }
    )
    return (
        "(window.readingGraph ??= {}).data = "
        f"{{ base: document.currentScript.src, ...{document} }};\n"
    )


def _paper(graph: ReadingGraph, paper: Paper, here: Here) -> dict[str, Any]:
    fields = {
        "id": paper.id,
        "name": paper.name,
        "title": paper.title,
        "section": paper.section,
        "href": here.to(addresses.paper(paper)),
        "path": here.to(addresses.path(paper)) if graph.rests_on(paper.id) else None,
        "authors": paper.authors,
        "year": paper.year,
        "venue": paper.venue,
        "tldr": paper.tldr,
        "minutes": paper.minutes,
        "planned": paper.planned,
        "added": paper.added.isoformat() if paper.added else None,
        "tags": paper.tags,
        "aliases": paper.aliases,
        "actions": tuple(actions(paper)),
        "needs": _pairs(paper.needs),
        "background": _pairs(paper.background),
    }
    return {key: value for key, value in fields.items() if value not in (None, (), False)}


def _pairs(needs: Iterable[Need]) -> tuple[tuple[str, str | None], ...]:
    return tuple((need.paper, need.why) for need in needs)
