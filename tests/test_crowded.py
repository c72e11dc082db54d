"""Lists that are too large for pictures: one paper with what is next to it, and the index of a
section.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from support.browser import Scheme, opened
from support.builds import Built
from support.explorer import button, find, focused, hash_of, panel
from support.oracle import list_at
from support.pages import Site
from test_accessibility import faults

Serve = Callable[[Site], str]


@pytest.fixture
def page(browser: Browser, serve: Serve, crowded: Built) -> Iterator[Page]:
    """Its graph page; whatever is done there, nothing goes wrong."""
    with opened(browser, serve(crowded.site) + "graph/") as window:
        yield window.page
        assert window.faults == []


def cards(page: Page, row: str = "") -> list[str]:
    """The papers that are shown, all of them or above or below the one in the middle."""
    found = page.locator(f".rg-focus:visible {row} .node")
    return list(found.evaluate_all("all => all.map(one => one.dataset.paper)"))


def sections(page: Page) -> Locator:
    return page.locator(".rg-map")


def select(page: Page, paper: str) -> None:
    page.evaluate(f"location.hash = {paper!r}")
    expect(page.locator(".rg-focus .centre")).to_have_attribute("data-paper", paper)


# The graph page


def test_a_paper_stands_between_what_it_needs_and_what_it_leads_to(
    page: Page, crowded: Built
) -> None:
    papers = list_at(crowded.catalogue)
    expect(sections(page)).to_be_visible()
    find(page).press_sequentially("kites 9")
    page.keyboard.press("Enter")
    assert hash_of(page) == "#paper-9"
    expect(panel(page).get_by_role("heading", level=2)).to_have_text("Kites 9")
    assert set(cards(page, ".above > :not(.helping)")) == papers.needs.pred["paper-9"].keys()
    assert cards(page, ".above .helping") == ["paper-6"]
    assert set(cards(page, ".below")) == papers.needs.succ["paper-9"].keys()
    expect(page.locator(".rg-ties .line")).to_have_count(3)
    page.go_back()
    expect(sections(page)).to_be_visible()
    expect(page.locator(".rg-focus")).to_be_hidden()


def test_one_walks_from_paper_to_paper_by_pointer_and_keys(page: Page) -> None:
    select(page, "paper-7")
    page.locator(".rg-focus .below .node[data-paper=paper-8]").click()
    assert (hash_of(page), focused(page)) == ("#paper-8", "paper-8")
    assert cards(page) == ["paper-7", "paper-8", "paper-10"]  # needed, in the middle, led to
    page.keyboard.press("ArrowUp")
    assert focused(page) == "paper-7"
    page.keyboard.press("ArrowUp")
    assert (hash_of(page), focused(page)) == ("#paper-7", "paper-0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert focused(page) == cards(page, ".below")[1]
    page.keyboard.press("Enter")
    assert hash_of(page) == "#paper-8"
    expect(panel(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    assert (hash_of(page), focused(page)) == ("", "paper-8")
    assert cards(page) == ["paper-7", "paper-8", "paper-10"]
    page.go_back()
    expect(panel(page)).to_be_visible()


def test_of_very_many_the_first_are_shown_and_more_is_unfolded(page: Page, crowded: Built) -> None:
    select(page, "paper-0")
    after = [
        i["id"] for i in crowded.site.in_order if "paper-0" in [n["paper"] for n in i["needs"]]
    ]
    below = ".below > :not(.helping)"
    assert cards(page, below) == after[:2]
    page.get_by_role("button", name="and 2 more").click()
    assert (cards(page, below), focused(page)) == (after, after[2])


def test_a_filter_shows_the_papers_that_are_left(page: Page) -> None:
    page.goto(page.url + "?section=s2")
    assert cards(page) == ["paper-9", "paper-10", "paper-11"]
    expect(page.locator(".rg-order > li:visible")).to_have_count(3)
    expect(page.get_by_text("3 of 14 papers")).to_be_visible()
    page.locator(".rg-focus .node").first.click()
    expect(panel(page)).to_be_visible()
    page.go_back()
    button(page, "Clear the filter")()
    assert cards(page)[:1] == ["paper-0"]
    button(page, "Show the sections")()
    expect(sections(page)).to_be_visible()


def test_who_came_by_a_link_to_a_paper_stays_there_without_its_details(page: Page) -> None:
    select(page, "paper-8")
    page.locator(".rg-focus .centre").focus()
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    assert (cards(page)[1], focused(page)) == ("paper-8", "paper-8")
    assert page.url.endswith("graph/?view=papers")


def test_who_asks_for_no_paper_is_told(page: Page) -> None:
    page.evaluate("location.hash = 'nothing'")
    expect(panel(page)).to_contain_text("No such paper")
    expect(sections(page)).to_be_visible()
    panel(page).get_by_role("button", name="Close").click()
    expect(panel(page)).to_have_count(0)
    expect(sections(page)).to_be_visible()
    expect(page.locator(".rg-view:has(.rg-map)")).to_be_focused()


def test_what_is_read_is_ticked_and_what_comes_next_told(page: Page) -> None:
    select(page, "paper-1")
    panel(page).get_by_role("button", name="Read", exact=True).click()
    middle = page.locator(".rg-focus .centre")
    expect(middle.locator(".sign.read")).to_be_visible()
    assert str(middle.get_attribute("aria-label")).endswith(", section 1: Section 0, read")


@pytest.mark.parametrize(
    ("address", "width", "scheme"),
    [("graph/#paper-9", 390, "dark"), ("sections/s0/", 1440, "light")],
)
def test_no_rule_of_accessibility_is_broken(
    browser: Browser, serve: Serve, crowded: Built, address: str, width: int, scheme: Scheme
) -> None:
    with opened(browser, serve(crowded.site) + address, width=width, scheme=scheme) as window:
        # Axe takes what is out of sight for as large as the room that is kept for it.
        window.page.add_style_tag(content=".rg-lazy { content-visibility: visible !important; }")
        assert faults(window.page) == []
        assert window.faults == []


def test_without_scripts_there_are_sections_and_a_list_and_it_is_said_why(
    browser: Browser, serve: Serve, crowded: Built
) -> None:
    with opened(browser, serve(crowded.site) + "graph/", scripts=False) as window:
        expect(sections(window.page)).to_be_visible()
        expect(window.page.get_by_text("14 papers are too many for one picture")).to_be_visible()
        expect(window.page.locator(".rg-scripted:visible")).to_have_count(0)
        expect(window.page.locator(".rg-order > li")).to_have_count(14)


def test_nothing_leads_to_a_picture_that_is_not_there(crowded: Built) -> None:
    pages = crowded.site.pages
    assert "section=s0" not in "".join(pages["sections/s0/"].links())
    assert "section by section" in pages[""].content.text
    assert not (crowded.site.root / "data" / "graph.svg").exists()


# A long section


def test_the_index_of_a_long_section_leads_to_its_papers(
    browser: Browser, serve: Serve, crowded: Built
) -> None:
    papers = [paper["id"] for paper in crowded.site.in_order if paper["section"] == "s0"]
    with opened(browser, serve(crowded.site) + "sections/s0/") as window:
        page = window.page
        index = page.locator(".rg-index[open]")
        shown = index.locator("a").evaluate_all("all => all.map(one => one.hash.slice(1))")
        assert shown == papers
        expect(page.locator(".md-sidebar--secondary")).to_be_hidden()
        find(page).press_sequentially("kites 11")
        expect(page.get_by_text("Nothing found").first).to_be_visible()
        find(page).fill("kites 6")
        page.keyboard.press("Enter")
        assert hash_of(page) == "#paper-6"
        expect(page.locator("h2#paper-6")).to_be_in_viewport()
        index.get_by_role("link").last.click()
        expect(page.locator(f"h2#{papers[-1]}")).to_be_in_viewport()
        assert window.faults == []
