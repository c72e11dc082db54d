"""Axe's rules on every kind of page: none is broken, light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from support.browser import Scheme, opened, searched
from support.builds import Built
from support.pages import Site
from support.progress import keep_read

ADDRESSES = ["", "graph/", "new/", "sections/{}/", "catalogue-format/", "contributing/"]
ADDRESSES += ["graph/#attention", "plan/", "plan/?to=attention", "404.html"]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": STANDARDS,
    # Axe does not read MathML and takes a header that is a formula for an empty one.
    "rules": {"empty-table-header": {"enabled": False}},
}


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_rule_of_accessibility_is_broken(
    browser: Browser,
    serve: Callable[[Site], str],
    real: Built,
    address: str,
    width: int,
    scheme: Scheme,
) -> None:
    some = address.format(real.site.data["sections"][0]["id"])
    with opened(browser, serve(real.site) + some, width=width, scheme=scheme) as window:
        window.page.evaluate("document.querySelectorAll('details').forEach(d => (d.open = true))")
        assert faults(window.page) == []


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_nor_is_one_by_the_search(
    browser: Browser, serve: Callable[[Site], str], real: Built, width: int, scheme: Scheme
) -> None:
    with opened(browser, serve(real.site), width=width, scheme=scheme) as window:
        window.page.keyboard.press("/")
        assert searched(window, "transformer")
        assert faults(window.page) == []


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_nor_by_what_has_been_read(
    browser: Browser, serve: Callable[[Site], str], real: Built, width: int, scheme: Scheme
) -> None:
    url = serve(real.site)
    with opened(browser, url, width=width, scheme=scheme) as window:
        keep_read(window.page, "backprop", "adam")
        for address in ("", "graph/#adam", "plan/?to=attention&known=resnet"):
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
