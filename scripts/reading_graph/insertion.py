"""Papers put into the text of a list, every character of which stays as it is.

Where they can go is read off the positions of the values, and tried: a place counts only where what
comes out, read again, is the list as it was and the new papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from .entry import block_entry, flow_entry
from .model import Paper
from .problems import Source
from .source import Entries, Items, Node, Scalar, Unreadable, last_character, values


class NoPlace(Exception):
    """A list is written in a way in which nothing can be put into it. One line."""


class Insertion(NamedTuple):
    """A text, and in front of which character of another one it goes."""

    offset: int
    text: str

    def into(self, text: str) -> str:
        return text[: self.offset] + self.text + text[self.offset :]


def insertion(text: str, papers: Sequence[Paper]) -> Insertion:
    """What puts papers of one section into a list that has no errors: after the last paper of that
    section, or of all.

    They get lines of their own where the others have, so that no other line changes; in a list
    that ends without a line end they therefore come before its last paper. Raises NoPlace.
    """
    root = cast(Entries, values(Source("", text)))
    ids = [paper.id for paper in papers]
    for place in _places(text, root, papers):
        if _adds(ids, root, place.into(text)):
            return place
    raise NoPlace("the list is written in a way in which no entry can be put in; type it by hand")


def _adds(ids: list[str], before: Entries, text: str) -> bool:
    """Whether a text holds what was there before, and in one place of its list those papers."""
    try:
        after = cast(Entries, values(Source("", text)))
    except Unreadable:
        return False
    new = _papers(after).values
    at = next((n for n, entry in enumerate(new) if _text(entry, "id") == ids[0]), 0)
    end = at + len(ids)
    others = Items([*new[:at], *new[end:]], 0, 0)
    rest = [(key, others if key.text == "papers" else value) for key, value in after.pairs]
    added = [_text(entry, "id") for entry in new[at:end]]
    return added == ids and _content(Entries(rest, 0, 0)) == _content(before)


def _papers(root: Entries) -> Items:
    return cast(Items, root.get("papers"))


def _text(entry: Node, key: str) -> str:
    return cast(Scalar, cast(Entries, entry).get(key)).text


def _content(node: Node) -> object:
    """What a node says, wherever it stands."""
    match node:
        case Scalar(text=text, plain=plain):
            return text, plain
        case Items(values=items):
            return [_content(item) for item in items]
        case Entries(pairs=pairs):
            return [(key.text, _content(value)) for key, value in pairs]


def _places(text: str, root: Entries, papers: Sequence[Paper]) -> Iterator[Insertion]:
    """Where they could go, the best place first."""
    listed = _papers(root)
    if not listed.values:
        yield from _in_nothing(text, root, papers)
    elif text[listed.start] == "-":
        yield from _among_lines(text, listed, papers)
    else:
        yield from _in_brackets(text, listed, papers)


def _neighbour(listed: Items, section: str) -> Node:
    """The last paper of a section; of all where it has none."""
    within = (entry for entry in listed.values if _text(entry, "section") == section)
    return [listed.values[-1], *within][-1]


def _in_nothing(text: str, root: Entries, papers: Sequence[Paper]) -> Iterator[Insertion]:
    """Into an empty list, which can only be written as `[]`.

    In front of the brackets, where a line of its own can begin: what is left of them says then that
    the last of the papers needs nothing.
    """
    key = next(key for key, _ in root.pairs if key.text == "papers")
    bracket = _papers(root).start
    colon = text.find(":", key.end, bracket)
    end = _line_end(text, bracket)
    style = _Style(dash=_column(text, key.start) + 2, indent=1, end=end)
    yield Insertion(colon + 1, end + style.written(papers) + " " * (style.dash + 2) + "needs:")
    yield Insertion(bracket + 1, ", ".join(map(flow_entry, papers)))


def _among_lines(text: str, listed: Items, papers: Sequence[Paper]) -> Iterator[Insertion]:
    """After an entry that starts with a dash, or else before it."""
    dash = _column(text, listed.start)
    entry = _neighbour(listed, papers[0].section)
    start, end = _first_line(text, entry, dash), _after(text, entry, dash)
    last = _first_line(text, listed.values[-1], dash)
    gap = len(listed.values) == 1 or not _line_above(text, last).strip()
    style = _Style(dash, _indent(text, entry), _line_end(text, start))
    for between in (style.end, "") if gap else ("",):
        if text[end - 1] in "\r\n":
            yield Insertion(end, between + style.written(papers, between))
        yield Insertion(start, style.written(papers, between) + between)


def _in_brackets(text: str, listed: Items, papers: Sequence[Paper]) -> Iterator[Insertion]:
    """Before an entry, which makes do with a comma after each of the new ones."""
    entry = _neighbour(listed, papers[0].section)
    start = _line_start(text, entry.start)
    indent = text[start : entry.start]
    end = _line_end(text, start)
    if not indent.strip():
        yield Insertion(start, "".join(f"{indent}{flow_entry(paper)},{end}" for paper in papers))
    yield Insertion(entry.start, "".join(f"{flow_entry(paper)}, " for paper in papers))


@dataclass(frozen=True)
class _Style:
    """How many spaces stand before and after the dash of an entry, and what ends a line."""

    dash: int
    indent: int
    end: str

    def written(self, papers: Sequence[Paper], between: str = "") -> str:
        return between.join(map(self._entry, papers))

    def _entry(self, paper: Paper) -> str:
        first = " " * self.dash + "-" + " " * self.indent
        lines = ("\n" + " " * len(first)).join(block_entry(paper))
        return f"{first}{lines}\n".replace("\n", self.end)


def _first_line(text: str, entry: Node, dash: int) -> int:
    """Where the line of an entry's dash starts, or the first of the comments right above it."""
    start = _line_start(text, entry.start)
    while start and not re.match(rf" {{{dash}}}-", text[start : start + dash + 1]):
        start = _line_start(text, start - 1)
    while (above := _line_above(text, start)).lstrip(" \t").startswith("#"):
        start -= len(above)
    return start


def _after(text: str, entry: Node, dash: int) -> int:
    """The end of an entry's last line, or of the comments after it that are indented as its own."""
    end = _next_line(text, last_character(entry, text))
    comment = re.compile(rf"(?:[ \t]*[\r\n]+)* {{{dash + 1},}}#[^\r\n]*(?:\r\n|\r|\n|\Z)")
    while found := comment.match(text, end):
        end = found.end()
    return end


def _indent(text: str, entry: Node) -> int:
    """How far the text of an entry stands from its dash, if that is on the same line."""
    found = re.fullmatch(r" *-( +)", text[_line_start(text, entry.start) : entry.start])
    return len(found[1]) if found else 1


def _column(text: str, offset: int) -> int:
    return offset - _line_start(text, offset)


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _next_line(text: str, offset: int) -> int:
    found = re.compile(r"\r\n|\r|\n").search(text, offset)
    return found.end() if found else len(text)


def _line_above(text: str, start: int) -> str:
    """The line that ends where another starts, with its end; nothing above the first."""
    end = re.search(r"(?:\r\n|\r|\n)\Z", text[max(0, start - 2) : start])
    return text[_line_start(text, start - len(end[0])) : start] if end else ""


def _line_end(text: str, offset: int) -> str:
    """What ends the line above an offset; the first of the text where that has none."""
    above = _line_above(text, _line_start(text, offset)) or text
    found = re.search(r"\r\n|\r|\n", above)
    return found[0] if found else "\n"
