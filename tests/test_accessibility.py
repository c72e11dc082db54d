"""Axe's rules on every kind of page: none is broken, light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from support.browser import Scheme, opened, searched
from support.builds import Built
from support.pages import Site
from support.progress import keep_read

ADDRESSES = ["", "graph/", "new/", "sections/{}/", "catalogue-format/", "contributing/"]
ADDRESSES += ["graph/#loaf", "plan/", "plan/?to=loaf", "404.html"]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": STANDARDS,
    "resultTypes": ["violations"],  # what is no fault is not written down in full
    # Axe does not read MathML and takes a header that is a formula for an empty one.
    "rules": {"empty-table-header": {"enabled": False}},
}


@pytest.fixture(scope="module", params=[(390, "light"), (1440, "dark")], ids=["narrow", "wide"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Shared, because a window takes as long as two pages, and nothing is marked there."""
    width, scheme = request.param
    with opened(browser, width=width, scheme=scheme) as window:
        yield window.page


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_rule_of_accessibility_is_broken(
    page: Page, serve: Callable[[Site], str], toy: Built, address: str
) -> None:
    page.goto("about:blank")  # else an address with another fragment only would load nothing
    page.goto(serve(toy.site) + address.format(toy.site.data["sections"][0]["id"]))
    page.evaluate("document.querySelectorAll('details').forEach(d => (d.open = true))")
    assert faults(page) == []


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_nor_is_one_by_the_search(
    browser: Browser, serve: Callable[[Site], str], toy: Built, width: int, scheme: Scheme
) -> None:
    with opened(browser, serve(toy.site), width=width, scheme=scheme) as window:
        window.page.keyboard.press("/")
        assert searched(window, "dough")
        assert faults(window.page) == []


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_nor_by_what_has_been_read(
    browser: Browser, serve: Callable[[Site], str], toy: Built, width: int, scheme: Scheme
) -> None:
    url = serve(toy.site)
    with opened(browser, url, width=width, scheme=scheme) as window:
        keep_read(window.page, "gluten", "yeast")
        for address in ("", "graph/#yeast", "plan/?to=loaf&known=sour"):
            window.page.goto(url + address)
            window.page.reload()
            assert (address, faults(window.page)) == (address, [])


def test_the_rules_find_faults_where_there_are_some(browser: Browser) -> None:
    with opened(browser) as window:
        window.page.set_content("<img src=x><p style=color:#ddd>pale words")
        found = {fault.split()[0] for fault in faults(window.page)}
    assert {"image-alt", "color-contrast"} <= found


def faults(page: Page) -> list[str]:
    found: dict[str, Any] = Axe().run(page, options=OPTIONS).response
    return [
        f"{violation['id']} {' '.join(map(str, node['target']))}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
