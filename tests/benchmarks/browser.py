"""The pages of a list in a real browser: what is sent, when it is seen, how it is moved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser
from reading_graph.stage import PICTURE_STYLES
from support.builds import ROOT

from benchmarks.browsing import Feel, Visit, browser, feels
from benchmarks.figures import Beside, Figure
from benchmarks.hosting import Host, compressed, hosted
from benchmarks.measuring import Say
from benchmarks.specimen import specimen
from benchmarks.workshop import workshop

KILOBYTE = 1_000
GRAPH = "graph/"
SECTION_PAGE = 150
OF_30 = ((120, 4), (600, 20))
"""Lists whose sections have 30 papers each: how many papers, and sections."""


@dataclass(frozen=True)
class Limits:
    """Of the graph page: kilobytes, and how many times as long as its picture alone it takes to be
    seen. A small picture by itself is nearly nothing: beside it one would measure the theme.
    """

    kilobytes: float
    times: float | None


LIMITS = (Limits(150, None), Limits(500, 1.2))


def figures(papers: int, rounds: int, say: Say) -> Iterator[Figure]:
    with browser() as launched:
        for number, limits in zip((papers // 10, papers), LIMITS, strict=True):
            yield from _graph_page(launched, number, limits, rounds, say)
        for number, sections in OF_30:
            yield _section_page(number, sections, say)


def _graph_page(
    launched: Browser, papers: int, limits: Limits, rounds: int, say: Say
) -> Iterator[Figure]:
    what = f"graph page, {papers:,} papers"
    say(f"the site of {papers:,} papers")
    with workshop(specimen(papers)) as shop:
        shop.build()
        page = shop.site / GRAPH / "index.html"
        _write_bare_page(page)
        with hosted(shop.site) as host:
            sent = _sent(launched, host)
            bare = Visit(f"{host.address}{GRAPH}bare.html", ".rg-picture", lights=False)
            first = Visit(host.address + GRAPH, ".rg-picture", lights=True)
            all_papers = ".rg-picture:not(.rg-map)"
            whole = Visit(f"{host.address}{GRAPH}?view=papers", all_papers, lights=True)
            found = feels(launched, [bare, first, whole], rounds, say)
    size = len(compressed(page)) / KILOBYTE
    yield Figure("browser", f"{what}, sent", size, "KB", limit=limits.kilobytes)
    yield Figure("browser", f"{what}, all of a first visit", sent, "KB")
    yield from _felt(what, limits.times, *found)


def _felt(what: str, times: float | None, bare: Feel, first: Feel, whole: Feel) -> Iterator[Figure]:
    beside = Beside(bare.seen, "its picture alone")
    yield Figure("browser", f"{what}, first sight", first.seen, "ms", beside, times)
    yield Figure("browser", f"{what}, its scripts have run", first.ready, "ms")
    yield Figure("browser", f"{what}, all papers seen", whole.seen, "ms")
    yield Figure("browser", f"{what}, a frame while moved", whole.moved, "ms", limit=25)
    yield Figure("browser", f"{what}, a frame while lit up", whole.lit, "ms", limit=25)
    yield Figure("browser", f"{what}, first view, while lit up", first.lit, "ms", limit=25)


def _sent(launched: Browser, host: Host) -> float:
    """Kilobytes, of all that a browser loads which has nothing kept yet."""
    with launched.new_page() as page:
        page.goto(host.address + GRAPH, wait_until="networkidle")
    return sum(host.sent) / KILOBYTE


def _section_page(papers: int, sections: int, say: Say) -> Figure:
    say(f"the site of {papers:,} papers in {sections} sections")
    with workshop(specimen(papers, sections)) as shop:
        shop.build()
        pages = (shop.site / "sections").glob("*/index.html")
        heaviest = max(len(compressed(page)) for page in pages)
    what = f"section page, 30 of {papers:,} papers, sent"
    return Figure("browser", what, heaviest / KILOBYTE, "KB", limit=SECTION_PAGE)


def _write_bare_page(page: Path) -> None:
    """A page with the largest picture of another, dressed as it is there."""
    picture = max(re.findall(r"<svg class=\"rg-picture.*?</svg>", page.read_text("utf-8")), key=len)
    assets = ROOT / "docs" / "assets"
    style = "".join((assets / name).read_text("utf-8") for name in PICTURE_STYLES)
    frame = "div { width: 1200px; height: 700px; overflow: hidden }"
    page.with_name("bare.html").write_text(
        f"<!doctype html><meta charset=utf-8><style>{style}{frame}</style><div>{picture}</div>",
        encoding="utf-8",
    )
