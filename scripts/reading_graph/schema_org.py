"""What programs read of a page, in the words of https://schema.org, as JSON-LD.

Addresses are relative to the page, as all of its links are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from .escaping import doi_address, script_json
from .model import Paper, Section
from .people import is_group, named

MOST_ITEMS = 200
"""So that what nobody sees is no large part of a page."""

Linked = dict[str, Any]


def papers(name: str, listed: Sequence[Paper], href: Callable[[Paper], str]) -> str:
    """A list of papers in reading order, each with its place on the page."""
    return _item_list(name, len(listed), (_article(paper, href(paper)) for paper in listed))


def sections(name: str, listed: Sequence[Section], href: Callable[[Section], str]) -> str:
    """A list of the sections of a reading list, each with its page."""
    items = ({"@type": "CollectionPage", "name": s.title, "url": href(s)} for s in listed)
    return _item_list(name, len(listed), items)


def _item_list(name: str, number: int, items: Iterable[Linked]) -> str:
    elements = [
        {"@type": "ListItem", "position": position, "item": item}
        for position, item in enumerate(islice(items, MOST_ITEMS), start=1)
    ]
    document = {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": name,
        "numberOfItems": number,
        "itemListElement": elements,
    }
    return script_json(document)


def _article(paper: Paper, address: str) -> Linked:
    """Only what the list says of it; what is told elsewhere of the same paper is `sameAs`."""
    elsewhere = [
        *([f"https://arxiv.org/abs/{paper.arxiv}"] if paper.arxiv else []),
        *([doi_address(paper.doi)] if paper.doi else []),
    ]
    said = {
        "name": paper.title,
        "alternateName": paper.short,
        "author": [_author(name) for name in named(paper.authors)],
        "datePublished": str(paper.year) if paper.year else None,
        "description": paper.tldr,
        "sameAs": elsewhere,
    }
    given = {key: value for key, value in said.items() if value}
    return {"@type": "ScholarlyArticle", "url": address} | given


def _author(name: str) -> Linked:
    return {"@type": "Organization" if is_group(name) else "Person", "name": name}
