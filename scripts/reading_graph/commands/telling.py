"""How far a command is: a bar on a terminal, and a line for each step that took long."""

from __future__ import annotations

import os
import sys
import time

import click

from ..steps import Step, Steps
from ..wording import counted
from .command import whatever_comes_of_it

LONG_SECONDS = 2.0
"""What takes less is not worth a line."""

SECONDS_BETWEEN = 0.1
"""From one sight of the bar to the next: more often nobody reads it."""

CELLS = 20
USUAL_WIDTH = 80


class Telling(Steps):
    """Tells it on stderr. `is_quiet`: nothing; `has_lines`: also how long the long steps took."""

    def __init__(self, *, is_quiet: bool = False, has_lines: bool = True) -> None:
        self._has_bar = not is_quiet and _is_watched()
        self._has_lines = not is_quiet and has_lines
        self._step: Step | None = None
        self._things = self._done = 0
        self._began = self._shown = 0.0

    def begin(self, step: Step, things: int = 0) -> None:
        self.end()
        self._step, self._things, self._done = step, things, 0
        self._began = time.monotonic()
        self._show()

    def one_more(self) -> None:
        self._done += 1
        if time.monotonic() - self._shown >= SECONDS_BETWEEN:
            self._show()

    def end(self) -> None:
        step, seconds = self._step, time.monotonic() - self._began
        self.close()
        if step and self._has_lines and seconds >= LONG_SECONDS:
            _say(f"{_words(step.done, step, self._things)} in {seconds:.1f} s\n")

    def close(self) -> None:
        """Takes the bar away, without a word on a step that has not come to its end."""
        if self._step and self._has_bar:
            _say(_line(""))
        self._step = None

    def _show(self) -> None:
        if self._step and self._has_bar:
            self._shown = time.monotonic()
            words = _words(self._step.doing, self._step, self._things)
            _say(_line(f"{words}  {_bar(self._done, self._things * self._step.times)}".rstrip()))


def _is_watched() -> bool:
    """Whether somebody looks, at what can rewrite a line, and has not said no."""
    says_no = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stderr is not None and sys.stderr.isatty() and not says_no


def _words(verb: str, step: Step, things: int) -> str:
    return f"{verb} {counted(things, step.thing)}" if step.thing else verb


def _bar(done: int, of: int) -> str:
    """
    >>> _bar(150, 200)
    '[###############.....]  75 %'
    """
    if not of:
        return ""
    share = min(done / of, 1)
    return f"[{'#' * int(share * CELLS):.<{CELLS}}]{int(share * 100):>4} %"


def _line(text: str) -> str:
    """The text in place of the line that is there, the cursor at its start; what a terminal adds,
    such as `^C`, is covered, too. The last column stays free, where some would begin a new line.
    """
    room = _width() - 1
    return f"\r{text[:room]:<{room}}\r"


def _width() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or USUAL_WIDTH
    except (OSError, ValueError):  # it has gone, or is none of the system's
        return USUAL_WIDTH


def _say(text: str) -> None:
    with whatever_comes_of_it():
        click.echo(text, nl=False, err=True)
