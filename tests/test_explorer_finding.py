"""The graph page: finding a paper by some letters, and filtering."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from support.browser import opened
from support.builds import Built
from support.explorer import PAPERS, find, hash_of, inside, lit, node, panel
from support.pages import Site

Serve = Callable[[Site], str]


# Finding


FOUND_BY = {
    "loaf": ["loaf"],
    "muller": ["gluten"],
    "GAR": ["yeast", "sour", "loaf"],
    "hand-w": ["gluten"],
    "old-glu": ["gluten"],
    "krume proof": ["proof"],
    "196": ["yeast"],
    "why nobody": ["sour"],
    "Yeast: A Small Fungus & Its Large Bubbles": ["yeast"],
    "Sourdough, or": ["sour"],
    "hand work": ["gluten"],
    "Müller, Jonas": ["gluten"],
    "what is yeast": ["yeast"],
    "How does gluten work?": ["gluten", "rye"],
    "strands": ["gluten"],
    "fungi in a bubbling dough": ["gluten", "yeast", "loaf"],
    "ovens": ["loaf"],
    "bacteria": ["sour"],
}


def test_a_paper_is_found_by_title_author_tag_id_and_year(bread: Page) -> None:
    for typed, found in FOUND_BY.items():
        find(bread).fill(typed)
        expect(bread.get_by_role("option")).to_have_count(len(found))
        bread.keyboard.press("Enter")
        assert hash_of(bread) == f"#{found[0]}", typed
        bread.evaluate("location.hash = ''")


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


@pytest.mark.parametrize(
    ("author", "typed"),
    [
        ("Łukasz Ørsted", "lukasz orsted"),
        ("Þóra Ægisdóttir", "thora aegis"),
        ("Jürgen Groß", "gross"),
        ("I\u015f\u0131k Đorđević", "isik dordevic"),
        ("学习入门", "入门"),
        ("C++ Group", "c++"),
        ("An Organisation", "organiz"),
        ("An Organization", "organisations"),
    ],
)
def test_it_is_found_without_its_accents_and_signs(bread: Page, author: str, typed: str) -> None:
    found = bread.evaluate(FOUND, [author, typed])
    assert found == ["gluten"]


FOUND = """([author, typed]) => {
    const {papers} = readingGraph;
    papers.byId.get("gluten").authors = [author];
    return papers.search(typed).map(({id}) => id);
}"""


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
    expect(bread.locator(".rg-count [role=status]")).to_have_text("1 of 7 papers")
    assert "tag=microbes,flour" in bread.url
    assert "from=1960" in bread.url
    bread.reload()
    assert inside(bread) == ["yeast"]
    bread.get_by_text("Filter · 3").click()
    bread.get_by_role("button", name="Clear the filter").click()
    assert inside(bread) == PAPERS
    assert "?" not in bread.url
    bread.get_by_text("Filter", exact=True).click()
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


def test_a_paper_that_is_filtered_out_can_be_read_when_it_is_lit(bread: Page) -> None:
    bread.locator(".rg-legend").get_by_role("button", name="Leaven").click()
    expect(node(bread, "proof")).to_have_css("opacity", "0.16")
    node(bread, "loaf").hover()
    expect(node(bread, "proof")).to_have_css("opacity", "1")
    bread.mouse.move(5, 5)
    expect(node(bread, "proof")).to_have_css("opacity", "0.16")


def test_nothing_that_matches_is_told(browser: Browser, serve: Serve, toy: Built) -> None:
    with opened(browser, serve(toy.site) + "graph/?section=nowhere") as window:
        count = window.page.locator(".rg-count [role=status]")
        expect(count).to_have_text("None of 7 papers")
        window.page.get_by_role("button", name="Clear the filter").click()
        expect(window.page.locator(".rg-filter summary")).to_be_focused()
        assert inside(window.page) == PAPERS


def test_a_query_that_means_nothing_filters_nothing(
    browser: Browser, serve: Serve, toy: Built
) -> None:
    url = serve(toy.site) + "graph/?status=x&from=soon&to=&tag=,&other=1"
    with opened(browser, url) as window:
        assert inside(window.page) == PAPERS
        node(window.page, "rye").click()
        assert "other=1" in window.page.url
        assert window.faults == []


def test_an_address_that_asks_for_a_section_opens_on_its_papers(
    browser: Browser, serve: Serve, few: Built
) -> None:
    with opened(browser, serve(few.site) + "graph/?section=s3", width=390) as window:
        expect(node(window.page, "paper-12")).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_the_filter_opens_below_its_button_within_the_tools(
    browser: Browser, serve: Serve, few: Built, width: int
) -> None:
    with opened(browser, serve(few.site) + "graph/", width=width) as window:
        window.page.get_by_text("Filter", exact=True).click()
        label, form, tools = (
            window.page.locator(selector).bounding_box()
            for selector in (".rg-filter > summary", ".rg-filters", ".rg-tools")
        )
        assert label
        assert form
        assert tools
        assert form["x"] <= label["x"] + 1
        assert form["x"] + form["width"] > label["x"] + label["width"] / 2
        assert tools["x"] <= form["x"]
        assert form["x"] + form["width"] <= tools["x"] + tools["width"]


def test_of_many_tags_those_of_three_papers_come_first_and_the_rest_when_asked_for(
    bread: Page,
) -> None:
    """A tag that the address asks for is never out of sight."""
    shown = bread.evaluate(
        """() => {
            const tagged = (tag, times) => Array(times).fill({ tags: [tag] });
            const rare = Array.from({ length: 20 }, (_, n) => ({ tags: [`rare-${n}`] }));
            const all = [...tagged("common", 3), ...rare];
            const { form, EMPTY } = readingGraph.filter;
            const counted = (tags) => {
                const made = form({ all, sections: new Map() }, () => {});
                document.body.append(made.element);
                made.show({ ...EMPTY, tag: tags }, 1);
                const count = () => made.element.querySelectorAll("[data-tag]").length;
                const before = count();
                made.element.querySelector(".rg-mark")?.click();
                return [before, count()];
            };
            return [counted([]), counted(["rare-7"])];
        }"""
    )
    assert shown == [[1, 21], [21, 21]]
