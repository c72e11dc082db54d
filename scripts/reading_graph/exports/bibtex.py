"""data/papers.bib, for whoever cites the papers; and data/bibtex.js, the same for pages.

What kind of work a paper is no list says: its venue tells, as far as it can.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..escaping import bibtex_value, script_json
from ..graph import ReadingGraph
from ..model import Paper
from ..pages import actions

_PREPRINT = re.compile(r"(?i:arxiv|corr)\b")
_REPORT = re.compile(r"(?i)\btechnical report\b")
_JOURNAL = re.compile(r"(?i)\b(journal|transactions|magazine)\b")
"""Before the meetings, for the Transactions of the ACL."""
_MEETING = re.compile(
    r"(?i)\b(conference|workshop|symposium|annual meeting|neural information processing systems)\b"
)
_PROCEEDINGS = re.compile(
    r"(?i)\bproceedings\b(?! of the "
    r"(national academy|ieee|royal society|(london|american) mathematical society))"
)
"""All but those that are journals."""
_ACRONYM = re.compile(
    r"\b(AAAI|AISTATS|CHI|COLING|COLT|CoNLL|CVPR|ECCV|ECML|EACL|EMNLP|FOCS|ICASSP|ICCV|ICLR|ICML|"
    r"ICRA|IJCAI|IJCNLP|IJCNN|Interspeech|KDD|MICCAI|NAACL|ACL|NeurIPS|NIPS|NSDI|OSDI|PLDI|PODS|"
    r"POPL|SIGCOMM|SIGGRAPH|SIGIR|SIGMOD|SODA|SOSP|STOC|UAI|VLDB|WWW)(?![A-Za-z])"
)
"""As they are written: in lower case some are words."""


def papers_bib(graph: ReadingGraph) -> str:
    """An entry for every paper, in reading order."""
    return "\n".join(entries(graph).values())


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
    kind, published = _published(paper)
    fields = {
        "title": _whole(paper.title),  # or styles would write it in lower case
        "author": " and ".join(map(_author, paper.authors)),
        **{name: bibtex_value(value) for name, value in published.items()},
        "year": paper.year,
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


def _published(paper: Paper) -> tuple[str, dict[str, str]]:
    """The type of a paper's entry, and the field that tells its venue."""
    venue = paper.venue
    if not venue or (paper.arxiv and _PREPRINT.match(venue)):
        return "misc", {}
    if _PREPRINT.match(venue):
        return "misc", {"howpublished": venue}
    if _REPORT.search(venue):
        return "techreport", {"institution": _institution(venue)}
    if _is_conference(venue):
        return "inproceedings", {"booktitle": venue}
    return "article", {"journal": venue}


def _institution(venue: str) -> str:
    """Styles say themselves that it is a report.

    >>> _institution("OpenAI technical report"), _institution("MIT Technical Report 12")
    ('OpenAI', 'MIT Technical Report 12')
    """
    return re.sub(r"(?i)^technical report\b\W*|\W*\btechnical report$", "", venue) or venue


def _is_conference(venue: str) -> bool:
    meetings = (_MEETING, _PROCEEDINGS, _ACRONYM)
    return not _JOURNAL.search(venue) and any(meeting.search(venue) for meeting in meetings)


def _author(name: str) -> str:
    """A name as BibTeX splits it, `First von Last`; in braces where it would split it wrongly."""
    return bibtex_value(name) if _has_parts(name) else _whole(name)


def _has_parts(name: str) -> bool:
    """
    >>> [_has_parts(name) for name in ("Ada van Krume", "Plato", "Krume, Ada", "Salt and Water")]
    [True, False, False, False]
    """
    words = name.split()
    return (
        len(words) > 1
        and "," not in name
        and "and" not in map(str.lower, words)
        and all(any(map(str.isalpha, word)) for word in words)
    )


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
