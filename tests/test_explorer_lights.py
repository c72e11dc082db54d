"""The graph page: what lights up, what the panel says, what the address holds."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page, expect
from reading_graph.wording import counted, duration
from support.browser import opened
from support.builds import Built
from support.explorer import PAPERS, WIDTHS, hash_of, lit, node, panel
from support.oracle import list_at
from support.pages import Site, shown

Serve = Callable[[Site], str]


# What lights up


@pytest.mark.parametrize("how", ["hover", "focus"])
def test_a_paper_lights_up_what_it_rests_on_in_reading_order_and_what_it_leads_to(
    browser: Browser, serve: Serve, few: Built, how: str
) -> None:
    wanted = list_at(few.catalogue)
    order = [paper["id"] for paper in few.site.in_order]
    with opened(browser, serve(few.site) + "graph/") as window:
        page = window.page
        page.locator(".rg-figure").focus()
        for paper in order:
            if how == "hover":
                node(page, paper).hover()
            else:
                page.keyboard.press("Tab")
            before = nx.ancestors(wanted.needs, paper)
            expect(page.locator(".rg-lights .frame.centre")).to_have_attribute("data-of", paper)
            assert set(lit(page, "before")) == before
            assert set(lit(page, "after")) == nx.descendants(wanted.needs, paper)
            places = page.locator(".rg-explorer .place").all()
            numbered = {place.get_attribute("data-of"): place.text_content() for place in places}
            steps = [step for step in order if step in before | {paper}] if before else []
            assert numbered == {step: str(n) for n, step in enumerate(steps, start=1)}
        assert window.faults == []


def test_all_else_fades_under_a_veil_and_comes_back(bread: Page) -> None:
    node(bread, "proof").hover()
    veil = bread.locator(".rg-explorer .veil")
    bright = {paper for paper in PAPERS if not veil.evaluate(COVERS, paper)}
    assert bright == {"gluten", "yeast", "proof", "loaf"}
    bread.mouse.move(5, 5)
    expect(veil).to_have_count(0)


COVERS = """(veil, paper) => {
    const card = document.querySelector(`.rg-explorer [data-paper=${paper}] .card`);
    const box = card.getBoundingClientRect();
    const middle = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
    const point = middle.matrixTransform(veil.getScreenCTM().inverse());
    return veil.isPointInFill(point) && Number(getComputedStyle(veil).opacity) > 0.5;
}"""


def test_what_rests_and_what_leads_are_told_apart_without_colour(bread: Page) -> None:
    width = "element => parseFloat(getComputedStyle(element).strokeWidth)"
    node(bread, "proof").hover()
    front = bread.locator(".rg-explorer .rg-lights")
    for shape in ("frame", "line"):
        thick = front.locator(f".{shape}.before").evaluate(width)
        assert thick > 2 * front.locator(f".{shape}.after").evaluate(width)
    places = front.locator(".place")
    assert [place.get_attribute("data-of") for place in places.all()] == [
        "gluten",
        "yeast",
        "proof",
    ]


def test_other_pictures_light_up_too(browser: Browser, serve: Serve, toy: Built) -> None:
    with opened(browser, serve(toy.site)) as window:
        window.page.locator(".node[data-paper=sour]").hover()
        expect(window.page.locator(".rg-lights .frame.before")).to_have_attribute(
            "data-of", "yeast"
        )


# The panel


def test_a_click_shows_what_is_known_of_a_paper(bread: Page) -> None:
    node(bread, "loaf").click()
    text = panel(bread).inner_text()
    title = 'A Loaf of Bread, <b>Baked</b> as "Theory" Says'
    assert panel(bread).get_by_role("heading", level=2).inner_text() == "Loaf"
    for words in (title, "Ada Krume, Berta Gär, O. Fen", "1988", "Oven & Crust", "step 7 of 7"):
        assert words in text
    assert "rests on 4 papers, about 1 h 15 min" in text
    assert "leads to no other paper yet" in text
    assert "Its window test says when to stop." in text
    assert "The second loaf is a sour one." in text
    link = panel(bread).get_by_role("link", name="Read it")
    assert link.get_attribute("href") == "https://example.org/loaf"


def test_every_paper_of_the_list_has_its_numbers_reasons_and_links(
    browser: Browser, serve: Serve, toy: Built
) -> None:
    wanted = list_at(toy.catalogue)
    with opened(browser, serve(toy.site) + "graph/") as window:
        for paper in toy.site.in_order:
            window.page.evaluate(f"location.hash = '{paper['id']}'")
            shown_here = panel(window.page)
            expect(shown_here.get_by_role("heading", level=2)).to_have_text(
                wanted.called(paper["id"])
            )
            text = shown_here.inner_text()
            before = nx.ancestors(wanted.needs, paper["id"])
            minutes = sum(wanted.papers[other].get("minutes", 0) for other in before)
            cost = f", about {duration(minutes)}" if minutes else ""
            assert not before or f"rests on {counted(len(before), 'paper')}{cost}\n" in text
            after = nx.descendants(wanted.needs, paper["id"])
            assert not after or f"leads to {counted(len(after), 'paper')}\n" in text
            for key in ("needs", "background"):
                for other, why in [
                    *wanted.named(paper["id"], key).items(),
                    *wanted.naming(paper["id"], key).items(),
                ]:
                    assert wanted.called(other) in text
                    assert why is None or shown(why) in shown(text)
        assert window.faults == []


def test_it_leads_to_the_note_the_section_and_the_path(bread: Page) -> None:
    for name, place in [
        ("Our note", "sections/oven/#loaf"),
        ("3 Oven & Crust", "sections/oven/"),
        ("rests on 4 papers", "sections/oven/#path-loaf"),
    ]:
        node(bread, "loaf").click()
        panel(bread).get_by_role("link", name=name).click()
        bread.wait_for_url(f"**/{place}")
        bread.go_back()


def test_a_link_to_another_paper_selects_it(bread: Page) -> None:
    node(bread, "loaf").click()
    panel(bread).get_by_role("link", name="Gluten").click()
    expect(panel(bread).get_by_role("heading", level=2)).to_have_text("Gluten")
    assert hash_of(bread) == "#gluten"


def test_a_click_with_ctrl_opens_the_note_as_any_link_does(bread: Page) -> None:
    with bread.context.expect_page() as other:
        node(bread, "loaf").click(modifiers=["ControlOrMeta"])
    assert other.value.url.endswith("/sections/oven/#loaf")
    other.value.close()
    expect(panel(bread)).to_have_count(0)


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_selected_stays_in_sight_beside_the_panel(
    browser: Browser, serve: Serve, few: Built, width: int
) -> None:
    for paper in ("paper-0", "paper-13"):
        url = serve(few.site) + f"graph/#{paper}"
        with opened(browser, url, width=width) as window:
            box = node(window.page, paper).locator(".card").bounding_box()
            view = window.page.locator(".rg-view").bounding_box()
            assert box
            assert view
            assert view["x"] <= box["x"]
            assert box["x"] + box["width"] <= view["x"] + view["width"]
            assert view["y"] <= box["y"]
            assert box["y"] + box["height"] <= view["y"] + view["height"]
            expect(panel(window.page)).to_be_in_viewport()
            expect(node(window.page, paper)).to_be_in_viewport()
            for button in window.page.locator(".rg-controls button").all():
                over = button.bounding_box()
                assert over
                assert over["y"] > box["y"] + box["height"] or over["x"] > box["x"] + box["width"]


# The address


def test_the_address_holds_what_is_selected_and_back_and_forward_work(bread: Page) -> None:
    node(bread, "loaf").click()
    node(bread, "proof").click()
    assert hash_of(bread) == "#proof"
    heading = panel(bread).get_by_role("heading", level=2)
    bread.go_back()
    expect(heading).to_have_text("Loaf")
    bread.go_back()
    expect(panel(bread)).to_have_count(0)
    bread.mouse.move(5, 5)
    assert lit(bread, "centre") == []
    bread.go_forward()
    expect(heading).to_have_text("Loaf")
    bread.reload()
    expect(heading).to_have_text("Loaf")


@pytest.mark.parametrize("alias", ["kneading", "old-gluten"])
def test_an_earlier_id_leads_to_its_paper(
    browser: Browser, serve: Serve, toy: Built, alias: str
) -> None:
    with opened(browser, serve(toy.site) + f"graph/#{alias}") as window:
        expect(panel(window.page).get_by_role("heading", level=2)).to_have_text("Gluten")


@pytest.mark.parametrize("unknown", ["nobody", "%3Cimg%20src=x%20onerror=alert(1)%3E", "%E0%A4%A"])
def test_an_id_of_no_paper_says_so(
    browser: Browser, serve: Serve, toy: Built, unknown: str
) -> None:
    with opened(browser, serve(toy.site) + f"graph/#{unknown}") as window:
        expect(panel(window.page)).to_contain_text("There is no paper")
        assert window.faults == []
        window.page.get_by_role("button", name="Close").click()
        expect(panel(window.page)).to_have_count(0)
