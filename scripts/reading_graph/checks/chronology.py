"""Chronology: nothing can rest on what was made public later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..identifiers import first_month
from ..problems import Problem
from ..source import Scalar
from ..wording import quoted
from .drafts import Draft, doubt


class Span(NamedTuple):
    """When a paper was made public: some month from `first` to `last`, counted from the year 0."""

    first: int
    last: int

    def __str__(self) -> str:
        year, month = divmod(self.first, 12)
        return f"{year}-{month + 1:02d}" if self.first == self.last else str(year)


def chronology_problems(drafts: list[Draft]) -> Iterator[Problem]:
    """A paper that needs one first made public later: of the two, one date or the need is wrong."""
    public = {draft.id.text: span for draft in drafts if (span := _span(draft))}
    for draft in drafts:
        mine = public.get(draft.id.text)
        for need, _ in draft.needs if mine else ():
            theirs = public.get(need.text)
            if mine and theirs and theirs.first > mine.last:
                message = (
                    f"{quoted(draft.id.text)} ({mine}) needs {quoted(need.text)}, which was made"
                    f" public later ({theirs}); turn the need round, or correct a year"
                )
                yield doubt(need, "back-in-time", message, (draft.id.start,))


def _span(draft: Draft) -> Span | None:
    """The month of its arXiv id, unless it is of an earlier year: old papers get there late."""
    year, month = _year(draft.text("year")), _month(draft.text("arxiv"))
    return month if month and not (year and year.last < month.first) else year


def _year(scalar: Scalar | None) -> Span | None:
    if scalar and re.fullmatch(r"[12]\d{3}", scalar.text, re.ASCII):
        return Span(12 * int(scalar.text), 12 * int(scalar.text) + 11)
    return None


def _month(scalar: Scalar | None) -> Span | None:
    month = first_month(scalar.text) if scalar else None
    return Span(month, month) if month is not None else None
