"""An entry to copy, for a paper that is not in the list yet."""

from __future__ import annotations

from .model import Paper, Section
from .source import as_written

_ENTRY = """\
  - id: new-paper                        # for ever; a-z, 0-9 and hyphens
    title: "Its Title in Full"
    section: {section}
    authors: [First Author, Second Author]
    year: {year}                           # of its first public version
    url: https://example.org/paper.pdf   # or arxiv: "2401.00001"
    tldr: One sentence that says what it found.
    notes: |
      What it says and why it matters, in your own words.
"""
_NEEDS = """\
    needs:                               # what to read first, and why
      - paper: {paper}
        why: What a reader would miss without it.
"""
_USUAL_YEAR = 2020


def entry(section: Section, need: Paper | None) -> str:
    """Stands as it is at the end of a papers.yaml; `need` is some paper of that list.

    It is as old as that paper at least, or the check would say that it looks ahead.
    """
    year = (need.year if need else None) or _USUAL_YEAR
    written = _ENTRY.format(section=as_written(section.id), year=year)
    return written + (_NEEDS.format(paper=as_written(need.id)) if need else "")
