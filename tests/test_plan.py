"""The plan: what to read for some papers, in order, as a person follows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page, expect
from pybtex.database import parse_string
from reading_graph.catalogue import read
from reading_graph.graph import ReadingGraph
from reading_graph.wording import duration
from support.browser import opened
from support.builds import Built
from support.explorer import WIDTHS, find
from support.oracle import list_at
from support.pages import Site
from support.progress import keep_read, marker, press, states

Serve = Callable[[Site], str]


@pytest.fixture
def plan(browser: Browser, serve: Serve, toy: Built) -> Iterator[Page]:
    """The plan of the toy list; whatever is done there, nothing goes wrong."""
    with opened(browser, serve(toy.site) + "plan/") as window:
        yield window.page
        assert window.faults == []


def steps(page: Page) -> list[str]:
    """The papers of the last list on the page."""
    return list(
        page.locator(".rg-plan ol")
        .last.locator("> li")
        .evaluate_all("all => all.filter(one => !one.hidden).map(one => one.dataset.of)")
    )


def ask(page: Page, query: str) -> None:
    """Goes there as the back button would."""
    page.evaluate(
        "query => { history.pushState(null, '', query); dispatchEvent(new Event('popstate')); }",
        query,
    )


def test_the_plan_to_each_paper_is_the_one_that_is_computed_without_a_browser(
    browser: Browser, serve: Serve, real: Built
) -> None:
    catalogue = read(real.catalogue).catalogue
    assert catalogue
    graph, needs = ReadingGraph(catalogue), list_at(real.catalogue).needs
    with opened(browser, serve(real.site) + "plan/") as window:
        for goals in [*([paper] for paper in graph.order), *(r.to for r in catalogue.routes)]:
            ask(window.page, f"?to={','.join(goals)}")
            found = steps(window.page)
            assert found == graph.plan(goals)
            assert set(found) == {*goals, *(a for goal in goals for a in nx.ancestors(needs, goal))}
            assert all(found.index(a) < found.index(b) for a, b in needs.subgraph(found).edges)
        assert window.faults == []


def test_each_step_has_its_reason_its_time_and_what_it_leads_to(plan: Page) -> None:
    ask(plan, "?to=loaf")
    assert steps(plan) == ["gluten", "yeast", "proof", "steam", "loaf"]
    gluten, proof = (plan.locator(f"li[data-of={paper}]") for paper in ("gluten", "proof"))
    expect(gluten).to_contain_text("Ada Krume1951" + "30 min")
    expect(gluten).to_contain_text("Leads to Proof, Loaf")
    expect(proof).to_contain_text("For Loaf: Its dough is the one that goes into the oven here.")
    expect(plan.get_by_role("heading", level=2)).to_have_text("The way to Loaf")
    expect(plan.locator(".rg-sum")).to_have_text(f"5 papers · at least {duration(75)}")


def test_without_a_goal_what_can_be_read_next_comes_first_and_then_everything(
    plan: Page, toy: Built
) -> None:
    keep_read(plan, "yeast")
    plan.reload()
    expect(plan.get_by_role("heading", level=2)).to_have_text(
        ["You can read next", "Everything in order"]
    )
    first = plan.locator(".rg-plan ol").first.locator("> li")
    seen = "all => all.map(one => one.dataset.of)"
    assert first.evaluate_all(seen) == ["gluten", "sour", "steam"]
    press(plan, "gluten")
    assert first.evaluate_all(seen) == ["gluten", "proof", "sour", "steam"]
    press(plan, "gluten")
    assert first.evaluate_all(seen) == ["gluten", "sour", "steam"]
    assert steps(plan) == [paper["id"] for paper in toy.site.in_order]


def test_what_has_no_notes_comes_last_of_what_can_be_read_next(plan: Page) -> None:
    keep_read(plan, "yeast", "sour")
    plan.reload()
    first = plan.locator(".rg-plan ol").first.locator("> li")
    seen = "all => all.map(one => one.dataset.of)"
    assert first.evaluate_all(seen) == ["gluten", "steam", "rye"]
    press(plan, "gluten")
    assert first.evaluate_all(seen) == ["gluten", "proof", "steam", "rye"]


def test_goals_and_routes_stand_at_the_margin(plan: Page) -> None:
    ask(plan, "?to=loaf")
    for item in plan.locator(":is(.rg-goals, .rg-ways-to) li").all():
        expect(item).to_have_css("margin", "0px")


def test_goals_come_and_go_and_the_address_holds_them(plan: Page) -> None:
    find(plan).fill("proof")
    plan.keyboard.press("Enter")
    assert plan.url.endswith("/plan/?to=proof")
    find(plan).fill("rye")
    plan.keyboard.press("Enter")
    assert plan.url.endswith("/plan/?to=proof,rye")
    assert steps(plan) == ["gluten", "yeast", "proof", "sour", "rye"]
    expect(plan).to_have_title(
        "Plan: Proof, Rye Has No Gluten Worth the Name - Reading about Bread"
    )
    plan.get_by_role("button", name="No longer aim at Proof").click()
    expect(find(plan)).to_be_focused()
    assert steps(plan) == ["yeast", "sour", "rye"]
    plan.go_back()
    plan.go_back()
    assert steps(plan) == ["gluten", "yeast", "proof"]
    plan.go_forward()
    plan.reload()
    assert steps(plan) == ["gluten", "yeast", "proof", "sour", "rye"]


def test_an_earlier_id_is_its_paper_and_one_of_none_is_told(plan: Page) -> None:
    ask(plan, "?to=kneading,+nobody")
    assert steps(plan) == ["gluten"]
    expect(plan.locator(".rg-unknown")).to_have_text("There is no paper nobody on this list.")


def test_what_is_read_is_struck_or_hidden_and_the_rest_is_counted(plan: Page) -> None:
    ask(plan, "?to=loaf")
    press(plan, "gluten")
    expect(plan.locator("li.known")).to_have_attribute("data-of", "gluten")
    line = plan.locator("li.known > a")
    expect(line).to_have_css("text-decoration-line", "line-through")
    expect(plan.locator(".rg-sum")).to_have_text("5 papers · 1 read · at least 45 min left")
    hide = plan.get_by_label("Hide what I have read")
    hide.check()
    assert steps(plan) == ["yeast", "proof", "steam", "loaf"]
    press(plan, "yeast")
    assert steps(plan) == ["yeast", "proof", "steam", "loaf"]  # or it could not be taken back
    plan.reload()
    expect(hide).not_to_be_checked()
    hide.check()
    assert steps(plan) == ["proof", "steam", "loaf"]
    for paper in ("proof", "steam", "loaf"):
        press(plan, paper)
    expect(plan.locator(".rg-sum")).to_have_text("5 papers · 5 read · all of it read")


def test_a_link_may_say_what_is_known(plan: Page) -> None:
    plan.goto(plan.url + "?to=proof&known=kneading,nobody")
    expect(plan.locator("li.known")).to_have_attribute("data-of", "gluten")
    assert states(plan) == {}
    plan.get_by_role("button", name="Leave them out").click()
    expect(plan.locator("li.known")).to_have_count(0)
    assert plan.url.endswith("?to=proof")
    plan.go_back()
    plan.goto(plan.url.partition("?")[0] + "?to=proof&known=gluten")
    plan.get_by_role("button", name="Mark them as read here, too").click()
    assert states(plan) == {"gluten": "read"}
    expect(plan.locator("li.known")).to_have_attribute("data-of", "gluten")
    expect(plan.locator(".rg-assumed")).to_be_hidden()


def test_it_is_copied_as_markdown_and_as_a_link(plan: Page) -> None:
    plan.context.grant_permissions(["clipboard-read", "clipboard-write"])
    keep_read(plan, "gluten")
    plan.goto(plan.url + "?to=loaf")
    plan.get_by_role("button", name="Copy as Markdown").click()
    expect(plan.get_by_text("The plan is copied")).to_be_visible()
    copied = plan.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(
        "# The way to Loaf\n\n"
        "- [x] 1. [Gluten: What Kneading Does to a Dough](<https://example.org/gluten.pdf>)"
        " (Ada Krume, 1951, about 30 min)\n"
        "  - For Proof\n"
    )
    assert "Loaf of Bread, &lt;b>Baked&lt;/b>" in copied
    assert copied.count("- [ ] ") == 4
    assert "\n  - For Loaf: Its dough is the one" in copied
    address = plan.url
    for known in ("", "&known=gluten"):
        plan.get_by_role("button", name="Copy the link").click()
        expect(plan.get_by_text("The link is copied")).to_be_visible()
        assert plan.evaluate("navigator.clipboard.readText()") == address + known
        plan.get_by_label("with what I have read").check()


@pytest.mark.parametrize("at", ["served", "on disk"])
def test_it_is_saved_as_bibtex(
    browser: Browser, serve: Serve, offline: Callable[[Built], Site], toy: Built, at: str
) -> None:
    disk = (offline(toy).root / "plan" / "index.html").as_uri()
    url = disk if at == "on disk" else serve(toy.site) + "plan/"
    with opened(browser, f"{url}?to=loaf") as window:
        for _ in range(2):
            with window.page.expect_download() as download:
                window.page.get_by_role("button", name="Save as BibTeX").click()
            window.faults.remove(f"download: {download.value.url}")
            assert download.value.suggested_filename == "plan.bib"
            text = download.value.path().read_text(encoding="utf-8")
            assert list(parse_string(text, "bibtex").entries) == steps(window.page)
        assert window.faults == []


def test_on_paper_it_is_a_list(plan: Page) -> None:
    ask(plan, "?to=loaf")
    plan.emulate_media(media="print")
    expect(plan.locator("li[data-of=loaf]")).to_be_visible()
    for tool in (".rg-tools-row", ".rg-ask", ".rg-marker", ".rg-store"):
        expect(plan.locator(tool).first).to_be_hidden()


def test_without_scripts_everything_stands_in_order(
    browser: Browser, serve: Serve, toy: Built
) -> None:
    with opened(browser, serve(toy.site) + "plan/", scripts=False) as window:
        names = window.page.locator(".rg-plan li > a").all_text_contents()
        called = list_at(toy.catalogue).called
        assert names == [called(paper["id"]) for paper in toy.site.in_order]


def test_it_works_from_disk(browser: Browser, toy: Built, offline: Callable[[Built], Site]) -> None:
    with opened(browser, (offline(toy).root / "index.html").as_uri()) as window:
        find(window.page).fill("loaf")
        window.page.keyboard.press("Enter")
        window.page.wait_for_url("**/plan/index.html?to=loaf")
        assert steps(window.page) == ["gluten", "yeast", "proof", "steam", "loaf"]
        assert window.faults == []


@pytest.mark.parametrize("width", WIDTHS)
def test_from_home_the_plan_to_a_paper_is_two_actions_away(
    browser: Browser, serve: Serve, real: Built, width: int
) -> None:
    with opened(browser, serve(real.site), width=width) as window:
        page = window.page
        find(page).press_sequentially("transformer")
        page.keyboard.press("Enter")
        page.wait_for_url("**/plan/?to=attention")
        first, second, third, fourth = steps(page)[:4]
        for paper in (first, second, third):
            press(page, paper)
        page.reload()
        assert steps(page).index(fourth) == 3
        page.goto(serve(real.site))
        expect(page.locator(".rg-start")).to_contain_text("Read next")
        expect(marker(page.locator(".rg-start"), fourth)).to_be_visible()
        assert window.faults == []


def test_it_is_followed_by_keys_alone(plan: Page) -> None:
    ask(plan, "?to=proof")
    marker(plan, "gluten").get_by_role("button", name="Reading").focus()
    for key in ("Tab", "Space"):
        plan.keyboard.press(key)
    assert states(plan) == {"gluten": "read"}
    expect(marker(plan, "gluten").get_by_role("button", name="Read", exact=True)).to_be_focused()
    plan.get_by_role("button", name="No longer aim at Proof").focus()
    plan.keyboard.press("Enter")
    expect(plan.get_by_role("heading", level=2).first).to_have_text("You can read next")


def test_the_words_of_strangers_are_words_in_the_plan(
    browser: Browser, serve: Serve, strangers: Built
) -> None:
    wanted = list_at(strangers.catalogue)
    with opened(browser, serve(strangers.site) + "plan/") as window:
        for paper in wanted.papers:
            ask(window.page, f"?to={paper}")
            item = window.page.locator(f".rg-plan ol:last-of-type li[data-of={paper}]").last
            assert item.locator("> a").text_content() == wanted.called(paper)
        assert window.page.evaluate("window.pwned") is None
        assert window.faults == []
