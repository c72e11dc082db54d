"""What a list ten times as large costs: build.py from the beginning, and the memory of it all."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import Beside, Figure
from benchmarks.measuring import Say, costs
from benchmarks.specimen import specimen
from benchmarks.workshop import workshop


def figures(papers: int, rounds: int, say: Say) -> Iterator[Figure]:
    few, many = f"{papers // 10:,} papers", f"{papers:,} papers"
    with workshop(specimen(papers // 10)) as small, workshop(specimen(papers)) as large:
        steps = {few: small.build_cold, many: large.build_cold}
        less, more = costs(steps, rounds, say)
    yield Figure("growth", many, more.seconds, "s", Beside(less.seconds, few), 12)
    memory = f"{many}, memory"
    yield Figure("growth", memory, more.megabytes, "MB", Beside(less.megabytes, few), 12)
    yield Figure("growth", memory, more.megabytes, "MB", limit=1_000)
