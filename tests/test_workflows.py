"""What GitHub does with the project: held to its schemas, to a linter, and to our own rules."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.builds import ENVIRON, clone
from support.toy import TOY, changed

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = [path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config"]
SCHEMAS = {
    "github-workflows": WORKFLOWS,
    "dependabot": [GITHUB / "dependabot.yml"],
    "github-issue-forms": FORMS,
    "github-issue-config": [GITHUB / "ISSUE_TEMPLATE" / "config.yml"],
}
MAY_WRITE = {
    ("publish", "deploy"): {"pages", "id-token"},
    ("links", "links"): {"issues"},
}

each = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def workflow(path: Path) -> dict[str, Any]:
    """As YAML 1.2 reads it: `on` is no yes there."""
    loaded = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in workflow(path)["jobs"].values():
        yield from job["steps"]


def commands() -> Iterator[str]:
    """Every call of a script of ours, as it is written in a step."""
    for path in WORKFLOWS:
        for step in steps(path):
            yield from re.findall(
                r"python3 (scripts/.*?)(?: [|>2&].*|`.*|$)", step.get("run", ""), re.MULTILINE
            )


@pytest.mark.parametrize("schema", SCHEMAS)
def test_github_can_read_every_file(schema: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*command, *SCHEMAS[schema]], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_linter_of_workflows_finds_nothing_at_all() -> None:
    zizmor = Path(sysconfig.get_path("scripts"), "zizmor")
    options = ["--offline", "--persona=pedantic", "--no-ignores", "--strict-collection"]
    done = subprocess.run([zizmor, *options, "--quiet", GITHUB], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@each
def test_no_workflow_gives_a_stranger_what_is_not_theirs(path: Path) -> None:
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(workflow(path)["on"])
    assert workflow(path)["permissions"] == {}
    for name, job in workflow(path)["jobs"].items():
        writes = {what for what, right in job["permissions"].items() if right == "write"}
        assert writes == MAY_WRITE.get((path.stem, name), set())
        assert int(job["timeout-minutes"]) <= 120
        assert "secrets." not in path.read_text("utf-8")


@each
def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it(path: Path) -> None:
    uses = re.findall(r"uses: *(.*)", path.read_text("utf-8"))
    pinned = r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"
    assert uses
    assert [used for used in uses if not re.fullmatch(pinned, used)] == []


def test_an_action_has_one_version_in_all_workflows() -> None:
    text = "".join(path.read_text("utf-8") for path in WORKFLOWS)
    pins = set(re.findall(r"uses: *(\S+)@(.*)", text))
    assert len(pins) == len({name for name, _ in pins})


@each
def test_nothing_is_interpolated_into_a_command(path: Path) -> None:
    assert not [step for step in steps(path) if "${{" in step.get("run", "")]


@each
def test_no_step_keeps_credentials_or_a_cache(path: Path) -> None:
    for step in steps(path):
        given = step.get("with", {})
        assert "cache" not in given
        assert "/cache" not in step.get("uses", "")
        if step.get("uses", "").startswith("actions/checkout@"):
            assert given["persist-credentials"] == "false"


def test_pull_requests_are_checked_tested_and_built() -> None:
    check = workflow(GITHUB / "workflows" / "check.yml")
    assert set(check["on"]) == {"pull_request", "merge_group"}
    run = [step.get("run") for step in steps(GITHUB / "workflows" / "check.yml")]
    assert "python3 scripts/check.py --format github" in run
    assert "python3 scripts/test.py" in run
    assert "python3 scripts/build.py --offline --site-dir preview" in run


def test_a_list_that_is_a_link_is_not_shown() -> None:
    """A step without a condition waits for all before it to succeed; one with `cancelled` or
    `failure` in it does not.
    """
    names = [step["name"] for step in check_steps()]
    guard, *after = check_steps()[names.index("See that papers.yaml is a file") :]
    assert guard["run"] == "test ! -L papers.yaml"
    unasked = [step for step in after if "if" in step]
    assert [(step["name"], step["if"]) for step in unasked] == [
        ("Say that papers.yaml is a link", "${{ failure() && steps.file.outcome == 'failure' }}"),
        ("Say what was found", "${{ !cancelled() && steps.file.outcome == 'success' }}"),
    ]
    assert guard["id"] == "file"
    assert "scripts" not in unasked[0]["run"]


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_every_command_of_a_step_names_a_script_and_options_that_are_there(command: str) -> None:
    script, *given = command.split()
    done = subprocess.run([sys.executable, ROOT / script, "--help"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    known = set(re.findall(r"--[a-z-]+", done.stdout)) | {"-k"}
    assert {option for option in given if option.startswith("-")} <= known


# What a change does

BASES = {
    "a sound list": (TOY, ["  - `year`: 1951 → 1952"]),
    "a list with errors": (changed("needs: [sour]", "needs: [sower]"), []),
    "no list": (None, ["### Papers added"]),
}


def check_steps() -> list[dict[str, Any]]:
    job = workflow(GITHUB / "workflows" / "check.yml")["jobs"]["list"]
    return [dict(step) for step in job["steps"]]


def test_what_a_change_does_is_said_once_the_list_has_passed() -> None:
    names = [step["name"] for step in check_steps()]
    step = check_steps()[names.index("Say what changes")]
    assert names.index("Check papers.yaml") < names.index("Say what changes")
    assert "if" not in step, "a step without a condition waits for all before it to succeed"
    assert "continue-on-error" not in step


@pytest.mark.parametrize("base", BASES)
def test_the_summary_says_what_a_merged_change_does_whatever_the_list_was(
    tmp_path: Path, base: str
) -> None:
    before, said = BASES[base]
    runner = merged(tmp_path, before, changed("year: 1951", "year: 1952"))
    _, told = what_changes(runner)
    assert told[0] == "## What changes in the list"
    assert told[2].startswith("Since `HEAD^1` (")
    assert [line for line in said if line not in told] == []
    assert ("nothing can be compared" in told[2]) is (base == "a list with errors")


def test_where_nothing_can_be_compared_the_summary_says_so_and_the_job_goes_on(
    tmp_path: Path,
) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "diff.py").write_text("raise SystemExit(2)")
    out, told = what_changes(tmp_path)
    assert out == "::warning::scripts/diff.py could not say what changes in papers.yaml\n"
    assert told == [
        "What changes in the list could not be said; the step *Say what changes* has why."
    ]


def what_changes(runner: Path) -> tuple[str, list[str]]:
    """What the step about it says in its log, and in the summary of the job."""
    (run,) = [step["run"] for step in check_steps() if step["name"] == "Say what changes"]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    summary = runner / "summary.md"
    done = subprocess.run(
        ["bash", "-e", "-c", run], check=True, capture_output=True, encoding="utf-8", cwd=runner,
        env={**ENVIRON, "PATH": path, "GITHUB_STEP_SUMMARY": str(summary)},
    )  # fmt: skip
    return done.stdout, summary.read_text("utf-8").splitlines()


def merged(folder: Path, before: str | None, after: str) -> Path:
    """What the machine checks out for a pull request that makes one list of another."""
    project = clone(folder / "project").root
    commit(project, before)
    git(project, "checkout", "--quiet", "-b", "change")
    commit(project, after)
    git(project, "checkout", "--quiet", "-")
    git(project, "merge", "--quiet", "--no-ff", "--message", "Merge", "change")
    (checkout,) = [step["with"] for step in check_steps() if "checkout" in step.get("uses", "")]
    depth = f"--depth={checkout['fetch-depth']}"
    git(folder, "clone", "--quiet", depth, project.as_uri(), "runner")
    return folder / "runner"


def commit(project: Path, papers: str | None) -> None:
    (project / "papers.yaml").unlink(missing_ok=True)
    if papers is not None:
        (project / "papers.yaml").write_text(papers, encoding="utf-8")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "The list")


def git(folder: Path, *command: str) -> None:
    name = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    subprocess.run(["git", "-C", folder, *name, *command], check=True, env=ENVIRON)


# The issue about links

GH = """\
#!/bin/sh
echo "$*" >> "$SAID"
if [ "$2" = list ]; then echo "$KNOWN"; fi
"""


@pytest.mark.parametrize(
    ("report", "known", "wanted"),
    [
        ("- a link", "", ["issue list", "label create", "issue create"]),
        ("- a link", "7", ["issue list", "issue edit 7", "issue reopen 7"]),
        ("", "7", ["issue list", "issue close 7"]),
        ("", "", ["issue list"]),
    ],
    ids=["first dead link", "dead links again", "all is well again", "all is well"],
)
def test_one_issue_tells_of_dead_links(
    tmp_path: Path, report: str, known: str, wanted: list[str]
) -> None:
    (tmp_path / "gh").write_text(GH)
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "report.md").write_text(report)
    step = list(steps(GITHUB / "workflows" / "links.yml"))[-1]
    environ = {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "SAID": str(tmp_path / "said"),
        "KNOWN": known,
        "RUNNER_TEMP": str(tmp_path),
        "LABEL": step["env"]["LABEL"],
    }
    subprocess.run(["bash", "-e", "-c", step["run"]], check=True, env=environ)
    said = (tmp_path / "said").read_text().splitlines()
    assert [re.match(r"\w+ \w+(?: \d+)?", line)[0] for line in said] == wanted  # type: ignore[index]


# Forms


def fields(form: str) -> list[str]:
    body = workflow(GITHUB / "ISSUE_TEMPLATE" / f"{form}.yml")["body"]
    return [part["id"] for part in body if "id" in part]


def test_the_forms_have_the_fields_that_links_to_them_fill_in() -> None:
    assert fields("suggest-a-paper") == ["title", "link", "section", "needs", "why"]
    assert fields("wrong-entry")[0] == "entry"


def test_the_template_of_a_pull_request_is_the_one_for_papers_and_names_the_other() -> None:
    standard = (GITHUB / "pull_request_template.md").read_text("utf-8")
    paper = (GITHUB / "PULL_REQUEST_TEMPLATE" / "paper.md").read_text("utf-8")
    assert standard.endswith(f"-->\n\n{paper}")
    (other,) = re.findall(r"template=([\w.]+)", standard)
    assert (GITHUB / "PULL_REQUEST_TEMPLATE" / other).exists()
