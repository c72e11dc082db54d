"""What a build is compared with: the parts of its work that others do, done by them alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import repeat
from pathlib import Path
from queue import SimpleQueue

from mkdocs.utils.yaml import yaml_load
from reading_graph import engine, forge, pages, revision
from reading_graph.catalogue import Reading, read
from reading_graph.graph import ReadingGraph
from reading_graph.layout import LONGEST_SECONDS
from reading_graph.model import Catalogue
from reading_graph.rendering import navigation
from reading_graph.stage import staged
from support.builds import ENVIRON

from benchmarks.measuring import Cost, Failed, end, program
from benchmarks.workshop import Workshop


class PlainMkDocs:
    """MkDocs with our theme and settings, and none of our code, for the pages of a list that were
    made before.
    """

    def __init__(self, shop: Workshop) -> None:
        self.environ = shop.project.environ
        self.folder = shop.project.root.with_name("plain")
        self.config = self.folder / "mkdocs.yml"
        self.site = self.folder / "site"
        self._write(shop)

    def build(self) -> Cost:
        """Raises Failed."""
        command = ["-m", "mkdocs", "build", "--quiet", "--config-file"]
        return program(*command, self.config, environ=self.environ)

    def expect_the_pages_of(self, shop: Workshop) -> None:
        """Raises Failed where it did not render the same pages as the build in the workshop."""
        if _pages(self.site) != _pages(shop.site):
            raise Failed("MkDocs alone did not render the same pages, so it is no comparison")

    def _write(self, shop: Workshop) -> None:
        """The stage is made as our hook makes it."""
        root, stage = shop.project.root, self.folder / "docs"
        stage.mkdir(parents=True)
        config = yaml_load((root / "mkdocs.yml").read_text("utf-8"))
        catalogue, reading = _read(shop)
        known = forge.repository(ENVIRON, revision.remote(root), revision.default_branch(root))
        file = forge.list_file(known, root, shop.list, reading.lines)
        bundles = config["extra"]["bundles"]
        made = staged(catalogue, root / "docs", stage, file=file, bundles=bundles)
        del config["hooks"]
        config["theme"]["custom_dir"] = str(root / config["theme"]["custom_dir"])
        config["nav"] = [*navigation(made.pages), *config["nav"]]
        self.config.write_text(json.dumps(config), encoding="utf-8")  # which is YAML, too


class Engine:
    """The layout engine, asked what a build of a list asks it, in as many processes."""

    def __init__(self, shop: Workshop) -> None:
        asked = pages.pictures(ReadingGraph(_read(shop)[0])).values()
        self.questions = sorted({picture.question for picture in asked}, key=len)

    def answer(self) -> Cost:
        """What it takes for all of them; nobody looks at the answers. Raises Failed."""
        left: SimpleQueue[str | None] = SimpleQueue()
        count = min(os.cpu_count() or 1, len(self.questions))
        for question in [*self.questions, *[None] * count]:
            left.put(question)
        started = time.perf_counter()
        with ExitStack() as stack:
            threads = stack.enter_context(ThreadPoolExecutor(count))
            processes = [_engine() for _ in range(count)]
            for process in processes:
                stack.callback(end, process)
            if not all(threads.map(_answers, processes, repeat(left))):
                raise Failed("the engine does not answer what a build asks it")
        return Cost(time.perf_counter() - started)


def _pages(site: Path) -> set[Path]:
    return {path.relative_to(site) for path in site.rglob("*.html")}


def _read(shop: Workshop) -> tuple[Catalogue, Reading]:
    reading = read(shop.list)
    if reading.catalogue is None:
        raise Failed(f"{shop.list} has errors, so there is nothing to measure")
    return reading.catalogue, reading


def _engine() -> subprocess.Popen[str]:
    command = [sys.executable, str(engine.__file__), str(round(LONGEST_SECONDS))]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _answers(process: subprocess.Popen[str], left: SimpleQueue[str | None]) -> bool:
    """Whether a process answers each question that it takes from those that are left."""
    assert process.stdin
    assert process.stdout
    while (question := left.get()) is not None:
        process.stdin.write(json.dumps(question) + "\n")
        process.stdin.flush()
        if process.stdout.readline() in ("", "null\n"):
            return False
    return True
