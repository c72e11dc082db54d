"""Lists of strangers in a browser: nothing runs that is not ours, and every name is shown whole."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from support.browser import opened, searched
from support.builds import ROOT, Built
from support.naughty import SECTION_TITLES, document
from support.oracle import list_at
from support.pages import Element, Page, Site, nodes, shown, title_of
from support.traits import TRAITS
from support.tripwires import tripped

Serve = Callable[[Site], str]
Offline = Callable[[Built], Site]


# Every page of every list


def test_no_page_and_no_search_does_or_holds_what_ours_do_not(
    browser: Browser, serve: Serve, any_site: Built, toy: Built, scripts: int
) -> None:
    site = any_site.site
    pages = [page.address for page in looked_at(site, whole=any_site is toy)]
    addresses = [*pages, *pictures_alone(any_site)]
    assert len(addresses) > 3
    found = tripped(browser, serve(site), addresses, scripts=scripts, words=words(any_site))
    assert found == []


def test_nor_does_any_from_disk(
    browser: Browser, disk_site: Built, toy: Built, offline: Offline, scripts_on_disk: int
) -> None:
    site = offline(disk_site)
    pages = looked_at(site, whole=disk_site is toy)
    files = ["index.html", *(page.file for page in pages if is_filled(page, site))]
    files += pictures_alone(disk_site)
    assert len(files) > 3
    found = tripped(browser, on_disk(site), files, scripts=scripts_on_disk, words=["script"])
    assert found == []


def looked_at(site: Site, *, whole: bool) -> list[Page]:
    """The pages of one site, and of others those that are made from the list: what is written by
    hand differs in its frame only.
    """
    written = {f"{path.stem}/" for path in (ROOT / "docs").glob("*.md")}
    return [page for page in site.pages.values() if whole or page.address not in written]


def is_filled(page: Page, site: Site) -> bool:
    """Whether it is no section without papers."""
    filled = {f"sections/{paper['section']}/" for paper in site.data["papers"]}
    return not page.address.startswith("sections/") or page.address in filled


def on_disk(site: Site) -> str:
    return site.root.as_uri() + "/"


def pictures_alone(built: Built) -> list[str]:
    return ["data/graph.svg"] if built.site.data["papers"] else []


def words(built: Built) -> list[str]:
    """The first two stand on every site, in what it says of the format."""
    return [
        "script",
        "reading",
        *(["krume"] if "Krume" in built.catalogue.read_text("utf-8") else []),
    ]


# Every tripwire trips


Plant = Callable[..., list[str]]

END = "</article>"
"""Where the content of a page ends."""


@pytest.fixture(scope="module")
def planted(
    browser: Browser,
    serve: Serve,
    toy: Built,
    scripts: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> Plant:
    """Puts markup into a page of the toy site, in a copy of it, and says what trips there."""
    site = Site(Path(shutil.copytree(toy.site.root, tmp_path_factory.mktemp("planted") / "site")))
    address = "sections/dough/"
    whole = site.read(f"{address}index.html")

    def tripped_by(markup: str, before: str = END) -> list[str]:
        assert whole.count(before) == 1
        text = whole.replace(before, markup + before)
        (site.root / address / "index.html").write_text(text, encoding="utf-8")
        return tripped(browser, serve(site), [address], scripts=scripts)

    return tripped_by


DEEDS = [
    ("<script>alert('alerted')</script>", "dialog: alerted"),
    ("<script>confirm('confirmed')</script>", "dialog: confirmed"),
    ("<script>new Image().src = '//evil.example/image'</script>", "asks http://evil.example/image"),
    ("<script>fetch('//evil.example/data')</script>", "asks http://evil.example/data"),
    ("<script>new WebSocket('ws://evil.example/')</script>", "asks ws://evil.example/"),
    ("<script>console.error('boo')</script>", "error: boo"),
    ("<script>console.warn('boo')</script>", "warning: boo"),
    ("<script>throw Error('thrown')</script>", "exception: thrown"),
    ("<script>Promise.reject(Error('rejected'))</script>", "exception: rejected"),
    ("<script>window.open('about:blank')</script>", "window: about:blank"),
    ("<a id=a href=data:,x download=x>x</a><script>a.click()</script>", "download: data:,x"),
    ("<img src=missing.png>", "missing.png"),
    (
        "<script>onload = () => document.documentElement.className = 'no-js'</script>",
        "its scripts did not run",
    ),
]
"""What a page can do and stay where it is; and what is told of that."""


@pytest.fixture(scope="module")
def told_of_deeds(planted: Plant) -> list[str]:
    """What trips on a page that does all that."""
    return planted("".join(markup for markup, _ in DEEDS))


@pytest.mark.parametrize("told", [told for _, told in DEEDS])
def test_what_a_page_does_is_told(told_of_deeds: list[str], told: str) -> None:
    assert any(told in fault for fault in told_of_deeds), told_of_deeds


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<script>setTimeout(() => location.assign('/graph/'))</script>", "leads away to "),
        ("<meta http-equiv=refresh content='0; url=/graph/'>", "leads away to "),
        ("<script>location.assign('//evil.example/')</script>", "asks http://evil.example/"),
        ("<script>window.pwned = 7</script>", "window.pwned is 7"),
        ("<p onmouseover='window.pwned = 7'>x</p>", "window.pwned is 7"),
        ("<img src=x onerror='window.pwned = 7'>", "window.pwned is 7"),
    ],
)
def test_where_a_page_leads_and_what_runs_when_it_is_touched_is_told(
    planted: Plant, markup: str, told: str
) -> None:
    found = planted(markup)
    assert any(told in fault for fault in found), found


FORBIDDEN = [
    *((f"<{name}></{name}>", f"element <{name}>") for name in (
        "script", "iframe", "object", "embed", "form", "select", "textarea", "style",
        "base", "meta", "link", "img", "video", "template", "noscript", "dialog", "x-y",
    )),
    *((f"<svg><{name}></{name}></svg>", f"element <svg:{name}>") for name in (
        "script", "use", "image", "animate", "set", "foreignObject", "style",
    )),
    ("<math><maction>x</maction></math>", "element <math:maction>"),
    ("<math><annotation-xml>x</annotation-xml></math>", "element <math:annotation-xml>"),
    ("<svg><foreignObject><p>x</p></foreignObject></svg>", "element <svg:foreignObject>"),
    ("<p onclick=x>x</p>", "attribute onclick of <p>"),
    ("<p style=color:red>x</p>", "attribute style of <p>"),
    ("<p name=x>x</p>", "attribute name of <p>"),
    ("<p srcdoc=x>x</p>", "attribute srcdoc of <p>"),
    ("<a href=/ target=_blank>x</a>", "attribute target of <a>"),
    ("<a href=/ ping=/x>x</a>", "attribute ping of <a>"),
    ("<math href=/><mi>x</mi></math>", "attribute href of <math:math>"),
    ("<svg><a xlink:href=/>x</a></svg>", "attribute xlink:href of <svg:a>"),
    ("<svg onload=x></svg>", "attribute onload of <svg:svg>"),
    ("<svg style=position:fixed></svg>", "style position:fixed"),
    ("<a href=javascript:0>x</a>", "address javascript:0"),
    ("<a href='java&#9;script:0'>x</a>", "address java\tscript:0"),
    ("<a href=data:,x>x</a>", "address data:,x"),
    ("<a href=vbscript:x>x</a>", "address vbscript:x"),
    ("<svg><a href=javascript:1>x</a></svg>", "address javascript:1"),
    ("<a href=file:///etc/passwd>x</a>", "address file:///etc/passwd"),
    ("<span id=__config></span>", "id __config"),
    ("<span id=__search></span>", "id __search"),
    ("<span id=gluten></span>", "id gluten"),
    ("<span id=getElementById></span>", "id getElementById"),
    ("<div class='x md-search'>x</div>", "class md-search"),
    ("<div class=md-overlay>x</div>", "class md-overlay"),
]  # fmt: skip


@pytest.fixture(scope="module")
def told_of_all(planted: Plant) -> list[str]:
    """What trips on a page that holds all that is forbidden."""
    return planted("".join(markup for markup, _ in FORBIDDEN))


@pytest.mark.parametrize("told", [told for _, told in FORBIDDEN])
def test_what_a_page_holds_is_told(told_of_all: list[str], told: str) -> None:
    assert sum(fault.endswith(f": {told}") for fault in told_of_all) == 1


def test_a_script_outside_of_the_content_is_told(planted: Plant, scripts: int) -> None:
    [told] = planted("<script>0</script>", before="</body>")
    assert told.endswith(f"{scripts + 1} scripts, where a page of the toy list has {scripts}")


def test_where_nothing_is_planted_nothing_is_told(planted: Plant) -> None:
    assert planted("") == []


def test_what_a_search_shows_is_told(
    browser: Browser, serve: Serve, toy: Built, tmp_path: Path, scripts: int
) -> None:
    site = Site(Path(shutil.copytree(toy.site.root, tmp_path / "site")))
    index = json.loads(site.read("search/search_index.json"))
    for place in index["docs"]:
        place["title"] = "brass <img src=x onerror='window.pwned = 7'><p class=md-overlay>"
    (site.root / "search" / "search_index.json").write_text(json.dumps(index), encoding="utf-8")
    found = tripped(browser, serve(site), [""], scripts=scripts, words=["brass"])
    for told in (
        "element <img>",
        "attribute class of <p>",
        "class md-overlay",
        "window.pwned is 7",
    ):
        assert f"search for brass: {told}" in found


# Notes


@pytest.mark.parametrize("name", TRAITS)
def test_a_note_that_would_be_more_is_read_as_text_and_the_next_paper_stands_after_it(
    evasive: Built, name: str
) -> None:
    page, number = evasive.site.pages["sections/traits/"], list(TRAITS).index(name)
    [said] = notes_of(page.entry(f"trait-{number}"))
    assert said.text == TRAITS[name].shows
    heading, *after = page.entry(f"after-{number}")
    assert title_of(heading) == f"After trait {number}"
    assert [note.text for note in notes_of(after)] == ["Bread."]


def notes_of(entry: list[Element]) -> list[Element]:
    return [note for part in entry for note in part.all("div", class_="rg-notes")]


# Names


def test_a_node_says_the_title_of_its_paper_character_for_character(named: Built) -> None:
    wanted = list_at(named.catalogue)
    drawn: Counter[str] = Counter()
    for page in named.site.pages.values():
        for picture in page.content.all("svg", class_="rg-picture"):
            for paper, node in nodes(picture).items():
                given, link = wanted.papers[paper], node.one("a")
                is_step = "rg-steps" in picture["class"]
                told = [given["title"], *([given["tldr"]] if "tldr" in given else [])]
                tooltip = given["title"] if is_step else ". ".join(told)
                assert link.one("title").node.text == tooltip
                spoken = f": {wanted.called(paper)}" if is_step else f"{given['title']}, "
                assert spoken in link["aria-label"]
                assert is_cut_from(
                    label(node, "short") or label(node, "title"), wanted.called(paper)
                )
                drawn[paper] += 1
    assert set(drawn) == set(wanted.papers)


def label(node: Element, part: str) -> list[str]:
    return [text.node.text or "" for text in node.all("text", class_=part)]


def is_cut_from(lines: list[str], name: str) -> bool:
    """Whether the lines of a label say the name, as far as there is room."""
    said, whole = ("".join(text.split()) for text in ("".join(lines), name))
    return said == whole or (said.endswith("…") and whole.startswith(said[:-1]))


def test_search_shows_every_name_of_strangers_character_for_character(
    browser: Browser, serve: Serve, strangers: Built
) -> None:
    with opened(browser, serve(strangers.site)) as window:
        found = searched(window, "krume")
        assert names(strangers) <= {*found, *(title.partition(" · ")[2] for title in found)}


def test_search_shows_none_of_the_naughty_strings_otherwise_than_it_is(
    browser: Browser, serve: Serve, naughty: Built
) -> None:
    with opened(browser, serve(naughty.site)) as window:
        found = set(searched(window, "krume"))
    sections = {shown(section["title"]) for section in list_at(naughty.catalogue).sections}
    assert len(found) > 50
    assert found <= names(naughty) | sections


def test_a_naughty_string_is_found_by_a_word_of_it(
    browser: Browser, serve: Serve, naughty: Built
) -> None:
    url, wanted = serve(naughty.site), list(with_a_word_of_its_own(names(naughty)))[:8]
    assert len(wanted) == 8
    with opened(browser, url) as window:
        for title, word in wanted:
            assert title in searched(window, word)


def names(built: Built) -> set[str]:
    return {shown(paper["title"]) for paper in list_at(built.catalogue).papers.values()}


def with_a_word_of_its_own(titles: set[str]) -> Iterator[tuple[str, str]]:
    """Titles with a plain word that stands in no other; those that begin with signs come first."""
    said = {title: re.findall(r"(?<!\S)[A-Za-z]{6,}(?!\S)", title) for title in sorted(titles)}
    times = Counter(word.lower() for words in said.values() for word in set(words))
    for title, words in said.items():
        if own := [word for word in words if times[word.lower()] == 1]:
            yield title, own[0]


def test_naughty_strings_name_sections_and_routes(
    build: Callable[[str | Path], Built], more: int
) -> None:
    for first in range(0, len(SECTION_TITLES), 25)[:more]:
        some = SECTION_TITLES[first : first + 25]
        built = build(json.dumps(document(some, some), ensure_ascii=False))
        pages = built.site.pages
        for number, title in enumerate(some):
            assert title_of(pages[f"sections/s{number}/"].content.one("h1")) == title
        [routes] = pages[""].content.all("ul", class_="rg-routes")
        headings = [heading.one("a") for heading in routes.all("h3")]
        assert [heading.node.text for heading in headings] == list(some)
        assert title_of(pages[""].content.one("h1")) == some[0]
