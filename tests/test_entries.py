"""What a section's page shows of each paper, held against what the list says of it."""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from urllib.parse import unquote, urljoin

import pytest
from reading_graph.graph import ReadingGraph
from reading_graph.markdown import Target
from reading_graph.model import Catalogue, Need, Paper, Section
from reading_graph.notes import rendered
from reading_graph.pages import actions, site_pages
from reading_graph.wording import duration
from support.builds import Built
from support.oracle import List, list_at
from support.pages import Element, Page, fragment, shown, title_of


def test_every_paper_stands_under_its_own_heading_on_its_sections_page(
    built: Built, wanted: List
) -> None:
    order = {paper["id"]: paper["order"] for paper in built.site.data["papers"]}
    for section in wanted.sections:
        page = built.site.pages[f"sections/{section['id']}/"]
        inside = [p for p, given in wanted.papers.items() if given["section"] == section["id"]]
        headings = [(h.get("id"), title_of(h)) for h in page.content.all("h2")]
        assert headings == [
            (paper, wanted.papers[paper]["title"])
            for paper in sorted(inside, key=order.__getitem__)
        ]


def test_an_entry_shows_everything_that_is_said_of_its_paper(built: Built, wanted: List) -> None:
    total = len(wanted.papers)
    for paper in built.site.data["papers"]:
        given = wanted.papers[paper["id"]]
        entry = entry_of(built, wanted, paper["id"])
        says = entry.text
        for text in (*given.get("authors", []), given.get("venue"), given.get("tldr")):
            assert text is None or shown(text) in says
        assert str(given.get("year", "")) in says
        assert f"step {paper['order']} of {total}" in says
        assert "added" not in given or f"added {given['added']}" in says
        for tag in given.get("tags", []):
            assert tag in says
        if "minutes" in given:
            assert duration(given["minutes"]) in says
        assert ("planned" in says) is (given.get("status") == "planned" or "planned" in str(given))


def test_the_earlier_ids_of_a_paper_lead_to_its_entry(toy: Built) -> None:
    wanted = list_at(toy.catalogue)
    earlier = [
        (p, alias) for p, given in wanted.papers.items() for alias in given.get("aliases", [])
    ]
    assert earlier
    for paper, alias in earlier:
        assert alias in {span.get("id") for span in entry_of(toy, wanted, paper).all("span")}


def test_a_paper_is_read_at_its_url_first_then_at_arxiv_then_at_its_doi() -> None:
    bare = Paper(id="a", title="A", section="s", doi="10.5555/a")
    both = replace(bare, arxiv="9901.00001")
    every = replace(both, url="https://example.org/a.pdf")
    first = [next(actions(paper))[1] for paper in (bare, both, every)]
    assert first == ["https://doi.org/10.5555/a", "https://arxiv.org/abs/9901.00001", every.url]
    assert list(actions(replace(bare, doi=None))) == []
    assert list(actions(replace(bare, doi="10.5555/a#1"))) == [
        ("DOI", "https://doi.org/10.5555/a%231")
    ]


def test_an_entry_links_to_where_its_paper_can_be_read(built: Built, wanted: List) -> None:
    for paper, given in wanted.papers.items():
        found = {(a["href"], a.text) for a in entry_of(built, wanted, paper).all("a")}
        places = {href for href, _ in found}
        assert given.get("url", "") in {"", *places}
        if "arxiv" in given:
            assert f"https://arxiv.org/abs/{given['arxiv']}" in places
        if "doi" in given:
            assert f"https://doi.org/{given['doi']}" in map(unquote, places)
        for link in given.get("links", []):
            assert (link["url"], shown(link["title"])) in found


def test_an_entry_holds_the_notes_as_they_were_made(built: Built, wanted: List) -> None:
    held = 0
    for paper, given in wanted.papers.items():
        if "notes" not in given:
            continue

        def target(other: str, given: dict[str, str] = given) -> Target | None:
            return place(wanted, other, given["section"])

        found = [e for e in entry_of(built, wanted, paper).all("div") if "rg-notes" in e.classes]
        assert len(found) == 1
        made = fragment(rendered(given["notes"], target).html)
        assert outline(found[0]) == outline(made)
        held += 1
    assert held > 0


def place(wanted: List, paper: str, section: str) -> Target | None:
    """Where a link from one section's page to a paper leads."""
    if paper not in wanted.papers:
        return None
    other = wanted.papers[paper]["section"]
    page = "" if other == section else f"{posixpath.relpath('/' + other, '/' + section)}/"
    return Target(f"{page}#{paper}", wanted.called(paper))


def outline(root: Element) -> list[tuple[str, str, dict[str, str]]]:
    """Elements, attributes and text in order, without white space that shows nothing."""
    return [(e.name, e.text, dict(e.node.attrib)) for e in root.all()]


@pytest.mark.parametrize(
    ("heading", "key", "backwards"),
    [
        ("Before this", "needs", False),
        ("Helps before this", "background", False),
        ("Leads to", "needs", True),
        ("Helps with", "background", True),
    ],
)
def test_an_entry_lists_its_neighbours_with_their_reasons(
    built: Built, wanted: List, heading: str, key: str, backwards: bool
) -> None:
    for paper in wanted.papers:
        page = page_of(built, wanted, paper)
        listed = {
            urljoin("http://site.invalid/" + page.address, item.all("a")[0]["href"]): (
                item.all("a")[0].text,
                item.text.removeprefix(item.all("a")[0].text).strip(),
            )
            for item in items_under(entry_of(built, wanted, paper), heading)
        }
        named = (wanted.naming if backwards else wanted.named)(paper, key)
        assert listed == {
            f"http://site.invalid/sections/{wanted.papers[other]['section']}/#{other}": (
                shown(wanted.called(other)),
                shown(why or ""),
            )
            for other, why in named.items()
        }


def items_under(entry: Element, heading: str) -> list[Element]:
    """The items of the list that follows a heading."""
    parents = {child: parent for parent in entry.node.iter() for child in parent}
    found = [h for h in entry.all("h3") if h.text == heading]
    assert len(found) <= 1
    return Element(parents[found[0].node]).all("li") if found else []


def page_of(built: Built, wanted: List, paper: str) -> Page:
    return built.site.pages[f"sections/{wanted.papers[paper]['section']}/"]


def entry_of(built: Built, wanted: List, paper: str) -> Element:
    """All that stands below a paper's heading, up to the next."""
    holder = ET.Element("div")
    holder.extend(e.node for e in page_of(built, wanted, paper).entry(paper)[1:])
    return Element(holder)


def test_every_entry_can_be_cited_as_the_published_file_has_it(built: Built, wanted: List) -> None:
    published = built.site.read("data/papers.bib")
    for paper in wanted.papers:
        fold = entry_of(built, wanted, paper).one("details", class_="rg-cite")
        text = "".join(fold.one("pre").node.itertext())
        assert text in published
        assert f"{{{paper}," in text.partition("\n")[0]


def test_of_a_long_list_of_neighbours_eight_are_shown_and_the_rest_is_in_a_fold() -> None:
    last = [Paper(f"p{n}", "P", "s", needs=(Need("first"),)) for n in range(11)]
    papers = (Paper("first", "First", "s"), *last)
    graph = ReadingGraph(Catalogue(sections=(Section("s", "S"),), papers=papers))
    page = site_pages(graph, {}, dict.fromkeys(graph.papers, "")).pages[-1].text
    shown, _, folded = page.partition("<summary>and 3 more</summary>")
    reasons = re.compile(r'<li><a href="#p\d+">')
    assert len(reasons.findall(shown)) == 8
    assert len(reasons.findall(folded.partition("</details>")[0])) == 3
