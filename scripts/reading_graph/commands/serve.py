"""serve.py: the site in the browser while papers.yaml is written."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from types import FrameType

import click

from .. import preview
from ..escaping import visible
from ..preview import Attempt
from .command import Command, refuse_site_url, stop, when_told_to_end
from .telling import Telling

ROOT = Path(__file__).parents[3]
MOST_NAMED = 2


@click.command(cls=Command)
@click.option(
    "--catalogue", type=click.Path(path_type=Path, dir_okay=False, readable=False),
    default=ROOT / "papers.yaml", metavar="FILE", help="The list to show. Default: papers.yaml.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, metavar="NUMBER",
    help="Where to serve; the next free port if it is taken, any with 0. Default: 8000.",
)  # fmt: skip
@click.option("--open", "in_browser", is_flag=True, help="Open the site in your browser.")
@click.option("--quiet", is_flag=True, help="Say nothing of builds that went well.")
def main(catalogue: Path, port: int, in_browser: bool, quiet: bool) -> None:
    """Shows the site while you write: papers.yaml, docs/ and mkdocs.yml, on every save.

    A mistake is told here, and in the browser above the last good page, until it is mended. Only
    this machine can look.

    Exit status: 0 ended with Ctrl-C; 2 wrong usage, or no port to serve at.
    """
    ended = _told_to_end()
    refuse_site_url()
    try:
        free = preview.free_port(port)
        if port not in (0, free):
            click.echo(f"port {port} is taken, the next free one is {free}")
        where = f"{_name(catalogue)} is shown at {preview.address(free)}"
        click.echo(f"{where}; every save is seen, Ctrl-C ends it")
        with (
            contextlib.suppress(KeyboardInterrupt),
            contextlib.closing(Telling(is_quiet=quiet, has_lines=False)) as steps,
        ):

            def tell(attempt: Attempt) -> None:
                steps.close()
                _tell(attempt, quiet)

            preview.serve(ROOT, catalogue, free, tell, ended, in_browser, steps)
    except OSError as error:
        stop(f"error: cannot serve at port {port}: {error.strerror or error}")


def _told_to_end() -> Event:
    """Is set by Ctrl-C, and by what ends programs otherwise; what runs then is finished first. The
    second of them does not wait for that.
    """
    ended = Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()
        when_told_to_end(signal.default_int_handler)

    when_told_to_end(end)
    return ended


def _tell(attempt: Attempt, is_quiet: bool) -> None:
    for line in (*attempt.warnings, attempt.report):
        click.echo(line, err=True, nl=bool(line))
    if attempt.report:
        done = "the site stays as it was until that is mended"
    elif is_quiet:
        return
    else:
        done = f"{'rebuilt' if attempt.changed else 'built'} in {attempt.seconds:.1f} s"
    click.echo(f"{_named(attempt.changed)} changed: {done}" if attempt.changed else done)


def _named(paths: Sequence[Path]) -> str:
    names = [_name(path) for path in paths[:MOST_NAMED]]
    more = len(paths) - len(names)
    return ", ".join([*names, *([f"{more} more"] if more else [])])


def _name(path: Path) -> str:
    """The path as a person in the working folder would type it."""
    absolute, here = path.absolute(), Path.cwd()
    return visible(str(absolute.relative_to(here) if absolute.is_relative_to(here) else path))
