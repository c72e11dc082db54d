"""What a reading list is made of. Plain data: nothing here reads, checks or draws."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property


class Status(StrEnum):
    """Whether the list's author has read a paper and written it up, or means to."""

    READ = "read"
    PLANNED = "planned"


@dataclass(frozen=True)
class Need:
    """A paper to read first, and what the later paper takes from it."""

    paper: str
    why: str | None = None


@dataclass(frozen=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True)
class Paper:
    """One entry of the catalogue; the fields are those of papers.yaml, in its order."""

    id: str
    title: str
    section: str
    short: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    url: str | None = None
    links: tuple[Link, ...] = ()
    tldr: str | None = None
    notes: str | None = None
    needs: tuple[Need, ...] = ()
    background: tuple[Need, ...] = ()
    minutes: int | None = None
    status: Status = Status.READ
    tags: tuple[str, ...] = ()
    added: date | None = None
    aliases: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What people call the paper: its short name, else its title."""
        return self.short or self.title

    @property
    def planned(self) -> bool:
        return self.status is Status.PLANNED


@dataclass(frozen=True)
class Section:
    id: str
    title: str
    summary: str | None = None


@dataclass(frozen=True)
class Route:
    """A way through the list: papers to arrive at, and whom it is for."""

    title: str
    to: tuple[str, ...]
    summary: str | None = None


@dataclass(frozen=True)
class Catalogue:
    """A checked list: ids are unique, every reference leads somewhere, `needs` has no cycle."""

    title: str | None = None
    summary: str | None = None
    routes: tuple[Route, ...] = ()
    sections: tuple[Section, ...] = field(default=())
    papers: tuple[Paper, ...] = field(default=())

    @cached_property
    def by_id(self) -> dict[str, Paper]:
        return {paper.id: paper for paper in self.papers}

    def in_section(self, section_id: str) -> tuple[Paper, ...]:
        """The papers of one section, in the order of the catalogue."""
        return tuple(paper for paper in self.papers if paper.section == section_id)
