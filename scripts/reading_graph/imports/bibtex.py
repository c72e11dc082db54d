"""The works of .bib files, of BibTeX and biblatex, whoever wrote them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest

from bibtexparser import entrypoint as bibtexparser
from bibtexparser.model import Block, Entry, ImplicitComment, ParsingFailedBlock, String

from .bibtex_entry import described
from .journals import STRINGS
from .venues import PARTS
from .works import Found, Imported, Skipped, Unfit

# It warns of every broken block, which are told as skipped here.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


def works(text: str) -> Imported:
    """The works that the entries of a file are of.

    None are those that are only there for others, such as proceedings that its papers refer to, and
    those behind a `%`, which somebody took out.
    """
    entries, skipped = _read(text)
    by_key = {entry.key: entry for entry in reversed(entries)}
    parents = {key for entry in entries for key, _ in _parents(entry.fields)}
    found = []
    for entry in entries:
        if entry.kind in _NO_WORKS or (entry.kind in _FOR_OTHERS and entry.key in parents):
            continue
        try:
            found.append(Found(described(entry.kind, _inherited(entry, by_key)), entry.line))
        except Unfit as unfit:
            skipped.append(Skipped(entry.line, str(unfit)))
    return Imported(tuple(found), tuple(sorted(skipped, key=lambda one: one.line)))


_NO_WORKS = frozenset({"set", "xdata", "control", "ieeetranbstctl", "bibdesk_info", "footnote"})
_FOR_OTHERS = frozenset(
    {"proceedings", "mvproceedings", "collection", "mvcollection", "periodical"}
)


@dataclass(frozen=True)
class _Entry:
    """Kind, key and the names of fields are in lower case; what fields say is LaTeX."""

    kind: str
    key: str
    line: int
    fields: dict[str, str]


class _Broken(Exception):
    """What keeps an entry from being read."""


def _read(text: str) -> tuple[list[_Entry], list[Skipped]]:
    """The entries of a file, and those that are broken."""
    text, skipped = _cut(_tidied(text))
    lines = text.split("\n")
    strings = dict(STRINGS)
    entries: list[_Entry] = []
    blocks = bibtexparser.parse_string(text, parse_stack=[]).blocks
    for block, following in zip_longest(blocks, blocks[1:]):
        line = (block.start_line or 0) + 1
        if lines[line - 1].lstrip().startswith("%"):
            continue
        try:
            entries.extend(_entries(block, following, line, strings))
        except _Broken as broken:
            skipped.append(Skipped(line, str(broken)))
    return entries, skipped


def _tidied(text: str) -> str:
    r"""The text with line ends that bibtexparser knows, and without the line breaks of LaTeX, which
    it does not: to it, the brace of `\\}` is no brace, and a line that ends in `\` has no end.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return lines.replace(r"\\", "  ").replace("\\\n", " \n")


def _cut(text: str) -> tuple[str, list[Skipped]]:
    """The text up to the last block that is read. A block costs about a millisecond."""
    beyond = next(islice(_BLOCK.finditer(text), MOST_BLOCKS, None), None)
    if not beyond:
        return text, []
    line = text.count("\n", 0, beyond.start()) + 1
    message = f"no more than {MOST_BLOCKS:,} entries are read of a file; split it here"
    return text[: beyond.start()], [Skipped(line, message)]


def _entries(
    block: Block, following: Block | None, line: int, strings: dict[str, str]
) -> Iterator[_Entry]:
    """The entry that a block is, if it is one. A string is put to the others."""
    whole = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
    if isinstance(whole, String):
        strings[whole.key.lower()] = _value(whole.key, whole.value, strings)
    elif isinstance(whole, Entry):
        if isinstance(following, ImplicitComment) and _FIELD.match(following.comment):
            raise _Broken("it has a `}` too many, before its end")
        yield _Entry(whole.entry_type, whole.key.lower(), line, _fields(whole, strings))
    elif isinstance(block, ParsingFailedBlock) and not _COMMENT.match(block.raw or ""):
        raise _Broken(_reason(str(getattr(block.error, "abort_reason", ""))))


MOST_BLOCKS = 20_000
_BLOCK = re.compile(r"@\w*[ \t]*[{(]")
_FIELD = re.compile(r",\s*[\w-]+\s*=")
_COMMENT = re.compile("@comment", re.IGNORECASE)
_REASONS = {
    "Unexpected": "it has no end: a `}`, a quote or a comma is missing",
    "Expected comma": "a comma is missing after its key",
    "Expected a `=`": "a field of it has no `=`",
}


def _reason(said: str) -> str:
    reasons = (reason for start, reason in _REASONS.items() if said.startswith(start))
    return next(reasons, "it is not BibTeX")


def _fields(entry: Entry, strings: dict[str, str]) -> dict[str, str]:
    """What the fields say; the first where one stands twice."""
    fields: dict[str, str] = {}
    for field in entry.fields:
        name = re.sub("%.*", "", field.key).strip().lower()
        value = _value(name, field.value, strings).strip() if name else ""
        if value:
            fields.setdefault(name, value)
    return fields


# The values of fields


def _value(name: str, raw: str, strings: dict[str, str]) -> str:
    r"""What braces, quotes, numbers and the names of strings say together.

    >>> _value("x", '"A {B}ig " # loaf', {"loaf": "Loaf"}), _value("x", "may", {})
    ('A {B}ig Loaf', 'may')
    """
    if raw.startswith("{") and raw.find("}") == len(raw) - 1:
        return raw[1:-1]
    parts: list[str] = []
    is_joined, left = True, len(raw) + LONGEST_VALUE
    for joint, part in _parts(raw, strings):
        left -= len(part)
        if left < 0:
            raise _Broken(f"its `{name}` has more than {LONGEST_VALUE:,} characters")
        if not joint and not is_joined:
            return _quotes_in_quotes(name, raw)
        is_joined = joint
        parts.append(part)
    return "".join(parts)


def _parts(raw: str, strings: dict[str, str]) -> Iterator[tuple[bool, str]]:
    """The parts of a value: each `#`, which says nothing, and what is between them."""
    at = 0
    while found := _PIECE.match(raw, at):
        at = found.end()
        if word := found["word"]:
            yield False, strings.get(word.lower(), word)
        elif found["joint"]:
            yield True, ""
        elif not found["gap"]:
            start, at = at, _end(raw, at)
            yield False, raw[start : at - 1]


_PIECE = re.compile(r'(?P<gap>\s+|%[^\n]*)|(?P<joint>#)|(?P<word>[^\s#%{}"]+)|[{"}]')
LONGEST_VALUE = 10_000
"""In characters, where it is put together: strings of strings grow without end."""
_MARK = re.compile(r'\\.|[{}"]', re.DOTALL)
_NEXT_FIELD = re.compile(r"[}\"\w]\s+[\w-]+\s*=\s*[{\"\w]")


def _end(raw: str, start: int) -> int:
    """Where the value ends whose opening brace or quote stands before `start`."""
    closing = '"' if raw[start - 1] == '"' else "}"
    depth = 0
    for mark in _MARK.finditer(raw, start):
        if mark[0] == closing and depth == 0:
            return mark.end()
        depth += (mark[0] == "{") - (mark[0] == "}")
    return len(raw)


def _quotes_in_quotes(name: str, raw: str) -> str:
    """What stands between the outermost of them, unless a comma is missing in between."""
    if raw[:1] == raw[-1:] == '"' and not _NEXT_FIELD.search(raw):
        return raw[1:-1]
    raise _Broken(f"a comma is missing after its `{name}`")


# Cross-references

_MOST_PARENTS = 10
_OWN = frozenset(
    {"title", "subtitle", "doi", "url", "link", "eprint", "arxivid", "pages", "eid", "note"}
    | {"howpublished", "crossref", "xdata", "ids", "key", "bdsk-url-1", "pdf", "ee", "adsurl"}
)
"""What an entry does not have from the one that it refers to."""


def _inherited(entry: _Entry, by_key: dict[str, _Entry]) -> dict[str, str]:
    """The fields of an entry with those that it leaves to its parents, and these to theirs."""
    fields, seen = dict(entry.fields), {entry.key}
    waiting = _parents(fields)
    while waiting and len(seen) <= _MOST_PARENTS:
        key, is_data = waiting.pop(0)
        parent = by_key.get(key)
        if parent is None or key in seen:
            continue
        seen.add(key)
        waiting.extend(_parents(parent.fields))
        if not is_data:
            fields = _titles(entry.kind, parent.fields, fields) | fields
        given = (name for name in parent.fields if is_data or name not in _OWN)
        fields = {name: parent.fields[name] for name in given} | fields
    return fields


def _parents(fields: dict[str, str]) -> list[tuple[str, bool]]:
    """The keys of the entries that an entry refers to, and whether all of their fields are its."""
    data = [(key.strip().lower(), True) for key in fields.get("xdata", "").split(",")]
    return [pair for pair in [*data, (fields.get("crossref", "").lower(), False)] if pair[0]]


def _titles(kind: str, parent: dict[str, str], fields: dict[str, str]) -> dict[str, str]:
    """What the title of a parent is to a part of it that does not name the whole itself."""
    whole = "book" if kind in PARTS else "journal" if kind == "article" else ""
    if not whole or f"{whole}title" in fields or "title" not in parent:
        return {}
    names = [name for name in ("title", "subtitle") if name in parent]
    return {whole + name: parent[name] for name in names}
