"""The entry to copy for a paper that is missing: where it stands, and that the check passes it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect
from reading_graph.model import Paper, Section
from reading_graph.suggestion import entry
from support.browser import opened
from support.builds import ROOT, Built
from support.oracle import List, list_at
from support.pages import Element, Site
from support.toy import reading

CONTRIBUTING = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")


@pytest.fixture(params=["real", "toy"])
def appended(request: pytest.FixtureRequest) -> Built:
    """Lists that are written as people write them, so that an entry can be added at the end."""
    made: Built = request.getfixturevalue(request.param)
    return made


def copied(page: Element) -> str:
    """What a reader copies from a page."""
    return "".join(page.one("details", class_="rg-suggest").one("pre").node.itertext())


def test_home_and_every_section_have_an_entry_that_the_check_passes(appended: Built) -> None:
    text = appended.catalogue.read_text(encoding="utf-8")
    before = reading(text)
    for address in ["", *sections(list_at(appended.catalogue))]:
        found = reading(text + copied(appended.site.pages[address].content))
        assert found.problems == before.problems, address
        assert found.catalogue
        assert found.catalogue.papers[-1].id == "new-paper"


def sections(wanted: List) -> list[str]:
    return [f"sections/{section['id']}/" for section in wanted.sections]


def test_on_a_sections_page_it_is_of_that_section(built: Built, wanted: List) -> None:
    for section, address in zip(wanted.sections, sections(wanted), strict=True):
        (given,) = yaml.safe_load(copied(built.site.pages[address].content))
        assert given["section"] == section["id"]
        assert given["needs"][0]["paper"] in wanted.papers


def test_the_first_entry_of_a_list_needs_nothing() -> None:
    first = entry(Section("oven", "Oven"), None)
    found = reading(f"sections: [{{id: oven, title: Oven}}]\npapers:\n{first}")
    assert (found.problems, found.catalogue is not None) == ((), True)
    assert "needs" not in first


@pytest.mark.parametrize("id_", ["no", "null", "1951", "1e3", "2024-02-29"])
def test_an_id_that_yaml_takes_for_something_else_is_quoted(id_: str) -> None:
    first = entry(Section(id_, "S"), Paper(id_, "P", id_))
    (given,) = yaml.safe_load(first)
    assert (given["section"], given["needs"][0]["paper"]) == (id_, id_)
    text = f'sections: [{{id: "{id_}", title: S}}]\npapers:\n{first.replace("new-paper", "x")}'
    assert {problem.rule for problem in reading(text).problems} == {"unknown-paper"}


@pytest.mark.parametrize("year", [None, 1600, 2026])
def test_it_does_not_need_a_later_paper(year: int | None) -> None:
    written = entry(Section("oven", "Oven"), Paper("loaf", "A Loaf", "oven", year=year))
    (given,) = yaml.safe_load(written)
    assert given["year"] == (year or 2020)


def test_it_is_closed_at_first_and_no_part_of_what_search_finds(built: Built) -> None:
    found = [
        d
        for page in built.site.pages.values()
        for d in page.content.all("details", class_="rg-suggest")
    ]
    assert len(found) > 1
    assert not any("open" in details.node.attrib for details in found)
    assert "new-paper" not in built.site.read("search/search_index.json").split("contributing/")[0]


def test_a_list_without_sections_has_none(empty: Built) -> None:
    assert not empty.site.pages[""].content.all("details", class_="rg-suggest")


def test_the_entry_in_the_documentation_is_the_one_on_the_pages() -> None:
    found = re.search(r"^```yaml\n(.*?)^```", CONTRIBUTING, re.MULTILINE | re.DOTALL)
    assert found
    assert found[1] == entry(Section("its-section", "S"), Paper("earlier-paper", "P", "s"))


def test_what_the_documentation_tells_to_run_is_there() -> None:
    own = (ROOT / "docs" / "your-own-list.md").read_text(encoding="utf-8")
    named = set(re.findall(r"scripts/\w+\.py", CONTRIBUTING + own))
    assert named >= {"scripts/check.py", "scripts/serve.py", "scripts/build.py"}
    assert all((ROOT / name).is_file() for name in named)


def test_the_list_that_the_documentation_begins_with_passes_the_check() -> None:
    own = (ROOT / "docs" / "your-own-list.md").read_text(encoding="utf-8")
    found = re.search(r"```yaml\n(.*?)```", own, re.DOTALL)
    assert found
    assert reading(found[1]).problems == ()


# In a browser


@pytest.mark.parametrize(("fold", "class_"), [("Suggest a paper", "suggest"), ("Cite it", "cite")])
def test_one_press_copies_all_of_it(
    browser: Browser, serve: Callable[[Site], str], toy: Built, fold: str, class_: str
) -> None:
    with opened(browser, serve(toy.site) + "sections/leaven/") as window:
        window.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        opening = window.page.locator(f".rg-{class_}").first
        opening.get_by_text(fold).click()
        opening.get_by_role("button", name="Copy").click()
        expect(opening.get_by_role("status")).to_have_text("Copied")
        assert clipboard(window.page) == opening.locator("pre").text_content()
        assert window.faults == []


def test_where_the_clipboard_is_closed_it_is_selected(
    browser: Browser, serve: Callable[[Site], str], toy: Built
) -> None:
    with opened(browser, serve(toy.site)) as window:
        window.page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        window.page.get_by_text("Suggest a paper").click()
        window.page.get_by_role("button", name="Copy").click()
        expect(window.page.locator(".rg-suggest").get_by_role("status")).to_contain_text("Selected")
        selected = window.page.evaluate("getSelection().toString()")
        assert selected.strip() == copied(toy.site.pages[""].content).strip()


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_without_scripts_one_click_selects_all_of_it(
    browser: Browser, serve: Callable[[Site], str], toy: Built
) -> None:
    with opened(browser, serve(toy.site), scripts=False) as window:
        window.page.get_by_text("Suggest a paper").click()
        code = window.page.locator("details.rg-suggest pre code")
        expect(code).to_be_visible()
        assert code.evaluate("e => getComputedStyle(e).userSelect") == "all"
