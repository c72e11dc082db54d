"""The names of people as BibTeX and biblatex write them, each as one says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .latex import plain


def authors(latex: str) -> tuple[str, ...]:
    r"""The authors of a field, but for those that it leaves out itself.

    >>> authors(r"Krume, Ada and van der G{\"a}r, Jr., Berta AND {Salt and Water} and others")
    ('Ada Krume', 'Berta van der Gär Jr.', 'Salt and Water')
    """
    pieces = [piece for part in _split(latex, _AND) for piece in _split_at_semicolons(part)]
    names = (plain(name).strip() for piece in pieces for name in _names(_OTHERS.sub("", piece)))
    return tuple(_NUMBER_AT_DBLP.sub("", name) for name in names if name)


_AND = re.compile(r"(?<!\S)and(?!\S)", re.IGNORECASE)
_SEMICOLON = re.compile(";")
_COMMA = re.compile(",")
_OTHERS = re.compile(r"^others$|(?:^|,?\s)et\s+al\.?$", re.IGNORECASE)
_NUMBER_AT_DBLP = re.compile(r" 0\d{3}$")
"""It tells apart people of one name."""
_BRACES = re.compile(r"(\\.|[{}])", re.DOTALL)
_NAMED = re.compile(r'"?(?:family|given|prefix|suffix)(?:-i)?\s*=')
_PART = re.compile(r'"?(family|given|prefix|suffix)\s*=\s*(.*?)"?', re.DOTALL)


def _split(latex: str, separator: re.Pattern[str]) -> Iterator[str]:
    """The parts between separators outside of braces."""
    outside, start = _without_what_is_in_braces(latex), 0
    for found in separator.finditer(outside):
        yield latex[start : found.start()].strip()
        start = found.end()
    yield latex[start:].strip()


def _without_what_is_in_braces(latex: str) -> str:
    r"""A text as long, in which there is a letter for every sign in braces, and for each brace.

    >>> _without_what_is_in_braces(r"{Salt and} G{\"a}r")
    'xxxxxxxxxx Gxxxxxr'
    """
    depth, parts = 0, []
    for part in _BRACES.split(latex):
        depth = max(0, depth + (part == "{") - (part == "}"))
        is_covered = depth or part == "}" or part.startswith("\\")
        parts.append("x" * len(part) if is_covered else part)
    return "".join(parts)


def _split_at_semicolons(names: str) -> list[str]:
    """Some join names that have commas so: `Krume, Ada; Gär, Berta`."""
    parts = list(_split(names, _SEMICOLON))
    return parts if len(parts) > 1 and all("," in part for part in parts if part) else [names]


def _names(piece: str) -> list[str]:
    """The name between two `and`; or names, where some of these are commas instead."""
    parts = list(_split(piece, _COMMA))
    if _NAMED.match(piece):
        return [_of_named(parts)]
    given = [part for part in parts if part]
    if len(parts) > 2 and all(" " in part for part in given):
        return given
    if len(parts) == 3 and len(given) == 3:
        last, junior, first = given
        return [f"{first} {last} {junior}"]
    return [" ".join(given[at : at + 2][::-1]) for at in range(0, len(given), 2)]


def _of_named(parts: list[str]) -> str:
    """
    >>> _of_named(["family=Krume", "given=Ada", "given-i=A", "prefix=van", "useprefix=true"])
    'Ada van Krume'
    """
    found = [part for text in parts if (part := _PART.fullmatch(text))]
    said = {part[1]: part[2] for part in found}
    return " ".join(filter(None, map(said.get, ("given", "prefix", "family", "suffix"))))
