"""Naughty strings in every field: each is taken, or refused at its own line, whatever it is."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from support.builds import Project
from support.naughty import PLACES, STRINGS, catalogue, entry_lines

Spelling = tuple[str, bool]
"""The name of a place, and whether the strings there are written as escapes where they can be."""


@pytest.fixture(scope="module")
def errors(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> dict[Spelling, list[set[str]]]:
    """What check.py says of every string in every field: the rules that are broken at its line."""
    folder = tmp_path_factory.mktemp("naughty")
    begins: dict[str, tuple[Spelling, int]] = {}
    for name, place in PLACES.items():
        for escaped in (False, True):
            lines = entry_lines(place, escaped)
            for start in range(0, len(lines), place.entries):
                text, line = catalogue(place, lines[start : start + place.entries])
                file = f"{len(begins)}.yaml"
                (folder / file).write_text(text, encoding="utf-8")
                begins[file] = (name, escaped), line - start
    check = project.root / "scripts" / "check.py"
    run = project.run(check, "--format", "json", *begins, cwd=folder)
    assert run.status == 1
    assert "Traceback" not in run.err
    found: dict[Spelling, list[set[str]]] = defaultdict(lambda: [set() for _ in STRINGS])
    for problem in json.loads(run.out):
        if problem["severity"] == "error":
            spelling, line = begins[Path(problem["file"]).name]
            assert problem["line"] >= line, problem
            found[spelling][problem["line"] - line].add(problem["rule"])
    return found


def test_the_strings_are_there() -> None:
    assert len(STRINGS) == 499


@pytest.mark.parametrize("escaped", [False, True], ids=["as they are", "as escapes"])
@pytest.mark.parametrize("name", PLACES)
def test_each_is_taken_or_refused_at_its_line(
    errors: dict[Spelling, list[set[str]]], name: str, escaped: bool
) -> None:
    place = PLACES[name]
    told = dict(zip(STRINGS, errors[name, escaped], strict=True))
    assert [text for text, rules in told.items() if place.takes(text) == bool(rules)] == []
    assert len(told) > sum(map(bool, told.values())) > 0 or place.most == 0


@pytest.mark.parametrize("escaped", [False, True], ids=["as they are", "as escapes"])
def test_what_is_refused_is_told_for_what_it_is(
    errors: dict[Spelling, list[set[str]]], escaped: bool
) -> None:
    told = dict(zip(STRINGS, errors["its short name", escaped], strict=True))
    assert told[""] == told[" "] == {"empty"}
    assert told["\ufeff"] == told["\u2029test\u2029"] == {"character"}
    assert told["<img src=x onerror=alert(123) />"] == {"too-long"}
    assert told["undefined"] == told["<plaintext>"] == set()
    assert errors["a tag", escaped][STRINGS.index("NULL")] == {"bad-id"}
    assert errors["its address", escaped][STRINGS.index("NULL")] == {"bad-url"}
