"""The list as CSL-JSON: only what that knows is in it, and a processor cites what the list says."""

from __future__ import annotations

import json
import re
import warnings
from typing import Any

import pytest
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from reading_graph.exports.csl import item, papers_csl
from reading_graph.graph import ReadingGraph
from reading_graph.model import Link, Paper
from reading_graph.people import named
from support.builds import Built
from support.graphs import graph_of
from support.toy import TOY

TYPES = {
    "article", "article-journal", "book", "document", "paper-conference", "post-weblog", "report",
    "thesis",
}  # fmt: skip
TEXTS = {
    "id", "type", "title", "title-short", "container-title", "volume", "issue", "page", "number",
    "publisher", "genre", "archive", "archive_location", "DOI", "URL",
}  # fmt: skip
NAME_PARTS = {"family", "given", "non-dropping-particle", "suffix", "literal"}
MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(#?\w+);")
"""More than any processor takes for markup, and what other readers resolve."""


def items(graph: ReadingGraph) -> list[dict[str, Any]]:
    return list(json.loads(papers_csl(graph)))


def seen(text: str) -> str:
    """What is shown of a text in which nothing can be taken for markup."""
    assert not MARKUP.search(text)
    return text.replace("\u2060", "")


# For every list


def test_an_item_has_only_what_csl_names_and_nothing_that_is_empty(graph: ReadingGraph) -> None:
    for found in items(graph):
        assert found["type"] in TYPES
        assert {"id", "type", "title"} <= set(found) <= TEXTS | {"author", "issued"}
        assert all(isinstance(found[key], str) and found[key] for key in TEXTS & set(found))
        for name in found.get("author", [{"literal": "nobody"}]):
            assert set(name) <= NAME_PARTS
            assert ("literal" in name) != ("family" in name)
            assert all(isinstance(part, str) and part for part in name.values())
        (date,) = found.get("issued", {"date-parts": [[1999]]}).values()
        assert [[type(number) for number in part] for part in date] == [[int]]


def test_it_shows_what_the_list_says_character_for_character(graph: ReadingGraph) -> None:
    found = items(graph)
    assert [entry["id"] for entry in found] == graph.order
    for entry in found:
        paper = graph.papers[entry["id"]]
        assert seen(entry["title"]) == paper.title
        short = paper.short or ""
        assert seen(entry.get("title-short", "")) == short * paper.title.startswith(short)
        assert [*map(str.split, named(paper.authors))] == [*map(said, entry.get("author", []))]
        assert entry.get("DOI") == paper.doi


def said(name: dict[str, str]) -> list[str]:
    """The words of a name in the order in which its list has them."""
    if re.match("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", name.get("family", "")):
        return [name["family"], name["given"]]
    order = ("literal", "given", "non-dropping-particle", "family", "suffix")
    return [word for part in order for word in seen(name.get(part, "")).split()]


def test_a_processor_cites_every_paper_with_its_title_character_for_character(
    graph: ReadingGraph,
) -> None:
    found = items(graph)
    found = found[:: 1 + len(found) // 60]  # it takes its time
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        lines = cited(found)
    for entry, line in zip(found, lines, strict=True):
        assert " ".join(entry["title"].split()) in " ".join(line.split())


def test_what_would_be_markup_is_shown_by_a_processor() -> None:
    title = "Bread <b>baked</b> & R&amp;D"
    (line,) = cited([item(Paper("x", title, "s", authors=("Ada Krume",), year=1951))])
    assert seen(line) == f"Krume, A. (1951) “{title}”."


def test_a_processor_finds_names_and_places() -> None:
    assert cited([item(JOURNAL), item(PREPRINT)]) == [
        "van der Krume, A. and Salt Ltd. 2 (1951) “Dough”, Annals of Baking, 9(8), pp. 17–35.",
        "Müller, J. (1999) “Loaves”. arXiv. Available at: https://arxiv.org/abs/9901.00001.",
    ]


JOURNAL = Paper(
    "a", "Dough", "s", authors=("Ada van der Krume", "Salt Ltd. 2"), year=1951,
    venue="Annals of Baking 9(8), 17–35",
)  # fmt: skip
PREPRINT = Paper("b", "Loaves", "s", authors=("Jonas Müller",), year=1999, arxiv="9901.00001")


def cited(found: list[dict[str, Any]]) -> list[str]:
    """Each as an entry of a bibliography, in plain text."""
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(found), formatter.plain)
    for entry in found:
        bibliography.register(Citation([CitationItem(entry["id"])]))
    return [str(line) for line in bibliography.bibliography()]


# For one paper


def test_a_paper_of_which_nothing_is_known_is_a_document() -> None:
    assert item(Paper("x", "X", "s")) == {"id": "x", "type": "document", "title": "X"}


def test_a_name_that_no_title_begins_with_is_no_short_title_of_it() -> None:
    """Styles that print a short title print it in place of the title."""
    assert item(Paper("x", "Yeast: A Fungus", "s", short="Yeast"))["title-short"] == "Yeast"
    assert "title-short" not in item(Paper("x", "What Kneading Does", "s", short="Gluten"))


PUBLISHED = {
    "Neural Computation 9(8), 17–35": (
        "article-journal",
        {"container-title": "Neural Computation", "volume": "9", "issue": "8", "page": "17-35"},
    ),
    "Nature, vol. 3": ("article-journal", {"container-title": "Nature, vol. 3"}),
    "NeurIPS 2017": ("paper-conference", {"container-title": "NeurIPS 2017"}),
    "OpenAI technical report": ("report", {"publisher": "OpenAI", "genre": "technical report"}),
    "PhD thesis, Harvard": ("thesis", {"publisher": "Harvard", "genre": "PhD thesis"}),
    "MIT Press": ("book", {"publisher": "MIT Press"}),
    "OpenAI blog": ("post-weblog", {"container-title": "OpenAI blog"}),
    "arXiv": ("article", {"publisher": "arXiv"}),
}


@pytest.mark.parametrize("venue", PUBLISHED)
def test_the_venue_tells_the_type_and_where_it_was_published(venue: str) -> None:
    kind, told = PUBLISHED[venue]
    assert item(Paper("x", "X", "s", venue=venue)) == {
        "id": "x", "type": kind, "title": "X", **told,
    }  # fmt: skip


@pytest.mark.parametrize("venue", [None, "arXiv", "arXiv preprint"])
def test_a_paper_that_is_at_arxiv_only_is_told_by_its_number_there(venue: str | None) -> None:
    assert item(Paper("x", "X", "s", venue=venue, arxiv="9901.00001v2")) == {
        "id": "x",
        "type": "article",
        "title": "X",
        "publisher": "arXiv",
        "number": "arXiv:9901.00001v2",
        "URL": "https://arxiv.org/abs/9901.00001v2",
    }


def test_a_published_paper_keeps_its_number_at_arxiv() -> None:
    found = item(Paper("x", "X", "s", venue="ICLR 2015", arxiv="9901.00001"))
    assert (found["type"], found["container-title"]) == ("paper-conference", "ICLR 2015")
    assert (found["archive"], found["archive_location"]) == ("arXiv", "9901.00001")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Ada B. Krume", {"given": "Ada B.", "family": "Krume"}),
        ("Ada van der Krume Jr.", {
            "given": "Ada", "non-dropping-particle": "van der", "family": "Krume", "suffix": "Jr.",
        }),
        ("Plato", {"literal": "Plato"}),
        ("Krume, Ada", {"literal": "Krume, Ada"}),
        ("Salt and Water", {"literal": "Salt and Water"}),
        ("Team of 12", {"literal": "Team of 12"}),
        ("The Bread Team", {"literal": "The Bread Team"}),
        ("北本 朝展", {"family": "北本", "given": "朝展"}),
        ("北本朝展", {"literal": "北本朝展"}),
    ],
)  # fmt: skip
def test_a_name_is_split_where_its_parts_are_certain(name: str, told: dict[str, str]) -> None:
    assert item(Paper("x", "X", "s", authors=(name,)))["author"] == [told]


def test_the_address_is_where_one_reads_it_and_none_where_the_doi_says_so() -> None:
    links = (Link("slides", "https://example.org/slides"),)
    assert "URL" not in item(Paper("x", "X", "s", doi="10.5555/x", links=links))
    paper = Paper("x", "X", "s", doi="10.5555/x", url="https://example.org/x")
    assert item(paper)["URL"] == "https://example.org/x"


def test_a_site_has_it(toy: Built) -> None:
    assert toy.site.read("data/papers.csl.json") == papers_csl(graph_of(TOY))
