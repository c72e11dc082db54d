"""plan.py: what to read, and in which order, to get to some papers."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from ..catalogue import read
from ..exports import plans
from ..exports.plans import Plan
from ..graph import ReadingGraph
from ..model import Catalogue
from ..naming import paper_meant, unknown_paper
from ..wording import quoted
from .command import FILE, PAPERS, Command, print_whatever_comes, sound, stop

WIDEST = 100
FORMS: dict[str, Callable[[Plan], str]] = {
    "text": lambda plan: plans.text(plan, min(WIDEST, shutil.get_terminal_size().columns)),
    "markdown": plans.markdown,
    "json": plans.json_text,
    "bibtex": plans.bibtex_text,
}


@click.command(cls=Command)
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--known", multiple=True, metavar="ID,...", help="What you have read already.")
@click.option(
    "--format", "form", type=click.Choice(list(FORMS)), default="text",
    help="text: to read here. markdown: to tick off. json: for programs. bibtex: to cite.",
)  # fmt: skip
@click.option(
    "--catalogue", type=FILE, default=PAPERS, metavar="FILE",
    help="The list to plan from. Default: papers.yaml.",
)  # fmt: skip
def main(ids: tuple[str, ...], known: tuple[str, ...], form: str, catalogue: Path) -> None:
    """Says what to read to understand the papers of some ids, in order, and why.

    Every paper comes after those that it needs; among those that could come next, the earliest
    does. What you know is left out, and so is what only that rests on.

    Exit status: 0 there is a plan; 1 an id is unknown, or the list has errors; 2 wrong usage.
    """
    print_whatever_comes()
    listed = sound(read(catalogue), catalogue)
    goals = _ids(ids, listed)
    if not goals:
        stop(f"error: expected the id of a paper, found {quoted(' '.join(ids))}; name at least one")
    plan = plans.plan(ReadingGraph(listed), goals, _ids(known, listed))
    _print(FORMS[form](plan), form)
    if not plan.steps and sys.stdout.isatty():
        click.echo("There is nothing left to read.")


def _print(text: str, form: str) -> None:
    """What programs read is UTF-8 in a file, whatever the terminal's encoding is."""
    is_for_people = form == "text" or sys.stdout.isatty()
    click.echo(text if is_for_people else text.encode(), nl=False)


def _ids(given: Iterable[str], catalogue: Catalogue) -> list[str]:
    """The ids of the papers that are meant, each of which may be one of several with commas; but a
    title may have commas, too.
    """
    return [
        _id(name, catalogue)
        for text in given
        for name in ([text] if paper_meant(text, catalogue) else text.split(","))
        if name.strip()
    ]


def _id(name: str, catalogue: Catalogue) -> str:
    paper = paper_meant(name, catalogue)
    if paper is None:
        stop(f"error: {unknown_paper(name, catalogue)}", 1)
    return paper.id
