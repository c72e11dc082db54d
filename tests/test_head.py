"""What a page says to programs: search engines, and what shows a link to it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

import pytest
from reading_graph.model import Paper
from reading_graph.people import named
from reading_graph.schema_org import MOST_ITEMS, papers
from support.builds import Built, Project, places
from support.oracle import List
from support.pages import Page, Site
from support.toy import TOY


def meta(page: Page, key: str, name: str) -> list[str]:
    return [tag["content"] for tag in page.root.all("meta") if tag.get(key) == name]


def linked(page: Page) -> dict[str, Any]:
    """What the page says in the words of schema.org."""
    script = page.root.one("head").one("script", type="application/ld+json")
    return dict(json.loads("".join(script.node.itertext())))


def test_every_page_of_a_list_describes_itself_in_a_line(any_site: Built) -> None:
    made = {a: page for a, page in any_site.site.pages.items() if page.content.all(id="_top")}
    assert {"", "graph/", "plan/", "new/"} <= made.keys()
    for page in made.values():
        (said,) = meta(page, "name", "description")
        assert 0 < len(said) <= 160


def test_a_page_that_somebody_has_written_is_described_by_its_first_paragraph(toy: Built) -> None:
    (said,) = meta(toy.site.pages["your-own-list/"], "name", "description")
    assert said == (
        "Nothing in the software knows what the papers are about. With another papers.yaml it is a "
        "reading list for another field, under a name of its own."
    )


def test_no_page_says_what_another_says(toy: Built) -> None:
    said = [line for page in toy.site.pages.values() for line in meta(page, "name", "description")]
    assert len(said) == len(set(said)) == 14


def test_a_section_is_described_by_its_summary_or_by_what_it_has(toy: Built) -> None:
    dough, leaven = (toy.site.pages[f"sections/{name}/"] for name in ("dough", "leaven"))
    assert meta(dough, "name", "description") == ["Flour, water and time."]
    assert meta(leaven, "name", "description") == ["Leaven: 3 papers."]


def test_a_section_lists_its_papers_and_all_that_is_said_of_them(
    built: Built, wanted: List
) -> None:
    for section in wanted.sections:
        page = built.site.pages[f"sections/{section['id']}/"]
        inside = [paper for paper in built.site.in_order if paper["section"] == section["id"]]
        if not inside:
            continue
        said = linked(page)
        assert (said["@type"], said["name"]) == ("ItemList", section["title"])
        assert said["numberOfItems"] == len(inside)
        items = [element["item"] for element in said["itemListElement"]]
        assert [element["position"] for element in said["itemListElement"]] == [
            n for n, _ in enumerate(inside, 1)
        ]
        for item, paper in zip(items, inside, strict=True):
            assert item["@type"] == "ScholarlyArticle"
            assert item["name"] == paper["title"]
            authors = tuple(author["name"] for author in item.get("author", []))
            assert authors == named(paper["authors"])
            assert item.get("datePublished") == (str(paper["year"]) if paper["year"] else None)
            assert item.get("description") == paper["tldr"]
            assert urljoin(page.address, item["url"]) == paper["page"]
            assert bool(item.get("sameAs")) == bool(paper["arxiv"] or paper["doi"])


def test_home_lists_the_sections(built: Built, wanted: List) -> None:
    items = [element["item"] for element in linked(built.site.pages[""])["itemListElement"]]
    assert [item["name"] for item in items] == [section["title"] for section in wanted.sections]
    pages = {urljoin("http://x/", item["url"]).removeprefix("http://x/") for item in items}
    assert pages == {f"sections/{section['id']}/" for section in wanted.sections}


def test_of_a_long_list_the_first_are_told_and_how_many_there_are() -> None:
    many = [Paper(f"p{n}", f"On {n}", "s") for n in range(MOST_ITEMS + 1)]
    said = json.loads(papers("All", many, lambda paper: f"#{paper.id}"))
    assert said["numberOfItems"] == MOST_ITEMS + 1
    assert len(said["itemListElement"]) == MOST_ITEMS


@pytest.fixture(scope="module")
def published(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the toy list, which knows its address."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "papers.yaml").write_text(TOY, encoding="utf-8")
    arguments = places(folder / "papers.yaml", folder / "site")
    run = project.build(*arguments, environ={"SITE_URL": "https://bread.example/list/"})
    assert run.status == 0, run.err
    return Site(folder / "site")


def test_where_the_address_is_known_a_link_to_a_page_can_be_shown(published: Site) -> None:
    oven = published.pages["sections/oven/"]
    said = {name: meta(oven, "property", f"og:{name}") for name in ("title", "url", "site_name")}
    assert said == {
        "title": ["Oven & Crust"],
        "url": ["https://bread.example/list/sections/oven/"],
        "site_name": ["Reading about Bread"],
    }
    assert meta(published.pages[""], "property", "og:title") == ["Reading about Bread"]
    for page in published.pages.values():
        assert meta(page, "property", "og:description") == meta(page, "name", "description")[:1]


def test_where_it_is_not_known_nothing_is_said_that_needs_it(toy: Built) -> None:
    for page in toy.site.pages.values():
        assert not [tag for tag in page.root.all("meta") if tag.get("property")]


def test_a_group_is_no_person_and_others_are_nobody() -> None:
    paper = Paper("x", "X", "s", authors=("Ada Krume", "The Bread Collaboration", "et al."))
    said = json.loads(papers("List", [paper], lambda paper: paper.id))
    assert said["itemListElement"][0]["item"]["author"] == [
        {"@type": "Person", "name": "Ada Krume"},
        {"@type": "Organization", "name": "The Bread Collaboration"},
    ]
