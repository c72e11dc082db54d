"""The format of papers.yaml, said once: checks and documentation are read off this table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
NAME = SLUG.replace("a-z", "A-Za-z")
"""What may be meant for an id: none has capitals, but somebody writes `[[Adam]]`."""
ARXIV = r"(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})(v[1-9]\d*)?"
DOI = r"10\.\d{4,9}/[!-;=?-~]+"
LONGEST_SLUG = 80
_DEVICES = {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
RESERVED = frozenset({"index", "404", "assets", "con", "prn", "aux", "nul"} | _DEVICES)
"""Ids that would become a page of the site itself, or a name that Windows cannot write."""
EARLIEST_YEAR = 1600
MOST_NEEDS = 200
MOST_AUTHORS = 5_000


@dataclass(frozen=True)
class Text:
    """Text of at most `most` characters, on one line unless it is Markdown."""

    most: int
    markdown: bool = False


@dataclass(frozen=True)
class Slug:
    """An id; where `of` is given, one that is declared elsewhere."""

    of: str | None = None


@dataclass(frozen=True)
class Pattern:
    """Text that a regular expression describes; `address` finds it inside a pasted address."""

    expression: str
    like: str
    address: str
    most: int = 200


@dataclass(frozen=True)
class Address:
    """An http or https address."""

    most: int = 2_000


@dataclass(frozen=True)
class Whole:
    """A whole number; `most` is None for the year after this one."""

    least: int
    most: int | None


@dataclass(frozen=True)
class Day:
    """A date, YYYY-MM-DD."""


@dataclass(frozen=True)
class Choice:
    options: tuple[str, ...]


@dataclass(frozen=True)
class ListOf:
    item: Kind
    most: int | None = None


@dataclass(frozen=True)
class Record:
    """A mapping. `bare` names the field that a bare text may stand for."""

    name: str
    fields: tuple[Field, ...]
    bare: str | None = None

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    @cached_property
    def required(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.required)


@dataclass(frozen=True)
class Field:
    """One key: what it holds, what it is for, and how an entry that has it looks."""

    name: str
    kind: Kind
    says: str
    example: str
    required: bool = False


Kind = Text | Slug | Pattern | Address | Whole | Day | Choice | ListOf | Record

NEED = Record(
    "need",
    (
        Field(
            "paper",
            Slug("papers"),
            "the paper to read first",
            "paper: general-relativity",
            required=True,
        ),
        Field(
            "why",
            Text(300),
            "what this paper takes from it",
            "why: the waves are solutions of its equations",
        ),
    ),
    bare="paper",
)
_LINK = Record(
    "link",
    (
        Field("title", Text(120), "what is there", "title: data", required=True),
        Field("url", Address(), "where", "url: https://example.org/data", required=True),
    ),
)
_SECTION = Record(
    "section",
    (
        Field(
            "id",
            Slug(),
            "its name in addresses: lower-case letters, digits, single hyphens",
            "id: observations",
            required=True,
        ),
        Field("title", Text(120), "its heading", "title: Observations", required=True),
        Field(
            "summary",
            Text(20_000, markdown=True),
            "Markdown that opens its page",
            "summary: What was seen, and by whom.",
        ),
    ),
)
_ROUTE = Record(
    "route",
    (
        Field("title", Text(120), "its name", "title: The short way", required=True),
        Field(
            "to",
            ListOf(Slug("papers"), 200),
            "the papers it arrives at",
            "to: [first-waves]",
            required=True,
        ),
        Field(
            "summary",
            Text(20_000, markdown=True),
            "whom it is for",
            "summary: If you have one evening.",
        ),
    ),
)
PAPER = Record(
    "paper",
    (
        Field(
            "id",
            Slug(),
            "its name in addresses and in other papers' `needs`: stable for ever",
            "id: first-waves",
            required=True,
        ),
        Field(
            "title",
            Text(300),
            "the title in full",
            'title: "Observation of Gravitational Waves from a Binary Black Hole Merger"',
            required=True,
        ),
        Field(
            "short",
            Text(24),
            "the name people call it by, unique: graph and lists",
            "short: GW150914",
        ),
        Field(
            "section",
            Slug("sections"),
            "the id of its section",
            "section: observations",
            required=True,
        ),
        Field(
            "authors",
            ListOf(Text(200), MOST_AUTHORS),
            "the names, in order",
            "authors: [B. P. Abbott, R. Abbott]",
        ),
        Field(
            "year", Whole(EARLIEST_YEAR, None), "the year of its first public version", "year: 2016"
        ),
        Field(
            "venue",
            Text(300),
            "where it was published",
            "venue: Physical Review Letters 116, 061102",
        ),
        Field(
            "arxiv",
            Pattern(ARXIV, '"1602.03837"', "arxiv.org/"),
            "the arXiv id, in quotes",
            'arxiv: "1602.03837"',
        ),
        Field(
            "doi",
            Pattern(DOI, "10.1103/PhysRevLett.116.061102", "doi.org/"),
            "the DOI, without an address before it",
            "doi: 10.1103/PhysRevLett.116.061102",
        ),
        Field(
            "url",
            Address(),
            "where to read it, if not at arXiv or the DOI",
            "url: https://example.org/waves.pdf",
        ),
        Field(
            "links",
            ListOf(_LINK, 50),
            "what else belongs to it: data, code, a video, a better version",
            "links: [{title: data, url: https://example.org/data}]",
        ),
        Field(
            "tldr",
            Text(200),
            "one sentence: cards, tooltips, lists",
            "tldr: Two black holes merged, and the ripple was measured on Earth.",
        ),
        Field(
            "notes",
            Text(20_000, markdown=True),
            "our notes, with mathematics as `$…$` and other papers as `[[some-id]]`",
            "notes: A strain of $10^{-21}$, seen by two detectors at once.",
        ),
        Field(
            "needs",
            ListOf(NEED, MOST_NEEDS),
            "what to read first, and why",
            "needs: [{paper: general-relativity, why: its equations have waves as solutions}]",
        ),
        Field(
            "background",
            ListOf(NEED, MOST_NEEDS),
            "what helps, though one can go on without it",
            "background: [interferometers]",
        ),
        Field("minutes", Whole(1, 100_000), "how long a first reading takes", "minutes: 60"),
        Field(
            "status",
            Choice(("read", "planned")),
            "`planned` for a paper that is still to be written up; `read` need not be said",
            "status: planned",
        ),
        Field("tags", ListOf(Slug(), 50), "words to find it by", "tags: [black-holes, detection]"),
        Field("added", Day(), "the day it came into the list", "added: 2026-01-31"),
        Field(
            "aliases",
            ListOf(Slug(), 50),
            "its earlier ids: links to them go on working on its section's page and the graph's",
            "aliases: [ligo-2016]",
        ),
    ),
)
CATALOGUE = Record(
    "catalogue",
    (
        Field("title", Text(120), "the name of the list", "title: Reading list"),
        Field(
            "summary",
            Text(20_000, markdown=True),
            "Markdown that opens the home page",
            "summary: What this list is for.",
        ),
        Field(
            "routes",
            ListOf(_ROUTE, 50),
            "ways through the list",
            "routes: [{title: The short way, to: [first-waves]}]",
        ),
        Field(
            "sections",
            ListOf(_SECTION),
            "the sections, in the order of the site, and of reading but for what a paper needs",
            "sections: [{id: observations, title: Observations}]",
            required=True,
        ),
        Field(
            "papers",
            ListOf(PAPER),
            "the papers; their order has no meaning",
            "papers: []",
            required=True,
        ),
    ),
)
