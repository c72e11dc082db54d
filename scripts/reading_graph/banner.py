"""What is wrong, as a part of a web page: above the last good page, or where there is none yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

MOST_SHOWN = 50

_BODY = re.compile(rb"<body\b[^>]*>")
_EXCERPT = re.compile(r" *\d* \| ")
_PROBLEM = re.compile(
    r"(?P<place>.+?:\d+:\d+): (?P<severity>error|warning)\[(?P<rule>[\w-]+)\]: (?P<message>.*)"
)


def above(page: bytes, report: str) -> bytes:
    """The page with the problems of a report, as the terminal shows it, at its top."""
    entries = list(_entries(report))
    banner = (
        _templates()
        .get_template("problems.html")
        .render(
            count=len(entries), entries=entries[:MOST_SHOWN], more=max(0, len(entries) - MOST_SHOWN)
        )
    )
    body = _BODY.search(page)
    start = body.end() if body else 0
    return page[:start] + banner.encode("utf-8", "replace") + page[start:]


def unbuilt() -> str:
    """The page that stands for all pages until the first build."""
    return _templates().get_template("unbuilt.html").render()


@dataclass
class _Entry:
    """One mistake: a problem in a file, or whatever else keeps the site from being built."""

    message: str
    place: str = ""
    rule: str = ""
    excerpt: list[str] = field(default_factory=list)


def _entries(report: str) -> Iterator[_Entry]:
    entry: _Entry | None = None
    for line in report.splitlines():
        if entry and _EXCERPT.match(line):
            entry.excerpt.append(line)
            continue
        if entry:
            yield entry
        problem = _PROBLEM.fullmatch(line)
        entry = (
            _Entry(problem["message"], problem["place"], problem["rule"])
            if problem
            else _Entry(line)
        )
    if entry:
        yield entry


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
