"""What is said of broken catalogues: tests/cases holds them, and beside each the words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import reading_graph
from reading_graph.catalogue import Reading, checked_bytes, read
from reading_graph.checks import values
from reading_graph.problems import Severity
from reading_graph.reports import text_report
from reading_graph.rules import EXAMPLE, RULES, Rule
from support.toy import TOY, errors, reading

CASES = Path(__file__).parent / "cases"
BROKEN = sorted((CASES / "problems").glob("*.yaml"))
DOUBTFUL = sorted((CASES / "warnings").glob("*.yaml"))
ROOT = Path(__file__).parents[1]
MADE_ELSEWHERE = {"encoding", "no-file", "too-large", "slow-note", "large-note"}
MADE_ELSEWHERE |= {"unshown-note"}
"""By test_source and test_notes."""


@pytest.fixture(autouse=True)
def in_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "_next_year", lambda: 2027)


def case(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Reading, str]:
    """What comes of a file, and the words beside it."""
    monkeypatch.chdir(path.parent)
    return read(Path(path.name)), path.with_suffix(".txt").read_text("utf-8")


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_the_errors_of_each_broken_file_are_the_words_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, words = case(path, monkeypatch)
    assert text_report(found.source, errors(found)) + "\n" == words
    assert found.catalogue is None


@pytest.mark.parametrize("path", DOUBTFUL, ids=lambda path: path.stem)
def test_all_that_is_said_of_each_doubtful_file_are_the_words_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, words = case(path, monkeypatch)
    assert text_report(found.source, found.problems) + "\n" == words
    assert (found.catalogue is None) == bool(errors(found))


def test_no_words_are_without_their_file() -> None:
    for folder in ("problems", "warnings"):
        files = {path.name for path in (CASES / folder).iterdir()}
        stems = {path.stem for path in (CASES / folder).iterdir()}
        assert files == {stem + end for stem in stems for end in (".txt", ".yaml")}


def test_every_rule_is_explained_and_every_explained_rule_is_in_the_code() -> None:
    assert set(rules_in_the_code()) == RULES.keys()


@pytest.mark.parametrize("rule", sorted(RULES.keys() - MADE_ELSEWHERE))
def test_every_rule_has_a_file_of_its_name_that_breaks_it(rule: str) -> None:
    paths = [path for path in (*BROKEN, *DOUBTFUL) if path.stem.startswith(rule)]
    assert any(f"[{rule}]: " in path.with_suffix(".txt").read_text("utf-8") for path in paths)


@pytest.mark.parametrize("rule", [r for r in RULES.values() if not r.message], ids=lambda r: r.id)
def test_the_example_of_every_rule_breaks_it_and_its_mend_breaks_none(rule: Rule) -> None:
    assert rule.file.count(rule.was or rule.right) >= 1
    broken = checked_bytes(rule.broken, "papers.yaml")
    told = {problem.rule for problem in broken.problems}
    assert told == {rule.id} | ({"back-in-time"} if rule.id == "cycle" else set())
    assert checked_bytes(rule.mended, "papers.yaml").problems == ()


def rules_in_the_code() -> Iterator[str]:
    """Each rule id that a problem is made with: an argument, or the first of a pair returned."""
    package = Path(str(reading_graph.__file__)).parent
    for path in [*package.glob("*.py"), *package.glob("checks/*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Problem"), args=[_, _, rule, *_]):
                    yield from literal(rule)
                case ast.Call(func=ast.Name(id="at" | "doubt" | "_refusal"), args=[_, rule, *_]):
                    yield from literal(rule)
                case ast.Call(func=ast.Name(id="Unshown"), args=[rule, _]):
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
    assert found >= {"lonely", "same-work"}, "doubt(…)"
    assert found >= {"slow-note", "large-note", "unshown-note"}, "Unshown(…)"
    assert found >= {"bad-url", "needs-quotes"}, "return …, …"
    literals = {
        text
        for path in Path(str(values.__file__)).parent.glob("*.py")
        for text in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', path.read_text("utf-8"))
    }
    assert literals <= found


@pytest.mark.parametrize(
    "text",
    [TOY, EXAMPLE, (ROOT / "papers.yaml").read_text("utf-8")],
    ids=["toy", "example", "the list itself"],
)
def test_a_sound_catalogue_has_no_problems(text: str) -> None:
    found = reading(text)
    assert text_report(found.source, found.problems) == ""


def test_problems_come_in_the_order_of_the_text_and_each_once() -> None:
    found = reading((CASES / "problems" / "several.yaml").read_bytes())
    assert len(found.problems) > 8
    assert list(found.problems) == sorted(set(found.problems))


def test_a_warning_alone_keeps_no_file_from_being_a_catalogue() -> None:
    found = reading(TOY.replace("    notes: All of it, in one oven.\n", ""))
    assert [problem.severity for problem in found.problems] == [Severity.WARNING]
    assert found.catalogue
