"""Structure and types: is every value what the field table says it is?"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from ..fields import CATALOGUE, Kind, ListOf, Record
from ..problems import Problem, Source, quoted
from ..source import Entries, Items, Node, Scalar
from .values import value_problems


class Place(NamedTuple):
    """Where a value stands, in its author's words: the key, and the entry that it belongs to."""

    source: Source
    key: str = ""
    owner: str = ""
    in_list: bool = False

    def __str__(self) -> str:
        name = f"an item of `{self.key}`" if self.in_list else f"`{self.key}`"
        return f"{name} of {self.owner}" if self.owner else name


def problems_in(node: Node, kind: Kind, place: Place) -> Iterator[Problem]:
    """What keeps `node` from being a `kind`, down to its last value."""
    if isinstance(kind, Record):
        return _record_problems(node, kind, place)
    if isinstance(kind, ListOf):
        return _list_problems(node, kind, place)
    return value_problems(node, kind, place)


def _list_problems(node: Node, kind: ListOf, place: Place) -> Iterator[Problem]:
    if not isinstance(node, Items):
        hint = "write `[one, two]`, or a line `- one` for each"
        yield _misfit(node, f"{place} must be a list, found {described(node)}; {hint}")
        return
    if kind.most is not None and len(node.values) > kind.most:
        message = f"{place} has {len(node.values)} items; the limit is {kind.most}"
        yield Problem(node.start, node.start + 1, "too-many", message)
    for item in node.values:
        yield from problems_in(item, kind.item, place._replace(in_list=True))


def _record_problems(node: Node, kind: Record, place: Place) -> Iterator[Problem]:
    if isinstance(node, Scalar) and kind.bare:
        bare = next(field for field in kind.fields if field.name == kind.bare)
        yield from problems_in(node, bare.kind, place)
        return
    if not isinstance(node, Entries):
        keys = " and ".join(f"`{field.name}`" for field in kind.fields if field.required)
        what = f"an id or a mapping with {keys}" if kind.bare else f"a mapping with {keys}"
        yield _misfit(node, f"a {kind.name} must be {what}, found {described(node)}")
        return
    here = Place(place.source, owner=_owner(node, kind))
    yield from _key_problems(node, kind, here)
    kinds = {field.name: field.kind for field in kind.fields}
    for key, value in node.pairs:
        if key.text in kinds:
            yield from problems_in(value, kinds[key.text], here._replace(key=key.text))


def _owner(entry: Entries, kind: Record) -> str:
    """An entry by its id or title, else by what it is: "paper 'adam'", "a link"."""
    if kind is CATALOGUE:
        return ""
    for key in ("id", "title", "paper"):
        if isinstance(name := entry.get(key), Scalar) and name.text.strip():
            return f"{kind.name} {quoted(name.text)}"
    return f"a {kind.name}"


def _key_problems(node: Entries, kind: Record, place: Place) -> Iterator[Problem]:
    seen: dict[str, Scalar] = {}
    names = tuple(field.name for field in kind.fields)
    for key, _ in node.pairs:
        if key.text in seen:
            line = place.source.line_of(seen[key.text].start)
            message = (
                f"duplicate key {quoted(key.text)}: it stands in line {line} already; keep one"
            )
            yield Problem(key.start, key.end, "duplicate-key", message)
        elif key.text not in names:
            yield _unknown_key(key, names, place)
        seen.setdefault(key.text, key)
    for field in kind.fields:
        if field.required and field.name not in seen:
            whose = place.owner or "the catalogue"
            message = f"{whose} has no `{field.name}`; add a line such as `{field.example}`"
            yield Problem(node.start, node.start + 1, "missing-key", message)


def _unknown_key(key: Scalar, names: tuple[str, ...], place: Place) -> Problem:
    nearest = _nearest(key.text[:80].casefold(), names)
    hint = f"did you mean `{nearest}`?" if nearest else f"the keys here are: {', '.join(names)}"
    message = f"unknown key {quoted(key.text)} in {place.owner or 'the catalogue'}; {hint}"
    return Problem(key.start, max(key.end, key.start + 1), "unknown-key", message)


@lru_cache
def _nearest(text: str, names: tuple[str, ...]) -> str | None:
    return next(iter(get_close_matches(text, names, 1)), None)


def described(node: Node) -> str:
    if isinstance(node, Items):
        return "a list"
    if isinstance(node, Entries):
        return "a mapping"
    return quoted(node.text) if node.text else "nothing"


def _misfit(node: Node, message: str) -> Problem:
    end = node.end if isinstance(node, Scalar) else node.start + 1
    return Problem(node.start, max(end, node.start + 1), "wrong-type", message)
