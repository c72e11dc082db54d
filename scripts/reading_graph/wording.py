"""Words of messages and pages: somebody's text in them, and numbers of things."""

from __future__ import annotations

from .escaping import visible

LONGEST_QUOTE = 60


def quoted(text: str, longest: int = LONGEST_QUOTE) -> str:
    r"""Somebody's text in single quotes, on one line, cut, with nothing that a terminal obeys.

    >>> quoted('adamm')
    "'adamm'"
    >>> quoted('two\nlines\x1b[31m')
    "'two\\u000alines\\u001b[31m'"
    """
    return "'" + shown(text, longest) + "'"


def shown(text: str, longest: int = LONGEST_QUOTE) -> str:
    """The same without quotes."""
    return visible(text if len(text) <= longest else text[: longest - 1] + "…")


def counted(number: int, one: str, many: str | None = None) -> str:
    """
    >>> counted(1, "paper"), counted(2, "paper"), counted(0, "entry", "entries")
    ('1 paper', '2 papers', '0 entries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
