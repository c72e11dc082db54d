"""check.py: what is wrong with papers.yaml."""

from __future__ import annotations

import gc
import os
import shlex
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

import click

from ..catalogue import Checked, checked
from ..escaping import visible
from ..problems import Problem, Severity
from ..reports import MOST_SHOWN, github_report, json_report, most_urgent, text_report
from ..wording import counted, quoted
from .command import FILE, PAPERS, Command, print_whatever_comes


@click.command(cls=Command)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=FILE)
@click.option(
    "--catalogue", type=FILE, metavar="FILE", help="The same as FILE. Default: papers.yaml."
)
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
@click.option("--all", "whole", is_flag=True, help=f"Show more than {MOST_SHOWN} problems.")
@click.option(
    "--format", "form", type=click.Choice(["text", "github", "json"]), default="text",
    help="text: each with its line and a caret. github: annotations. json: a list, always whole.",
)  # fmt: skip
@click.option("--explain", metavar="RULE", help="Say what a rule means; all: of each, as Markdown.")
@click.option("--schema", is_flag=True, help="Print the format as JSON Schema, for editors.")
def main(
    files: tuple[Path, ...],
    catalogue: Path | None,
    strict: bool,
    whole: bool,
    form: str,
    explain: str | None,
    schema: bool,
) -> None:
    """Names everything that is wrong with papers.yaml, each with its place and the way out.

    Exit status: 0 nothing is; 1 something is (warnings alone only with --strict); 2 wrong usage.
    """
    print_whatever_comes()
    if schema:
        _print_schema()
    elif explain:
        _explain(explain)
    else:
        paths = [*files, *([catalogue] if catalogue else [])] or [PAPERS]
        sys.exit(_check(paths, strict, whole, form))


def _print_schema() -> None:
    from ..schema import json_schema

    click.echo(json_schema(), nl=False)


def _explain(rule_id: str) -> None:
    from ..explanation import explanation, rules_page
    from ..rules import RULES

    if rule_id == "all":
        click.echo(rules_page(), nl=False)
    elif rule_id in RULES:
        click.echo(explanation(RULES[rule_id]))
    else:
        close = get_close_matches(rule_id, RULES, 1)
        hint = f"did you mean {quoted(close[0])}?" if close else f"there are: {', '.join(RULES)}"
        raise click.UsageError(f"there is no rule {quoted(rule_id)}; {hint}")


def _check(paths: Sequence[Path], strict: bool, whole: bool, form: str) -> int:
    """Prints what is wrong with the files; the exit status."""
    with _uncollected():
        files = [checked(path) for path in paths]
    problems = [problem for file in files for problem in file.problems]
    if form == "json":
        click.echo(json_report((file.source, file.problems) for file in files))
    else:
        _print(files, form, len(problems) if whole else MOST_SHOWN)
    failing = [p for p in problems if strict or p.severity is Severity.ERROR]
    for line in (_summary(files, problems), _next(paths, failing)):
        click.echo(line, err=form == "json")
    return 1 if failing else 0


@contextmanager
def _uncollected() -> Iterator[None]:
    """Values hold no cycles of references, and to look for some takes most of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _print(files: Sequence[Checked], form: str, most: int) -> None:
    """The most urgent problems of all, file by file, and how many are left."""
    problems = [problem for file in files for problem in file.problems]
    urgent = set(map(id, most_urgent(problems, most)))
    for file in files:
        shown = [problem for problem in file.problems if id(problem) in urgent]
        if shown and form == "github":
            click.echo(github_report(file.source, shown))
        elif shown:
            click.echo(text_report(file.source, shown, colour=_is_coloured()))
    if len(problems) > most:
        click.echo(f"and {len(problems) - most:,} more; --all shows them")


def _is_coloured() -> bool:
    """Only where somebody looks, and has not said no: https://no-color.org."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _summary(files: Sequence[Checked], problems: Sequence[Problem]) -> str:
    """Of the files, what they hold and how much is wrong with them."""
    names = ", ".join(visible(file.source.name) for file in files)
    sections, papers = (sum(file.size(key) for file in files) for key in ("sections", "papers"))
    held = f"{counted(sections, 'section')}, {counted(papers, 'paper')}; "
    counts = Counter(problem.severity for problem in problems)
    wrong = [counted(counts[severity], severity) for severity in Severity if counts[severity]]
    readable = all(file.root for file in files)
    return f"{names}: {held if readable else ''}{' and '.join(wrong) or 'nothing is wrong'}"


def _next(paths: Sequence[Path], failing: Sequence[Problem]) -> str:
    """The command to run now."""
    named = [] if list(paths) == [PAPERS] else [str(path) for path in paths]
    if failing:
        again = visible(shlex.join(["python3", "scripts/check.py", *named]))
        return f"Next: mend this, then {again}   (more: --explain {failing[0].rule})"
    catalogue = ["--catalogue", *named] if len(named) == 1 else []
    return f"Next: {visible(shlex.join(['python3', 'scripts/build.py', *catalogue]))}"
