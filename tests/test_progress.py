"""What a person has read, kept by their browser: the same on every page, and never lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support.browser import Watched, opened
from support.builds import Built
from support.explorer import node, panel
from support.oracle import List, list_at
from support.pages import Site
from support.progress import KEY, keep, keep_read, kept, looks, marker, press, states

Serve = Callable[[Site], str]


@pytest.fixture
def window(browser: Browser, serve: Serve, toy: Built) -> Iterator[Watched]:
    """Home of the toy list; whatever is done there, nothing goes wrong."""
    with opened(browser, serve(toy.site)) as window:
        yield window
        assert window.faults == []


@pytest.fixture
def page(window: Watched) -> Page:
    return window.page


@pytest.fixture
def url(serve: Serve, toy: Built) -> str:
    return serve(toy.site)


@pytest.fixture(scope="session")
def bread_list(toy: Built) -> List:
    return list_at(toy.catalogue)


# The same everywhere


def test_what_is_marked_on_one_page_is_so_on_all(page: Page, url: str) -> None:
    page.goto(f"{url}sections/leaven/")
    press(page, "yeast")
    page.goto(f"{url}graph/#gluten")
    press(panel(page), "gluten", "Reading")
    assert looks(page)["yeast"] == "read"
    assert looks(page)["gluten"] == "reading"
    expect(page.get_by_role("link", name=re.compile(r"^Yeast.*, read$"))).to_have_count(1)
    page.goto(f"{url}plan/?to=proof")
    expect(marker(page, "yeast").locator("[aria-pressed=true]")).to_have_text("Read")
    expect(marker(page, "gluten").locator("[aria-pressed=true]")).to_have_text("Reading")
    page.goto(url)
    expect(page.locator(".rg-start")).to_contain_text("Go on with Gluten, about 30 min")
    leaven = page.locator("[data-section=leaven]")
    expect(leaven.locator(".rg-done")).to_have_text("1 of 3 read")
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    assert kept(page) == {
        "yeast": {"state": "read", "on": today},
        "gluten": {"state": "reading", "on": today},
    }


def test_the_same_button_takes_a_mark_back(page: Page, url: str) -> None:
    page.goto(f"{url}sections/leaven/")
    for state in ("Reading", "Read"):
        press(page, "yeast", state)
        assert states(page) == {"yeast": state.lower()}
        press(page, "yeast", state)
        assert states(page) == {"yeast": "unread"}
    expect(marker(page, "yeast").locator("[aria-pressed=true]")).to_have_count(0)


def test_marking_a_paper_offers_to_mark_what_it_rests_on(page: Page, url: str) -> None:
    page.goto(f"{url}sections/oven/")
    keep_read(page, "yeast")
    page.reload()
    press(page, "loaf")
    marker(page, "loaf").get_by_role("button", name="Mark the 3 papers it rests on, too").click()
    assert set(states(page)) == {"yeast", "gluten", "steam", "proof", "loaf"}
    expect(marker(page, "loaf").get_by_role("status")).to_have_text("3 papers marked")
    expect(marker(page, "loaf").get_by_role("button", name="Read", exact=True)).to_be_focused()
    press(page, "steam")
    expect(marker(page, "steam").get_by_role("status")).to_be_empty()


def test_two_windows_agree(page: Page, url: str) -> None:
    other = page.context.new_page()
    other.goto(f"{url}graph/")
    page.goto(f"{url}sections/leaven/")
    press(page, "yeast")
    expect(node(other, "yeast")).to_have_attribute("data-looks", "read")
    node(other, "gluten").click()
    press(panel(other), "gluten")
    press(page, "sour")
    assert states(page) == {"yeast": "read", "gluten": "read", "sour": "read"}


# Never lost


def test_a_mark_follows_a_paper_to_its_new_id_and_one_of_a_paper_that_is_gone_stays(
    page: Page, url: str
) -> None:
    keep_read(page, "kneading", "of-another-list", "__proto__")
    page.goto(f"{url}graph/")
    assert looks(page)["gluten"] == "read"
    node(page, "gluten").click()
    press(panel(page), "gluten", "Reading")
    assert states(page) == {
        "kneading": "read",
        "gluten": "reading",
        "of-another-list": "read",
        "__proto__": "read",
    }


NONE_OF_OURS = [
    "", "{", "null", "7", '"read"', "[]", "{}", "<b>", "\ud83d",
    '{"version": 1}', '{"version": 1, "papers": []}',
    '{"version": 2, "papers": {"gluten": {"state": "read", "on": "2026-01-02"}}}',
]  # fmt: skip


def test_a_value_that_is_none_of_ours_is_set_aside(page: Page, url: str) -> None:
    everything = (
        "() => Object.entries(localStorage).filter(([key]) => /^reading-graph:(p|s)/.test(key))"
    )
    for text in NONE_OF_OURS:
        page.evaluate("localStorage.clear()")
        keep(page, text)
        page.goto(f"{url}graph/")
        [[aside, value]] = page.evaluate(everything)
        assert (aside, value) == ("reading-graph:set-aside", text)
        node(page, "yeast").click()
        press(panel(page), "yeast")
        keep(page, text + " ")
        page.reload()
        assert dict(page.evaluate(everything)) == {aside: text, f"{aside}-2": text + " "}


def test_where_it_has_no_room_elsewhere_it_stays(page: Page, url: str) -> None:
    keep(page, "x" * 3_000_000)
    page.evaluate("localStorage.setItem('else', 'y'.repeat(5_200_000 - 3_000_000))")
    page.goto(f"{url}graph/")
    node(page, "yeast").click()
    press(panel(page), "yeast")
    assert looks(page)["yeast"] == "read"
    lengths = page.evaluate("Object.values(localStorage).map(text => text.length)")
    assert 3_000_000 in lengths


def test_an_entry_that_means_nothing_is_unread_and_stays_until_it_is_marked(
    page: Page, url: str
) -> None:
    odd = {"gluten": "read", "yeast": {"state": "done"}, "sour": None, "proof": {"state": "read"}}
    keep(page, json.dumps({"version": 1, "papers": odd}))
    page.goto(f"{url}sections/leaven/")
    expect(page.locator("[aria-pressed=true]")).to_have_count(0)
    press(page, "yeast")
    assert kept(page)["gluten"] == "read"
    assert kept(page)["sour"] is None
    assert kept(page)["yeast"]["state"] == "read"


@pytest.mark.parametrize(
    "missing",
    [
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no') }})",
        "Storage.prototype.setItem = () => { throw new DOMException('full') }",
    ],
)
def test_without_storage_marks_last_as_long_as_the_page(
    browser: Browser, url: str, missing: str
) -> None:
    with opened(browser) as window:
        window.page.add_init_script(missing)
        window.page.goto(f"{url}graph/")
        node(window.page, "yeast").click()
        press(panel(window.page), "yeast")
        assert looks(window.page)["yeast"] == "read"
        node(window.page, "gluten").click()
        press(panel(window.page), "gluten")
        assert looks(window.page)["yeast"] == "read"
        said = marker(panel(window.page), "gluten").get_by_role("status")
        expect(said).to_contain_text("Not kept")
        window.page.goto(url)
        expect(window.page.locator(".rg-start")).to_contain_text("Start here")


# Taken along


def open_store(page: Page) -> None:
    page.get_by_text("Your progress", exact=True).click()


def give(page: Page, tmp_path: Path, text: str) -> None:
    file = tmp_path / "progress.json"
    file.write_text(text, encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add from a file").click()
    chooser.value.set_files(file)


def test_it_can_be_saved_and_added_elsewhere(window: Watched, url: str, tmp_path: Path) -> None:
    page = window.page
    keep_read(page, "kneading", "yeast", "of-another-list")
    page.goto(f"{url}plan/")
    open_store(page)
    expect(page.locator(".rg-store")).to_contain_text("2 papers of 7 marked")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").click()
    window.faults.remove(f"download: {download.value.url}")
    text = download.value.path().read_text(encoding="utf-8")
    entry = {"state": "read", "on": "2026-01-02"}
    assert json.loads(text) == {"version": 1, "papers": {"gluten": entry, "yeast": entry}}
    keep_read(page, "steam")
    page.reload()
    open_store(page)
    give(page, tmp_path, text)
    expect(page.locator(".rg-store [role=status]")).to_have_text("2 papers added")
    assert kept(page) == dict.fromkeys(["steam", "gluten", "yeast"], entry)


def test_what_is_marked_otherwise_here_stays_unless_it_is_asked_for(
    page: Page, url: str, tmp_path: Path
) -> None:
    keep_read(page, "yeast", state="reading")
    page.goto(f"{url}plan/")
    open_store(page)
    entries = {paper: {"state": "read", "on": "2025-05-05"} for paper in ("yeast", "rye", "who")}
    give(page, tmp_path, json.dumps({"version": 1, "papers": entries}))
    told = page.locator(".rg-store [role=status]")
    expect(told).to_contain_text("1 paper added; 1 not on this list; 1 marked otherwise here")
    assert states(page) == {"yeast": "reading", "rye": "read"}
    told.get_by_role("button", name="Take those of the file").click()
    assert kept(page)["yeast"] == {"state": "read", "on": "2025-05-05"}


def test_a_file_of_something_else_changes_nothing(page: Page, url: str, tmp_path: Path) -> None:
    keep_read(page, "yeast")
    for text in ("", "[]", '{"version": 3, "papers": {}}', "<html>"):
        page.goto(f"{url}plan/")
        open_store(page)
        give(page, tmp_path, text)
        expect(page.locator(".rg-store [role=status]")).to_contain_text("nothing was changed")
        assert states(page) == {"yeast": "read"}, text


def test_it_can_be_forgotten_and_that_of_other_lists_stays(page: Page, url: str) -> None:
    keep_read(page, "kneading", "yeast", "of-another-list")
    page.goto(f"{url}plan/")
    open_store(page)
    page.get_by_role("button", name="Forget it").dblclick()
    assert len(states(page)) == 3
    page.get_by_role("button", name="Forget them all").click()
    expect(page.get_by_role("button", name="Forget it")).to_be_focused()
    assert set(states(page)) == {"of-another-list"}
    expect(page.locator("[aria-pressed=true]")).to_have_count(0)


# What to read next


def test_what_can_be_read_next_stands_out_in_the_graph(
    page: Page, url: str, toy: Built, bread_list: List
) -> None:
    read: list[str] = []
    page.goto(f"{url}graph/")
    for paper in [*(paper["id"] for paper in toy.site.in_order), None]:
        left = set(bread_list.papers) - set(read)
        needs = bread_list.needs.predecessors
        could = {other for other in left if set(needs(other)) <= set(read)}
        assert looks(page) == dict.fromkeys(read, "read") | dict.fromkeys(could, "next")
        if paper:
            node(page, paper).click()
            press(panel(page), paper)
            read.append(paper)


def test_home_says_what_to_read_now_and_why(page: Page) -> None:
    start = page.locator(".rg-start")
    expect(start).to_contain_text("Start here Gluten, about 30 min. It needs nothing else")
    keep_read(page, "gluten", "yeast")
    page.reload()
    expect(start).to_contain_text("Read next Proof. You have read what it needs: Gluten and Yeast.")
    press(start, "proof")
    expect(start).to_contain_text("Read next Sourdough, or Why Nobody Is Ever Alone. ")
    expect(start).to_contain_text("You have read what it needs: Yeast.")
    press(start, "sour")
    for paper in ("steam", "loaf"):
        press(start, paper)
    expect(start).to_contain_text("Read next Rye Has No Gluten")
    press(start, "rye")
    expect(start).to_have_text("Done You have read all of it.")


def test_home_follows_the_plan_as_long_as_there_is_something_of_it_to_read(
    page: Page, url: str
) -> None:
    start = page.locator(".rg-start")
    keep_read(page, "yeast")
    page.goto(f"{url}plan/?to=proof")
    page.goto(url)
    expect(start).to_contain_text("Read next Gluten, about 30 min. It needs nothing else")
    expect(start).to_contain_text("the next step of your plan: the way to Proof.")
    press(start, "gluten")
    expect(start).to_contain_text("Read next Proof. You have read what it needs: Gluten and Yeast.")
    start.get_by_role("link", name="Proof").last.click()
    page.wait_for_url("**/plan/?to=proof")
    press(page, "proof")
    page.goto(url)
    expect(start).to_contain_text("Read next Sourdough")
    expect(start).not_to_contain_text("your plan")
    page.goto(f"{url}plan/?to=loaf")
    page.get_by_role("button", name="No longer aim at Loaf").click()
    page.goto(url)
    expect(start).not_to_contain_text("your plan")


def test_home_names_what_was_added_since_the_last_visit(page: Page, url: str) -> None:
    since = page.locator(".rg-since")
    expect(since).to_have_count(0)
    for before, said in (
        ("2024-02-28", "Added since you were here on 2024-02-28: Gluten and Yeast"),
        ("2024-03-01", "Added since you were here on 2024-03-01: Yeast"),
    ):
        page.evaluate(VISITED, before)
        for _ in range(2):
            page.goto(url)
            expect(since).to_have_text(said)
    for broken in ("[]", "{", "7"):
        page.evaluate("text => localStorage.setItem('reading-graph:visits', text)", broken)
        page.goto(url)
        expect(since).to_have_count(0)
        page.evaluate(VISITED, "2024-03-01")
        page.goto(url)
        expect(since).to_have_count(1)


VISITED = """day => {
    const key = "reading-graph:visits";
    const value = JSON.parse(localStorage.getItem(key));
    for (const list of Object.values(value.lists))
        list.on = day;
    localStorage.setItem(key, JSON.stringify(value));
}"""


def test_marks_work_from_disk(
    browser: Browser, toy: Built, offline: Callable[[Built], Site]
) -> None:
    with opened(browser, (offline(toy).root / "graph" / "index.html").as_uri()) as window:
        node(window.page, "yeast").click()
        press(panel(window.page), "yeast")
        panel(window.page).get_by_role("link", name="Our note").click()
        expect(marker(window.page, "yeast").locator("[aria-pressed=true]")).to_have_text("Read")
        assert window.page.evaluate("key => localStorage.getItem(key)", KEY)
        assert window.faults == []
