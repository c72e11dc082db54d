"""What this list asks of its entries beyond the format, as docs/contributing.md tells it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner
from reading_graph.catalogue import read
from reading_graph.commands import check
from reading_graph.model import Catalogue, Link, Need, Paper, Status
from support.builds import ROOT

FILE = ROOT / "papers.yaml"
ENTRY = Paper(
    id="kites",
    title="Kites",
    section="wind",
    short="Kites",
    authors=("Ada Krume",),
    year=1901,
    url="https://example.org/kites",
    tldr="What holds a kite up.",
    notes="word " * 100,
    needs=(Need("wind", "What blows."),),
    background=(Need("paper", "What tears."),),
    minutes=30,
    tags=("air",),
    added=date(2001, 1, 1),
)
WITHOUT = {
    "a short name": replace(ENTRY, short=None),
    "authors": replace(ENTRY, authors=()),
    "a year": replace(ENTRY, year=None),
    "a link": replace(ENTRY, url=None),
    "a tldr that is a sentence": replace(ENTRY, tldr="Kites"),
    "notes of 80 to 250 words": replace(ENTRY, notes="word " * 251),
    "a why for everything that comes before": replace(ENTRY, needs=(Need("wind"),)),
    "at most four needs": replace(ENTRY, needs=(Need("wind", "It blows."),) * 5),
    "minutes": replace(ENTRY, minutes=None),
    "tags": replace(ENTRY, tags=()),
    "the day it was added": replace(ENTRY, added=None),
}


def lacking(paper: Paper) -> list[str]:
    """What this list asks for and an entry does not have."""
    wanted = {
        "a short name": paper.short,
        "authors": paper.authors,
        "a year": paper.year,
        "a link": paper.url or paper.arxiv or paper.doi or paper.links,
        "a tldr that is a sentence": paper.tldr and paper.tldr.endswith((".", "?")),
        "notes of 80 to 250 words": paper.planned or 80 <= words(paper.notes) <= 250,
        "a why for everything that comes before": all(
            need.why for need in (*paper.needs, *paper.background)
        ),
        "at most four needs": len(paper.needs) <= 4,
        "minutes": paper.minutes,
        "tags": paper.tags,
        "the day it was added": paper.added,
    }
    return [what for what, is_there in wanted.items() if not is_there]


def words(text: str | None) -> int:
    return len((text or "").split())


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    found = read(FILE).catalogue
    assert found
    return found


def test_the_check_has_nothing_to_say_of_it_however_strict() -> None:
    ran = CliRunner().invoke(check.main, ["--strict", str(FILE)])
    assert ran.exit_code == 0, ran.output
    assert "nothing is wrong" in ran.output


def test_every_entry_has_what_is_asked_for(catalogue: Catalogue) -> None:
    found = {paper.id: lacking(paper) for paper in catalogue.papers}
    assert {paper: what for paper, what in found.items() if what} == {}


@pytest.mark.parametrize("what", WITHOUT)
def test_an_entry_that_lacks_it_is_found(what: str) -> None:
    assert lacking(ENTRY) == []
    assert lacking(WITHOUT[what]) == [what]


def test_an_entry_on_the_reading_list_needs_no_notes_and_one_link_is_enough() -> None:
    assert lacking(replace(ENTRY, status=Status.PLANNED, notes=None)) == []
    for link in ({"arxiv": "0101.00001"}, {"doi": "10.1/x"}, {"links": (Link("a", "https://a"),)}):
        assert lacking(replace(ENTRY, url=None, **link)) == []


def test_no_two_notes_open_alike(catalogue: Catalogue) -> None:
    openings = Counter(
        " ".join(paper.notes.split()[:3]) for paper in catalogue.papers if paper.notes
    )
    assert [opening for opening, times in openings.items() if times > 1] == []


def test_every_section_says_how_it_hangs_together(catalogue: Catalogue) -> None:
    lengths = {section.id: words(section.summary) for section in catalogue.sections}
    assert {id_: n for id_, n in lengths.items() if not 40 <= n <= 120} == {}


def test_the_list_says_what_it_is_and_has_routes_that_say_where_they_lead(
    catalogue: Catalogue,
) -> None:
    assert words(catalogue.summary) >= 40
    assert len(catalogue.routes) >= 3
    assert [route.title for route in catalogue.routes if not route.summary] == []
