"""HTML held to an allow-list, and addresses to what a browser makes of them."""

from __future__ import annotations

import html
import re
from collections.abc import Set

import nh3

_TEXT_TAGS = frozenset(
    {"a", "p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li"}
    | {"table", "thead", "tbody", "tr", "th", "td", "div", "span"}
)
MATH_TAGS = frozenset(
    {"math", "mrow", "mi", "mo", "mn", "ms", "mtext", "mspace", "mstyle", "mpadded", "mphantom"}
    | {"msup", "msub", "msubsup", "mover", "munder", "munderover", "mfrac", "msqrt", "mroot"}
    | {"mtable", "mtr", "mtd", "menclose"}
)
_MATH_ATTRIBUTES = (
    {"display", "displaystyle", "scriptlevel", "mathvariant", "columnalign", "notation"}
    | {"stretchy", "fence", "form", "separator", "symmetric", "largeop", "movablelimits"}
    | {"accent", "accentunder", "linethickness", "lspace", "rspace", "minsize", "maxsize"}
    | {"width", "height", "depth"}
)
_ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    **dict.fromkeys(MATH_TAGS, _MATH_ATTRIBUTES),
}
_EXTERNAL = re.compile(r"(https?://[^/?#@\s]+(?:[/?#]|$)|mailto:[^\s@]+@[^\s@]+$)", re.IGNORECASE)


class UnknownAddress(Exception):
    """There is a link to an address that was not put there."""


def cleaned(markup: str, addresses: Set[str]) -> str:
    """The HTML with what is allowed in it. Raises UnknownAddress for a link to any but these."""
    clean = nh3.clean(
        markup,
        tags=set(_TEXT_TAGS | MATH_TAGS),
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    written = re.findall(r'<[a-z][^<>]*\shref="([^"]*)"', clean)
    if strange := {html.unescape(href) for href in written} - addresses:
        raise UnknownAddress(f"no link of the note has: {sorted(strange)}")
    return clean


def can_be_followed(href: str) -> bool:
    """Whether an address is one of another host, or of somebody's mail, and the allow-list leaves
    it, which reads addresses as browsers do.
    """
    if not _EXTERNAL.match(href):
        return False
    link = f'<a href="{html.escape(href)}"></a>'
    return "href" in nh3.clean(link, tags={"a"}, attributes={"a": {"href"}}, link_rel=None)
