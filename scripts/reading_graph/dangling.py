"""The links of a note that lead nowhere, each with its place: to papers that are not in the list,
and to addresses that may not be followed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from .markdown import Link, Target, links
from .problems import Source
from .skimming import means_a_paper
from .source import Scalar
from .unshown import SECONDS, at_its_own_cost


class Dangling(NamedTuple):
    """What a link names, at its place; `paper` where that is an id, or would be in small letters.

    The place is that of the whole text where the link's own cannot be told for sure.
    """

    named: Scalar
    paper: bool


def dangling(
    note: Scalar, source: Source, known: Set[str], seconds: float = SECONDS
) -> list[Dangling]:
    """The links of a Markdown text that lead nowhere, if the papers of the list are the `known`.

    Raises Unshown for a text that cannot be read, or not in time.
    """
    with at_its_own_cost(seconds):
        lost = Counter(_lost(note.text, known))
        places = _sure_places(note, source, known, lost) if lost else {}
        return [_at(link, note, place) for link in lost for place in places.get(link, [None])]


def _at(link: Link, note: Scalar, place: int | None) -> Dangling:
    text = link.paper or link.written
    if place is None:
        named = Scalar(text, False, note.start, note.end)
    else:
        end = place + len(link.written)
        start = end - len(text) if link.written.endswith(text) else place
        named = Scalar(text, False, start, end)
    return Dangling(named, link.paper is not None)


def _lost(text: str, known: Set[str]) -> Iterator[Link]:
    """The links that lead nowhere; they have a `paper` only where one is meant."""
    for link in links(text, lambda name: Target("#", name) if name in known else None):
        if link.href is None:
            if link.paper and means_a_paper(link.paper, known):
                yield link
            elif not link.written.startswith("[["):
                yield link._replace(paper=None)


def _sure_places(
    note: Scalar, source: Source, known: Set[str], lost: Mapping[Link, int]
) -> dict[Link, Sequence[int]]:
    """Where in the file these links have their addresses, as far as that is sure: where there are
    as many places for one, in the text and in the file, as there are links, and without them none.
    """
    written = {link.written for link in lost}
    read = _places(note.text, 0, len(note.text), written)
    in_file = _places(source.text, note.start, note.end, written)
    same = [x for x in lost if lost[x] == len(read[x.written]) == len(in_file[x.written])]
    places = {place: x.written for x in same for place in read[x.written]}
    left = set(_lost(_blanked(note.text, places), known)) if places else set()
    return {link: in_file[link.written] for link in same if link not in left}


_BEGINS = re.compile(r"(?=\[\[)|\](?:\(|:)[ \t\r\n]*<?|<")
_ENDS = frozenset(") \t\r\n>]\"'") | {""}


def _places(text: str, start: int, end: int, wanted: Set[str]) -> Mapping[str, list[int]]:
    """Where each of the addresses stands as that of a link, or of what looks like one."""
    lengths = sorted({len(written) for written in wanted})
    places = defaultdict(list)
    for begin in _BEGINS.finditer(text, start, end):
        place = begin.end()
        for last in (place + length for length in lengths if place + length <= end):
            if text[place:last] in wanted and text[last : last + 1] in _ENDS:
                places[text[place:last]].append(place)
    return places


def _blanked(text: str, places: Mapping[int, str]) -> str:
    """The text with other addresses at these places."""
    for place, written in sorted(places.items(), reverse=True):
        start, end = place + 2 * written.startswith("[["), place + len(written)
        text = f"{text[:start]}{'x' * max(1, end - start)}{text[end:]}"
    return text
