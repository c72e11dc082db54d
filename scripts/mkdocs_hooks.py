"""MkDocs' hook: it turns docs/ and papers.yaml into what MkDocs renders, whoever has started that.

MkDocs renders a private stage, never docs/ itself, so `mkdocs build` and `mkdocs serve` work as
they are and nothing generated stands beside what people write.
"""

from __future__ import annotations

import logging
import re
import tempfile
from pathlib import Path
from typing import Any

# At the top, because MkDocs takes the scripts' folder off the path again after loading this file.
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from reading_graph import forge
from reading_graph.catalogue import read
from reading_graph.description import description
from reading_graph.docs_folder import StrayFile, is_leftover
from reading_graph.rendering import Refused, navigation, open_from_disk
from reading_graph.reports import first_report, first_warnings
from reading_graph.stage import staged
from reading_graph.steps import SILENT

_stage: tempfile.TemporaryDirectory[str] | None = None
_docs = Path()


@event_priority(100)  # before the theme's plugins look at it
def on_config(config: MkDocsConfig) -> None:
    """Points MkDocs at a fresh stage, or aborts with all that is wrong with the catalogue."""
    global _stage, _docs
    reading = read(_catalogue(config))
    if reading.catalogue is None:
        raise Refused(first_report(reading.source, reading.problems))
    _docs = Path(config.docs_dir)
    on_shutdown()
    _stage = tempfile.TemporaryDirectory(prefix="reading-graph-", dir=config.extra.get("scratch"))
    offline = bool(config.plugins["material/offline"].config["enabled"])
    repository = forge.repository_of(_docs.parent)
    config.site_url = config.site_url or forge.site_address(repository)
    file = forge.list_file(repository, _docs.parent, _catalogue(config), reading.lines)
    try:
        bundles, steps = config.extra.get("bundles", {}), config.extra.get("steps", SILENT)
        given = offline, file, bundles, config.site_url, steps
        made = staged(reading.catalogue, _docs, Path(_stage.name), *given)
    except StrayFile as error:
        raise Refused(f"error: {error}") from None
    unshown = reading.unshown(made.unshown)
    for line in (*first_warnings(reading.source, reading.problems, unshown), *made.warnings):
        logging.getLogger("mkdocs.reading-graph").warning(line)
    config.docs_dir = _stage.name
    config.site_name = escape(reading.catalogue.title or config.site_name)
    config.nav = [*navigation(made.pages), *(config.nav or [])]
    if offline:
        open_from_disk(config)


def on_files(files: Any, **_: object) -> None:
    """Editors leave files beside the theme's overrides, too, and MkDocs would publish them."""
    for file in [file for file in files if is_leftover(Path(file.src_uri).name)]:
        files.remove(file)


def on_page_content(html: str, page: Any, **_: object) -> None:
    """A written page describes itself by its first paragraph; search leads to papers before it."""
    if Path(_docs, page.file.src_uri).is_file():
        page.meta.setdefault("search", {"boost": 0.2})
        if first := re.search(r"<p>.*?</p>", html, re.DOTALL):
            page.meta.setdefault("description", escape(description(first[0])))


@event_priority(-100)  # after the search, which takes the names of entries from there
def on_page_context(_: object, page: Any, **__: object) -> None:
    """Where the table of contents is hidden, no script is to watch its thousands of links."""
    for title in page.toc.items if "toc" in page.meta.get("hide", []) else ():
        title.children = []


def on_serve(server: Any, config: MkDocsConfig, **_: object) -> None:
    """Watches what people edit instead of the stage, which every build makes anew."""
    server.unwatch(config.docs_dir)
    server.watch(str(_docs))
    server.watch(str(_catalogue(config)))


def on_shutdown() -> None:
    global _stage
    if _stage:
        _stage.cleanup()
        _stage = None


def _catalogue(config: MkDocsConfig) -> Path:
    named = config.extra.get("catalogue", "papers.yaml")
    return Path(config.config_file_path).parent.joinpath(named)
