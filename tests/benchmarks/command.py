"""bench.py: what is fast enough, shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click
from reading_graph.commands.command import Command, stop, when_told_to_end
from support.builds import ROOT

from benchmarks import browser, build, check, edit, growth, shapes
from benchmarks.figures import Figure, all_kept, table
from benchmarks.machine import commit, machine
from benchmarks.measuring import Failed, Say
from benchmarks.report import NoPlace, Report, with_report

RESULTS = ROOT / ".cache" / "bench.json"
PAGE = ROOT / "docs" / "performance.md"


@dataclass(frozen=True)
class Benchmark:
    """What it finds, for so many papers at most, in so many rounds."""

    figures: Callable[[int, int, Say], Iterable[Figure]]
    papers: int
    rounds: int


BENCHMARKS = {
    "check": Benchmark(check.figures, 10_000, 5),
    "build": Benchmark(build.figures, 1_000, 3),
    "growth": Benchmark(growth.figures, 3_000, 2),
    "edit": Benchmark(edit.figures, 1_000, 5),
    "browser": Benchmark(browser.figures, 1_000, 5),
    "shapes": Benchmark(shapes.figures, 3_000, 1),
}


@click.command(cls=Command)
@click.argument("names", nargs=-1, type=click.Choice(list(BENCHMARKS)), metavar="[NAME]...")
@click.option(
    "--papers", type=click.IntRange(20), metavar="NUMBER",
    help="How many the largest list has; the smaller ones, a tenth.",
)  # fmt: skip
@click.option(
    "--rounds", type=click.IntRange(1), metavar="NUMBER",
    help="How often each is measured; the shapes are once.",
)  # fmt: skip
@click.option(
    "--json", "results", type=click.Path(path_type=Path, dir_okay=False), default=RESULTS,
    metavar="FILE", help="Where to write what was found. Default: .cache/bench.json.",
)  # fmt: skip
@click.option("--write", is_flag=True, help="Put the table into docs/performance.md, too.")
def main(
    names: Sequence[str], papers: int | None, rounds: int | None, results: Path, write: bool
) -> None:
    """Measures against the limits that this project has set itself, and prints a table.

    NAME is one of check, build, growth, edit, browser and shapes; without one, all are measured,
    which takes some ten minutes. docs/performance.md says what each of them is.

    Exit status: 0 all are kept; 1 one is not; 2 wrong usage, or one could not be measured; 128 and
    the number of the signal that has ended it.
    """
    when_told_to_end(_interrupt)
    if write and (names or papers or rounds):
        stop("error: --write is for the whole of it: leave out names, --papers and --rounds")
    try:
        found, failures = _found(names or list(BENCHMARKS), papers, rounds)
    except KeyboardInterrupt as interruption:
        stop("interrupted: nothing was written", *interruption.args)
    if found:
        click.echo(table(found))
    made = Report(found, datetime.now(UTC).date(), commit(), machine())
    if write and not failures:
        _write(made)
    results.parent.mkdir(parents=True, exist_ok=True)
    results.write_text(json.dumps(made.plain, indent=1) + "\n", encoding="utf-8")
    if failures:
        stop("\n".join(failures))
    raise SystemExit(0 if all_kept(found) else 1)


def _found(
    names: Iterable[str], papers: int | None, rounds: int | None
) -> tuple[list[Figure], list[str]]:
    """What was found, and a line for each benchmark that went wrong: the others are measured."""
    found: list[Figure] = []
    failures = []
    for name in dict.fromkeys(names):
        chosen = BENCHMARKS[name]
        say = partial(_tell, name)
        try:
            found += chosen.figures(papers or chosen.papers, rounds or chosen.rounds, say)
        except Failed as failure:
            failures.append(f"error: {name} could not be measured: {failure}")
    return found, failures


def _tell(name: str, what: str) -> None:
    click.echo(f"{name}: {what}", err=True)


def _write(made: Report) -> None:
    try:
        page = with_report(PAGE.read_text("utf-8"), made)
    except NoPlace as error:
        stop(f"error: {PAGE}: {error}")
    PAGE.write_text(page, encoding="utf-8")


def _interrupt(number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt(128 + number)
