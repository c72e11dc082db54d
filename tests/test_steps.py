"""How far a command is: what whoever waits is shown of it, and what stays in a log."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner
from reading_graph import preview
from reading_graph.commands import serve, telling
from reading_graph.commands.telling import Telling
from reading_graph.layout import layouts
from reading_graph.preview import Attempt
from reading_graph.reachability import statuses
from reading_graph.rendering import render
from reading_graph.steps import ASKING, DRAWING, READING, RENDERING, WRITING, Step, Steps
from support.builds import EMPTY, Project, places
from support.terminal import terminal


def three_steps(steps: Steps) -> None:
    steps.begin(READING)
    steps.begin(DRAWING, 2)
    steps.one_more()
    steps.one_more()
    steps.begin(RENDERING, 1)
    steps.one_more()
    steps.one_more()
    steps.end()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step counts as one that took long, and no sight of it is left out."""
    monkeypatch.setattr(telling, "LONG_SECONDS", 0)
    monkeypatch.setattr(telling, "SECONDS_BETWEEN", 0)


@contextmanager
def watched(columns: int = 60, environ: Iterable[tuple[str, str]] = ()) -> Iterator[int]:
    """A terminal that stderr leads to, as it is seen from its other end."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with (
        os.fdopen(theirs, "w") as stream,
        os.fdopen(ours, "rb", 0),
        pytest.MonkeyPatch.context() as patch,
    ):
        for name, value in [("TERM", "xterm"), ("NO_COLOR", ""), *environ]:
            patch.setenv(name, value)
        patch.setattr(sys, "stderr", stream)
        yield ours


def sights(handle: int) -> list[str]:
    """What has been seen in the terminal's line, one after the other."""
    seen = ""
    while select.select([handle], [], [], 0)[0]:
        seen += os.read(handle, 65_536).decode()
    return [sight.rstrip(" ") for sight in re.split(r"[\r\n]+", seen) if sight]


# In a log


@pytest.mark.usefixtures("slow")
def test_a_log_has_a_plain_line_for_each_step_that_took_long(
    capsys: pytest.CaptureFixture[str],
) -> None:
    three_steps(Telling())
    out, err = capsys.readouterr()
    assert out == ""
    assert re.sub(r"\d+\.\d s", "9.9 s", err) == (
        "read the list in 9.9 s\ndrew 2 pictures in 9.9 s\nrendered 1 page in 9.9 s\n"
    )


def test_nothing_is_said_of_what_is_fast(capsys: pytest.CaptureFixture[str]) -> None:
    three_steps(Telling())
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("slow")
def test_nothing_is_said_of_a_step_that_did_not_come_to_its_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    steps = Telling()
    steps.begin(READING)
    steps.close()
    steps.end()
    assert capsys.readouterr() == ("", "")


# On a terminal


@pytest.mark.usefixtures("slow")
def test_a_terminal_shows_a_bar_that_a_line_takes_the_place_of() -> None:
    with watched() as handle:
        three_steps(Telling())
        seen = sights(handle)
    assert [re.sub(r"\d+\.\d s", "9.9 s", sight) for sight in seen] == [
        "reading the list",
        "",
        "read the list in 9.9 s",
        "drawing 2 pictures  [....................]   0 %",
        "drawing 2 pictures  [##########..........]  50 %",
        "drawing 2 pictures  [####################] 100 %",
        "",
        "drew 2 pictures in 9.9 s",
        "rendering 1 page  [....................]   0 %",
        "rendering 1 page  [##########..........]  50 %",
        "rendering 1 page  [####################] 100 %",
        "",
        "rendered 1 page in 9.9 s",
    ]


def test_nothing_is_left_of_the_bar_of_what_is_fast() -> None:
    with watched() as handle:
        three_steps(Telling())
        *_, bar, last = sights(handle)
    assert bar.startswith("rendering 1 page  [")
    assert last == ""


@pytest.mark.usefixtures("slow")
def test_a_narrow_terminal_shows_the_beginning_in_one_line() -> None:
    with watched(columns=12) as handle:
        Telling().begin(DRAWING, 2)
        assert sights(handle) == ["drawing 2 p"]


@pytest.mark.parametrize("environ", [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_bar_is_shown_where_none_is_wanted(environ: tuple[str, str]) -> None:
    with watched(environ=[environ]) as handle:
        three_steps(Telling())
        assert sights(handle) == []


@pytest.mark.usefixtures("slow")
def test_who_wants_quiet_has_it() -> None:
    with watched() as handle:
        three_steps(Telling(is_quiet=True))
        assert sights(handle) == []


@pytest.mark.usefixtures("slow")
def test_a_terminal_that_has_gone_changes_nothing() -> None:
    with watched() as handle, Path(os.devnull).open("rb") as nothing:
        steps = Telling()
        steps.begin(READING)
        os.dup2(nothing.fileno(), handle)
        three_steps(steps)
        sys.stderr.write("nor does what else is said there")
        sys.stderr.flush()


# What the commands tell


@dataclass
class Noted(Steps):
    """The steps that were begun, each with how many things it has and how often one was done."""

    steps: list[tuple[Step, int, int]] = field(default_factory=list)
    ends: int = 0

    def begin(self, step: Step, things: int = 0) -> None:
        self.steps.append((step, things, 0))

    def one_more(self) -> None:
        step, things, done = self.steps[-1]
        self.steps[-1] = step, things, done + 1

    def end(self) -> None:
        self.ends += 1


def test_a_build_tells_of_its_steps_and_of_all_that_they_deal_with(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "papers.yaml").write_text(EMPTY, encoding="utf-8")
    noted = Noted()
    render(
        project.root / "mkdocs.yml", tmp_path / "papers.yaml", tmp_path / "site", tmp_path,
        steps=noted,
    )  # fmt: skip
    assert [step for step, *_ in noted.steps] == [READING, WRITING, RENDERING]
    assert all(done == things * step.times for step, things, done in noted.steps)
    assert noted.steps[-1][1] == len(list((tmp_path / "site").rglob("index.html")))
    assert noted.ends == 1


def test_every_picture_counts_even_one_that_cannot_be_drawn() -> None:
    noted = Noted()
    layouts(["a", "b", "a"], command=["/no/such/program"], steps=noted)
    assert noted.steps == [(DRAWING, 2, 2)]


def test_every_link_counts_even_one_that_nobody_can_be_asked_for() -> None:
    noted = Noted()
    statuses(["ftp://a.example/", "ftp://b.example/", "ftp://a.example/"], steps=noted)
    assert noted.steps == [(ASKING, 2, 2)]


def test_ctrl_c_leaves_a_clean_line(project: Project, tmp_path: Path) -> None:
    (tmp_path / "papers.yaml").write_text(EMPTY, encoding="utf-8")
    script = str(project.root / "scripts" / "build.py")
    command = [sys.executable, script, *places(tmp_path / "papers.yaml", tmp_path / "site")]
    with terminal(command, tmp_path, project.environ, kind="xterm") as shown:
        shown.shows("\rrendering ")
        assert shown.interrupts() == 130
    assert re.search(r"\r *\rinterrupted: .*\n$", shown.shown)


WARNED = "sections: [{id: s, title: S}]\npapers:\n" + "".join(
    f"  - {{id: p{number}, title: A{number}, section: s}}\n" for number in range(30)
)


def test_a_quiet_build_says_what_is_wrong_and_nothing_else(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "papers.yaml").write_text(WARNED, encoding="utf-8")
    run = project.build("--quiet", *places(tmp_path / "papers.yaml", tmp_path / "site"))
    assert (run.status, run.out) == (0, "")
    *told, more = run.err.splitlines()
    assert len(told) == 20
    assert all(line.startswith("warning: ") for line in told)
    assert re.fullmatch(r"warning: and \d+ more \(.*\); python3 scripts/check.py --all .*", more)


Tell = Callable[[Attempt], None]


@pytest.mark.parametrize(
    ("options", "says"), [([], "built in 1.0 s\n"), (["--quiet"], "")], ids=["usually", "quiet"]
)
def test_a_quiet_preview_says_nothing_of_what_went_well(
    monkeypatch: pytest.MonkeyPatch, options: list[str], says: str
) -> None:
    def two_builds(_project: Path, _list: Path, _port: int, tell: Tell, *_: object) -> None:
        tell(Attempt((), 1.0, (), ""))
        tell(Attempt((Path("papers.yaml"),), 1.0, (), "no list"))

    monkeypatch.setattr(preview, "serve", two_builds)
    monkeypatch.setattr(serve, "when_told_to_end", lambda _: None)
    run = CliRunner().invoke(serve.main, ["--port", "0", *options])
    where, _, told = run.stdout.partition("\n")
    assert "Ctrl-C ends it" in where
    assert told == f"{says}papers.yaml changed: the site stays as it was until that is mended\n"
    assert run.stderr == "no list\n"
