"""data/papers.bib and one file a section, for whoever cites the papers; and data/bibtex.js, the
same for pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..accents import in_latex
from ..escaping import bibtex_value, script_json
from ..graph import ReadingGraph
from ..model import Paper
from ..pages import actions
from ..people import is_east_asian, named, parts
from ..venues import Kind, cited_year, venue


def papers_bib(graph: ReadingGraph) -> str:
    """An entry for every paper, in reading order."""
    return "\n".join(entries(graph).values())


def section_bibs(graph: ReadingGraph) -> dict[str, str]:
    """The same for each section by its id; of one without papers it is empty."""
    found = entries(graph)
    return {
        section.id: "\n".join(
            found[i] for i in graph.order if graph.papers[i].section == section.id
        )
        for section in graph.catalogue.sections
    }


def bibtex_js(graph: ReadingGraph) -> str:
    """The entries by the ids of their papers, as a classic script: see `papers_js`."""
    return f"(window.readingGraph ??= {{}}).bibtex = {script_json(entries(graph))};\n"


def entries(graph: ReadingGraph) -> dict[str, str]:
    """The entry of every paper by its id, in reading order."""
    papers = (graph.papers[paper_id] for paper_id in graph.order)
    return {paper.id: bibtex(paper, reading_address(paper)) for paper in papers}


def bibtex(paper: Paper, address: str | None) -> str:
    """The entry of a paper, whose key is its id; `address` is where one reads it.

    >>> print(bibtex(Paper("kites", "On Kites", "s", authors=("Ada Krume", "Plato")), None), end="")
    @misc{kites,
      title = {{On Kites}},
      author = {Ada Krume and {Plato}}
    }
    """
    kind, published = _complete(paper, *_published(paper))
    fields = {
        "title": _whole(paper.title),  # or styles would write it in lower case
        "author": " and ".join(_authors(paper.authors)),
        **{name: value and _written(name, value) for name, value in published.items()},
        "year": cited_year(venue(paper.venue) if paper.venue else None, paper.year),
        "eprint": paper.arxiv,
        "archivePrefix": paper.arxiv and "arXiv",
        "doi": paper.doi and _verbatim(paper.doi),
        "url": address and _verbatim(address),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{kind}{{{paper.id},\n" + ",\n".join(lines) + "\n}\n"


def reading_address(paper: Paper) -> str | None:
    """Where one reads a paper, unless its DOI is all there is to say of it."""
    if not paper.url and not paper.arxiv and paper.doi and _verbatim(paper.doi):
        return None
    return next((href for _, href in actions(replace(paper, links=()))), None)


def _published(paper: Paper) -> tuple[str, dict[str, str | None]]:
    """The type of a paper's entry, and the fields that tell its venue."""
    if not paper.venue:
        return "misc", {}
    told = venue(paper.venue)
    match told.kind:
        case Kind.PREPRINT:
            return "misc", {"howpublished": None if paper.arxiv else told.name}
        case Kind.REPORT:
            return "techreport", {"institution": told.name}  # styles say that it is a report
        case Kind.THESIS:
            kind = "mastersthesis" if _BELOW_DOCTOR.match(told.genre or "") else "phdthesis"
            return kind, {"school": told.name, "type": told.genre}
        case Kind.MEETING:
            return "inproceedings", {"booktitle": told.name}
        case Kind.BOOK:
            return "book", {"publisher": told.name}
        case Kind.POST:
            return "misc", {"howpublished": told.name}
        case Kind.JOURNAL:
            place = {"volume": told.volume, "number": told.number, "pages": told.pages}
            return "article", {"journal": told.name, **place}


_REQUIRED = {
    "article": "journal",
    "inproceedings": "booktitle",
    "book": "publisher",
    "techreport": "institution",
    "phdthesis": "school",
    "mastersthesis": "school",
}
"""By type of entry, what names the venue. Each requires authors and a year, too."""


def _complete(
    paper: Paper, kind: str, published: dict[str, str | None]
) -> tuple[str, dict[str, str | None]]:
    """The same; but where an entry lacks what its type requires, at which some readers give up the
    whole file, it has the type that requires nothing.
    """
    required = _REQUIRED.get(kind)
    if not required or (paper.authors and paper.year and published[required]):
        return kind, published
    return "misc", {"howpublished": paper.venue}


_BELOW_DOCTOR = re.compile(r"(?i)(master|diplom|bachelor|m\.? ?sc|b\.? ?sc)")


def _written(field: str, text: str) -> str:
    """A dash between pages is two hyphens to LaTeX."""
    return re.sub("[-\N{EN DASH}]", "--", text) if field == "pages" else bibtex_value(text)


def _authors(names: Sequence[str]) -> list[str]:
    """As BibTeX has them, to which `others` is no name."""
    told = named(names)
    return [*map(_author, told), *(["others"] if len(told) < len(names) else [])]


def _author(name: str) -> str:
    r"""A name as BibTeX splits it, `First von Last`; in braces where it would split it wrongly.

    BibTeX itself takes only letters of ASCII for letters, and the words that begin with others for
    a particle: so accents are written as commands, which it knows.

    >>> print(_author("Éva Tardos"))
    {\'E}va Tardos
    """
    split = parts(name)
    if not split or is_east_asian(name) or (split.suffix and not split.given):
        return _whole(name)
    if not split.suffix:
        return in_latex(bibtex_value(name))
    last = f"{split.particle} {split.family}".strip()
    return in_latex(bibtex_value(f"{last}, {split.suffix}, {split.given}"))


def _whole(text: str) -> str:
    r"""A value in braces of its own, which BibTeX neither splits nor puts in lower case. It would
    where a backslash came first: then it takes all that is in the braces for one accented letter.

    >>> print(_whole("ResNet"), _whole("# Signs"))
    {ResNet} {{}\# Signs}
    """
    value = bibtex_value(text)
    first = "{}" if value.startswith("\\") else ""
    return f"{{{first}{value}}}"


def _verbatim(text: str) -> str | None:
    """What styles read as it is, and nothing can be escaped in; None where it would end its field,
    as some DOIs would. The address of such a DOI can be written: there, signs are encoded.
    """
    return None if re.search(r"[\\{}\s]", text) else text
