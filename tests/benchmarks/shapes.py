"""Lists of other shapes than ours, each built once: what it takes, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.hosting import compressed
from benchmarks.measuring import Failed, Say
from benchmarks.outlines import outlines
from benchmarks.workshop import workshop

MEGABYTE = 1_000_000
LONGEST_SECONDS = 300
MOST_WARNINGS = 30


def figures(papers: int, _rounds: int, say: Say) -> Iterator[Figure]:
    for name, text in outlines(papers).items():
        say(name)
        with workshop(text) as shop:
            try:
                cost = shop.build_cold(2 * LONGEST_SECONDS)
            except Failed as failure:
                say(str(failure))
                yield Figure("shapes", f"{name}, builds that failed", 1, "", limit=0)
                continue
            warnings = [line for line in cost.complaints if line.startswith("warning: ")]
            undrawn = sum("no picture on" in line for line in warnings)
            yield Figure("shapes", name, cost.seconds, "s", limit=LONGEST_SECONDS)
            yield Figure("shapes", f"{name}, memory", cost.megabytes, "MB", limit=1_000)
            lines = len(warnings)
            yield Figure("shapes", f"{name}, lines of warnings", lines, "", limit=MOST_WARNINGS)
            yield Figure("shapes", f"{name}, reasons for no picture", undrawn, "", limit=0)
            yield from _pages(name, shop.site)


def _pages(name: str, site: Path) -> Iterator[Figure]:
    pages = list(site.rglob("*.html"))
    largest = max(page.stat().st_size for page in pages)
    sent = max(len(compressed(page)) for page in pages)
    widest = max(map(_widest, pages))
    yield Figure("shapes", f"{name}, largest page", largest / MEGABYTE, "MB")
    yield Figure("shapes", f"{name}, largest page, sent", sent / MEGABYTE, "MB")
    yield Figure("shapes", f"{name}, widest picture", widest, "points")


def _widest(page: Path) -> float:
    """Of the pictures on a page; 0 where there is none."""
    sizes = re.findall(r'<svg class="rg-picture[^>]* viewBox="(\S+ ){3}', page.read_text("utf-8"))
    return max((float(width) for width in sizes), default=0)
