"""The generated pages: Markdown with finished HTML in it, written by the templates beside.

Whatever a catalogue says enters a page in one of three ways: escaped by jinja2 inside HTML,
entity by entity where it is Markdown (`as_markdown`), or as HTML that `notes` made safe.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from . import addresses, notes, schema_org, suggestion, views
from .addresses import Here
from .description import description
from .escaping import as_markdown, doi_address
from .forge import ListFile
from .graph import ReadingGraph
from .layout import LayoutFailed
from .markdown import Target
from .model import Need, Paper, Route, Section
from .picture import Drawing, Picture, section_class
from .unshown import Unshown
from .wording import counted, duration, written_out

MOST_ON_HOME = 40
"""Above this number of papers home links to the picture instead of showing it."""

MOST_ON_PATH = 40
"""Above this number of papers the path to a paper is a list only."""

MOST_LISTED = 100
"""Above this number it is no list either: those of a long chain would be longer than all notes."""

MOST_UNDRAWN_NAMED = 5


@dataclass(frozen=True)
class Page:
    """One generated page: its address on the site, its title, its Markdown."""

    address: str
    title: str
    text: str


@dataclass(frozen=True)
class Pages:
    """All generated pages, in the order of the site, and what their reader will miss on them:
    pictures, and notes that are there only as they were written, each with the reason.
    """

    pages: tuple[Page, ...]
    warnings: tuple[str, ...]
    unshown: Mapping[str, Unshown]


@dataclass(frozen=True)
class Chapter:
    """A section as legends and lists show it."""

    section: Section
    number: int
    style: str
    href: str


@dataclass(frozen=True)
class Reason:
    """An edge as a list shows it: the paper at its other end, and why."""

    paper: Paper
    href: str
    why: str | None


@dataclass(frozen=True)
class Way:
    """The path to a paper: all that it rests on and itself, in reading order, the picture, and
    the plan of it.
    """

    anchor: str | None
    papers: list[Paper]
    picture: Markup | None
    plan: str

    @property
    def is_listed(self) -> bool:
        return len(self.papers) <= MOST_LISTED


@dataclass(frozen=True)
class Entry:
    """What a section page shows of one paper."""

    paper: Paper
    label: str | None
    style: str
    step: int
    rests_on: int
    before: list[Reason]
    helpful: list[Reason]
    leads_to: list[Reason]
    helps: list[Reason]
    actions: list[tuple[str, str]]
    notes: Markup
    way: Way | None
    citation: str


def site_pages(
    graph: ReadingGraph,
    drawn: Mapping[str, Drawing],
    citations: Mapping[str, str],
    offline: bool = False,
    file: ListFile | None = None,
    *,
    has_feed: bool = False,
) -> Pages:
    """All pages that are made of a catalogue. `drawn` holds the drawing of every picture that
    `pictures` names; where one failed, the page says so and keeps its list. `citations` is the
    BibTeX of each paper by its id. Without a `file` on a forge no page leads there, nor to a feed
    unless the site has one.
    """
    writer = _Writer(graph, drawn, citations, offline, file)
    firsts = (writer.home(), writer.graph_page(), writer.plan_page(), writer.new_page(has_feed))
    sections = tuple(writer.section(section) for section in graph.catalogue.sections)
    return Pages(firsts + sections, tuple(_undrawn(writer.undrawn)), writer.unshown)


def pictures(graph: ReadingGraph) -> dict[str, Picture]:
    """The pictures of the site, by the address of the place that each belongs to."""
    found = {addresses.GRAPH: views.whole(graph)} if views.can_be_whole(graph) else {}
    if views.has_map(graph):
        found[addresses.MAP] = views.of_sections(graph)
    for section in graph.catalogue.sections:
        if views.can_be_drawn(graph, section):
            found[addresses.section(section.id)] = views.of_section(graph, section)
            found |= _paths(graph, section)
    return found


def _paths(graph: ReadingGraph, section: Section) -> dict[str, Picture]:
    """The paths to the papers of a section, by their places in the entries."""
    return {
        addresses.path(paper): views.of_path(graph, paper)
        for paper in graph.catalogue.in_section(section.id)
        if 1 <= graph.number_below(paper.id) < MOST_ON_PATH
    }


class _Writer:
    """Writes pages, and gathers what could not be shown on them."""

    def __init__(
        self,
        graph: ReadingGraph,
        drawn: Mapping[str, Drawing],
        citations: Mapping[str, str],
        offline: bool,
        file: ListFile | None,
    ) -> None:
        self.graph = graph
        self.catalogue = graph.catalogue
        self.drawn = drawn
        self.citations = citations
        self.offline = offline
        self.file = file
        self.undrawn: dict[str, str] = {}
        self.unshown: dict[str, Unshown] = {}

    def home(self) -> Page:
        small = len(self.graph.papers) <= MOST_ON_HOME
        here = Here(addresses.HOME, self.offline)
        first = next(iter(self.catalogue.sections), None)
        summary = self._note(self.catalogue.summary, here)
        return self._page(
            here, "Home", "home.md",
            about=description(summary) or f"{self._title}, in reading order.",
            linked=schema_org.sections(
                self._title, self.catalogue.sections, lambda s: here.to(addresses.section(s.id))
            ),
            summary=summary,
            picture=self._svg(addresses.GRAPH, here) if small else None,
            routes=[self._route(route, here) for route in self.catalogue.routes],
            start=self._start(here),
            suggested=self._suggested(first) if first else None,
        )  # fmt: skip

    def _start(self, here: Here) -> Entry | None:
        """The first paper that needs nothing: one that we have something to say of, if there is."""
        papers = [self.graph.papers[paper_id] for paper_id in self.graph.order]
        roots = sorted((p for p in papers if not p.needs), key=lambda paper: paper.planned)
        return self._entry(roots[0].id, here) if roots else None

    def graph_page(self) -> Page:
        here = Here(addresses.GRAPH, self.offline)
        return self._page(
            here, "Graph", "graph.md",
            about=f"{self._title}: what rests on what, as a graph and as a list.",
            picture=self._svg(addresses.GRAPH, here),
            map=self._svg(addresses.MAP, here),
            all_arrows=views.shows_all_arrows(self.graph),
            most_into=views.most_into(self.graph),
            arrows=self._arrows() if addresses.MAP in self.drawn else [],
            svg_href=here.to(addresses.DATA + "graph.svg"),
            entries=[self._entry(paper_id, here) for paper_id in self.graph.order],
        )  # fmt: skip

    def plan_page(self) -> Page:
        here = Here(addresses.PLAN, self.offline)
        entries = [self._entry(paper_id, here) for paper_id in self.graph.order]
        about = f"{self._title}: what to read, and in which order, to get to any of the papers."
        return self._page(here, "Plan", "plan.md", about, entries=entries)

    def _arrows(self) -> list[tuple[Section, list[tuple[Section, int]]]]:
        """What the map of the sections shows: from each, how many arrows lead to which."""
        counts = views.section_edges(self.graph)
        by_id = {section.id: section for section in self.catalogue.sections}
        return [
            (section, [(by_id[e.after], n) for e, n in counts.items() if e.before == section.id])
            for section in self.catalogue.sections
        ]

    def new_page(self, has_feed: bool) -> Page:
        days = [
            (day, [self.graph.papers[paper_id] for paper_id in ids])
            for day, ids in self.graph.by_day.items()
        ]
        here = Here(addresses.NEW, self.offline)
        return self._page(
            here, "New", "new.md",
            about=f"{self._title}: what was added, and when.",
            days=days,
            feed_href=here.to(addresses.FEED) if has_feed else None,
        )  # fmt: skip

    def section(self, section: Section) -> Page:
        address = addresses.section(section.id)
        here = Here(address, self.offline)
        ids = [i for i in self.graph.order if self.graph.papers[i].section == section.id]
        papers = [self.graph.papers[i] for i in ids]
        summary = self._note(section.summary, here)
        drawn = self.drawn[address].picture if address in self.drawn else None
        return self._page(
            here, section.title, "section.md",
            about=description(summary) or f"{section.title}: {counted(len(ids), 'paper')}.",
            linked=schema_org.papers(section.title, papers, self._paper_href(here)),
            section=section,
            summary=summary,
            picture=self._svg(address, here),
            drawn=drawn,
            around=views.surroundings(self.graph, section),
            is_drawn=views.can_be_drawn(self.graph, section),
            among_all=here.to(addresses.among_all(section.id)),
            among=[self._chapter(other, here) for other in self._sections_of(drawn)],
            entries=[self._entry(paper_id, here, whole=True) for paper_id in ids],
            suggested=self._suggested(section),
        )  # fmt: skip

    def _sections_of(self, picture: Picture | None) -> list[Section]:
        """Those that have a paper in a picture, in the order of the site."""
        drawn = {self.graph.papers[i].section for i in picture.nodes} if picture else set()
        return [section for section in self.catalogue.sections if section.id in drawn]

    def _suggested(self, section: Section) -> str:
        """An entry to copy, which needs the first paper of its section, else the last of all."""
        papers = [self.graph.papers[i] for i in self.graph.order]
        near = (paper for paper in papers if paper.section == section.id)
        return suggestion.entry(section, next(near, papers[-1] if papers else None))

    @property
    def _title(self) -> str:
        return self.catalogue.title or "A reading list"

    def _page(
        self, here: Here, title: str, template: str, about: str, linked: str = "", **values: Any
    ) -> Page:
        text = (
            _templates()
            .get_template(template)
            .render(
                graph=self.graph,
                catalogue=self.catalogue,
                chapters=[self._chapter(section, here) for section in self.catalogue.sections],
                data=addresses.DATA,
                about=about,
                linked=linked,
                graph_href=here.to(addresses.GRAPH),
                is_whole=views.can_be_whole(self.graph),
                contributing_href=here.to(addresses.CONTRIBUTING),
                file=self.file,
                paper_href=self._paper_href(here),
                paper_style=lambda paper: self._section_style(paper.section),
                **values,
            )
        )
        return Page(here.page, title, text)

    def _chapter(self, section: Section, here: Here) -> Chapter:
        return Chapter(
            section=section,
            number=self.graph.section_numbers[section.id],
            style=self._section_style(section.id),
            href=here.to(addresses.section(section.id)),
        )

    def _section_style(self, section_id: str) -> str:
        return section_class(self.graph.section_numbers[section_id])

    def _paper_href(self, here: Here) -> Callable[[Paper], str]:
        return lambda paper: here.to(addresses.paper(paper))

    def _svg(self, address: str, here: Here) -> Markup | None:
        """The picture of a page, or None where there is nothing to draw or drawing failed."""
        if address not in self.drawn:
            return None
        try:
            return Markup(self.drawn[address].svg(here.to))
        except LayoutFailed as failure:
            self.undrawn[address] = str(failure)
            return None

    def _route(self, route: Route, here: Here) -> dict[str, Any]:
        return {
            "route": route,
            "summary": self._note(route.summary, here),
            "papers": [self.graph.papers[paper_id] for paper_id in self.graph.plan(route.to)],
            "plan": here.to(addresses.plan(*(self.graph.papers[goal] for goal in route.to))),
        }

    def _entry(self, paper_id: str, here: Here, *, whole: bool = False) -> Entry:
        """Notes, and the path to the paper, are in the `whole` entry only."""
        paper = self.graph.papers[paper_id]
        return Entry(
            paper=paper,
            label=unsaid(paper),
            style=self._section_style(paper.section),
            step=self.graph.step[paper_id],
            rests_on=self.graph.number_below(paper_id),
            before=self._reasons(self._named(paper.needs), here),
            helpful=self._reasons(self._named(paper.background), here),
            leads_to=self._reasons(self.graph.leads_to(paper_id), here),
            helps=self._reasons(self.graph.helps(paper_id), here),
            actions=list(actions(paper)),
            notes=self._note(paper.notes, here) if whole else Markup(""),
            way=self._way(paper, here) if whole else None,
            citation=self.citations[paper_id] if whole else "",
        )

    def _way(self, paper: Paper, here: Here) -> Way | None:
        before = self.graph.rests_on(paper.id)
        if not before:
            return None
        address = addresses.path(paper)
        anchor = address.partition("#")[2]
        return Way(
            anchor=anchor if anchor not in self.graph.papers else None,  # which goes before
            papers=[*(self.graph.papers[i] for i in before), paper],
            picture=self._svg(address, here),
            plan=here.to(addresses.plan(paper)),
        )

    def _named(self, needs: Iterable[Need]) -> list[tuple[Paper, Need]]:
        pairs = [(self.graph.papers[need.paper], need) for need in needs]
        return sorted(pairs, key=lambda pair: self.graph.step[pair[0].id])

    def _reasons(self, pairs: Iterable[tuple[Paper, Need]], here: Here) -> list[Reason]:
        return [Reason(p, here.to(addresses.paper(p)), need.why) for p, need in pairs]

    def _note(self, markdown: str | None, here: Here) -> Markup:
        if not markdown:
            return Markup("")
        if markdown in self.unshown:  # on another page: what takes too long is not tried again
            return Markup(notes.as_written(markdown))

        def target(paper_id: str) -> Target | None:
            paper = self.graph.papers.get(paper_id)
            return Target(here.to(addresses.paper(paper)), paper.name) if paper else None

        made = notes.rendered(markdown, target)
        if made.unshown:
            self.unshown[markdown] = made.unshown
        return Markup(made.html)


def _undrawn(failures: Mapping[str, str]) -> Iterator[str]:
    """A line for each reason, with the pages that have no picture for it."""
    for why in dict.fromkeys(failures.values()):
        pages = [f"/{address}" for address, reason in failures.items() if reason == why]
        more = len(pages) - MOST_UNDRAWN_NAMED
        named = [*pages[:MOST_UNDRAWN_NAMED], *([f"{more:,} more"] if more > 0 else [])]
        yield f"no picture on {', '.join(named)}: {why}"


def actions(paper: Paper) -> Iterator[tuple[str, str]]:
    """Where a paper can be read, as (what a button says, address); the best first."""
    if paper.url:
        yield ("PDF" if paper.url.lower().endswith(".pdf") else "Read it"), paper.url
    if paper.arxiv:
        yield "arXiv", f"https://arxiv.org/abs/{paper.arxiv}"
        yield "PDF", f"https://arxiv.org/pdf/{paper.arxiv}"
    if paper.doi:
        yield "DOI", doi_address(paper.doi)
    for link in paper.links:
        yield link.title, link.url


def unsaid(paper: Paper) -> str | None:
    """The short name of a paper whose title does not say it, in capitals or not.

    >>> unsaid(Paper("a", "Wind Tunnels (WTs)", "s", short="WT"))
    'WT'
    >>> unsaid(Paper("a", "Kites: A Method", "s", short="KITES"))
    """
    if not paper.short:
        return None
    word = rf"(?<!\w){re.escape(paper.short)}(?!\w)"
    return None if re.search(word, paper.title, re.IGNORECASE) else paper.short


def total(papers: Iterable[Paper]) -> int:
    """The minutes of all papers that tell theirs."""
    return sum(paper.minutes or 0 for paper in papers)


def _block(text: str) -> Markup:
    """A filled-in piece of a template as one line, so that Markdown finds no line to begin at."""
    return Markup(re.sub(r"\s*\n\s*", " ", text).strip())


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "as_markdown": lambda text: Markup(as_markdown(text)),
        "duration": duration,
        "total": total,
        "counted": counted,
        "number": "{:,}".format,
        "written_out": written_out,
        "block": _block,
        "lined": lambda text: Markup(notes.one_line(str(escape(text)))),
        "in_front": lambda text: Markup(json.dumps(str(text), ensure_ascii=False)),
    }
    return environment
