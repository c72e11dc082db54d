"""The feed of what is new: Atom as RFC 4287 has it, and another reader finds what the list says."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import feedparser
import pytest
from reading_graph.exports.feed import MOST, feed
from reading_graph.graph import ReadingGraph
from reading_graph.model import Catalogue, Paper, Section
from reading_graph.stage import staged
from support.builds import EMPTY, ROOT, Built
from support.graphs import graph_of
from support.toy import TOY, changed

SITE = "https://example.org/bread/"
ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")


def parsed(text: str) -> feedparser.FeedParserDict:
    found = feedparser.parse(text.encode(), sanitize_html=False)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def of(*papers: Paper) -> ReadingGraph:
    return ReadingGraph(Catalogue(sections=(Section("s", "S"),), papers=papers))


# For every list


def test_it_is_what_the_standard_asks_for(graph: ReadingGraph) -> None:
    root = ET.fromstring(feed(graph, SITE))
    entries = list(root.iter(f"{ATOM}entry"))
    assert root.tag == f"{ATOM}feed"
    assert root.find(f"{ATOM}author") is not None  # of entries without one
    for holder in (root, *entries):
        names = [child.tag.removeprefix(ATOM) for child in holder]
        assert all(names.count(name) == 1 for name in ("id", "title", "updated"))
        rels = [link.get("rel") for link in holder.findall(f"{ATOM}link")]
        assert rels == (["self", "alternate"] if holder is root else ["alternate"])
    for person in root.iter(f"{ATOM}author"):
        assert [child.tag for child in person] == [f"{ATOM}name"]
    for text in ("title", "id", "name", "summary"):
        assert all(element.text and not element.attrib for element in root.iter(ATOM + text))
    for text in ("updated", "published"):
        assert all(MOMENT.fullmatch(element.text or "") for element in root.iter(ATOM + text))
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 1 + len(entries)


def test_it_holds_no_other_elements_and_attributes(graph: ReadingGraph) -> None:
    elements = list(ET.fromstring(feed(graph, SITE)).iter())
    assert {element.tag.removeprefix(ATOM) for element in elements} <= {
        "feed", "entry", "title", "id", "updated", "published", "link", "author", "name",
        "category", "summary",
    }  # fmt: skip
    for element in elements:
        assert set(element.attrib) in ({"rel", "href", "type"}, {"term", "label"}, set())


def test_feed_readers_find_every_paper_and_what_the_list_says_of_it(graph: ReadingGraph) -> None:
    titles = {section.id: section.title for section in graph.catalogue.sections}
    for few in by_fifties(graph):
        found = parsed(feed(few, SITE)).entries
        assert len(found) == len(few.order)
        for entry, paper_id in zip(found, few.order, strict=True):
            paper = few.papers[paper_id]
            authors = [author.name for author in entry.get("authors", [])]
            assert entry.title == paper.title.strip()
            assert authors == [name.strip() for name in paper.authors]
            assert entry.get("summary", "") == (paper.tldr or "").strip()
            assert entry.link == f"{SITE}sections/{paper.section}/#{paper_id}"
            assert entry.updated == entry.published == "2024-02-29T00:00:00Z"
            assert [(tag.term, tag.label) for tag in entry.tags] == [
                (paper.section, titles[paper.section])
            ]


def by_fifties(graph: ReadingGraph) -> Iterator[ReadingGraph]:
    """All papers of a list, as many at a time as a feed has, as if all were new."""
    papers = [replace(p, added=date(2024, 2, 29), needs=()) for p in graph.catalogue.papers]
    for start in range(0, len(papers), MOST):
        few = tuple(papers[start : start + MOST])
        yield ReadingGraph(replace(graph.catalogue, papers=few))


# For one list


def test_the_feed_tells_where_it_is_and_what_it_is_of() -> None:
    found = parsed(feed(graph_of(TOY), SITE)).feed
    assert (found.title, found.id, found.link) == ("Reading about Bread", SITE, f"{SITE}new/")
    assert found.updated == "2024-03-01T00:00:00Z"
    assert [link.href for link in found.links if link.rel == "self"] == [f"{SITE}feed.xml"]


def test_the_latest_comes_first_and_what_has_no_date_is_left_out() -> None:
    found = parsed(feed(graph_of(TOY), SITE))
    assert [entry.id.rpartition("#")[2] for entry in found.entries] == ["yeast", "gluten"]


def test_an_entry_keeps_its_id_when_its_paper_moves_to_another_section() -> None:
    moved = changed("section: dough\n    authors: [Ada Krume, Jonas Müller]", "section: oven")
    for text in (TOY, moved):
        entry = parsed(feed(graph_of(text), SITE)).entries[-1]
        assert entry.id == f"{SITE}graph/#gluten"
    assert entry.link == f"{SITE}sections/oven/#gluten"


def test_a_list_that_says_little_has_a_feed_too() -> None:
    found = parsed(feed(of(Paper("x", "X", "s", added=date(2024, 1, 2))), SITE))
    assert (found.feed.title, found.feed.updated) == ("Reading list", "2024-01-02T00:00:00Z")
    assert [entry.title for entry in found.entries] == ["X"]


def test_a_list_without_dates_has_an_empty_feed() -> None:
    for graph in (of(Paper("x", "X", "s")), of()):
        found = parsed(feed(graph, SITE))
        assert (found.entries, found.feed.updated) == ([], "1970-01-01T00:00:00Z")


def test_only_the_latest_are_in_it() -> None:
    papers = [Paper(f"p{n}", "X", "s", added=date(2024, 1, 1 + n % 28)) for n in range(MOST + 9)]
    found = parsed(feed(of(*papers), SITE))
    days = sorted((str(paper.added) for paper in papers), reverse=True)
    assert [entry.updated[:10] for entry in found.entries] == days[:MOST]


# Where it is


@pytest.mark.parametrize(("offline", "address"), [(False, None), (True, SITE), (False, SITE)])
def test_it_is_published_where_the_address_of_the_site_is_known(
    offline: bool, address: str | None, tmp_path: Path
) -> None:
    catalogue = graph_of(EMPTY).catalogue
    staged(catalogue, ROOT / "docs", tmp_path, offline, address=address)
    there = address is not None and not offline
    assert (tmp_path / "feed.xml").exists() == there
    assert ("feed.xml" in (tmp_path / "new" / "index.md").read_text("utf-8")) == there


def test_without_an_address_no_page_leads_to_a_feed(toy: Built) -> None:
    assert not (toy.site.root / "feed.xml").exists()
    for page in toy.site.pages.values():
        assert page.root.all("link", type="application/atom+xml") == []
