"""add.py: what others say of a paper becomes its entry, in a minute and without harm."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from reading_graph.catalogue import read
from reading_graph.commands import add as command
from reading_graph.insertion import Insertion, insertion
from reading_graph.model import Need, Paper, Status
from support.builds import Project
from support.hosts import Host, Internet, Reply, running
from support.styles import written
from support.terminal import Terminal, terminal
from support.toy import TOY, changed

CRUST = {
    "type": "article-journal",
    "title": "Crust: Why It Sings",
    "author": [{"family": "Krume", "given": "Ada"}, {"family": "Fen", "given": "O."}],
    "issued": {"date-parts": [[1990, 5, 4]]},
    "container-title": "Annals of Baking",
    "volume": "42",
    "page": "1-9",
    "DOI": "10.5555/crust",
}
CRUMB = {"title": "Crumb and Air", "issued": {"date-parts": [[1991]]}, "DOI": "10.5555/crumb"}


@pytest.fixture
def bread(tmp_path: Path) -> Path:
    """The toy list, in a folder of its own."""
    path = tmp_path / "list" / "papers.yaml"
    path.parent.mkdir()
    path.write_text(TOY, encoding="utf-8")
    return path


@pytest.fixture
def described(tmp_path: Path) -> Callable[..., str]:
    """Writes a file about some papers, and tells its name."""

    def file(*items: object) -> str:
        path = tmp_path / "papers.json"
        path.write_text(json.dumps(items), encoding="utf-8")
        return str(path)

    return file


def added(bread: Path, what: str, *options: str) -> Result:
    """Adds to the list where nobody can be asked; a failure changes nothing."""
    before = bread.read_bytes()
    ran = CliRunner().invoke(command.main, [what, "--catalogue", str(bread), *options])
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.output
    assert ran.exit_code == 0 or bread.read_bytes() == before
    assert list(bread.parent.iterdir()) == [bread]
    return ran


def papers(bread: Path) -> dict[str, Paper]:
    found = read(bread)
    assert found.catalogue, found.problems
    return found.catalogue.by_id


# What is added


def test_an_entry_has_what_is_known_and_is_planned(
    bread: Path, described: Callable[..., str]
) -> None:
    why = "Its heat."
    ran = added(bread, described(CRUST), "--section", "oven", "--needs", "steam", "--why", why)
    assert ran.exit_code == 0, ran.output
    assert papers(bread)["crust"] == Paper(
        "crust",
        "Crust: Why It Sings",
        "oven",
        short="Crust",
        authors=("Ada Krume", "O. Fen"),
        year=1990,
        venue="Annals of Baking 42, 1\N{EN DASH}9",
        doi="10.5555/crust",
        needs=(Need("steam", why),),
        status=Status.PLANNED,
        added=date.today(),  # noqa: DTZ011 as the command does
    )


def test_what_is_printed_is_the_entry_and_the_next_step(
    bread: Path, described: Callable[..., str]
) -> None:
    out = added(bread, described(CRUST), "--section", "oven", "--needs", "steam").output
    entry, _, rest = out.partition("\n\n")
    assert entry in bread.read_text(encoding="utf-8")
    assert yaml.safe_load(entry)[0]["id"] == "crust"
    line = bread.read_text(encoding="utf-8").splitlines().index("  - id: crust") + 1
    check = f"python3 scripts/check.py {bread}"
    assert rest.splitlines() == [
        f"{bread}: 1 paper added",
        f"Next: write it up in {bread}:{line}, take out `status: planned`; then {check}",
    ]


def test_what_the_check_doubts_of_the_entry_is_shown(
    bread: Path, described: Callable[..., str]
) -> None:
    out = added(
        bread,
        described({**CRUST, "issued": {"date-parts": [[1970]]}}),
        "--section",
        "oven",
        "--needs",
        "steam",
    ).output
    assert "warning[back-in-time]" in out
    assert out.count("warning[") == 1


def test_all_papers_of_a_file_are_added_to_one_section(
    bread: Path, described: Callable[..., str]
) -> None:
    ran = added(bread, described(CRUST, CRUMB), "--section", "Oven & Crust")
    assert "2 papers added" in ran.output
    assert [papers(bread)[id_].section for id_ in ("crust", "crumb-and-air")] == ["oven", "oven"]


def test_of_a_bib_file_every_entry_that_can_be_read_is_added(bread: Path, tmp_path: Path) -> None:
    path = tmp_path / "papers.bib"
    path.write_text(BIB, encoding="utf-8")
    ran = added(bread, str(path), "--section", "oven")
    assert ran.exit_code == 0, ran.output
    lines = [line for line in ran.output.splitlines() if line.startswith(f"{path}:")]
    assert [line.split(": ")[:2] for line in lines] == [
        [f"{path}:5", "skipped"],
        [f"{path}:9", "skipped"],
    ]
    assert papers(bread)["singing-crust"].authors == ("Berta Gär", "Salt and Water")
    assert papers(bread)["hearth"].venue == "Proceedings of the Bread Days"


BIB = r"""@inproceedings{gar,
  title = {The {Singing} Crust}, author = {G{\"a}r, Berta and {Salt and Water}}, year = 1990,
}

@article{broken, title = {It has no end, year = 1991
@inproceedings{hearth, title = {Hearth}, crossref = {days}}
@proceedings{days, title = {Proceedings of the Bread Days}, year = 1992}

@article{known, title = {What Kneading does to a Dough}}
"""


def test_where_there_is_one_section_it_is_that(bread: Path, described: Callable[..., str]) -> None:
    bread.write_text("sections: [{id: oven, title: Oven}]\npapers: []\n", encoding="utf-8")
    assert added(bread, described(CRUST)).exit_code == 0
    assert papers(bread)["crust"].section == "oven"


def test_the_needs_may_be_named_as_people_know_them(
    bread: Path, described: Callable[..., str]
) -> None:
    options = ["--needs", "old-gluten", "--needs", "Loaf", "--why", "", "--why", "Its  oven"]
    added(bread, described(CRUST), "--section", "oven", "--id", "crackle", *options)
    assert papers(bread)["crackle"].needs == (Need("gluten"), Need("loaf", "Its oven"))


@pytest.mark.parametrize("seed", range(0, 200, 10))
def test_however_a_list_is_written_all_its_bytes_stay(
    bread: Path, described: Callable[..., str], seed: int
) -> None:
    before = written(seed).data
    bread.write_bytes(before)
    assert added(bread, described(CRUST, CRUMB), "--section", "oven").exit_code == 0
    after = bread.read_bytes()
    start = next(n for n in range(len(after)) if before[n : n + 1] != after[n : n + 1])
    assert after[:start] + after[start + len(after) - len(before) :] == before
    assert {"crust", "crumb-and-air"} <= papers(bread).keys()


def test_a_list_at_the_end_of_a_link_is_meant_itself(
    bread: Path, described: Callable[..., str], tmp_path: Path
) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(bread)
    arguments = [described(CRUST), "--catalogue", str(link), "--section", "oven"]
    assert CliRunner().invoke(command.main, arguments).exit_code == 0
    assert link.is_symlink()
    assert "crust" in papers(bread)


# Under which id


@pytest.mark.parametrize(
    ("title", "id_"),
    [
        ("Crust: Why It Sings", "crust"),
        ("Attention Is All a Baker Needs", "attention-is-all-a-baker-needs"),
        ("On the Origin of the Crumb in Sourdough Breads of the North", "origin-crumb-sourdough"),
        ("GRÖẞE & Łuft", "grosse-luft"),
        ("Loaf: Again", "loaf-1990"),
        ("Kneading", "kneading-1990"),
        ("index", "index-1990"),
        ("面包", "krume"),
    ],
)
def test_an_id_is_short_and_nobody_elses(
    bread: Path, described: Callable[..., str], title: str, id_: str
) -> None:
    ran = added(bread, described({**CRUST, "title": title}), "--section", "oven", "--another")
    assert ran.exit_code == 0, ran.output
    assert papers(bread)[id_].title == title


def test_papers_of_one_file_with_one_name_get_an_id_each(
    bread: Path, described: Callable[..., str]
) -> None:
    titles = ("Crust: One of Them", "Crust: Another Story", "Crust: The Third Way")
    items = [{"title": title, "issued": {"raw": "1990"}} for title in titles]
    assert added(bread, described(*items), "--section", "oven").exit_code == 0
    found = papers(bread)
    assert [found[id_].title for id_ in ("crust", "crust-1990", "crust-2")] == list(titles)
    assert [found[id_].short for id_ in ("crust", "crust-1990", "crust-2")] == ["Crust", None, None]


# What is refused


@pytest.mark.parametrize(
    "item",
    [
        {"title": "Something Else", "DOI": "10.5555/BREAD.1951"},
        {"title": "Something Else", "DOI": "10.48550/arXiv.9901.00001"},
        {"title": "Something Else", "URL": "https://arxiv.org/abs/9901.00001v7"},
        {"title": "what kneading does to the dough!"},
        {"title": "What Kneading Does to Döugh"},
        {"title": "What Kneeding Does to a Dough"},
    ],
)
def test_what_is_in_the_list_is_refused_and_named(
    bread: Path, described: Callable[..., str], item: dict[str, str]
) -> None:
    ran = added(bread, described(item), "--section", "oven")
    assert ran.exit_code == 1
    assert "is in the list as 'gluten' (" in ran.output or "as 'yeast' (" in ran.output
    line = TOY.splitlines().index("  - id: gluten") + 1
    assert f"papers.yaml:{line})" in ran.output or "'yeast'" in ran.output


@pytest.mark.parametrize(
    "title",
    [
        "What Kneading Does to Two Doughs",
        "What Unkneading Does to a Dough",
        "What Reading Does to a Dough",
        "Kneading a Dough",
    ],
)
def test_a_title_that_says_something_else_is_another_work(
    bread: Path, described: Callable[..., str], title: str
) -> None:
    assert added(bread, described({"title": title}), "--section", "oven").exit_code == 0


def test_one_with_the_same_title_can_be_said_to_be_another(
    bread: Path, described: Callable[..., str]
) -> None:
    alike = described({"title": "What Kneading Does to a Dough", "DOI": "10.5555/other"})
    refused = added(bread, alike, "--section", "oven")
    assert refused.output.rstrip().splitlines()[0].endswith("if it is another work, say --another")
    assert added(bread, alike, "--section", "oven", "--another").exit_code == 0


def test_an_id_that_is_there_cannot_be_another(bread: Path, described: Callable[..., str]) -> None:
    same = described({"title": "Something Else", "DOI": "10.5555/bread.1951"})
    assert added(bread, same, "--section", "oven", "--another").exit_code == 1


def test_of_two_works_with_one_title_in_a_file_the_ids_tell_whether_they_are_one(
    bread: Path, described: Callable[..., str]
) -> None:
    again = {**CRUST, "DOI": "10.5555/crust.2", "issued": {"raw": "1991"}}
    untold = {"title": CRUST["title"]}
    ran = added(bread, described(CRUST, again, untold), "--section", "oven")
    assert {"crust", "crust-1991"} <= papers(bread).keys()
    assert ran.output.splitlines()[0].endswith("already; if it is another work, say --another")
    assert added(bread, described(untold), "--section", "oven", "--another").exit_code == 0


def test_a_name_that_another_has_in_other_letters_is_not_taken(
    bread: Path, described: Callable[..., str]
) -> None:
    added(
        bread,
        described({"title": "YEAST : Once More"}, {"title": "BAKE : It"}),
        "--section",
        "oven",
    )
    found = papers(bread)
    assert (found["yeast-2"].short, found["bake"].short) == (None, "BAKE")


def test_what_no_field_can_hold_is_left_out_and_told(
    bread: Path, described: Callable[..., str]
) -> None:
    authors = [{"literal": f"Baker {n}"} for n in range(5_001)]
    item = {**CRUST, "author": authors, "DOI": "10.1002/(SICI)1<1::AID-1>3"}
    ran = added(bread, described(item), "--section", "oven")
    assert ran.exit_code == 0
    assert ran.output.count(": left out: ") == 2
    assert len(papers(bread)["crust"].authors) == 5_000
    assert papers(bread)["crust"].doi is None


def test_two_thousand_papers_are_compared_at_once(
    bread: Path, described: Callable[..., str]
) -> None:
    items = [{"title": f"On the {n}th Loaf of {n * 7919 % 2003} Bakers"} for n in range(2_000)]
    ran = added(bread, described(*items), "--section", "oven")
    assert "2,000 papers added" in ran.output


def test_of_a_file_the_others_are_added(bread: Path, described: Callable[..., str]) -> None:
    ran = added(bread, described(CRUST, {"DOI": "10.5555/x"}, CRUST, CRUMB), "--section", "oven")
    assert ran.exit_code == 0
    skipped = [line for line in ran.output.splitlines() if ": skipped: " in line]
    assert len(skipped) == 2
    assert "no title" in skipped[0]
    assert "stands in line 1 already" in skipped[1]
    assert {"crust", "crumb-and-air"} <= papers(bread).keys()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "name one with --section; the sections are dough, leaven, oven"),
        (["--section", "ovem"], "'ovem' is no section; did you mean 'oven'?"),
        (["--section", ""], "name one with --section"),
        (["--section", "oven", "--needs", "", "--why", "x"], "is not in the list"),
        (["--section", "oven", "--needs", "steam", "--why", "f\udcfcr"], "is not in the encoding"),
        (["--section", "oven", "--needs", "steem"], "'steem' is not in the list; did you mean 'st"),
        (["--section", "oven", "--needs", "steam", "--needs", "steam"], "is named already"),
        (["--section", "oven", "--why", "x"], "each --why is for one of --needs"),
        (["--section", "oven", "--needs", "steam", "--why", "x" * 301], "limit is 300"),
        (["--section", "oven", "--id", "loaf"], "'loaf' is the id of another paper"),
        (["--section", "oven", "--id", "kneading"], "'kneading' is the id of another paper"),
        (["--section", "oven", "--id", "Big Crust"], "such as 'big-crust'"),
        (["--section", "oven", "--id", "index"], "reserved"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    bread: Path, described: Callable[..., str], options: list[str], message: str
) -> None:
    ran = added(bread, described(CRUST), *options)
    assert ran.exit_code == 2
    assert message in ran.output
    assert ran.output.count("\n") == 1


def test_what_is_true_of_one_paper_is_not_taken_for_many(
    bread: Path, described: Callable[..., str]
) -> None:
    ran = added(bread, described(CRUST, CRUMB), "--section", "oven", "--needs", "steam")
    assert (ran.exit_code, ran.output.count("\n")) == (2, 1)
    assert "for one paper; these are 2" in ran.output


@pytest.mark.parametrize("what", ["attention", "https://example.org/paper.pdf", "10.1/x", ""])
def test_what_names_no_paper_is_told_with_what_does(bread: Path, what: str) -> None:
    ran = added(bread, what)
    assert (ran.exit_code, ran.output.count("\n")) == (2, 1)
    assert "2401.00001" in ran.output


def test_a_file_that_is_not_there_is_named(bread: Path) -> None:
    ran = added(bread, "none.bib", "--section", "oven")
    assert (ran.exit_code, ran.output) == (2, "error: No such file or directory: none.bib\n")


def test_a_file_that_cannot_be_read_is_named_with_the_way_out(bread: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.bib"
    path.write_bytes("@book{g, title = {Gär}, year = 1990}\n".encode("latin-1"))
    ran = added(bread, str(path), "--section", "oven")
    assert (ran.exit_code, ran.output.count("\n")) == (1, 1)
    assert ran.output.startswith(f"error: {path}: it is not UTF-8 (0xe4 in line 1)")
    assert added(bread, str(path), "--section", "oven", "--encoding", "latin-1").exit_code == 0
    assert papers(bread)["gar"].title == "Gär"


@pytest.mark.parametrize("text", ["", "[]", "nothing of the kind"])
@pytest.mark.parametrize("suffix", ["bib", "json"])
def test_a_file_without_a_paper_adds_nothing(
    bread: Path, tmp_path: Path, text: str, suffix: str
) -> None:
    path = tmp_path / f"papers.{suffix}"
    path.write_text(text, encoding="utf-8")
    ran = added(bread, str(path), "--section", "oven")
    assert ran.exit_code == 1
    assert str(path) in ran.output


def test_a_file_of_another_kind_is_no_address(bread: Path, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(b"%PDF")
    assert added(bread, str(tmp_path / "paper.pdf")).exit_code == 2


def test_nothing_is_added_to_a_list_with_errors(bread: Path, described: Callable[..., str]) -> None:
    bread.write_text(changed("needs: [sour]", "needs: [sou]"), encoding="utf-8")
    ran = added(bread, described(CRUST), "--section", "oven")
    assert ran.exit_code == 1
    check = f"python3 scripts/check.py {bread}"
    assert ran.output == f"error: {bread} has errors; {check} names them\n"


def test_nothing_is_added_to_a_list_without_sections(
    bread: Path, described: Callable[..., str]
) -> None:
    bread.write_text("sections: []\npapers: []\n", encoding="utf-8")
    ran = added(bread, described(CRUST))
    assert (ran.exit_code, ran.output.count("\n")) == (1, 1)


def test_what_the_check_refuses_is_shown_and_not_written(
    bread: Path, described: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "completed", lambda paper, *_: replace(paper, year=3000))
    ran = added(bread, described(CRUST), "--section", "oven")
    assert ran.exit_code == 1
    assert "error[bad-number]" in ran.output


def test_what_others_change_meanwhile_stays(
    bread: Path, described: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def put_in_while_another_edits(text: str, papers: Sequence[Paper]) -> Insertion:
        bread.write_text(TOY + "# mine\n", encoding="utf-8")
        return insertion(text, papers)

    monkeypatch.setattr(command, "insertion", put_in_while_another_edits)
    arguments = [described(CRUST), "--catalogue", str(bread), "--section", "oven"]
    ran = CliRunner().invoke(command.main, arguments)
    assert (ran.exit_code, ran.output.count("\n")) == (1, 1)
    assert bread.read_text(encoding="utf-8") == TOY + "# mine\n"


# What is looked up


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    """Where doi.org knows a paper on crusts."""
    with running(Host(secure=True)) as doi_org:
        kind = {"Content-Type": "application/vnd.citationstyles.csl+json"}
        crust = Reply(200, kind, json.dumps(CRUST).encode())
        doi_org.answers |= {"/10.5555/crust": crust, "/10.48550/arXiv.9001.00001": crust}
        doi_org.answers["/10.5555/none"] = 404
        yield Internet(monkeypatch, {"doi.org": doi_org})


@pytest.mark.usefixtures("internet")
@pytest.mark.parametrize(
    "what", ["10.5555/crust", "https://doi.org/10.5555/crust", "arXiv:9001.00001v2"]
)
def test_an_id_or_its_address_is_looked_up(bread: Path, what: str) -> None:
    ran = added(bread, what, "--section", "oven")
    assert ran.exit_code == 0, ran.output
    assert papers(bread)["crust"].authors == ("Ada Krume", "O. Fen")


@pytest.mark.usefixtures("internet")
@pytest.mark.parametrize("what", ["10.5555/none", "10.5555/elsewhere", "9001.00002"])
def test_where_nothing_is_found_one_line_says_so(bread: Path, what: str) -> None:
    ran = added(bread, what, "--section", "oven")
    assert (ran.exit_code, ran.output.count("\n")) == (1, 1)
    assert ran.output.startswith("error: cannot look up ")


def test_what_the_list_has_is_not_looked_up(bread: Path, internet: Internet) -> None:
    for known in ("10.5555/BREAD.1951", "https://arxiv.org/abs/9901.00001"):
        ran = added(bread, known)
        assert ran.output.startswith("error: '")
        assert " is in the list as '" in ran.output
    assert internet.connected == []


def test_what_was_looked_up_can_have_the_title_of_another(bread: Path, internet: Internet) -> None:
    same = {**CRUST, "title": "What Kneading Does to a Dough"}
    kind = {"Content-Type": "application/vnd.citationstyles.csl+json"}
    internet.hosts["doi.org"].answers["/10.5555/same"] = Reply(200, kind, json.dumps(same).encode())
    refused = added(bread, "10.5555/same", "--section", "oven")
    assert (refused.exit_code, "say --another" in refused.output) == (1, True)


@pytest.mark.usefixtures("internet")
def test_a_file_that_is_called_like_an_id_hides_none(
    bread: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "9001.00001").touch()
    monkeypatch.chdir(tmp_path)
    assert added(bread, "9001.00001", "--section", "oven").exit_code == 0


# Who is asked


@pytest.fixture
def asked(
    project: Project, bread: Path, described: Callable[..., str]
) -> Iterator[Callable[..., Terminal]]:
    """Adds a paper on a terminal."""
    script = project.root / "scripts" / "add.py"
    run: list[str | Path] = [sys.executable, script, described(CRUST), "--catalogue", bread]
    with ExitStack() as stack:
        yield lambda *options: stack.enter_context(
            terminal([*run, *options], bread.parent, project.environ)
        )


def test_on_a_terminal_it_asks_for_what_no_option_says(
    asked: Callable[..., Terminal], bread: Path
) -> None:
    somebody = asked()
    assert "Crust: Why It Sings · Ada Krume, O. Fen · 1990" in somebody.shows("Section: ")
    somebody.types("oben\n")
    assert "did you mean 'oven'?" in somebody.shows("Section: ")
    somebody.types("ov\t\n")
    somebody.shows("[crust]: ")
    somebody.types("loaf\n")
    assert "'loaf' is the id of another paper" in somebody.shows("[crust]: ")
    somebody.types("\n")
    somebody.shows("Enter ends): ")
    somebody.types("ste\t\n")
    somebody.shows("Why? What it takes from that: ")
    somebody.types("Its heat.\n")
    somebody.shows("Enter ends): ")
    somebody.types("steam\n")
    assert "'steam' is named already" in somebody.shows("Enter ends): ")
    somebody.types("\n")
    assert somebody.ends() == 0
    paper = papers(bread)["crust"]
    assert (paper.section, paper.needs) == ("oven", (Need("steam", "Its heat."),))


QUESTIONS = {
    "Section: ": "oven\n",
    "[crust]: ": "\n",
    "Enter ends): ": "steam\n",
    "What it takes from that: ": "",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_ctrl_c_at_any_question_leaves_everything_as_it_was(
    asked: Callable[..., Terminal], bread: Path, question: str
) -> None:
    somebody = asked()
    for earlier, answer in QUESTIONS.items():
        somebody.shows(earlier)
        if earlier == question:
            break
        somebody.types(answer)
    assert somebody.interrupts() == 130
    assert somebody.shown.splitlines()[-1] == "nothing was added"
    assert bread.read_text(encoding="utf-8") == TOY
    assert list(bread.parent.iterdir()) == [bread]


def test_the_end_of_what_is_typed_is_the_end(asked: Callable[..., Terminal], bread: Path) -> None:
    somebody = asked("--section", "oven")
    somebody.shows("[crust]: ")
    somebody.types("\x04")
    assert somebody.ends() == 130
    assert bread.read_text(encoding="utf-8") == TOY


# Where there is nobody, or nothing to write to


@pytest.mark.parametrize("closed", ["<&-", ">&-", ">/dev/full", "| true"])
def test_without_input_or_output_the_paper_is_added_all_the_same(
    project: Project, bread: Path, described: Callable[..., str], closed: str
) -> None:
    if closed == ">/dev/full" and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    script = project.root / "scripts" / "add.py"
    words = [sys.executable, script, described(CRUST), "--catalogue", bread, "--section", "oven"]
    line = f"set -o pipefail; {shlex.join(map(str, words))} {closed}"
    ran = subprocess.run(["bash", "-c", line], env=project.environ, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "crust" in papers(bread)
