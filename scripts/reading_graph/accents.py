r"""Latin letters with accents, as LaTeX and BibTeX write them: `{\'E}` for É."""

from __future__ import annotations

import re
import unicodedata

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "G": "\u030f",
    "d": "\u0323", "textcommabelow": "\u0326", "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
"""What each command puts to the letter after it."""


def in_latex(text: str) -> str:
    r"""A text in which commands stand for such letters. What LaTeX has no command for stays.

    >>> print(in_latex("Éva Ľos, Łukasz, Vít, Huế"))
    {\'E}va {\v{L}}os, {\L}ukasz, V{\'\i}t, Hu{\'{\^e}}
    """
    return re.sub(r"[^\0-\x7f]", lambda found: _letter(found[0]), text)


_COMMANDS = {mark: command for command, mark in ACCENTS.items()}
_LETTERS = {
    "ø": r"\o", "Ø": r"\O", "ł": r"\l", "Ł": r"\L", "đ": r"\dj", "Đ": r"\DJ", "ß": r"\ss",
    "æ": r"\ae", "Æ": r"\AE", "œ": r"\oe", "Œ": r"\OE", "å": r"\aa", "Å": r"\AA",
    "\N{LATIN SMALL LETTER DOTLESS I}": r"\i", "þ": r"\th", "Þ": r"\TH", "ð": r"\dh", "Ð": r"\DH",
}  # fmt: skip
"""Those that do not come apart, and the ring that BibTeX knows."""
_BELOW = "\u0323\u0326\u0327\u0328\u0331"


def _letter(letter: str) -> str:
    if letter in _LETTERS:
        return f"{{{_LETTERS[letter]}}}"
    base, *marks = list(unicodedata.normalize("NFD", letter))
    written = _LETTERS.get(base) or (base if re.fullmatch("[A-Za-z]", base) else None)
    is_plain = unicodedata.normalize("NFC", letter) == letter and set(marks) <= set(_COMMANDS)
    if not (written and marks and is_plain):
        return letter
    if written in "ij" and marks[0] not in _BELOW:
        written = f"\\{written}"  # its dot makes way
    for mark in marks:
        written = _under(_COMMANDS[mark], written)
    return f"{{{written}}}"


def _under(command: str, letter: str) -> str:
    is_bare = not command.isalpha() and re.fullmatch(r"\\?[A-Za-z]+", letter)
    return f"\\{command}{letter}" if is_bare else f"\\{command}{{{letter}}}"
