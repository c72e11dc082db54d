"""The folder docs/: which of its files are for the site, and what must not be there."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from pathlib import Path

from .escaping import visible

LEFTOVERS = (".*", "*~", "#*#", "*.bak", "*.orig", "*.rej", "thumbs.db", "desktop.ini")
"""Hidden files, which MkDocs would not publish either, and what editors, git and systems leave."""

OVERRIDES = "templates"
"""The theme's, which MkDocs reads where they are."""


class StrayFile(Exception):
    """Something in docs/ that no site is made of, for the reason said. One line."""


def is_leftover(name: str) -> bool:
    """
    >>> is_leftover("page.md~"), is_leftover("Thumbs.db"), is_leftover("page.md")
    (True, True, False)
    """
    return any(fnmatchcase(name.lower(), leftover) for leftover in LEFTOVERS)


def site_files(docs: Path) -> list[Path]:
    """The files for the site, by their paths in `docs`; links are followed.

    Raises StrayFile for a link that leads nowhere, in a circle, or to what is not the project's to
    show, as a stranger could have put it there; and for what is neither a file nor a folder.
    """
    found = []
    waiting: list[tuple[Path, frozenset[Path]]] = [(docs, frozenset())]
    while waiting:
        path, around = waiting.pop()
        place = _place(path, docs.parent)
        if place in around:
            raise _stray(path, docs.parent, "leads to a folder that it is in")
        if place.is_dir():
            inside = [inner for inner in sorted(path.iterdir()) if not is_leftover(inner.name)]
            waiting.extend((inner, around | {place}) for inner in inside)
        else:
            found.append(path.relative_to(docs))
    return sorted(file for file in found if file.parts[0] != OVERRIDES)


def _place(path: Path, project: Path) -> Path:
    """Where a file or folder is, links followed, if that is the project's to show."""
    try:
        place = Path(os.path.realpath(path, strict=True))
    except OSError as error:
        raise _stray(path, project, f"leads nowhere: {error.strerror}") from None
    root = os.path.realpath(project)
    if not place.is_relative_to(root):
        raise _stray(path, project, f"leads out of the project, to {visible(str(place))}")
    inside = place.relative_to(root)
    if any(part.startswith(".") for part in inside.parts):
        raise _stray(path, project, f"leads to what is hidden, {visible(str(inside))}")
    if not (place.is_dir() or place.is_file()):
        raise _stray(path, project, "is neither a file nor a folder")
    return place


def _stray(path: Path, project: Path, why: str) -> StrayFile:
    name = visible(str(path.relative_to(project)))
    return StrayFile(f"{name} {why}; remove it, or put a file in its place")
