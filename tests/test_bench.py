"""The benchmarks: that what they measure is what they say, and that they tell what they found."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from benchmarks.command import PAGE
from benchmarks.figures import Beside, Figure, all_kept
from benchmarks.measuring import Cost, Failed, costs, program, said
from benchmarks.outlines import outlines
from benchmarks.report import NoPlace, Report, with_report
from benchmarks.specimen import SECTIONS, specimen
from reading_graph.model import Catalogue
from support.builds import ROOT
from support.toy import reading

HOLDING = """
import subprocess, sys, time
held = bytearray(60_000_000)
if len(sys.argv) < 3:
    subprocess.run([sys.executable, "-c", sys.argv[1], sys.argv[1], "the child"])
else:
    time.sleep(0.3)
"""
SLOW = Figure("oven", "10 loaves", 61.2, "s", Beside(50, "bare tins"), 1.15)
REPORT = Report(
    [SLOW], date(2024, 2, 29), "0123456789", {"processor": "an abacus", "Python": "3.11"}
)


def sound(text: str) -> Catalogue:
    catalogue = reading(text).catalogue
    assert catalogue
    return catalogue


# The lists


@pytest.mark.parametrize("papers", [1, 10, 120])
def test_a_made_up_list_has_what_was_asked_for_and_nothing_is_wrong_with_it(papers: int) -> None:
    read = reading(specimen(papers))
    assert read.problems == ()
    assert read.catalogue
    assert len(read.catalogue.papers) == papers
    assert len(read.catalogue.sections) == SECTIONS


def test_its_papers_are_as_ours_are() -> None:
    papers = sound(specimen(120)).papers
    needs = [len(paper.needs) for paper in papers[SECTIONS:]]
    words = [len((paper.notes or "").split()) for paper in papers]
    assert set(needs) == {2, 3}
    assert sum(needs) / len(needs) == 2.5
    assert 200 < sum(words) / len(words) < 240
    assert sum(bool(paper.short) for paper in papers) == len(papers) // 2
    assert all(need.why for paper in papers for need in paper.needs)


def test_the_same_number_makes_the_same_list_and_a_smaller_one_begins_like_it() -> None:
    assert specimen(30) == specimen(30)
    assert specimen(30).startswith(specimen(29))


@pytest.mark.parametrize(
    ("shape", "papers", "sections", "needs"),
    [
        ("documents", 300, 20, 2_000),
        ("star", 291, 20, 290),
        ("chain", 300, 20, 299),
        ("unconnected", 30, 20, 0),
        ("many sections", 100, 20, 250),
        ("one section", 200, 1, 500),
    ],
)
def test_each_shape_is_what_it_is_called(
    shape: str, papers: int, sections: int, needs: int
) -> None:
    read = sound(outlines(300)[shape])
    assert len(read.papers) == papers
    assert len({paper.section for paper in read.papers}) == len(read.sections) == sections
    assert sum(len(paper.needs) for paper in read.papers) == pytest.approx(needs, rel=0.1)


# What is measured


def test_what_a_program_that_fails_has_said_last_is_told() -> None:
    with pytest.raises(Failed, match=r"^python -c .* ended with 3: no flour$"):
        program("-c", "import sys; print('no oven\\nno flour', file=sys.stderr); sys.exit(3)")
    with pytest.raises(Failed, match=r"^python -c .* ended with 1: no flour$"):
        said("-c", "import sys; sys.exit('no flour')")


def test_a_program_that_takes_too_long_is_ended() -> None:
    with pytest.raises(Failed, match=r"^python -c .* took longer than 0\.2 s$"):
        program("-c", "import time; time.sleep(60)", longest=0.2)


@pytest.mark.skipif(sys.platform != "linux", reason="only /proc tells what is held at once")
def test_memory_is_that_of_a_program_and_of_those_that_it_started() -> None:
    assert program("-c", HOLDING, HOLDING).megabytes > 120


def test_steps_take_turns_and_the_middle_of_each_is_told() -> None:
    order: list[str] = []
    times = iter([1, 10, 5, 30, 2, 20])
    steps = {name: lambda: Cost(next(times)) for name in ("ours", "theirs")}
    assert [cost.seconds for cost in costs(steps, 3, order.append)] == [2, 20]
    assert order == [f"{name}, {n} of 3" for n in (1, 2, 3) for name in ("ours", "theirs")]


# What is told


def test_a_limit_is_one_of_the_ratio_where_there_is_one() -> None:
    assert SLOW.kept is False
    assert Figure("oven", "10 loaves", 61.2, "s", Beside(60, "bare tins"), 1.15).kept
    assert Figure("oven", "10 loaves", 61.2, "s", limit=60).kept is False
    assert Figure("oven", "10 loaves", 61.2, "s").kept is None
    assert all_kept([Figure("oven", "10 loaves", 61.2, "s")])
    assert not all_kept([SLOW])


def test_a_report_takes_the_place_of_the_one_before_and_nothing_else_changes() -> None:
    page = "# Fast\n\nWords.\n\n## The last run\n"
    once = with_report(page, REPORT)
    assert once.startswith(page)
    assert "29 February 2024" in once
    assert "an abacus" in once
    assert "| oven " in once
    assert with_report(with_report(page + "\nOld.\n", REPORT), REPORT) == once
    with pytest.raises(NoPlace):
        with_report("# Fast\n", REPORT)


def test_the_page_has_a_place_for_it() -> None:
    assert with_report(PAGE.read_text("utf-8"), REPORT)


def test_the_command_prints_a_table_and_writes_what_it_found(tmp_path: Path) -> None:
    results = tmp_path / "new" / "found.json"
    asked = ["check", "--papers", "20", "--rounds", "1", "--json", str(results)]
    run = subprocess.run(
        [sys.executable, ROOT / "scripts" / "bench.py", *asked],
        capture_output=True,
        encoding="utf-8",
    )
    found = json.loads(results.read_text("utf-8"))
    lines = run.stdout.splitlines()
    assert len(lines) == len(found["figures"]) + 2
    assert all(line.startswith("|") for line in lines)
    assert all(line.startswith("check: ") for line in run.stderr.splitlines())
    is_broken = any(figure["kept"] is False for figure in found["figures"])
    assert run.returncode == is_broken
    assert {"processor", "memory", "system", "Python", "Chromium"} <= found["machine"].keys()
