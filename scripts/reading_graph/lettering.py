"""How wide a text is, roughly, and where to break it: pictures are drawn without any font at hand.

Widths are in em of a common sans-serif face and rather too large than too small.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_NARROW = frozenset("iljtfrI.,:;'|!()[]-·/\\ ")
_WIDE = frozenset("mwMW@%—…<>=+~^#&")


def width(text: str) -> float:
    """The width of a text in em.

    >>> width("ill") < width("one") < width("MMM") < width("漢字論")
    True
    """
    return sum(_em(character) for character in text)


@cache
def _em(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.02
    if character in _NARROW:
        return 0.36
    if character in _WIDE:
        return 0.95
    if not character.isascii() and not character.isalpha():
        return 1.0
    return 0.72 if character.isupper() else 0.6


def wrapped(text: str, em: float, most: int) -> list[str]:
    """The text on at most `most` lines of `em` width, the last cut with … where it does not fit.

    >>> wrapped("Learning representations by errors", 8, 2)
    ['Learning', 'representatio…']
    >>> wrapped("RLHF on GPT-2 and Robbins–Monro", 6, 4)
    ['RLHF on', 'GPT-2 and', 'Robbins–', 'Monro']
    """
    lines = [""]
    for word in _pieces(text, em):
        if lines[-1] and width(lines[-1] + word.rstrip()) > em:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    lines = [line.strip() for line in lines if line.strip()]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), em)]


def cut(text: str, em: float) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if width(text) <= em:
        return text
    while text and width(text + "…") > em:
        text = text[:-1]
    return text.rstrip() + "…"


def _pieces(text: str, em: float) -> list[str]:
    """What may not be broken: words with the space after them, and of a word that no line holds
    what ends with a hyphen or a dash, and parts of what is longer still.
    """
    pieces = []
    for word in re.findall(r"\S+\s*", text):
        is_long = width(word.rstrip()) > em
        for part in _BEFORE_A_BREAK.findall(word) if is_long else [word]:
            pieces += _parts(part, em)
    return pieces


_BEFORE_A_BREAK = re.compile(r"\S+?(?:(?<=\w)[-–](?=\w)|\s+|$)")


def _parts(word: str, em: float) -> list[str]:
    parts = []
    while width(word.rstrip()) > em:
        fits = next(n for n in range(len(word), 0, -1) if n == 1 or width(word[:n]) <= em)
        parts.append(word[:fits])
        word = word[fits:]
    return [*parts, word]
