"""The papers that a note names: `[[adam]]` and `[words](#adam)`, each with its place.

A scan that never looks back, not a Markdown parser: what might be code or mathematics is passed
over, so all that it finds are links, and a few links may be missed. A test holds it to the parser.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from .fields import SLUG
from .problems import Source
from .source import Scalar

_REFERENCE = re.compile(
    rf"\[\[(?P<id>{SLUG})\]\]|\]\(<?#(?P<anchor>{SLUG})(?=>?(?: +\"[^\"\n]*\")?\))"
)


def mentions(note: Scalar, source: Source) -> Iterator[Scalar]:
    """The ids that a Markdown text names as papers, in order.

    The place of each is exact wherever the text stands in the file as it is read; where escapes
    hide that, it is the place of the whole text.
    """
    if "[[" not in note.text and "](" not in note.text:
        return
    read = list(_REFERENCE.finditer(note.text))
    written = list(_REFERENCE.finditer(source.text, note.start, note.end))
    same = [match[0] for match in read] == [match[0] for match in written]
    links = set(_links(note.text))
    for place, match in enumerate(read):
        if match.start() in links:
            group = "id" if match["id"] else "anchor"
            start, end = written[place].span(group) if same else (note.start, note.end)
            yield Scalar(match[group], False, start, end)


def _links(markdown: str) -> Iterator[int]:
    """Where in the text each reference starts that is no code, mathematics or escaped."""
    for start, block in _prose(markdown):
        yield from (start + offset for offset in _links_in(block))


def _prose(markdown: str) -> Iterator[tuple[int, str]]:
    """The blocks between blank lines that are no code, each with its place."""
    start = end = 0
    fence, blank = "", True
    for line in markdown.split("\n"):
        here, end = end, end + len(line) + 1
        mark = _FENCE.match(line)
        if fence:
            is_code = True
            if mark and mark["fence"].startswith(fence) and not line[mark.end() :].strip():
                fence = ""
        elif mark:
            fence, is_code = mark["fence"], True
        else:
            is_code = bool((_INDENTED if blank else _INDENTED_ITEM).match(line))
        if is_code or not line.strip():
            yield start, markdown[start:here]
            start = end
        blank = is_code or not line.strip()
    yield start, markdown[start:]


_FENCE = re.compile(r"[ >\t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*[ >\t]*(?P<fence>`{3,}(?=[^`]*$)|~{3,})")


_INDENTED_ITEM = re.compile(r"[ >\t]*(?:[>*+-]|\d+[.)])(?: {5}| {0,4}\t)")
_INDENTED = re.compile(rf"(?: {{4}}| {{0,3}}\t)[ \t]*\S|{_INDENTED_ITEM.pattern}")


def _links_in(block: str) -> Iterator[int]:
    """The references of one block, from left to right; a code span or formula is one step."""
    ticks: dict[str, list[int]] = {}
    for run in re.finditer(r"`+", block):
        ticks.setdefault(run[0], []).append(run.start())
    position, opened = 0, 0
    while token := _TOKEN.search(block, position):
        text, position = token[0], token.end()
        if text[0] == "`":
            closing = ticks[text][bisect_right(ticks[text], token.start()) :]
            position = closing[0] + len(text) if closing else position
        elif text[0] == "$":
            closed = re.compile(rf"(?<!\\){re.escape(text)}").search(block, position)
            position = closed.end() if closed else position
        elif text == "[":
            opened += 1
        elif text == "]":
            opened = max(0, opened - 1)
        elif text.startswith("[[") or (text.startswith("](") and opened):
            opened = 0  # a link holds no other
            yield token.start()


_TOKEN = re.compile(rf"\\.|`+|\$\$?|{_REFERENCE.pattern}|[\[\]]|<[^<>\s]*>")
