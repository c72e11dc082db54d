"""A look at notes that is enough for most: are all links in them good ones, and is all of it shown?

Only the parser knows what is a link, but it takes longer than all checks together.
"""

from __future__ import annotations

import re
from collections.abc import Set

from .fields import NAME, SLUG

_HOST = r"https?://(?:[a-z0-9](?:-?[a-z0-9]){0,30}\.){1,5}[a-z]{2,20}"
_NAMED = re.compile(rf"\[\[(?P<id>{NAME})\]\]|\]\(#(?P<anchor>{SLUG})[) \n]")
_DOUBTFUL = re.compile(
    rf"\]\((?!{_HOST}[/?#) \n]|#{SLUG}[) \n])"  # [text](address)
    r"|\]:"  # [text]: address
    rf"|<(?!{_HOST}[/?#>])[A-Za-z][A-Za-z0-9+.-]+:"  # <address>; that of a mail is a good one
)


def all_links_are_good(text: str, known: Set[str]) -> bool:
    """Whether nothing in a Markdown text can be a link that leads nowhere, if the papers of the
    list are the `known`. Where it says no, a parser may still find that all is well.
    """
    has_links = "](" in text or "]:" in text or "<" in text
    if not has_links and "[[" not in text:
        return True
    if has_links and _DOUBTFUL.search(text):
        return False
    names = (match["id"] or match["anchor"] for match in _NAMED.finditer(text))
    return all(name in known or not means_a_paper(name, known) for name in names)


_MARKS = "[ >*+\\-0-9.)]"
_DEEP = re.compile(rf"^(?:{_MARKS}{{19}}|{_MARKS}*\t)", re.MULTILINE)


def is_flat(text: str) -> bool:
    """Whether lists and quotes in a Markdown text cannot lie too deep in one another: each level
    has a mark or a blank, a tab for several, ahead of the line that is the first in the last.
    """
    return not _DEEP.search(text)


def means_a_paper(name: str, known: Set[str]) -> bool:
    """Whether a name of no paper is meant for one: no id has capitals, so that with them it is
    text, unless there is such an id in small letters.
    """
    return name == name.lower() or name.lower() in known
