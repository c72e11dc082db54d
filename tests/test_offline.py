"""The site as a folder that is opened from disk: no server adds a file name, or answers at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from support.browser import Watched, opened, searched
from support.builds import Built, clone, tree
from support.oracle import list_at
from support.pages import Site, links, page_at, shown


@pytest.fixture
def disk(disk_site: Built, offline: Callable[[Built], Site]) -> Site:
    return offline(disk_site)


@pytest.fixture(scope="module")
def on_disk(few: Built, offline: Callable[[Built], Site]) -> Site:
    return offline(few)


# What is in the folder


def test_every_link_and_every_anchor_leads_to_a_file_that_is_there(disk: Site) -> None:
    found = [(page.file, link) for page in disk.pages.values() for link in page.links()]
    assert len(found) > 50
    assert [(file, link) for file, link in found if dead(disk, file, link)] == []


def test_every_link_of_the_picture_alone_leads_to_a_file_that_is_there(disk: Site) -> None:
    if disk.data["papers"]:
        picture = page_at(disk.root, disk.root / "data" / "graph.svg")
        found = list(links(picture.root))
        assert len(found) == len(disk.data["papers"])
        assert [link for link in found if dead(disk, picture.file, link)] == []


def test_every_place_that_search_leads_to_is_there(disk: Site) -> None:
    found = [place["location"] for place in index(disk)["docs"]]
    assert len(found) > len(disk.data["papers"])
    assert [link for link in found if dead(disk, "index.html", link)] == []


def dead(site: Site, file: str, link: str) -> bool:
    """Whether a link in a file leads away from this folder, or to nothing that stands in it."""
    target = urlsplit(urljoin((site.root / file).as_uri(), link))
    if target.scheme != "file":
        return False
    path = Path(unquote(target.path))
    if not path.is_relative_to(site.root) or not path.is_file():
        return True
    held = site.pages.get(path.relative_to(site.root).as_posix().removesuffix("index.html"))
    return bool(target.fragment) and (held is None or target.fragment not in held.ids)


def index(site: Site) -> dict[str, Any]:
    """What search knows, as a page gets it from a script."""
    name, _, value = site.read("search/search_index.js").partition(" = ")
    assert name == "var __index"
    return dict(json.loads(value))


def test_it_says_what_the_site_on_a_server_says(disk_site: Built, disk: Site) -> None:
    assert said(disk) == {t: c for t, c in said(disk_site.site).items() if "not found" not in t}
    for file in ("catalogue.json", "graph.dot", "papers.bib", "bibtex.js"):
        assert disk.read(f"data/{file}") == disk_site.site.read(f"data/{file}")


def said(site: Site) -> dict[str, str]:
    return {page.title: page.content.text for page in site.pages.values()}


def test_the_site_for_a_server_has_nothing_of_it(few: Built, on_disk: Site) -> None:
    served, ours = set(tree(few.site.root)), set(tree(on_disk.root))
    more = {file for file in ours - served if not file.endswith(".html")}
    assert more == {"assets/iframe-worker.js", "search/search_index.js"}
    for page in few.site.pages.values():
        assert not any("iframe-worker" in link for link in page.links())


def test_plain_mkdocs_makes_the_same_folder(tmp_path: Path) -> None:
    project = clone(tmp_path / "reading-graph")
    assert project.build("--offline").status == 0
    run = project.mkdocs(
        "build", "--quiet", "--strict", "--site-dir", tmp_path / "site", OFFLINE="true"
    )
    assert run.status == 0, run.err
    made, wanted = tree(tmp_path / "site"), tree(project.root / "site")
    assert {f for f in wanted if made.get(f) != wanted[f]} <= {"sitemap.xml", "sitemap.xml.gz"}


# In a browser


@pytest.fixture
def window(browser: Browser, on_disk: Site) -> Iterator[Watched]:
    """The front page, opened from disk and watched to the end."""
    with opened(browser, home(on_disk)) as watched:
        yield watched
        assert_nothing_asked(watched)


def home(site: Site) -> str:
    return (site.root / "index.html").as_uri()


def assert_nothing_asked(window: Watched) -> None:
    """Nothing went wrong, and nobody was asked for anything."""
    assert window.faults == []
    assert {urlsplit(url).scheme for url in window.requests} <= {"file", "data"}
    assert len(window.requests) > 5


def test_one_gets_from_home_by_the_graph_to_a_paper_and_back(
    window: Watched, on_disk: Site
) -> None:
    page, paper = window.page, on_disk.data["papers"][-1]
    page.get_by_role("link", name="The graph on a page of its own").click()
    page.wait_for_url("**/graph/index.html")
    page.locator(f".node[data-paper={paper['id']}] a").click()
    page.wait_for_url(f"**/graph/index.html#{paper['id']}")
    page.get_by_role("link", name="Our note").click()
    page.wait_for_url(f"**/sections/{paper['section']}/index.html#{paper['id']}")
    expect(page.locator(f"h2#{paper['id']}")).to_be_in_viewport()
    page.locator(".md-header .md-logo").click()
    page.wait_for_url("**/index.html")
    assert page.url == home(on_disk)


def test_the_picture_alone_leads_to_a_paper(window: Watched, on_disk: Site) -> None:
    page, paper = window.page, on_disk.data["papers"][0]
    page.goto((on_disk.root / "data" / "graph.svg").as_uri())
    page.locator(f".node[data-paper={paper['id']}] a").click()
    page.wait_for_url(f"**/sections/{paper['section']}/index.html#{paper['id']}")
    expect(page.locator(f"h2#{paper['id']}")).to_be_in_viewport()


@pytest.fixture
def bread(browser: Browser, toy: Built, offline: Callable[[Built], Site]) -> Iterator[Watched]:
    """The front page of the toy list, opened and watched likewise."""
    with opened(browser, home(offline(toy))) as watched:
        yield watched
        assert_nothing_asked(watched)


@pytest.mark.parametrize("file", ["index.html", "sections/leaven/index.html"])
def test_search_finds_a_paper_by_a_word_of_its_notes_and_leads_to_it(
    bread: Watched, file: str
) -> None:
    bread.page.goto(urljoin(bread.page.url, file))
    assert "Gluten · What Kneading Does to a Dough" in searched(bread, "brass")
    bread.page.locator(".md-search-result__link[href*=gluten]").first.click()
    bread.page.wait_for_url("**/sections/dough/index.html?*#gluten")
    expect(bread.page.locator("h2#gluten")).to_be_in_viewport()


def test_a_second_search_replaces_what_the_first_one_found(bread: Watched) -> None:
    assert "Gluten · What Kneading Does to a Dough" in searched(bread, "brass")
    expect(bread.page.locator("iframe")).to_be_hidden()
    query = bread.page.locator("[data-md-component=search-query]")
    query.press("Control+a")
    query.press_sequentially("zyzzyva")
    expect(bread.page.locator(".md-search-result__meta")).to_have_text("No matching documents")


def test_search_shows_the_names_of_strangers_character_for_character(
    browser: Browser, strangers: Built, offline: Callable[[Built], Site]
) -> None:
    titles = {shown(paper["title"]) for paper in list_at(strangers.catalogue).papers.values()}
    with opened(browser, home(offline(strangers))) as window:
        found = searched(window, "krume")
        assert titles <= {*found, *(title.partition(" · ")[2] for title in found)}
        assert window.page.evaluate("window.pwned") is None
        assert_nothing_asked(window)


def test_on_a_server_the_folder_can_be_searched_too(
    browser: Browser, serve: Callable[[Site], str], toy: Built, offline: Callable[[Built], Site]
) -> None:
    with opened(browser, serve(offline(toy))) as window:
        assert "Gluten · What Kneading Does to a Dough" in searched(window, "brass")
        assert len(window.page.frames) == 1
        assert window.faults == []


def test_the_colours_that_were_chosen_stay_from_page_to_page(window: Watched) -> None:
    assert scheme(window.page) == "light"
    for does in ("switch to light", "switch to dark"):
        window.page.locator(f"[data-md-component=palette] label[title*='{does}']:visible").click()
    window.page.locator(".md-nav__link[href='graph/index.html']:visible").click()
    window.page.wait_for_url("**/graph/index.html")
    assert scheme(window.page) == "dark"
    window.page.reload()
    assert scheme(window.page) == "dark"


def scheme(page: Page) -> str:
    chosen = page.evaluate("document.body.dataset.mdColorScheme")
    return {"default": "light", "slate": "dark"}[chosen]


def test_every_page_can_be_read_without_scripts(browser: Browser, on_disk: Site) -> None:
    with opened(browser, scripts=False) as window:
        for page in on_disk.pages.values():
            window.page.goto((on_disk.root / page.file).as_uri())
            expect(window.page.locator("h1")).to_be_visible()
            assert len(window.page.locator(".md-content").inner_text()) > 300, page.file
        assert_nothing_asked(window)
