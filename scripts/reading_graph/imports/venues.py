"""Where a work was published, as a list says it, from the fields of a .bib entry."""

from __future__ import annotations

import re
from collections.abc import Callable

from .. import venues
from ..fields import ARXIV

Said = Callable[[str], str]
"""What a field says, as plain text; nothing where an entry does not have it."""

PARTS = frozenset({"inproceedings", "conference", "incollection", "inbook", "inreference"})
"""Kinds of entries that are a part of a work with a title of its own."""
WHOLES = frozenset(
    {"book", "mvbook", "booklet", "manual", "reference", "periodical"}
    | {"collection", "mvcollection", "proceedings", "mvproceedings"}
)
THESES = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master's thesis",
    "mathesis": "Master's thesis",
    "bathesis": "Bachelor's thesis",
    "thesis": "Thesis",
}
REPORTS = {
    "techreport": "technical report",
    "report": "technical report",
    "resreport": "research report",
}
"""Kinds of entries, and of biblatex's field `type`."""


def venue(kind: str, said: Said, is_at_arxiv: bool) -> str | None:
    """Where a work was published: at arXiv, if nowhere else."""
    places = [place for place in _places(kind, said) if place]
    others = [place for place in places if not is_preprint(place)]
    if others:
        return others[0]
    return "arXiv" if is_at_arxiv else next(iter(places), None)


def is_preprint(place: str) -> bool:
    """Whether a text names arXiv only.

    >>> is_preprint("arXiv preprint arXiv:1706.03762 [cs]"), is_preprint("CoRR"), is_preprint("Rye")
    (True, True, False)
    """
    if len(place) > _LONGEST or not _ARXIV.search(place):
        return False
    return not _OF_PREPRINTS.sub("", place)


_LONGEST = 300
"""What a venue may have in a list. The expression below takes its time on what is longer."""
_ARXIV = re.compile(r"\b(?:arxiv|corr)\b", re.IGNORECASE)
_OF_PREPRINTS = re.compile(
    rf"{ARXIV}|\[[\w .,-]+\]|arxiv|\.org|corr|e-?prints?|preprints?|technical report|abs|[\W_]",
    re.IGNORECASE,
)


def _places(kind: str, said: Said) -> list[str]:
    journal, book = _in_journal(said), _in_book(said)
    houses = ("school", "institution", "university", "organization", "publisher")
    institution = next(filter(None, map(said, houses)), "")
    if kind in THESES:
        return [", ".join(filter(None, [_kind(kind, THESES, said), institution]))]
    if kind in REPORTS:
        return [_report(_kind(kind, REPORTS, said), institution, said("number"))]
    if kind in PARTS:
        return [book, journal, said("series"), institution]
    if kind in WHOLES:
        return [said("publisher"), institution, journal, said("howpublished")]
    published = said("howpublished")
    elsewhere = "" if "://" in published or "www." in published else published
    return [journal, book, elsewhere, institution]


def _kind(kind: str, kinds: dict[str, str], said: Said) -> str:
    given = said("type")
    if given.lower() in ("", "thesis", "report"):
        return kinds[kind]
    return kinds.get(given.lower(), given)


def _report(kind: str, institution: str, number: str) -> str:
    """
    >>> _report("technical report", "Mill", "12"), _report("technical report", "", "")
    ('Mill technical report 12', 'Technical report')
    >>> _report("technical report", "Mill Technical Report 12", "")
    'Mill Technical Report 12'
    """
    if kind.lower() in institution.lower():
        return institution
    words = [institution, kind if institution else kind[:1].upper() + kind[1:], _short(number)]
    return " ".join(filter(None, words))


def _in_book(said: Said) -> str:
    title, subtitle = said("booktitle"), said("booksubtitle")
    return titled(title, subtitle) if title else said("eventtitle")


def titled(title: str, subtitle: str) -> str:
    """
    >>> titled("Rye", "A Grass"), titled("Why Rye?", "A Grass"), titled("Rye: A Grass", "A Grass")
    ('Rye: A Grass', 'Why Rye? A Grass', 'Rye: A Grass')
    """
    if not subtitle or title.endswith(subtitle):
        return title
    return f"{title}{'' if title.endswith(tuple(':?!.')) else ':'} {subtitle}"


def _in_journal(said: Said) -> str:
    name = said("journal") or said("journaltitle") or said("shortjournal")
    if not name or is_preprint(name):
        return name and "arXiv"
    number = _short(said("number") or said("issue"))
    pages = _pages(said("pages") or said("eid") or said("articleno"))
    return venues.journal(name, _short(said("volume")), number, pages)


_DASH = "\N{EN DASH}"


def _short(number: str) -> str:
    """
    >>> _short("Vol. 9"), _short("XII"), _short("April"), _short("arXiv:1706.03762")
    ('9', 'XII', '', '')
    """
    text = re.sub(r"(?i)^(?:vol(?:ume)?|no|number)\b\.?\s*", "", number)
    text = re.sub(r"(?<=\d)-(?=\d)", _DASH, text)
    has_number = re.search(r"\d|^[IVXLC]+$", text) and not text.startswith("abs/")
    return text if has_number and re.fullmatch(rf"[\w .,/{_DASH}&+()'-]{{1,20}}", text) else ""


def _pages(pages: str) -> str:
    r"""
    >>> ascii(_pages("pp. 533 - 536")), _pages("e12"), _pages("1-1"), _pages("arXiv:1706.03762")
    ("'533\\u2013536'", 'e12', '', '')
    """
    text = re.sub(r"(?i)^pp?\.\s*", "", pages)
    text = re.sub(rf"\s*{_DASH}\s*" if _DASH in text else r"\s*-\s*", _DASH, text)
    is_one = re.fullmatch(rf"[\w .,/+(){_DASH}-]{{1,40}}", text) and text != f"1{_DASH}1"
    return text if is_one else ""
