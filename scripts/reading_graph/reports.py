"""Problems as people and programs read them: text, annotations of GitHub's workflows, JSON."""

from __future__ import annotations

import json
import re
import shlex
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from .escaping import visible, workflow_data, workflow_property
from .problems import Problem, Severity, Source

MOST_SHOWN = 50
MOST_WARNED = 20
WIDEST_EXCERPT = 100

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33"}


def text_report(source: Source, problems: Iterable[Problem], *, colour: bool = False) -> str:
    """`FILE:LINE:COL: error[rule]: message` for each, its line of the source, and carets below.

    `colour` adds a terminal's escapes around the severity and the carets.
    """
    return "\n".join(_with_excerpt(source, problem, colour) for problem in problems)


def first_report(source: Source, problems: Sequence[Problem]) -> str:
    """As many of them as one would look at, and how many are left."""
    told = text_report(source, most_urgent(problems, MOST_SHOWN))
    left = len(problems) - MOST_SHOWN
    more = f"\nand {left:,} more; {_showing_all(source)} shows them"
    return told + (more if left > 0 else "")


def first_warnings(
    source: Source, warnings: Sequence[Problem], unchecked: Sequence[Problem] = ()
) -> list[str]:
    """A line each for those that the checker does not tell of, and for the first few of every
    rule; and one for how many are left.
    """
    shown = most_urgent(warnings, MOST_WARNED)
    told = [one_line(source, warning) for warning in sorted((*unchecked, *shown))]
    left = Counter(warning.rule for warning in warnings)
    left.subtract(warning.rule for warning in shown)
    by_rule = ", ".join(f"{rule} {count:,}" for rule, count in left.most_common() if count)
    more = f"and {left.total():,} more ({by_rule}); {_showing_all(source)} shows them"
    return [*told, more] if by_rule else told


def _showing_all(source: Source) -> str:
    return visible(shlex.join(["python3", "scripts/check.py", "--all", source.name]))


def most_urgent(problems: Sequence[Problem], most: int) -> list[Problem]:
    """So many of them, in their order: an error is left out only where all warnings are, and of
    either each rule has its first told before any has its second.
    """
    seen: Counter[str] = Counter()
    ranked = []
    for number, problem in enumerate(problems):
        seen[problem.rule] += 1
        ranked.append((problem.severity is not Severity.ERROR, seen[problem.rule], number))
    return [problems[number] for number in sorted(number for *_, number in sorted(ranked)[:most])]


def github_report(source: Source, problems: Iterable[Problem]) -> str:
    """A workflow command each: https://docs.github.com/actions/reference/workflow-commands."""
    return "\n".join(_annotation(source, problem) for problem in problems)


def json_report(files: Iterable[tuple[Source, Iterable[Problem]]]) -> str:
    """A list of objects; lines and columns from 1, `end` just after the last character, `also`
    the other places that have a part in a problem.
    """
    objects = [_object(source, problem) for source, problems in files for problem in problems]
    return json.dumps(objects, indent=2)


def one_line(source: Source, problem: Problem, *, colour: bool = False) -> str:
    line, column = source.position(problem.start)
    severity = _painted(f"{problem.severity}[{problem.rule}]", problem.severity, colour)
    return f"{visible(source.name)}:{line}:{column}: {severity}: {visible(problem.message)}"


def _painted(text: str, severity: Severity, colour: bool) -> str:
    return f"\x1b[{_COLOURS[severity]}m{text}\x1b[0m" if colour else text


def _with_excerpt(source: Source, problem: Problem, colour: bool) -> str:
    told = one_line(source, problem, colour=colour)
    number, column = source.position(problem.start)
    line = source.lines[number - 1]
    first, shown = _excerpt(line, column - 1)
    if not "".join(shown).strip(" …"):
        return told
    before = column - 1 - first
    length = max(1, min(problem.end - problem.start, len(shown) - before))
    gap = " " * _width("".join(shown[:before]))
    carets = "^" * max(1, _width("".join(shown[before : before + length])))
    marked = _painted(carets, problem.severity, colour)
    return f"{told}\n{number:>5} | {''.join(shown)}\n{'':>5} | {gap}{marked}"


def _excerpt(line: str, middle: int) -> tuple[int, list[str]]:
    """As much of a line as one can look at, and which of its characters comes first."""
    length = len(line) - (2 if line.endswith("\r\n") else line.endswith(("\n", "\r")))
    first = max(0, min(middle - WIDEST_EXCERPT // 2, length - WIDEST_EXCERPT))
    last = min(first + WIDEST_EXCERPT, length)
    cells = _cells(line[first:last])
    if first:
        cells[0] = "…"
    if last < length:
        cells[-1] = "…"
    return first, cells


def _cells(text: str) -> list[str]:
    """The characters one by one, each as `visible` shows it where it stands."""
    cells = [" " if c == "\t" else visible(c) for c in text]
    for command in re.finditer(r"##\[", text):
        cells[command.end() - 1] = visible(command[0])[2:]
    return cells


def _width(text: str) -> int:
    """Columns that the text takes in a terminal: East Asian wide characters take two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _annotation(source: Source, problem: Problem) -> str:
    line, column = source.position(problem.start)
    last_line, last_column = source.position(problem.end)
    place = {"file": source.name, "line": line, "col": column, "title": problem.rule}
    if line == last_line:  # of a place in several lines only the start can be told
        place["endColumn"] = last_column
    properties = ",".join(f"{key}={workflow_property(str(value))}" for key, value in place.items())
    return f"::{problem.severity} {properties}::{workflow_data(problem.message)}"


def _object(source: Source, problem: Problem) -> dict[str, object]:
    return {
        "file": source.name,
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        **_place(source, problem.start),
        "end": _place(source, max(problem.start, min(problem.end, len(source.text)))),
        "also": [_place(source, offset) for offset in problem.also],
    }


def _place(source: Source, offset: int) -> dict[str, object]:
    line, column = source.position(offset)
    return {"line": line, "column": column}
