"""The built site: rendered beside the old one, looked at, and swapped in whole.

A build that fails, is killed or runs out of disk leaves the site that was there. Next to a site
`site` stand, while it is built, `.site.new` and `.site.old`; a lock on their folder keeps two
builds apart.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

MARK = Path("data") / "catalogue.json"
"""What tells a site of ours from any other folder: only such a one is ever replaced."""


class SiteError(Exception):
    """The site cannot be written there, or what was rendered is not whole. One line."""


def replaced(site: Path, render: Callable[[Path], None]) -> None:
    """Has `render` fill a new folder and puts it in the place of `site`.

    Raises SiteError, before anything is rendered, where `site` is not ours to replace; and after,
    where a page is missing. What `render` raises passes through; the old site stays either way.
    """
    site = Path(os.path.realpath(site))
    _refuse_strangers(site)
    site.parent.mkdir(parents=True, exist_ok=True)
    new, old = (site.with_name(f".{site.name}.{state}") for state in ("new", "old"))
    with _alone(site.parent):
        _repair(site, new, old)
        try:
            new.mkdir()
            render(new)
            verify(new)
            _swap(site, new, old)
        finally:
            _repair(site, new, old)


def verify(site: Path) -> None:
    """Raises SiteError unless every paper has its heading on its page."""
    catalogue = json.loads((site / MARK).read_text(encoding="utf-8"))
    texts: dict[str, str] = {}
    for paper in catalogue["papers"]:
        page, _, anchor = paper["page"].partition("#")
        if page not in texts:
            texts[page] = (site / page / "index.html").read_text(encoding="utf-8")
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


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Waits until no other build writes a site into the folder. Where the system has no such locks
    (it is not POSIX) two builds started together are the user's to avoid.
    """
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _repair(site: Path, new: Path, old: Path) -> None:
    """Clears what a build has left; a swap that was cut in half is taken back."""
    if old.exists() and not site.exists():
        old.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(new, ignore_errors=True)


def _swap(site: Path, new: Path, old: Path) -> None:
    if site.exists():
        site.rename(old)
    new.rename(site)
