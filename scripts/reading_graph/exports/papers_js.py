"""data/papers.js and data/outline.js: what the scripts of a page know of the papers.

A classic script, because from disk a browser lets a page load neither modules nor data.
"""

from __future__ import annotations

from typing import Any

from .. import addresses
from ..addresses import Here
from ..escaping import script_json
from ..graph import ReadingGraph
from ..model import Paper
from ..pages import actions


def papers_js(graph: ReadingGraph, offline: bool) -> str:
    """Sections in the order of the site, papers in reading order. Addresses are relative to the
    script's own; a field that a paper does not have is left out.
    """
    here = Here(addresses.DATA, offline)
    return _script(graph, here, [_paper(graph, graph.papers[i], here) for i in graph.order])


def outline_js(graph: ReadingGraph, offline: bool) -> str:
    """The same, of each paper only what the page of a section asks: what it is called, and what it
    rests on. Compressed that is a fifth of it.
    """
    here = Here(addresses.DATA, offline)
    return _script(graph, here, [_outline(graph.papers[i], here) for i in graph.order])


def _script(graph: ReadingGraph, here: Here, papers: list[dict[str, Any]]) -> str:
    sections = [
        {"id": section.id, "title": section.title, "href": here.to(addresses.section(section.id))}
        for section in graph.catalogue.sections
    ]
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
    told = {
        "path": here.to(addresses.path(paper)) if graph.number_below(paper.id) else None,
        "authors": paper.authors,
        "year": paper.year,
        "venue": paper.venue,
        "tldr": paper.tldr,
        "added": paper.added.isoformat() if paper.added else None,
        "tags": paper.tags,
        "actions": tuple(actions(paper)),
        "needs": tuple((need.paper, need.why) for need in paper.needs),
        "background": tuple((need.paper, need.why) for need in paper.background),
    }
    return _outline(paper, here) | _given(told)


def _outline(paper: Paper, here: Here) -> dict[str, Any]:
    told = {
        "id": paper.id,
        "name": paper.name,
        "title": paper.title if paper.title != paper.name else None,
        "section": paper.section,
        "href": here.to(addresses.paper(paper)),
        "minutes": paper.minutes,
        "planned": paper.planned,
        "aliases": paper.aliases,
        "needs": tuple((need.paper,) for need in paper.needs),
    }
    return _given(told)


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in (None, (), False)}
