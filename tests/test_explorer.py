"""The graph page, explored in a real browser: by pointer, by fingers, by keys, by its address."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from reading_graph.pages import duration
from reading_graph.specimen import specimen
from reading_graph.wording import counted
from support.browser import opened
from support.builds import Built
from support.oracle import list_at
from support.pages import Site, shown

ASSETS = Path(__file__).parents[1] / "docs" / "assets"
WIDTHS = [390, 768, 1440]
Serve = Callable[[Site], str]


@pytest.fixture
def bread(browser: Browser, serve: Serve, toy: Built) -> Iterator[Page]:
    """The graph page of the toy list; whatever is done there, nothing goes wrong."""
    with opened(browser, serve(toy.site) + "graph/") as window:
        yield window.page
        assert window.faults == []


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


# What lights up


@pytest.mark.parametrize("how", ["hover", "focus"])
def test_a_paper_lights_up_what_it_rests_on_in_reading_order_and_what_it_leads_to(
    browser: Browser, serve: Serve, real: Built, how: str
) -> None:
    wanted = list_at(real.catalogue)
    order = [paper["id"] for paper in real.site.in_order]
    with opened(browser, serve(real.site) + "graph/") as window:
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
PAPERS = ["gluten", "yeast", "sour", "proof", "steam", "loaf", "rye"]


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
    for words in (title, "Ada Krume, Berta Gär, O. Fen", "1988", "Oven & Crust", "step 6 of 7"):
        assert words in text
    assert "rests on 4 papers, about 1 h 15 min" in text
    assert "leads to no other paper yet" in text
    assert "Its window test says when to stop." in text
    assert "The second loaf is a sour one." in text
    link = panel(bread).get_by_role("link", name="Read it")
    assert link.get_attribute("href") == "https://example.org/loaf"


def test_every_paper_of_the_list_has_its_numbers_reasons_and_links(
    browser: Browser, serve: Serve, real: Built
) -> None:
    wanted = list_at(real.catalogue)
    with opened(browser, serve(real.site) + "graph/") as window:
        for paper in real.site.in_order:
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
    browser: Browser, serve: Serve, real: Built, width: int
) -> None:
    for paper in ("backprop", "instructgpt"):
        url = serve(real.site) + f"graph/#{paper}"
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


# Finding


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("loaf", ["loaf"]),
        ("muller", ["gluten"]),
        ("GAR", ["yeast", "sour", "loaf"]),
        ("hand-w", ["gluten"]),
        ("old-glu", ["gluten"]),
        ("krume proof", ["proof"]),
        ("196", ["yeast"]),
        ("why nobody", ["sour"]),
    ],
)
def test_a_paper_is_found_by_title_author_tag_id_and_year(
    bread: Page, typed: str, found: list[str]
) -> None:
    find(bread).fill(typed)
    titles = {paper: bread.get_by_role("option") for paper in found}
    expect(bread.get_by_role("option")).to_have_count(len(titles))
    bread.keyboard.press("Enter")
    assert hash_of(bread) == f"#{found[0]}"


def test_typing_lights_up_what_enter_would_take_and_arrows_choose(bread: Page) -> None:
    find(bread).press_sequentially("krume")
    expect(bread.get_by_role("option")).to_have_count(3)
    seen = [lit(bread, "centre")]
    bread.keyboard.press("ArrowDown")
    seen.append(lit(bread, "centre"))
    assert seen == [["gluten"], ["proof"]]
    chosen = bread.get_by_role("option", selected=True)
    assert find(bread).get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    bread.keyboard.press("Enter")
    expect(panel(bread).get_by_role("heading", level=2)).to_have_text("Proof")
    assert find(bread).input_value() == ""


def test_a_found_paper_can_be_clicked(bread: Page) -> None:
    find(bread).fill("rye")
    bread.get_by_role("option").first.click()
    assert hash_of(bread) == "#rye"


def test_what_is_not_there_is_told(bread: Page) -> None:
    find(bread).fill("kites")
    expect(bread.locator(".rg-none")).to_have_text("Nothing found")
    expect(bread.get_by_role("status").filter(has_text="Nothing found")).to_have_count(1)
    bread.keyboard.press("Enter")
    assert hash_of(bread) == ""
    bread.keyboard.press("Escape")
    assert find(bread).input_value() == ""
    expect(bread.locator(".rg-none")).to_be_hidden()


# Filtering


def test_papers_are_filtered_by_tag_status_year_and_section(bread: Page) -> None:
    bread.get_by_text("Filter", exact=True).click()
    bread.get_by_role("button", name="microbes").click()
    assert inside(bread) == ["yeast"]
    bread.get_by_role("button", name="flour").click()
    assert inside(bread) == ["gluten", "yeast"]
    bread.get_by_label("First year").fill("1960")
    bread.keyboard.press("Enter")
    assert inside(bread) == ["yeast"]
    expect(bread.locator(".rg-count")).to_have_text("1 of 7 papers")
    assert "tag=microbes,flour" in bread.url
    assert "from=1960" in bread.url
    bread.reload()
    assert inside(bread) == ["yeast"]
    bread.get_by_text("Filter · 3").click()
    bread.get_by_role("button", name="Clear the filter").click()
    assert inside(bread) == PAPERS
    assert "?" not in bread.url
    bread.get_by_role("button", name="planned").click()
    assert inside(bread) == ["rye"]


def test_the_legend_is_the_filter_of_sections(bread: Page) -> None:
    leaven = bread.locator(".rg-legend").get_by_role("button", name="Leaven")
    leaven.click()
    expect(leaven).to_have_attribute("aria-pressed", "true")
    assert inside(bread) == ["yeast", "sour", "rye"]
    assert "section=leaven" in bread.url
    leaven.click()
    assert inside(bread) == PAPERS


def inside(page: Page) -> list[str]:
    """The papers that are not filtered out: in the picture, and the same in the list."""
    papers = list(
        page.locator(".rg-explorer .node:not(.out)").evaluate_all(
            "all => all.map(one => one.dataset.paper)"
        )
    )
    expect(page.locator(".rg-order > li:visible")).to_have_count(len(papers))
    return papers


def test_a_query_that_means_nothing_filters_nothing(
    browser: Browser, serve: Serve, toy: Built
) -> None:
    url = serve(toy.site) + "graph/?status=x&from=soon&to=&tag=,&other=1"
    with opened(browser, url) as window:
        assert inside(window.page) == PAPERS
        node(window.page, "rye").click()
        assert "other=1" in window.page.url
        assert window.faults == []


# Moving


def test_a_drag_moves_the_picture_and_selects_nothing(
    browser: Browser, serve: Serve, real: Built
) -> None:
    with opened(browser, serve(real.site) + "graph/", width=768) as window:
        page = window.page
        page.get_by_role("button", name="Larger").click()
        page.get_by_role("button", name="Larger").click()
        x, y, scale = place_of(page)
        box = page.locator(".rg-view").bounding_box()
        assert box
        at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.move(*at)
        page.mouse.down()
        page.mouse.move(at[0] - 20, at[1] - 60, steps=5)
        page.mouse.up()
        assert place_of(page) == pytest.approx((x - 20, y - 60, scale), abs=1)
        expect(panel(page)).to_have_count(0)
        assert window.faults == []


def test_the_wheel_scrolls_the_page_and_zooms_with_ctrl(bread: Page) -> None:
    node(bread, "proof").hover()
    before = place_of(bread)
    bread.mouse.wheel(0, 200)
    bread.wait_for_function("scrollY > 100")
    assert place_of(bread) == before
    box = node(bread, "proof").bounding_box()
    assert box
    bread.keyboard.down("Control")
    bread.mouse.wheel(0, -200)
    bread.keyboard.up("Control")
    assert place_of(bread)[2] > before[2] * 1.2
    assert bread.evaluate("visualViewport.scale") == 1


def test_what_is_under_the_pointer_stays_there_when_it_grows(
    browser: Browser, serve: Serve, real: Built
) -> None:
    with opened(browser, serve(real.site) + "graph/") as window:
        page = window.page
        for _ in range(4):
            button(page, "Larger")()
        card = node(page, "attention").locator(".card")
        before = card.bounding_box()
        assert before
        at = (before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
        page.mouse.move(*at)
        page.keyboard.down("Control")
        page.mouse.wheel(0, -100)
        page.keyboard.up("Control")
        page.wait_for_timeout(100)
        after = card.bounding_box()
        assert after
        assert after["width"] > before["width"]
        middle = (after["x"] + after["width"] / 2, after["y"] + after["height"] / 2)
        assert middle == pytest.approx(at, abs=3)


def test_buttons_and_keys_make_it_larger_smaller_and_fitting(bread: Page) -> None:
    whole = place_of(bread)
    for larger, smaller, fit in [
        (button(bread, "Larger"), button(bread, "Smaller"), button(bread, "Show all of it")),
        (key(bread, "+"), key(bread, "-"), key(bread, "0")),
    ]:
        larger()
        first = place_of(bread)[2]
        larger()
        assert place_of(bread)[2] > first > whole[2]
        smaller()
        assert place_of(bread)[2] == pytest.approx(first)
        fit()
        assert place_of(bread) == pytest.approx(whole)


def button(page: Page, name: str) -> Callable[[], None]:
    return page.get_by_role("button", name=name).click


def key(page: Page, name: str) -> Callable[[], None]:
    def press() -> None:
        page.locator(".rg-view").focus()
        page.keyboard.press(name)

    return press


def test_the_picture_cannot_be_lost(bread: Page) -> None:
    for _ in range(6):
        button(bread, "Larger")()
    view = bread.locator(".rg-view")
    view.focus()
    for arrow in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"):
        for _ in range(40):
            bread.keyboard.press(arrow)
        box = bread.locator(".rg-explorer .rg-picture").bounding_box()
        frame = view.bounding_box()
        assert box
        assert frame
        assert box["x"] < frame["x"] + frame["width"] / 2 < box["x"] + box["width"]
        assert box["y"] < frame["y"] + frame["height"] / 2 < box["y"] + box["height"]


def test_fingers_move_and_pinch_it(browser: Browser, serve: Serve, real: Built) -> None:
    with opened(browser, serve(real.site) + "graph/", width=390, touch=True) as window:
        page = window.page
        x, y, scale = place_of(page)
        touch(page, [[(200, 400)], [(180, 400)], [(150, 400)], [(120, 400)]])
        assert place_of(page)[0] < x - 50
        assert place_of(page)[1:] == pytest.approx((y, scale), abs=1)
        touch(page, [[(150, 400), (250, 400)], [(130, 400), (270, 400)], [(90, 400), (310, 400)]])
        assert place_of(page)[2] > scale * 1.5
        assert page.evaluate("visualViewport.scale") == 1
        assert window.faults == []


def test_one_finger_still_scrolls_the_page(browser: Browser, serve: Serve, real: Built) -> None:
    with opened(browser, serve(real.site) + "graph/", width=390, touch=True) as window:
        before = place_of(window.page)
        touch(window.page, [[(200, 700 - 30 * n)] for n in range(12)])
        window.page.wait_for_function("scrollY > 100")
        assert place_of(window.page) == before


def touch(page: Page, frames: list[list[tuple[int, int]]]) -> None:
    """Fingers that go through these places and are lifted."""
    session = page.context.new_cdp_session(page)
    kinds = ["touchStart", *["touchMove"] * (len(frames) - 1)]
    for kind, points in zip(kinds, frames, strict=True):
        named = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": named})
        page.wait_for_timeout(30)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(100)


def test_a_tap_selects(browser: Browser, serve: Serve, toy: Built) -> None:
    with opened(browser, serve(toy.site) + "graph/", width=390, touch=True) as window:
        node(window.page, "proof").tap()
        expect(panel(window.page).get_by_role("heading", level=2)).to_have_text("Proof")
        assert hash_of(window.page) == "#proof"


def test_the_overview_shows_where_one_is_and_leads_elsewhere(
    browser: Browser, serve: Serve, real: Built
) -> None:
    with opened(browser, serve(real.site) + "graph/", width=390) as window:
        page = window.page
        before = place_of(page)
        overview = page.locator(".rg-overview")
        expect(overview).to_be_visible()
        box = overview.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] - 4)
        assert place_of(page)[0] < before[0]
        button(page, "Show all of it")()
        expect(overview).to_be_hidden()


def test_it_fills_the_screen_and_leaves_it(bread: Page) -> None:
    before = bread.locator(".rg-view").bounding_box()
    button(bread, "Full screen")()
    bread.wait_for_function("document.fullscreenElement?.matches('.rg-explorer')")
    expect(find(bread)).to_be_visible()
    button(bread, "Full screen")()
    bread.wait_for_function("!document.fullscreenElement")
    bread.wait_for_timeout(100)
    assert bread.locator(".rg-view").bounding_box() == before


def test_the_picture_can_be_saved(browser: Browser, serve: Serve, toy: Built) -> None:
    with opened(browser, serve(toy.site) + "graph/") as window:
        with window.page.expect_download() as saved:
            window.page.get_by_role("link", name="Save the picture as SVG").click()
        assert saved.value.suggested_filename == "graph.svg"
        assert saved.value.path().read_bytes() == (toy.site.root / "data/graph.svg").read_bytes()


# By keys


def test_arrow_keys_walk_along_the_arrows_and_along_a_rank(bread: Page, toy: Built) -> None:
    drawn = list_at(toy.catalogue).drawn
    for paper in PAPERS:
        for arrow, edges in (
            ("ArrowDown", [(a, b) for a, b in drawn if a == paper]),
            ("ArrowUp", [(b, a) for a, b in drawn if b == paper]),
        ):
            node(bread, paper).locator("a").focus()
            bread.keyboard.press(arrow)
            assert (paper, focused(bread)) in (edges or [(paper, paper)])
    for arrow, sign in (("ArrowLeft", -1), ("ArrowRight", 1)):
        for paper in PAPERS:
            x, y = middle_of(bread, paper)
            beside = [middle_of(bread, other) for other in PAPERS]
            far = [sign * (there[0] - x) for there in beside if abs(there[1] - y) < 1]
            node(bread, paper).locator("a").focus()
            bread.keyboard.press(arrow)
            reached = sign * (middle_of(bread, focused(bread))[0] - x)
            assert reached == pytest.approx(min((d for d in far if d > 1), default=0), abs=1)


def middle_of(page: Page, paper: str | None) -> tuple[float, float]:
    """Where a card is, wherever the view is, in units of the picture."""
    x, y, width, height = page.locator(f".rg-explorer .node[data-paper={paper}]").evaluate(
        "node => { const {x, y, width, height} = node.querySelector('.card').getBBox();"
        "const {e, f} = node.transform.baseVal[0].matrix; return [x + e, y + f, width, height]; }"
    )
    return x + width / 2, y + height / 2


def test_enter_shows_the_details_and_escape_leads_back(bread: Page) -> None:
    bread.locator(".rg-figure").focus()
    bread.keyboard.press("Tab")
    bread.keyboard.press("Enter")
    expect(panel(bread)).to_be_focused()
    assert hash_of(bread) == "#gluten"
    bread.keyboard.press("Tab")
    expect(panel(bread).get_by_role("button", name="Close the details of Gluten")).to_be_focused()
    bread.keyboard.press("Escape")
    expect(panel(bread)).to_have_count(0)
    assert focused(bread) == "gluten"
    assert hash_of(bread) == ""


def test_escape_closes_the_filter_first(bread: Page) -> None:
    node(bread, "gluten").click()
    bread.get_by_text("Filter", exact=True).click()
    bread.keyboard.press("Escape")
    expect(bread.locator(".rg-filters")).to_be_hidden()
    expect(panel(bread)).to_have_count(1)


def test_a_paper_out_of_sight_comes_into_it_with_the_focus(
    browser: Browser, serve: Serve, real: Built
) -> None:
    with opened(browser, serve(real.site) + "graph/", width=390) as window:
        window.page.locator(".rg-figure").focus()
        for _ in real.site.in_order:
            window.page.keyboard.press("Tab")
            card = window.page.locator(".node a:focus .card")
            expect(card).to_be_in_viewport(ratio=0.95)


# The first view


@pytest.fixture(scope="session")
def kites(build: Callable[[str], Built]) -> dict[int, Built]:
    """Lists of many papers."""
    return {papers: build(specimen(papers)) for papers in (100, 400)}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("papers", [14, 100, 400])
def test_the_first_view_can_be_read(
    browser: Browser, serve: Serve, real: Built, kites: dict[int, Built], width: int, papers: int
) -> None:
    built = kites.get(papers, real)
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


def test_our_scripts_and_styles_weigh_less_than_40_kb_compressed() -> None:
    files = [*ASSETS.glob("*.js"), *ASSETS.glob("*.css")]
    assert len(files) > 15
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 40_000


def test_they_ask_nobody_for_anything() -> None:
    for file in ASSETS.glob("*.js"):
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|fetch\(|XMLHttpRequest|import\(|innerHTML|eval\(", text), (
            file
        )
