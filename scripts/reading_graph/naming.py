"""Which paper or section of a list somebody means."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from .identifiers import identifier_in, without_version
from .model import Catalogue, Paper, Section
from .wording import quoted

LONGEST_COMPARED = 100
_WHERE_IDS_ARE = "the id of a paper ends its address on the site, and is its `id` in the list"


def paper_meant(text: str, catalogue: Catalogue) -> Paper | None:
    """The paper of an id; or of what else stands for one: an earlier id, the short name, the title,
    the arXiv id, the DOI.
    """
    if text in catalogue.by_id:
        return catalogue.by_id[text]
    plain = text.strip().casefold()
    wanted = {plain, (identifier_in(plain) or plain).casefold()}
    return next((p for p in catalogue.papers if wanted & _names(p)), None)


def section_meant(text: str, catalogue: Catalogue) -> Section | None:
    """The section of an id, or of a title."""
    plain = text.strip().casefold()
    by_id = (s for s in catalogue.sections if s.id == plain)
    by_title = (s for s in catalogue.sections if s.title.casefold() == plain)
    return next(by_id, None) or next(by_title, None)


def unknown_paper(text: str, catalogue: Catalogue) -> str:
    """What to say where nobody knows which paper is meant."""
    names = {name: paper.id for paper in catalogue.papers for name in _names(paper)}
    hint = _nearest(text, names) or f"; {_WHERE_IDS_ARE}"
    return f"{quoted(text)} is not in the list{hint}"


def unknown_section(text: str, catalogue: Catalogue) -> str:
    names = {section.id: section.id for section in catalogue.sections}
    hint = _nearest(text, names) or f"; there are {', '.join(names)}"
    return f"{quoted(text)} is no section{hint}"


def _names(paper: Paper) -> set[str]:
    arxiv = without_version(paper.arxiv) if paper.arxiv else None
    known = (paper.id, paper.short, paper.title, arxiv, paper.doi, *paper.aliases)
    return {name.casefold() for name in known if name}


def _nearest(text: str, ids: Mapping[str, str]) -> str:
    near = get_close_matches(text.casefold()[:LONGEST_COMPARED], ids, 1)
    return f"; did you mean {quoted(ids[near[0]])}?" if near else ""
