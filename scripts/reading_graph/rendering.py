"""MkDocs as a function: a configuration and a folder in, a rendered site in the folder out."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from .addresses import SECTIONS
from .aside import Aside
from .escaping import visible
from .steps import READING, RENDERING, SILENT, Steps


class Refused(Abort):
    """What our hook will not render. The message is for people and may have many lines."""


class RenderingFailed(Exception):
    """MkDocs, or our hook, would not go on. The message is for people and may have many lines."""


def render(
    config_file: Path,
    catalogue: Path,
    into: Path,
    scratch: Path,
    *,
    strict: bool = False,
    offline: bool = False,
    address: str | None = None,
    steps: Steps = SILENT,
) -> list[str]:
    """Renders the site into `into` and returns what was warned of, a line each. What that takes
    on the way is in `scratch`, and gone afterwards unless the program is killed.

    With `offline` it can be opened from disk. A site that knows its address is rendered for
    `address` instead, if one is given.

    With `strict` a warning is a failure. The warnings are returned then, too: as part of the
    RenderingFailed that is raised, or as a note to whatever else is. What MkDocs itself has told
    as an error, such as a page that is not UTF-8, is a RenderingFailed; a full disk is not.
    """
    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    try:
        config = load_config(str(config_file), site_dir=str(into))
        if address and config.site_url:
            config.site_url = address
        config.extra |= {"catalogue": str(catalogue.absolute()), "scratch": str(scratch)}
        config.extra["steps"] = steps
        config.plugins["reading-graph/counting"] = _Counting(steps)
        config.plugins["reading-graph/aside"] = _KeepingAside(Path(config.docs_dir))
        if offline:
            config.plugins["material/offline"].config["enabled"] = True
        steps.begin(READING)
        _build(config)
        steps.end()
    except Refused as refusal:
        raise RenderingFailed("\n".join([*warnings.lines, refusal.message])) from None
    except MkDocsException as error:
        raise RenderingFailed("\n".join([*warnings.lines, one_line(error.message)])) from None
    except Exception as error:
        if warnings.of_errors and not isinstance(error, OSError):
            lines = [*warnings.lines, told(error, config_file.parent)]
            raise RenderingFailed("\n".join(lines)) from None
        error.add_note("\n".join(warnings.lines))
        raise
    finally:
        logger.removeHandler(warnings)
    if strict and warnings.lines:
        raise RenderingFailed("\n".join(warnings.lines))
    return warnings.lines


def navigation(pages: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """What MkDocs shows of pages, given as their files and titles: the sections under a heading of
    their own. The theme writes titles as they are, so they are escaped here.
    """
    first: list[dict[str, Any]] = []
    sections: list[dict[str, Any]] = []
    for name, title in pages:
        (sections if name.startswith(SECTIONS) else first).append({escape(title): name})
    return [*first, *([{"Sections": sections}] if sections else [])]


def open_from_disk(config: MkDocsConfig) -> None:
    """Leaves out what only a server sends, and what would be asked of another host."""
    config.theme.static_templates.discard("404.html")
    config.exclude_docs = None
    # Else the theme's plugin would have every page ask for a script of this name.
    config.extra["polyfills"] = ["assets/iframe-worker.js"]


def _build(config: MkDocsConfig) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


class _Counting(BasePlugin):  # type: ignore[no-untyped-call, type-arg]  # it has no options
    """Tells how far MkDocs is: of a page when its text is set, and when the theme is around it."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps

    def on_files(self, files: Files, **_: object) -> None:
        self._steps.begin(RENDERING, len(files.documentation_pages()))

    def on_page_content(self, _html: str, **_: object) -> None:
        self._steps.one_more()

    def on_post_page(self, _output: str, **_: object) -> None:
        self._steps.one_more()


class _KeepingAside(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Spares MkDocs what is finished of the pages that nobody has written in `docs`."""

    def __init__(self, docs: Path) -> None:
        self._docs = docs
        self._aside = Aside()

    def on_page_markdown(self, markdown: str, page: Page, **_: object) -> str:
        return markdown if self._is_written(page) else self._aside.taken(markdown)

    def on_page_content(self, html: str, page: Page, **_: object) -> str:
        return html if self._is_written(page) else self._aside.searched(html)

    def on_post_page(self, output: str, page: Page, **_: object) -> str:
        return output if self._is_written(page) else self._aside.whole(output)

    def _is_written(self, page: Page) -> bool:
        return Path(self._docs, page.file.src_uri).is_file()


class _Warnings(logging.Handler):
    """Keeps what MkDocs, its plugins and our hook warn of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.of_errors = False

    def emit(self, record: logging.LogRecord) -> None:
        self.of_errors |= record.levelno >= logging.ERROR
        self.lines.append(f"{record.levelname.lower()}: {one_line(record.getMessage())}")


def told(error: Exception, project: Path) -> str:
    """What was raised, and where: a template's line, if it is one."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    path = Path(place.filename)
    where = f"{path.relative_to(project) if path.is_relative_to(project) else path}:{place.lineno}"
    return one_line(f"error: {type(error).__name__}: {error} ({where})")


def one_line(said: str) -> str:
    r"""What a library says, with names and texts in it that are anybody's.

    >>> one_line("These are missing:\n  - a.md\n::error::\x1b[31m.md")
    'These are missing: - a.md ::error::\\u001b[31m.md'
    """
    return visible(" ".join(said.split()))
