"""What the fields of an entry of BibTeX or biblatex say of a work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..fields import ARXIV
from .latex import plain, verbatim
from .names import authors
from .venues import WHOLES, is_preprint, titled, venue
from .works import Work, work


def described(kind: str, fields: Mapping[str, str]) -> Work:
    """The work of an entry; its fields by their names in lower case, as LaTeX. Raises Unfit."""

    def said(name: str) -> str:
        return " ".join(plain(fields.get(name, "")).split())

    title, ids = titled(said("title"), said("subtitle")), [*_ids(fields)]
    known = work(title, ids=ids)
    people = fields.get("author") or (fields.get("editor", "") if kind in WHOLES else "")
    return work(
        title,
        authors(people),
        _year(fields),
        venue(kind, said, known.arxiv is not None),
        ids,
        next(_addresses(fields), verbatim(fields.get("url", ""))),
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
_OF_ANOTHER = re.compile(
    r"\b(?:errat|corrig|correct|comment|repl[iy]|retract|supersed|review|translat)",
    re.IGNORECASE,
)
_URL = re.compile(r"\\(?:url|href)\s*\{((?:[^{}]|\{[^{}]*\})*)\}")


def _ids(fields: Mapping[str, str]) -> Iterator[str]:
    """All that is or may be an arXiv id or a DOI, the best known first."""
    yield from _eprints(fields)
    yield from (verbatim(fields.get(name, "")) for name in ("arxivid", "arxiv"))
    yield from re.split(r"[,;]?\s+", verbatim(fields.get("doi", "")))
    yield from (found[1] for name in _WHERE for found in _AT_ARXIV.finditer(fields.get(name, "")))
    if is_preprint(plain(fields.get("journal", ""))):
        yield fields.get("volume", "")
    note = verbatim(fields.get("note", ""))
    yield from (note, *(found[1] for found in [_AT_ARXIV.match(note)] if found))
    yield from _addresses(fields)


def _eprints(fields: Mapping[str, str]) -> list[str]:
    """The number at arXiv; until 2007, its archive stood in front, or in a field of its own."""
    eprint, archive = verbatim(fields.get("eprint", "")), fields.get("primaryclass", "")
    place = plain(fields.get("archiveprefix") or fields.get("eprinttype") or "arXiv").strip()
    if place.lower() == "arxiv":
        return [eprint, f"{archive}/{eprint}"]
    return [f"{place}/{eprint}"]


def _addresses(fields: Mapping[str, str]) -> Iterator[str]:
    """The addresses of the work itself: a note can have one of what is said about it."""
    for name in _LINKS:
        latex = fields.get(name, "")
        if name == "note" and _OF_ANOTHER.search(latex):
            continue
        in_commands = [found[1] for found in _URL.finditer(latex)]
        for text in in_commands or [latex]:
            for found in _ADDRESS.finditer(verbatim(text)):
                yield found[0].rstrip(".,;") if name in ("howpublished", "note") else found[0]
