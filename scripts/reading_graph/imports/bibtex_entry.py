"""What the fields of an entry of BibTeX or biblatex say of a work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..fields import ARXIV
from .latex import plain, verbatim
from .names import authors
from .venues import WHOLES, titled, venue
from .works import Work, work


def described(kind: str, fields: Mapping[str, str]) -> Work:
    """The work of an entry; its fields by their names in lower case, as LaTeX. Raises Unfit."""

    def said(name: str) -> str:
        return " ".join(plain(fields.get(name, "")).split())

    ids = [*_ids(fields)]
    known = work("?", ids=ids)
    people = fields.get("author") or (fields.get("editor", "") if kind in WHOLES else "")
    return work(
        titled(said("title"), said("subtitle")),
        authors(people),
        _year(fields),
        venue(kind, said, known.arxiv is not None),
        ids,
        next(_addresses(fields), None),
    )


_DATES = ("year", "date", "issued", "eventdate")


def _year(fields: Mapping[str, str]) -> str:
    dates = [plain(fields.get(name, "")) for name in _DATES]
    return next((date for date in dates if re.search(r"\d{4}", date)), "")


_WHERE = ("journal", "journaltitle", "volume", "number", "pages", "eid", "howpublished", "type")
"""Where arXiv ids stand in the midst of words, such as `arXiv preprint arXiv:1706.03762`."""
_LINKS = ("url", "link", "bdsk-url-1", "howpublished", "note", "ee", "pdf", "adsurl")
_AT_ARXIV = re.compile(rf"\b(?:arxiv[:\s]\s*|abs/)({ARXIV})", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def _ids(fields: Mapping[str, str]) -> Iterator[str]:
    """All that is or may be an arXiv id or a DOI, the best known first."""
    archive = fields.get("archiveprefix") or fields.get("eprinttype") or "arXiv"
    eprint, old = verbatim(fields.get("eprint", "")), fields.get("primaryclass", "")
    if plain(archive).strip().lower() == "arxiv":
        yield from (eprint, f"{plain(old or archive)}/{eprint}")
    elif re.fullmatch(r"\d{7}", eprint):
        yield f"{plain(archive)}/{eprint}"
    yield from (verbatim(fields.get(name, "")) for name in ("arxivid", "arxiv"))
    yield from re.split(r"[,;]?\s+", verbatim(fields.get("doi", "")))
    yield from (found[1] for name in _WHERE for found in _AT_ARXIV.finditer(fields.get(name, "")))
    note = verbatim(fields.get("note", ""))
    yield from (note, *(found[1] for found in [_AT_ARXIV.match(note)] if found))
    yield from _addresses(fields)


def _addresses(fields: Mapping[str, str]) -> Iterator[str]:
    for name in _LINKS:
        for found in _ADDRESS.finditer(verbatim(fields.get(name, ""))):
            yield found[0].rstrip(".,;") if name in ("howpublished", "note") else found[0]
