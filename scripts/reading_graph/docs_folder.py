"""The folder docs/: which of its files are for the site."""

from __future__ import annotations

from fnmatch import fnmatchcase

LEFTOVERS = (".*", "*~", "#*#", "*.bak", "*.orig", "*.rej", "thumbs.db", "desktop.ini")
"""Hidden files, which MkDocs would not publish either, and what editors, git and systems leave."""


def is_leftover(name: str) -> bool:
    """
    >>> is_leftover("page.md~"), is_leftover("Thumbs.db"), is_leftover("page.md")
    (True, True, False)
    """
    return any(fnmatchcase(name.lower(), leftover) for leftover in LEFTOVERS)
