"""Markdown of strangers as HTML that cannot hurt: notes and summaries.

Markdown, with mathematics as MathML; then an allow-list, then a check that no address is left which
was not put there. The result is one line, because a Markdown processor runs over the page that it
enters and must not find a line to begin at.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from .markdown import Papers, html
from .mathematics import mathml
from .sanitiser import cleaned
from .unshown import SECONDS, Unshown, at_its_own_cost, too_large

LARGEST = 1_000_000
"""Characters of HTML: nearly twice what a note makes that is nothing but formulas."""


@dataclass(frozen=True)
class Rendered:
    """One line of HTML; that of the source, escaped, where something keeps the note `unshown`."""

    html: str
    unshown: Unshown | None = None


def rendered(markdown: str, papers: Papers, seconds: float = SECONDS) -> Rendered:
    """The HTML of a note. Never raises for what it holds, and takes no longer than `seconds`."""
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
