"""What is said of broken catalogues: tests/cases/problems holds them, and beside each the words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import reading_graph
from reading_graph.catalogue import read
from reading_graph.checks import values
from reading_graph.problems import Problem, Severity, Source, one_line, quoted, text_report
from support.toy import TOY, reading

CASES = Path(__file__).parent / "cases" / "problems"
BROKEN = sorted(CASES.glob("*.yaml"))
MADE_IN_TEST_SOURCE = {"encoding", "no-file", "too-large"}


@pytest.fixture
def in_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "_next_year", lambda: 2027)


@pytest.mark.usefixtures("in_2026")
@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_each_broken_file_gets_the_words_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(CASES)
    found = read(Path(path.name))
    said = text_report(found.source, found.problems) + "\n"
    assert said == path.with_suffix(".txt").read_text("utf-8")
    assert found.catalogue is None


def test_no_words_are_without_their_file() -> None:
    assert {path.stem for path in CASES.glob("*.txt")} == {path.stem for path in BROKEN}
    assert {path.suffix for path in CASES.iterdir()} == {".txt", ".yaml"}


def test_every_rule_in_the_code_has_a_broken_file() -> None:
    said = "".join(path.with_suffix(".txt").read_text("utf-8") for path in BROKEN)
    shown = set(re.findall(r"^\S+:\d+:\d+: error\[([a-z-]+)\]: ", said, re.MULTILINE))
    assert shown.isdisjoint(MADE_IN_TEST_SOURCE)
    assert shown | MADE_IN_TEST_SOURCE == set(rules_in_the_code())


def rules_in_the_code() -> Iterator[str]:
    """Each rule id that a problem is made with: an argument, or the first of a pair returned."""
    package = Path(str(reading_graph.__file__)).parent
    for path in [*package.glob("*.py"), *package.glob("checks/*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Problem"), args=[_, _, rule, *_]):
                    yield from literal(rule)
                case ast.Call(func=ast.Name(id="at" | "_refusal"), args=[_, rule, _]):
                    yield from literal(rule)
                case ast.Return(value=ast.Tuple(elts=[rule, _])) if path.name == "values.py":
                    yield from literal(rule)


def literal(node: ast.expr) -> Iterator[str]:
    """The text of a constant; a rule that is a variable comes from one of the other places."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def test_the_search_for_rules_sees_every_way_to_make_a_problem() -> None:
    found = set(rules_in_the_code())
    assert found >= {"no-file", "wrong-type", "duplicate-key"}, "Problem(…)"
    assert found >= {"unsupported", "empty-file"}, "_refusal(…)"
    assert found >= {"cycle", "unknown-paper"}, "at(…)"
    assert found >= {"bad-url", "needs-quotes"}, "return …, …"
    literals = {
        text
        for path in Path(str(values.__file__)).parent.glob("*.py")
        for text in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', path.read_text("utf-8"))
    }
    assert literals <= found


def test_a_sound_catalogue_has_no_problems() -> None:
    found = reading(TOY)
    assert found.problems == ()
    assert text_report(found.source, found.problems) == ""


def test_problems_are_told_in_the_order_of_the_text_and_each_once() -> None:
    source = Source("a.yaml", "one\ntwo\n")
    late, early = Problem(4, 7, "b", "late"), Problem(0, 3, "a", "early")
    told = text_report(source, [late, early, late, Problem(0, 3, "a", "early")])
    assert re.findall(r"early|late", told) == ["early", "late"]


def test_a_problem_has_its_line_below_it_and_carets_below_that() -> None:
    source = Source("a.yaml", "one\ntwo three\n")
    assert text_report(source, [Problem(8, 13, "rule", "no")]) == (
        "a.yaml:2:5: error[rule]: no\n    2 | two three\n      |     ^^^^^"
    )


def test_a_warning_says_that_it_is_one() -> None:
    problem = Problem(0, 1, "rule", "hm", Severity.WARNING)
    assert one_line(Source("a.yaml", "x"), problem) == "a.yaml:1:1: warning[rule]: hm"


def test_a_problem_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    told = text_report(Source("a", "x: one\n  two\n"), [Problem(3, 12, "rule", "no")])
    assert told.splitlines()[1:] == ["    1 | x: one", "      |    ^^^"]


def test_a_problem_at_the_end_of_the_file_has_the_line_after_the_last() -> None:
    source = Source("a", "x\n")
    assert text_report(source, [Problem(2, 3, "rule", "no")]) == "a:2:1: error[rule]: no"


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("ab\ncd", [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]),
        ("ab\r\nc", [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2)]),
        ("ab\rcd", [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]),
        ("\r\r\n\n", [(1, 1), (2, 1), (2, 2), (3, 1), (4, 1)]),
        ("a\u2028b", [(1, 1), (1, 2), (1, 3), (1, 4)]),
        ("é漢🍞z", [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5)]),
        ("", [(1, 1)]),
    ],
)
def test_lines_end_where_yaml_ends_them_and_columns_count_characters(
    text: str, positions: list[tuple[int, int]]
) -> None:
    source = Source("a", text)
    assert [source.position(offset) for offset in range(len(text) + 1)] == positions
    assert "".join(source.lines) == text


def test_carets_stand_below_what_takes_two_columns_or_none() -> None:
    text = "漢e\u0301:\tx"
    told = text_report(Source("a", text), [Problem(5, 6, "rule", "no")])
    assert told.splitlines()[1:] == ["    1 | 漢e\u0301: x", "      |      ^"]


def test_what_a_terminal_would_obey_is_shown_as_an_escape() -> None:
    source = Source("a\x1b.yaml", "x\x07\x9by")
    told = text_report(source, [Problem(1, 2, "rule", "no")])
    assert told == ("a\\u001b.yaml:1:2: error[rule]: no\n    1 | x\\u0007\\u009by\n      |  ^^^^^^")


@pytest.mark.parametrize("offset", [0, 3, 60, 99, 100, 150, 251, 299])
def test_a_long_line_is_cut_around_the_caret(offset: int) -> None:
    text = "".join(chr(ord("a") + place % 26) for place in range(300))
    _, line, carets = text_report(Source("a", text), [Problem(offset, 300, "rule", "no")]).split(
        "\n"
    )
    assert len(line) == len("    1 | ") + 100
    assert line[carets.index("^")] == text[offset]
    assert len(carets) <= len(line)
    assert line.startswith("    1 | …") == (offset > 50)
    assert line.endswith("…") == (offset < 250)


def test_a_line_that_fits_is_shown_whole_wherever_the_caret_is() -> None:
    text = "x" * 99 + "y"
    told = text_report(Source("a", text), [Problem(99, 100, "rule", "no")])
    assert f"| {text}\n" in told


def test_a_quoted_text_is_one_line_of_bounded_length() -> None:
    assert quoted("a'b") == "'a'b'"
    assert quoted("x" * 60) == "'" + "x" * 60 + "'"
    assert quoted("x" * 61) == "'" + "x" * 59 + "…'"
    assert quoted("a\n\u202e\ud800") == "'a\\u000a\\u202e\\ud800'"
