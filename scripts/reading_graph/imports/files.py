"""The text of a file from elsewhere, in whatever encoding it was saved."""

from __future__ import annotations

import re

from ..wording import quoted
from .works import NothingTold

LARGEST_FILE = 10_000_000
"""In bytes: some twenty thousand entries."""


class Undecodable(NothingTold):
    """Why no text can be made of what a file holds. One line, which says the way out."""


def text_of(data: bytes, encoding: str | None = None) -> str:
    """What the bytes of a file say. Line ends stay as they are; a BOM does not.

    It is UTF-8 or has a BOM; else it is what its first lines say, as in JabRef's files and
    BibDesk's. They are asked last, as they tell of the file before somebody converted it. What its
    owner says, the `encoding`, counts alone.
    """
    if len(data) > LARGEST_FILE:
        raise Undecodable(f"it is over the limit of {LARGEST_FILE // 1_000_000} MB; split it")
    if not encoding and data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    if encoding:
        text = _decoded(data, encoding)
    else:
        _refuse_nul(data.decode("latin-1"))
        text = _guessed(data)
    _refuse_nul(text)
    return text.removeprefix("\ufeff")


def _refuse_nul(text: str) -> None:
    before, nul, _ = text.partition("\0")
    if nul:
        place, way_out = f"0x00 in line {_line_after(before)}", "say --encoding utf-16"
        raise Undecodable(f"it is no text ({place}); if it is UTF-16, {way_out}")


def _guessed(data: bytes) -> str:
    said = _said(data)
    if not said:
        return _decoded(data, "utf-8", "say what it is, such as --encoding windows-1252")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, said)


def _decoded(data: bytes, encoding: str, way_out: str = "name another with --encoding") -> str:
    name = "UTF-8" if encoding == "utf-8" else quoted(encoding)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = _line_after(data[: error.start].decode(encoding, "replace"))
        found = f"0x{data[error.start]:02x} in line {line}"
        raise Undecodable(f"it is not {name} ({found}); {way_out}") from None
    except (LookupError, ValueError):
        known = "--encoding windows-1252 or --encoding utf-8"
        raise Undecodable(f"no encoding is called {name}; name one, such as {known}") from None


def _line_after(text: str) -> int:
    return 1 + len(re.findall(r"\r\n?|\n", text))


_SAID = re.compile(
    rb"(?:^|[\r\n])%[^\r\n]*?(?:\bencoding:|\bcoding:|saved with string encoding)[ \t]*([^\r\n]+)",
    re.IGNORECASE,
)
_HEADER = 2_000
_BIBDESK = {
    "western (iso latin 1)": "iso-8859-1",
    "western (iso latin 9)": "iso-8859-15",
    "western (windows latin 1)": "windows-1252",
    "western (mac os roman)": "mac-roman",
    "unicode (utf-8)": "utf-8",
}
"""Python knows Java's names for encodings, which JabRef writes, but not these."""


def _said(data: bytes) -> str | None:
    """What a comment in the first lines says of the encoding.

    >>> _said(b"% Encoding: Cp1252"), _said(b"%% Saved with string encoding Western (ISO Latin 1) ")
    ('Cp1252', 'iso-8859-1')
    """
    found = _SAID.search(data[:_HEADER])
    words = found[1].decode("ascii", "replace").strip() if found else ""
    return _BIBDESK.get(words.lower()) or (words.split()[0] if words else None)
