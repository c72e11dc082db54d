"""What a run has found, with its day, the commit and the machine: for programs and for a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reading_graph.wording import written_out

from benchmarks.figures import Figure, plain, table

HEADING = "## The last run"


@dataclass(frozen=True)
class Report:
    figures: Sequence[Figure]
    day: date
    commit: str
    machine: Mapping[str, str]

    @property
    def plain(self) -> dict[str, Any]:
        """As values of JSON."""
        run = {"day": self.day.isoformat(), "commit": self.commit, "machine": dict(self.machine)}
        return run | {"figures": plain(self.figures)}

    @property
    def text(self) -> str:
        """As Markdown."""
        named = "; ".join(f"{what}: {value}" for what, value in self.machine.items())
        when = f"{written_out(self.day)}, at {self.commit}."
        return f"{when}\n\nThe machine: {named}.\n\n{table(self.figures)}\n"


class NoPlace(Exception):
    """A page has no place for a report. One line."""


def with_report(page: str, report: Report) -> str:
    """A page with a report in the place of the one at its end; all before that stays."""
    before, heading, _ = page.rpartition(f"\n{HEADING}\n")
    if not heading:
        raise NoPlace(f"the page has no heading {HEADING!r}, under which the table goes")
    return f"{before}{heading}\n{report.text}"
