"""The links of a list to other hosts: where each stands, and which lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .catalogue import Checked
from .escaping import doi_address, markdown_code
from .fields import CATALOGUE, Address, Kind, ListOf, Pattern, Record, Text
from .markdown import Target, links
from .problems import Source
from .source import Entries, Items, Node, Scalar
from .wording import counted, shown

GONE = {404: "not found (404)", 410: "gone (410)"}
"""Only these count: other answers may mean that a host wants no programs, or has a bad day."""

MOST_TOLD = 50
MOST_PLACES = 5
LONGEST = 200
"""All three keep a report within what an issue can hold."""

_RESOLVERS = {"arxiv": "https://arxiv.org/abs/{}".format, "doi": doi_address}


@dataclass(frozen=True, order=True)
class Place:
    """An address, in which line it stands, and the entry there ("paper adam")."""

    line: int
    address: str
    entry: str


@dataclass(frozen=True)
class Dead:
    address: str
    status: int
    places: tuple[Place, ...]


def places(file: Checked) -> list[Place]:
    """Every address of another host in a list without errors, in the order of the text."""
    assert file.root
    assert not file.has_errors
    return sorted(set(_Reader(file.source).places(file.root, CATALOGUE, "the list")))


def dead(found: Iterable[Place], statuses: Mapping[str, int | None]) -> list[Dead]:
    """The addresses that are gone, in the order of the list."""
    standing: dict[str, list[Place]] = {}
    for place in found:
        standing.setdefault(place.address, []).append(place)
    return [
        Dead(address, status, tuple(at))
        for address, at in standing.items()
        if (status := statuses[address]) in GONE
    ]


def report(file_name: str, gone: list[Dead]) -> str:
    """Markdown for an issue; nothing where nothing is gone.

    All that is somebody's stands as code: no mention is sent, and no other issue is linked to.
    """
    if not gone:
        return ""
    lead = "leads" if len(gone) == 1 else "lead"
    told = [
        f"{counted(len(gone), 'link')} of the list {lead} nowhere, as the hosts themselves say:",
        "",
        *(_line(file_name, link) for link in gone[:MOST_TOLD]),
        *([f"- and {len(gone) - MOST_TOLD:,} more"] if len(gone) > MOST_TOLD else []),
        "",
        "A better address, or none, goes in their place. This is asked again every week.",
    ]
    return "\n".join(told)


def _line(file_name: str, link: Dead) -> str:
    named = [f"{at.entry} ({_code(f'{file_name}:{at.line}')})" for at in link.places[:MOST_PLACES]]
    more = len(link.places) - len(named)
    where = ", ".join([*named, *([f"{more} more"] if more else [])])
    return f"- {_code(link.address)} is {GONE[link.status]}: {where}"


def _code(text: str) -> str:
    return markdown_code(shown(text, LONGEST))


@dataclass(frozen=True)
class _Reader:
    source: Source

    def places(self, node: Node, kind: Kind, entry: str) -> Iterator[Place]:
        """The addresses in a value, which is a part of that entry."""
        match kind, node:
            case Record(), Entries(pairs=pairs):
                inside = _entry(kind, node) or entry
                for key, value in pairs:
                    yield from self.places(value, kind.by_name[key.text].kind, inside)
            case ListOf(item=item), Items(values=values):
                for value in values:
                    yield from self.places(value, item, entry)
            case _, Scalar():
                for address in _addresses(node.text, kind):
                    yield Place(self._line(node, address), address, entry)

    def _line(self, node: Scalar, address: str) -> int:
        """That of the address; of the whole text, where the address is not written as it is."""
        place = self.source.text.find(address, node.start, node.end)
        return self.source.line_of(max(place, node.start))


def _entry(kind: Record, node: Entries) -> str | None:
    """What people call an entry that has an id."""
    named = node.get("id")
    return f"{kind.name} {_code(named.text)}" if isinstance(named, Scalar) else None


def _addresses(text: str, kind: Kind) -> Iterable[str]:
    match kind:
        case Address():
            return [text]
        case Pattern(address=resolver):
            return [_RESOLVERS[resolver.partition(".")[0]](text)]
        case Text(markdown=True):
            found = links(text, lambda paper: Target(f"#{paper}", paper))
            return [x.href for x in found if x.href and x.href.lower().startswith("http")]
    return []
