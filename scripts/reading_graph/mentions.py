"""The papers that a note names: `[[adam]]` and `[words](#adam)`, each with its place.

A scan that never looks back, not a Markdown parser: what might be code or mathematics is passed
over, so all that it finds are links, and a few links may be missed. A test holds it to the parser.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Set
from itertools import pairwise

from .fields import SLUG
from .problems import Source
from .source import Scalar

_NAME = SLUG.replace("a-z", "A-Za-z")  # for those who write `[[Adam]]`
_REFERENCE = re.compile(
    rf"\[\[(?P<id>{_NAME})\]\]|\]\(<?#(?P<anchor>{_NAME})(?=>?(?: +\"[^\"\n]*\")?\))"
)


def mentions(note: Scalar, source: Source, known: Set[str] = frozenset()) -> Iterator[Scalar]:
    """The ids that a Markdown text names as papers, in order, but for the `known`; some are in
    letters that no id has.

    The place of each is exact wherever the text stands in the file as it is read; where escapes
    hide that, it is the place of the whole text.
    """
    if "[[" not in note.text and "](" not in note.text:
        return
    read = list(_REFERENCE.finditer(note.text))
    if all((match["id"] or match["anchor"]) in known for match in read):
        return
    written = list(_REFERENCE.finditer(source.text, note.start, note.end))
    same = [match[0] for match in read] == [match[0] for match in written]
    links = set(_links(note.text))
    for place, match in enumerate(read):
        group = "id" if match["id"] else "anchor"
        if match.start() in links and match[group] not in known:
            start, end = written[place].span(group) if same else (note.start, note.end)
            yield Scalar(match[group], False, start, end)


def _links(markdown: str) -> Iterator[int]:
    """Where in the text each reference starts that is no code, mathematics or escaped.

    Whether a line or a `|` in it begins something new takes a parser to know, and a backtick
    before it is then closed by another one: only what is a link either way is one for sure.
    """
    for start, block in _prose(markdown):
        if "$$" in block:  # which starts one formula, or is the end of one and the start of another
            continue
        pieces = [0, *(match.end() for match in _BEGINS.finditer(block)), len(block)]
        apart = {a + offset for a, b in pairwise(pieces) for offset in _links_in(block[a:b])}
        yield from (start + offset for offset in _links_in(block) if offset in apart)


_BEGINS = re.compile(r"\n(?=[ \t]*(?:[>*+-]|\d+[.)]))|\|")


def _prose(markdown: str) -> Iterator[tuple[int, str]]:
    """The blocks between blank lines that are no code, each with its place."""
    start = end = 0
    fence: re.Match[str] | None = None
    blank = True
    for line in markdown.split("\n"):
        here, end = end, end + len(line) + 1
        mark = _FENCE.match(line)
        is_code = bool(fence or mark or (_INDENTED if blank else _ITEM_OF_CODE).match(line))
        if is_code or not line.strip():
            yield start, markdown[start:here]
            start = end
        if mark:
            fence = None if fence and _closes(mark, fence) else fence or mark
        blank = is_code or not re.search(r"[^\W\d]", line)
    yield start, markdown[start:]


def _closes(mark: re.Match[str], fence: re.Match[str]) -> bool:
    """Whether the second fence ends the first for sure: it stands just where that one does."""
    column = [re.sub(r"[^>]", " ", found["before"]) for found in (mark, fence)]
    rest = mark.string[mark.end() :]
    return column[0] == column[1] and mark["fence"].startswith(fence["fence"]) and not rest.strip()


_FENCE = re.compile(
    r"(?P<before>[ >\t]*+(?:(?:[-*+]|\d+[.)])[ \t]++)*+[ >\t]*+)(?P<fence>`{3,}(?=[^`]*$)|~{3,})"
)
_ITEM_OF_CODE = re.compile(r"(?:[ \t]*+(?:>|[*+-](?=[ \t])|\d+[.)](?=[ \t])))+(?: {5}| {0,4}\t)")
_INDENTED = re.compile(rf"(?: {{4}}| {{0,3}}\t)[ \t]*\S|{_ITEM_OF_CODE.pattern}")


def _links_in(block: str) -> Iterator[int]:
    """The references of one block, from left to right; a code span or formula is one step."""
    ticks: dict[str, list[int]] = {}
    for run in re.finditer(r"`+", block):
        ticks.setdefault(run[0], []).append(run.start())
    position, opened, formulas = 0, 0, True
    while token := _TOKEN.search(block, position):
        text, position = token[0], token.end()
        if text[0] == "`":
            runs = ticks.get(text, [])  # none, where an escape has taken a part of the run
            closing = bisect_right(runs, token.start())
            position = runs[closing] + len(text) if closing < len(runs) else position
        elif text == "$":
            closed = _CLOSING.search(block, position + 1) if formulas else None
            formulas = closed is not None  # where none ends after this, none does later
            position = closed.end() if closed else position
        elif text == "[":
            opened += 1
        elif text == "]":
            opened = max(0, opened - 1)
        elif text.startswith("[[") or (text.startswith("](") and opened):
            opened = 0  # a link holds no other
            yield token.start()


_TOKEN = re.compile(rf"\\.|`+|\$(?!\s)|{_REFERENCE.pattern}|[\[\]]|<[a-z][a-z0-9+.-]*:[^<>\s]*>")
_CLOSING = re.compile(r"(?<![\\\s])\$(?!\d)")
