"""The graph page: moved by pointer, fingers, wheel and buttons, walked by keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from support.browser import opened
from support.builds import Built
from support.explorer import PAPERS, button, find, focused, hash_of, node, panel, place_of
from support.oracle import list_at
from support.pages import Site

Serve = Callable[[Site], str]


# Moving


def test_a_drag_moves_the_picture_and_selects_nothing(
    browser: Browser, serve: Serve, few: Built
) -> None:
    with opened(browser, serve(few.site) + "graph/", width=768) as window:
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
    browser: Browser, serve: Serve, few: Built
) -> None:
    with opened(browser, serve(few.site) + "graph/") as window:
        page = window.page
        for _ in range(4):
            button(page, "Larger")()
        card = node(page, "paper-9").locator(".card")
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


def test_fingers_move_and_pinch_it(browser: Browser, serve: Serve, few: Built) -> None:
    with opened(browser, serve(few.site) + "graph/", width=390, touch=True) as window:
        page = window.page
        x, y, scale = place_of(page)
        touch(page, [[(200, 400)], [(180, 400)], [(150, 400)], [(120, 400)]])
        assert place_of(page)[0] < x - 50
        assert place_of(page)[1:] == pytest.approx((y, scale), abs=1)
        touch(page, [[(150, 400), (250, 400)], [(130, 400), (270, 400)], [(90, 400), (310, 400)]])
        assert place_of(page)[2] > scale * 1.5
        assert page.evaluate("visualViewport.scale") == 1
        assert window.faults == []


def test_one_finger_still_scrolls_the_page(browser: Browser, serve: Serve, few: Built) -> None:
    with opened(browser, serve(few.site) + "graph/", width=390, touch=True) as window:
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
    browser: Browser, serve: Serve, few: Built
) -> None:
    with opened(browser, serve(few.site) + "graph/", width=768) as window:
        page = window.page
        for _ in range(3):
            button(page, "Larger")()
        before = place_of(page)
        overview = page.locator(".rg-overview")
        expect(overview).to_be_visible()
        box = overview.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] - 4)
        assert place_of(page)[0] < before[0]
        button(page, "Show all of it")()
        expect(overview).to_be_hidden()


def test_on_a_phone_no_overview_and_no_way_to_the_top_lies_on_the_picture(
    browser: Browser, serve: Serve, few: Built
) -> None:
    with opened(browser, serve(few.site) + "graph/", width=390) as window:
        for _ in range(3):
            button(window.page, "Larger")()
        expect(window.page.locator(".rg-overview")).to_be_hidden()
        expect(window.page.locator(".md-top")).to_have_css("display", "none")


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


@pytest.mark.parametrize("still", [True, False])
def test_what_is_lit_is_lit_wherever_one_looks(
    browser: Browser, serve: Serve, few: Built, still: bool
) -> None:
    url = serve(few.site) + "graph/#paper-9"
    with opened(browser, url, width=390, still=still) as window:
        page = window.page
        view = page.locator(".rg-view")
        for name in ("+", "ArrowRight", "ArrowDown", "ArrowLeft", "0", "-"):
            view.focus()
            page.evaluate("history.replaceState('on its way', '')")
            for _ in range(8):
                page.keyboard.press(name)
                assert page.evaluate(VEILED)
            page.wait_for_function("history.state !== 'on its way'")  # it keeps where it rests
            assert page.evaluate(VEILED)
        assert window.faults == []


VEILED = """() => new Promise(requestAnimationFrame).then(() => {
    const box = selector => document.querySelector(selector).getBoundingClientRect();
    const [view, sheet, veil] = [".rg-view", ".rg-sheet", ".veil"].map(box);
    const [left, top] = ["left", "top"].map(side => Math.max(view[side], sheet[side]));
    const [right, bottom] = ["right", "bottom"].map(side => Math.min(view[side], sheet[side]));
    return veil.left < left + 1 && veil.right > right - 1
        && veil.top < top + 1 && veil.bottom > bottom - 1;
})"""


@pytest.mark.parametrize(("still", "seconds"), [(True, "1e-05s"), (False, "0.25s")])
def test_moves_are_gentle_unless_movement_is_not_wanted(
    browser: Browser, serve: Serve, toy: Built, still: bool, seconds: str
) -> None:
    with opened(browser, serve(toy.site) + "graph/", still=still) as window:
        button(window.page, "Larger")()
        place_of(window.page)
        expect(window.page.locator(".rg-sheet")).to_have_css("transition-duration", seconds)


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


def test_a_second_click_of_two_selects_no_other(browser: Browser, serve: Serve, few: Built) -> None:
    for paper in ("paper-7", "paper-10"):
        with opened(browser, serve(few.site) + "graph/") as window:
            node(window.page, paper).dblclick()
            assert hash_of(window.page) == f"#{paper}"
            window.page.go_back()
            assert hash_of(window.page) == ""


def test_a_button_let_go_elsewhere_is_no_longer_down(bread: Page) -> None:
    button(bread, "Larger")()
    box = bread.locator(".rg-view").bounding_box()
    assert box
    x, y = box["x"] + 3, box["y"] + box["height"] / 2
    bread.mouse.move(x, y)
    bread.mouse.down()
    bread.mouse.move(1, y)
    bread.mouse.up()
    bread.mouse.move(x + 20, y)
    before = place_of(bread)
    bread.mouse.move(x + 200, y)
    assert place_of(bread) == before


def test_what_is_selected_stays_in_sight_when_a_phone_is_turned(
    browser: Browser, serve: Serve, few: Built
) -> None:
    url = serve(few.site) + "graph/#paper-13"
    with opened(browser, url, width=390, height=844) as window:
        for width, height in ((844, 390), (390, 844)):
            window.page.set_viewport_size({"width": width, "height": height})
            expect(node(window.page, "paper-13")).to_be_in_viewport(ratio=0.9)
            top = window.page.locator(".rg-tools").bounding_box()
            header = window.page.locator(".md-header").bounding_box()
            assert top
            assert header
            assert top["y"] >= header["y"] + header["height"] - 1


def test_all_of_it_stays_all_of_it_when_the_window_changes(
    browser: Browser, serve: Serve, few: Built
) -> None:
    with opened(browser, serve(few.site) + "graph/", width=390) as window:
        button(window.page, "Show all of it")()
        assert place_of(window.page)[2] < 0.6
        window.page.set_viewport_size({"width": 360, "height": 800})
        assert place_of(window.page)[2] < 0.55


def test_the_page_goes_on_where_the_panel_ends(bread: Page) -> None:
    node(bread, "loaf").click()
    panel(bread).hover()
    for _ in range(20):
        bread.mouse.wheel(0, 400)
        bread.wait_for_timeout(20)
    bread.wait_for_function("scrollY > 100")


def test_one_comes_back_to_where_one_was(browser: Browser, serve: Serve, few: Built) -> None:
    with opened(browser, serve(few.site) + "graph/#paper-9") as window:
        button(window.page, "Larger")()
        button(window.page, "Larger")()
        before = place_of(window.page)
        window.page.wait_for_function("history.state")
        panel(window.page).get_by_role("link", name="Our note").click()
        window.page.wait_for_url("**/sections/**")
        window.page.go_back()
        expect(panel(window.page)).to_be_visible()
        assert place_of(window.page) == pytest.approx(before, abs=1)


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
    browser: Browser, serve: Serve, few: Built
) -> None:
    with opened(browser, serve(few.site) + "graph/", width=390) as window:
        window.page.locator(".rg-figure").focus()
        for _ in few.site.in_order:
            window.page.keyboard.press("Tab")
            card = window.page.locator(".node a:focus .card")
            expect(card).to_be_in_viewport(ratio=0.95)


def test_tab_enters_a_large_picture_in_sight_and_the_page_stays(
    browser: Browser, serve: Serve, kites: Callable[[int], Built]
) -> None:
    site = kites(100).site
    chosen = str(site.in_order[-1]["id"])
    for fragment in ("", f"#{chosen}"):
        with opened(browser, f"{serve(site)}graph/{fragment}") as window:
            place_of(window.page)
            window.page.locator(".rg-view").focus()
            before = window.page.evaluate("scrollY")
            window.page.keyboard.press("Tab")
            expect(window.page.locator(".node a:focus .card")).to_be_in_viewport(ratio=0.95)
            assert window.page.evaluate("scrollY") == before
            assert not fragment or focused(window.page) == chosen
