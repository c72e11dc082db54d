"""The folder that MkDocs renders: docs/ copied, with the generated pages and data beside it."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from . import addresses, pages
from .addresses import Here
from .docs_folder import site_files
from .exports import bibtex
from .exports.files import files
from .forge import ListFile
from .graph import ReadingGraph
from .layout import Layout, LayoutFailed, layouts
from .layout_cache import LayoutCache
from .model import Catalogue
from .paint import paint
from .picture import Drawing
from .steps import SILENT, WRITING, Steps
from .unshown import Unshown

CACHE = Path(".cache", "layouts")
"""In the project, beside docs/."""

PICTURE_STYLES = ("colours.css", "picture.css")
"""The files of docs/assets/ that dress a picture, on a page and on its own."""


@dataclass(frozen=True)
class Staged:
    """What a site generator needs to know of a stage: the generated pages in order, each as its
    file and its title, and what a reader will miss on them, as `Pages` has it.
    """

    pages: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    unshown: Mapping[str, Unshown]


def staged(
    catalogue: Catalogue,
    docs: Path,
    into: Path,
    offline: bool = False,
    file: ListFile | None = None,
    bundles: Mapping[str, Sequence[str]] = MappingProxyType({}),
    address: str | None = None,
    steps: Steps = SILENT,
) -> Staged:
    """Fills the empty folder `into` with a copy of `docs` and all that is made of the catalogue;
    `file` is its own on a forge, if it is there. Each bundle is a file that holds, one after the
    other, some of `docs` which then are not there by themselves. With the `address` of the site
    there is a feed, but not from disk. Raises StrayFile for what may not be in `docs`.
    """
    address = None if offline else address
    written = site_files(docs)
    graph = ReadingGraph(catalogue)
    drawn = _drawn(graph, LayoutCache(docs.parent / CACHE), steps)
    steps.begin(WRITING)
    made = pages.site_pages(
        graph, drawn, bibtex.entries(graph), offline, file, has_feed=bool(address)
    )
    bundled = {Path(part) for parts in bundles.values() for part in parts}
    for name, parts in bundles.items():
        _write(into / name, _bundle((docs / part).read_text("utf-8") for part in parts))
    for path in (path for path in written if path not in bundled):
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(docs / path, into / path)
    sources = [(addresses.source(page.address), page) for page in made.pages]
    for name, page in sources:
        _write(into / name, page.text)
    for name, text in (files(graph, offline, address) | _picture(drawn, docs, offline)).items():
        _write(into / name, text)
    titles = tuple((name, page.title) for name, page in sources)
    return Staged(titles, made.warnings, made.unshown)


def _bundle(parts: Iterable[str]) -> str:
    """Several scripts, or styles, as one, without lines that are comments: a sixth of what readers
    would load.
    """
    return re.sub(r"^[ \t]*//.*\n", "", "".join(parts), flags=re.MULTILINE)


def _drawn(graph: ReadingGraph, kept: LayoutCache, steps: Steps) -> dict[str, Drawing]:
    """Every picture of the site, by the address of its place."""
    asked = pages.pictures(graph)
    found = ((a, picture, kept.get(picture.question)) for a, picture in asked.items())
    known = {a: Drawing(picture, layout) for a, picture, layout in found if layout}
    drawn = {address: drawing for address, drawing in known.items() if drawing.is_as_asked}
    new = [address for address in asked if address not in drawn]
    questions = [asked[address].question for address in new]
    for address, layout in zip(new, layouts(questions, steps=steps), strict=True):
        drawn[address] = Drawing(asked[address], layout)
        if isinstance(layout, Layout) and drawn[address].is_as_asked:
            kept.keep(asked[address].question, layout)
    kept.sweep()
    return drawn


def _picture(drawn: Mapping[str, Drawing], docs: Path, offline: bool) -> dict[str, str]:
    """The whole picture as a file by itself; none where drawing it failed."""
    here = Here(addresses.DATA, offline)
    style = paint(*((docs / "assets" / name).read_text("utf-8") for name in PICTURE_STYLES))
    with contextlib.suppress(KeyError, LayoutFailed):
        return {f"{addresses.DATA}graph.svg": drawn[addresses.GRAPH].svg(here.to, style)}
    return {}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
