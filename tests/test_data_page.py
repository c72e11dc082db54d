"""docs/data.md: what it shows runs, and the files that it names are those that are published."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import jq
import pytest
from click.testing import CliRunner
from reading_graph.addresses import DATA
from reading_graph.catalogue import read_bytes
from reading_graph.commands import plan
from reading_graph.exports.files import files
from reading_graph.graph import ReadingGraph
from support.builds import EMPTY, ROOT, Built
from support.graphs import graph_of

PAGE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "docs" / "catalogue-format.md").read_text(encoding="utf-8")
FOR_PAGES_ONLY = {"papers.js", "outline.js", "bibtex.js"}


def shown(language: str, text: str = PAGE) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


LINES = [line for block in shown("sh") for line in block.splitlines()]


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that one is in: with the list that the format shows, and its files."""
    text = shown("yaml", FORMAT)[0]
    catalogue = read_bytes(text.encode(), "papers.yaml").catalogue
    assert catalogue
    for name, content in files(ReadingGraph(catalogue)).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / DATA / "papers.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path / DATA)
    return tmp_path / DATA


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("library", "says"),
    [
        ("networkx", "general-relativity The Foundation of the General Theory of Relativity\n"),
        ("pandas", "observations"),
    ],
)
def test_an_example_in_python_runs(
    capsys: pytest.CaptureFixture[str], library: str, says: str
) -> None:
    (code,) = (code for code in shown("python") if f"import {library}" in code)
    exec(code, {})
    assert says in capsys.readouterr().out


def test_every_example_in_python_is_one_of_these() -> None:
    assert len(shown("python")) == 2


def test_jq_lists_the_papers_in_order(published: Path) -> None:
    (line,) = (line for line in LINES if line.startswith("jq "))
    _, raw, program, file = shlex.split(line)
    assert raw == "-r"
    found = jq.compile(program).input_text((published / file).read_text(encoding="utf-8")).all()
    assert [title.partition(".")[0] for title in found] == ["1", "2"]
    assert found[0] == "1. The Foundation of the General Theory of Relativity"


def test_pybtex_makes_a_list_to_print(published: Path) -> None:
    (line,) = (line for line in LINES if line.startswith("pybtex"))
    program, *arguments = shlex.split(line)
    subprocess.run(
        [sys.executable, Path(sys.executable).with_name(program), *arguments],
        check=True, capture_output=True, cwd=published,
    )  # fmt: skip
    page = (published / arguments[-1]).read_text(encoding="utf-8")
    assert "Observation of Gravitational Waves from a Binary Black Hole Merger" in page


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("python3")])
def test_a_plan_is_printed(line: str) -> None:
    arguments = shlex.split(line.removeprefix("python3 scripts/plan.py "))
    ran = CliRunner().invoke(plan.main, [*arguments, "--catalogue", "papers.yaml"])
    assert ran.exit_code == 0
    assert "Binary Black Hole" in ran.output


def test_every_line_that_it_tells_to_type_is_one_of_these() -> None:
    assert [line.split()[0] for line in LINES] == ["jq", "pybtex-format", *["python3"] * 4]


def test_it_links_no_file_that_an_empty_list_does_not_have() -> None:
    """A link to one that is not there is a warning of the build, which `--strict` refuses."""
    linked = {name for name in re.findall(r"\]\(([\w./]+\.\w+)\)", PAGE) if name.startswith(DATA)}
    assert linked
    assert linked <= set(files(graph_of(EMPTY)))


def test_it_tells_every_key_of_the_list_as_json(published: Path) -> None:
    text = (published / "catalogue.json").read_text(encoding="utf-8")
    for key in json.loads(text):
        assert f'"{key}"' in PAGE


def test_it_names_every_file_that_is_published(real: Built) -> None:
    root = real.site.root
    there = {p.relative_to(root).as_posix() for p in (root / DATA).rglob("*.*")}
    named = {name for name in re.findall(r"`([\w./]+\.\w+)`", PAGE) if (root / name).is_file()}
    ours = {name for name in there if not name.startswith("data/sections/")}
    assert named - {"papers.schema.json"} == ours - {DATA + n for n in FOR_PAGES_ONLY} - {
        "data/index.html"
    }
    assert "`data/sections/ID.bib`" in PAGE
