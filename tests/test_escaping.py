"""Somebody's text in another language: whoever reads that language reads the text, and no more."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import reduce
from typing import Any
from urllib.parse import unquote, urlsplit

import markdown  # type: ignore[import-untyped]
import pytest
from bibtexparser import entrypoint as bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from playwright.sync_api import Browser
from pybtex import database as pybtex
from pybtex import richtext
from reading_graph import characters
from reading_graph.escaping import (
    as_markdown,
    bibtex_value,
    doi_address,
    dot_label,
    dot_tooltip,
    markdown_code,
    mermaid_label,
    script_json,
    visible,
    workflow_data,
    workflow_property,
)
from reading_graph.fields import DOI
from support import naughty
from support.browser import opened
from support.dot import shown, spaced
from support.hostile import NAMES
from support.latex import latex
from support.pages import Element, extensions, fragment
from support.runner import Command, command

SIGNS = [*"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\r\n1aN漢", "##[", "::", "&lt;", "&#60;", "\\{"]
ANYTHING = st.text(st.characters()) | st.lists(st.sampled_from([*SIGNS, *NAMES])).map("".join)
PRINTED = ANYTHING.map(lambda text: characters.refused.sub("", text).strip()).filter(bool)
"""What a field may hold, and more: a field of one line has no line ends."""

HARD = (
    *map(str.strip, NAMES),
    *("100 %0A, %25", "two\nlines", "two\r\nlines", "`a", "a``", "</script>", "<!-- <script>"),
    *("a\n@misc{b,}", "a } b", "{{", "direction LR", "re-direction  TB", "a \\"),
    *map(str.strip, naughty.TITLES),
)
Test = Callable[..., None]


def with_every_hard_text(test: Test) -> Test:
    """Each of them as an example of its own."""
    return reduce(lambda test, text: example(text)(test), HARD, test)


# Terminals and workflows


@with_every_hard_text
@given(ANYTHING)
def test_a_terminal_gets_one_line_that_can_be_seen_and_commands_nothing(text: str) -> None:
    told = visible(text)
    assert told.isprintable()
    assert command(f"papers.yaml:1: {told}") is None
    assert visible(told) == told
    assert told == text or not text.isprintable() or "##[" in text


@with_every_hard_text
@given(ANYTHING)
def test_a_workflow_reads_one_command_and_the_words_in_it(text: str) -> None:
    line = f"::error file={workflow_property(text)},title=x::{workflow_data(text)}"
    assert not re.search(r"[\r\n]", line)
    read = command(line)
    assert read == Command("error", {"file": text, "title": "x"} if text else {"title": "x"}, text)


# Markdown


def site_markdown() -> Any:
    names, options = extensions()
    return markdown.Markdown(extensions=names, extension_configs=options)


SITE_MARKDOWN = site_markdown()


def page(text: str) -> Element:
    """A page of the site from its Markdown."""
    return fragment(SITE_MARKDOWN.reset().convert(text))


def elements(html: Element) -> list[str]:
    return [element.name for element in html.all()]


@settings(deadline=None)
@with_every_hard_text
@given(PRINTED)
def test_markdown_shows_it_in_paragraphs_headings_and_attributes(text: str) -> None:
    words = as_markdown(text)
    assert not re.search(r"[\n!-/:-@\[-`{-~]", re.sub(r"&#\d+;", "", words))
    html = page(f"{words}\n\n# {words} {{: title='{words}' }}\n\nbefore {words} after")
    first, last = html.all("p")
    heading = html.one("h1")
    assert elements(html) == ["p", "h1", "a", "p"], "the link is the heading's own"
    assert first.node.text == heading.node.text == heading["title"] == text
    assert last.node.text == f"before {text} after"


@with_every_hard_text
@given(PRINTED)
def test_code_in_markdown_is_that_text_on_one_line(text: str) -> None:
    for padded in (text, f" {text} "):
        (block,) = MarkdownIt().parse(f"{markdown_code(padded)} is gone")[1:-1]
        code, rest = block.children or []
        assert (code.type, code.content) == ("code_inline", visible(padded))
        assert (rest.type, rest.content) == ("text", " is gone")


# DOT


TITLES = PRINTED.map(lambda text: characters.refused_in_line.sub("", text).strip()).filter(
    lambda text: bool(text) and not re.search(r"[\uE000-\uF8FF\U000F0000-\U0010FFFF]", text)
)


@settings(deadline=None)
@with_every_hard_text
@given(TITLES)
def test_graphviz_shows_it_as_a_label_and_as_a_tooltip(text: str) -> None:
    node = f'a [label="{dot_label(text)}" tooltip="{dot_tooltip(text)}"]'
    assert shown(f"digraph {{ {node} b [label=B tooltip=b] }}") == {
        "a": (spaced(text), spaced(text)),
        "b": ("B", "b"),
    }


# XML, which ElementTree writes


def test_all_that_a_list_may_hold_can_stand_in_xml() -> None:
    every = "".join(map(chr, range(0x110000)))
    held = characters.refused.sub("", every).replace("\r", "")  # which XML reads as a line feed
    assert len(held) > 1_000_000
    written = ET.Element("a", {"b": held})
    written.text = held
    read = ET.fromstring(ET.tostring(written, encoding="unicode"))
    assert read.get("b") == read.text == held


# JSON in a script


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | ANYTHING,
    lambda inside: st.lists(inside) | st.dictionaries(ANYTHING, inside),
    max_leaves=10,
)  # fmt: skip


@settings(deadline=None)
@with_every_hard_text
@example("\u2028 \ud800")
@given(VALUES)
def test_a_script_of_a_page_holds_the_same_value(value: object) -> None:
    assert script_json(value).isascii()
    data = f'<script type="application/json">{script_json(value)}</script>'
    html = page(f"{data}\n\n<div>{data}</div>\n\nafter")
    assert elements(html) == ["script", "div", "script", "p"]
    assert [json.loads(script.node.text or "") for script in html.all("script")] == [value, value]
    assert html.one("p").text == "after"


def test_a_number_that_json_does_not_have_is_no_value() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        script_json(float("nan"))


def test_a_browser_reads_the_same_value_from_data_and_from_javascript(browser: Browser) -> None:
    value = {text: [text, {text: text}] for text in (*HARD, "\u2028")}
    written = script_json(value)
    with opened(browser) as window:
        window.page.set_content(
            f'<script id="data" type="application/json">{written}</script>'
            f"<script>window.value = {written};</script><p>after</p>"
        )
        parsed, literal = window.page.evaluate(
            "[JSON.parse(document.querySelector('#data').textContent), value].map(JSON.stringify)"
        )
        assert json.loads(parsed) == json.loads(literal) == value
        assert window.page.locator("p").all_text_contents() == ["after"]
        assert window.page.evaluate("window.pwned") is None
        assert window.faults == []


# BibTeX


def entry(text: str) -> str:
    return f"@misc{{key,\n  title = {{{bibtex_value(text)}}},\n  note = {{after}}\n}}\n"


@settings(deadline=None)
@with_every_hard_text
@given(PRINTED)
def test_readers_of_bibtex_find_one_entry_and_the_text_in_it(text: str) -> None:
    assert entry(text).count("\n") == entry("a").count("\n")
    library = bibtexparser.parse_string(entry(text))
    assert not library.failed_blocks
    (block,) = library.entries
    assert library.blocks == [block]
    ((_, other),) = pybtex.parse_string(entry(text), "bibtex").entries.items()
    for fields in ({field.key: field.value for field in block.fields}, dict(other.fields)):
        assert set(fields) == {"title", "note"}
        assert fields["note"] == "after"
        assert latex(fields["title"]).split() == text.split()


def test_readers_of_latex_decode_the_text() -> None:
    text = r"50 % of A & B_1 #2, C:\x ~ <é 漢>"
    library = bibtexparser.parse_string(entry(text), append_middleware=[LatexDecodingMiddleware()])
    assert library.entries_dict["key"]["title"] == text
    assert str(richtext.Text.from_latex(bibtex_value(text))) == text


# Mermaid


@with_every_hard_text
@given(PRINTED)
def test_mermaid_gets_letters_digits_spaces_and_codes_of_all_else(text: str) -> None:
    label = mermaid_label(text)
    assert re.fullmatch(r"(?:[^\W_]| |#\d+;)+", label)
    assert re.sub(r"#(\d+);", lambda code: chr(int(code[1])), label) == text
    assert not re.search(r"direction\s", label)


@with_every_hard_text
@given(PRINTED)
def test_a_label_of_mermaid_cannot_end_its_line_or_the_fence_around_it(text: str) -> None:
    line = f'  a["{mermaid_label(text)}"]'
    fence, after = MarkdownIt().parse(f"```mermaid\nflowchart LR\n{line}\n```\nafter")[:2]
    assert (fence.type, fence.content) == ("fence", f"flowchart LR\n{line}\n")
    assert after.type == "paragraph_open"


# Addresses of DOIs


@given(st.from_regex(re.compile(DOI, re.ASCII), fullmatch=True))
@example("10.1000/456#789?x=%41")
@example('10.1000/"[]^`{|}\\')
def test_the_address_of_a_doi_has_all_of_it_in_its_path(doi: str) -> None:
    parts = urlsplit(doi_address(doi))
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("https", "doi.org", "", "")
    assert unquote(parts.path) == f"/{doi}"


def test_a_browser_leaves_the_path_of_a_doi_as_it_is(browser: Browser) -> None:
    dois = ["10.1000/a/../../b", "10.1000/./a/.", "10.1000/..", "10.1000/...", "10.1000/a#b?c%2e"]
    with opened(browser) as window:
        paths = window.page.evaluate(
            "dois => dois.map(doi => decodeURIComponent(new URL(doi).pathname))",
            [doi_address(doi) for doi in dois],
        )
    assert paths == [f"/{doi}" for doi in dois]
