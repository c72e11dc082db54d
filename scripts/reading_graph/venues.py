"""Where a paper was published, which is one line of its entry: what that line tells for sure.

Of what kind a work is no list says; its venue does, as far as it can. Only the line of a journal is
taken apart, and only where it is written as here: `Annals of Baking 9(8), 17–35`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a paper was published as."""

    PREPRINT = "preprint"
    REPORT = "report"
    THESIS = "thesis"
    MEETING = "meeting"
    BOOK = "book"
    POST = "post"
    JOURNAL = "journal"


@dataclass(frozen=True)
class Venue:
    """`name` is what the paper stands in, or who published it: the institution of a report or a
    thesis, the press of a book. What else the line tells is beside it.
    """

    kind: Kind
    name: str | None
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    genre: str | None = None


def venue(text: str) -> Venue:
    """What a line tells. One that fits nothing is the whole name of a journal.

    >>> venue("Annals of Baking 9(8), 17–35").pages, venue("Annals, vol. 9").name
    ('17–35', 'Annals, vol. 9')
    >>> venue("Bakery technical report").name, venue("PhD thesis, School of Bread").genre
    ('Bakery', 'PhD thesis')
    """
    if _PREPRINT.match(text):
        return Venue(Kind.PREPRINT, text)
    if _REPORT.search(text):
        return _report(text)
    if thesis := _THESIS.fullmatch(text):
        return Venue(Kind.THESIS, thesis["name"], genre=thesis["genre"])
    if _is_meeting(text):
        return Venue(Kind.MEETING, text)
    if _PRESS.search(text):
        return Venue(Kind.BOOK, text)
    if _BLOG.search(text):
        return Venue(Kind.POST, text)
    return _in_journal(text)


def cited_year(told: Venue | None, first: int | None) -> int | None:
    """The year of a citation: that of a meeting, if its line ends in one, even where a paper was
    public before.

    >>> cited_year(venue("CVPR 2016"), 2015), cited_year(venue("Annals 2016"), 2015)
    (2016, 2015)
    """
    if first and told and told.name and told.kind is Kind.MEETING:
        held = re.search(r"\b(?:19|20)\d\d$", told.name)
        return max(first, int(held[0])) if held else first
    return first


def journal(name: str, volume: str = "", number: str = "", pages: str = "") -> str:
    """The line of an entry for a paper in a journal, as `venue` takes it apart.

    >>> journal("Annals of Baking", "9", "8", "17–35"), journal("Annals of Baking", pages="17")
    ('Annals of Baking 9(8), 17–35', 'Annals of Baking, 17')
    """
    place = f" {volume}" if volume else ""
    issue = f"({number})" if number else ""
    return name + (place or " " * bool(issue)) + issue + (f", {pages}" if pages else "")


_PREPRINT = re.compile(r"(?i:arxiv|corr)\b")
_REPORT = re.compile(r"(?i)\btechnical report\b")
_THESIS = re.compile(r"(?P<genre>(?:[^\W_][\w.' -]*)?(?i:thesis|dissertation))(?:, (?P<name>.+))?")
_PRESS = re.compile(r"(?i)\b(press|verlag|publishers|publishing)$")
_BLOG = re.compile(r"(?i)\b(web ?)?blog\b")
_PERIODICAL = re.compile(r"(?i)\b(journal|transactions|magazine)\b")
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
_IN_A_YEAR = re.compile(
    r"(?:[\w&-]+ )*(?=[^\sA-Z]*[A-Z][^\sA-Z]*[A-Z])(?P<last>[\w&-]+) \d{4}", re.ASCII
)
"""A name that ends in an acronym, and a year."""
_JOURNAL = re.compile(
    r"J[A-Z]+|T(?!ACAS|CC|REC)[A-Z]+|ACM|IEEE|SIAM|BMJ|CACM|IJCV|IJRR|MNRAS|NEJM|PAMI|PNAS|PLOS|"
    r"PR[A-ELX]"
)
"""Journals go by years, too: their short names, of which those of Transactions begin with a T."""


def _report(text: str) -> Venue:
    """With its institution where the line is that and the words, on either side of it."""
    genre = _REPORT.search(text)
    name = re.sub(r"(?i)^technical report\b\W*|\W*\btechnical report$", "", text)
    if genre and name and name != text:
        return Venue(Kind.REPORT, name, genre=genre[0])
    return Venue(Kind.REPORT, text)


def _is_meeting(text: str) -> bool:
    if _PERIODICAL.search(text):
        return False
    in_a_year = _IN_A_YEAR.fullmatch(text)
    if in_a_year and not _JOURNAL.fullmatch(in_a_year["last"]):
        return True
    return any(meeting.search(text) for meeting in (_MEETING, _PROCEEDINGS, _ACRONYM))


_PAGE = r"[A-Za-z]{0,2}\d+"
_PLACE = re.compile(
    r"(?P<name>[^\W\d_].*[^\W\d_][.)]?) (?P<volume>[A-Z]{0,2}\d+[A-Z]?)"
    r"(?:\((?P<number>[A-Za-z]{0,2}\d+(?:[–/-]\d+)?)\))?"
    rf"(?:, (?P<pages>\d+-\d+|{_PAGE}(?:–{_PAGE})?))?"
)
_LABEL = re.compile(
    r"(?i)\b(vol|volume|no|nr|num|number|issue|part|p|pp|page|pages|ch|chapter|art|article|ser|"
    r"series|session|appendix|supplement|suppl)\.?$"
)
"""A last word that says of the number after it that it is no volume, or that the line is written
in another way.
"""
_YEAR = re.compile(r"\d{4}")


def _in_journal(text: str) -> Venue:
    place = _PLACE.fullmatch(text)
    if not place or _LABEL.search(place["name"]):
        return Venue(Kind.JOURNAL, text)
    volume, number, pages = place["volume"], place["number"], place["pages"]
    if _YEAR.fullmatch(volume) and not (number or pages):
        return Venue(Kind.JOURNAL, text)
    return Venue(Kind.JOURNAL, place["name"], volume, number, pages)
