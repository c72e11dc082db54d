"""papers.yaml as values with positions, read from libyaml's event stream.

Events, because they carry positions, cost a tenth of `yaml.load`, and let depth, anchors and tags
be refused before anything is built (the C composer crashes the interpreter on deep nesting).
A position is an offset in characters: `problems.Source` turns it into line and column.
"""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from . import characters, syntax
from .problems import Problem, Source
from .wording import quoted

LARGEST_FILE = 50_000_000
MOST_VALUES = 1_000_000
DEEPEST = 8
_TOO_DEEP = f"nested more than {DEEPEST} levels deep, which is the limit"


class Scalar(NamedTuple):
    """One text; `plain` where it stands without quotes."""

    text: str
    plain: bool
    start: int
    end: int


class Items(NamedTuple):
    """A list."""

    values: list[Node]
    start: int
    end: int


class Entries(NamedTuple):
    """A mapping; a key may stand twice."""

    pairs: list[tuple[Scalar, Node]]
    start: int
    end: int

    def get(self, key: str) -> Node | None:
        for name, value in self.pairs:
            if name.text == key:
                return value
        return None


Node = Scalar | Items | Entries


class Unreadable(Exception):
    """What keeps the text from being read as values: one problem, with its source."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class TooLarge(Exception):
    """A file is over the limit. One line."""


def source_at(path: Path, name: str) -> tuple[Source, list[Problem]]:
    """The text of a file, and what is wrong with it as text: its size, encoding, characters."""
    try:
        data = bytes_of(path, LARGEST_FILE)
    except OSError as error:
        return Source(name, ""), [Problem(0, 0, "no-file", _reason(error, path))]
    except TooLarge as error:
        return Source(name, ""), [Problem(0, 0, "too-large", str(error))]
    return source_in(data, name)


def source_in(data: bytes, name: str) -> tuple[Source, list[Problem]]:
    """The same for bytes that are already here."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "the file is UTF-16; save it as UTF-8 (every editor offers that)"
        return Source(name, ""), [Problem(0, 0, "encoding", message)]
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _undecodable(data, error, name)
    source = Source(name, text)
    return source, list(islice(_text_problems(text), _MOST_TEXT_PROBLEMS))


def values(source: Source, depth: int = 1) -> Node:
    """The one document of the text, as positioned values; of a part, `depth` levels down.

    Raises Unreadable with the first reason why YAML, or the part of it that a catalogue uses,
    cannot be read.
    """
    try:
        return _Reader(source).document(depth)
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_syntax_problem(source, error, depth)) from None


def yaml_type(scalar: Scalar) -> str | None:
    """What YAML 1.1 takes an unquoted text for ("a number", "empty", …); None where it is text.

    Only such readers as ours keep `no`, `1e3` and `2301.00010` as they were typed; others convert.
    """
    if not scalar.plain:
        return None
    if scalar.text[:1] not in _RESOLVER.yaml_implicit_resolvers:
        return None
    tag = _RESOLVER.resolve(yaml.ScalarNode, scalar.text, (True, False))  # type: ignore[no-untyped-call]
    return _TYPE_NAMES.get(tag.rpartition(":")[2], "a special value")


_RESOLVER = yaml.resolver.Resolver()
_TYPE_NAMES: dict[str, str | None] = {
    "str": None,
    "null": "empty",
    "bool": "a yes/no value",
    "int": "a number",
    "float": "a number",
    "timestamp": "a date",
}


def as_written(text: str, in_brackets: bool = False) -> str:
    r"""A text of one line as somebody has to write it so that YAML reads it as it is, and as text:
    without quotes where it can be, after a key or as an item of `[one, two]`.

    >>> as_written("loaf"), as_written("1951"), as_written("no")
    ('loaf', '"1951"', '"no"')
    >>> print(as_written('Bread: A "Theory"'), as_written("Ada, Krume"))
    "Bread: A \"Theory\"" Ada, Krume
    >>> print(as_written("Ada, Krume", in_brackets=True))
    "Ada, Krume"
    """
    frame = "[{}]\n" if in_brackets else "- {}\n"
    try:
        read = values(Source("", frame.format(text)))
    except Unreadable:
        read = None
    match read:
        case Items(values=[Scalar(text=same, plain=True) as scalar]) if same == text:
            if yaml_type(scalar) is None:
                return text
    return json.dumps(text, ensure_ascii=False)


def last_character(node: Node, text: str) -> int:
    """Where a node ends. YAML counts blank lines and comments after it as its own."""
    match node:
        case Entries(pairs=[*_, (_, last)]) | Items(values=[*_, last]) if (
            text[node.end - 1] not in "]}"
        ):
            return last_character(last, text)
    return node.start + len(text[node.start : node.end].rstrip()) - 1


def bytes_of(path: Path, most: int) -> bytes:
    """What the file holds. Only a regular file is opened: a pipe would never come to an end.

    Raises OSError where it cannot be read, and TooLarge.
    """
    if path.exists() and not path.is_file():
        message = "it is a directory" if path.is_dir() else "it is not a regular file"
        raise OSError(errno.EINVAL, message, str(path))
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise TooLarge(f"the file is over the limit of {most // 1_000_000} MB")
    return data


def _reason(error: OSError, path: Path) -> str:
    if isinstance(error, FileNotFoundError):
        return f"there is no file {quoted(str(path))}; name the catalogue with --catalogue FILE"
    return f"cannot read {quoted(str(path))}: {error.strerror or error}"


def _undecodable(data: bytes, error: UnicodeDecodeError, name: str) -> tuple[Source, list[Problem]]:
    source = Source(name, data.decode("utf-8", errors="replace"))
    offset = len(data[: error.start].decode("utf-8"))
    found = " ".join(f"0x{byte:02x}" for byte in data[error.start : error.end])
    message = f"{found} is not UTF-8; save the file as UTF-8 and type this character again"
    return source, [Problem(offset, offset + 1, "encoding", message)]


def _text_problems(text: str) -> Iterator[Problem]:
    yield from _conflicts(text)
    for match in characters.refused_in_file(text):
        message = f"{characters.named(match[0])} may not stand in a catalogue; delete it"
        yield Problem(match.start(), match.end(), "character", message)
    if not _SOMETHING.search(text):
        yield Problem(0, 0, "empty-file", "the file is empty; it needs `sections:` and `papers:`")


def _conflicts(text: str) -> Iterator[Problem]:
    """A problem for each merge conflict, at the first of its marker lines that is still there."""
    message = "not YAML: a merge conflict is left here; keep one side and delete the marker lines"
    inside = False
    marked = any(sign * 7 in text for sign in "<=>")
    for match in _CONFLICT.finditer(text) if marked else ():
        if not inside or match[0][0] == "<":
            yield Problem(match.start(), match.end(), "syntax", message)
        inside = match[0][0] != ">"


_CONFLICT = re.compile(r"(?<![^\r\n])(?:(?:<{7}|>{7}) [^\r\n]*|={7}(?![^\r\n]))")
_SOMETHING = re.compile(r"(?:\A|[\r\n])[ \t]*[^#\s]")
_MOST_TEXT_PROBLEMS = 1_000
_Event = Any
"""A yaml.Event; its stubs leave out anchors, and positions that every parsed event has."""


class _Reader:
    """One pass over the events, a step at a time; no recursion deeper than DEEPEST."""

    def __init__(self, source: Source) -> None:
        self._events: Iterator[_Event] = yaml.parse(source.text, Loader=yaml.CSafeLoader)
        self._left = MOST_VALUES

    def document(self, depth: int) -> Node:
        next(self._events)
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            raise _refusal(
                start, "empty-file", "the file is empty; it needs `sections:` and `papers:`"
            )
        if start.version or start.tags:
            raise _refusal(
                start, "unsupported", "a catalogue has no % directives; delete this line"
            )
        root = self._node(next(self._events), depth)
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _refusal(
                after, "unsupported", "a second document starts here; delete the `---` line"
            )
        return root

    def _node(self, event: _Event, depth: int) -> Node:
        self._refuse(event, depth)
        start = event.start_mark.index
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            values, end = self._until(yaml.SequenceEndEvent, depth)
            return Items(values, start, end)
        pairs, end = self._pairs(depth)
        return Entries(pairs, start, end)

    def _until(self, last: type[yaml.Event], depth: int) -> tuple[list[Node], int]:
        nodes = []
        while not isinstance(event := next(self._events), last):
            nodes.append(self._node(event, depth + 1))
        return nodes, _end(event)

    def _pairs(self, depth: int) -> tuple[list[tuple[Scalar, Node]], int]:
        pairs = []
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            self._refuse_key(event, depth)
            pairs.append((_scalar(event), self._node(next(self._events), depth + 1)))
        return pairs, _end(event)

    def _refuse_key(self, event: _Event, depth: int) -> None:
        self._refuse(event, depth + 1)
        if not isinstance(event, yaml.ScalarEvent):
            words = "a key must be a word; put a text that starts with { or [ in quotes"
            raise _refusal(event, "syntax", words)
        if event.value == "<<" and not event.style:
            words = "a catalogue has no merge keys (`<<`); write the keys out"
            raise _refusal(event, "unsupported", words)

    def _refuse(self, event: _Event, depth: int) -> None:
        self._left -= 1
        if self._left < 0:
            raise _refusal(
                event, "too-large", f"more than {MOST_VALUES:,} values, which is the limit"
            )
        if event.anchor is not None:
            raise self._unsupported(event)
        if getattr(event, "tag", None) is not None:
            raise _refusal(
                event,
                "unsupported",
                "a catalogue has no YAML tags; quote a text that starts with !",
            )
        if depth > DEEPEST:
            raise _refusal(event, "too-deep", _TOO_DEEP)

    def _unsupported(self, event: _Event) -> Unreadable:
        if isinstance(event, yaml.AliasEvent):
            return _refusal(
                event,
                "unsupported",
                "a catalogue has no YAML aliases; quote a text that starts with *",
            )
        return _refusal(
            event, "unsupported", "a catalogue has no YAML anchors; quote a text that starts with &"
        )


def _scalar(event: _Event) -> Scalar:
    return Scalar(event.value, not event.style, event.start_mark.index, _end(event))


def _end(event: _Event) -> int:
    return int(event.end_mark.index)


def _refusal(event: _Event, rule: str, message: str) -> Unreadable:
    start = event.start_mark.index
    return Unreadable(Problem(start, max(_end(event), start + 1), rule, message))


def _syntax_problem(source: Source, error: yaml.MarkedYAMLError, depth: int) -> Problem:
    said, context = str(error.problem or ""), str(error.context or "")
    start, here = (
        min(mark.index, len(source.text)) if mark else 0
        for mark in (error.context_mark, error.problem_mark)
    )
    if said == "exceeded maximum nesting depth":
        return _too_deep(source, here, depth)
    at, words = syntax.explained(source, syntax.Complaint(said, context, start, here))
    return Problem(at, at + 1, "syntax", f"not YAML: {words}")


def _too_deep(source: Source, here: int, depth: int) -> Problem:
    """The parser reads ahead, and gives up a thousand brackets after the ninth level: of the text
    up to the first few of these brackets it tells that level.
    """
    opening = re.search(r"[\[{\s]*\Z", source.text[:here])
    start = opening.start() if opening else here
    try:
        values(Source(source.name, source.text[: start + 2 * DEEPEST]), depth)
    except Unreadable as unreadable:
        if unreadable.problem.rule == "too-deep":
            return unreadable.problem
    return Problem(here, here + 1, "too-deep", _TOO_DEEP)
