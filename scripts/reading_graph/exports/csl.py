"""data/papers.csl.json, for reference managers and whatever cites by the Citation Style Language.

What an item may hold: csl-data.json of https://github.com/citation-style-language/schema. Papers
of arXiv are told as Zotero does it.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from ..escaping import csl_text
from ..graph import ReadingGraph
from ..model import Paper
from ..pages import actions
from ..people import is_east_asian, named, parts
from ..venues import Kind, Venue, cited_year, venue


def papers_csl(graph: ReadingGraph) -> str:
    """An item for every paper, in reading order."""
    items = [item(graph.papers[paper_id]) for paper_id in graph.order]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def item(paper: Paper) -> dict[str, Any]:
    """The item of a paper. What an entry does not have is left out.

    >>> item(Paper("kites", "On Kites", "s", authors=("Ada van Krume", "Plato")))["author"]
    [{'family': 'Krume', 'given': 'Ada', 'non-dropping-particle': 'van'}, {'literal': 'Plato'}]
    """
    told = venue(paper.venue) if paper.venue else None
    is_preprint = paper.arxiv and (not told or told.kind is Kind.PREPRINT)
    year = cited_year(told, paper.year)
    fields = {
        "id": paper.id,
        "type": _TYPES[told.kind] if told else "article" if paper.arxiv else "document",
        "title": csl_text(paper.title),
        "title-short": _short_title(paper),
        "author": [_author(name) for name in named(paper.authors)],
        "issued": year and {"date-parts": [[year]]},
        **(_at_arxiv(paper) if is_preprint else {**_published(told), **_archived(paper)}),
        "DOI": paper.doi,
        "URL": _address(paper),
    }
    return {name: value for name, value in fields.items() if value}


_TYPES = {
    Kind.PREPRINT: "article",
    Kind.REPORT: "report",
    Kind.THESIS: "thesis",
    Kind.MEETING: "paper-conference",
    Kind.BOOK: "book",
    Kind.POST: "post-weblog",
    Kind.JOURNAL: "article-journal",
}
_PUBLISHERS = {Kind.PREPRINT, Kind.REPORT, Kind.THESIS, Kind.BOOK}
"""Of these, the venue is who published them; the others stand in something."""


def _short_title(paper: Paper) -> str | None:
    """The short name where the title begins with it: styles print it in place of the title."""
    if paper.short and paper.title.startswith(paper.short):
        return csl_text(paper.short)
    return None


def _at_arxiv(paper: Paper) -> dict[str, str]:
    return {"publisher": "arXiv", "number": f"arXiv:{paper.arxiv}"}


def _archived(paper: Paper) -> dict[str, str | None]:
    return {"archive": paper.arxiv and "arXiv", "archive_location": paper.arxiv}


def _published(told: Venue | None) -> dict[str, str | None]:
    if not told:
        return {}
    name = told.name and csl_text(told.name)
    pages = told.pages and re.sub("\N{EN DASH}", "-", told.pages)
    return {
        "publisher" if told.kind in _PUBLISHERS else "container-title": name,
        "genre": told.genre and csl_text(told.genre),
        "volume": told.volume,
        "issue": told.number,
        "page": pages,
    }


def _author(name: str) -> dict[str, str]:
    split = parts(name)
    if split and not is_east_asian(name):
        told = {
            "family": split.family,
            "given": split.given,
            "non-dropping-particle": split.particle,
            "suffix": split.suffix,
        }
        return {part: csl_text(text) for part, text in told.items() if text}
    words = name.split()
    if len(words) == 2 and all(map(is_east_asian, words)):
        return {"family": words[0], "given": words[1]}
    return {"literal": csl_text(name)}


def _address(paper: Paper) -> str | None:
    """Where one reads it; the DOI stands on its own."""
    return next((href for _, href in actions(replace(paper, doi=None, links=()))), None)
