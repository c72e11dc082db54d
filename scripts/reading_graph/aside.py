"""Finished HTML that is kept from those who read a page, and put back into what they make of it.

MkDocs, its Markdown and the theme's search look at every element. In lines that are HTML already
there is nothing to find for Markdown, in pictures and some lists nothing for the search either; and
those are nearly all of a large page: with 1,000 papers, 12 of the 14 seconds that MkDocs takes.
"""

from __future__ import annotations

import re

_LINE = re.compile(r"^<.*>$", re.MULTILINE)
_UNSEARCHED = re.compile(r"<(svg|ol|ul|p|details)\b[^<>]* data-search-exclude\b.*?</\1>", re.DOTALL)


class Aside:
    r"""The finished parts of the pages that are just being made. An empty element holds the place
    of each.

    >>> aside = Aside()
    >>> unread = aside.taken('# One\n\n<p>Two <svg data-search-exclude>…</svg></p>')
    >>> unread
    '# One\n\n<div data-aside="1"></div>'
    >>> searched = aside.searched(unread)
    >>> searched
    '# One\n\n<p>Two <span data-aside="0"></span></p>'
    >>> aside.whole(searched)
    '# One\n\n<p>Two <svg data-search-exclude>…</svg></p>'
    """

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def taken(self, markdown: str) -> str:
        return self._taken("div", _LINE, self._taken("span", _UNSEARCHED, markdown))

    def searched(self, html: str) -> str:
        return self._returned("div", html)

    def whole(self, html: str) -> str:
        return self._returned("span", html)

    def _taken(self, element: str, part: re.Pattern[str], text: str) -> str:
        def keep(found: re.Match[str]) -> str:
            place = f'<{element} data-aside="{len(self._kept)}"></{element}>'
            self._kept[place] = found[0]
            return place

        return part.sub(keep, text)

    def _returned(self, element: str, text: str) -> str:
        place = rf'<{element} data-aside="\d+"></{element}>'
        return re.sub(place, lambda found: self._kept.get(found[0], found[0]), text)
