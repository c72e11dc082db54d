"""Words of messages and pages: somebody's text in them, and numbers of things."""

from __future__ import annotations

from datetime import date

from .escaping import visible

LONGEST_QUOTE = 60
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
"""Python's own are in the machine's language."""


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


def written_out(day: date) -> str:
    """
    >>> written_out(date(2024, 2, 29))
    '29 February 2024'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def duration(minutes: int) -> str:
    """Minutes as people say them: from two hours on, to the half hour; from ten on, to the hour.

    >>> duration(45), duration(60), duration(100), duration(375), duration(700)
    ('45 min', '1 h', '1 h 40 min', '6 h', '12 h')
    """
    step = 1 if minutes < 120 else 30 if minutes < 600 else 60
    hours, rest = divmod(round(minutes / step) * step, 60)
    return " ".join([*([f"{hours:,} h"] if hours else []), *([f"{rest} min"] if rest else [])])
