"""The graph page as it opens, without scripts, from disk and on paper, and what it weighs."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page, expect
from support.browser import Scheme, opened
from support.builds import Built
from support.explorer import WIDTHS, button, find, focused, inside, lit, node, panel, place_of
from support.oracle import list_at
from support.pages import Site, edges

ASSETS = Path(__file__).parents[1] / "docs" / "assets"
Serve = Callable[[Site], str]


# The first view


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("papers", [11, 100, 400])
def test_the_first_view_can_be_read(
    browser: Browser, serve: Serve, kites: Callable[[int], Built], width: int, papers: int
) -> None:
    built = kites(papers)
    assert len(built.site.data["papers"]) == papers
    with opened(browser, serve(built.site) + "graph/", width=width) as window:
        if papers > 150:
            assert_legible(window.page, built.site.data["sections"][0]["id"])
            window.page.get_by_role("button", name="Show all 400 papers").click()
        first = next(paper for paper in built.site.in_order if paper["status"] != "planned")
        assert_legible(window.page, first["id"])
        assert window.faults == []


def assert_legible(page: Page, shown_first: str) -> None:
    page.wait_for_timeout(100)
    seen = page.evaluate(LABELS)
    assert shown_first in {label["of"] for label in seen}
    assert min(label["pixels"] for label in seen) >= 11


LABELS = """() => {
    const view = document.querySelector(".rg-view:not([hidden])").getBoundingClientRect();
    return [...document.querySelectorAll(".rg-view:not([hidden]) .node text")].map(text => {
        const box = text.getBoundingClientRect();
        const inside = box.left >= view.left && box.right <= view.right
            && box.top >= view.top && box.bottom <= view.bottom;
        return inside && {
            of: text.closest(".node").dataset.paper ?? text.closest(".node").dataset.section,
            pixels: parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a,
        };
    }).filter(Boolean);
}"""


def test_a_filter_shows_where_its_papers_are_and_can_be_undone(
    browser: Browser, serve: Serve, kites: Callable[[int], Built]
) -> None:
    with opened(browser, serve(kites(400).site) + "graph/") as window:
        page = window.page
        page.locator(".rg-legend").get_by_role("button", name="Section 18").click()
        assert len(inside(page)) == 20
        expect(page.locator(".rg-overview rect:not(.out)")).to_have_count(20)
        page.locator(".rg-view:not([hidden])").scroll_into_view_if_needed()
        expect(page.locator(".node[data-paper]:not(.out)").first).to_be_in_viewport(ratio=0.9)
        page.get_by_role("button", name="Show the sections").click()
        expect(page.locator(".rg-map")).to_be_visible()
        assert "?" not in page.url
        page.go_back()
        assert len(inside(page)) == 20
        page.go_back()
        expect(page.locator(".rg-map")).to_be_visible()
        assert window.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_who_types_the_name_of_a_paper_sees_what_it_rests_on(
    browser: Browser, serve: Serve, toy: Built, width: int, scheme: Scheme
) -> None:
    url = serve(toy.site) + "graph/"
    with opened(browser, url, width=width, scheme=scheme, still=False) as window:
        page = window.page
        find(page).press_sequentially("loaf")
        page.keyboard.press("Enter")
        expect(panel(page).get_by_role("heading", level=2)).to_have_text("Loaf")
        before = nx.ancestors(list_at(toy.catalogue).needs, "loaf")
        assert set(lit(page, "before")) == before
        expect(node(page, "loaf")).to_be_in_viewport(ratio=0.99)
        if width == 1440:  # where there is room for all of it
            for paper in before:
                expect(node(page, paper)).to_be_in_viewport(ratio=0.99)
        assert min(label["pixels"] for label in page.evaluate(LABELS)) >= 11
        panel(page).get_by_role("link", name="rests on").click()
        expect(page.locator("#path-loaf .rg-steps")).to_be_visible()
        assert window.faults == []


def test_the_map_lights_up_the_sections_next_to_one(
    browser: Browser, serve: Serve, kites: Callable[[int], Built]
) -> None:
    built = kites(400)
    arrows = edges(built.site.pages["graph/"].content.one("svg", class_="rg-map"))
    with opened(browser, serve(built.site) + "graph/") as window:
        window.page.locator(".rg-map .node[data-section=s0]").hover()
        told = {a for a, b in arrows if b == "s0"} | {b for a, b in arrows if a == "s0"}
        found = {*lit(window.page, "before"), *lit(window.page, "after")}
        assert found == told
        assert window.page.locator(".rg-lights .place").count() == 0


def test_a_large_picture_is_one_stop_for_tab(
    browser: Browser, serve: Serve, kites: Callable[[int], Built]
) -> None:
    with opened(browser, serve(kites(100).site) + "graph/") as window:
        page = window.page
        page.locator(".rg-view").focus()
        page.keyboard.press("Tab")
        first = focused(page)
        page.keyboard.press("ArrowDown")
        second = focused(page)
        assert first
        assert second not in (None, first)
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Larger")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        assert focused(page) == second


# What strangers write


def test_the_words_of_strangers_are_words_in_panel_and_finder(
    browser: Browser, serve: Serve, strangers: Built
) -> None:
    wanted = list_at(strangers.catalogue)
    with opened(browser, serve(strangers.site) + "graph/") as window:
        for paper, given in wanted.papers.items():
            window.page.evaluate(f"location.hash = '{paper}'")
            heading = panel(window.page).get_by_role("heading", level=2)
            expect(heading).to_have_text(wanted.called(paper))
            assert heading.evaluate("h => h.textContent") == wanted.called(paper)
            texts = panel(window.page).locator("p, span, li, a").all_text_contents()
            assert given["tldr"] in texts
            assert any(given["title"] in text for text in [*texts, wanted.called(paper)])
        find(window.page).press_sequentially("script")
        expect(window.page.get_by_role("option").first).to_be_visible()
        assert window.page.evaluate("window.pwned") is None
        assert window.faults == []


# Without scripts, from disk, on paper


def test_without_scripts_an_address_leads_to_the_list(
    browser: Browser, serve: Serve, toy: Built
) -> None:
    for name in ("rye", "kneading"):
        with opened(browser, serve(toy.site) + f"graph/#{name}", scripts=False) as window:
            expect(window.page.locator(f"#{name}")).to_be_in_viewport()
            expect(window.page.locator(".rg-scripted:visible")).to_have_count(0)
            expect(window.page.locator(".rg-sections a")).to_have_count(3)


def test_from_disk_papers_are_found_selected_and_left(
    browser: Browser, offline: Callable[[Built], Site], toy: Built
) -> None:
    with opened(browser, (offline(toy).root / "graph" / "index.html").as_uri()) as window:
        page = window.page
        find(page).fill("loaf")
        page.keyboard.press("Enter")
        expect(panel(page).get_by_role("heading", level=2)).to_have_text("Loaf")
        page.go_back()
        expect(panel(page)).to_have_count(0)
        page.locator(".rg-legend").get_by_role("button", name="Leaven").click()
        assert inside(page) == ["yeast", "sour", "rye"]
        assert window.faults == []


def test_on_paper_all_of_the_picture_is_there_and_no_tool(bread: Page) -> None:
    for _ in range(4):
        button(bread, "Larger")()
    bread.emulate_media(media="print")
    expect(bread.locator(".rg-tools")).to_be_hidden()
    expect(bread.locator(".rg-controls")).to_be_hidden()
    assert place_of(bread) == (0, 0, 1)
    picture, page = (
        bread.locator(selector).bounding_box()
        for selector in (".rg-explorer .rg-picture", ".md-content")
    )
    assert picture
    assert page
    assert picture["width"] <= page["width"]


# Its weight


def test_our_scripts_and_styles_weigh_less_than_40_kb_compressed(real: Built) -> None:
    assets = real.site.root / "assets"
    files = [*assets.glob("*.js"), *assets.glob("*.css"), ASSETS / "iframe-worker.js"]
    assert {"reading-graph.js", "reading-graph.css", "lost.js"} < {file.name for file in files}
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 40_000


def test_they_ask_nobody_for_anything() -> None:
    for file in ASSETS.glob("*.js"):
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|fetch\(|XMLHttpRequest|import\(|innerHTML|eval\(", text), (
            file
        )


def test_on_paper_a_section_is_its_picture_and_notes_without_what_is_to_be_pressed(
    browser: Browser, serve: Serve, toy: Built
) -> None:
    with opened(browser, serve(toy.site) + "sections/oven/#path-loaf") as window:
        page = window.page
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        page.emulate_media(media="print")
        for hidden in (".rg-path", ".rg-cite", ".rg-actions", ".rg-copying"):
            expect(page.locator(hidden).filter(visible=True)).to_have_count(0)
        expect(page.locator("h2#loaf")).to_have_css("break-after", "avoid")
        expect(page.locator(".rg-ways").filter(visible=True)).not_to_have_count(0)
        picture = page.locator(".rg-picture").filter(visible=True)
        fits = "svg => svg.clientWidth <= svg.closest('.md-content').clientWidth"
        assert picture.evaluate(fits)
