"""What an option says, or else whoever sits at the terminal is asked, with completion by Tab where
Python has readline.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from ..wording import quoted
from .command import stop

try:
    import readline
except ImportError:  # on Windows
    readline = None  # type: ignore[assignment]

_Answer = TypeVar("_Answer")


class Wrong(Exception):
    """What was said cannot be. One line, which says why."""


def somebody_is_there() -> bool:
    """Whether there is a terminal; a program can be started without any input or output."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def settled(
    option: str | None,
    question: str,
    understood: Callable[[str], _Answer],
    names: Sequence[str] = (),
) -> _Answer:
    """What `understood` makes of an option, of an answer, or of nothing where nobody is there.

    It raises Wrong for what cannot be: that ends the program, or has the question asked again. Tab
    completes `names`. Raises KeyboardInterrupt for Ctrl-C and EOFError for Ctrl-D.
    """
    if option is None and somebody_is_there():
        return _asked(question, understood, names)
    try:
        return understood(_legible(option or ""))
    except Wrong as wrong:
        stop(f"error: {wrong}")


def _asked(question: str, understood: Callable[[str], _Answer], names: Sequence[str]) -> _Answer:
    _complete(names)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        while True:
            try:
                return understood(_legible(input(question).strip()))
            except Wrong as wrong:
                click.echo(f"  {wrong}")
    finally:
        signal.signal(signal.SIGINT, before)


def _legible(text: str) -> str:
    """Bytes that are none of the encoding come as lone surrogates, and would be lost further on."""
    if text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    encoding = sys.getfilesystemencoding()
    raise Wrong(f"{quoted(text)} is not in the encoding {encoding}; try LC_ALL=C.UTF-8")


def _complete(names: Sequence[str]) -> None:
    if readline is None:
        return
    readline.set_auto_history(False)
    readline.set_completer_delims("")
    readline.set_completer(lambda typed, n: _matches(typed, names)[n])
    is_libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")


def _matches(typed: str, names: Sequence[str]) -> list[str | None]:
    """The names that start so, else the only one that has it somewhere; None ends them."""
    starting = [name for name in names if name.startswith(typed)]
    having = [name for name in names if typed in name]
    return [*(starting or (having if len(having) == 1 else [])), None]
