"""What is published is read back by our own import as the list has it."""

from __future__ import annotations

import re

import pytest
from reading_graph.exports.bibtex import papers_bib
from reading_graph.exports.csl import papers_csl
from reading_graph.graph import ReadingGraph
from reading_graph.identifiers import without_version
from reading_graph.imports import bibtex, csl
from reading_graph.model import Paper
from reading_graph.people import named

ADDRESS = r"://|www\."
"""In a venue, the import takes it for the address of the work."""
WAYS = {"bib": (papers_bib, bibtex.works), "csl": (papers_csl, csl.works)}


@pytest.mark.parametrize("way", WAYS)
def test_our_own_import_reads_every_paper_back_as_it_was(graph: ReadingGraph, way: str) -> None:
    written, read = WAYS[way]
    found = read(written(graph))
    assert (len(found.found), found.skipped) == (len(graph.order), ())
    for paper_id, entry in zip(graph.order, found.found, strict=True):
        paper, work = graph.papers[paper_id], entry.work
        arxiv = paper.arxiv and without_version(paper.arxiv)
        assert work.title.split() == paper.title.split()
        assert [*map(str.split, work.authors)] == [*map(str.split, named(paper.authors))]
        assert (work.arxiv, work.doi) == (arxiv, paper.doi)
        assert work.year == paper.year or (not arxiv and work.year == year_of_meeting(paper))
        if re.search(ADDRESS, paper.venue or ""):
            continue
        assert (work.venue or "").split() == (paper.venue or ("arXiv" if arxiv else "")).split()
        assert work.url == (None if arxiv or paper.doi else paper.url)


def year_of_meeting(paper: Paper) -> int | None:
    """What citations tell instead of the first year, which only the id at arXiv brings back."""
    found = re.search(r"\d{4}$", paper.venue or "")
    return int(found[0]) if found else None
