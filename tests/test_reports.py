"""How problems are told: to people, to the workflows of a forge, and to programs."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_graph.problems import Problem, Severity, Source
from reading_graph.reports import (
    first_warnings,
    github_report,
    json_report,
    most_urgent,
    one_line,
    text_report,
)
from reading_graph.wording import quoted
from support.runner import Command, command
from support.toy import changed, reading


def test_a_problem_has_its_line_below_it_and_carets_below_that() -> None:
    source = Source("a.yaml", "one\ntwo three\n")
    assert text_report(source, [Problem(8, 13, "rule", "no")]) == (
        "a.yaml:2:5: error[rule]: no\n    2 | two three\n      |     ^^^^^"
    )


def test_a_warning_says_that_it_is_one() -> None:
    problem = Problem(0, 1, "rule", "hm", Severity.WARNING)
    assert one_line(Source("a.yaml", "x"), problem) == "a.yaml:1:1: warning[rule]: hm"


def test_no_rule_hides_behind_the_many_warnings_of_another() -> None:
    many = [Problem(n, n + 1, "many", "hm", Severity.WARNING) for n in range(1_100)]
    few = [Problem(1_100 + n, 1_101 + n, "few", "oh", Severity.WARNING) for n in range(3)]
    found = Problem(1_200, 1_201, "found", "well", Severity.WARNING)
    source = Source("my list.yaml", "x" * 1_300)
    *told, unchecked, more = first_warnings(source, [*many, *few], [found])
    assert told == [one_line(source, warning) for warning in (*many[:17], *few)]
    shows_all = "python3 scripts/check.py --all 'my list.yaml' shows them"
    assert more == f"and 1,083 more (many 1,083); {shows_all}"
    assert unchecked == one_line(source, found)


def test_warnings_that_one_can_look_through_are_all_told() -> None:
    warnings = [Problem(n, n + 1, "some", "hm", Severity.WARNING) for n in range(20)]
    source = Source("a.yaml", "x" * 20)
    assert first_warnings(source, warnings) == [one_line(source, one) for one in warnings]


def test_of_many_problems_errors_come_first_and_of_these_the_first_of_each_rule() -> None:
    doubt = Problem(0, 1, "doubt", "hm", Severity.WARNING)
    many = [Problem(n, n + 1, "many", "no") for n in range(1, 9)]
    last = Problem(9, 10, "last", "no")
    assert most_urgent([doubt, *many, last], 3) == [*many[:2], last]


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


def test_a_terminal_gets_colours_around_the_rule_and_the_carets_only() -> None:
    source = Source("a", "x: one\n")
    problems = [Problem(0, 1, "r", "no"), Problem(3, 6, "w", "hm", Severity.WARNING)]
    told = text_report(source, problems, colour=True)
    assert re.findall(r"\x1b\[(1;\d+)m([^\x1b]*)\x1b\[0m", told) == [
        ("1;31", "error[r]"), ("1;31", "^"), ("1;33", "warning[w]"), ("1;33", "^^^"),
    ]  # fmt: skip
    assert re.sub(r"\x1b\[[\d;]+m", "", told) == text_report(source, problems)


def test_a_workflow_is_told_file_and_place() -> None:
    source = Source("papers.yaml", "x: one\n  two\n")
    assert github_report(source, [Problem(3, 6, "r", "no"), Problem(0, 12, "r", "no")]) == (
        "::error file=papers.yaml,line=1,col=4,title=r,endColumn=7::no\n"
        "::error file=papers.yaml,line=1,col=1,title=r::no"
    )


def test_a_workflow_is_told_names_and_words_as_they_are() -> None:
    source = Source("a,b::c", "x")
    told = github_report(source, [Problem(0, 1, "r", "100 %\n::debug::x", Severity.WARNING)])
    assert "\n" not in told
    place = {"file": "a,b::c", "line": "1", "col": "1", "title": "r", "endColumn": "2"}
    assert command(told) == Command("warning", place, "100 %\n::debug::x")


WORDS = st.lists(st.sampled_from(["##[", "::", "debug", "]", "\n", "\r", "\t", " ", "\x1b[0m"]))


@given(WORDS.map("".join), WORDS.map("".join))
def test_no_text_and_no_message_commands_a_workflow_that_shows_it(text: str, words: str) -> None:
    told = text_report(Source("a", text), [Problem(len(text) // 2, len(text), "r", words)])
    assert "\x1b" not in told
    assert [line for line in re.split(r"[\r\n]", told) if command(line)] == []


def test_no_mend_that_is_proposed_commands_a_workflow() -> None:
    found = reading(changed("10.5555/bread.1951", "https://doi.org/10.5555/##[add-mask]x"))
    assert 'write "10.5555/' in found.problems[0].message
    assert not any(map(command, text_report(found.source, found.problems).splitlines()))


def test_a_program_is_told_all_places() -> None:
    source = Source("a.yaml", "one\ntwo\n")
    found = [Problem(4, 7, "r", "no", also=(0, 1)), Problem(8, 9, "w", "hm", Severity.WARNING)]
    first, second = json.loads(json_report([(source, found)]))
    assert first == {
        "file": "a.yaml", "rule": "r", "severity": "error", "message": "no",
        "line": 2, "column": 1, "end": {"line": 2, "column": 4},
        "also": [{"line": 1, "column": 1}, {"line": 1, "column": 2}],
    }  # fmt: skip
    assert (second["line"], second["column"], second["end"]) == (3, 1, {"line": 3, "column": 1})
    assert json.loads(json_report([])) == []
