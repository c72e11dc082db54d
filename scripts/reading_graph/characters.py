"""Characters that no field may hold: a person cannot see them, or a page cannot hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Controls but tab, LF and CR; the line ends that YAML knows and editors do not; overrides and
# isolates, which show a line in another order than it is read; a BOM inside the text; surrogates;
# noncharacters, which XML refuses; interlinear and tag characters.
_REFUSED = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\U000e0000-\U000e007f"
    + "".join(
        f"{chr(0x10000 * plane + 0xFFFE)}-{chr(0x10000 * plane + 0xFFFF)}" for plane in range(17)
    )
)
# Of no width, and letters that show as nothing: a title of them would be an empty one.
_ZERO_WIDTH = "\u00ad\u180e\u200b\u2060-\u2064\u115f\u1160\u2800\u3164\uffa0"
_COMBINING = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
MOST_COMBINING = 8

refused = re.compile(f"[{_REFUSED}]")
refused_in_value = re.compile(f"[{_REFUSED}{_ZERO_WIDTH}]")
refused_in_line = re.compile(f"[{_REFUSED}{_ZERO_WIDTH}\t\n\r]")
stacked = re.compile(f"[{_COMBINING}]{{{MOST_COMBINING + 1},}}")

_SLICE = 4_096


def refused_in_file(text: str) -> Iterator[re.Match[str]]:
    """The refused characters of a whole file, in order.

    Slices that are all printable hold none, and are known ten times as fast as they are searched.
    """
    for start in range(0, len(text), _SLICE):
        if not are_printable(text[start : start + _SLICE]):
            yield from refused.finditer(text, start, start + _SLICE)


def masked(text: str) -> str:
    """The text with each refused character replaced by one that may stand anywhere."""
    return refused.sub("\N{REPLACEMENT CHARACTER}", text)


def are_printable(lines: str) -> bool:
    """Whether a text has, beside tabs and line ends, only characters that can be seen."""
    return lines.replace("\n", "").replace("\t", "").replace("\r", "").isprintable()


_KINDS = (
    ("\ud800", "\udfff", "a lone surrogate"),
    ("\u202a", "\u202e", "a text direction override"),
    ("\u2066", "\u2069", "a text direction override"),
    ("\u2028", "\u2029", "a line separator"),
    ("\xa0", "\xa0", "a no-break space"),
    ("\t", "\t", "a tab"),
    ("\n", "\r", "a line break"),
    ("\x00", "\x9f", "a control character"),
)


def named(character: str) -> str:
    r"""A character as people look it up.

    >>> named("\u202e")
    'U+202E (a text direction override)'
    """
    kind = next(
        (k for low, high, k in _KINDS if low <= character <= high), "invisible or unprintable"
    )
    return f"U+{ord(character):04X} ({kind})"
