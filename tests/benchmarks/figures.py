"""What was found, beside what it is compared with and the limit: as a row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

HEAD = ("benchmark", "what", "found", "compared with", "ratio", "limit", "kept")


@dataclass(frozen=True)
class Beside:
    """What a figure is compared with, in the same unit."""

    value: float
    name: str


@dataclass(frozen=True)
class Figure:
    """The limit is one of the ratio where there is something to compare with, else of what was
    found; without one the figure is there to be seen.
    """

    benchmark: str
    what: str
    found: float
    unit: str
    beside: Beside | None = None
    limit: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.found / self.beside.value if self.beside and self.beside.value else None

    @property
    def kept(self) -> bool | None:
        if self.limit is None:
            return None
        return (self.found if self.ratio is None else self.ratio) <= self.limit


def all_kept(figures: Iterable[Figure]) -> bool:
    return all(figure.kept is not False for figure in figures)


def table(figures: Iterable[Figure]) -> str:
    """As Markdown, in columns.

    >>> bread = Figure("oven", "10 loaves", 61.2, "s", Beside(50, "bare tins"), 1.15)
    >>> print(table([bread, Figure("oven", "crumbs", 1234, "", limit=2000)]))
    | benchmark | what      | found  | compared with   | ratio | limit | kept |
    |-----------|-----------|--------|-----------------|-------|-------|------|
    | oven      | 10 loaves | 61.2 s | bare tins: 50 s | 1.22  | 1.15  | no   |
    | oven      | crumbs    | 1,234  |                 |       | 2,000 | yes  |
    """
    rows = [HEAD, *(_cells(figure) for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    head, *lines = (_line(row, widths) for row in rows)
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([head, rule, *lines])


def plain(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """As values of JSON."""
    return [asdict(f) | {"ratio": f.ratio, "kept": f.kept} for f in figures]


def _cells(figure: Figure) -> Sequence[str]:
    beside, ratio, limit = figure.beside, figure.ratio, figure.limit
    unit = figure.unit if ratio is None else ""
    return (
        figure.benchmark,
        figure.what,
        _worded(figure.found, figure.unit),
        f"{beside.name}: {_worded(beside.value, figure.unit)}" if beside else "",
        "" if ratio is None else f"{ratio:.2f}",
        "" if limit is None else _worded(limit, unit),
        {True: "yes", False: "no", None: ""}[figure.kept],
    )


def _worded(value: float, unit: str) -> str:
    """
    >>> _worded(0.12345, "s"), _worded(1234.5, "KB"), _worded(0, ""), _worded(10.0, "s")
    ('0.12 s', '1,234 KB', '0', '10 s')
    """
    places = 0 if value >= 100 else 1 if value >= 10 else 2
    text = f"{value:,.{places}f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} {unit}".rstrip()


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"
