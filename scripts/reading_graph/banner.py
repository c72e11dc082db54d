"""What is wrong, as a part of a web page: above the last good page, or where there is none yet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_BODY = re.compile(rb"<body\b[^>]*>")
_LEFT = re.compile(r"^and ([\d,]+) more; .*\Z", re.MULTILINE)
_EXCERPT = re.compile(r" *\d* \| ")
_CARETS = re.compile(r"( +\| *)(\^+)")
_PROBLEM = re.compile(
    r"(?P<place>.+?:\d+:\d+): (?P<severity>error|warning)\[(?P<rule>[\w-]+)\]: (?P<message>.*)"
)


def above(page: bytes, report: str) -> bytes:
    """The page with the problems of a report, as the terminal shows it, at its top."""
    left = _LEFT.search(report)
    entries = _entries(report[: left.start()] if left else report)
    more = int(left[1].replace(",", "")) if left else 0
    template = _templates().get_template("problems.html")
    banner = template.render(count=len(entries) + more, entries=entries, more=more)
    body = _BODY.search(page)
    start = body.end() if body else 0
    return page[:start] + banner.encode("utf-8", "replace") + page[start:]


def unbuilt() -> str:
    """The page that stands for all pages until the first build."""
    return _templates().get_template("unbuilt.html").render()


@dataclass(frozen=True)
class _Line:
    """A line of an excerpt: some text, or what points at it."""

    text: str
    carets: str = ""


@dataclass
class _Entry:
    """One mistake: a problem in a file, or whatever else keeps the site from being built."""

    message: str
    place: str = ""
    severity: str = ""
    rule: str = ""
    excerpt: list[_Line] = field(default_factory=list)


def _entries(report: str) -> list[_Entry]:
    """Lines that are no problem in a file, such as what a failed build says, are one entry."""
    entries: list[_Entry] = []
    for line in filter(None, report.splitlines()):
        if problem := _PROBLEM.fullmatch(line):
            place, severity, rule, message = problem.groups()
            entries.append(_Entry(message, place, severity, rule))
        elif entries and _EXCERPT.match(line):
            carets = _CARETS.fullmatch(line)
            entries[-1].excerpt.append(_Line(*carets.groups()) if carets else _Line(line))
        elif entries and not entries[-1].place:
            entries[-1].message += f"\n{line}"
        else:
            entries.append(_Entry(line))
    return entries


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
