"""What all commands share: how they are told to end, and how they say what the system refuses."""

from __future__ import annotations

import errno
import io
import os
import re
import shlex
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn
from urllib.parse import urlsplit

import click

from ..catalogue import Reading
from ..escaping import visible
from ..model import Catalogue
from ..wording import quoted

PAPERS = Path(__file__).parents[3] / "papers.yaml"
FILE = click.Path(path_type=Path, readable=False)
"""Not looked at: a file that cannot be read is told of in words of ours."""

_SITE_URL = re.compile(
    r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:/[\w.~%!$()*+,;=:@/-]*)?",
    re.ASCII | re.IGNORECASE,
)


class Command(click.Command):
    """A command that tells in one line, with status 2, what the system did not let it do, such as
    to write what it has to say to a full disk.
    """

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:  # nobody reads on, for which click has a way
                raise
            click.echo(f"error: {refusal(error)}", err=True)
            _leave_unsaid()
            return ctx.exit(2)


def _leave_unsaid() -> None:
    """Drops what could not be written, which some versions of Python try again when they end, and
    tell of in words of their own.
    """
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


@contextmanager
def whatever_comes_of_it() -> Iterator[None]:
    """For what is said of what is done: whether anybody gets to read it changes nothing."""
    try:
        yield
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        _leave_unsaid()


def stop(message: str, status: int = 2) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(status)


def sound(reading: Reading, file: Path) -> Catalogue:
    """The list that was read from a file; ends where there is none, or one with errors."""
    if reading.catalogue is not None:
        return reading.catalogue
    missing = (p.message for p in reading.problems if p.rule == "no-file")
    errors = f"{visible(reading.source.name)} has errors; {checking(file)} names them"
    stop(f"error: {next(missing, errors)}", 1)


def checking(file: Path) -> str:
    """The command that says what is wrong with a list."""
    named = [] if file == PAPERS else [str(file)]
    return visible(shlex.join(["python3", "scripts/check.py", *named]))


def print_whatever_comes() -> None:
    """A terminal of another encoding shows escapes for what it does not have."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def refuse_site_url() -> None:
    """Stops where SITE_URL, which mkdocs.yml asks for, is no address that every page can tell."""
    given = os.environ.get("SITE_URL")
    if given and not (_SITE_URL.fullmatch(given) and _has_a_host(given)):
        stop(
            "error: SITE_URL must be the address of the site, such as https://example.org/list/, "
            f"found {quoted(given)}; write no user name, query or fragment in it, or unset it"
        )


def _has_a_host(address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
        return ":" not in host or bool(IPv6Address(host))
    except ValueError:
        return False


def refusal(error: OSError) -> str:
    """What the system refused, and of which file, as far as it tells.

    >>> refusal(PermissionError(13, "Permission denied", "papers.yaml"))
    'Permission denied: papers.yaml'
    """
    named = [str(part) for part in (error.strerror, error.filename) if part]
    return visible(": ".join(named) or str(error))


def when_told_to_end(act: Callable[[int, FrameType | None], None]) -> None:
    """Has `act` called with the signal's number by Ctrl-C and by what ends programs otherwise; not
    for signals that are ignored, as nohup would have it.
    """
    for number in (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if os.name == "posix" else [])):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, act)
