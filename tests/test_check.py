"""check.py, run as its readers run it."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.builds import Project, Run, places, tree
from support.toy import TOY, changed

CASES = Path(__file__).parent / "cases"
WRONG = changed("needs: [sour]", "needs: [sower]")
DOUBTFUL = changed("    notes: All of it, in one oven.\n", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where three lists are: one is sound, one has an error, one has a warning."""
    for name, text in (("sound", TOY), ("wrong", WRONG), ("doubtful", DOUBTFUL)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def check(project: Project, folder: Path, *arguments: str, **environ: str) -> Run:
    script = project.root / "scripts" / "check.py"
    return project.run(script, *arguments, cwd=folder, environ=environ)


def test_a_sound_list_gets_one_line_and_the_next_command(project: Project, folder: Path) -> None:
    run = check(project, folder, "sound.yaml")
    assert (run.status, run.err) == (0, "")
    assert run.lines == [
        "sound.yaml: 3 sections, 7 papers; nothing is wrong",
        "Next: python3 scripts/build.py --catalogue sound.yaml",
    ]


def test_without_a_name_it_checks_the_list_of_the_project(project: Project) -> None:
    run = check(project, project.root)
    assert run.status == 0
    assert re.fullmatch(r"papers\.yaml: \d+ sections?, \d+ papers?; nothing is wrong", run.lines[0])
    assert run.lines[1:] == ["Next: python3 scripts/build.py"]
    assert check(project, project.root, "--strict").status == 0


def test_a_wrong_list_is_told_with_its_line_a_count_and_what_to_do(
    project: Project, folder: Path
) -> None:
    run = check(project, folder, "wrong.yaml")
    assert (run.status, run.err) == (1, "")
    line = WRONG[: WRONG.index("sower")].count("\n") + 1
    says = "'sower' is not in the catalogue; did you mean 'sour'?"
    again = "python3 scripts/check.py wrong.yaml   (more: --explain unknown-paper)"
    assert run.lines == [
        f"wrong.yaml:{line}:13: error[unknown-paper]: {says}",
        f"{line:>5} |     needs: [sower]",
        "      |             ^^^^^",
        "wrong.yaml: 3 sections, 7 papers; 1 error",
        f"Next: mend this, then {again}",
    ]


def test_a_warning_fails_with_strict_only(project: Project, folder: Path) -> None:
    run = check(project, folder, "doubtful.yaml")
    assert run.status == 0
    assert "doubtful.yaml: 3 sections, 7 papers; 1 warning" in run.lines
    assert check(project, folder, "--strict", "doubtful.yaml").status == 1


def test_several_files_are_checked_in_one_run(project: Project, folder: Path) -> None:
    run = check(project, folder, "sound.yaml", "doubtful.yaml", "--catalogue", "wrong.yaml")
    assert run.status == 1
    assert [line.split(":")[0] for line in run.lines if re.search(r"\[[a-z-]+\]: ", line)] == [
        "doubtful.yaml", "wrong.yaml",
    ]  # fmt: skip
    assert run.lines[-2] == (
        "sound.yaml, doubtful.yaml, wrong.yaml: 9 sections, 21 papers; 1 error and 1 warning"
    )


def test_the_awful_file_gets_the_words_beside_it(project: Project) -> None:
    run = check(project, CASES, "--all", "awful.yaml")
    assert (run.status, run.err) == (1, "")
    assert run.out == (CASES / "awful.txt").read_text("utf-8")


def test_the_awful_file_breaks_nearly_every_rule() -> None:
    told = (CASES / "awful.txt").read_text("utf-8")
    assert len(set(re.findall(r"(?:error|warning)\[([a-z-]+)\]", told))) >= 30


@pytest.mark.parametrize(
    ("problems", "more"), [(50, []), (51, ["and 1 more; --all shows them"]),
                           (1_234, ["and 1,184 more; --all shows them"])],
)  # fmt: skip
def test_fifty_problems_are_shown_and_the_others_counted(
    project: Project, tmp_path: Path, problems: int, more: list[str]
) -> None:
    bad = "".join(f"t{n}: 1\n" for n in range(problems))
    (tmp_path / "many.yaml").write_text(f"sections: []\npapers: []\n{bad}", encoding="utf-8")
    run = check(project, tmp_path, "many.yaml")
    assert sum("error[unknown-key]" in line for line in run.lines) == 50
    assert [line for line in run.lines if "more; " in line] == more
    assert run.lines[-2] == f"many.yaml: 0 sections, 0 papers; {problems:,} errors"
    whole = check(project, tmp_path, "many.yaml", "--all")
    assert sum("error[unknown-key]" in line for line in whole.lines) == problems


def test_no_error_is_left_out_for_the_warnings_before_it(project: Project, tmp_path: Path) -> None:
    papers = "".join(f"  - {{id: p{n}, title: A{n}, section: s}}\n" for n in range(60))
    text = f"sections: [{{id: s, title: S}}]\npapers:\n{papers}  - {{id: last, section: s}}\n"
    many = tmp_path / "many.yaml"
    many.write_text(text, encoding="utf-8")
    checked = check(project, tmp_path, "many.yaml")
    built = project.build(*places(many, tmp_path / "site"))
    for told in (checked.out, built.err):
        assert told.count("many.yaml:") >= 50
        assert "error[missing-key]" in told


def test_a_program_gets_all_as_json_and_people_the_rest(project: Project, folder: Path) -> None:
    run = check(project, folder, "--format", "json", "wrong.yaml", "doubtful.yaml")
    found = json.loads(run.out)
    assert [(one["file"], one["rule"], one["severity"]) for one in found] == [
        ("wrong.yaml", "unknown-paper", "error"),
        ("doubtful.yaml", "incomplete", "warning"),
    ]
    assert run.status == 1
    assert "1 error and 1 warning" in run.err
    sound = check(project, folder, "--format", "json", "sound.yaml")
    assert (sound.status, json.loads(sound.out)) == (0, [])


def test_a_workflow_gets_annotations(project: Project, folder: Path) -> None:
    run = check(project, folder, "--format", "github", "wrong.yaml", "doubtful.yaml")
    assert run.status == 1
    assert re.fullmatch(
        r"::error file=wrong\.yaml,line=\d+,col=13,title=unknown-paper,endColumn=18::'sower' is .*",
        run.lines[0],
    )
    assert run.lines[1].startswith("::warning file=doubtful.yaml,line=")
    assert run.lines[2].startswith("wrong.yaml, doubtful.yaml: ")


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_no_value_speaks_to_the_workflow_that_shows_it(
    project: Project, tmp_path: Path, form: str
) -> None:
    command = "::error::x"
    text = (
        f'sections: []\npapers:\n- id: "a\\n{command}"\n  section: "##[add-mask]x"\n{command}: 1\n'
    )
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    run = check(project, tmp_path, "--format", form, "a.yaml")
    ours = r"::(error|warning) file=a\.yaml,line=\d+,"
    spoken = [line for line in run.lines if line.lstrip().startswith("::")]
    assert all(re.match(ours, line) for line in spoken)
    assert len(spoken) == (len(run.lines) - 2 if form == "github" else 0)
    assert "##[" not in run.out


def test_colours_are_for_terminals_that_want_them(project: Project, folder: Path) -> None:
    assert "\x1b" not in check(project, folder, "wrong.yaml").out
    assert "\x1b[1;31merror[unknown-paper]\x1b[0m" in in_a_terminal(project, folder)
    assert "\x1b" not in in_a_terminal(project, folder, NO_COLOR="1")


def in_a_terminal(project: Project, folder: Path, **environ: str) -> str:
    ours, theirs = pty.openpty()
    script = project.root / "scripts" / "check.py"
    subprocess.run(
        [sys.executable, script, "wrong.yaml"],
        cwd=folder, env={**project.environ, **environ}, stdout=theirs, stderr=theirs, check=False,
    )  # fmt: skip
    os.close(theirs)
    said = os.read(ours, 100_000)
    os.close(ours)
    return said.decode()


def test_a_terminal_of_another_encoding_is_no_reason_to_fail(
    project: Project, tmp_path: Path
) -> None:
    needs = "sections: [{id: o, title: O}]\npapers:\n- {id: a, title: A, section: o, needs: [b]}\n"
    text = needs + "- {id: b, title: B, section: o, needs: [a]}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    run = check(project, tmp_path, "a.yaml", PYTHONIOENCODING="latin-1")
    assert (run.status, run.err) == (1, "")
    assert r"a \u2192 b \u2192 a (a.yaml:3, :4)" in run.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--explain", "cycel"], "there is no rule 'cycel'; did you mean 'cycle'?"),
        (["--explain", "xyz"], "there is no rule 'xyz'; there are: no-file, too-large,"),
        (["--format", "xml"], "'xml' is not one of 'text', 'github', 'json'"),
        (["--colour"], "No such option '--colour'"),
    ],
)
def test_wrong_usage_is_told_in_a_line(
    project: Project, folder: Path, arguments: list[str], says: str
) -> None:
    run = check(project, folder, *arguments)
    assert (run.status, run.out) == (2, "")
    assert says in run.err
    assert "Traceback" not in run.err


@pytest.mark.parametrize("what", ["nothing", "a folder", "a pipe", "a device"])
def test_what_is_no_file_is_told_in_a_line(project: Project, tmp_path: Path, what: str) -> None:
    path = Path("/dev/zero") if what == "a device" else tmp_path / "papers.yaml"
    if what == "a folder":
        path.mkdir()
    elif what == "a pipe":
        os.mkfifo(path)
    run = check(project, tmp_path, str(path))
    assert run.status == 1
    assert "1:1: error[no-file]: " in run.lines[0]
    assert len(run.lines) == 3


def test_a_rule_is_explained_with_what_it_says_and_its_mend(project: Project, folder: Path) -> None:
    run = check(project, folder, "--explain", "needs-quotes")
    assert (run.status, run.err) == (0, "")
    assert run.lines[0] == "needs-quotes (error)"
    assert "papers.yaml:27:12: error[needs-quotes]: `arxiv` of paper 'first-waves' is " in run.out
    assert run.lines[-2:] == ["Right:", '    arxiv: "1602.03837"']


def test_the_page_of_the_rules_and_the_schema_are_printed(project: Project, folder: Path) -> None:
    docs = project.root / "docs"
    page = check(project, folder, "--explain", "all")
    assert page.out == (docs / "problems.md").read_text("utf-8")
    schema = check(project, folder, "--schema")
    assert schema.out == (docs / "papers.schema.json").read_text("utf-8")


def test_nothing_is_written(project: Project, folder: Path) -> None:
    before = tree(folder)
    for name in ("sound.yaml", "wrong.yaml", "missing.yaml"):
        check(project, folder, name)
    assert tree(folder) == before
