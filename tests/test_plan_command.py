"""plan.py: what to read for some papers, in order, as people and programs take it away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt
from reading_graph.commands.plan import main
from reading_graph.exports import plans
from reading_graph.graph import ReadingGraph
from reading_graph.model import Catalogue, Need, Paper, Section
from support.builds import Project
from support.naughty import PLACES, STRINGS
from support.toy import TOY, changed


@pytest.fixture
def toy_list(tmp_path: Path) -> Path:
    path = tmp_path / "papers.yaml"
    path.write_text(TOY, encoding="utf-8")
    return path


def planned(catalogue: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--catalogue", str(catalogue), *arguments])


def ids(catalogue: Path, *arguments: str) -> list[str]:
    """The papers of a plan, as programs read it."""
    found = planned(catalogue, *arguments, "--format", "json")
    assert found.exit_code == 0, found.output
    return [paper["id"] for paper in json.loads(found.output)["papers"]]


# What is in it


def test_a_plan_holds_what_a_paper_rests_on_and_itself_in_order(toy_list: Path) -> None:
    assert ids(toy_list, "loaf") == ["gluten", "yeast", "proof", "steam", "loaf"]


def test_of_several_goals_it_holds_what_any_rests_on(toy_list: Path) -> None:
    assert ids(toy_list, "sour", "proof") == ids(toy_list, "proof,sour")
    assert ids(toy_list, "sour", "proof") == ["gluten", "yeast", "proof", "sour"]


def test_the_walk_from_the_goals_stops_at_what_is_known(toy_list: Path) -> None:
    assert ids(toy_list, "loaf", "--known", "proof") == ["gluten", "steam", "loaf"]
    assert ids(toy_list, "loaf", "--known", "proof,gluten") == ["steam", "loaf"]
    assert ids(toy_list, "loaf", "--known", "proof", "--known", "loaf") == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Loaf", "loaf"),
        ("kneading", "gluten"),
        ("https://doi.org/10.5555/proof", "proof"),
        ("arXiv:9901.00001v1", "yeast"),
        ("steam in the first ten minutes", "steam"),
    ],
)
def test_a_paper_may_be_named_by_what_else_it_is_known_by(
    toy_list: Path, name: str, meant: str
) -> None:
    assert ids(toy_list, name)[-1] == meant


def test_a_title_with_commas_is_one_name(toy_list: Path) -> None:
    assert ids(toy_list, "Sourdough, or Why Nobody Is Ever Alone") == ["yeast", "sour"]


# In which form


def test_programs_get_every_reason(toy_list: Path) -> None:
    found = json.loads(planned(toy_list, "loaf", "--known", "yeast", "--format", "json").output)
    assert found["goals"] == ["loaf"]
    assert found["papers"][0] == {
        "id": "gluten",
        "title": "What Kneading Does to a Dough",
        "minutes": 30,
        "because": [
            {"for": "proof", "why": None},
            {"for": "loaf", "why": "Its window test says when to stop."},
        ],
    }


def test_on_a_terminal_every_paper_has_its_number_its_cost_and_its_reasons(toy_list: Path) -> None:
    assert planned(toy_list, "proof").output == PROOF


PROOF = """\
To Proof: 3 papers, at least 1 h 15 min

1. Gluten: What Kneading Does to a Dough
   Ada Krume, 1951, 30 min
   For Proof
2. Yeast: A Small Fungus & Its Large Bubbles
   Berta Gär, 1962, 45 min
   For Proof
3. Proofing at Low Temperatures
   Ada Krume, 1975
"""


def test_the_names_of_many_goals_are_wrapped_as_all_else_is(
    toy_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = planned(toy_list, "sour", "steam", "rye", "loaf").output.splitlines()
    assert max(map(len, lines)) <= 60
    assert lines[0].startswith("To Sourdough, or Why Nobody Is Ever Alone, ")


def test_as_markdown_it_is_a_list_to_tick_off(toy_list: Path) -> None:
    text = planned(toy_list, "sour", "--format", "markdown").output
    assert text == SOUR


SOUR = """\
# To Sourdough, or Why Nobody Is Ever Alone: 2 papers, at least 45 min

- [ ] 1. [Yeast: A Small Fungus &amp; Its Large Bubbles](<https://arxiv.org/abs/9901.00001v2>) \
(Berta Gär, 1962, 45 min)
  - For Sourdough, or Why Nobody Is Ever Alone: Bacteria are told here by what yeast does not \
do: make acid.
- [ ] 2. [Sourdough, or Why Nobody Is Ever Alone](<https://arxiv.org/abs/bread/9901001>) \
(Berta Gär, 1970)
"""


def test_in_markdown_a_short_name_stands_before_the_title_and_each_reason_by_itself(
    toy_list: Path,
) -> None:
    text = planned(toy_list, "loaf", "--format", "markdown").output
    assert (
        "- [ ] 1. [Gluten: What Kneading Does to a Dough](<https://example.org/gluten.pdf>)"
        " (Ada Krume, 1951, 30 min)\n"
        "  - For Proof\n"
        "  - For Loaf: Its window test says when to stop.\n"
    ) in text


@pytest.mark.parametrize("form", ["json", "bibtex", "markdown"])
def test_a_file_for_programs_is_utf_8_whatever_the_encoding_of_the_terminal(
    toy_list: Path, form: str
) -> None:
    toy_list.write_text(changed("title: Proofing at", "title: Ζύμη Ψ at"), encoding="utf-8")
    arguments = ["proof", "--format", form, "--catalogue", str(toy_list)]
    found = CliRunner(charset="cp1252").invoke(main, arguments)
    assert "Ζύμη Ψ" in found.stdout_bytes.decode()


def test_for_citation_managers_it_has_an_entry_for_each(toy_list: Path) -> None:
    text = planned(toy_list, "proof", "--format", "bibtex").output
    assert [entry.key for entry in parse_string(text).entries] == ["gluten", "yeast", "proof"]


def test_no_name_breaks_out_of_its_line() -> None:
    for name in filter(PLACES["the title of a paper"].takes, STRINGS):
        needs = (Need("one", name),)
        papers = (Paper("one", name, "s", authors=(name,)), Paper("two", "Two", "s", needs=needs))
        graph = ReadingGraph(Catalogue(sections=(Section("s", "S"),), papers=papers))
        plan = plans.plan(graph, ["two"])
        assert all(line.isprintable() for line in plans.text(plan).splitlines())
        heading, first, reason, second = shown_by_markdown(plans.markdown(plan))
        plain = "".join(name.split())
        assert (first, reason) == (f"[]1.{plain}({plain})", f"ForTwo:{plain}")
        assert (heading, second) == ("ToTwo:2papers", "[]2.Two")


def shown_by_markdown(text: str) -> list[str]:
    """The letters of each heading and item; nothing else is in it."""
    tokens = MarkdownIt().parse(text)
    assert "html_block" not in {token.type for token in tokens}
    inline = [token.children or [] for token in tokens if token.type == "inline"]
    assert {token.type for children in inline for token in children} <= {"text", "softbreak"}
    lines = ("".join(token.content or " " for token in children) for children in inline)
    return ["".join(line.split()) for line in lines]


# When there is none


def test_an_unknown_id_is_told_in_one_line_with_the_nearest(toy_list: Path) -> None:
    for arguments in (["loav"], ["loaf", "--known", "loav"]):
        found = planned(toy_list, *arguments)
        assert found.exit_code == 1
        assert found.output == "error: 'loav' is not in the list; did you mean 'loaf'?\n"


def test_an_id_that_is_like_no_other_is_told_with_where_ids_are(toy_list: Path) -> None:
    found = planned(toy_list, "zzz")
    assert found.exit_code == 1
    assert found.output == (
        "error: 'zzz' is not in the list; the id of a paper ends its address on the site, and is "
        "its `id` in the list\n"
    )


@pytest.mark.parametrize("given", ["", ",", " , "])
def test_a_plan_to_nothing_is_wrong_usage(toy_list: Path, given: str) -> None:
    found = planned(toy_list, given)
    assert found.exit_code == 2
    assert found.output == (
        f"error: expected the id of a paper, found {given!r}; name at least one\n"
    )


def test_a_list_with_errors_has_no_plan(toy_list: Path) -> None:
    toy_list.write_text(changed("needs: [sour]", "needs: [sou]"), encoding="utf-8")
    found = planned(toy_list, "loaf")
    assert found.exit_code == 1
    check = f"python3 scripts/check.py {toy_list}"
    assert found.output == f"error: {toy_list} has errors; {check} names them\n"


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    found = planned(tmp_path / "none.yaml", "loaf")
    assert found.exit_code == 1
    assert "there is no file" in found.output


def test_it_runs_from_anywhere(project: Project, tmp_path: Path) -> None:
    found = project.run(project.root / "scripts" / "plan.py", "attention", cwd=tmp_path)
    assert found.status == 0, found.err
    assert found.out.startswith("To ")
