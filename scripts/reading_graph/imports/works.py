"""A work as others describe it, in the words that its entry in a list would have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..characters import refused_in_line
from ..checks.values import value_problems
from ..fields import MOST_AUTHORS, PAPER, ListOf, Record
from ..identifiers import arxiv_id, doi, first_month
from ..source import Scalar
from ..wording import quoted

_LIKE_A_DOI = re.compile(
    r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?10\.\d{4,9}/", re.IGNORECASE
)


@dataclass(frozen=True)
class Work:
    """Every value is one that its field of papers.yaml can hold; `left_out` says of what was given
    besides why it cannot stand there.
    """

    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    url: str | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Skipped:
    """An entry that no work can be made of: the line where it starts, from 1, and why."""

    line: int
    message: str


@dataclass(frozen=True)
class Found:
    """A work, and the line of the file where its entry starts, from 1."""

    work: Work
    line: int


@dataclass(frozen=True)
class Imported:
    """What a file holds, in its order."""

    found: tuple[Found, ...] = ()
    skipped: tuple[Skipped, ...] = field(default=())


class NothingTold(Exception):
    """Nothing can be learned of a work, or of a whole file of works. One line, which says why and
    what to do.
    """


class Unfit(Exception):
    """No entry can be made of what is told of a work. One line, which says why."""


def work(
    title: str,
    authors: Iterable[str] = (),
    year: str | int | None = None,
    venue: str | None = None,
    ids: Iterable[str] = (),
    url: str | None = None,
) -> Work:
    """A work of what a service or a file says of it, however it is spaced.

    `ids` may be or hold arXiv ids and DOIs in all their forms: the first of each counts. The year
    is that of the arXiv id where that is earlier: it is the first public version's. An address is
    left out where an id tells it. Raises Unfit where there is no title, or one that no entry can
    have.
    """
    given = [*filter(None, map(tidy, ids)), *([url] if url else [])]
    arxiv = next(filter(None, map(arxiv_id, given)), None)
    other = next((d for d in map(doi, given) if d and not arxiv_id(d)), None)
    sieve = _Sieve(_dois_that_do_not_fit(given))
    known = {"arxiv": sieve.kept("arxiv", arxiv), "doi": sieve.kept("doi", other)}
    return Work(
        _title(title),
        sieve.authors(authors),
        _year(str(year or ""), arxiv),
        sieve.kept("venue", venue),
        **known,
        url=None if any(known.values()) else sieve.kept("url", url),
        left_out=tuple(sieve.left_out),
    )


def _title(text: str) -> str:
    title = tidy(text)
    if wrong := fault("title", title) if title else "it has no title":
        raise Unfit(wrong)
    return title


def _dois_that_do_not_fit(given: Iterable[str]) -> list[str]:
    strange = (t for t in given if _LIKE_A_DOI.match(t) and not (doi(t) or arxiv_id(t)))
    return [f"`doi` cannot hold {quoted(text)}" for text in strange]


@dataclass
class _Sieve:
    """Keeps the values that their fields can hold, and says what it has left out."""

    left_out: list[str]

    def kept(self, name: str, text: str | None) -> str | None:
        value = tidy(text or "")
        wrong = fault(name, value) if value else None
        self.left_out.extend([wrong] if wrong else [])
        return None if wrong else value or None

    def authors(self, names: Iterable[str]) -> tuple[str, ...]:
        kept = [name for author in names if (name := self.kept("authors", author))]
        if more := len(kept[MOST_AUTHORS:]):
            limit = f"`authors` can hold {MOST_AUTHORS:,}; there are {more:,} more"
            self.left_out.append(limit)
        return tuple(kept[:MOST_AUTHORS])


def tidy(text: str) -> str:
    r"""The text on one line, its words a space apart, without what nobody can see.

    >>> tidy("  Attention\n  Is All\u200b You Need ")
    'Attention Is All You Need'
    """
    return " ".join(refused_in_line.sub(_space, text).split())


def _space(refused: re.Match[str]) -> str:
    return " " if refused[0].isspace() else ""


def fault(name: str, value: str, record: Record = PAPER) -> str | None:
    """What keeps a text from being one that a field of a record, or of its list, can hold."""
    kind = record.by_name[name].kind
    kind = kind.item if isinstance(kind, ListOf) else kind
    problems = value_problems(Scalar(value, False, 0, len(value)), kind, f"`{name}`")
    return problems[0].message if problems else None


def _year(written: str, arxiv: str | None) -> int | None:
    """
    >>> _year("2018-10-11", None), _year("submitted", "1706.03762"), _year("2023", "1706.03762")
    (2018, 2017, 2017)
    >>> _year("2018", "9901.00001"), _year("1066", "9901.00001")
    (2018, None)
    """
    found = re.search(r"(?<!\d)\d{4}(?!\d)", written)
    month = first_month(arxiv) if arxiv else None
    years = [*([int(found[0])] if found else []), *([month // 12] if month else [])]
    return min((year for year in years if not _fault_of_year(str(year))), default=None)


def _fault_of_year(year: str) -> bool:
    return bool(value_problems(Scalar(year, True, 0, 4), PAPER.by_name["year"].kind, "`year`"))
