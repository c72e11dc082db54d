"""What comes of .bib files: tests/cases/bibtex has one in the manner of each program and service
that writes them, and beside each what is found in it.
"""

from __future__ import annotations

import re
import time
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reading_graph import venues
from reading_graph.exports.bibtex import bibtex, reading_address
from reading_graph.fields import ARXIV
from reading_graph.identifiers import first_month, without_version
from reading_graph.imports import bibtex as importing
from reading_graph.imports.bibtex import works
from reading_graph.imports.files import LARGEST_FILE, Undecodable, text_of
from reading_graph.imports.latex import plain
from reading_graph.imports.works import Work, tidy
from reading_graph.model import Paper
from reading_graph.people import named
from reading_graph.venues import cited_year

CASES = Path(__file__).parent / "cases" / "bibtex"
FILES = sorted(CASES.glob("*.bib"))


def told(data: bytes) -> str:
    """All that is found in a file, and what is not, by lines."""
    try:
        found = works(text_of(data))
    except Undecodable as undecodable:
        return f"{undecodable}\n"
    parts = [(one.line, described(one.work)) for one in found.found]
    parts += [(one.line, f"  - {one.message}\n") for one in found.skipped]
    return "".join(f"line {line}\n{part}" for line, part in sorted(parts))


def described(work: Work) -> str:
    values = {field.name: getattr(work, field.name) for field in fields(work)}
    values |= {name: "; ".join(values[name]) for name in ("authors", "left_out")}
    return "".join(f"  {name}: {value}\n" for name, value in values.items() if value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_found_in_a_file_of_each_dialect_are_the_words_beside_it(path: Path) -> None:
    assert told(path.read_bytes()) == path.with_suffix(".txt").read_text("utf-8")


def test_no_words_are_without_their_file() -> None:
    assert {path.stem for path in CASES.iterdir()} == {path.stem for path in FILES}


def only(text: str) -> Work:
    """The work of a file in which nothing else is."""
    found = works(text)
    assert found.skipped == ()
    (one,) = found.found
    return one.work


# What the list itself says


def as_told(paper: Paper) -> Work:
    """A paper as its own entry tells it: of a version it says nothing, arXiv is told by it, and
    what a meeting published is of its year.
    """
    arxiv = without_version(paper.arxiv) if paper.arxiv else None
    month = first_month(arxiv) if arxiv else None
    latest = datetime.now(UTC).year + 1
    cited = cited_year(venues.venue(paper.venue) if paper.venue else None, paper.year)
    years = [year for year in (cited or 0, (month or 0) // 12) if 0 < year <= latest]
    is_preprint = arxiv and re.match(r"(?i:arxiv|corr)\b", paper.venue or "arXiv")
    venue = "arXiv" if is_preprint else paper.venue and tidy(paper.venue)
    return Work(
        tidy(paper.title),
        tuple(map(tidy, named(paper.authors))),
        min(years, default=None),
        venue,
        arxiv,
        paper.doi,
        None if arxiv or paper.doi else paper.url,
    )


SIGNS = st.text("aB9 éß漢\\{}$&#%_^~\"'`-<>@,.=()[]|/+*!?;:", min_size=1, max_size=30)
WORDS = ("Ada", "van", "der", "Krume", "Gär,", "and", "others", "{x}", "O'Fen", "\\N", "--", "#1")
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
VENUES = ("Crumb 323, 533\u2013536", "NeurIPS 2017", "Mill technical report", "arXiv", "CoRR 1999")
PAPERS = st.builds(
    Paper,
    st.just("x"),
    SIGNS.filter(str.strip),
    st.just("s"),
    authors=st.lists(NAMES | SIGNS.filter(str.strip), max_size=3).map(tuple),
    year=st.none() | st.integers(1600, 2026),
    venue=st.none() | st.sampled_from(VENUES) | SIGNS.filter(str.strip).map("Crumb {} of".format),
    arxiv=st.none() | st.from_regex(re.compile(ARXIV, re.ASCII), fullmatch=True),
    doi=st.none() | st.from_regex(r"10\.[0-9]{4}/[!-;=?-\[\]-z|~]{1,20}", fullmatch=True),
)


@settings(deadline=None, max_examples=80)
@given(PAPERS)
@example(Paper("x", "# 1", "s", venue="MIT Technical Report 12", authors=("others", "and")))
def test_a_paper_that_was_exported_comes_back_as_it_was(paper: Paper) -> None:
    assert only(bibtex(paper, reading_address(paper))) == as_told(paper)


# Texts


SHOWN = {
    r"\'etude, \'{e}tude, {\'e}tude, {\'{e}}tude, \' etude": "étude, étude, étude, étude, étude",
    r"na\"{\i}ve, na{\"\i}ve, Th\'{\^e}, Fran\c cois, \v{S}": "naïve, naïve, Thế, François, Š",
    r"{\O}re Sk\l odowska, Stra{\ss}e, \AA ngstr\"om": "Øre Skłodowska, Straße, Ångström",
    r"\textless{}i\textgreater{}x, {\textless}i{\textgreater}x": "<i>x, <i>x",
    r"A \emph{B} {\em C} \textbf{\textit{D}} {\sc E} \unheardof{F}": "A B C D E F",
    r"\enquote{A}\footnote{not this} \noopsort{nor this}B~C": "“A” B C",
    r"$\Omega$-rise, $O(n^2)$, 10$^{-3}$, CO$_2$": "Ω-rise, O(n²), 10⁻³, CO₂",
    r"H\textsubscript{2}O, 3\textsuperscript{rd}, $x_{<k}$, $\frac{a}{b}$": "H₂O, 3rd, x_<k, a/b",
    "It costs $5, or $6 & 100% more_or_less": "It costs $5, or $6 & 100% more_or_less",
    "Between $4-$5, v_2^3, \\'{}x": "Between $4-$5, v_2^3, x",
    "R&amp;D, R\\&D, `x', a_b^c": "R&D, R&D, `x', a_b^c",
    r"\input{/etc/passwd}\today": "",
    "a } b { c \\": "a  b  c \\",
}


@pytest.mark.parametrize("latex", SHOWN)
def test_latex_is_read_as_what_it_shows(latex: str) -> None:
    assert plain(latex) == SHOWN[latex]


@settings(deadline=None)
@given(st.text("\\{}$^_&~%`'-\"iaceltx[] \n", max_size=80) | st.text(max_size=80))
@example("<\r")
def test_every_text_can_be_read_and_stays_as_it_is_where_it_is_not_latex(latex: str) -> None:
    is_latex = re.search(r"[\\{}$~&`]|--|''", latex)
    assert plain(latex).split() == latex.split() or is_latex


# Files that are broken


CHANGES = st.lists(st.tuples(st.floats(0, 1), st.sampled_from('{}"@,=#%\\()\n\r$x ')), max_size=6)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(FILES), CHANGES, st.booleans())
def test_whatever_happens_to_a_file_each_entry_is_found_or_skipped_where_it_starts(
    path: Path, changes: list[tuple[float, str]], is_replaced: bool
) -> None:
    text = path.read_text("utf-8", "replace")
    for share, sign in changes:
        at = int(share * len(text))
        text = text[:at] + sign + text[at + is_replaced :]
    lines = re.split(r"\r\n?|\n", text)
    found = works(text)
    starts = [one.line for one in found.found] + [one.line for one in found.skipped]
    assert all("@" in lines[line - 1] for line in starts)


@given(st.binary(max_size=300))
def test_whatever_bytes_are_they_are_a_text_or_refused_in_one_line(data: bytes) -> None:
    assert re.match("line 1\n|it is not? .+\n$", told(b"@article{a, title = {" + data + b"}}"))


def test_what_is_broken_is_not_told_twice(caplog: pytest.LogCaptureFixture) -> None:
    assert works("@article{a, title = {\n@article{b}").skipped
    assert caplog.records == []


def test_of_a_file_with_more_entries_than_are_read_the_rest_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing, "MOST_BLOCKS", 2)
    found = works("@book{a, title={A}}\n@book{b, title={B}}\n@book{c, title={C}}\n")
    assert [one.work.title for one in found.found] == ["A", "B"]
    assert [(one.line, one.message) for one in found.skipped] == [
        (3, "no more than 2 entries are read of a file; split it here")
    ]


LARGE = 20_000
HOSTILE = {
    "braces": "@a{k, title={" + "{" * LARGE,
    "deep braces": "@a{k, title={" + "{" * LARGE + "x" + "}" * LARGE + "}}",
    "backslashes": "@a{k, title={x" + "\\" * LARGE + "}}",
    "dollars": "@a{k, title={" + "$ " * LARGE + "}}",
    "roots": r"@a{k, title={" + r"\sqrt[" * LARGE + "}}",
    "accents": r"@a{k, title={" + r"\'" * LARGE + "}}",
    "footnotes": r"@a{k, title={" + r"\footnote{" * 300 + "x" + "}" * 300 + "}}",
    "starts": "@a{\n" * 5_000,
    "signs": "@" * LARGE,
    "joints": "@a{k, title=" + "x # " * LARGE + "x}",
    "strings of strings": "@string{s0 = {ten signs.}}\n"
    + "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(99))
    + "@a{k, title = {x}, note = s99}",
    "a long chain": "".join(
        f"@book{{k{n}, title={{T}}, crossref={{k{n + 1}}}}}\n" for n in range(1_000)
    ),
    "names": "@a{k, title={x}, author={" + "and " * LARGE + "A," * LARGE + "}}",
    "arXiv": "@a{k, title={x}, journal={arxiv " + "a-" * LARGE + "}}",
    "addresses": "@a{k, title={x}, url={" + "http://" * LARGE + "}, doi={" + ", " * LARGE + "}}",
    "comments": "@a{k, title={x}" + "%\n" * LARGE + "}",
    "spaces": "@a{k, title={x}, note={" + " " * LARGE + "x}, volume={" + " - " * LARGE + "}}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_is_read_for_long(name: str) -> None:
    started = time.process_time()
    works(HOSTILE[name])
    assert time.process_time() - started < 2


# Encodings


SALT = "@book{s, title = {Salz über Öl}}"


@pytest.mark.parametrize(
    "data",
    [
        SALT.encode(),
        SALT.encode("utf-8-sig"),
        SALT.encode("utf-16"),
        b"\xfe\xff" + SALT.encode("utf-16-be"),
        b"% Encoding: ISO8859_1\r\n" + SALT.encode("latin-1"),
        b"% This file was created with JabRef 2.6.\n% Encoding: MacRoman\n"
        + SALT.encode("mac-roman"),
        b"%% Created for Ada \r%% Saved with string encoding Western (ISO Latin 1) \r"
        + SALT.encode("latin-1"),
        b"% -*- coding: cp437 -*-\n" + SALT.encode("cp437"),
        b"% Encoding: Cp1252\n" + SALT.encode(),  # saved as UTF-8 since
    ],
)  # fmt: skip
def test_a_file_is_read_in_the_encoding_that_it_tells(data: bytes) -> None:
    text = text_of(data)
    assert text.endswith(SALT)
    assert text[0] in "@%"


def test_what_its_owner_says_of_the_encoding_counts() -> None:
    said = b"% Encoding: UTF-8\n" + SALT.encode("cp1250")
    assert text_of(said, "windows-1250").endswith(SALT)
    assert text_of(SALT.encode("utf-8-sig"), "utf-8") == SALT
    assert text_of(SALT.encode("utf-16"), "utf-16") == SALT


NAME_ONE = "name one, such as --encoding windows-1252 or --encoding utf-8"
NO_TEXT = "it is no text (0x00 in line {}); if it is UTF-16, say --encoding utf-16"
REFUSED = {
    "not UTF-8": (
        b"% x\r\n\r" + SALT.encode("latin-1"),
        None,
        "it is not UTF-8 (0xfc in line 3); say what it is, such as --encoding windows-1252",
    ),
    "not as its owner says": (
        b"% Encoding: Cp1252\n" + SALT.encode(),
        "ascii",
        "it is not 'ascii' (0xc3 in line 2); name another with --encoding",
    ),
    "not as it says": (
        b"% Encoding: US-ASCII\n" + SALT.encode("latin-1"),
        None,
        "it is not 'US-ASCII' (0xfc in line 2); name another with --encoding",
    ),
    "unknown": (b"@", "dough\x1b[31m", f"no encoding is called 'dough\\u001b[31m'; {NAME_ONE}"),
    "of other things": (b"@", "rot13", f"no encoding is called 'rot13'; {NAME_ONE}"),
    "a NUL": (b"\n\n@book\0{", None, NO_TEXT.format(3)),
    "a NUL as its owner says": (b"@\0", "utf-8", NO_TEXT.format(1)),
    "UTF-16": ("@book{".encode("utf-16-le"), None, NO_TEXT.format(1)),
    "PDF": (b"%PDF-1.4\n%\xe2\xe3\0", None, NO_TEXT.format(2)),
    "large": (b" " * (LARGEST_FILE + 1), None, "it is over the limit of 10 MB; split it"),
}


@pytest.mark.parametrize(("data", "encoding", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line(
    data: bytes, encoding: str | None, says: str
) -> None:
    with pytest.raises(Undecodable) as refused:
        text_of(data, encoding)
    assert str(refused.value) == says
