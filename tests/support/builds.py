"""A clone of the project, and its commands run there as a person runs them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from reading_graph.atomic import alone

from support.pages import Site
from support.toy import TOY

ROOT = Path(__file__).parents[2]
NOT_CLONED = (".*", "site", "tests", "*.pyc.*")  # the last while Python writes what it compiled
COMMITTED = "2024-02-29T12:00:00+0000"
ENVIRON = {
    name: value
    for name, value in os.environ.items()
    if name not in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "SITE_URL", "SOURCE_DATE_EPOCH")
    and not name.startswith(("GIT_", "GITHUB_", "MKDOCS"))
}


HOW_LONG = re.compile(r"^(?:read|drew|wrote|rendered) .+ in \d+\.\d s\n", re.MULTILINE)
"""What a build says of its long steps: which they are depends on the machine."""

EMPTY = "sections: []\npapers: []\n"


@dataclass(frozen=True)
class Run:
    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """All that was said."""
        return [*self.out.splitlines(), *self.err.splitlines()]


@dataclass(frozen=True)
class Project:
    """A folder with the project in it, and a folder for temporary files of its own."""

    root: Path

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def temporary(self) -> Path:
        return self.root.with_name(f"{self.root.name}-temporary")

    def build(
        self,
        *arguments: str | Path,
        cwd: Path | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> Run:
        """Runs build.py; holds every run to what no run may do."""
        before = tree(self.docs)
        run = self.run(self.root / "scripts" / "build.py", *arguments, cwd=cwd, environ=environ)
        assert tree(self.docs) == before, "a build has written to docs/"
        assert not list(self.temporary.iterdir()), "a build has left temporary files"
        assert "Traceback" not in run.err, run.err
        assert not any("end of life" in line or "ontconfig" in line for line in run.lines)
        return run

    def start_build(self, catalogue: Path, site: Path, *before: str) -> subprocess.Popen[str]:
        """The same, without waiting for it, and quiet; `before` is the command that runs it."""
        script = str(self.root / "scripts" / "build.py")
        return subprocess.Popen(
            [*before, sys.executable, script, "--quiet", *places(catalogue, site)],
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def mkdocs(self, *arguments: str | Path, **environ: str) -> Run:
        return self.run("-m", "mkdocs", *arguments, cwd=self.root, environ=environ)

    def run(
        self,
        *arguments: str | Path,
        cwd: Path | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> Run:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=cwd,
            env={**self.environ, **(environ or {})},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        return Run(done.returncode, done.stdout, HOW_LONG.sub("", done.stderr))

    @property
    def environ(self) -> Mapping[str, str]:
        return {**ENVIRON, "TMPDIR": str(self.temporary)}


@dataclass(frozen=True)
class Built:
    """A site that build.py has made, of which list, and what it said."""

    catalogue: Path
    site: Site
    run: Run


def once(folder: Path, fill: Callable[[], Run]) -> Run:
    """What was said when the folder was filled: now, or before by another process of the tests.

    What is waited for is a folder inside: that itself is held by whoever builds there.
    """
    held = folder / "held"
    held.mkdir(parents=True, exist_ok=True)
    said = held / "said.json"
    with alone(held):
        if not said.exists():
            said.write_text(json.dumps(asdict(fill())), encoding="utf-8")
        return Run(**json.loads(said.read_text("utf-8")))


def clone(folder: Path, source: Path = ROOT, text: str | None = TOY) -> Project:
    """The project, or a clone of it, with some list or its own, in a repository with one commit
    and a remote on a forge.
    """
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns(*NOT_CLONED))
    if text is not None:
        (folder / "papers.yaml").write_text(text, encoding="utf-8")
    dates = {"GIT_AUTHOR_DATE": COMMITTED, "GIT_COMMITTER_DATE": COMMITTED}
    name = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    for command in (
        ["init", "--quiet"],
        ["remote", "add", "origin", "https://github.com/example/reading-graph.git"],
        [*name, "commit", "--quiet", "--allow-empty", "--message", "The list"],
    ):
        subprocess.run(["git", "-C", folder, *command], check=True, env=ENVIRON | dates)
    project = Project(folder)
    project.temporary.mkdir()
    return project


def places(catalogue: Path, site: Path) -> list[str]:
    """The arguments that say which list is built, and where to."""
    return ["--catalogue", str(catalogue), "--site-dir", str(site)]


def tree(folder: Path) -> dict[str, str]:
    """Every file in a folder by its path, with a digest of what it holds; folders with none."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else ""
        for path in sorted(folder.rglob("*"))
    }
