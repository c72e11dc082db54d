"""Which files of docs/ go on the site."""

from __future__ import annotations

import pytest
from reading_graph.docs_folder import is_leftover

LEFT = [
    "page.md~", "#page.md#", ".#page.md", ".page.md.swp", ".page.md.kate-swp", "page.md.bak",
    "page.md.orig", "page.md.rej", ".DS_Store", "._page.md", "Thumbs.db", "desktop.ini",
    "Desktop.ini", ".directory", ".git",
]  # fmt: skip
WRITTEN = [
    "page.md",
    "~page.md",
    "#1.md",
    "bak",
    "orig.md",
    "thumbs.db.md",
    "thumbs.png",
    "a~b.svg",
]


@pytest.mark.parametrize("name", LEFT)
def test_what_editors_and_systems_leave_is_a_leftover(name: str) -> None:
    assert is_leftover(name)


@pytest.mark.parametrize("name", WRITTEN)
def test_what_people_write_is_none(name: str) -> None:
    assert not is_leftover(name)
