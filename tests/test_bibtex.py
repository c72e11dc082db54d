"""The list as BibTeX: two of its readers find in every entry what the list says."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import accumulate

import pytest
from bibtexparser import entrypoint as bibtexparser
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pybtex import database as pybtex
from pybtex.bibtex.utils import change_case
from pybtex.plugin import find_plugin
from reading_graph.escaping import doi_address
from reading_graph.exports.bibtex import (
    bibtex,
    bibtex_js,
    entries,
    papers_bib,
    reading_address,
    section_bibs,
)
from reading_graph.exports.csl import item
from reading_graph.fields import DOI
from reading_graph.graph import ReadingGraph
from reading_graph.imports.names import authors
from reading_graph.model import Link, Paper
from reading_graph.people import named
from support import latex as typeset
from support.builds import Built
from support.graphs import graph_of
from support.latex import latex
from support.toy import TOY, changed


@dataclass(frozen=True)
class Entry:
    """An entry as somebody else's library reads it; names by their words, in the order in which
    they are said.
    """

    kind: str
    authors: list[list[str]]
    fields: dict[str, str]


# Its readers


def by_bibtexparser(text: str) -> dict[str, Entry]:
    names = [SeparateCoAuthors(), SplitNameParts()]
    library = bibtexparser.parse_string(text, append_middleware=names)
    assert not library.failed_blocks
    assert library.blocks == library.entries
    found = {}
    for entry in library.entries:
        fields = {field.key: field.value for field in entry.fields}
        authors = fields.pop("author", [])
        said = [[*name.first, *name.von, *name.last, *name.jr] for name in authors]
        found[entry.key] = Entry(entry.entry_type, said, fields)
    return found


def by_pybtex(text: str) -> dict[str, Entry]:
    found = {}
    for key, entry in pybtex.parse_string(text, "bibtex").entries.items():
        said = [
            [*name.first_names, *name.middle_names, *name.prelast_names, *name.last_names]
            for name in entry.persons.get("author", [])
        ]
        found[key] = Entry(entry.type, said, dict(entry.fields))
    return found


READERS = [by_bibtexparser, by_pybtex]


def unbraced(text: str) -> str:
    """What is in braces of its own; a backslash after the first would undo what they are for."""
    assert text.startswith("{")
    assert text.endswith("}")
    assert text[1] != "\\"
    return text[1:-1].removeprefix("{}")


def name_of(words: list[str]) -> list[str]:
    """The words of a name as LaTeX shows them, out of the braces that keep it whole."""
    name = " ".join(words)
    return (latex(unbraced(name)) if is_whole(name) else typeset.name(name)).split()


def is_whole(name: str) -> bool:
    """Whether the first brace of a name is closed by its last, and there is not one sign in it."""
    depths = list(accumulate((sign == "{") - (sign == "}") for sign in name))
    return name[0] == "{" and depths.index(0) == len(name) - 1 and name[1] != "\\"


def test_readers_of_bibtex_find_every_paper_and_what_the_list_says_of_it(
    graph: ReadingGraph,
) -> None:
    for read in READERS:
        found = read(papers_bib(graph))
        assert list(found) == graph.order
        for key, entry in found.items():
            paper = graph.papers[key]
            assert latex(unbraced(entry.fields["title"])).split() == paper.title.split()
            told = named(paper.authors)
            others = ["others"] * (len(paper.authors) - len(told))
            assert [*map(name_of, entry.authors)] == [*map(str.split, (*told, *others))]
            in_venue = re.findall(r"\d{4}$", paper.venue or "")
            assert entry.fields.get("year", "None") in [str(paper.year), *in_venue]
            assert entry.fields.get("doi") == paper.doi
            assert entry.fields.get("eprint") == paper.arxiv


def test_a_title_keeps_its_capitals(graph: ReadingGraph) -> None:
    for entry in by_pybtex(papers_bib(graph)).values():
        title = entry.fields["title"]
        assert change_case(title, "t") == change_case(title, "u") == title


def test_an_entry_with_every_field_reads_so() -> None:
    assert entries(graph_of(TOY))["gluten"] == (
        "@article{gluten,\n"
        "  title = {{What Kneading Does to a Dough}},\n"
        '  author = {Ada Krume and Jonas M{\\"u}ller},\n'
        "  journal = {Annals of Baking},\n"
        "  volume = {3},\n"
        "  year = {1951},\n"
        "  doi = {10.5555/bread.1951},\n"
        "  url = {https://example.org/gluten.pdf}\n"
        "}\n"
    )


def test_an_entry_with_a_title_only_can_be_read() -> None:
    text = entries(graph_of(TOY))["rye"]
    assert text == "@misc{rye,\n  title = {{Rye Has No Gluten Worth the Name}}\n}\n"
    for read in READERS:
        assert list(read(text)) == ["rye"]


def test_an_empty_list_is_an_empty_file() -> None:
    assert papers_bib(graph_of("sections: []\npapers: []\n")) == ""


# The type of an entry


PUBLISHED = {
    "Nature 323, 533–536": (
        "article",
        {"journal": "Nature", "volume": "323", "pages": "533--536"},
    ),
    "Neural Computation 9(8), 17-35": (
        "article",
        {"journal": "Neural Computation", "volume": "9", "number": "8", "pages": "17--35"},
    ),
    "Physical Review Letters 116, 061102": (
        "article",
        {"journal": "Physical Review Letters", "volume": "116", "pages": "061102"},
    ),
    "Journal of Machine Learning Research": (
        "article",
        {"journal": "Journal of Machine Learning Research"},
    ),
    "NeurIPS 2017": ("inproceedings", {"booktitle": "NeurIPS 2017"}),
    "OpenAI technical report": ("techreport", {"institution": "OpenAI"}),
    "MIT Technical Report 12": ("techreport", {"institution": "MIT Technical Report 12"}),
    "PhD thesis, Harvard": ("phdthesis", {"school": "Harvard", "type": "PhD thesis"}),
    "Diploma thesis": ("misc", {"howpublished": "Diploma thesis"}),
    "Diploma thesis, Wien": ("mastersthesis", {"school": "Wien", "type": "Diploma thesis"}),
    "MIT Press": ("book", {"publisher": "MIT Press"}),
    "OpenAI blog": ("misc", {"howpublished": "OpenAI blog"}),
    "arXiv": ("misc", {"howpublished": "arXiv"}),
    None: ("misc", {}),
}


@pytest.mark.parametrize("venue", PUBLISHED, ids=str)
def test_the_venue_tells_the_type_of_an_entry_and_where_it_was_published(venue: str | None) -> None:
    kind, told = PUBLISHED[venue]
    text = bibtex(Paper("x", "X", "s", authors=("Ada Krume",), year=2017, venue=venue), None)
    for read in READERS:
        entry = read(text)["x"]
        assert entry.kind == kind
        assert entry.fields == {"title": "{X}", "year": "2017"} | told


@pytest.mark.parametrize("venue", [venue for venue in PUBLISHED if venue])
def test_an_entry_that_lacks_what_its_type_requires_is_of_the_type_that_requires_nothing(
    venue: str,
) -> None:
    for paper in (
        Paper("x", "X", "s", year=1951, venue=venue),
        Paper("x", "X", "s", authors=("Ada Krume",), venue=venue),
    ):
        entry = by_pybtex(bibtex(paper, None))["x"]
        assert (entry.kind, entry.fields["howpublished"]) == ("misc", venue)


def test_a_style_of_pybtex_prints_every_list(graph: ReadingGraph) -> None:
    """It ends at the first entry that lacks what its type requires."""
    read = pybtex.parse_string(papers_bib(graph), "bibtex")
    printed = find_plugin("pybtex.style.formatting", "plain")().format_bibliography(read)
    assert sorted(entry.key for entry in printed) == sorted(graph.order)


@pytest.mark.parametrize("venue", ["", "    venue: arXiv\n", "    venue: arXiv preprint\n"])
def test_a_paper_that_is_at_arxiv_only_is_told_by_its_number_there(venue: str) -> None:
    text = changed('    arxiv: "9901.00001v2"\n', f'{venue}    arxiv: "9901.00001v2"\n')
    entry = by_pybtex(papers_bib(graph_of(text)))["yeast"]
    assert entry.kind == "misc"
    assert entry.fields == {
        "title": r"{Yeast: A Small Fungus \& Its Large Bubbles}",
        "year": "1962",
        "eprint": "9901.00001v2",
        "archivePrefix": "arXiv",
        "url": "https://arxiv.org/abs/9901.00001v2",
    }


def test_a_published_paper_keeps_its_number_at_arxiv() -> None:
    text = changed('    arxiv: "9901.00001v2"\n', '    venue: ICLR\n    arxiv: "9901.00001v2"\n')
    entry = by_pybtex(papers_bib(graph_of(text)))["yeast"]
    assert entry.kind == "inproceedings"
    assert entry.fields["eprint"] == "9901.00001v2"


@pytest.mark.parametrize(
    ("venue", "year"),
    [
        ("CVPR 2016", 2016),
        ("CVPR 2014", 2015),
        ("CVPR", 2015),
        ("Journal of Bread 2016", 2015),
        ("arXiv 2016", 2015),
    ],
)
def test_a_paper_of_a_meeting_is_cited_with_the_year_of_the_meeting(venue: str, year: int) -> None:
    paper = Paper("x", "X", "s", authors=("Ada Krume",), year=2015, venue=venue)
    assert by_pybtex(bibtex(paper, None))["x"].fields["year"] == str(year)
    assert item(paper)["issued"] == {"date-parts": [[year]]}


# Names


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Ada Krume", "Krume"),
        ("Ludwig van Beethoven", "Beethoven"),
        ("Plato", "{Plato}"),
        ("others", "{others}"),
        ("Krume, Ada", "{Krume, Ada}"),
        ("Salt and Water", "{Salt and Water}"),
        ("and Sons", "{and Sons}"),
        ("Team of 12", "{Team of 12}"),
        ("The Bread Team", "{The Bread Team}"),
        ("LIGO Scientific Collaboration", "{LIGO Scientific Collaboration}"),
        ("Rand Andersen", "Andersen"),
        ("Guy L. Krume Jr.", "Krume"),
        ("Krume Jr.", "{Krume Jr.}"),
        ("北本 朝展", "{北本 朝展}"),
    ],
)
def test_a_name_is_one_author_whatever_it_is(name: str, last: str) -> None:
    text = bibtex(Paper("x", "X", "s", authors=("Berta Gär", name, "O. Fen")), None)
    first, middle, end = pybtex.parse_string(text, "bibtex").entries["x"].persons["author"]
    assert (first.last_names, end.last_names) == ([r"G{\"a}r"], ["Fen"])
    assert " ".join(middle.last_names) == last
    assert [len(entry.authors) for entry in by_bibtexparser(text).values()] == [3]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Łukasz Kaiser", r"{\L}ukasz Kaiser"),
        ("Éva Tardos", r"{\'E}va Tardos"),
        ("Ümit Çatalyürek", r"{\"U}mit {\c{C}}ataly{\"u}rek"),
        ("Ştefan Ángel Øre", r"{\c{S}}tefan {\'A}ngel {\O}re"),
        ("Þór Ýr", r"{\TH}{\'o}r {\'Y}r"),
        ("Huế Đỗ", r"Hu{\'{\^e}} {\DJ}{\~{\^o}}"),
        ("Vít Čech", r"V{\'\i}t {\v{C}}ech"),
        ("Лев Ландау", "Лев Ландау"),
    ],
)
def test_an_accent_in_a_name_is_a_command_as_bibtex_itself_knows_no_letters_but_those_of_ascii(
    name: str, written: str
) -> None:
    text = bibtex(Paper("x", "X", "s", authors=(name,)), None)
    assert f"  author = {{{written}}}\n" in text
    assert authors(written) == (name,)
    for read in READERS:
        (words,) = read(text)["x"].authors
        assert name_of(words) == name.split()


@pytest.mark.parametrize("rest", ["et al.", "et al", "others", "and others"])
def test_authors_who_are_not_named_are_others_to_bibtex_and_nobody_to_csl(rest: str) -> None:
    paper = Paper("x", "X", "s", authors=("Ada Krume", "Berta Gär", rest))
    assert '  author = {Ada Krume and Berta G{\\"a}r and others}\n' in bibtex(paper, None)
    assert [author["family"] for author in item(paper)["author"]] == ["Krume", "Gär"]


# Where it is read


def test_the_address_is_where_one_reads_it_and_none_where_the_doi_says_so() -> None:
    links = (Link("slides", "https://example.org/slides"),)
    paper = Paper("x", "X", "s", arxiv="9901.00001", doi="10.5555/x", links=links)
    assert reading_address(paper) == "https://arxiv.org/abs/9901.00001"
    assert reading_address(Paper("x", "X", "s", doi="10.5555/x", links=links)) is None
    assert reading_address(Paper("x", "X", "s", links=links)) is None


@settings(deadline=None)
@given(st.from_regex(re.compile(DOI, re.ASCII), fullmatch=True))
@example("10.1000/a}b")
@example("10.1000/a{}b\\")
@example('10.1000/%#"&_~^$@x{')
def test_a_doi_is_told_as_it_is_or_as_an_address(doi: str) -> None:
    paper = Paper("x", "X", "s", doi=doi)
    text = bibtex(paper, reading_address(paper))
    for read in READERS:
        fields = read(text)["x"].fields
        written = not re.search(r"[\\{}]", doi)
        told = {"doi": doi} if written else {"url": doi_address(doi)}
        assert fields == {"title": "{X}"} | told


# The script, the files of the sections, and the site


def test_the_script_says_what_the_file_says(graph: ReadingGraph) -> None:
    before, _, value = bibtex_js(graph).partition(" = ")
    assert before == "(window.readingGraph ??= {}).bibtex"
    assert value.endswith(";\n")
    assert "\n".join(json.loads(value[:-2]).values()) == papers_bib(graph)


def test_each_section_has_a_file_of_its_own(graph: ReadingGraph) -> None:
    files = section_bibs(graph)
    assert list(files) == [section.id for section in graph.catalogue.sections]
    for section, text in files.items():
        inside = {paper.id for paper in graph.catalogue.in_section(section)}
        assert list(by_pybtex(text)) == [paper for paper in graph.order if paper in inside]


def test_a_site_has_them(toy: Built) -> None:
    graph = graph_of(TOY)
    for section, text in section_bibs(graph).items():
        assert toy.site.read(f"data/sections/{section}.bib") == text
    assert toy.site.read("data/papers.bib") == papers_bib(graph)
    assert toy.site.read("data/bibtex.js") == bibtex_js(graph)
