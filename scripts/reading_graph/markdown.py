"""Markdown as notes have it: CommonMark without raw HTML, headings and images, with tables,
mathematics and links to other papers of the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.dollarmath.index import math_inline_dollar

from .fields import NAME
from .sanitiser import can_be_followed
from .unshown import too_deep, too_large

MOST_BLOCKS = 20_000
"""How many starts and ends of paragraphs, cells and the like a note may have: hundreds are many."""

DEEPEST = 20
"""How many elements may lie in one another; a list takes two, its items among them."""


@dataclass(frozen=True)
class Target:
    """What a link to a paper of the list leads to."""

    href: str
    name: str


class Link(NamedTuple):
    """A link as it is `written` (the address, or `[[adam`), and where it leads: to an `href`, or
    nowhere, so that it stays text. One to a paper of the list names its id.
    """

    written: str
    href: str | None
    paper: str | None = None


Papers = Callable[[str], Target | None]
"""Finds what `[[id]]` and `[text](#id)` lead to, if anything."""


def links(text: str, papers: Papers) -> list[Link]:
    """The links of a note. A definition of an address is one, however often it is used.

    Raises Unshown, as `html` does, for too many cells, or lists and quotes too deep in one another.
    """
    found = _Links(papers)
    _parser().parse(text, {"links": found})
    return found.links


def html(text: str, papers: Papers, formula: Callable[[str, str], str]) -> tuple[str, list[Link]]:
    """The HTML of a note, and the links in it. `formula` sets mathematics: given the source, and
    "inline" or "block".
    """
    found = _Links(papers)
    made = _parser().render(text, {"links": found, "formula": formula})
    return str(made), found.links


def formulas(text: str) -> list[tuple[str, str]]:
    """The source of each formula of a note, and "inline" or "block". Raises Unshown, as `links`."""
    found: list[tuple[str, str]] = []

    def noted(source: str, display: str) -> str:
        found.append((source, display))
        return ""

    html(text, lambda _: None, noted)
    return found


class _Address(str):
    """An address as the parser reads it, which remembers how it was written, and then the link."""

    written: str
    link: Link | None = None


def _address(text: str, written: str) -> _Address:
    address = _Address(text)
    address.written = written
    return address


def _kept(address: str) -> _Address:
    """An address as it is in a token, which the parser itself puts there for `[text]()`."""
    return address if isinstance(address, _Address) else _address(address, address)


class _Links:
    """The links of one note."""

    def __init__(self, papers: Papers) -> None:
        self.papers = papers
        self.links: list[Link] = []

    def link(self, address: _Address) -> Link:
        """Where an address leads. The same object is the same link: a definition used again."""
        if address.link is None:
            address.link = self._link(address)
            self.links.append(address.link)
        return address.link

    def _link(self, address: _Address) -> Link:
        if address.startswith("#"):
            target = self.papers(address[1:])
            paper = address[1:] if re.fullmatch(NAME, address[1:]) else None
            return Link(address.written, target.href if target else None, paper)
        return Link(address.written, str(address) if can_be_followed(address) else None)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    parser.enable(["table", "strikethrough"])
    parser.disable(["heading", "lheading", "html_block", "html_inline", "image"])
    parser.use(dollarmath_plugin, allow_labels=False, allow_blank_lines=False)
    parser.inline.ruler.at("math_inline", _formula_rule)
    parser.add_render_rule("math_inline", _formula("span", "inline"))
    parser.add_render_rule("math_inline_double", _formula("span", "block"))  # it is in a paragraph
    parser.add_render_rule("math_block", _formula("div", "block"))
    _keep_addresses(parser)
    parser.inline.ruler.before("link", "paper", _paper_rule)
    parser.core.ruler.push("links", _links_rule)
    parser.core.ruler.push("formulas", _formulas_rule)
    parser.core.ruler.after("block", "bounds", _bounds_rule)
    return parser


_in_dollars = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)


def _formula_rule(state: StateInline, silent: bool) -> bool:
    """The plugin's rule, which takes the last character of a paragraph for the one before its
    first, and would see no formula at the start of one that ends with a digit.
    """
    text = state.src
    if text[state.pos] != "$":
        return False
    state.src = f"{text} "
    try:
        return _in_dollars(state, silent)
    finally:
        state.src = text


def _formula(tag: str, display: str) -> Callable[..., str]:
    def rule(_: object, tokens: list[Token], place: int, _options: object, env: Any) -> str:
        token = tokens[place]
        before, after = (escapeHtml(token.meta.get(side, "")) for side in ("before", "after"))
        return f"<{tag}>{before}{env['formula'](token.content, display)}{after}</{tag}>"

    return rule


def _keep_addresses(parser: MarkdownIt) -> None:
    """Has every address become one of a token, whatever it is, with how it was written: which of
    them may stay is for `_links_rule`.
    """
    helpers, normalized = parser.helpers, parser.normalizeLink

    def destination(string: str, pos: int, maximum: int) -> Any:
        found = helpers.parseLinkDestination(string, pos, maximum)
        written = string[pos : found.pos]
        found.str = _address(found.str, written[1:-1] if written[:1] == "<" else written)
        return found

    parser.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkDestination=destination,
        parseLinkLabel=helpers.parseLinkLabel,
        parseLinkTitle=helpers.parseLinkTitle,
    )
    parser.normalizeLink = lambda url: _address(  # type: ignore[method-assign]
        normalized(url), getattr(url, "written", url)
    )
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005


_PAPER = re.compile(rf"\[\[({NAME})\]\]")


def _paper_rule(state: StateInline, silent: bool) -> bool:
    """`[[adam]]`: the paper's name, as a link."""
    match = _PAPER.match(state.src, state.pos)
    if match is None:
        return False
    found: _Links = state.env["links"]
    target = found.papers(match[1])
    address = _address(f"#{match[1]}", f"[[{match[1]}")
    if target is None:
        if not silent:
            found.link(address)
        return False
    if not silent:
        _push_link(state, address, target.name)
    state.pos = match.end()
    return True


def _push_link(state: StateInline, address: _Address, name: str) -> None:
    inside_a_link = state.linkLevel > 0
    if not inside_a_link:
        state.push("link_open", "a", 1).attrs = {"href": address}
    state.push("text", "", 0).content = name
    if not inside_a_link:
        state.push("link_close", "a", -1)


def _bounds_rule(state: StateCore) -> None:
    """Few characters can make many cells of a table, as rows are filled up; and what lies deeper
    than its limit the parser would leave out without a word.
    """
    if len(state.tokens) > MOST_BLOCKS:
        raise too_large()
    containers = [t for t in state.tokens if t.type in ("blockquote_open", "list_item_open")]
    if any(container.level >= DEEPEST - 1 for container in containers):
        raise too_deep()


def _links_rule(state: StateCore) -> None:
    """Every link gets the address that it may have; one that may have none stays as its text."""
    for block in state.tokens:
        if block.children:
            block.children = list(_with_addresses(block.children, state.env["links"]))


def _with_addresses(tokens: list[Token], found: _Links) -> list[Token]:
    kept, open_links = [], []
    for token in tokens:
        if token.type == "link_open":
            href = found.link(_kept(cast(str, token.attrs["href"]))).href
            open_links.append(href)
            token.attrs = {"href": href} if href else {}
        href = open_links[-1] if open_links else ""
        if token.type == "link_close":
            open_links.pop()
        if token.type not in ("link_open", "link_close") or href:
            kept.append(token)
    return kept


_OPENS = re.compile(r"[(\[“\u2018„«]{1,3}$")
_CLOSES = re.compile(r"^[.,;:!?…)\]”\u2019»]{1,4}")


def _formulas_rule(state: StateCore) -> None:
    """What is written right at a formula in a line comes into its element, so that a page can keep
    the two in one line.
    """
    for block in state.tokens:
        for before, token in pairwise(block.children or []):
            if (before.type, token.type) == ("text", "math_inline"):
                before.content, token.meta["before"] = _parted(before.content, _OPENS)
            elif (before.type, token.type) == ("math_inline", "text"):
                token.content, before.meta["after"] = _parted(token.content, _CLOSES)


def _parted(text: str, at_its_end: re.Pattern[str]) -> tuple[str, str]:
    """A text without what is at one end of it, and that."""
    found = at_its_end.search(text)
    if found is None:
        return text, ""
    return text[: found.start()] + text[found.end() :], found[0]
