"""A copy of the project where lists are built, so that the user's own site and cache stay."""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from reading_graph.stage import CACHE
from support.builds import Project, clone

from benchmarks.measuring import Cost, program

_NOTES = re.compile(r"(    notes: \|\n)(      This is edit \d+\.\n\n)?")


class Workshop:
    """A clone of the project, and the sites that are built in it."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.list = project.root / "papers.yaml"
        self.site = project.root / "site"
        self.edits = 0

    def write(self, text: str) -> None:
        self.list.write_text(text, encoding="utf-8")

    def edit(self) -> str:
        """Saves the list with another note in it, and tells what that says now."""
        self.edits += 1
        said = f"This is edit {self.edits}."
        self.write(_NOTES.sub(rf"\1      {said}\n\n", self.list.read_text("utf-8"), count=1))
        return said

    def build(self, longest: float = math.inf) -> Cost:
        """What build.py takes for the list that is there. Raises Failed."""
        script = self.project.root / "scripts" / "build.py"
        return program(script, environ=self.project.environ, longest=longest)

    def build_cold(self, longest: float = math.inf) -> Cost:
        """The same, with no layout of any picture kept from a build before."""
        shutil.rmtree(self.project.root / CACHE, ignore_errors=True)
        return self.build(longest)


@contextmanager
def workshop(text: str) -> Iterator[Workshop]:
    """With some list in it; gone afterwards."""
    with TemporaryDirectory(prefix="reading-graph-bench-") as folder:
        yield Workshop(clone(Path(folder, "reading-graph"), text=text))
