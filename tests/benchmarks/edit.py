"""From saving papers.yaml, with a note changed, to the changed page in the browser: serve.py."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from playwright.sync_api import Error, Page

from benchmarks.browsing import browser
from benchmarks.figures import Figure
from benchmarks.measuring import Cost, Failed, Say, costs, end
from benchmarks.specimen import specimen
from benchmarks.workshop import Workshop, workshop

PAGE, ENTRY = "sections/s0/", "#paper-0"
"""Where the note that is changed is shown."""

MILLISECONDS, LONGEST_MILLISECONDS = 50, 300_000
"""Between two looks at the page, and until nobody looks any more."""

LIMITS = (3, 10)


def figures(papers: int, rounds: int, say: Say) -> Iterator[Figure]:
    for number, limit in zip((papers // 10, papers), LIMITS, strict=True):
        what = f"{number:,} papers"
        with workshop(specimen(number)) as shop, browser() as launched, launched.new_page() as page:
            say(f"{what}, the first build of serve.py")
            with _served(shop) as address:
                _open(page, address + PAGE)
                [seen] = costs({what: partial(_shown, shop, page)}, rounds, say)
        yield Figure("edit", what, seen.seconds, "s", limit=limit)


def _shown(shop: Workshop, page: Page) -> Cost:
    """Until a note that is saved is on the page, which is open all the time."""
    page.wait_for_load_state()
    started = time.perf_counter()
    said = shop.edit()
    is_there = f"document.body?.textContent.includes('{said}')"
    try:
        page.wait_for_function(is_there, polling=MILLISECONDS, timeout=LONGEST_MILLISECONDS)
    except Error:
        raise Failed("what is saved does not come to the browser") from None
    return Cost(time.perf_counter() - started)


def _open(page: Page, address: str) -> None:
    """Waits until the server answers, and then until the page comes alive with the first build."""
    end = time.monotonic() + LONGEST_MILLISECONDS / 1_000
    while True:
        try:
            page.goto(address)
            page.wait_for_selector(ENTRY, timeout=LONGEST_MILLISECONDS)
            return
        except Error:
            if time.monotonic() > end:
                raise Failed("serve.py shows nothing") from None
            time.sleep(0.2)


@contextmanager
def _served(shop: Workshop) -> Iterator[str]:
    """The address at which serve.py shows the list, or is about to."""
    command = [sys.executable, str(shop.project.root / "scripts" / "serve.py"), "--port", "0"]
    process = subprocess.Popen(
        command, env=shop.project.environ,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
    )  # fmt: skip
    try:
        yield _address(process.stdout or ())
    finally:
        end(process)


def _address(said: Iterable[str]) -> str:
    """What is said first; all that is said fits into the pipe."""
    for line in said:
        if found := re.search(r"http://\S+:\d+/", line):
            return found[0]
    raise Failed("serve.py has ended before it showed anything")
