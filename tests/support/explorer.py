"""The graph page as a person finds it: its papers, its panel, what is lit up."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

WIDTHS = [390, 768, 1440]
PAPERS = ["gluten", "yeast", "proof", "sour", "rye", "steam", "loaf"]
"""Of the toy list, in reading order."""


def node(page: Page, paper: str) -> Locator:
    return page.locator(f".rg-explorer .node[data-paper={paper}]")


def panel(page: Page) -> Locator:
    return page.locator(".rg-panel")


def find(page: Page) -> Locator:
    return page.get_by_role("combobox")


def lit(page: Page, how: str) -> list[str]:
    """The papers that are lit up in a way."""
    frame = page.locator(f".rg-explorer .rg-lights .frame.{how}")
    return str(frame.get_attribute("data-of")).split() if frame.count() else []


def hash_of(page: Page) -> str:
    return str(page.evaluate("location.hash"))


def focused(page: Page) -> str | None:
    paper: str | None = page.evaluate("document.activeElement.closest('.node')?.dataset.paper")
    return paper


def place_of(page: Page) -> tuple[float, float, float]:
    """Where the picture is, and how large."""
    page.wait_for_timeout(50)
    found = page.evaluate("""() => {
        const {e, f, a} = new DOMMatrix(getComputedStyle(document.querySelector(
            ".rg-explorer .rg-sheet")).transform);
        return [e, f, a];
    }""")
    return (found[0], found[1], found[2])


def button(page: Page, name: str) -> Callable[[], None]:
    return page.get_by_role("button", name=name).click


def inside(page: Page) -> list[str]:
    """The papers that are not filtered out: in the picture, and the same in the list."""
    papers = list(
        page.locator(".rg-explorer .node[data-paper]:not(.out)").evaluate_all(
            "all => all.map(one => one.dataset.paper)"
        )
    )
    expect(page.locator(".rg-order > li:visible")).to_have_count(len(papers))
    return papers
