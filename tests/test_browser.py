"""The built sites in a real browser: read, clicked through by mouse and keys, at three widths."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from support.browser import Scheme, opened, searched
from support.builds import Built
from support.oracle import list_at
from support.pages import Site

WIDTHS = [390, 768, 1440]
Serve = Callable[[Site], str]


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def brightness(colour: str) -> float:
    return sum(map(float, re.findall(r"[\d.]+", colour)[:3])) / 3 / 255


def is_dark(page: Page) -> bool:
    return brightness(background(page)) < 0.5


# At three widths


@dataclass(frozen=True)
class Measured:
    """A page in a window: how wide both are, how the labels of its pictures stand, and which boxes,
    meant to be scrolled sideways at most, scroll up and down.
    """

    address: str
    window: int
    width: int
    labels: list[dict[str, Any]]
    jumping: list[str]


JUMPING = """() => [...document.querySelectorAll(".md-content :is(.rg-notes, .rg-lead, li) *")]
    .filter(box => getComputedStyle(box).overflowY === "auto")
    .filter(box => box.scrollHeight > box.clientHeight)
    .map(box => box.textContent.trim())"""
OPENS_TO_FIT = "!!document.querySelector('.rg-explorer')"
"""Whether a page looks for its window when it opens. Others are as wide as any window makes them.
"""
MEASURES = """(folded) => [...document.querySelectorAll(".rg-picture .node")].filter(
    node => folded || !node.closest("details:not([open])")
).map(node => {
    const card = node.querySelector(".card").getBBox();
    return [...node.querySelectorAll(".short, .title, .by")].map(text => {
        const box = text.getBBox();
        return {
            text: text.textContent,
            pixels: parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a,
            room: Math.min(
                box.x - card.x,
                card.x + card.width - box.x - box.width,
                box.y - card.y,
                card.y + card.height - box.y - box.height,
            ),
        };
    });
}).flat()"""


@pytest.fixture(scope="session")
def measure(browser: Browser, serve: Serve) -> Callable[[Built, int], list[Measured]]:
    """Measures each site once, at all widths."""
    done: dict[Path, list[Measured]] = {}

    def measured(built: Built, width: int) -> list[Measured]:
        if built.catalogue not in done:
            with opened(browser) as window:
                done[built.catalogue] = list(measurements(window.page, serve, built))
        return [page for page in done[built.catalogue] if page.window == width]

    return measured


def measurements(page: Page, serve: Serve, built: Built) -> Iterator[Measured]:
    url = serve(built.site)
    for address, read in built.site.pages.items():
        drawn = read.content.all("svg", class_="rg-picture")
        if drawn or address in ("", "new/") or len(built.site.pages) < 20:
            for window in WIDTHS:
                page.set_viewport_size({"width": window, "height": 900})
                if window == WIDTHS[0] or page.evaluate(OPENS_TO_FIT):
                    page.goto(url + address)
                width = page.evaluate("document.scrollingElement.scrollWidth")
                # What is in a fold has one size in all windows.
                labels = page.evaluate(MEASURES, window == WIDTHS[0])
                jumping = page.evaluate(JUMPING)
                yield Measured(address, window, width, labels, jumping)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(
    measure: Callable[[Built, int], list[Measured]], built: Built, width: int
) -> None:
    pages = measure(built, width)
    assert len(pages) > 5
    assert [(page.address, page.width) for page in pages if page.width > width] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_every_label_can_be_read_and_stays_in_its_card(
    measure: Callable[[Built, int], list[Measured]], built: Built, width: int
) -> None:
    labels = [label for page in measure(built, width) for label in page.labels]
    assert len(labels) > len(built.site.data["papers"])
    assert [label for label in labels if label["pixels"] < 11] == []
    assert [label for label in labels if label["room"] < 0] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_formula_and_no_table_scrolls_up_and_down(
    measure: Callable[[Built, int], list[Measured]], built: Built, width: int
) -> None:
    assert [box for page in measure(built, width) for box in page.jumping] == []


# Pictures


@pytest.mark.parametrize("width", WIDTHS)
def test_a_wide_picture_opens_on_what_to_read_first(
    browser: Browser, serve: Serve, real: Built, width: int
) -> None:
    with opened(browser, serve(real.site) + "graph/", width=width) as window:
        first = next(p["id"] for p in real.site.in_order if p["status"] != "planned")
        box = window.page.locator(f".node[data-paper={first}]").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_links_are_underlined_in_text_and_not_in_pictures(
    browser: Browser, serve: Serve, toy: Built
) -> None:
    with opened(browser, serve(toy.site)) as window:
        line = "element => getComputedStyle(element).textDecorationLine"
        assert window.page.locator(".rg-lead a").first.evaluate(line) == "underline"
        assert window.page.locator(".node a").first.evaluate(line) == "none"


@pytest.mark.parametrize(("address", "scripts"), [("", True), ("", False), ("graph/", False)])
def test_a_click_on_a_node_leads_to_its_paper(
    browser: Browser, serve: Serve, few: Built, address: str, scripts: bool
) -> None:
    last = few.site.in_order[-1]
    with opened(browser, serve(few.site) + address, scripts=scripts) as window:
        window.page.locator(f".node[data-paper={last['id']}] a").click()
        window.page.wait_for_url("**/" + last["page"])
        expect(window.page.locator(f"h2#{last['id']}")).to_be_in_viewport()


def test_a_picture_alone_has_its_colours_and_its_links(
    browser: Browser, serve: Serve, real: Built
) -> None:
    url = serve(real.site)
    fills = set()
    schemes: list[Scheme] = ["light", "dark"]
    for scheme in schemes:
        with opened(browser, url + "data/graph.svg", scheme=scheme) as window:
            card = window.page.locator(".card").first
            fills.add(card.evaluate("card => getComputedStyle(card).fill"))
            paper = real.site.in_order[0]
            window.page.locator(f".node[data-paper={paper['id']}] a").click()
            window.page.wait_for_url("**/" + paper["page"])
    assert len(fills) == 2


# Without scripts


MAIN = ".rg-picture:not(.rg-steps)"


def test_every_page_can_be_read_without_scripts(
    browser: Browser, serve: Serve, real: Built
) -> None:
    url, wanted = serve(real.site), list_at(real.catalogue)
    with opened(browser, scripts=False) as window:
        for address, page in real.site.pages.items():
            window.page.goto(url + address)
            expect(window.page.locator("h1")).to_be_visible()
            if address != "404.html":
                assert len(window.page.locator(".md-content").inner_text()) > 300, address
            assert page.title == window.page.title()
        last = {given["section"]: paper for paper, given in wanted.papers.items()}
        for section, paper in last.items():
            window.page.goto(f"{url}sections/{section}/#{paper}")
            expect(window.page.locator(f"#{paper}")).to_be_in_viewport()
            expect(window.page.locator(f"{MAIN} [data-paper={paper}]")).to_have_count(1)


def test_the_address_of_a_paper_that_has_moved_leads_to_the_graph(
    browser: Browser, serve: Serve, real: Built
) -> None:
    with opened(browser, serve(real.site) + "404.html#attention") as window:
        link = window.page.get_by_role("main").get_by_role("link", name="graph", exact=True)
        expect(link).to_have_attribute("href", re.compile("/graph/#attention$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system_without_scripts(
    browser: Browser, serve: Serve, real: Built, scheme: Scheme
) -> None:
    section = f"sections/{real.site.data['sections'][0]['id']}/"
    with opened(browser, scheme=scheme, scripts=False) as window:
        for address in ("", "graph/", "new/", section):
            window.page.goto(serve(real.site) + address)
            is_bright = brightness(colour_of(window.page, ".md-content h1")) > 0.5
            assert (address, is_dark(window.page)) == (address, scheme == "dark")
            assert (address, is_bright) == (address, scheme == "dark")


def colour_of(page: Page, selector: str) -> str:
    element = page.locator(selector).first
    return str(element.evaluate("element => getComputedStyle(element).color"))


# The theme's own controls


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_toggle_overrules_the_system_until_it_is_told_to_follow_again(
    browser: Browser, serve: Serve, real: Built, scheme: Scheme
) -> None:
    with opened(browser, serve(real.site), scheme=scheme) as window:
        page = window.page
        becomes(page, scheme)
        press(page, "switch to light")
        becomes(page, "light")
        press(page, "switch to dark")
        becomes(page, "dark")
        page.emulate_media(color_scheme="light")
        becomes(page, "dark")
        page.reload()
        becomes(page, "dark")
        press(page, "follow the system")
        becomes(page, "light")
        page.emulate_media(color_scheme="dark")
        becomes(page, "dark")


def becomes(page: Page, scheme: Scheme) -> None:
    """The theme's script does its work a moment later."""
    page.wait_for_timeout(100)
    assert is_dark(page) is (scheme == "dark")


def press(page: Page, does: str) -> None:
    page.locator(f"[data-md-component=palette] label[title*='{does}']:visible").click()


def test_search_finds_a_paper_by_a_word_of_its_notes_and_leads_to_it(
    browser: Browser, serve: Serve, toy: Built
) -> None:
    url = serve(toy.site)
    with opened(browser, url) as window:
        assert "Gluten · What Kneading Does to a Dough" in searched(window, "brass")
        window.page.locator(".md-search-result__link[href*=gluten]").first.click()
        window.page.wait_for_url("**/sections/dough/**#gluten")
        assert window.faults == []
        assert {f"http://{host}/" for host in window.hosts} == {url}


def test_what_repeats_other_pages_is_found_on_those_only(
    browser: Browser, serve: Serve, toy: Built
) -> None:
    with opened(browser, serve(toy.site)) as window:
        found = searched(window, "gluten")
    assert "Rye Has No Gluten Worth the Name" in found
    assert "The same as a list" not in found
    assert "29 February 2024" not in found


# By keyboard


def test_the_tab_key_goes_through_the_nodes_in_reading_order(
    browser: Browser, serve: Serve, few: Built
) -> None:
    with opened(browser, serve(few.site) + "graph/") as window:
        window.page.locator(".rg-figure").focus()
        for paper in few.site.in_order[:12]:
            window.page.keyboard.press("Tab")
            assert focused(window.page) == paper["id"]


def focused(page: Page) -> str | None:
    paper = page.evaluate("document.activeElement.closest('.node')?.dataset.paper")
    return None if paper is None else str(paper)


@pytest.mark.parametrize(("address", "scripts"), [("", True), ("", False), ("graph/", False)])
def test_a_node_in_focus_is_seen_and_opened_with_enter(
    browser: Browser, serve: Serve, few: Built, address: str, scripts: bool
) -> None:
    paper = few.site.in_order[0]
    with opened(browser, serve(few.site) + address, scripts=scripts) as window:
        card = window.page.locator(f".node[data-paper={paper['id']}] .card")
        before = outline_of(card)
        window.page.locator(".rg-figure").focus()
        window.page.keyboard.press("Tab")
        assert focused(window.page) == paper["id"]
        assert outline_of(card) != before
        window.page.keyboard.press("Enter")
        window.page.wait_for_url("**/" + paper["page"])


def outline_of(card: Locator) -> list[str]:
    style = "card => [getComputedStyle(card).stroke, getComputedStyle(card).strokeWidth]"
    return list(card.evaluate(style))


@pytest.mark.parametrize(
    "address", ["", "graph/", "plan/", "new/", "sections/{}/", "catalogue-format/"]
)
def test_whatever_the_tab_key_reaches_shows_that_it_has_the_focus(
    browser: Browser, serve: Serve, real: Built, address: str
) -> None:
    some = address.format(real.site.data["sections"][0]["id"])
    with opened(browser, serve(real.site) + some) as window:
        seen: set[str] = set()
        for _ in range(60):
            window.page.keyboard.press("Tab")
            found = window.page.evaluate(FOCUS)
            if found is None or found["name"] in seen:
                continue
            seen.add(found["name"])
            assert found["visible"], found
        assert len(seen) > 10


FOCUS = """() => {
    const element = document.activeElement;
    if (!element.closest(".md-content") || !element.matches(":focus-visible")) return null;
    const outlined = e => {
        const style = getComputedStyle(e);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const card = element.querySelector(".card");
    return {
        name: element.outerHTML.slice(0, 300),
        visible: outlined(element) || (card && parseFloat(getComputedStyle(card).strokeWidth) >= 3),
    };
}"""


def test_the_skip_link_leads_past_the_frame(browser: Browser, serve: Serve, real: Built) -> None:
    with opened(browser, serve(real.site) + "graph/") as window:
        window.page.keyboard.press("Tab")
        assert window.page.evaluate("document.activeElement.matches('.md-skip')")
        window.page.keyboard.press("Enter")
        window.page.keyboard.press("Tab")
        assert window.page.evaluate("!!document.activeElement.closest('.md-content')")
