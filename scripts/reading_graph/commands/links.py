"""links.py: which links of papers.yaml lead nowhere."""

from __future__ import annotations

import signal
from contextlib import closing
from pathlib import Path
from types import FrameType

import click

from ..catalogue import checked
from ..escaping import visible
from ..links import dead, places, report
from ..reachability import statuses
from ..wording import counted
from .command import FILE, PAPERS, Command, checking, stop
from .telling import Telling


@click.command(cls=Command)
@click.option(
    "--catalogue", type=FILE, default=PAPERS, metavar="FILE",
    help="The list whose links to ask. Default: papers.yaml.",
)  # fmt: skip
def main(catalogue: Path) -> None:
    """Asks every link of papers.yaml to another host, and names those that lead nowhere.

    The report is Markdown, and empty where there are none. Only what its host calls not found (404)
    or gone (410) counts. Nothing is asked of hosts that are not on the public internet, nor through
    a proxy.

    Exit status: 0 all were asked, whatever came of it; 2 wrong usage, or a list with errors.
    """
    file = checked(catalogue)
    name = visible(file.source.name)
    if file.has_errors:
        stop(f"error: {name} has errors; {checking(catalogue)} names them")
    found = places(file)
    with closing(Telling()) as steps:
        _end_cleanly(steps)
        answers = statuses((place.address for place in found), steps=steps)
    gone = dead(found, answers)
    if gone:
        click.echo(report(name, gone))
    silent = sum(status is None for status in answers.values())
    asked = f"{counted(len(answers), 'link')} asked"
    click.echo(f"{name}: {asked}, {len(gone)} dead, {silent} without an answer", err=True)


def _end_cleanly(steps: Telling) -> None:
    """Has Ctrl-C, which ends the program at once and waits for no host, take the bar away first."""

    def end(number: int, _frame: FrameType | None) -> None:
        steps.close()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    if signal.getsignal(signal.SIGINT) == signal.SIG_DFL:
        signal.signal(signal.SIGINT, end)
