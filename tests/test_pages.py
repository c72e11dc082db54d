"""The pages of built sites, read as HTML: what stands on them, and that every link leads there."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import markdown  # type: ignore[import-untyped]
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data
from reading_graph import stage
from reading_graph.aside import Aside
from reading_graph.graph import ReadingGraph
from reading_graph.layout import Box, Layout, LayoutFailed, layouts
from reading_graph.model import Catalogue, Need, Paper, Route, Section
from reading_graph.pages import pictures, site_pages
from reading_graph.picture import Drawing
from support.builds import ROOT, Built
from support.hostile import NAMES
from support.oracle import List, list_at
from support.pages import (
    Element,
    Page,
    edges,
    extensions,
    fragment,
    label_of,
    links,
    nodes,
    shown,
    title_of,
)
from support.runner import command
from support.toy import TOY, changed, reading

PICTURE = '<svg class="rg-picture'
FRAME = {"script", "style", "link", "meta", "base", "title", "template", "noscript"}
FOREIGN = {"iframe", "object", "embed", "form", "input", "button", "img", "image", "video", "audio"}
FOREIGN |= {"select", "textarea", "foreignObject", "use", "animate", "set", "plaintext", "xmp"}


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every layout is asked for."""
    monkeypatch.setattr(stage, "CACHE", tmp_path / "cache")


# Every page


def test_every_link_and_every_anchor_leads_somewhere(any_site: Built) -> None:
    pages = any_site.site.pages
    dead = [
        (address, link)
        for address, page in pages.items()
        for link in page.links()
        if any_site.site.dead(address, link)
    ]
    assert dead == []
    assert sum(len(list(page.links())) for page in pages.values()) > 50


def test_every_address_in_the_search_index_leads_somewhere(any_site: Built) -> None:
    index = any_site.site.read("search/search_index.json")
    places = [place.split('"')[0] for place in index.split('"location":"')[1:]]
    assert len(places) >= len(any_site.site.data["papers"])
    assert [place for place in places if any_site.site.dead("", place)] == []


def test_search_knows_papers_before_the_software_and_of_an_entry_what_is_said_in_it(
    toy: Built,
) -> None:
    docs = json.loads(toy.site.read("search/search_index.json"))["docs"]
    behind = {doc["location"].partition("/")[0] for doc in docs if "boost" in doc}
    assert behind == {path.stem for path in (ROOT / "docs").glob("*.md")}
    found = {doc["location"]: doc for doc in docs}
    gluten = found["sections/dough/#gluten"]
    assert gluten["title"] == "Gluten · What Kneading Does to a Dough"
    assert "Ada Krume, Jonas Müller 1951 Annals of Baking 3" in gluten["text"]
    assert "step 1 of 7" not in gluten["text"]
    assert "Gluten" not in "".join(found[place]["text"] for place in ("#sections", "new/", "plan/"))


def test_every_reference_between_the_elements_of_a_page_leads_somewhere(any_site: Built) -> None:
    for page in any_site.site.pages.values():
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for element in page.root.all():
                assert set((element.get(name) or "").split()) <= set(page.ids), element.node.attrib


def test_no_id_is_given_twice_on_a_page(any_site: Built) -> None:
    for address, page in any_site.site.pages.items():
        assert [i for i, times in page.ids.items() if times > 1] == [], address


def test_every_page_has_one_first_heading_and_a_title_of_its_own(any_site: Built) -> None:
    pages = any_site.site.pages
    for address, page in pages.items():
        assert len(page.root.all("h1")) == 1, address
        assert page.title, address
    titles = Counter(page.title for page in pages.values())
    assert [title for title, times in titles.items() if times > 1] == []


def test_headings_skip_no_level(any_site: Built) -> None:
    for address, page in any_site.site.pages.items():
        levels = [int(e.name[1]) for e in page.content.all() if e.name in ("h1", "h2", "h3", "h4")]
        steps = zip([0, *levels], levels, strict=False)
        assert all(after <= before + 1 for before, after in steps), address


def test_every_page_can_be_reached_from_home(any_site: Built) -> None:
    pages = any_site.site.pages
    found: set[str] = set()
    ahead = [""]
    while ahead:
        address = ahead.pop()
        found.add(address)
        urls = (urljoin("http://site.invalid/" + address, link) for link in pages[address].links())
        near = {url.removeprefix("http://site.invalid/").partition("#")[0] for url in urls}
        ahead += [other for other in near if other in pages and other not in found]
    assert found == set(pages) - {"404.html"}


def test_no_page_asks_another_host_for_anything(any_site: Built) -> None:
    for page in any_site.site.pages.values():
        for element in page.root.all():
            if element.name != "a":
                assert not any("//" in link for link in links(holding(element))), (
                    element.node.attrib
                )


def holding(element: Element) -> Element:
    """The element alone, as all that there is in another."""
    root = ET.Element("div")
    ET.SubElement(root, element.node.tag, element.node.attrib)
    return Element(root)


def test_an_empty_list_has_pages_that_say_so(empty: Built) -> None:
    for address in ("", "graph/", "new/"):
        assert "nothing here yet" in empty.site.pages[address].content.text


# What is new


def test_new_papers_stand_under_their_day_the_latest_first(built: Built, wanted: List) -> None:
    days = days_of(built.site.pages["new/"])
    sections = [section["id"] for section in wanted.sections]
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=True)
    assert list(days) == [*dated, *([""] if "" in days else [])]
    for day, papers in days.items():
        same = [p for p, given in wanted.papers.items() if str(given.get("added", "")) == day]
        order = [p for p in built.site.in_order if p["id"] in same]
        if len(order) > 20:
            order.sort(key=lambda paper: sections.index(paper["section"]))
        assert [paper["id"] for paper in order] == list(papers)
    assert sum(map(len, days.values())) == len(wanted.papers)


def test_a_new_paper_is_told_with_its_section_its_sentence_and_its_minutes(toy: Built) -> None:
    days = days_of(toy.site.pages["new/"])
    assert {day: list(papers) for day, papers in days.items()} == {
        "2024-03-01": ["yeast"],
        "2024-02-29": ["gluten"],
        "": ["proof", "sour", "rye", "steam", "loaf"],
    }
    gluten, rye = days["2024-02-29"]["gluten"], days[""]["rye"]
    assert gluten.text == (
        "Gluten What Kneading Does to a Dough"
        " Kneading lines up strands that were there all along. 1 Dough about 30 min"
    )
    assert rye.text == "Rye Has No Gluten Worth the Name 2 Leaven planned: no notes yet"
    assert [link["href"] for link in gluten.all("a")] == [
        "../sections/dough/#gluten",
        "../sections/dough/",
    ]
    assert (gluten.classes, rye.classes) == (["rg-s1"], ["rg-s2"])


def test_a_day_is_written_out(toy: Built) -> None:
    headings = [heading.text for heading in toy.site.pages["new/"].content.all("h2")]
    assert headings == ["1 March 2024", "29 February 2024", "Without a date"]


def test_a_day_of_more_than_20_papers_shows_their_names_by_section() -> None:
    twenty, more = (made(chain(papers), "new/").one(class_="rg-new") for papers in (20, 21))
    assert (len(twenty.all(class_="rg-full")), twenty.all("h3")) == (20, [])
    assert [heading.text for heading in more.all("h3")] == ["1 S"]
    assert [chip.text for chip in more.all("a", class_="rg-chip")] == names(range(21))


def test_where_no_paper_has_a_date_the_page_says_so(naughty: Built) -> None:
    content = naughty.site.pages["new/"].content
    assert content.all("p")[0].text == "No paper of this list says when it was added."
    assert content.all("li") == []


def days_of(page: Page) -> dict[str, dict[str, Element]]:
    """What the page of what is new shows: by day, or none, the papers with what is told of each."""
    found = {}
    for day in (div for div in page.content.one(class_="rg-new").all("div") if div.all("h2")):
        times = [time["datetime"] for time in day.one("h2").all("time")]
        items = [(item.all("a")[0]["href"].partition("#")[2], item) for item in day.all("li")]
        found["".join(times)] = dict(items)
    return found


# The pictures on the pages


def test_the_path_to_a_paper_is_in_its_entry_as_a_picture_and_as_a_list(
    built: Built, wanted: List
) -> None:
    for paper, written in wanted.papers.items():
        page = built.site.pages[f"sections/{written['section']}/"]
        before = nx.ancestors(wanted.needs, paper)
        if not before:
            assert not page.content.all("details", id=f"path-{paper}")
            continue
        way = page.content.one("details", id=f"path-{paper}")
        steps = [link["href"].partition("#")[2] for link in way.one("ol").all("a")]
        assert set(steps) == before | {paper}
        assert steps == [p["id"] for p in built.site.in_order if p["id"] in steps]
        if len(steps) > 40:
            assert not way.all("svg")
            continue
        drawn = nodes(way.one("svg"))
        assert [drawn[step].one("text", class_="number").text for step in steps] == [
            str(number) for number, _ in enumerate(steps, start=1)
        ]
        inside = {(a, b) for a, b in wanted.drawn if a in drawn and b in drawn}
        assert set(edges(way.one("svg"))) == inside


def test_what_is_kept_from_mkdocs_changes_no_page() -> None:
    reading_graph = chain(14)
    asked = pictures(reading_graph)
    answers = layouts([picture.question for picture in asked.values()])
    drawings = {
        a: Drawing(p, layout) for (a, p), layout in zip(asked.items(), answers, strict=True)
    }
    for page in site_pages(reading_graph, drawings, dict.fromkeys(reading_graph.papers, "")).pages:
        text, _ = get_data(page.text)
        aside = Aside()
        unread = aside.taken(text)
        assert PICTURE not in unread
        searched = aside.searched(as_html(unread))
        assert PICTURE not in searched
        assert aside.whole(searched) == as_html(text)


def test_a_path_of_more_than_40_papers_is_a_list_and_of_more_than_100_not_even_that(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(stage, "layouts", lambda asked, **_: [LayoutFailed("none")] * len(asked))
    assert sum("#path-" in address for address in pictures(chain(102))) == 39
    stage.staged(chain(102).catalogue, ROOT / "docs", tmp_path)
    page = (tmp_path / "sections" / "s" / "index.md").read_text(encoding="utf-8")
    ways = page.split('<details class="rg-fold rg-path"')[1:]
    assert [way.count("<li class=") for way in ways] == [*range(2, 101), 0, 0]
    assert ["too many to be listed" in way for way in ways][-3:] == [False, True, True]


def chain(papers: int) -> ReadingGraph:
    """So many papers of one day, each of which needs the one before, and a route to the last."""
    chained = tuple(
        Paper(
            f"p{n}", f"Part {n}", "s", short=f"P{n}", added=date(2024, 2, 29),
            needs=(Need(f"p{n - 1}"),) if n else (),
        )
        for n in range(papers)
    )  # fmt: skip
    routes = (Route("To the last", (f"p{papers - 1}",)),)
    return ReadingGraph(Catalogue(sections=(Section("s", "S"),), papers=chained, routes=routes))


def names(numbers: Iterable[int]) -> list[str]:
    return [f"P{number}" for number in numbers]


def made(graph: ReadingGraph, address: str) -> Element:
    """A page of a list without its pictures."""
    pages = site_pages(graph, {}, dict.fromkeys(graph.papers, "")).pages
    text, _ = get_data(next(page.text for page in pages if page.address == address))
    return fragment(as_html(text))


def as_html(text: str) -> str:
    """What MkDocs makes of a page's Markdown."""
    extension_names, options = extensions()
    return str(markdown.markdown(text, extensions=extension_names, extension_configs=options))


# Home


def test_a_long_route_shows_how_it_begins_and_ends_and_leads_to_all_of_it() -> None:
    short, long = (made(chain(papers), "").one(class_="rg-routes") for papers in (11, 12))
    shown_of = [[item.text for item in route.one("ol").all("li")] for route in (short, long)]
    assert shown_of == [names(range(11)), [*names(range(3)), "… 6 more …", *names(range(9, 12))]]
    assert not short.all(class_="rg-more")
    link = long.one(class_="rg-more").one("a")
    assert (link.text, link["href"]) == ("All 12 in the plan", "plan/?to=p11")


def test_what_a_section_has_more_of_is_a_click_away() -> None:
    card = made(chain(14), "").one("li", data_section="s")
    assert len(card.all("a", class_="rg-chip")) == 12
    link = card.all("a")[-1]
    assert (link.text, link["href"]) == ("and 2 more", "sections/s/")


def test_home_says_what_graph_it_leads_to(few: Built) -> None:
    said = "page of its own, with the same as a list"
    assert said in few.site.pages[""].content.text
    assert "The graph of all 41 papers, with the same as a list" in made(chain(41), "").text


def test_a_paper_whose_id_looks_like_the_address_of_a_path_keeps_it(tmp_path: Path) -> None:
    text = changed("  - id: rye\n", "  - id: path-sour\n", changed("[sour, rye]", "[sour]"))
    catalogue = reading(text).catalogue
    assert catalogue
    stage.staged(catalogue, ROOT / "docs", tmp_path)
    page = (tmp_path / "sections" / "leaven" / "index.md").read_text(encoding="utf-8")
    assert page.count("#path-sour ") == 1
    assert 'id="path-sour"' not in page


def test_the_whole_picture_is_on_the_graph_page_and_on_home(built: Built, wanted: List) -> None:
    small = len(wanted.papers) <= 40
    for address in ["graph/", *([""] if small else [])]:
        picture = picture_on(built, address)
        assert set(nodes(picture)) == set(wanted.papers)
        assert set(edges(picture)) == wanted.drawn


def test_a_section_has_the_picture_of_its_papers_and_their_neighbours(
    built: Built, wanted: List
) -> None:
    for section in wanted.sections:
        inside = {p for p, given in wanted.papers.items() if given["section"] == section["id"]}
        if not inside:
            assert not built.site.pages[f"sections/{section['id']}/"].content.all(
                "svg", class_="rg-picture"
            )
            continue
        picture = picture_on(built, f"sections/{section['id']}/")
        drawn = wanted.drawn_in(section["id"])
        assert set(edges(picture)) == drawn
        assert set(nodes(picture)) == inside.union(*drawn)
        faded = {p for p, node in nodes(picture).items() if "near" in node.classes}
        assert faded == set(nodes(picture)) - inside
        address = f"sections/{section['id']}/"
        legend = built.site.pages[address].content.one(class_="rg-sections")
        told = [urljoin("/" + address, a["href"]).split("/")[-2] for a in legend.all("a")]
        present = {wanted.papers[paper]["section"] for paper in nodes(picture)}
        assert told == [s["id"] for s in wanted.sections if s["id"] in present]


def test_a_node_is_a_link_that_names_its_paper_and_leads_to_it(built: Built, wanted: List) -> None:
    for address in pages_with_pictures(built):
        for paper, node in nodes(picture_on(built, address)).items():
            given, link = wanted.papers[paper], node.one("a")
            target = urljoin("http://site.invalid/" + address, link["href"])
            assert target.endswith(f"/sections/{given['section']}/#{paper}")
            assert link["aria-label"].startswith(wanted.called(paper))
            assert given["title"] in link["aria-label"]
            assert link.one("title").text.startswith(shown(given["title"]))


def test_planned_papers_and_background_edges_are_marked(built: Built, wanted: List) -> None:
    planned = {p for p, given in wanted.papers.items() if given.get("status") == "planned"}
    for address in pages_with_pictures(built):
        picture = picture_on(built, address)
        marked = {p for p, node in nodes(picture).items() if "planned" in node.classes}
        assert marked == planned & set(nodes(picture))
        dashed = {e for e, edge in edges(picture).items() if "background" in edge.classes}
        assert dashed == wanted.background & set(edges(picture))


def test_what_the_arrow_means_stands_beside_every_picture(built: Built) -> None:
    for address in pages_with_pictures(built):
        text = built.site.pages[address].content.text
        assert "an arrow from A to B: read A before B" in text
        assert "planned" in text


def test_the_graph_page_says_in_a_list_what_the_picture_says(built: Built, wanted: List) -> None:
    items = built.site.pages["graph/"].content.one("ol").all("li")
    listed = [item.all("a") for item in items]
    order = sorted(built.site.data["papers"], key=lambda paper: int(paper["order"]))
    for links_of, paper in zip(listed, order, strict=True):
        ids = [link["href"].partition("#")[2] for link in links_of]
        named = {*wanted.named(paper["id"], "needs"), *wanted.named(paper["id"], "background")}
        assert ids[0] == paper["id"]
        assert set(ids[1:]) == named


def picture_on(built: Built, address: str) -> Element:
    found = built.site.pages[address].content.all("svg", class_="rg-picture")
    [picture] = [picture for picture in found if "rg-steps" not in picture.classes]
    return picture


def pages_with_pictures(built: Built) -> Iterable[str]:
    found = [
        address
        for address, page in built.site.pages.items()
        if page.root.all("svg", class_="rg-picture")
    ]
    assert "graph/" in found
    return found


# What strangers write


def test_nothing_that_strangers_write_becomes_an_element_or_an_attribute(
    strangers: Built, toy: Built
) -> None:
    frame = Counter(e.name for e in toy.site.pages["graph/"].root.all() if e.name in FRAME)
    for address, page in strangers.site.pages.items():
        mine = Counter(e.name for e in page.root.all() if e.name in FRAME)
        drawn = len(page.content.all("title"))
        assert mine - Counter(title=drawn) <= frame + Counter(link=2, script=1), address
        for element in page.content.all():
            assert element.name not in FOREIGN, address
            assert not any(str(name).startswith("on") for name in element.node.attrib), address
        assert "evil" not in page.ids, address
        assert "evil" not in {c for element in page.root.all() for c in element.classes}


def test_every_address_that_strangers_write_is_harmless(strangers: Built) -> None:
    for page in strangers.site.pages.values():
        for link in page.links():
            scheme = urljoin("http://site.invalid/", link).partition(":")[0]
            assert scheme in ("http", "https", "mailto"), link


def test_no_warning_of_what_strangers_write_commands_a_workflow(
    strangers: Built, build: Callable[[str | Path], Built]
) -> None:
    text = changed("[the leaven](#sour)", "[the leaven](##[add-mask]evil::stop-commands::evil)")
    warned = [*strangers.run.err.splitlines(), *build(text).run.err.splitlines()]
    assert any("add-mask" in line for line in warned)
    assert [line for line in warned if command(line) or not line.isprintable()] == []


def test_the_names_of_strangers_are_shown_character_for_character(named: Built) -> None:
    wanted, pages = list_at(named.catalogue), named.site.pages
    name = wanted.document["title"]
    assert title_of(pages[""].content.one("h1")) == name
    assert pages[""].title == shown(name)
    for section in wanted.sections:
        page = pages[f"sections/{section['id']}/"]
        assert title_of(page.content.one("h1")) == section["title"]
        assert page.title == shown(f"{section['title']} - {name}")
        assert navigation(pages[""], f"sections/{section['id']}/") == {shown(section["title"])}
    for paper in wanted.papers:
        page = pages[f"sections/{wanted.papers[paper]['section']}/"]
        assert navigation(page, f"#{paper}") == {shown(wanted.called(paper))}


def test_what_a_paper_is_called_stands_above_a_title_that_does_not_say_it(toy: Built) -> None:
    pages = toy.site.pages.values()
    headings = [h for page in pages for h in page.content.all("h2", class_="rg-paper")]
    labels = {heading["id"]: label_of(heading) for heading in headings}
    assert {paper: label for paper, label in labels.items() if label} == {
        "gluten": "Gluten · ",
        "proof": "Proof · ",
    }


def test_what_a_stranger_calls_a_paper_is_shown_character_for_character(named: Built) -> None:
    papers = list_at(named.catalogue).papers
    for page in named.site.pages.values():
        for heading in page.content.all("h2", class_="rg-paper"):
            called = papers[heading["id"]].get("short", "").strip()
            assert label_of(heading) in ("", f"{called} · ")


def test_the_heading_of_a_paper_is_its_title_character_for_character(named: Built) -> None:
    shown_titles = {
        heading["id"]: title_of(heading).strip()
        for page in named.site.pages.values()
        for heading in page.content.all("h2", class_="rg-paper")
    }
    wanted = list_at(named.catalogue).papers
    assert shown_titles == {paper: given["title"].strip() for paper, given in wanted.items()}


def navigation(page: Page, href: str) -> set[str]:
    """What the theme's lists of pages and headings call a place."""
    return {a.text for a in page.root.all("a", class_="md-nav__link") if a["href"] == href}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*"!#$%&'()*+,-./:;<=>?@[]^_`{|}~ \\\"a1ß漢", *NAMES]), max_size=12)
    .map("".join)
    .map(str.strip)
    .filter(bool)
)
def test_any_title_is_shown_character_for_character_in_its_heading(title: str) -> None:
    names, options = extensions()
    converter = markdown.Markdown(extensions=names, extension_configs=options)
    html = fragment(converter.convert(section_page(title)))
    assert title_of(html.one("h1")) == title
    assert title_of(html.one("h2", id="x")) == title
    (first,) = converter.toc_tokens
    listed = [unescape(entry["name"]) for entry in (first, *first["children"])]
    assert [shown(name) for name in listed] == [shown(title)] * 2


def section_page(title: str) -> str:
    """The Markdown of the page of a section with one paper, both of that title."""
    papers = (Paper("x", title, "s"),)
    graph = ReadingGraph(Catalogue(sections=(Section("s", title),), papers=papers))
    text, _ = get_data(
        site_pages(graph, {}, {"x": ""}).pages[-1].text
    )  # what MkDocs takes off the top
    return str(text)


# Pictures that cannot be drawn


LIE = Layout(9, 9, {"dough": Box(1, 1)}, {})


@pytest.mark.parametrize(
    ("answer", "says"),
    [(LayoutFailed("it took too long"), "it took too long"), (LIE, "other papers")],
    ids=["none", "a lie"],
)
def test_without_a_picture_a_page_says_so_and_keeps_its_list(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: Layout | LayoutFailed, says: str
) -> None:
    def only_first_fails(questions: list[str], **_: object) -> list[Layout | LayoutFailed]:
        return [answer, *layouts(questions[1:])]

    monkeypatch.setattr(stage, "layouts", only_first_fails)
    catalogue = reading(TOY).catalogue
    assert catalogue
    made = stage.staged(catalogue, ROOT / "docs", tmp_path)
    assert len(made.warnings) == 1
    assert re.fullmatch(rf"no picture on /graph/: .*{says}.*", made.warnings[0])
    page = (tmp_path / "graph" / "index.md").read_text(encoding="utf-8")
    assert "rg-picture" not in page
    assert "could not be drawn" in page
    assert all(f"#{paper.id}" in page for paper in catalogue.papers)
    assert "rg-picture" in (tmp_path / "sections" / "dough" / "index.md").read_text("utf-8")
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == [
        "bibtex.js",
        "catalogue.json",
        "catalogue.schema.json",
        "graph.dot",
        "graph.graphml",
        "outline.js",
        "papers.bib",
        "papers.csl.json",
        "papers.js",
        "sections",
    ]
