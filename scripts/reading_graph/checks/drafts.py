"""What a paper's entry says, as far as it is well formed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeGuard

from ..problems import Problem, Severity
from ..source import Entries, Items, Node, Scalar, yaml_type


class Reference(NamedTuple):
    """Another paper's id in `needs` or `background`, and whether a reason stands with it."""

    paper: Scalar
    explained: bool


class Draft(NamedTuple):
    """A paper that has an id, its fields, and the ids that it names."""

    id: Scalar
    fields: dict[str, Node]
    aliases: list[Scalar]
    needs: list[Reference]
    background: list[Reference]

    def text(self, key: str) -> Scalar | None:
        """A field that holds a text, or what stands for one."""
        return _filled(self.fields.get(key))

    @property
    def planned(self) -> bool:
        """Whether it says so, or tries to say something else than that it was read."""
        status = self.text("status")
        return status is not None and status.text != "read"


def drafts_in(root: Entries) -> list[Draft]:
    return [draft for entry in entries(root, "papers") if (draft := _draft(entry))]


def _draft(entry: Entries) -> Draft | None:
    fields = {key.text: value for key, value in reversed(entry.pairs)}
    id_ = _filled(fields.get("id"))
    return id_ and Draft(
        id=id_,
        fields=fields,
        aliases=[alias.paper for alias in _references(fields.get("aliases"))],
        needs=list(_references(fields.get("needs"))),
        background=list(_references(fields.get("background"))),
    )


def entries(root: Entries, key: str) -> Iterator[Entries]:
    listed = root.get(key)
    if isinstance(listed, Items):
        yield from (entry for entry in listed.values if isinstance(entry, Entries))


def names(entry: Entries, key: str) -> list[Scalar]:
    """The ids in a list, whether they stand bare or as the `paper` of a mapping."""
    return [reference.paper for reference in _references(entry.get(key))]


def _references(listed: Node | None) -> Iterator[Reference]:
    for item in listed.values if isinstance(listed, Items) else ():
        named = item.get("paper") if isinstance(item, Entries) else item
        if is_name(named):
            yield Reference(named, isinstance(item, Entries) and item.get("why") is not None)


def filled(entry: Entries, key: str) -> Scalar | None:
    """The text of a field, where there is any."""
    return _filled(entry.get(key))


def _filled(value: Node | None) -> Scalar | None:
    return value if isinstance(value, Scalar) and value.text.strip() else None


def is_name(node: Node | None) -> TypeGuard[Scalar]:
    """Whether it is text, and so could name an entry; other values are wrong by their type."""
    return isinstance(node, Scalar) and bool(node.text.strip()) and yaml_type(node) is None


def at(value: Node, rule: str, message: str, also: tuple[int, ...] = ()) -> Problem:
    """An error at a value; `also` are the other places that have a part in it."""
    return Problem(value.start, value.end, rule, message, also=also)


def doubt(value: Node, rule: str, message: str, also: tuple[int, ...] = ()) -> Problem:
    """The same as a warning."""
    return Problem(value.start, value.end, rule, message, Severity.WARNING, also)
