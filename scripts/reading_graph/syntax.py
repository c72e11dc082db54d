"""What libyaml says of text that is no YAML, in words that tell its author the way out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from .characters import named
from .problems import Source
from .wording import quoted


class Complaint(NamedTuple):
    """The parser's words; where what it was reading begins, and where it could not go on."""

    said: str
    context: str
    start: int
    here: int


_Explanation = tuple[int, str]
"""The character where the mistake is, and the words."""


def explained(source: Source, complaint: Complaint) -> _Explanation:
    """The mistake behind a complaint: where it is, and how to mend it."""
    if blank := _odd_blank(source, complaint.here):
        return blank
    whole = f"{complaint.context}: {complaint.said}"
    explain = next((explain for known, explain in _KNOWN if known in whole), _as_said)
    return explain(source, complaint)


def _odd_blank(source: Source, here: int) -> _Explanation | None:
    """A blank that looks like a space and indents the line of the complaint, or the one above."""
    line, column = source.position(here)
    start = here - (column - 1)
    for text in reversed(source.lines[max(line - 2, 0) : line]):
        start = start if text is source.lines[line - 1] else start - len(text)
        if found := _ODD_BLANK.match(text):
            return start + found.end() - 1, f"{named(found[0][-1])} indents this; use spaces"
    return None


_ODD_BLANK = re.compile(r"[ \t]*[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


def _at_start(words: str) -> Callable[[Source, Complaint], _Explanation]:
    return lambda _, complaint: (complaint.start, words)


def _here(words: str) -> Callable[[Source, Complaint], _Explanation]:
    return lambda _, complaint: (complaint.here, words)


def _as_said(_: Source, complaint: Complaint) -> _Explanation:
    return complaint.here, complaint.said


def _colon(source: Source, complaint: Complaint) -> _Explanation:
    line = source.lines[source.line_of(complaint.here) - 1]
    if re.match(r"\s*(- )*[\w-]+:\s", line) and len(re.findall(r":(?=\s|$)", line)) < 2:
        words = "a key where none fits; is this line, or the one above it, indented wrongly?"
        return complaint.here, words
    return complaint.here, _COLON


def _odd_start(source: Source, complaint: Complaint) -> _Explanation:
    character = source.text[complaint.here : complaint.here + 1]
    return complaint.here, _TAB if character == "\t" else _BEGINS.format(quoted(character))


def _block_start(source: Source, complaint: Complaint) -> _Explanation:
    sign = source.text[complaint.start : complaint.start + 1]
    words = f"after {quoted(sign)} a text begins on the next line; put one that starts so in quotes"
    return complaint.start, words


def _no_colon(source: Source, complaint: Complaint) -> _Explanation:
    if source.text[complaint.start : complaint.start + 1] == "-":
        return complaint.start, "a `-` that starts an item of a list needs a space after it"
    words = "this is no `key: value`; is the colon missing, or the space after it, or indentation?"
    return complaint.start, words


def _no_key(source: Source, complaint: Complaint) -> _Explanation:
    line, column = source.position(complaint.here)
    before = source.lines[line - 1][: column - 1].rstrip()
    if before:
        return complaint.here, _after_closing(before)
    if source.text[complaint.here : complaint.here + 1] == ":":
        return complaint.here, "a key is missing before this colon"
    return complaint.here, "this line is indented differently from those it belongs to"


def _after_closing(before: str) -> str:
    """What to say of text that follows the end of a value: `before` is its line up to there."""
    closing = before[-1]
    if closing not in "'\"":
        return "text after a closing bracket; put the whole text in quotes"
    if before.count(closing) % 2:
        return "the quote before this closes one that was opened in a line above; close that one"
    kind = "single" if closing == '"' else "double"
    return f"text after a closing quote; put the whole text in {kind} quotes, and keep these inside"


def _no_dash(source: Source, complaint: Complaint) -> _Explanation:
    if source.text[complaint.here : complaint.here + 1] == "-":
        return complaint.here, "this `- ` is indented differently from the others of its list"
    words = (
        "this line belongs to no item of the list above; is it indented wrongly, or a `- ` missing?"
    )
    return complaint.here, words


def _no_comma(source: Source, complaint: Complaint) -> _Explanation:
    found = source.text[complaint.here : complaint.here + 1]
    line, column = source.position(complaint.here)
    if found == ":" and not re.fullmatch(r"\s*[\w-]+", source.lines[line - 1][: column - 1]):
        return complaint.here, _COLON
    same_line = line == source.line_of(complaint.start)
    if found and (found in "'\"[{" or (same_line and found not in "]}#")):
        return complaint.here, "a comma is missing before this, or a quote or bracket is not closed"
    return complaint.start, _UNCLOSED


def _no_node(source: Source, complaint: Complaint) -> _Explanation:
    found = source.text[complaint.here : complaint.here + 1]
    if found == ",":
        return complaint.here, "a comma with nothing before it; delete it, or quote the text"
    if not found:
        return _last_open(source.text), _UNCLOSED
    return complaint.here, f"{quoted(found)} closes no bracket that is open here"


def _last_open(text: str) -> int:
    """The last bracket that is not closed."""
    closed = 0
    for place in range(len(text) - 1, 0, -1):
        closed += (text[place] in "]}") - (text[place] in "[{")
        if closed < 0:
            return place
    return 0


_UNCLOSED = "a bracket is opened here and not closed by its own kind"
_BEGINS = "unquoted text cannot start with {}; put it in quotes"
_COLON = "a colon and a space inside unquoted text; put the whole text in quotes"
_TAB = "a tab where only spaces may indent; replace it by spaces"
_ESCAPE = "a backslash in double quotes starts an escape; use single quotes, where it is itself"
_DIRECTIVE = "a catalogue has no % directives; delete this line"
_KNOWN: tuple[tuple[str, Callable[[Source, Complaint], _Explanation]], ...] = (
    ("mapping values are not allowed", _colon),
    ("cannot start any token", _odd_start),
    ("unexpected ':'", _here("a colon just before a bracket or comma; quote the whole text")),
    ("tab character", _here(_TAB)),
    ("scanning an alias", _at_start(_BEGINS.format("'*'"))),
    ("scanning an anchor", _at_start(_BEGINS.format("'&'"))),
    ("a tag:", _at_start(_BEGINS.format("'!'"))),
    ("tag handle", _at_start(_BEGINS.format("'!'"))),
    ("directive:", _at_start(_DIRECTIVE)),
    ("incompatible YAML document", _here(_DIRECTIVE)),
    ("duplicate %", _here(_DIRECTIVE)),
    ("a block scalar", _block_start),
    ("unknown escape", _at_start(_ESCAPE)),
    ("hexdecimal", _at_start(_ESCAPE)),
    ("character escape code", _at_start("an escape stands for no character; type it as it is")),
    ("quoted scalar", _at_start("a quote is opened here and not closed; close it")),
    (
        "block sequence entries",
        _here("a list begins on the line after its key; a text that starts with `- ` needs quotes"),
    ),
    ("mapping keys are not allowed", _here(_BEGINS.format("'? '"))),
    ("could not find expected ':'", _no_colon),
    ("did not find expected key", _no_key),
    ("did not find expected '-'", _no_dash),
    ("did not find expected ','", _no_comma),
    ("did not find expected node", _no_node),
    (
        "<document start>",
        _here("the document has ended above; delete the line `...`, or the % line, that ends it"),
    ),
)
"""Parts of the parser's messages, the first that fits counts."""
