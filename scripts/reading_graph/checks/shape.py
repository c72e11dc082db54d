"""Structure and types: is every value what the field table says it is?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from ..fields import CATALOGUE, Field, Kind, ListOf, Record, Slug, Text
from ..problems import Problem, Source
from ..source import Entries, Items, Node, Scalar, as_written
from ..wording import quoted, shown
from .comments import comment_problems
from .drafts import entries, filled
from .values import value_problems

MOST_SECTIONS_SHOWN = 12
MOST_KEYS_SEARCHED = 100
"""For what names an entry: each of 30,000 wrong keys would search through all of them."""


class File(NamedTuple):
    """What a message may tell of the whole file: the text, and the ids of its sections."""

    source: Source
    sections: list[str]


class Place(NamedTuple):
    """Where a value stands, in its author's words: the key, and the entry that it belongs to."""

    file: File
    kind: Record
    entry: Entries
    key: str
    in_list: bool = False

    def __str__(self) -> str:
        name = f"an item of `{self.key}`" if self.in_list else f"`{self.key}`"
        return name if self.kind is CATALOGUE else f"{name} of {_owner(self.entry, self.kind)}"

    @property
    def is_required(self) -> bool:
        return self.kind.by_name[self.key].required and not self.in_list


def shape_problems(root: Node, source: Source) -> Iterator[Problem]:
    """What keeps the values from being a catalogue, one by one, down to the last."""
    sections = entries(root, "sections") if isinstance(root, Entries) else ()
    file = File(source, [id_.text for entry in sections if (id_ := filled(entry, "id"))])
    return _record_problems(root, CATALOGUE, Place(file, CATALOGUE, Entries([], 0, 0), ""))


def _problems(node: Node, kind: Kind, place: Place) -> Iterable[Problem]:
    if isinstance(kind, Record):
        return _record_problems(node, kind, place)
    if isinstance(kind, ListOf):
        return _list_problems(node, kind, place)
    found = value_problems(node, kind, place, place.is_required)
    if isinstance(kind, Text) and isinstance(node, Scalar) and not found:
        return comment_problems(node, place.file.source, place)
    return found


def _list_problems(node: Node, kind: ListOf, place: Place) -> Iterator[Problem]:
    if not isinstance(node, Items):
        one = isinstance(kind.item, Record) and not kind.item.bare
        hint = (
            "each entry in it starts with `- `"
            if one
            else "write `[one, two]`, or a line `- one` for each"
        )
        yield _misfit(node, f"{place} must be a list, found {described(node)}; {hint}")
        return
    if kind.most is not None and len(node.values) > kind.most:
        message = f"{place} has {len(node.values)} items; the limit is {kind.most}"
        yield Problem(node.start, node.start + 1, "too-many", message)
    inside = place._replace(in_list=True)
    for item in node.values:
        yield from _problems(item, kind.item, inside)


def _record_problems(node: Node, kind: Record, place: Place) -> Iterator[Problem]:
    if isinstance(node, Scalar) and kind.bare:
        yield from value_problems(node, kind.by_name[kind.bare].kind, place)
        return
    if not isinstance(node, Entries):
        keys = " and ".join(f"`{field.name}`" for field in kind.fields if field.required)
        what = f"an id or a mapping with {keys}" if kind.bare else f"a mapping with {keys}"
        yield _misfit(node, f"a {kind.name} must be {what}, found {described(node)}")
        return
    yield from _key_problems(node, kind, place.file)
    for key, value in node.pairs:
        if field := kind.by_name.get(key.text):
            yield from _problems(value, field.kind, Place(place.file, kind, node, key.text))


def _owner(entry: Entries, kind: Record) -> str:
    """An entry by its id or title, else by what it is: "paper 'adam'", "a link"."""
    if kind is CATALOGUE:
        return "the catalogue"
    start = Entries(entry.pairs[:MOST_KEYS_SEARCHED], entry.start, entry.end)
    for key in ("id", "title", "paper"):
        if name := filled(start, key):
            return f"{kind.name} {quoted(name.text)}"
    return f"a {kind.name}"


def _key_problems(node: Entries, kind: Record, file: File) -> Iterator[Problem]:
    seen: dict[str, Scalar] = {}
    for key, _ in node.pairs:
        first = seen.setdefault(key.text, key)
        if first is not key:
            line = file.source.line_of(first.start)
            mend = "is a `- ` missing before this one?" if key.text == "id" else "keep one"
            where = f"it stands in line {line} already"
            message = f"duplicate key {quoted(key.text)}: {where}; {mend}"
            yield Problem(key.start, key.end, "duplicate-key", message, also=(first.start,))
        elif key.text not in kind.by_name:
            yield _unknown_key(key, node, kind)
    for field in kind.required:
        if field.name not in seen:
            message = f"{_owner(node, kind)} has no `{field.name}`; {_line_to_add(field, file)}"
            yield Problem(node.start, node.start + 1, "missing-key", message)


def _line_to_add(field: Field, file: File) -> str:
    if field.kind != Slug("sections") or not file.sections:
        return f"add a line such as `{field.example}`"
    names = [as_written(shown(section)) for section in file.sections[:MOST_SECTIONS_SHOWN]]
    more = ", …" if len(file.sections) > MOST_SECTIONS_SHOWN else ""
    return f"add a line such as `{field.name}: {names[0]}`; there are {', '.join(names)}{more}"


def _unknown_key(key: Scalar, node: Entries, kind: Record) -> Problem:
    names = tuple(kind.by_name)
    nearest = _nearest(key.text[:80].casefold(), names)
    hint = f"did you mean `{nearest}`?" if nearest else f"the keys here are: {', '.join(names)}"
    message = f"unknown key {quoted(key.text)} in {_owner(node, kind)}; {hint}"
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
