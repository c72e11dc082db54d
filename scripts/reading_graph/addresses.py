"""Where everything is on the site. Every internal address comes from here."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cache

from .model import Paper

HOME = ""
GRAPH = "graph/"
MAP = "graph/#_map"
PLAN = "plan/"
NEW = "new/"
FEED = "feed.xml"
SECTIONS = "sections/"
DATA = "data/"
CONTRIBUTING = "contributing/"
WRITTEN = frozenset({CONTRIBUTING})
"""Pages that people write: their files in docs/ are no index.md, and from disk it shows."""


def section(section_id: str) -> str:
    return f"{SECTIONS}{section_id}/"


def among_all(section_id: str) -> str:
    """The papers of a section in the whole picture.

    >>> among_all("flight")
    'graph/?section=flight'
    """
    return f"{GRAPH}?section={section_id}"


def paper(paper: Paper) -> str:
    """The heading of a paper on its section's page.

    >>> paper(Paper(id="kites", title="On Kites", section="flight"))
    'sections/flight/#kites'
    """
    return f"{section(paper.section)}#{paper.id}"


def lasting(paper: Paper) -> str:
    """The place of a paper that stays when it moves to another section.

    >>> lasting(Paper(id="kites", title="On Kites", section="flight"))
    'graph/#kites'
    """
    return f"{GRAPH}#{paper.id}"


def path(paper: Paper) -> str:
    """The way to a paper, in its entry.

    >>> path(Paper(id="kites", title="On Kites", section="flight"))
    'sections/flight/#path-kites'
    """
    return f"{section(paper.section)}#path-{paper.id}"


def plan(*goals: Paper) -> str:
    """The plan of all that is to be read for some papers.

    >>> plan(Paper(id="kites", title="On Kites", section="flight"))
    'plan/?to=kites'
    """
    return f"{PLAN}?to={','.join(goal.id for goal in goals)}"


@dataclass(frozen=True)
class Here:
    """A page, which knows how a link on it must be written: relative, so that the site works
    under any address; and `offline` naming the file, because from disk no server adds it.

    >>> Here("sections/flight/").to("sections/wind/#gusts")
    '../wind/#gusts'
    >>> Here("sections/flight/").to("sections/flight/#kites")
    '#kites'
    >>> Here("").to("")
    './'
    >>> Here("graph/", offline=True).to("plan/?to=kites")
    '../plan/index.html?to=kites'
    >>> Here("data/", offline=True).to("sections/wind/#gusts")
    '../sections/wind/index.html#gusts'
    >>> Here("sections/flight/", offline=True).to(CONTRIBUTING)
    '../../contributing.html'
    """

    page: str
    offline: bool = False

    def to(self, address: str) -> str:
        page = re.split("[?#]", address, maxsplit=1)[0]
        rest = address.removeprefix(page)
        if page == self.page and rest.startswith("#"):
            return rest
        if self.offline and page in WRITTEN:
            page = page.rstrip("/") + ".html"
        way = _way(self.page, page)
        if not page or page.endswith("/"):
            way += "/index.html" if self.offline else "/"
        return way + rest


@cache
def _way(here: str, there: str) -> str:
    return posixpath.relpath("/" + there, "/" + here)


def source(page: str) -> str:
    """The Markdown file in docs/ that becomes a page: its address is the same however MkDocs is
    told to name files.

    >>> source("sections/flight/"), source("")
    ('sections/flight/index.md', 'index.md')
    """
    return page + "index.md"
