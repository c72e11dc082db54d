"""Gaps: what a reader of an entry will miss."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem
from ..source import Items, Node
from ..wording import quoted
from .drafts import Draft, doubt

_WANTED = {
    "link": ("url", "arxiv", "doi"),
    "year": ("year",),
    "authors": ("authors",),
    "notes": ("notes",),
}


def gap_problems(drafts: list[Draft], complete: bool) -> Iterator[Problem]:
    yield from _incomplete(drafts)
    if complete:  # else what cannot be read may need or help the lonely
        yield from _lonely(drafts)


def _incomplete(drafts: list[Draft]) -> Iterator[Problem]:
    """A paper that is not planned has something to read it by, a year, authors and notes."""
    for draft in drafts:
        missing = [
            what
            for what, keys in _WANTED.items()
            if not any(_is_given(draft.fields.get(key)) for key in keys)
        ]
        if missing and not draft.planned:
            message = (
                f"{quoted(draft.id.text)} has no {_listed(missing)}; add what is missing,"
                f" or `status: planned`"
            )
            yield doubt(draft.id, "incomplete", message)


def _is_given(value: Node | None) -> bool:
    return value is not None and not (isinstance(value, Items) and not value.values)


def _listed(words: list[str]) -> str:
    """The words as a sentence has them.

    >>> _listed(["link", "year", "notes"])
    'link, year or notes'
    """
    *before, last = words
    return f"{', '.join(before)} or {last}" if before else last


def _lonely(drafts: list[Draft]) -> Iterator[Problem]:
    """In a list of several papers, one that neither needs nor helps another is on no way to any.

    Where a name leads nowhere, it may be meant for the one that seems alone.
    """
    named = {need.paper.text for draft in drafts for need in (*draft.needs, *draft.background)}
    clear = named <= {draft.id.text for draft in drafts} and all(map(_is_well_formed, drafts))
    for draft in drafts if len(drafts) > 1 and clear else ():
        if not draft.needs and not draft.background and draft.id.text not in named:
            message = (
                f"{quoted(draft.id.text)} stands alone: it needs no paper, and none needs it;"
                f" say in `needs` what to read before it"
            )
            yield doubt(draft.id, "lonely", message)


def _is_well_formed(draft: Draft) -> bool:
    """Whether all that it says of other papers could be read."""
    for key, read in (("needs", draft.needs), ("background", draft.background)):
        listed = draft.fields.get(key)
        if listed and (not isinstance(listed, Items) or len(listed.values) != len(read)):
            return False
    return True
