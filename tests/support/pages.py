"""A built site as a browser would read it, without one."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib
from mkdocs.utils.yaml import yaml_load

ADDRESSES = ("href", "src", "action", "data", "poster", "srcset", "formaction")
CONFIG = Path(__file__).parents[2] / "mkdocs.yml"
SITE = "http://site.invalid/"


@dataclass(frozen=True)
class Element:
    """An element with the names of HTML and SVG alike, as CSS sees them."""

    node: ET.Element

    @property
    def name(self) -> str:
        return str(self.node.tag).rpartition("}")[2]

    @property
    def text(self) -> str:
        """What it shows, with white space as a browser leaves it."""
        return " ".join("".join(self.node.itertext()).split())

    @property
    def classes(self) -> list[str]:
        return (self.node.get("class") or "").split()

    def get(self, attribute: str) -> str | None:
        return self.node.get(attribute)

    def __getitem__(self, attribute: str) -> str:
        return self.node.attrib[attribute]

    def all(self, name: str | None = None, **attributes: str) -> list[Element]:
        """The elements inside of a name, with a class (`class_`) or attributes (`data_paper`)."""
        return [
            element
            for node in self.node.iter()
            if isinstance(node.tag, str) and node is not self.node
            for element in [Element(node)]
            if (name is None or element.name == name) and element._has(attributes)
        ]

    def one(self, name: str | None = None, **attributes: str) -> Element:
        found = self.all(name, **attributes)
        assert len(found) == 1, f"{len(found)} of {name or ''}{attributes}"
        return found[0]

    def _has(self, attributes: dict[str, str]) -> bool:
        return all(
            value in self.classes
            if key == "class_"
            else self.node.get(key.replace("_", "-")) == value
            for key, value in attributes.items()
        )


@dataclass(frozen=True)
class Page:
    """One HTML file: its place below the site's root, and its elements."""

    file: str
    root: Element

    @property
    def address(self) -> str:
        return self.file.removesuffix("index.html")

    @property
    def title(self) -> str:
        return self.root.one("head").one("title").text

    @property
    def content(self) -> Element:
        """What is ours: the theme's frame stands around it."""
        return self.root.one(class_="md-content")

    @cached_property
    def ids(self) -> Counter[str]:
        return Counter(i for element in self.root.all() if (i := element.get("id")) is not None)

    def links(self) -> Iterator[str]:
        yield from links(self.root)

    def entry(self, paper: str) -> list[Element]:
        """The heading of a paper and what stands below it, up to the next heading."""
        parents = {child: parent for parent in self.root.node.iter() for child in parent}
        heading = self.root.one("h2", id=paper)
        siblings = [Element(node) for node in parents[heading.node]]
        first = siblings.index(heading)
        after = next(
            (n for n, e in enumerate(siblings) if n > first and e.name in ("h1", "h2")),
            len(siblings),
        )
        return siblings[first:after]


@dataclass(frozen=True)
class Site:
    """A built site."""

    root: Path

    @cached_property
    def pages(self) -> dict[str, Page]:
        """All its pages by address; the one for what is not found as `404.html`."""
        found = [page_at(self.root, path) for path in sorted(self.root.rglob("*.html"))]
        return {page.address: page for page in found}

    @property
    def data(self) -> dict[str, Any]:
        return dict(json.loads(self.read("data/catalogue.json")))

    @property
    def in_order(self) -> list[dict[str, Any]]:
        """The papers of the published list in reading order."""
        return sorted(self.data["papers"], key=lambda paper: int(paper["order"]))

    def read(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def file_at(self, path: str) -> str:
        """The file, below the root, that a server sends for a path."""
        return path.lstrip("/") + ("index.html" if path.endswith("/") or not path else "")

    def dead(self, page: str, link: str) -> bool:
        """Whether a link of this site, on the page or file of an address, leads nowhere."""
        target = urlsplit(urljoin(SITE + page, link))
        if target.netloc != urlsplit(SITE).netloc:
            return False
        file = self.file_at(target.path)
        if not (self.root / file).is_file():
            return True
        held = self.pages[file.removesuffix("index.html")].ids if file.endswith(".html") else {}
        return bool(target.fragment) and target.fragment not in held


def page_at(root: Path, path: Path) -> Page:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(path.read_text(encoding="utf-8"))
    return Page(path.relative_to(root).as_posix(), Element(document))


def fragment(text: str) -> Element:
    """A piece of HTML as a browser reads it inside a page."""
    holder = ET.Element("div")
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parsed = parser.parseFragment(text)
    holder.text = parsed.text
    holder.extend(parsed)
    return Element(holder)


def shown(text: str) -> str:
    """A text as a browser shows it."""
    return " ".join(text.split())


def title_of(heading: Element) -> str:
    """What a heading says, character for character, without the link to itself and without what the
    paper is called.
    """
    said = "".join(heading.node.itertext()).removesuffix("¶")
    return said.removeprefix(label_of(heading))


def label_of(heading: Element) -> str:
    """What the paper is called, as its heading says it before the title."""
    labels = heading.all("span", class_="rg-short")
    return "".join("".join(label.node.itertext()) for label in labels)


def links(root: Element) -> Iterator[str]:
    """Every address that an element in there names."""
    for element in root.all():
        for attribute, value in element.node.attrib.items():
            if str(attribute).rpartition("}")[2] in ADDRESSES:
                yield value


def nodes(picture: Element) -> dict[str, Element]:
    """The nodes of a picture by their papers."""
    found = [g for g in picture.all("g", class_="node") if g.get("data-paper")]
    papers = {g["data-paper"]: g for g in found}
    assert len(papers) == len(found), "a paper is drawn twice"
    return papers


def edges(picture: Element) -> dict[tuple[str, str], Element]:
    """The edges of a picture by the papers at their ends."""
    found = [e for e in picture.all(class_="edge") if e.get("data-from") and e.get("data-to")]
    ends = {(e["data-from"], e["data-to"]): e for e in found}
    assert len(ends) == len(found), "an edge is drawn twice"
    return ends


@cache
def extensions() -> tuple[list[str], dict[str, Any]]:
    """What mkdocs.yml switches on, with MkDocs' own."""
    config = yaml_load(CONFIG.read_text(encoding="utf-8"))
    named = [e if isinstance(e, dict) else {e: {}} for e in config["markdown_extensions"]]
    options = {name: given for entry in named for name, given in entry.items()}
    return ["toc", "tables", "fenced_code", *options], options
