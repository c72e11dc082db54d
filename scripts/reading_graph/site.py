"""The built site: rendered beside the old one, looked at, and swapped in whole.

A build that fails, is killed or runs out of disk leaves the site that was there. Next to a site
`site` stands, while it is built, `.site.reading-graph`, where everything is made; what a killed
build has left there is cleared by the next. A lock on their folder keeps two builds apart.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from . import atomic

MARK = Path("data") / "catalogue.json"
"""What tells a site of ours from any other folder: only such a one is ever replaced."""


class SiteError(Exception):
    """The site cannot be written there, or what was rendered is not whole. One line."""


def replaced(site: Path, render: Callable[[Path, Path], None]) -> None:
    """Has `render` make a site in a new folder, the first it is given, and puts that in the place
    of `site`; the second folder is for what it needs on the way.

    Raises SiteError, before anything is rendered, where `site` is not ours to replace; and after,
    where a page is missing. What `render` raises passes through; the old site stays either way.
    """
    site = Path(os.path.realpath(site))
    site.parent.mkdir(parents=True, exist_ok=True)
    work = work_folder(site)
    new, old = work / "site", work / "old"
    with atomic.alone(site.parent):
        _refuse_strangers(site)
        atomic.take_back(site, old)
        if work.exists():
            shutil.rmtree(work)
        try:
            new.mkdir(parents=True)
            render(new, work)
            verify(new)
            atomic.swap(new, site, old)
        finally:
            atomic.take_back(site, old)
            shutil.rmtree(work, ignore_errors=True)


def work_folder(site: Path) -> Path:
    """Beside the site; each build clears it."""
    return site.with_name(f".{site.name}.reading-graph")


def verify(site: Path) -> None:
    """Raises SiteError unless every paper has its heading on its page."""
    catalogue = json.loads((site / MARK).read_text(encoding="utf-8"))
    texts: dict[str, str] = {}
    for paper in catalogue["papers"]:
        page, _, anchor = paper["page"].partition("#")
        if page not in texts:
            file = site / page / "index.html"
            texts[page] = file.read_text(encoding="utf-8") if file.is_file() else ""
        if f'id="{anchor}"' not in texts[page]:
            raise SiteError(
                f"the page of paper '{paper['id']}' came out without it; nothing was replaced"
            )


def _refuse_strangers(site: Path) -> None:
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise SiteError(f"{site} is no folder; name one with --site-dir")
    if site.is_dir() and any(site.iterdir()) and not _is_ours(site):
        raise SiteError(f"{site} holds something that is no site of ours; name another folder")


def _is_ours(folder: Path) -> bool:
    """Whether a folder holds a site that was built here, and nothing that git keeps."""
    try:
        catalogue = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(catalogue, dict) and "papers" in catalogue and not (folder / ".git").exists()
