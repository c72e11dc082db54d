"""CSL-JSON: what becomes of files that Crossref, DataCite, mEDRA, JaLC, Zotero or Mendeley might
write (tests/cases/csl: NAME.json, and in NAME.txt what comes out), and that nobody should.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_graph.imports.csl import only_work, works
from reading_graph.imports.markup import without_markup
from reading_graph.imports.works import Imported, Skipped, Unfit, Work

CASES = sorted((Path(__file__).parent / "cases" / "csl").glob("*.json"))


def outcome(imported: Imported) -> str:
    """Everything that was found and skipped, for a person to read."""
    told = {found.line: list(fields_of(found.work)) for found in imported.found}
    told |= {skip.line: [f"skipped: {skip.message}"] for skip in imported.skipped}
    return "".join(f"{line}\n" + "".join(f"  {x}\n" for x in told[line]) for line in sorted(told))


def fields_of(work: Work) -> Iterator[str]:
    for name, value in asdict(work).items():
        for one in value if isinstance(value, tuple) else [value]:
            if one is not None:
                yield f"{name}: {one}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_file_is_read_as_its_case_says(case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    assert outcome(works(text)) == case.with_suffix(".txt").read_text(encoding="utf-8")


def test_a_text_of_one_work_is_read_and_known_ids_go_before_its_own() -> None:
    text = json.dumps({"title": "Kneading", "DOI": "10.5555/KNEADING"})
    assert only_work(text) == Work("Kneading", doi="10.5555/KNEADING")
    assert only_work(f"[{text}]", "10.5555/Kneading").doi == "10.5555/Kneading"
    of_arxiv = only_work(text, "1706.99999")
    assert (of_arxiv.arxiv, of_arxiv.year, of_arxiv.venue) == ("1706.99999", 2017, "arXiv")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "it has 0 entries, not one"),
        ('[{"title": "a"}, {"title": "b"}]', "it has 2 entries, not one"),
        ('"Resource not found."', "it is no entry, which would stand in { }"),
        ('{"status": "404"}', "it has no title"),
        ("<html>", "it is no JSON at '<html>'"),
        ("", "it ends too early"),
    ],
)
def test_a_text_of_anything_else_is_refused(text: str, message: str) -> None:
    with pytest.raises(Unfit) as refused:
        only_work(text)
    assert str(refused.value) == message


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000, '[{"title": ' + "[" * 200_000])
def test_deep_nesting_is_refused(text: str) -> None:
    (skipped,) = works(text).skipped
    assert skipped == Skipped(1, "it is nested too deeply to be read; from there on none is read")


def test_wrappers_in_wrappers_are_opened_however_many() -> None:
    text = '{"items":' * 5_000 + '[{"title": "Kneading"}]'
    assert works(text).found[0].work == Work("Kneading")


def test_numbers_of_any_length_are_read() -> None:
    text = (
        '{"title": "Kneading", "volume": 1' + "0" * 5_000 + ', "issued": {"date-parts": [[1e999]]}}'
    )
    assert only_work(text) == Work("Kneading")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["date-parts", "raw", "family", "given", "literal", "name"]), inner
        )
    ),
    max_leaves=6,
)
KEYS = [
    "title", "subtitle", "type", "author", "editor", "issued", "container-title", "publisher",
    "institution", "event", "genre", "volume", "issue", "page", "DOI", "URL", "note", "number",
]  # fmt: skip


@settings(deadline=None, max_examples=25)
@given(
    st.dictionaries(st.sampled_from(KEYS), JSON), st.sampled_from(["", "thesis", "report", "book"])
)
def test_an_entry_of_any_values_is_a_work_or_has_a_reason(
    entry: dict[str, object], kind: str
) -> None:
    imported = works(json.dumps([{"type": kind, **entry}, {"title": "After It"}]))
    assert len(imported.found) + len(imported.skipped) == 2
    assert imported.found[-1].work == Work("After It")


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet='[]{}",:\\ \ntitle1', max_size=40))
def test_any_text_is_read_or_has_a_reason(text: str) -> None:
    imported = works(text)
    assert imported.found or imported.skipped or text.strip().startswith(("[", "{"))


# Markup


@pytest.mark.parametrize(
    "text",
    [
        "p < 0.05 and q > 0.1", "A<B", "A<B>C", "x<i and i>y", "List<i>", "AT&T &c", "R&D;",
        "&nosuch;", "if a<b or c<d>e", "<unknown>tags</unknown>", "</i>", "<i>",
    ],
)  # fmt: skip
def test_what_is_no_markup_stays(text: str) -> None:
    assert without_markup(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a <i>b</i> c", "a b c"),
        ("a<SUP>2</SUP>", "a2"),
        ("<b><i>both</i></b>", "both"),
        ('<span class="nocase">pH</span> of dough', "pH of dough"),
        ("one<br/>two", "one two"),
        ("<jats:title>One</jats:title>", "One"),
        ("&lt;i&gt;twice&lt;/i&gt; &amp;amp; thrice", "twice & thrice"),
        ("Gl&uuml;ten&#8211;free&#x2014;&nbsp;x", "Glüten\N{EN DASH}free\N{EM DASH} x"),
        ("in<mml:math><mml:mi>x</mml:mi> <mml:mo>+</mml:mo></mml:math> out", "inx+ out"),
    ],
)
def test_markup_is_taken_off(text: str, shown: str) -> None:
    assert without_markup(text) == shown
