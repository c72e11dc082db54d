"""Markdown of strangers as HTML that cannot hurt: notes and summaries.

Markdown, with mathematics as MathML; then an allow-list, then a check that no address is left which
was not put there. The result is one line, because a Markdown processor runs over the page that it
enters and must not find a line to begin at.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from .markdown import Papers, Target, html
from .mathematics import mathml
from .sanitiser import cleaned
from .unshown import SECONDS, Unshown, at_its_own_cost, too_large

LARGEST = 1_000_000
"""Characters of HTML: nearly twice what a note makes that is nothing but formulas."""

MOST_KEPT = 20_000
"""Notes: of the largest lists all, and what was typed on the way."""


@dataclass(frozen=True)
class Rendered:
    """One line of HTML; that of the source, escaped, where something keeps the note `unshown`."""

    html: str
    unshown: Unshown | None = None


@dataclass(frozen=True)
class _Before:
    """What was made of a note, and which papers it was told of."""

    made: Rendered
    told: dict[str, Target | None]


_before: dict[tuple[str, float], _Before] = {}


def rendered(markdown: str, papers: Papers, seconds: float = SECONDS) -> Rendered:
    """The HTML of a note. Never raises for what it holds, and takes no longer than `seconds`.

    What was made before is made again only where `papers` says something else: of 1,000 notes, of
    which one was changed, the others would take a second at every save.
    """
    before = _before.get((markdown, seconds))
    if before and all(papers(name) == target for name, target in before.told.items()):
        return before.made
    told: dict[str, Target | None] = {}

    def asked(name: str) -> Target | None:
        told[name] = papers(name)
        return told[name]

    made = _rendered(markdown, asked, seconds)
    if len(_before) >= MOST_KEPT:
        _before.clear()
    _before[markdown, seconds] = _Before(made, told)
    return made


def _rendered(markdown: str, papers: Papers, seconds: float) -> Rendered:
    try:
        with at_its_own_cost(seconds):
            made, links = html(markdown, papers, mathml)
            if len(made) > LARGEST:
                raise too_large()
            return Rendered(one_line(cleaned(made, {link.href for link in links if link.href})))
    except Unshown as why:
        return Rendered(as_written(markdown), why)


def as_written(markdown: str) -> str:
    r"""A note's own text as one line of HTML.

    >>> as_written("*a*\n<b>")
    '<pre><code>*a*&#10;&lt;b&gt;</code></pre>'
    """
    return one_line(f"<pre><code>{escape(markdown)}</code></pre>")


def one_line(text: str) -> str:
    r"""HTML with its line ends and tabs as references, which show the same.

    >>> one_line("<pre>a\n\tb</pre>")
    '<pre>a&#10;&#9;b</pre>'
    """
    return text.rstrip("\n").replace("\r", "").replace("\n", "&#10;").replace("\t", "&#9;")
