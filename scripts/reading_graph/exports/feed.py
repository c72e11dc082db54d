"""feed.xml: what is new, for programs that follow many sites (Atom, RFC 4287)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date

from .. import addresses
from ..graph import ReadingGraph
from ..model import Paper

MOST = 50
"""Entries: only who is away for long misses one, and the page of what is new has it."""

NAMELESS = "Reading list"
NEVER = date(1970, 1, 1)
"""When a feed without entries, which must tell a date, was last updated."""


def feed(graph: ReadingGraph, address: str) -> str:
    """The papers that came last into the list, the latest first, for a site at this address, which
    ends with a slash. A paper of which nobody says when it came is in none.

    The id of an entry is the link that stays when a paper moves to another section.
    """
    dated = [(day, graph.papers[i]) for day, ids in graph.by_day.items() if day for i in ids]
    latest = dated[:MOST]
    name = graph.catalogue.title or NAMELESS
    root = ET.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _add(root, "title", name)
    _add(root, "id", address)
    _add(root, "updated", _moment(latest[0][0] if latest else NEVER))
    _link(root, "self", address + addresses.FEED, "application/atom+xml")
    _link(root, "alternate", address + addresses.NEW, "text/html")
    _add(_add(root, "author"), "name", name)  # of what is here without authors
    root.extend(_entries(graph, latest, address))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _entries(
    graph: ReadingGraph, dated: list[tuple[date, Paper]], address: str
) -> Iterator[ET.Element]:
    titles = {section.id: section.title for section in graph.catalogue.sections}
    for day, paper in dated:
        entry = ET.Element("entry")
        _add(entry, "title", paper.title)
        _add(entry, "id", address + addresses.lasting(paper))
        _add(entry, "updated", _moment(day))
        _add(entry, "published", _moment(day))
        _link(entry, "alternate", address + addresses.paper(paper), "text/html")
        for author in paper.authors:
            _add(_add(entry, "author"), "name", author)
        ET.SubElement(entry, "category", term=paper.section, label=titles[paper.section])
        if paper.tldr:
            _add(entry, "summary", paper.tldr)
        yield entry


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = text
    return child


def _link(parent: ET.Element, rel: str, href: str, type_: str) -> None:
    ET.SubElement(parent, "link", rel=rel, href=href, type=type_)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
