"""Markdown of strangers as HTML that cannot hurt: notes and summaries.

CommonMark without raw HTML, headings and images; mathematics as MathML, made here; then an
allow-list, then a check that no address is left which was not put there. The result is one line,
because a Markdown processor runs over the page that it enters and must not find a line to begin at.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import nh3
from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from .fields import SLUG

LONGEST_FORMULA = 2_000

_TEXT_TAGS = frozenset(
    {"a", "p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li"}
    | {"table", "thead", "tbody", "tr", "th", "td", "div", "span"}
)
_MATH_TAGS = frozenset(
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
    **dict.fromkeys(_MATH_TAGS, _MATH_ATTRIBUTES),
}
_EXTERNAL = re.compile(r"(https?://[^/?#@\s]+(?:[/?#]|$)|mailto:[^\s@]+@[^\s@]+$)", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """What a link to a paper of the list leads to."""

    href: str
    name: str


@dataclass(frozen=True)
class Rendered:
    """One line of HTML; the addresses in the Markdown that were refused and stay text; and those
    that lead out of the list.
    """

    html: str
    refused: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()


def rendered(markdown: str, paper: Callable[[str], Target | None]) -> Rendered:
    """The HTML of a note. `paper` finds what `[[id]]` and `[text](#id)` lead to, if anything."""
    links = _Links(paper)
    marked = _markdown().render(markdown, {"links": links})
    clean = nh3.clean(
        marked,
        tags=set(_TEXT_TAGS | _MATH_TAGS),
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    _refuse_unknown_addresses(clean, links)
    return Rendered(one_line(clean), tuple(links.refused), tuple(links.followed))


def one_line(text: str) -> str:
    r"""HTML with its line ends and tabs as references, which show the same.

    >>> one_line("<pre>a\n\tb</pre>")
    '<pre>a&#10;&#9;b</pre>'
    """
    return text.rstrip("\n").replace("\r", "").replace("\n", "&#10;").replace("\t", "&#9;")


class _Links:
    """The addresses of one note: those that were let through, and those that were not."""

    def __init__(self, paper: Callable[[str], Target | None]) -> None:
        self.paper = paper
        self.allowed: set[str] = set()
        self.refused: list[str] = []
        self.followed: list[str] = []

    def resolved(self, href: str) -> str | None:
        """Where a link of the note may lead, or None."""
        found: str | None = None
        if href.startswith("#"):
            target = self.paper(href[1:])
            found = target.href if target else None
        elif _EXTERNAL.match(href) and _can_be_followed(href):
            found = href
            self.followed.append(href)
        if found is None:
            self.refused.append(href)
        else:
            self.allowed.add(found)
        return found


def _can_be_followed(href: str) -> bool:
    """Whether the allow-list leaves the address: it reads addresses as browsers do."""
    link = f'<a href="{html.escape(href)}"></a>'
    return "href" in nh3.clean(link, tags={"a"}, attributes={"a": {"href"}}, link_rel=None)


def _refuse_unknown_addresses(clean: str, links: _Links) -> None:
    written = re.findall(r'<[a-z][^<>]*\shref="([^"]*)"', clean)
    found = {html.unescape(href) for href in written}
    if strange := found - links.allowed:
        raise AssertionError(f"addresses that no link of the note has: {sorted(strange)}")


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.disable(["heading", "lheading", "html_block", "html_inline", "image"])
    parser.use(
        dollarmath_plugin,
        allow_labels=False, allow_space=False, allow_digits=False, allow_blank_lines=False,
        renderer=_formula,
    )  # fmt: skip
    parser.validateLink = _every_link  # type: ignore[method-assign]
    parser.inline.ruler.before("link", "paper", _paper_rule)
    parser.core.ruler.push("links", _links_rule)
    return parser


def _every_link(url: str) -> bool:  # noqa: ARG001 markdown-it passes it by name
    """Lets all become tokens: which may stay is for `_links_rule`, which tells the others."""
    return True


_PAPER = re.compile(rf"\[\[({SLUG})\]\]")


def _paper_rule(state: StateInline, silent: bool) -> bool:
    """`[[adam]]`: the paper's name, as a link."""
    match = _PAPER.match(state.src, state.pos)
    links: _Links = state.env["links"]
    target = links.paper(match[1]) if match else None
    if match is None or target is None:
        if match and not silent:
            links.refused.append(match[0])
        return False
    if not silent:
        _push_link(state, f"#{match[1]}", target.name)
    state.pos = match.end()
    return True


def _push_link(state: StateInline, href: str, name: str) -> None:
    inside_a_link = state.linkLevel > 0
    if not inside_a_link:
        state.push("link_open", "a", 1).attrs = {"href": href}
    state.push("text", "", 0).content = name
    if not inside_a_link:
        state.push("link_close", "a", -1)


def _links_rule(state: StateCore) -> None:
    """Every link gets the address that it may have; one that may have none stays as its text."""
    for block in state.tokens:
        if block.children:
            block.children = list(_with_addresses(block.children, state.env["links"]))


def _with_addresses(tokens: list[Token], links: _Links) -> list[Token]:
    kept, open_links = [], []
    for token in tokens:
        if token.type == "link_open":
            href = links.resolved(str(token.attrGet("href") or ""))
            open_links.append(href)
            token.attrs = {"href": href} if href else {}
        href = open_links[-1] if open_links else ""
        if token.type == "link_close":
            open_links.pop()
        if token.type not in ("link_open", "link_close") or href:
            kept.append(token)
    return kept


def _formula(source: str, options: dict[str, Any]) -> str:
    """MathML, or the source as code where the converter fails or makes anything but MathML."""
    formula = source.strip()
    display = "block" if options.get("display_mode") else "inline"
    try:
        made = convert(formula, display=display) if len(formula) <= LONGEST_FORMULA else ""
        fits = _is_mathml(made)
    except Exception:  # the converter raises whatever its code runs into, the parser what it finds
        fits = False
    return made if fits else f"<code>{html.escape(formula)}</code>"


def _is_mathml(text: str) -> bool:
    """Whether the text is well-formed, holds known elements only, and no command left over.

    XML and HTML do not agree where a comment ends, so that elements could hide in one.
    """
    if "<!" in text or "<?" in text:
        return False
    elements = list(ET.fromstring(text).iter())  # noqa: S314 it has no prolog, so no entities
    tags = {element.tag.rpartition("}")[2] for element in elements}
    written = "".join((element.text or "") + (element.tail or "") for element in elements)
    return tags <= _MATH_TAGS and "\\" not in written
