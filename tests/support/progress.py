"""What a browser keeps of what a person has read, and the buttons that change it."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page

KEY = "reading-graph:progress"


def kept(page: Page) -> dict[str, Any]:
    """All that is kept, by paper."""
    text = page.evaluate("key => localStorage.getItem(key)", KEY)
    return dict(json.loads(text)["papers"]) if text else {}


def states(page: Page) -> dict[str, str]:
    return {paper: entry["state"] for paper, entry in kept(page).items()}


def keep(page: Page, text: str) -> None:
    """Has the browser keep a text, as any script of the origin could."""
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


def keep_read(page: Page, *papers: str, state: str = "read") -> None:
    entries = {paper: {"state": state, "on": "2026-01-02"} for paper in papers}
    keep(page, json.dumps({"version": 1, "papers": entries}))


def marker(within: Page | Locator, paper: str) -> Locator:
    return within.locator(f".rg-marker[data-of={paper}]")


def press(within: Page | Locator, paper: str, state: str = "Read") -> None:
    marker(within, paper).first.get_by_role("button", name=state, exact=True).click()


def looks(page: Page) -> dict[str, str]:
    """How the papers of the picture look that look otherwise than unread."""
    nodes = page.locator(".rg-picture:not(.rg-steps) .node[data-looks]")
    found: dict[str, str] = nodes.evaluate_all(
        "all => Object.fromEntries(all.map(one => [one.dataset.paper, one.dataset.looks]))"
    )
    return {paper: look for paper, look in found.items() if look != "unread"}
