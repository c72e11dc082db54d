"""What a paper's entry says of other entries, as far as it is well formed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeGuard

from ..problems import Problem
from ..source import Entries, Items, Node, Scalar, yaml_type


class Draft(NamedTuple):
    """A paper that has an id, and the ids that it names."""

    id: Scalar
    short: Scalar | None
    aliases: list[Scalar]
    needs: list[Scalar]
    background: list[Scalar]


def drafts_in(root: Entries) -> list[Draft]:
    return [
        _draft(entry, id_) for entry in entries(root, "papers") if (id_ := scalar_of(entry, "id"))
    ]


def _draft(entry: Entries, id_: Scalar) -> Draft:
    return Draft(
        id=id_,
        short=scalar_of(entry, "short"),
        aliases=list(references(entry, "aliases")),
        needs=list(references(entry, "needs")),
        background=list(references(entry, "background")),
    )


def entries(root: Entries, key: str) -> Iterator[Entries]:
    listed = root.get(key)
    if isinstance(listed, Items):
        yield from (entry for entry in listed.values if isinstance(entry, Entries))


def scalar_of(entry: Entries, key: str) -> Scalar | None:
    value = entry.get(key)
    return value if isinstance(value, Scalar) and value.text else None


def references(entry: Entries, key: str) -> Iterator[Scalar]:
    """The ids in a list, whether they stand bare or as the `paper` of a mapping."""
    listed = entry.get(key)
    for item in listed.values if isinstance(listed, Items) else ():
        named = item.get("paper") if isinstance(item, Entries) else item
        if is_name(named):
            yield named


def is_name(node: Node | None) -> TypeGuard[Scalar]:
    """Whether it is text, and so could name an entry; other values are wrong by their type."""
    return isinstance(node, Scalar) and bool(node.text.strip()) and yaml_type(node) is None


def at(scalar: Scalar, rule: str, message: str) -> Problem:
    return Problem(scalar.start, max(scalar.end, scalar.start + 1), rule, message)
